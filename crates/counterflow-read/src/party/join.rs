//! Joins the names of one party.

use super::names::Name;
use super::{Gazetteer, Mention, Parties, Party, Sort};
use crate::lexicon::{Tag, tags};
use crate::text::Tokens;

/// Makes parties of names, in the order in which they are first named.
pub fn join(tokens: &Tokens, names: Vec<Name>, gazetteer: &Gazetteer) -> Parties {
    let mut joined = Joined { known: Vec::new(), parties: Parties::default() };
    for name in names {
        let key = key(tokens, &name);
        let party = match name.listed {
            Some((own, at)) => joined.listed(own, at, &key, gazetteer),
            None => {
                joined.find(tokens, &name, &key).unwrap_or_else(|| joined.add(tokens, &name, &key))
            }
        };
        let Some(party) = party else { continue };
        joined.parties.mentions.push(Mention { tokens: name.tokens, party });
    }
    joined.parties
}

/// The words of a name without the form of a company, in small letters.
fn key(tokens: &Tokens, name: &Name) -> Vec<String> {
    let words = name.tokens.clone().map(|at| tokens.word(at).to_string());
    let words: Vec<String> = words.filter(|word| word.chars().any(char::is_alphanumeric)).collect();
    let bare = words
        .iter()
        .rposition(|word| !tags(word).has(Tag::Suffix))
        .map_or(words.len(), |at| at + 1);
    words[..bare].to_vec()
}

struct Known {
    /// The keys by which a party was named.
    keys: Vec<Vec<String>>,
    listed: Option<(bool, usize)>,
}

struct Joined {
    known: Vec<Known>,
    parties: Parties,
}

impl Joined {
    fn listed(
        &mut self,
        own: bool,
        at: usize,
        key: &[String],
        gazetteer: &Gazetteer,
    ) -> Option<usize> {
        if let Some(party) = self.known.iter().position(|known| known.listed == Some((own, at))) {
            return Some(party);
        }
        let listed = if own { gazetteer.listed(at) } else { Gazetteer::known().listed(at) }?;
        self.known.push(Known { keys: vec![key.to_vec()], listed: Some((own, at)) });
        self.parties.parties.push(Party {
            name: listed.name.clone(),
            sort: Sort::Organization,
            weak: false,
            described: listed.described.clone(),
        });
        Some(self.known.len() - 1)
    }

    /// The one party that a name can mean: by the same words, by the first of its words, or by their
    /// initials. Where two can be meant, none is.
    fn find(&mut self, tokens: &Tokens, name: &Name, key: &[String]) -> Option<Option<usize>> {
        let exact = self.only(|known, _| known.keys.iter().any(|one| one == key));
        let found = exact
            .or_else(|| self.only(|known, party| self.is_short(known, party, name, key, tokens)))?;
        self.known[found].keys.push(key.to_vec());
        let full = &mut self.parties.parties[found];
        // The fuller name is the name.
        if self.known[found].listed.is_none() && key.len() > full.name.split(' ').count() {
            full.name = spelled(tokens, name);
        }
        full.weak &= name.weak;
        if name.sort == Sort::Person {
            full.sort = Sort::Person;
        }
        Some(Some(found))
    }

    fn only(&self, fits: impl Fn(&Known, &Party) -> bool) -> Option<usize> {
        let all = self.known.iter().zip(&self.parties.parties).enumerate();
        let mut found = all.filter(|(_, (known, party))| fits(known, party)).map(|(at, _)| at);
        found.next().filter(|_| found.next().is_none())
    }

    fn is_short(
        &self,
        known: &Known,
        party: &Party,
        name: &Name,
        key: &[String],
        tokens: &Tokens,
    ) -> bool {
        if key.is_empty()
            || (name.sort == Sort::Person) != (party.sort == Sort::Person) && key.len() > 1
        {
            return false;
        }
        known.keys.iter().any(|full| {
            let starts =
                full.len() > key.len() && full.starts_with(key) && party.sort != Sort::Person;
            // The name came shortened first: Mistral, and later Mistral AI.
            let longer =
                key.len() > full.len() && key.starts_with(full) && party.sort != Sort::Person;
            let surname = party.sort == Sort::Person && key.len() == 1 && full.last() == key.last();
            starts || longer || surname || is_initials(tokens, name, full)
        })
    }

    fn add(&mut self, tokens: &Tokens, name: &Name, key: &[String]) -> Option<usize> {
        if key.is_empty() {
            return None;
        }
        self.known.push(Known { keys: vec![key.to_vec()], listed: None });
        self.parties.parties.push(Party {
            name: spelled(tokens, name),
            sort: name.sort,
            weak: name.weak,
            described: Vec::new(),
        });
        Some(self.known.len() - 1)
    }
}

/// Whether a name is the initials of a longer one.
fn is_initials(tokens: &Tokens, name: &Name, full: &[String]) -> bool {
    let text = tokens.text(name.tokens.start);
    let initials = || full.iter().filter_map(|word| word.chars().next());
    name.tokens.len() == 1
        && full.len() >= 2
        && text.len() >= 2
        && text.chars().all(char::is_uppercase)
        && text.to_lowercase().chars().eq(initials())
}

/// A name as it is written, without the form of a company behind it.
fn spelled(tokens: &Tokens, name: &Name) -> String {
    let mut end = name.tokens.end;
    while end > name.tokens.start + 1
        && (tags(tokens.word(end - 1)).has(Tag::Suffix) && end - 1 > name.tokens.start
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
