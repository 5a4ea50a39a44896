//! The three readings of a number, and arithmetic on all three at once.

use counterflow_claim::{Bound, Bounds, Quantity, State};

use crate::interval;

/// A number as written, or the two of a written range: both ends closed and present.
pub type Exact = Bounds;

/// Headline, firm and range side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Readings {
    /// The formula at the written numbers; nothing where one is unknown.
    pub headline: Option<Exact>,
    /// The same over what is funded or firmly bound only.
    pub firm: Option<Exact>,
    /// All that the claims in force allow; nothing where it cannot be computed.
    pub range: Option<Bounds>,
}

/// The written number or numbers of a quantity, as a range.
pub fn headline_of(quantity: &Quantity) -> Option<Exact> {
    let (low, high) = quantity.headline()?;
    Some(Bounds { low: Some(Bound::closed(low)), high: Some(Bound::closed(high)) })
}

impl Readings {
    /// Nothing is known.
    pub const NONE: Readings = Readings { headline: None, firm: None, range: None };

    /// One number, in every reading.
    pub fn point(bounds: Bounds) -> Readings {
        Readings { headline: Some(bounds), firm: Some(bounds), range: Some(bounds) }
    }

    /// What a quantity says; `firm` if it counts as firm.
    pub fn of(quantity: &Quantity, firm: bool) -> Readings {
        let headline = headline_of(quantity);
        let range = match interval::is_empty(quantity.bounds) {
            // "Up to 0" says nothing but the number itself.
            true => headline,
            false => Some(quantity.bounds),
        };
        let range = range.filter(|_| quantity.state != State::Unknown);
        Readings { headline, firm: headline.filter(|_| firm), range }
    }

    /// Applies an operation to each reading of both.
    pub fn combine(
        self,
        other: Readings,
        apply: impl Fn(Bounds, Bounds) -> Option<Bounds>,
    ) -> Readings {
        let both = |a: Option<Bounds>, b: Option<Bounds>| a.zip(b).and_then(|(a, b)| apply(a, b));
        Readings {
            headline: both(self.headline, other.headline),
            firm: both(self.firm, other.firm),
            range: both(self.range, other.range),
        }
    }

    /// Narrows the range; the other readings stay as written.
    pub fn within(self, bounds: Bounds) -> Readings {
        Readings { range: self.range.map(|range| interval::intersect(range, bounds)), ..self }
    }
}
