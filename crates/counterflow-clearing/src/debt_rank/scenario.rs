//! One shock: where distress starts, and whom it can reach.

use super::DebtRank;
use super::answer::{Distress, Losses, Walk};
use super::{spread, walk};
use crate::cascade::Cascade;
use crate::rounding::Sum;

/// A shock to prepared exposures, checked: solving cannot fail.
#[derive(Clone, Debug)]
pub struct Scenario<'s> {
    pub(super) rank: &'s DebtRank<'s>,
    pub(super) start: Cascade<'s>,
    /// The distress of each party before any of it spreads, 0 to 1.
    pub(super) initial: Vec<f64>,
}

impl<'s> Scenario<'s> {
    pub(super) fn new(rank: &'s DebtRank<'s>, start: Cascade<'s>) -> Scenario<'s> {
        let buffers = rank.exposures.buffers();
        let part = |(party, &buffer): (usize, &f64)| {
            let loss = start.losses.map_or(0.0, |losses| losses[party]);
            relative(loss, buffer)
        };
        let mut initial: Vec<f64> = buffers.iter().enumerate().map(part).collect();
        start.decreed.iter().for_each(|&party| initial[party as usize] = 1.0);
        Scenario { rank, start, initial }
    }

    /// The distress of each party before any of it spreads: `h0`.
    pub fn initial(&self) -> &[f64] {
        &self.initial
    }

    /// By the rule of 2015: the least solution of `h = min(1, h0 + V h)`.
    ///
    /// A few passes over all claims, and the rounds of an active set where passes are slow.
    pub fn linear(&self) -> Distress {
        spread::linear(self)
    }

    /// By the rule of 2012: each party passes its distress on once. O(parties + claims) in all.
    pub fn walk(&self) -> Walk {
        walk::walk(self)
    }

    /// The step of the recursion of 2015 at which each party has lost its whole buffer, 0 at the
    /// start; `None` if it takes more than `most` steps. Some never get there, though they come as
    /// near as one likes. Each step is a pass over all claims.
    pub fn steps(&self, most: u32) -> Vec<Option<u32>> {
        spread::steps(self, most)
    }

    /// What each party loses, in money: its own loss, and its claims times the distress of those
    /// who owe them.
    pub fn losses(&self, distress: &Distress) -> Losses {
        let parties = self.initial.len();
        let loss: Vec<f64> = (0..parties).map(|party| self.loss(party, &distress.h)).collect();
        let buffers = self.rank.exposures.buffers();
        let absorbed = loss.iter().zip(buffers).map(|(loss, buffer)| loss.min(buffer.max(0.0)));
        let absorbed: Vec<f64> = absorbed.collect();
        Losses {
            beyond: loss.iter().zip(&absorbed).map(|(loss, absorbed)| loss - absorbed).collect(),
            worth: loss.iter().zip(buffers).map(|(loss, buffer)| buffer - loss).collect(),
            absorbed,
            loss,
        }
    }

    /// What a party loses in money.
    pub(super) fn loss(&self, party: usize, h: &[f64]) -> f64 {
        let own = self.start.losses.map_or(0.0, |losses| losses[party]);
        own + self.rank.exposures.claims().dot(party, h)
    }

    /// Whom distress reaches: who is distressed at the start, has claims on such a party, or on one
    /// of those. O(parties + claims of the reached).
    pub(super) fn reached(&self) -> Vec<bool> {
        let mut reached: Vec<bool> = self.initial.iter().map(|&h| h > 0.0).collect();
        let mut next: Vec<u32> =
            (0..reached.len() as u32).filter(|&party| reached[party as usize]).collect();
        while let Some(party) = next.pop() {
            for &creditor in self.rank.exposures.debts().row(party as usize).0 {
                if !reached[creditor as usize] {
                    reached[creditor as usize] = true;
                    next.push(creditor);
                }
            }
        }
        reached
    }

    /// The part of all weight that is lost while distress spreads.
    pub(super) fn impact(&self, h: &[f64]) -> f64 {
        let terms = self.rank.share.iter().zip(h).zip(&self.initial);
        let sum: Sum = terms.map(|((share, h), initial)| share * (h - initial)).collect();
        sum.value()
    }

    /// A bound on the impact from below: weights and differences are off by a few roundings.
    pub(super) fn impact_at_least(&self, lower: &[f64]) -> f64 {
        (self.impact(lower) - ROUNDINGS).max(0.0)
    }

    /// A bound on the impact from above.
    pub(super) fn impact_at_most(&self, upper: &[f64]) -> f64 {
        (self.impact(upper) + ROUNDINGS).min(1.0)
    }
}

/// What an impact may be off by for the roundings of its own sum, whose terms add up to 1 at most.
const ROUNDINGS: f64 = 8.0 * f64::EPSILON;

/// The part of a buffer that a loss uses up, 0 to 1.
pub(super) fn relative(loss: f64, buffer: f64) -> f64 {
    if buffer < 0.0 || loss > 0.0 && loss >= buffer {
        1.0
    } else if loss > 0.0 {
        loss / buffer
    } else {
        0.0
    }
}
