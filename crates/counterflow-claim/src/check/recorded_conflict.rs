//! `recorded-conflict`: the book itself says that two claims conflict.

use counterflow_syntax::Diagnostic;

use super::spelt;
use crate::{Claim, ClaimId, Claims, Relation, Slot, Target, codes};

pub fn check(claims: &Claims, id: ClaimId, claim: &Claim, found: &mut Vec<Diagnostic>) {
    let disputes: Vec<&Target> = claim.targets(Relation::Disputes).collect();
    let conflicts = claim.targets(Relation::ConflictsWith);
    // One report a pair: a dispute says more than a conflict.
    let conflicts = conflicts.filter(|hint| !disputes.iter().any(|other| other.claim == hint.claim));
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
    let found =
        Diagnostic::new(&codes::RECORDED_CONFLICT, format!("`{name}` {verb} `{against}`"))
            .at(target.span, format!("{} here", said(claims, claim)))
            .and(claims.claim(other).span, format!("{} there", said(claims, claims.claim(other))));
    match disputed {
        true => found.note(format!("`{name}` is kept as an alternative and counted in no total")),
        false => found
            .note("both count; what cannot both hold is found where the numbers are tightened")
            .help(format!("write `disputes: {against}` on the one that is wrong")),
    }
}

fn said(claims: &Claims, claim: &Claim) -> String {
    match claim.quantity(Slot::Header).or_else(|| claim.quantities.first().map(|(_, q)| q)) {
        Some(quantity) => spelt(claims, quantity).to_string(),
        None => claim.kind.word().to_string(),
    }
}
