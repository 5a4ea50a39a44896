//! The identities that tie variables together, as data. Adding one is adding a row.

use std::sync::OnceLock;

use crate::expression::{Expression, Term, parse};

/// Over what a row is repeated. Each domain binds the names of the formula.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Domain {
    /// Every round `r` of a company `c` that sells new shares.
    Round,
    /// Every investor `i` in such a round `r`.
    Participation,
    /// Every holder `h` of a stake in a company `c`.
    Stake,
    /// Every funder `a` of a company `b` that buys from it.
    Pair,
    /// Every party `c` with stated obligations.
    Obligor,
    /// Every party `c` with revenue in a year `t`.
    Spending,
    /// Every number over time at `t` with that of the year before, at `u`, or with the growth.
    Growth(Growing),
    /// Every period `t` of a flow that told periods `p` make up without gap or overlap: the parts
    /// of the binding are these. `c` is the party, `b` its counterparty and `n` the nature of the
    /// numbers, where they have one.
    Tiling(&'static str),
    /// Every period `t` of a flow of which told periods `p` make up the start, and nothing is told
    /// of the rest, `r`.
    Rest(&'static str),
    /// Every period `p` of a flow in a longer one, `t`, that no sum ties to it.
    Inside(&'static str),
    /// Every move of a share price of `c` at `t` with the market value told at its start, at `u`.
    Move,
    /// The same for moves of one day, where it is known what they add.
    Moved,
    /// Every move with a market value that was told longer before.
    OldMove,
    /// Every fall of a share price of `s` at `t` with a customer `b` in the backlog, last told at `d`.
    Fall,
    /// The same with the margin of the seller, last told of `m`.
    FallWithMargin,
    /// Every deal `d`, told with shares or their price, of which the money is this attribute; a
    /// round is `r`, an investor in one `i`.
    Priced(&'static str),
    /// Every round `r` of a company `c` of which the shares before are told, at `u`.
    Diluting,
    /// Every holder `h` of warrants of a company `c`, of which the shares are last told at `u`.
    Warrant,
    /// Every owner `h` charged for its part of the loss of a company `c` in a period `t`.
    Charge,
    /// Every holder `h` of a part of a company `c` that has a profit or a loss in a period `t`.
    Earning,
    /// Every holder `i` of a stake in a company `c` that has put capital into it.
    Invested,
    /// Every customer `b` of a seller `s` in its backlog at `t` with stated obligations.
    Obliged,
    /// Every customer `b` of a seller `s` in its backlog at a date `t`.
    Backlog,
    /// Every customer `b` of a party `c` in its revenue of a period `t`.
    Revenue,
    /// Deals, by the relations of their claims.
    Deals,
    /// Every company `c` in which a stake is held.
    Company,
    /// Every seller `s` with a backlog at a date `t`.
    BacklogWhole,
    /// Every party `c` with revenue in a period `t`.
    RevenueWhole,
}

/// A number over time, and how it grows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Growing {
    /// The number.
    pub of: &'static str,
    /// Its growth.
    pub growth: &'static str,
    /// The names of its arguments, the time last.
    pub names: &'static [&'static str],
}

const fn growing(of: &'static str, growth: &'static str, names: &'static [&'static str]) -> Domain {
    Domain::Growth(Growing { of, growth, names })
}

/// The numbers that come in over a period, and are added up over its parts. What is held on a day
/// is never added up.
pub const FLOWS: [&str; 4] = ["revenue", "profit", "capex", "burn"];

/// How the left side stands to the right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tie {
    /// The two are equal.
    Equal,
    /// The left is at most the right.
    AtMost,
}

/// What a row is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It gives readings, and ties its variables.
    Reads,
    /// It solves a row above for another of its variables: it gives readings, and ties nothing new.
    Restates,
    /// It gives readings where the rows above give none. It is another number, and ties nothing.
    StandsIn,
    /// It ties variables and gives no reading.
    Ties,
}

/// One row: two sides, when it applies, and who says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Identity {
    /// What it says, in words.
    pub name: &'static str,
    /// The left side: a variable, but for a row that only ties.
    pub target: &'static str,
    /// How the two stand.
    pub tie: Tie,
    /// What it is for.
    pub role: Role,
    /// The formula on the right.
    pub formula: &'static str,
    /// Over what it is repeated.
    pub over: Domain,
    /// Where the rule is from.
    pub source: &'static str,
}

