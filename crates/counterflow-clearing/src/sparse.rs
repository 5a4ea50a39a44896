//! Sparse matrices, row by row.

/// A sparse matrix in compressed rows: what every pass of every model reads.
///
/// Entry `k` of row `i`, for `k` in `starts[i]..starts[i + 1]`, stands in column `columns[k]` with
/// value `values[k]`. Columns rise within a row and none stands twice. Twelve bytes an entry and
/// eight a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Csr {
    starts: Vec<usize>,
    columns: Vec<u32>,
    values: Vec<f64>,
    width: usize,
}

impl Csr {
    /// The matrix of `rows` × `width` with these entries, each given as row, column and value.
    ///
    /// Entries of one cell are added in the order in which they come. Two counting sorts: O(entries
    /// + rows + width).
    pub(crate) fn from_entries(
        rows: usize,
        width: usize,
        entries: impl Iterator<Item = (u32, u32, f64)> + Clone,
    ) -> Csr {
        // Sorting by column first and by row after it leaves each row in order of columns.
        let by_column = scatter(width, entries.map(|(row, column, value)| (column, row, value)));
        let by_row =
            scatter(rows, by_column.entries().map(|(column, row, value)| (row, column, value)));
        Csr { width, ..by_row.merged(|a, b| a + b) }
    }

    /// The matrix turned about.
    pub(crate) fn turned(&self) -> Csr {
        let entries = self.entries().map(|(row, column, value)| (column, row, value));
        Csr { width: self.height(), ..scatter(self.width, entries) }
    }

    /// How many rows.
    pub fn height(&self) -> usize {
        self.starts.len() - 1
    }

    /// How many columns.
    pub fn width(&self) -> usize {
        self.width
    }

    /// How many entries are stored.
    pub fn entries_stored(&self) -> usize {
        self.values.len()
    }

    /// The columns and values of row `i`.
    #[inline(always)]
    pub fn row(&self, i: usize) -> (&[u32], &[f64]) {
        let (from, to) = (self.starts[i], self.starts[i + 1]);
        (&self.columns[from..to], &self.values[from..to])
    }

    /// Row `i` times the vector `x`, added from left to right.
    #[inline(always)]
    pub fn dot(&self, i: usize, x: &[f64]) -> f64 {
        let (columns, values) = self.row(i);
        columns
            .iter()
            .zip(values)
            .fold(0.0, |sum, (&column, value)| sum + value * x[column as usize])
    }

    /// How many entries row `i` has.
    #[inline(always)]
    pub(crate) fn terms(&self, i: usize) -> usize {
        self.starts[i + 1] - self.starts[i]
    }

    /// Row `i` times two vectors at once, whose numbers stand side by side: entries and numbers are
    /// fetched once.
    #[inline(always)]
    pub(crate) fn dot_pairs(&self, i: usize, pairs: &[[f64; 2]]) -> [f64; 2] {
        let (columns, values) = self.row(i);
        columns.iter().zip(values).fold([0.0; 2], |[sum_x, sum_y], (&column, &value)| {
            let [x, y] = pairs[column as usize];
            [sum_x + value * x, sum_y + value * y]
        })
    }

    /// All entries as row, column and value, row by row.
    pub fn entries(&self) -> impl Iterator<Item = (u32, u32, f64)> + Clone {
        (0..self.height()).flat_map(move |i| {
            let (columns, values) = self.row(i);
            columns.iter().zip(values).map(move |(&column, &value)| (i as u32, column, value))
        })
    }

    /// Rows become columns.
    pub fn transposed(&self) -> Csr {
        let swapped = self.entries().map(|(row, column, value)| (column, row, value));
        Csr { width: self.height(), ..scatter(self.width, swapped) }
    }

