//! Runs of capitals that name somebody.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::{Gazetteer, Sort};
use crate::lexicon::{Tag, Tags, tags};
use crate::quantity::of_code;
use crate::text::{Class, Sentence, Tokens};

/// A name in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// What it names.
    pub sort: Sort,
    /// Whether it is only a capital at the start of a sentence that makes it one.
    pub weak: bool,
    /// Its place in the gazetteer, if it is listed.
    pub listed: Option<(bool, usize)>,
}

/// Words with which a name goes on: `Bank of America`.
const OF: &[&str] = &[
    "bank",
    "ministry",
    "department",
    "university",
    "institute",
    "board",
    "house",
    "council",
    "republic",
    "kingdom",
    "federation",
    "office",
    "bureau",
    "government",
    "state",
    "people",
];
/// What a capital letter or number follows, and no name: `Series C`, `Form 10`.
const NUMBERED: &[&str] =
    &["series", "chapter", "class", "phase", "form", "article", "section", "tier", "stage"];

/// Last words of what has a name and is no party.
const NO_PARTY: &[&str] = &[
    "agreement",
    "act",
    "plan",
    "notes",
    "note",
    "indenture",
    "facility",
    "statement",
    "report",
    "index",
    "treaty",
    "code",
    "rule",
    "section",
    "item",
    "form",
    "amendment",
    "warrant",
    "warrants",
    "shares",
    "meeting",
    "bill",
    "award",
    "prize",
    "date",
    "event",
    "events",
    "definitive",
    "securities",
    "debentures",
    "program",
    "programme",
    "conference",
    "summit",
    "officer",
    "lease",
    "term",
    "loan",
];

/// Every name, in order.
pub fn names(tokens: &Tokens, sentences: &[Sentence], gazetteer: &Gazetteer) -> Vec<Name> {
    let finder = Finder {
        tokens,
        gazetteer,
        small: small_words(tokens),
        inner: inner_capitals(tokens, sentences),
    };
    let mut found = Vec::new();
    for sentence in sentences {
        let heading = is_heading(tokens, sentence);
        let start = finder.behind_dateline(sentence);
        let sentence = &Sentence { start, ..*sentence };
        let mut at = sentence.start;
        while at < sentence.end {
            at = finder.name_at(at, sentence, heading, &mut found);
        }
    }
    found
}

/// Words that the text writes with a small letter somewhere.
fn small_words<'t>(tokens: &'t Tokens) -> FxHashSet<&'t str> {
    let all = 0..tokens.len();
    all.filter(|at| tokens.class(*at) == Class::Lower).map(|at| tokens.text(at)).collect()
}

/// Words that the text writes with a capital inside of a sentence.
fn inner_capitals<'t>(tokens: &'t Tokens, sentences: &[Sentence]) -> FxHashSet<&'t str> {
    let inner = sentences
        .iter()
        .filter(|one| !is_heading(tokens, one))
        .flat_map(|one| one.start + 1..one.end);
    let starts = |at: usize| matches!(tokens.text(at - 1), "-" | "\u{2013}" | "\u{2014}" | ":");
    inner
        .filter(|at| tokens.class(*at) == Class::Capital && !starts(*at))
        .map(|at| tokens.text(at))
        .collect()
}

/// Whether most words have capitals and no final mark ends them: what a heading says stands below.
fn is_heading(tokens: &Tokens, sentence: &Sentence) -> bool {
    let words = sentence.start..sentence.end;
    let long = |at: &usize| tokens.text(*at).len() > 3 && tokens.class(*at) != Class::Number;
    let capital = |at: &usize| tokens.class(*at) == Class::Capital;
    let (all, capitals) =
        (words.clone().filter(long).count(), words.filter(long).filter(capital).count());
    tokens.text(sentence.end - 1) != "." && all >= 3 && capitals * 3 >= all * 2
}

struct Finder<'a> {
    tokens: &'a Tokens<'a>,
    gazetteer: &'a Gazetteer,
    small: FxHashSet<&'a str>,
    inner: FxHashSet<&'a str>,
}

