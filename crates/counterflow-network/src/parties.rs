//! Which names are one party, by the book's judgements.

use std::collections::{BTreeMap, BTreeSet};

use counterflow_claim::{Claims, Date, PartyId, YearEnd};

/// For each party the one that stands for it: the first declared of those judged the same.
///
/// Of several judgements about a pair the latest wins, the later in the book among equals. Two
/// that are judged unlike stay apart, whatever is the same as both: of the judgements that would
/// fold them, the latest is not followed. Time is `O(n log n)`.
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
    let mut folds = Folds::new(claims.parties.len());
    for [a, b] in latest.iter().filter(|(_, (_, same))| !same).map(|(pair, _)| *pair) {
        folds.keep_apart(a.index(), b.index());
    }
    let same = latest.into_iter().filter(|(_, (_, same))| *same);
    let mut same: Vec<(Option<Date>, [PartyId; 2])> =
        same.map(|(pair, (on, _))| (on, pair)).collect();
    same.sort();
    for (_, [a, b]) in same {
        folds.fold(a.index(), b.index());
    }
    let ids: Vec<PartyId> = claims.party_ids().collect();
    (0..ids.len()).map(|at| ids[folds.first_of(at)]).collect()
}

/// Positions folded into sets, and which sets must not be.
struct Folds {
    stands: Vec<usize>,
    /// The first position of each set, and the sets that it is unlike, by its root.
    first: Vec<usize>,
    unlike: Vec<BTreeSet<usize>>,
}

impl Folds {
    fn new(count: usize) -> Folds {
        let all: Vec<usize> = (0..count).collect();
        Folds { stands: all.clone(), first: all, unlike: vec![BTreeSet::new(); count] }
    }

    fn keep_apart(&mut self, a: usize, b: usize) {
        if a == b {
            return;
        }
        self.unlike[a].insert(b);
        self.unlike[b].insert(a);
    }

    fn root(&mut self, mut at: usize) -> usize {
        while self.stands[at] != at {
            self.stands[at] = self.stands[self.stands[at]];
            at = self.stands[at];
        }
        at
    }

    fn first_of(&mut self, at: usize) -> usize {
        let root = self.root(at);
        self.first[root]
    }

    fn fold(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        if a == b || self.unlike[a].contains(&b) {
            return;
        }
        // The set that is unlike fewer others goes into the other, so that little is moved.
        let (into, from) =
            if self.unlike[a].len() < self.unlike[b].len() { (b, a) } else { (a, b) };
        for other in std::mem::take(&mut self.unlike[from]) {
            self.unlike[other].remove(&from);
            self.unlike[other].insert(into);
            self.unlike[into].insert(other);
        }
        self.stands[from] = into;
        self.first[into] = self.first[into].min(self.first[from]);
    }
}
