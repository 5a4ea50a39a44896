//! `same-party-twice`: a deal of a party with itself.

use counterflow_syntax::{Diagnostic, Span};

use crate::{Claim, Claims, Kind, PartyId, codes};

pub fn check(claims: &Claims, claim: &Claim, found: &mut Vec<Diagnostic>) {
    if !claim.kind.is_deal() && !matches!(claim.kind, Kind::Metric(_)) {
        return;
    }
    let mut to: Vec<(PartyId, Span)> =
        claim.to.parties.iter().filter_map(|to| Some((to.party?, to.span))).collect();
    to.sort();
    for from in &claim.from.parties {
        let again = from.party.and_then(|party| to.binary_search_by_key(&party, |to| to.0).ok());
        if let Some((_, again)) = again.map(|at| to[at]) {
            let name = claims.written(from.span);
            found.push(
                Diagnostic::new(
                    &codes::SAME_PARTY_TWICE,
                    format!("`{name}` stands on both sides of a `{}`", claim.kind.word()),
                )
                .at(again, "the same party again")
                .and(from.span, "on this side")
                .help(format!("if a part of `{name}` is meant, declare it as a `unit`")),
            );
        }
    }
}
