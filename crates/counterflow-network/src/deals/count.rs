//! Which flows count in totals, so that no dollar is counted twice.

use std::collections::{BTreeMap, BTreeSet};

use counterflow_claim::{Bounds, ClaimId, Claims, DealId, Relation};

use super::{Flow, FlowKind};
use crate::yields::yields;
use crate::{Readings, force, interval};

/// Marks the flows that count: not ended, not a sum of others that are told, not a part of another
/// of their kind whose amount is known. What is firm of a whole told in parts is told by them.
///
/// Time is `O(n log n)` in the flows and the relations of their claims.
pub fn mark(claims: &Claims, in_force: &[ClaimId], flows: &mut [Flow]) {
    list_totals(claims, in_force, flows);
    let deals = Deals::new(claims, flows);
    let rounds: Vec<Option<usize>> = (0..flows.len()).map(|at| deals.round_of(flows, at)).collect();
    for (at, round) in rounds.into_iter().enumerate() {
        let Some(round) = round else { continue };
        flows[at].in_round = Some(flows[round].deal);
        // What buys from holders is no new money of the company, whoever takes part.
        flows[at].primary &= flows[round].primary;
    }
    let sums = deals.sums(flows);
    let wholes = deals.wholes(flows);
    let order = outside_in(&wholes);
    let covered = covered(flows, &wholes, &order);
    for (at, flow) in flows.iter_mut().enumerate() {
        flow.inside = wholes[at];
        flow.counted = !(flow.ended() || covered[at] || sums.contains(&at));
    }
    let mut parts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, whole) in wholes.iter().enumerate() {
        if let Some(whole) = whole {
            parts.entry(*whole).or_default().push(at);
        }
    }
    for whole in order.into_iter().rev() {
        if let Some(parts) = parts.get(&whole) {
            firm_by_parts(flows, whole, parts);
        }
    }
    firm_by_investors(flows);
}

/// What is firm of a round that is talk is what its investors have bound themselves to.
fn firm_by_investors(flows: &mut [Flow]) {
    let mut bound: BTreeMap<DealId, Bounds> = BTreeMap::new();
    for flow in flows.iter().filter(|flow| flow.counted && flow.kind == FlowKind::Invest) {
        if let (Some(round), Some(firm)) = (flow.in_round, flow.readings.firm) {
            let sum = bound.get(&round).map_or(Some(firm), |sum| interval::add(*sum, firm));
            bound.extend(sum.map(|sum| (round, sum)));
        }
    }
    for flow in flows.iter_mut().filter(|flow| flow.kind == FlowKind::Round) {
        if flow.readings.firm.is_none() && flow.readings.range.is_some() {
            flow.readings.firm = bound.get(&flow.deal).copied();
        }
    }
}

/// Notes for each flow the claims that list it in a total.
fn list_totals(claims: &Claims, in_force: &[ClaimId], flows: &mut [Flow]) {
    let mut lists: BTreeMap<DealId, Vec<ClaimId>> = BTreeMap::new();
    for id in in_force {
        for deal in claims.claim(*id).targets(Relation::TotalOf).filter_map(|target| target.deal) {
            lists.entry(deal).or_default().push(*id);
        }
    }
    for flow in flows {
        flow.listed_by = lists.get(&flow.deal).cloned().unwrap_or_default();
    }
}

/// The flows of each deal.
struct Deals<'a> {
    claims: &'a Claims,
    flows: BTreeMap<DealId, Vec<usize>>,
}

