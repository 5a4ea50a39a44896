//! Checks on what is said, claim by claim and name by name. One file a diagnostic.
//!
//! What takes arithmetic over several claims (stakes that add up to more than the whole, parts
//! beyond their total) is the business of the network.

mod conflicting_claims;
mod date_order;
mod group_cycle;
mod missing_currency;
mod missing_source;
mod mixed_currencies;
mod part_cycle;
mod quote_not_found;
mod recorded_conflict;
mod replaced_claim_used;
mod same_party_twice;
mod share_out_of_range;
mod stage_order;
mod undated_source;
mod unit_does_not_fit;
mod unknown_assumption;
mod unnamed_base;
mod unused_source;

use std::borrow::Cow;
use std::collections::BTreeMap;

use counterflow_syntax::Diagnostic;

use crate::{Claim, ClaimId, Claims, Quantity};

/// The bytes of the sources' files that are there, by path.
pub type Documents = BTreeMap<String, Vec<u8>>;

/// Reports what is wrong with what is said.
///
/// `documents` holds the files of sources; quotes from sources whose file is not there are not
/// checked. Time is linear in the claims, but for the size of `documents`.
pub fn check(claims: &Claims, documents: &Documents) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (id, claim) in claims.iter() {
        missing_source::check(claims, id, claim, &mut found);
        missing_currency::check(claims, claim, &mut found);
        unit_does_not_fit::check(claims, claim, &mut found);
        share_out_of_range::check(claims, claim, &mut found);
        unnamed_base::check(claims, claim, &mut found);
        same_party_twice::check(claims, claim, &mut found);
        date_order::check(claims, id, claim, &mut found);
        recorded_conflict::check(claims, id, claim, &mut found);
    }
    stage_order::check(claims, &mut found);
    mixed_currencies::check(claims, &mut found);
    group_cycle::check(claims, &mut found);
    part_cycle::check(claims, &mut found);
    replaced_claim_used::check(claims, &mut found);
    conflicting_claims::check(claims, &mut found);
    quote_not_found::check(claims, documents, &mut found);
    unused_source::check(claims, &mut found);
    undated_source::check(claims, &mut found);
    unknown_assumption::check(claims, &mut found);
    found
}

/// Names and amounts are told up to so many bytes.
const LONGEST_NAME: usize = 100;

/// A name or amount, cut where it is long: one entry may be told with as many others as the book
/// has, and each time would take its whole length again.
fn short(text: &str) -> Cow<'_, str> {
    if text.len() <= LONGEST_NAME {
        return Cow::Borrowed(text);
    }
    let mut end = LONGEST_NAME;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    Cow::Owned(format!("{}…", &text[..end]))
}

/// The name of a claim, for messages.
fn called(claims: &Claims, id: ClaimId) -> String {
    match claims.claim(id).id {
        Some(span) => short(claims.written(span)).into_owned(),
        None => short(&claims.name(id)).into_owned(),
    }
}

/// A quantity as the book spells it.
fn spelt<'a>(claims: &'a Claims, quantity: &Quantity) -> Cow<'a, str> {
    short(claims.written(quantity.span))
}

/// A quantity as the book spells it, with the source that states it.
fn told(claims: &Claims, claim: &Claim, quantity: &Quantity) -> String {
    let spelt = spelt(claims, quantity);
    let sources =
        claim.citations.iter().filter_map(|cite| Some((cite, claims.source(cite.source?))));
    let Some((cite, source)) = sources.into_iter().next() else { return format!("`{spelt}`") };
    let published = source.published.map(|day| format!(", published {day}")).unwrap_or_default();
    format!("`{spelt}` in `{}`{published}", short(claims.written(cite.span)))
}

/// At most so many nodes of a cycle are told: more of them make nothing clearer.
const MOST_NODES: usize = 12;

/// Finds cycles in a graph of `next`: those met from the lowest start.
///
/// Each node is looked at once. A cycle is given as its first nodes in the order of `next`, at
/// most [`MOST_NODES`] of them.
fn cycles(nodes: usize, next: impl Fn(usize) -> Vec<usize>) -> Vec<Vec<usize>> {
    #[derive(Clone, Copy, PartialEq)]
    enum Seen {
        No,
        /// On the path, at this place.
        Open(usize),
        Done,
    }
    let mut seen = vec![Seen::No; nodes];
    let mut found = Vec::new();
    for start in 0..nodes {
        if seen[start] != Seen::No {
            continue;
        }
        seen[start] = Seen::Open(0);
        // An explicit stack, since a hostile chain can be as long as the book.
        let mut path = vec![(start, next(start))];
        while let Some((node, rest)) = path.last_mut() {
            let node = *node;
            let Some(to) = rest.pop() else {
                seen[node] = Seen::Done;
                path.pop();
                continue;
            };
            match seen[to] {
                Seen::No => {
                    seen[to] = Seen::Open(path.len());
                    path.push((to, next(to)));
                }
                Seen::Open(from) => {
                    found.push(
                        path[from..].iter().take(MOST_NODES).map(|(node, _)| *node).collect(),
                    );
                }
                Seen::Done => {}
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_are_cut_between_characters() {
        assert_eq!(short("alder"), "alder");
        assert_eq!(short(&"é".repeat(51)), format!("{}…", "é".repeat(50)));
        assert_eq!(short(&format!("a{}", "é".repeat(50))), format!("a{}…", "é".repeat(49)));
    }

    #[test]
    fn cycles_are_found_once() {
        let ring = |node: usize| vec![(node + 1) % 3];
        assert_eq!(cycles(3, ring), [vec![0, 1, 2]]);
        assert_eq!(cycles(3, |node| if node == 1 { vec![1] } else { vec![] }), [vec![1]]);
        assert!(cycles(3, |node| (node + 1..3).collect()).is_empty());
    }
}