impl Identity {
    /// The whole row: `post_money(r) = pre_money(r) + raise(r)`.
    pub fn written(&self) -> String {
        let tie = if self.tie == Tie::Equal { "=" } else { "<=" };
        format!("{} {tie} {}", self.target, self.formula)
    }
}

const fn row(
    role: Role,
    over: Domain,
    target: &'static str,
    formula: &'static str,
    name: &'static str,
    source: &'static str,
) -> Identity {
    Identity { name, target, tie: Tie::Equal, role, formula, over, source }
}

const fn equal(
    over: Domain,
    target: &'static str,
    formula: &'static str,
    name: &'static str,
    source: &'static str,
) -> Identity {
    row(Role::Reads, over, target, formula, name, source)
}

const fn solved(
    over: Domain,
    target: &'static str,
    formula: &'static str,
    name: &'static str,
    source: &'static str,
) -> Identity {
    row(Role::Restates, over, target, formula, name, source)
}

const fn otherwise(
    over: Domain,
    target: &'static str,
    formula: &'static str,
    name: &'static str,
    source: &'static str,
) -> Identity {
    row(Role::StandsIn, over, target, formula, name, source)
}

const fn tied(
    over: Domain,
    target: &'static str,
    formula: &'static str,
    name: &'static str,
    source: &'static str,
) -> Identity {
    row(Role::Ties, over, target, formula, name, source)
}

const fn at_most(
    over: Domain,
    target: &'static str,
    formula: &'static str,
    name: &'static str,
    source: &'static str,
) -> Identity {
    Identity { tie: Tie::AtMost, ..tied(over, target, formula, name, source) }
}

const TERM_SHEET: &str = "NVCA model term sheet; SEC glossary";
const IDENTITY: &str = "accounting identity";
const MARKET: &str = "market capitalisation is shares times price";

