//! Stated values of companies, by company and day.

use std::collections::BTreeMap;

use counterflow_claim::{ClaimId, Date, DealId, Kind, Relation, Slot, Stage, TextKey};

use super::{Told, only, said};
use crate::convert::Rates;
use crate::network::Network;
use crate::said::Converted;
use crate::{Arg, force};

/// A stated value of a company: when, by which claim, how much.
pub struct Valued {
    /// The day by which values are ordered.
    pub day: Option<Date>,
    /// Whether it holds the new money of its round, as a company is worth after it.
    pub with_new_money: bool,
    /// The claim.
    pub claim: ClaimId,
    /// Which of its quantities.
    pub slot: Slot,
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
    if network.aside.contains(&(id, slot)) {
        return None;
    }
    let basis = claim.text(TextKey::BasisOfValue).map(|span| network.claims.plain(span));
    let valued = Valued {
        day: force::day(network.claims, claim),
        with_new_money: basis.as_deref() != Some("pre-money"),
        claim: id,
        slot,
        deal,
        said: said(network, Told::new(id, slot), rates)?,
    };
    Some((only(network, &claim.to)?, valued))
}
