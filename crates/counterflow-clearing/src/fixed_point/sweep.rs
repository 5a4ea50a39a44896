//! Passes over the parties: Jacobi's, which wait for the end of a pass, and Gauss and Seidel's,
//! which use what they have just found.

use std::fmt;

use super::{Clamped, Point};

/// How a fixed point is sought. All methods agree to within their brackets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Method {
    /// Components in order; few sweeps, and the active set as soon as they turn out to be slow.
    #[default]
    Auto,
    /// Every party anew from the pass before: what is usually written by hand.
    Picard,
    /// Every party anew from what is known of the others so far, components in order.
    GaussSeidel,
    /// Newton's method on who is short: fictitious defaults, each round a linear system.
    ActiveSet,
}

impl Method {
    /// All methods.
    pub const ALL: [Method; 4] =
        [Method::Auto, Method::Picard, Method::GaussSeidel, Method::ActiveSet];

    /// The name that the command line takes.
    pub fn name(self) -> &'static str {
        match self {
            Method::Auto => "auto",
            Method::Picard => "picard",
            Method::GaussSeidel => "gauss-seidel",
            Method::ActiveSet => "active-set",
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What one sweep did.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Step {
    /// The largest change of a claim.
    pub largest: f64,
    /// The sum of the products of the changes with those of the sweep before.
    along: f64,
    /// The sums of the squares of both.
    now: f64,
    before: f64,
    /// How many claims are neither paid in full nor not at all.
    pub short: usize,
}

impl Step {
    /// If this sweep went where the one before it went, and so will all that follow: by how much
    /// they will lengthen it together.
    pub fn rest(&self) -> Option<f64> {
        let ratio = self.along / self.before;
        let aligned = self.along * self.along > ALIGNED * self.now * self.before;
        (aligned && ratio > WORTH && ratio < 1.0).then_some(ratio / (1.0 - ratio))
    }
}

/// Two steps go the same way if the square of the cosine between them is above this.
const ALIGNED: f64 = 0.98;

/// Steps that shrink by more than this are best waited for.
const WORTH: f64 = 0.2;

/// Goes on by as much as all further steps would, were they all like the last (Aitken 1926): one
/// slow direction is most of what is left of a sweep over a web.
pub(super) fn extrapolate(system: &Clamped, members: &[u32], rest: f64, point: &mut Point) {
    for &party in members {
        for claim in system.claims_on(party as usize) {
            let next = point.x[claim] + rest * point.change[claim];
            point.x[claim] = next.max(0.0).min(system.cap[claim]);
        }
    }
}

/// One sweep over the given parties, in place.
pub(super) fn gauss_seidel(system: &Clamped, members: &[u32], point: &mut Point) -> Step {
    if system.is_plain() {
        gauss_seidel_of::<true>(system, members, point)
    } else {
        gauss_seidel_of::<false>(system, members, point)
    }
}

fn gauss_seidel_of<const PLAIN: bool>(
    system: &Clamped,
    members: &[u32],
    point: &mut Point,
) -> Step {
    let mut step = Step::default();
    let x = &mut point.x;
    for &party in members {
        let party = party as usize;
        let value = system.value(party, x);
        point.value[party] = value;
        for claim in system.claims_of::<PLAIN>(party) {
            let next = system.paid(claim, value);
            let change = next - x[claim];
            step.largest = step.largest.max(change.abs());
            let before = std::mem::replace(&mut point.change[claim], change);
            step.along += change * before;
            step.now += change * change;
            step.before += before * before;
            step.short += usize::from(next > 0.0 && next < system.cap[claim]);
            x[claim] = next;
        }
    }
    step
}

/// One pass over all parties into `next`. Answers with the largest change of a claim.
pub(super) fn jacobi(system: &Clamped, x: &[f64], next: &mut [f64], values: &mut [f64]) -> f64 {
    let mut step = 0.0_f64;
    for (party, value) in values.iter_mut().enumerate() {
        *value = system.value(party, x);
        for claim in system.claims_on(party) {
            next[claim] = system.paid(claim, *value);
            step = step.max((next[claim] - x[claim]).abs());
        }
    }
    step
}

/// The claims that a cent more or less would move.
#[derive(Debug, Default)]
pub(super) struct Short {
    /// Their parties.
    pub parties: Vec<u32>,
    pub claims: Vec<u32>,
    /// How far what is paid on each is from what could be.
    pub residual: Vec<f64>,
}

impl Short {
    /// Looks at some parties: sets all their claims that are paid in full or not at all, and notes
    /// the others. Answers with the largest change that was made.
    pub fn look(&mut self, system: &Clamped, members: &[u32], point: &mut Point) -> f64 {
        if system.is_plain() {
            self.look_at::<true>(system, members, point)
        } else {
            self.look_at::<false>(system, members, point)
        }
    }

    fn look_at<const PLAIN: bool>(
        &mut self,
        system: &Clamped,
        members: &[u32],
        point: &mut Point,
    ) -> f64 {
        // One claim a party at most. Each is written in any case, and kept only if it moves: who
        // defaults cannot be guessed, and a wrong guess costs as much as ten debts.
        self.parties.resize(members.len() + 1, 0);
        self.claims.resize(members.len() + 1, 0);
        self.residual.resize(members.len() + 1, 0.0);
        let mut kept = 0;
        let mut moved = 0.0_f64;
        for &party in members {
            let value = system.value(party as usize, &point.x);
            let terms = system.matrix.row(party as usize).0.len();
            point.value[party as usize] = value;
            for claim in system.claims_of::<PLAIN>(party as usize) {
                let marginal = system.is_marginal(claim, value, terms);
                let paid = system.paid(claim, value);
                let change = paid - point.x[claim];
                self.parties[kept] = party;
                self.claims[kept] = claim as u32;
                self.residual[kept] = change;
                kept += usize::from(marginal);
                let change = if marginal { 0.0 } else { change };
                moved = moved.max(change.abs());
                point.x[claim] = if marginal { point.x[claim] } else { paid };
            }
        }
        self.parties.truncate(kept);
        self.claims.truncate(kept);
        self.residual.truncate(kept);
        moved
    }
}

/// The parties that were short when they last paid.
pub(super) fn were_short(system: &Clamped, members: &[u32], point: &Point) -> Vec<u32> {
    let mut short = vec![0; members.len() + 1];
    let mut kept = 0;
    for &party in members {
        let value = point.value[party as usize];
        let claims = system.claims_on(party as usize);
        let top = claims.clone().last().map_or(0.0, |claim| system.top_of(claim));
        short[kept] = party;
        kept += usize::from(value > system.floor[claims.start] && value < top);
    }
    short.truncate(kept);
    short
}

/// Watches steps shrink, and tells from them how far off the limit may still be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pace {
    step: f64,
    /// What was left of each of the last two steps in the next.
    ratios: [Option<f64>; 2],
}

impl Pace {
    pub fn new() -> Pace {
        Pace { step: f64::INFINITY, ratios: [None; 2] }
    }

