//! The links of the present matrix, and shortest ways along them.

use super::super::flow::Flow;
use super::line::Member;

/// The cells with an amount, by node: debtors, then creditors, each sorted.
#[derive(Clone, Debug)]
pub(super) struct Links {
    around: Vec<Vec<usize>>,
    /// How the last search came to each node.
    by: Vec<Option<usize>>,
}

impl Links {
    /// The links among these cells that can move.
    pub(super) fn new(flow: &Flow, members: &[Member], movable: &[bool]) -> Self {
        let link = |cell: &usize| movable[*cell] && members[*cell].amount > 0;
        let nodes = 0..2 * flow.parties();
        let around: Vec<Vec<usize>> =
            nodes.map(|node| flow.cells_of(node).filter(link).collect()).collect();
        Links { by: vec![None; around.len()], around }
    }

    /// Makes a cell a link or none.
    pub(super) fn set(&mut self, flow: &Flow, cell: usize, link: bool) {
        for node in flow.ends(cell) {
            let around = &mut self.around[node];
            match (around.binary_search(&cell), link) {
                (Err(place), true) => around.insert(place, cell),
                (Ok(place), false) => drop(around.remove(place)),
                _ => {}
            }
        }
    }

    /// The links of a shortest way from the creditor of a cell to its debtor past the cell itself,
    /// in turn. Of several ways the pivot decides: links are tried from the pivot on, and then
    /// from the first. Linear in the links at worst; where links are many it soon ends.
    pub(super) fn way(&mut self, flow: &Flow, cell: usize, pivot: usize) -> Option<Vec<usize>> {
        let [to, from] = flow.ends(cell);
        let (mut queue, mut head, mut found) = (vec![from], 0, None);
        while let Some(node) = queue.get(head).copied().filter(|_| found.is_none()) {
            head += 1;
            let around = &self.around[node];
            let (first, rest) = around.split_at(around.partition_point(|link| *link < pivot));
            for &link in rest.iter().chain(first).filter(|link| **link != cell) {
                let next = across(flow, link, node);
                if next == from || self.by[next].is_some() {
                    continue;
                }
                self.by[next] = Some(link);
                queue.push(next);
                found = last(&self.around[to], flow, next, to);
                if found.is_some() {
                    break;
                }
            }
        }
        let way = found.map(|last| self.back(flow, from, last));
        queue.iter().for_each(|node| self.by[*node] = None);
        way
    }

    /// The links from the start of a search to its last one.
    fn back(&self, flow: &Flow, from: usize, last: usize) -> Vec<usize> {
        let mut way = vec![last];
        let mut node = flow.ends(last)[1];
        while let Some(link) = self.by[node].filter(|_| node != from) {
            way.push(link);
            node = across(flow, link, node);
        }
        way.reverse();
        way
    }

    /// In how many ways a cycle can be come by: for how many of its cells the rest of it is the
    /// way along links past the cell.
    pub(super) fn ways_to(
        &mut self,
        flow: &Flow,
        cycle: &[usize],
        members: &[Member],
        pivot: usize,
    ) -> usize {
        let zeros: Vec<usize> =
            cycle.iter().copied().filter(|cell| members[*cell].amount == 0).collect();
        let candidates = match zeros.len() {
            0 => cycle,
            1 => &zeros,
            _ => return 0,
        };
        let mut sorted = cycle.to_vec();
        sorted.sort_unstable();
        let mut is_rest = |cell: &&usize| {
            let mut way = self.way(flow, **cell, pivot).unwrap_or_default();
            way.push(**cell);
            way.sort_unstable();
            way == sorted
        };
        candidates.iter().filter(|cell| is_rest(cell)).count()
    }
}

/// The node at the other end of a link.
fn across(flow: &Flow, link: usize, node: usize) -> usize {
    let [debtor, creditor] = flow.ends(link);
    if debtor == node { creditor } else { debtor }
}

/// The link from the debtor that is sought to a creditor that was reached, if there is one.
fn last(links: &[usize], flow: &Flow, node: usize, to: usize) -> Option<usize> {
    let link = flow.find(to, node.checked_sub(flow.parties())?)?;
    links.binary_search(&link).ok().map(|_| link)
}

#[cfg(test)]
mod tests {
    use super::super::super::flow::Cell;
    use super::*;

    /// Three debtors and three creditors in a ring of links, with all other cells empty.
    fn ring() -> (Flow, Vec<Member>) {
        let pairs = (0..3).flat_map(|i| (3..6).map(move |j| (i, j)));
        let amount = |(i, j): (usize, usize)| i128::from(j - 3 == i || j - 3 == (i + 1) % 3);
        let cell = |(debtor, creditor)| Cell { debtor, creditor, cap: 2, flow: 1 };
        let member = |pair| Member::new(amount(pair), 2, 0.5, 1.0);
        (Flow::new(6, pairs.clone().map(cell).collect()), pairs.map(member).collect())
    }

    #[test]
    fn ways_are_shortest_and_close_a_cycle() {
        let (flow, members) = ring();
        let mut links = Links::new(&flow, &members, &[true; 9]);
        // The empty cell (0, 5) is closed by the two links of its ends and one between.
        let way = links.way(&flow, 2, 0).unwrap();
        assert_eq!(way.len(), 3);
        let cycle = [vec![2], way].concat();
        assert_eq!(links.ways_to(&flow, &cycle, &members, 0), 1);
        // A link of the ring is closed by the five others, and so is each of them.
        let way = links.way(&flow, 0, 4).unwrap();
        assert_eq!(way.len(), 5);
        assert_eq!(links.ways_to(&flow, &[vec![0], way].concat(), &members, 4), 6);
    }

    #[test]
    fn links_come_and_go() {
        let (flow, members) = ring();
        let mut links = Links::new(&flow, &members, &[true; 9]);
        links.set(&flow, 1, false);
        assert_eq!(links.way(&flow, 0, 0), None);
        links.set(&flow, 1, true);
        assert!(links.way(&flow, 0, 0).is_some());
    }
}
