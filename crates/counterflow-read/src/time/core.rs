//! A time by itself, before what stands around it is looked at.

use std::ops::Range;

use super::lexicon::TimeLex;
use super::{Part, Period, Relation, Time};
use super::{calendar, numeric, period, range, relative};
use crate::quantity::Reader;
use crate::text::Class;

/// A time with the tokens that it takes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Core {
    /// The tokens.
    pub range: Range<usize>,
    /// The time.
    pub value: Time,
    /// The time that it is told from or lies in.
    pub of: Option<Time>,
    /// The part of it that is meant.
    pub part: Part,
    /// The last time with its part, if it is the first of a range.
    pub until: Option<(Time, Part)>,
    /// Whether day and month could be the other way round.
    pub ambiguous: bool,
}

/// A time at some tokens.
pub(crate) fn core(range: Range<usize>, value: Time) -> Core {
    Core { range, value, of: None, part: Part::Whole, until: None, ambiguous: false }
}

/// What the word of a token does in a time.
pub(crate) fn lex(reader: &Reader, at: usize) -> Option<TimeLex> {
    match reader.class(at) {
        Class::Lower | Class::Capital => reader.tokens.entry(at).time,
        _ => None,
    }
}

/// Which year, quarter and so on a word tells from the document's: `last year`, `the year`.
pub(crate) fn told(reader: &Reader, at: usize) -> Option<(Time, usize)> {
    let place = at + usize::from(reader.word(at) == "the");
    match (lex(reader, place), lex(reader, place + 1)) {
        (Some(TimeLex::Shift(shift)), Some(TimeLex::Period(period))) => {
            let time = Time::Relative(Relation::Whole(shift, period));
            (!reader.word(place + 1).ends_with('s')).then_some((time, place + 2))
        }
        (Some(TimeLex::Period(period @ (Period::Year | Period::Month))), _) if place > at => {
            Some((Time::Same(period), place + 1))
        }
        _ => None,
    }
}

/// The time that starts at a token, or the range whose first day has no month.
pub(crate) fn first(reader: &Reader, at: usize) -> Option<Core> {
    let in_digits = reader.class(at) == Class::Number;
    let in_words = matches!(reader.class(at), Class::Lower | Class::Capital);
    if !in_digits && !in_words {
        return None;
    }
    if in_digits || reader.lex(at).is_some() {
        return range::days_first(reader, at).or_else(|| self::at(reader, at));
    }
    range::from_now(reader, at).or_else(|| self::at(reader, at))
}

/// The time that starts at a token.
pub(crate) fn at(reader: &Reader, at: usize) -> Option<Core> {
    match reader.class(at) {
        Class::Number => numeric::at(reader, at)
            .or_else(|| calendar::year_month_first(reader, at))
            .or_else(|| period::year_first(reader, at))
            .or_else(|| calendar::day_month(reader, at))
            .or_else(|| calendar::days_of_month(reader, at))
            .or_else(|| period::nth(reader, at))
            .or_else(|| relative::counted(reader, at))
            .or_else(|| period::short_quarter(reader, at))
            .or_else(|| calendar::year_alone(reader, at)),
        Class::Lower | Class::Capital => in_words(reader, at),
        _ => None,
    }
}

fn in_words(reader: &Reader, at: usize) -> Option<Core> {
    match lex(reader, at) {
        Some(TimeLex::Month(month)) => calendar::month_first(reader, at, month),
        Some(TimeLex::Weekday(day)) => calendar::weekday(reader, at, day),
        Some(TimeLex::Day(shift)) => {
            Some(core(at..at + 1, Time::Relative(Relation::Offset(shift, Period::Day))))
        }
        Some(TimeLex::Quarter(_) | TimeLex::Half(_)) => period::by_letter(reader, at),
        Some(TimeLex::Fiscal) => period::fiscal_year(reader, at),
        Some(TimeLex::Shift(shift)) => {
            period::nth(reader, at).or_else(|| relative::shifted(reader, at, shift))
        }
        Some(TimeLex::Season(season)) => calendar::season_of(reader, at, season),
        Some(TimeLex::Period(period)) => relative::period_first(reader, at, period),
        Some(TimeLex::Calendar) => period::named_year(reader, at),
        Some(TimeLex::Feast(month, day)) => calendar::feast(reader, at, month, day),
        Some(TimeLex::Part(_)) => None,
        None => numberlike(reader, at),
    }
}

/// Times that start with a word of a number, and a few others.
fn numberlike(reader: &Reader, at: usize) -> Option<Core> {
    let word = reader.word(at);
    let article = matches!(word, "a" | "an");
    if !article && reader.lex(at).is_none() {
        let glued = word.as_bytes().last().is_some_and(u8::is_ascii_digit);
        return match glued {
            true => period::glued_fiscal(reader, at).or_else(|| calendar::glued_day(reader, at)),
            false => None,
        };
    }
    if article {
        return relative::counted(reader, at);
    }
    calendar::day_month(reader, at)
        .or_else(|| calendar::days_of_month(reader, at))
        .or_else(|| period::nth(reader, at))
        .or_else(|| relative::counted(reader, at))
        .or_else(|| calendar::year_in_words(reader, at))
}
