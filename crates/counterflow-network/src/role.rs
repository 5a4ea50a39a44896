//! Who plays which part in which deal: claims of one role tell of one thing.

use std::collections::{BTreeMap, BTreeSet};

use counterflow_claim::{Claim, ClaimId, Claims, DealId, Kind, PartyId, Side};

/// What claims have in common that tell of one thing: the deal, what it is, and between whom.
///
/// The parties are folded, in the order of the book. Who leads a round may be told or not; it is
/// the same round, and so its leads are no part of its role.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Role {
    /// The deal.
    pub deal: DealId,
    /// What it is.
    pub kind: Kind,
    /// Who receives.
    pub to: Vec<PartyId>,
    /// Who gives.
    pub from: Vec<PartyId>,
}

/// The claims of each role.
///
/// A claim that leaves out who gives, such as a loan without its lender, is told with the one role
/// that names it, if there is just one. Time is `O(n log n)` in the claims and their parties.
pub fn roles(
    claims: &Claims,
    ids: impl Iterator<Item = ClaimId>,
    folded: &[PartyId],
) -> BTreeMap<Role, Vec<ClaimId>> {
    let mut roles: BTreeMap<Role, Vec<ClaimId>> = BTreeMap::new();
    for id in ids {
        roles.entry(Role::of(claims.claim(id), folded)).or_default().push(id);
    }
    let nameless: Vec<Role> = roles.keys().filter(|role| role.from.is_empty()).cloned().collect();
    for role in nameless.into_iter().filter(|role| role.kind != Kind::Round) {
        // Roles of one deal, kind and receivers stand side by side, the nameless one first.
        let named = roles.range(&role..).map(|(other, _)| other).skip(1);
        let mut named = named.take_while(|other| other.same_but_giver(&role)).cloned();
        if let (Some(only), None) = (named.next(), named.next())
            && let Some(told) = roles.remove(&role)
        {
            let all = roles.entry(only).or_default();
            all.extend(told);
            all.sort();
        }
    }
    roles
}

impl Role {
    fn of(claim: &Claim, folded: &[PartyId]) -> Role {
        let from = match claim.kind {
            Kind::Round => Vec::new(),
            _ => parties(&claim.from, folded),
        };
        Role { deal: claim.deal, kind: claim.kind, to: parties(&claim.to, folded), from }
    }

    fn same_but_giver(&self, other: &Role) -> bool {
        (self.deal, self.kind, &self.to) == (other.deal, other.kind, &other.to)
    }
}

/// The declared parties of a side, folded, each once.
pub fn parties(side: &Side, folded: &[PartyId]) -> Vec<PartyId> {
    let parties: BTreeSet<PartyId> = side.known().map(|party| folded[party.index()]).collect();
    parties.into_iter().collect()
}
