//! The greatest fixed point: sweeps from above, component by component, and Newton's method on
//! who is short where sweeps are slow.

use super::pace::Pace;
use super::steps::Steps;
use super::sweep::{Short, jacobi, were_short};
use super::{Aim, Clamped, Linear, Method, Point};
use crate::sparse::Csr;

/// Sweeps over one component after which even slow ones are stopped; a bracket tells the rest.
const MOST_SWEEPS: usize = 200_000;
/// Rounds of Newton's method over one component. Each either changes who is short, or ends.
const MOST_NEWTON: usize = 200;
/// Few are short if they are less than one in so many: a linear system of them costs no more than a
/// sweep over all.
const FEW: usize = 3;
/// Who is short counts as known if a step changed no more than one in so many, times what the step
/// made of what was lacking.
const SETTLED: f64 = 100.0;
/// Sweeps that are waited for rather than to set up a linear system.
const PATIENCE: usize = 2;
/// What is left of one step in the next where sweeps count as slow.
const SLOW: f64 = 0.9;

/// How much nearer than asked for sweeps go: what can be proved of a point is less than what holds.
pub(super) const SPARE: f64 = 0.2;

/// The greatest fixed point to within about `aim.error`, from a point that is not below it.
pub(crate) fn greatest(system: &Clamped, aim: Aim, x: Vec<f64>) -> Point {
    greatest_beside(system, aim, x, None)
}

/// The same where some components, of which no other depends, are settled otherwise: nothing is
/// done about parties of which `settled` says so.
pub(super) fn greatest_beside(
    system: &Clamped,
    aim: Aim,
    x: Vec<f64>,
    settled: Option<&[bool]>,
) -> Point {
    let aim = Aim { error: SPARE * aim.error, ..aim };
    let mut point = Point { x, value: vec![0.0; system.parties()], rounds: 0 };
    point.rounds = match aim.method {
        Method::Picard => picard(system, aim, &mut point),
        _ => by_component(system, aim, &mut point, settled),
    };
    point
}

fn picard(system: &Clamped, aim: Aim, point: &mut Point) -> usize {
    let mut next = point.x.clone();
    let mut pace = Pace::new();
    for round in 1..=MOST_SWEEPS {
        pace.note(jacobi(system, &point.x, &mut next, &mut point.value));
        std::mem::swap(&mut point.x, &mut next);
        if pace.error() <= aim.error {
            return round;
        }
    }
    MOST_SWEEPS
}

fn by_component(system: &Clamped, aim: Aim, point: &mut Point, settled: Option<&[bool]>) -> usize {
    let (mut steps, mut newton) = (Steps::default(), Newton::new(system));
    let mut rounds = 0;
    for members in system.components.iter() {
        if members.iter().any(|&party| settled.is_some_and(|settled| settled[party as usize])) {
            continue;
        }
        steps.start(system, members);
        let taken = match members {
            [party] if !receives_from_itself(system, *party) => {
                steps.sweep(system, members, point);
                1
            }
            _ => one_component(system, members, aim, point, &mut steps, &mut newton),
        };
        rounds = rounds.max(taken);
    }
    rounds
}

fn receives_from_itself(system: &Clamped, party: u32) -> bool {
    let own = system.claims_on(party as usize);
    system.matrix.row(party as usize).0.iter().any(|&claim| own.contains(&(claim as usize)))
}

/// Sweeps, and jumps ahead where all that is left goes one way; Newton's method where few are short
/// or sweeps are slow; then, should that not have ended, sweeps again.
fn one_component(
    system: &Clamped,
    members: &[u32],
    aim: Aim,
    point: &mut Point,
    steps: &mut Steps,
    newton: &mut Newton,
) -> usize {
    let plainly = aim.method == Method::GaussSeidel;
    let mut tried = plainly;
    let mut pace = Pace::new();
    let mut short = usize::MAX;
    for sweep in 1..=MOST_SWEEPS {
        let step = steps.sweep(system, members, point);
        pace.note(step.largest);
        if pace.error() <= aim.error {
            return sweep;
        }
        let moving = short.abs_diff(step.short);
        short = step.short;
        let few = step.short * FEW < members.len();
        let slow = pace.ratio().is_some_and(|ratio| ratio > SLOW);
        let ready = (slow || few) && pace.sweeps_to(aim.error) > PATIENCE;
        if !tried && (ready || aim.method == Method::ActiveSet) {
            tried = true;
            let (rounds, done) = newton.run(members, aim.error, moving, point);
            if done {
                return sweep + rounds;
            }
        } else if let Some(rest) = step.rest().filter(|_| !plainly) {
            steps.extrapolate(system, members, rest, point);
            pace.jump();
        }
    }
    MOST_SWEEPS
}

