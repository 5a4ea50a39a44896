//! Random cycles of cells that can move.
//!
//! A walk goes from debtor to creditor to debtor, never straight back, until it meets a party in
//! the role in which it was there before; what it went since then is a cycle. Every second step
//! or so it goes home at once if it can, for short cycles change the matrix more often. It does
//! not look at amounts, which is what makes moves along its cycles right, and every cycle has a
//! chance, which is what lets them reach every matrix.

use super::super::flow::Flow;
use super::super::philox::Philox;

/// The cells that lie on cycles.
#[derive(Clone, Debug)]
pub(super) struct Walk {
    /// Of each node (debtors, then creditors) its cells.
    around: Vec<Vec<usize>>,
    /// All of the cells.
    cells: Vec<usize>,
    /// Where on the walk a node is.
    place: Vec<Option<usize>>,
}

impl Walk {
    /// The cells that can move: each lies on a cycle, so that no walk ends. Linear in the cells.
    pub(super) fn new(flow: &Flow, on: &[bool]) -> Self {
        let nodes = 2 * flow.parties();
        let around =
            (0..nodes).map(|node| flow.cells_of(node).filter(|cell| on[*cell]).collect()).collect();
        let cells = (0..on.len()).filter(|cell| on[*cell]).collect();
        Walk { around, cells, place: vec![None; nodes] }
    }

    /// A random cell that can move, if there is one.
    pub(super) fn cell(&self, random: &mut Philox) -> Option<usize> {
        let some = !self.cells.is_empty();
        some.then(|| self.cells[random.below(self.cells.len())])
    }

    /// The cells of a cycle in turn; none if there is no cycle.
    pub(super) fn cycle(&mut self, flow: &Flow, random: &mut Philox) -> Vec<usize> {
        let Some(first) = self.cell(random) else { return Vec::new() };
        let [home, mut node] = flow.ends(first);
        let (mut nodes, mut path) = (vec![home, node], vec![first]);
        (self.place[home], self.place[node]) = (Some(0), Some(1));
        let start = loop {
            let cell = self.step(flow, home, node, &path, random);
            let [debtor, creditor] = flow.ends(cell);
            node = if debtor == node { creditor } else { debtor };
            path.push(cell);
            match self.place[node] {
                Some(start) => break start,
                None => self.place[node] = Some(nodes.len()),
            }
            nodes.push(node);
        };
        nodes.iter().for_each(|node| self.place[*node] = None);
        path.split_off(start)
    }

    /// The next cell: home with a chance of one half if there is one, or any other than the last.
    fn step(
        &self,
        flow: &Flow,
        home: usize,
        node: usize,
        path: &[usize],
        random: &mut Philox,
    ) -> usize {
        let may_close = path.len() >= 3 && path.len() % 2 == 1;
        if may_close && random.below(2) == 0 {
            let back = flow.find(home, node - flow.parties());
            if let Some(cell) = back.filter(|cell| self.cells.binary_search(cell).is_ok()) {
                return cell;
            }
        }
        let around = &self.around[node];
        let chosen = around[random.below(around.len() - 1)];
        // The last cell of the list stands in for the one that the walk came by.
        if Some(&chosen) == path.last() { around[around.len() - 1] } else { chosen }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::flow::Cell;
    use super::*;

    #[test]
    fn cycles_close_and_repeat_nothing() {
        let pairs = (0..5).flat_map(|i| (0..5).map(move |j| (i, j))).filter(|(i, j)| i != j);
        let cell = |(debtor, creditor)| Cell { debtor, creditor, cap: 2, flow: 1 };
        let flow = Flow::new(5, pairs.map(cell).collect());
        let (mut walk, mut random) = (Walk::new(&flow, &flow.movable()), Philox::new(3, 0));
        let mut lengths = [0; 11];
        for _ in 0..2000 {
            let cycle = walk.cycle(&flow, &mut random);
            lengths[cycle.len()] += 1;
            let mut sums = [0; 10];
            for (place, cell) in cycle.iter().enumerate() {
                let sign = if place.is_multiple_of(2) { 1 } else { -1 };
                flow.ends(*cell).iter().for_each(|end| sums[*end] += sign);
            }
            assert_eq!(sums, [0; 10], "{cycle:?}");
            let mut sorted = cycle.clone();
            sorted.sort_unstable();
            sorted.dedup();
            assert_eq!(sorted.len(), cycle.len());
        }
        assert!(lengths[4] > 500 && lengths[6] > 50 && lengths[10] > 0, "{lengths:?}");
    }

    #[test]
    fn a_tree_has_no_cycle() {
        let cell = |creditor| Cell { debtor: 0, creditor, cap: 2, flow: 1 };
        let flow = Flow::new(4, (1..4).map(cell).collect());
        assert!(Walk::new(&flow, &flow.movable()).cycle(&flow, &mut Philox::new(1, 0)).is_empty());
    }
}
