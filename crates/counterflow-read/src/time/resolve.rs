//! From a time to days, given when the document was published.

use counterflow_claim::Date;
use jiff::ToSpan;

use super::{Part, Period, Relation, Resolved, Time, TimeBound, TimeMention};

/// First and last day.
type Days = (Date, Date);

pub(crate) fn resolve(of: &TimeMention, published: Option<Date>, past: bool) -> Option<Resolved> {
    let first = part_of(days(of.value, published, past)?, of.part);
    let (first, last) = match of.until {
        None => first,
        Some(until) => (first.0, days(until, published, past)?.1),
    };
    let (first, last) = match of.bound {
        TimeBound::At => (Some(first), Some(last)),
        TimeBound::By | TimeBound::Until => (None, Some(last)),
        TimeBound::Since => (Some(first), None),
        TimeBound::Before => (None, first.yesterday().ok()),
        TimeBound::After => (last.tomorrow().ok(), None),
        TimeBound::For => return None,
    };
    Some(Resolved { first, last })
}

fn days(of: Time, published: Option<Date>, past: bool) -> Option<Days> {
    Some(match of {
        Time::Day(day) => (day, day),
        Time::Month { year: Some(year), month } => months(year, month, 1)?,
        Time::Quarter { year: Some(year), quarter, fiscal: false } => {
            months(year, quarter * 3 - 2, 3)?
        }
        Time::Half { year: Some(year), half, fiscal: false } => months(year, half * 6 - 5, 6)?,
        Time::Year(year) => months(year, 1, 12)?,
        Time::Decade(year) => (Date::new(year, 1, 1).ok()?, Date::new(year + 9, 12, 31).ok()?),
        Time::Season { year: Some(year), season } => seasons(year, season)?,
        Time::FiscalYear(_)
        | Time::Quarter { fiscal: true, .. }
        | Time::Half { fiscal: true, .. }
        | Time::Duration { .. } => return None,
        _ => from_published(of, published?, past)?,
    })
}

/// Times that need the day of publication.
fn from_published(of: Time, today: Date, past: bool) -> Option<Days> {
    match of {
        Time::MonthDay { month, day } => nearest(today, past, |year| {
            let day = Date::new(year, month, day).ok()?;
            Some((day, day))
        }),
        Time::Month { month, .. } => nearest(today, past, |year| months(year, month, 1)),
        Time::Quarter { quarter, .. } => {
            nearest(today, past, |year| months(year, quarter * 3 - 2, 3))
        }
        Time::Half { half, .. } => nearest(today, past, |year| months(year, half * 6 - 5, 6)),
        Time::Season { season, .. } => nearest(today, past, |year| seasons(year, season)),
        Time::ShiftedMonth { month, shift } => {
            months(today.year().checked_add(i16::try_from(shift).ok()?)?, month, 1)
        }
        Time::ShiftedSeason { season, shift } => {
            seasons(today.year().checked_add(i16::try_from(shift).ok()?)?, season)
        }
        Time::Weekday { day, week } => weekday(today, day, week, past),
        Time::Relative(relation) => relative(today, relation),
        _ => None,
    }
}

/// The year in which a time without one fits: the last that began not after the document for what
/// is past, and the next that ends not before it for what is not.
fn nearest(today: Date, past: bool, made: impl Fn(i16) -> Option<Days>) -> Option<Days> {
    let year = today.year();
    let candidates = [year - 1, year, year + 1].map(&made);
    let mut found = candidates.iter().flatten();
    match past {
        true => found.rfind(|days| days.0 <= today).copied(),
        false => found.find(|days| days.1 >= today).copied(),
    }
}

/// A day of the week: the last one up to the document for what is past, else the next one.
fn weekday(today: Date, day: i8, week: Option<i32>, past: bool) -> Option<Days> {
    let own = today.weekday().to_monday_one_offset();
    let ahead = i32::from((day - own).rem_euclid(7));
    let shift = match week {
        Some(week) => i32::from(day - own) + week * 7,
        None if past => {
            if ahead == 0 {
                0
            } else {
                ahead - 7
            }
        }
        None => ahead,
    };
    let day = today.checked_add(shift.days()).ok()?;
    Some((day, day))
}

fn relative(today: Date, relation: Relation) -> Option<Days> {
    match relation {
        Relation::Offset(count, period) => {
            let day = added(today, count, period)?;
            Some((day, day))
        }
        Relation::Whole(shift, period) => whole(today, shift, period),
        Relation::Span(count, period) => {
            let other = added(today, count, period)?;
            Some(if count < 0 { (other, today) } else { (today, other) })
        }
    }
}

/// The week, month, quarter or year that is so many from the one of the document.
fn whole(today: Date, shift: i32, period: Period) -> Option<Days> {
    let year = i32::from(today.year());
    match period {
        Period::Day => {
            let day = added(today, shift, Period::Day)?;
            Some((day, day))
        }
        Period::Week | Period::Fortnight => {
            let own = i32::from(today.weekday().to_monday_zero_offset());
            let first = today.checked_add((shift * 7 - own).days()).ok()?;
            Some((first, first.checked_add(6.days()).ok()?))
        }
        Period::Weekend => {
            let own = i32::from(today.weekday().to_monday_zero_offset());
            let first = today.checked_add((shift * 7 - own + 5).days()).ok()?;
            Some((first, first.checked_add(1.days()).ok()?))
        }
        Period::Month => month_count(year * 12 + i32::from(today.month()) - 1 + shift, 1),
        Period::Quarter => {
            let quarter = year * 4 + (i32::from(today.month()) - 1) / 3 + shift;
            month_count(quarter * 3, 3)
        }
        Period::Year => month_count((year + shift) * 12, 12),
        Period::Decade => month_count((year.div_euclid(10) + shift) * 120, 120),
        Period::Century => month_count((year.div_euclid(100) + shift) * 1200, 1200),
    }
}

fn added(day: Date, count: i32, period: Period) -> Option<Date> {
    let span = match period {
        Period::Day => count.days(),
        Period::Week | Period::Weekend => count.weeks(),
        Period::Fortnight => count.checked_mul(2)?.weeks(),
        Period::Month => count.months(),
        Period::Quarter => count.checked_mul(3)?.months(),
        Period::Year => count.years(),
        Period::Decade => count.checked_mul(10)?.years(),
        Period::Century => count.checked_mul(100)?.years(),
    };
    day.checked_add(span).ok()
}

/// So many months from the first, counted from year 0.
fn month_count(first: i32, count: i32) -> Option<Days> {
    let day = |month: i32| {
        let year = i16::try_from(month.div_euclid(12)).ok()?;
        Date::new(year, month.rem_euclid(12) as i8 + 1, 1).ok()
    };
    Some((day(first)?, day(first + count - 1)?.last_of_month()))
}

fn months(year: i16, month: i8, count: i32) -> Option<Days> {
    month_count(i32::from(year) * 12 + i32::from(month) - 1, count)
}

/// Seasons of the north: spring is March to May, and winter ends in the next year.
fn seasons(year: i16, season: i8) -> Option<Days> {
    months(year, season * 3, 3)
}

/// The part of a period: its first, middle or last third.
fn part_of(days: Days, part: Part) -> Days {
    let (first, last) = days;
    let length = first.until(last).map_or(0, |span| span.get_days());
    let third = |thirds: i32| first.checked_add((length * thirds / 3).days()).unwrap_or(first);
    match part {
        Part::Whole => days,
        Part::Start => (first, third(1)),
        Part::Middle => (third(1), third(2)),
        Part::End => (third(2), last),
    }
}
