//! The names of a book: which party and source has which, and new ones that no other has.

use std::collections::{BTreeMap, BTreeSet};

use counterflow_claim::{Claims, PartyKind};

use crate::claim::Somebody;
use crate::lexicon::{Tags, tags};
use crate::party::{Gazetteer, Listed};

/// Words that a name of a party may not be, since a header reads them as its own.
const TAKEN: &[&str] = &[
    "about", "by", "denies", "each", "from", "jointly", "none", "of", "supports", "to", "unknown",
];
/// A ticker with fewer letters is too often a word.
const SHORTEST_TICKER: usize = 3;
/// A longer name is cut at a word.
const LONGEST_ID: usize = 40;

/// The parties and sources of a book, by name, with room for new ones.
#[derive(Clone, Debug, Default)]
pub struct BookNames {
    /// Names in small letters to the party's id; `None` where two parties have the name.
    parties: BTreeMap<String, Option<String>>,
    /// Ids of parties, sources, claims and deals.
    taken: BTreeSet<String>,
    /// The hashes of documents with the source that was made of each.
    hashes: BTreeMap<String, String>,
    listed: Vec<Listed>,
    /// Numbers at the SEC to the company's id.
    ciks: BTreeMap<u64, String>,
}

impl BookNames {
    /// Adds what a book declares. Time is linear in the book, with a logarithm for every name.
    pub fn add(&mut self, claims: &Claims) {
        for id in claims.party_ids() {
            let party = claims.party(id);
            let own = claims.written(party.id).to_string();
            let title = claims.party_title(id).into_owned();
            let mut aliases: Vec<String> =
                party.aliases.iter().flat_map(|span| list(&claims.plain(*span))).collect();
            let tickers = party.identifiers.iter().filter(|one| one.scheme == "ticker");
            let tickers = tickers.map(|one| claims.plain(one.value).into_owned());
            aliases.extend(tickers.filter(|ticker| is_telling(ticker)));
            let cik = party.identifiers.iter().find(|one| one.scheme == "cik");
            if let Some(cik) = cik.and_then(|one| claims.plain(one.value).trim().parse().ok()) {
                self.ciks.entry(cik).or_insert(own.clone());
            }
            for name in [&own, &title].into_iter().chain(&aliases) {
                self.name(name, &own);
            }
            self.taken.insert(own);
            let parts = !matches!(party.kind, PartyKind::Unnamed | PartyKind::Topic);
            if parts {
                let described = aliases.iter().flat_map(|alias| description(alias)).collect();
                self.listed.push(Listed { name: title, aliases, described });
            }
        }
        for source in &claims.sources {
            let id = claims.written(source.id).to_string();
            if let Some(hash) = source.sha256 {
                self.hashes.entry(claims.plain(hash).to_lowercase()).or_insert(id.clone());
            }
            self.taken.insert(id);
        }
        let names = claims.iter().map(|(id, _)| claims.name(id));
        let deals = claims.deal_ids().map(|id| claims.deal_name(id));
        self.taken.extend(names.chain(deals));
    }

    /// The names as a reader looks for them; one that two parties have is left out.
    pub fn gazetteer(&self) -> Gazetteer {
        let one = |name: &String| matches!(self.parties.get(&folded(name)), Some(Some(_)));
        let listed = self.listed.iter().filter(|party| one(&party.name)).map(|party| Listed {
            name: party.name.clone(),
            aliases: party.aliases.iter().filter(|alias| one(alias)).cloned().collect(),
            described: party.described.clone(),
        });
        Gazetteer::new(listed)
    }

    /// The id of the company with a number at the SEC or, where none has it, with a name.
    pub fn company(&self, cik: u64, name: &str) -> Option<&str> {
        let named = || self.parties.get(&folded(name))?.as_ref();
        self.ciks.get(&cik).or_else(named).map(String::as_str)
    }

    /// The source that was made of the document of this hash, if one was.
    pub fn read_already(&self, sha256: &str) -> Option<&str> {
        self.hashes.get(sha256).map(String::as_str)
    }

    /// Notes that a source was made of the document of a hash.
    pub(super) fn remember(&mut self, sha256: &str, source: &str) {
        self.hashes.entry(sha256.to_string()).or_insert_with(|| source.to_string());
    }

    /// The id of a party, and whether the book has it already.
    pub(super) fn party(&mut self, somebody: &Somebody) -> (String, bool) {
        if let Some(Some(id)) = self.parties.get(&folded(&somebody.name)) {
            return (id.clone(), true);
        }
        let id = self.fresh(&somebody.name, "party");
        self.name(&somebody.name, &id);
        (id, false)
    }

    /// An id made of words that nothing else has: with a number behind where something has.
    pub(super) fn fresh(&mut self, words: &str, otherwise: &str) -> String {
        let slug = slug(words, otherwise);
        let numbered = (2_u32..).map(|count| format!("{slug}-{count}"));
        let free = std::iter::once(slug.clone()).chain(numbered);
        let id = free.into_iter().find(|id| !self.taken.contains(id)).unwrap_or(slug);
        self.taken.insert(id.clone());
        id
    }

    fn name(&mut self, name: &str, id: &str) {
        let entry = self.parties.entry(folded(name)).or_insert_with(|| Some(id.to_string()));
        if entry.as_deref() != Some(id) {
            *entry = None;
        }
    }
}

fn folded(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn list(value: &str) -> Vec<String> {
    value.split(',').map(|name| name.trim().to_string()).filter(|name| !name.is_empty()).collect()
}

/// Whether a ticker is no common word: `NVDA`, and not `ON`.
fn is_telling(ticker: &str) -> bool {
    ticker.len() >= SHORTEST_TICKER && tags(&ticker.to_lowercase()) == Tags::default()
}

/// The words of an alias that describes: `chatgpt` and `maker` of `the ChatGPT maker`.
fn description(alias: &str) -> Vec<String> {
    let words = alias.strip_prefix("the ").unwrap_or("").split_whitespace();
    words.map(str::to_lowercase).collect()
}

/// Small letters and digits with dashes between, starting with a letter.
pub(super) fn slug(words: &str, otherwise: &str) -> String {
    let mut slug = String::new();
    for word in words.split(|one: char| !one.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let word = word.to_lowercase();
        if !slug.is_empty() && slug.len() + word.len() >= LONGEST_ID {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.extend(word.chars().take(LONGEST_ID));
    }
    match slug.chars().next() {
        None => otherwise.to_string(),
        Some(first) if !first.is_alphabetic() => format!("{otherwise}-{slug}"),
        Some(_) if TAKEN.contains(&slug.as_str()) => format!("{otherwise}-{slug}"),
        Some(_) => slug,
    }
}
