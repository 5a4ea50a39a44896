//! Who is meant by `it`, `its`, `the company` and `the AI firm`.
//!
//! A few rules, in order, each with a name that a claim can tell; where two parties fit equally well
//! nobody is meant, and what is said of it is withheld.

use rustc_hash::{FxHashMap, FxHashSet};

use super::items::{Row, What};
use crate::lexicon::{Tag, tags};
use crate::party::Sort;

/// Who an item stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meant {
    /// Nobody that is known.
    Nobody,
    /// A party, and the rule that tells so.
    Party(usize, &'static str),
    /// One of several that fit equally well.
    Ambiguous(Vec<usize>),
}

/// Who each item of a sentence stands for.
#[derive(Clone, Debug, Default)]
pub struct Refers {
    meant: Vec<Meant>,
}

impl Refers {
    /// Who an item stands for.
    pub fn meant(&self, item: usize) -> &Meant {
        self.meant.get(item).unwrap_or(&Meant::Nobody)
    }

    /// The party that an item stands for, if one does.
    pub fn party(&self, item: usize) -> Option<usize> {
        match self.meant(item) {
            Meant::Party(party, _) => Some(*party),
            _ => None,
        }
    }
}

/// What was spoken of so far.
#[derive(Clone, Debug, Default)]
pub struct Discourse {
    /// Who the last sentence was about.
    topic: Option<usize>,
    /// The organizations of the last sentences, the last one last, each with its sentence.
    recent: Vec<(usize, usize)>,
    /// What the text calls parties.
    described: FxHashMap<usize, FxHashSet<String>>,
    /// How many sentences there were.
    sentence: usize,
    /// How often parties were named.
    counts: FxHashMap<usize, usize>,
    /// What the text defines: `X Inc. (the "Company")`.
    defined: FxHashMap<String, usize>,
    /// The paragraph that is read, and that in which the topic was spoken of.
    paragraph: usize,
    topic_paragraph: usize,
    /// How often the most named was, and who, if no other was as often.
    most: (usize, Option<usize>),
    /// Who was told to fund a round of whom, or to lend to whom.
    backs: FxHashMap<usize, usize>,
}

/// A party that was named so many sentences ago is not meant any more.
const MEMORY: usize = 4;
/// Kinds that tell nothing of a party.
const PLAIN: &[&str] = &[
    "company",
    "firm",
    "group",
    "business",
    "giant",
    "corporation",
    "the",
    "this",
    "that",
    "-",
    "and",
    "listed",
    "based",
    "owned",
    "same",
    "big",
    "large",
    "troubled",
    "embattled",
    "leading",
    "largest",
    "biggest",
    "fast",
    "growing",
    "other",
    "entity",
    "concern",
    "organization",
    "organisation",
];

impl Discourse {
    /// Who the last sentence was about.
    pub fn topic(&self) -> Option<usize> {
        let kept = self.topic_paragraph == self.paragraph;
        // A new paragraph goes back to the one that the text is about.
        let main = self.main().filter(|main| !kept && self.count(*main) >= 2);
        main.or(self.topic)
    }

    fn count(&self, party: usize) -> usize {
        self.counts.get(&party).copied().unwrap_or(0)
    }

    /// The organization that was named most often, if no other was as often.
    pub fn main(&self) -> Option<usize> {
        self.most.1
    }

    /// Passes by a sentence in which nobody is spoken of.
    pub fn pass(&mut self) {
        self.sentence += 1;
    }

    /// Takes in that somebody was told to fund a round of another, or to lend to it.
    pub fn backed(&mut self, backer: usize, company: usize) {
        self.backs.insert(backer, company);
    }

