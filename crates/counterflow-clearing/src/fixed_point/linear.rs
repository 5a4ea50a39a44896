//! Linear systems `z = b + M z` with `M ≥ 0`, whose solutions tell how much one payment moves.
//!
//! Sweeps by Gauss and Seidel, sped up by GMRES (Saad and Schultz 1986): a sweep is the operator, so
//! one system that is nearly singular costs as many sweeps as it has slow directions, and not one
//! over its distance from singular. A direct solve fills up on random sparse webs, so it is left
//! to systems that are small.

use super::pace::sweeps_until;
use crate::sparse::Csr;

/// A square matrix of parts, with a factor on each row.
#[derive(Clone, Debug)]
pub(crate) struct Linear {
    pub matrix: Csr,
    /// Factor on each row; 1 where there is none.
    pub gain: Option<Vec<f64>>,
}

/// Sweeps that are waited for rather than to speed them up.
const FAST: usize = 4;
/// Vectors that GMRES keeps before it starts anew.
const KEPT: usize = 24;
/// Rounds of [`KEPT`] sweeps after which a system counts as singular.
const RESTARTS: usize = 40;
/// A system is singular if rounding alone makes more of the first correction than this.
const MOST_ERROR: f64 = 1e-6;
/// Systems of up to this many unknowns are solved directly if sweeps are slow.
const SMALL: usize = 48;

impl Linear {
    pub fn size(&self) -> usize {
        self.matrix.height()
    }

    #[inline]
    fn gain(&self, i: usize) -> f64 {
        self.gain.as_ref().map_or(1.0, |gain| gain[i])
    }

    /// Solves `z = b + M z` to within `relative` of the first correction. `z` comes in as a guess.
    /// Answers with how many sweeps it took, or `None` where the system looks singular.
    pub fn solve(&self, b: &[f64], z: &mut [f64], relative: f64) -> Option<usize> {
        // Squares of numbers below 1e-154 are nothing: a power of two, which changes no digit,
        // brings all into reach.
        let largest = b.iter().fold(0.0_f64, |largest, b| largest.max(b.abs()));
        if largest <= 0.0 || !largest.is_finite() {
            z.fill(0.0);
            return (largest <= 0.0).then_some(0);
        }
        let scale = power_of_two(largest);
        let scaled: Vec<f64> = b.iter().map(|b| b / scale).collect();
        z.iter_mut().for_each(|z| *z /= scale);
        let sweeps = self.solve_scaled(&scaled, z, relative)?;
        z.iter_mut().for_each(|z| *z *= scale);
        Some(sweeps)
    }

    fn solve_scaled(&self, b: &[f64], z: &mut [f64], relative: f64) -> Option<usize> {
        let first = self.sweep(b, z);
        let second = self.sweep(b, z);
        let goal = relative * first;
        if second <= goal {
            return Some(2);
        }
        // Where sweeps are fast, nothing is faster.
        let (mut before, mut change) = (first, second);
        for sweeps in 3..3 + FAST {
            if sweeps_until(change, goal, change / before) > FAST {
                break;
            }
            before = std::mem::replace(&mut change, self.sweep(b, z));
            if change <= goal {
                return Some(sweeps);
            }
        }
        if self.size() <= SMALL {
            return self.solve_dense(b, z).then_some(3);
        }
        self.solve_krylov(b, z, relative, first)
    }

    /// Sweeps sped up. What a round of GMRES thinks is left is checked by the sweep that starts the
    /// next, so a singular system cannot pass for solved.
    fn solve_krylov(&self, b: &[f64], z: &mut [f64], relative: f64, first: f64) -> Option<usize> {
        let mut krylov = Krylov::new(self.size());
        let mut sweeps = 3;
        for _ in 0..RESTARTS {
            let mut correction = z.to_vec();
            self.sweep(b, &mut correction);
            correction.iter_mut().zip(&*z).for_each(|(c, z)| *c -= z);
            let left = norm(&correction);
            // No sweep is more exact than its numbers are.
            let floor = 4.0 * f64::EPSILON * norm(z);
            if !left.is_finite() || floor > MOST_ERROR * first {
                return None;
            }
            let goal = floor.max(relative * first);
            if left <= goal {
                z.iter_mut().zip(&correction).for_each(|(z, c)| *z += c);
                return Some(sweeps + 1);
            }
            sweeps += 1 + krylov.run(self, correction, left, z, 0.5 * goal);
        }
        None
    }

