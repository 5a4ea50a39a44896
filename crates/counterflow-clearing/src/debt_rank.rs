//! DebtRank: how distress spreads before anybody has failed.
//!
//! With `V_ij = A_ij / E_i`, the part of the buffer of `i` that a failure of `j` uses up, and `h_i`
//! from 0 to 1 the part of its buffer that `i` has lost:
//!
//! * Battiston, Puliga, Kaushik, Tasca and Caldarelli (2012), "DebtRank: too central to fail?
//!   Financial networks, the FED and systemic risk": `W_ij = min(1, V_ij)`, and each party passes
//!   its distress on once, in the step after it is first distressed.
//! * Bardoscia, Battiston, Caccioli and Caldarelli (2015), "DebtRank: a microscopic foundation for
//!   shock propagation": each step passes on what is new, which adds up to the least solution of
//!   `h = min(1, h0 + V h)`.
//!
//! # How the second is solved
//!
//! On the parties that distress reaches at all, `h = min(1, h0 + V h)` has one solution. Let `U` be
//! those with `h < 1` in the least, `S` the others. If `V_UU` had a spectral radius `ρ ≥ 1`,
//! there would be a `q ≥ 0` with `q V_UU = ρ q`, so `q h0 + q V_US 1 = (1 − ρ) q h ≤ 0`: nothing
//! would come into the parties of `q` from outside of them, so nothing would have reached them.
//! Hence `ρ < 1`, and two solutions, which differ on `U` alone, are the same. So the least solution
//! is the greatest of the reached parties, which is what the core that clears debts finds in a few
//! rounds from above, and brackets. Parties that no distress reaches have `h = 0`.

mod answer;
mod loose;
mod scenario;
mod spread;
mod walk;

use crate::cascade::Cascade;
use crate::clearing::CostError;
use crate::exposures::Exposures;
use crate::fixed_point::Method;
use crate::rounding::Sum;

pub use answer::{Distress, Losses, Walk};
pub use scenario::Scenario;

/// Exposures made ready for any number of shocks. O(parties + claims) once.
///
/// # Example
///
/// A chain of claims, of which the last debtor loses half of its buffer: by the rule of 2015,
/// whatever the order in which the three are listed, `h = (0.1, 0.25, 0.5)`.
///
/// ```
/// use counterflow_clearing::{DebtRank, Exposures};
///
/// let exposures = Exposures::builder(3)
///     .debt(1, 0, 2.0).debt(2, 1, 1.0)
///     .build()?
///     .with_buffers(vec![5.0, 2.0, 2.0])?;
/// let rank = DebtRank::new(&exposures);
/// let shock = rank.with_losses(&[0.0, 0.0, 1.0])?;
/// let distress = shock.linear();
/// assert_eq!(distress.h, [0.1, 0.25, 0.5]);
/// assert_eq!(shock.losses(&distress).worth, [4.5, 1.5, 1.0]);
/// // Parties weigh what they have claims of: 2, 1 and nothing, of 3.
/// assert!((distress.impact - (2.0 * 0.1 + 0.25) / 3.0).abs() < 1e-15);
/// assert!(distress.certificate.uniqueness.is_unique());
///
/// // The rule of 2012 agrees where there are no circles and W is below 1.
/// assert_eq!(shock.walk().distress.h, [0.1, 0.25, 0.5]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct DebtRank<'a> {
    exposures: &'a Exposures,
    /// One over each buffer; nothing where there is none.
    gain: Vec<f64>,
    /// By how much what reaches each party may be off, beyond roundings of the sum.
    slack: Vec<f64>,
    /// Weights as parts of their sum.
    share: Vec<f64>,
    /// 0, 1, 2, …: each party has one claim on it, its own.
    numbers: Vec<u32>,
    floor: Vec<f64>,
    /// Members of circles in which distress could keep itself up.
    circles: Vec<u32>,
    method: Method,
    tolerance: f64,
}

impl<'a> DebtRank<'a> {
    /// Makes exposures ready.
    pub fn new(exposures: &'a Exposures) -> DebtRank<'a> {
        let parties = exposures.parties();
        let total: Sum = exposures.weights().iter().copied().collect();
        let total = total.value();
        let share = |weight: &f64| if total > 0.0 { weight / total } else { 0.0 };
        let most: Vec<f64> =
            (0..parties).map(|i| exposures.claims().row(i).1.iter().sum()).collect();
        let gain = |(&buffer, &most): (&f64, &f64)| {
            // A buffer that is nothing beside the claims counts as none.
            let gain = if buffer > 0.0 { 1.0 / buffer } else { 0.0 };
            if (gain * most).is_finite() && gain.is_finite() { gain } else { 0.0 }
        };
        let gain: Vec<f64> = exposures.buffers().iter().zip(&most).map(gain).collect();
        let slack = |party: usize| {
            let off = exposures.buffer_slack(party) * gain[party];
            let terms = exposures.claims().row(party).0.len() + 2;
            (2.0 * off + exposures.rounding()) * (1.0 + gain[party] * most[party])
                + terms as f64 * f64::MIN_POSITIVE
        };
        DebtRank {
            exposures,
            circles: loose::circles(exposures, &gain),
            slack: (0..parties).map(slack).collect(),
            gain,
            share: exposures.weights().iter().map(share).collect(),
            numbers: (0..=parties as u32).collect(),
            floor: vec![0.0; parties],
            method: Method::Auto,
            tolerance: 1e-12,
        }
    }

    /// Seeks the distress of 2015 by this method.
    pub fn with_method(self, method: Method) -> DebtRank<'a> {
        DebtRank { method, ..self }
    }

    /// Seeks `h` to within this; 1e-12 if not told, and never less than 1e-15.
    pub fn with_tolerance(self, tolerance: f64) -> DebtRank<'a> {
        DebtRank { tolerance: tolerance.max(1e-15), ..self }
    }

    /// What follows if each party loses this much, in money: `h0` is loss over buffer, at most 1.
    ///
    /// # Errors
    ///
    /// [`CostError::Length`] if there is not one number for each party, [`CostError::Number`] if
    /// one is negative or no number.
    pub fn with_losses<'s>(&'s self, losses: &'s [f64]) -> Result<Scenario<'s>, CostError> {
        let start = Cascade::threshold(self.exposures).with_losses(losses)?;
        Ok(Scenario::new(self, start))
    }

    /// What follows if these parties fail: `h0` is 1 for them, and 0 for others.
    ///
    /// # Errors
    ///
    /// [`CostError::Number`] if there is no such party.
    pub fn with_failures<'s>(&'s self, parties: &'s [u32]) -> Result<Scenario<'s>, CostError> {
        let start = Cascade::threshold(self.exposures).with_failures(parties)?;
        Ok(Scenario::new(self, start))
    }

    /// The impact of each party if it fails alone, by the rule of 2015: its DebtRank.
    ///
    /// One scenario a party over the same exposures; each is solved by itself, so no answer depends
    /// on those before it.
    pub fn impacts(&self) -> Vec<f64> {
        self.each(|scenario| scenario.linear().impact)
    }

    /// The impact of each party if it fails alone, by the rule of 2012.
    pub fn impacts_of_walks(&self) -> Vec<f64> {
        self.each(|scenario| scenario.walk().distress.impact)
    }

    fn each(&self, impact: impl Fn(Scenario) -> f64) -> Vec<f64> {
        let start = Cascade::threshold(self.exposures);
        let alone = |party| {
            let failing = [party];
            impact(Scenario::new(self, start.failing(&failing)))
        };
        (0..self.exposures.parties() as u32).map(alone).collect()
    }
}
