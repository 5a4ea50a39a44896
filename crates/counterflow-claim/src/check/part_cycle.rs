//! `part-cycle`: a claim that is a part of itself.

use counterflow_syntax::Diagnostic;

use super::cycles;
use crate::{ClaimId, Claims, Relation, codes};

pub fn check(claims: &Claims, found: &mut Vec<Diagnostic>) {
    let wholes = |at: usize| -> Vec<usize> {
        let claim = &claims.claims[at];
        let targets = claim.targets(Relation::In).filter_map(|target| target.claim);
        targets.map(ClaimId::index).collect()
    };
    for at in cycles(claims.claims.len(), wholes) {
        let claim = &claims.claims[at];
        let span = claim.targets(Relation::In).next().map_or(claim.span, |target| target.span);
        found.push(
            Diagnostic::new(
                &codes::PART_CYCLE,
                format!("`{}` is a part of itself", claims.name(ClaimId(at as u32))),
            )
            .at(span, "leads back to this claim")
            .help("remove one of the `in:` lines on the way"),
        );
    }
}
