//! Deals that move or promise money, as flows between parties: one for each role in a deal.

mod count;
mod gather;
mod schedule;
mod total;

pub use gather::gather;
pub use total::{Sum, between, total};

use counterflow_claim::{ClaimId, DealId, PartyId, Stage};

use crate::Readings;

/// What a flow is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FlowKind {
    /// New money of a round.
    Round,
    /// An investment.
    Invest,
    /// A loan or facility.
    Lend,
    /// A commitment to buy.
    Buy,
    /// A guarantee.
    Guarantee,
}

/// One role in a deal: who gives how much to whom.
#[derive(Clone, Debug)]
pub struct Flow {
    /// What it is.
    pub kind: FlowKind,
    /// The deal.
    pub deal: DealId,
    /// The claims in force about it, the leading one first.
    pub claims: Vec<ClaimId>,
    /// Who gives, in order; empty where nothing says.
    pub from: Vec<PartyId>,
    /// Who receives, in order.
    pub to: Vec<PartyId>,
    /// How far the deal is.
    pub stage: Stage,
    /// Whether a condition is still to be met.
    pub conditional: bool,
    /// Whether new money reaches the company: not so for secondaries and acquisitions.
    pub primary: bool,
    /// The amount, in the currency of the view.
    pub readings: Readings,
    /// Whether it counts as firm, is not closed, and nothing states that it binds.
    pub binding_unstated: bool,
    /// What is missing to know the amount.
    pub missing: Vec<String>,
    /// Whether claims in force about it contradict one another.
    pub contradicted: bool,
    /// The amount by calendar year; under no year what has no schedule.
    pub schedule: Vec<(Option<i16>, Readings)>,
    /// The assumptions that its schedule uses.
    pub assumed: Vec<String>,
    /// The claims that list it in a total: deals of one such list are different money.
    pub listed_by: Vec<ClaimId>,
    /// The round that an investment is part of.
    pub in_round: Option<DealId>,
    /// Whether it counts in totals: not a part of a counted flow, not a sum of others, not ended.
    pub counted: bool,
}

impl Flow {
    /// Whether the deal ended without closing.
    pub fn ended(&self) -> bool {
        self.stage.is_exit()
    }

    /// The claim that speaks for the flow.
    pub fn lead(&self) -> Option<ClaimId> {
        self.claims.first().copied()
    }
}