    /// A fund that has just been told to back a company is seldom `the company` itself.
    fn behind(&self, row: &Row, at: usize, refers: &Refers, meant: Meant) -> Meant {
        let Meant::Party(party, by) = meant else { return meant };
        let guessed =
            matches!(by, "topic" | "most-named" | "only-party" | "not-described-otherwise");
        let company = self.backs.get(&party).filter(|_| guessed && self.is_first(row, at, refers));
        let recent = |one: &&usize| self.recent.iter().any(|(party, _)| party == *one);
        match company.filter(recent) {
            Some(company) => Meant::Party(*company, "backed"),
            None => meant,
        }
    }

    /// Counts a name.
    fn count_name(&mut self, party: usize) {
        let count = self.counts.entry(party).or_default();
        *count += 1;
        if *count > self.most.0 {
            self.most = (*count, Some(party));
        } else if *count == self.most.0 {
            self.most.1 = None;
        }
    }

    /// Goes on to a sentence of a paragraph, before it is asked who it is about.
    pub fn go_on(&mut self, paragraph: usize) {
        self.paragraph = paragraph;
    }

    /// Tells who is meant in a sentence, and remembers it.
    pub fn refer(&mut self, row: &Row) -> Refers {
        let mut refers = Refers { meant: Vec::with_capacity(row.items.len()) };
        for at in 0..row.items.len() {
            let meant = match row.what(at) {
                Some(What::Party(party)) => Meant::Party(*party, "name"),
                Some(What::Pronoun | What::Its) => self.pronoun(row, at, &refers),
                Some(What::Nominal) => {
                    let meant = self.nominal(row, at, &refers);
                    self.behind(row, at, &refers, meant)
                }
                _ => Meant::Nobody,
            };
            if let Meant::Party(party, _) = meant {
                self.remember(row, at, party);
            }
            refers.meant.push(meant);
        }
        self.define(row, &refers);
        if let Some(topic) = self.topic_of(row, &refers) {
            (self.topic, self.topic_paragraph) = (Some(topic), self.paragraph);
        }
        self.sentence += 1;
        refers
    }

    /// Takes in what a sentence defines.
    fn define(&mut self, row: &Row, refers: &Refers) {
        for open in 1..row.items.len() {
            if row.word(open) != "(" {
                continue;
            }
            let before = (open.saturating_sub(4)..open).rev();
            let Some(party) = before.filter_map(|one| refers.party(one)).next() else { continue };
            let close = (open..row.items.len().min(open + 16)).find(|at| row.word(*at) == ")");
            for quote in open..close.unwrap_or(open).saturating_sub(1) {
                let term = row.word(quote + 1);
                if row.word(quote) == "\"" && row.word(quote + 2) == "\"" && !term.is_empty() {
                    self.defined.entry(term.to_string()).or_insert(party);
                }
            }
        }
    }

    fn remember(&mut self, row: &Row, at: usize, party: usize) {
        if !is_organization(row, party) {
            return;
        }
        let now = self.sentence;
        self.recent.retain(|(one, when)| *one != party && now - when <= MEMORY);
        self.recent.push((party, self.sentence));
        if matches!(row.what(at), Some(What::Party(_))) {
            self.count_name(party);
            self.learn_before(row, at, party);
        }
        // X, the AI company behind Y; X, a chipmaker: what follows describes it.
        let article = matches!(row.word(at + 2), "a" | "an");
        if row.word(at + 1) == "," && article {
            let words = (at + 3..row.items.len().min(at + 12)).map(|at| row.word(at));
            let words: Vec<String> = words
                .take_while(|word| {
                    !matches!(*word, "" | "," | ".") && !tags(word).has(Tag::Preposition)
                })
                .map(str::to_string)
                .collect();
            if words.iter().any(|word| tags(word).has(Tag::CompanyNoun)) {
                self.described.entry(party).or_default().extend(words);
            }
        }
    }

