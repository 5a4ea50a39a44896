//! The items of a sentence.

use std::ops::Range;

use super::{Forms, Scene, Verb};
use crate::lexicon::{Entry, Tag, Tags, tags};
use crate::quantity::Counts;
use crate::text::{Class, Sentence};

/// What an item is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A party by name.
    Party(usize),
    /// A party by its kind: `the AI firm`; its modifiers and its kind are the item's tokens.
    Nominal,
    /// `it`
    Pronoun,
    /// `its`, `whose`
    Its,
    /// Many without names: `sovereign wealth funds in the Middle East`.
    Group,
    /// An amount.
    Amount(usize),
    /// A time.
    Time(usize),
    /// `'s`
    Possessive,
    /// A word.
    Word,
    /// Any mark.
    Mark,
}

/// A part of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What it is.
    pub what: What,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The verb that it is here, if it is one.
    verb: Option<Verb>,
}

/// The items of a sentence, in order; every token is in one.
pub fn items(scene: &Scene, sentence: &Sentence) -> Vec<Item> {
    let room = sentence.end - sentence.start;
    let mut maker = Maker { scene, end: sentence.end, items: Vec::with_capacity(room) };
    maker.find(sentence.start);
    let mut items = maker.items;
    // What a word is rests on the verbs before it.
    for at in 0..items.len() {
        let verb = Row { scene, items: &items }.find_verb(at);
        items[at].verb = verb;
    }
    items
}

struct Maker<'a, 't> {
    scene: &'a Scene<'t>,
    end: usize,
    items: Vec<Item>,
}

impl Maker<'_, '_> {
    fn find(&mut self, start: usize) {
        let scene = self.scene;
        let mut amounts = Cursor::new(scene.amounts, |one| one.tokens.clone(), start);
        let mut times = Cursor::new(scene.times, |one| one.tokens.clone(), start);
        let mut names = Cursor::new(&scene.parties.mentions, |one| one.tokens.clone(), start);
        let mut at = start;
        while at < self.end {
            // First Ohio Bank is no ordinal.
            let named = names.starts(at);
            let ordinal = amounts.next_is(at).is_some_and(|k| {
                matches!(scene.amounts[k].counts, Counts::Ordinal | Counts::Plain)
            });
            if named && ordinal {
                amounts.pass(at + 1);
            }
            // The 94-year-old company is no time.
            let aged = times.starts(at).then(|| self.nominal(at)).flatten();
            let (what, end) = if let Some(end) = aged.filter(|end| *end > at + 4) {
                (What::Nominal, end)
            } else if let Some((k, end)) = amounts.at(at) {
                // 1.2 million Brantwell shares: the name stands for itself.
                let counted = matches!(scene.amounts[k].counts, Counts::Shares | Counts::Unit(_));
                let name = names.next_before(end).filter(|start| counted && *start > at);
                (What::Amount(k), name.unwrap_or(end))
            } else if let Some((k, end)) = names.at(at) {
                (What::Party(scene.parties.mentions[k].party), end)
            } else if let Some((k, end)) = times.at(at) {
                (What::Time(k), end)
            } else if let Some(end) = self.nominal(at) {
                (What::Nominal, end)
            } else if let Some(end) = self.group(at) {
                (What::Group, end)
            } else {
                (self.plain(at), at + 1)
            };
            let end = end.min(self.end);
            self.items.push(Item { what, tokens: at..end, verb: None });
            at = end;
        }
    }

    fn plain(&self, at: usize) -> What {
        match (self.scene.tokens.class(at), self.scene.tokens.word(at)) {
            (Class::Clitic, "'s" | "'") => What::Possessive,
            (Class::Mark, _) => What::Mark,
            (_, "it" | "itself") => What::Pronoun,
            (_, "its" | "whose") => What::Its,
            _ => What::Word,
        }
    }

    fn tags(&self, at: usize) -> Tags {
        self.scene.tokens.tags(at)
    }

