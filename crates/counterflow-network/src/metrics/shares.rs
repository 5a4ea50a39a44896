//! Shares and their prices: of deals, of warrants, and moves on the market.

use std::collections::BTreeMap;

use counterflow_claim::{
    Bounds, Claim, ClaimId, DealId, Kind, Measure, Per, Quantity, Slot, State, TimeKey,
};

use super::{Told, only, together};
use crate::attribute::unit_of;
use crate::convert::Rates;
use crate::deals::FlowKind;
use crate::network::{Network, Variable};
use crate::{Arg, Key, Period, force, interval};

/// The variables that a move of a share price tells. The amount that a source gives beside it has
/// the sign of the move.
pub fn price_keys(network: &Network, id: ClaimId, claim: &Claim) -> Vec<(Key, Told)> {
    let Some(company) = only(network, &claim.to) else { return Vec::new() };
    let period = Period::of(claim, force::year_end(network.claims, claim));
    // Moves since a day without an end are different ones, though none of them has a period.
    if period == Period::UNDATED && claim.time(TimeKey::Period).is_some() {
        return Vec::new();
    }
    let when = Arg::Period(period);
    let key = |attribute| Key::new(attribute, [company, when]);
    let header = claim.quantity(Slot::Header);
    let mut keys = Vec::new();
    if header.is_some_and(is_part) {
        keys.push((key("price_move"), Told::new(id, Slot::Header)));
    }
    let sign = header.and_then(|header| sign(header.bounds));
    let amount = claim.quantity(Slot::Amount).filter(|amount| amount.unit.currency().is_some());
    if let Some((turned, _)) = sign.zip(amount) {
        let told = Told { claim: id, slot: Slot::Amount, turned };
        keys.push((key("market_cap_change"), told));
    }
    keys
}

fn is_part(quantity: &Quantity) -> bool {
    quantity.unit.measure == Measure::Fraction || quantity.state == State::Unknown
}

/// Whether a move is surely down; nothing where it may be both.
fn sign(bounds: Bounds) -> Option<bool> {
    let up = interval::is_positive(bounds);
    let down = interval::is_positive(interval::negate(bounds));
    (up || down).then_some(down)
}

/// Shares and prices of rounds, investments, sales and warrants.
pub fn of_deals(network: &Network, rates: &Rates) -> Vec<(Key, Variable)> {
    let mut made = Vec::new();
    for flow in &network.flows {
        // Of several parties nothing says who has which shares.
        let one = flow.key.attribute != "amount" || flow.key.args.len() == 1;
        if matches!(flow.kind, FlowKind::Round | FlowKind::Invest) && one {
            made.extend(priced(network, flow.deal, &flow.claims, rates));
        }
    }
    made.extend(sales(network, rates));
    made.extend(warrants(network, rates));
    made
}

/// The number of shares and the price of one that the claims of a deal state.
fn priced(
    network: &Network,
    deal: DealId,
    claims: &[ClaimId],
    rates: &Rates,
) -> Vec<(Key, Variable)> {
    let terms = [("shares", Slot::Shares), ("price_per_share", Slot::Price)];
    let found = terms.into_iter().filter_map(|(attribute, slot)| {
        let variable = term(network, attribute, &[slot], claims, rates)?;
        Some((Key::new(attribute, [Arg::Deal(deal)]), variable))
    });
    found.collect()
}

/// One variable from what claims say in one of several slots, if any of them does.
fn term(
    network: &Network,
    attribute: &'static str,
    slots: &[Slot],
    claims: &[ClaimId],
    rates: &Rates,
) -> Option<Variable> {
    let all = slots.iter().flat_map(|slot| claims.iter().map(|id| Told::new(*id, *slot)));
    let told: Vec<Told> = all.filter(|one| measures(network, attribute, *one)).collect();
    (!told.is_empty()).then(|| together(network, attribute, &told, rates))
}

