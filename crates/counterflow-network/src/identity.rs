//! The identities that tie variables together, as data. Adding one is adding a row.

/// Over what a row is repeated. Each domain binds the names of the formula.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    /// Every party `c` with revenue in a period `t` and in the one a year before, `u`.
    Growth,
    /// Every customer `b` of a seller `s` in its backlog at a date `t`.
    Backlog,
    /// Every customer `b` of a party `c` in its revenue of a period `t`.
    Revenue,
}

/// How the target stands to the formula.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tie {
    /// The two are equal.
    Equal,
    /// The target is at most the formula: it narrows the range and gives no reading.
    AtMost,
}

/// One row: target, formula, when it applies, and who says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Identity {
    /// What it says, in words.
    pub name: &'static str,
    /// The variable on the left.
    pub target: &'static str,
    /// How the two stand.
    pub tie: Tie,
    /// Whether it narrows what a row above gives. One that stands in where there is nothing above
    /// is another number, and does not.
    pub narrows: bool,
    /// The formula on the right.
    pub formula: &'static str,
    /// Over what it is repeated.
    pub over: Domain,
    /// Where the rule is from.
    pub source: &'static str,
}

const fn equal(
    over: Domain,
    target: &'static str,
    formula: &'static str,
    name: &'static str,
    source: &'static str,
) -> Identity {
    Identity { name, target, tie: Tie::Equal, narrows: true, formula, over, source }
}

const fn at_most(
    over: Domain,
    target: &'static str,
    formula: &'static str,
    name: &'static str,
    source: &'static str,
) -> Identity {
    Identity { name, target, tie: Tie::AtMost, narrows: true, formula, over, source }
}

const fn otherwise(
    over: Domain,
    target: &'static str,
    formula: &'static str,
    name: &'static str,
    source: &'static str,
) -> Identity {
    Identity { narrows: false, ..equal(over, target, formula, name, source) }
}

const TERM_SHEET: &str = "NVCA model term sheet; SEC glossary";
const IDENTITY: &str = "accounting identity";

/// The table. A row is tried after those above it; the first that gives a number is the reading,
/// the others narrow the range, unless they only stand in for it.
pub const IDENTITIES: &[Identity] = &[
    equal(
        Domain::Round,
        "post_money(r)",
        "pre_money(r) + raise(r)",
        "new money is on top of the pre-money value",
        TERM_SHEET,
    ),
    equal(
        Domain::Round,
        "pre_money(r)",
        "post_money(r) - raise(r)",
        "the pre-money value is the post-money value less the new money",
        TERM_SHEET,
    ),
    equal(
        Domain::Round,
        "stake_sold(r)",
        "raise(r) / post_money(r)",
        "the round buys its part of the post-money value",
        TERM_SHEET,
    ),
    // The same with each variable once: tight where post-money itself follows from the raise.
    equal(
        Domain::Round,
        "stake_sold(r)",
        "1 / (1 + pre_money(r) / raise(r))",
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
    at_most(
        Domain::Participation,
        "part_of_round(i, r)",
        "1",
        "a part is at most the whole",
        IDENTITY,
    ),
    equal(
        Domain::Participation,
        "share(i, r)",
        "money(i, r) / post_money(r)",
        "money buys its part of the post-money value",
        TERM_SHEET,
    ),
    at_most(
        Domain::Participation,
        "share(i, r)",
        "1 / (1 + pre_money(r) / money(i, r))",
        "an investor's money is in the round, and so in the post-money value",
        TERM_SHEET,
    ),
    equal(
        Domain::Stake,
        "stake_value(h, c)",
        "share(h, c) * value_when_held(h, c)",
        "a stake is worth its part of the company",
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
        Domain::Growth,
        "revenue_growth(c, t)",
        "revenue(c, t) / revenue(c, u) - 1",
        "growth on the period a year before",
        IDENTITY,
    ),
    equal(
        Domain::Backlog,
        "backlog(s, b, t)",
        "backlog_share(s, b, t) * backlog(s, t)",
        "a part is its share of the whole",
        "ASC 606-10-50-13",
    ),
    equal(
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
        Domain::Revenue,
        "revenue_share(c, b, t)",
        "revenue(c, b, t) / revenue(c, t)",
        "a share is the part over the whole",
        "ASC 280-10-50-42",
    ),
    equal(
        Domain::Revenue,
        "revenue(c, b, t)",
        "revenue_share(c, b, t) * revenue(c, t)",
        "a part is its share of the whole",
        "ASC 280-10-50-42",
    ),
];

impl Identity {
    /// The attribute of the target, and the names of its arguments.
    pub(crate) fn target(&self) -> Option<(&'static str, Vec<&'static str>)> {
        match crate::expression::parse(self.target)? {
            crate::expression::Expression::Variable { attribute, args } => Some((attribute, args)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_well_formed() {
        for identity in IDENTITIES {
            assert!(identity.target().is_some(), "{}", identity.target);
            assert!(crate::expression::parse(identity.formula).is_some(), "{}", identity.formula);
        }
    }
}