impl Finder<'_> {
    /// Where the dateline at the start of a sentence ends: `MILWAUKEE (AP) --`.
    fn behind_dateline(&self, sentence: &Sentence) -> usize {
        let limit = sentence.end.min(sentence.start + 10);
        let shouted = |at: usize| {
            let text = self.tokens.text(at);
            text.len() > 2 && text.bytes().all(|byte| byte.is_ascii_uppercase())
        };
        let wire = |at: usize| {
            self.tokens.text(at) == "("
                && self.tokens.text(at + 2) == ")"
                && self.tokens.text(at + 3).starts_with(['-', '\u{2013}', '\u{2014}'])
        };
        // MUMBAI: Vardhaman said
        let colon = (sentence.start + 1..limit.min(sentence.start + 4))
            .find(|at| self.tokens.text(*at) == ":");
        if let Some(at) = colon.filter(|_| shouted(sentence.start)) {
            return at + 1;
        }
        // AUSTIN, Texas, May 19 /Wire/ --
        let dash = |at: usize| {
            self.tokens.text(at).starts_with(['-', '\u{2013}', '\u{2014}'])
                && !self.tokens.get(at).is_some_and(|one| one.glued)
        };
        let told = |end: usize| {
            (sentence.start..end).any(|at| {
                matches!(self.tokens.text(at), "," | "/" | "(") || self.tags(at).has(Tag::Month)
            })
        };
        let plain = (sentence.start..sentence.end.min(sentence.start + 16)).find(|at| dash(*at));
        if let Some(at) = plain.filter(|at| shouted(sentence.start) && told(*at)) {
            return (at..sentence.end).find(|at| !dash(*at)).unwrap_or(sentence.start);
        }
        let bracket = (sentence.start..limit).find(|at| at + 3 < sentence.end && wire(*at));
        match bracket.filter(|_| shouted(sentence.start)) {
            Some(at) => {
                let dash =
                    |at: &usize| self.tokens.text(*at).starts_with(['-', '\u{2013}', '\u{2014}']);
                (at + 3..sentence.end).find(|at| !dash(at)).unwrap_or(sentence.start)
            }
            None => sentence.start,
        }
    }

    /// Takes in the name that starts at a token, if one does; gives where to go on.
    fn name_at(
        &self,
        at: usize,
        sentence: &Sentence,
        heading: bool,
        found: &mut Vec<Name>,
    ) -> usize {
        if !self.can_start(at) {
            return at + 1;
        }
        if let Some((listed, end)) = self.listed_at(at, sentence.end) {
            let end = self.with_suffix(end, sentence.end);
            found.push(Name {
                tokens: at..end,
                sort: Sort::Organization,
                weak: false,
                listed: Some(listed),
            });
            return end;
        }
        if heading {
            return at + 1;
        }
        let end = self.run_end(at, sentence.end);
        self.split(at..end, sentence, found);
        end.max(at + 1)
    }

    fn listed_at(&self, at: usize, end: usize) -> Option<((bool, usize), usize)> {
        let own = self.gazetteer.at(self.tokens, at).map(|(party, to)| ((true, party), to));
        let known = || {
            let named = self.tokens.entry(at).names;
            let known = named.then(|| Gazetteer::known().at(self.tokens, at)).flatten();
            known.map(|(party, to)| ((false, party), to))
        };
        let (listed, to) = own.or_else(known).filter(|(_, to)| *to <= end)?;
        // A longer run of capitals is another name: Apple Hospitality, General Motors Financial.
        let run = self.run_end(at, end);
        let rest = to..run;
        let longer = rest.clone().any(|at| {
            self.is_capital(at) && !self.is_no_name(at) && !self.tags(at).has(Tag::Suffix)
        });
        // At the start of a sentence a common word is that word: total, target.
        let common = to == at + 1 && self.is_common(at) && !listed.0;
        let same_place = (self.is_capital(at) || listed.0) && !common;
        (same_place && (!longer || listed.0)).then_some((listed, to))
    }

    fn tags(&self, at: usize) -> Tags {
        self.tokens.tags(at)
    }

    fn is_capital(&self, at: usize) -> bool {
        let token = self.tokens.class(at);
        // eBay, xAI: a small letter and then a capital.
        let inner = || {
            token == Class::Lower
                && self.tokens.text(at).chars().nth(1).is_some_and(char::is_uppercase)
        };
        token == Class::Capital || inner()
    }

    fn can_start(&self, at: usize) -> bool {
        let glued = self.tokens.get(at).is_some_and(|token| token.glued);
        let behind = glued && matches!(self.tokens.class(at.wrapping_sub(1)), Class::Number);
        self.is_capital(at) && !behind || self.gazetteer.at(self.tokens, at).is_some()
    }

    /// Whether a capital word is no part of a name: a month, a role, an acronym.
    fn is_no_name(&self, at: usize) -> bool {
        let tags = self.tags(at);
        tags.has(Tag::Month)
            || tags.has(Tag::Weekday)
            || tags.has(Tag::Role)
            || tags.has(Tag::Acronym)
    }

    /// `EUR1`, `Rs2`: a currency and digits in one token.
    fn is_sum(&self, at: usize) -> bool {
        let text = self.tokens.text(at);
        let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
        let word = self.tokens.word(at).get(..letters).unwrap_or("");
        (1..text.len()).contains(&letters) && of_code(&text[..letters], word).is_some()
    }

    /// Where a run of capitals ends.
    fn run_end(&self, start: usize, limit: usize) -> usize {
        let mut at = start + 1;
        while at < limit {
            let glued = self.tokens.get(at).is_some_and(|token| token.glued);
            let next_capital = at + 1 < limit && self.is_capital(at + 1);
            let joins = match self.tokens.text(at) {
                "&" => next_capital,
                // Kellerman's Inc
                "'s" => next_capital && self.tags(at + 1).has(Tag::Suffix),
                "-" if glued => {
                    let next = self.tokens.get(at + 1).is_some_and(|one| one.glued);
                    next && (next_capital || at + 1 < limit && self.is_given_part(start, at + 1))
                }
                "of" => next_capital && OF.contains(&self.tokens.word(at - 1)),
                "de" | "du" | "del" | "della" | "di" | "do" | "da" | "dos" | "das" | "la"
                | "le" | "von" | "van" | "der" | "den" | "al" | "el" => next_capital,
                _ => {
                    let hyphen = self.tokens.text(at - 1) == "-";
                    self.is_capital(at) && (!glued || hyphen)
                        || hyphen && self.is_given_part(start, at)
                }
            };
            let month = self.tags(at).has(Tag::Weekday)
                || self.tags(at).has(Tag::Month)
                    && self.tokens.word(at) != "may"
                    && self.tokens.word(at) != "march";
            if !joins || month || self.is_sum(at) {
                break;
            }
            at += 1;
        }
        self.with_suffix(at, limit)
    }

    /// The second half of a given name behind a hyphen: `Lau Wing-kin`, `Lee Jae-yong`.
    fn is_given_part(&self, start: usize, at: usize) -> bool {
        let word = self.tokens.word(at);
        at >= start + 3
            && self.tokens.class(at) == Class::Lower
            && self.tokens.text(at).len() <= 6
            && self.tokens.verb(at).is_none()
            && !self.small_alone(at)
            && !matches!(
                word,
                "style" | "type" | "size" | "era" | "only" | "like" | "wide" | "run" | "owned"
            )
    }

    /// Whether a word stands in the text without a hyphen, or is a known one.
    fn small_alone(&self, at: usize) -> bool {
        self.is_common(at) || self.is_function(at)
    }

    /// Takes in `, Inc.` and the point behind `Corp`.
    fn with_suffix(&self, at: usize, limit: usize) -> usize {
        let ends = at > 0 && self.is_capital(at - 1) && self.tags(at - 1).has(Tag::Suffix);
        if ends
            && at + 1 < limit
            && self.tokens.text(at) == "."
            && self.tokens.get(at).is_some_and(|one| one.glued)
        {
            return at + 1;
        }
        let comma = usize::from(self.tokens.text(at) == ",");
        let suffix = at + comma;
        let plc = self.tokens.word(suffix) == "plc";
        if suffix >= limit
            || !(self.is_capital(suffix) || plc)
            || !self.tags(suffix).has(Tag::Suffix)
        {
            return at;
        }
        // The point of `Corp.` belongs to it, but for the one that ends the sentence.
        let point = suffix + 2 < limit
            && self.tokens.text(suffix + 1) == "."
            && self.tokens.get(suffix + 1).is_some_and(|one| one.glued);
        suffix + 1 + usize::from(point)
    }

    /// Cuts a run at roles and the like, and takes in what names somebody.
    fn split(&self, run: Range<usize>, sentence: &Sentence, found: &mut Vec<Name>) {
        let mut start = run.start;
        let mut person = start > sentence.start && self.is_title(start - 1);
        for at in run.start..=run.end {
            let cuts =
                at == run.end || self.is_no_name(at) && !self.is_inner_acronym(at, start, &run);
            if !cuts {
                continue;
            }
            if start < at {
                self.take(start..at, person, sentence, found);
            }
            person = at < run.end && self.is_title(at);
            start = at + 1;
        }
    }

    /// `AI` behind a name belongs to it: Mistral AI.
    fn is_inner_acronym(&self, at: usize, start: usize, run: &Range<usize>) -> bool {
        let inner = at > start && self.tags(at).has(Tag::Acronym) && at > run.start;
        inner
            && matches!(
                self.tokens.word(at),
                "ai" | "hr"
                    | "tv"
                    | "pc"
                    | "plc"
                    | "inc"
                    | "ltd"
                    | "corp"
                    | "us"
                    | "uk"
                    | "ii"
                    | "iii"
                    | "iv"
            )
    }

    fn is_title(&self, at: usize) -> bool {
        let at = if self.tokens.text(at) == "." && at > 0 { at - 1 } else { at };
        self.tags(at).has(Tag::Role)
    }

    fn take(&self, name: Range<usize>, person: bool, sentence: &Sentence, found: &mut Vec<Name>) {
        let mut name = name;
        // What only starts the sentence is no part of the name.
        let initial = |at: usize| {
            at == sentence.start
                || matches!(
                    self.tokens.text(at - 1),
                    "\"" | "(" | "*" | "-" | "\u{2013}" | "\u{2022}"
                )
        };
        while name.start < name.end
            && initial(name.start).max(name.start > sentence.start && self.is_small(name.start))
            && (name.len() == 1 && self.is_common(name.start) || self.is_function(name.start))
        {
            if name.len() == 1 {
                return;
            }
            name.start += 1;
        }
        if let Some((listed, end)) =
            self.listed_at(name.start, name.end).filter(|(_, end)| *end == name.end)
        {
            found.push(Name {
                tokens: name.start..end,
                sort: Sort::Organization,
                weak: false,
                listed: Some(listed),
            });
            return;
        }
        // 20 A350s
        let product = name.len() == 1
            && name.start > 0
            && self.tokens.class(name.start - 1) == Class::Number
            && self.tokens.text(name.start).bytes().any(|byte| byte.is_ascii_digit());
        let product = product
            || name.len() == 1
                && self.tokens.class(name.end) == Class::Number
                && self.tokens.class(name.end + 1) == Class::Lower
                && !self.is_function(name.end + 1);
        let product =
            product || name.len() > 1 && NO_PARTY.contains(&self.tokens.word(name.end - 1));
        // (LSE: ACL)
        let ticker = name.len() == 1
            && name.start >= 3
            && self.tokens.text(name.start - 1) == ":"
            && self.tokens.text(name.start - 3) == "(";
        let acronyms = ticker || product || name.clone().all(|at| self.tags(at).has(Tag::Acronym));
        let seat = self.tokens.text(name.end) == "-"
            && matches!(
                self.tokens.word(name.end + 1),
                "based" | "listed" | "headquartered" | "born" | "area"
            );
        if name.is_empty()
            || acronyms
            || seat && name.len() <= 2
            || self.is_place(&name)
            || self.is_numbered(&name)
        {
            return;
        }
        if name.len() == 1
            && initial(name.start)
            && (!self.is_confirmed(name.start) || self.describes(name.end))
        {
            return;
        }
        if name.len() == 1
            && (self.tags(name.start).has(Tag::Suffix)
                || self.tags(name.start).has(Tag::Nationality))
        {
            return;
        }
        let sort = if person || self.is_person(&name, sentence) {
            Sort::Person
        } else {
            Sort::Organization
        };
        let text = self.tokens.text(name.start);
        let odd = text.chars().skip(1).any(|one| one.is_uppercase() || one.is_ascii_digit());
        let weak = name.len() == 1 && initial(name.start) && !self.inner.contains(text) && !odd;
        found.push(Name { tokens: name, sort, weak, listed: None });
    }

    fn is_small(&self, at: usize) -> bool {
        self.small.contains(self.tokens.word(at))
    }

    /// Whether a word holds sentences together and starts no name.
    fn is_function(&self, at: usize) -> bool {
        let tags = self.tags(at);
        let held = [
            Tag::Preposition,
            Tag::Determiner,
            Tag::Subordinator,
            Tag::Auxiliary,
            Tag::Adverb,
            Tag::Pronoun,
        ];
        let article = self.tokens.text(at) == "The" && self.is_named_with_article(at);
        !article
            && (held.into_iter().any(|tag| tags.has(tag))
                || matches!(
                    self.tokens.word(at),
                    "and"
                        | "but"
                        | "or"
                        | "nor"
                        | "yet"
                        | "last"
                        | "next"
                        | "we"
                        | "he"
                        | "she"
                        | "i"
                        | "you"
                        | "shares"
                        | "investors"
                        | "analysts"
                        | "according"
                        | "rival"
                        | "parent"
                        | "also"
                ))
    }

    fn is_common(&self, at: usize) -> bool {
        if self.is_function(at) {
            return true;
        }
        let common = self.tags(at).has(Tag::Common)
            || self.tags(at).has(Tag::Adverb)
            || self.tags(at).has(Tag::CompanyNoun);
        common && !(self.tokens.text(at) == "The" && self.is_named_with_article(at))
    }

    /// `The Information`: an article inside of a sentence that has a capital of its own.
    fn is_named_with_article(&self, at: usize) -> bool {
        self.tokens.class(at + 1) == Class::Capital
            && at > 0
            && self.inner.contains("The")
            && matches!(self.tokens.class(at - 1), Class::Lower)
    }

    fn is_place(&self, name: &Range<usize>) -> bool {
        let one = name.len() == 1 && self.tags(name.start).has(Tag::Place);
        let two = || {
            tags(&format!("{} {}", self.tokens.word(name.start), self.tokens.word(name.start + 1)))
                .has(Tag::Place)
        };
        let all = || {
            name.clone()
                .all(|at| self.tags(at).has(Tag::Place) || self.tags(at).has(Tag::Nationality))
        };
        one || name.len() == 2 && two() || all()
    }

    fn is_numbered(&self, name: &Range<usize>) -> bool {
        NUMBERED.contains(&self.tokens.word(name.start)) && name.len() <= 2
    }

    /// Whether a capital at the start of a sentence is one of a name: it is written so elsewhere,
    /// or is not a word that the text writes small, nor one with the ending of such a word.
    fn is_confirmed(&self, at: usize) -> bool {
        let text = self.tokens.text(at);
        if self.inner.contains(text)
            || text.chars().skip(1).any(|one| one.is_uppercase() || one.is_ascii_digit())
        {
            return true;
        }
        let word = self.tokens.word(at);
        let ending =
            ["ly", "ing", "ed", "tion", "ness", "ment"].iter().any(|end| word.ends_with(end));
        !self.small.contains(word) && !ending && word.len() > 2
    }

    /// Whether a noun follows, so that the capital before it only starts the sentence: `Hedge fund`.
    fn describes(&self, at: usize) -> bool {
        let word = self.tokens.word(at);
        let held =
            [Tag::Preposition, Tag::Auxiliary, Tag::Adverb, Tag::Subordinator, Tag::Determiner];
        self.tokens.class(at) == Class::Lower
            && !held.into_iter().any(|tag| self.tags(at).has(tag))
            && (self.tokens.verb(at).is_none()
                || self.tags(at).has(Tag::CompanyNoun)
                || self.tags(at).has(Tag::GroupNoun))
            && !matches!(word, "and" | "or" | "plc" | "s" | "shares" | "stock")
            && !self.inner.contains(self.tokens.text(at - 1))
    }

    /// A first name in front, or a role behind a comma.
    fn is_person(&self, name: &Range<usize>, sentence: &Sentence) -> bool {
        let last = name.end - 1;
        if self.tags(last).has(Tag::Suffix) || name.len() > 4 {
            return false;
        }
        let first = name.len() >= 2 && self.tags(name.start).has(Tag::FirstName);
        first || self.has_role_behind(name, sentence)
    }

    /// `, chief executive of` behind a name of two words or more.
    fn has_role_behind(&self, name: &Range<usize>, sentence: &Sentence) -> bool {
        let behind = (name.end + 1..sentence.end).take(4);
        let role = |at: usize| self.tags(at).has(Tag::Role) && self.tokens.class(at) != Class::Mark;
        let mut before = (sentence.start..name.start).rev().take(9);
        let comma = self.tokens.text(name.end) == ",";
        let told_before = self.tokens.text(name.start.wrapping_sub(1)) == "," && before.any(role);
        name.len() >= 2
            && (comma && behind.take_while(|at| self.tokens.text(*at) != ",").any(role)
                || told_before)
    }
}
