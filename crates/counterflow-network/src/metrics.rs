//! Metrics, stakes and valuations in force, as variables.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use counterflow_claim::{
    Claim, ClaimId, Date, DealId, Kind, Measure, Metric, Nature, Quantity, Relation, Side, Slot,
    Stage, TextKey,
};

use crate::attribute::unit_of;
use crate::convert::{Converted, Rates};
use crate::narrow::Narrowing;
use crate::network::{Network, Variable};
use crate::{Arg, Key, Period, Readings, force};

/// Adds the variables that metrics, stakes and valuations state, and gives the pairs of claims of
/// which no number fits both.
pub fn state(network: &mut Network, rates: &Rates) -> Vec<(ClaimId, ClaimId)> {
    let mut told: BTreeMap<Key, Vec<(ClaimId, Slot)>> = BTreeMap::new();
    for id in &network.in_force {
        let claim = network.claims.claim(*id);
        for (key, slot) in keys(network, claim) {
            told.entry(key).or_default().push((*id, slot));
        }
    }
    let mut misfits = Vec::new();
    for (key, told) in told {
        let (variable, found) = narrowed(network, &key, told, rates);
        misfits.extend(found);
        network.variables.insert(key, variable);
    }
    misfits
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
    let keys = claim.quantities.iter().filter_map(|(slot, quantity)| {
        let fraction = quantity.unit.measure == Measure::Fraction;
        // An amount stands in the header, a part there or under `share:`.
        let fits = *slot == Slot::Header || *slot == Slot::Share && fraction;
        let whole = customer.is_none();
        let attribute = attribute_of(metric, whole, fraction)?;
        // A part without a name of its own is not the whole.
        let nameless = whole && claim.targets(Relation::In).next().is_some();
        if !fits || nameless || quantity.unit.per.is_some() {
            return None;
        }
        let period = Arg::Period(period_of(network, claim, quantity));
        let period = Some(period).filter(|_| metric != Metric::Obligations);
        let args: Vec<Arg> = [subject].into_iter().chain(customer).chain(period).collect();
        Some((Key::new(attribute, args), *slot))
    });
    keys.collect()
}

/// The attribute of a metric: of the whole, of a part's amount, or of its share.
fn attribute_of(metric: Metric, whole: bool, fraction: bool) -> Option<&'static str> {
    Some(match (metric, whole, fraction) {
        (Metric::Revenue, _, false) => "revenue",
        (Metric::Revenue, false, true) => "revenue_share",
        (Metric::Backlog, _, false) => "backlog",
        (Metric::Backlog, false, true) => "backlog_share",
        (Metric::Obligations, true, false) => "obligations",
        (Metric::Debt, true, false) => "debt",
        _ => return None,
    })
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

/// Puts the claim that leads first. Actual numbers stand before expected ones and gross before net
/// ones; for what changes with time the latest telling stands alone.
fn best_first(network: &Network, key: &Key, told: &mut Vec<(ClaimId, Slot)>) {
    let claims = network.claims;
    let claim = |(id, _): &(ClaimId, Slot)| claims.claim(*id);
    keep_if_any(told, |one| claim(one).nature == Nature::Actual);
    keep_if_any(told, |one| claim(one).text(TextKey::NetOf).is_none());
    // What changes with time is told best by the latest; what is past, by the strongest voice.
    let latest = matches!(key.attribute, "share" | "stake_value" | "obligations");
    told.sort_by_cached_key(|one| {
        let (day, basis) = (force::day(claims, claim(one)), force::basis(claims, claim(one)));
        let first = if latest { (day, Some(basis), None) } else { (None, Some(basis), day) };
        Reverse((first, force::words(claims, one.0)))
    });
    if latest && let Some(first) = told.first().copied() {
        let day = force::day(claims, claim(&first));
        told.retain(|one| force::day(claims, claim(one)) == day);
    }
}

