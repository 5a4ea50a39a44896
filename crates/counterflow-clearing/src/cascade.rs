//! Cascades of failures at fixed losses: the threshold cascade and Furfine's.
//!
//! A party that fails costs each of its creditors a part of what it owes them, at once and for
//! good. Nothing is a matter of degree before that, so everything is decided in as many waves as
//! there are failures at most, and each claim is looked at once.

mod answer;
mod run;
mod verdict;

use crate::clearing::{CostError, End};
use crate::exposures::{Exposures, check_numbers};

pub use answer::Fall;
pub(crate) use answer::worst_waves;

/// Which losses make a party fail.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Trigger {
    /// Losses that use the buffer up: as large as it, and not nothing.
    #[default]
    Reached,
    /// Losses beyond the buffer: what is left is negative.
    Exceeded,
}

/// Exposures and the rules by which failures spread over them.
///
/// Whom a failure is decreed for fails in wave 0 whatever its buffer; so does who has a negative
/// buffer, or losses of its own that trigger it.
///
/// # Example
///
/// Three banks in a ring (after exercises of Barucca, 2017): `L_01 = 4`, `L_12 = 3`, `L_20 = 2`,
/// and capital of −1, 1 and 2 after a shock. By the rule of Furfine (2003), "Interbank exposures:
/// quantifying the risk of contagion", with nothing recovered, one falls after the other:
///
/// ```
/// use counterflow_clearing::{Cascade, Exposures};
///
/// let exposures = Exposures::builder(3)
///     .external_assets(vec![18.0, 18.0, 9.0])
///     .external_liabilities(vec![17.0, 18.0, 8.0])
///     .debt(0, 1, 4.0).debt(1, 2, 3.0).debt(2, 0, 2.0)
///     .build()?;
/// assert_eq!(exposures.buffers(), [-1.0, 1.0, 2.0]);
/// let fall = Cascade::furfine(&exposures).run();
/// assert_eq!(fall.wave, [Some(0), Some(1), Some(2)]);
/// assert_eq!(fall.worth, [-3.0, -3.0, -1.0]);
/// // Half of the losses is more than what capital could absorb.
/// assert_eq!(fall.absorbed, [0.0, 1.0, 2.0]);
/// assert_eq!(fall.beyond, [2.0, 3.0, 1.0]);
///
/// // If creditors get half of their claims, the last of them stands.
/// let fall = Cascade::furfine(&exposures).with_recovery(0.5)?.run();
/// assert_eq!(fall.wave, [Some(0), Some(1), None]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Cascade<'a> {
    exposures: &'a Exposures,
    trigger: Trigger,
    recovery: Recovery<'a>,
    pub(crate) losses: Option<&'a [f64]>,
    pub(crate) decreed: &'a [u32],
}

/// Which part of their claims creditors of a failed party get.
#[derive(Clone, Copy, Debug)]
enum Recovery<'a> {
    Uniform(f64),
    Each(&'a [f64]),
}

impl<'a> Cascade<'a> {
    /// The threshold cascade, as in Gai and Kapadia (2010), "Contagion in financial networks":
    /// who has lost its whole buffer costs its creditors all their claims.
    pub fn threshold(exposures: &'a Exposures) -> Cascade<'a> {
        Cascade {
            exposures,
            trigger: Trigger::Reached,
            recovery: Recovery::Uniform(0.0),
            losses: None,
            decreed: &[],
        }
    }

    /// The cascade of Furfine (2003): who has lost more than its capital costs its creditors what
    /// they do not recover. Nothing is recovered unless told.
    pub fn furfine(exposures: &'a Exposures) -> Cascade<'a> {
        Cascade { trigger: Trigger::Exceeded, ..Cascade::threshold(exposures) }
    }

    /// Replaces which losses make a party fail.
    pub fn with_trigger(self, trigger: Trigger) -> Cascade<'a> {
        Cascade { trigger, ..self }
    }

    /// Creditors get this part, from 0 to 1, of what a failed party owes them.
    ///
    /// # Errors
    ///
    /// [`CostError::Number`] if it is not from 0 to 1.
    pub fn with_recovery(self, part: f64) -> Result<Cascade<'a>, CostError> {
        if !(0.0..=1.0).contains(&part) {
            let (what, range) = ("recovery", PART);
            return Err(CostError::Number { what, row: 0, given: part, range });
        }
        Ok(Cascade { recovery: Recovery::Uniform(part), ..self })
    }

    /// Creditors of each party get this part of what it owes them if it fails.
    ///
    /// # Errors
    ///
    /// [`CostError::Length`] if there is not one number for each party, [`CostError::Number`] if
    /// one is not from 0 to 1.
    pub fn with_recoveries(self, parts: &'a [f64]) -> Result<Cascade<'a>, CostError> {
        let parties = self.exposures.parties();
        check_numbers("recovery", parts, parties, PART, |part| (0.0..=1.0).contains(&part))?;
        Ok(Cascade { recovery: Recovery::Each(parts), ..self })
    }

    /// What each party loses before anybody fails, in money.
    ///
    /// # Errors
    ///
    /// [`CostError::Length`] if there is not one number for each party, [`CostError::Number`] if
    /// one is negative or no number.
    pub fn with_losses(self, losses: &'a [f64]) -> Result<Cascade<'a>, CostError> {
        self.exposures.check_amounts("losses", losses)?;
        Ok(Cascade { losses: Some(losses), ..self })
    }

    /// These parties fail in wave 0, without a loss of their own.
    ///
    /// # Errors
    ///
    /// [`CostError::Number`] if there is no such party.
    pub fn with_failures(self, parties: &'a [u32]) -> Result<Cascade<'a>, CostError> {
        self.exposures.check_parties("failures", parties)?;
        Ok(Cascade { decreed: parties, ..self })
    }

    /// The fewest failures: who falls does so because of those who fell before it.
    ///
    /// O(parties + claims on those who fail), and once more over all claims to tell whether it is
    /// the only outcome.
    pub fn run(&self) -> Fall {
        self.solve(End::Greatest)
    }

    /// The outcome in which the fewest fail, or the most: with [`End::Least`], parties that would
    /// stand if nobody thought otherwise fail together, one wave after all others.
    pub fn solve(&self, end: End) -> Fall {
        run::solve(self, end)
    }

    /// The same with other parties whose failure is decreed: parties that are there.
    pub(crate) fn failing<'b>(&self, parties: &'b [u32]) -> Cascade<'b>
    where
        'a: 'b,
    {
        Cascade { decreed: parties, ..self.clone() }
    }

    /// Who fails at least, whatever arithmetic cannot tell.
    pub(crate) fn surely_failed(&self) -> Vec<bool> {
        run::surely_failed(self)
    }

    fn recovery(&self, party: usize) -> f64 {
        match self.recovery {
            Recovery::Uniform(part) => part,
            Recovery::Each(parts) => parts[party],
        }
    }
}

const PART: &str = "a number from 0 to 1";
