//! What the page can open: the figures and the claims that something in it leads to.

use std::collections::{BTreeMap, BTreeSet};

use counterflow_analysis::Figure;
use counterflow_claim::ClaimId;
use counterflow_network::Key;

use super::Report;
use super::escape::{anchor, clip};

/// The anchors of figures and claims, and which of them are needed.
pub struct Links<'a> {
    figures: &'a [Figure],
    anchors: Vec<String>,
    by_key: BTreeMap<&'a Key, usize>,
    by_id: BTreeMap<&'a str, usize>,
    /// Claims by name; nothing where two claims share one.
    by_name: BTreeMap<String, Option<ClaimId>>,
    /// The figures that follow from each figure.
    uses: Vec<Vec<usize>>,
    /// Which figures something opens.
    reached: Vec<bool>,
    /// The claims that something opens by themselves.
    pub opened: BTreeSet<ClaimId>,
}

impl<'a> Links<'a> {
    /// The anchors of a report; nothing is opened yet.
    pub fn new(report: &'a Report) -> Links<'a> {
        let figures = &report.answers.figures;
        let mut by_id = BTreeMap::new();
        for (at, figure) in figures.iter().enumerate() {
            by_id.entry(figure.id.as_str()).or_insert(at);
        }
        let mut by_name = BTreeMap::new();
        for (id, _) in report.claims.iter() {
            by_name
                .entry(report.claims.name(id))
                .and_modify(|known| *known = None)
                .or_insert(Some(id));
        }
        let mut links = Links {
            figures,
            anchors: anchors(figures),
            by_key: figures.iter().enumerate().map(|(at, figure)| (&figure.key, at)).collect(),
            by_id,
            by_name,
            uses: vec![Vec::new(); figures.len()],
            reached: vec![false; figures.len()],
            opened: BTreeSet::new(),
        };
        for at in 0..figures.len() {
            for input in links.inputs(at) {
                links.uses[input].push(at);
            }
        }
        links
    }

    /// The figures that a figure was derived from.
    fn inputs(&self, at: usize) -> BTreeSet<usize> {
        let derivation = self.figures[at].derivation.iter();
        derivation.flat_map(|one| &one.inputs).filter_map(|key| self.find(key)).collect()
    }

    /// The figures that were derived from a figure.
    pub fn uses(&self, at: usize) -> &[usize] {
        &self.uses[at]
    }

    /// The position of a figure, in its case or in none.
    pub fn find(&self, key: &Key) -> Option<usize> {
        self.by_key.get(key).or_else(|| self.by_key.get(&key.clone().in_case(None))).copied()
    }

    /// The position of the first figure with this id.
    pub fn named(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// The only claim with this name.
    pub fn claim_named(&self, name: &str) -> Option<ClaimId> {
        self.by_name.get(name).copied().flatten()
    }

    /// The `id` under which a figure's trace stands.
    pub fn anchor(&self, at: usize) -> &str {
        &self.anchors[at]
    }

    /// The same, for a figure that is opened from here: its trace will be written.
    pub fn open(&mut self, at: usize) -> &str {
        self.reached[at] = true;
        &self.anchors[at]
    }

    /// Whether the trace of a figure is written.
    pub fn is_reached(&self, at: usize) -> bool {
        self.reached[at]
    }

    /// The `id` under which a claim stands that is opened from here.
    pub fn open_claim(&mut self, id: ClaimId) -> String {
        self.opened.insert(id);
        claim_anchor(id)
    }

    /// The figures that something opens, with those that their traces open, in the order of the
    /// figures.
    pub fn reached(&mut self) -> Vec<usize> {
        let mut waiting: Vec<usize> =
            (0..self.reached.len()).filter(|at| self.reached[*at]).collect();
        while let Some(at) = waiting.pop() {
            let beside = self.inputs(at).into_iter().chain(self.uses[at].iter().copied());
            for other in beside.collect::<Vec<_>>() {
                if !self.reached[other] {
                    self.reached[other] = true;
                    waiting.push(other);
                }
            }
        }
        (0..self.reached.len()).filter(|at| self.reached[*at]).collect()
    }
}

/// The `id` under which a claim stands.
pub fn claim_anchor(id: ClaimId) -> String {
    format!("claim-{}", id.index() + 1)
}

/// The id of each figure with its case; where two figures share one, the later ones are numbered.
fn anchors(figures: &[Figure]) -> Vec<String> {
    let mut given: BTreeMap<String, usize> = BTreeMap::new();
    let anchors = figures.iter().map(|figure| {
        let case = figure.case.map(|case| format!(":{}", case.word())).unwrap_or_default();
        let mut name = anchor(&format!("{}{case}", clip(&figure.id)));
        let times = given.entry(name.clone()).or_insert(0);
        *times += 1;
        if *times > 1 {
            name.push_str(&format!("::{times}"));
        }
        name
    });
    anchors.collect()
}
