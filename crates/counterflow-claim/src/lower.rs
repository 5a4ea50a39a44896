//! Trees to claims. The only part of the project that knows the tree.
//!
//! Three passes: declarations, so that parties and sources are known whatever their order; claims;
//! and the names by which claims refer to one another. An entry that cannot be read is reported
//! and left out; everything else of the book is read all the same. A word that is near to one
//! that is known is reported and read as that one, so that one slip does not make a second.

mod declare;
mod field;
mod header;
mod keys;
mod link;
mod names;
mod time;
mod undeclared;

use std::sync::Arc;

use counterflow_syntax::{Diagnosed, Diagnostic, Entry, Files, TokenKind, Tree, Word, nearest};

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
        seemingly_cited: Vec::new(),
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
    lowering.cite_lost();
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
        let dated = time::looks_like_date(first.text);
        let Some(verb) = (if dated { words.next() } else { Some(first) }) else {
            self.found.push(
                Diagnostic::new(&codes::INCOMPLETE_HEADER, "a header holds nothing but a date")
                    .at(first.span, "expected a verb after the date"),
            );
            self.lose(tree, entry);
            return None;
        };
        let known = find_verb(verb.text).is_some() || is_declaration(verb.text);
        let word = match known {
            true => verb.text,
            // Read as the word that seems to be meant, so that one slip costs one report.
            false => self.unknown_verb(tree, entry, verb)?,
        };
        if let Some(verb) = find_verb(word) {
            return Some(Waiting::Claim(verb));
        }
        if dated {
            self.found.push(
                Diagnostic::new(&codes::INCOMPLETE_HEADER, format!("`{word}` takes no date"))
                    .at(first.span, "a date stands in front of claims only"),
            );
            self.lose(tree, entry);
            return None;
        }
        self.declaration(tree, entry, word)
    }

    fn declaration(&mut self, tree: &Tree, entry: &Entry, word: &str) -> Option<Waiting> {
        match word {
            "include" => {
                self.include(tree, entry);
                None
            }
            "source" => {
                self.source(tree, entry);
                None
            }
            "same" => Some(Waiting::Judgement(true)),
            "unlike" => Some(Waiting::Judgement(false)),
            "assume" => Some(Waiting::Assumption),
            "scenario" => Some(Waiting::Scenario),
            _ => {
                let (_, kind) = PartyKind::WORDS.iter().find(|(name, _)| *name == word)?;
                self.party(tree, entry, *kind).then_some(Waiting::Party)
            }
        }
    }

    /// The verb that seems to be meant, with a report.
    fn unknown_verb(&mut self, tree: &Tree, entry: &Entry, word: Word) -> Option<&'static str> {
        let found = Diagnostic::new(&codes::UNKNOWN_VERB, format!("unknown verb `{}`", word.text));
        let known = VERBS.iter().map(|verb| verb.word).chain(DECLARATIONS);
        let known = known.chain(PartyKind::WORDS.iter().map(|(word, _)| *word));
        let key = word.text.ends_with(':');
        let may_suggest = !key && self.names.may_suggest();
        let near = may_suggest.then(|| nearest(word.text, known)).flatten();
        self.found.push(match near {
            // Files are read before this is known.
            Some("include") => found
                .at(word.span, "no entry starts with this word; no file is read for it")
                .replace("a verb with a similar name is known", word.span, "include"),
            Some(near) => found
                .at(word.span, format!("no entry starts with this word; read as `{near}`"))
                .replace("a verb with a similar name is known", word.span, near),
            None => found
                .at(word.span, "no entry starts with this word; the entry is left out")
                .help(match key {
                    true => "indent the line below the header that it belongs to",
                    false => "start with a verb such as `invest`, `buy` or `revenue`, or declare a `company`; see docs/language.md",
                }),
        });
        if near.is_none() {
            self.lose(tree, entry);
        }
        near.filter(|near| *near != "include")
    }

    /// Keeps the names that an entry gives and cites which could not be read: to report each place
    /// that uses one would be to report one mistake many times.
    fn lose(&mut self, tree: &Tree, entry: &Entry) {
        let files: &'a Files = self.files;
        let text = |word: &Word| files.text(word.span);
        let header: Vec<Word> = tree.header(entry, files).collect();
        let names = header.iter().filter(|word| !time::looks_like_date(word.text)).skip(1);
        if !header.iter().any(|word| word.kind == TokenKind::Arrow) {
            self.names.lost.extend(names.take(1).map(|word| (text(word), ())));
        }
        for field in tree.fields(entry) {
            let value = tree.value(field, files).next();
            let Some(value) = value.as_ref().map(text) else { continue };
            match tree.key(field, files).text {
                "id" | "deal" => {
                    self.names.lost.insert(value, ());
                }
                "source" => self.names.cited.push(value),
                _ => {}
            }
        }
    }

    /// Counts the sources of entries that could not be read as cited.
    fn cite_lost(&mut self) {
        for name in std::mem::take(&mut self.names.cited) {
            let source = self.names.sources.get(name).map(|(source, _)| *source);
            self.claims.seemingly_cited.extend(source);
        }
    }

    /// What stands behind or below an include that was followed.
    fn include(&mut self, tree: &Tree, entry: &Entry) {
        if let Some(extra) = tree.header(entry, self.files).nth(2) {
            self.incomplete("include", extra.span, "expected one path in quotes and nothing more");
        }
        for field in tree.fields(entry) {
            let key = tree.key(field, self.files);
            self.found.push(
                Diagnostic::new(&codes::UNKNOWN_KEY, format!("unknown key `{}`", key.text))
                    .at(key.span, "an include takes no keys"),
            );
        }
    }
}

/// Adds to a list of a claim. A list makes room for four at first; most claims have one of each
/// thing or none, and a book may have a million claims.
fn add<T>(list: &mut Vec<T>, items: impl IntoIterator<Item = T>) {
    for item in items {
        if list.is_empty() {
            list.reserve_exact(1);
        }
        list.push(item);
    }
}

/// Collects words into one piece of memory: at most every token is one.
fn gather<'a>(words: impl Iterator<Item = Word<'a>>) -> Vec<Word<'a>> {
    let mut gathered = Vec::with_capacity(words.size_hint().1.unwrap_or(0));
    gathered.extend(words);
    gathered
}

const DECLARATIONS: [&str; 6] = ["include", "source", "same", "unlike", "assume", "scenario"];

fn is_declaration(word: &str) -> bool {
    DECLARATIONS.contains(&word) || PartyKind::WORDS.iter().any(|(name, _)| *name == word)
}
