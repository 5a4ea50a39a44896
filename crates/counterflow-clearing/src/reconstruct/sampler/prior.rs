//! What is thought of the open cells before the totals are known.

use std::collections::BTreeMap;

use super::super::flow::Flow;
use super::super::mistake::Mistake;

/// For each open cell the probability that it is a link, and the rate of the amount if it is.
///
/// The amount of a link is exponential: its mean is one over the rate. The probability is above 0
/// and at most 1, and the rate above 0 and finite; [`Problem::samples`](super::Problem::samples)
/// checks that.
///
/// ```
/// use counterflow_clearing::reconstruct::Prior;
///
/// // Links are rare, and worth 2 on average, but party 0 surely owes party 1.
/// let prior = Prior::new(0.1, 0.5).cell(0, 1, 1.0, 0.5);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Prior {
    all: (f64, f64),
    cells: BTreeMap<(usize, usize), (f64, f64)>,
}

impl Prior {
    /// The same for all cells, which is a random graph as of Erdős and Rényi.
    #[must_use]
    pub fn new(probability: f64, rate: f64) -> Self {
        Prior { all: (probability, rate), cells: BTreeMap::new() }
    }

    /// Another probability and rate for one open cell; the last that is said of a cell holds.
    #[must_use]
    pub fn cell(mut self, debtor: usize, creditor: usize, probability: f64, rate: f64) -> Self {
        self.cells.insert((debtor, creditor), (probability, rate));
        self
    }

    /// The probability and rate of a cell.
    pub(super) fn of(&self, debtor: usize, creditor: usize) -> (f64, f64) {
        self.cells.get(&(debtor, creditor)).copied().unwrap_or(self.all)
    }

    /// All that is wrong.
    pub(super) fn mistakes(&self, flow: &Flow) -> Vec<Mistake> {
        let wrong = |(probability, rate): (f64, f64)| {
            let sound = probability > 0.0 && probability <= 1.0 && rate > 0.0 && rate.is_finite();
            !sound
        };
        let mistake = |cell, (probability, rate)| Mistake::Prior { cell, probability, rate };
        let mut mistakes = Vec::new();
        if wrong(self.all) {
            mistakes.push(mistake(None, self.all));
        }
        for (&(debtor, creditor), &prior) in &self.cells {
            if wrong(prior) {
                mistakes.push(mistake(Some((debtor, creditor)), prior));
            }
            if debtor >= flow.parties() || flow.find(debtor, creditor).is_none() {
                mistakes.push(Mistake::NotOpen { debtor, creditor });
            }
        }
        mistakes
    }
}
