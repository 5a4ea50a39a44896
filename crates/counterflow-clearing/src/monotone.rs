//! Monotone maps of vectors to vectors: where their greatest and least fixed points are, proved.
//!
//! By Tarski (1955) a monotone map `F` of a box into itself has a greatest and a least fixed
//! point. Four facts, for the greatest; the least is that of `−F(−x)` with all signs turned.
//!
//! * If no fixed point is above `x`, none is above `F(x)`, rounded up: iteration from the top
//!   bounds them all from above, at every step.
//! * Where `F(y)`, rounded down, is nowhere below `y`, the greatest fixed point is nowhere below
//!   `y`. So `y` is tried a little under the iterate: the check is one evaluation, and whatever
//!   proposed `y` need not be trusted.
//! * Let `M` bound the slopes of `F` between `z` and `x`, let `w > M w`, and let `F(z)`, rounded
//!   up, exceed `z` by at most `t (w − M w)`. A fixed point `g ≤ x` exceeds `z` by `d⁺` with
//!   `d⁺ ≤ M d⁺ + t (w − M w)`, so by no more than `t w`: Newton's steps are proved, or not taken.
//! * Where the iterate rests on the edge of a jump and rounding decides whether it jumps, the same
//!   search with everything rounded down ends under the jump: both sides are in the bracket.

use crate::clearing::{End, Uniqueness};
use crate::rounding::UNIT;

/// Which way an evaluation may be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// Not above the true value.
    Down,
    /// Not above nor below it on purpose.
    Near,
    /// Not below the true value.
    Up,
}

impl Side {
    /// What turning all signs makes of it.
    pub fn turned(self) -> Side {
        match self {
            Side::Down => Side::Up,
            Side::Near => Side::Near,
            Side::Up => Side::Down,
        }
    }

    /// The same on the other side: what a number is compared with where it stands below.
    pub fn turned_of(self, value: f64, error: f64) -> f64 {
        self.turned().of(value, error)
    }

    /// The number that `value`, off by at most `error`, becomes.
    pub fn of(self, value: f64, error: f64) -> f64 {
        match self {
            Side::Down => value - error,
            Side::Near => value,
            Side::Up => value + error,
        }
    }
}

/// A map whose values do not fall where its arguments rise.
pub(crate) trait Monotone {
    /// The map at `x`.
    fn apply(&self, x: &[f64], side: Side) -> Vec<f64>;

    /// Takes every number of `x` to where the map takes it, unless that is farther from `end`'s
    /// opposite than it is now. May use what it has just found.
    fn sweep(&self, x: &mut [f64], side: Side, end: End) {
        let next = self.apply(x, side);
        x.iter_mut().zip(next).for_each(|(x, next)| *x = toward(end, *x, next));
    }

    /// A `z ≥ 0` with about `z = right + M z`, where `M` bounds the slopes between `low` and
    /// `high`; nothing where slopes are not known, or have no such `z`.
    fn solve(&self, _low: &[f64], _high: &[f64], _right: &[f64]) -> Option<Vec<f64>> {
        None
    }

    /// `M w` or more; nothing where there are no slopes between `low` and `high`.
    fn reach(&self, _low: &[f64], _high: &[f64], _w: &[f64]) -> Option<Vec<f64>> {
        None
    }
}

/// The one of two numbers that is farther on the way from `end` to its opposite.
#[inline]
pub(crate) fn toward(end: End, x: f64, next: f64) -> f64 {
    match end {
        End::Greatest => x.min(next),
        End::Least => x.max(next),
    }
}

/// Where an extremal fixed point is.
#[derive(Clone, Debug)]
pub(crate) struct Enclosure {
    pub lower: Vec<f64>,
    pub upper: Vec<f64>,
    /// Sweeps and proofs tried.
    pub rounds: usize,
}

/// What is known before the search.
#[derive(Clone, Debug)]
pub(crate) struct Within {
    /// No fixed point is below this, and the map nowhere leads below it.
    pub bottom: Vec<f64>,
    /// No fixed point is above this.
    pub top: Vec<f64>,
    /// How wide the answer may be.
    pub error: f64,
}

/// Both extremal fixed points of a map.
#[derive(Clone, Debug)]
pub(crate) struct Both {
    pub greatest: Enclosure,
    pub least: Enclosure,
    /// How wide either was meant to be.
    pub error: f64,
}

impl Both {
    /// Which numbers are higher in the greatest fixed point than in the least: surely so, by the
    /// brackets, or by the points that are answered, where those are `decided` on nothing but a
    /// rounding. If there are none, the two are the same to within their brackets.
    pub fn uniqueness(&self, greatest: &[f64], least: &[f64], decided: bool) -> Uniqueness {
        let differs = |i: &usize| {
            let surely = self.greatest.lower[*i] > self.least.upper[*i];
            surely || !decided && greatest[*i] - least[*i] > 4.0 * self.error
        };
        let differing: Vec<u32> = (0..greatest.len()).filter(differs).map(|i| i as u32).collect();
        if differing.is_empty() { Uniqueness::Unique } else { Uniqueness::Differs(differing) }
    }
}

