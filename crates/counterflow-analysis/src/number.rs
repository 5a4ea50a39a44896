//! Exact decimals to a fixed number of significant digits, rounded the way the use asks for.

use counterflow_claim::Decimal;
use rust_decimal::RoundingStrategy;

/// Which way to round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    /// To the nearest, ties to even.
    Nearest,
    /// Towards minus infinity: for low ends.
    Down,
    /// Towards plus infinity: for high ends.
    Up,
}

/// A decimal string with at most so many significant digits, without an exponent.
///
/// ```
/// use counterflow_analysis::{Rounding, significant};
/// use counterflow_claim::Decimal;
/// let sixth = Decimal::ONE / Decimal::from(6);
/// assert_eq!(significant(sixth, 4, Rounding::Down), "0.1666");
/// assert_eq!(significant(sixth, 4, Rounding::Up), "0.1667");
/// assert_eq!(significant(Decimal::from(730_000_000_000_u64), 12, Rounding::Up), "730000000000");
/// ```
pub fn significant(value: Decimal, digits: u32, rounding: Rounding) -> String {
    let value = value.normalize();
    let given = value.mantissa().unsigned_abs().checked_ilog10().map_or(1, |log| log + 1);
    // A number without digits would be none.
    let digits = digits.max(1);
    if given <= digits {
        return value.to_string();
    }
    let strategy = match rounding {
        Rounding::Nearest => RoundingStrategy::MidpointNearestEven,
        Rounding::Down => RoundingStrategy::ToNegativeInfinity,
        Rounding::Up => RoundingStrategy::ToPositiveInfinity,
    };
    let drop = given - digits;
    if drop <= value.scale() {
        return value
            .round_dp_with_strategy(value.scale() - drop, strategy)
            .normalize()
            .to_string();
    }
    // Digits in front of the point are dropped as well: round in a coarser unit.
    let unit = Decimal::from_i128_with_scale(10_i128.pow(drop - value.scale()), 0);
    let coarse = value.checked_div(unit).unwrap_or(value).round_dp_with_strategy(0, strategy);
    coarse.checked_mul(unit).unwrap_or(value).normalize().to_string()
}
