//! When what is claimed was or is to be: the times beside it, as written in books.

use counterflow_claim::Date;

use crate::Span;
use crate::claim::{Claim, Kind};
use crate::clause::Scene;
use crate::time::{Resolved, TimeBound, TimeMention};

/// Gives the claims of a sentence their dates and periods.
pub fn fill(claims: &mut [Claim], scene: &Scene, sentence: Span, published: Option<Date>) {
    if claims.is_empty() {
        return;
    }
    let first = scene.times.partition_point(|time| time.span.start < sentence.start);
    let times = scene.times[first..].iter().take_while(|time| time.span.end <= sentence.end);
    let times: Vec<&TimeMention> = times.collect();
    let first = scene.amounts.partition_point(|amount| amount.span.start < sentence.start);
    let amounts = scene.amounts[first..].iter().map(|amount| amount.span);
    let amounts: Vec<Span> = amounts.take_while(|span| span.end <= sentence.end).collect();
    let spelled = |time: &&TimeMention| time.resolve(published, true).and_then(spell);
    let mut before: Option<String> = None;
    for claim in claims {
        let anchor = claim.amount.map(|money| money.span);
        if claim.kind == Kind::Metric {
            let behind = anchor.and_then(|anchor| behind(&times, &amounts, anchor));
            let only = || {
                Some(&times[..]).filter(|times| times.len() == 1 && claim.rule != "metric-before")
            };
            let told = behind.or_else(|| only().map(|times| times[0]));
            let earlier = || {
                before.as_deref().filter(|_| claim.rule == "metric-before").and_then(year_before)
            };
            claim.period = told.as_ref().and_then(spelled).or_else(earlier);
            before.clone_from(&claim.period);
        } else {
            let at = |time: &&&TimeMention| time.bound == TimeBound::At;
            let mut days = times.iter().filter(at).filter_map(spelled);
            claim.date = days.next().filter(|_| days.next().is_none());
        }
    }
}

/// The first time behind an amount, in front of the next amount.
fn behind<'t>(
    times: &[&'t TimeMention],
    amounts: &[Span],
    anchor: Span,
) -> Option<&'t TimeMention> {
    let next =
        amounts.iter().find(|span| span.start >= anchor.end).map_or(u32::MAX, |span| span.start);
    let fits = |time: &&&TimeMention| time.span.start >= anchor.end && time.span.start < next;
    times.iter().find(fits).copied()
}

/// The year before one; nothing for other periods.
fn year_before(period: &str) -> Option<String> {
    period.parse::<i16>().ok().map(|year| (year - 1).to_string())
}

/// A day, month, quarter, half or year as books write it; nothing for other spans of days.
///
/// ```
/// use counterflow_claim::Date;
/// use counterflow_read::when::spell;
/// use counterflow_read::time::Resolved;
/// let days = |first, last| spell(Resolved { first: Some(first), last: Some(last) });
/// let (start, end) = (Date::constant(2025, 4, 1), Date::constant(2025, 6, 30));
/// assert_eq!(days(start, end).as_deref(), Some("2025-Q2"));
/// assert_eq!(days(end, end).as_deref(), Some("2025-06-30"));
/// ```
pub fn spell(days: Resolved) -> Option<String> {
    let (first, last) = (days.first?, days.last?);
    let year = first.year();
    if first == last {
        return Some(first.to_string());
    }
    let whole = first.day() == 1 && last == last.last_of_month() && last.year() == year;
    if !whole {
        return None;
    }
    match (first.month(), last.month()) {
        (1, 12) => Some(format!("{year:04}")),
        (1, 6) => Some(format!("{year:04}-H1")),
        (7, 12) => Some(format!("{year:04}-H2")),
        (from, to) if from == to => Some(format!("{year:04}-{from:02}")),
        (from, to) if from % 3 == 1 && to == from + 2 => Some(format!("{year:04}-Q{}", to / 3)),
        _ => None,
    }
}
