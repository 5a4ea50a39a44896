//! Stakes: as last told, and as they were at the end of a period.

use std::collections::{BTreeMap, BTreeSet};

use counterflow_claim::{Claim, ClaimId, Date, Kind, Measure, Relation, Slot, Stage, TextKey};

use super::{Told, only, together};
use crate::convert::Rates;
use crate::network::{Network, Variable};
use crate::{Arg, Key, Period, force};

/// The variables that a stake tells as it is now.
pub fn keys(network: &Network, id: ClaimId, claim: &Claim) -> Vec<(Key, Told)> {
    let Some(pair) = pair(network, claim) else { return Vec::new() };
    let keys = claim.quantities.iter().filter_map(|(slot, quantity)| {
        let attribute = match (slot, quantity.unit.measure) {
            (Slot::Header, Measure::Fraction) => "share",
            (Slot::Header | Slot::Amount, Measure::Money(_)) => "stake_value",
            _ => return None,
        };
        Some((Key::new(attribute, pair), Told::new(id, *slot)))
    });
    keys.collect()
}

/// Gives stakes that were told with their values on an earlier day than the latest a variable of
/// that day each: `stake_value(h,c,2025-10-28)` beside `share(h,c,2025-10-28)`. A part of today is
/// not multiplied into a value of another time.
pub fn date(network: &Network, told: &mut BTreeMap<Key, Vec<Told>>) {
    let day = |one: &Told| network.day(one.claim);
    let values: Vec<Key> =
        told.keys().filter(|key| key.attribute == "stake_value").cloned().collect();
    for value in values {
        let share = Key::new("share", value.args.clone());
        let shares = told.get(&share).cloned().unwrap_or_default();
        let latest = shares.iter().filter_map(day).max();
        let is_old = |one: &Told| latest.is_some() && day(one) < latest;
        let all = told.remove(&value).unwrap_or_default();
        let (old, new): (Vec<Told>, Vec<Told>) = all.into_iter().partition(is_old);
        if !new.is_empty() {
            told.insert(value.clone(), new);
        }
        for one in old {
            let Some(of) = day(&one) else { continue };
            let then = |key: &Key| {
                let mut args = key.args.clone();
                args.push(Arg::Period(Period::days(of, of)));
                Key::new(key.attribute, args)
            };
            let beside: Vec<Told> =
                shares.iter().filter(|share| day(share) == Some(of)).copied().collect();
            if !beside.is_empty() {
                told.insert(then(&share), beside);
            }
            told.entry(then(&value)).or_default().push(one);
        }
    }
}

/// The holder and the company of a stake that is held, and not sold.
fn pair(network: &Network, claim: &Claim) -> Option<[Arg; 2]> {
    let sold = claim.text(TextKey::Direction).is_some();
    let pair = [only(network, &claim.from)?, only(network, &claim.to)?];
    (!sold).then_some(pair)
}

/// A company with profits in more periods, or with more holders, than this has no part of them by
/// holder and period.
const MOST: usize = 1_000;

/// What holders had of a company at the end of each period of which its profit, or a charge for a
/// loss, is told.
pub fn in_periods(network: &Network, rates: &Rates) -> Vec<(Key, Variable)> {
    let told = told(network);
    let wanted = wanted(network, &told);
    let held = wanted.into_iter().filter_map(|args| {
        let [holder, company, Arg::Period(period)] = args else { return None };
        let at = held_on(network, told.get(&[holder, company])?, period.last_day()?);
        let all: Vec<Told> = at.into_iter().map(|id| Told::new(id, Slot::Header)).collect();
        let key = Key::new("share_in_period", args);
        (!all.is_empty()).then(|| (key, together(network, "share_in_period", &all, rates)))
    });
    held.collect()
}

/// The holders, companies and periods for which a stake matters.
fn wanted(network: &Network, told: &BTreeMap<[Arg; 2], Vec<ClaimId>>) -> BTreeSet<[Arg; 3]> {
    let charged = network.of("equity_method_charge").filter_map(|(key, _)| match key.args[..] {
        [owner, company, period @ Arg::Period(_)] => Some([owner, company, period]),
        _ => None,
    });
    let mut wanted: BTreeSet<[Arg; 3]> = charged.collect();
    let mut holders: BTreeMap<Arg, Vec<Arg>> = BTreeMap::new();
    for [holder, company] in told.keys() {
        holders.entry(*company).or_default().push(*holder);
    }
    for (company, holders) in holders.iter().filter(|(_, holders)| holders.len() <= MOST) {
        let periods = network.under("profit", std::slice::from_ref(company));
        let periods = periods.filter_map(|(key, _)| match key.args[..] {
            [_, period @ Arg::Period(_)] => Some(period),
            _ => None,
        });
        for period in periods.take(MOST) {
            wanted.extend(holders.iter().map(|holder| [*holder, *company, period]));
        }
    }
    wanted
}

