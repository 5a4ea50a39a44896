//! What all tables know of a word, found once for each token.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::{Tag, Tags, WORDS};
use crate::clause::{Verb, forms, verb};
use crate::grammar;
use crate::party::Gazetteer;
use crate::quantity::{Lex, NUMBER_WORDS};
use crate::time::{TIMES, TimeLex};

/// What is known of a word.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Entry {
    /// Its tags.
    pub tags: Tags,
    /// The verb that it may be a form of.
    pub verb: Option<Verb>,
    /// What it does in a number.
    pub number: Option<Lex>,
    /// What it does in a time.
    pub time: Option<TimeLex>,
    /// Whether a well-known name starts with it.
    pub names: bool,
    /// Whether a rule starts from it, or an opinion.
    pub triggers: bool,
    /// Whether it may stand for a party that is not named: `it`, `company`.
    pub stands: bool,
}

/// The entries of every word that a table has; the first is that of all other words.
#[derive(Debug)]
pub(crate) struct Entries {
    all: Vec<Entry>,
    by_word: FxHashMap<&'static str, u16>,
}

static ENTRIES: LazyLock<Entries> = LazyLock::new(|| {
    let mut entries = Entries { all: vec![Entry::default()], by_word: FxHashMap::default() };
    WORDS.keys().for_each(|word| entries.add(word));
    forms().for_each(|word| entries.add(word));
    NUMBER_WORDS.keys().chain(TIMES.keys()).for_each(|word| entries.add(word));
    Gazetteer::known().first_words().for_each(|word| entries.add(word));
    grammar::trigger_nouns().for_each(|word| entries.add(word));
    STANDS.iter().for_each(|word| entries.add(word));
    KINDS.iter().filter_map(|kind| first_part(kind)).for_each(|word| entries.add(word));
    entries
});

/// Words that stand for a party.
const STANDS: &[&str] = &["it", "itself", "its", "whose"];

/// The kinds of parties.
static KINDS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let kinds = WORDS.iter().filter(|(_, tags)| tags.has(Tag::CompanyNoun));
    let mut kinds: Vec<&str> = kinds.map(|(word, _)| word.as_str()).collect();
    kinds.sort_unstable();
    kinds
});

/// The part of a kind in front of its hyphen: of `start-up`.
fn first_part(kind: &'static str) -> Option<&'static str> {
    kind.split_once('-').map(|(first, _)| first)
}

impl Entries {
    /// The table, made once.
    pub fn get() -> &'static Entries {
        &ENTRIES
    }

    /// The number of a word in small letters.
    pub fn number(&self, word: &str) -> u16 {
        self.by_word.get(word).copied().unwrap_or_default()
    }

    /// The entry of a number.
    pub fn entry(&self, number: u16) -> &Entry {
        self.all.get(usize::from(number)).unwrap_or(&self.all[0])
    }

    fn add(&mut self, word: &'static str) {
        if self.by_word.contains_key(word) {
            return;
        }
        let entry = Entry {
            tags: super::tags(word),
            verb: verb(word),
            number: NUMBER_WORDS.get(word).copied(),
            time: TIMES.get(word).copied(),
            names: Gazetteer::known().has_first(word),
            triggers: grammar::is_trigger(word),
            stands: STANDS.contains(&word)
                || KINDS.iter().any(|kind| *kind == word || first_part(kind) == Some(word)),
        };
        if let Ok(number) = u16::try_from(self.all.len()) {
            self.by_word.insert(word, number);
            self.all.push(entry);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Class, Tokens};

    #[test]
    fn every_word_has_its_own_number() {
        let entries = Entries::get();
        assert_eq!(entries.all.len(), entries.by_word.len() + 1);
        assert!(entries.all.len() > 1_000 && entries.all.len() < usize::from(u16::MAX));
    }

    #[test]
    fn no_mark_and_no_number_is_a_word_of_a_table() {
        let found = Entries::get().by_word.keys().find(|word| {
            let tokens = Tokens::new(word);
            let looked_up =
                matches!(tokens.class(0), Class::Lower | Class::Capital | Class::Clitic);
            tokens.len() == 1 && !looked_up
        });
        assert_eq!(found, None);
    }
}
