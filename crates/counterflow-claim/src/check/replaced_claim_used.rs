//! `replaced-claim-used`: a claim that no longer holds is still referred to.

use counterflow_syntax::Diagnostic;
use rustc_hash::FxHashMap;

use super::called;
use crate::{ClaimId, Claims, Relation, codes};

pub fn check(claims: &Claims, found: &mut Vec<Diagnostic>) {
    let mut replaced: FxHashMap<ClaimId, ClaimId> = FxHashMap::default();
    for (id, claim) in claims.iter() {
        for target in claim.targets(Relation::Replaces).filter_map(|target| target.claim) {
            replaced.insert(target, id);
        }
        if let Some(by) = claim.targets(Relation::ReplacedBy).find_map(|target| target.claim) {
            replaced.insert(id, by);
        }
    }
    for (id, claim) in claims.iter().filter(|(id, _)| !replaced.contains_key(id)) {
        for link in &claim.links {
            let uses = matches!(
                link.relation,
                Relation::In | Relation::AddsTo | Relation::TotalOf | Relation::Corroborates
            );
            let Some(old) = link.target.claim.filter(|_| uses) else { continue };
            let Some(new) = replaced.get(&old).filter(|new| **new != id) else { continue };
            // Within one thread the name of any telling stands for the deal.
            if claims.claim(old).deal == claims.claim(*new).deal {
                continue;
            }
            let new = called(claims, *new);
            let title = format!("`{}` is replaced by `{new}`", called(claims, old));
            let report = Diagnostic::new(&codes::REPLACED_CLAIM_USED, title)
                .at(link.target.span, "still referred to here")
                .and(claims.claim(old).span, "no longer holds");
            found.push(match link.relation {
                // What says the old number again does not say the new one.
                Relation::Corroborates => report.help(format!(
                    "if `{}` no longer holds either, write `replaces:` with it on `{new}`",
                    called(claims, id)
                )),
                // A name that is told in part cannot be typed.
                _ if new.ends_with('…') => report.help("refer to the claim that holds"),
                _ => report.replace("refer to the claim that holds", link.target.span, new),
            });
        }
    }
}
