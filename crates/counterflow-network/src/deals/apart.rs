//! Which flows are surely different money, so that what they are at least may be added.
//!
//! Money between different parties is different money. Deals between the same parties may be the
//! same money, unless the book says that they are not: by `disjoint`, `adds-to`, one `total-of`,
//! or as different rounds and parts of them. A side that is not named, or several parties
//! together, may share parties with any other deal of theirs.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use counterflow_claim::{Bound, Bounds, ClaimId, Claims, DealId, Decimal, PartyId};

use super::total::{Extent, Part};
use super::{Flow, FlowKind};
use crate::{force, interval};

/// Beyond so many deals that may share money they are not compared each with each, which would
/// take time that grows with the square.
const MOST_COMPARED: usize = 500;
/// A deal with more pairs of parties than this is taken to share parties with any.
const MOST_PAIRS: usize = 64;

/// Parts of a total that are different money, with as large a sum of low ends as is found.
pub fn apart<'p, 'f>(claims: &Claims, parts: &'p [Part<'f>]) -> Vec<&'p Part<'f>> {
    let groups = sharing(parts).into_iter();
    let taken = groups.flat_map(|group| match group.len() > MOST_COMPARED {
        true => roughly(&group),
        false => greedily(claims, &group),
    });
    taken.collect()
}

/// What a part is at least. A deal below signed counts from 0; one that waits for a condition, or
/// holds such, from what is sure of it.
pub fn low_of(part: &Part) -> Bound {
    let zero = Bound::closed(Decimal::ZERO);
    let low = part.readings.range.and_then(|range| range.low);
    let low = low.filter(|_| part.flow.stage.is_bound()).unwrap_or(zero);
    match (part.flow.sure.filter(|_| !part.agreed), part.extent) {
        (None, _) => low,
        (Some(sure), Extent::Whole) => {
            [low, sure].into_iter().min_by_key(|low| size(*low)).unwrap_or(low)
        }
        // Which year or which of several parties it is that goes without is not known.
        (Some(_), Extent::Part | Extent::Other) => zero,
    }
}

/// By which low ends are ordered: what is more than a number is larger than what is at least that.
fn size(low: Bound) -> (Decimal, bool) {
    (low.value, low.open)
}

/// The least that parts of different money are together; nothing if the number is too large.
pub fn low<'p, 'f: 'p>(parts: impl Iterator<Item = &'p Part<'f>>) -> Option<Bound> {
    interval::sum(parts.map(|part| Bounds { low: Some(low_of(part)), high: None }))?.low
}

/// Parts that are pairwise different money, the largest low ends first.
fn greedily<'p, 'f>(claims: &Claims, parts: &[&'p Part<'f>]) -> Vec<&'p Part<'f>> {
    let mut order = parts.to_vec();
    // Among equals the words decide, so that the order of the book does not matter.
    order.sort_by_cached_key(|part| {
        let words = part.flow.lead().map(|id| force::words(claims, id));
        (Reverse(size(low_of(part))), words)
    });
    let mut taken: Vec<&'p Part<'f>> = Vec::new();
    for part in order {
        if taken.iter().all(|other| is_apart(part.flow, other.flow)) {
            taken.push(part);
        }
    }
    taken
}

/// The largest of: one part, one part a round, one part a pair of parties, the parts that one claim
/// lists in a total.
fn roughly<'p, 'f>(parts: &[&'p Part<'f>]) -> Vec<&'p Part<'f>> {
    let mut rounds: Largest<'p, 'f, DealId> = Largest::new();
    let mut pairs: Largest<'p, 'f, (PartyId, PartyId)> = Largest::new();
    let mut totals: BTreeMap<ClaimId, Largest<'p, 'f, DealId>> = BTreeMap::new();
    for part in parts.iter().copied() {
        if let Some(round) = part.flow.round() {
            keep_larger(&mut rounds, round, part);
        }
        if let ([from], [to]) = (givers(part.flow), part.flow.to.as_slice()) {
            keep_larger(&mut pairs, (*from, *to), part);
        }
        for list in &part.flow.listed_by {
            keep_larger(totals.entry(*list).or_default(), part.flow.deal, part);
        }
    }
    let one = parts.iter().max_by_key(|part| size(low_of(part))).map(|part| vec![*part]);
    let sums = totals.into_values().chain([rounds]).map(|found| found.into_values().collect());
    let all = one.into_iter().chain(sums).chain([pairs.into_values().collect()]);
    let by_size = |taken: &Vec<&Part>| low(taken.iter().copied()).map(size);
    all.max_by_key(by_size).unwrap_or_default()
}

