//! The dense table of the simplex method: each row writes one variable by those of the columns.

use std::cmp::Ordering;

use super::number::{Number, Value};

/// What the simplex method asks of a table.
pub(super) trait Table: Clone {
    /// The numbers of its cells.
    type Number: Number;

    /// A table of so many columns and rows and these cells, row after row.
    fn new(width: usize, rows: usize, cells: Vec<Self::Number>) -> Self;
    fn cell(&self, row: usize, column: usize) -> Self::Number;
    fn sign(&self, row: usize, column: usize) -> Ordering;
    /// Whether the cell of one column is larger in size than that of another, in one row.
    fn is_larger(&self, row: usize, column: usize, than: usize) -> bool;
    /// Whether the cell of one row is to be preferred as a pivot to that of another.
    fn is_better_pivot(&self, column: usize, row: usize, than: usize) -> bool;
    /// What a row adds up to, for values of the variables and which of them are in the columns.
    fn sum(
        &self,
        row: usize,
        values: &[Value<Self::Number>],
        outside: &[usize],
    ) -> Value<Self::Number>;
    /// Exchanges the variable of a row with that of a column; returns what that cost.
    fn pivot(&mut self, row: usize, column: usize) -> u64;
    /// Adds a row.
    fn push(&mut self, cells: Vec<Self::Number>);
    /// Takes the last row away.
    fn pop(&mut self);
}

/// A table of numbers of the machine.
#[derive(Clone)]
pub(super) struct Dense {
    width: usize,
    /// `cells[row * width + column]`
    cells: Vec<f64>,
    rows: usize,
    /// The row of the pivot, as it will be.
    new: Vec<f64>,
}

impl Dense {
    #[inline]
    fn at(&self, row: usize, column: usize) -> f64 {
        self.cells[row * self.width + column]
    }
}

impl Table for Dense {
    type Number = f64;

    fn new(width: usize, rows: usize, cells: Vec<f64>) -> Dense {
        Dense { width, cells, rows, new: vec![0.0; width] }
    }

    #[inline]
    fn cell(&self, row: usize, column: usize) -> f64 {
        self.at(row, column)
    }

    #[inline]
    fn sign(&self, row: usize, column: usize) -> Ordering {
        self.at(row, column).sign()
    }

    #[inline]
    fn is_larger(&self, row: usize, column: usize, than: usize) -> bool {
        self.at(row, column).abs() > self.at(row, than).abs()
    }

    #[inline]
    fn is_better_pivot(&self, column: usize, row: usize, than: usize) -> bool {
        self.at(row, column).abs() > self.at(than, column).abs()
    }

    fn sum(&self, row: usize, values: &[Value<f64>], outside: &[usize]) -> Value<f64> {
        let mut sum = Value::zero();
        for (cell, &k) in self.cells[row * self.width..].iter().zip(outside) {
            if *cell != 0.0 {
                sum.add_product(cell, &values[k]);
            }
        }
        sum
    }

    fn pivot(&mut self, row: usize, column: usize) -> u64 {
        let (width, start) = (self.width, row * self.width);
        let inverse = 1.0 / self.at(row, column);
        for (new, old) in self.new.iter_mut().zip(&self.cells[start..start + width]) {
            *new = -old * inverse;
        }
        self.new[column] = inverse;
        let mut touched = 1;
        for (at, cells) in self.cells.chunks_exact_mut(width).enumerate() {
            let factor = cells[column];
            if at == row || factor == 0.0 {
                continue;
            }
            cells[column] = 0.0;
            for (cell, new) in cells.iter_mut().zip(&self.new) {
                cell.add_product(&factor, new);
            }
            touched += 1;
        }
        self.cells[start..start + width].copy_from_slice(&self.new);
        touched * width as u64
    }

    fn push(&mut self, cells: Vec<f64>) {
        self.cells.extend(cells);
        self.rows += 1;
    }

    fn pop(&mut self) {
        self.rows = self.rows.saturating_sub(1);
        self.cells.truncate(self.rows * self.width);
    }
}
