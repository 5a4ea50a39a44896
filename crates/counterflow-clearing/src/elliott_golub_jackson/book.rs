//! Book values: one linear system, and a proof of how far off its solution can be.
//!
//! Let `z` be near the solution of `V = b + C V`, and let `e_i` bound by how much it fails row `i`,
//! roundings included. If `w > C w` for a `w > 0`, the spectral radius of `C ≥ 0` is below 1, and
//! `d = |V − z|` has `d ≤ e + C d`. With `f` so large that `f (w − C w) ≥ e`, it follows that
//! `d − f w ≤ C (d − f w)`, hence `d ≤ f w`, and `d ≤ e + f C w`.

use crate::fixed_point::Linear;
use crate::rounding::relative;

/// Book values, and by how much each may be off.
pub(super) struct Book {
    pub value: Vec<f64>,
    pub width: Vec<f64>,
    pub residual: f64,
    /// Whether the widths are proved. If not, they mean nothing.
    pub proved: bool,
}

/// Solves `V = b + C V` for a base that may be off by some slack, of either sign.
pub(super) fn book(linear: &Linear, base: &[f64], slack: &[f64]) -> Book {
    let mut value = vec![0.0; base.len()];
    // Solved once for the values and once for what they miss; the proof does not rely on either.
    for relative in [1e-13, 1e-4] {
        let misses: Vec<f64> = (0..base.len()).map(|i| miss(linear, base, &value, i)).collect();
        let mut change = vec![0.0; base.len()];
        if misses.iter().any(|&miss| miss != 0.0) {
            linear.solve(&misses, &mut change, relative);
        }
        if change.iter().all(|change| change.is_finite()) {
            value.iter_mut().zip(&change).for_each(|(value, change)| *value += change);
        }
    }
    let scale = value.iter().fold(0.0, |scale: f64, value| scale.max(value.abs()));
    let residual = (0..base.len()).map(|i| miss(linear, base, &value, i).abs());
    let residual = residual.fold(0.0, f64::max) / if scale > 0.0 { scale } else { 1.0 };
    let width = width(linear, base, slack, &value);
    let proved = width.is_some();
    Book { value, width: width.unwrap_or_default(), residual, proved }
}

/// By how much a value fails its row.
fn miss(linear: &Linear, base: &[f64], value: &[f64], i: usize) -> f64 {
    base[i] + linear.matrix.dot(i, value) - value[i]
}

/// By how much each value may be off, if that can be proved.
fn width(linear: &Linear, base: &[f64], slack: &[f64], value: &[f64]) -> Option<Vec<f64>> {
    let size: Vec<f64> = value.iter().map(|value| value.abs()).collect();
    let error = |i: usize| {
        let terms = linear.matrix.row(i).0.len();
        let most = base[i].abs() + linear.matrix.dot(i, &size) + size[i];
        // Who holds nothing has what it has: that leaves no rounding.
        let rounding = if terms == 0 { 0.0 } else { relative(terms) * most + f64::MIN_POSITIVE };
        miss(linear, base, value, i).abs() + rounding + slack[i]
    };
    let error: Vec<f64> = (0..value.len()).map(error).collect();
    let most = error.iter().fold(f64::MIN_POSITIVE, |most, error| most.max(*error));
    // A witness as small as the errors proves most. Where some rows have next to none, rounding
    // may leave no room in those, so larger ones are tried too.
    EVENLY.into_iter().find_map(|part| {
        let goal: Vec<f64> = error.iter().map(|error| error.max(part * most)).collect();
        proof(linear, &goal, &error)
    })
}

/// How much of the largest error counts as that of every row.
const EVENLY: [f64; 3] = [1e-9, 1e-3, 1.0];

/// The widths that the witness `w = goal + C w` proves, if it proves any.
fn proof(linear: &Linear, goal: &[f64], error: &[f64]) -> Option<Vec<f64>> {
    let mut w = goal.to_vec();
    linear.solve(goal, &mut w, 0.05)?;
    let reach: Vec<f64> = (0..w.len())
        .map(|i| linear.matrix.dot(i, &w) * (1.0 + relative(linear.matrix.row(i).0.len())))
        .collect();
    let mut factor = 0.0_f64;
    for ((&w, &reach), &error) in w.iter().zip(&reach).zip(error) {
        let room = w - reach;
        // A room of nothing, or of NaN, proves nothing.
        if !(room > 0.0 && room.is_finite()) {
            return None;
        }
        factor = factor.max(error / room);
    }
    let factor = factor * (1.0 + 1e-9);
    let width = |(reach, error): (f64, &f64)| error + factor * reach;
    factor.is_finite().then(|| reach.into_iter().zip(error).map(width).collect())
}
