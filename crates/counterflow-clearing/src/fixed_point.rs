//! The one fixed point on which most of the field's models stand.
//!
//! > `x_u = min(cap_u, max(0, V_i − floor_u))`, `V_i = base_i + gain_i (A x)_i`,
//!
//! for claims `u` on parties `i`, with `A ≥ 0`. The map is monotone, so it has a greatest and a
//! least fixed point (Tarski 1955). `active_set` finds the greatest, `bracket` proves where it is.

mod active_set;
mod bracket;
mod ceiling;
mod linear;
mod losses;
mod pace;
mod settled;
mod steps;
mod sweep;

use std::ops::Range;

use crate::components::Components;
use crate::rounding::relative;
use crate::sparse::Csr;

pub(crate) use active_set::greatest;
pub(crate) use bracket::{Bracket, bracket};
pub(crate) use ceiling::ground_of;
pub(crate) use linear::Linear;
pub(crate) use losses::Ahead;
pub(crate) use settled::{settled, settled_ahead, settled_beside};
pub use sweep::Method;

/// A system of clamped linear equations, by reference.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Clamped<'a> {
    /// Row: a party. Column: a claim.
    pub matrix: &'a Csr,
    /// Where the claims of each party start.
    pub claims: &'a [u32],
    /// Party of each claim.
    pub owner: &'a [u32],
    pub floor: &'a [f64],
    pub cap: &'a [f64],
    pub base: &'a [f64],
    /// Factor on all that each party receives; 1 where there is none.
    pub gain: Option<&'a [f64]>,
    /// By how much each base may be off; nothing where it is as the caller gave it.
    pub slack: Option<&'a [f64]>,
    pub components: &'a Components,
}

/// A point near a fixed point, and how many passes it took.
#[derive(Clone, Debug, Default)]
pub(crate) struct Point {
    /// What is paid on each claim.
    pub x: Vec<f64>,
    /// What each party had when it last paid.
    pub value: Vec<f64>,
    /// Passes over the slowest component; those over a part of it count as one.
    pub rounds: usize,
}

/// When to stop, and how to get there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Aim {
    pub method: Method,
    /// Error that is aimed at, in money.
    pub error: f64,
}

impl Clamped<'_> {
    pub fn parties(&self) -> usize {
        self.base.len()
    }

    /// Whether claim `i` is the one claim on party `i`, and ranks first.
    fn is_plain(&self) -> bool {
        self.cap.len() == self.base.len()
    }

    #[inline(always)]
    pub fn gain(&self, party: usize) -> f64 {
        self.gain.map_or(1.0, |gain| gain[party])
    }

    /// The factors of these parties.
    fn gains(&self, parties: &[u32]) -> Option<Vec<f64>> {
        self.gain.map(|gain| parties.iter().map(|&party| gain[party as usize]).collect())
    }

    /// What a party has if claims are paid as in `x`.
    #[inline(always)]
    pub fn value(&self, party: usize, x: &[f64]) -> f64 {
        self.base[party] + self.gain(party) * self.matrix.dot(party, x)
    }

    /// What is paid on a claim by a party that has this much.
    #[inline(always)]
    pub fn paid(&self, claim: usize, value: f64) -> f64 {
        (value - self.floor[claim]).max(0.0).min(self.cap[claim])
    }

    /// Pays all claims out of these values.
    pub fn pay(&self, values: &[f64], x: &mut [f64]) {
        if self.is_plain() {
            for ((x, value), cap) in x.iter_mut().zip(values).zip(self.cap) {
                *x = value.max(0.0).min(*cap);
            }
            return;
        }
        for (party, &value) in values.iter().enumerate() {
            for claim in self.claims_on(party) {
                x[claim] = self.paid(claim, value);
            }
        }
    }

    /// What arithmetic can be off by in the value of a party.
    #[inline(always)]
    pub fn rounding(&self, party: usize, value: f64) -> f64 {
        let slack = self.slack.map_or(0.0, |slack| slack[party]);
        // Products of tiny numbers are off by what the tiniest is, however small they are.
        relative(self.matrix.terms(party)) * value.abs() + (slack + f64::MIN_POSITIVE)
    }

    #[inline(always)]
    pub fn claims_on(&self, party: usize) -> Range<usize> {
        self.claims[party] as usize..self.claims[party + 1] as usize
    }

    /// The same, of a system that is known to be plain or not when the program is built.
    #[inline(always)]
    fn claims_of<const PLAIN: bool>(&self, party: usize) -> Range<usize> {
        if PLAIN { party..party + 1 } else { self.claims_on(party) }
    }

    /// A point at or above every fixed point where claims are finite; equity starts from nothing.
    pub fn top(&self) -> Vec<f64> {
        self.cap.iter().map(|&cap| if cap.is_finite() { cap } else { 0.0 }).collect()
    }

    /// Whether a claim takes the next cent of a party with this value, so that it moves with it;
    /// at most one claim on each party does.
    ///
    /// A claim that is short by less than what arithmetic can be off by counts as paid: else a
    /// closed circle of parties that pay in full looks singular.
    #[inline(always)]
    fn is_marginal(&self, claim: usize, value: f64, terms: usize) -> bool {
        let (floor, cap) = (self.floor[claim], self.cap[claim]);
        let top = floor + cap;
        // Of equity the right side is without end, and so is the left.
        let full = if cap.is_finite() { relative(terms) * top } else { 0.0 };
        (value > floor) & (top - value > full)
    }

    /// What a party must have to pay a claim in full.
    #[inline(always)]
    pub fn top_of(&self, claim: usize) -> f64 {
        self.floor[claim] + self.cap[claim]
    }
}
