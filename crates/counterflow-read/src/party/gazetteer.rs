//! Names that are known beforehand: those of a book, and a list of well-known organizations.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::text::{Tokens, words};

/// A name that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// How the party is called in claims.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// Words that it is described by, in small letters.
    pub described: Vec<String>,
}

/// Names by their first word.
#[derive(Clone, Debug, Default)]
pub struct Gazetteer {
    listed: Vec<Listed>,
    /// First word to the words of a name and the place of its party, longest first.
    by_first: FxHashMap<String, Vec<(Vec<String>, usize)>>,
}

static KNOWN: LazyLock<Gazetteer> = LazyLock::new(|| {
    let lines = include_str!("known.txt").lines();
    let parse = |line: &str| {
        let mut parts = line.split('|').map(str::trim);
        let names = parts.next()?;
        let mut names = names.split(',').map(|name| name.trim().to_string());
        let described = parts.next().unwrap_or("").split_whitespace().map(str::to_string);
        Some(Listed {
            name: names.next()?,
            aliases: names.collect(),
            described: described.collect(),
        })
    };
    let listed = lines.filter(|line| !line.starts_with('#') && !line.is_empty()).filter_map(parse);
    Gazetteer::new(listed)
});

impl Gazetteer {
    /// The names of a list; of two parties with one name the first has it.
    pub fn new(listed: impl IntoIterator<Item = Listed>) -> Gazetteer {
        let mut gazetteer = Gazetteer::default();
        for one in listed {
            gazetteer.add(one);
        }
        gazetteer
    }

    /// Well-known organizations, with what they are described by.
    pub fn known() -> &'static Gazetteer {
        &KNOWN
    }

    /// Adds a party; names that are there already stay with theirs.
    pub fn add(&mut self, one: Listed) {
        let party = self.listed.len();
        for name in std::iter::once(&one.name).chain(&one.aliases) {
            let words = words(name);
            let Some(first) = words.first() else { continue };
            let names = self.by_first.entry(first.clone()).or_default();
            if !names.iter().any(|(known, _)| *known == words) {
                names.push((words, party));
                names.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
            }
        }
        self.listed.push(one);
    }

    /// The party at a place.
    pub fn listed(&self, party: usize) -> Option<&Listed> {
        self.listed.get(party)
    }

    /// The first words of names, in small letters.
    pub(crate) fn first_words(&self) -> impl Iterator<Item = &str> {
        self.by_first.keys().map(String::as_str)
    }

    /// Whether a name starts with a word in small letters.
    pub(crate) fn has_first(&self, word: &str) -> bool {
        self.by_first.contains_key(word)
    }

    /// The longest listed name that starts at a token: its party, and the token after it.
    pub fn at(&self, tokens: &Tokens, at: usize) -> Option<(usize, usize)> {
        let names = self.by_first.get(tokens.word(at))?;
        names.iter().find_map(|(words, party)| {
            let same = words.iter().enumerate().all(|(k, word)| tokens.word(at + k) == word);
            same.then_some((*party, at + words.len()))
        })
    }
}