    /// The square matrix of the given rows, and of columns with a place among them, alone.
    ///
    /// `place[column]` is where a column stands in the new matrix, or [`Csr::NOWHERE`].
    pub(crate) fn part(&self, rows: &[u32], place: &[u32]) -> Csr {
        let most = rows.iter().map(|&row| self.row(row as usize).0.len()).sum::<usize>();
        let mut part = Csr {
            starts: Vec::with_capacity(rows.len() + 1),
            columns: vec![0; most + 1],
            values: vec![0.0; most + 1],
            width: rows.len(),
        };
        part.starts.push(0);
        let mut kept = 0;
        for &row in rows {
            let (columns, values) = self.row(row as usize);
            for (&column, &value) in columns.iter().zip(values) {
                // Written in any case, and kept only if it has a place: nothing to guess.
                let place = place[column as usize];
                part.columns[kept] = place;
                part.values[kept] = value;
                kept += usize::from(place != Csr::NOWHERE);
            }
            part.starts.push(kept);
        }
        part.columns.truncate(kept);
        part.values.truncate(kept);
        part
    }

    /// The same matrix where neighbors in one column count once, by the largest.
    pub(crate) fn with_largest(self) -> Csr {
        self.merged(|a, b| a.max(b))
    }

    /// The place of a column that a part leaves out.
    pub(crate) const NOWHERE: u32 = u32::MAX;

    /// Makes one of neighbors in one column.
    fn merged(mut self, both: impl Fn(f64, f64) -> f64) -> Csr {
        let mut kept = 0;
        let mut from = 0;
        for row in 0..self.height() {
            let to = self.starts[row + 1];
            let first = kept;
            for k in from..to {
                if kept > first && self.columns[kept - 1] == self.columns[k] {
                    self.values[kept - 1] = both(self.values[kept - 1], self.values[k]);
                } else {
                    self.columns[kept] = self.columns[k];
                    self.values[kept] = self.values[k];
                    kept += 1;
                }
            }
            from = to;
            self.starts[row + 1] = kept;
        }
        self.columns.truncate(kept);
        self.values.truncate(kept);
        self
    }
}

/// Entries sorted by their first number, those of one number in the order in which they came.
fn scatter(rows: usize, entries: impl Iterator<Item = (u32, u32, f64)> + Clone) -> Csr {
    let mut starts = vec![0_usize; rows + 1];
    for (row, ..) in entries.clone() {
        starts[row as usize + 1] += 1;
    }
    for row in 0..rows {
        starts[row + 1] += starts[row];
    }
    let mut next = starts.clone();
    let mut columns = vec![0; starts[rows]];
    let mut values = vec![0.0; starts[rows]];
    for (row, column, value) in entries {
        let at = &mut next[row as usize];
        columns[*at] = column;
        values[*at] = value;
        *at += 1;
    }
    Csr { starts, columns, values, width: 0 }
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "these sums are exact")]
mod tests {
    use super::*;

    #[test]
    fn cells_that_stand_twice_are_added() {
        let entries = [(1, 0, 2.0), (0, 2, 1.0), (1, 0, 3.0), (0, 1, 4.0)];
        let matrix = Csr::from_entries(2, 3, entries.into_iter());
        assert_eq!(matrix.entries().collect::<Vec<_>>(), [(0, 1, 4.0), (0, 2, 1.0), (1, 0, 5.0)],);
        assert_eq!(matrix.dot(0, &[1.0, 10.0, 100.0]), 140.0);
    }

    #[test]
    fn transposing_twice_changes_nothing() {
        let entries = [(1, 0, 2.0), (0, 2, 1.0), (2, 2, 4.0)];
        let matrix = Csr::from_entries(3, 4, entries.into_iter());
        assert_eq!(matrix.transposed().transposed(), matrix);
    }

    #[test]
    fn a_part_keeps_its_rows_and_columns() {
        let entries = [(0, 0, 1.0), (0, 1, 2.0), (1, 1, 3.0), (1, 2, 4.0), (2, 0, 5.0)];
        let matrix = Csr::from_entries(3, 3, entries.into_iter());
        let part = matrix.part(&[1, 2], &[Csr::NOWHERE, 0, 1]);
        assert_eq!(part.entries().collect::<Vec<_>>(), [(0, 0, 3.0), (0, 1, 4.0)]);
        assert_eq!((part.height(), part.width()), (2, 2));
    }
}