    /// One sweep; answers with the norm of the change.
    fn sweep(&self, b: &[f64], z: &mut [f64]) -> f64 {
        let mut change = 0.0;
        for i in 0..self.size() {
            let next = b[i] + self.gain(i) * self.matrix.dot(i, z);
            change += (next - z[i]) * (next - z[i]);
            z[i] = next;
        }
        change.sqrt()
    }

    /// One sweep without a constant.
    fn sweep_from(&self, from: &[f64], into: &mut [f64]) {
        into.copy_from_slice(from);
        for i in 0..self.size() {
            into[i] = self.gain(i) * self.matrix.dot(i, into);
        }
    }

    /// Gaussian elimination of `I − M`. The matrix is one of M, so no pivot need be sought
    /// (Funderlic and Plemmons 1981). Whether it is not singular.
    fn solve_dense(&self, b: &[f64], z: &mut [f64]) -> bool {
        let n = self.size();
        let mut a = vec![0.0; n * n];
        for (i, j, value) in self.matrix.entries() {
            a[i as usize * n + j as usize] = -self.gain(i as usize) * value;
        }
        let mut right = b.to_vec();
        (0..n).for_each(|i| a[i * n + i] += 1.0);
        for k in 0..n {
            let (head, tail) = a.split_at_mut((k + 1) * n);
            let pivot = &head[k * n..];
            if pivot[k] <= f64::EPSILON {
                return false;
            }
            for (row, i) in tail.chunks_exact_mut(n).zip(k + 1..) {
                let factor = row[k] / pivot[k];
                if factor != 0.0 {
                    (k..n).for_each(|j| row[j] -= factor * pivot[j]);
                    right[i] -= factor * right[k];
                }
            }
        }
        for i in (0..n).rev() {
            let known: f64 = (i + 1..n).map(|j| a[i * n + j] * z[j]).sum();
            z[i] = (right[i] - known) / a[i * n + i];
        }
        true
    }
}

/// Room for GMRES: an orthonormal basis, and the small triangle of its coefficients.
struct Krylov {
    basis: Vec<Vec<f64>>,
    /// Column `k` of the triangle.
    triangle: Vec<Vec<f64>>,
    /// Rotations that made it one.
    turns: Vec<(f64, f64)>,
    /// The right-hand side after them.
    right: Vec<f64>,
    size: usize,
}

impl Krylov {
    fn new(size: usize) -> Krylov {
        Krylov {
            basis: Vec::new(),
            triangle: Vec::new(),
            turns: Vec::new(),
            right: Vec::new(),
            size,
        }
    }

    /// One round, from a first correction of this norm; answers with its sweeps.
    fn run(
        &mut self,
        system: &Linear,
        correction: Vec<f64>,
        size: f64,
        z: &mut [f64],
        goal: f64,
    ) -> usize {
        self.start(correction, size);
        let mut left = size;
        while self.triangle.len() < KEPT && left > goal {
            left = self.extend(system);
        }
        self.add_solution(z);
        self.triangle.len()
    }

    fn start(&mut self, mut first: Vec<f64>, size: f64) {
        first.iter_mut().for_each(|v| *v /= size);
        self.basis.clear();
        self.basis.push(first);
        self.triangle.clear();
        self.turns.clear();
        self.right = vec![size];
    }

