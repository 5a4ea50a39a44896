//! Trees to claims. The only part of the project that knows the tree.
//!
//! Three passes: declarations, so that parties and sources are known whatever their order; claims;
//! and the names by which claims refer to one another. An entry that cannot be read is reported
//! and left out; everything else of the book is read all the same.

mod declare;
mod field;
mod header;
mod link;
mod names;
mod time;

use std::sync::Arc;

use counterflow_syntax::{Diagnosed, Diagnostic, Entry, Files, Tree, Word, nearest};

use crate::grammar::{Verb, find_verb};
use crate::{Claims, PartyKind, Phrases, VERBS, codes};
use names::Names;

/// Turns the trees of a book into claims.
///
/// Nothing is inferred. Every mistake is reported in one run; the claims hold all that could be
/// read. Time and memory are linear in the text.
pub fn lower(trees: &[Tree], files: Arc<Files>, phrases: Phrases) -> Diagnosed<Claims> {
    let shared = files.clone();
    let claims = Claims {
        files,
        phrases,
        parties: Vec::new(),
        sources: Vec::new(),
        claims: Vec::new(),
        deals: Vec::new(),
        judgements: Vec::new(),
        assumptions: Vec::new(),
        scenarios: Vec::new(),
    };
    let mut lowering =
        Lowering { files: &shared, claims, names: Names::default(), found: Vec::new() };
    let mut waiting = Vec::new();
    for tree in trees {
        for entry in tree.entries() {
            if let Some(kind) = lowering.classify(tree, entry) {
                waiting.push((tree, entry, kind));
            }
        }
    }
    lowering.declare_relations(&waiting);
    for (tree, entry, kind) in &waiting {
        if let Waiting::Claim(verb) = kind {
            lowering.claim(tree, entry, verb);
        }
    }
    lowering.link(&waiting);
    Diagnosed { value: lowering.claims, diagnostics: lowering.found }
}

/// An entry that is read once all names are known.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Waiting {
    Claim(&'static Verb),
    Party,
    Judgement(bool),
    Assumption,
    Scenario,
}

struct Lowering<'a> {
    files: &'a Files,
    claims: Claims,
    names: Names<'a>,
    found: Vec<Diagnostic>,
}

impl<'a> Lowering<'a> {
    /// Sorts an entry by its first word, and declares at once what others refer to.
    fn classify(&mut self, tree: &Tree, entry: &Entry) -> Option<Waiting> {
        let mut words = tree.header(entry, self.files);
        let first = words.next()?;
        let verb = match time::looks_like_date(first.text) {
            true => words.next(),
            false => Some(first),
        };
        let Some(verb) = verb else {
            self.found.push(
                Diagnostic::new(&codes::INCOMPLETE_HEADER, "a header holds nothing but a date")
                    .at(first.span, "expected a verb after the date"),
            );
            return None;
        };
        if let Some(verb) = find_verb(verb.text) {
            return Some(Waiting::Claim(verb));
        }
        match first.text {
            "include" => None,
            "source" => {
                self.source(tree, entry);
                None
            }
            "same" => Some(Waiting::Judgement(true)),
            "unlike" => Some(Waiting::Judgement(false)),
            "assume" => Some(Waiting::Assumption),
            "scenario" => Some(Waiting::Scenario),
            word => match PartyKind::WORDS.iter().find(|(name, _)| *name == word) {
                Some((_, kind)) => self.party(tree, entry, *kind).then_some(Waiting::Party),
                None => {
                    self.unknown_verb(verb);
                    None
                }
            },
        }
    }

    fn unknown_verb(&mut self, word: Word) {
        const OTHERS: [&str; 6] = ["include", "source", "same", "unlike", "assume", "scenario"];
        let known = VERBS.iter().map(|verb| verb.word);
        let known = known.chain(PartyKind::WORDS.iter().map(|(word, _)| *word)).chain(OTHERS);
        let found = Diagnostic::new(&codes::UNKNOWN_VERB, format!("unknown verb `{}`", word.text))
            .at(word.span, "no entry starts with this word");
        self.found.push(match nearest(word.text, known) {
            Some(near) => found.replace("a verb with a similar name is known", word.span, near),
            None => found
                .help("start with a verb such as `invest`, `buy`, `revenue`, or declare a `company`; see docs/language.md"),
        });
    }
}
