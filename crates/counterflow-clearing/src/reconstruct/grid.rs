//! A decimal grid: amounts as whole multiples of one power of ten.
//!
//! Flows, bounds and draws are sums and differences of the totals. On the grid these are exact,
//! so zero is zero, a tie is a tie, and no threshold decides which cells can move. A number is
//! taken as the shortest decimal that stands for it, for that is what was typed: on the grid
//! 0.1 and 0.2 make 0.3.

/// Digits between the largest amount and the grid: twice this number still fits an `i128`.
const DIGITS: i32 = 35;

/// What [`Grid::unit`] is in grid points.
pub(super) const UNIT: f64 = 1e35;

/// The grid: its points are the multiples of `10^exponent`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Grid {
    exponent: i32,
}

impl Grid {
    /// The grid on which no amount up to `total` has more than 36 digits.
    pub(super) fn fitting(total: f64) -> Self {
        Grid { exponent: decimal(total).1 + leading(total) - DIGITS }
    }

    /// The nearest point to a finite amount.
    pub(super) fn whole(self, amount: f64) -> i128 {
        let (digits, exponent) = decimal(amount);
        shift(digits, exponent - self.exponent)
    }

    /// The number nearest to a point.
    pub(super) fn amount(self, whole: i128) -> f64 {
        // A sign, digits and an exponent are always a number.
        format!("{whole}e{}", self.exponent).parse().unwrap_or(f64::NAN)
    }

    /// The amount of [`UNIT`] points: the scale of the largest amount.
    pub(super) fn unit(self) -> f64 {
        self.amount(10_i128.pow(DIGITS.unsigned_abs()))
    }
}

/// Digits and exponent of the shortest decimal that reads back as this number.
fn decimal(amount: f64) -> (i128, i32) {
    let text = format!("{amount:e}");
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let places = mantissa.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    let digits: String = mantissa.chars().filter(|c| *c != '.').collect();
    let exponent = exponent.parse::<i32>().unwrap_or(0) - places as i32;
    (digits.parse().unwrap_or(0), exponent)
}

/// How many digits follow the first one.
fn leading(amount: f64) -> i32 {
    decimal(amount).0.unsigned_abs().checked_ilog10().unwrap_or(0) as i32
}

/// `digits * 10^places`, to the nearest whole number.
fn shift(digits: i128, places: i32) -> i128 {
    let power = 10_i128.checked_pow(places.unsigned_abs());
    match (places >= 0, power) {
        (true, Some(power)) => digits.saturating_mul(power),
        (false, Some(power)) => (digits + digits.signum() * (power / 2)) / power,
        (_, None) => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_add_up_as_typed() {
        let grid = Grid::fitting(0.3);
        assert_eq!(grid.whole(0.1) + grid.whole(0.2), grid.whole(0.3));
        assert!(grid.amount(grid.whole(0.1) + grid.whole(0.2)).to_bits() == 0.3_f64.to_bits());
    }

    #[test]
    fn every_size_goes_there_and_back() {
        for amount in [0.0, 1.0, 5e-324, 1.7e300, 123_456.789, 1e-6, 9.999_999_999_999_999e11] {
            let grid = Grid::fitting(amount);
            assert_eq!(grid.amount(grid.whole(amount)).to_bits(), amount.to_bits());
        }
    }

    #[test]
    fn small_beside_large_keeps_its_digits() {
        let grid = Grid::fitting(1e12);
        assert_eq!(grid.amount(grid.whole(1.25e-6)).to_bits(), 1.25e-6_f64.to_bits());
        assert_eq!(grid.whole(1e-40), 0);
    }
}
