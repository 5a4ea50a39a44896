//! Names of parties, each kept once.

use counterflow_syntax::nearest;
use rustc_hash::FxHashMap;

/// At most so many names are looked through for what an unknown one may mean, and so often.
const SEARCHED: usize = 100_000;

/// Parties by number and by name.
#[derive(Debug, Default)]
pub struct Parties {
    names: Vec<Box<str>>,
    numbers: FxHashMap<Box<str>, u32>,
}

impl Parties {
    /// Adds a party. Gives the number that it has already, if it is there.
    pub fn add(&mut self, name: &str) -> Result<u32, u32> {
        if let Some(&number) = self.numbers.get(name) {
            return Err(number);
        }
        let number = self.names.len() as u32;
        self.names.push(name.into());
        self.numbers.insert(name.into(), number);
        Ok(number)
    }

    /// The number of a party.
    pub fn number(&self, name: &str) -> Option<u32> {
        self.numbers.get(name).copied()
    }

    /// The name of a party that is there.
    pub fn name(&self, number: usize) -> &str {
        &self.names[number]
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// All names, by number.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(|name| &**name)
    }

    /// The party that may be meant by a name that none has.
    pub fn nearest(&self, name: &str) -> Option<&str> {
        let same = |known: &&str| known.to_lowercase() == name.to_lowercase();
        let looked = || self.names().take(SEARCHED);
        looked().find(same).or_else(|| nearest(name, looked()))
    }
}
