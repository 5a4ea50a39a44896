//! Linear systems in whole numbers of any length, and a tangle to try near-singular ones on.

use num_bigint::BigInt;
use num_traits::{One, Signed, Zero};

/// Solves a system of whole numbers, right-hand side last, without fractions (Bareiss 1968).
/// Answers with numerators and their one positive denominator.
pub fn eliminate(mut rows: Vec<Vec<BigInt>>) -> Option<(Vec<BigInt>, BigInt)> {
    let size = rows.len();
    let mut before = BigInt::one();
    for k in 0..size {
        let pivot = (k..size).find(|&i| !rows[i][k].is_zero())?;
        rows.swap(k, pivot);
        let row = rows[k].clone();
        for (_, other) in rows.iter_mut().enumerate().filter(|(i, _)| *i != k) {
            let factor = other[k].clone();
            // Rows above the pivot too: then all pivots are one number at the end.
            for (cell, of_pivot) in other.iter_mut().zip(&row) {
                *cell = (&*cell * &row[k] - &factor * of_pivot) / &before;
            }
        }
        before = row[k].clone();
    }
    let sign = if before.is_negative() { -BigInt::one() } else { BigInt::one() };
    Some((rows.iter().map(|row| &row[size] * &sign).collect(), before * sign))
}

/// Whether a fraction lies between two numbers, exactly down to parts of `2^-100`.
pub fn is_between(numerator: &BigInt, denominator: &BigInt, lower: f64, upper: f64) -> bool {
    let units = |number: f64| BigInt::from((number * 2_f64.powi(100)) as i128) * denominator;
    let numerator = numerator << 100;
    units(lower) <= numerator && numerator <= units(upper)
}

/// Up to four other parties for each, with no order in them.
pub fn tangle(party: u32, parties: u32) -> Vec<u32> {
    let other = |number: u32| {
        let mixed = (party * 4 + number).wrapping_mul(2_654_435_761);
        (party + 1 + (mixed >> 8) % (parties - 1)) % parties
    };
    let mut others: Vec<u32> = (0..4).map(other).collect();
    others.sort_unstable();
    others.dedup();
    others
}
