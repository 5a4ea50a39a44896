//! Bindings over time: growth on the year before, periods and the periods that they consist of.

use std::collections::{BTreeMap, BTreeSet};

use counterflow_claim::{Date, YearEnd};

use super::{Binding, named};
use crate::metrics::{Telling, telling};
use crate::{Arg, Key, Network, Period};

/// Every number of a metric at a time `t` with that of a year before, `u`: both told, or one of
/// them and the growth.
pub fn growth(
    network: &Network,
    attribute: &'static str,
    growth: &'static str,
    names: &[&'static str],
) -> Vec<Binding> {
    let mut found: BTreeMap<Vec<Arg>, Binding> = BTreeMap::new();
    let now = named(network, attribute, names).into_iter();
    for mut binding in now.chain(named(network, growth, names)) {
        let Some((Arg::Period(now), about)) = binding.args_of(names) else { continue };
        let Some(before) = now.year_before() else { continue };
        let at = |attribute, period| {
            let args: Vec<Arg> = about.iter().copied().chain([Arg::Period(period)]).collect();
            network.variables.contains_key(&Key::new(attribute, args))
        };
        let told = [at(attribute, now), at(attribute, before), at(growth, now)];
        if told.iter().filter(|told| **told).count() > 1 {
            binding.names.push(("u", Arg::Period(before)));
            found.insert(binding.args().collect(), binding);
        }
    }
    found.into_values().collect()
}

/// More numbers of one series than this are not put together: no party tells so many periods.
const MOST_TOLD: usize = 400;

/// A sum has at most so many parts.
const MOST_PARTS: usize = 12;

/// The numbers of one metric by one telling, by first and last day.
struct Series {
    told: BTreeMap<(Date, Date), Key>,
    year_end: YearEnd,
}

/// Every series of a flow: what may be added up. A number of one day is of no period.
fn series(network: &Network, flow: &'static str) -> Vec<Series> {
    let mut series: BTreeMap<(Vec<Arg>, Telling), Series> = BTreeMap::new();
    for (key, variable) in network.of(flow) {
        let parties = key.args.iter().filter(|arg| matches!(arg, Arg::Party(_))).copied().collect();
        let Some((period, telling)) = period_of(key).zip(telling(network, variable)) else {
            continue;
        };
        let Some(days) = period.ends().filter(|_| !period.is_day()) else { continue };
        let one = series
            .entry((parties, telling))
            .or_insert_with(|| Series { told: BTreeMap::new(), year_end: year_end(network, key) });
        one.told.insert(days, key.clone());
    }
    series.into_values().filter(|series| series.told.len() <= MOST_TOLD).collect()
}

fn year_end(network: &Network, key: &Key) -> YearEnd {
    match key.args.first() {
        Some(Arg::Party(party)) => network.claims.party(*party).year_end,
        _ => YearEnd::default(),
    }
}

fn period_of(key: &Key) -> Option<Period> {
    key.args.iter().find_map(|arg| match arg {
        Arg::Period(period) => Some(*period),
        _ => None,
    })
}

/// A key with another period in the place of its own.
fn at(key: &Key, period: Period) -> Key {
    let args = key.args.iter().map(|arg| match arg {
        Arg::Period(_) => Arg::Period(period),
        other => *other,
    });
    Key { args: args.collect(), ..key.clone() }
}

/// The names of a number over time: the party `c`, its counterparty `b`, its nature `n`, and its
/// period under the given name.
fn names(key: &Key, period: &'static str) -> Vec<(&'static str, Arg)> {
    let mut parties = ["c", "b"].into_iter();
    let named = key.args.iter().filter_map(|arg| match arg {
        Arg::Party(_) => Some((parties.next()?, *arg)),
        Arg::Period(_) => Some((period, *arg)),
        Arg::Nature(_) => Some(("n", *arg)),
        _ => None,
    });
    named.collect()
}

/// The bindings of a whole period `t` with the told periods that it consists of.
pub fn tilings(network: &Network, flow: &'static str) -> Vec<Binding> {
    let all = series(network, flow);
    let bound = all.iter().flat_map(|series| {
        series.told.iter().flat_map(|(days, whole)| {
            series.tilings(*days).into_iter().map(|parts| tiled(whole, parts))
        })
    });
    bound.collect()
}

fn tiled(whole: &Key, parts: Vec<Key>) -> Binding {
    Binding { names: names(whole, "t"), parts, ..Binding::default() }
}

/// The same for years that are not told: calendar years, and those of the party.
pub fn years(network: &Network, flow: &'static str) -> Vec<Binding> {
    let all = series(network, flow);
    let bound = all.iter().flat_map(|series| {
        let candidates = series.told.iter().flat_map(|((first, _), key)| {
            let years = [YearEnd::default(), series.year_end];
            years.map(|year_end| (Period::year_around(*first, year_end), key))
        });
        let mut years: BTreeMap<(Date, Date), (Period, &Key)> = BTreeMap::new();
        for (year, key) in candidates {
            if let Some(days) = year.ends().filter(|days| !series.told.contains_key(days)) {
                years.entry(days).or_insert((year, key));
            }
        }
        let tiled = years.into_iter().filter_map(|(days, (year, key))| {
            let parts = series.tilings(days).into_iter().min_by_key(Vec::len)?;
            Some(tiled(&at(key, year), parts))
        });
        tiled.collect::<Vec<Binding>>()
    });
    bound.collect()
}

/// The bindings of a whole period `t`, the told periods at its start, and what is left of it at the
/// end, `r`, of which nothing is told.
pub fn rests(network: &Network, flow: &'static str) -> Vec<Binding> {
    let mut bound = Vec::new();
    for mut series in series(network, flow) {
        // What follows from a whole is no part of it that is told.
        series.told.retain(|_, key| {
            network.variables.get(key).is_some_and(|variable| variable.derivation.is_none())
        });
        for (days, whole) in &series.told {
            if let Some((rest, parts)) = series.rest(*days) {
                let mut names = names(whole, "t");
                names.push(("r", Arg::Period(rest)));
                bound.push(Binding { names, parts, ..Binding::default() });
            }
        }
    }
    bound
}

/// The bindings of a period `p` in a longer one, `t`, where no sum ties the two: the shortest ones
/// around it.
pub fn inside(network: &Network, flow: &'static str) -> Vec<Binding> {
    let mut bound = Vec::new();
    for series in series(network, flow) {
        let mut summed: BTreeSet<(&Key, Key)> = BTreeSet::new();
        for (days, whole) in &series.told {
            let parts = series.tilings(*days).into_iter().flatten();
            summed.extend(parts.map(|part| (whole, part)));
        }
        for (days, part) in &series.told {
            for whole in series.around(*days) {
                if summed.contains(&(whole, part.clone())) {
                    continue;
                }
                let mut names = names(whole, "t");
                names.extend(period_of(part).map(|period| ("p", Arg::Period(period))));
                bound.push(Binding { names, ..Binding::default() });
            }
        }
    }
    bound
}

impl Series {
    /// The ways to put a period together from told ones, without gap or overlap: one for each part
    /// that it may begin with, in as few parts as there can be.
    fn tilings(&self, (first, last): (Date, Date)) -> Vec<Vec<Key>> {
        let parts = self.within(first, last);
        // For each day the fewest parts from it to the last day, and the end of the first of them.
        let mut fewest: BTreeMap<Date, (usize, Date)> = BTreeMap::new();
        let mut found = Vec::new();
        for (from, to) in parts.iter().rev() {
            let behind = match *to == last {
                true => Some(0),
                false => to.tomorrow().ok().and_then(|next| fewest.get(&next)).map(|best| best.0),
            };
            let Some(count) = behind.map(|behind| behind + 1) else { continue };
            if *from == first && count <= MOST_PARTS {
                found.push(*to);
            }
            let best = fewest.entry(*from).or_insert((count, *to));
            *best = (*best).min((count, *to));
        }
        found.into_iter().rev().map(|to| self.path(first, to, last, &fewest)).collect()
    }

    /// The parts from a first one on, by the fewest behind it.
    fn path(
        &self,
        first: Date,
        to: Date,
        last: Date,
        fewest: &BTreeMap<Date, (usize, Date)>,
    ) -> Vec<Key> {
        let mut days = vec![(first, to)];
        let mut end = to;
        while let (true, Ok(next)) = (end < last, end.tomorrow()) {
            let Some((_, to)) = fewest.get(&next) else { break };
            days.push((next, *to));
            end = *to;
        }
        days.iter().filter_map(|days| self.told.get(days)).cloned().collect()
    }

    /// The told periods inside another, by their first days.
    fn within(&self, first: Date, last: Date) -> Vec<(Date, Date)> {
        let from_first = self.told.range((first, first)..=(last, last)).map(|(days, _)| *days);
        from_first.filter(|days| days.1 <= last && *days != (first, last)).collect()
    }

    /// What is left at the end of a period behind the told parts that reach furthest from its
    /// start, with these parts; nothing where they fill it, or none stands at its start.
    fn rest(&self, (first, last): (Date, Date)) -> Option<(Period, Vec<Key>)> {
        let mut reached: BTreeMap<Date, Vec<Key>> = BTreeMap::from([(first, Vec::new())]);
        for (from, to) in self.within(first, last) {
            let Some(before) = reached.get(&from).filter(|before| before.len() < MOST_PARTS) else {
                continue;
            };
            let (Some(part), Ok(next)) = (self.told.get(&(from, to)), to.tomorrow()) else {
                continue;
            };
            let parts: Vec<Key> = before.iter().chain([part]).cloned().collect();
            let known = reached.entry(next).or_insert_with(|| parts.clone());
            if parts.len() < known.len() {
                *known = parts;
            }
        }
        let (next, parts) = reached.pop_last()?;
        let told = next.yesterday().ok()?;
        let rest = Period::days(first, last).rest_after(told)?;
        (!parts.is_empty()).then_some((rest, parts))
    }

    /// The shortest told periods around one.
    fn around(&self, days: (Date, Date)) -> Vec<&Key> {
        let part = Period::days(days.0, days.1);
        let mut around: Vec<(Period, &Key)> = self
            .told
            .range(..=(days.0, Date::MAX))
            .map(|((first, last), key)| (Period::days(*first, *last), key))
            .filter(|(whole, _)| part.is_inside(*whole))
            .collect();
        around.sort_by_key(|(whole, _)| whole.length());
        let mut shortest: Vec<(Period, &Key)> = Vec::new();
        for (whole, key) in around {
            if !shortest.iter().any(|(known, _)| known.is_inside(whole)) {
                shortest.push((whole, key));
            }
        }
        shortest.into_iter().map(|(_, key)| key).collect()
    }
}