impl<'a> Deals<'a> {
    fn new(claims: &'a Claims, flows: &[Flow]) -> Deals<'a> {
        let mut of: BTreeMap<DealId, Vec<usize>> = BTreeMap::new();
        for (at, flow) in flows.iter().enumerate() {
            of.entry(flow.deal).or_default().push(at);
        }
        Deals { claims, flows: of }
    }

    /// The flows of a deal.
    fn of(&self, deal: DealId) -> &[usize] {
        self.flows.get(&deal).map_or(&[], Vec::as_slice)
    }

    /// The other deals that the claims of a flow name in a relation.
    fn named(&self, flow: &Flow, relation: Relation) -> Vec<DealId> {
        let links = flow.claims.iter().flat_map(|id| self.claims.claim(*id).targets(relation));
        links.filter_map(|target| target.deal).filter(|deal| *deal != flow.deal).collect()
    }

    /// The flows that are sums of others, all of which are told. A sum of which only some are told
    /// stands for those as well, if it is between the same parties.
    fn sums(&self, flows: &[Flow]) -> BTreeSet<usize> {
        let mut pairs = BTreeSet::new();
        for (at, flow) in flows.iter().enumerate() {
            let listed = self.named(flow, Relation::TotalOf);
            let told = |deal: &DealId| self.of(*deal).iter().any(|part| !flows[*part].ended());
            let parts = || listed.iter().flat_map(|deal| self.of(*deal)).copied();
            let alike = |part: usize| {
                let part = &flows[part];
                (part.kind, &part.from, &part.to) == (flow.kind, &flow.from, &flow.to)
            };
            let whole = flow.readings.range.is_some() && !listed.iter().all(told);
            match whole && !flow.ended() && parts().all(alike) {
                true => pairs.extend(parts().map(|part| (part, at))),
                false => pairs
                    .extend(parts().filter(|part| !flows[*part].ended()).map(|part| (at, part))),
            }
        }
        yields(&pairs, |at| self.weight(&flows[at]))
    }

    fn weight(&self, flow: &Flow) -> impl Ord {
        flow.lead().map(|id| force::weight(self.claims, id))
    }

    /// For each flow the one of its kind that it is a part of.
    fn wholes(&self, flows: &[Flow]) -> Vec<Option<usize>> {
        let whole = |at: usize| {
            let flow = &flows[at];
            let same = |other: &usize| flows[*other].kind == flow.kind && !flows[*other].ended();
            let deals = self.named(flow, Relation::In);
            let found = deals.iter().flat_map(|deal| self.of(*deal)).copied().filter(same);
            // Of several in one deal the one that the money goes to as well.
            found.min_by_key(|other| flows[*other].to != flow.to)
        };
        let mut wholes: Vec<Option<usize>> =
            (0..flows.len()).map(|at| whole(at).filter(|_| !flows[at].ended())).collect();
        let pairs: BTreeSet<(usize, usize)> =
            wholes.iter().enumerate().filter_map(|(at, whole)| Some((at, (*whole)?))).collect();
        let parts = yields(&pairs, |at| self.weight(&flows[at]));
        for (at, whole) in wholes.iter_mut().enumerate() {
            *whole = whole.filter(|_| parts.contains(&at));
        }
        wholes
    }

    /// The round that an investment is part of, directly or through a larger investment.
    fn round_of(&self, flows: &[Flow], at: usize) -> Option<usize> {
        if flows[at].kind != FlowKind::Invest {
            return None;
        }
        let mut deals = vec![flows[at].deal];
        // A tranche of a part of a round: chains are short, and a bound keeps a cycle from looping.
        for step in 0..8 {
            let deal = deals.get(step)?;
            let invest = |flow: &&usize| flows[**flow].kind == FlowKind::Invest;
            let Some(flow) = self.of(*deal).iter().find(invest) else { continue };
            for deal in self.named(&flows[*flow], Relation::In) {
                let round = |other: &&usize| {
                    flows[**other].kind == FlowKind::Round && !flows[**other].ended()
                };
                if let Some(round) = self.of(deal).iter().find(round) {
                    return Some(*round);
                }
                deals.push(deal);
            }
        }
        None
    }
}

/// For each flow whether a known amount that it is a part of holds its money.
fn covered(flows: &[Flow], wholes: &[Option<usize>], order: &[usize]) -> Vec<bool> {
    let mut covered = vec![false; flows.len()];
    for at in order {
        if let Some(whole) = wholes[*at] {
            covered[*at] = covered[whole] || flows[whole].readings.range.is_some();
        }
    }
    covered
}

/// All flows, each behind the one that it is a part of. There are no circles.
fn outside_in(wholes: &[Option<usize>]) -> Vec<usize> {
    let mut placed = vec![false; wholes.len()];
    let mut order = Vec::with_capacity(wholes.len());
    for start in 0..wholes.len() {
        let mut way = Vec::new();
        let mut next = Some(start);
        while let Some(at) = next.filter(|at| !placed[*at]) {
            placed[at] = true;
            way.push(at);
            next = wholes[at];
        }
        order.extend(way.into_iter().rev());
    }
    order
}

/// What is firm of a whole is what is firm of its parts, where any of them is not, or it is not.
fn firm_by_parts(flows: &mut [Flow], whole: usize, parts: &[usize]) {
    let readings = flows[whole].readings;
    let told = parts.iter().any(|part| !flows[*part].firm) || readings.firm.is_none();
    if told && readings.range.is_some() {
        let firm = parts.iter().filter_map(|part| flows[*part].readings.firm);
        let firm = firm.reduce(|a, b| interval::add(a, b).unwrap_or(a));
        let unstated = parts.iter().any(|part| flows[*part].binding_unstated);
        let flow = &mut flows[whole];
        flow.readings = Readings { firm, ..readings };
        flow.binding_unstated = unstated;
        // Of which years what is firm is, the parts do not say.
        let one = flow.schedule.len() == 1;
        for (_, due) in &mut flow.schedule {
            due.firm = firm.filter(|_| one);
        }
    }
}