    pub fn note(&mut self, step: f64) {
        let known = self.step.is_finite() && self.step > 0.0;
        self.ratios = [self.ratios[1], known.then_some(step / self.step)];
        self.step = step;
    }

    /// The larger of the last two ratios, once there are two.
    pub fn ratio(&self) -> Option<f64> {
        Some(self.ratios[0]?.max(self.ratios[1]?))
    }

    /// How far off the last point probably is: what is left of a geometric row of steps.
    pub fn error(&self) -> f64 {
        match self.ratio() {
            _ if self.step == 0.0 => 0.0,
            Some(ratio) if ratio < 1.0 => self.step * ratio / (1.0 - ratio),
            _ => f64::INFINITY,
        }
    }

    /// How many more sweeps it probably takes to be within `error`.
    pub fn sweeps_to(&self, error: f64) -> usize {
        self.ratio().map_or(MANY, |ratio| sweeps_until(self.error(), error, ratio))
    }
}

/// More sweeps than anybody waits for.
const MANY: usize = 100;

/// How many sweeps take an error to a goal if each leaves this part of it; [`MANY`] for more.
/// Counted, not computed from logarithms, which differ from machine to machine.
pub(super) fn sweeps_until(mut error: f64, goal: f64, ratio: f64) -> usize {
    let mut sweeps = 0;
    while error > goal && sweeps < MANY {
        error *= ratio;
        sweeps += 1;
    }
    sweeps
}
