//! Two times that are the first and the last of one.

use counterflow_claim::Date;

use super::calendar::{day, day_month};
use super::core::Core;
use super::{Part, Period, Relation, Time, around, numeric};
use crate::quantity::Reader;
use crate::text::Class;

/// `April to June`, `between 2014 and 2018`, `Nov 19-20`: with the words in front.
pub(crate) fn extend(reader: &Reader, low: Core) -> Core {
    joined(reader, &low).unwrap_or(low)
}

fn joined(reader: &Reader, low: &Core) -> Option<Core> {
    if matches!(low.value, Time::Duration { .. } | Time::Same(_)) {
        return None;
    }
    let start = low.range.start;
    let the = usize::from(start > reader.floor && reader.word(start - 1) == "the");
    let place = start - the;
    let before = if place > reader.floor { reader.word(place - 1) } else { "" };
    let at = low.range.end;
    let led = matches!(before, "from" | "between");
    let join = match reader.word(at) {
        "to" | "until" | "till" | "through" | "thru" => true,
        "-" | "\u{2013}" | "\u{2014}" | "~" => true,
        "and" => before == "between",
        _ => false,
    };
    if !join {
        return None;
    }
    let (high, end) = high(reader, low, at + 1)?;
    let (first, last) = with_one_year(low.value, high.value)?;
    // "in 2014 through 2018"
    let years = matches!((first, last), (Time::Year(_), Time::Year(_))) && before == "in";
    let start = if led || years && reader.word(at) == "through" { place - 1 } else { start };
    Some(Core {
        range: start..end,
        value: first,
        until: Some((last, high.part)),
        ambiguous: low.ambiguous || high.ambiguous,
        ..low.clone()
    })
}

/// The last time of a range, which may be a bare day of the same month.
fn high(reader: &Reader, low: &Core, at: usize) -> Option<(Core, usize)> {
    let after = Reader { floor: at, ..*reader };
    // "between January and now"
    let now = usize::from(reader.word(at) == "current" && reader.word(at + 1) == "date") + 1;
    if now == 2 || matches!(reader.word(at), "now" | "present") {
        let today = Time::Relative(Relation::Offset(0, Period::Day));
        return Some((super::core::core(at..at + now, today), at + now));
    }
    if let Some(found) = found_at(&after, at) {
        let end = found.range.end;
        return Some((found, end));
    }
    let the = at + usize::from(reader.word(at) == "the");
    let (last, end) = day(reader, the)?;
    let value = match low.value {
        Time::MonthDay { month, .. } => Time::MonthDay { month, day: last },
        Time::Day(date) => Time::Day(Date::new(date.year(), date.month(), last).ok()?),
        _ => return None,
    };
    let comma = end + usize::from(reader.word(end) == ",");
    let year = super::calendar::year_of_digits(reader.text(comma));
    let (value, end) = match (value, year) {
        (Time::MonthDay { month, day }, Some(year)) => {
            (Time::Day(Date::new(year, month, day).ok()?), comma + 1)
        }
        (value, _) => (value, end),
    };
    Some((super::core::core(at..end, value), end))
}

/// A time behind "the end of" and its like.
fn found_at(after: &Reader, at: usize) -> Option<Core> {
    for place in at..at + 5 {
        let found = super::core::at(after, place).or_else(|| numeric::month_day(after, place));
        if let Some(found) = found {
            let (part, start) = around::part(after, &found);
            let the = usize::from(start > at && after.word(start - 1) == "the");
            return (start - the == at || found.range.start == at)
                .then_some(Core { part, ..found });
        }
        if !matches!(
            after.word(place),
            "the"
                | "end"
                | "of"
                | "middle"
                | "beginning"
                | "start"
                | "mid"
                | "late"
                | "early"
                | "-"
        ) {
            return None;
        }
    }
    None
}

/// Both with the year that only the last one shows.
fn with_one_year(low: Time, high: Time) -> Option<(Time, Time)> {
    let month_of = |time: Time| match time {
        Time::Day(day) => Some((day.year(), day.month())),
        Time::Month { year: Some(year), month } => Some((year, month)),
        _ => None,
    };
    let year = |month: i8| {
        let (year, last) = month_of(high)?;
        Some(if month > last { year - 1 } else { year })
    };
    let first = match low {
        Time::Month { year: None, month } if month_of(high).is_some() => {
            Time::Month { year: year(month), month }
        }
        Time::MonthDay { month, day } if month_of(high).is_some() => {
            Time::Day(Date::new(year(month)?, month, day).ok()?)
        }
        Time::Quarter { year: None, quarter, fiscal } => match high {
            Time::Quarter { year, .. } => Time::Quarter { year, quarter, fiscal },
            _ => low,
        },
        _ => low,
    };
    let ordered = match (first, high) {
        (Time::Year(first), Time::Year(last)) => first < last,
        (Time::Day(first), Time::Day(last)) => first < last,
        (Time::Duration { .. }, _) | (_, Time::Duration { .. }) => false,
        _ => true,
    };
    ordered.then_some((first, high))
}

/// `between now and November 15th`.
pub(crate) fn from_now(reader: &Reader, at: usize) -> Option<Core> {
    if !matches!(reader.word(at), "now" | "today") {
        return None;
    }
    let led = at > reader.floor && matches!(reader.word(at - 1), "between" | "from");
    let join = matches!(reader.word(at + 1), "and" | "to" | "until" | "through");
    if !led || !join {
        return None;
    }
    let today = super::core::core(at..at + 1, Time::Relative(Relation::Offset(0, Period::Day)));
    let (last, end) = high(reader, &today, at + 2)?;
    Some(Core { range: at - 1..end, until: Some((last.value, last.part)), ..today })
}

/// `3 and 12 of Sept`, `9 to 12 of June`: a first day without a month.
pub(crate) fn days_first(reader: &Reader, at: usize) -> Option<Core> {
    let number = reader.class(at) == Class::Number || reader.lex(at).is_some();
    let (first, behind) = number.then(|| day(reader, at)).flatten()?;
    let before = |at: usize| if at > reader.floor { reader.word(at - 1) } else { "" };
    let the = usize::from(before(at) == "the");
    let lead = before(at - the);
    let join = match reader.word(behind) {
        "to" | "-" | "\u{2013}" | "through" | "till" | "until" => true,
        "and" => lead == "between",
        _ => false,
    };
    let place = behind + 1 + usize::from(reader.word(behind + 1) == "the");
    let last = join.then(|| day_month(&Reader { floor: place, ..*reader }, place)).flatten()?;
    let (low, high) = match last.value {
        Time::MonthDay { month, .. } => (Time::MonthDay { month, day: first }, last.value),
        Time::Day(date) => {
            (Time::Day(Date::new(date.year(), date.month(), first).ok()?), last.value)
        }
        _ => return None,
    };
    let led = usize::from(matches!(lead, "from" | "between"));
    let start = if led > 0 { at - the - led } else { at };
    Some(Core { until: Some((high, Part::Whole)), ..super::core::core(start..last.range.end, low) })
}
