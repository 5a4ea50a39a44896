//! One vector that proves a bracket for every scenario of a web.
//!
//! Let `A` be the parts in which parties receive what others pay, and `w > A w` a vector, one
//! number a party: there is one unless some parties owe one another everything in a closed circle.
//! A sweep has left payments `y`, and changed none by more than `D w_j`. What party `i` was computed
//! from was out of date only in the payments of those that the sweep comes to later, itself
//! included: by `D (U w)_i` at most, where `U` is that part of `A`. With
//!
//! > `f = max_i (D (U w)_i + rounding_i) / (w_i − (A w)_i)`
//!
//! `y − f w` is below what it leads to and `y + f w` above, so by Tarski's theorem the fixed point is
//! between them; it is the only one, as the spectral radius of `A` is below one. What party `i` has
//! is within `f (A w)_i + D (U w)_i + rounding_i` of what the sweep found. So no pass is spent on a
//! proof, and a lane is done as soon as it is proved to be.

use crate::fixed_point::Linear;
use crate::rounding::relative;
use crate::web::Web;

/// How roughly a witness is sought, at first and when that proves nothing.
const ROUGHLY: [f64; 3] = [1e-2, 1e-5, 1e-9];
/// Room for the roundings of the proof's own arithmetic.
const ROOM: f64 = 1.0 + 1e-9;

/// What is the same for all scenarios of a web.
#[derive(Clone, Debug)]
pub(super) struct Witness {
    /// One over `w`.
    pub weight: Vec<f64>,
    /// `A w`.
    reach: Vec<f64>,
    /// `U w`.
    later: Vec<f64>,
    /// `w − A w`.
    room: Vec<f64>,
    /// What arithmetic may be off by, over what a party has.
    rounding: Vec<f64>,
    /// The same, over the room of the party.
    doubt: Vec<f64>,
    /// The largest `U w` over `w − A w`.
    gain: f64,
    /// The widest bracket for `D = 1`, roundings left out.
    widest: f64,
    /// The largest `w`.
    most: f64,
    /// The largest `U w`.
    latest: f64,
    /// The largest debt of a party.
    scale: f64,
    /// What each party receives at most.
    pub receivable: Vec<f64>,
}

/// How far one answer can be off.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Proof {
    /// `f`.
    pub factor: f64,
    /// `D`.
    pub change: f64,
}

impl Witness {
    /// The witness of a plain web, if there is one.
    pub fn new(web: &Web) -> Option<Witness> {
        let receivable: Vec<f64> = web.receivable.iter().map(|sum| sum.value()).collect();
        let rounding: Vec<f64> =
            (0..web.parties()).map(|party| relative(web.receives.row(party).0.len())).collect();
        let sizes: Vec<f64> = (0..web.parties())
            .map(|party| receivable[party].max(web.due[party]) + web.external_assets[party])
            .collect();
        // A party with next to nothing still needs some room.
        let mean = sizes.iter().sum::<f64>() / sizes.len().max(1) as f64;
        let wanted: Vec<f64> =
            sizes.iter().map(|size| size + 1e-3 * mean + f64::MIN_POSITIVE).collect();
        let linear = Linear { matrix: web.receives.clone(), gain: None };
        for roughly in ROUGHLY {
            let mut w = wanted.clone();
            linear.solve(&wanted, &mut w, roughly)?;
            let found = Witness::of(web, &w, receivable.clone(), rounding.clone());
            if found.is_some() {
                return found;
            }
        }
        None
    }

    fn of(web: &Web, w: &[f64], receivable: Vec<f64>, rounding: Vec<f64>) -> Option<Witness> {
        let (reach, later) = reached(web, w);
        let room: Vec<f64> = w.iter().zip(&reach).map(|(w, reach)| w - reach).collect();
        // A room of nothing, or of NaN, proves nothing.
        if !room.iter().all(|&room| room > 0.0 && room.is_finite()) {
            return None;
        }
        let gains = later.iter().zip(&room).map(|(later, room)| later / room);
        let gain = gains.fold(0.0, f64::max) * ROOM;
        let doubt = rounding.iter().zip(&room).map(|(part, room)| part / room * ROOM).collect();
        let widths = reach.iter().zip(&later).map(|(reach, later)| gain * reach + later);
        let widest = widths.fold(0.0, f64::max) * ROOM;
        let most = w.iter().copied().fold(0.0, f64::max);
        let weight = w.iter().map(|w| ROOM / w).collect();
        let latest = later.iter().copied().fold(0.0, f64::max);
        let found = Witness {
            weight,
            reach,
            later,
            room,
            rounding,
            doubt,
            gain,
            widest,
            most,
            latest,
            scale: web.due.iter().copied().fold(0.0, f64::max),
            receivable,
        };
        (widest.is_finite() && found.weight.iter().all(|w| w.is_finite())).then_some(found)
    }

