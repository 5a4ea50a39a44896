//! Pivots: which claims a figure stands on, and what it would be without each of them.

mod change;
mod table;

use std::collections::{BTreeMap, BTreeSet};

use counterflow_analysis::figures;
use counterflow_claim::ClaimId;
use counterflow_network::{
    Asking, Case, Key, Network, State, Step, Variable, View, Why, ask, resolve,
};
use counterflow_syntax::Diagnosed;

use crate::explain::{Explanation, keys};
use crate::{Book, report};
use change::Change;

/// So many claims are taken as unsaid, one after the other: each costs as much as resolving the
/// whole book.
pub const MOST_TRIED: usize = 40;

/// What a figure stands on.
#[derive(Debug)]
pub struct Pivots<'a> {
    /// The title of the book.
    title: String,
    network: Network<'a>,
    figures: Vec<Stands>,
    /// How many claims were not tried.
    left_out: usize,
}

/// A figure without a claim: the variable, in the cases that there are then.
type Then = Vec<(Option<Case>, Variable)>;

/// A figure in one case, with its claims, those first without which it changes most.
#[derive(Debug)]
struct Stands {
    key: Key,
    name: Option<String>,
    variable: Variable,
    rows: Vec<Row>,
}

/// A claim behind a figure.
#[derive(Debug)]
struct Row {
    claim: ClaimId,
    /// What it says that matters here, as written.
    says: Vec<String>,
    /// Whether the proofs of the low and of the high end rest on it.
    binds: [bool; 2],
    /// The figure without it, in the cases that there are then.
    without: Then,
    change: Change,
}

/// Takes every claim behind a figure as unsaid, one after the other, and tells what the figure is
/// then. `None` if the book has no such figure.
///
/// The claims are those of its formula and of the proofs of its ends, those of the proofs first;
/// at most [`MOST_TRIED`] are tried. Work is that of resolving the book as often.
pub fn pivots<'a>(book: &'a Book, view: &View, figure: &str) -> Option<Diagnosed<Pivots<'a>>> {
    let Diagnosed { value: network, diagnostics } = resolve(&book.claims, view);
    let keys = keys(&network, figure);
    if keys.is_empty() {
        return None;
    }
    let (figures, left_out) = stands(book, &network, &keys);
    let pivots = Pivots { title: report::title(book), network, figures, left_out };
    Some(Diagnosed { value: pivots, diagnostics: book.settings.level(diagnostics) })
}

fn stands(book: &Book, network: &Network, keys: &[Key]) -> (Vec<Stands>, usize) {
    let behind: Vec<Behind> = keys.iter().map(|key| Behind::new(network, key)).collect();
    let binding = behind.iter().flat_map(|one| one.binds.keys().copied());
    let others = behind.iter().flat_map(|one| one.claims.iter().copied());
    let mut order: Vec<ClaimId> = Vec::new();
    let mut seen = BTreeSet::new();
    order.extend(binding.chain(others).filter(|id| seen.insert(*id)));
    let left_out = order.len().saturating_sub(MOST_TRIED);
    order.truncate(MOST_TRIED);
    order.sort();
    let mut without: BTreeMap<ClaimId, Vec<Then>> = BTreeMap::new();
    for id in order {
        let asking = Asking { without: BTreeSet::from([id]), ..Asking::default() };
        let then = ask(&book.claims, &network.view, &asking).value;
        without.insert(id, keys.iter().map(|key| found(&then, key)).collect());
    }
    let names = figures(network);
    let told = behind.into_iter().enumerate().map(|(at, behind)| {
        let name = names.iter().find(|figure| figure.key == behind.key);
        let name = name.map(|figure| figure.name.clone());
        let variable = network.variables.get(&behind.key).cloned().unwrap_or_default();
        let mut rows: Vec<Row> = Vec::new();
        for (id, then) in &without {
            if behind.claims.contains(id) {
                rows.push(behind.row(network, *id, &variable, then[at].clone()));
            }
        }
        rows.sort_by(|a, b| a.change.cmp(&b.change).then(a.claim.cmp(&b.claim)));
        Stands { key: behind.key, name, variable, rows }
    });
    (told.collect(), left_out)
}

/// A variable in a network: in its case, in none, or in those that there are.
fn found(network: &Network, key: &Key) -> Then {
    if let Some(variable) = network.get(key) {
        return vec![(None, variable.clone())];
    }
    let cases = [Some(Case::Pre), Some(Case::Post)];
    let cased = cases.into_iter().filter_map(|case| {
        Some((case, network.variables.get(&key.clone().in_case(case))?.clone()))
    });
    cased.collect()
}

/// The claims behind a figure.
struct Behind {
    key: Key,
    claims: BTreeSet<ClaimId>,
    /// Those of the proofs: whether they hold the low and the high end, and what they say there.
    binds: BTreeMap<ClaimId, ([bool; 2], BTreeSet<String>)>,
}

impl Behind {
    fn new(network: &Network, key: &Key) -> Behind {
        let explanation = Explanation::new(network, key, 0);
        let mut behind = Behind {
            key: explanation.root.key.clone(),
            claims: explanation.claims.iter().copied().collect(),
            binds: BTreeMap::new(),
        };
        for (at, step) in explanation.ends.iter().enumerate() {
            step.iter().for_each(|step| behind.add(network, step, at));
        }
        behind
    }

    fn add(&mut self, network: &Network, step: &Step, end: usize) {
        let mut bind = |id: ClaimId, says: Option<&str>| {
            let (binds, told) = self.binds.entry(id).or_default();
            binds[end] = true;
            told.extend(says.map(str::to_string));
        };
        match &step.why {
            Why::Said { claim, slot, .. } => {
                bind(*claim, crate::explain::phrase(network.claims, *claim, *slot));
            }
            Why::AddedUp(claims) => claims.iter().for_each(|id| bind(*id, None)),
            Why::Given(_) | Why::Rule(_) | Why::Together(_) | Why::EveryCase => {}
        }
        step.from.iter().for_each(|from| self.add(network, from, end));
    }

    fn row(&self, network: &Network, claim: ClaimId, with: &Variable, without: Then) -> Row {
        let (binds, told) = self.binds.get(&claim).cloned().unwrap_or_default();
        let first = network.claims.claim(claim).quantities.first();
        let first = first.map(|(_, quantity)| network.claims.written(quantity.span).to_string());
        let says = match told.is_empty() {
            true => first.into_iter().collect(),
            false => told.into_iter().collect(),
        };
        let changes = without.iter().map(|(_, then)| Change::of(with, then));
        let change = changes.min().unwrap_or(Change::NotComputable);
        Row { claim, says, binds, without, change }
    }
}

/// Whether a number can be computed.
fn is_computable(variable: &Variable) -> bool {
    variable.state() != State::NotComputable
}
