//! Failures from the best case down and from the worst up.

use super::ElliottGolubJackson;
use super::holdings::Values;
use crate::cascade::worst_waves;
use crate::clearing::{Certificate, End, Uniqueness};
use crate::fixed_point::Method;
use crate::rounding::Sum;

/// Who fails, when, and what everybody is worth then.
#[derive(Clone, Debug, PartialEq)]
pub struct Failures {
    /// What each party is worth to its outsiders: `v = Ĉ V`. Negative if failures cost more than
    /// there is.
    pub value: Vec<f64>,
    /// The true value is not below this, whatever becomes of parties that are undecided.
    pub lower: Vec<f64>,
    /// The true value is not above this.
    pub upper: Vec<f64>,
    /// What each party has, shares of others included: `V`.
    pub book: Vec<f64>,
    /// In which wave each party fails, from 0; `None` for those that do not.
    pub wave: Vec<Option<u32>>,
    /// How sure all this is. Where the outcome is not unique, parties are named that fail in the
    /// worst case and not in the best. Undecided are parties whose value is as near to the
    /// threshold as it can be off, and those whose fate depends on them; they count as standing.
    pub certificate: Certificate,
}

impl Failures {
    /// The parties that fail, in order of parties.
    pub fn failed(&self) -> impl Iterator<Item = u32> + '_ {
        (0..self.wave.len() as u32).filter(|&party| self.wave[party as usize].is_some())
    }
}

/// What to take a party for whose value is too near to its threshold to tell.
#[derive(Clone, Copy, PartialEq)]
enum Doubt {
    Stands,
    Fails,
}

/// Solves a model.
pub(super) fn solve(model: &ElliottGolubJackson, end: End) -> Failures {
    let best = Rounds::new(model, Doubt::Stands).best();
    let worst = Rounds::new(model, Doubt::Stands).worst(&best.wave);
    let more: Vec<u32> = (0..best.wave.len() as u32)
        .filter(|&party| worst.failed(party as usize) && !best.failed(party as usize))
        .collect();
    let answer = if end == End::Greatest { best } else { worst };
    let any_doubt = (0..answer.wave.len()).any(|party| answer.is_doubtful(party));
    let worse = any_doubt.then(|| {
        let best = Rounds::new(model, Doubt::Fails).best();
        if end == End::Greatest {
            return best;
        }
        Rounds::new(model, Doubt::Fails).worst(&best.wave)
    });
    let uniqueness = if more.is_empty() { Uniqueness::Unique } else { Uniqueness::Differs(more) };
    answer.ended(worse, uniqueness)
}

/// A model under way: who is taken to have failed, and what follows.
struct Rounds<'a> {
    model: &'a ElliottGolubJackson<'a>,
    doubt: Doubt,
    wave: Vec<Option<u32>>,
    values: Values,
    /// Linear systems solved.
    taken: usize,
}

impl<'a> Rounds<'a> {
    fn new(model: &'a ElliottGolubJackson<'a>, doubt: Doubt) -> Rounds<'a> {
        let values = Values {
            value: Vec::new(),
            lower: Vec::new(),
            upper: Vec::new(),
            book: Vec::new(),
            residual: 0.0,
            proved: false,
        };
        Rounds { model, doubt, wave: vec![None; model.assets.len()], values, taken: 0 }
    }

    fn failed(&self, party: usize) -> bool {
        self.wave[party].is_some()
    }

    /// Values with the present failures.
    fn settle(&mut self) {
        let parties = 0..self.wave.len();
        let mut slack: Vec<f64> = parties
            .clone()
            .map(|party| self.model.doubt.map_or(0.0, |doubt| doubt[party]))
            .collect();
        let mut left = self.model.assets.to_vec();
        for party in parties.filter(|&party| self.wave[party].is_some()) {
            let cost = self.model.cost(party);
            let difference: Sum = [left[party], -cost].into_iter().collect();
            left[party] = difference.value();
            let rounding =
                if difference.is_exact() { 0.0 } else { f64::EPSILON * left[party].abs() };
            slack[party] += self.model.cost_slack(party) + rounding;
        }
        self.values = self.model.holdings.values(&left, &slack);
        self.taken += 1;
    }

    fn is_doubtful(&self, party: usize) -> bool {
        self.fails(party, Doubt::Stands) != self.fails(party, Doubt::Fails)
    }

    fn fails(&self, party: usize, doubt: Doubt) -> bool {
        let (threshold, slack) = (self.model.threshold[party], self.model.threshold_slack[party]);
        match doubt {
            Doubt::Stands => self.values.upper[party] < threshold - slack,
            Doubt::Fails => self.values.lower[party] < threshold + slack,
        }
    }

    /// Starts with nobody failed, and adds those that fall below until nobody else does.
    fn best(mut self) -> Rounds<'a> {
        for number in 0.. {
            self.settle();
            let falling: Vec<usize> = (0..self.wave.len())
                .filter(|&party| !self.failed(party) && self.fails(party, self.doubt))
                .collect();
            if falling.is_empty() {
                break;
            }
            falling.into_iter().for_each(|party| self.wave[party] = Some(number));
        }
        self
    }

    /// Starts with everybody failed, and takes out those that are not below all the same until
    /// nobody else is.
    fn worst(mut self, best: &[Option<u32>]) -> Rounds<'a> {
        self.wave = vec![Some(0); best.len()];
        loop {
            self.settle();
            let standing: Vec<usize> = (0..self.wave.len())
                .filter(|&party| self.failed(party) && !self.fails(party, self.doubt))
                .collect();
            if standing.is_empty() {
                break;
            }
            standing.into_iter().for_each(|party| self.wave[party] = None);
        }
        let failed: Vec<bool> = self.wave.iter().map(Option::is_some).collect();
        self.wave = worst_waves(best, &failed);
        self
    }

    /// The answer, with what would follow if all who are in doubt failed.
    fn ended(self, worse: Option<Rounds>, uniqueness: Uniqueness) -> Failures {
        let doubtful = |&party: &u32| {
            let party = party as usize;
            let differs = worse.as_ref().is_some_and(|w| w.failed(party) != self.failed(party));
            differs || self.is_doubtful(party)
        };
        let undecided = (0..self.wave.len() as u32).filter(doubtful).collect();
        let mut lower = self.values.lower;
        for (lower, worse) in lower.iter_mut().zip(worse.iter().flat_map(|w| &w.values.lower)) {
            *lower = lower.min(*worse);
        }
        Failures {
            value: self.values.value,
            lower,
            upper: self.values.upper,
            book: self.values.book,
            wave: self.wave,
            certificate: Certificate {
                residual: self.values.residual,
                proved: self.values.proved,
                uniqueness,
                undecided,
                rounds: self.taken,
                method: Method::Auto,
            },
        }
    }
}