    /// What `f` is at least with these assets: the part of roundings.
    pub fn floor(&self, assets: &[f64]) -> f64 {
        self.largest(assets, &self.doubt) * ROOM
    }

    /// The largest change `D` after which every bracket is within `error`, if there is one.
    pub fn goal(&self, error: f64, floor: f64) -> Option<f64> {
        let left = error - floor * self.most * ROOM;
        // Where no bracket is wider for any change, none is too large.
        (left > 0.0).then(|| left / self.widest.max(f64::MIN_POSITIVE) / ROOM)
    }

    /// A change that numbers of 32 bits cannot tell from none.
    pub fn blur(&self, assets: &[f64]) -> f64 {
        const UNTOLD: f64 = 8.0 * f32::EPSILON as f64;
        self.largest(assets, &self.weight) * UNTOLD
    }

    /// The largest of what parties may have, each times a factor.
    fn largest(&self, assets: &[f64], factor: &[f64]) -> f64 {
        let parties = assets.iter().zip(&self.receivable).zip(factor);
        let products = parties.map(|((assets, receivable), factor)| (assets + receivable) * factor);
        largest(&products.collect::<Vec<_>>())
    }

    /// The proof for a lane whose last sweep changed payments by `change`.
    pub fn proof(&self, change: f64, floor: f64) -> Proof {
        Proof { factor: (self.gain * change + floor) * ROOM, change }
    }

    /// By how much what a party has may differ from the value that was found.
    #[inline]
    pub fn width(&self, party: usize, value: f64, proof: Proof) -> f64 {
        let reached = proof.factor * self.reach[party] + proof.change * self.later[party];
        (reached + self.rounding[party] * value) * ROOM
    }

    /// At most what payments are off from what could be paid after a sweep that changed none by
    /// more than this, over the largest debt.
    pub fn residual(&self, change: f64) -> f64 {
        self.relative(change * self.latest)
    }

    /// An amount over the largest debt.
    pub fn relative(&self, amount: f64) -> f64 {
        if self.scale > 0.0 { amount / self.scale } else { amount }
    }

    /// The factor that a proof needs if the payment of a party is off by `change`.
    pub fn need(&self, party: usize, change: f64, floor: f64) -> f64 {
        (change / self.room[party] + floor) * ROOM
    }

    /// The largest factor with which all brackets are within `error`.
    pub fn most_factor(&self, error: f64) -> f64 {
        error / self.most / ROOM
    }
}

/// The largest of some numbers from 0 up.
pub(super) fn largest(numbers: &[f64]) -> f64 {
    // Several maxima at once, as each would wait for the last.
    let mut most = [0.0_f64; 16];
    for numbers in numbers.chunks(most.len()) {
        for (most, &number) in most.iter_mut().zip(numbers) {
            *most = if number > *most { number } else { *most };
        }
    }
    most.into_iter().fold(0.0, f64::max)
}

/// How much of a vector reaches each party, from all and from those that a sweep comes to later.
fn reached(web: &Web, w: &[f64]) -> (Vec<f64>, Vec<f64>) {
    let place = web.components.places();
    let of = |party: usize| {
        let (payers, parts) = web.receives.row(party);
        let (mut all, mut later) = (0.0, 0.0);
        for (&payer, part) in payers.iter().zip(parts) {
            let reach = part * w[payer as usize];
            all += reach;
            later += if place[payer as usize] >= place[party] { reach } else { 0.0 };
        }
        let room = 1.0 + relative(payers.len());
        (all * room, later * room)
    };
    (0..w.len()).map(of).unzip()
}
