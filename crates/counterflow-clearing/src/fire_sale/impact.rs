//! How far a price falls with what is sold.

use crate::monotone::Side;
use crate::rounding::UNIT;
use crate::valuation::{ParameterErrors, Range};

/// The part of its price that an asset keeps when `q` units of it are sold. At `q = 0` it is 1, and
/// it must be positive when all units are sold that anybody holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Impact {
    /// `exp(−α q)` (Cifuentes, Ferrucci and Shin 2005), `α ≥ 0` a unit.
    Exponential(f64),
    /// `1 − λ q` (Greenwood, Landier and Thesmar 2015), `λ ≥ 0` a unit.
    Linear(f64),
    /// `1 − √(κ q)` (Breuer, Summer and Urošević 2021), `κ ≥ 0` a unit.
    SquareRoot(f64),
}

pub(super) const COEFFICIENT: Range =
    Range { holds: |x| (0.0..=f64::MAX).contains(&x), words: "a coefficient from 0 up" };
const SELLABLE: Range = Range {
    holds: |x| x > 0.0,
    words: "a positive part of its price that is left of an asset when all of it is sold; take a \
            smaller coefficient of impact",
};

impl Impact {
    fn coefficient(self) -> f64 {
        match self {
            Impact::Exponential(coefficient)
            | Impact::Linear(coefficient)
            | Impact::SquareRoot(coefficient) => coefficient,
        }
    }

    /// The part of the price that is left when `sold` units are sold.
    ///
    /// # Example
    ///
    /// ```
    /// use counterflow_clearing::Impact;
    ///
    /// assert_eq!(Impact::Linear(0.01).price(25.0), 0.75);
    /// assert_eq!(Impact::SquareRoot(0.01).price(25.0), 0.5);
    /// assert!((Impact::Exponential(0.01).price(25.0) - 0.7788).abs() < 1e-4);
    /// ```
    pub fn price(self, sold: f64) -> f64 {
        let moved = self.coefficient() * sold;
        match self {
            Impact::Exponential(_) => libm::exp(-moved),
            Impact::Linear(_) => 1.0 - moved,
            Impact::SquareRoot(_) => 1.0 - moved.sqrt(),
        }
    }

    /// The same, on one side of the true number.
    pub(super) fn rounded(self, sold: f64, side: Side) -> f64 {
        let moved = self.coefficient() * sold;
        if moved <= 0.0 {
            return 1.0;
        }
        // The exponential magnifies the rounding of what is moved; the others do not.
        side.of(self.price(sold), 4.0 * UNIT * (1.0 + moved)).clamp(0.0, 1.0)
    }

    /// Notes what is wrong with the impact on an asset of which this many units are held.
    pub(super) fn check(self, held: f64, row: usize, errors: &mut ParameterErrors) {
        errors.check_at("impact", row, self.coefficient(), COEFFICIENT);
        if (COEFFICIENT.holds)(self.coefficient()) && held.is_finite() {
            errors.check_at("impact", row, self.rounded(held, Side::Down), SELLABLE);
        }
    }
}
