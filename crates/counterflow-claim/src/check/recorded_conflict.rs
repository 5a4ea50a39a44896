//! `recorded-conflict`: the book itself says that two claims conflict.

use counterflow_syntax::{Diagnostic, Span};

use super::{called, told};
use crate::{Claim, ClaimId, Claims, Relation, Slot, Target, codes};

pub fn check(claims: &Claims, id: ClaimId, claim: &Claim, found: &mut Vec<Diagnostic>) {
    let disputes = || claim.targets(Relation::Disputes);
    let mut disputed: Vec<ClaimId> = disputes().filter_map(|target| target.claim).collect();
    disputed.sort();
    // One report a pair: a dispute says more than a conflict.
    let conflicts = claim
        .targets(Relation::ConflictsWith)
        .filter(|hint| hint.claim.is_some_and(|other| disputed.binary_search(&other).is_err()));
    let disputes = disputes().map(|target| (target, true));
    for (target, disputed) in disputes.chain(conflicts.map(|target| (target, false))) {
        if let Some(other) = target.claim {
            found.push(report(claims, id, claim, other, target, disputed));
        }
    }
}

fn report(
    claims: &Claims,
    id: ClaimId,
    claim: &Claim,
    other: ClaimId,
    target: &Target,
    disputed: bool,
) -> Diagnostic {
    let verb = if disputed { "disputes" } else { "conflicts with" };
    let (name, against) = (called(claims, id), called(claims, other));
    let found = Diagnostic::new(&codes::RECORDED_CONFLICT, format!("`{name}` {verb} `{against}`"))
        .at(target.span, "said here");
    let found = [claim, claims.claim(other)].into_iter().fold(found, |found, claim| {
        let (span, words) = said(claims, claim);
        found.and(span, words)
    });
    match disputed {
        true => found.note(format!("`{name}` is kept as an alternative and counted in no total")),
        false => found
            .note("both count; what cannot both hold is found where the numbers are tightened")
            .help(format!("write `disputes: {against}` on the one that is wrong")),
    }
}

/// What a claim says in a word: its amount, or its header where it has none.
fn said(claims: &Claims, claim: &Claim) -> (Span, String) {
    let amount = claim.quantity(Slot::Header).or_else(|| claim.quantities.first().map(|(_, q)| q));
    match amount {
        Some(quantity) => (quantity.span, told(claims, claim, quantity)),
        None => (claim.span, format!("one `{}`", claim.kind.word())),
    }
}
