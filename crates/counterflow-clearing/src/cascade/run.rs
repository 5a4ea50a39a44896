//! Waves of failures, and the failures that nothing but themselves would bring about.

use super::answer::{Fall, worst_waves};
use super::verdict::{Loss, Verdict};
use super::{Cascade, End};
use crate::clearing::{Certificate, Uniqueness};
use crate::fixed_point::Method;
use crate::rounding::Sum;

/// Runs a cascade to its end.
pub(super) fn solve(model: &Cascade, end: End) -> Fall {
    let fewest = Waves::new(model, Verdict::Stands).fewest();
    let most = Waves::new(model, Verdict::Stands).most(&fewest.wave);
    let more: Vec<u32> = (0..model.exposures.parties() as u32)
        .filter(|&party| most.failed(party as usize) && !fewest.failed(party as usize))
        .collect();
    let answer = if end == End::Greatest { fewest } else { most };
    let worse = answer.any_doubtful().then(|| {
        let worse = Waves::new(model, Verdict::Fails);
        if end == End::Greatest {
            worse.fewest()
        } else {
            let fewest = Waves::new(model, Verdict::Fails).fewest();
            worse.most(&fewest.wave)
        }
    });
    let uniqueness = if more.is_empty() { Uniqueness::Unique } else { Uniqueness::Differs(more) };
    answer.fall(worse, uniqueness)
}

/// Who fails at least.
pub(super) fn surely_failed(model: &Cascade) -> Vec<bool> {
    let fewest = Waves::new(model, Verdict::Stands).fewest();
    fewest.wave.iter().map(Option::is_some).collect()
}

/// A cascade under way.
struct Waves<'a> {
    model: &'a Cascade<'a>,
    /// What a party is taken for whose losses come too near to its buffer to tell.
    doubt: Verdict,
    loss: Vec<Loss>,
    wave: Vec<Option<u32>>,
    decreed: Vec<bool>,
}

impl<'a> Waves<'a> {
    fn new(model: &'a Cascade<'a>, doubt: Verdict) -> Waves<'a> {
        let parties = model.exposures.parties();
        let mut decreed = vec![false; parties];
        model.decreed.iter().for_each(|&party| decreed[party as usize] = true);
        let mut loss = vec![Loss::default(); parties];
        for (loss, &own) in loss.iter_mut().zip(model.losses.unwrap_or_default()) {
            loss.add(own);
        }
        Waves { model, doubt, loss, wave: vec![None; parties], decreed }
    }

    fn failed(&self, party: usize) -> bool {
        self.wave[party].is_some()
    }

    fn verdict(&self, party: usize) -> Verdict {
        if self.decreed[party] {
            return Verdict::Fails;
        }
        self.model.verdict(party, &self.loss[party], |debtor| self.failed(debtor))
    }

    fn fails(&self, party: usize) -> bool {
        let verdict = self.verdict(party);
        let verdict = if verdict == Verdict::Doubtful { self.doubt } else { verdict };
        verdict == Verdict::Fails
    }

    /// Adds what the failure of a party costs its creditors, or takes it off again. Answers with
    /// the creditors.
    fn pass_on(&mut self, party: usize, sign: f64) -> &'a [u32] {
        let part = sign * self.model.lost_part(party);
        let (creditors, amounts) = self.model.exposures.debts().row(party);
        for (&creditor, &amount) in creditors.iter().zip(amounts) {
            self.loss[creditor as usize].add(part * amount);
        }
        creditors
    }

    /// The fewest failures: nobody fails but for those before it.
    fn fewest(mut self) -> Waves<'a> {
        let mut falling: Vec<u32> =
            (0..self.wave.len() as u32).filter(|&party| self.fails(party as usize)).collect();
        let mut number = 0;
        while !falling.is_empty() {
            falling.iter().for_each(|&party| self.wave[party as usize] = Some(number));
            let mut touched = Vec::new();
            for &party in &falling {
                touched.extend_from_slice(self.pass_on(party as usize, 1.0));
            }
            touched.sort_unstable();
            touched.dedup();
            touched.retain(|&party| !self.failed(party as usize) && self.fails(party as usize));
            falling = touched;
            number += 1;
        }
        self
    }

    /// The most failures: everybody is taken to have failed, and who would stand all the same is
    /// set up again until nobody else is.
    fn most(mut self, fewest: &[Option<u32>]) -> Waves<'a> {
        let parties = self.wave.len();
        self.wave = vec![Some(0); parties];
        (0..parties).for_each(|party| {
            self.pass_on(party, 1.0);
        });
        let mut suspects: Vec<u32> = (0..parties as u32).collect();
        while !suspects.is_empty() {
            suspects.retain(|&party| self.failed(party as usize) && !self.fails(party as usize));
            suspects.iter().for_each(|&party| self.wave[party as usize] = None);
            let mut touched = Vec::new();
            for &party in &suspects {
                touched.extend_from_slice(self.pass_on(party as usize, -1.0));
            }
            touched.sort_unstable();
            touched.dedup();
            suspects = touched;
        }
        let failed: Vec<bool> = (0..parties).map(|party| self.failed(party)).collect();
        self.wave = worst_waves(fewest, &failed);
        self
    }

    fn any_doubtful(&self) -> bool {
        (0..self.wave.len()).any(|party| self.verdict(party) == Verdict::Doubtful)
    }

    /// What is left of a buffer at least and at most.
    fn worth(&self, party: usize) -> (f64, f64, f64) {
        let buffer = self.model.exposures.buffers()[party];
        let left: Sum = [buffer, -self.loss[party].total.value()].into_iter().collect();
        let worth = left.value();
        let failed = |debtor| self.failed(debtor);
        if left.is_exact() && self.model.is_known(party, &self.loss[party], failed) {
            return (worth, worth, worth);
        }
        let width = self.model.width(party, &self.loss[party])
            + self.model.exposures.buffer_slack(party)
            + f64::EPSILON * worth.abs();
        (worth - width, worth, worth + width)
    }

    /// The answer, with what would follow if all who are in doubt failed.
    fn fall(self, worse: Option<Waves>, uniqueness: Uniqueness) -> Fall {
        let parties = self.wave.len();
        let undecided = worse.as_ref().map_or_else(Vec::new, |worse| {
            let doubtful = |&party: &u32| {
                let party = party as usize;
                self.verdict(party) == Verdict::Doubtful
                    || self.failed(party) != worse.failed(party)
            };
            (0..parties as u32).filter(doubtful).collect()
        });
        let mut fall = Fall {
            wave: Vec::new(),
            loss: self.loss.iter().map(|loss| loss.total.value()).collect(),
            absorbed: Vec::with_capacity(parties),
            beyond: Vec::with_capacity(parties),
            worth: Vec::with_capacity(parties),
            lower: Vec::with_capacity(parties),
            upper: Vec::with_capacity(parties),
            certificate: Certificate {
                residual: 0.0,
                proved: true,
                uniqueness,
                undecided,
                rounds: 0,
                method: Method::Auto,
            },
        };
        for party in 0..parties {
            let (lower, worth, upper) = self.worth(party);
            let lower = worse.as_ref().map_or(lower, |worse| lower.min(worse.worth(party).0));
            let room = self.model.exposures.buffers()[party].max(0.0);
            fall.absorbed.push(fall.loss[party].min(room));
            fall.beyond.push(fall.loss[party] - fall.absorbed[party]);
            fall.worth.push(worth);
            fall.lower.push(lower);
            fall.upper.push(upper);
        }
        fall.wave = self.wave;
        fall.certificate.rounds = fall.waves() as usize;
        fall
    }
}
