//! Several claims about one number, as one range.

use crate::{Readings, interval};

/// What claims say of one number, narrowed one by one; the first that gives a range leads.
#[derive(Debug, Default)]
pub struct Narrowing {
    readings: Option<Readings>,
}

impl Narrowing {
    /// The readings of the leading claim, its range narrowed by the others that fit.
    pub fn readings(&self) -> Readings {
        self.readings.unwrap_or(Readings::NONE)
    }

    /// Adds what a claim says. Where it leaves no number it is not used; entailment says so.
    pub fn add(&mut self, more: Readings) {
        let lead = self.readings.filter(|lead| lead.range.is_some());
        let Some((lead, range)) = lead.zip(more.range) else {
            // One without a range leads only until another has one.
            if self.readings.is_none_or(|lead| lead.range.is_none() && more.range.is_some()) {
                self.readings = Some(more);
            }
            return;
        };
        let narrowed = interval::intersect(lead.range.unwrap_or(interval::ALL), range);
        if !interval::is_empty(narrowed) {
            self.readings = Some(Readings { range: Some(narrowed), ..lead });
        }
    }
}
