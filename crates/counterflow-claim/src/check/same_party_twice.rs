//! `same-party-twice`: a deal of a party with itself.

use counterflow_syntax::Diagnostic;

use crate::{Claim, Claims, Kind, codes};

pub fn check(claims: &Claims, claim: &Claim, found: &mut Vec<Diagnostic>) {
    if !claim.kind.is_deal() && !matches!(claim.kind, Kind::Metric(_)) {
        return;
    }
    for from in &claim.from.parties {
        let again = claim.to.parties.iter().find(|to| to.party.is_some() && to.party == from.party);
        if let Some(to) = again {
            let name = claims.written(from.span);
            found.push(
                Diagnostic::new(
                    &codes::SAME_PARTY_TWICE,
                    format!("`{name}` stands on both sides of a `{}`", claim.kind.word()),
                )
                .at(to.span, "the same party again")
                .and(from.span, "on this side")
                .help(format!("if a part of `{name}` is meant, declare it as a `unit`")),
            );
        }
    }
}
