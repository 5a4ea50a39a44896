//! The keys of entries: which are known, which are said once, and what is near to one.

use counterflow_syntax::{Diagnostic, Field, Span, TokenKind, Tree, Word, nearest};

use super::Lowering;
use crate::{Basis, codes};

/// The keys of a declaration: those that are said once, and those that may be repeated.
pub struct Keys {
    /// What they are keys of.
    pub on: &'static str,
    /// Written once.
    pub once: &'static [&'static str],
    /// Written as often as need be.
    pub many: &'static [&'static str],
}

/// The keys of an entry that are said once, where they first stand.
pub type Seen = Vec<(&'static str, Span)>;

impl Lowering<'_> {
    /// The key that seems to be meant, with a report.
    pub fn unknown_key(
        &mut self,
        key: Word,
        on: &str,
        known: &[&'static str],
    ) -> Option<&'static str> {
        // A line without a colon was reported as such.
        if key.kind == TokenKind::Word {
            return None;
        }
        let near =
            self.names.may_suggest().then(|| nearest(key.text, known.iter().copied())).flatten();
        let near = near.and_then(|near| known.iter().copied().find(|key| *key == near));
        let found = Diagnostic::new(&codes::UNKNOWN_KEY, format!("unknown key `{}`", key.text));
        self.found.push(match near {
            Some(near) => found
                .at(key.span, format!("not a key of {on}; read as `{near}`"))
                .replace("a key with a similar name is known", key.span, near),
            None => found.at(key.span, format!("not a key of {on}; left out")).help(match on {
                "a claim" => {
                    "see the keys in docs/language.md, or keep the text as `note:`".to_string()
                }
                _ => format!("the keys of {on} are {}", known.join(", ")),
            }),
        });
        near
    }

    /// One of the words for who vouches.
    pub fn basis(&mut self, key: &str, text: &str, span: Span) -> Option<Basis> {
        let words = Basis::WORDS.map(|(word, _)| word);
        let at = self.one_of(key, text, span, &words)?;
        Some(Basis::WORDS[at].1)
    }

    /// Position of a word in a closed list, or a report with the nearest.
    pub fn one_of(&mut self, key: &str, text: &str, span: Span, words: &[&str]) -> Option<usize> {
        let at = words.iter().position(|word| *word == text);
        if at.is_none() {
            let title = format!("`{text}` is no value of `{key}`");
            let found = Diagnostic::new(&codes::INVALID_VALUE, title)
                .at(span, format!("expected one of: {}", words.join(", ")));
            self.found.push(match nearest(text, words.iter().copied()) {
                Some(near) => found.replace("a similar value is known", span, near),
                None => found,
            });
        }
        at
    }

    /// The key that a line has, or seems to have with a report; none where it is to be left out.
    pub fn known_key(
        &mut self,
        tree: &Tree,
        field: &Field,
        keys: &Keys,
        seen: &mut Seen,
    ) -> Option<&'static str> {
        let written = tree.key(field, self.files);
        let known = || keys.once.iter().chain(keys.many).copied();
        let key = match known().find(|key| *key == written.text) {
            Some(key) => key,
            None => self.unknown_key(written, keys.on, &known().collect::<Vec<_>>())?,
        };
        if keys.once.contains(&key) && !self.first_time(key, written.span, seen) {
            return None;
        }
        let value = tree.value_span(field);
        if self.files.text(value).is_empty() {
            self.no_value(key, value);
            return None;
        }
        Some(key)
    }

    /// Whether a key that is said once stands here for the first time, or else a report.
    pub fn first_time(&mut self, key: &'static str, span: Span, seen: &mut Seen) -> bool {
        let before = seen.iter().find(|(word, _)| *word == key).map(|(_, first)| *first);
        match before {
            None => seen.push((key, span)),
            Some(first) => self.found.push(
                Diagnostic::new(&codes::REPEATED_KEY, format!("`{key}` is written twice"))
                    .at(span, "again here, and left out")
                    .and(first, "first here")
                    .help("keep the one that holds; what is to be remembered can be a `note:`"),
            ),
        }
        before.is_none()
    }

    /// Reports a key with nothing behind its colon.
    pub fn no_value(&mut self, key: &str, at: Span) {
        self.found.push(
            Diagnostic::new(&codes::INVALID_VALUE, format!("`{key}` has no value"))
                .at(at, "expected a value here"),
        );
    }
}