    /// `the`, up to seven modifiers, and a kind of party that no other noun follows.
    fn nominal(&self, start: usize) -> Option<usize> {
        if !matches!(self.scene.tokens.word(start), "the" | "this" | "that") {
            return None;
        }
        let mut head = None;
        for at in start + 1..self.end.min(start + 9) {
            let tags = self.tags(at);
            if tags.has(Tag::CompanyNoun) && self.scene.tokens.class(at) == Class::Lower {
                head = Some(at);
            }
            // The Company, as a filing defines it.
            if at == start + 1 && is_defined_term(self.scene.tokens.text(at)) {
                head = Some(at);
                break;
            }
            if self.is_hyphened_kind(at) {
                head = Some(at + 2);
                break;
            }
            let modifier = matches!(self.scene.tokens.class(at), Class::Lower | Class::Capital)
                && !tags.has(Tag::Preposition)
                && !tags.has(Tag::Auxiliary)
                && !tags.has(Tag::Determiner)
                && !tags.has(Tag::Subordinator);
            let verbal = self.scene.tokens.verb(at).is_some_and(|verb| verb.forms != Forms::ING)
                && !tags.has(Tag::CompanyNoun);
            let aged = self.scene.tokens.class(at) == Class::Number
                && self.scene.tokens.text(at + 1) == "-";
            let joint = aged
                || self.scene.tokens.text(at) == "-"
                || self.scene.tokens.word(at) == "and" && head.is_none();
            if !(modifier && !verbal || joint) {
                break;
            }
        }
        head.map(|head| head + 1).filter(|end| !self.noun_follows(*end))
    }

    /// `start-up`: three tokens that are one kind of party.
    fn is_hyphened_kind(&self, at: usize) -> bool {
        let tokens = self.scene.tokens;
        let joined = at + 2 < self.end
            && tokens.text(at + 1) == "-"
            && [at + 1, at + 2].iter().all(|at| tokens.get(*at).is_some_and(|one| one.glued));
        joined
            && tags(&format!("{}-{}", tokens.word(at), tokens.word(at + 2))).has(Tag::CompanyNoun)
    }

    /// Whether a noun stands here, so that what stands before it is part of it.
    fn noun_follows(&self, at: usize) -> bool {
        let word = self.scene.tokens.word(at);
        let tags = self.tags(at);
        at < self.end
            && self.scene.tokens.class(at) == Class::Lower
            && !tags.has(Tag::Preposition)
            && !tags.has(Tag::Auxiliary)
            && !tags.has(Tag::Adverb)
            && !tags.has(Tag::Subordinator)
            && !tags.has(Tag::Determiner)
            && !matches!(word, "and" | "or" | "but" | "worth")
            && self.scene.tokens.verb(at).is_none()
    }

    /// `the Latvian state`, `the Marchetti family`.
    fn public(&self, start: usize) -> Option<usize> {
        if self.scene.tokens.word(start) != "the" {
            return None;
        }
        let behind = (start + 1..self.end.min(start + 4))
            .take_while(|at| self.scene.tokens.class(*at) != Class::Mark);
        let mut heads = behind.filter(|at| {
            matches!(self.scene.tokens.word(*at), "state" | "government" | "family" | "treasury")
        });
        heads.next().map(|head| head + 1).filter(|end| !self.noun_follows(*end))
    }

    /// `sovereign wealth funds in the Middle East`, `four banks`: many without names.
    fn group(&self, start: usize) -> Option<usize> {
        if let Some(end) = self.public(start) {
            return Some(end);
        }
        let first = self.items.is_empty();
        let lower = |at: usize| {
            let initial = first && at == start && self.tags(at).has(Tag::GroupNoun);
            self.scene.tokens.class(at) == Class::Lower || initial
        };
        let known = |at: usize| {
            let tags = self.tags(at);
            tags.has(Tag::Determiner)
                || tags.has(Tag::Preposition)
                || tags.has(Tag::Auxiliary)
                || tags.has(Tag::Adverb)
                || tags.has(Tag::Subordinator)
        };
        if !lower(start)
            || known(start)
            || self.scene.tokens.verb(start).is_some() && !self.tags(start).has(Tag::GroupNoun)
        {
            return None;
        }
        // investor group
        let led = |at: usize| {
            matches!(self.scene.tokens.word(at), "consortium" | "syndicate")
                && self.scene.tokens.word(at + 1) == "led"
        };
        let joint = |at: usize| {
            led(at)
                || matches!(self.scene.tokens.word(at), "group" | "consortium" | "syndicate")
                    && at > start
                    && matches!(
                        self.scene.tokens.word(at - 1),
                        "investor"
                            | "investment"
                            | "management"
                            | "shareholder"
                            | "bank"
                            | "banking"
                            | "dissident"
                    )
        };
        let head = (start..self.end.min(start + 4))
            .take_while(|at| lower(*at) && !known(*at))
            .find(|at| self.tags(*at).has(Tag::GroupNoun) || joint(*at))?;
        (!self.noun_follows(head + 1)).then_some(head + 1)
    }
}

