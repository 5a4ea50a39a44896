//! Metrics, stakes, prices and valuations in force, as variables.

mod natures;
mod shares;
mod stakes;
mod table;
mod time;
mod values;

pub use natures::{Telling, is_actual, telling};
pub use values::{Valued, values};

use std::cmp::Reverse;
use std::collections::BTreeMap;

use counterflow_claim::{
    Claim, ClaimId, Kind, Measure, Metric, Nature, Quantity, Relation, Side, Slot,
};

use crate::attribute::unit_of;
use crate::convert::Rates;
use crate::narrow::Narrowing;
use crate::network::{Network, Variable};
use crate::said::Converted;
use crate::{Arg, Key, Limits, Period, Readings, force, interval};
use table::About;

/// A quantity of a claim that tells a variable.
#[derive(Clone, Copy, Debug)]
pub struct Told {
    /// The claim.
    pub claim: ClaimId,
    /// Which of its quantities.
    pub slot: Slot,
    /// Whether the variable has the other sign.
    pub turned: bool,
}

impl Told {
    /// What is told as it is written.
    pub fn new(claim: ClaimId, slot: Slot) -> Told {
        Told { claim, slot, turned: false }
    }
}

/// Adds the variables that metrics, stakes and prices state, and those that follow from metrics by
/// time alone. Time is `O(n log n)` in the claims.
pub fn state(network: &mut Network, rates: &Rates) {
    let mut told: BTreeMap<Key, Vec<Told>> = BTreeMap::new();
    for id in &network.in_force {
        for (key, one) in keys(network, *id) {
            let told = told.entry(key).or_default();
            // What is put aside leaves a variable of which nothing is told.
            if !network.aside.contains(&(*id, one.slot)) {
                told.push(one);
            }
        }
    }
    stakes::date(network, &mut told);
    for (key, told) in told {
        let variable = narrowed(network, &key, told, rates);
        network.variables.insert(key, variable);
    }
    time::derive(network);
    natures::name(network);
    let more = [stakes::in_periods(network, rates), shares::of_deals(network, rates)];
    network.variables.extend(more.into_iter().flatten());
}

/// The variables that a claim speaks of, each with the quantity that says it.
fn keys(network: &Network, id: ClaimId) -> Vec<(Key, Told)> {
    let claim = network.claims.claim(id);
    match claim.kind {
        Kind::Metric(metric) => metric_keys(network, id, claim, metric),
        Kind::Stake => stakes::keys(network, id, claim),
        Kind::Price => shares::price_keys(network, id, claim),
        _ => Vec::new(),
    }
}

fn metric_keys(network: &Network, id: ClaimId, claim: &Claim, metric: Metric) -> Vec<(Key, Told)> {
    let Some(subject) = only(network, &claim.to) else { return Vec::new() };
    let other = only(network, &claim.from);
    if other.is_none() && !claim.from.parties.is_empty() {
        return Vec::new();
    }
    let about = if other.is_some() { About::Part } else { About::Whole };
    let name = claim.name.map(|name| network.claims.written(name));
    let keys = claim.quantities.iter().filter_map(|(slot, quantity)| {
        let row = table::find(metric, name, about, quantity)?;
        let fraction = quantity.unit.measure == Measure::Fraction;
        // An amount stands in the header, a part there or under `share:`.
        let fits = *slot == Slot::Header || *slot == Slot::Share && fraction;
        // A part without a name of its own is not the whole.
        let nameless = about == About::Whole && claim.targets(Relation::In).next().is_some();
        if !fits || nameless || quantity.unit.per.is_some() {
            return None;
        }
        let period = Arg::Period(period_of(network, claim, quantity));
        let period = Some(period).filter(|_| metric != Metric::Obligations);
        let nature = Arg::Nature(claim.nature);
        let args: Vec<Arg> =
            [subject].into_iter().chain(other).chain(period).chain([nature]).collect();
        let told = Told { claim: id, slot: *slot, turned: row.turned };
        Some((Key::new(row.attribute, args), told))
    });
    keys.collect()
}

/// The period of a claim, or that of the claim that its share is of.
fn period_of(network: &Network, claim: &Claim, quantity: &Quantity) -> Period {
    let base = quantity.base.and_then(|base| base.target.claim);
    let claim = base.map_or(claim, |base| network.claims.claim(base));
    Period::of(claim, force::year_end(network.claims, claim))
}

/// The one party of a side.
fn only(network: &Network, side: &Side) -> Option<Arg> {
    match side.parties.as_slice() {
        [party] => party.party.map(|party| Arg::Party(network.fold(party))),
        _ => None,
    }
}

