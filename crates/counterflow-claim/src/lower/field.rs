//! The keys of a claim.

use counterflow_syntax::{Diagnostic, Entry, Field, Span, TokenKind, Tree, Word};

use super::keys::Seen;
use super::{Lowering, add, gather};
use crate::grammar::{KEYS, Key, KeyValue, find_key};
use crate::quantity;
use crate::{Binding, Citation, Claim, Condition, Due, Link, PartyRef, Relation, Side, codes};

impl Lowering<'_> {
    pub(super) fn fields(&mut self, tree: &Tree, entry: &Entry, claim: &mut Claim) {
        let mut seen = Seen::new();
        for field in tree.fields(entry) {
            let word = tree.key(field, self.files);
            let known = find_key(word.text);
            let Some(key) = known.or_else(|| self.unknown_claim_key(word)) else { continue };
            if key.repeats || self.first_time(key.word, word.span, &mut seen) {
                self.field(tree, field, key, claim);
            }
        }
    }

    fn unknown_claim_key(&mut self, word: Word) -> Option<&'static Key> {
        let known: Vec<&'static str> = KEYS.iter().map(|key| key.word).collect();
        self.unknown_key(word, "a claim", &known).and_then(find_key)
    }

    fn field(&mut self, tree: &Tree, field: &Field, key: &'static Key, claim: &mut Claim) {
        let value = tree.value_span(field);
        let text = self.files.text(value);
        if text.is_empty() {
            self.no_value(key.word, value);
            if key.value == KeyValue::Cite {
                add(&mut claim.citations, [no_citation(value)]);
            }
            return;
        }
        let words = || gather(tree.value(field, self.files));
        match key.value {
            KeyValue::Id => claim.id = self.single(&words(), value),
            KeyValue::Thread => claim.thread = self.single(&words(), value),
            KeyValue::Cite => {
                let words = words();
                add(&mut claim.citations, [self.citation(&words, value)]);
            }
            KeyValue::Quantity(slot, _) => {
                let read = quantity::read(&words(), &self.claims.phrases, &mut self.found);
                add(&mut claim.quantities, read.map(|quantity| (slot, quantity)));
            }
            KeyValue::Text(key) => add(&mut claim.texts, [(key, value)]),
            KeyValue::Words(text_key, known) => {
                if self.one_of(key.word, text, value, known).is_some() {
                    add(&mut claim.texts, [(text_key, value)]);
                }
            }
            KeyValue::Time(key) => {
                let words = words();
                add(&mut claim.times, self.time(&words, value).map(|time| (key, time)));
            }
            KeyValue::Links(relation) => self.links(&words(), relation, claim),
            KeyValue::Condition => {
                let words = words();
                add(&mut claim.conditions, self.condition(&words, value));
            }
            KeyValue::Due => {
                let words = words();
                add(&mut claim.dues, self.due(&words));
            }
            KeyValue::Basis => claim.basis = self.basis(key.word, text, value),
            KeyValue::Binding => {
                let known = Binding::WORDS.map(|(word, _)| word);
                claim.binding =
                    self.one_of(key.word, text, value, &known).map(|at| Binding::WORDS[at].1);
            }
            KeyValue::Third => self.third(&words(), claim),
        }
    }

    fn invalid(&mut self, span: Span, title: &str, label: &str) {
        self.found.push(Diagnostic::new(&codes::INVALID_VALUE, title).at(span, label));
    }

    fn single(&mut self, words: &[Word], value: Span) -> Option<Span> {
        match words {
            [word] if word.kind == TokenKind::Word => Some(word.span),
            _ => {
                self.invalid(value, "a name cannot be read", "expected one word");
                None
            }
        }
    }

    /// A citation; one of no source, with a report, where it cannot be read.
    fn citation(&mut self, words: &[Word], value: Span) -> Citation {
        let Some((first, quotes)) = words.split_first().filter(|(w, _)| w.kind == TokenKind::Word)
        else {
            self.invalid(value, "a citation cannot be read", "expected the name of a source");
            return no_citation(value);
        };
        if let Some(word) = quotes.iter().find(|word| word.kind != TokenKind::Text) {
            self.no_quote(*word, quotes);
        }
        let quotes = quotes.iter().filter(|word| word.kind == TokenKind::Text);
        Citation {
            span: first.span,
            source: self.source_ref(first.text, first.span),
            quotes: quotes.map(|word| word.span).collect(),
        }
    }

    fn no_quote(&mut self, word: Word, words: &[Word]) {
        let found = Diagnostic::new(&codes::INVALID_VALUE, "a citation cannot be read")
            .at(word.span, "expected a quote in `\"`");
        self.found.push(match word.kind {
            TokenKind::Comma => found.help("write each source on a `source:` line of its own"),
            _ => found,
        });
        // The sources of a list are not to be reported as cited nowhere.
        let sources = words.iter().filter_map(|word| self.names.sources.get(word.text));
        self.claims.seemingly_cited.extend(sources.map(|(source, _)| *source));
    }

    fn links(&mut self, words: &[Word], relation: Relation, claim: &mut Claim) {
        for word in words.iter().filter(|word| word.kind != TokenKind::Comma) {
            add(&mut claim.links, [Link { relation, target: self.target_unresolved(word.span) }]);
        }
    }

    fn condition(&mut self, words: &[Word], value: Span) -> Option<Condition> {
        // The words up to `due` or `met` with a date are the condition.
        let mut end = words.len();
        let (mut due, mut met) = (None, None);
        while end >= 3 {
            let (word, date) = (&words[end - 2], &words[end - 1]);
            match word.text {
                "due" => due = self.when(date.text, date.span),
                "met" => met = self.when(date.text, date.span),
                _ => break,
            }
            end -= 2;
        }
        let span = match words.get(..end)? {
            [first, .., last] => first.span.to(last.span),
            [only] => only.span,
            [] => value,
        };
        Some(Condition { what: self.target_unresolved(span), due, met })
    }

    fn due(&mut self, words: &[Word]) -> Option<Due> {
        let (date, rest) = words.split_first()?;
        let when = self.when(date.text, date.span)?;
        if rest.is_empty() {
            self.invalid(
                date.span,
                "a due line has no amount",
                "expected an amount after the date",
            );
            return None;
        }
        let amount = quantity::read(rest, &self.claims.phrases, &mut self.found)?;
        Some(Due { when, amount })
    }

    fn third(&mut self, words: &[Word], claim: &mut Claim) {
        let names = words.iter().filter(|word| word.kind == TokenKind::Word);
        let parties: Vec<PartyRef> = names
            .map(|word| PartyRef { span: word.span, party: self.party_ref(word.text, word.span) })
            .collect();
        claim.third = Side { parties, mode: None };
    }
}

/// What stands for a citation that was reported, so that the claim is not said to lack one.
fn no_citation(span: Span) -> Citation {
    Citation { span, source: None, quotes: Vec::new() }
}
