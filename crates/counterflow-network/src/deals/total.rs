//! Totals over flows, by the rules on what may be added.

use counterflow_claim::{Bound, Bounds, Claim, ClaimId, Claims, Decimal, Mode, Side};

use super::{Flow, apart};
use crate::{Readings, interval};

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
    /// Whether claims about a part contradict one another.
    pub contradicted: bool,
}

/// What of each flow is added up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counting {
    /// All of it.
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
}

/// Adds flows up. `of` gives what a flow contributes.
///
/// A deal below signed counts from 0 to its high end. The low end adds only what is different
/// money: see [`apart`]. Time is `O(n log n)` in the flows.
pub fn total<'f>(
    claims: &Claims,
    flows: impl Iterator<Item = &'f Flow>,
    counting: Counting,
    of: impl Fn(&Flow) -> Readings,
) -> Option<Sum> {
    let parts: Vec<Part> = flows.map(|flow| Part { flow, readings: of(flow) }).collect();
    if parts.is_empty() {
        return None;
    }
    let known = |pick: fn(&Readings) -> Option<Bounds>| {
        let mut known = parts.iter().filter_map(|part| pick(&part.readings)).peekable();
        known.peek().is_some().then(|| interval::sum(known)).flatten()
    };
    let range = Bounds { low: apart::low(claims, &parts), high: high(&parts) };
    let readings = Readings {
        headline: known(|readings| readings.headline),
        firm: known(|readings| readings.firm),
        range: parts.iter().any(|part| part.readings.range.is_some()).then_some(range),
    };
    let contradicted = parts.iter().any(|part| part.flow.contradicted());
    let flows = || parts.iter().map(|part| part.flow);
    let scheduled = flows().filter(|_| counting == Counting::Schedule);
    Some(Sum {
        readings,
        missing: once(flows().flat_map(|flow| flow.missing.iter().cloned())),
        claims: once(flows().flat_map(|flow| flow.claims.iter().chain(&flow.rates).copied())),
        assumed: once(scheduled.flat_map(|flow| flow.assumed.iter().cloned())),
        contradicted,
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
) -> Readings {
    let lead = flow.lead().map(|id| claims.claim(id));
    let mut readings = all;
    let mode = |side: fn(&Claim) -> &Side| lead.and_then(|claim| side(claim).mode);
    let sides = [
        (flow.from.len(), mode(|claim| &claim.from), one_from),
        (flow.to.len(), mode(|claim| &claim.to), one_to),
    ];
    for (count, mode, one) in sides {
        readings = match (count > 1, mode == Some(Mode::Each), one) {
            (false, _, _) | (true, true, true) | (true, false, false) => readings,
            (true, true, false) => {
                let times = Readings::point(Bounds::point(Decimal::from(count)));
                readings.combine(times, interval::multiply)
            }
            (true, false, true) => some_part(readings),
        };
    }
    readings
}

/// Some part of an amount: nothing is known of it but that it is no more than all.
pub fn some_part(readings: Readings) -> Readings {
    let low = Some(Bound::closed(Decimal::ZERO));
    let range = readings.range.map(|range| Bounds { low, high: range.high });
    Readings { headline: None, firm: None, range }
}
