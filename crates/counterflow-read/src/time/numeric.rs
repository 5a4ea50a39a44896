//! Dates in digits.

use counterflow_claim::Date;

use super::Time;
use super::calendar::{two_digits, year_of_digits};
use super::core::{Core, core};
use crate::quantity::Reader;
use crate::text::Class;

/// One or two digits as a number.
fn small(reader: &Reader, at: usize) -> Option<i8> {
    let text = reader.text(at);
    let short = reader.class(at) == Class::Number && text.len() <= 2;
    short.then(|| text.parse().ok()).flatten()
}

/// Whether digits stand right behind a mark, and digits in front of it.
fn joined(reader: &Reader, mark: usize) -> bool {
    matches!(reader.word(mark), "-" | "/" | "~")
        && reader.glued(mark)
        && reader.glued(mark + 1)
        && reader.class(mark + 1) == Class::Number
}

/// `2026-01-30`, `1/30/2026`.
pub(crate) fn at(reader: &Reader, at: usize) -> Option<Core> {
    let led =
        at > reader.floor + 1 && joined(reader, at - 1) && reader.class(at - 2) == Class::Number;
    if !joined(reader, at + 1) || led {
        return None;
    }
    if !joined(reader, at + 3) || reader.word(at + 3) != reader.word(at + 1) {
        let ranged = reader.word(at + 3) == "-" && joined(reader, at + 3) && joined(reader, at + 5);
        return month_day(reader, at).filter(|_| ranged || is_led(reader, at));
    }
    if let Some(year) = year_of_digits(reader.text(at)) {
        let (month, day) = (small(reader, at + 2)?, small(reader, at + 4)?);
        return Some(core(at..at + 5, Time::Day(Date::new(year, month, day).ok()?)));
    }
    let text = reader.text(at + 4);
    let year = year_of_digits(text).or_else(|| two_digits(text))?;
    let (month, day, ambiguous) = ordered(small(reader, at)?, small(reader, at + 2)?)?;
    let date = Date::new(year, month, day).ok()?;
    Some(Core { ambiguous, ..core(at..at + 5, Time::Day(date)) })
}

/// Month and day, in the order of the United States unless only the other one can be.
fn ordered(first: i8, second: i8) -> Option<(i8, i8, bool)> {
    let (month, day) = if first > 12 { (second, first) } else { (first, second) };
    let fits = (1..=12).contains(&month) && (1..=31).contains(&day);
    fits.then_some((month, day, first <= 12 && second <= 12 && first != second))
}

/// `7/6`, with a year behind a comma or not.
pub(crate) fn month_day(reader: &Reader, at: usize) -> Option<Core> {
    if !joined(reader, at + 1) || reader.word(at + 1) != "/" {
        return None;
    }
    let (month, day, ambiguous) = ordered(small(reader, at)?, small(reader, at + 2)?)?;
    let comma = at + 3 + usize::from(reader.word(at + 3) == ",");
    let year = year_of_digits(reader.text(comma)).filter(|_| comma > at + 3);
    let (value, end) = match year {
        Some(year) => (Time::Day(Date::new(year, month, day).ok()?), comma + 1),
        None => (Time::MonthDay { month, day }, at + 3),
    };
    Some(Core { ambiguous, ..core(at..end, value) })
}

/// Whether a word leads to a date: `7/6` alone may be a ratio.
fn is_led(reader: &Reader, at: usize) -> bool {
    let before = if at > reader.floor { reader.word(at - 1) } else { "" };
    matches!(
        before,
        "on" | "from"
            | "by"
            | "since"
            | "until"
            | "till"
            | "before"
            | "after"
            | "between"
            | "dated"
    )
}
