//! Parties by the words of their names, so that who a name can mean is looked up and not searched.

use rustc_hash::FxHashMap;

use super::{Party, Sort};

/// A name is known by so many of its words at most.
const WORDS: usize = 16;

/// The words of a name, in small letters with a blank between.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    words: String,
    count: usize,
}

impl Key {
    /// The key of some words.
    pub fn new<'w>(words: impl Iterator<Item = &'w str>) -> Key {
        let mut key = Key { words: String::new(), count: 0 };
        for word in words.take(WORDS) {
            if key.count > 0 {
                key.words.push(' ');
            }
            key.words.push_str(word);
            key.count += 1;
        }
        key
    }

    /// How many words it has.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The words in front of a blank of it, from one word on.
    fn starts(&self) -> impl Iterator<Item = &str> {
        self.words.match_indices(' ').map(|(at, _)| &self.words[..at])
    }

    fn last(&self) -> &str {
        self.words.rsplit(' ').next().unwrap_or("")
    }

    fn initials(&self) -> String {
        self.words.split(' ').filter_map(|word| word.chars().next()).collect()
    }
}

/// Parties by what they can be called, each list in their order and with each once.
#[derive(Debug, Default)]
pub struct Index {
    whole: FxHashMap<String, Vec<usize>>,
    starts: FxHashMap<String, Vec<usize>>,
    surnames: FxHashMap<String, Vec<usize>>,
    initials: FxHashMap<String, Vec<usize>>,
}

impl Index {
    /// Adds a name of a party; one that it has already changes nothing.
    pub fn add(&mut self, party: usize, sort: Sort, key: &Key) {
        enter(&mut self.whole, &key.words, party);
        if sort == Sort::Person {
            enter(&mut self.surnames, key.last(), party);
        } else {
            key.starts().for_each(|start| enter(&mut self.starts, start, party));
        }
        if key.len() >= 2 {
            enter(&mut self.initials, &key.initials(), party);
        }
    }

    /// The one party that has exactly this name.
    pub fn exactly(&self, key: &Key) -> Option<usize> {
        match self.whole.get(&key.words).map(Vec::as_slice) {
            Some([only]) => Some(*only),
            _ => None,
        }
    }

    /// The one party that a name stands for without being one of its names: it starts such a name
    /// or goes on from it, is the last name of a person, or is its initials, where some are given.
    pub fn shortly(
        &self,
        parties: &[Party],
        key: &Key,
        sort: Sort,
        initials: Option<&str>,
    ) -> Option<usize> {
        let person = |party: usize| parties.get(party).is_some_and(|one| one.sort == Sort::Person);
        let fits = |party: usize| key.len() == 1 || person(party) == (sort == Sort::Person);
        let longer = list(&self.starts, &key.words);
        let shorter = key.starts().flat_map(|start| list(&self.whole, start));
        let named = longer.iter().chain(shorter).filter(|party| !person(**party));
        let surname = if key.len() == 1 { list(&self.surnames, &key.words) } else { &[] };
        let initials = initials.map_or(&[][..], |initials| list(&self.initials, initials));
        let mut all = named.chain(surname).chain(initials).copied().filter(|party| fits(*party));
        let first = all.next()?;
        all.all(|party| party == first).then_some(first)
    }
}

fn list<'m>(map: &'m FxHashMap<String, Vec<usize>>, key: &str) -> &'m [usize] {
    map.get(key).map_or(&[], Vec::as_slice)
}

fn enter(map: &mut FxHashMap<String, Vec<usize>>, key: &str, party: usize) {
    match map.get_mut(key) {
        None => {
            map.insert(key.to_string(), vec![party]);
        }
        Some(list) => {
            if let Err(place) = list.binary_search(&party) {
                list.insert(place, party);
            }
        }
    }
}
