//! Exact fractions: in two machine words each while they fit, of any length where they do not.
//!
//! Long ones are not brought to lowest terms: that costs more than all else, and they are made
//! afresh from the table at each step.

use std::cmp::Ordering;

use counterflow_claim::Decimal;
use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive, Zero};

use super::integers::Integer;
use super::number::Number;

/// A fraction.
#[derive(Clone, Debug)]
pub(super) enum Exact {
    /// Numerator, not `i128::MIN`, and positive denominator, in lowest terms.
    Small(i128, i128),
    /// What does not fit: a numerator that is not zero, and a positive denominator.
    Large(Box<[BigInt; 2]>),
}

use Exact::{Large, Small};

/// So many digits always fit in a decimal; it keeps some numbers of one digit more.
const DIGITS: usize = 28;
/// A decimal has at most so many places.
const MOST_PLACES: usize = 28;

/// The greatest common divisor.
pub(super) fn common_divisor(a: u128, b: u128) -> u128 {
    match (u64::try_from(a), u64::try_from(b)) {
        (Ok(a), Ok(b)) => u128::from(binary_divisor(a, b)),
        // One step brings the larger below the smaller, mostly into one word.
        _ if b == 0 => a,
        _ => common_divisor(b, a % b),
    }
}

fn binary_divisor(mut a: u64, mut b: u64) -> u64 {
    if a == 0 || b == 0 {
        return a | b;
    }
    let shift = (a | b).trailing_zeros();
    a >>= a.trailing_zeros();
    while b != 0 {
        b >>= b.trailing_zeros();
        (a, b) = (a.min(b), a.abs_diff(b));
    }
    a << shift
}

/// The greatest common divisor of a numerator and a denominator, at least 1 for a denominator.
fn divisor(a: i128, b: i128) -> i128 {
    if b == 1 || a == 1 {
        return 1;
    }
    // At most the size of the denominator, so that it fits.
    common_divisor(a.unsigned_abs(), b.unsigned_abs()) as i128
}

fn small_sum(a: i128, b: i128, c: i128, d: i128) -> Option<Exact> {
    if b == 1 && d == 1 {
        return kept(a.checked_add(c)?, 1);
    }
    let shared = divisor(b, d);
    let (left, right) = (a.checked_mul(d / shared)?, c.checked_mul(b / shared)?);
    let top = left.checked_add(right)?;
    let again = divisor(top, shared);
    kept(top / again, (b / again).checked_mul(d / shared)?)
}

fn small_product(a: i128, b: i128, c: i128, d: i128) -> Option<Exact> {
    let (first, second) = (divisor(a, d), divisor(c, b));
    kept((a / first).checked_mul(c / second)?, (b / second).checked_mul(d / first)?)
}

fn kept(top: i128, bottom: i128) -> Option<Exact> {
    (top != i128::MIN).then_some(Small(top, bottom))
}

impl Exact {
    fn large(&self) -> [BigInt; 2] {
        match self {
            Small(top, bottom) => [BigInt::from(*top), BigInt::from(*bottom)],
            Large(parts) => (**parts).clone(),
        }
    }

    fn from_large(top: BigInt, bottom: BigInt) -> Exact {
        if top.is_zero() {
            return Exact::zero();
        }
        match top.to_i128().zip(bottom.to_i128()) {
            Some((top, bottom)) if top != i128::MIN => {
                let shared = divisor(top, bottom);
                Small(top / shared, bottom / shared)
            }
            _ => Large(Box::new([top, bottom])),
        }
    }

    /// The quotient of two integers, the second above zero.
    pub(super) fn ratio(top: &Integer, bottom: &Integer) -> Exact {
        match (top, bottom) {
            (Integer::Small(top), Integer::Small(bottom)) => {
                let shared = divisor(*top, *bottom);
                Small(top / shared, bottom / shared)
            }
            _ => Exact::from_large(top.large(), bottom.large()),
        }
    }

    /// Numerator and denominator.
    pub(super) fn parts(&self) -> [Integer; 2] {
        match self {
            Small(top, bottom) => [Integer::Small(*top), Integer::Small(*bottom)],
            Large(parts) => (**parts).clone().map(Integer::from_large),
        }
    }

