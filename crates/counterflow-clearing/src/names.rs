//! Names of parties, each kept once.

use std::hash::Hasher;

use rustc_hash::FxHasher;

/// Parties by number and by name: for callers that have names where a web has numbers.
///
/// All names stand in one text, and a table of open addresses finds them: some twenty bytes a party
/// beside its name, where a box for each and a map would take a hundred.
///
/// # Example
///
/// ```
/// use counterflow_clearing::Names;
///
/// let mut names = Names::default();
/// assert_eq!(names.add("alder"), Ok(0));
/// assert_eq!(names.add("birch"), Ok(1));
/// assert_eq!(names.add("alder"), Err(0));
/// assert_eq!((names.number("birch"), names.name(0)), (Some(1), "alder"));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Names {
    text: String,
    /// Where each name ends in the text.
    ends: Vec<usize>,
    /// A part of the hash of a name, and its number; as many as a power of two, half of them free.
    slots: Vec<(u32, u32)>,
}

/// The number in a slot that is free.
const FREE: u32 = u32::MAX;

impl Names {
    /// Adds a name; O(its length), as looking one up.
    ///
    /// # Errors
    ///
    /// The number that it has already, if it is there.
    pub fn add(&mut self, name: &str) -> Result<u32, u32> {
        if 2 * (self.len() + 1) > self.slots.len() {
            self.grow();
        }
        let hash = hash(name);
        let slot = self.slot(hash, name);
        if self.slots[slot].1 != FREE {
            return Err(self.slots[slot].1);
        }
        let number = self.len() as u32;
        self.slots[slot] = (hash as u32, number);
        self.text.push_str(name);
        self.ends.push(self.text.len());
        Ok(number)
    }

    /// Doubles the table.
    fn grow(&mut self) {
        self.slots = vec![(0, FREE); (4 * self.len()).next_power_of_two().max(16)];
        for number in 0..self.len() {
            let hash = hash(self.name(number));
            let mut slot = self.first(hash);
            while self.slots[slot].1 != FREE {
                slot = self.after(slot);
            }
            self.slots[slot] = (hash as u32, number as u32);
        }
    }

    /// The slot of a name, or the free one where it would be.
    fn slot(&self, hash: u64, name: &str) -> usize {
        let mut slot = self.first(hash);
        loop {
            let (mark, number) = self.slots[slot];
            let is_it = mark == hash as u32 && number != FREE && self.name(number as usize) == name;
            if number == FREE || is_it {
                return slot;
            }
            slot = self.after(slot);
        }
    }

    /// Where to look first: by other bits of the hash than those that are kept.
    fn first(&self, hash: u64) -> usize {
        (hash >> 32) as usize & (self.slots.len() - 1)
    }

    fn after(&self, slot: usize) -> usize {
        (slot + 1) & (self.slots.len() - 1)
    }

    /// The number of a party.
    pub fn number(&self, name: &str) -> Option<u32> {
        if self.slots.is_empty() {
            return None;
        }
        let (_, number) = self.slots[self.slot(hash(name), name)];
        (number != FREE).then_some(number)
    }

    /// The name of a party.
    ///
    /// # Panics
    ///
    /// If there is none with this number.
    pub fn name(&self, number: usize) -> &str {
        let from = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[from..self.ends[number]]
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// All names, by number.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|number| self.name(number))
    }
}

fn hash(name: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(name.as_bytes());
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_by_number_and_numbers_by_name() {
        let names: Vec<String> = (0..1_000).map(|number| format!("party {number}")).collect();
        let mut parties = Names::default();
        assert_eq!(parties.number("party 0"), None);
        for (number, name) in names.iter().enumerate() {
            assert_eq!(parties.add(name), Ok(number as u32));
            assert_eq!(parties.add(&names[number / 2]), Err(number as u32 / 2));
        }
        assert_eq!(parties.len(), names.len());
        for (number, name) in names.iter().enumerate() {
            assert_eq!(
                (parties.number(name), parties.name(number)),
                (Some(number as u32), &**name)
            );
        }
        assert_eq!(parties.number("party"), None);
        assert!(parties.iter().eq(names.iter().map(String::as_str)));
    }

    /// A name may be empty text in no table, but a part of another in any.
    #[test]
    fn names_that_run_together_are_not_one() {
        let mut parties = Names::default();
        let numbers = ["a", "ab", "b", "abc", "bc"].map(|name| parties.add(name));
        assert_eq!(numbers, [Ok(0), Ok(1), Ok(2), Ok(3), Ok(4)]);
        assert_eq!(["abb", "ba", "c"].map(|name| parties.number(name)), [None; 3]);
    }
}