/// Puts the claim that leads first, and leaves out what is another number. Gross numbers stand
/// before net ones; what is past is told best by the strongest voice; what changes with time, and
/// a forecast, by the latest telling, which stands alone.
fn best_first(network: &Network, key: &Key, told: &mut Vec<Told>) {
    let claims = network.claims;
    let latest = matches!(key.attribute, "share" | "stake_value" | "obligations");
    told.sort_by_cached_key(|one| {
        let claim = claims.claim(one.claim);
        let foreseen = matches!(claim.nature, Nature::Expected | Nature::Target);
        let (day, basis) = (force::day(claims, claim), force::basis(claims, claim));
        let first = match (latest, foreseen) {
            (true, _) => (day, Some(basis), None),
            (false, true) => (natures::made_on(claims, claim), Some(basis), day),
            (false, false) => (None, Some(basis), day),
        };
        let gross = Telling::of(claims, claim).is_gross();
        Reverse((gross, first, force::words(claims, one.claim)))
    });
    let Some(first) = told.first().copied() else { return };
    let lead = claims.claim(first.claim);
    let (day, telling) = (force::day(claims, lead), Telling::of(claims, lead));
    told.retain(|one| {
        let claim = claims.claim(one.claim);
        Telling::of(claims, claim) == telling && (!latest || force::day(claims, claim) == day)
    });
}

/// One variable from all that is told about it.
fn narrowed(network: &Network, key: &Key, mut told: Vec<Told>, rates: &Rates) -> Variable {
    best_first(network, key, &mut told);
    together(network, key.attribute, &told, rates)
}

/// Whether what there is of an attribute is above zero, given or not.
fn is_not_negative(attribute: &str) -> bool {
    let limits = crate::attribute::find(attribute).map(|attribute| attribute.limits);
    matches!(limits, Some(Limits::NotNegative | Limits::Part))
}

/// One variable from what speaks of one number, the leading claim first.
fn together(network: &Network, attribute: &'static str, told: &[Told], rates: &Rates) -> Variable {
    let mut variable = Variable {
        unit: unit_of(attribute, network.view.currency),
        claims: told.iter().map(|one| one.claim).collect(),
        ..Variable::default()
    };
    let mut narrowing = Narrowing::default();
    for one in told {
        match said(network, *one, rates) {
            Some(Ok(said)) => {
                variable.claims.extend(said.rate);
                variable.said.extend(match is_not_negative(attribute) {
                    true => said.amount_said(one.claim, one.slot),
                    false => said.said(one.claim, one.slot),
                });
                narrowing.add(said.readings);
            }
            Some(Err(missing)) => variable.missing.push(missing),
            None => {}
        }
    }
    variable.readings = narrowing.readings();
    if variable.readings.range.is_some() {
        variable.missing.clear();
    } else if variable.missing.is_empty() {
        let first = variable.claims.first().map(|id| network.claims.name(*id));
        variable.missing.push(match first {
            Some(name) => format!("amount of {name}"),
            None => "a claim that is not put aside".to_string(),
        });
    }
    variable.tidy()
}

/// What a claim's quantity says in the view's currency, or what is missing to say it. Parts, shares
/// and gigawatts are in no currency.
fn said(network: &Network, told: Told, rates: &Rates) -> Option<Result<Converted, String>> {
    let claim = network.claims.claim(told.claim);
    let quantity = claim.quantity(told.slot)?;
    let firm = match claim.kind {
        Kind::Metric(_) => claim.nature == Nature::Actual,
        Kind::Price => true,
        _ => force::is_firm(claim, &network.view),
    };
    let said = match quantity.unit.measure {
        Measure::Fraction | Measure::Shares | Measure::Power => {
            Ok(Converted::plain(quantity, firm))
        }
        Measure::Money(_) => rates.convert(quantity, firm, force::day(network.claims, claim)),
        _ => {
            let said = rates.convert(quantity, firm, None);
            said.map_err(|missing| format!("{missing} for {}", network.claims.name(told.claim)))
        }
    };
    Some(said.map(|said| if told.turned { turned(said) } else { said }))
}

/// The same with the other sign.
fn turned(said: Converted) -> Converted {
    let turn = |range: Option<counterflow_claim::Bounds>| range.map(interval::negate);
    let Readings { headline, firm, range } = said.readings;
    Converted {
        readings: Readings { headline: turn(headline), firm: turn(firm), range: turn(range) },
        widened: turn(said.widened),
        rate: said.rate,
    }
}
