//! Metrics, stakes and valuations in force, as variables.

use std::collections::BTreeMap;

use counterflow_claim::{
    Claim, ClaimId, Date, Kind, Measure, Metric, Nature, Quantity, Relation, Side, Slot, State,
    TextKey,
};

use crate::attribute::unit_of;
use crate::convert::Rates;
use crate::network::{Network, Variable};
use crate::{Arg, Key, Period, Readings, force, interval};

/// Adds the variables that metrics, stakes and valuations state.
pub fn state(network: &mut Network, rates: &Rates) {
    let mut told: BTreeMap<Key, Vec<(ClaimId, Slot)>> = BTreeMap::new();
    for id in &network.in_force {
        let claim = network.claims.claim(*id);
        for (key, slot) in keys(network, claim) {
            told.entry(key).or_default().push((*id, slot));
        }
    }
    for (key, told) in told {
        let latest = matches!(key.attribute, "share" | "stake_value" | "obligations");
        let variable = narrowed(network, &key, told, latest, rates);
        network.variables.insert(key, variable);
    }
}

/// The variables that a claim speaks of, each with the quantity that says it.
fn keys(network: &Network, claim: &Claim) -> Vec<(Key, Slot)> {
    match claim.kind {
        Kind::Metric(metric) => metric_keys(network, claim, metric),
        Kind::Stake => stake_keys(network, claim),
        _ => Vec::new(),
    }
}

fn metric_keys(network: &Network, claim: &Claim, metric: Metric) -> Vec<(Key, Slot)> {
    let Some(subject) = only(network, &claim.to) else { return Vec::new() };
    let (attribute, share) = match metric {
        Metric::Revenue => ("revenue", "revenue_share"),
        Metric::Backlog => ("backlog", "backlog_share"),
        Metric::Obligations => ("obligations", ""),
        Metric::Debt => ("debt", ""),
        _ => return Vec::new(),
    };
    // Run-rates and targets are other numbers than what a period brings.
    if matches!(claim.nature, Nature::RunRate | Nature::Target) {
        return Vec::new();
    }
    // A debt that is expected is not owed.
    if metric == Metric::Debt && claim.nature != Nature::Actual {
        return Vec::new();
    }
    let customer = only(network, &claim.from);
    if customer.is_none() && !claim.from.parties.is_empty() {
        return Vec::new();
    }
    let mut keys = Vec::new();
    for (slot, quantity) in &claim.quantities {
        let fraction = quantity.unit.measure == Measure::Fraction;
        if quantity.unit.per.is_some() || !matches!(slot, Slot::Header | Slot::Share) {
            continue;
        }
        let period = Arg::Period(period_of(network, claim, quantity));
        match (customer, fraction) {
            (Some(customer), true) if !share.is_empty() => {
                keys.push((Key::new(share, [subject, customer, period]), *slot));
            }
            (Some(customer), false) if !share.is_empty() && *slot == Slot::Header => {
                keys.push((Key::new(attribute, [subject, customer, period]), *slot));
            }
            // A part without a name of its own is not the whole.
            (None, false) if claim.targets(Relation::In).next().is_none() => {
                let args = match metric {
                    Metric::Obligations => vec![subject],
                    _ => vec![subject, period],
                };
                keys.push((Key::new(attribute, args), *slot));
            }
            _ => {}
        }
    }
    keys
}

/// The period of a claim, or that of the claim that its share is of.
fn period_of(network: &Network, claim: &Claim, quantity: &Quantity) -> Period {
    let base = quantity.base.and_then(|base| base.target.claim);
    let claim = base.map_or(claim, |base| network.claims.claim(base));
    Period::of(claim, force::year_end(network.claims, claim))
}

fn stake_keys(network: &Network, claim: &Claim) -> Vec<(Key, Slot)> {
    let sold = claim.text(TextKey::Direction).is_some();
    let (Some(holder), Some(company)) = (only(network, &claim.from), only(network, &claim.to))
    else {
        return Vec::new();
    };
    if sold {
        return Vec::new();
    }
    let keys = claim.quantities.iter().filter_map(|(slot, quantity)| {
        let attribute = match (slot, quantity.unit.measure) {
            (Slot::Header, Measure::Fraction) => "share",
            (Slot::Header | Slot::Amount, Measure::Money(_)) => "stake_value",
            _ => return None,
        };
        Some((Key::new(attribute, [holder, company]), *slot))
    });
    keys.collect()
}

/// The one party of a side.
fn only(network: &Network, side: &Side) -> Option<Arg> {
    match side.parties.as_slice() {
        [party] => party.party.map(|party| Arg::Party(network.fold(party))),
        _ => None,
    }
}

