//! The times themselves: days, months, quarters, years.

use std::ops::Range;

use counterflow_claim::Date;

use super::lexicon::{TIMES, TimeLex};
use super::{Period, Relation, Time};
use crate::quantity::{Lex, Reader};
use crate::text::Class;

/// A time with the tokens that it takes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Core {
    /// The tokens.
    pub range: Range<usize>,
    /// The time.
    pub value: Time,
    /// Whether day and month could be the other way round.
    pub ambiguous: bool,
}

/// A time at some tokens.
pub(crate) fn core(range: Range<usize>, value: Time) -> Core {
    Core { range, value, ambiguous: false }
}

/// What the word of a token does in a time.
pub(crate) fn lex(reader: &Reader, at: usize) -> Option<TimeLex> {
    match reader.class(at) {
        Class::Lower | Class::Capital => TIMES.get(reader.word(at)).copied(),
        _ => None,
    }
}

/// The time that starts at a token.
pub(crate) fn at(reader: &Reader, at: usize) -> Option<Core> {
    match reader.class(at) {
        Class::Number => super::numeric::at(reader, at)
            .or_else(|| day_month(reader, at))
            .or_else(|| super::relative::counted(reader, at))
            .or_else(|| short_quarter(reader, at))
            .or_else(|| year_alone(reader, at)),
        Class::Lower | Class::Capital => in_words(reader, at),
        _ => None,
    }
}

fn in_words(reader: &Reader, at: usize) -> Option<Core> {
    match lex(reader, at) {
        Some(TimeLex::Month(month)) => month_first(reader, at, month),
        Some(TimeLex::Weekday(day)) => weekday(reader, at, day),
        Some(TimeLex::Day(shift)) => {
            Some(core(at..at + 1, Time::Relative(Relation::Offset(shift, Period::Day))))
        }
        Some(TimeLex::Quarter(quarter)) => {
            let (year, fiscal, end) = of_year(reader, at + 1);
            Some(core(at..end, Time::Quarter { year, quarter, fiscal }))
        }
        Some(TimeLex::Half(half)) => {
            let (year, fiscal, end) = of_year(reader, at + 1);
            Some(core(at..end, Time::Half { year, half, fiscal }))
        }
        Some(TimeLex::Fiscal) => fiscal_year(reader, at),
        Some(TimeLex::Shift(shift)) => super::relative::shifted(reader, at, shift),
        Some(TimeLex::Season(season)) => season_of(reader, at, season),
        Some(_) => None,
        None => glued_fiscal(reader, at)
            .or_else(|| day_month(reader, at))
            .or_else(|| nth_period(reader, at))
            .or_else(|| super::relative::counted(reader, at)),
    }
}

/// Four digits that can be a year.
pub(crate) fn year_at(reader: &Reader, at: usize) -> Option<i16> {
    let text = reader.tokens.text(at);
    let four = reader.class(at) == Class::Number
        && text.len() == 4
        && text.bytes().all(|byte| byte.is_ascii_digit());
    let year = four.then(|| text.parse::<i16>().ok()).flatten()?;
    (1600..=2400).contains(&year).then_some(year)
}

/// `of 2025`, `2025`, `of fiscal 2025`, `FY25` behind a quarter or half: the year, whether it is
/// fiscal, and the token behind.
fn of_year(reader: &Reader, at: usize) -> (Option<i16>, bool, usize) {
    let mut place = at;
    while place < at + 3 && matches!(reader.word(place), "of" | "the" | "in" | "," | "-" | "/") {
        place += 1;
    }
    if let Some(year) = year_at(reader, place) {
        return (Some(year), false, place + 1);
    }
    let fiscal = match lex(reader, place) {
        Some(TimeLex::Fiscal) => fiscal_year(reader, place),
        _ => glued_fiscal(reader, place),
    };
    match fiscal {
        Some(Core { value: Time::FiscalYear(year), range, .. }) => (Some(year), true, range.end),
        _ => (None, false, at),
    }
}

/// `fiscal 2026`, `fiscal year 2026`, `FY 26`.
fn fiscal_year(reader: &Reader, at: usize) -> Option<Core> {
    let mut place = at + 1;
    place += usize::from(reader.word(place) == "year");
    place += usize::from(reader.word(place) == "-");
    let year = year_at(reader, place).or_else(|| {
        (reader.word(at) == "fy").then(|| two_digits(reader.tokens.text(place))).flatten()
    });
    if let Some(year) = year {
        return Some(core(at..place + 1, Time::FiscalYear(year)));
    }
    // "the fiscal fourth quarter"
    let Core { range, value: Time::Quarter { year, quarter, .. }, .. } =
        nth_period(reader, at + 1)?
    else {
        return None;
    };
    Some(core(at..range.end, Time::Quarter { year, quarter, fiscal: true }))
}