/// The table. Of the rows that give readings of a variable the first that has its inputs gives
/// them; every row that ties is kept in both directions.
pub const IDENTITIES: &[Identity] = &[
    equal(
        Domain::Round,
        "post_money(r)",
        "pre_money(r) + raise(r)",
        "new money is on top of the pre-money value",
        TERM_SHEET,
    ),
    solved(
        Domain::Round,
        "pre_money(r)",
        "post_money(r) - raise(r)",
        "the pre-money value is the post-money value less the new money",
        TERM_SHEET,
    ),
    solved(
        Domain::Round,
        "raise(r)",
        "post_money(r) - pre_money(r)",
        "the new money is what the post-money value is more than the pre-money value",
        TERM_SHEET,
    ),
    equal(
        Domain::Round,
        "stake_sold(r)",
        "raise(r) / post_money(r)",
        "the round buys its part of the post-money value",
        TERM_SHEET,
    ),
    equal(
        Domain::Round,
        "step_up(r)",
        "pre_money(r) / last_value(r) - 1",
        "how much more the old shares are worth than when last stated",
        TERM_SHEET,
    ),
    equal(
        Domain::Participation,
        "part_of_round(i, r)",
        "money(i, r) / raise(r)",
        "an investor's part of the new money",
        IDENTITY,
    ),
    solved(
        Domain::Participation,
        "money(i, r)",
        "part_of_round(i, r) * raise(r)",
        "an investor's money is its part of the round",
        IDENTITY,
    ),
    at_most(
        Domain::Participation,
        "money(i, r)",
        "raise(r)",
        "a part is at most the whole",
        IDENTITY,
    ),
    at_most(
        Domain::Round,
        "sum(money(i, r))",
        "raise(r)",
        "investors together put in at most the round",
        IDENTITY,
    ),
    equal(
        Domain::Participation,
        "share(i, r)",
        "money(i, r) / post_money(r)",
        "money buys its part of the post-money value",
        TERM_SHEET,
    ),
    solved(
        Domain::Participation,
        "post_money(r)",
        "money(i, r) / share(i, r)",
        "what a part costs values the whole",
        TERM_SHEET,
    ),
    equal(
        Domain::Stake,
        "stake_value(h, c, d)",
        "share(h, c, d) * value_when_held(h, c, d)",
        "a stake is worth its part of the company",
        IDENTITY,
    ),
    solved(
        Domain::Stake,
        "value_when_held(h, c, d)",
        "stake_value(h, c, d) / share(h, c, d)",
        "what a part is worth values the whole",
        IDENTITY,
    ),
    at_most(
        Domain::Company,
        "sum(share(h, c))",
        "1",
        "stakes stated on one day are at most the whole company",
        IDENTITY,
    ),
    equal(
        Domain::Pair,
        "round_trip(a, b)",
        "reciprocity(capital(a, b), commitments(b, a))",
        "how much of what flows between two parties flows both ways",
        "round-trip transactions: SEC, report under section 704",
    ),
    equal(
        Domain::Pair,
        "money_returned(a, b)",
        "min(capital(a, b), commitments(b, a))",
        "capital that the purchases bring back",
        "round-trip transactions: SEC, report under section 704",
    ),
    equal(
        Domain::Pair,
        "net_new_cash(a, b)",
        "capital(a, b) - commitments(b, a)",
        "capital that the purchases do not bring back",
        "round-trip transactions: SEC, report under section 704",
    ),
    equal(
        Domain::Obligor,
        "residual(c)",
        "obligations(c) - commitments(c)",
        "what of the stated total is not told",
        IDENTITY,
    ),
    equal(
        Domain::Obligor,
        "known_share(c)",
        "commitments(c) / obligations(c)",
        "how much of the stated total is told",
        IDENTITY,
    ),
    equal(
        Domain::Spending,
        "commitments_to_revenue(c, t)",
        "obligations(c) / revenue(c, t)",
        "commitments against a year's revenue",
        "10-K table of contractual obligations",
    ),
    otherwise(
        Domain::Spending,
        "commitments_to_revenue(c, t)",
        "commitments(c) / revenue(c, t)",
        "known commitments against a year's revenue",
        "10-K table of contractual obligations",
    ),
    equal(
        growing("revenue", "revenue_growth", &["c", "t"]),
        "revenue_growth(c, t)",
        "revenue(c, t) / revenue(c, u) - 1",
        "growth on the period a year before",
        IDENTITY,
    ),
    solved(
        growing("revenue", "revenue_growth", &["c", "t"]),
        "revenue(c, t)",
        "revenue(c, u) * (1 + revenue_growth(c, t))",
        "a number grows from that of the year before",
        IDENTITY,
    ),
    solved(
        growing("revenue", "revenue_growth", &["c", "t"]),
        "revenue(c, u)",
        "revenue(c, t) / (1 + revenue_growth(c, t))",
        "what has grown was less a year before",
        IDENTITY,
    ),
    equal(
        growing("capex", "capex_growth", &["c", "t"]),
        "capex_growth(c, t)",
        "capex(c, t) / capex(c, u) - 1",
        "growth on the period a year before",
        IDENTITY,
    ),
    solved(
        growing("capex", "capex_growth", &["c", "t"]),
        "capex(c, t)",
        "capex(c, u) * (1 + capex_growth(c, t))",
        "a number grows from that of the year before",
        IDENTITY,
    ),
    solved(
        growing("capex", "capex_growth", &["c", "t"]),
        "capex(c, u)",
        "capex(c, t) / (1 + capex_growth(c, t))",
        "what has grown was less a year before",
        IDENTITY,
    ),
    tied(
        Domain::Tiling("revenue"),
        "revenue(c, b, t, n)",
        "sum(revenue(c, b, p, n))",
        "a period is all its parts",
        IDENTITY,
    ),
    solved(
        Domain::Rest("revenue"),
        "revenue(c, b, r, n)",
        "revenue(c, b, t, n) - sum(revenue(c, b, p, n))",
        "the rest of a period is the whole less what is told of its start",
        IDENTITY,
    ),
    tied(
        Domain::Tiling("profit"),
        "profit(c, b, t, n)",
        "sum(profit(c, b, p, n))",
        "a period is all its parts",
        IDENTITY,
    ),
    solved(
        Domain::Rest("profit"),
        "profit(c, b, r, n)",
        "profit(c, b, t, n) - sum(profit(c, b, p, n))",
        "the rest of a period is the whole less what is told of its start",
        IDENTITY,
    ),
    tied(
        Domain::Tiling("capex"),
        "capex(c, b, t, n)",
        "sum(capex(c, b, p, n))",
        "a period is all its parts",
        IDENTITY,
    ),
    solved(
        Domain::Rest("capex"),
        "capex(c, b, r, n)",
        "capex(c, b, t, n) - sum(capex(c, b, p, n))",
        "the rest of a period is the whole less what is told of its start",
        IDENTITY,
    ),
    tied(
        Domain::Tiling("burn"),
        "burn(c, b, t, n)",
        "sum(burn(c, b, p, n))",
        "a period is all its parts",
        IDENTITY,
    ),
    solved(
        Domain::Rest("burn"),
        "burn(c, b, r, n)",
        "burn(c, b, t, n) - sum(burn(c, b, p, n))",
        "the rest of a period is the whole less what is told of its start",
        IDENTITY,
    ),
    at_most(
        Domain::Inside("revenue"),
        "revenue(c, b, p, n)",
        "revenue(c, b, t, n)",
        "a part of a period has at most what the whole has",
        IDENTITY,
    ),
    at_most(
        Domain::Inside("capex"),
        "capex(c, b, p, n)",
        "capex(c, b, t, n)",
        "a part of a period has at most what the whole has",
        IDENTITY,
    ),
    equal(
        Domain::Backlog,
        "backlog(s, b, t)",
        "backlog_share(s, b, t) * backlog(s, t)",
        "a part is its share of the whole",
        "ASC 606-10-50-13",
    ),
    at_most(
        Domain::BacklogWhole,
        "sum(backlog(s, b, t))",
        "backlog(s, t)",
        "customers together have at most the whole",
        "ASC 606-10-50-13",
    ),
    solved(
        Domain::Backlog,
        "backlog_share(s, b, t)",
        "backlog(s, b, t) / backlog(s, t)",
        "a share is the part over the whole",
        "ASC 606-10-50-13",
    ),
    equal(
        Domain::Backlog,
        "backlog_rest(s, b, t)",
        "backlog(s, t) - backlog(s, b, t)",
        "what is left of the whole without the part",
        IDENTITY,
    ),
    equal(
        growing("backlog", "backlog_growth", &["s", "t"]),
        "backlog_growth(s, t)",
        "backlog(s, t) / backlog(s, u) - 1",
        "growth on the period a year before",
        IDENTITY,
    ),
    solved(
        growing("backlog", "backlog_growth", &["s", "t"]),
        "backlog(s, t)",
        "backlog(s, u) * (1 + backlog_growth(s, t))",
        "a number grows from that of the year before",
        IDENTITY,
    ),
    solved(
        growing("backlog", "backlog_growth", &["s", "t"]),
        "backlog(s, u)",
        "backlog(s, t) / (1 + backlog_growth(s, t))",
        "what has grown was less a year before",
        IDENTITY,
    ),
    equal(
        growing("backlog", "backlog_growth", &["s", "b", "t"]),
        "backlog_growth(s, b, t)",
        "backlog(s, b, t) / backlog(s, b, u) - 1",
        "growth on the period a year before",
        IDENTITY,
    ),
    solved(
        growing("backlog", "backlog_growth", &["s", "b", "t"]),
        "backlog(s, b, t)",
        "backlog(s, b, u) * (1 + backlog_growth(s, b, t))",
        "a number grows from that of the year before",
        IDENTITY,
    ),
    solved(
        growing("backlog", "backlog_growth", &["s", "b", "t"]),
        "backlog(s, b, u)",
        "backlog(s, b, t) / (1 + backlog_growth(s, b, t))",
        "what has grown was less a year before",
        IDENTITY,
    ),
    equal(
        growing("backlog_rest", "backlog_rest_growth", &["s", "b", "t"]),
        "backlog_rest_growth(s, b, t)",
        "backlog_rest(s, b, t) / backlog_rest(s, b, u) - 1",
        "growth of the rest on the year before",
        "ASC 606-10-50-13",
    ),
    equal(
        Domain::Obliged,
        "backlog_of_obligations(s, b, t)",
        "backlog(s, b, t) / obligations(b)",
        "how much of what a customer owes in all is in a seller's backlog, if it is inside",
        IDENTITY,
    ),
    equal(
        Domain::Revenue,
        "revenue_share(c, b, t)",
        "revenue(c, b, t) / revenue(c, t)",
        "a share is the part over the whole",
        "ASC 280-10-50-42",
    ),
    at_most(
        Domain::RevenueWhole,
        "sum(revenue(c, b, t))",
        "revenue(c, t)",
        "customers together bring at most the whole",
        "ASC 280-10-50-42",
    ),
    solved(
        Domain::Revenue,
        "revenue(c, b, t)",
        "revenue_share(c, b, t) * revenue(c, t)",
        "a part is its share of the whole",
        "ASC 280-10-50-42",
    ),
    equal(
        Domain::Move,
        "market_cap_change(c, t)",
        "price_move(c, t) * market_cap(c, u)",
        "a move of the share price moves the value of all shares",
        MARKET,
    ),
    solved(
        Domain::Moved,
        "market_cap(c, u)",
        "market_cap_change(c, t) / price_move(c, t)",
        "what a move adds, over the move, is the value before",
        MARKET,
    ),
    otherwise(
        Domain::OldMove,
        "market_cap_change(c, t)",
        "price_move(c, t) * market_cap(c, u)",
        "a move of the share price on the market value last told",
        MARKET,
    ),
    equal(
        Domain::Fall,
        "fall_to_backlog(s, b, t)",
        "(0 - market_cap_change(s, t)) / backlog(s, b, d)",
        "what the fall takes, over all that the customer has promised: above 1 it cannot be the customer alone",
        "implied loss given default",
    ),
    equal(
        Domain::FallWithMargin,
        "fall_to_backlog_profit(s, b, t)",
        "(0 - market_cap_change(s, t)) / (backlog(s, b, d) * margin(s, m))",
        "what the fall takes, over what the customer would have left: above 1 it cannot be the customer alone",
        "implied loss given default",
    ),
    equal(
        Domain::Charge,
        "loss_behind_charge(h, c, t)",
        "equity_method_charge(h, c, t) / share_in_period(h, c, t)",
        "a charge is the owner's part of the loss",
        "ASC 323-10-35-4",
    ),
    equal(
        Domain::Charge,
        "profit(c, t)",
        "0 - loss_behind_charge(h, c, t)",
        "a loss is a profit below zero",
        "ASC 323-10-35-4",
    ),
    solved(
        Domain::Charge,
        "equity_method_charge(h, c, t)",
        "share_in_period(h, c, t) * loss_behind_charge(h, c, t)",
        "a charge is the owner's part of the loss",
        "ASC 323-10-35-4",
    ),
    equal(
        Domain::Earning,
        "share_of_profit(h, c, t)",
        "share_in_period(h, c, t) * profit(c, t)",
        "an owner has its part of profits and losses",
        "ASC 323-10-35-4",
    ),
    equal(
        Domain::Priced("raise"),
        "raise(r)",
        "price_per_share(r) * shares(r)",
        "an amount is a price times shares",
        IDENTITY,
    ),
    solved(
        Domain::Priced("raise"),
        "shares(r)",
        "raise(r) / price_per_share(r)",
        "an amount buys so many shares at a price",
        IDENTITY,
    ),
    solved(
        Domain::Priced("raise"),
        "price_per_share(r)",
        "raise(r) / shares(r)",
        "an amount for so many shares is a price",
        IDENTITY,
    ),
    equal(
        Domain::Priced("money"),
        "money(i, r)",
        "price_per_share(d) * shares(d)",
        "an amount is a price times shares",
        IDENTITY,
    ),
    solved(
        Domain::Priced("money"),
        "shares(d)",
        "money(i, r) / price_per_share(d)",
        "an amount buys so many shares at a price",
        IDENTITY,
    ),
    solved(
        Domain::Priced("money"),
        "price_per_share(d)",
        "money(i, r) / shares(d)",
        "an amount for so many shares is a price",
        IDENTITY,
    ),
    equal(
        Domain::Priced("amount"),
        "amount(d)",
        "price_per_share(d) * shares(d)",
        "an amount is a price times shares",
        IDENTITY,
    ),
    solved(
        Domain::Priced("amount"),
        "shares(d)",
        "amount(d) / price_per_share(d)",
        "an amount buys so many shares at a price",
        IDENTITY,
    ),
    solved(
        Domain::Priced("amount"),
        "price_per_share(d)",
        "amount(d) / shares(d)",
        "an amount for so many shares is a price",
        IDENTITY,
    ),
    // The shares before may be counted without options, and the price be one that counts them: so
    // it is not the price per share of the round.
    equal(
        Domain::Diluting,
        "value_per_share(r)",
        "pre_money(r) / shares_outstanding(c, u)",
        "a share is worth its part of the value before",
        TERM_SHEET,
    ),
    // Each variable once: `x / (y + x)` would let a number be two at the same time.
    equal(
        Domain::Diluting,
        "dilution(r)",
        "1 / (1 + shares_outstanding(c, u) / shares(r))",
        "new shares are a part of all shares with them",
        TERM_SHEET,
    ),
    equal(
        Domain::Warrant,
        "warrant_dilution(h, c)",
        "1 / (1 + shares_outstanding(c, u) / warrant_shares(h, c))",
        "shares of warrants are a part of all shares with them",
        TERM_SHEET,
    ),
    otherwise(
        Domain::Warrant,
        "warrant_part(h, c)",
        "warrant_shares(h, c) / shares_outstanding(c, u)",
        "shares of warrants against those outstanding",
        TERM_SHEET,
    ),
    equal(
        Domain::Warrant,
        "warrant_value(h, c)",
        "warrant_shares(h, c) * (warrant_price(h, c) - min(warrant_price(h, c), strike(h, c)))",
        "a warrant is worth what the price is above the strike, and never less than nothing",
        "ASC 260-10-45-23 (treasury-stock method)",
    ),
    equal(
        Domain::Warrant,
        "warrant_new_shares(h, c)",
        "warrant_value(h, c) / warrant_price(h, c)",
        "what is paid at the strike buys shares back at the price",
        "ASC 260-10-45-23 (treasury-stock method)",
    ),
    equal(
        Domain::Round,
        "value_multiple(r)",
        "post_money(r) / last_value(r)",
        "the value with the new money against the last one",
        TERM_SHEET,
    ),
    equal(
        Domain::Invested,
        "value_over_invested(i, c)",
        "stake_value(i, c) / invested(i, c)",
        "what a stake is worth against what was put in",
        "multiple on invested capital: ILPA",
    ),
];

