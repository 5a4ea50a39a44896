//! Rounds as variables: the new money, who puts it in, and what it values the company at.

use std::collections::BTreeMap;

use counterflow_claim::{ClaimId, DealId, Kind, Quantity, Relation, Slot, TextKey, Unit};

use crate::attribute::unit_of;
use crate::deals::{Flow, FlowKind, between};
use crate::metrics::Valued;
use crate::network::{Network, Variable};
use crate::{Arg, Case, Key, Readings, force};

/// Adds the variables of rounds: raise, money of each investor, values before and after.
pub fn state(network: &mut Network, values: &BTreeMap<Arg, Vec<Valued>>) {
    let mut made: Vec<(Key, Variable)> = Vec::new();
    let tellings = tellings(network);
    for flow in network.flows.iter().filter(|flow| flow.kind == FlowKind::Round && flow.primary) {
        let round = Arg::Deal(flow.deal);
        made.push((Key::new("raise", [round]), of_flow(network, flow, flow.readings, "raise")));
        made.extend(valuations(network, flow, &tellings));
        made.extend(last_value(network, flow, values));
    }
    for flow in network.flows.iter().filter(|flow| flow.kind == FlowKind::Invest && !flow.ended()) {
        made.extend(participation(network, flow));
    }
    for (company, told) in values {
        let Some(last) = told.last() else { continue };
        let variable = stated(network, "value", last.readings, vec![last.claim]);
        made.push((Key::new("value", [*company]), variable));
    }
    made.extend(values_when_held(network, values));
    network.variables.extend(made);
}

/// The value of a company on the day on which a stake in it was last stated, so that a stake is
/// not multiplied by a value of another time.
fn values_when_held(
    network: &Network,
    values: &BTreeMap<Arg, Vec<Valued>>,
) -> Vec<(Key, Variable)> {
    let stakes = network.of("share").filter(|(key, _)| matches!(key.args[..], [_, Arg::Party(_)]));
    let held = stakes.filter_map(|(key, stake)| {
        let days =
            stake.claims.iter().map(|id| force::day(network.claims, network.claims.claim(*id)));
        let value = last_before(values.get(&key.args[1])?, days.max().flatten())?;
        let variable = stated(network, "value_when_held", value.readings, vec![value.claim]);
        Some((Key::new("value_when_held", key.args.clone()), variable))
    });
    held.collect()
}

/// The last of some values on or before a day; the last of all where nothing is dated.
fn last_before(values: &[Valued], day: Option<counterflow_claim::Date>) -> Option<&Valued> {
    let before =
        |value: &&Valued| day.is_none_or(|day| value.day.is_none_or(|valued| valued <= day));
    values.iter().rfind(before)
}

/// The claims that may tell the value of a deal: its rounds, and valuations that are part of it.
fn tellings(network: &Network) -> BTreeMap<DealId, Vec<ClaimId>> {
    let mut tellings: BTreeMap<DealId, Vec<ClaimId>> = BTreeMap::new();
    for id in &network.in_force {
        let claim = network.claims.claim(*id);
        let about: Vec<DealId> = match claim.kind {
            Kind::Round => vec![claim.deal],
            Kind::Value => claim.targets(Relation::In).filter_map(|target| target.deal).collect(),
            _ => continue,
        };
        for deal in about {
            tellings.entry(deal).or_default().push(*id);
        }
    }
    tellings
}

fn stated(
    network: &Network,
    attribute: &'static str,
    readings: Readings,
    claims: Vec<ClaimId>,
) -> Variable {
    let mut missing = Vec::new();
    if readings.range.is_none() {
        missing.extend(claims.first().map(|id| format!("amount of {}", network.claims.name(*id))));
    }
    Variable {
        unit: unit_of(attribute, network.view.currency),
        readings,
        contradicted: false,
        missing,
        claims,
        derivation: None,
        assumed: Vec::new(),
    }
}

fn of_flow(
    network: &Network,
    flow: &Flow,
    readings: Readings,
    attribute: &'static str,
) -> Variable {
    let mut claims = flow.claims.clone();
    claims.sort();
    let missing = if readings.range.is_none() { flow.missing.clone() } else { Vec::new() };
    let contradicted = flow.contradicted;
    Variable { contradicted, missing, ..stated(network, attribute, readings, claims) }
}

/// What each investor puts into the round that a flow is part of, and the part that is stated.
fn participation(network: &Network, flow: &Flow) -> Vec<(Key, Variable)> {
    let claims = network.claims;
    // A tranche of a larger investment in the round is not told apart here.
    let Some(round) = flow.in_round.filter(|_| flow.primary && flow.counted) else {
        return Vec::new();
    };
    let mut made = Vec::new();
    for investor in &flow.from {
        let args = [Arg::Party(*investor), Arg::Deal(round)];
        let readings = between(claims, flow, true, false);
        made.push((Key::new("money", args), of_flow(network, flow, readings, "money")));
        if let Some((id, share)) = share_of(network, flow, round) {
            let readings = Readings::of(share, force::is_firm(claims.claim(id)));
            made.push((
                Key::new("part_of_round", args),
                stated(network, "part_of_round", readings, vec![id]),
            ));
        }
    }
    made
}

