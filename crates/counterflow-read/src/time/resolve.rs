//! From a time to days, given when the document was published.

use counterflow_claim::Date;
use jiff::ToSpan;

use super::{Part, Period, Relation, Resolved, Time, TimeBound, TimeMention};

/// First and last day.
type Days = (Date, Date);

pub(crate) fn resolve(of: &TimeMention, published: Option<Date>, past: bool) -> Option<Resolved> {
    let whole = match of.of {
        Some(container) => within(of.value, days(container, published, past)?)?,
        None => days(of.value, published, past)?,
    };
    let whole = match (of.until, published) {
        // The range that is not over yet, as against its first time.
        (Some((until, part)), Some(today)) if !past && of.of.is_none() => {
            let earlier = days(of.value, published, true).filter(|earlier| {
                until_days(until, part, *earlier, published).is_some_and(|last| last >= today)
            });
            earlier.unwrap_or(whole)
        }
        _ => whole,
    };
    let (first, last) = match of.until {
        None => part_of(whole, of.part, published)?,
        Some((until, part)) => {
            (part_of(whole, of.part, published)?.0, until_days(until, part, whole, published)?)
        }
    };
    let (first, last) = match of.bound {
        TimeBound::At => (Some(first), Some(last)),
        TimeBound::By | TimeBound::Until => (None, Some(last)),
        TimeBound::Since => (Some(first), None),
        // What is done before the end of a time may be done on its last day.
        TimeBound::Before if of.part == Part::End => (None, Some(last)),
        TimeBound::Before => (None, first.yesterday().ok()),
        TimeBound::After if of.part == Part::Start => (Some(first), None),
        TimeBound::After => (last.tomorrow().ok(), None),
        TimeBound::For => return None,
    };
    Some(Resolved { first, last })
}

/// The last day of a range: without a year, the next after its start.
fn until_days(until: Time, part: Part, first: Days, published: Option<Date>) -> Option<Date> {
    let open = matches!(until, Time::MonthDay { .. } | Time::Month { year: None, .. });
    let from = if open { Some(first.0) } else { published };
    Some(part_of(days(until, from, false)?, part, published)?.1)
}

/// The days of a part of a longer time, or so far from a day.
fn within(value: Time, of: Days) -> Option<Days> {
    let year = of.0.year();
    match value {
        Time::MonthDay { month, day } => {
            let day = Date::new(year, month, day).ok()?;
            Some((day, day))
        }
        Time::Month { month, .. } => months(year, month, 1),
        Time::Quarter { quarter, fiscal: false, .. } => months(year, quarter * 3 - 2, 3),
        Time::Half { half, fiscal: false, .. } => months(year, half * 6 - 5, 6),
        Time::Away { count, period } => {
            let day = added(of.0, count, period)?;
            Some((day, day))
        }
        Time::Nth { n, count, period } => nth(of, n.into(), count.into(), period),
        _ => None,
    }
}

/// Some units of a longer time. A week is in the month that holds its Thursday, as in ISO 8601.
fn nth(of: Days, n: i32, count: i32, period: Period) -> Option<Days> {
    let (first, last) = of;
    let days = |from: Date, count: i32| Some((from, from.checked_add((count - 1).days()).ok()?));
    let found = match (period, n > 0) {
        (Period::Week, true) => {
            let ahead = (3 - i32::from(first.weekday().to_monday_zero_offset())).rem_euclid(7);
            days(first.checked_add((ahead - 3 + 7 * (n - 1)).days()).ok()?, 7 * count)?
        }
        (Period::Week, false) => {
            let back = (i32::from(last.weekday().to_monday_zero_offset()) - 3).rem_euclid(7);
            days(last.checked_add((4 - back - 7 * count).days()).ok()?, 7 * count)?
        }
        (Period::Day, true) => days(first.checked_add((n - 1).days()).ok()?, count)?,
        (Period::Day, false) => days(last.checked_sub((count - 1).days()).ok()?, count)?,
        (Period::Month | Period::Quarter | Period::Year, _) => {
            let unit = match period {
                Period::Month => 1,
                Period::Quarter => 3,
                _ => 12,
            };
            let start = i32::from(first.year()) * 12 + i32::from(first.month()) - 1;
            let end = i32::from(last.year()) * 12 + i32::from(last.month());
            let from = if n > 0 { start + (n - 1) * unit } else { end - count * unit };
            month_count(from, count * unit)?
        }
        _ => return None,
    };
    (found.0 <= last && found.1 >= first).then_some(found)
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
        | Time::Same(_)
        | Time::Nth { .. }
        | Time::Away { .. }
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
        Time::DayOfMonth(day) => day_of_month(today, day, past),
        Time::Weekday { day, week } => weekday(today, day, week, past),
        Time::Relative(relation) => relative(today, relation),
        _ => None,
    }
}

