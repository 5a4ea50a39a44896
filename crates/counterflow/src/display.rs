//! Numbers for people: three digits, a scale, and ends that say whether they are reached.

use counterflow_analysis::{Figure, Rounding, Shown, significant};
use counterflow_claim::{Bound, Bounds, Decimal, Measure, Unit};
use counterflow_network::{Readings, State, interval};

/// How many digits are shown.
const DIGITS: u32 = 3;

/// Stands behind a headline number that lies outside of its range.
pub const OUTSIDE: &str = "*";

/// What the mark says.
pub const WHY_OUTSIDE: &str = "outside of its range: what else is said allows no such number";

/// What a cell of a table shows of a figure.
pub fn reading(figure: &Figure, shown: Shown) -> String {
    read(&figure.readings, figure.state, figure.unit, shown)
}

/// What is shown of a number. A range of which claims contradict one another says so.
pub fn read(readings: &Readings, state: State, unit: Unit, shown: Shown) -> String {
    let reading = match shown {
        Shown::Headline => readings.headline,
        Shown::Firm => readings.firm,
        Shown::Range => readings.range,
    };
    let against = shown == Shown::Range && state == State::Contradiction;
    match reading {
        Some(bounds) if against && interval::is_empty(bounds) => "contradicted".to_string(),
        Some(bounds) if against => format!("{} contradicted", range(bounds, unit)),
        Some(bounds) => range(bounds, unit),
        None if shown == Shown::Range => "not computable".to_string(),
        None => "—".to_string(),
    }
}

/// The headline with a mark behind it where it lies outside of the range.
pub fn headline(figure: &Figure) -> String {
    let mark = if is_outside(&figure.readings) { OUTSIDE } else { "" };
    reading(figure, Shown::Headline) + mark
}

/// Whether the headline lies outside of the range: not at an end that is not reached, which is how
/// "more than 20" is written, but beyond it.
pub fn is_outside(readings: &Readings) -> bool {
    let (Some(headline), Some(range)) = (readings.headline, readings.range) else { return false };
    // Quotients are rounded outward, each on its own way: no difference in the last digits counts.
    let beyond = |inner: Option<Bound>, outer: Option<Bound>| {
        let (Some(inner), Some(outer)) = (inner, outer) else { return false };
        let room = outer.value.abs() * Decimal::new(1, 9);
        inner.value.checked_sub(outer.value).is_some_and(|over| over > room)
    };
    beyond(headline.low, range.high) || beyond(range.low, headline.high)
}

/// One end of a range: `≤ 100 bn`, `> 20 bn`.
pub fn end(bound: Bound, high: bool, unit: Unit) -> String {
    let sign = match (high, bound.open) {
        (true, true) => "<",
        (true, false) => "≤",
        (false, true) => ">",
        (false, false) => "≥",
    };
    format!("{sign} {}", number(bound.value, unit))
}

/// A range: `830 bn`, `≤ 100 bn`, `> 20 bn`, `730–<830 bn`.
pub fn range(bounds: Bounds, unit: Unit) -> String {
    let zero = |end: Option<Bound>| end.is_some_and(|end| end.value.is_zero());
    match (bounds.low, bounds.high) {
        (None, None) => "any".to_string(),
        (Some(low), None) if zero(Some(low)) && !low.open => "0 or more".to_string(),
        (Some(low), None) => {
            format!("{} {}", if low.open { ">" } else { "≥" }, number(low.value, unit))
        }
        (None, Some(high)) => at_most(high, unit),
        (Some(low), Some(high)) if low.open && zero(Some(low)) => at_most(high, unit),
        (Some(_), Some(high)) if interval::is_point(bounds) => number(high.value, unit),
        (Some(low), Some(high)) => between(low, high, unit),
    }
}

fn at_most(high: Bound, unit: Unit) -> String {
    format!("{} {}", if high.open { "<" } else { "≤" }, number(high.value, unit))
}

fn between(low: Bound, high: Bound, unit: Unit) -> String {
    let (from, to) = (number(low.value, unit), number(high.value, unit));
    if from == to {
        return from;
    }
    // One scale for both where they share it: "730–830 bn".
    let (from_digits, from_scale) = from.rsplit_once(' ').unwrap_or((&from, ""));
    let (_, to_scale) = to.rsplit_once(' ').unwrap_or((&to, ""));
    let from = if from_scale == to_scale || from == "0" { from_digits } else { &from };
    let (over, under) = (if low.open { ">" } else { "" }, if high.open { "<" } else { "" });
    format!("{over}{from}–{under}{to}")
}

/// A number with its scale and sign of unit; a currency is said once, in the heading.
pub fn number(value: Decimal, unit: Unit) -> String {
    match unit.measure {
        Measure::Fraction | Measure::Points => format!("{}%", short(value * Decimal::ONE_HUNDRED)),
        Measure::Multiple => format!("{}x", short(value)),
        Measure::Money(_) | Measure::Shares | Measure::Units => scaled(value),
        Measure::Bare => short(value.round()),
        _ => format!("{} {unit}", short(value)),
    }
}

fn scaled(value: Decimal) -> String {
    const SCALES: [(u64, &str); 4] =
        [(1_000_000_000_000, " tn"), (1_000_000_000, " bn"), (1_000_000, " M"), (1_000, " K")];
    let fits = |(size, _): &&(u64, &str)| value.abs() >= Decimal::from(*size);
    match SCALES.iter().find(fits) {
        Some((size, word)) => format!("{}{word}", short(value / Decimal::from(*size))),
        None => short(value),
    }
}

fn short(value: Decimal) -> String {
    grouped(&significant(value, DIGITS, Rounding::Nearest))
}

/// A number with commas between groups of three digits in front of the point.
fn grouped(number: &str) -> String {
    let (sign, number) = number.strip_prefix('-').map_or(("", number), |rest| ("-", rest));
    let (whole, fraction) =
        number.split_once('.').map_or((number, ""), |(w, _)| (w, &number[w.len()..]));
    let mut out = String::from(sign);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out + fraction
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_stand_in_groups_of_three() {
        assert_eq!(grouped("10000"), "10,000");
        assert_eq!(grouped("-1310.5"), "-1,310.5");
        assert_eq!(grouped("999"), "999");
    }

    #[test]
    fn ranges_say_whether_their_ends_are_reached() {
        let unit = Unit::money(counterflow_claim::Currency::USD);
        let end = |value: i64, open| Some(Bound { value: Decimal::from(value), open });
        let shown = |low, high| range(Bounds { low, high }, unit);
        assert_eq!(shown(end(0, true), end(100_000_000_000, false)), "≤ 100 bn");
        assert_eq!(shown(end(730_000_000_000, false), end(830_000_000_000, true)), "730–<830 bn");
        assert_eq!(shown(end(20_000_000_000, true), None), "> 20 bn");
        assert_eq!(shown(end(0, false), None), "0 or more");
        assert_eq!(shown(end(950_000_000, false), end(1_500_000_000, false)), "950 M–1.5 bn");
    }
}
