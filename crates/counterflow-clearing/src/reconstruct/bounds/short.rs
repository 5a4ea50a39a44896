//! The shortest ways around a cell: three other cells that make a rectangle with it.
//!
//! The matrix that all bounds start from has few links, so there are few rectangles to try, and
//! they alone bring most cells to an end that cannot be passed.

use super::super::flow::Flow;

/// Where money flows in the matrix that bounds start from.
pub(super) struct Shortcuts {
    /// Cells with flow, by debtor and by creditor.
    by_debtor: Vec<Vec<usize>>,
    by_creditor: Vec<Vec<usize>>,
}

impl Shortcuts {
    /// The cells with flow. Linear in the cells.
    pub(super) fn of(flow: &Flow) -> Self {
        let mut by_debtor = vec![Vec::new(); flow.parties()];
        let mut by_creditor = by_debtor.clone();
        for (k, cell) in flow.cells().iter().enumerate().filter(|(_, cell)| cell.flow > 0) {
            by_debtor[cell.debtor].push(k);
            by_creditor[cell.creditor].push(k);
        }
        Shortcuts { by_debtor, by_creditor }
    }

    /// Raises a cell by rectangles: money that its debtor owes to others, and others to its
    /// creditor, is paid crosswise. Returns how much.
    pub(super) fn raise(&self, flow: &mut Flow, cell: usize) -> i128 {
        let start = flow.cells()[cell].clone();
        let mut raised = 0;
        for &from in &self.by_creditor[start.creditor] {
            for &to in &self.by_debtor[start.debtor] {
                let (other, third) = (flow.cells()[from].debtor, flow.cells()[to].creditor);
                if from == cell || to == cell {
                    continue;
                }
                let Some(across) = flow.find(other, third) else { continue };
                let room = flow.cells()[across].cap - flow.cells()[across].flow;
                let gives = flow.cells()[from].flow.min(flow.cells()[to].flow);
                let amount = (start.cap - start.flow - raised).min(room).min(gives);
                if amount > 0 {
                    add(flow, [from, to], -amount);
                    add(flow, [cell, across], amount);
                    raised += amount;
                }
            }
        }
        raised
    }

    /// Lowers a cell by rectangles: its debtor pays others, who pay less to third parties, who are
    /// paid by others again. Returns how much.
    pub(super) fn lower(&self, flow: &mut Flow, cell: usize) -> i128 {
        let start = flow.cells()[cell].clone();
        let mut lowered = 0;
        for other in (0..self.by_debtor.len()).filter(|other| *other != start.debtor) {
            if lowered == start.flow {
                break;
            }
            lowered += self.past(flow, cell, other, start.flow - lowered);
        }
        lowered
    }

    /// Lowers a cell by rectangles with the links of one other debtor.
    fn past(&self, flow: &mut Flow, cell: usize, other: usize, want: i128) -> i128 {
        let (debtor, creditor) = (flow.cells()[cell].debtor, flow.cells()[cell].creditor);
        let Some(to) = flow.find(other, creditor) else { return 0 };
        let mut lowered = 0;
        for &across in &self.by_debtor[other] {
            let third = flow.cells()[across].creditor;
            let Some(from) = flow.find(debtor, third).filter(|_| third != creditor) else {
                continue;
            };
            let room = |k: usize| flow.cells()[k].cap - flow.cells()[k].flow;
            let amount = (want - lowered).min(room(to)).min(room(from));
            let amount = amount.min(flow.cells()[across].flow);
            if amount > 0 {
                add(flow, [cell, across], -amount);
                add(flow, [from, to], amount);
                lowered += amount;
            }
        }
        lowered
    }
}

/// Adds to the flow of two cells.
fn add(flow: &mut Flow, cells: [usize; 2], amount: i128) {
    for cell in cells {
        flow.set_flow(cell, flow.cells()[cell].flow + amount);
    }
}
