//! The greatest fixed point from the side of those who are short: what each lacks is taken from
//! those whom it owes. Who pays in full is not read, so a sweep costs as much as the short owe.

use super::pace::Pace;
use super::steps::Steps;
use super::{Aim, Clamped, Point};
use crate::rounding::Sum;
use crate::sparse::Csr;

/// What sweeps of losses read beside a plain system without factors.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ahead<'a> {
    /// What each party receives if everybody pays.
    pub receivable: &'a [Sum],
    /// Row: a claim. Column: who holds it. Value: which part.
    pub owed_to: &'a Csr,
}

/// Sweeps after which losses count as slow.
const MOST_SWEEPS: usize = 100;
/// What is left of one step in the next where sweeps count as slow.
const SLOW: f64 = 0.9;
/// Losses below this part of the error that is aimed at are not passed on.
const LEAST: f64 = 0.01;

/// Sweeps until the error is below `aim.error`, or sweeps turn out to be slow: whether they came to
/// an end. The point is not below the greatest fixed point by more than roundings, but for jumps.
pub(super) fn sweeps(system: &Clamped, aim: Aim, ahead: Ahead) -> (Point, bool) {
    let mut losses = Losses::new(system, ahead, LEAST * aim.error);
    let mut pace = Pace::new();
    let mut rounds = 0;
    let mut done = false;
    while rounds < MOST_SWEEPS && !done && pace.ratio().is_none_or(|ratio| ratio <= SLOW) {
        let step = losses.sweep();
        rounds += 1;
        pace.note(step.largest);
        done = pace.error() <= aim.error;
        if let Some(rest) = step.rest().filter(|_| !done) {
            losses.extrapolate(rest);
            pace.jump();
        }
    }
    let x = system.cap.iter().zip(&losses.lacking).map(|(cap, lacking)| cap - lacking).collect();
    (Point { x, value: losses.value, rounds }, done)
}

/// Losses under way.
struct Losses<'a> {
    system: &'a Clamped<'a>,
    owed_to: &'a Csr,
    /// What each party has.
    value: Vec<f64>,
    /// The same before the last sweep.
    before: Vec<f64>,
    /// What of each claim is not paid, as far as its holders know.
    lacking: Vec<f64>,
    steps: Steps,
    least: f64,
}

impl<'a> Losses<'a> {
    fn new(system: &'a Clamped, ahead: Ahead<'a>, least: f64) -> Losses<'a> {
        let all = system.base.iter().zip(ahead.receivable);
        Losses {
            system,
            owed_to: ahead.owed_to,
            value: all.map(|(base, all)| base + all.value()).collect(),
            before: vec![0.0; system.parties()],
            lacking: vec![0.0; system.parties()],
            steps: Steps::over(system.parties()),
            least,
        }
    }

    /// Lets everybody pass on what it lacks beyond what it has passed on, payers first.
    fn sweep(&mut self) -> super::steps::Step {
        let parties = self.system.parties();
        let (value, cap) = (&mut self.value[..parties], &self.system.cap[..parties]);
        let lacking = &mut self.lacking[..parties];
        self.before.copy_from_slice(value);
        let changes = self.steps.turn();
        for (&party, change) in self.system.components.order.iter().zip(changes) {
            let party = party as usize;
            if party >= parties {
                break;
            }
            // A circle may lose more than all by a jump that went too far.
            let lacks = (cap[party] - value[party]).max(0.0).min(cap[party]);
            let loss = lacks - lacking[party];
            *change = 0.0;
            if loss.abs() > self.least {
                *change = loss;
                lacking[party] = lacks;
                let (holders, parts) = self.owed_to.row(party);
                for (&holder, part) in holders.iter().zip(parts) {
                    value[holder as usize] -= part * loss;
                }
            }
        }
        self.steps.seen(0)
    }

    /// Goes on by as much as all further sweeps would, were they all like the last: what they take
    /// from each is what the last one took, so no debt is read.
    fn extrapolate(&mut self, rest: f64) {
        for (&party, change) in self.system.components.order.iter().zip(self.steps.last()) {
            self.lacking[party as usize] += rest * change;
        }
        for (value, before) in self.value.iter_mut().zip(&self.before) {
            *value += rest * (*value - before);
        }
    }
}
