//! Units for columns and rows, so that numbers of any size come near to one.
//!
//! Units are powers of two: nothing is rounded by them.

/// A program in `f64`. Ends that are missing are infinite.
#[derive(Clone)]
pub(super) struct Rounded {
    /// Low and high ends of columns.
    pub(super) columns: Vec<[f64; 2]>,
    /// Low and high ends of rows.
    pub(super) rows: Vec<[f64; 2]>,
    /// Columns and coefficients, row after row.
    pub(super) terms: Vec<(usize, f64)>,
    /// Where each row's terms start, and where the last end.
    pub(super) starts: Vec<usize>,
}

impl Rounded {
    /// The terms of one row.
    pub(super) fn terms_of(&self, row: usize) -> &[(usize, f64)] {
        &self.terms[self.starts[row]..self.starts[row + 1]]
    }
}

/// The power of two next below the size of a number; `None` for zero and what is not finite.
pub(super) fn exponent(x: f64) -> Option<i32> {
    let bits = (x.to_bits() >> 52) as i32 & 0x7ff;
    (bits != 0 && bits != 0x7ff).then_some(bits - 1023)
}

/// Two to this power.
pub(super) fn power(exponent: i32) -> f64 {
    f64::from_bits(((exponent.clamp(-1022, 1023) + 1023) as u64) << 52)
}

/// The mean of exponents.
#[derive(Clone, Copy, Default)]
struct Mean {
    sum: i32,
    count: i32,
}

impl Mean {
    fn add(&mut self, exponent: Option<i32>) {
        if let Some(exponent) = exponent {
            self.sum += exponent;
            self.count += 1;
        }
    }

    fn get(self) -> Option<i32> {
        (self.count > 0).then(|| self.sum / self.count)
    }
}

/// Exponents of the units of columns and of rows; nothing if sizes are too far apart.
///
/// A column's unit is the size of its ends; where these say nothing, it is what the rows that it
/// is in make of it. A row's unit is the mean size of its terms and ends. Where that leaves
/// coefficients too far apart, all columns have one unit.
pub(super) fn units(program: &Rounded) -> Option<[Vec<i32>; 2]> {
    let own = own_units(program);
    if are_near_one(program, &own) {
        return Some(own);
    }
    let mut mean = Mean::default();
    program.columns.iter().flatten().for_each(|end| mean.add(exponent(*end)));
    let columns = vec![mean.get(); program.columns.len()];
    let rows = row_units(program, &columns);
    let shared = [columns, rows].map(known_or_one);
    are_near_one(program, &shared).then_some(shared)
}

fn known_or_one(units: Vec<Option<i32>>) -> Vec<i32> {
    units.into_iter().map(Option::unwrap_or_default).collect()
}

/// Coefficients of a scaled program have exponents up to this size.
const FARTHEST: i32 = 30;

fn are_near_one(program: &Rounded, [columns, rows]: &[Vec<i32>; 2]) -> bool {
    rows.iter().enumerate().all(|(row, unit)| {
        program.terms_of(row).iter().all(|(column, factor)| {
            exponent(*factor).is_none_or(|at| (at + columns[*column] - unit).abs() <= FARTHEST)
        })
    })
}

fn own_units(program: &Rounded) -> [Vec<i32>; 2] {
    let size = |ends: &[f64; 2]| {
        let mut mean = Mean::default();
        ends.iter().for_each(|end| mean.add(exponent(*end)));
        mean
    };
    let known: Vec<_> = program.columns.iter().map(|ends| size(ends).get()).collect();
    let mut columns = known.clone();
    let mut rows = row_units(program, &columns);
    if known.iter().any(Option::is_none) {
        let mut means = vec![Mean::default(); columns.len()];
        for (row, unit) in rows.iter().enumerate() {
            for (column, factor) in program.terms_of(row) {
                means[*column].add(unit.zip(exponent(*factor)).map(|(unit, at)| unit - at));
            }
        }
        columns = known.into_iter().zip(means).map(|(known, m)| known.or(m.get())).collect();
        rows = row_units(program, &columns);
    }
    [columns, rows].map(known_or_one)
}

fn row_units(program: &Rounded, columns: &[Option<i32>]) -> Vec<Option<i32>> {
    let unit = |(row, ends): (usize, &[f64; 2])| {
        let mut mean = Mean::default();
        for (column, factor) in program.terms_of(row) {
            mean.add(columns[*column].zip(exponent(*factor)).map(|(unit, at)| unit + at));
        }
        ends.iter().for_each(|end| mean.add(exponent(*end)));
        mean.get()
    };
    program.rows.iter().enumerate().map(unit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exponents_and_powers_agree() {
        for at in [-90, -1, 0, 1, 40, 96] {
            assert_eq!(exponent(power(at)), Some(at));
            assert_eq!(exponent(-1.5 * power(at)), Some(at));
        }
        assert_eq!(exponent(0.0), None);
        assert_eq!(exponent(f64::INFINITY), None);
    }

    #[test]
    fn a_column_without_ends_takes_its_unit_from_a_row() {
        let program = Rounded {
            columns: vec![[0.0, 1e12], [f64::NEG_INFINITY, f64::INFINITY]],
            rows: vec![[0.0, 0.0]],
            terms: vec![(0, 1.0), (1, -1024.0)],
            starts: vec![0, 2],
        };
        assert_eq!(units(&program), Some([vec![39, 29], vec![39]]));
    }
}
