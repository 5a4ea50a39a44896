//! `recorded-conflict`: the book itself says that two claims conflict.

use counterflow_syntax::{Diagnostic, Span};

use super::told;
use crate::{Claim, ClaimId, Claims, Relation, Slot, Target, codes};

pub fn check(claims: &Claims, id: ClaimId, claim: &Claim, found: &mut Vec<Diagnostic>) {
    let disputes: Vec<&Target> = claim.targets(Relation::Disputes).collect();
    let conflicts = claim.targets(Relation::ConflictsWith);
    // One report a pair: a dispute says more than a conflict.
    let conflicts =
        conflicts.filter(|hint| !disputes.iter().any(|other| other.claim == hint.claim));
    let pairs = disputes.iter().map(|target| (*target, true));
    for (target, disputed) in pairs.clone().chain(conflicts.map(|target| (target, false))) {
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
    let (name, against) = (claims.name(id), claims.name(other));
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
