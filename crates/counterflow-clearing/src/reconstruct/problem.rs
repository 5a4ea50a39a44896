//! A checked problem with a first matrix that fits: the transportation problem of the cells that
//! are not known.

mod balance;

use std::collections::BTreeMap;

use super::flow::{Cell, Flow};
use super::grid::Grid;
use super::matrix::{Link, Matrix, Residual};
use super::mistake::{Mistake, Mistakes};
use super::totals::{Pair, Said, Totals};

/// Totals and known cells that at least one matrix satisfies.
///
/// Made by [`Totals::build`]. All methods of reconstruction start here, and none changes it, so
/// their results can be laid side by side.
#[derive(Clone, Debug)]
pub struct Problem {
    pub(super) grid: Grid,
    pub(super) owed: Vec<f64>,
    pub(super) claims: Vec<f64>,
    /// The known cells with an amount above zero.
    pub(super) known: Vec<Link>,
    /// The other cells, and one way to fill them.
    pub(super) flow: Flow,
    /// The parts of rows and columns that are to be filled: the sums of the flow.
    pub(super) row_left: Vec<i128>,
    pub(super) column_left: Vec<i128>,
}

impl Problem {
    /// Finds a first matrix.
    pub(super) fn new(totals: &Totals, said: BTreeMap<Pair, Said>) -> Result<Self, Mistakes> {
        let grid = totals.grid();
        let empty = Flow::new(totals.owed.len(), cells(totals, &said, grid));
        let flow = balance::filled(totals, &said, grid, &empty)
            .map_err(|short| Mistakes(vec![Mistake::Shortfall(short)]))?;
        let link = |(pair, said): (&Pair, &Said)| {
            let (debtor, creditor) = *pair;
            let amount = said.known.filter(|amount| *amount > 0.0)?;
            Some(Link { debtor, creditor, amount })
        };
        let mut problem = Problem {
            grid,
            owed: totals.owed.clone(),
            claims: totals.claims.clone(),
            known: said.iter().filter_map(link).collect(),
            row_left: flow.sent(),
            column_left: flow.received(),
            flow,
        };
        problem.tighten_caps();
        Ok(problem)
    }

    /// No cell can have more than what is left of its row and of its column.
    fn tighten_caps(&mut self) {
        for k in 0..self.flow.cells().len() {
            let Cell { debtor, creditor, cap, .. } = self.flow.cells()[k];
            let least = cap.min(self.row_left[debtor]).min(self.column_left[creditor]);
            self.flow.set_cap(k, least);
        }
    }

    /// The number of parties.
    #[must_use]
    pub fn parties(&self) -> usize {
        self.owed.len()
    }

    /// What each party owes, as given.
    #[must_use]
    pub fn owed(&self) -> &[f64] {
        &self.owed
    }

    /// What each party is owed, as given.
    #[must_use]
    pub fn claims(&self) -> &[f64] {
        &self.claims
    }

    /// The number of cells that are neither known nor forbidden.
    #[must_use]
    pub fn open_cells(&self) -> usize {
        self.flow.cells().len()
    }

    /// How much the totals had to give so that something fits: the residual that the results have
    /// beside rounding.
    ///
    /// It is 0 where the totals, read as decimals, can be met to the last digit, and at most the
    /// tolerance of the totals.
    #[must_use]
    pub fn adjustment(&self) -> Residual {
        let mut sums = [self.row_left.clone(), self.column_left.clone()];
        for link in &self.known {
            sums[0][link.debtor] += self.grid.whole(link.amount);
            sums[1][link.creditor] += self.grid.whole(link.amount);
        }
        let greatest = |sums: &[i128], totals: &[f64]| {
            let relative = |(sum, total): (&i128, &f64)| {
                let off = self.grid.amount((sum - self.grid.whole(*total)).abs());
                if off > 0.0 { off / total } else { 0.0 }
            };
            sums.iter().zip(totals).map(relative).fold(0.0, f64::max)
        };
        let owed = greatest(&sums[0], &self.owed);
        Residual { owed, claims: greatest(&sums[1], &self.claims) }
    }

    /// The matrix of the known cells and of an amount for each other cell.
    pub(super) fn matrix(&self, amount: impl Fn(usize, &Cell) -> f64) -> Matrix {
        let fill = |(k, cell): (usize, &Cell)| {
            let (debtor, creditor) = (cell.debtor, cell.creditor);
            Link { debtor, creditor, amount: amount(k, cell) }
        };
        let filled = self.flow.cells().iter().enumerate().map(fill).filter(|l| l.amount > 0.0);
        let mut links: Vec<Link> = self.known.iter().copied().chain(filled).collect();
        links.sort_by_key(|link| (link.debtor, link.creditor));
        Matrix::new(self.parties(), links)
    }

    /// The matrix of a flow over the same cells.
    pub(super) fn matrix_of(&self, flow: &Flow) -> Matrix {
        self.matrix(|k, _| self.grid.amount(flow.cells()[k].flow))
    }

    /// The residual of a matrix against the totals as given.
    #[must_use]
    pub fn residual(&self, matrix: &Matrix) -> Residual {
        Residual::of(matrix, &self.owed, &self.claims)
    }
}

/// The cells to be filled, without flow.
fn cells(totals: &Totals, said: &BTreeMap<Pair, Said>, grid: Grid) -> Vec<Cell> {
    let all = totals.owed.iter().sum::<f64>().max(totals.claims.iter().sum());
    let cell = |(debtor, creditor): Pair| {
        let cap = said.get(&(debtor, creditor)).and_then(|said| said.cap);
        Cell { debtor, creditor, cap: grid.whole(cap.map_or(all, |cap| cap.min(all))), flow: 0 }
    };
    totals.open(said).into_iter().map(cell).collect()
}