    /// Italian insurer X: the words in front describe it.
    fn learn_before(&mut self, row: &Row, at: usize, party: usize) {
        let mut words = Vec::new();
        for before in (at.saturating_sub(5)..at).rev() {
            let tags = row.tags(before);
            let word = row.word(before);
            let plain = row.what(before) == Some(&What::Word)
                && !tags.has(Tag::Preposition)
                && !tags.has(Tag::Determiner)
                && !tags.has(Tag::Auxiliary)
                && !tags.has(Tag::Subordinator)
                && !matches!(word, "and" | "or");
            if !plain || row.verb(before).is_some() {
                break;
            }
            words.push(word.to_string());
        }
        if words.iter().any(|word| tags(word).has(Tag::CompanyNoun)) {
            self.described.entry(party).or_default().extend(words);
        }
    }

    /// Who a sentence is about: the first that hangs on no preposition, or whose something does.
    fn topic_of(&self, row: &Row, refers: &Refers) -> Option<usize> {
        let mut at = 0;
        while at < row.items.len() {
            // What something is done to is not what the text is about.
            if row.verb(at).is_some_and(|verb| verb.forms == super::Forms::BASE) {
                return None;
            }
            if row.tags(at).has(Tag::Preposition) {
                at = row.phrase(at + 1).end.max(at + 1);
                continue;
            }
            if let Some(party) = refers.party(at).filter(|party| is_organization(row, *party)) {
                // X and Y ran the sale: neither is what the text is about.
                let several = row.word(at + 1) == "and" && refers.party(at + 2).is_some();
                return Some(party).filter(|_| !several);
            }
            at += 1;
        }
        None
    }

    fn pronoun(&self, row: &Row, at: usize, refers: &Refers) -> Meant {
        // Offered to buy it: not who offers.
        let behind = at.checked_sub(1).is_some_and(|before| {
            row.verb(before).is_some() || row.tags(before).has(Tag::Preposition)
        });
        if behind && row.what(at) == Some(&What::Pronoun) && !is_doing(row, at) {
            let clause = (0..at).rev().find(|one| {
                matches!(row.word(*one), "but" | "while" | "as" | "after" | "because" | ";")
            });
            let doing = (clause.unwrap_or(0)..at)
                .rev()
                .filter(|one| is_doing(row, *one))
                .find_map(|one| refers.party(one));
            let fits = |party: &usize| is_organization(row, *party) && doing != Some(*party);
            // Raised $5m, valuing it: who raised is valued.
            let participle = row.verb(at - 1).is_some_and(|verb| verb.forms == super::Forms::ING);
            let listed =
                |one: &usize| matches!(row.word(one + 1), "and" | ",") && row.is_somebody(one + 2);
            let mut others =
                (0..at).rev().filter(|one| !listed(one)).filter_map(|one| refers.party(one));
            let first = (0..at)
                .filter_map(|one| refers.party(one))
                .find(|party| is_organization(row, *party));
            let other = if participle { first } else { others.find(fits) };
            return match other.or(self.topic.filter(fits)) {
                Some(party) => Meant::Party(party, "pronoun-object"),
                None => Meant::Nobody,
            };
        }
        // X raised $5m, with Y joining in, taking its valuation to $50m: that of X.
        let taking = at >= 2
            && row.word(at - 2) == ","
            && row.verb(at - 1).is_some_and(|verb| verb.forms == super::Forms::ING);
        let mut named = (0..at).filter_map(|one| refers.party(one));
        if let Some(first) = named.find(|party| taking && is_organization(row, *party)) {
            return Meant::Party(first, "pronoun-subject");
        }
        // The nearest before it that does something, or the first of the sentence.
        let subjects = (0..at).rev().filter(|one| is_doing(row, *one));
        let doing =
            subjects.filter_map(|one| refers.party(one)).find(|party| is_organization(row, *party));
        if let Some(party) = doing {
            return Meant::Party(party, "pronoun-subject");
        }
        let named = (0..at)
            .filter_map(|one| refers.party(one))
            .find(|party| is_organization(row, *party) && !watches(row, *party));
        match named.or(self.topic) {
            Some(party) => Meant::Party(party, "pronoun-topic"),
            None => Meant::Nobody,
        }
    }

