//! Where the greatest fixed point is, proved.
//!
//! Let `V` be values near the fixed point and `w > 0` a vector, one number a party, with
//! `w_i ≥ a_i + s_i`, where `a_i = gain_i Σ_k max_u A_iu w_k` over claims `u` on `k` that are not
//! paid in full and of which anything can be paid at all, and `s_i` bounds by how much `V` fails its
//! own equation, roundings included.
//!
//! * `V − w` is below what it leads to, so by Tarski's theorem the greatest fixed point is above it.
//! * `V + w` is above what it leads to. A fixed point that is higher somewhere is so by `z` with
//!   `z_i ≤ gain_i Σ_k max_u A_iu z_k`, which no `z ≠ 0` fulfills, since `w > a` makes that matrix
//!   one of spectral radius below one. So every fixed point is below `V + w`.
//!
//! A `w` is found by solving `w = s + M w` roughly. That is all that is taken on trust from the
//! solver, and it is checked: where a check fails, passes from above and from below bound all fixed
//! points, widely but truly.

use super::ceiling::{ceiling, ground};
use super::{Clamped, Linear, Point};
use crate::rounding::relative;
use crate::sparse::Csr;

/// A point and a proof of how far the greatest fixed point can be from it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bracket {
    /// What each party has.
    pub value: Vec<f64>,
    /// The true value of each party is not below this.
    pub low: Vec<f64>,
    /// The true value of each party is not above this.
    pub high: Vec<f64>,
    /// The larger of the distances of both bounds from the value.
    pub width: Vec<f64>,
    /// The largest difference between what is paid and what could be, over the largest claim.
    pub residual: f64,
    /// Whether a witness was found. If not, the bounds are those of a number of passes.
    pub proved: bool,
}

impl Bracket {
    /// The largest distance of a bound from its value.
    pub fn widest(&self) -> f64 {
        self.width.iter().copied().fold(0.0, f64::max)
    }
}

/// How roughly a witness is sought, at first and when that proves nothing.
const ROUGHLY: [f64; 3] = [0.2, 1e-2, 1e-5];
/// How often parties may turn out not to be paid in full for sure after all.
const ATTEMPTS: usize = 5;
/// Sweeps from above that tell on which claims nothing can be paid.
const SWEEPS: usize = 12;
/// Sweeps from above and below where nothing better can be proved.
const MANY_SWEEPS: usize = 100;
/// A bracket that is wider than this part of the largest claim calls for another witness.
const WIDE: f64 = 1e-9;

/// Brackets the greatest fixed point near a point, and moves it on by one pass. One pass over two
/// vectors, and what it takes to solve one linear system over those that are short, roughly.
pub(crate) fn bracket(system: &Clamped, point: &mut Point) -> Bracket {
    bracket_beside(system, point, None)
}

/// The same where some components, of which no other depends, are settled otherwise: nothing is
/// said about parties of which `settled` says so.
pub(super) fn bracket_beside(
    system: &Clamped,
    point: &mut Point,
    settled: Option<&[bool]>,
) -> Bracket {
    let mut before = std::mem::take(&mut point.value);
    // Where parties have several claims, some of them cannot be paid at all: a point that pays on
    // them is brought down first.
    let ceiling = if system.is_plain() { Vec::new() } else { ceiling(system, SWEEPS) };
    before.iter_mut().zip(&ceiling).for_each(|(value, &most)| *value = value.min(most));
    system.pay(&before, &mut point.x);
    let mut open = Open::new(system, &before, settled, ceiling);
    let mut result = None;
    for _ in 0..ATTEMPTS {
        let Some((found, missed)) = open.attempt(&point.x) else { break };
        if missed.is_empty() {
            result = Some(found);
            break;
        }
        open.admit(&missed);
    }
    let mut bracket = result.unwrap_or_else(|| by_passes(system, &point.x));
    bracket.residual = move_on(system, &bracket.value, &mut point.x);
    bracket
}

