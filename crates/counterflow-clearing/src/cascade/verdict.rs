//! Whether a party fails, and whether arithmetic can tell.

use super::{Cascade, Trigger};
use crate::rounding::{Sum, UNIT, relative};

/// What can be said of a party with certain losses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Stands,
    Fails,
    /// Its losses are as near to its buffer as arithmetic can be off.
    Doubtful,
}

/// The losses of a party so far.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Loss {
    pub total: Sum,
    /// All that was ever added or taken off.
    pub mass: f64,
}

impl Loss {
    pub fn add(&mut self, amount: f64) {
        self.total.add(amount);
        self.mass += amount.abs();
    }
}

impl Cascade<'_> {
    /// What creditors lose of each unit that a failed party owes them.
    pub(super) fn lost_part(&self, party: usize) -> f64 {
        1.0 - self.recovery(party)
    }

    /// By how much the losses of a party may be off.
    pub(super) fn width(&self, party: usize, loss: &Loss) -> f64 {
        let terms = self.exposures.claims().row(party).0.len();
        let second = relative(terms) * relative(terms);
        // A product is off by three roundings at most, its first factor by one.
        let products = 4.0 * UNIT + self.exposures.rounding();
        2.0 * UNIT * loss.total.value().abs() + (products + second) * loss.mass
    }

    pub(super) fn verdict(
        &self,
        party: usize,
        loss: &Loss,
        failed: impl Fn(usize) -> bool,
    ) -> Verdict {
        let buffer = self.exposures.buffers()[party];
        let total = loss.total.value();
        let slack = self.exposures.buffer_slack(party);
        let width = self.width(party, loss) + slack;
        if (total - buffer).abs() > width * (1.0 + 1e-9) || self.is_known(party, loss, failed) {
            return self.verdict_on(total, buffer);
        }
        Verdict::Doubtful
    }

    /// The verdict on losses that are known to the last digit, or far from the buffer.
    fn verdict_on(&self, total: f64, buffer: f64) -> Verdict {
        let fails = match self.trigger {
            Trigger::Reached => buffer < 0.0 || total > 0.0 && total >= buffer,
            Trigger::Exceeded => total > buffer,
        };
        if fails { Verdict::Fails } else { Verdict::Stands }
    }

    /// Whether buffer and losses are known to the last digit: what debtors cost was multiplied and
    /// added without a rounding.
    pub(super) fn is_known(
        &self,
        party: usize,
        loss: &Loss,
        failed: impl Fn(usize) -> bool,
    ) -> bool {
        let (debtors, amounts) = self.exposures.claims().row(party);
        let exact = |(&debtor, &amount): (&u32, &f64)| {
            let part = self.lost_part(debtor as usize);
            let kept = 1.0 - part - self.recovery(debtor as usize) == 0.0;
            !failed(debtor as usize) || kept && part.mul_add(amount, -(part * amount)) == 0.0
        };
        let given = self.exposures.rounding() + self.exposures.buffer_slack(party) <= 0.0;
        given && loss.total.is_exact() && debtors.iter().zip(amounts).all(exact)
    }
}