/// Things in order, of which those before a place are passed by.
struct Cursor<'a, T> {
    all: &'a [T],
    tokens: fn(&T) -> Range<usize>,
    next: usize,
}

impl<'a, T> Cursor<'a, T> {
    fn new(all: &'a [T], tokens: fn(&T) -> Range<usize>, start: usize) -> Cursor<'a, T> {
        Cursor { all, tokens, next: all.partition_point(|one| tokens(one).start < start) }
    }

    fn peek(&self) -> Option<Range<usize>> {
        self.all.get(self.next).map(self.tokens)
    }

    fn pass(&mut self, at: usize) {
        while self.peek().is_some_and(|range| range.start < at) {
            self.next += 1;
        }
    }

    /// Whether a range starts here.
    fn starts(&mut self, at: usize) -> bool {
        self.next_is(at).is_some()
    }

    /// The number of the range that starts here.
    fn next_is(&mut self, at: usize) -> Option<usize> {
        self.pass(at);
        self.peek().filter(|range| range.start == at).map(|_| self.next)
    }

    /// Where the next range starts, if that is before a place.
    fn next_before(&self, end: usize) -> Option<usize> {
        self.peek().map(|range| range.start).filter(|start| *start < end)
    }

    /// The range that starts here: its number and its end.
    fn at(&mut self, at: usize) -> Option<(usize, usize)> {
        self.pass(at);
        let range = self.peek().filter(|range| range.start == at && !range.is_empty())?;
        self.next += 1;
        Some((self.next - 1, range.end))
    }
}

/// Reads the items of a sentence.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// What they are of.
    pub scene: &'a Scene<'a>,
    /// The items.
    pub items: &'a [Item],
}

