//! Where a chain starts: a matrix in which every cell that can move is a link.
//!
//! From a matrix with few links the cycles of a walk can hardly change anything. From one with all
//! of them every cycle can, and links that are too many are soon gone.

use super::super::entropy::Fitting;
use super::super::problem::Problem;

/// The part of the even matrix that is set down before the rest is routed.
const PART: f64 = 0.999;

/// What each open cell has, on the grid.
pub(super) fn start(problem: &Problem) -> Vec<i128> {
    let (even, fit) = problem.fit(Fitting { tolerance: 1e-6, passes: 100 });
    let mut flow = problem.flow.clone();
    // What a fit that was stopped early has above a total must be left out, too.
    let part = PART / (1.0 + fit.residual.owed.min(1.0));
    for (cell, movable) in problem.flow.movable().into_iter().enumerate() {
        if movable {
            let at = &problem.flow.cells()[cell];
            let amount = problem.grid.whole(part * even.amount(at.debtor, at.creditor));
            flow.set_flow(cell, amount.min(at.cap));
        }
    }
    let lacks = |totals: &[i128], sums: Vec<i128>| -> Vec<i128> {
        totals.iter().zip(sums).map(|(total, sum)| total - sum).collect()
    };
    let none = vec![0; problem.parties()];
    let mut excess = [lacks(&problem.row_left, flow.sent()), none.clone()].concat();
    let mut need = [none, lacks(&problem.column_left, flow.received())].concat();
    if excess.iter().chain(&need).any(|lack| *lack < 0) {
        // Not a part of any matrix that fits: the first one has to do.
        flow.undo();
    } else {
        flow.route(&mut excess, &mut need, None);
    }
    flow.cells().iter().map(|cell| cell.flow).collect()
}
