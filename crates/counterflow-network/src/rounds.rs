//! Rounds as variables: the new money, who puts it in, and what it values the company at.

use std::collections::{BTreeMap, BTreeSet};

use counterflow_claim::{
    Claim, ClaimId, Date, DealId, Kind, Mode, Quantity, Relation, Slot, State, TextKey, Unit,
};

use crate::attribute::unit_of;
use crate::convert::{Converted, Rates};
use crate::deals::{Counting, Flow, FlowKind, between, some_part, total};
use crate::metrics::Valued;
use crate::network::{Network, Variable};
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
    let stakes = network.of("share").filter(|(key, _)| matches!(key.args[..], [_, Arg::Party(_)]));
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
    claim: ClaimId,
    said: &Result<Converted, String>,
) -> Variable {
    let unit = unit_of(attribute, network.view.currency);
    let mut variable = Variable { unit, claims: vec![claim], ..Variable::default() };
    match said {
        Ok(said) => {
            variable.readings = said.readings;
            variable.claims.extend(said.rate);
        }
        Err(missing) => variable.missing.push(missing.clone()),
    }
    if variable.readings.range.is_none() && variable.missing.is_empty() {
        variable.missing.push(format!("amount of {}", network.claims.name(claim)));
    }
    variable.tidy()
}

fn of_value(network: &Network, attribute: &'static str, value: &Valued) -> Variable {
    stated(network, attribute, value.claim, &value.said)
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
        contradicted: flow.contradicted(),
        missing,
        claims: flow.claims.iter().chain(&flow.rates).copied().collect(),
        ..Variable::default()
    };
    variable.tidy()
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
            let money = of_flow(network, flow, own(flow), "money");
            made.push((Key::new("money", args), money));
            if let Some(part) = part_of_round(network, flow, args[1]) {
                made.push((Key::new("part_of_round", args), part));
            }
        }
        several => {
            let sum = total(network.claims, several.iter().copied(), Counting::Amount, own);
            made.extend(sum.map(|sum| (Key::new("money", args), sum.variable(network, "money"))));
        }
    }
    made
}

/// The part of a round that a flow is stated to be: of several givers together, some part each.
fn part_of_round(network: &Network, flow: &Flow, round: Arg) -> Option<Variable> {
    let Arg::Deal(round) = round else { return None };
    let (id, share) = share_of(network, flow, round)?;
    let claim = network.claims.claim(id);
    let readings = Readings::of(share, force::is_firm(claim, &network.view));
    let readings = match flow.from.len() > 1 && claim.from.mode != Some(Mode::Each) {
        true => some_part(readings),
        false => readings,
    };
    Some(stated(network, "part_of_round", id, &Ok(Converted { readings, rate: None })))
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
            let Some(case) = case_of(network, claim, *case) else { continue };
            let firm = force::is_firm(claim, &network.view);
            let said = rates.convert(quantity, firm, network.day(*id));
            told.push(Telling { claim: *id, case, said });
        }
    }
    told.sort_by_cached_key(|one| force::weight(network.claims, one.claim));
    keyed(network, flow.deal, &told)
}

/// A value that a round is told with; of no case where its basis is not stated.
struct Telling {
    claim: ClaimId,
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
        let variable = |one: &Telling| stated(network, attribute, one.claim, &one.said);
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
