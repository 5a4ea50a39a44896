//! The distress of 2015, as the one fixed point of the parties that it reaches.

use super::DebtRank;
use super::answer::Distress;
use super::loose;
use super::scenario::{Scenario, relative};
use crate::clearing::{Certificate, Uniqueness};
use crate::fixed_point::{Aim, Bracket, Clamped, Method, Point, bracket, greatest};

/// The least solution of `h = min(1, h0 + V h)`.
pub(super) fn linear(scenario: &Scenario) -> Distress {
    let reached = scenario.reached();
    let parts = Parts::new(scenario, &reached);
    let system = parts.system(scenario.rank);
    let (mut point, rounds) = seek(scenario, &system, &parts);
    let found = bracket(&system, &mut point);
    parts.distress(scenario, &reached, &found, rounds)
}

/// Seeks the solution. There is one, so any start will do, and distress is mostly near where it
/// begins; but from above no method can go astray, and sweeps cannot stop short.
fn seek(scenario: &Scenario, system: &Clamped, parts: &Parts) -> (Point, usize) {
    let (method, error) = (scenario.rank.method, scenario.rank.tolerance);
    let mut point = greatest(system, Aim { method, error }, parts.start());
    let mut rounds = point.rounds;
    for method in [method, Method::GaussSeidel] {
        if is_settled(system, error, &mut point) {
            break;
        }
        point = greatest(system, Aim { method, error }, system.top());
        rounds += point.rounds;
    }
    (point, rounds)
}

/// Whether a pass over all changes nothing to speak of, or the one after it: a bracket is as narrow
/// as what is reached and what it came from agree.
fn is_settled(system: &Clamped, error: f64, point: &mut Point) -> bool {
    (0..2).any(|_| {
        let mut change = 0.0_f64;
        for (party, value) in point.value.iter_mut().enumerate() {
            *value = system.value(party, &point.x);
        }
        for (party, x) in point.x.iter_mut().enumerate() {
            let next = system.paid(party, point.value[party]);
            change = change.max((next - *x).abs());
            *x = next;
        }
        change <= error
    })
}

/// The step of the recursion at which each party has lost its whole buffer.
pub(super) fn steps(scenario: &Scenario, most: u32) -> Vec<Option<u32>> {
    let buffers = scenario.rank.exposures.buffers();
    let mut h = scenario.initial.clone();
    let mut wave: Vec<Option<u32>> = h.iter().map(|&h| (h >= 1.0).then_some(0)).collect();
    for step in 1..=most {
        // What is new in each step adds up: all of it so far is h0 + V h of the step before.
        let next = |(party, &initial): (usize, &f64)| {
            relative(scenario.loss(party, &h), buffers[party]).max(initial)
        };
        let next: Vec<f64> = scenario.initial.iter().enumerate().map(next).collect();
        for (wave, &h) in wave.iter_mut().zip(&next) {
            *wave = wave.or((h >= 1.0).then_some(step));
        }
        if next == h {
            break;
        }
        h = next;
    }
    wave
}

/// What a shock makes of the prepared system.
struct Parts {
    /// Who loses its whole buffer by whole failures alone: known to the last digit.
    failed: Vec<bool>,
    cap: Vec<f64>,
    base: Vec<f64>,
    gain: Vec<f64>,
}

impl Parts {
    fn new(scenario: &Scenario, reached: &[bool]) -> Parts {
        let rank = scenario.rank;
        // Where there is no buffer, any distress is the whole of it.
        let whole = |party: &u32| {
            let party = *party as usize;
            scenario.initial[party] >= 1.0 || reached[party] && rank.gain[party] <= 0.0
        };
        let failing: Vec<u32> = (0..reached.len() as u32).filter(whole).collect();
        let failed = scenario.start.failing(&failing).surely_failed();
        let parties = 0..reached.len();
        // A failed party is out of the system: far above its cap, whatever reaches it.
        let base = |party: usize| if failed[party] { 2.0 } else { scenario.initial[party] };
        let gain = |party: usize| if failed[party] { 0.0 } else { rank.gain[party] };
        Parts {
            cap: reached.iter().map(|&reached| f64::from(u8::from(reached))).collect(),
            base: parties.clone().map(base).collect(),
            gain: parties.map(gain).collect(),
            failed,
        }
    }

    /// Distress before any of it spreads but by whole failures.
    fn start(&self) -> Vec<f64> {
        self.base.iter().zip(&self.cap).map(|(base, cap)| base.min(*cap)).collect()
    }

    fn system<'a>(&'a self, rank: &'a DebtRank) -> Clamped<'a> {
        Clamped {
            matrix: rank.exposures.claims(),
            claims: &rank.numbers,
            owner: &rank.numbers[..self.cap.len()],
            floor: &rank.floor,
            cap: &self.cap,
            base: &self.base,
            gain: Some(&self.gain),
            slack: Some(&rank.slack),
            components: rank.exposures.components(),
        }
    }

    fn distress(
        &self,
        scenario: &Scenario,
        reached: &[bool],
        found: &Bracket,
        rounds: usize,
    ) -> Distress {
        let distress = |values: &[f64]| -> Vec<f64> {
            let of = |party: usize| {
                if self.failed[party] { 1.0 } else { values[party].max(0.0).min(self.cap[party]) }
            };
            (0..values.len()).map(of).collect()
        };
        let h = distress(&found.value);
        let (lower, upper) = (distress(&found.low), distress(&found.high));
        let undecided = (0..h.len()).filter(|&party| lower[party] < 1.0 && upper[party] >= 1.0);
        let loose = loose::differing(scenario.rank, reached, &h);
        Distress {
            default: h.iter().map(|&h| h >= 1.0).collect(),
            impact: scenario.impact(&h),
            impact_lower: scenario.impact_at_least(&lower),
            impact_upper: scenario.impact_at_most(&upper),
            certificate: Certificate {
                residual: found.residual,
                proved: found.proved,
                uniqueness: if loose.is_empty() {
                    Uniqueness::Unique
                } else {
                    Uniqueness::Differs(loose)
                },
                undecided: undecided.map(|party| party as u32).collect(),
                rounds,
                method: scenario.rank.method,
            },
            h,
            lower,
            upper,
        }
    }
}
