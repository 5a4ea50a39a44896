//! Several claims about one number, as one range.

use counterflow_claim::{Bounds, ClaimId};

use crate::{Readings, interval};

/// What claims say of one number, narrowed one by one; the first that gives a range leads.
#[derive(Debug, Default)]
pub struct Narrowing {
    readings: Option<Readings>,
    /// The claims that give the ends of the range.
    ends: Option<[ClaimId; 2]>,
    /// Pairs of claims that no number fits; the first is used.
    pub misfits: Vec<(ClaimId, ClaimId)>,
}

impl Narrowing {
    /// The readings of the leading claim, its range narrowed by the others that fit.
    pub fn readings(&self) -> Readings {
        self.readings.unwrap_or(Readings::NONE)
    }

    /// Adds what a claim says. Where it leaves no number it is noted and not used.
    pub fn add(&mut self, id: ClaimId, more: Readings) {
        let Some(range) = more.range else {
            self.readings.get_or_insert(more);
            return;
        };
        let (Some(lead), Some([low, high])) = (self.readings, self.ends) else {
            (self.readings, self.ends) = (Some(more), Some([id, id]));
            return;
        };
        let before = lead.range.unwrap_or(interval::ALL);
        let narrowed = interval::intersect(before, range);
        if interval::is_empty(narrowed) {
            let used = if is_above(range, before) { high } else { low };
            self.misfits.push((used, id));
            return;
        }
        let end = |changed: bool, by: ClaimId| if changed { id } else { by };
        self.ends =
            Some([end(narrowed.low != before.low, low), end(narrowed.high != before.high, high)]);
        self.readings = Some(Readings { range: Some(narrowed), ..lead });
    }
}

/// Whether a range that shares nothing with another lies above it.
fn is_above(range: Bounds, other: Bounds) -> bool {
    range.low.zip(other.high).is_some_and(|(low, high)| low.value >= high.value)
}
