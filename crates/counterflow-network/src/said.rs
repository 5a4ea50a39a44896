//! What one claim says of one number: the smallest thing that can be put aside.

use std::collections::BTreeSet;

use counterflow_claim::{Bounds, ClaimId, Quantity, Slot};

use crate::{Readings, interval};

/// What one claim says of one number, in the view's currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The claim that says it.
    pub claim: ClaimId,
    /// Which of its quantities.
    pub slot: Slot,
    /// The claims of exchange rates that it took.
    pub rates: Vec<ClaimId>,
    /// What the number may be, as written.
    pub bounds: Bounds,
    /// The same with room for the rounding of the written number.
    pub widened: Bounds,
}

/// What is put aside because claims cannot all hold: a claim, and which of its quantities.
pub type Aside = BTreeSet<(ClaimId, Slot)>;

/// Readings of one claim with what they took, before they are put together.
#[derive(Clone, Copy, Debug)]
pub struct Converted {
    /// The readings.
    pub readings: Readings,
    /// The range with room for rounding.
    pub widened: Option<Bounds>,
    /// The claim that gives the rate, where one was needed.
    pub rate: Option<ClaimId>,
}

impl Converted {
    /// A quantity that needs no rate; `firm` if it counts as firm.
    pub fn plain(quantity: &Quantity, firm: bool) -> Converted {
        let readings = Readings::of(quantity, firm);
        let widened = readings.range.map(|_| quantity.widened());
        Converted { readings, widened, rate: None }
    }

    /// What a claim says by this, if it bounds the number at all.
    pub fn said(&self, claim: ClaimId, slot: Slot) -> Option<Said> {
        let bounds = self.readings.range?;
        let widened = self.widened.unwrap_or(bounds);
        Some(Said { claim, slot, rates: self.rate.into_iter().collect(), bounds, widened })
    }

    /// The same of an amount that there is, whether it is given or not: it is above zero.
    pub fn amount_said(&self, claim: ClaimId, slot: Slot) -> Option<Said> {
        let above_zero = interval::POSITIVE;
        let unknown =
            Said { claim, slot, rates: Vec::new(), bounds: above_zero, widened: above_zero };
        self.said(claim, slot).or(Some(unknown))
    }
}