/// Pays all claims out of these values; answers with the largest change over the largest claim.
fn move_on(system: &Clamped, value: &[f64], x: &mut [f64]) -> f64 {
    let (mut change, mut scale) = (0.0_f64, 0.0_f64);
    for (party, &value) in value.iter().enumerate() {
        for claim in system.claims_on(party) {
            let paid = system.paid(claim, value);
            let cap = system.cap[claim];
            change = change.max((paid - x[claim]).abs());
            scale = scale.max(if cap.is_finite() { cap } else { paid });
            x[claim] = paid;
        }
    }
    if scale > 0.0 { change / scale } else { change }
}

/// Bounds that need no witness.
fn by_passes(system: &Clamped, x: &[f64]) -> Bracket {
    let (low, high) = (ground(system, MANY_SWEEPS), ceiling(system, MANY_SWEEPS));
    let value = |party: usize| system.value(party, x).min(high[party]).max(low[party]);
    let value: Vec<f64> = (0..system.parties()).map(value).collect();
    let ends = value.iter().zip(low.iter().zip(&high));
    let width = ends.map(|(value, (low, high))| (value - low).max(high - value)).collect();
    Bracket { value, low, high, width, residual: 0.0, proved: false }
}

/// Whether there is one fixed point only, whatever is paid in full in it: a witness that outweighs
/// all claims that can be paid at all.
pub(super) fn is_only_one(system: &Clamped) -> bool {
    let before = vec![0.0; system.parties()];
    let ceiling = if system.is_plain() { Vec::new() } else { ceiling(system, SWEEPS) };
    let mut open = Open::new(system, &before, None, ceiling);
    for (claim, place) in open.place.iter_mut().enumerate() {
        let party = system.owner[claim] as usize;
        let dead = open.ceiling.get(party).is_some_and(|&most| most <= system.floor[claim]);
        *place = if dead || system.cap[claim] <= 0.0 { Csr::NOWHERE } else { 0 };
    }
    open.number();
    let ones = vec![1.0; open.parties.len()];
    ROUGHLY.iter().any(|&relative| {
        let Some(w) = open.witness(&ones, relative) else { return false };
        let (_, reach) = open.values(&vec![0.0; system.cap.len()], &w);
        open.factor(&w, &ones, &reach).is_some()
    })
}

/// The claims that may not be paid in full, and the vector `w` on their parties.
struct Open<'a, 'b> {
    system: &'a Clamped<'b>,
    before: &'a [f64],
    settled: Option<&'a [bool]>,
    /// Where the party of each claim that may be short stands in the linear system.
    place: Vec<u32>,
    parties: Vec<u32>,
    /// What no party has more than, where parties have several claims.
    ceiling: Vec<f64>,
}

impl<'a, 'b> Open<'a, 'b> {
    fn new(
        system: &'a Clamped<'b>,
        before: &'a [f64],
        settled: Option<&'a [bool]>,
        ceiling: Vec<f64>,
    ) -> Self {
        let mut open = Open {
            system,
            before,
            settled,
            place: vec![Csr::NOWHERE; system.cap.len()],
            parties: Vec::new(),
            ceiling,
        };
        if system.is_plain() {
            open.admit_plain();
        } else {
            open.admit_layered();
        }
        open
    }

    /// Opens the claims that are short. Written without branches: who defaults cannot be guessed.
    fn admit_plain(&mut self) {
        let system = self.system;
        self.parties.resize(system.parties() + 1, 0);
        let mut kept = 0;
        for (party, &value) in self.before.iter().enumerate() {
            let margin = 4.0 * self.system.rounding(party, value);
            let short = (value - margin < system.top_of(party)) & (system.cap[party] > 0.0);
            let open = short & !self.settled.is_some_and(|settled| settled[party]);
            self.parties[kept] = party as u32;
            self.place[party] = if open { kept as u32 } else { Csr::NOWHERE };
            kept += usize::from(open);
        }
        self.parties.truncate(kept);
    }

    fn admit_layered(&mut self) {
        let system = self.system;
        for (party, &value) in self.before.iter().enumerate() {
            let margin = 4.0 * self.system.rounding(party, value);
            for claim in system.claims_on(party) {
                let dead = self.ceiling[party] <= system.floor[claim] * (1.0 - 1e-15);
                let short = value - margin < system.top_of(claim) && system.cap[claim] > 0.0;
                if short && !dead {
                    self.place[claim] = 0;
                }
            }
        }
        self.number();
    }

