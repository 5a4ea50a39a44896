//! Totals over flows, by the rules on what may be added.

use counterflow_claim::{Bound, Bounds, Claim, ClaimId, Claims, Decimal, Mode, Side};

use super::{Flow, apart};
use crate::{Key, Readings, interval};

/// A total with what it rests on.
#[derive(Clone, Debug)]
pub struct Sum {
    /// The readings: unknown parts are left out of headline and firm, and open the range.
    pub readings: Readings,
    /// What is missing.
    pub missing: Vec<String>,
    /// The claims.
    pub claims: Vec<ClaimId>,
    /// The assumptions.
    pub assumed: Vec<String>,
    /// The variables that it is a sum of, if it is one of whole amounts.
    pub parts: Option<Parts>,
}

/// The variables that bound a total.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts {
    /// It is at most all of these together.
    pub most: Vec<Key>,
    /// It is at least all of these together: different money that is bound.
    pub least: Vec<Key>,
}

impl Parts {
    /// What one side of a flow has of its amount.
    pub fn of_one(key: &Key, extent: Extent) -> Option<Parts> {
        let least = if extent == Extent::Whole { vec![key.clone()] } else { Vec::new() };
        (extent != Extent::Other).then(|| Parts { most: vec![key.clone()], least })
    }
}

/// Flows that are pairwise different money, and bound.
pub fn different<'f>(claims: &Claims, flows: &[&'f Flow]) -> Vec<&'f Flow> {
    let bound = flows.iter().filter(|flow| flow.stage.is_bound());
    // What is agreed is that much whether conditions are met or not.
    let part = |flow: &&'f Flow| Part {
        flow,
        readings: flow.readings,
        extent: Extent::Whole,
        agreed: true,
    };
    let parts: Vec<Part<'f>> = bound.map(part).collect();
    apart::apart(claims, &parts).into_iter().map(|part| part.flow).collect()
}

/// What of each flow is added up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counting {
    /// All of it, as agreed.
    Agreed,
    /// What comes of it: a leg counts from what is sure of it.
    Amount,
    /// What falls into a year by its schedule, which may be an assumption.
    Schedule,
}

/// A part of a total: a flow, and its readings there.
pub struct Part<'f> {
    /// The flow.
    pub flow: &'f Flow,
    /// What it contributes.
    pub readings: Readings,
    /// How much of its amount that is.
    pub extent: Extent,
    /// Whether its conditions are taken to be met.
    pub agreed: bool,
}

/// How much of a flow's amount one of its sides has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// All of it.
    Whole,
    /// Some part of it.
    Part,
    /// Another number: a multiple, or what falls into a year.
    Other,
}

/// Adds flows up. `of` gives what a flow contributes.
///
/// A deal below signed counts from 0 to its high end, and one that waits for a condition from what
/// is sure of it, unless what is agreed is asked for. The low end adds only what is different
/// money: see [`apart`]. Time is `O(n log n)` in the flows.
pub fn total<'f>(
    claims: &Claims,
    flows: impl Iterator<Item = &'f Flow>,
    counting: Counting,
    of: impl Fn(&Flow) -> (Readings, Extent),
) -> Option<Sum> {
    let part = |flow: &'f Flow| {
        let (readings, extent) = of(flow);
        Part { flow, readings, extent, agreed: counting == Counting::Agreed }
    };
    let parts: Vec<Part> = flows.map(part).collect();
    if parts.is_empty() {
        return None;
    }
    let known = |pick: fn(&Readings) -> Option<Bounds>| {
        let mut known = parts.iter().filter_map(|part| pick(&part.readings)).peekable();
        known.peek().is_some().then(|| interval::sum(known)).flatten()
    };
    let apart = apart::apart(claims, &parts);
    let range = Bounds { low: apart::low(apart.iter().copied()), high: high(&parts) };
    let readings = Readings {
        headline: known(|readings| readings.headline),
        firm: known(|readings| readings.firm),
        range: parts.iter().any(|part| part.readings.range.is_some()).then_some(range),
    };
    let flows = || parts.iter().map(|part| part.flow);
    let scheduled = flows().filter(|_| counting == Counting::Schedule);
    Some(Sum {
        readings,
        missing: once(flows().flat_map(|flow| flow.missing.iter().cloned())),
        claims: once(flows().flat_map(|flow| flow.claims.iter().chain(&flow.rates).copied())),
        assumed: once(scheduled.flat_map(|flow| flow.assumed.iter().cloned())),
        parts: sum_of(&parts, &apart),
    })
}

/// The variables behind a total, unless one of its parts is not some of a variable.
fn sum_of(parts: &[Part], apart: &[&Part]) -> Option<Parts> {
    let keys = |part: &&Part| part.flow.key.clone();
    let bound = |part: &&&Part| part.extent == Extent::Whole && part.flow.stage.is_bound();
    parts.iter().all(|part| part.extent != Extent::Other).then(|| Parts {
        most: parts.iter().map(|part| part.flow.key.clone()).collect(),
        least: apart.iter().filter(bound).copied().map(|part| keys(&part)).collect(),
    })
}

/// In order, each once.
fn once<T: Ord>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut all: Vec<T> = all.collect();
    all.sort();
    all.dedup();
    all
}

/// The sum of the high ends, if all parts have one.
fn high(parts: &[Part]) -> Option<Bound> {
    let ends = parts.iter().map(|part| {
        let high = part.readings.range?.high?;
        Some(Bounds { low: None, high: Some(high) })
    });
    interval::sum(ends.collect::<Option<Vec<Bounds>>>()?)?.high
}

/// What a flow gives from one of its givers (or all of them) to one of its receivers (or all), of
/// what it gives in all.
///
/// Where several are on a side jointly, what one of them gives or gets is some part of the amount;
/// where each is meant, it is the whole amount, and all of them together a multiple of it.
pub fn between(
    claims: &Claims,
    flow: &Flow,
    all: Readings,
    one_from: bool,
    one_to: bool,
) -> (Readings, Extent) {
    let lead = flow.lead().map(|id| claims.claim(id));
    let (mut readings, mut extent) = (all, Extent::Whole);
    let mode = |side: fn(&Claim) -> &Side| lead.and_then(|claim| side(claim).mode);
    let sides = [
        (flow.from.len(), mode(|claim| &claim.from), one_from),
        (flow.to.len(), mode(|claim| &claim.to), one_to),
    ];
    for (count, mode, one) in sides {
        readings = match (count > 1, mode == Some(Mode::Each), one) {
            (false, _, _) | (true, true, true) | (true, false, false) => readings,
            (true, true, false) => {
                extent = Extent::Other;
                let times = Readings::point(Bounds::point(Decimal::from(count)));
                readings.combine(times, interval::multiply)
            }
            (true, false, true) => {
                extent = if extent == Extent::Whole { Extent::Part } else { extent };
                some_part(readings)
            }
        };
    }
    (readings, extent)
}

/// Some part of an amount: nothing is known of it but that it is no more than all.
pub fn some_part(readings: Readings) -> Readings {
    let low = Some(Bound::closed(Decimal::ZERO));
    let range = readings.range.map(|range| Bounds { low, high: range.high });
    Readings { headline: None, firm: None, range }
}