/// Brackets both ends. Each bounds the other where its own search found less. The two maps are one,
/// or the one for the least is nowhere above the other.
pub(crate) fn both<M: Monotone>(upper: &M, lower: &M, within: &Within) -> Both {
    let mut greatest = greatest(upper, within, None);
    let mut least = least(lower, within, &greatest.lower);
    for i in 0..within.top.len() {
        greatest.lower[i] = greatest.lower[i].max(least.lower[i]);
        least.upper[i] = least.upper[i].min(greatest.upper[i]);
    }
    Both { greatest, least, error: within.error }
}

/// The least fixed point. Where there is one only, `guess` is just under it.
fn least<M: Monotone>(map: &M, within: &Within, guess: &[f64]) -> Enclosure {
    let turned = Within {
        bottom: negative(&within.top),
        top: negative(&within.bottom),
        error: within.error,
    };
    let found = greatest(&Turned(map), &turned, Some(negative(guess)));
    Enclosure { lower: negative(&found.upper), upper: negative(&found.lower), rounds: found.rounds }
}

fn greatest<M: Monotone>(map: &M, within: &Within, guess: Option<Vec<f64>>) -> Enclosure {
    let mut above = Descent::new(map, within, within.top.clone(), Side::Up);
    above.guess = guess;
    above.run();
    let mut rounds = above.rounds;
    let lower = match above.below {
        Some(below) => below,
        None => {
            let mut under = Descent::new(map, within, above.x.clone(), Side::Down);
            under.run();
            rounds += under.rounds;
            under.below.unwrap_or_else(|| within.bottom.clone())
        }
    };
    // One step inward costs little, and frees small numbers from what large ones may be off by.
    let inner = |x: &[f64], side, farther: fn(f64, f64) -> f64| -> Vec<f64> {
        map.apply(x, side).iter().zip(x).map(|(next, x)| farther(*next, *x)).collect()
    };
    let (lower, upper) = (inner(&lower, Side::Down, f64::max), inner(&above.x, Side::Up, f64::min));
    Enclosure { lower, upper, rounds }
}

/// A map with all signs turned.
struct Turned<'a, M>(&'a M);

impl<M: Monotone> Monotone for Turned<'_, M> {
    fn apply(&self, x: &[f64], side: Side) -> Vec<f64> {
        negative(&self.0.apply(&negative(x), side.turned()))
    }

    fn sweep(&self, x: &mut [f64], side: Side, end: End) {
        let end = match end {
            End::Greatest => End::Least,
            End::Least => End::Greatest,
        };
        x.iter_mut().for_each(|x| *x = -*x);
        self.0.sweep(x, side.turned(), end);
        x.iter_mut().for_each(|x| *x = -*x);
    }

    fn solve(&self, low: &[f64], high: &[f64], right: &[f64]) -> Option<Vec<f64>> {
        self.0.solve(&negative(high), &negative(low), right)
    }

    fn reach(&self, low: &[f64], high: &[f64], w: &[f64]) -> Option<Vec<f64>> {
        self.0.reach(&negative(high), &negative(low), w)
    }
}

fn negative(x: &[f64]) -> Vec<f64> {
    x.iter().map(|x| -x).collect()
}

/// The largest difference between two vectors, where the first is above.
fn largest(above: &[f64], below: &[f64]) -> f64 {
    above.iter().zip(below).fold(0.0, |most, (a, b)| f64::max(most, a - b))
}

/// Adds a part of the largest to all: linear systems are solved roughly, and what outweighs the
/// solution must do so everywhere.
fn cushioned(mut misses: Vec<f64>, x: &[f64]) -> Vec<f64> {
    let most = misses.iter().copied().fold(0.0, f64::max);
    for (miss, x) in misses.iter_mut().zip(x) {
        *miss += 0.125 * most + UNIT * UNIT * x.abs() + f64::MIN_POSITIVE;
    }
    misses
}

/// Sweeps of one descent, after which it answers with what it has.
const SWEEPS: usize = 4_000;
/// A sweep that leaves more than this part of the last step is slow.
const SLOW: f64 = 0.5;
/// Sweeps after which a step is tried again, at most.
const LONGEST_WAIT: usize = 64;
/// What a sweep is taken to leave of the last step, at most, where it is not known.
const SLOWEST: f64 = 0.999;
/// How far under the iterate a proof is tried, in units of where it is expected. The iterate
/// itself is one where nothing was rounded, as in circles that are closed and exact.
const DEPTHS: [f64; 5] = [0.0, 1.0, 4.0, 16.0, 64.0];
/// Parts of Newton's step that are tried.
const PARTS: [f64; 3] = [1.0, 0.5, 0.25];

/// A search from above.
struct Descent<'a, M> {
    map: &'a M,
    within: &'a Within,
    side: Side,
    x: Vec<f64>,
    /// The highest vector found that the greatest fixed point is proved not to be below.
    below: Option<Vec<f64>>,
    /// A point to which a step may be provable at once.
    guess: Option<Vec<f64>>,
    rounds: usize,
}