/// `FY2026`, `FY26`.
fn glued_fiscal(reader: &Reader, at: usize) -> Option<Core> {
    let digits = reader.word(at).strip_prefix("fy")?;
    let year = match digits.len() {
        4 => digits.parse().ok().filter(|year| (1600..=2400).contains(year))?,
        _ => two_digits(digits)?,
    };
    Some(core(at..at + 1, Time::FiscalYear(year)))
}

/// A year of two digits: 50 to 99 are of the last century.
pub(crate) fn two_digits(text: &str) -> Option<i16> {
    let two = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    let year = two.then(|| text.parse::<i16>().ok()).flatten()?;
    Some(if year < 50 { 2000 + year } else { 1900 + year })
}

/// `1Q25`, `2H 2025`.
fn short_quarter(reader: &Reader, at: usize) -> Option<Core> {
    let number: i8 = reader.tokens.text(at).parse().ok()?;
    let word = reader.word(at + 1);
    if !reader.glued(at + 1) {
        return None;
    }
    let (kind, digits) = word.split_at_checked(1)?;
    let (year, fiscal, end) = match digits.len() {
        0 => of_year(reader, at + 2),
        2 => (Some(two_digits(digits)?), false, at + 2),
        4 => (Some(digits.parse().ok()?), false, at + 2),
        _ => return None,
    };
    let value = match (kind, number) {
        ("q", 1..=4) => Time::Quarter { year, quarter: number, fiscal },
        ("h", 1..=2) => Time::Half { year, half: number, fiscal },
        _ => return None,
    };
    Some(core(at..end, value))
}

/// `first quarter of 2025`, `second half`, `the fourth quarter`.
fn nth_period(reader: &Reader, at: usize) -> Option<Core> {
    let place = ordinal(reader, at)?;
    let (number, mut behind) = place;
    behind = reader.behind_hyphen(behind);
    let fiscal_word = matches!(lex(reader, behind), Some(TimeLex::Fiscal));
    behind += usize::from(fiscal_word);
    let kind = reader.word(behind);
    let (year, fiscal, end) = of_year(reader, behind + 1);
    let fiscal = fiscal || fiscal_word;
    let value = match (kind, number) {
        ("quarter", 1..=4) => Time::Quarter { year, quarter: number, fiscal },
        ("half", 1..=2) if reader.word(behind + 1) != "-" => {
            Time::Half { year, half: number, fiscal }
        }
        _ => return None,
    };
    Some(core(at..end, value))
}

/// `third`, `3rd`, `twenty-third`: the number and the token behind.
pub(crate) fn ordinal(reader: &Reader, at: usize) -> Option<(i8, usize)> {
    if reader.class(at) == Class::Number {
        let end = matches!(reader.word(at + 1), "st" | "nd" | "rd" | "th") && reader.glued(at + 1);
        return end.then(|| reader.tokens.text(at).parse().ok().map(|of| (of, at + 2))).flatten();
    }
    match reader.lex(at)? {
        Lex::Ordinal(of @ 1..=31, false) => Some((of as i8, at + 1)),
        Lex::Ten(ten @ 20..=30) => {
            let last = reader.behind_hyphen(at + 1);
            match reader.lex(last)? {
                Lex::Ordinal(unit @ 1..=9, false) => Some((ten as i8 + unit as i8, last + 1)),
                _ => None,
            }
        }
        _ => None,
    }
}

/// `January`, `Jan. 3`, `January 3rd, 2025`, `January 2025`.
fn month_first(reader: &Reader, at: usize, month: i8) -> Option<Core> {
    let mut place = at + 1;
    let short = reader.word(at).len() <= 4 && reader.word(at) != "may";
    let point = short && reader.word(place) == "." && reader.glued(place);
    place += usize::from(point);
    let of = place + usize::from(matches!(reader.word(place), "," | "of" | "-"));
    if let Some(year) = year_at(reader, of) {
        return Some(core(at..of + 1, Time::Month { year: Some(year), month }));
    }
    if let Some((day, behind)) = day(reader, place + usize::from(reader.word(place) == "the")) {
        return with_year(reader, at, month, day, behind);
    }
    is_month(reader, at)
        .then(|| core(at..place - usize::from(point), Time::Month { year: None, month }))
}

/// A day and a month with the year behind them, if there is one.
pub(crate) fn with_year(
    reader: &Reader,
    at: usize,
    month: i8,
    day: i8,
    end: usize,
) -> Option<Core> {
    let comma = end + usize::from(matches!(reader.word(end), "," | "of"));
    match year_at(reader, comma) {
        Some(year) => Some(core(at..comma + 1, Time::Day(Date::new(year, month, day).ok()?))),
        None if day <= days_of(month) => Some(core(at..end, Time::MonthDay { month, day })),
        None => None,
    }
}

