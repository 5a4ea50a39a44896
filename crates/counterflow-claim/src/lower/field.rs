//! The keys of a claim.

use counterflow_syntax::{Diagnostic, Entry, Field, Span, TokenKind, Tree, Word, nearest};

use super::Lowering;
use crate::grammar::{KEYS, Key, KeyValue, find_key};
use crate::quantity;
use crate::{Binding, Citation, Claim, Condition, Due, Link, PartyRef, Relation, Side, codes};

impl Lowering<'_> {
    pub(super) fn fields(&mut self, tree: &Tree, entry: &Entry, claim: &mut Claim) {
        let mut seen: Vec<(&'static str, Span)> = Vec::new();
        for field in tree.fields(entry) {
            let word = tree.key(field, self.files);
            let Some(key) = find_key(word.text) else {
                self.unknown_claim_key(word);
                continue;
            };
            if let Some((_, first)) = seen.iter().find(|(word, _)| *word == key.word && !key.repeats) {
                self.found.push(
                    Diagnostic::new(&codes::REPEATED_KEY, format!("`{}` is written twice", key.word))
                        .at(word.span, "again here")
                        .and(*first, "first here"),
                );
                continue;
            }
            seen.push((key.word, word.span));
            self.field(tree, field, key, claim);
        }
    }

    fn unknown_claim_key(&mut self, word: Word) {
        let found = Diagnostic::new(&codes::UNKNOWN_KEY, format!("unknown key `{}`", word.text))
            .at(word.span, "not a key of a claim");
        self.found.push(match nearest(word.text, KEYS.iter().map(|key| key.word)) {
            Some(near) => found.replace("a key with a similar name is known", word.span, near),
            None => found.help("see the table of keys in docs/language.md, or keep the text as `note:`"),
        });
    }

    fn field(&mut self, tree: &Tree, field: &Field, key: &'static Key, claim: &mut Claim) {
        let value = tree.value_span(field);
        let text = self.files.text(value);
        if text.is_empty() {
            self.invalid(value, &format!("`{}` has no value", key.word), "expected a value here");
            return;
        }
        let words = || -> Vec<Word> { tree.value(field, self.files).collect() };
        match key.value {
            KeyValue::Id => claim.id = self.single(&words(), value),
            KeyValue::Thread => claim.thread = self.single(&words(), value),
            KeyValue::Cite => {
                let words = words();
                claim.citations.extend(self.citation(&words, value));
            }
            KeyValue::Quantity(slot, _) => {
                let read = quantity::read(&words(), &self.claims.phrases, &mut self.found);
                claim.quantities.extend(read.map(|quantity| (slot, quantity)));
            }
            KeyValue::Text(key) => claim.texts.push((key, value)),
            KeyValue::Words(key, known) => {
                if self.one_of(text, value, known).is_some() {
                    claim.texts.push((key, value));
                }
            }
            KeyValue::Time(key) => {
                let words = words();
                claim.times.extend(self.time(&words, value).map(|time| (key, time)));
            }
            KeyValue::Links(relation) => self.links(&words(), relation, claim),
            KeyValue::Condition => {
                let words = words();
                claim.conditions.extend(self.condition(&words, value));
            }
            KeyValue::Due => {
                let words = words();
                claim.dues.extend(self.due(&words));
            }
            KeyValue::Basis => claim.basis = self.basis(text, value),
            KeyValue::Binding => {
                let known = Binding::WORDS.map(|(word, _)| word);
                claim.binding = self.one_of(text, value, &known).map(|at| Binding::WORDS[at].1);
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

    fn citation(&mut self, words: &[Word], value: Span) -> Option<Citation> {
        let Some((first, quotes)) = words.split_first().filter(|(w, _)| w.kind == TokenKind::Word) else {
            self.invalid(value, "a citation cannot be read", "expected the name of a source");
            return None;
        };
        if let Some(word) = quotes.iter().find(|word| word.kind != TokenKind::Text) {
            self.invalid(word.span, "a citation cannot be read", "expected a quote in `\"`");
        }
        let quotes = quotes.iter().filter(|word| word.kind == TokenKind::Text);
        Some(Citation {
            span: first.span,
            source: self.source_ref(first.text, first.span),
            quotes: quotes.map(|word| word.span).collect(),
        })
    }

    fn links(&mut self, words: &[Word], relation: Relation, claim: &mut Claim) {
        for word in words.iter().filter(|word| word.kind != TokenKind::Comma) {
            claim.links.push(Link { relation, target: self.target_unresolved(word.span) });
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
            self.invalid(date.span, "a due line has no amount", "expected an amount after the date");
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