/// One variable from all that is told about it, and the pairs of claims that no number fits.
fn narrowed(
    network: &Network,
    key: &Key,
    mut told: Vec<(ClaimId, Slot)>,
    rates: &Rates,
) -> (Variable, Vec<(ClaimId, ClaimId)>) {
    best_first(network, key, &mut told);
    let mut variable = Variable {
        unit: unit_of(key.attribute, network.view.currency),
        claims: told.iter().map(|(id, _)| *id).collect(),
        ..Variable::default()
    };
    let mut narrowing = Narrowing::default();
    for (id, slot) in told {
        match said(network, id, slot, rates) {
            Some(Ok(said)) => {
                variable.claims.extend(said.rate);
                narrowing.add(id, said.readings);
            }
            Some(Err(missing)) => variable.missing.push(missing),
            None => {}
        }
    }
    variable.readings = narrowing.readings();
    variable.contradicted = !narrowing.misfits.is_empty();
    if variable.readings.range.is_some() {
        variable.missing.clear();
    } else if variable.missing.is_empty() {
        let first = variable.claims.first().map(|id| network.claims.name(*id));
        variable.missing.push(format!("amount of {}", first.unwrap_or_default()));
    }
    (variable.tidy(), narrowing.misfits)
}

/// Keeps those that fit, unless none does.
fn keep_if_any<T>(all: &mut Vec<T>, fits: impl Fn(&T) -> bool) {
    if all.iter().any(&fits) {
        all.retain(fits);
    }
}

/// What a claim's quantity says in the view's currency, or what is missing to say it. Shares are in
/// no currency.
fn said(
    network: &Network,
    id: ClaimId,
    slot: Slot,
    rates: &Rates,
) -> Option<Result<Converted, String>> {
    let claim = network.claims.claim(id);
    let quantity = claim.quantity(slot)?;
    let firm = match claim.kind {
        Kind::Metric(_) => claim.nature == Nature::Actual,
        _ => force::is_firm(claim, &network.view),
    };
    if quantity.unit.measure == Measure::Fraction {
        return Some(Ok(Converted { readings: Readings::of(quantity, firm), rate: None }));
    }
    let said = rates.convert(quantity, firm, force::day(network.claims, claim));
    Some(said.map_err(|missing| match quantity.unit.measure {
        Measure::Money(_) => missing,
        _ => format!("{missing} for {}", network.claims.name(id)),
    }))
}

/// A stated value of a company: when, by which claim, how much.
pub struct Valued {
    /// The day by which values are ordered.
    pub day: Option<Date>,
    /// Whether it holds the new money of its round, as a company is worth after it.
    pub with_new_money: bool,
    /// The claim.
    pub claim: ClaimId,
    /// The deal that it was told with.
    pub deal: Option<DealId>,
    /// How much, or what is missing to say it.
    pub said: Result<Converted, String>,
}

/// Every value of a company that is stated as holding, by company, the latest last: proposals and
/// what waits for a condition are not among them.
pub fn values(network: &Network, rates: &Rates) -> BTreeMap<Arg, Vec<Valued>> {
    let mut values: BTreeMap<Arg, Vec<Valued>> = BTreeMap::new();
    for id in &network.in_force {
        if let Some((company, valued)) = valued(network, *id, rates) {
            values.entry(company).or_default().push(valued);
        }
    }
    for told in values.values_mut() {
        told.sort_by_cached_key(|value| {
            (value.day, value.with_new_money, force::weight(network.claims, value.claim))
        });
    }
    values
}

fn valued(network: &Network, id: ClaimId, rates: &Rates) -> Option<(Arg, Valued)> {
    let claim = network.claims.claim(id);
    let proposed = matches!(claim.stage, Stage::Talks | Stage::Rumoured | Stage::LetterOfIntent);
    if proposed || force::is_conditional(claim, &network.view) || claim.stage.is_exit() {
        return None;
    }
    let (slot, deal) = match claim.kind {
        Kind::Value => (Slot::Header, claim.targets(Relation::In).find_map(|target| target.deal)),
        Kind::Round => (Slot::PostMoney, Some(claim.deal)),
        _ => return None,
    };
    let basis = claim.text(TextKey::BasisOfValue).map(|span| network.claims.plain(span));
    let valued = Valued {
        day: force::day(network.claims, claim),
        with_new_money: basis.as_deref() != Some("pre-money"),
        claim: id,
        deal,
        said: said(network, id, slot, rates)?,
    };
    Some((only(network, &claim.to)?, valued))
}
