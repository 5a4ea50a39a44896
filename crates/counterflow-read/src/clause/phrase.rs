//! Phrases around a noun: who owns it, how much of it, and what it is.

use super::Forms;
use super::items::{Row, What};
use crate::lexicon::Tag;

/// A phrase: one or more parties, an amount, a noun with what describes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Phrase {
    /// Its first item.
    pub start: usize,
    /// The item after its last.
    pub end: usize,
    /// The items of parties that it is or lists.
    pub parties: Vec<usize>,
    /// The items of parties that own or describe its noun: `Amazon's` campus, `Airtel` shares.
    pub owners: Vec<usize>,
    /// The items of its amounts.
    pub amounts: Vec<usize>,
    /// The item of its noun.
    pub noun: Option<usize>,
}

impl Phrase {
    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.parties.is_empty()
            && self.owners.is_empty()
            && self.amounts.is_empty()
            && self.noun.is_none()
    }
}

/// The words with which a party is led: they stand for it as a whole.
fn is_arm(word: &str) -> bool {
    matches!(
        word,
        "unit"
            | "arm"
            | "division"
            | "subsidiary"
            | "board"
            | "management"
            | "affiliate"
            | "branch"
            | "business"
            | "group"
            | "consortium"
    )
}

/// Those who act for the party that they are of.
fn decides(word: &str) -> bool {
    matches!(word, "board" | "management" | "directors" | "executives" | "officials")
}

/// Words between an article and an amount that describe the amount: `the remaining 55%`.
fn describes_amount(word: &str) -> bool {
    matches!(
        word,
        "remaining"
            | "other"
            | "further"
            | "additional"
            | "extra"
            | "initial"
            | "total"
            | "combined"
            | "record"
            | "estimated"
            | "original"
            | "whole"
            | "entire"
            | "fresh"
            | "cool"
            | "whopping"
    )
}

impl<'a> Row<'a> {
    /// The phrase that starts at an item; an empty one where none does.
    pub fn phrase(&self, start: usize) -> Phrase {
        let mut phrase = self.single(start);
        // Nvidia, Microsoft, and SoftBank
        while !phrase.parties.is_empty() && phrase.noun.is_none() {
            let comma = usize::from(self.word(phrase.end) == ",");
            let and = usize::from(matches!(self.word(phrase.end + comma), "and" | "&"));
            let next = phrase.end + comma + and;
            let pronoun = self.what(next) == Some(&What::Pronoun);
            if comma + and == 0 || !self.is_somebody(next) || pronoun {
                break;
            }
            let next = self.single(phrase.end + comma + and);
            let lists = and == 1 || self.list_goes_on(next.end);
            if next.parties.is_empty() || next.noun.is_some() || !lists {
                break;
            }
            phrase.parties.extend(next.parties);
            phrase.end = next.end;
            if and == 1 {
                break;
            }
        }
        phrase
    }

    /// Whether a list of parties goes on to an `and`.
    fn list_goes_on(&self, mut at: usize) -> bool {
        for _ in 0..12 {
            match self.word(at) {
                "," if self.word(at + 1) == "and" => return self.is_somebody(at + 2),
                "," if self.is_somebody(at + 1) => at += 2,
                "and" => return self.is_somebody(at + 1),
                _ => return false,
            }
        }
        false
    }

