//! The derivation of a figure, from the formula to claims, sources and quotes.

use std::collections::BTreeSet;

use counterflow_claim::{ClaimId, Claims};
use counterflow_network::{Arg, Case, Key, Network, Step};
use serde_json::{Value, json};

use super::find::keys;
use super::json::explanation_value;
use super::text::{Extent, explanation_text};
use super::tree::{self, Node};
use super::{claim_lines, ends};
use crate::Report;

/// What there is to tell of one variable.
pub struct Explanation<'n> {
    /// The network.
    pub network: &'n Network<'n>,
    /// The formula with its inputs.
    pub root: Node<'n>,
    /// The proofs of the low and the high end; nothing where there is no end.
    pub ends: [Option<Step>; 2],
    /// Every claim behind it, in the order of the book.
    pub claims: Vec<ClaimId>,
}

impl<'n> Explanation<'n> {
    /// All about a variable, its formula so many levels deep.
    pub fn new(network: &'n Network<'n>, key: &Key, levels: usize) -> Explanation<'n> {
        let root = tree::tree(network, key, levels);
        let ends = [false, true].map(|high| network.entailment.proof(&root.key, high));
        let mut claims: BTreeSet<ClaimId> = BTreeSet::new();
        claims.extend(root.variable.iter().flat_map(|variable| &variable.claims));
        ends.iter().flatten().for_each(|step| ends::claims_of(step, &mut claims));
        Explanation { network, root, ends, claims: claims.into_iter().collect() }
    }

    /// Whether the range is known to be as tight as the claims allow.
    pub fn is_tight(&self) -> bool {
        self.network.entailment.is_tight(&self.root.key)
    }

    /// Whether a band of the phrase table stands behind one of its claims.
    pub fn leans_on_band(&self) -> bool {
        let claims = self.root.variable.iter().flat_map(|variable| &variable.claims);
        let mut quantities = claims.flat_map(|id| &self.network.claims.claim(*id).quantities);
        quantities.any(|(_, quantity)| quantity.approx)
    }

    /// The proofs that say more than the formula does, the low end's first.
    pub fn told_ends(&self) -> impl Iterator<Item = &Step> {
        self.ends.iter().flatten().filter(|step| !ends::is_plain(self.network, step))
    }
}

/// The id of a variable with its case, or the text of a question.
pub fn name_of(network: &Network, key: &Key) -> String {
    let question = match (key.attribute, key.args.as_slice()) {
        ("answer", [Arg::Question(at)]) => {
            let asked = network.asked.get(*at as usize);
            asked.map(|asked| asked.question.written(network.claims))
        }
        ("assumed", [Arg::Question(at)]) => {
            let given = network.given.get(*at as usize);
            given.map(|given| given.left.written(network.claims))
        }
        _ => None,
    };
    let id = question.unwrap_or_else(|| key.id(network.claims));
    let case = key.case.map(|case| format!(" [{}]", case.word())).unwrap_or_default();
    id + &case
}

/// In which case a number holds, in words.
pub fn in_case(case: Case) -> String {
    format!("if the valuation is {}-money", case.word())
}

/// The chain behind a figure, in each of its cases: formula and inputs down to claims, why each end
/// of its range is where it is, and the claims with their sources and quotes.
///
/// The figure is an id, with `[pre]` or `[post]` behind it for one case, or a variable as a question
/// has it. `None` if the report has no such figure.
pub fn explain_figure(report: &Report, figure: &str) -> Option<String> {
    let mut out = String::new();
    let mut claims: BTreeSet<ClaimId> = BTreeSet::new();
    for key in keys(&report.network, figure) {
        if !out.is_empty() {
            out.push('\n');
        }
        let explanation = Explanation::new(&report.network, &key, usize::MAX);
        explanation_text(&explanation, title(report, &key), Extent::Full, &mut out);
        claims.extend(explanation.claims);
    }
    claim_section(report.claims, &claims, usize::MAX, &mut out);
    (!out.is_empty()).then_some(out)
}

/// Claims with their sources and quotes, each once and at most so many, under a heading.
pub fn claim_section(claims: &Claims, ids: &BTreeSet<ClaimId>, most: usize, out: &mut String) {
    if !ids.is_empty() {
        out.push_str("\n  claims\n");
    }
    ids.iter().take(most).for_each(|id| claim_lines(claims, *id, out));
    if ids.len() > most {
        out.push_str(&format!("    … and {} more\n", ids.len() - most));
    }
}

/// The same as JSON: `figures`, one for each case.
///
/// `None` if the report has no such figure.
pub fn explain_figure_json(report: &Report, figure: &str) -> Option<String> {
    let told: Vec<Value> = keys(&report.network, figure)
        .iter()
        .map(|key| {
            let explanation = Explanation::new(&report.network, key, usize::MAX);
            explanation_value(&explanation, title(report, key))
        })
        .collect();
    let all = json!({"format": "counterflow-explanation", "version": 1, "figures": told});
    (!told.is_empty()).then(|| serde_json::to_string_pretty(&all).unwrap_or_default() + "\n")
}

/// What a figure is, in words.
fn title<'r>(report: &'r Report, key: &Key) -> Option<&'r str> {
    let mut figures = report.answers.figures.iter();
    figures.find(|figure| figure.key == *key).map(|figure| figure.name.as_str())
}