/// The year in which a time without one fits: the last that began not after the document for what
/// is past, and the next that ends not before it for what is not.
fn nearest(today: Date, past: bool, made: impl Fn(i16) -> Option<Days> + Copy) -> Option<Days> {
    let year = today.year();
    // The 29th of February comes back after four years, or eight.
    let mut found = (year - 8..=year + 8).filter_map(made);
    match past {
        true => found.rfind(|days| days.0 <= today),
        false => found.find(|days| days.1 >= today),
    }
}

/// The day of the last month, or the next, that has it.
fn day_of_month(today: Date, day: i8, past: bool) -> Option<Days> {
    let months = if past { [0, -1, -2] } else { [0, 1, 2] };
    let found = months.iter().find_map(|shift| {
        let month = today.first_of_month().checked_add(shift.months()).ok()?;
        let day = Date::new(month.year(), month.month(), day).ok()?;
        let fits = if past { day <= today } else { day >= today };
        fits.then_some(day)
    })?;
    Some((found, found))
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
        Relation::Span(count, Period::Quarter) => {
            let (start, end) = if count < 0 { (count, -1) } else { (1, count) };
            Some((whole(today, start, Period::Quarter)?.0, whole(today, end, Period::Quarter)?.1))
        }
        // The document's own day is not over, and belongs to neither.
        Relation::Span(count, period) => {
            let other = added(today, count, period)?;
            Some(match count < 0 {
                true => (other, today.yesterday().ok()?),
                false => (today.tomorrow().ok()?, other),
            })
        }
        Relation::ToDate(period) => Some((whole(today, 0, period)?.0, today.yesterday().ok()?)),
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

/// The days of a part of a time.
fn part_of(days: Days, part: Part, published: Option<Date>) -> Option<Days> {
    let (first, last) = days;
    let length = first.until(last).map_or(0, |span| span.get_days()) + 1;
    let after = |count: i32| first.checked_add(count.days()).unwrap_or(first);
    Some(match part {
        Part::Whole => days,
        Part::Start => (first, first),
        Part::Early => (first, first_half(days, length)?),
        Part::Mid | Part::Middle => match months_of(days) {
            Some((start, count)) if count % 3 == 0 => month_count(start + count / 3, count / 3)?,
            // The 10th to the 20th of a month.
            _ => (after(length * 3 / 10), after(length * 2 / 3 - 1)),
        },
        Part::Late => (first_half(days, length)?.tomorrow().ok()?, last),
        Part::End => (last, last),
        Part::Earlier => (first, published?),
        Part::Later => (published?, last),
    })
}

/// The last day of the first half: of a month the 15th, of an even count of months a month's end.
fn first_half(days: Days, length: i32) -> Option<Date> {
    match months_of(days) {
        Some((_, 1)) => days.0.checked_add(14.days()).ok(),
        Some((start, count)) if count % 2 == 0 => Some(month_count(start, count / 2)?.1),
        _ => days.0.checked_add((length / 2 - 1).max(0).days()).ok(),
    }
}

/// The first month, counted from year 0, and how many, of days that are whole months.
fn months_of(days: Days) -> Option<(i32, i32)> {
    let (first, last) = days;
    let number = |day: Date| i32::from(day.year()) * 12 + i32::from(day.month()) - 1;
    let whole = first.day() == 1 && last == last.last_of_month();
    whole.then(|| (number(first), number(last) - number(first) + 1))
}
