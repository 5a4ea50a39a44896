//! Flows of whole amounts from debtors to creditors over the cells that may be filled.
//!
//! Node `i` below `parties` is a debtor, node `parties + j` a creditor. A cell is an arc from the
//! one to the other. What is left of its cap is room forward, and what flows is room backward.
//!
//! Source of the blocking flows: Dinic, "Algorithm for solution of a problem of maximum flow in
//! networks with power estimation", Soviet Mathematics Doklady 11, 1970.

mod bridge;
mod reach;

pub(super) use reach::Way;

/// A cell that may be filled.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    pub(super) debtor: usize,
    pub(super) creditor: usize,
    /// The greatest amount it may have, at least 0.
    pub(super) cap: i128,
    /// The amount it has, from 0 to its cap.
    pub(super) flow: i128,
}

/// An arc as seen from a node: the cell, the node behind it, and how much may go through it.
#[derive(Clone, Copy)]
struct Arc {
    cell: usize,
    to: usize,
    room: i128,
}

/// A flow that can be changed and taken back.
#[derive(Clone, Debug)]
pub(super) struct Flow {
    parties: usize,
    cells: Vec<Cell>,
    /// Of debtor `i` the cells `row[i]..row[i + 1]`.
    row: Vec<usize>,
    /// Of creditor `j` the cells `by_creditor[column[j]..column[j + 1]]`.
    column: Vec<usize>,
    by_creditor: Vec<usize>,
    /// Cells and what they had, since the last [`Flow::keep`].
    journal: Vec<(usize, i128)>,
    level: Vec<u32>,
    next: Vec<usize>,
}

/// The level of a node that was not reached.
const FAR: u32 = u32::MAX;

impl Flow {
    /// No flow over cells that are sorted by debtor, then creditor.
    pub(super) fn new(parties: usize, cells: Vec<Cell>) -> Self {
        let starts = |of: fn(&Cell) -> usize| {
            let mut starts = vec![0; parties + 1];
            cells.iter().for_each(|cell| starts[of(cell) + 1] += 1);
            (0..parties).for_each(|k| starts[k + 1] += starts[k]);
            starts
        };
        let (row, column) = (starts(|c| c.debtor), starts(|c| c.creditor));
        let mut by_creditor: Vec<usize> = (0..cells.len()).collect();
        by_creditor.sort_by_key(|c| cells[*c].creditor);
        let (level, next) = (vec![FAR; 2 * parties], vec![0; 2 * parties]);
        Flow { parties, cells, row, column, by_creditor, journal: Vec::new(), level, next }
    }

    pub(super) fn parties(&self) -> usize {
        self.parties
    }

    pub(super) fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// The cells of a debtor.
    pub(super) fn row(&self, debtor: usize) -> std::ops::Range<usize> {
        self.row[debtor]..self.row[debtor + 1]
    }

    /// The cells of a creditor.
    pub(super) fn column(&self, creditor: usize) -> &[usize] {
        &self.by_creditor[self.column[creditor]..self.column[creditor + 1]]
    }

    /// The cell of a pair, if it may be filled. Time is logarithmic in the debtor's cells.
    pub(super) fn find(&self, debtor: usize, creditor: usize) -> Option<usize> {
        let row = self.row(debtor);
        let place = self.cells[row.clone()].binary_search_by_key(&creditor, |c| c.creditor);
        place.ok().map(|k| row.start + k)
    }

    /// What each debtor sends.
    pub(super) fn sent(&self) -> Vec<i128> {
        self.sums(|cell| cell.debtor)
    }

    /// What each creditor receives.
    pub(super) fn received(&self) -> Vec<i128> {
        self.sums(|cell| cell.creditor)
    }

    fn sums(&self, of: fn(&Cell) -> usize) -> Vec<i128> {
        let mut sums = vec![0; self.parties];
        self.cells.iter().for_each(|cell| sums[of(cell)] += cell.flow);
        sums
    }

    /// Gives a cell another cap, which is at least its flow.
    pub(super) fn set_cap(&mut self, cell: usize, cap: i128) {
        self.cells[cell].cap = cap;
    }

    /// Gives a cell another flow, up to its cap.
    pub(super) fn set_flow(&mut self, cell: usize, flow: i128) {
        self.journal.push((cell, self.cells[cell].flow));
        self.cells[cell].flow = flow;
    }

    /// Makes all changes since the last call last.
    pub(super) fn keep(&mut self) {
        self.journal.clear();
    }

    /// Takes back all changes since the last [`Flow::keep`].
    pub(super) fn undo(&mut self) {
        while let Some((cell, flow)) = self.journal.pop() {
            self.cells[cell].flow = flow;
        }
    }

