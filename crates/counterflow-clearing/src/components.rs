//! Strongly connected components, those that pay before those that are paid.

use crate::sparse::Csr;

/// The parties of a web in an order in which money can be followed: every component stands after
/// all components that its members receive from.
#[derive(Clone, Debug, PartialEq)]
pub struct Components {
    /// Parties, component by component; within one in rising order, or, if that puts far more of
    /// those who pay before those whom they pay, in the order in which a search leaves them.
    pub order: Vec<u32>,
    /// Where each component starts in `order`, and at last where the last ends.
    pub starts: Vec<u32>,
}

impl Components {
    /// The members of each component.
    pub fn iter(&self) -> impl Iterator<Item = &[u32]> {
        self.starts.windows(2).map(|ends| &self.order[ends[0] as usize..ends[1] as usize])
    }

    /// The members of one component.
    pub fn members(&self, number: u32) -> &[u32] {
        let number = number as usize;
        &self.order[self.starts[number] as usize..self.starts[number + 1] as usize]
    }

    /// How many components.
    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Whether there is no party at all.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Where each party stands in the order.
    pub(crate) fn places(&self) -> Vec<u32> {
        let mut place = vec![0; self.order.len()];
        for (at, &party) in self.order.iter().enumerate() {
            place[party as usize] = at as u32;
        }
        place
    }

    /// Which component each party is in.
    pub fn of_parties(&self) -> Vec<u32> {
        let mut of = vec![0; self.order.len()];
        for (number, members) in self.iter().enumerate() {
            for &member in members {
                of[member as usize] = number as u32;
            }
        }
        of
    }
}

/// The components of the graph in which row `i` of `receives` names, through `owner_of_column`,
/// the parties that `i` receives from. Tarjan 1972, without recursion: O(rows + entries).
pub fn components(receives: &Csr, owner_of_column: impl Fn(u32) -> u32) -> Components {
    let mut search = Search::new(receives.height());
    for root in 0..receives.height() as u32 {
        if search.number[root as usize] == UNSEEN {
            search.run(root, receives, &owner_of_column);
        }
    }
    let mut found = search.ended();
    let place = found.places();
    for ends in found.starts.windows(2) {
        let members = &mut found.order[ends[0] as usize..ends[1] as usize];
        if !left_order_is_worth_it(members, &place, receives, &owner_of_column) {
            members.sort_unstable();
        }
    }
    found
}

/// A sweep in rising order reads the matrix from front to back, which is faster by half; one in the
/// order of the search carries money further, which in a ring makes all the difference.
fn left_order_is_worth_it(
    members: &[u32],
    place: &[u32],
    receives: &Csr,
    owner_of_column: &impl Fn(u32) -> u32,
) -> bool {
    let inside = |other: u32| {
        members.first().is_some_and(|&first| {
            let from = place[first as usize];
            (from..from + members.len() as u32).contains(&place[other as usize])
        })
    };
    let (mut left, mut rising, mut all) = (0, 0, 0);
    for &member in members {
        for &column in receives.row(member as usize).0 {
            let payer = owner_of_column(column);
            if inside(payer) {
                all += 1;
                left += usize::from(place[payer as usize] < place[member as usize]);
                rising += usize::from(payer < member);
            }
        }
    }
    left > rising + all / 4
}

const UNSEEN: u32 = u32::MAX;
const DONE: u32 = u32::MAX - 1;

/// A depth-first search under way.
struct Search {
    /// When each party was first met, or `UNSEEN`, or `DONE`.
    number: Vec<u32>,
    /// The earliest party on the stack that each one reaches.
    low: Vec<u32>,
    stack: Vec<u32>,
    met: u32,
    /// Parties in the order in which the search left them.
    left: Vec<u32>,
    /// The component of each party, once that is known.
    component: Vec<u32>,
    sizes: Vec<u32>,
}

impl Search {
    fn new(parties: usize) -> Search {
        Search {
            number: vec![UNSEEN; parties],
            low: vec![0; parties],
            stack: Vec::new(),
            met: 0,
            left: Vec::with_capacity(parties),
            component: vec![0; parties],
            sizes: Vec::new(),
        }
    }

    fn run(&mut self, root: u32, receives: &Csr, owner_of_column: &impl Fn(u32) -> u32) {
        // Each frame is a party and how many of its entries have been followed.
        let mut frames = vec![(root, 0)];
        self.meet(root);
        while let Some((party, followed)) = frames.last_mut() {
            let party = *party;
            let columns = receives.row(party as usize).0;
            if let Some(&column) = columns.get(*followed) {
                *followed += 1;
                let other = owner_of_column(column);
                match self.number[other as usize] {
                    UNSEEN => {
                        self.meet(other);
                        frames.push((other, 0));
                    }
                    DONE => {}
                    number => {
                        self.low[party as usize] = self.low[party as usize].min(number);
                    }
                }
            } else {
                frames.pop();
                self.left.push(party);
                if let Some(&(above, _)) = frames.last() {
                    let low = self.low[party as usize];
                    self.low[above as usize] = self.low[above as usize].min(low);
                }
                self.close(party);
            }
        }
    }

    fn meet(&mut self, party: u32) {
        self.number[party as usize] = self.met;
        self.low[party as usize] = self.met;
        self.met += 1;
        self.stack.push(party);
    }

    /// Ends a component if `party` was the first of it to be met.
    fn close(&mut self, party: u32) {
        if self.low[party as usize] != self.number[party as usize] {
            return;
        }
        let mut size = 0;
        while let Some(member) = self.stack.pop() {
            self.number[member as usize] = DONE;
            self.component[member as usize] = self.sizes.len() as u32;
            size += 1;
            if member == party {
                break;
            }
        }
        self.sizes.push(size);
    }

    /// Deals the parties out to their components, in the order in which they were left.
    fn ended(self) -> Components {
        let mut starts = vec![0];
        starts.extend(self.sizes.iter().scan(0, |end, size| {
            *end += size;
            Some(*end)
        }));
        let mut next = starts.clone();
        let mut order = vec![0; self.left.len()];
        for party in self.left {
            let at = &mut next[self.component[party as usize] as usize];
            order[*at as usize] = party;
            *at += 1;
        }
        Components { order, starts }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(parties: usize, receives: &[(u32, u32)]) -> Vec<Vec<u32>> {
        let entries = receives.iter().map(|&(to, from)| (to, from, 1.0));
        let matrix = Csr::from_entries(parties, parties, entries);
        components(&matrix, |column| column).iter().map(<[u32]>::to_vec).collect()
    }

    #[test]
    fn payers_come_before_the_paid() {
        assert_eq!(found(3, &[(0, 1), (1, 2)]), [vec![2], vec![1], vec![0]]);
    }

    #[test]
    fn a_circle_is_one_component() {
        assert_eq!(found(4, &[(0, 1), (1, 2), (2, 0), (3, 0)]), [vec![2, 1, 0], vec![3]]);
    }

    #[test]
    fn a_chain_of_a_hundred_thousand_needs_no_stack() {
        let chain: Vec<_> = (1..100_000).map(|i| (i - 1, i)).collect();
        assert_eq!(found(100_000, &chain).len(), 100_000);
    }
}
