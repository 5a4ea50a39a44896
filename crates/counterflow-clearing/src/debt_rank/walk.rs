//! The walk of 2012: distress is passed on once by each party, in the step after it is first
//! distressed.

use super::answer::{Distress, Walk};
use super::scenario::Scenario;
use crate::clearing::{Certificate, Uniqueness};
use crate::rounding::relative;

pub(super) fn walk(scenario: &Scenario) -> Walk {
    let mut steps = Steps::new(scenario);
    let mut active: Vec<u32> =
        (0..steps.h.len() as u32).filter(|&party| steps.h[party as usize] > 0.0).collect();
    let mut taken = 0;
    while !active.is_empty() {
        taken += 1;
        active = steps.step(&active, taken);
    }
    steps.ended(taken)
}

struct Steps<'a> {
    scenario: &'a Scenario<'a>,
    h: Vec<f64>,
    /// What each party has lost, in money; from one debtor no more than its buffer.
    loss: Vec<f64>,
    wave: Vec<Option<u32>>,
    /// Whether a party has ever been distressed.
    met: Vec<bool>,
}

impl<'a> Steps<'a> {
    fn new(scenario: &'a Scenario<'a>) -> Steps<'a> {
        let h = scenario.initial.clone();
        let losses = scenario.start.losses;
        Steps {
            scenario,
            loss: losses.map_or_else(|| vec![0.0; h.len()], <[f64]>::to_vec),
            wave: h.iter().map(|&h| (h >= 1.0).then_some(0)).collect(),
            met: h.iter().map(|&h| h > 0.0).collect(),
            h,
        }
    }

    /// One step; answers with those who are distressed for the first time.
    fn step(&mut self, active: &[u32], number: u32) -> Vec<u32> {
        let exposures = self.scenario.rank.exposures;
        let mut touched = Vec::new();
        for &party in active {
            let (creditors, amounts) = exposures.debts().row(party as usize);
            for (&creditor, &amount) in creditors.iter().zip(amounts) {
                let most = self.unit(creditor as usize);
                let buffer = exposures.buffers()[creditor as usize];
                // W is at most 1, and 1 where there is no buffer.
                let lost = if buffer > 0.0 { amount.min(most) } else { most };
                self.loss[creditor as usize] += lost * self.h[party as usize];
            }
            touched.extend_from_slice(creditors);
        }
        touched.sort_unstable();
        touched.dedup();
        for &party in &touched {
            let party = party as usize;
            self.h[party] = self.h[party].max(self.raw(party).min(1.0));
            if self.h[party] >= 1.0 && self.wave[party].is_none() {
                self.wave[party] = Some(number);
            }
        }
        touched.retain(|&party| !std::mem::replace(&mut self.met[party as usize], true));
        touched
    }

    /// What a party loses as a whole: its buffer, or anything if it has none.
    fn unit(&self, party: usize) -> f64 {
        let buffer = self.scenario.rank.exposures.buffers()[party];
        if buffer > 0.0 { buffer } else { 1.0 }
    }

    /// The distress of a party, if 1 were not the most.
    fn raw(&self, party: usize) -> f64 {
        self.loss[party] / self.unit(party)
    }

    /// By which part any distress may be off. All terms are positive and every operation is
    /// monotone, so relative errors add up: the largest of one sum, once for each step.
    fn error(&self, taken: u32) -> f64 {
        let rank = self.scenario.rank;
        let of = |party: usize| {
            let terms = rank.exposures.claims().row(party).0.len();
            relative(terms) + 2.0 * rank.exposures.buffer_slack(party) * rank.gain[party]
        };
        let largest = (0..self.h.len()).map(of).fold(0.0, f64::max);
        f64::from(taken + 1) * (largest + rank.exposures.rounding()) * (1.0 + 1e-6)
    }

    fn ended(self, taken: u32) -> Walk {
        let scenario = self.scenario;
        let error = self.error(taken);
        let sure = |party: usize| scenario.initial[party] >= 1.0 || self.h[party] <= 0.0;
        let bound = |party: usize, factor: f64| {
            let h = self.h[party];
            if sure(party) { h } else { (self.raw(party) * factor).clamp(0.0, 1.0) }
        };
        let parties = 0..self.h.len();
        let lower: Vec<f64> = parties.clone().map(|party| bound(party, 1.0 - error)).collect();
        let upper: Vec<f64> = parties.clone().map(|party| bound(party, 1.0 + error)).collect();
        let doubtful = |&party: &usize| !sure(party) && lower[party] < 1.0 && upper[party] >= 1.0;
        let undecided = parties.filter(doubtful).map(|party| party as u32).collect();
        let distress = Distress {
            impact: scenario.impact(&self.h),
            impact_lower: scenario.impact_at_least(&lower),
            impact_upper: scenario.impact_at_most(&upper),
            default: self.wave.iter().map(Option::is_some).collect(),
            h: self.h,
            lower,
            upper,
            certificate: Certificate {
                residual: 0.0,
                proved: true,
                uniqueness: Uniqueness::Unique,
                undecided,
                rounds: taken as usize,
                method: scenario.rank.method,
            },
        };
        Walk { distress, wave: self.wave }
    }
}
