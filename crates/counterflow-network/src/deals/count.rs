//! Which flows count in totals, so that no dollar is counted twice.

use std::collections::BTreeMap;

use counterflow_claim::{ClaimId, Claims, DealId, Relation};

use super::{Flow, FlowKind};
use crate::{Readings, interval};

/// Marks the flows that count: not ended, not a sum of others that are told, not a part of another
/// of their kind whose amount is known. What is firm of a whole told in parts is told by them.
pub fn mark(claims: &Claims, in_force: &[ClaimId], flows: &mut [Flow]) {
    list_totals(claims, in_force, flows);
    let mut by_deal: BTreeMap<DealId, Vec<usize>> = BTreeMap::new();
    for (at, flow) in flows.iter().enumerate() {
        by_deal.entry(flow.deal).or_default().push(at);
    }
    for at in 0..flows.len() {
        flows[at].in_round = round_of(claims, flows, &by_deal, at);
    }
    let mut parts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for at in 0..flows.len() {
        if flows[at].ended() || sums_others(claims, in_force, &flows[at]) {
            flows[at].counted = false;
        } else if let Some(whole) = whole_of(claims, flows, &by_deal, at) {
            parts.entry(whole).or_default().push(at);
            match flows[whole].readings.range.is_some() {
                true => flows[at].counted = false,
                false => flows[whole].counted = false,
            }
        }
    }
    for (whole, parts) in parts {
        firm_by_parts(flows, whole, &parts);
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

/// Whether a flow is the sum of others of which at least one is in force.
fn sums_others(claims: &Claims, in_force: &[ClaimId], flow: &Flow) -> bool {
    let listed = flow.claims.iter().flat_map(|id| claims.claim(*id).targets(Relation::TotalOf));
    let mut told = listed.filter_map(|target| target.claim);
    told.any(|part| in_force.binary_search(&part).is_ok())
}

/// The flow of the same kind that a flow is a part of.
fn whole_of(
    claims: &Claims,
    flows: &[Flow],
    by_deal: &BTreeMap<DealId, Vec<usize>>,
    at: usize,
) -> Option<usize> {
    let links = flows[at].claims.iter().flat_map(|id| claims.claim(*id).targets(Relation::In));
    let deals = links.filter_map(|target| target.deal).filter(|deal| *deal != flows[at].deal);
    deals.into_iter().find_map(|deal| {
        let same =
            |other: &&usize| flows[**other].kind == flows[at].kind && !flows[**other].ended();
        by_deal.get(&deal)?.iter().find(same).copied()
    })
}

/// The round that an investment is part of, directly or through a larger investment.
fn round_of(
    claims: &Claims,
    flows: &[Flow],
    by_deal: &BTreeMap<DealId, Vec<usize>>,
    at: usize,
) -> Option<DealId> {
    let mut deals = vec![flows[at].deal];
    // A tranche of a part of a round: chains are short, and a bound keeps a cycle from looping.
    for step in 0..8 {
        let flow = by_deal
            .get(deals.get(step)?)?
            .iter()
            .map(|flow| &flows[*flow])
            .find(|flow| flow.kind == FlowKind::Invest)?;
        let links = flow.claims.iter().flat_map(|id| claims.claim(*id).targets(Relation::In));
        for deal in links.filter_map(|target| target.deal) {
            let round =
                |other: &&usize| flows[**other].kind == FlowKind::Round && !flows[**other].ended();
            if by_deal.get(&deal).is_some_and(|flows| flows.iter().find(round).is_some()) {
                return Some(deal);
            }
            deals.push(deal);
        }
    }
    None
}

fn firm_by_parts(flows: &mut [Flow], whole: usize, parts: &[usize]) {
    if parts.iter().all(|part| flows[*part].readings.firm.is_some()) || !flows[whole].counted {
        return;
    }
    let firm = parts.iter().filter_map(|part| flows[*part].readings.firm);
    let firm = firm.reduce(|a, b| interval::add(a, b).unwrap_or(a));
    flows[whole].readings = Readings { firm, ..flows[whole].readings };
}
