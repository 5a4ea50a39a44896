//! One Newton step on the logarithms of the factors of the rows.
//!
//! With the columns fitted for given rows, the sums of the rows change with these logarithms by
//! `D - X C^-1 X'`, where `X` are the cells, and `D` and `C` their sums by row and by column. That
//! is the Laplacian of a graph on the debtors, so conjugate gradients solve for the step.

use super::scale::Scaling;

/// The largest change of a logarithm in one step.
const LONGEST: f64 = 50.0;

/// What is added to the diagonal, relative to it. Parts of the web that only cells at their caps
/// join can be scaled against each other and nothing changes until a cap lets go. The ridge makes
/// the step in such a direction long, and not endless.
const RIDGE: f64 = 1e-12;

/// How often a step is halved before it is given up.
const HALVINGS: usize = 40;

/// Takes a step and fits the columns; returns the residual of the rows.
///
/// The factors of maximum entropy are where a convex function is least, and what the rows lack is
/// its slope, with the sign turned. So a step has gone down if the slope along it still points
/// on, or is much flatter than it was.
pub(super) fn step(scaling: &mut Scaling, error: f64) -> f64 {
    let missing = scaling.missing();
    let direction = solve(&Laplacian::of(scaling), &missing);
    let slope = |missing: &[f64]| missing.iter().zip(&direction).map(|(m, d)| m * d).sum::<f64>();
    let (steep, longest) = (slope(&missing), direction.iter().fold(0.0_f64, |l, d| l.max(d.abs())));
    if steep.is_nan() || steep <= 0.0 || !longest.is_finite() {
        return error;
    }
    let mut length = (LONGEST / longest).min(1.0);
    for _ in 0..HALVINGS {
        let mut moved = scaling.clone();
        for (factor, change) in moved.row_factors.iter_mut().zip(&direction) {
            *factor *= libm::exp(length * change);
        }
        let after = moved.fit_columns();
        if after.is_finite() && slope(&moved.missing()) >= -steep / 2.0 {
            *scaling = moved;
            return after;
        }
        length /= 2.0;
    }
    error
}

/// The derivative of the row sums.
struct Laplacian {
    /// Debtor, creditor and amount of the cells that follow their factors.
    cells: Vec<(usize, usize, f64)>,
    rows: Vec<f64>,
    columns: Vec<f64>,
}

impl Laplacian {
    fn of(scaling: &Scaling) -> Self {
        let parties = scaling.row_factors.len();
        let (mut rows, mut columns) = (vec![0.0; parties], vec![0.0; parties]);
        let mut cells = Vec::new();
        for (k, entry) in scaling.entries.iter().enumerate().filter(|(k, _)| scaling.follows(*k)) {
            let amount = scaling.value(k);
            rows[entry.debtor] += amount;
            columns[entry.creditor] += amount;
            cells.push((entry.debtor, entry.creditor, amount));
        }
        Laplacian { cells, rows, columns }
    }

    fn apply(&self, x: &[f64]) -> Vec<f64> {
        let mut back = vec![0.0; x.len()];
        self.cells.iter().for_each(|(i, j, amount)| back[*j] += amount * x[*i]);
        back.iter_mut().zip(&self.columns).for_each(|(b, c)| *b = ratio(*b, *c));
        let mut result: Vec<f64> =
            x.iter().zip(&self.rows).map(|(x, row)| x * row * (1.0 + RIDGE)).collect();
        self.cells.iter().for_each(|(i, j, amount)| result[*i] -= amount * back[*j]);
        result
    }
}

fn ratio(a: f64, b: f64) -> f64 {
    if b > 0.0 { a / b } else { 0.0 }
}

/// Conjugate gradients, preconditioned by the row sums.
///
/// Source: Hestenes & Stiefel, "Methods of conjugate gradients for solving linear systems", 1952.
fn solve(laplacian: &Laplacian, missing: &[f64]) -> Vec<f64> {
    let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    let eased = |r: &[f64]| -> Vec<f64> {
        r.iter().zip(&laplacian.rows).map(|(r, row)| ratio(*r, *row)).collect()
    };
    let mut x = vec![0.0; missing.len()];
    let mut rest = missing.to_vec();
    let mut direction = eased(&rest);
    let mut size = dot(&rest, &direction);
    let enough = size * 1e-24;
    for _ in 0..2 * missing.len() {
        let change = laplacian.apply(&direction);
        let curvature = dot(&direction, &change);
        if size <= enough || curvature <= 0.0 {
            break;
        }
        let length = size / curvature;
        x.iter_mut().zip(&direction).for_each(|(x, d)| *x += length * d);
        rest.iter_mut().zip(&change).for_each(|(r, c)| *r -= length * c);
        let next = eased(&rest);
        let grown = dot(&rest, &next);
        direction.iter_mut().zip(&next).for_each(|(d, n)| *d = n + grown / size * *d);
        size = grown;
    }
    x
}