    /// Adds one vector to the basis; answers with the norm of what is left.
    fn extend(&mut self, system: &Linear) -> f64 {
        let k = self.triangle.len();
        let mut next = vec![0.0; self.size];
        system.sweep_from(&self.basis[k], &mut next);
        next.iter_mut().zip(&self.basis[k]).for_each(|(n, v)| *n = v - *n);
        let mut column = Vec::with_capacity(k + 2);
        for vector in &self.basis {
            let along = dot(&next, vector);
            next.iter_mut().zip(vector).for_each(|(n, v)| *n -= along * v);
            column.push(along);
        }
        let length = norm(&next);
        if length > 0.0 {
            next.iter_mut().for_each(|n| *n /= length);
        }
        self.basis.push(next);
        for (i, &(c, s)) in self.turns.iter().enumerate() {
            let (above, below) = (column[i], column[i + 1]);
            (column[i], column[i + 1]) = (c * above + s * below, c * below - s * above);
        }
        let hypotenuse = (column[k] * column[k] + length * length).sqrt();
        let (c, s) = if hypotenuse > 0.0 {
            (column[k] / hypotenuse, length / hypotenuse)
        } else {
            (1.0, 0.0)
        };
        column[k] = hypotenuse;
        self.triangle.push(column);
        self.turns.push((c, s));
        let right = self.right[k];
        self.right[k] = c * right;
        self.right.push(-s * right);
        (s * right).abs()
    }

    /// Solves the triangle and adds the combination of the basis.
    fn add_solution(&self, z: &mut [f64]) {
        let k = self.triangle.len();
        let mut weights = self.right[..k].to_vec();
        for i in (0..k).rev() {
            for (j, column) in self.triangle.iter().enumerate().skip(i + 1) {
                weights[i] -= column[i] * weights[j];
            }
            let pivot = self.triangle[i][i];
            weights[i] = if pivot == 0.0 { 0.0 } else { weights[i] / pivot };
        }
        for (weight, vector) in weights.iter().zip(&self.basis) {
            z.iter_mut().zip(vector).for_each(|(z, v)| *z += weight * v);
        }
    }
}

/// The largest power of two that is not above a positive number; the least normal one for less.
fn power_of_two(number: f64) -> f64 {
    const EXPONENT: u64 = 0x7FF << 52;
    f64::from_bits(number.max(f64::MIN_POSITIVE).to_bits() & EXPONENT)
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    // Four sums at once: the compiler may then use wide registers, in one order on every machine.
    let mut sums = [0.0; 4];
    let (a4, b4) = (a.chunks_exact(4), b.chunks_exact(4));
    let rest: f64 = a4.remainder().iter().zip(b4.remainder()).map(|(x, y)| x * y).sum();
    for (x, y) in a4.zip(b4) {
        (0..4).for_each(|k| sums[k] += x[k] * y[k]);
    }
    (sums[0] + sums[1]) + (sums[2] + sums[3]) + rest
}

fn norm(a: &[f64]) -> f64 {
    dot(a, a).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A ring in which each passes on `part` of what it gets to the next and the one after it.
    fn ring(size: u32, part: f64) -> Linear {
        let entries =
            (0..size).flat_map(|i| [1, 2].map(|back| (i, (i + size - back) % size, part / 2.0)));
        let matrix = Csr::from_entries(size as usize, size as usize, entries);
        Linear { matrix, gain: None }
    }

    #[test]
    fn a_ring_that_hardly_leaks() {
        for size in [3, 40, 500] {
            let system = ring(size, 0.9999);
            let mut z = vec![0.0; size as usize];
            let solved = system.solve(&vec![1e-300; size as usize], &mut z, 1e-14);
            assert!(solved.is_some(), "{size}");
            for z in z {
                let z = z / 1e-300;
                assert!((z / 10_000.0 - 1.0).abs() < 1e-9, "{size}: {z}");
            }
        }
    }

    #[test]
    fn a_ring_that_does_not_leak_is_singular() {
        for size in [3, 500] {
            let system = ring(size, 1.0);
            let mut z = vec![0.0; size as usize];
            assert_eq!(system.solve(&vec![1.0; size as usize], &mut z, 1e-12), None);
        }
    }
}
