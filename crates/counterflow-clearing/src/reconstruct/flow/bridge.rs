//! Cells that no cycle goes through.
//!
//! Source: Tarjan, "A note on finding the bridges of a graph", Information Processing Letters 2,
//! 1974.

use super::Flow;

/// A node on the way from the root of a search: how it was come by, and its cells to look at.
struct Visit {
    node: usize,
    by: Option<usize>,
    rest: Vec<usize>,
}

/// The bridges of the graph of some cells, without direction. Linear in the cells.
pub(super) fn bridges(flow: &Flow, cells: &[bool]) -> Vec<usize> {
    let nodes = 2 * flow.parties;
    let (mut order, mut low) = (vec![0_usize; nodes], vec![0_usize; nodes]);
    let (mut seen, mut bridges) = (0, Vec::new());
    for root in 0..nodes {
        let mut visits = Vec::new();
        let mut enter = (order[root] == 0).then_some((root, None));
        loop {
            if let Some((node, by)) = enter.take() {
                seen += 1;
                (order[node], low[node]) = (seen, seen);
                let rest = flow.cells_of(node).filter(|cell| cells[*cell]).collect();
                visits.push(Visit { node, by, rest });
            }
            let Some(visit) = visits.last_mut() else { break };
            let Some(cell) = visit.rest.pop() else {
                let Some(Visit { node, by: Some(by), .. }) = visits.pop() else { break };
                let [a, b] = flow.ends(by);
                let before = if a == node { b } else { a };
                low[before] = low[before].min(low[node]);
                if low[node] > order[before] {
                    bridges.push(by);
                }
                continue;
            };
            let [a, b] = flow.ends(cell);
            let to = if a == visit.node { b } else { a };
            if order[to] == 0 {
                enter = Some((to, Some(cell)));
            } else if visit.by != Some(cell) {
                low[visit.node] = low[visit.node].min(order[to]);
            }
        }
    }
    bridges
}
