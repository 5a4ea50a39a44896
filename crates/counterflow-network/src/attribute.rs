//! Every attribute that a variable can have: the words of figure ids, with what they mean.

use counterflow_claim::{Bound, Bounds, Currency, Decimal, Measure, Per, Unit};

/// An attribute of variables and figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// The word in front of the arguments.
    pub name: &'static str,
    /// The arguments, for people.
    pub args: &'static str,
    /// What it is, in one line.
    pub title: &'static str,
    /// The unit: `money`, `fraction`, `ratio`, `index`, `shares`, `money per share`, `power`.
    pub unit: &'static str,
    /// What it can be whatever the claims say.
    pub limits: Limits,
}

/// What a number can be by what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limits {
    /// Any number.
    Any,
    /// Zero or more.
    NotNegative,
    /// From 0 to 1: a part of a whole.
    Part,
    /// More than -1: a change of something that is not negative.
    Change,
    /// From 0 to 10,000.
    Index,
}

impl Limits {
    /// As bounds.
    pub fn bounds(self) -> Bounds {
        let closed = |value: i64| Some(Bound::closed(Decimal::from(value)));
        match self {
            Limits::Any => Bounds { low: None, high: None },
            Limits::NotNegative => Bounds { low: closed(0), high: None },
            Limits::Part => Bounds { low: closed(0), high: closed(1) },
            Limits::Change => Bounds { low: closed(-1), high: None },
            Limits::Index => Bounds { low: closed(0), high: closed(10_000) },
        }
    }
}

const fn attribute(
    name: &'static str,
    args: &'static str,
    unit: &'static str,
    title: &'static str,
) -> Attribute {
    let limits = match unit.as_bytes() {
        b"fraction" => Limits::Part,
        b"index" => Limits::Index,
        _ => Limits::NotNegative,
    };
    Attribute { name, args, title, unit, limits }
}

/// The same with another domain than its unit suggests.
const fn within(limits: Limits, attribute: Attribute) -> Attribute {
    Attribute { limits, ..attribute }
}

