//! Many scenarios over one web: the outside assets change, and the debts stay.
//!
//! Scenarios are solved side by side, so that each debt is read once for many of them. Every
//! answer has its own certificate, as good as that of [`Model::clear`], and no bit of it depends on
//! what it is solved beside, on how many cores, or on how wide the registers of the machine are.

mod group;
mod kernel;
mod lanes;
mod mistake;
mod outcome;
mod real;
mod ripple;
mod stream;
mod waves;
mod witness;

pub use mistake::ScenarioError;
pub use outcome::{Outcome, Outcomes, Standing};
pub use stream::Blocks;

use crate::clearing::Model;
use crate::fixed_point::Method;
use group::Worker;
use outcome::Kept;
use witness::{Witness, largest};

/// In what numbers scenarios start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Precision {
    /// In those of 64 bits.
    #[default]
    Double,
    /// In those of 32 bits, twice as many side by side, and only the last sweeps, which prove the
    /// answer, in those of 64. Answers are as sure, and differ within their bounds. Pays where the
    /// tolerance is 1e-6 or so.
    Single,
}

/// A model that is to be solved for many outside assets.
///
/// Without ranks, stakes and costs of default, scenarios share their passes over the web. Otherwise,
/// and where parties owe one another next to everything, so that no common proof is good enough,
/// each scenario is solved alone: slower, and with the same answers.
///
/// # Example
///
/// The outside assets of the first of three firms shrink step by step:
///
/// ```
/// use counterflow_clearing::{Model, Scenarios, Web};
///
/// let web = Web::builder(3)
///     .external_assets(vec![8.0, 4.0, 4.0])
///     .external_liabilities(vec![2.0, 3.0, 3.0])
///     .debt(0, 1, 4.0)
///     .debt(1, 2, 4.0)
///     .debt(2, 0, 2.0)
///     .build()?;
/// let model = Model::new(&web);
/// let scenarios = Scenarios::new(&model);
/// let outcomes = scenarios.run(&[
///     8.0, 4.0, 4.0, //
///     3.0, 4.0, 4.0, //
///     0.0, 4.0, 4.0, //
/// ])?;
/// let defaults = outcomes.iter().map(|outcome| outcome.default().filter(|d| *d).count());
/// assert_eq!(defaults.collect::<Vec<_>>(), [0, 1, 2]);
/// let last = outcomes.get(2).and_then(|outcome| outcome.party(0)).ok_or("three scenarios")?;
/// assert!(last.lower <= 2.0 && 2.0 <= last.upper && last.upper - last.lower < 1e-8);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Scenarios<'a> {
    model: Model<'a>,
    /// Proof for all scenarios, if there is one.
    witness: Option<Witness>,
    precision: Precision,
    /// What those may be off by that share a proof, over the largest debt.
    shared: f64,
    lanes: usize,
    #[cfg_attr(not(feature = "parallel"), expect(dead_code, reason = "there is one thread"))]
    parallel: bool,
    /// The largest debt of a party.
    scale: f64,
    /// A power of two that makes money fit into numbers of 32 bits, and the weights for it.
    unit: f64,
    single_weight: Vec<f64>,
}

/// Scenarios that one worker takes at a time.
const GROUP: usize = 64;

impl<'a> Scenarios<'a> {
    /// Prepares a model for many scenarios: O(debts), and a few passes over the web.
    ///
    /// Tolerance, default costs and method are those of the model. Its method must be
    /// [`Method::Auto`] for scenarios to share their passes.
    pub fn new(model: &Model<'a>) -> Scenarios<'a> {
        let web = model.web;
        let free = model.costs.is_none_or(|costs| costs.is_free());
        let together = free && web.is_plain() && model.method == Method::Auto;
        let witness = together.then(|| Witness::new(web)).flatten();
        let scale = web.due.iter().copied().fold(0.0, f64::max);
        let unit = 1.0 / power_of_two(scale);
        let weight = witness.iter().flat_map(|witness| &witness.weight);
        Scenarios {
            model: model.clone(),
            single_weight: weight.map(|weight| (weight / unit).min(1e30)).collect(),
            witness,
            precision: Precision::Double,
            shared: 0.0,
            lanes: 16,
            parallel: true,
            scale,
            unit,
        }
    }

    /// In what numbers scenarios start; in those of 64 bits if not told.
    pub fn with_precision(self, precision: Precision) -> Scenarios<'a> {
        Scenarios { precision, ..self }
    }

