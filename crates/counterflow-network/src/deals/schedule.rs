//! When the money of a flow is due: as stated, or spread by an assumption that was asked for.

use std::collections::BTreeMap;

use counterflow_claim::{
    Assumption, Bounds, ClaimId, Claims, DealId, Decimal, Schedule, Slot, State, When, YearEnd,
};

use super::Flow;
use crate::convert::Rates;
use crate::said::{Aside, Converted, Said};
use crate::{Readings, View, force, interval};

/// A schedule under way: what is due by year; under no year what has no schedule.
type Years = BTreeMap<Option<i16>, Readings>;

/// Fills the schedules. Without a stated one or an assumption the whole stays unscheduled.
pub fn fill(claims: &Claims, view: &View, rates: &Rates, flows: &mut [Flow], aside: &Aside) {
    let spreads = spreads(claims, view);
    for flow in flows {
        let dues = flow.claims.iter().copied().find(|id| !claims.claim(*id).dues.is_empty());
        let years = match (dues, spreads.get(&flow.deal)) {
            (Some(id), _) => stated(claims, view, rates, id, flow, aside),
            (None, Some((assumption, schedule))) => {
                flow.assumed.push(claims.written(assumption.id).to_string());
                evenly(flow.readings, schedule.from, schedule.to)
            }
            (None, None) => Years::from([(None, flow.readings)]),
        };
        // What is unscheduled stands behind the years.
        let unscheduled = years.get(&None).map(|readings| (None, *readings));
        flow.schedule = years.into_iter().filter(|(year, _)| year.is_some()).collect();
        flow.schedule.extend(unscheduled);
    }
}

/// The schedules of the assumptions in use, by deal; of several the first that was asked for.
fn spreads<'c>(
    claims: &'c Claims,
    view: &View,
) -> BTreeMap<DealId, (&'c Assumption, &'c Schedule)> {
    let mut by_name: BTreeMap<&str, &Assumption> = BTreeMap::new();
    for assumption in &claims.assumptions {
        by_name.entry(claims.written(assumption.id)).or_insert(assumption);
    }
    let mut spreads = BTreeMap::new();
    for assumption in view.assume.iter().filter_map(|name| by_name.get(name.as_str()).copied()) {
        for schedule in &assumption.schedules {
            if let Some(deal) = schedule.target.deal {
                spreads.entry(deal).or_insert((assumption, schedule));
            }
        }
    }
    spreads
}

/// The lines of a claim's schedule, and what they leave of the amount. Without an amount that is
/// known it is at least what the lines add up to.
fn stated(
    claims: &Claims,
    view: &View,
    rates: &Rates,
    id: ClaimId,
    flow: &mut Flow,
    aside: &Aside,
) -> Years {
    let claim = claims.claim(id);
    let (firm, day) = (force::is_firm(claim, view), force::day(claims, claim));
    let ends = force::year_end(claims, claim);
    let mut years = Years::new();
    let mut sum = Readings::point(Bounds::point(Decimal::ZERO));
    for due in &claim.dues {
        let said = rates.amount(&due.amount, firm, day).unwrap_or_else(|missing| {
            flow.missing.push(missing);
            Converted { readings: Readings::NONE, widened: None, rate: None }
        });
        flow.rates.extend(said.rate);
        let readings = said.readings;
        if readings.range.is_none() && due.amount.state == State::Unknown {
            flow.missing.push(format!("what is due in {}", due.when));
        }
        sum = sum.combine(readings, interval::add);
        years
            .entry(Some(due.when.year(ends)))
            .and_modify(|year| *year = year.combine(readings, interval::add))
            .or_insert(readings);
    }
    let least = sum.range.map(|range| Bounds { high: None, ..range });
    // What is due is at most the amount; of a ladder that is put aside with it nothing is.
    if let Some(bounds) = least.filter(|_| !aside.contains(&(id, Slot::Header))) {
        let slot = Slot::Header;
        flow.said.push(Said { claim: id, slot, rates: Vec::new(), bounds, widened: bounds });
    }
    if flow.readings.range.is_none() {
        let range = sum.range.map(|range| Bounds { high: None, ..range });
        flow.readings = Readings { range, ..sum };
    } else if let Some(rest) = rest(flow.readings, sum) {
        years.insert(None, rest);
    }
    years
}

/// What a schedule leaves of an amount, if it is sure to leave something.
fn rest(amount: Readings, sum: Readings) -> Option<Readings> {
    let left = |amount: Bounds, sum: Bounds| {
        let left = interval::intersect(interval::subtract(amount, sum)?, interval::NOT_NEGATIVE);
        (!interval::is_empty(left)).then_some(left)
    };
    let rest = amount.combine(sum, left);
    let sure = |range: Bounds| interval::is_positive(range);
    (rest.range.is_some_and(sure) || rest.headline.is_some_and(sure)).then_some(rest)
}

fn evenly(readings: Readings, from: When, to: When) -> Years {
    let ends = YearEnd::default();
    let years: Vec<i16> = (from.year(ends)..=to.year(ends)).collect();
    if years.is_empty() {
        return Years::from([(None, readings)]);
    }
    let count = Bounds::point(Decimal::from(years.len()));
    let part = readings.combine(Readings::point(count), interval::divide);
    years.into_iter().map(|year| (Some(year), part)).collect()
}
