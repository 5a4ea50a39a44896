//! Distress in random webs of whole numbers: exactly, and to the letter of a paper.

use counterflow_clearing::Exposures;
use num_bigint::BigInt;
use num_traits::{Signed, Zero};
use proptest::prelude::*;

use crate::draw::{Debt, debts, exposures};
use crate::whole::eliminate;

/// A random web of whole numbers.
#[derive(Clone, Debug)]
pub struct Draw {
    pub debts: Vec<Debt>,
    pub buffers: Vec<f64>,
    pub losses: Vec<f64>,
}

pub fn whole_number(numbers: std::ops::Range<i32>) -> impl Strategy<Value = f64> {
    numbers.prop_map(f64::from)
}

pub fn draw(buffers: std::ops::Range<i32>) -> impl Strategy<Value = Draw> {
    (2_usize..7, Just(buffers)).prop_flat_map(|(parties, buffers)| {
        let buffers = prop::collection::vec(whole_number(buffers), parties);
        let losses =
            prop::collection::vec(prop_oneof![3 => Just(0.0), 2 => whole_number(0..6)], parties);
        let all = (debts(parties, whole_number(1..13)), buffers, losses);
        all.prop_map(|(debts, buffers, losses)| Draw { debts, buffers, losses })
    })
}

impl Draw {
    pub fn exposures(&self) -> Exposures {
        exposures(&self.debts, &self.buffers)
    }

    pub fn owed(&self) -> Vec<Vec<f64>> {
        let mut owed = vec![vec![0.0; self.buffers.len()]; self.buffers.len()];
        for &(debtor, creditor, amount) in &self.debts {
            owed[creditor as usize][debtor as usize] = amount;
        }
        owed
    }

    pub fn initial(&self) -> Vec<f64> {
        let part = |(&loss, &buffer): (&f64, &f64)| match (loss, buffer) {
            (_, buffer) if buffer < 0.0 => 1.0,
            (loss, _) if loss <= 0.0 => 0.0,
            (loss, buffer) => (loss / buffer).min(1.0),
        };
        self.losses.iter().zip(&self.buffers).map(part).collect()
    }

    fn reached(&self) -> Vec<bool> {
        let mut reached: Vec<bool> = self.initial().iter().map(|&h| h > 0.0).collect();
        for _ in &self.buffers {
            for &(debtor, creditor, _) in &self.debts {
                reached[creditor as usize] |= reached[debtor as usize];
            }
        }
        reached
    }

    /// All solutions of `h = min(1, (loss + A h) / E)` in which those that nothing reaches have
    /// none: exact, as numerators over one positive denominator, by trying all sets of defaults.
    pub fn solutions(&self) -> Vec<(Vec<BigInt>, BigInt)> {
        let parties = self.buffers.len();
        let reached = self.reached();
        let fixed = |set: u32, party: usize| {
            let default = set >> party & 1 == 1;
            let surely = reached[party] && self.buffers[party] <= 0.0;
            if default { reached[party] } else { !surely }
        };
        let sets = 0..1_u32 << parties;
        let sets = sets.filter(|&set| (0..parties).all(|party| fixed(set, party)));
        sets.filter_map(|set| self.solution(set, &reached)).collect()
    }

    fn solution(&self, defaults: u32, reached: &[bool]) -> Option<(Vec<BigInt>, BigInt)> {
        let owed = self.owed();
        let whole = |number: f64| BigInt::from(number as i64);
        let is_default = |party: usize| defaults >> party & 1 == 1;
        let parties = 0..self.buffers.len();
        let open: Vec<usize> =
            parties.clone().filter(|&party| reached[party] && !is_default(party)).collect();
        let rows = open.iter().map(|&i| {
            let of = |&j: &usize| whole(if i == j { self.buffers[i] } else { -owed[i][j] });
            let failed = parties.clone().filter(|&j| is_default(j)).map(|j| owed[i][j]);
            let right = whole(self.losses[i] + failed.sum::<f64>());
            open.iter().map(of).chain([right]).collect()
        });
        let (solved, denominator) = eliminate(rows.collect())?;
        let mut h = vec![BigInt::zero(); self.buffers.len()];
        parties.clone().filter(|&party| is_default(party)).for_each(|i| h[i] = denominator.clone());
        open.iter().zip(solved).for_each(|(&i, solved)| h[i] = solved);
        let good = parties.clone().filter(|&party| reached[party]).all(|i| {
            let loss = parties.clone().map(|j| whole(owed[i][j]) * &h[j]);
            let loss = whole(self.losses[i]) * &denominator + loss.sum::<BigInt>();
            let uses_up = loss >= whole(self.buffers[i]) * &denominator;
            if is_default(i) { uses_up } else { !h[i].is_negative() && h[i] < denominator }
        });
        good.then_some((h, denominator))
    }
}

/// The rule of 2012 to the letter: undistressed, distressed, inactive.
pub fn literal(owed: &[Vec<f64>], buffers: &[f64], initial: &[f64]) -> Vec<f64> {
    let parties = buffers.len();
    let part = |i: usize, j: usize| (owed[i][j] / buffers[i]).min(1.0);
    let mut h = initial.to_vec();
    let mut state: Vec<char> = h.iter().map(|&h| if h > 0.0 { 'D' } else { 'U' }).collect();
    while state.contains(&'D') {
        let reaches = |i: usize| {
            let active = (0..parties).filter(|&j| state[j] == 'D');
            (h[i] + active.map(|j| part(i, j) * h[j]).sum::<f64>()).min(1.0)
        };
        let next: Vec<f64> = (0..parties).map(reaches).collect();
        for i in 0..parties {
            state[i] = match state[i] {
                'D' => 'I',
                'U' if next[i] > 0.0 => 'D',
                state => state,
            };
        }
        h = next;
    }
    h
}
