//! The words of a header to its parts, by the shape of its verb.

use counterflow_claim::{Kind, Nature, Shape, Stage, Verb};
use counterflow_syntax::{TokenKind, unquote};

use super::Piece;
use crate::parts::{EntryKind, Header, Part};

/// Splits the words of a header; `text` is its line. `None` if no entry has this form.
pub fn split_header(words: &[Piece], text: &str) -> Option<Header> {
    let mut rest = Rest { words, text, header: Header::default() };
    if words.first().is_some_and(|word| looks_like_date(word.text)) {
        rest.word_as(Part::Date)?;
    }
    let dated = rest.header.one(Part::Date).is_some();
    rest.word_as(Part::Verb)?;
    match EntryKind::of(rest.header.verb())? {
        EntryKind::Claim(verb) => rest.claim(verb)?,
        _ if dated => return None,
        EntryKind::Include => rest.string_as(Part::Title)?,
        EntryKind::Judgement => {
            rest.word_as(Part::From)?;
            rest.word_as(Part::To)?;
        }
        EntryKind::Source | EntryKind::Party | EntryKind::Assume | EntryKind::Scenario => {
            rest.word_as(Part::Name)?;
            let _ = rest.string_as(Part::Title);
        }
    }
    rest.words.is_empty().then_some(rest.header)
}

/// Whether a header's first word is meant as a date.
pub fn looks_like_date(word: &str) -> bool {
    word.strip_prefix("FY").unwrap_or(word).starts_with(|c: char| c.is_ascii_digit())
}

/// The words that are still to be read, and the parts so far.
struct Rest<'t, 'a> {
    words: &'t [Piece<'a>],
    text: &'a str,
    header: Header,
}

impl<'a> Rest<'_, 'a> {
    fn claim(&mut self, verb: &Verb) -> Option<()> {
        match verb.shape {
            Shape::Round => {
                self.word_as(Part::Name)?;
                self.skip("of")?;
                self.word_as(Part::To)?;
                if self.skip("by").is_some() {
                    self.side(Part::From, Some(Part::FromMode))?;
                }
            }
            Shape::Arrow => {
                if !self.arrow() {
                    self.side(Part::From, Some(Part::FromMode))?;
                    self.arrow().then_some(())?;
                }
                self.side(Part::To, Some(Part::ToMode))?;
            }
            Shape::Sale => {
                self.side(Part::From, Some(Part::FromMode))?;
                self.skip("of")?;
                self.word_as(Part::Third)?;
                self.skip("to")?;
                self.side(Part::To, Some(Part::ToMode))?;
            }
            Shape::Subject => self.word_as(Part::To)?,
            Shape::Metric | Shape::NamedMetric => {
                if verb.shape == Shape::NamedMetric {
                    self.word_as(Part::Name)?;
                }
                self.side(Part::To, Some(Part::ToMode))?;
                if self.skip("from").is_some() {
                    self.side(Part::From, Some(Part::FromMode))?;
                }
            }
            Shape::Officer => {
                self.word_as(Part::From)?;
                self.skip("of")?;
                self.word_as(Part::To)?;
                self.string_as(Part::Role)?;
            }
            Shape::Say => self.say()?,
            Shape::Rate => self.word_as(Part::Pair)?,
            Shape::Assert => {
                let text = self.slice(self.words)?;
                self.header.set(Part::Text, text);
                self.words = &[];
                return Some(());
            }
        }
        self.tail(matches!(verb.kind, Kind::Metric(_)));
        Some(())
    }

    fn say(&mut self) -> Option<()> {
        let starts = |word: &Piece| matches!(word.text, "about" | "denies" | "supports");
        if !self.words.first().is_some_and(starts) {
            self.side(Part::From, Some(Part::FromMode))?;
        }
        let relation = ["denies", "supports"].into_iter().find(|word| self.skip(word).is_some());
        if let Some(relation) = relation {
            self.header.set(Part::Relation, relation);
            // A denial that names no claim is read, and reported elsewhere.
            let _ = self.side(Part::Targets, None);
        } else if self.skip("about").is_some() {
            self.side(Part::To, Some(Part::ToMode))?;
        }
        let _ = self.string_as(Part::Words);
        Some(())
    }

    /// `[quantity] { stage | nature }`: whatever is left.
    fn tail(&mut self, metric: bool) {
        let is_stage = |word: &str| Stage::WORDS.iter().any(|(stage, _)| *stage == word);
        let is_nature =
            |word: &str| metric && Nature::WORDS.iter().any(|(nature, _)| *nature == word);
        let in_tail = |word: &&Piece| is_stage(word.text) || is_nature(word.text);
        let count = self.words.iter().rev().take_while(in_tail).count();
        let (quantity, tail) = self.words.split_at(self.words.len() - count);
        if let Some(quantity) = self.slice(quantity) {
            self.header.set(Part::Quantity, quantity);
        }
        match tail {
            [] => {}
            [stage] if is_stage(stage.text) => self.header.set(Part::Stage, stage.text),
            [nature] => self.header.set(Part::Nature, nature.text),
            [stage, nature] if is_stage(stage.text) && is_nature(nature.text) => {
                self.header.set(Part::Stage, stage.text);
                self.header.set(Part::Nature, nature.text);
            }
            words => {
                let words = words.iter().map(|word| word.text.to_string());
                self.header.set_list(Part::Tail, words.collect());
            }
        }
        self.words = &[];
    }

    /// The text from the first word to the last.
    fn slice(&self, words: &[Piece]) -> Option<String> {
        let (first, last) = (words.first()?, words.last()?);
        Some(self.text.get(first.start..last.end())?.to_string())
    }

    /// Names with commas between, and whether they are meant jointly or each.
    fn side(&mut self, part: Part, mode: Option<Part>) -> Option<()> {
        let mut names = Vec::new();
        while let Some(name) = self.next_if(|word| word.kind == TokenKind::Word) {
            names.push(name.text.to_string());
            if self.next_if(|word| word.kind == TokenKind::Comma).is_none() {
                break;
            }
        }
        if names.is_empty() {
            return None;
        }
        self.header.set_list(part, names);
        if let Some(part) = mode {
            let mode = ["jointly", "each"].into_iter().find(|word| self.skip(word).is_some());
            if let Some(mode) = mode {
                self.header.set(part, mode);
            }
        }
        Some(())
    }

    fn next_if(&mut self, fits: impl Fn(&Piece) -> bool) -> Option<Piece<'a>> {
        let (first, rest) = self.words.split_first()?;
        if !fits(first) {
            return None;
        }
        self.words = rest;
        Some(*first)
    }

    fn skip(&mut self, wanted: &str) -> Option<()> {
        self.next_if(|word| word.kind == TokenKind::Word && word.text == wanted).map(|_| ())
    }

    fn arrow(&mut self) -> bool {
        self.next_if(|word| word.kind == TokenKind::Arrow).is_some()
    }

    fn word_as(&mut self, part: Part) -> Option<()> {
        let word = self.next_if(|word| word.kind == TokenKind::Word)?.text.to_string();
        self.header.set(part, word);
        Some(())
    }

    fn string_as(&mut self, part: Part) -> Option<()> {
        let text = unquote(self.next_if(|word| word.kind == TokenKind::Text)?.text).into_owned();
        self.header.set(part, text);
        Some(())
    }
}
