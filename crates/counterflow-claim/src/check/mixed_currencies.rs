//! `mixed-currencies`: one deal told in two currencies, and no rate between them.

use std::collections::BTreeMap;

use counterflow_syntax::{Diagnostic, Span};

use crate::{Claims, Currency, DealId, Kind, Slot, codes};

pub fn check(claims: &Claims, found: &mut Vec<Diagnostic>) {
    let mut used: BTreeMap<DealId, Vec<(Currency, Span)>> = BTreeMap::new();
    for (_, claim) in claims.iter().filter(|(_, claim)| claim.kind.is_deal()) {
        let amount = claim.quantity(Slot::Header).or_else(|| claim.quantity(Slot::Amount));
        let Some(quantity) = amount else { continue };
        let Some(currency) = quantity.unit.currency() else { continue };
        let whole = claim.targets(crate::Relation::In).find_map(|target| target.deal);
        let deals = used.entry(whole.unwrap_or(claim.deal)).or_default();
        if !deals.iter().any(|(known, _)| *known == currency) {
            deals.push((currency, quantity.span));
        }
    }
    for (deal, currencies) in used {
        if let [(first, at), (second, also), ..] = currencies.as_slice()
            && !has_rate(claims, *first, *second)
        {
            found.push(
                Diagnostic::new(
                    &codes::MIXED_CURRENCIES,
                    format!("`{}` is told in {first} and {second}", claims.deal_name(deal)),
                )
                .at(*also, format!("in {second}"))
                .and(*at, format!("in {first}"))
                .help(format!("add a dated `rate {second}/{first} …` with its source")),
            );
        }
    }
}

fn has_rate(claims: &Claims, a: Currency, b: Currency) -> bool {
    let mut rates = claims.iter().filter(|(_, claim)| claim.kind == Kind::Rate);
    rates.any(|(_, claim)| {
        claim.name.and_then(|name| claims.written(name).split_once('/')).is_some_and(
            |(base, quote)| {
                (base == a.code() && quote == b.code()) || (base == b.code() && quote == a.code())
            },
        )
    })
}
