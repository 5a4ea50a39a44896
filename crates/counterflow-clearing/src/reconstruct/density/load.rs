//! A web that is being filled: links that are settled, and a flow that shows how the rest can be.

use super::super::flow::Flow;
use super::super::philox::Philox;
use super::super::problem::Problem;

/// The part of a total that is taken for rounding.
pub(super) fn crumb(total: i128) -> i128 {
    total >> 40
}

/// How many counterparties are tried for the whole amount before less is taken.
const TRIES: usize = 3;

/// The most parties whose links one move takes out.
const TAKEN_OUT: usize = 4;

/// Settled links, and a flow over all other cells that places what is left.
#[derive(Clone, Debug)]
pub(super) struct Loading {
    flow: Flow,
    /// Of each cell, what is settled.
    settled: Vec<i128>,
    /// The caps of the cells while they are not settled.
    caps: Vec<i128>,
    /// What is left of rows, then of columns.
    left: Vec<i128>,
    /// What of it is rounding.
    crumbs: Vec<i128>,
    links: usize,
}

impl Loading {
    /// Nothing settled.
    pub(super) fn of(problem: &Problem) -> Self {
        let left = [problem.row_left.clone(), problem.column_left.clone()].concat();
        Loading {
            flow: problem.flow.clone(),
            settled: vec![0; problem.open_cells()],
            caps: problem.flow.cells().iter().map(|cell| cell.cap).collect(),
            crumbs: left.iter().copied().map(crumb).collect(),
            left,
            links: 0,
        }
    }

    pub(super) fn links(&self) -> usize {
        self.links
    }

    /// The amounts of the cells.
    pub(super) fn into_amounts(self) -> Vec<i128> {
        self.settled
    }

    /// Settles links until nothing but crumbs is left. Each step settles one cell or more, so it
    /// ends.
    pub(super) fn fill(&mut self, random: &mut Philox) {
        loop {
            let open = (0..self.left.len()).filter(|node| self.left[*node] > self.crumbs[*node]);
            let open: Vec<usize> = open.collect();
            if open.is_empty() {
                return;
            }
            self.serve(open[random.below(open.len())], random);
        }
    }

    /// Takes out the links of some parties and fills anew; goes back if that takes more links.
    pub(super) fn reload(&mut self, random: &mut Philox) {
        if self.links == 0 {
            return;
        }
        let before = self.clone();
        for _ in 0..=random.below(TAKEN_OUT) {
            let node = random.below(self.left.len());
            for cell in self.flow.cells_of(node).collect::<Vec<_>>() {
                self.release(cell);
            }
        }
        self.fill(random);
        if self.links > before.links {
            *self = before;
        }
    }

    /// Settles one link of a node that has something left.
    fn serve(&mut self, node: usize, random: &mut Philox) {
        for _ in 0..TRIES {
            let Some(cell) = self.choose(node, random) else { break };
            let want = self.want(cell);
            self.flow.raise(cell, want - self.flow.cells()[cell].flow);
            if self.flow.cells()[cell].flow == want {
                return self.settle(cell);
            }
        }
        // No luck: the widest link of the flow can be settled in any case.
        let flow = |cell: &usize| self.flow.cells()[*cell].flow;
        if let Some(cell) = self.flow.cells_of(node).max_by_key(flow) {
            self.settle(cell);
        }
    }

    /// A counterparty: one that has the same amount left if there is any, else at random, the
    /// likelier the more unlike the two parties are in size.
    fn choose(&self, node: usize, random: &mut Philox) -> Option<usize> {
        let cells: Vec<usize> =
            self.flow.cells_of(node).filter(|cell| self.want(*cell) > 0).collect();
        if let Some(same) = cells.iter().copied().find(|cell| self.matches(*cell)) {
            return Some(same);
        }
        let weight = |cell: &usize| {
            let [row, column] = self.flow.ends(*cell).map(|end| self.left[end] as f64);
            (row / column).max(column / row)
        };
        let mut point = random.open() * cells.iter().map(weight).sum::<f64>();
        cells.iter().copied().find(|cell| {
            point -= weight(cell);
            point <= 0.0
        })
    }

    /// The most that a cell that is not settled could take.
    fn want(&self, cell: usize) -> i128 {
        let [row, column] = self.flow.ends(cell).map(|end| self.left[end]);
        self.flow.cells()[cell].cap.min(row).min(column)
    }

    /// Whether a cell would take all that is left of both its parties.
    fn matches(&self, cell: usize) -> bool {
        let want = self.want(cell);
        self.flow.ends(cell).iter().all(|end| self.left[*end] - want <= self.crumbs[*end])
    }

    /// Makes what flows in a cell a link that stays.
    fn settle(&mut self, cell: usize) {
        let amount = self.flow.cells()[cell].flow;
        self.flow.set_flow(cell, 0);
        self.flow.set_cap(cell, 0);
        self.flow.keep();
        self.settled[cell] = amount;
        self.flow.ends(cell).iter().for_each(|end| self.left[*end] -= amount);
        self.links += usize::from(amount > 0);
    }

    /// Makes a link that is settled flow again.
    fn release(&mut self, cell: usize) {
        let amount = std::mem::take(&mut self.settled[cell]);
        let flow = self.flow.cells()[cell].flow;
        self.flow.set_cap(cell, self.caps[cell]);
        self.flow.set_flow(cell, flow + amount);
        self.flow.keep();
        self.flow.ends(cell).iter().for_each(|end| self.left[*end] += amount);
        self.links -= usize::from(amount > 0);
    }
}
