//! Days, months and years by their names.

use counterflow_claim::Date;

use super::core::{Core, core, lex, told};
use super::lexicon::TimeLex;
use super::{Period, Relation, Time};
use crate::quantity::{Lex, Reader};
use crate::text::Class;

/// A year at a token, in digits or in words, and the token behind.
pub(crate) fn year_at(reader: &Reader, at: usize) -> Option<(i16, usize)> {
    match reader.class(at) {
        Class::Number => Some((year_of_digits(reader.text(at))?, at + 1)),
        Class::Lower | Class::Capital => spelled_year(reader, at),
        _ => None,
    }
}

/// Four digits that can be a year.
pub(crate) fn year_of_digits(text: &str) -> Option<i16> {
    let four = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    let year = four.then(|| text.parse::<i16>().ok()).flatten()?;
    (1600..=2400).contains(&year).then_some(year)
}

/// A year of two digits: 50 to 99 are of the last century.
pub(crate) fn two_digits(text: &str) -> Option<i16> {
    let two = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    let year = two.then(|| text.parse::<i16>().ok()).flatten()?;
    Some(if year < 50 { 2000 + year } else { 1900 + year })
}

/// `nineteen ninety six`, `two thousand and fifteen`.
fn spelled_year(reader: &Reader, at: usize) -> Option<(i16, usize)> {
    let century = match reader.lex(at)? {
        Lex::Unit(century @ 16..=19) => century,
        Lex::Ten(20) => 20,
        Lex::Unit(2) if reader.word(at + 1) == "thousand" => {
            let and = at + 2 + usize::from(reader.word(at + 2) == "and");
            return Some(match below_hundred(reader, and) {
                Some((rest, end)) => (2000 + rest, end),
                None => (2000, at + 2),
            });
        }
        _ => return None,
    };
    let (rest, end) = below_hundred(reader, at + 1).filter(|(rest, _)| *rest >= 10)?;
    Some((i16::from(century) * 100 + rest, end))
}

/// `fifteen`, `ninety-six`.
fn below_hundred(reader: &Reader, at: usize) -> Option<(i16, usize)> {
    match reader.lex(at)? {
        Lex::Unit(unit) => Some((unit.into(), at + 1)),
        Lex::Ten(ten) => {
            let last = reader.behind_hyphen(at + 1);
            match reader.lex(last) {
                Some(Lex::Unit(unit @ 1..=9)) => Some((i16::from(ten + unit), last + 1)),
                _ => Some((ten.into(), at + 1)),
            }
        }
        _ => None,
    }
}

/// A year in words where a preposition leads to it.
pub(crate) fn year_in_words(reader: &Reader, at: usize) -> Option<Core> {
    let led = at > reader.floor && matches!(reader.word(at - 1), "in" | "since" | "by" | "of");
    let (year, end) = led.then(|| spelled_year(reader, at)).flatten()?;
    let counts = reader.class(end) == Class::Lower && reader.lex(end).is_some()
        || matches!(reader.word(end), "%" | "percent" | "dollars" | "euros");
    (!counts).then(|| core(at..end, Time::Year(year)))
}

/// A year in digits by itself, and a decade.
pub(crate) fn year_alone(reader: &Reader, at: usize) -> Option<Core> {
    let year = year_of_digits(reader.text(at))?;
    if is_in_chain(reader, at) {
        return None;
    }
    let decade = matches!(reader.word(at + 1), "s" | "'s") && year % 10 == 0;
    if decade && (reader.glued(at + 1) || reader.word(at + 1) == "s") {
        return Some(core(at..at + 2, Time::Decade(year)));
    }
    super::is_year(reader.tokens, at, false).then(|| core(at..at + 1, Time::Year(year)))
}

/// Whether digits are part of a longer number, as of a telephone: `138-2010-2015`, `2015-32`.
fn is_in_chain(reader: &Reader, at: usize) -> bool {
    let number = |at: usize| reader.tokens.class(at) == Class::Number;
    let year = |at: usize| year_of_digits(reader.text(at)).is_some();
    let before = at > 1
        && reader.glued(at)
        && reader.tokens.word(at - 1) == "-"
        && reader.tokens.get(at - 1).is_some_and(|mark| mark.glued)
        && number(at - 2)
        && !year(at - 2);
    let behind = reader.word(at + 1) == "-"
        && reader.glued(at + 1)
        && reader.glued(at + 2)
        && number(at + 2)
        && !year(at + 2)
        && reader.text(at + 2).len() != 2;
    before || behind
}

