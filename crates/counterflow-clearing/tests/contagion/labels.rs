//! Other numbers for the same parties.

/// A permutation of the numbers from 0 to below `parties`: turned round and moved on.
#[derive(Clone, Copy, Debug)]
pub struct Labels {
    pub parties: usize,
    pub shift: usize,
}

impl Labels {
    /// The other number of a party.
    pub fn of(self, party: usize) -> usize {
        (party * (self.parties - 1) + self.shift) % self.parties
    }

    /// One number for each party, in the other order.
    pub fn all<T: Clone>(self, numbers: &[T]) -> Vec<T> {
        let mut moved = numbers.to_vec();
        for (party, number) in numbers.iter().enumerate() {
            moved[self.of(party)] = number.clone();
        }
        moved
    }
}