impl<'a> Row<'a> {
    /// What an item is, if it is there.
    pub fn what(&self, at: usize) -> Option<&'a What> {
        self.items.get(at).map(|item| &item.what)
    }

    /// The word of an item in small letters, where it is one word or mark; nothing elsewhere.
    pub fn word(&self, at: usize) -> &'a str {
        match self.items.get(at) {
            Some(Item {
                what: What::Word | What::Mark | What::Pronoun | What::Its,
                tokens,
                ..
            }) => self.scene.tokens.word(tokens.start),
            _ => "",
        }
    }

    /// The tags of such a word.
    pub fn tags(&self, at: usize) -> Tags {
        match self.items.get(at) {
            Some(Item { what: What::Word | What::Mark | What::Pronoun | What::Its, .. }) => {
                self.entry(at).tags
            }
            _ => Tags::default(),
        }
    }

    /// What the tables know of the first word of an item.
    pub(crate) fn entry(&self, at: usize) -> &'static Entry {
        let start = self.items.get(at).map_or(usize::MAX, |item| item.tokens.start);
        self.scene.tokens.entry(start)
    }

    /// Whether nothing stands between an item and the one before.
    pub fn glued(&self, at: usize) -> bool {
        let first = self.items.get(at).and_then(|item| self.scene.tokens.get(item.tokens.start));
        first.is_some_and(|token| token.glued)
    }

    /// Whether an item stands for somebody.
    pub fn is_somebody(&self, at: usize) -> bool {
        matches!(self.what(at), Some(What::Party(_) | What::Nominal | What::Pronoun | What::Group))
    }

    /// Whether a word may follow an auxiliary: an adverb or a negation.
    pub fn is_adverb(&self, at: usize) -> bool {
        let word = self.word(at);
        let ly = word.len() > 4
            && word.ends_with("ly")
            && !matches!(
                word,
                "supply"
                    | "family"
                    | "assembly"
                    | "monopoly"
                    | "reply"
                    | "rally"
                    | "apply"
                    | "comply"
                    | "multiply"
                    | "anomaly"
                    | "daily"
                    | "weekly"
                    | "monthly"
                    | "quarterly"
                    | "yearly"
                    | "early"
                    | "friendly"
                    | "costly"
                    | "only"
            );
        self.tags(at).has(Tag::Adverb) && !matches!(word, "about" | "over" | "so") || ly
    }

    /// The verb that a word is here.
    pub fn verb(&self, at: usize) -> Option<Verb> {
        self.items.get(at)?.verb
    }

    /// Finds the verb that a word is here. A word that may be a noun is one behind an article, an owner,
    /// an amount, a describing word or a preposition other than `to`.
    fn find_verb(&self, at: usize) -> Option<Verb> {
        if self.what(at) != Some(&What::Word) {
            return None;
        }
        let found = self.entry(at).verb?;
        let word = self.word(at);
        if matches!(
            word,
            "operating"
                | "underlying"
                | "including"
                | "following"
                | "according"
                | "outstanding"
                | "remaining"
                | "existing"
                | "leading"
                | "growing"
        ) {
            return None;
        }
        // A participle that no list has mostly describes; a past stands behind who did it.
        if found.lemma.is_empty() {
            let mut before = at;
            while before > 0 && self.is_adverb(before - 1) {
                before -= 1;
            }
            let before = before.checked_sub(1)?;
            let does = self.is_somebody(before)
                || matches!(self.word(before), "who" | "which" | "that" | "it")
                || self.tags(before).has(Tag::Auxiliary);
            return does.then_some(found);
        }
        // Amazon's own chips.
        let before = at.checked_sub(1).and_then(|before| self.what(before));
        if word == "own" && matches!(before, Some(What::Possessive | What::Its)) {
            return None;
        }
        let led = self.word(at.wrapping_sub(1)) == "-" && self.word(at.wrapping_sub(2)) == "co";
        if self.glued(at) && !led || self.word(at + 1) == "-" && self.glued(at + 1) {
            return None;
        }
        // That adjusted earnings rose: behind a word that starts a clause it describes.
        let describes = found.forms.any(Forms::PARTICIPLE)
            && at > 0
            && (self.tags(at - 1).has(Tag::Subordinator) || self.word(at - 1) == "said")
            && matches!(
                self.word(at + 1),
                "sales" | "earnings" | "profit" | "profits" | "revenue" | "revenues" | "income"
            );
        if describes {
            return None;
        }
        if !is_noun_too(word) && found.forms != Forms::ING {
            return Some(found);
        }
        if found.forms == Forms::ING && self.is_money_noun(at) {
            return None;
        }
        if found.forms == Forms::ING {
            let before = at.checked_sub(1);
            let noun = before.is_some_and(|before| {
                let what = self.what(before);
                let owned = matches!(what, Some(What::Possessive | What::Its | What::Amount(_)))
                    || before > 0
                        && self.verb(before).is_some_and(|verb| {
                            verb.forms.any(Forms::BASE) && self.word(before - 1) == "to"
                        });
                owned
                    || self.tags(before).has(Tag::Determiner)
                    || matches!(
                        self.word(before),
                        "new"
                            | "fresh"
                            | "capital"
                            | "net"
                            | "c"
                            | "b"
                            | "a"
                            | "d"
                            | "e"
                            | "seed"
                            | "bridge"
                            | "public"
                    )
            });
            return (!noun).then_some(found);
        }
        let mut before = at.checked_sub(1)?;
        while before > 0 && self.is_adverb(before) {
            before -= 1;
        }
        // The deal values X: a verb in front of whom it is done to.
        if found.forms.any(Forms::THIRD)
            && self.is_somebody(at + 1)
            && self.what(before) == Some(&What::Word)
            && self.tags(before.wrapping_sub(1)).has(crate::lexicon::Tag::Determiner)
        {
            return Some(found);
        }
        let noun = match self.what(before)? {
            What::Possessive | What::Its | What::Amount(_) => true,
            // Amazon put $2bn: a past that looks like a noun, and something that it is done to.
            What::Party(_)
                if found.forms.any(Forms::PAST)
                    && (matches!(self.what(at + 1), Some(What::Amount(_) | What::Its))
                        || self.tags(at + 1).has(crate::lexicon::Tag::Determiner)) =>
            {
                false
            }
            // X and Y hold 18 percent.
            What::Party(_)
                if found.forms.any(Forms::BASE)
                    && before > 0
                    && self.word(before - 1) == "and"
                    && (matches!(self.what(at + 1), Some(What::Amount(_) | What::Its))
                        || self.tags(at + 1).has(crate::lexicon::Tag::Determiner)) =>
            {
                false
            }
            What::Party(_) | What::Nominal | What::Pronoun | What::Group => {
                !found.forms.any(Forms::THIRD)
                    && !matches!(self.what(before), Some(What::Group | What::Pronoun))
            }
            What::Word => {
                let tags = self.tags(before);
                let to = matches!(
                    self.word(before),
                    "to" | "not"
                        | "will"
                        | "would"
                        | "could"
                        | "may"
                        | "might"
                        | "and"
                        | "or"
                        | "that"
                        | "who"
                        | "which"
                ) || tags.has(Tag::Auxiliary);
                !to
            }
            What::Mark => true,
            What::Time(_) => false,
        };
        (!noun).then_some(found)
    }
}