/// Whether a claim says something in a slot that an attribute measures.
fn measures(network: &Network, attribute: &'static str, told: Told) -> bool {
    let unit = unit_of(attribute, network.view.currency).measure;
    let quantity = network.claims.claim(told.claim).quantity(told.slot);
    let fits = quantity.is_some_and(|quantity| match (quantity.unit.measure, unit) {
        // A price without a word for it is one for a share.
        (Measure::Money(_), Measure::Money(_)) => {
            matches!(quantity.unit.per, None | Some(Per::Share))
        }
        // A part of something named is no part of the company.
        (given, unit) => given == unit && quantity.base.is_none(),
    });
    fits && !network.aside.contains(&(told.claim, told.slot))
}

/// Sales of holdings that are told with shares or a price. Their money moves between holders, and
/// so they are no flows.
fn sales(network: &Network, rates: &Rates) -> Vec<(Key, Variable)> {
    let mut made = Vec::new();
    for (deal, claims) in by_deal(network, Kind::Sell) {
        let of_flow = network.flows.iter().any(|flow| flow.deal == deal);
        let shares = priced(network, deal, &claims, rates);
        if of_flow || shares.is_empty() {
            continue;
        }
        let amount = term(network, "amount", &[Slot::Header, Slot::Amount], &claims, rates);
        made.extend(amount.map(|amount| (Key::new("amount", [Arg::Deal(deal)]), amount)));
        made.extend(shares);
    }
    made
}

/// The claims in force of a kind by deal, those that weigh most first. What ended is left out.
fn by_deal(network: &Network, kind: Kind) -> BTreeMap<DealId, Vec<ClaimId>> {
    let mut deals: BTreeMap<DealId, Vec<ClaimId>> = BTreeMap::new();
    for id in &network.in_force {
        let claim = network.claims.claim(*id);
        if claim.kind == kind && !claim.stage.is_exit() {
            deals.entry(claim.deal).or_default().push(*id);
        }
    }
    for claims in deals.values_mut() {
        claims.sort_by_cached_key(|id| std::cmp::Reverse(force::weight(network.claims, *id)));
    }
    deals
}

/// The terms of warrants by holder and company.
fn warrants(network: &Network, rates: &Rates) -> Vec<(Key, Variable)> {
    let mut pairs: BTreeMap<[Arg; 2], Vec<Vec<ClaimId>>> = BTreeMap::new();
    for claims in by_deal(network, Kind::Warrant).into_values() {
        let Some(claim) = claims.first().map(|id| network.claims.claim(*id)) else { continue };
        // The issuer stands before the arrow.
        let pair = only(network, &claim.to).zip(only(network, &claim.from));
        if let Some((holder, company)) = pair {
            pairs.entry([holder, company]).or_default().push(claims);
        }
    }
    pairs.into_iter().flat_map(|(pair, deals)| terms(network, pair, &deals, rates)).collect()
}

/// The terms of one warrant; of several between the same two only the shares, added up.
fn terms(
    network: &Network,
    pair: [Arg; 2],
    deals: &[Vec<ClaimId>],
    rates: &Rates,
) -> Vec<(Key, Variable)> {
    const TERMS: [(&str, &[Slot]); 4] = [
        ("warrant_shares", &[Slot::Shares, Slot::Header]),
        ("warrant_part", &[Slot::Share, Slot::Header]),
        ("strike", &[Slot::Strike]),
        ("warrant_price", &[Slot::Price]),
    ];
    let several = deals.len() > 1;
    let terms =
        TERMS.into_iter().filter(|(attribute, _)| !several || *attribute == "warrant_shares");
    let found = terms.filter_map(|(attribute, slots)| {
        let all = deals.iter().map(|claims| term(network, attribute, slots, claims, rates));
        let all: Option<Vec<Variable>> = all.collect();
        let sum = all?.into_iter().reduce(added)?;
        Some((Key::new(attribute, pair), sum))
    });
    found.collect()
}

/// Two numbers added up; what is said of each is no longer said of the sum.
fn added(a: Variable, b: Variable) -> Variable {
    Variable {
        unit: a.unit,
        readings: a.readings.combine(b.readings, interval::add),
        claims: a.claims.into_iter().chain(b.claims).collect(),
        missing: a.missing.into_iter().chain(b.missing).collect(),
        ..Variable::default()
    }
    .tidy()
}