/// One variable from all that is told about it. Actual numbers stand before expected ones; for what
/// changes with time the latest telling stands alone.
fn narrowed(
    network: &Network,
    key: &Key,
    mut told: Vec<(ClaimId, Slot)>,
    latest: bool,
    rates: &Rates,
) -> Variable {
    let claims = network.claims;
    if told.iter().any(|(id, _)| claims.claim(*id).nature == Nature::Actual) {
        told.retain(|(id, _)| claims.claim(*id).nature == Nature::Actual);
    }
    let rank = |id: &ClaimId| {
        let claim = claims.claim(*id);
        let (day, basis) = (force::day(claims, claim), force::basis(claims, claim));
        // What changes with time is told best by the latest; what is past, by the strongest voice.
        if latest { (day, Some(basis), None) } else { (None, Some(basis), day) }
    };
    told.sort_by(|(a, _), (b, _)| rank(b).cmp(&rank(a)).then(a.cmp(b)));
    if latest {
        let first = told.first().map(|(id, _)| force::day(claims, claims.claim(*id)));
        told.retain(|(id, _)| Some(force::day(claims, claims.claim(*id))) == first);
    }
    let mut variable = Variable {
        unit: unit_of(key.attribute, network.view.currency),
        readings: Readings::NONE,
        contradicted: false,
        missing: Vec::new(),
        claims: told.iter().map(|(id, _)| *id).collect(),
        derivation: None,
        assumed: Vec::new(),
    };
    variable.claims.sort();
    for (id, slot) in told {
        let claim = claims.claim(id);
        let Some(quantity) = claim.quantity(slot) else { continue };
        match readings(network, claim, quantity, rates) {
            Ok(readings) => narrow(&mut variable, readings),
            Err(missing) => variable.missing.push(missing),
        }
    }
    if variable.readings.range.is_none() && variable.missing.is_empty() {
        variable.missing.push(format!("amount of {}", claims.name(variable.claims[0])));
    }
    variable
}

fn narrow(variable: &mut Variable, more: Readings) {
    match (variable.readings.range, more.range) {
        (None, _) => variable.readings = more,
        (Some(a), Some(b)) if interval::is_empty(interval::intersect(a, b)) => {
            variable.contradicted = true;
        }
        (Some(_), Some(b)) => variable.readings = variable.readings.within(b),
        (Some(_), None) => {}
    }
}

/// What a quantity says in the view's currency, or what is missing to say it.
fn readings(
    network: &Network,
    claim: &Claim,
    quantity: &Quantity,
    rates: &Rates,
) -> Result<Readings, String> {
    let firm = match claim.kind {
        Kind::Metric(_) => claim.nature == Nature::Actual,
        _ => force::is_firm(claim),
    };
    let readings = Readings::of(quantity, firm);
    let to = network.view.currency;
    match quantity.unit.currency() {
        Some(from) if from != to && quantity.state == State::Known => {
            let day = force::day(network.claims, claim);
            let convert = |bounds| rates.convert(bounds, from, to, day).map(|(bounds, _)| bounds);
            let range =
                readings.range.and_then(convert).ok_or_else(|| format!("rate {from}/{to}"))?;
            Ok(Readings {
                range: Some(range),
                headline: readings.headline.and_then(convert),
                firm: readings.firm.and_then(convert),
            })
        }
        _ => Ok(readings),
    }
}

/// A stated value of a company: when, by which claim, how much.
pub struct Valued {
    /// The day by which values are ordered.
    pub day: Option<Date>,
    /// The claim.
    pub claim: ClaimId,
    /// The deal that it was told with.
    pub deal: Option<counterflow_claim::DealId>,
    /// How much.
    pub readings: Readings,
}

/// Every value of a company that is stated as holding, by company: proposals and conditional ones
/// are not.
pub fn values(network: &Network, rates: &Rates) -> BTreeMap<Arg, Vec<Valued>> {
    let mut values: BTreeMap<Arg, Vec<Valued>> = BTreeMap::new();
    for id in &network.in_force {
        let claim = network.claims.claim(*id);
        let proposed = matches!(
            claim.stage,
            counterflow_claim::Stage::Talks
                | counterflow_claim::Stage::Rumoured
                | counterflow_claim::Stage::LetterOfIntent
        );
        if proposed || !claim.conditions.is_empty() || claim.stage.is_exit() {
            continue;
        }
        let slot = match claim.kind {
            Kind::Value => Slot::Header,
            Kind::Round => Slot::PostMoney,
            _ => continue,
        };
        let (Some(company), Some(quantity)) = (only(network, &claim.to), claim.quantity(slot))
        else {
            continue;
        };
        let Ok(readings) = readings(network, claim, quantity, rates) else { continue };
        let part = claim.targets(Relation::In).find_map(|target| target.deal);
        let deal = match claim.kind {
            Kind::Round => Some(claim.deal),
            _ => part,
        };
        let day = force::day(network.claims, claim);
        values.entry(company).or_default().push(Valued { day, claim: *id, deal, readings });
    }
    for told in values.values_mut() {
        told.sort_by_key(|value| (value.day, value.claim));
    }
    values
}