    /// Numbers the parties with an open claim.
    fn number(&mut self) {
        self.parties.clear();
        for party in 0..self.system.parties() {
            let claims = self.system.claims_on(party);
            let at = self.parties.len() as u32;
            let mut any = false;
            for place in self.place[claims].iter_mut().filter(|place| **place != Csr::NOWHERE) {
                *place = at;
                any = true;
            }
            if any {
                self.parties.push(party as u32);
            }
        }
    }

    fn admit(&mut self, missed: &[u32]) {
        for &claim in missed {
            self.place[claim as usize] = 0;
        }
        self.number();
    }

    /// Tries to prove a bracket; answers also with claims that were taken to be paid in full and
    /// may not be.
    fn attempt(&self, x: &[f64]) -> Option<(Bracket, Vec<u32>)> {
        let mut errors = self.errors();
        for relative in ROUGHLY {
            let w = self.witness(&errors, relative)?;
            let (value, reach) = self.values(x, &w);
            let misses = self.misses(&value);
            if let Some(factor) = self.factor(&w, &misses, &reach) {
                // One party that is far off must not widen all others by as much.
                let widest = reach.iter().fold(0.0_f64, |widest, reach| widest.max(*reach));
                let misfit = factor > 4.0 && factor * widest > WIDE * self.scale();
                let fitting = misfit.then(|| self.fitting(x, &misses)).flatten();
                let (value, reach, factor) = fitting.unwrap_or((value, reach, factor));
                return Some(self.ends(value, &reach, factor));
            }
            // A rough solver may have missed small parts altogether.
            let mean = errors.iter().sum::<f64>() / errors.len() as f64;
            errors.iter_mut().for_each(|error| *error = error.max(1e-3 * mean));
        }
        None
    }

    /// The largest claim that is finite.
    fn scale(&self) -> f64 {
        let caps = self.system.cap.iter().copied().filter(|cap| cap.is_finite());
        caps.fold(0.0, f64::max)
    }

    /// A second witness, made to measure.
    fn fitting(&self, x: &[f64], misses: &[f64]) -> Option<(Vec<f64>, Vec<f64>, f64)> {
        // Small parts of what is solved roughly may be far off, so it is solved better and better;
        // and room that is nothing beside what comes in would be lost in its rounding.
        let mut errors = misses.to_vec();
        for relative in [1e-2, 1e-6, 1e-12] {
            let w = self.witness(&errors, relative)?;
            let (value, reach) = self.values(x, &w);
            match self.factor(&w, misses, &reach) {
                Some(factor) if factor <= 4.0 => return Some((value, reach, factor)),
                _ => errors.iter_mut().zip(&w).for_each(|(error, w)| *error = error.max(1e-6 * w)),
            }
        }
        None
    }

    fn ends(&self, value: Vec<f64>, reach: &[f64], factor: f64) -> (Bracket, Vec<u32>) {
        let system = self.system;
        let width = |party: usize| {
            let rounding = self.system.rounding(party, value[party]);
            (factor * reach[party]) * (1.0 + 1e-9) + rounding
        };
        let width: Vec<f64> = (0..system.parties()).map(width).collect();
        let low: Vec<f64> = value.iter().zip(&width).map(|(value, width)| value - width).collect();
        let high = value.iter().zip(&width).map(|(value, width)| value + width).collect();
        let missed = (0..system.cap.len()).filter(|&claim| {
            let party = system.owner[claim] as usize;
            let full = (self.place[claim] == Csr::NOWHERE) & (system.cap[claim] > 0.0);
            let may_be_short = full & (low[party] < system.top_of(claim));
            may_be_short
                && !self.settled.is_some_and(|settled| settled[party])
                && !self.is_dead(claim)
        });
        let missed = missed.map(|claim| claim as u32).collect();
        (Bracket { value, low, high, width, residual: 0.0, proved: true }, missed)
    }

