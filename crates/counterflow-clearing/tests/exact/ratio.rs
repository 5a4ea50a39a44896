//! Fractions of whole numbers of any length.

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive, Zero};

/// A fraction with a positive denominator, not reduced: it is made, compared, and thrown away.
#[derive(Clone, Debug)]
pub struct Ratio {
    pub num: BigInt,
    pub den: BigInt,
}

impl Ratio {
    /// What an `f64` stands for, to the last bit. It must be finite.
    pub fn of(number: f64) -> Ratio {
        let (mantissa, exponent) = parts(number);
        let (num, den) = (BigInt::from(mantissa), BigInt::from(1));
        match u64::try_from(exponent) {
            Ok(up) => Ratio { num: num << up, den },
            Err(_) => Ratio { num, den: den << exponent.unsigned_abs() },
        }
    }

    /// The nearest `f64`, or one next to it.
    pub fn to_f64(&self) -> f64 {
        if self.num.is_zero() {
            return 0.0;
        }
        // Sixty-four significant bits of the quotient, then a power of two in two steps, since
        // one alone may lie outside of the range although the product does not.
        let shift = self.den.bits() as i64 - self.num.bits() as i64 + 64;
        let scaled = if shift >= 0 { &self.num << shift } else { &self.num >> -shift };
        let quotient = (scaled / &self.den).to_f64().unwrap_or(f64::NAN);
        let half = (-shift / 2) as i32;
        quotient * power_of_two(half) * power_of_two((-shift) as i32 - half)
    }

    /// The distance to an `f64`, as a fraction of `scale`; exact until the last step.
    pub fn distance(&self, number: f64, scale: f64) -> f64 {
        let other = Ratio::of(number);
        let gap = &self.num * &other.den - &other.num * &self.den;
        if gap.is_zero() {
            return 0.0;
        }
        let scale = Ratio::of(scale);
        let den = &self.den * &other.den * scale.num;
        Ratio { num: gap.abs() * scale.den, den }.to_f64()
    }

    pub fn is_at_least(&self, number: f64) -> bool {
        *self >= Ratio::of(number)
    }

    pub fn is_at_most(&self, number: f64) -> bool {
        *self <= Ratio::of(number)
    }
}

impl PartialEq for Ratio {
    fn eq(&self, other: &Ratio) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Ratio {}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Ratio) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ratio {
    fn cmp(&self, other: &Ratio) -> Ordering {
        (&self.num * &other.den).cmp(&(&other.num * &self.den))
    }
}

/// `mantissa · 2^exponent` with an odd mantissa, or zero twice.
pub fn parts(number: f64) -> (i64, i64) {
    assert!(number.is_finite(), "{number} is no fraction");
    if number == 0.0 {
        return (0, 0);
    }
    let bits = number.to_bits();
    let field = (bits >> 52 & 0x7ff) as i64;
    let fraction = (bits & ((1 << 52) - 1)) as i64;
    let (mantissa, exponent) =
        if field == 0 { (fraction, -1074) } else { (fraction | 1 << 52, field - 1075) };
    let zeros = mantissa.trailing_zeros();
    let sign = if number < 0.0 { -1 } else { 1 };
    (sign * (mantissa >> zeros), exponent + i64::from(zeros))
}

fn power_of_two(exponent: i32) -> f64 {
    2_f64.powi(exponent)
}

#[test]
#[expect(clippy::float_cmp, reason = "they are equal to the last bit")]
fn what_a_number_stands_for() {
    assert_eq!(parts(0.75), (3, -2));
    assert_eq!(parts(-40.0), (-5, 3));
    for number in [0.1, 1e300, 5e-324, -7.0, 2.2e-308] {
        assert_eq!(Ratio::of(number).to_f64(), number);
    }
    let third = Ratio { num: BigInt::from(1), den: BigInt::from(3) };
    assert!(third.is_at_least(1.0 / 3.0) && !third.is_at_most(1.0 / 3.0));
    assert_eq!(third.distance(0.0, 1.0), 1.0 / 3.0);
}