type Largest<'p, 'f, K> = BTreeMap<K, &'p Part<'f>>;

fn keep_larger<'p, 'f, K: Ord>(largest: &mut Largest<'p, 'f, K>, key: K, part: &'p Part<'f>) {
    let best = largest.entry(key).or_insert(part);
    if size(low_of(best)) < size(low_of(part)) {
        *best = part;
    }
}

/// Whether two flows are surely different money.
fn is_apart(a: &Flow, b: &Flow) -> bool {
    let names = |list: &[DealId], other: &[DealId]| other.iter().any(|deal| list.contains(deal));
    let rounds = matches!((a.round(), b.round()), (Some(x), Some(y)) if x != y);
    rounds
        || shares_nobody(givers(a), givers(b))
        || shares_nobody(&a.to, &b.to)
        || names(&a.apart, &b.on_top)
        || names(&b.apart, &a.on_top)
        || a.listed_by.iter().any(|total| a.deal != b.deal && b.listed_by.contains(total))
}

fn shares_nobody(a: &[PartyId], b: &[PartyId]) -> bool {
    !a.is_empty() && !b.is_empty() && !a.iter().any(|party| b.contains(party))
}

/// Who gives. In a round others than its leads may.
fn givers(flow: &Flow) -> &[PartyId] {
    match flow.kind {
        FlowKind::Round => &[],
        _ => &flow.from,
    }
}

/// Parts in groups, such that those of different groups share no party on both sides.
fn sharing<'p, 'f>(parts: &'p [Part<'f>]) -> Vec<Vec<&'p Part<'f>>> {
    let mut sets = Sets { of: (0..parts.len()).collect() };
    let mut pairs: BTreeMap<(PartyId, PartyId), usize> = BTreeMap::new();
    let mut wide: Vec<usize> = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        let (from, to) = (givers(part.flow), part.flow.to.as_slice());
        let count = from.len().saturating_mul(to.len());
        if count == 0 || count > MOST_PAIRS {
            wide.push(at);
            continue;
        }
        for pair in from.iter().flat_map(|a| to.iter().map(move |b| (*a, *b))) {
            sets.join(at, *pairs.entry(pair).or_insert(at));
        }
    }
    join_wide(parts, &wide, &mut sets);
    let mut groups: BTreeMap<usize, Vec<&Part>> = BTreeMap::new();
    for (at, part) in parts.iter().enumerate() {
        groups.entry(sets.root(at)).or_default().push(part);
    }
    groups.into_values().collect()
}

/// Joins parts that may share any giver with all parts to the same receivers, and those that name
/// no receiver with all.
fn join_wide(parts: &[Part], wide: &[usize], sets: &mut Sets) {
    let receivers = |at: usize| parts[at].flow.to.as_slice();
    if let Some(anyone) = wide.iter().copied().find(|at| receivers(*at).is_empty()) {
        (0..parts.len()).for_each(|at| sets.join(anyone, at));
        return;
    }
    let of_wide: BTreeSet<PartyId> = wide.iter().flat_map(|at| receivers(*at)).copied().collect();
    let mut by_receiver: BTreeMap<PartyId, usize> = BTreeMap::new();
    for at in 0..parts.len() {
        for party in receivers(at).iter().filter(|party| of_wide.contains(party)) {
            sets.join(at, *by_receiver.entry(*party).or_insert(at));
        }
    }
}

/// Disjoint sets of positions.
struct Sets {
    of: Vec<usize>,
}

impl Sets {
    fn root(&mut self, mut at: usize) -> usize {
        while self.of[at] != at {
            self.of[at] = self.of[self.of[at]];
            at = self.of[at];
        }
        at
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.of[a.max(b)] = a.min(b);
    }
}