/// Newton's method on one component: who is short is taken as known, the linear system of that is
/// solved, and who is short is asked again. Howard's policy iteration, the fictitious defaults of
/// Eisenberg and Noe (2001) where the linear systems are solved to the end.
struct Newton<'a> {
    system: Clamped<'a>,
    /// Where each claim stands in the linear system.
    place: Vec<u32>,
    short: Short,
}

impl<'a> Newton<'a> {
    fn new(system: &Clamped<'a>) -> Newton<'a> {
        Newton { system: *system, place: Vec::new(), short: Short::default() }
    }

    /// Starts where a sweep has changed by so many who is short. Answers with its sweeps, and
    /// whether it came to an end.
    fn run(
        &mut self,
        members: &[u32],
        error: f64,
        mut moving: usize,
        point: &mut Point,
    ) -> (usize, bool) {
        self.place.resize(point.x.len(), Csr::NOWHERE);
        // The sweep before has seen everybody: at first, those who are short are looked at alone.
        self.short.look(&self.system, &were_short(&self.system, members, point), point);
        let mut rounds = 1;
        let mut linear = self.linear();
        let (mut confirmed, mut gain) = (false, 1.0_f64);
        for _ in 0..MOST_NEWTON {
            let precision = self.precision(error / gain, moving);
            let mut change = vec![0.0; linear.size()];
            let Some(sweeps) = linear.solve(&self.short.residual, &mut change, precision) else {
                return (rounds, false);
            };
            rounds += sweeps;
            if !self.apply(&change, point) {
                return (rounds, false);
            }
            // Where little leaks, one who falls moves all others by much more than it lacks.
            gain = gain.max(largest(&change) / largest(&self.short.residual));
            // One step takes in a handful of others, and a bracket looks at that.
            if confirmed {
                return (rounds, true);
            }
            let last = std::mem::take(&mut self.short.claims);
            self.short.look(&self.system, members, point);
            rounds += 1;
            let same = last == self.short.claims;
            if same && moving == 0 {
                return (rounds, true);
            }
            if !same {
                linear = self.linear();
            }
            moving = last.len().abs_diff(self.short.claims.len());
            confirmed = moving as f64 * SETTLED * gain <= last.len() as f64;
            moving = if confirmed { 0 } else { moving };
        }
        (rounds, false)
    }

    fn linear(&mut self) -> Linear {
        for (at, &claim) in self.short.claims.iter().enumerate() {
            self.place[claim as usize] = at as u32;
        }
        let matrix = self.system.matrix.part(&self.short.parties, &self.place);
        for &claim in &self.short.claims {
            self.place[claim as usize] = Csr::NOWHERE;
        }
        Linear { matrix, gain: self.system.gains(&self.short.parties) }
    }

    /// How much of its right-hand side a linear system may leave over: where some are taken for
    /// short who are not, there is no point in being more exact than that.
    fn precision(&self, error: f64, moving: usize) -> f64 {
        let size = largest(&self.short.residual);
        let wrong = moving as f64 / self.short.claims.len().max(1) as f64;
        (0.1 * error / size).max(0.2 * wrong).clamp(1e-13, 0.1)
    }

    /// Adds a correction; whether that could be done.
    fn apply(&self, change: &[f64], point: &mut Point) -> bool {
        for ((&claim, &party), change) in
            self.short.claims.iter().zip(&self.short.parties).zip(change)
        {
            let (claim, party) = (claim as usize, party as usize);
            if !change.is_finite() {
                return false;
            }
            point.x[claim] = (point.x[claim] + change).max(0.0).min(self.system.cap[claim]);
            point.value[party] = self.system.floor[claim] + point.x[claim];
        }
        true
    }
}

/// The largest of some numbers, whatever their signs.
fn largest(numbers: &[f64]) -> f64 {
    numbers.iter().fold(0.0, |largest, number| largest.max(number.abs()))
}
