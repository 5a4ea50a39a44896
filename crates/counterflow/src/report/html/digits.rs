//! Numbers in full: twelve significant digits, in groups of three.

use counterflow_analysis::{Rounding, significant};
use counterflow_claim::{Bound, Bounds};
use counterflow_network::interval;

/// How many digits are shown.
const DIGITS: u32 = 12;

/// A reading at written numbers: one, or the two of a written range.
pub fn written(bounds: Bounds) -> String {
    let nearest =
        |end: Option<Bound>| end.map(|end| digits(end, Rounding::Nearest)).unwrap_or_default();
    let (low, high) = (nearest(bounds.low), nearest(bounds.high));
    if low == high { low } else { format!("{low} to {high}") }
}

/// A range, rounded outward; an end that is not reached says so.
pub fn range(bounds: Bounds) -> String {
    let low = |low: Bound| digits(low, Rounding::Down);
    let high = |high: Bound| digits(high, Rounding::Up);
    match (bounds.low, bounds.high) {
        (None, None) => "any".to_string(),
        (Some(from), None) => format!("{} {}", if from.open { ">" } else { "≥" }, low(from)),
        (None, Some(to)) => format!("{} {}", if to.open { "<" } else { "≤" }, high(to)),
        (Some(from), Some(to)) if interval::is_empty(bounds) => {
            format!(
                "no number is both {} and {}",
                range(Bounds { low: Some(from), high: None }),
                range(Bounds { low: None, high: Some(to) })
            )
        }
        (Some(from), Some(_)) if interval::is_point(bounds) => digits(from, Rounding::Nearest),
        (Some(from), Some(to)) => {
            let (over, under) =
                (if from.open { "> " } else { "" }, if to.open { "< " } else { "" });
            format!("{over}{} to {under}{}", low(from), high(to))
        }
    }
}

fn digits(end: Bound, rounding: Rounding) -> String {
    grouped(&significant(end.value, DIGITS, rounding))
}

/// A decimal number with commas between each three digits in front of the point.
fn grouped(number: &str) -> String {
    let (sign, number) = number.strip_prefix('-').map_or(("", number), |rest| ("-", rest));
    let (whole, part) = number.find('.').map_or((number, ""), |point| number.split_at(point));
    let mut out = String::from(sign);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    out + part
}

#[cfg(test)]
mod tests {
    use super::*;
    use counterflow_claim::Decimal;

    fn bound(value: i64, open: bool) -> Option<Bound> {
        Some(Bound { value: Decimal::from(value), open })
    }

    #[test]
    fn digits_stand_in_threes() {
        for (plain, shown) in
            [("0", "0"), ("999", "999"), ("1000", "1,000"), ("-1234567.8901", "-1,234,567.8901")]
        {
            assert_eq!(grouped(plain), shown);
        }
    }

    #[test]
    fn ends_say_whether_they_are_reached() {
        let range = |low, high| range(Bounds { low, high });
        assert_eq!(range(bound(730, false), bound(830, true)), "730 to < 830");
        assert_eq!(range(bound(0, true), bound(100, false)), "> 0 to 100");
        assert_eq!(range(bound(8, false), None), "≥ 8");
        assert_eq!(range(None, bound(8, true)), "< 8");
        assert_eq!(range(bound(1500, false), bound(1500, false)), "1,500");
        assert_eq!(range(bound(2, false), bound(1, false)), "no number is both ≥ 2 and ≤ 1");
        assert_eq!(range(None, None), "any");
    }
}