/// A row with both sides read.
#[derive(Debug)]
pub struct Row {
    /// The row as written.
    pub identity: &'static Identity,
    /// The left side.
    pub left: Expression,
    /// The right side.
    pub right: Expression,
}

impl Row {
    /// The variable on the left, if it is one.
    pub fn target(&self) -> Option<&Term> {
        match &self.left {
            Expression::Variable(term) => Some(term),
            _ => None,
        }
    }
}

/// The table, read and with its units checked.
///
/// # Panics
///
/// If a row is not well formed, or adds or equates what has other units: a mistake of ours.
#[expect(clippy::panic, reason = "the table is ours; a test reads it")]
pub fn table() -> &'static [Row] {
    static TABLE: OnceLock<Vec<Row>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let rows = IDENTITIES.iter().map(|identity| match read(identity) {
            Ok(row) => row,
            Err(why) => panic!("invariant: {}: {why}", identity.written()),
        });
        rows.collect()
    })
}

fn read(identity: &'static Identity) -> Result<Row, String> {
    let side = |text| parse(text).ok_or_else(|| format!("`{text}` is no formula"));
    let (left, right) = (side(identity.target)?, side(identity.formula)?);
    let (of_left, of_right) = (left.dimension()?, right.dimension()?);
    if of_left != of_right {
        return Err(format!("units {of_left:?} beside {of_right:?}"));
    }
    let row = Row { identity, left, right };
    if row.target().is_none() && identity.role != Role::Ties {
        return Err("a reading is that of a variable".to_string());
    }
    Ok(row)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_well_formed_and_its_units_fit() {
        assert_eq!(table().len(), IDENTITIES.len());
    }

    #[test]
    fn units_that_do_not_fit_are_found() {
        let wrong = equal(Domain::Round, "raise(r)", "stake_sold(r) + 1", "no", IDENTITY);
        let leaked: &'static Identity = Box::leak(Box::new(wrong));
        assert!(read(leaked).is_err());
    }
}
