//! Which claims of a view stand against one another.

use counterflow_claim::{ClaimId, Claims, Relation};

use crate::network::{Network, Variable};

/// Why two claims stand against each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Against {
    /// The first disputes the second, and counts in no total.
    Disputes,
    /// The book notes that the two conflict.
    ConflictsWith,
    /// Both are in force and no number fits both; the first is used.
    Contradicts,
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
pub fn recorded(claims: &Claims, seen: &[bool]) -> Vec<Conflict> {
    let mut found: Vec<Conflict> = Vec::new();
    for (id, claim) in claims.iter().filter(|(id, _)| seen[id.index()]) {
        for link in &claim.links {
            let against = match link.relation {
                Relation::Disputes => Against::Disputes,
                Relation::ConflictsWith => Against::ConflictsWith,
                _ => continue,
            };
            let Some(other) = link.target.claim.filter(|other| seen[other.index()]) else {
                continue;
            };
            let told = found.iter().any(|one| (one.claim, one.other) == (id, other));
            if against == Against::Disputes {
                found.retain(|one| (one.claim, one.other) != (id, other));
            }
            if !told || against == Against::Disputes {
                found.push(Conflict { claim: id, other, against });
            }
        }
    }
    found
}

/// Claims in force of which no number fits all, beside those that the book records.
pub fn add_contradictions(network: &mut Network) {
    let flows =
        network.flows.iter().filter(|flow| flow.contradicted).map(|flow| flow.claims.clone());
    let stated = |variable: &&Variable| variable.contradicted && variable.derivation.is_none();
    let variables =
        network.variables.values().filter(stated).map(|variable| variable.claims.clone());
    let groups: Vec<Vec<ClaimId>> = flows.chain(variables).collect();
    for group in groups {
        // A total inherits the contradictions of its parts; two claims are what a reader can judge.
        let [first, rest @ ..] = group.as_slice() else { continue };
        if group.len() > 3 {
            continue;
        }
        for other in rest {
            let pair = |one: &Conflict| {
                [(one.claim, one.other), (one.other, one.claim)].contains(&(*first, *other))
            };
            if !network.conflicts.iter().any(pair) {
                let against = Against::Contradicts;
                network.conflicts.push(Conflict { claim: *first, other: *other, against });
            }
        }
    }
}