    /// Whether nothing can be paid on a claim in any fixed point.
    fn is_dead(&self, claim: usize) -> bool {
        let party = self.system.owner[claim] as usize;
        let ceiling = self.ceiling.get(party).copied().unwrap_or(f64::INFINITY);
        ceiling <= self.system.floor[claim] * (1.0 - 1e-15)
    }

    /// About what the equation of each open party may be off by.
    fn errors(&self) -> Vec<f64> {
        let error = |&party: &u32| {
            let party = party as usize;
            let most = self.before[party].abs().max(self.system.base[party].abs());
            self.system.rounding(party, most)
        };
        self.parties.iter().map(error).collect()
    }

    /// By how much the equation of each open party is off at most.
    fn misses(&self, value: &[f64]) -> Vec<f64> {
        let miss = |&party: &u32| {
            let party = party as usize;
            let most = value[party].abs().max(self.before[party].abs());
            (value[party] - self.before[party]).abs() + self.system.rounding(party, most)
        };
        self.parties.iter().map(miss).collect()
    }

    /// A vector that outweighs all that reaches each party.
    fn witness(&self, errors: &[f64], relative: f64) -> Option<Vec<f64>> {
        let mut matrix = self.system.matrix.part(&self.parties, &self.place);
        if !self.system.is_plain() {
            matrix = matrix.with_largest();
        }
        let gain = self.system.gains(&self.parties);
        let mut w = errors.to_vec();
        Linear { matrix, gain }.solve(errors, &mut w, relative).map(|_| w)
    }

    /// What each party has, and how much of the witness reaches it.
    fn values(&self, x: &[f64], w: &[f64]) -> (Vec<f64>, Vec<f64>) {
        let system = self.system;
        let sums = if system.is_plain() { self.sums_plain(x, w) } else { self.sums(x, w) };
        let sums = sums.into_iter().enumerate().map(|(party, [received, reach])| {
            let gain = system.gain(party);
            (system.base[party] + gain * received, gain * reach)
        });
        sums.unzip()
    }

    /// What each party receives, and how much of the witness.
    fn sums_plain(&self, x: &[f64], w: &[f64]) -> Vec<[f64; 2]> {
        let mut pairs: Vec<[f64; 2]> = x.iter().map(|&x| [x, 0.0]).collect();
        for (&party, &w) in self.parties.iter().zip(w) {
            pairs[party as usize][1] = w;
        }
        (0..self.system.parties())
            .map(|party| self.system.matrix.dot_pairs(party, &pairs))
            .collect()
    }

    /// The same where parties have several claims on them.
    fn sums(&self, x: &[f64], w: &[f64]) -> Vec<[f64; 2]> {
        let of = |&place: &u32| if place == Csr::NOWHERE { 0.0 } else { w[place as usize] };
        let spread: Vec<f64> = self.place.iter().map(of).collect();
        let both = |party| [self.system.matrix.dot(party, x), self.reach(party, &spread)];
        (0..self.system.parties()).map(both).collect()
    }

    /// How much of the witness reaches a party: of several claims on one party the largest part.
    fn reach(&self, party: usize, spread: &[f64]) -> f64 {
        let (columns, values) = self.system.matrix.row(party);
        let (mut sum, mut largest, mut owner) = (0.0, 0.0_f64, u32::MAX);
        for (&claim, &part) in columns.iter().zip(values) {
            if self.system.owner[claim as usize] != owner {
                owner = self.system.owner[claim as usize];
                sum += std::mem::take(&mut largest);
            }
            largest = largest.max(part * spread[claim as usize]);
        }
        sum + largest
    }

    /// The least factor with which the witness proves a bracket, if any does.
    fn factor(&self, w: &[f64], misses: &[f64], reach: &[f64]) -> Option<f64> {
        let mut factor = 0.0_f64;
        for ((&party, &w), &miss) in self.parties.iter().zip(w).zip(misses) {
            let terms = self.system.matrix.row(party as usize).0.len();
            let room = w - reach[party as usize] * (1.0 + relative(terms));
            // A room of nothing, or of NaN, proves nothing.
            if !(room > 0.0 && room.is_finite()) {
                return None;
            }
            factor = factor.max(miss / room);
        }
        factor.is_finite().then_some(factor * (1.0 + 1e-9))
    }
}