impl<'a, M: Monotone> Descent<'a, M> {
    fn new(map: &'a M, within: &'a Within, x: Vec<f64>, side: Side) -> Descent<'a, M> {
        Descent { map, within, side, x, below: None, guess: None, rounds: 0 }
    }

    fn run(&mut self) {
        let (mut last, mut next_jump, mut wait) = (f64::INFINITY, 3, 4);
        let mut goal = self.within.error;
        for sweeps in 1..=SWEEPS {
            let before = self.x.clone();
            self.map.sweep(&mut self.x, self.side, End::Greatest);
            self.rounds += 1;
            let step = largest(&before, &self.x);
            let ratio = step / last;
            last = step;
            if step <= goal {
                goal = step / 4.0;
                if self.prove(ratio, step) || step == 0.0 {
                    return;
                }
            }
            if (ratio > SLOW || self.guess.is_some()) && sweeps >= next_jump {
                if self.jump() {
                    (last, wait) = (f64::INFINITY, 4);
                } else {
                    wait = (2 * wait).min(LONGEST_WAIT);
                }
                next_jump = sweeps + wait;
            }
        }
        self.prove(SLOWEST, last);
    }

    /// Tries to bound the greatest fixed point from below; whether the bracket is as narrow as
    /// was asked for, or as rounding lets it be.
    fn prove(&mut self, ratio: f64, step: f64) -> bool {
        let down = self.map.apply(&self.x, Side::Down);
        let rounding = largest(&self.map.apply(&self.x, Side::Up), &down);
        let misses = self.x.iter().zip(down).map(|(x, down)| 1.5 * (x - down).max(0.0)).collect();
        let misses = cushioned(misses, &self.x);
        let depth = self.map.solve(&self.x, &self.x, &misses).unwrap_or_else(|| {
            let left = 1.0 - ratio.min(SLOWEST);
            misses.iter().map(|miss| 4.0 * miss / left).collect()
        });
        for part in DEPTHS {
            self.rounds += 1;
            let tried = self.under(&depth, part);
            let down = self.map.apply(&tried, Side::Down);
            let holds = |i: usize| down[i] >= tried[i] || tried[i] <= self.within.bottom[i];
            if (0..tried.len()).all(holds) {
                let width = largest(&self.x, &tried);
                match &mut self.below {
                    Some(below) => {
                        below.iter_mut().zip(tried).for_each(|(old, new)| *old = old.max(new));
                    }
                    None => self.below = Some(tried),
                }
                return width <= self.within.error || step <= rounding;
            }
        }
        // On the edge of a jump no sweep gets any further.
        step <= 1e-3 * rounding
    }

    /// What is this much under the iterate, and not under the bottom.
    fn under(&self, depth: &[f64], part: f64) -> Vec<f64> {
        let at = self.x.iter().zip(depth).zip(&self.within.bottom);
        at.map(|((x, depth), bottom)| (x - part * depth).max(*bottom)).collect()
    }

    /// Tries a step of Newton's; whether one was proved that is worth more than a sweep.
    fn jump(&mut self) -> bool {
        let next = self.map.apply(&self.x, self.side);
        let step: Vec<f64> =
            self.x.iter().zip(&next).map(|(x, next)| (x - next).max(0.0)).collect();
        let sweep = largest(&self.x, &next);
        if self.guess.clone().is_some_and(|guess| self.moves(guess, sweep)) {
            self.guess = None;
            return true;
        }
        let Some(depth) = self.map.solve(&self.x, &self.x, &step) else {
            return false;
        };
        PARTS.iter().any(|&part| self.moves(self.under(&depth, part), sweep))
    }

    /// Steps to near `z`, if that can be proved and is worth more than a sweep.
    fn moves(&mut self, z: Vec<f64>, sweep: f64) -> bool {
        self.rounds += 1;
        let Some(proved) = self.excluded(z) else {
            return false;
        };
        let worth = largest(&self.x, &proved) > 2.0 * sweep;
        if worth {
            self.x = proved;
        }
        worth
    }

    /// A vector near `z` that no fixed point is above, if that can be proved.
    fn excluded(&self, z: Vec<f64>) -> Option<Vec<f64>> {
        let next = self.map.apply(&z, self.side);
        let excess: Vec<f64> = next.iter().zip(&z).map(|(next, z)| (next - z).max(0.0)).collect();
        let right = cushioned(excess.clone(), &z);
        let w = self.map.solve(&z, &self.x, &right)?;
        let reach = self.map.reach(&z, &self.x, &w)?;
        let mut factor = 0.0_f64;
        for ((excess, w), reach) in excess.iter().zip(&w).zip(&reach) {
            let room = w - reach;
            // A room of nothing, or of NaN, proves nothing.
            if !(room > 0.0 && room.is_finite()) {
                return None;
            }
            factor = factor.max(excess / room);
        }
        let factor = factor * (1.0 + 1e-9);
        let moved = |((z, w), x): ((&f64, &f64), &f64)| {
            let up = z + factor * w;
            (up + 4.0 * UNIT * up.abs()).min(*x)
        };
        Some(z.iter().zip(&w).zip(&self.x).map(moved).collect())
    }
}
