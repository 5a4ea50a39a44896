//! Which names are one party, by the book's judgements.

use std::collections::BTreeMap;

use counterflow_claim::{Claims, Date, PartyId, YearEnd};

/// For each party the one that stands for it: the first declared of those judged the same.
///
/// Of several judgements about a pair the latest wins, the later in the book among equals.
pub fn fold(claims: &Claims, known: Option<Date>) -> Vec<PartyId> {
    let mut latest: BTreeMap<[PartyId; 2], (Option<Date>, bool)> = BTreeMap::new();
    for judgement in &claims.judgements {
        let [(_, Some(a)), (_, Some(b))] = judgement.pair else { continue };
        let on = judgement.on.map(|day| day.last_day(YearEnd::default()));
        if known.is_some_and(|known| on.is_some_and(|on| on > known)) {
            continue;
        }
        let pair = [a.min(b), a.max(b)];
        if latest.get(&pair).is_none_or(|(before, _)| *before <= on) {
            latest.insert(pair, (on, judgement.same));
        }
    }
    let mut stands: Vec<usize> = (0..claims.parties.len()).collect();
    for ([a, b], _) in latest.iter().filter(|(_, (_, same))| *same) {
        let (a, b) = (root(&stands, a.index()), root(&stands, b.index()));
        let (first, second) = (a.min(b), a.max(b));
        stands[second] = first;
    }
    let ids: Vec<PartyId> = claims.party_ids().collect();
    (0..stands.len()).map(|at| ids[root(&stands, at)]).collect()
}

fn root(stands: &[usize], mut at: usize) -> usize {
    while stands[at] != at {
        at = stands[at];
    }
    at
}