    /// Puts more into a cell, up to `want`, at unchanged sums; returns how much more.
    ///
    /// What the creditor gets more it gets less of from others, and so on back to the debtor: that
    /// is a flow from the creditor to the debtor which does not use the cell. Time is that of one
    /// maximum flow.
    pub(super) fn raise(&mut self, cell: usize, want: i128) -> i128 {
        let Cell { debtor, creditor, flow, cap } = self.cells[cell];
        let want = want.min(cap - flow);
        let moved = self.around(cell, self.parties + creditor, debtor, want);
        self.set_flow(cell, flow + moved);
        moved
    }

    /// Takes up to `want` out of a cell, at unchanged sums; returns how much.
    pub(super) fn lower(&mut self, cell: usize, want: i128) -> i128 {
        let Cell { debtor, creditor, flow, .. } = self.cells[cell];
        let moved = self.around(cell, debtor, self.parties + creditor, want.min(flow));
        self.set_flow(cell, flow - moved);
        moved
    }

    fn around(&mut self, cell: usize, from: usize, to: usize, want: i128) -> i128 {
        if want == 0 {
            return 0;
        }
        let (mut excess, mut need) = (vec![0; 2 * self.parties], vec![0; 2 * self.parties]);
        (excess[from], need[to]) = (want, want);
        self.route(&mut excess, &mut need, Some(cell));
        want - excess[from]
    }

    /// Moves as much as can be from nodes with an excess to nodes with a need, and takes it off
    /// both. No node has both. The cell `without` is left alone.
    pub(super) fn route(&mut self, excess: &mut [i128], need: &mut [i128], without: Option<usize>) {
        while self.layer(excess, need, without) {
            self.next.fill(0);
            for node in 0..2 * self.parties {
                while excess[node] > 0 && self.augment(node, excess, need, without) {}
            }
        }
    }

    /// Numbers the nodes by their distance from an excess; whether a need was reached.
    fn layer(&mut self, excess: &[i128], need: &[i128], without: Option<usize>) -> bool {
        let mut queue: Vec<usize> = (0..excess.len()).filter(|v| excess[*v] > 0).collect();
        self.level.fill(FAR);
        queue.iter().for_each(|v| self.level[*v] = 0);
        let (mut head, mut last) = (0, FAR);
        while head < queue.len() && self.level[queue[head]] < last {
            let node = queue[head];
            head += 1;
            for k in 0..self.degree(node) {
                let arc = self.arc(node, k, without);
                if arc.room > 0 && self.level[arc.to] == FAR {
                    self.level[arc.to] = self.level[node] + 1;
                    queue.push(arc.to);
                    if need[arc.to] > 0 {
                        last = last.min(self.level[arc.to]);
                    }
                }
            }
        }
        last != FAR
    }

    /// Moves what one shortest path from this node can take; whether there is one.
    fn augment(
        &mut self,
        from: usize,
        excess: &mut [i128],
        need: &mut [i128],
        without: Option<usize>,
    ) -> bool {
        let Some(path) = self.path(from, need, without) else {
            return false;
        };
        let to = path.last().map_or(from, |arc| arc.to);
        let amount = path.iter().map(|arc| arc.room).fold(excess[from].min(need[to]), i128::min);
        for arc in path {
            let flow = self.cells[arc.cell].flow;
            let forward = arc.to >= self.parties;
            self.set_flow(arc.cell, if forward { flow + amount } else { flow - amount });
        }
        excess[from] -= amount;
        need[to] -= amount;
        true
    }

    /// A path up the levels to a need. Arcs that led nowhere are not looked at again.
    fn path(&mut self, from: usize, need: &[i128], without: Option<usize>) -> Option<Vec<Arc>> {
        let mut path: Vec<Arc> = Vec::new();
        loop {
            let node = path.last().map_or(from, |arc| arc.to);
            if need[node] > 0 {
                return Some(path);
            }
            if self.next[node] < self.degree(node) {
                let arc = self.arc(node, self.next[node], without);
                if arc.room > 0 && self.level[arc.to] == self.level[node].saturating_add(1) {
                    path.push(arc);
                } else {
                    self.next[node] += 1;
                }
            } else {
                path.pop()?;
                let before = path.last().map_or(from, |arc| arc.to);
                self.next[before] += 1;
            }
        }
    }

    fn degree(&self, node: usize) -> usize {
        match node.checked_sub(self.parties) {
            None => self.row(node).len(),
            Some(creditor) => self.column(creditor).len(),
        }
    }

    /// The `k`th arc of a node.
    fn arc(&self, node: usize, k: usize, without: Option<usize>) -> Arc {
        let (cell, to, mut room) = match node.checked_sub(self.parties) {
            None => {
                let cell = self.row[node] + k;
                let Cell { creditor, cap, flow, .. } = self.cells[cell];
                (cell, self.parties + creditor, cap - flow)
            }
            Some(creditor) => {
                let cell = self.column(creditor)[k];
                (cell, self.cells[cell].debtor, self.cells[cell].flow)
            }
        };
        if without == Some(cell) {
            room = 0;
        }
        Arc { cell, to, room }
    }
}
