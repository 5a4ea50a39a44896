//! Which of several gives way: a claim to its replacement, a part to its whole.
//!
//! Whoever gives way to anyone gives way. Where that leads round in a circle, all would be gone;
//! so the heaviest of a circle stays.

use std::collections::{BTreeMap, BTreeSet};

/// Those that give way, of pairs `(one, to whom)`.
///
/// Time is `O(n log n)` in the pairs.
pub fn yields<W: Ord>(
    pairs: &BTreeSet<(usize, usize)>,
    weight: impl Fn(usize) -> W,
) -> BTreeSet<usize> {
    let others = pairs.iter().filter(|(one, other)| one != other);
    let mut yielding: BTreeSet<usize> = others.map(|(one, _)| *one).collect();
    let mut circles = Circles::new(pairs);
    let mut by_weight: Vec<usize> = circles.left();
    by_weight.sort_by_cached_key(|at| weight(*at));
    while let Some(heaviest) = by_weight.pop() {
        if circles.lead_nowhere_else(heaviest) {
            yielding.remove(&heaviest);
        }
        circles.take_away(vec![heaviest]);
    }
    yielding
}

/// What is left of a graph when all that lies on no circle, nor between two, is taken away.
struct Circles {
    /// To whom one gives way, and who gives way to it.
    links: BTreeMap<usize, [Vec<usize>; 2]>,
    /// How many of these are left.
    left: BTreeMap<usize, [usize; 2]>,
}

impl Circles {
    fn new(pairs: &BTreeSet<(usize, usize)>) -> Circles {
        let mut links: BTreeMap<usize, [Vec<usize>; 2]> = BTreeMap::new();
        for (one, other) in pairs.iter().filter(|(one, other)| one != other) {
            links.entry(*one).or_default()[0].push(*other);
            links.entry(*other).or_default()[1].push(*one);
        }
        let left = links.iter().map(|(at, [out, into])| (*at, [out.len(), into.len()])).collect();
        let mut circles = Circles { links, left };
        let ends = |(at, left): (&usize, &[usize; 2])| left.contains(&0).then_some(*at);
        let loose: Vec<usize> = circles.left.iter().filter_map(ends).collect();
        circles.take_away(loose);
        circles
    }

    fn left(&self) -> Vec<usize> {
        self.left.keys().copied().collect()
    }

    /// Whether one is left and gives way to nobody but those that are.
    fn lead_nowhere_else(&self, at: usize) -> bool {
        self.left.get(&at).is_some_and(|left| left[0] == self.links[&at][0].len())
    }

    fn take_away(&mut self, mut loose: Vec<usize>) {
        while let Some(at) = loose.pop() {
            if self.left.remove(&at).is_none() {
                continue;
            }
            // Whom one gives way to has one less that gives way to it, and the other way round.
            for (side, others) in self.links[&at].iter().enumerate() {
                for other in others {
                    if let Some(left) = self.left.get_mut(other) {
                        left[1 - side] -= 1;
                        if left[1 - side] == 0 {
                            loose.push(*other);
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gone(pairs: &[(usize, usize)]) -> Vec<usize> {
        yields(&pairs.iter().copied().collect(), |at| at).into_iter().collect()
    }

    #[test]
    fn a_chain_gives_way_to_its_end() {
        assert_eq!(gone(&[(1, 2), (2, 3), (1, 3)]), [1, 2]);
    }

    #[test]
    fn the_heaviest_of_a_circle_stays() {
        assert_eq!(gone(&[(1, 2), (2, 1)]), [1]);
        assert_eq!(gone(&[(1, 2), (2, 3), (3, 1), (9, 1)]), [1, 2, 9]);
        assert_eq!(gone(&[(5, 5)]), [0; 0]);
        // A circle that gives way to what lies outside of it is gone whole.
        assert_eq!(gone(&[(1, 2), (2, 1), (2, 9)]), [1, 2]);
    }
}
