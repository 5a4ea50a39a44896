//! Joins the names of one party.

use rustc_hash::{FxHashMap, FxHashSet};

use super::index::{Index, Key};
use super::names::Name;
use super::{Gazetteer, Mention, Parties, Party, Sort};
use crate::lexicon::Tag;
use crate::text::Tokens;

/// Makes parties of names, in the order in which they are first named. Time is linear in the names.
pub fn join(tokens: &Tokens, names: Vec<Name>, gazetteer: &Gazetteer) -> Parties {
    let mut joined = Joined::default();
    for name in names {
        let key = key(tokens, &name);
        let party = match name.listed {
            Some((own, at)) => joined.listed(own, at, key, gazetteer),
            None => match joined.find(tokens, &name, &key) {
                Some(party) => Some(party),
                None => joined.add(tokens, &name, key),
            },
        };
        let Some(party) = party else { continue };
        joined.parties.mentions.push(Mention { tokens: name.tokens, party });
    }
    joined.parties
}

/// The words of a name without the form of a company, in small letters.
fn key(tokens: &Tokens, name: &Name) -> Key {
    let worded = |at: &usize| tokens.word(*at).chars().any(char::is_alphanumeric);
    let words = || name.tokens.clone().filter(worded);
    let last = words().rev().find(|at| !tokens.tags(*at).has(Tag::Suffix));
    let end = last.map_or(name.tokens.end, |last| last + 1);
    Key::new(words().filter(|at| *at < end).map(|at| tokens.word(at)))
}

#[derive(Default)]
struct Joined {
    /// The names of each party that is no person.
    keys: Vec<Vec<Key>>,
    /// The parties of the gazetteers: whether of the reader's own, and the place there.
    listed: FxHashMap<(bool, usize), usize>,
    listed_parties: FxHashSet<usize>,
    index: Index,
    parties: Parties,
}

impl Joined {
    fn listed(&mut self, own: bool, at: usize, key: Key, gazetteer: &Gazetteer) -> Option<usize> {
        if let Some(party) = self.listed.get(&(own, at)) {
            return Some(*party);
        }
        let listed = if own { gazetteer.listed(at) } else { Gazetteer::known().listed(at) }?;
        let party = self.enter(
            key,
            Party {
                name: listed.name.clone(),
                sort: Sort::Organization,
                weak: false,
                described: listed.described.clone(),
            },
        );
        self.listed.insert((own, at), party);
        self.listed_parties.insert(party);
        Some(party)
    }

    /// The one party that a name can mean: by the same words, by the first of its words, or by their
    /// initials. Where two can be meant, none is.
    fn find(&mut self, tokens: &Tokens, name: &Name, key: &Key) -> Option<usize> {
        let exact = self.index.exactly(key);
        let found = exact.or_else(|| self.shortly(tokens, name, key))?;
        let full = &mut self.parties.parties[found];
        full.weak &= name.weak;
        // The fuller name is the name.
        if !self.listed_parties.contains(&found) && key.len() > full.name.split(' ').count() {
            full.name = spelled(tokens, name);
        }
        let turned = name.sort == Sort::Person && full.sort != Sort::Person;
        if turned {
            full.sort = Sort::Person;
        }
        let sort = full.sort;
        if exact.is_none() {
            self.index.add(found, sort, key);
            self.keys[found].push(key.clone());
        }
        if turned {
            let keys = std::mem::take(&mut self.keys[found]);
            keys.iter().for_each(|key| self.index.add(found, sort, key));
        }
        Some(found)
    }

    fn shortly(&self, tokens: &Tokens, name: &Name, key: &Key) -> Option<usize> {
        if key.is_empty() {
            return None;
        }
        let initials = initials(tokens, name);
        self.index.shortly(&self.parties.parties, key, name.sort, initials.as_deref())
    }

    fn add(&mut self, tokens: &Tokens, name: &Name, key: Key) -> Option<usize> {
        if key.is_empty() {
            return None;
        }
        let name = Party {
            name: spelled(tokens, name),
            sort: name.sort,
            weak: name.weak,
            described: Vec::new(),
        };
        Some(self.enter(key, name))
    }

    fn enter(&mut self, key: Key, party: Party) -> usize {
        let number = self.parties.parties.len();
        self.index.add(number, party.sort, &key);
        self.parties.parties.push(party);
        self.keys.push(vec![key]);
        number
    }
}

/// The letters of a name of one word in capitals, which may be the initials of a longer one.
fn initials(tokens: &Tokens, name: &Name) -> Option<String> {
    let text = tokens.text(name.tokens.start);
    let one = name.tokens.len() == 1 && text.len() >= 2 && text.chars().all(char::is_uppercase);
    one.then(|| text.to_lowercase())
}

/// A name as it is written, without the form of a company behind it.
fn spelled(tokens: &Tokens, name: &Name) -> String {
    let mut end = name.tokens.end;
    while end > name.tokens.start + 1
        && (tokens.tags(end - 1).has(Tag::Suffix) && end - 1 > name.tokens.start
            || matches!(tokens.text(end - 1), "," | "."))
    {
        let word = tokens.word(end - 1);
        // Group and Holdings are what some are called.
        if matches!(word, "group" | "holdings" | "holding" | "company" | "companies") {
            break;
        }
        end -= 1;
    }
    let span = tokens.span(name.tokens.start..end);
    tokens.source()[span.range()].split_whitespace().collect::<Vec<_>>().join(" ")
}