    fn nominal(&mut self, row: &Row, at: usize, refers: &Refers) -> Meant {
        let words = words(row, at);
        // X, the AI company; the AI company X: both are X.
        let beside = self.apposition(row, at, refers);
        if let Some(party) = beside {
            self.described.entry(party).or_default().extend(words);
            return Meant::Party(party, "apposition");
        }
        let recent: Vec<usize> = self
            .recent
            .iter()
            .rev()
            .filter(|(_, when)| self.sentence - when <= MEMORY)
            .map(|(party, _)| *party)
            .collect();
        let head = row.items[at].tokens.end.checked_sub(1);
        let head = head.map_or("", |head| row.scene.tokens.word(head));
        if let Some(party) = self.defined.get(head) {
            return Meant::Party(*party, "defined");
        }
        // Raised $5m, valuing the start-up: who raised is valued.
        let valuing = at > 0
            && row
                .verb(at - 1)
                .is_some_and(|verb| verb.lemma == "value" && verb.forms == super::Forms::ING);
        let mut named = (0..at).filter_map(|one| refers.party(one));
        if let Some(first) = named.find(|party| valuing && is_organization(row, *party)) {
            return Meant::Party(first, "valued-subject");
        }
        if words.is_empty() {
            return self.plain(row, at, refers, &recent);
        }
        let scores: Vec<(usize, usize)> =
            recent.iter().map(|party| (*party, self.fits(row, *party, &words))).collect();
        let best = scores.iter().map(|(_, score)| *score).max().unwrap_or(0);
        let fitting: Vec<usize> =
            scores.iter().filter(|(_, score)| *score == best).map(|(party, _)| *party).collect();
        let meant = match (best, &fitting[..]) {
            (_, [only]) => Meant::Party(*only, if best > 0 { "described" } else { "only-party" }),
            (0, []) => Meant::Nobody,
            (0, _) => self.undescribed(row, at, refers, fitting),
            // Of two that fit, the one that is spoken of.
            (_, many)
                if self.is_first(row, at, refers)
                    && self.topic.is_some_and(|topic| many.contains(&topic)) =>
            {
                self.topic.map_or(Meant::Nobody, |topic| Meant::Party(topic, "described-topic"))
            }
            _ => Meant::Ambiguous(fitting),
        };
        // What it is called once it may be called again.
        if let Meant::Party(party, _) = meant {
            self.described.entry(party).or_default().extend(words);
        }
        meant
    }

    /// Nothing known fits: the topic, where of no other party is less known.
    fn undescribed(&self, row: &Row, at: usize, refers: &Refers, fitting: Vec<usize>) -> Meant {
        let known = |party: &usize| !row.scene.parties.parties[*party].described.is_empty();
        let unknown: Vec<usize> = fitting.iter().copied().filter(|party| !known(party)).collect();
        match &unknown[..] {
            [only] => Meant::Party(*only, "not-described-otherwise"),
            [] if self.is_first(row, at, refers) => match self.topic {
                Some(topic) => Meant::Party(topic, "topic"),
                None => Meant::Ambiguous(fitting),
            },
            // The one that the text is about, if it is named more often than any other.
            _ => match self
                .topic
                .filter(|topic| self.is_first(row, at, refers) && self.leads(*topic, &fitting))
            {
                Some(topic) => Meant::Party(topic, "most-named"),
                None => Meant::Ambiguous(fitting),
            },
        }
    }

    fn leads(&self, topic: usize, among: &[usize]) -> bool {
        among.contains(&topic)
            && among.iter().all(|one| *one == topic || self.count(*one) < self.count(topic))
    }

