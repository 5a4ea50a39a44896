//! Hard bounds: the least and the greatest that each cell can be.
//!
//! Over all matrices that fit, with no model of which is likelier. From one matrix that fits, a
//! cell is raised by sending money around it, from its creditor back to its debtor through what
//! the other cells can take or give, until nothing more goes through: a maximum flow, and so the
//! exact end of the range on the decimal grid of the totals. It is lowered the other way around.
//!
//! Source: Ford & Fulkerson, "Flows in networks", 1962; the totals are a transportation polytope.

mod short;

use super::matrix::Matrix;
use super::problem::Problem;
use short::Shortcuts;

/// All that a cell can be: every amount between its ends occurs in some matrix that fits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CellRange {
    /// Who owes.
    pub debtor: usize,
    /// Whom it is owed.
    pub creditor: usize,
    /// The least amount, at least 0.
    pub least: f64,
    /// The greatest amount.
    pub greatest: f64,
}

/// An end of a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Its least amount.
    Least,
    /// Its greatest amount.
    Greatest,
}

/// The ranges of all cells that are not forbidden; those of known cells are one number.
#[derive(Clone, Debug, PartialEq)]
pub struct CellBounds {
    cells: Vec<CellRange>,
}

impl CellBounds {
    /// The ranges, sorted by debtor, then creditor.
    #[must_use]
    pub fn cells(&self) -> &[CellRange] {
        &self.cells
    }

    /// The range of a cell; 0 to 0 if it is forbidden. Time is logarithmic in the cells.
    #[must_use]
    pub fn of(&self, debtor: usize, creditor: usize) -> CellRange {
        let found = self.cells.binary_search_by_key(&(debtor, creditor), place);
        let none = CellRange { debtor, creditor, least: 0.0, greatest: 0.0 };
        found.map_or(none, |k| self.cells[k])
    }
}

fn place(cell: &CellRange) -> (usize, usize) {
    (cell.debtor, cell.creditor)
}

impl Problem {
    /// The bounds of every cell.
    ///
    /// All start from the same matrix, which has few links, so most cells take a handful of steps
    /// to reach an end that is plain: zero, or the smaller of their totals. The others take a
    /// maximum flow each, `O(n^2)` to `O(n^3)` for `n` parties.
    ///
    /// ```
    /// use counterflow_clearing::reconstruct::Totals;
    ///
    /// let totals = Totals::new(vec![7.0, 2.0, 1.0], vec![3.0, 4.0, 3.0]);
    /// let bounds = totals.build().unwrap().bounds();
    /// // Party 0 must place its 7 with the other two, who are owed 4 and 3.
    /// assert_eq!((bounds.of(0, 1).least, bounds.of(0, 1).greatest), (4.0, 4.0));
    /// // Then only party 0 is left to be owed anything by parties 1 and 2.
    /// assert_eq!(bounds.of(1, 2).greatest, 0.0);
    /// ```
    #[must_use]
    pub fn bounds(&self) -> CellBounds {
        let mut flow = self.flow.clone();
        let shortcuts = Shortcuts::of(&flow);
        let known = self.known.iter().map(|link| CellRange {
            debtor: link.debtor,
            creditor: link.creditor,
            least: link.amount,
            greatest: link.amount,
        });
        let open = (0..flow.cells().len()).map(|k| {
            let cell = &self.flow.cells()[k];
            let raised = shortcuts.raise(&mut flow, k);
            let raised = raised + flow.raise(k, cell.cap);
            flow.undo();
            let lowered = shortcuts.lower(&mut flow, k);
            let lowered = lowered + flow.lower(k, cell.cap);
            flow.undo();
            CellRange {
                debtor: cell.debtor,
                creditor: cell.creditor,
                least: self.grid.amount(cell.flow - lowered),
                greatest: self.grid.amount(cell.flow + raised),
            }
        });
        let mut cells: Vec<CellRange> = known.chain(open).collect();
        cells.sort_by_key(place);
        CellBounds { cells }
    }

    /// A matrix that fits, in which the cell is at an end of its range: the proof that the range
    /// reaches so far. It is none for a cell on the diagonal, or of no party.
    ///
    /// Time is one maximum flow.
    ///
    /// ```
    /// use counterflow_clearing::reconstruct::{End, Totals};
    ///
    /// let problem = Totals::new(vec![5.0; 4], vec![5.0; 4]).build().unwrap();
    /// let matrix = problem.attaining(0, 3, End::Greatest).unwrap();
    /// assert_eq!(matrix.amount(0, 3), problem.bounds().of(0, 3).greatest);
    /// assert_eq!(matrix.owed(), [5.0; 4]);
    /// ```
    #[must_use]
    pub fn attaining(&self, debtor: usize, creditor: usize, end: End) -> Option<Matrix> {
        if debtor == creditor || debtor.max(creditor) >= self.parties() {
            return None;
        }
        let mut flow = self.flow.clone();
        if let Some(cell) = flow.find(debtor, creditor) {
            let cap = flow.cells()[cell].cap;
            match end {
                End::Greatest => flow.raise(cell, cap),
                End::Least => flow.lower(cell, cap),
            };
        }
        Some(self.matrix_of(&flow))
    }
}