    /// Seeks each answer to within this part of the largest debt; see [`Model::with_tolerance`].
    pub fn with_tolerance(self, tolerance: f64) -> Scenarios<'a> {
        Scenarios { model: self.model.with_tolerance(tolerance), ..self }
    }

    /// Seeks answers that share one proof to within this part of the largest debt, where the model
    /// asks for less; scenarios that are solved alone are not touched. The common proof has to hold
    /// whoever is in default, so roundings make its brackets wider than those of one scenario: with
    /// a tolerance near 1e-14 none is narrow enough, and each scenario is solved alone.
    ///
    /// # Example
    ///
    /// ```
    /// use counterflow_clearing::{Model, Scenarios, Web};
    ///
    /// let web = Web::builder(2)
    ///     .external_liabilities(vec![0.0, 5.0])
    ///     .debt(0, 1, 10.0)
    ///     .build()?;
    /// let model = Model::new(&web).with_tolerance(1e-15);
    /// let scenarios = Scenarios::new(&model).with_shared_tolerance(1e-12);
    /// let outcomes = scenarios.run(&[4.0, 2.0, 8.0, 2.0])?;
    /// for outcome in outcomes.iter() {
    ///     assert!(outcome.parties().all(|party| party.upper - party.lower < 1e-11));
    /// }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn with_shared_tolerance(self, tolerance: f64) -> Scenarios<'a> {
        Scenarios { shared: tolerance, ..self }
    }

    /// How many scenarios of 64 bits are solved side by side: 8 or 16, whichever is nearer. Answers
    /// do not depend on it.
    pub fn with_lanes(self, lanes: usize) -> Scenarios<'a> {
        Scenarios { lanes: if lanes < 12 { 8 } else { 16 }, ..self }
    }

    /// Whether to use all threads of the `rayon` pool in which this is called, as it does if not
    /// told otherwise. Answers do not depend on it. Without the feature `parallel` there is one.
    pub fn in_parallel(self, parallel: bool) -> Scenarios<'a> {
        Scenarios { parallel, ..self }
    }

    /// Solves scenarios, each given by the outside assets of all parties, one after the other.
    ///
    /// Time: per scenario what some ten passes over the web cost, shared by all lanes. Memory: eight
    /// bytes a party and scenario; [`Scenarios::blocks`] does with less.
    ///
    /// # Errors
    ///
    /// [`ScenarioError::Length`] if the last scenario lacks parties, [`ScenarioError::Assets`] if
    /// a number is negative or none.
    pub fn run(&self, assets: &[f64]) -> Result<Outcomes<'_>, ScenarioError> {
        self.check(assets, 0)?;
        Ok(self.outcomes(self.solve(assets), 0))
    }

    fn outcomes(&self, kept: Vec<Kept>, first: usize) -> Outcomes<'_> {
        let witness = self.witness.as_ref();
        Outcomes { model: &self.model, witness, base: Vec::new(), first, kept }
    }

    /// Checks scenarios, of which the first has this number.
    fn check(&self, assets: &[f64], first: usize) -> Result<(), ScenarioError> {
        let parties = self.model.web.parties();
        let given = assets.len().checked_rem(parties).unwrap_or(assets.len());
        if given != 0 {
            let scenario = first + assets.len().checked_div(parties).unwrap_or(0);
            return Err(ScenarioError::Length { scenario, given, parties });
        }
        match assets.iter().position(|assets| !(0.0..=f64::MAX).contains(assets)) {
            Some(at) => Err(ScenarioError::Assets {
                scenario: first + at / parties,
                party: at % parties,
                given: assets[at],
            }),
            None => Ok(()),
        }
    }

    fn solve(&self, assets: &[f64]) -> Vec<Kept> {
        let parties = self.model.web.parties().max(1);
        self.in_groups(assets, parties, || Worker::new(self), |worker, rows| worker.solve(rows))
    }

    /// Gives groups of scenarios to workers; answers come in the order of the scenarios, each of
    /// which is so many items.
    fn in_groups<T: Sync, W, R: Send>(
        &self,
        items: &[T],
        each: usize,
        worker: impl Fn() -> W + Sync,
        work: impl Fn(&mut W, &[T]) -> Vec<R> + Sync,
    ) -> Vec<R> {
        #[cfg(feature = "parallel")]
        if self.parallel && items.len() > each {
            use rayon::prelude::*;
            // Of few scenarios, each thread gets its part, in whole rooms.
            let part = (items.len() / each).div_ceil(rayon::current_num_threads());
            let group = part.next_multiple_of(self.lanes).min(GROUP) * each;
            let groups = items.par_chunks(group).map_init(&worker, |worker, g| work(worker, g));
            return groups.collect::<Vec<_>>().into_iter().flatten().collect();
        }
        let mut worker = worker();
        items.chunks(GROUP * each).flat_map(|items| work(&mut worker, items)).collect()
    }

    /// What an answer with the common proof may be off by, in money.
    fn error(&self, assets: &[f64]) -> f64 {
        self.model.tolerance.max(self.shared) * largest(assets).max(self.scale)
    }
}

/// The largest power of two that is not above a number from 0 up, and not too small to divide by.
fn power_of_two(number: f64) -> f64 {
    const EXPONENT: u64 = 0x7ff << 52;
    f64::from_bits(number.max(f64::MIN_POSITIVE).to_bits() & EXPONENT)
}
