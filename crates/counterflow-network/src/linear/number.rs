//! The numbers that the simplex method computes with, and values with an infinitesimal part.

use std::cmp::Ordering;

use counterflow_claim::Decimal;

/// What the simplex method asks of a number.
///
/// `sign` and `order` decide every step. For exact numbers they are exact; for `f64` they see
/// what is smaller than rounding can make it as zero, so numbers have to be scaled to about one.
pub(super) trait Number: Clone {
    /// Whether nothing is ever rounded.
    const EXACT: bool;
    /// So many cell updates are spent on one program, a cell of long numbers counting several.
    const MOST_WORK: u64;

    fn zero() -> Self;
    fn one() -> Self;
    fn of(value: Decimal) -> Self;
    fn add(&self, other: &Self) -> Self;
    fn subtract(&self, other: &Self) -> Self;
    fn multiply(&self, other: &Self) -> Self;
    /// The quotient by a number that is not zero.
    fn divide(&self, other: &Self) -> Self;
    fn negate(&self) -> Self;
    /// Whether it is zero to the last digit.
    fn is_zero(&self) -> bool;
    /// Whether it is a number of fixed length.
    fn is_short(&self) -> bool;
    /// Whether it is one to the last digit.
    fn is_one(&self) -> bool;
    fn sign(&self) -> Ordering;
    fn order(&self, other: &Self) -> Ordering;
    /// The order of the sizes, without regard to sign and tolerance.
    fn order_of_size(&self, other: &Self) -> Ordering;
    /// `self += factor * other`
    fn add_product(&mut self, factor: &Self, other: &Self);
}

/// A coefficient of a scaled program below this is rounding.
const SMALLEST_COEFFICIENT: f64 = 1e-10;
/// Values of a scaled program that differ by this share are one value.
const CLOSE: f64 = 1e-11;
/// What is left of a cell that cancels.
const DUST: f64 = 1e-14;

impl Number for f64 {
    const EXACT: bool = false;
    const MOST_WORK: u64 = 2_000_000_000;

    fn zero() -> f64 {
        0.0
    }

    fn one() -> f64 {
        1.0
    }

    fn of(value: Decimal) -> f64 {
        let (digits, places) = (value.mantissa(), value.scale());
        let digits = i64::try_from(digits).map_or(digits as f64, |digits| digits as f64);
        match places {
            0 => digits,
            _ => digits / POWERS.get(places as usize).copied().unwrap_or(f64::INFINITY),
        }
    }

    #[inline]
    fn add(&self, other: &f64) -> f64 {
        self + other
    }

    #[inline]
    fn subtract(&self, other: &f64) -> f64 {
        self - other
    }

    #[inline]
    fn multiply(&self, other: &f64) -> f64 {
        self * other
    }

    #[inline]
    fn divide(&self, other: &f64) -> f64 {
        self / other
    }

    #[inline]
    fn negate(&self) -> f64 {
        -self
    }

    #[inline]
    fn is_zero(&self) -> bool {
        *self == 0.0
    }

    #[inline]
    fn is_short(&self) -> bool {
        true
    }

    #[inline]
    fn is_one(&self) -> bool {
        self.total_cmp(&1.0).is_eq()
    }

    #[inline]
    fn sign(&self) -> Ordering {
        if *self > SMALLEST_COEFFICIENT {
            Ordering::Greater
        } else if *self < -SMALLEST_COEFFICIENT {
            Ordering::Less
        } else {
            Ordering::Equal
        }
    }

    #[inline]
    fn order(&self, other: &f64) -> Ordering {
        let difference = self - other;
        let close = CLOSE * self.abs().max(other.abs()).max(1.0);
        if difference > close {
            Ordering::Greater
        } else if difference < -close {
            Ordering::Less
        } else {
            Ordering::Equal
        }
    }

    #[inline]
    fn order_of_size(&self, other: &f64) -> Ordering {
        self.abs().total_cmp(&other.abs())
    }

    #[inline]
    fn add_product(&mut self, factor: &f64, other: &f64) {
        let sum = *self + factor * other;
        *self = if sum.abs() < DUST { 0.0 } else { sum };
    }
}

/// Powers of ten, for the places of a decimal.
const POWERS: [f64; 29] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22, 1e23, 1e24, 1e25, 1e26, 1e27, 1e28,
];

/// A number plus a multiple of one infinitesimal step.
///
/// `x > 5` is `x >= 5 + step`: a group with strict constraints holds some point if and only if its
/// tightened form does, and its optimum is attained if and only if it has no step in it.
#[derive(Clone, Debug)]
pub(super) struct Value<N> {
    pub(super) real: N,
    pub(super) step: N,
}

impl<N: Number> Value<N> {
    pub(super) fn zero() -> Value<N> {
        Value { real: N::zero(), step: N::zero() }
    }

    #[inline]
    pub(super) fn subtract(&self, other: &Value<N>) -> Value<N> {
        Value { real: self.real.subtract(&other.real), step: self.step.subtract(&other.step) }
    }

    #[inline]
    pub(super) fn divide(&self, by: &N) -> Value<N> {
        Value { real: self.real.divide(by), step: self.step.divide(by) }
    }

    #[inline]
    pub(super) fn add_product(&mut self, factor: &N, other: &Value<N>) {
        self.real = self.real.add(&factor.multiply(&other.real));
        self.step = self.step.add(&factor.multiply(&other.step));
    }

    /// Whether both parts are numbers of fixed length.
    #[inline]
    pub(super) fn is_short(&self) -> bool {
        self.real.is_short() && self.step.is_short()
    }

    #[inline]
    pub(super) fn order(&self, other: &Value<N>) -> Ordering {
        self.real.order(&other.real).then_with(|| self.step.order(&other.step))
    }

    pub(super) fn sign(&self) -> Ordering {
        self.real.order(&N::zero()).then_with(|| self.step.order(&N::zero()))
    }
}
