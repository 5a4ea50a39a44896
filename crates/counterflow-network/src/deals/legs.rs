//! Conditional legs: bound deals whose money comes only if a condition is met, and the deals that
//! hold their money.

use std::collections::{BTreeMap, BTreeSet};

use counterflow_claim::{Bound, DealId, Decimal, Stage};

use super::{Flow, FlowKind};

/// A bound deal that waits for a condition, and that is part of no other such deal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leg {
    /// The deal, by the position of its flow.
    pub flow: usize,
    /// The flows that it is a part of, in order: larger deals and its round.
    pub wholes: Vec<usize>,
    /// Whether a part of it waits for a condition of its own, so that it may not come in full even
    /// where that of the leg is met.
    pub waits_inside: bool,
}

/// Every leg, in the order of the flows. Time is `O(n log n)` in the flows and what they are in.
pub fn legs(flows: &[Flow]) -> Vec<Leg> {
    let round =
        |(at, flow): (usize, &Flow)| (flow.kind == FlowKind::Round).then_some((flow.deal, at));
    let rounds: BTreeMap<DealId, usize> = flows.iter().enumerate().filter_map(round).collect();
    let waiting: Vec<usize> = (0..flows.len()).filter(|at| waits(&flows[*at])).collect();
    let above: Vec<BTreeSet<usize>> =
        waiting.iter().map(|at| wholes(flows, &rounds, *at)).collect();
    let outer = |wholes: &BTreeSet<usize>| !wholes.iter().any(|whole| waits(&flows[*whole]));
    let inner = above.iter().filter(|wholes| !outer(wholes));
    let holding: BTreeSet<usize> = inner.flatten().copied().collect();
    let legs = waiting.into_iter().zip(&above).filter(|(_, wholes)| outer(wholes));
    legs.map(|(flow, wholes)| Leg {
        flow,
        wholes: wholes.iter().copied().collect(),
        waits_inside: holding.contains(&flow),
    })
    .collect()
}

/// Whether the money of a deal is agreed, and comes only if a condition is met. What is closed has
/// come, and what is talk comes to nothing as it is.
fn waits(flow: &Flow) -> bool {
    flow.conditional && flow.stage.is_bound() && flow.stage != Stage::Closed
}

/// All that a flow is a part of.
fn wholes(flows: &[Flow], rounds: &BTreeMap<DealId, usize>, at: usize) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    let mut open = vec![at];
    while let Some(part) = open.pop() {
        let flow = &flows[part];
        let round = flow.in_round.and_then(|round| rounds.get(&round)).copied();
        open.extend(flow.inside.into_iter().chain(round).filter(|whole| found.insert(*whole)));
    }
    found.remove(&at);
    found
}

/// Notes for each flow with a leg how much of it comes whether conditions are met or not.
pub fn mark(flows: &mut [Flow]) {
    let mut missing: BTreeMap<usize, Option<Decimal>> = BTreeMap::new();
    for leg in legs(flows) {
        let open = may_not_come(&flows[leg.flow]);
        for whole in leg.wholes {
            let sum = missing.entry(whole).or_insert(Some(Decimal::ZERO));
            *sum = sum.zip(open).and_then(|(a, b)| a.checked_add(b));
        }
        let paid = flows[leg.flow].paid.and_then(|paid| paid.low);
        flows[leg.flow].sure = Some(paid.unwrap_or(Bound::closed(Decimal::ZERO)));
    }
    for (whole, missing) in missing {
        let low = flows[whole].readings.range.and_then(|range| range.low);
        let left = low.zip(missing).and_then(|(low, missing)| {
            let value = low.value.checked_sub(missing).filter(|left| *left > Decimal::ZERO)?;
            Some(Bound { value, ..low })
        });
        flows[whole].sure = Some(left.unwrap_or(Bound::closed(Decimal::ZERO)));
    }
}

/// The most that is missing of a leg whose condition is not met; nothing where it has no end.
fn may_not_come(leg: &Flow) -> Option<Decimal> {
    let most = leg.readings.range?.high?.value;
    let paid = leg.paid.and_then(|paid| paid.low).map_or(Decimal::ZERO, |paid| paid.value);
    most.checked_sub(paid)
}