/// The share of a round that a claim of a flow states.
fn share_of<'n>(
    network: &'n Network,
    flow: &Flow,
    round: DealId,
) -> Option<(ClaimId, &'n Quantity)> {
    flow.claims.iter().find_map(|id| {
        let claim = network.claims.claim(*id);
        let mut shares =
            claim.quantities.iter().filter(|(_, quantity)| quantity.unit == Unit::FRACTION);
        let of_round = shares.find(|(_, quantity)| {
            quantity.base.is_some_and(|base| base.target.deal == Some(round))
        })?;
        Some((*id, &of_round.1))
    })
}

/// The values that a round is told with: before, after, or of unstated basis and so in two cases.
fn valuations(
    network: &Network,
    flow: &Flow,
    tellings: &BTreeMap<DealId, Vec<ClaimId>>,
) -> Vec<(Key, Variable)> {
    let claims = network.claims;
    let mut told: Vec<(ClaimId, Option<Case>, Readings)> = Vec::new();
    for id in tellings.get(&flow.deal).into_iter().flatten() {
        let claim = claims.claim(*id);
        let firm = force::is_firm(claim);
        let own = claim.kind == Kind::Round && claim.deal == flow.deal && flow.claims.contains(id);
        let about = claim.kind == Kind::Value
            && claim.targets(Relation::In).any(|target| target.deal == Some(flow.deal));
        let slots: &[(Slot, Option<Case>)] = match (own, about) {
            (true, _) => &[
                (Slot::PreMoney, Some(Case::Pre)),
                (Slot::PostMoney, Some(Case::Post)),
                (Slot::Valuation, None),
            ],
            (_, true) => &[(Slot::Header, None)],
            _ => continue,
        };
        for (slot, case) in slots {
            let Some(quantity) = claim.quantity(*slot) else { continue };
            if quantity.unit.currency() != Some(network.view.currency) {
                continue;
            }
            let basis = claim.text(TextKey::BasisOfValue).map(|span| claims.written(span));
            let case = match (case, basis) {
                (Some(case), _) => Some(*case),
                (None, Some("pre-money")) => Some(Case::Pre),
                (None, Some("post-money")) => Some(Case::Post),
                (None, None | Some("unknown")) => None,
                // A secondary or market price is no value of this round.
                _ => continue,
            };
            told.push((*id, case, Readings::of(quantity, firm)));
        }
    }
    keyed(network, flow.deal, &told)
}

fn keyed(
    network: &Network,
    deal: DealId,
    told: &[(ClaimId, Option<Case>, Readings)],
) -> Vec<(Key, Variable)> {
    let round = Arg::Deal(deal);
    let attribute = |case| if case == Case::Pre { "pre_money" } else { "post_money" };
    let mut made = Vec::new();
    for case in [Case::Pre, Case::Post] {
        let key = Key::new(attribute(case), [round]);
        // The latest telling of each basis stands.
        let latest = |wanted: Option<Case>| {
            told.iter().filter(|(_, given, _)| *given == wanted).max_by_key(|(id, _, _)| {
                (force::day(network.claims, network.claims.claim(*id)), std::cmp::Reverse(*id))
            })
        };
        if let Some((id, _, readings)) = latest(Some(case)) {
            made.push((key, stated(network, attribute(case), *readings, vec![*id])));
        } else if told.iter().all(|(_, case, _)| case.is_none())
            && let Some((id, _, readings)) = latest(None)
        {
            made.push((
                key.in_case(Some(case)),
                stated(network, attribute(case), *readings, vec![*id]),
            ));
        }
    }
    made
}

/// What the company was last said to be worth before the round, by a claim not about it.
fn last_value(
    network: &Network,
    flow: &Flow,
    values: &BTreeMap<Arg, Vec<Valued>>,
) -> Option<(Key, Variable)> {
    let day = flow.lead().and_then(|id| force::day(network.claims, network.claims.claim(id)));
    let [company] = flow.to.as_slice() else { return None };
    let told = values.get(&Arg::Party(*company))?;
    let elsewhere = |value: &&Valued| {
        let earlier = day.is_none_or(|day| value.day.is_none_or(|valued| valued <= day));
        value.deal != Some(flow.deal) && earlier
    };
    let last = told.iter().rfind(elsewhere)?;
    let variable = stated(network, "last_value", last.readings, vec![last.claim]);
    Some((Key::new("last_value", [Arg::Deal(flow.deal)]), variable))
}
