//! What can be reached through the room that a flow leaves.
//!
//! A set of nodes that room does not leave proves that a flow is greatest. A cell that is empty or
//! full can have another amount if and only if its ends reach each other.
//!
//! Source of the components: Tarjan, "Depth-first search and linear graph algorithms", SIAM
//! Journal on Computing 1, 1972.

use super::Flow;

/// Which way to follow the room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::reconstruct) enum Way {
    Forward,
    Backward,
}

impl Flow {
    /// All nodes that can be reached from one, or that can reach it. Linear in the cells.
    pub(in crate::reconstruct) fn reach(&self, from: usize, way: Way) -> Vec<bool> {
        let mut seen = vec![false; 2 * self.parties];
        seen[from] = true;
        let mut open = vec![from];
        while let Some(node) = open.pop() {
            for k in 0..self.degree(node) {
                let arc = self.arc(node, k, None);
                if !seen[arc.to] && self.has_room(arc.cell, node, way) {
                    seen[arc.to] = true;
                    open.push(arc.to);
                }
            }
        }
        seen
    }

    /// Whether a cell lets something through, away from one of its ends or towards it.
    fn has_room(&self, cell: usize, end: usize, way: Way) -> bool {
        let cell = &self.cells[cell];
        if (end < self.parties) == (way == Way::Forward) {
            cell.flow < cell.cap
        } else {
            cell.flow > 0
        }
    }

    /// Which cells can have another amount than they have while all sums are kept. Linear in the
    /// cells.
    ///
    /// The ends of such a cell reach each other. That is enough where it is empty or full; else it
    /// must also lie on a cycle of such cells, whichever way they can move: all of them can be
    /// brought to between zero and their caps at once, and then a cycle can turn both ways.
    pub(in crate::reconstruct) fn movable(&self) -> Vec<bool> {
        let component = Search::new(2 * self.parties).run(self);
        let reach = |c: &super::Cell| component[c.debtor] == component[self.parties + c.creditor];
        let mut movable: Vec<bool> = self.cells.iter().map(|c| c.cap > 0 && reach(c)).collect();
        for bridge in super::bridge::bridges(self, &movable) {
            movable[bridge] = false;
        }
        movable
    }

    /// The cells of a node.
    pub(in crate::reconstruct) fn cells_of(&self, node: usize) -> impl Iterator<Item = usize> {
        (0..self.degree(node)).map(move |k| self.arc(node, k, None).cell)
    }

    /// The nodes of a cell: its debtor, then its creditor.
    pub(in crate::reconstruct) fn ends(&self, cell: usize) -> [usize; 2] {
        [self.cells[cell].debtor, self.parties + self.cells[cell].creditor]
    }
}

/// The component of a node that has none yet.
const NONE: usize = usize::MAX;

/// A depth-first search for strongly connected components, with its calls on a stack of its own.
struct Search {
    /// When a node was first seen, from 1.
    order: Vec<usize>,
    /// The earliest node without a component that is known to be reached.
    low: Vec<usize>,
    /// The arc to look at next.
    next: Vec<usize>,
    component: Vec<usize>,
    calls: Vec<usize>,
    stack: Vec<usize>,
    seen: usize,
    found: usize,
}

impl Search {
    fn new(nodes: usize) -> Self {
        Search {
            order: vec![0; nodes],
            low: vec![0; nodes],
            next: vec![0; nodes],
            component: vec![NONE; nodes],
            calls: Vec::new(),
            stack: Vec::new(),
            seen: 0,
            found: 0,
        }
    }

    /// The component of each node.
    fn run(mut self, flow: &Flow) -> Vec<usize> {
        for root in 0..self.order.len() {
            if self.order[root] == 0 {
                self.enter(root);
            }
            while let Some(node) = self.calls.last().copied() {
                match self.descend(flow, node) {
                    Some(child) => self.enter(child),
                    None => self.leave(node),
                }
            }
        }
        self.component
    }

    fn enter(&mut self, node: usize) {
        self.seen += 1;
        (self.order[node], self.low[node]) = (self.seen, self.seen);
        self.calls.push(node);
        self.stack.push(node);
    }

    /// The next neighbor that was not seen before.
    fn descend(&mut self, flow: &Flow, node: usize) -> Option<usize> {
        while self.next[node] < flow.degree(node) {
            let arc = flow.arc(node, self.next[node], None);
            self.next[node] += 1;
            if arc.room > 0 && self.order[arc.to] == 0 {
                return Some(arc.to);
            }
            if arc.room > 0 && self.component[arc.to] == NONE {
                self.low[node] = self.low[node].min(self.order[arc.to]);
            }
        }
        None
    }

    fn leave(&mut self, node: usize) {
        self.calls.pop();
        if let Some(parent) = self.calls.last() {
            self.low[*parent] = self.low[*parent].min(self.low[node]);
        }
        if self.low[node] == self.order[node] {
            while let Some(member) = self.stack.pop() {
                self.component[member] = self.found;
                if member == node {
                    break;
                }
            }
            self.found += 1;
        }
    }
}
