//! Totals over flows, by the rules on what may be added.

use std::collections::BTreeMap;

use counterflow_claim::{
    Bound, Bounds, Claim, ClaimId, Claims, Decimal, Mode, PartyId, Relation, Side,
};

use super::Flow;
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

/// A part of a total: a flow, its readings there, and the parties that it runs between.
struct Part<'f> {
    flow: &'f Flow,
    readings: Readings,
}

/// Adds flows up. `of` gives what a flow contributes.
///
/// A deal below signed counts from 0 to its high end. Deals between the same parties may be the
/// same money unless the book says that they are not, so the low end adds only those that are
/// disjoint: by `disjoint`, `adds-to`, one `total-of`, or as parts of different rounds. Deals
/// between different parties are different money.
pub fn total<'f>(
    claims: &Claims,
    flows: impl Iterator<Item = &'f Flow>,
    of: impl Fn(&Flow) -> Readings,
) -> Option<Sum> {
    let mut pairs: BTreeMap<(&[PartyId], &[PartyId]), Vec<Part>> = BTreeMap::new();
    for flow in flows {
        let part = Part { flow, readings: of(flow) };
        pairs.entry((&flow.from, &flow.to)).or_default().push(part);
    }
    if pairs.is_empty() {
        return None;
    }
    let mut sum = Sum {
        readings: Readings::NONE,
        missing: Vec::new(),
        claims: Vec::new(),
        assumed: Vec::new(),
        contradicted: false,
    };
    let mut low = Some(Bound::closed(Decimal::ZERO));
    let mut high = Some(Bound::closed(Decimal::ZERO));
    for parts in pairs.values() {
        low = add_ends(low, pair_low(claims, parts));
        for part in parts {
            high = add_ends(high, high_of(part));
            sum.add(part);
        }
    }
    sum.claims.sort();
    sum.claims.dedup();
    sum.missing.sort();
    sum.missing.dedup();
    sum.assumed.sort();
    sum.assumed.dedup();
    let computable = pairs.values().flatten().any(|part| part.readings.range.is_some());
    sum.readings.range = computable.then_some(Bounds { low, high });
    Some(sum)
}

impl Sum {
    fn add(&mut self, part: &Part) {
        let add = |sum: Option<Bounds>, more: Option<Bounds>| match (sum, more) {
            (Some(a), Some(b)) => interval::add(a, b),
            (a, b) => a.or(b),
        };
        self.readings.headline = add(self.readings.headline, part.readings.headline);
        self.readings.firm = add(self.readings.firm, part.readings.firm);
        self.claims.extend(&part.flow.claims);
        self.missing.extend(part.flow.missing.iter().cloned());
        self.assumed.extend(part.flow.assumed.iter().cloned());
        self.contradicted |= part.flow.contradicted;
    }
}

fn add_ends(a: Option<Bound>, b: Option<Bound>) -> Option<Bound> {
    let (a, b) = a.zip(b)?;
    Some(Bound { value: a.value.checked_add(b.value)?, open: a.open || b.open })
}

fn high_of(part: &Part) -> Option<Bound> {
    part.readings.range.and_then(|range| range.high)
}

fn low_of(part: &Part) -> Bound {
    let zero = Bound::closed(Decimal::ZERO);
    match part.flow.stage.is_bound() {
        true => part.readings.range.and_then(|range| range.low).unwrap_or(zero),
        false => zero,
    }
}

/// Beyond so many deals between two parties only the largest counts for the low end: comparing
/// each with each would take time that grows with the square.
const MOST_COMPARED: usize = 500;

/// The largest sum of low ends over parts that are pairwise disjoint, found greedily.
fn pair_low(claims: &Claims, parts: &[Part]) -> Option<Bound> {
    if parts.len() > MOST_COMPARED {
        return parts.iter().map(low_of).max_by_key(|low| low.value);
    }
    let mut order: Vec<&Part> = parts.iter().collect();
    order.sort_by_key(|part| std::cmp::Reverse(low_of(part).value));
    let mut taken: Vec<&Part> = Vec::new();
    let mut low = Some(Bound::closed(Decimal::ZERO));
    for part in order {
        if taken.iter().all(|other| disjoint(claims, part.flow, other.flow)) {
            low = add_ends(low, Some(low_of(part)));
            taken.push(part);
        }
    }
    low
}

fn disjoint(claims: &Claims, a: &Flow, b: &Flow) -> bool {
    says_apart(claims, a, b)
        || says_apart(claims, b, a)
        || in_one_total(a, b)
        || in_two_rounds(a, b)
}

fn says_apart(claims: &Claims, a: &Flow, b: &Flow) -> bool {
    let base = |flow: &Flow| -> Vec<_> {
        let links = flow.claims.iter().flat_map(|id| claims.claim(*id).targets(Relation::AddsTo));
        links.filter_map(|target| target.deal).chain([flow.deal]).collect()
    };
    let adds = a.claims.iter().flat_map(|id| claims.claim(*id).targets(Relation::AddsTo));
    // Two additions to one deal are both on top of it.
    let on_top = adds.filter_map(|target| target.deal).any(|deal| base(b).contains(&deal));
    let apart = a.claims.iter().flat_map(|id| claims.claim(*id).targets(Relation::Disjoint));
    on_top || apart.into_iter().any(|target| target.deal == Some(b.deal))
}

fn in_one_total(a: &Flow, b: &Flow) -> bool {
    a.listed_by.iter().any(|total| b.listed_by.contains(total))
}

fn in_two_rounds(a: &Flow, b: &Flow) -> bool {
    matches!((a.in_round, b.in_round), (Some(x), Some(y)) if x != y)
}

/// What a flow gives from one of its givers (or all of them) to one of its receivers (or all).
///
/// Where several are on a side jointly, what one of them gives or gets is some part of the amount;
/// where each is meant, it is the whole amount, and all of them together a multiple of it.
pub fn between(claims: &Claims, flow: &Flow, one_from: bool, one_to: bool) -> Readings {
    let lead = flow.lead().map(|id| claims.claim(id));
    let mut readings = flow.readings;
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

fn some_part(readings: Readings) -> Readings {
    let low = Some(Bound::closed(Decimal::ZERO));
    let range = readings.range.map(|range| Bounds { low, high: range.high });
    Readings { headline: None, firm: None, range }
}
