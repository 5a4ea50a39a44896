//! Dates in digits.

use counterflow_claim::Date;

use super::Time;
use super::core::{Core, core, two_digits, year_at};
use crate::quantity::Reader;
use crate::text::Class;

/// `2026-01-30`, `1/30/2026`, `30.1.2026`.
pub(crate) fn at(reader: &Reader, at: usize) -> Option<Core> {
    let mark = reader.word(at + 1);
    let joined = matches!(mark, "-" | "/") && reader.glued(at + 1) && reader.glued(at + 2);
    let before = at > reader.floor && reader.glued(at) && matches!(reader.word(at - 1), "-" | "/");
    if !joined || before || reader.class(at + 2) != Class::Number {
        return None;
    }
    let third = reader.word(at + 3) == mark
        && reader.glued(at + 3)
        && reader.glued(at + 4)
        && reader.class(at + 4) == Class::Number;
    let small = |at: usize| {
        let text = reader.tokens.text(at);
        (text.len() <= 2).then(|| text.parse::<i8>().ok()).flatten()
    };
    if !third {
        return None;
    }
    if let Some(year) = year_at(reader, at) {
        let (month, day) = (small(at + 2)?, small(at + 4)?);
        return Some(core(at..at + 5, Time::Day(Date::new(year, month, day).ok()?)));
    }
    let year = year_at(reader, at + 4).or_else(|| two_digits(reader.tokens.text(at + 4)))?;
    let (first, second) = (small(at)?, small(at + 2)?);
    let (month, day) = if first > 12 { (second, first) } else { (first, second) };
    let date = Date::new(year, month, day).ok()?;
    let ambiguous = first <= 12 && second <= 12 && first != second;
    Some(Core { ambiguous, ..core(at..at + 5, Time::Day(date)) })
}
