//! Every attribute that a variable can have: the words of figure ids, with what they mean.

use counterflow_claim::{Currency, Measure, Unit};

/// An attribute of variables and figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// The word in front of the arguments.
    pub name: &'static str,
    /// The arguments, for people.
    pub args: &'static str,
    /// What it is, in one line.
    pub title: &'static str,
    /// The unit: `money`, `fraction`, `ratio`, `index`.
    pub unit: &'static str,
}

const fn attribute(
    name: &'static str,
    args: &'static str,
    unit: &'static str,
    title: &'static str,
) -> Attribute {
    Attribute { name, args, title, unit }
}

/// All attributes, in the order in which a report shows them.
pub const ATTRIBUTES: &[Attribute] = &[
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
    attribute("step_up", "round", "fraction", "pre-money over the last value, less one"),
    attribute("money", "investor,round", "money", "what an investor puts into a round"),
    attribute("part_of_round", "investor,round", "fraction", "an investor's part of the new money"),
    attribute(
        "share",
        "holder,company or round",
        "fraction",
        "part of a company held, or bought in a round",
    ),
    attribute("value", "company", "money", "value of a company, as last stated"),
    attribute(
        "value_when_held",
        "holder,company",
        "money",
        "value of a company when a stake in it was last stated",
    ),
    attribute("stake_value", "holder,company", "money", "value of a stake"),
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
    attribute("residual", "party", "money", "stated obligations less the known commitments"),
    attribute("known_share", "party", "fraction", "known commitments over stated obligations"),
    attribute(
        "seller_hhi",
        "buyer",
        "index",
        "concentration of the known commitments by seller, 0 to 10,000",
    ),
    attribute("revenue", "party,period", "money", "revenue"),
    attribute(
        "revenue_growth",
        "party,period",
        "fraction",
        "revenue over that of the year before, less one",
    ),
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
    attribute("net_new_cash", "funder,company", "money", "capital out less purchases back"),
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
        _ => Unit::of(Measure::Bare),
    }
}
