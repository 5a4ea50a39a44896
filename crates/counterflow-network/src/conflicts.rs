//! Which claims of a view stand against one another.

use std::collections::BTreeMap;

use counterflow_claim::{ClaimId, Claims, Relation};

/// Why two claims stand against each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Against {
    /// The first disputes the second, and counts in no total.
    Disputes,
    /// The book notes that the two conflict.
    ConflictsWith,
}

/// Two claims that stand against each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Conflict {
    /// The one that says so, or is used.
    pub claim: ClaimId,
    /// The other.
    pub other: ClaimId,
    /// Why.
    pub against: Against,
}

/// The conflicts that the claims seen in a view record among themselves, in the order of the book.
/// A dispute says more than a conflict that is noted beside it.
pub fn recorded(claims: &Claims, seen: &[bool]) -> Vec<Conflict> {
    let mut found: Vec<Conflict> = Vec::new();
    for (id, claim) in claims.iter().filter(|(id, _)| seen[id.index()]) {
        let mut against: BTreeMap<ClaimId, Against> = BTreeMap::new();
        for link in &claim.links {
            let why = match link.relation {
                Relation::Disputes => Against::Disputes,
                Relation::ConflictsWith => Against::ConflictsWith,
                _ => continue,
            };
            let other = link.target.claim.filter(|other| *other != id && seen[other.index()]);
            if let Some(other) = other {
                let least = against.entry(other).or_insert(why);
                *least = why.min(*least);
            }
        }
        let all = against.into_iter();
        found.extend(all.map(|(other, against)| Conflict { claim: id, other, against }));
    }
    found
}