    fn single(&self, start: usize) -> Phrase {
        let mut phrase = Phrase { start, end: start, ..Phrase::default() };
        let mut at = start;
        let mut somebody: Option<usize> = None;
        while at < self.items.len() {
            match self.what(at) {
                Some(What::Party(_) | What::Nominal | What::Group) => {
                    // The AI start-up Anthropic, chipmaker Nvidia: the kind describes the name.
                    let kind = phrase.noun.is_some() && phrase.amounts.is_empty();
                    let nominal =
                        somebody.is_some_and(|one| self.what(one) == Some(&What::Nominal));
                    let named = matches!(self.what(at), Some(What::Party(_)));
                    let its = |one: &usize| self.what(*one) == Some(&What::Its);
                    let its = phrase.owners.iter().all(its)
                        && (phrase.owners.is_empty()
                            || phrase.noun.is_some_and(|noun| self.is_kind(noun)));
                    // Any capacity Stratus fails to sell: a clause of its own.
                    let acts = self.tags(at + 1).has(Tag::Auxiliary) || self.verb(at + 1).is_some();
                    let object = start.checked_sub(1).is_some_and(|at| self.verb(at).is_some());
                    let beside = nominal || phrase.noun.is_some_and(|noun| self.is_kind(noun));
                    if named && (kind || nominal) && its && (beside || !acts || !object) {
                        phrase.owners.clear();
                        phrase.noun = None;
                        somebody = None;
                    }
                    if somebody.is_some() || phrase.noun.is_some() {
                        break;
                    }
                    if !phrase.amounts.is_empty() && self.word(at.wrapping_sub(1)) == "," {
                        break;
                    }
                    somebody = Some(at);
                    if self.what(at + 1) == Some(&What::Possessive) {
                        at += 1;
                        // Kellerman's said: the name itself ends so.
                        if self.tells(at + 1) {
                            at += 1;
                            break;
                        }
                        phrase.owners.extend(somebody.take());
                    }
                }
                Some(What::Pronoun) if phrase.is_empty() && somebody.is_none() => {
                    somebody = Some(at)
                }
                Some(What::Its) if phrase.is_empty() && somebody.is_none() => {
                    phrase.owners.push(at)
                }
                Some(What::Amount(_)) if phrase.noun.is_none() && somebody.is_none() => {
                    phrase.amounts.push(at);
                }
                // Taiwan's TSMC
                Some(What::Possessive) if phrase.noun.is_some() && somebody.is_none() => {
                    phrase.noun = None;
                }
                Some(What::Word) if self.goes_on(at, start) => {
                    let counts = matches!(self.what(at + 1), Some(What::Amount(_)))
                        && describes_amount(self.word(at));
                    if !self.tags(at).has(Tag::Determiner) && !self.is_adverb(at) && !counts {
                        phrase.noun = Some(at);
                        // What stood before the noun describes it.
                        phrase.owners.extend(somebody.take());
                    }
                }
                Some(What::Mark)
                    if matches!(self.word(at), "-" | "\"" | "'" | "/")
                        && at > start
                        && !self.is_dash(at) => {}
                Some(What::Mark) if self.word(at) == "\"" => {}
                // $75 million and $30 million, respectively
                _ if self.lists_amounts(at, &phrase) => {}
                _ => break,
            }
            at += 1;
        }
        while at > start && matches!(self.word(at - 1), "-" | "\"") {
            at -= 1;
        }
        phrase.end = at;
        phrase.parties.extend(somebody);
        self.name_behind(&mut phrase);
        // Amazon's cloud unit is Amazon.
        let arm = phrase.noun.is_some_and(|noun| is_arm(self.word(noun)));
        // Its Dutch business is only a part of it.
        let its = |one: &usize| self.what(*one) == Some(&What::Its);
        let part = phrase.owners.iter().all(its)
            && phrase.noun.is_some_and(|noun| !decides(self.word(noun)));
        if arm && !part && phrase.parties.is_empty() && !phrase.owners.is_empty() {
            // Its Ridgeline subsidiary is Ridgeline.
            phrase.parties.extend(phrase.owners.pop());
            phrase.owners.clear();
            phrase.noun = None;
        }
        // The board of X decides for X.
        let board = phrase.noun.is_some_and(|noun| decides(self.word(noun)));
        if board && phrase.owners.is_empty() && self.word(phrase.end) == "of" {
            let whole = self.single(phrase.end + 1);
            if whole.parties.len() == 1 && whole.noun.is_none() {
                (phrase.parties, phrase.noun, phrase.end) = (whole.parties, None, whole.end);
            }
        }
        phrase
    }

    /// Whether a comma or `and` stands between amounts that are told `respectively`.
    fn lists_amounts(&self, at: usize, phrase: &Phrase) -> bool {
        let amount = |at: usize| matches!(self.what(at), Some(What::Amount(_)));
        let lists = matches!(self.word(at), "," | "and") && phrase.noun.is_none();
        let behind = if self.word(at + 1) == "and" { at + 2 } else { at + 1 };
        lists
            && phrase.amounts.last().is_some_and(|last| *last + 2 >= at)
            && amount(behind)
            && self.says_respectively(behind)
    }

    fn says_respectively(&self, from: usize) -> bool {
        (from..self.items.len()).any(|at| self.word(at) == "respectively")
    }

    /// Whether a phrase is a board that is of nobody named.
    pub fn is_board(&self, phrase: &Phrase) -> bool {
        phrase.noun.is_some_and(|noun| decides(self.word(noun)))
            && phrase.owners.is_empty()
            && phrase.parties.is_empty()
    }

    /// Whether what stands here can only be said of somebody in front: `said`, `has`, `owes`.
    fn tells(&self, at: usize) -> bool {
        self.tags(at).has(Tag::Auxiliary)
            || self
                .verb(at)
                .is_some_and(|verb| verb.forms == Forms::THIRD || self.word(at) == "said")
    }

    /// Whether a noun says what somebody is, so that a name may stand beside it.
    fn is_kind(&self, at: usize) -> bool {
        self.tags(at).has(Tag::CompanyNoun)
            || self.tags(at).has(Tag::Role)
            || is_arm(self.word(at))
            || matches!(
                self.word(at),
                "rival"
                    | "owner"
                    | "holder"
                    | "backer"
                    | "shareholder"
                    | "adviser"
                    | "advisor"
                    | "creditor"
                    | "customer"
                    | "client"
                    | "sponsor"
            )
    }

