//! `missing-source`: nothing says who asserts a claim.

use counterflow_syntax::Diagnostic;

use crate::{Claim, ClaimId, Claims, Kind, codes};

pub fn check(claims: &Claims, id: ClaimId, claim: &Claim, found: &mut Vec<Diagnostic>) {
    if !claim.citations.is_empty() || claim.kind == Kind::Assert {
        return;
    }
    found.push(
        Diagnostic::new(
            &codes::MISSING_SOURCE,
            format!("claim `{}` has no source", claims.name(id)),
        )
        .at(claim.span, "nothing says who asserts this")
        .help("add a line `source: ID` with the name of a declared source"),
    );
}