    /// `the company`: at the start of a sentence whom the last one was about; else who was named
    /// last in this one.
    fn plain(&self, row: &Row, at: usize, refers: &Refers, recent: &[usize]) -> Meant {
        if self.is_first(row, at, refers) {
            // A bank named in passing is not the company that the text is about.
            let main = self.main().filter(|main| recent.contains(main));
            if let (Some(main), Some(topic)) = (main, self.topic)
                && self.count(topic) == 1
                && self.count(main) >= 3
            {
                return Meant::Party(main, "most-named");
            }
            return match self.topic() {
                Some(topic) => Meant::Party(topic, "topic"),
                None => Meant::Nobody,
            };
        }
        let last = (0..at)
            .rev()
            .filter(|one| row.what(*one) != Some(&What::Its))
            .filter_map(|one| refers.party(one))
            .find(|party| is_organization(row, *party));
        match last.or(recent.first().copied()) {
            Some(party) => Meant::Party(party, "last-named"),
            None => Meant::Nobody,
        }
    }

    fn is_first(&self, row: &Row, at: usize, refers: &Refers) -> bool {
        (0..at).all(|one| refers.party(one).is_none_or(|party| !is_organization(row, party)))
    }

    fn apposition(&self, row: &Row, at: usize, refers: &Refers) -> Option<usize> {
        if let Some(What::Party(next)) = row.what(at + 1) {
            return Some(*next).filter(|party| is_organization(row, *party));
        }
        let before = at.checked_sub(2)?;
        let party = refers.party(before).filter(|party| is_organization(row, *party))?;
        let closed = matches!(
            row.word(at + 1),
            "," | "." | "behind" | "that" | "which" | "of" | "in" | "founded" | "led" | ""
        );
        (row.word(at - 1) == "," && closed && row.what(before) != Some(&What::Nominal))
            .then_some(party)
    }

    /// How many of the words describe a party.
    fn fits(&self, row: &Row, party: usize, words: &[String]) -> usize {
        let one = &row.scene.parties.parties[party];
        let learned = self.described.get(&party);
        let has = |word: &&String| {
            one.described.contains(*word) || learned.is_some_and(|known| known.contains(*word))
        };
        words.iter().filter(has).count()
    }
}

/// The words of an item that tell something, with hyphens joined: `start-up`.
fn words(row: &Row, at: usize) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut joins = false;
    for token in row.items[at].tokens.clone() {
        let word = row.scene.tokens.word(token);
        match (word, words.last_mut()) {
            ("-", Some(last)) => {
                last.push('-');
                joins = true;
            }
            (_, Some(last)) if joins => {
                last.push_str(word);
                joins = false;
            }
            _ => words.push(word.to_string()),
        }
    }
    let aside = ["-based", "-old", "-listed", "-owned", "-backed", "-headquartered"];
    words.retain(|word| {
        !PLAIN.contains(&word.as_str())
            && !aside.iter().any(|end| word.ends_with(end))
            && !word.bytes().any(|byte| byte.is_ascii_digit())
    });
    words
}

fn is_organization(row: &Row, party: usize) -> bool {
    row.scene.parties.parties[party].sort == Sort::Organization
}

/// Whether a party only takes in what others report.
fn watches(row: &Row, party: usize) -> bool {
    let name = &row.scene.parties.parties[party].name;
    let last = name.split(' ').next_back().unwrap_or("");
    matches!(
        last,
        "Commission" | "Court" | "Exchange" | "Agency" | "Ministry" | "Authority" | "SEC"
    )
}

/// Whether an item of a party stands in front of a verb, so that it does something.
fn is_doing(row: &Row, at: usize) -> bool {
    let mut next = at + 1;
    // A few words set off by commas may stand between.
    if row.word(next) == "," {
        let close = (next + 1..row.items.len().min(next + 12)).find(|at| row.word(*at) == ",");
        next = close.map_or(next, |close| close + 1);
    }
    while row.is_adverb(next) {
        next += 1;
    }
    row.is_somebody(at) && (row.tags(next).has(Tag::Auxiliary) || row.verb(next).is_some())
}