impl Row<'_> {
    /// `$180 million in financing from X`, `its potential holding`: behind a preposition or what
    /// describes it, and with nothing that it is done to.
    fn is_money_noun(&self, at: usize) -> bool {
        let noun = matches!(
            self.word(at),
            "financing"
                | "funding"
                | "lending"
                | "spending"
                | "backing"
                | "borrowing"
                | "holding"
                | "offering"
        );
        let before = at.wrapping_sub(1);
        let led = matches!(self.word(before), "in" | "of" | "for" | "through" | "to")
            || self.is_plain_noun(before) && self.is_plain_or_owned(before.wrapping_sub(1));
        let next = at + 1;
        let done_to = self.is_somebody(next)
            || matches!(self.what(next), Some(What::Amount(_) | What::Its))
            || self.tags(next).has(Tag::Determiner);
        noun && led && !done_to
    }

    /// Whether what stands here leads to a noun: an article, an owner, an amount.
    fn is_plain_or_owned(&self, at: usize) -> bool {
        matches!(self.what(at), Some(What::Possessive | What::Its | What::Amount(_)))
            || self.tags(at).has(Tag::Determiner)
    }
}

/// What filings call their parties, once defined.
fn is_defined_term(word: &str) -> bool {
    matches!(
        word,
        "Company"
            | "Issuer"
            | "Borrower"
            | "Registrant"
            | "Corporation"
            | "Partnership"
            | "Purchaser"
            | "Seller"
            | "Buyer"
            | "Lender"
            | "Guarantor"
            | "Investor"
            | "Bank"
            | "Group"
            | "Firm"
    )
}

/// Words that are nouns as often as verbs.
fn is_noun_too(word: &str) -> bool {
    matches!(
        word,
        "deal"
            | "trade"
            | "file"
            | "pick"
            | "picks"
            | "touch"
            | "cross"
            | "worries"
            | "worry"
            | "views"
            | "questions"
            | "question"
            | "fears"
            | "fear"
            | "doubts"
            | "doubt"
            | "comment"
            | "caution"
            | "register"
            | "order"
            | "orders"
            | "offer"
            | "offers"
            | "plan"
            | "plans"
            | "purchase"
            | "purchases"
            | "loan"
            | "loans"
            | "stake"
            | "bid"
            | "bids"
            | "raise"
            | "contract"
            | "contracts"
            | "lease"
            | "leases"
            | "fund"
            | "funds"
            | "cost"
            | "costs"
            | "value"
            | "values"
            | "report"
            | "reports"
            | "sale"
            | "price"
            | "prices"
            | "gain"
            | "gains"
            | "decline"
            | "declines"
            | "rise"
            | "rises"
            | "fall"
            | "falls"
            | "drop"
            | "drops"
            | "jump"
            | "increase"
            | "decrease"
            | "surge"
            | "slide"
            | "advance"
            | "rally"
            | "slump"
            | "plunge"
            | "award"
            | "grant"
            | "issue"
            | "issues"
            | "target"
            | "targets"
            | "forecast"
            | "forecasts"
            | "estimate"
            | "estimates"
            | "talk"
            | "talks"
            | "total"
            | "top"
            | "beat"
            | "back"
            | "hold"
            | "float"
            | "list"
            | "share"
            | "shares"
            | "approach"
            | "launch"
            | "license"
            | "use"
            | "book"
            | "hope"
            | "hopes"
            | "aim"
            | "expansion"
            | "close"
            | "end"
            | "cut"
            | "cuts"
            | "pledge"
            | "pledges"
            | "promise"
            | "set"
            | "look"
            | "need"
            | "win"
            | "wins"
            | "loss"
            | "guarantee"
            | "guarantees"
            | "record"
            | "put"
            | "land"
            | "exit"
            | "supply"
            | "finance"
            | "rent"
            | "double"
            | "triple"
            | "narrow"
            | "ease"
            | "stand"
            | "work"
            | "call"
            | "show"
            | "boost"
            | "lift"
            | "lead"
            | "leads"
            | "combined"
            | "shed"
            | "run"
            | "move"
            | "change"
            | "turn"
            | "start"
            | "help"
            | "fine"
            | "post"
            | "view"
    )
}
