//! Times that are told from another: "last year", "two weeks ago", "three days after Christmas".

use super::calendar::year_at;
use super::core::{Core, core, lex};
use super::lexicon::TimeLex;
use super::period::{named_year, nth_quarter, numbered_week, small_count};
use super::{Period, Relation, Time};
use crate::quantity::Reader;
use crate::text::Class;

/// `last year`, `this quarter`, `next Friday`, `the past three months`.
pub(crate) fn shifted(reader: &Reader, at: usize, shift: i32) -> Option<Core> {
    let relative = |end, relation| Some(core(at..end, Time::Relative(relation)));
    match lex(reader, at + 1) {
        Some(TimeLex::Weekday(day)) => {
            let week = Time::Weekday { day, week: Some(shift) };
            // "this Friday (June 15)"
            match super::calendar::weekday(reader, at + 1, day) {
                Some(date) if !matches!(date.value, Time::Weekday { .. }) => {
                    Some(Core { range: at..date.range.end, ..date })
                }
                _ => Some(core(at..at + 2, week)),
            }
        }
        Some(TimeLex::Period(period)) if !reader.word(at + 1).ends_with('s') => {
            of_whole(reader, at, shift, period)
        }
        Some(TimeLex::Month(month)) => {
            let modal = matches!(reader.word(at + 1), "may" | "march")
                && reader.class(at + 1) == Class::Lower;
            let of = usize::from(reader.word(at + 2) == "of");
            match year_at(reader, at + 2 + of) {
                Some(_) => None,
                None => (!modal).then(|| core(at..at + 2, Time::ShiftedMonth { month, shift })),
            }
        }
        Some(TimeLex::Season(season)) => {
            Some(core(at..at + 2, Time::ShiftedSeason { season, shift }))
        }
        _ => {
            let (count, period, end) = count_of(reader, at + 1)?;
            if shift == 0 || lex(reader, at).is_none() {
                return None;
            }
            relative(end, Relation::Span(shift * count, period))
        }
    }
}

/// `next week`, `next week on Tuesday`, `last year's first quarter`.
fn of_whole(reader: &Reader, at: usize, shift: i32, period: Period) -> Option<Core> {
    let whole = Time::Relative(Relation::Whole(shift, period));
    let end = at + 2;
    if period == Period::Week {
        let place = end + usize::from(matches!(reader.word(end), "on" | ","));
        if let Some(TimeLex::Weekday(day)) = lex(reader, place) {
            return Some(core(at..place + 1, Time::Weekday { day, week: Some(shift) }));
        }
    }
    if period == Period::Year
        && reader.class(end) == Class::Clitic
        && let Some(quarter) = nth_quarter(reader, end + 1)
        && matches!(quarter.value, Time::Quarter { year: None, .. } | Time::Half { year: None, .. })
    {
        return Some(Core { range: at..quarter.range.end, of: Some(whole), ..quarter });
    }
    Some(core(at..end, whole))
}

/// `two years`: the count, the unit and the token behind.
pub(crate) fn count_of(reader: &Reader, at: usize) -> Option<(i32, Period, usize)> {
    let (count, end) = small_count(reader, at)?;
    let mut place = reader.behind_hyphen(end);
    // "5 upcoming years", "12 full months"
    let filler = matches!(lex(reader, place), Some(TimeLex::Shift(_)))
        || matches!(reader.word(place), "full" | "consecutive" | "calendar" | "straight");
    place += usize::from(filler);
    let Some(TimeLex::Period(period)) = lex(reader, place) else { return None };
    (count > 0).then_some((count, period, place + 1))
}

/// `two years ago`, `in three months`, `a week later`, `two days before Friday`; `five years` or
/// `five-year` is a time that it lasts.
pub(crate) fn counted(reader: &Reader, at: usize) -> Option<Core> {
    let (count, period, end) = count_of(reader, at)?;
    let before = if at > reader.floor { reader.word(at - 1) } else { "" };
    let offset =
        |start, end, count| Some(core(start..end, Time::Relative(Relation::Offset(count, period))));
    let middle = reader.behind_hyphen(small_count(reader, at)?.1);
    if let Some(TimeLex::Shift(shift)) = lex(reader, middle)
        && shift != 0
    {
        let span = Relation::Span(shift * count, period);
        return Some(core(at..end, Time::Relative(span)));
    }
    if reader.word(end) == "'" && reader.class(end) == Class::Clitic {
        return Some(core(at..end, Time::Duration { count, period }));
    }
    match reader.word(end) {
        "ago" => return offset(at, end + 1, -count),
        "later" => return offset(at, end + 1, count),
        "earlier" if !matches!(before, "a" | "an") => return offset(at, end + 1, -count),
        "before" | "after" | "from" => {
            if let Some(away) = away(reader, at, end, count, period) {
                return Some(away);
            }
        }
        _ => {}
    }
    // "in two weeks" is when, "within two weeks" how long, and "a year" alone no time at all.
    if before == "in" && !matches!(reader.word(end), "a" | "of") && is_plain_unit(reader, end) {
        return offset(at - 1, end, count);
    }
    let article = matches!(reader.word(at), "a" | "an");
    (!article).then(|| core(at..end, Time::Duration { count, period }))
}

/// Whether a unit ends a phrase, and does not belong to a noun: "in two year deals".
fn is_plain_unit(reader: &Reader, end: usize) -> bool {
    let hyphen = reader.word(end - 2) == "-";
    let noun = matches!(reader.word(end), "-" | "old" | "deal" | "deals" | "high" | "low");
    !hyphen && !noun
}

/// `two days before yesterday`, `three weeks from tomorrow`, `three days after Christmas`.
fn away(reader: &Reader, at: usize, end: usize, count: i32, period: Period) -> Option<Core> {
    let after = Reader { floor: end + 1, ..*reader };
    let place = end + 1 + usize::from(reader.word(end + 1) == "the");
    let anchor = super::core::at(&after, place)?;
    let point = matches!(
        anchor.value,
        Time::Day(_)
            | Time::MonthDay { .. }
            | Time::Weekday { .. }
            | Time::Relative(Relation::Offset(_, Period::Day))
    );
    if !point || anchor.of.is_some() {
        return None;
    }
    let count = if reader.word(end) == "before" { -count } else { count };
    let value = Time::Away { count, period };
    Some(Core { of: Some(anchor.value), ..core(at..anchor.range.end, value) })
}

/// Times that start with a unit: `week 3`, `year to date`, `the year`, `the same week`.
pub(crate) fn period_first(reader: &Reader, at: usize, period: Period) -> Option<Core> {
    if period == Period::Week
        && let Some(week) = numbered_week(reader, at)
    {
        return Some(week);
    }
    if period == Period::Year
        && let Some(year) = named_year(reader, at)
    {
        return Some(year);
    }
    let to_date = reader.word(at + 1) == "to" && reader.word(at + 2) == "date"
        || reader.word(at + 1) == "-"
            && reader.word(at + 2) == "to"
            && reader.word(at + 4) == "date";
    if to_date {
        let end = if reader.word(at + 1) == "to" { at + 3 } else { at + 5 };
        return Some(core(at..end, Time::Relative(Relation::ToDate(period))));
    }
    let before = if at > reader.floor { reader.word(at - 1) } else { "" };
    let said = match before {
        "the" => !matches!(
            reader.word(at + 1),
            "before" | "after" | "that" | "when" | "of" | "ended" | "ending" | "-" | "'s"
        ),
        "same" | "that" => true,
        _ => false,
    };
    (said && !reader.word(at).ends_with('s')).then(|| core(at - 1..at + 1, Time::Same(period)))
}
