//! Concentration of backlogs by customer and of commitments by seller: Herfindahl–Hirschman
//! indices, 10,000 · Σ (part / whole)².

use std::collections::BTreeMap;

use counterflow_claim::{Bound, Bounds, Decimal};

use crate::attribute::unit_of;
use crate::network::{Network, Variable};
use crate::{Arg, Key, Readings, interval};

/// Adds the indices. Time is `O(n log n)` in the parts.
pub fn state(network: &mut Network) {
    let mut backlogs: BTreeMap<[Arg; 2], Vec<&Variable>> = BTreeMap::new();
    for (key, part) in network.of("backlog") {
        if let [seller, _, date] = key.args[..] {
            backlogs.entry([seller, date]).or_default().push(part);
        }
    }
    let mut made = Vec::new();
    for (args, parts) in backlogs {
        let Some(whole) = network.variables.get(&Key::new("backlog", args)) else { continue };
        let known = index(network, "backlog_hhi_known", &parts, None);
        made.push((Key::new("backlog_hhi_known", args), known));
        let of_whole = index(network, "backlog_hhi", &parts, Some(whole));
        made.push((Key::new("backlog_hhi", args), of_whole));
    }
    let mut sellers: BTreeMap<Arg, Vec<&Variable>> = BTreeMap::new();
    for (key, part) in network.of("commitments") {
        if let [buyer, Arg::Party(_)] = key.args[..] {
            sellers.entry(buyer).or_default().push(part);
        }
    }
    for (buyer, parts) in sellers {
        made.push((Key::new("seller_hhi", [buyer]), index(network, "seller_hhi", &parts, None)));
    }
    network.variables.extend(made);
}

/// The index over known parts, or, with a whole, over it: the rest may be spread thin or lie with
/// the largest.
fn index(
    network: &Network,
    attribute: &'static str,
    parts: &[&Variable],
    whole: Option<&Variable>,
) -> Variable {
    let reading = |pick: fn(&Readings) -> Option<Bounds>| -> Option<Bounds> {
        let known: Option<Vec<Bounds>> = parts.iter().map(|part| pick(&part.readings)).collect();
        match whole {
            Some(whole) => hhi_of_whole(&known?, pick(&whole.readings)?),
            None => hhi_of_known(&known?),
        }
    };
    // Of a whole the index is a range even at the written numbers.
    let written = |pick| reading(pick).filter(|_| whole.is_none());
    let range = reading(|readings| readings.range);
    let all = || parts.iter().copied().chain(whole);
    let mut missing: Vec<String> = all().flat_map(|v| v.missing.iter().cloned()).collect();
    if range.is_some() {
        missing.clear();
    } else if all().all(|variable| variable.readings.range.is_some()) {
        missing = vec!["parts that fit into a whole above zero".to_string()];
    }
    let variable = Variable {
        unit: unit_of(attribute, network.view.currency),
        readings: Readings {
            headline: written(|readings| readings.headline),
            firm: written(|readings| readings.firm),
            range,
        },
        contradicted: all().any(|variable| variable.contradicted),
        missing,
        claims: all().flat_map(|variable| variable.claims.iter().copied()).collect(),
        assumed: all().flat_map(|variable| variable.assumed.iter().cloned()).collect(),
        ..Variable::default()
    };
    variable.tidy()
}

/// The sum of squares of parts over a whole, times 10,000.
fn hhi(parts: &[Bounds], whole: Bounds) -> Option<Bounds> {
    let square = |part: &Bounds| {
        let share = interval::divide(*part, whole)?;
        interval::multiply(share, share)
    };
    let squares: Option<Vec<Bounds>> = parts.iter().map(square).collect();
    interval::multiply(interval::sum(squares?)?, Bounds::point(Decimal::from(10_000)))
}

/// The index over parts that make up their whole: at least as even as it can be, at most one part.
/// It is that of a whole above zero, where there may be none.
fn hhi_of_known(parts: &[Bounds]) -> Option<Bounds> {
    let whole = interval::sum(parts.iter().copied())?;
    let whole = interval::intersect(whole, interval::POSITIVE);
    if interval::is_empty(whole) {
        return None;
    }
    let least = interval::quotients(Decimal::from(10_000), Decimal::from(parts.len()))?[0];
    within_index(hhi(parts, whole)?, least)
}

/// From the rest spread over ever so many to the rest with the largest part.
fn hhi_of_whole(parts: &[Bounds], whole: Bounds) -> Option<Bounds> {
    let spread = hhi(parts, whole)?;
    let sum = interval::sum(parts.iter().copied())?;
    let rest = interval::intersect(interval::subtract(whole, sum)?, interval::NOT_NEGATIVE);
    if interval::is_empty(rest) {
        return None;
    }
    // A part without an end may be the largest.
    let size = |at: &usize| parts[*at].high.map(|high| high.value);
    let largest = (0..parts.len()).max_by_key(|at| (size(at).is_none(), size(at)))?;
    let mut heaped = parts.to_vec();
    heaped[largest] = interval::add(heaped[largest], rest)?;
    within_index(interval::hull(spread, hhi(&heaped, whole)?), Decimal::ZERO)
}

fn within_index(index: Bounds, least: Decimal) -> Option<Bounds> {
    let most = Bound::closed(Decimal::from(10_000));
    let all = Bounds { low: Some(Bound::closed(least)), high: Some(most) };
    Some(interval::intersect(index, all)).filter(|index| !interval::is_empty(*index))
}
