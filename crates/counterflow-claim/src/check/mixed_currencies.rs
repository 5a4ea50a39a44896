//! `mixed-currencies`: one deal told in two currencies, and no rate between them.

use std::collections::{BTreeMap, BTreeSet};

use counterflow_syntax::{Diagnostic, Span};

use crate::{Claims, Currency, DealId, Kind, Slot, codes};

pub fn check(claims: &Claims, found: &mut Vec<Diagnostic>) {
    // The first two currencies of each deal; few deals have a second one.
    let mut first: Vec<Option<(Currency, Span)>> = vec![None; claims.deals.len()];
    let mut second: BTreeMap<DealId, (Currency, Span)> = BTreeMap::new();
    for (_, claim) in claims.iter().filter(|(_, claim)| claim.kind.is_deal()) {
        let amount = claim.quantity(Slot::Header).or_else(|| claim.quantity(Slot::Amount));
        let Some(quantity) = amount else { continue };
        let Some(currency) = quantity.unit.currency() else { continue };
        let whole = claim.targets(crate::Relation::In).find_map(|target| target.deal);
        let deal = whole.unwrap_or(claim.deal);
        match first[deal.index()] {
            None => first[deal.index()] = Some((currency, quantity.span)),
            Some((known, _)) if known == currency => {}
            Some(_) => {
                second.entry(deal).or_insert((currency, quantity.span));
            }
        }
    }
    let rates = rates(claims);
    for (deal, (second, also)) in second {
        if let Some((first, at)) = first[deal.index()]
            && !rates.contains(&(first.code(), second.code()))
        {
            found.push(
                Diagnostic::new(
                    &codes::MIXED_CURRENCIES,
                    format!("`{}` is told in {first} and {second}", claims.deal_name(deal)),
                )
                .at(also, format!("in {second}"))
                .and(at, format!("in {first}"))
                .help(format!("add a dated `rate {second}/{first} …` with its source")),
            );
        }
    }
}

/// The pairs of currencies that the book has a rate for, both ways.
fn rates(claims: &Claims) -> BTreeSet<(&str, &str)> {
    let rates = claims.iter().filter(|(_, claim)| claim.kind == Kind::Rate);
    let pairs = rates.filter_map(|(_, claim)| claims.written(claim.name?).split_once('/'));
    pairs.flat_map(|(base, quote)| [(base, quote), (quote, base)]).collect()
}
