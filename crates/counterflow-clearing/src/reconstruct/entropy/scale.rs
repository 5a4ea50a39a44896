//! Factors of rows and columns, and the passes that fit them.

use super::super::problem::Problem;

/// An open cell that can move.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    pub(super) debtor: usize,
    pub(super) creditor: usize,
    /// Infinite where its totals bound it already.
    cap: f64,
}

/// The factors, and what they are to reach.
#[derive(Clone, Debug)]
pub(super) struct Scaling {
    pub(super) entries: Vec<Entry>,
    /// The entries of each debtor and of each creditor.
    rows: Vec<Vec<usize>>,
    columns: Vec<Vec<usize>>,
    row_totals: Vec<f64>,
    column_totals: Vec<f64>,
    pub(super) row_factors: Vec<f64>,
    column_factors: Vec<f64>,
    /// The entry of a cell.
    entry_of: Vec<Option<usize>>,
}

impl Scaling {
    /// Factors to begin with, for the cells that can move.
    pub(super) fn new(problem: &Problem, movable: &[bool]) -> Self {
        let (mut rows_left, mut columns_left) =
            (problem.row_left.clone(), problem.column_left.clone());
        for (_, cell) in problem.flow.cells().iter().enumerate().filter(|(k, _)| !movable[*k]) {
            rows_left[cell.debtor] -= cell.flow;
            columns_left[cell.creditor] -= cell.flow;
        }
        let (mut entries, mut entry_of) = (Vec::new(), vec![None; movable.len()]);
        let mut rows = vec![Vec::new(); problem.parties()];
        let mut columns = rows.clone();
        for (k, cell) in problem.flow.cells().iter().enumerate().filter(|(k, _)| movable[*k]) {
            let (debtor, creditor) = (cell.debtor, cell.creditor);
            let bounded = cell.cap >= rows_left[debtor].min(columns_left[creditor]);
            let cap = if bounded { f64::INFINITY } else { problem.grid.amount(cell.cap) };
            entry_of[k] = Some(entries.len());
            rows[debtor].push(entries.len());
            columns[creditor].push(entries.len());
            entries.push(Entry { debtor, creditor, cap });
        }
        let amounts = |left: &[i128]| left.iter().map(|left| problem.grid.amount(*left)).collect();
        let column_totals: Vec<f64> = amounts(&columns_left);
        Scaling {
            entries,
            rows,
            columns,
            row_totals: amounts(&rows_left),
            row_factors: vec![0.0; problem.parties()],
            column_factors: column_totals.clone(),
            column_totals,
            entry_of,
        }
    }

    /// The amount of a cell, if it can move.
    pub(super) fn amount(&self, cell: usize) -> Option<f64> {
        self.entry_of[cell].map(|entry| self.value(entry))
    }

    /// The amount of an entry.
    pub(super) fn value(&self, entry: usize) -> f64 {
        let Entry { debtor, creditor, cap } = self.entries[entry];
        cap.min(self.row_factors[debtor] * self.column_factors[creditor])
    }

    /// Whether an entry follows its factors.
    pub(super) fn follows(&self, entry: usize) -> bool {
        let Entry { debtor, creditor, cap } = self.entries[entry];
        self.row_factors[debtor] * self.column_factors[creditor] < cap
    }

    /// Fits all rows, then all columns; returns the residual of the rows.
    pub(super) fn pass(&mut self) -> f64 {
        for (debtor, row) in self.rows.iter().enumerate().filter(|(_, row)| !row.is_empty()) {
            let factor = |entry: &usize| {
                let Entry { creditor, cap, .. } = self.entries[*entry];
                (self.column_factors[creditor], cap)
            };
            self.row_factors[debtor] = level(self.row_totals[debtor], || row.iter().map(factor));
        }
        self.fit_columns()
    }

    /// Fits all columns; returns the residual of the rows.
    pub(super) fn fit_columns(&mut self) -> f64 {
        for (creditor, column) in self.columns.iter().enumerate().filter(|(_, c)| !c.is_empty()) {
            let factor = |entry: &usize| {
                let Entry { debtor, cap, .. } = self.entries[*entry];
                (self.row_factors[debtor], cap)
            };
            let total = self.column_totals[creditor];
            self.column_factors[creditor] = level(total, || column.iter().map(factor));
        }
        self.missing().iter().zip(&self.row_totals).fold(0.0, |greatest, (missing, total)| {
            let relative = if *missing == 0.0 { 0.0 } else { missing.abs() / total };
            // A factor that has left the range of numbers is as far off as can be.
            if relative.is_nan() { f64::INFINITY } else { relative.max(greatest) }
        })
    }

    /// What each row lacks of its total.
    pub(super) fn missing(&self) -> Vec<f64> {
        let sum = |row: &Vec<usize>| row.iter().map(|entry| self.value(*entry)).sum::<f64>();
        self.row_totals.iter().zip(&self.rows).map(|(total, row)| total - sum(row)).collect()
    }
}

/// The factor at which cells `min(cap, factor * other)` add up to a total.
///
/// As if no cap bound, the factor is at most what is sought; each cell that is above its cap at
/// such a factor stays there, so the set of capped cells only grows. Linear in the cells for each
/// time that it grows.
fn level<I: Iterator<Item = (f64, f64)>>(total: f64, cells: impl Fn() -> I) -> f64 {
    let mut factor = total / cells().map(|(other, _)| other).sum::<f64>();
    let capped = |factor: f64| cells().filter(move |(other, cap)| factor * other > *cap);
    let mut count = capped(factor).count();
    while count > 0 {
        let full: f64 = capped(factor).map(|(_, cap)| cap).sum();
        let free = cells().filter(|(other, cap)| factor * other <= *cap);
        let others: f64 = free.map(|(other, _)| other).sum();
        if others <= 0.0 {
            break;
        }
        let higher = ((total - full) / others).max(factor);
        let more = capped(higher).count();
        factor = higher;
        if more == count {
            break;
        }
        count = more;
    }
    factor
}
