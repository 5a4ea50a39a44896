//! What is read: claims, each with the spans that it stands on and the rule that made it.

use std::borrow::Cow;

use counterflow_claim::{Currency, Decimal, Qualifier};

use crate::Span;

/// What a claim tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Money into a company, or the whole of it bought.
    Investment,
    /// A round of funding.
    Round,
    /// A part of a company held, bought or sold.
    Stake,
    /// What a buyer is to pay a seller.
    Commitment,
    /// The right to shares.
    Warrant,
    /// Somebody answers for what another owes.
    Guarantee,
    /// Money lent.
    Debt,
    /// A plant, a campus, a data center.
    Facility,
    /// A number of a company.
    Metric,
    /// What a company is worth.
    Valuation,
    /// How far a share moved.
    MarketMove,
    /// What somebody says.
    Statement,
}

impl Kind {
    /// Its name in data.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Investment => "investment",
            Kind::Round => "round",
            Kind::Stake => "stake",
            Kind::Commitment => "commitment",
            Kind::Warrant => "warrant",
            Kind::Guarantee => "guarantee",
            Kind::Debt => "debt",
            Kind::Facility => "facility",
            Kind::Metric => "metric",
            Kind::Valuation => "valuation",
            Kind::MarketMove => "market_move",
            Kind::Statement => "statement",
        }
    }

    /// The kind of a name.
    pub fn of(name: &str) -> Option<Kind> {
        const ALL: [Kind; 12] = [
            Kind::Investment,
            Kind::Round,
            Kind::Stake,
            Kind::Commitment,
            Kind::Warrant,
            Kind::Guarantee,
            Kind::Debt,
            Kind::Facility,
            Kind::Metric,
            Kind::Valuation,
            Kind::MarketMove,
            Kind::Statement,
        ];
        ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// How far along a deal is, or by what a number is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// It is talked of.
    Talks,
    /// It is to come.
    Announced,
    /// It is agreed.
    Signed,
    /// It is done.
    Closed,
    /// It came to nothing.
    Terminated,
    /// It is told, and how far it is is not.
    Reported,
}

impl Stage {
    /// Its name in data.
    pub fn name(self) -> &'static str {
        match self {
            Stage::Talks => "talks",
            Stage::Announced => "announced",
            Stage::Signed => "signed",
            Stage::Closed => "closed",
            Stage::Terminated => "terminated",
            Stage::Reported => "reported",
        }
    }

    /// The stage of a name.
    pub fn of(name: &str) -> Option<Stage> {
        [
            Stage::Talks,
            Stage::Announced,
            Stage::Signed,
            Stage::Closed,
            Stage::Terminated,
            Stage::Reported,
        ]
        .into_iter()
        .find(|stage| stage.name() == name)
    }
}

/// Somebody in a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Somebody {
    /// The name.
    pub name: String,
    /// The party, by its place among those of the document; none for many without names.
    pub party: Option<usize>,
    /// Where the text speaks of it.
    pub span: Span,
    /// How the text leads to it: `name`, or the rule for what stands for a name.
    pub by: &'static str,
}

/// An amount of money in a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Money {
    /// The written number in whole units, the smaller of a range.
    pub value: Decimal,
    /// The larger of a range.
    pub high: Option<Decimal>,
    /// Its currency, if the text tells it.
    pub currency: Option<Currency>,
    /// Where it stands.
    pub span: Span,
}

/// A claim that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// What it tells of.
    pub kind: Kind,
    /// From whom.
    pub from: Option<Somebody>,
    /// To or of whom.
    pub to: Option<Somebody>,
    /// How much.
    pub amount: Option<Money>,
    /// How exact the number is.
    pub qualifier: Option<Qualifier>,
    /// A part of one: 0.27 for 27%.
    pub share: Option<Decimal>,
    /// A count of shares.
    pub shares: Option<Decimal>,
    /// How far along it is.
    pub stage: Stage,
    /// The day, month or year, as written in data: `2026-01-29`, `2025-11`, `2025`.
    pub date: Option<String>,
    /// The period of a metric.
    pub period: Option<String>,
    /// The name of a metric.
    pub metric: Option<String>,
    /// What it is made of: `acquisition`, `bonds`, `sale`.
    pub instrument: Option<String>,
    /// Whether the text denies it.
    pub denied: bool,
    /// What it waits for, in the words of the text.
    pub condition: Option<Span>,
    /// Who says so, where the text tells.
    pub says: Option<String>,
    /// The sentence that it stands in, in the view.
    pub evidence: Span,
    /// The rule that made it, or `model:NAME` where a model proposed it and it passed the gate.
    pub rule: Cow<'static, str>,
    /// Why it is not claimed; nothing where it is.
    pub withheld: Option<String>,
}