/// `third`, `3rd`, `twenty-third`: the number and the token behind.
pub(crate) fn ordinal(reader: &Reader, at: usize) -> Option<(i8, usize)> {
    if reader.class(at) == Class::Number {
        let end = matches!(reader.word(at + 1), "st" | "nd" | "rd" | "th") && reader.glued(at + 1);
        return end.then(|| reader.text(at).parse().ok().map(|of| (of, at + 2))).flatten();
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

/// `January`, `Jan. 3`, `January 3rd, 2025`, `January 2025`, `January last year`.
pub(crate) fn month_first(reader: &Reader, at: usize, month: i8) -> Option<Core> {
    let mut place = at + 1;
    let short = reader.word(at).len() <= 4 && reader.word(at) != "may";
    let point = usize::from(short && reader.word(place) == "." && reader.glued(place));
    place += point;
    let of = place + usize::from(matches!(reader.word(place), "," | "of" | "in" | "-" | "/"));
    if let Some((year, end)) = year_at(reader, of)
        .filter(|_| of == place || reader.word(place) != "of" || reader.class(of) == Class::Number)
    {
        return Some(core(at..end, Time::Month { year: Some(year), month }));
    }
    let joined = usize::from(
        matches!(reader.word(place), "-" | "/") && reader.glued(place) && reader.glued(place + 1),
    );
    let the = place + joined + usize::from(reader.word(place) == "the");
    if let Some((day, behind)) = day(reader, the) {
        return with_year(reader, at, month, day, behind);
    }
    let named = core(at..place - point, Time::Month { year: None, month });
    is_month(reader, at).then(|| in_told_year(reader, named))
}

/// With `of last year` behind it.
fn in_told_year(reader: &Reader, mut time: Core) -> Core {
    let at = time.range.end;
    let place = at + usize::from(matches!(reader.word(at), "of" | "," | "in"));
    if let Some((year @ Time::Relative(Relation::Whole(_, Period::Year)), end)) =
        told(reader, place)
    {
        (time.of, time.range.end) = (Some(year), end);
    }
    time
}

/// A day and a month with the year behind them, if there is one.
fn with_year(reader: &Reader, at: usize, month: i8, day: i8, end: usize) -> Option<Core> {
    let place = end + usize::from(matches!(reader.word(end), "," | "of" | "in" | "-" | "/"));
    match year_at(reader, place) {
        Some((year, end)) => Some(core(at..end, Time::Day(Date::new(year, month, day).ok()?))),
        None if day <= days_of(month) => {
            Some(in_told_year(reader, core(at..end, Time::MonthDay { month, day })))
        }
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
        let end = end + usize::from(reader.word(end) == "day" && reader.word(end + 1) == "of");
        return (1..=31).contains(&day).then_some((day, end));
    }
    let text = reader.text(at);
    let short = reader.class(at) == Class::Number && text.len() <= 2;
    let day: i8 = short.then(|| text.parse().ok()).flatten()?;
    // "May 5 percent", "in June 12 million" and "June 5.5" are no days.
    let unit = reader.class(at + 1) == Class::Currency
        || matches!(reader.word(at + 1), "%" | "percent" | "per" | "million" | "billion" | "bn")
        || reader.word(at + 1) == "m" && reader.glued(at + 1);
    ((1..=31).contains(&day) && !unit).then_some((day, at + 1))
}

/// `3 January`, `3rd of January 2025`, `twenty five January`.
pub(crate) fn day_month(reader: &Reader, at: usize) -> Option<Core> {
    let (day, behind) = day(reader, at).or_else(|| {
        let (day, end) = below_hundred(reader, at)?;
        Some((i8::try_from(day).ok().filter(|day| (1..=31).contains(day))?, end))
    })?;
    let place = behind + usize::from(matches!(reader.word(behind), "of" | "-" | "/"));
    let Some(TimeLex::Month(month)) = lex(reader, place) else { return None };
    let modal = reader.word(place) == "may" && reader.class(place) == Class::Lower;
    if modal && place == behind && year_at(reader, place + 1).is_none() {
        return None;
    }
    let the = usize::from(
        reader.word(behind) == "of"
            && at > reader.floor
            && reader.word(at - 1) == "the"
            && reader.word(behind - 1) != "day",
    );
    let point = usize::from(reader.word(place + 1) == "." && year_at(reader, place + 2).is_some());
    with_year(reader, at - the, month, day, place + 1 + point)
}

/// `2019-Aug-1`, `2020/23/Sep`: the year first and the month by its name.
pub(crate) fn year_month_first(reader: &Reader, at: usize) -> Option<Core> {
    let year = year_of_digits(reader.text(at))?;
    let mark = |mark: usize| {
        matches!(reader.word(mark), "-" | "/") && reader.glued(mark) && reader.glued(mark + 1)
    };
    if !mark(at + 1) || !mark(at + 3) {
        return None;
    }
    let (month, place) = match (lex(reader, at + 2), lex(reader, at + 4)) {
        (Some(TimeLex::Month(month)), _) => (month, at + 4),
        (_, Some(TimeLex::Month(month))) => (month, at + 2),
        _ => return None,
    };
    let (day, _) = day(reader, place)?;
    Some(core(at..at + 5, Time::Day(Date::new(year, month, day).ok()?)))
}

/// `the 18th`, with no month.
pub(crate) fn days_of_month(reader: &Reader, at: usize) -> Option<Core> {
    let (day, end) = ordinal(reader, at)?;
    let the = at > reader.floor && reader.word(at - 1) == "the";
    let led = at > reader.floor + 1
        && matches!(
            reader.word(at - 2),
            "on" | "by" | "until" | "till" | "since" | "before" | "from"
        );
    // "on the 18th floor" and "on the first" count something else.
    let counts = matches!(reader.class(end), Class::Lower | Class::Capital)
        && !matches!(reader.word(end), "and" | "to" | "or" | "at" | "in" | "with" | "through");
    let digits = reader.class(at) == Class::Number;
    (digits && the && led && !counts && (1..=31).contains(&day))
        .then(|| core(at - 1..end, Time::DayOfMonth(day)))
}

/// `Dec31`, one word as the tokens are cut.
pub(crate) fn glued_day(reader: &Reader, at: usize) -> Option<Core> {
    let word = reader.word(at);
    let letters = word.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (name, digits) = word.split_at_checked(letters)?;
    let Some(TimeLex::Month(month)) = super::lexicon::TIMES.get(name) else { return None };
    let day: i8 = digits.parse().ok().filter(|day| (1..=31).contains(day))?;
    with_year(reader, at, *month, day, at + 1)
}

/// `Christmas`, `Christmas Eve 2025`.
pub(crate) fn feast(reader: &Reader, at: usize, month: i8, day: i8) -> Option<Core> {
    let clitic = usize::from(reader.class(at + 1) == Class::Clitic);
    let (day, month, end) = match (reader.word(at), reader.word(at + 1 + clitic)) {
        ("christmas", "eve") => (24, 12, at + 2 + clitic),
        ("christmas", "day") => (25, 12, at + 2 + clitic),
        ("christmas" | "halloween", _) => (day, month, at + 1),
        ("independence", "day") => (4, 7, at + 2),
        _ => return None,
    };
    let weekend = reader.word(end) == "weekend";
    (!weekend).then(|| with_year(reader, at, month, day, end)).flatten()
}

/// Whether the name of a month alone is one, and not "may" or "march".
fn is_month(reader: &Reader, at: usize) -> bool {
    let before = if at > 0 { reader.tokens.word(at - 1) } else { "" };
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
    match reader.word(at) {
        // In the middle of a sentence a capital is a name: a month's, or behind another capital a
        // person's.
        "may" | "march" if reader.class(at) == Class::Capital => {
            led || at > reader.floor && reader.tokens.class(at - 1) == Class::Lower
        }
        "may" | "march" => led && !matches!(before, "the" | "and" | "to" | "this"),
        "mar" | "jan" | "dec" | "sep" | "jun" => led || reader.class(at) == Class::Capital,
        _ => true,
    }
}

/// `Friday`, `Fri.`, with a date or a week behind it.
pub(crate) fn weekday(reader: &Reader, at: usize, day: i8) -> Option<Core> {
    let word = reader.word(at);
    let mut place = at + 1;
    place += usize::from(word.len() <= 4 && reader.word(place) == "." && reader.glued(place));
    place += usize::from(matches!(reader.word(place), "," | "the" | "("));
    if let Some(date) =
        super::core::at(reader, place).or_else(|| super::numeric::month_day(reader, place))
        && matches!(date.value, Time::Day(_) | Time::MonthDay { .. })
    {
        let bracket =
            usize::from(reader.word(place - 1) == "(" && reader.word(date.range.end) == ")");
        return Some(Core { range: at..date.range.end + bracket, ..date });
    }
    if reader.word(at + 1) == "of"
        && let Some((Time::Relative(Relation::Whole(shift, Period::Week)), end)) =
            told(reader, at + 2)
    {
        return Some(core(at..end, Time::Weekday { day, week: Some(shift) }));
    }
    let before = if at > reader.floor { reader.word(at - 1) } else { "" };
    let led = matches!(before, "on" | "this" | "next" | "last" | "by" | "since" | "until" | "or");
    let name = matches!(word, "sun" | "sat" | "mon" | "wed" | "fri");
    let clear =
        !name || led || reader.class(at) == Class::Capital && !matches!(word, "sun" | "sat");
    clear.then(|| core(at..at + 1, Time::Weekday { day, week: None }))
}

/// `summer 2025`, `summer of 2025`; a season alone is too vague, and `fall` a verb.
pub(crate) fn season_of(reader: &Reader, at: usize, season: i8) -> Option<Core> {
    let place = at + 1 + usize::from(reader.word(at + 1) == "of");
    let (year, end) = year_at(reader, place).filter(|_| reader.class(place) == Class::Number)?;
    Some(core(at..end, Time::Season { year: Some(year), season }))
}