    /// The next decimal that is not below (`up`) or not above: the number itself where a decimal
    /// holds it. `None` beyond the range of decimals.
    pub(super) fn rounded(&self, up: bool) -> Option<Decimal> {
        if let Small(top, 1) = self
            && let Ok(whole) = Decimal::try_from_i128_with_scale(*top, 0)
        {
            return Some(whole);
        }
        let value = self.large();
        let whole = (&value[0] / &value[1]).abs();
        let length = if whole.is_zero() { 0 } else { whole.to_string().len() };
        let places = |digits: usize| digits.saturating_sub(length).min(MOST_PLACES);
        let (longest, exact) = scaled_floor(&value, places(DIGITS + 1));
        if exact && let Some(decimal) = decimal(&longest, places(DIGITS + 1)) {
            return Some(decimal.normalize());
        }
        let (floor, exact) = scaled_floor(&value, places(DIGITS));
        let digits = if up && !exact { floor + 1 } else { floor };
        decimal(&digits, places(DIGITS)).map(|decimal| decimal.normalize())
    }
}

/// The number times a power of ten, rounded down, and whether nothing was rounded.
fn scaled_floor([top, bottom]: &[BigInt; 2], places: usize) -> (BigInt, bool) {
    let scaled = top * BigInt::from(10).pow(places as u32);
    let (quotient, rest) = (&scaled / bottom, &scaled % bottom);
    match (rest.is_zero(), rest.is_negative()) {
        (true, _) => (quotient, true),
        (false, true) => (quotient - 1, false),
        (false, false) => (quotient, false),
    }
}

fn decimal(digits: &BigInt, places: usize) -> Option<Decimal> {
    Decimal::try_from_i128_with_scale(digits.to_i128()?, places as u32).ok()
}

impl Number for Exact {
    const EXACT: bool = true;
    const MOST_WORK: u64 = 25_000_000;

    fn zero() -> Exact {
        Small(0, 1)
    }

    fn one() -> Exact {
        Small(1, 1)
    }

    fn of(value: Decimal) -> Exact {
        let (top, bottom) = (value.mantissa(), 10_i128.pow(value.scale().min(28)));
        let shared = divisor(top, bottom);
        Small(top / shared, bottom / shared)
    }

    fn add(&self, other: &Exact) -> Exact {
        match (self, other) {
            (Small(0, _), _) => Some(other.clone()),
            (_, Small(0, _)) => Some(self.clone()),
            (Small(a, b), Small(c, d)) => small_sum(*a, *b, *c, *d),
            _ => None,
        }
        .unwrap_or_else(|| {
            let ([a, b], [c, d]) = (self.large(), other.large());
            match b == d {
                true => Exact::from_large(a + c, b),
                false => Exact::from_large(a * &d + c * &b, b * d),
            }
        })
    }

    fn subtract(&self, other: &Exact) -> Exact {
        self.add(&other.negate())
    }

    fn multiply(&self, other: &Exact) -> Exact {
        match (self, other) {
            (Small(0, _), _) | (_, Small(0, _)) => Some(Exact::zero()),
            (Small(1, 1), _) => Some(other.clone()),
            (_, Small(1, 1)) => Some(self.clone()),
            (Small(a, b), Small(c, d)) => small_product(*a, *b, *c, *d),
            _ => None,
        }
        .unwrap_or_else(|| {
            let ([a, b], [c, d]) = (self.large(), other.large());
            Exact::from_large(a * c, b * d)
        })
    }

    fn divide(&self, other: &Exact) -> Exact {
        let inverse = match other {
            // Nobody divides by zero; should it happen, zero is as wrong as any number.
            Small(0, _) => Exact::zero(),
            Small(top, bottom) => Small(bottom * top.signum(), top.abs()),
            Large(parts) if parts[0].is_negative() => {
                Exact::from_large(-parts[1].clone(), -parts[0].clone())
            }
            Large(parts) => Exact::from_large(parts[1].clone(), parts[0].clone()),
        };
        self.multiply(&inverse)
    }

    fn negate(&self) -> Exact {
        match self {
            Small(top, bottom) => Small(-top, *bottom),
            Large(parts) => Large(Box::new([-parts[0].clone(), parts[1].clone()])),
        }
    }

    fn is_zero(&self) -> bool {
        matches!(self, Small(0, _))
    }

    fn is_short(&self) -> bool {
        matches!(self, Small(..))
    }

