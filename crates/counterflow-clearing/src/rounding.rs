//! How far arithmetic on `f64` can be off: what makes a bracket rigorous.
//!
//! Everything that is added here is positive, so a sum of `k` products is within `k` roundings of
//! the true one (Higham 2002, chapter 3). Nothing depends on the rounding mode.

/// The largest relative error of one operation: half the distance from 1 to the next number.
pub const UNIT: f64 = f64::EPSILON / 2.0;

/// A bound on the relative error of a sum of `terms` products, with room for the roundings of
/// what goes in: a share (two), the base and the gain of a party (three), and of the bound itself.
#[inline]
pub fn relative(terms: usize) -> f64 {
    (terms + 8) as f64 * (UNIT * 1.000_001)
}

/// A sum that knows what it lost (Neumaier 1974).
#[derive(Clone, Copy, Debug, Default)]
pub struct Sum {
    sum: f64,
    lost: f64,
}

impl Sum {
    /// Adds one number.
    #[inline]
    pub fn add(&mut self, term: f64) {
        let next = self.sum + term;
        self.lost += if self.sum.abs() >= term.abs() {
            (self.sum - next) + term
        } else {
            (term - next) + self.sum
        };
        self.sum = next;
    }

    /// The sum, off by little more than one rounding whatever the number of terms.
    #[inline]
    pub fn value(&self) -> f64 {
        self.sum + self.lost
    }

    /// Whether [`Sum::value`] is the sum to the last digit: nothing was lost on the way.
    pub fn is_exact(&self) -> bool {
        self.lost == 0.0
    }
}

impl FromIterator<f64> for Sum {
    fn from_iter<I: IntoIterator<Item = f64>>(terms: I) -> Sum {
        let mut sum = Sum::default();
        terms.into_iter().for_each(|term| sum.add(term));
        sum
    }
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "these sums are exact")]
mod tests {
    use super::*;

    #[test]
    fn a_sum_keeps_what_plain_addition_loses() {
        let sum: Sum = [1e16, 1.0, -1e16].into_iter().collect();
        assert_eq!(sum.value(), 1.0);
        assert!(!sum.is_exact());
    }

    #[test]
    fn whole_numbers_are_added_exactly() {
        let sum: Sum = [5.0, 24.0, 1e9].into_iter().collect();
        assert_eq!(sum.value(), 1_000_000_029.0);
        assert!(sum.is_exact());
    }
}