fn days_of(month: i8) -> i8 {
    match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// A day of a month: `3`, `3rd`, `third`; and the token behind.
pub(crate) fn day(reader: &Reader, at: usize) -> Option<(i8, usize)> {
    if let Some((day, end)) = ordinal(reader, at) {
        return (1..=31).contains(&day).then_some((day, end));
    }
    let text = reader.tokens.text(at);
    let short = reader.class(at) == Class::Number && text.len() <= 2;
    let day: i8 = short.then(|| text.parse().ok()).flatten()?;
    // "May 5 percent", "in June 12 companies" and "June 5.5" are no days.
    let unit = reader.class(at + 1) == Class::Currency
        || matches!(reader.word(at + 1), "%" | "percent" | "per" | "million" | "billion" | "bn")
        || reader.word(at + 1) == "m" && reader.glued(at + 1);
    ((1..=31).contains(&day) && !unit).then_some((day, at + 1))
}

/// `3 January`, `3rd of January 2025`.
fn day_month(reader: &Reader, at: usize) -> Option<Core> {
    let (day, behind) = day(reader, at)?;
    let place = behind + usize::from(matches!(reader.word(behind), "of" | "-"));
    let Some(TimeLex::Month(month)) = lex(reader, place) else { return None };
    let modal = reader.word(place) == "may" && reader.class(place) == Class::Lower;
    if modal && place == behind && year_at(reader, place + 1).is_none() {
        return None;
    }
    let point = usize::from(reader.word(place + 1) == "." && year_at(reader, place + 2).is_some());
    with_year(reader, at, month, day, place + 1 + point)
}

/// Whether the name of a month alone is one, and not "may" or "march".
fn is_month(reader: &Reader, at: usize) -> bool {
    let before = if at > reader.floor { reader.word(at - 1) } else { "" };
    let led = matches!(
        before,
        "in" | "of"
            | "by"
            | "since"
            | "until"
            | "till"
            | "from"
            | "during"
            | "this"
            | "last"
            | "next"
            | "early"
            | "late"
            | "mid"
            | "through"
            | "before"
            | "after"
            | "to"
            | "and"
            | "between"
            | "end"
            | "the"
            | "for"
            | "-"
    );
    let led = led || before == "-";
    match reader.word(at) {
        "may" | "march" => {
            led && (reader.class(at) == Class::Capital || !matches!(before, "the" | "and" | "to"))
        }
        "mar" | "jan" | "dec" | "sep" | "jun" => led || reader.class(at) == Class::Capital,
        _ => true,
    }
}

/// `Friday`, `Fri.`, with a date behind it.
fn weekday(reader: &Reader, at: usize, day: i8) -> Option<Core> {
    let word = reader.word(at);
    let mut place = at + 1;
    place += usize::from(word.len() <= 4 && reader.word(place) == "." && reader.glued(place));
    place += usize::from(matches!(reader.word(place), "," | "the"));
    if let Some(date) = self::at(reader, place)
        && matches!(date.value, Time::Day(_) | Time::MonthDay { .. })
    {
        return Some(Core { range: at..date.range.end, ..date });
    }
    let before = if at > reader.floor { reader.word(at - 1) } else { "" };
    let led = matches!(before, "on" | "this" | "next" | "last" | "by" | "since" | "until");
    let word_too = matches!(word, "sat" | "sun" | "mon" | "wed" | "fri");
    let clear =
        !word_too || led || reader.class(at) == Class::Capital && !matches!(word, "sun" | "sat");
    clear.then(|| core(at..at + 1, Time::Weekday { day, week: None }))
}

/// `summer 2025`, `summer of 2025`; a season alone is too vague, and `fall` a verb.
fn season_of(reader: &Reader, at: usize, season: i8) -> Option<Core> {
    let place = at + 1 + usize::from(reader.word(at + 1) == "of");
    let year = year_at(reader, place)?;
    Some(core(at..place + 1, Time::Season { year: Some(year), season }))
}

/// A year by itself.
fn year_alone(reader: &Reader, at: usize) -> Option<Core> {
    let year = year_at(reader, at)?;
    let decade =
        reader.glued(at + 1) && matches!(reader.word(at + 1), "s" | "'s") && year % 10 == 0;
    if decade {
        return Some(core(at..at + 2, Time::Decade(year)));
    }
    super::is_year(reader.tokens, at, false).then(|| core(at..at + 1, Time::Year(year)))
}
