//! Deals that move or promise money, as flows between parties: one for each role in a deal.

mod apart;
mod count;
mod gather;
mod legs;
mod name;
mod schedule;
mod total;

pub use gather::gather;
pub use legs::{Leg, legs};
pub use total::{Counting, Extent, Parts, Sum, between, different, some_part, total};

use counterflow_claim::{Bound, Bounds, ClaimId, DealId, PartyId, Stage};

use crate::{Key, Readings, Said};

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
    /// The variable that is its amount.
    pub key: Key,
    /// The claims in force about it, the leading one first.
    pub claims: Vec<ClaimId>,
    /// Who gives, in the order of the book; empty where nothing says.
    pub from: Vec<PartyId>,
    /// Who receives, in the order of the book.
    pub to: Vec<PartyId>,
    /// How far the deal is.
    pub stage: Stage,
    /// Whether a condition is still to be met.
    pub conditional: bool,
    /// What has been paid of it by what its claims tell, if they do.
    pub paid: Option<Bounds>,
    /// What comes at least whether conditions are met or not; nothing where none is open.
    pub sure: Option<Bound>,
    /// Whether new money reaches the company: not so for secondaries and acquisitions.
    pub primary: bool,
    /// The amount, in the currency of the view.
    pub readings: Readings,
    /// What each claim says of the amount.
    pub said: Vec<Said>,
    /// The claims that give the exchange rates that the amount took.
    pub rates: Vec<ClaimId>,
    /// Whether its leading claim counts as firm.
    pub firm: bool,
    /// Whether it counts as firm, is not closed, and nothing states that it binds.
    pub binding_unstated: bool,
    /// What is missing to know the amount.
    pub missing: Vec<String>,
    /// The amount by calendar year; under no year what has no schedule.
    pub schedule: Vec<(Option<i16>, Readings)>,
    /// The assumptions that its schedule uses.
    pub assumed: Vec<String>,
    /// The claims that list it in a total: deals of one such list are different money.
    pub listed_by: Vec<ClaimId>,
    /// The deals that it is on top of, and itself: whatever else is on top of one is other money.
    pub(crate) on_top: Vec<DealId>,
    /// The deals that it is said to share no money with, or to be on top of.
    pub(crate) apart: Vec<DealId>,
    /// The flow of its kind that it is a part of, by its position.
    pub(crate) inside: Option<usize>,
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

    /// The round that its money is part of.
    pub fn round(&self) -> Option<DealId> {
        match self.kind {
            FlowKind::Round => Some(self.deal),
            _ => self.in_round,
        }
    }

    /// The claim that speaks for the flow.
    pub fn lead(&self) -> Option<ClaimId> {
        self.claims.first().copied()
    }
}
