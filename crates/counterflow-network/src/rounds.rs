//! Rounds as variables: the new money, who puts it in, and what it values the company at.

use std::collections::{BTreeMap, BTreeSet};

use counterflow_claim::{
    Claim, ClaimId, Date, DealId, Kind, Mode, Quantity, Relation, Slot, State, TextKey, Unit,
};

use crate::attribute::unit_of;
use crate::convert::Rates;
use crate::deals::{Counting, Flow, FlowKind, Parts, between, some_part, total};
use crate::metrics::Valued;
use crate::network::{Network, Variable};
use crate::said::Converted;
use crate::{Arg, Case, Key, Readings, force};

/// Adds the variables of rounds: raise, money of each investor, values before and after.
pub fn state(network: &mut Network, values: &BTreeMap<Arg, Vec<Valued>>, rates: &Rates) {
    let mut made: Vec<(Key, Variable)> = Vec::new();
    let tellings = tellings(network);
    for flow in network.flows.iter().filter(|flow| flow.kind == FlowKind::Round && flow.primary) {
        let round = Arg::Deal(flow.deal);
        // What investors are bound to is firm money, and not yet a firm raise.
        let firm = flow.readings.firm.filter(|_| flow.firm);
        let readings = Readings { firm, ..flow.readings };
        made.push((Key::new("raise", [round]), of_flow(network, flow, readings, "raise")));
        made.extend(valuations(network, flow, &tellings, rates));
        made.extend(last_value(network, flow, values));
    }
    made.extend(participations(network));
    made.extend(amounts(network));
    for (company, told) in values {
        if let Some(last) = told.last() {
            made.push((Key::new("value", [*company]), of_value(network, "value", last)));
        }
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
    let of_company = |key: &Key| matches!(key.args[..], [_, Arg::Party(_), ..]);
    let stakes = network.of("share").filter(|(key, _)| of_company(key));
    let held = stakes.filter_map(|(key, stake)| {
        let day = stake.claims.iter().filter_map(|id| network.day(*id)).max();
        let value = until(values.get(&key.args[1])?, day).last()?;
        let variable = of_value(network, "value_when_held", value);
        Some((Key::new("value_when_held", key.args.clone()), variable))
    });
    held.collect()
}

/// The values on or before a day; all where nothing is dated.
fn until(values: &[Valued], day: Option<Date>) -> &[Valued] {
    let before = |value: &Valued| day.is_none() || value.day <= day;
    &values[..values.partition_point(before)]
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

/// A number that one claim states, or what is missing to say it.
fn stated(
    network: &Network,
    attribute: &'static str,
    (claim, slot): (ClaimId, Slot),
    said: &Result<Converted, String>,
) -> Variable {
    let unit = unit_of(attribute, network.view.currency);
    let mut variable = Variable { unit, claims: vec![claim], ..Variable::default() };
    match said {
        Ok(said) => {
            variable.readings = said.readings;
            variable.claims.extend(said.rate);
            variable.said.extend(said.said(claim, slot));
        }
        Err(missing) => variable.missing.push(missing.clone()),
    }
    if variable.readings.range.is_none() && variable.missing.is_empty() {
        variable.missing.push(format!("amount of {}", network.claims.name(claim)));
    }
    variable.tidy()
}

fn of_value(network: &Network, attribute: &'static str, value: &Valued) -> Variable {
    stated(network, attribute, (value.claim, value.slot), &value.said)
}

fn of_flow(
    network: &Network,
    flow: &Flow,
    readings: Readings,
    attribute: &'static str,
) -> Variable {
    let missing = if readings.range.is_none() { flow.missing.clone() } else { Vec::new() };
    let variable = Variable {
        unit: unit_of(attribute, network.view.currency),
        readings,
        missing,
        claims: flow.claims.iter().chain(&flow.rates).copied().collect(),
        // Of several givers each has only some part of what is said.
        said: if readings.range == flow.readings.range { flow.said.clone() } else { Vec::new() },
        ..Variable::default()
    };
    variable.tidy()
}

/// The amounts of the deals that are neither rounds nor an investor's only part of one.
fn amounts(network: &Network) -> Vec<(Key, Variable)> {
    let others = network.flows.iter().filter(|flow| flow.key.attribute == "amount");
    let amount = |flow: &Flow| of_flow(network, flow, flow.readings, "amount");
    others.map(|flow| (flow.key.clone(), amount(flow))).collect()
}

/// What each investor puts into each round, and the part of it that is stated.
fn participations(network: &Network) -> Vec<(Key, Variable)> {
    let mut told: BTreeMap<[Arg; 2], Vec<&Flow>> = BTreeMap::new();
    let invests = network.flows.iter().filter(|flow| flow.kind == FlowKind::Invest);
    // A tranche of a larger investment in the round is not told apart here.
    for flow in invests.filter(|flow| flow.primary && flow.counted) {
        let Some(round) = flow.in_round else { continue };
        for investor in &flow.from {
            told.entry([Arg::Party(*investor), Arg::Deal(round)]).or_default().push(flow);
        }
    }
    told.into_iter().flat_map(|(args, flows)| participation(network, args, &flows)).collect()
}

/// An investor's money in a round. A proposal told once is its own number; several investments add
/// up as in any total.
fn participation(network: &Network, args: [Arg; 2], flows: &[&Flow]) -> Vec<(Key, Variable)> {
    let own = |flow: &Flow| between(network.claims, flow, flow.readings, true, false);
    let mut made = Vec::new();
    match flows {
        [flow] => {
            let key = Key::new("money", args);
            let (readings, extent) = own(flow);
            let mut money = of_flow(network, flow, readings, "money");
            if flow.key != key {
                money.said.clear();
                money.parts = Parts::of_one(&flow.key, extent);
            }
            made.push((key, money));
            if let Some(part) = part_of_round(network, flow, args[1]) {
                made.push((Key::new("part_of_round", args), part));
            }
            if let Some(share) = share_bought(network, flow) {
                made.push((Key::new("share", args), share));
            }
        }
        several => {
            let sum = total(network.claims, several.iter().copied(), Counting::Agreed, own);
            made.extend(sum.map(|sum| (Key::new("money", args), sum.variable(network, "money"))));
        }
    }
    made
}

/// The part of the company that a flow is stated to buy: a share of nothing that is named. Of
/// several givers together it says nothing of each.
fn share_bought(network: &Network, flow: &Flow) -> Option<Variable> {
    let [_] = flow.from[..] else { return None };
    let bought = flow.claims.iter().find_map(|id| {
        let share = network.claims.claim(*id).quantity(Slot::Share)?;
        let of_company = share.unit == Unit::FRACTION && share.base.is_none();
        (of_company && !network.aside.contains(&(*id, Slot::Share))).then_some((*id, share))
    });
    let (id, share) = bought?;
    let firm = force::is_firm(network.claims.claim(id), &network.view);
    Some(stated(network, "share", (id, Slot::Share), &Ok(Converted::plain(share, firm))))
}

/// The part of a round that a flow is stated to be: of several givers together, some part each.
fn part_of_round(network: &Network, flow: &Flow, round: Arg) -> Option<Variable> {
    let Arg::Deal(round) = round else { return None };
    let (id, slot, share) = share_of(network, flow, round)?;
    let claim = network.claims.claim(id);
    let mut said = Converted::plain(share, force::is_firm(claim, &network.view));
    said = match flow.from.len() > 1 && claim.from.mode != Some(Mode::Each) {
        true => Converted { readings: some_part(said.readings), widened: None, rate: None },
        false => said,
    };
    Some(stated(network, "part_of_round", (id, slot), &Ok(said)))
}

/// The share of a round that a claim of a flow states.
fn share_of<'n>(
    network: &'n Network,
    flow: &Flow,
    round: DealId,
) -> Option<(ClaimId, Slot, &'n Quantity)> {
    flow.claims.iter().find_map(|id| {
        let claim = network.claims.claim(*id);
        let mut shares = claim.quantities.iter().filter(|(slot, quantity)| {
            quantity.unit == Unit::FRACTION && !network.aside.contains(&(*id, *slot))
        });
        let of_round = shares.find(|(_, quantity)| {
            quantity.base.is_some_and(|base| base.target.deal == Some(round))
        })?;
        Some((*id, of_round.0, &of_round.1))
    })
}

/// The values that a round is told with: before, after, or of unstated basis and so in two cases.
fn valuations(
    network: &Network,
    flow: &Flow,
    tellings: &BTreeMap<DealId, Vec<ClaimId>>,
    rates: &Rates,
) -> Vec<(Key, Variable)> {
    let outcome: BTreeSet<ClaimId> = flow.claims.iter().copied().collect();
    let mut told = Vec::new();
    for id in tellings.get(&flow.deal).into_iter().flatten() {
        let claim = network.claims.claim(*id);
        let slots: &[(Slot, Option<Case>)] = match claim.kind {
            Kind::Round if outcome.contains(id) => &[
                (Slot::PreMoney, Some(Case::Pre)),
                (Slot::PostMoney, Some(Case::Post)),
                (Slot::Valuation, None),
            ],
            Kind::Value => &[(Slot::Header, None)],
            _ => continue,
        };
        for (slot, case) in slots {
            let quantity = claim.quantity(*slot).filter(|one| one.state != State::Unknown);
            let Some(quantity) = quantity else { continue };
            if network.aside.contains(&(*id, *slot)) {
                continue;
            }
            let Some(case) = case_of(network, claim, *case) else { continue };
            let firm = force::is_firm(claim, &network.view);
            let said = rates.convert(quantity, firm, network.day(*id));
            told.push(Telling { claim: *id, slot: *slot, case, said });
        }
    }
    told.sort_by_cached_key(|one| force::weight(network.claims, one.claim));
    keyed(network, flow.deal, &told)
}

/// A value that a round is told with; of no case where its basis is not stated.
struct Telling {
    claim: ClaimId,
    slot: Slot,
    case: Option<Case>,
    said: Result<Converted, String>,
}

/// The case that a valuation belongs to by its slot or its stated basis; `None` for a secondary or
/// market price, which is no value of the round.
fn case_of(network: &Network, claim: &Claim, slot: Option<Case>) -> Option<Option<Case>> {
    if slot.is_some() {
        return Some(slot);
    }
    let basis = claim.text(TextKey::BasisOfValue).map(|span| network.claims.plain(span));
    match basis.as_deref() {
        Some("pre-money") => Some(Some(Case::Pre)),
        Some("post-money") => Some(Some(Case::Post)),
        None | Some("unknown") => Some(None),
        _ => None,
    }
}

/// The latest telling of each basis; one of no stated basis stands only where no other does.
fn keyed(network: &Network, deal: DealId, told: &[Telling]) -> Vec<(Key, Variable)> {
    let latest = |case: Option<Case>| told.iter().rfind(|one| one.case == case);
    let unstated = latest(None).filter(|_| told.iter().all(|one| one.case.is_none()));
    let mut made = Vec::new();
    for (case, attribute) in [(Case::Pre, "pre_money"), (Case::Post, "post_money")] {
        let key = Key::new(attribute, [Arg::Deal(deal)]);
        let variable = |one: &Telling| {
            let mut variable = stated(network, attribute, (one.claim, one.slot), &one.said);
            // What is told on the same day stands beside it.
            let day = network.day(one.claim);
            let beside = told.iter().filter(|other| {
                other.case == one.case
                    && network.day(other.claim) == day
                    && (other.claim, other.slot) != (one.claim, one.slot)
            });
            for other in beside {
                if let Ok(said) = &other.said {
                    variable.said.extend(said.said(other.claim, other.slot));
                    variable.claims.push(other.claim);
                }
            }
            variable.tidy()
        };
        match (latest(Some(case)), unstated) {
            (Some(one), _) => made.push((key, variable(one))),
            (None, Some(one)) => made.push((key.in_case(Some(case)), variable(one))),
            (None, None) => {}
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
    let [company] = flow.to.as_slice() else { return None };
    let told = values.get(&Arg::Party(*company))?;
    let day = flow.lead().and_then(|id| network.day(id));
    let last = until(told, day).iter().rfind(|value| value.deal != Some(flow.deal))?;
    let variable = of_value(network, "last_value", last);
    Some((Key::new("last_value", [Arg::Deal(flow.deal)]), variable))
}
