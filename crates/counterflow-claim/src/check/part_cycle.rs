//! `part-cycle`: a claim that is a part of itself.

use counterflow_syntax::Diagnostic;

use super::cycles;
use crate::{ClaimId, Claims, Relation, Target, codes};

pub fn check(claims: &Claims, found: &mut Vec<Diagnostic>) {
    let wholes = |at: usize| -> Vec<usize> {
        let claim = &claims.claims[at];
        let targets = claim.targets(Relation::In).filter_map(|target| target.claim);
        targets.map(ClaimId::index).collect()
    };
    for cycle in cycles(claims.claims.len(), wholes) {
        let name = |at: usize| claims.name(ClaimId(at as u32));
        let mut report = Diagnostic::new(
            &codes::PART_CYCLE,
            format!("`{}` is a part of itself", name(cycle[0])),
        )
        .help("remove one of the `in:` lines on the way");
        let wholes = cycle.iter().copied().skip(1).chain([cycle[0]]);
        for (part, whole) in cycle.iter().copied().zip(wholes) {
            let leads = |target: &&Target| target.claim.map(ClaimId::index) == Some(whole);
            // A long way round is told in part.
            let Some(target) = claims.claims[part].targets(Relation::In).find(leads) else {
                continue;
            };
            let text = format!("`{}` is in `{}`", name(part), name(whole));
            report = match report.primary {
                None => report.at(target.span, text),
                Some(_) => report.and(target.span, text),
            };
        }
        found.push(report);
    }
}
