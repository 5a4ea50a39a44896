//! In which round of fictitious defaults each party fails.

use super::sequence::Sequence;
use crate::clearing::{Clearing, Model};

/// The wave of each party's default in the greatest solution, from 0; nothing for who pays in full.
///
/// Wave 0 cannot pay although everybody else pays it in full. Wave `k` is short when only parties
/// of earlier waves fail and all others pay in full, each round cleared to its equilibrium: the
/// rounds of fictitious defaults of Eisenberg and Noe (2001, section 3.1), and with costs of
/// default those of Rogers and Veraart (2013, definition 3.6). Waves agree with
/// [`Clearing::default`] of [`Model::clear`].
///
/// One clearing, and for each wave what is touched by those who fail in it.
///
/// # Example
///
/// A chain, in which each party has less outside than it owes on:
///
/// ```
/// use counterflow_clearing::{Model, Web, ranks::waves};
///
/// let web = Web::builder(4)
///     .external_assets(vec![1.0, 0.5, 0.5, 0.0])
///     .debt(0, 1, 4.0).debt(1, 2, 4.0).debt(2, 3, 1.0)
///     .build()?;
/// assert_eq!(waves(&Model::new(&web)), [Some(0), Some(1), None, None]);
/// # Ok::<(), counterflow_clearing::WebErrors>(())
/// ```
pub fn waves(model: &Model) -> Vec<Option<u32>> {
    waves_of(model, &model.clear())
}

/// The same for the defaults of a solution of the model that is at hand.
///
/// Where that is the least solution, parties that fail in the greatest as well keep their wave, and
/// those that fail in the least only come one wave after the last of them: no round of defaults
/// leads to them, only that nobody pays them because they pay nobody. In either solution the same
/// is done with parties so near to the edge that the rounds did not tell that they fail.
///
/// # Panics
///
/// If the solution is one of a web with fewer parties.
pub fn waves_of(model: &Model, clearing: &Clearing) -> Vec<Option<u32>> {
    waves_of_defaults(model, &clearing.default)
}

/// The same for who is in default in such a solution.
pub(crate) fn waves_of_defaults(model: &Model, default: &[bool]) -> Vec<Option<u32>> {
    let mut waves = vec![None; model.web.parties()];
    // Nothing is to be told of a solution in which everybody pays in full.
    if !default.contains(&true) {
        return waves;
    }
    let mut after = 0;
    Sequence::new(model).run_all(|round, parties| {
        parties.iter().for_each(|&party| waves[party as usize] = Some(round));
        after = round + 1;
    });
    let settle = |(wave, &default): (Option<u32>, &bool)| default.then(|| wave.unwrap_or(after));
    waves.into_iter().zip(default).map(settle).collect()
}
