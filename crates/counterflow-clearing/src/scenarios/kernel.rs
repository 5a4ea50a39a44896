//! One pass over the web for all scenarios that are in the lanes.
//!
//! What is known of a party stands side by side for all scenarios, so that each debt is read once
//! for all of them, and one instruction adds it to as many as a register holds.

use pulp::{Arch, Simd, WithSimd};

use super::real::Real;
use crate::web::Web;

/// Bytes that one read of memory brings: numbers that start there are read once and not twice.
pub(super) const LINE: usize = 64;

/// Numbers that start where a line of memory does.
#[derive(Debug, Default)]
pub(super) struct Aligned<T> {
    room: Vec<T>,
    from: usize,
    len: usize,
}

impl<T: Real> Aligned<T> {
    pub fn new(len: usize) -> Aligned<T> {
        let spare = LINE / size_of::<T>();
        let room = vec![T::default(); len + spare];
        let from = room.as_ptr().align_offset(LINE).min(spare);
        Aligned { room, from, len }
    }

    pub fn get(&self) -> &[T] {
        &self.room[self.from..self.from + self.len]
    }

    pub fn get_mut(&mut self) -> &mut [T] {
        &mut self.room[self.from..self.from + self.len]
    }
}

/// What a sweep tells of each lane.
#[derive(Debug)]
pub(super) struct Step<T> {
    numbers: Aligned<T>,
    lanes: usize,
}

impl<T: Real> Step<T> {
    pub fn new(lanes: usize) -> Step<T> {
        Step { numbers: Aligned::new(3 * lanes), lanes }
    }

    pub fn set_lanes(&mut self, lanes: usize) {
        self.lanes = lanes;
    }

    /// The largest change of a payment, over the weight of the party.
    pub fn largest(&self, lane: usize) -> f64 {
        self.numbers.get()[lane].get()
    }

    /// The sum of all changes.
    pub fn sum(&self, lane: usize) -> f64 {
        self.numbers.get()[self.lanes + lane].get()
    }

    /// The sum of their squares.
    pub fn square(&self, lane: usize) -> f64 {
        self.numbers.get()[2 * self.lanes + lane].get()
    }
}

/// The web as numbers of the kind that the lanes hold.
#[derive(Clone, Copy, Debug)]
pub(super) struct Terms<'a> {
    pub web: &'a Web,
    /// What each party receives if all others pay in full.
    pub receivable: &'a [f64],
    /// By what each change is multiplied to be compared with those of others.
    pub weight: &'a [f64],
    /// By what all money is multiplied, so that small numbers can hold it: a power of two.
    pub unit: f64,
}

/// A sweep by Gauss and Seidel over all parties, payers first.
pub(super) struct Sweep<'a, T> {
    pub terms: Terms<'a>,
    pub lanes: usize,
    pub assets: &'a [T],
    /// What is paid, found before and left behind.
    pub paid: &'a mut [T],
    /// What each party has, left behind.
    pub value: &'a mut [T],
    pub step: &'a mut Step<T>,
}

impl<T: Real> Sweep<'_, T> {
    pub fn run(self) {
        Arch::new().dispatch(self);
    }

    #[inline(always)]
    fn with<S: Simd, const REGISTERS: usize>(self, simd: S) {
        let Terms { web, weight, unit, .. } = self.terms;
        let assets = T::vectors::<S>(self.assets).as_chunks::<REGISTERS>().0;
        let paid = T::vectors_mut::<S>(self.paid).as_chunks_mut::<REGISTERS>().0;
        let value = T::vectors_mut::<S>(self.value).as_chunks_mut::<REGISTERS>().0;
        let nothing = [T::splat(simd, T::default()); REGISTERS];
        let (mut largest, mut sum, mut square) = (nothing, nothing, nothing);
        for &party in &web.components.order {
            let party = party as usize;
            let mut received = nothing;
            let (claims, parts) = web.receives.row(party);
            for (&claim, &part) in claims.iter().zip(parts) {
                let part = T::splat(simd, T::of(part));
                let paid = &paid[claim as usize];
                for k in 0..REGISTERS {
                    received[k] = T::add(simd, received[k], T::mul(simd, part, paid[k]));
                }
            }
            let due = T::splat(simd, T::of(web.due[party] * unit));
            let weight = T::splat(simd, T::of(weight[party]));
            let (assets, paid, value) = (&assets[party], &mut paid[party], &mut value[party]);
            for k in 0..REGISTERS {
                value[k] = T::add(simd, assets[k], received[k]);
                let next = T::min(simd, value[k], due);
                let change = T::sub(simd, next, paid[k]);
                paid[k] = next;
                let size = T::mul(simd, T::abs(simd, change), weight);
                largest[k] = T::max(simd, size, largest[k]);
                sum[k] = T::add(simd, sum[k], change);
                square[k] = T::add(simd, square[k], T::mul(simd, change, change));
            }
        }
        let lanes = self.step.lanes;
        let step = T::vectors_mut::<S>(&mut self.step.numbers.get_mut()[..3 * lanes]);
        step[..REGISTERS].copy_from_slice(&largest);
        step[REGISTERS..2 * REGISTERS].copy_from_slice(&sum);
        step[2 * REGISTERS..].copy_from_slice(&square);
    }
}

impl<T: Real> WithSimd for Sweep<'_, T> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        match self.lanes / T::width::<S>() {
            1 => self.with::<S, 1>(simd),
            2 => self.with::<S, 2>(simd),
            4 => self.with::<S, 4>(simd),
            8 => self.with::<S, 8>(simd),
            16 => self.with::<S, 16>(simd),
            _ => self.with::<S, 32>(simd),
        }
    }
}

/// Goes on by a multiple of the last change: Aitken's extrapolation, each lane by its own.
pub(super) struct Extrapolate<'a, T> {
    pub terms: Terms<'a>,
    pub paid: &'a mut [T],
    /// What each party had before the last sweep.
    pub before: &'a [T],
    /// How many last changes to add in each lane.
    pub rest: &'a [T],
}

impl<T: Real> Extrapolate<'_, T> {
    pub fn run(self) {
        Arch::new().dispatch(self);
    }
}

impl<T: Real> WithSimd for Extrapolate<'_, T> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let rest = T::vectors::<S>(self.rest);
        let paid = T::vectors_mut::<S>(self.paid).chunks_exact_mut(rest.len());
        let before = T::vectors::<S>(self.before).chunks_exact(rest.len());
        let nothing = T::splat(simd, T::default());
        for ((paid, before), due) in paid.zip(before).zip(&self.terms.web.due) {
            let due = T::splat(simd, T::of(due * self.terms.unit));
            for ((paid, before), &rest) in paid.iter_mut().zip(before).zip(rest) {
                let change = T::sub(simd, *paid, T::min(simd, *before, due));
                let next = T::add(simd, *paid, T::mul(simd, rest, change));
                *paid = T::min(simd, T::max(simd, next, nothing), due);
            }
        }
    }
}