/// All attributes, in the order in which a report shows them.
pub const ATTRIBUTES: &[Attribute] = &[
    attribute("amount", "deal[,party[,party]]", "money", "money of a deal"),
    attribute("raise", "round", "money", "new money of a round"),
    attribute("pre_money", "round", "money", "value of the company before the new money"),
    attribute("post_money", "round", "money", "value of the company with the new money"),
    attribute("stake_sold", "round", "fraction", "part of the company that the round buys"),
    attribute(
        "last_value",
        "round",
        "money",
        "value of the company before the round, as last stated",
    ),
    within(
        Limits::Change,
        attribute("step_up", "round", "fraction", "pre-money over the last value, less one"),
    ),
    attribute("value_multiple", "round", "ratio", "value with the new money over the last value"),
    attribute("shares", "deal", "shares", "shares that a deal sells or buys"),
    attribute("price_per_share", "deal", "money per share", "price of a share in a deal"),
    attribute(
        "value_per_share",
        "round",
        "money per share",
        "value before the new money over the shares outstanding then",
    ),
    attribute(
        "dilution",
        "round",
        "fraction",
        "part of all shares that the new shares of a round are",
    ),
    attribute("money", "investor,round", "money", "what an investor puts into a round"),
    attribute("part_of_round", "investor,round", "fraction", "an investor's part of the new money"),
    attribute(
        "share",
        "holder,company or round[,date]",
        "fraction",
        "part of a company held, or bought in a round",
    ),
    attribute("value", "company", "money", "value of a company, as last stated"),
    attribute(
        "value_when_held",
        "holder,company[,date]",
        "money",
        "value of a company when a stake in it was last stated",
    ),
    attribute("stake_value", "holder,company[,date]", "money", "value of a stake"),
    within(
        Limits::NotNegative,
        attribute(
            "value_over_invested",
            "investor,company",
            "ratio",
            "value of a stake over the capital put in; what was paid out is not counted",
        ),
    ),
    attribute(
        "share_in_period",
        "holder,company,period",
        "fraction",
        "part of a company held at the end of a period",
    ),
    attribute("shares_outstanding", "party,date", "shares", "shares outstanding"),
    attribute("warrant_shares", "holder,company", "shares", "shares that warrants give a right to"),
    attribute(
        "strike",
        "holder,company",
        "money per share",
        "price at which a warrant buys a share",
    ),
    attribute(
        "warrant_price",
        "holder,company",
        "money per share",
        "price of a share that a warrant is told with",
    ),
    attribute(
        "warrant_part",
        "holder,company",
        "fraction",
        "shares of warrants over those outstanding, or as the claim has it",
    ),
    attribute(
        "warrant_dilution",
        "holder,company",
        "fraction",
        "shares of warrants over all shares with them",
    ),
    attribute(
        "warrant_value",
        "holder,company",
        "money",
        "what warrants are worth when used: shares times what the price is above the strike",
    ),
    attribute(
        "warrant_new_shares",
        "holder,company",
        "shares",
        "shares of warrants less those that the strike buys back (treasury-stock method)",
    ),
    attribute(
        "invested",
        "investor[,company]",
        "money",
        "capital put in, secondaries and acquisitions apart",
    ),
    attribute("lent", "lender,borrower", "money", "loans and facilities"),
    attribute("capital", "funder,company", "money", "capital and loans together"),
    attribute(
        "funding",
        "[company]",
        "money",
        "new money of a company, or of all: rounds, and investments outside of them",
    ),
    attribute(
        "commitments",
        "[buyer[,seller or year or unscheduled]]",
        "money",
        "what a buyer, or all, have committed to buy",
    ),
    attribute(
        "sales_committed",
        "seller[,year or unscheduled]",
        "money",
        "what buyers have committed to buy from a seller",
    ),
    attribute(
        "obligations",
        "party",
        "money",
        "the total that a party is stated to have committed to spend",
    ),
    within(
        Limits::Any,
        attribute("residual", "party", "money", "stated obligations less the known commitments"),
    ),
    within(
        Limits::NotNegative,
        attribute("known_share", "party", "fraction", "known commitments over stated obligations"),
    ),
    attribute(
        "seller_hhi",
        "buyer",
        "index",
        "concentration of the known commitments by seller, 0 to 10,000",
    ),
    attribute("revenue", "party[,customer],period", "money", "revenue"),
    within(
        Limits::Change,
        attribute(
            "revenue_growth",
            "party,period",
            "fraction",
            "revenue over that of the year before, less one",
        ),
    ),
    within(
        Limits::Any,
        attribute("profit", "party,period", "money", "profit, negative for a loss"),
    ),
    within(
        Limits::Any,
        attribute(
            "margin",
            "party,period",
            "fraction",
            "part of revenue that is kept, as the claim defines it",
        ),
    ),
    attribute("capex", "party,period", "money", "capital expenditure"),
    within(
        Limits::Change,
        attribute(
            "capex_growth",
            "party,period",
            "fraction",
            "capital expenditure over that of the year before, less one",
        ),
    ),
    within(
        Limits::Any,
        attribute("burn", "party,period", "money", "cash used up, negative for cash brought in"),
    ),
    attribute("cash", "party,date", "money", "cash held"),
    attribute("capacity", "party,date", "power", "physical capacity, in gigawatts"),
    attribute("revenue_share", "party,customer,period", "fraction", "a customer's part of revenue"),
    attribute(
        "commitments_to_revenue",
        "party,year",
        "ratio",
        "obligations, or else known commitments, over a year's revenue",
    ),
    attribute(
        "backlog",
        "seller[,customer],date",
        "money",
        "contracted revenue not yet recognised",
    ),
    attribute(
        "backlog_share",
        "seller,customer,date",
        "fraction",
        "a customer's part of the backlog",
    ),
    attribute("backlog_rest", "seller,customer,date", "money", "the backlog without one customer"),
    within(
        Limits::Change,
        attribute(
            "backlog_growth",
            "seller[,customer],date",
            "fraction",
            "backlog over that of the year before, less one",
        ),
    ),
    within(
        Limits::Change,
        attribute(
            "backlog_rest_growth",
            "seller,customer,date",
            "fraction",
            "the backlog without one customer over that of the year before, less one",
        ),
    ),
    within(
        Limits::NotNegative,
        attribute(
            "backlog_of_obligations",
            "seller,customer,date",
            "fraction",
            "a customer's backlog over all that it has committed to spend, if the one is in the other",
        ),
    ),
    attribute(
        "backlog_hhi_known",
        "seller,date",
        "index",
        "concentration of the known parts of a backlog, 0 to 10,000",
    ),
    attribute(
        "backlog_hhi",
        "seller,date",
        "index",
        "concentration of the whole backlog by customer, 0 to 10,000",
    ),
    attribute(
        "round_trip",
        "funder,company",
        "fraction",
        "twice the smaller of capital out and purchases back, over both",
    ),
    attribute(
        "money_returned",
        "funder,company",
        "money",
        "the smaller of capital out and purchases back",
    ),
    within(
        Limits::Any,
        attribute("net_new_cash", "funder,company", "money", "capital out less purchases back"),
    ),
    attribute("market_cap", "party,date", "money", "market capitalisation"),
    within(
        Limits::Change,
        attribute("price_move", "party,date", "fraction", "move of the share price"),
    ),
    within(
        Limits::Any,
        attribute(
            "market_cap_change",
            "party,date",
            "money",
            "what a move of the share price adds to the market capitalisation",
        ),
    ),
    within(
        Limits::Any,
        attribute(
            "fall_to_backlog",
            "seller,customer,date",
            "ratio",
            "a fall in market value over the backlog from one customer",
        ),
    ),
    within(
        Limits::Any,
        attribute(
            "fall_to_backlog_profit",
            "seller,customer,date",
            "ratio",
            "a fall in market value over the margin on the backlog from one customer",
        ),
    ),
    within(
        Limits::Any,
        attribute(
            "equity_method_charge",
            "owner,company,period",
            "money",
            "what an owner is charged for its part of a company's loss",
        ),
    ),
    within(
        Limits::Any,
        attribute(
            "loss_behind_charge",
            "owner,company,period",
            "money",
            "the loss of a company that a charge to an owner is its part of",
        ),
    ),
    within(
        Limits::Any,
        attribute(
            "share_of_profit",
            "holder,company,period",
            "money",
            "a holder's part of a company's profit, negative for a loss",
        ),
    ),
    attribute("debt", "party,date", "money", "debt in all, as stated"),
    attribute("borrowed", "[borrower]", "money", "loans and facilities told one by one"),
    attribute(
        "debt_due",
        "borrower,year or unscheduled",
        "money",
        "loans by the year in which they fall due",
    ),
    attribute("guarantee", "guarantor,beneficiary", "money", "guarantees and backstops"),
    attribute("guarantees", "guarantor", "money", "guarantees and backstops given in all"),
];

/// The attribute of this name, as the table spells it.
pub(crate) fn find(name: &str) -> Option<&'static Attribute> {
    ATTRIBUTES.iter().find(|attribute| attribute.name == name)
}

/// The unit of an attribute's variables.
pub(crate) fn unit_of(attribute: &str, currency: Currency) -> Unit {
    match find(attribute).map_or("", |attribute| attribute.unit) {
        "money" => Unit::money(currency),
        "fraction" => Unit::FRACTION,
        "ratio" => Unit::of(Measure::Multiple),
        "shares" => Unit::of(Measure::Shares),
        "money per share" => Unit { per: Some(Per::Share), ..Unit::money(currency) },
        "power" => Unit::of(Measure::Power),
        _ => Unit::of(Measure::Bare),
    }
}
