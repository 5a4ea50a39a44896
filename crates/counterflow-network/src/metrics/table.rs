//! Which variable a metric of a claim is, as data.

use counterflow_claim::{Measure, Metric, Quantity, State};

use crate::attribute;

/// What a metric is about.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// A party alone.
    Whole,
    /// What a party has from or with another: `from` names it.
    Part,
}

/// A row: what is written, and the variable that it is.
pub struct Row {
    metric: Metric,
    /// The name of a metric that the book names itself.
    name: &'static str,
    about: About,
    /// The variable.
    pub attribute: &'static str,
    /// Whether the variable has the other sign: a loss is a profit below zero.
    pub turned: bool,
}

const fn row(metric: Metric, about: About, attribute: &'static str) -> Row {
    Row { metric, name: "", about, attribute, turned: false }
}

const fn named(name: &'static str, about: About, attribute: &'static str) -> Row {
    Row { metric: Metric::Other, name, about, attribute, turned: false }
}

const fn turned(row: Row) -> Row {
    Row { turned: true, ..row }
}

/// The table. Of the rows that fit, the first with a fitting unit is meant.
const ROWS: &[Row] = &[
    row(Metric::Revenue, About::Whole, "revenue"),
    row(Metric::Revenue, About::Part, "revenue"),
    row(Metric::Revenue, About::Part, "revenue_share"),
    row(Metric::Profit, About::Whole, "profit"),
    row(Metric::Margin, About::Whole, "margin"),
    row(Metric::Capex, About::Whole, "capex"),
    row(Metric::Burn, About::Whole, "burn"),
    row(Metric::Cash, About::Whole, "cash"),
    row(Metric::Debt, About::Whole, "debt"),
    row(Metric::Backlog, About::Whole, "backlog"),
    row(Metric::Backlog, About::Part, "backlog"),
    row(Metric::Backlog, About::Part, "backlog_share"),
    row(Metric::Obligations, About::Whole, "obligations"),
    row(Metric::MarketCap, About::Whole, "market_cap"),
    row(Metric::Capacity, About::Whole, "capacity"),
    // Names that books give themselves.
    named("net-income", About::Whole, "profit"),
    named("net-profit", About::Whole, "profit"),
    turned(named("net-loss", About::Whole, "profit")),
    named("shares-outstanding", About::Whole, "shares_outstanding"),
    named("equity-method-charge", About::Part, "equity_method_charge"),
    named("revenue-growth", About::Whole, "revenue_growth"),
    named("capex-growth", About::Whole, "capex_growth"),
    named("backlog-growth", About::Whole, "backlog_growth"),
];

/// The row of a metric by its name and by what its quantity measures.
pub fn find(
    metric: Metric,
    name: Option<&str>,
    about: About,
    quantity: &Quantity,
) -> Option<&'static Row> {
    let name = name.filter(|_| metric == Metric::Other).unwrap_or_default();
    let mut rows =
        ROWS.iter().filter(|row| (row.metric, row.name, row.about) == (metric, name, about));
    rows.find(|row| fits(row, quantity))
}

/// Whether a variable measures what a quantity does. What is unknown may be in any unit; money
/// without a currency is money of which the currency is missing.
fn fits(row: &Row, quantity: &Quantity) -> bool {
    let unit = attribute::find(row.attribute).map_or("", |found| found.unit);
    let measured = match quantity.unit.measure {
        Measure::Money(_) | Measure::Bare => "money",
        Measure::Fraction => "fraction",
        Measure::Shares => "shares",
        Measure::Power => "power",
        _ => return false,
    };
    unit == measured || quantity.state != State::Known
}