/// The claims of a stake that held at some time: in force, or history because another took their
/// place. Proposals, disputes and what was taken back are not among them.
fn told(network: &Network) -> BTreeMap<[Arg; 2], Vec<ClaimId>> {
    let mut told: BTreeMap<[Arg; 2], Vec<ClaimId>> = BTreeMap::new();
    let gone = replaced(network);
    let stakes = network.claims.iter().filter(|(id, claim)| {
        let proposed =
            matches!(claim.stage, Stage::Talks | Stage::Rumoured | Stage::LetterOfIntent);
        let held = network.in_force.binary_search(id).is_ok() || gone.contains(id);
        claim.kind == Kind::Stake
            && held
            && !proposed
            && !claim.stage.is_exit()
            && !network.aside.contains(&(*id, Slot::Header))
    });
    for (id, claim) in stakes {
        let part = claim.quantity(Slot::Header);
        let part = part.filter(|quantity| quantity.unit.measure == Measure::Fraction);
        if let Some((pair, _)) = pair(network, claim).zip(part) {
            told.entry(pair).or_default().push(id);
        }
    }
    told
}

/// The stakes that the view sees and that another stake of the same two has replaced: what they say
/// was so before.
fn replaced(network: &Network) -> BTreeSet<ClaimId> {
    let claims = network.claims;
    let (mut replaced, mut taken_back) = (BTreeSet::new(), BTreeSet::new());
    for (id, claim) in claims.iter().filter(|(id, _)| network.seen[id.index()]) {
        let targets = |relation| claim.targets(relation).filter_map(|target| target.claim);
        let after = targets(Relation::ReplacedBy).map(|after| (id, after));
        let before = targets(Relation::Replaces).map(|before| (before, id));
        let same = after.chain(before).filter(|(before, after)| is_same(network, *before, *after));
        replaced.extend(same.map(|(before, _)| before));
        taken_back.extend(targets(Relation::Retracts));
    }
    replaced.into_iter().filter(|id| !taken_back.contains(id)).collect()
}

/// Whether two claims are seen, and are stakes of one holder in one company.
fn is_same(network: &Network, one: ClaimId, other: ClaimId) -> bool {
    let of = |id: ClaimId| {
        let claim = network.claims.claim(id);
        let seen = network.seen[id.index()] && claim.kind == Kind::Stake;
        pair(network, claim).filter(|_| seen)
    };
    of(one).is_some() && of(one) == of(other)
}

/// The claims that tell what was held at the end of a day.
///
/// A stake holds from its own date until that of the next one. So it is the latest one dated on or
/// before the day, and on one date what is in force before what was replaced. Where all of them
/// are dated later, it is the one whose date begins first, if another has replaced it: a stake that
/// was replaced was held until then, and a source tells of it after the fact. A first one that still
/// stands says nothing of the time before.
fn held_on(network: &Network, told: &[ClaimId], day: Date) -> Vec<ClaimId> {
    let stands = |id: &ClaimId| network.in_force.binary_search(id).is_ok();
    let by_then = told.iter().filter(|id| network.day(**id).is_some_and(|of| of <= day));
    let last = by_then.map(|id| (network.day(*id), stands(id))).max();
    let first = told.iter().map(|id| (begins(network, *id), stands(id))).min();
    let first = first.filter(|(_, stands)| !stands);
    let mut held: Vec<ClaimId> = told.to_vec();
    match (last, first) {
        (Some(last), _) => held.retain(|id| (network.day(*id), stands(id)) == last),
        (None, Some(first)) => held.retain(|id| (begins(network, *id), stands(id)) == first),
        (None, None) => held.clear(),
    }
    held.sort_by_cached_key(|id| {
        let basis = force::basis(network.claims, network.claims.claim(*id));
        std::cmp::Reverse((basis, force::words(network.claims, *id)))
    });
    held
}

/// The first day that the date of a claim may mean.
fn begins(network: &Network, id: ClaimId) -> Option<Date> {
    let claim = network.claims.claim(id);
    let year_end = force::year_end(network.claims, claim);
    let own = claim.when.map(|(from, _)| from.first_day(year_end));
    own.or_else(|| force::published(network.claims, claim))
}
