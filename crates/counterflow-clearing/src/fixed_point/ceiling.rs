//! Bounds by monotone passes: from above no fixed point is passed, and none from below. They may
//! be wide, but they hold of every fixed point and need no proof but the order of the passes.

use super::bracket::is_only_one;
use super::pace::Pace;
use super::{Clamped, Linear};
use crate::rounding::relative;
use crate::sparse::Csr;

/// What no party has more than, in any fixed point, after this many sweeps from above.
pub(super) fn ceiling(system: &Clamped, sweeps: usize) -> Vec<f64> {
    let mut x = system.cap.to_vec();
    bound_equity(system, &mut x);
    let mut values = vec![f64::INFINITY; system.parties()];
    for _ in 0..sweeps {
        sweep(system, &mut x, &mut values, 1.0);
    }
    values
}

/// What every party has at least, in any fixed point, after this many sweeps from below.
pub(super) fn ground(system: &Clamped, sweeps: usize) -> Vec<f64> {
    let mut x = vec![0.0; system.cap.len()];
    let mut values = vec![f64::NEG_INFINITY; system.parties()];
    for _ in 0..sweeps {
        sweep(system, &mut x, &mut values, -1.0);
    }
    values
}

/// What every party has at least in the least fixed point, and whether passes from below have come
/// to within about `error` of it; nothing where there is no other fixed point than the greatest.
pub(crate) fn ground_of(system: &Clamped, error: f64) -> Option<(Vec<f64>, bool)> {
    if is_only_one(system) {
        return None;
    }
    let mut x = vec![0.0; system.cap.len()];
    let mut values = vec![f64::NEG_INFINITY; system.parties()];
    let mut pace = Pace::new();
    for _ in 0..MOST_SWEEPS {
        let before = values.clone();
        sweep(system, &mut x, &mut values, -1.0);
        let change = values.iter().zip(&before).map(|(value, before)| value - before);
        pace.note(change.fold(0.0, f64::max));
        if pace.error() <= error {
            return Some((values, true));
        }
    }
    Some((values, false))
}

/// Sweeps from below that a least fixed point is waited for.
const MOST_SWEEPS: usize = 20_000;

/// One sweep, rounded up or down.
fn sweep(system: &Clamped, x: &mut [f64], values: &mut [f64], up: f64) {
    for members in system.components.iter() {
        for &party in members {
            let party = party as usize;
            let value = system.value(party, x);
            let size = system.base[party].abs() + value.abs();
            let off = relative(system.matrix.row(party).0.len()) * size
                + system.slack.map_or(0.0, |slack| slack[party])
                + f64::MIN_POSITIVE;
            values[party] = if value.is_finite() { value + up * off } else { value };
            for claim in system.claims_on(party) {
                // Ranks that were added up may be off by a rounding as well.
                let floor = system.floor[claim] * (1.0 - up * 4.0 * f64::EPSILON);
                x[claim] = (values[party] - floor).max(0.0).min(system.cap[claim]);
            }
        }
    }
}

/// The most that equity can be worth: what it would be if all debts to its owners were paid in full
/// and none of their own were due.
fn bound_equity(system: &Clamped, x: &mut [f64]) {
    let equity: Vec<usize> = (0..x.len()).filter(|&claim| x[claim].is_infinite()).collect();
    if equity.is_empty() {
        return;
    }
    let mut place = vec![Csr::NOWHERE; x.len()];
    let parties: Vec<u32> = equity.iter().map(|&claim| system.owner[claim]).collect();
    for (at, &claim) in equity.iter().enumerate() {
        place[claim] = at as u32;
        x[claim] = 0.0;
    }
    let matrix = system.matrix.part(&parties, &place);
    let linear = Linear { matrix, gain: system.gains(&parties) };
    let value = |&party: &u32| system.value(party as usize, x).max(0.0) + f64::MIN_POSITIVE;
    let right: Vec<f64> = parties.iter().map(value).collect();
    let mut most = right.clone();
    let solved = linear.solve(&right, &mut most, 1e-6).is_some();
    most.iter_mut().for_each(|most| *most *= 1.01);
    let holds = |at: usize| {
        let owned = linear.matrix.dot(at, &most) * linear.gain.as_ref().map_or(1.0, |g| g[at]);
        most[at] >= (right[at] + owned) * (1.0 + 1e-9)
    };
    let proved = solved && (0..most.len()).all(holds);
    for (&claim, &most) in equity.iter().zip(&most) {
        x[claim] = if proved { most } else { f64::INFINITY };
    }
}