    /// Its founder, Jutta Brandt; the buyer, Mexico's Tolteca: who is named behind the comma is meant.
    fn name_behind(&self, phrase: &mut Phrase) {
        let nominal =
            phrase.parties.first().is_some_and(|one| self.what(*one) == Some(&What::Nominal));
        if self.word(phrase.end) != ","
            || !(phrase.noun.is_some_and(|noun| self.is_kind(noun)) || nominal)
        {
            return;
        }
        let mut name = phrase.end + 1;
        if self.what(name + 1) == Some(&What::Possessive) && !self.is_somebody(name) {
            name += 2;
        }
        // its largest creditor, clothing maker Danbury
        let described = (name..name + 4).find(|at| matches!(self.what(*at), Some(What::Party(_))));
        if let Some(party) = described
            && party > name
            && self.tags(party - 1).has(Tag::CompanyNoun)
            && (name..party).all(|at| self.what(at) == Some(&What::Word))
        {
            name = party;
        }
        if matches!(self.what(name), Some(What::Party(_)))
            && matches!(self.word(name + 1), "," | "." | "")
            && self.what(name + 1) != Some(&What::Possessive)
        {
            (phrase.parties, phrase.owners, phrase.noun) = (vec![name], Vec::new(), None);
            phrase.end = name + 1;
        }
    }

    /// A dash between blanks is no hyphen.
    fn is_dash(&self, at: usize) -> bool {
        !self.glued(at) && !self.glued(at + 1)
    }

    /// Whether a word is part of the phrase: an article at its start, a noun or what describes one.
    fn goes_on(&self, at: usize, start: usize) -> bool {
        let word = self.word(at);
        let tags = self.tags(at);
        if tags.has(Tag::Determiner) {
            return at == start
                || matches!(word, "a" | "an" | "the" | "another") && self.is_adverb(at - 1);
        }
        if matches!(
            word,
            "and" | "or" | "&" | "worth" | "apiece" | "each" | "more" | "less" | "than"
        ) && !(word == "more" && at == start)
        {
            return false;
        }
        if tags.has(Tag::Preposition) || tags.has(Tag::Subordinator) || tags.has(Tag::Auxiliary) {
            return false;
        }
        if self.is_adverb(at) {
            return at == start || self.tags(at - 1).has(Tag::Determiner);
        }
        match self.verb(at) {
            None => true,
            // A participle in front of a noun describes it: an agreed price, a combined stake.
            Some(_) if at == start => false,
            Some(_) => self.tags(at - 1).has(Tag::Determiner) && self.is_plain_noun(at + 1),
        }
    }

    pub(super) fn is_plain_noun(&self, at: usize) -> bool {
        let tags = self.tags(at);
        self.what(at) == Some(&What::Word)
            && self.verb(at).is_none()
            && !tags.has(Tag::Preposition)
            && !tags.has(Tag::Determiner)
            && !tags.has(Tag::Auxiliary)
            && !tags.has(Tag::Subordinator)
            && self.word(at) != "and"
    }

    /// The phrase that a noun belongs to, found from the noun to the left.
    pub fn phrase_around(&self, noun: usize) -> Phrase {
        let mut start = noun;
        while start > 0 && noun - start < 14 {
            let before = start - 1;
            let belongs = match self.what(before) {
                Some(What::Amount(_) | What::Possessive | What::Its) => true,
                Some(What::Party(_) | What::Nominal | What::Group) => !self.is_somebody(start),
                Some(What::Word) => {
                    let tags = self.tags(before);
                    let describes = !tags.has(Tag::Preposition)
                        && !tags.has(Tag::Subordinator)
                        && !tags.has(Tag::Auxiliary)
                        && !matches!(self.word(before), "and" | "or" | "worth");
                    describes
                        && (self.verb(before).is_none()
                            || before > 0 && self.tags(before - 1).has(Tag::Determiner))
                }
                Some(What::Mark) => {
                    matches!(self.word(before), "-" | "\"" | "/") && !self.is_dash(before)
                }
                _ => false,
            };
            if !belongs {
                break;
            }
            start = before;
            if self.tags(before).has(Tag::Determiner)
                && !matches!(self.word(before), "all" | "both")
                || self.what(before) == Some(&What::Its)
            {
                break;
            }
        }
        // An adverb in front of the article is not of the phrase.
        let mut phrase = self.single(start);
        while phrase.end <= noun && start < noun {
            start += 1;
            phrase = self.single(start);
        }
        phrase
    }
}