    fn is_one(&self) -> bool {
        matches!(self, Small(1, 1))
    }

    fn sign(&self) -> Ordering {
        match self {
            Small(top, _) => top.cmp(&0),
            Large(parts) if parts[0].is_negative() => Ordering::Less,
            Large(_) => Ordering::Greater,
        }
    }

    fn order(&self, other: &Exact) -> Ordering {
        let by_sign = self.sign().cmp(&other.sign());
        if by_sign.is_ne() {
            return by_sign;
        }
        if let (Small(a, b), Small(c, d)) = (self, other)
            && let Some((left, right)) = a.checked_mul(*d).zip(c.checked_mul(*b))
        {
            return left.cmp(&right);
        }
        let ([a, b], [c, d]) = (self.large(), other.large());
        (a * d).cmp(&(c * b))
    }

    fn order_of_size(&self, other: &Exact) -> Ordering {
        let size = |x: &Exact| if x.sign().is_lt() { x.negate() } else { x.clone() };
        size(self).order(&size(other))
    }

    fn add_product(&mut self, factor: &Exact, other: &Exact) {
        if !other.is_zero() {
            *self = self.add(&factor.multiply(other));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fraction(top: i128, bottom: i128) -> Exact {
        Exact::of(Decimal::from_i128_with_scale(top, 0))
            .divide(&Exact::of(Decimal::from_i128_with_scale(bottom, 0)))
    }

    #[test]
    fn long_fractions_are_equal_to_short_ones() {
        let huge = Exact::of(Decimal::MAX);
        let product = huge.multiply(&huge).multiply(&huge);
        assert!(matches!(product, Large(_)));
        let back = product.divide(&huge).divide(&huge);
        assert_eq!(back.order(&huge), Ordering::Equal);
        assert!(product.subtract(&product).is_zero());
        assert_eq!(product.negate().order(&product), Ordering::Less);
        assert_eq!(product.negate().order_of_size(&huge), Ordering::Greater);
    }

    #[test]
    fn sums_are_in_lowest_terms() {
        let sum = fraction(1, 6).add(&fraction(-5, 10)).add(&fraction(1, 3));
        assert!(matches!(sum, Small(0, 1)), "{sum:?}");
        let sum = fraction(1, 6).add(&fraction(1, 10));
        assert!(matches!(sum, Small(4, 15)), "{sum:?}");
        let quotient = fraction(2, 3).divide(&fraction(-4, 9));
        assert!(matches!(quotient, Small(-3, 2)), "{quotient:?}");
    }

    #[test]
    fn decimals_are_rounded_outward() {
        let third = fraction(1, 3);
        let (low, high) = (third.rounded(false).unwrap(), third.rounded(true).unwrap());
        assert_eq!(low.to_string(), "0.3333333333333333333333333333");
        assert_eq!(high.to_string(), "0.3333333333333333333333333334");
        let minus = third.negate();
        assert_eq!(minus.rounded(false), Some(-high));
        assert_eq!(minus.rounded(true), Some(-low));
        let large = fraction(2_000_000, 3).rounded(true).unwrap();
        assert_eq!(large.to_string(), "666666.6666666666666666666667");
    }

    #[test]
    fn decimals_that_fit_are_kept() {
        for value in [Decimal::MAX, Decimal::MIN, Decimal::new(1, 28), Decimal::new(-25, 2)] {
            assert_eq!(Exact::of(value).rounded(true), Some(value));
            assert_eq!(Exact::of(value).rounded(false), Some(value));
        }
        let long = Decimal::from_i128_with_scale(79_228_162_514_264_337_593_543_950_335, 13);
        assert_eq!(Exact::of(long).rounded(false), Some(long));
    }

    #[test]
    fn what_no_decimal_holds_has_no_end() {
        let beyond = Exact::of(Decimal::MAX).add(&fraction(1, 3));
        assert_eq!(beyond.rounded(true), None);
        assert_eq!(beyond.rounded(false), Some(Decimal::MAX));
        let tiny = Exact::of(Decimal::new(1, 28)).multiply(&fraction(1, 2));
        assert_eq!(tiny.rounded(false), Some(Decimal::ZERO));
        assert_eq!(tiny.rounded(true), Some(Decimal::new(1, 28)));
    }
}
