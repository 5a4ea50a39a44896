//! Times that are told from another: "last year", "two weeks ago", "five years".

use counterflow_claim::Decimal;

use super::core::{Core, core, lex};
use super::lexicon::TimeLex;
use super::{Period, Relation, Time};
use crate::quantity::Reader;

/// `last year`, `this quarter`, `next Friday`, `the past three months`.
pub(crate) fn shifted(reader: &Reader, at: usize, shift: i32) -> Option<Core> {
    let relative = |end, relation| Some(core(at..end, Time::Relative(relation)));
    match lex(reader, at + 1) {
        Some(TimeLex::Weekday(day)) => {
            Some(core(at..at + 2, Time::Weekday { day, week: Some(shift) }))
        }
        Some(TimeLex::Period(period)) if !reader.word(at + 1).ends_with('s') => {
            relative(at + 2, Relation::Whole(shift, period))
        }
        Some(TimeLex::Month(month)) => Some(core(at..at + 2, Time::ShiftedMonth { month, shift })),
        Some(TimeLex::Season(season)) => {
            Some(core(at..at + 2, Time::ShiftedSeason { season, shift }))
        }
        _ => {
            let (count, period, end) = count_of(reader, at + 1)?;
            (shift != 0).then(|| relative(end, Relation::Span(shift * count, period))).flatten()
        }
    }
}

/// `two years`: the count, the unit and the token behind.
fn count_of(reader: &Reader, at: usize) -> Option<(i32, Period, usize)> {
    let number = reader.number(at)?;
    let end = reader.behind_hyphen(number.range.end);
    let Some(TimeLex::Period(period)) = lex(reader, end) else { return None };
    let whole = number.value.fract() == Decimal::ZERO && number.low == number.high;
    let count = i32::try_from(number.value.mantissa()).ok().filter(|_| whole)?;
    (number.value.scale() == 0 && (1..=1000).contains(&count)).then_some((count, period, end + 1))
}

/// `two years ago`, `three months later`, and `five years` or `five-year` as a time that it lasts.
pub(crate) fn counted(reader: &Reader, at: usize) -> Option<Core> {
    let (count, period, end) = count_of(reader, at)?;
    if reader.word(end) == "ago" {
        return Some(core(at..end + 1, Time::Relative(Relation::Offset(-count, period))));
    }
    Some(core(at..end, Time::Duration { count, period }))
}
