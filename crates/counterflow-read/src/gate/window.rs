//! The parts of a document that a model is asked about.

use sha2::{Digest, Sha256};

use crate::claim::Claim;
use crate::clause::Scene;
use crate::quantity::Counts;
use crate::{Span, View};

/// What a model is asked to do. A change of it is a new question: replies to the old one are not
/// taken for replies to the new.
pub const TASK: &str = include_str!("task.txt");
/// The form of the reply, as JSON schema.
pub const SCHEMA: &str = include_str!("schema.json");

/// So many sentences on each side of one that is asked about are shown with it.
const AROUND: usize = 2;

/// A part of a document: sentences with an amount of which the rules made no claim, and their
/// neighbors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    /// Where it stands in the view.
    pub span: Span,
    /// Its text.
    pub text: String,
}

impl Window {
    /// The name of its reply: the same for the same question to the same model.
    pub fn key(&self, model: &str) -> String {
        let mut hash = Sha256::new();
        for part in [model, TASK, SCHEMA, &self.text] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part.as_bytes());
        }
        hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// The windows of a document, in order; none overlap. Time is linear.
pub fn windows(scene: &Scene, view: &View, claims: &[Claim]) -> Vec<Window> {
    let told = |span: Span| {
        claims.iter().any(|claim| {
            let apart = claim.evidence.end <= span.start || span.end <= claim.evidence.start;
            claim.withheld.is_none() && !apart
        })
    };
    let count = scene.sentences.len();
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (at, sentence) in scene.sentences.iter().enumerate() {
        let span = scene.tokens.span(sentence.start..sentence.end);
        let inside = |amount: &&crate::quantity::Amount| {
            sentence.start <= amount.tokens.start && amount.tokens.start < sentence.end
        };
        let first = scene.amounts.partition_point(|amount| amount.tokens.start < sentence.start);
        let mut amounts = scene.amounts[first..].iter().take_while(inside);
        let counts = |amount: &crate::quantity::Amount| {
            matches!(amount.counts, Counts::Money(_) | Counts::Percent)
        };
        if !amounts.any(counts) || told(span) {
            continue;
        }
        let (from, to) = (at.saturating_sub(AROUND), (at + AROUND + 1).min(count));
        match found.last_mut().filter(|last| from <= last.1) {
            Some(last) => last.1 = to,
            None => found.push((from, to)),
        }
    }
    let window = |(from, to): (usize, usize)| {
        let tokens = scene.sentences[from].start..scene.sentences[to - 1].end;
        let span = scene.tokens.span(tokens);
        Window { span, text: view.text().get(span.range()).unwrap_or("").to_string() }
    };
    found.into_iter().map(window).collect()
}
