//! A table of exact fractions: integers, with one denominator for each row.
//!
//! Sums of fractions in lowest terms would need a common divisor for each cell. With a denominator
//! for each row a pivot takes two products for a cell, and one common divisor for a row.

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_integer::Integer as _;
use num_traits::{Signed, ToPrimitive};

use super::exact::{Exact, common_divisor};
use super::number::{Number, Value};
use super::table::Table;

/// An integer of any length.
#[derive(Clone, Debug)]
pub(super) enum Integer {
    /// Not `i128::MIN`.
    Small(i128),
    /// What does not fit.
    Large(Box<BigInt>),
}

use Integer::{Large, Small};

const ONE: Integer = Small(1);

impl Integer {
    pub(super) fn from_large(value: BigInt) -> Integer {
        match value.to_i128().filter(|small| *small != i128::MIN) {
            Some(small) => Small(small),
            None => Large(Box::new(value)),
        }
    }

    pub(super) fn large(&self) -> BigInt {
        match self {
            Small(value) => BigInt::from(*value),
            Large(value) => (**value).clone(),
        }
    }

    fn is_zero(&self) -> bool {
        matches!(self, Small(0))
    }

    fn is_one(&self) -> bool {
        matches!(self, Small(1))
    }

    fn sign(&self) -> Ordering {
        match self {
            Small(value) => value.cmp(&0),
            Large(value) if value.is_negative() => Ordering::Less,
            Large(_) => Ordering::Greater,
        }
    }

    fn negate(&self) -> Integer {
        match self {
            Small(value) => Small(-value),
            Large(value) => Large(Box::new(-(**value).clone())),
        }
    }

    fn multiply(&self, other: &Integer) -> Integer {
        if other.is_one() {
            return self.clone();
        }
        Integer::fused(self, other, &Small(0), &Small(0))
    }

    /// `a·b - c·d`
    fn fused(a: &Integer, b: &Integer, c: &Integer, d: &Integer) -> Integer {
        if let (Small(a), Small(b), Small(c), Small(d)) = (a, b, c, d) {
            let product = |x: i128, y: i128| match (i64::try_from(x), i64::try_from(y)) {
                (Ok(x), Ok(y)) => Some(i128::from(x) * i128::from(y)),
                _ => x.checked_mul(y),
            };
            let difference = product(*a, *b).zip(product(*c, *d));
            let difference = difference.and_then(|(left, right)| left.checked_sub(right));
            if let Some(value) = difference.filter(|value| *value != i128::MIN) {
                return Small(value);
            }
        }
        match (a.is_zero() || b.is_zero(), c.is_zero() || d.is_zero()) {
            (true, true) => Small(0),
            (false, true) => Integer::from_large(a.large_product(b)),
            (true, false) => Integer::from_large(-c.large_product(d)),
            (false, false) => Integer::from_large(a.large_product(b) - c.large_product(d)),
        }
    }

    fn large_product(&self, other: &Integer) -> BigInt {
        match (self, other) {
            (Large(a), Large(b)) => &**a * &**b,
            (Large(a), Small(b)) | (Small(b), Large(a)) => &**a * *b,
            (Small(a), Small(b)) => BigInt::from(*a) * *b,
        }
    }

    /// The greatest common divisor, which is not negative.
    fn divisor(&self, other: &Integer) -> Integer {
        match (self, other) {
            (Small(a), Small(b)) => {
                let shared = common_divisor(a.unsigned_abs(), b.unsigned_abs());
                i128::try_from(shared).map_or_else(|_| Large(Box::new(shared.into())), Small)
            }
            (Large(large), Small(0)) | (Small(0), Large(large)) => Large(Box::new(large.abs())),
            (Large(large), Small(small)) | (Small(small), Large(large)) => {
                let rest = (&**large % *small).to_i128().unwrap_or(1);
                Small(rest).divisor(&Small(*small))
            }
            (Large(a), Large(b)) => Integer::from_large(a.gcd(b)),
        }
    }

    /// The quotient by a number that divides it.
    fn quotient(&self, by: &Integer) -> Integer {
        match (self, by) {
            (_, Small(0 | 1)) => self.clone(),
            (Small(value), Small(by)) => Small(value / by),
            (Small(_), Large(_)) => Small(0),
            (Large(value), Small(by)) => Integer::from_large(&**value / *by),
            (Large(value), Large(by)) => Integer::from_large(&**value / &**by),
        }
    }

    fn order_of_size(&self, other: &Integer) -> Ordering {
        match (self, other) {
            (Small(a), Small(b)) => a.unsigned_abs().cmp(&b.unsigned_abs()),
            (Small(_), Large(_)) => Ordering::Less,
            (Large(_), Small(_)) => Ordering::Greater,
            (Large(a), Large(b)) => a.magnitude().cmp(b.magnitude()),
        }
    }

    fn weight(&self) -> u64 {
        match self {
            Small(_) => 1,
            Large(value) => 4 + value.bits() / 64,
        }
    }
}

/// One row: integers over one denominator, with nothing in common.
#[derive(Clone)]
struct Row {
    cells: Vec<Integer>,
    /// Above zero.
    bottom: Integer,
}

impl Row {
    fn new(cells: Vec<Exact>) -> Row {
        let mut bottom = ONE;
        for [_, under] in cells.iter().map(Exact::parts) {
            let shared = bottom.divisor(&under);
            bottom = bottom.multiply(&under.quotient(&shared));
        }
        let parts = cells.iter().map(Exact::parts);
        let cells = parts.map(|[over, under]| over.multiply(&bottom.quotient(&under))).collect();
        Row { cells, bottom }
    }

    /// Divides by what all cells and the denominator have in common.
    fn reduce(&mut self) {
        let mut shared = self.bottom.clone();
        for cell in self.cells.iter().filter(|cell| !cell.is_zero()) {
            if shared.is_one() {
                return;
            }
            shared = shared.divisor(cell);
        }
        if shared.is_one() {
            return;
        }
        for cell in self.cells.iter_mut().filter(|cell| !cell.is_zero()) {
            *cell = cell.quotient(&shared);
        }
        self.bottom = self.bottom.quotient(&shared);
    }

    /// Writes the variable of a column by that of this row.
    fn turn(&mut self, column: usize) {
        let pivot = self.cells[column].clone();
        // With the denominator above zero, either the cell or all others change their sign.
        if pivot.sign().is_gt() {
            self.cells.iter_mut().for_each(|cell| *cell = cell.negate());
            self.cells[column] = std::mem::replace(&mut self.bottom, pivot);
        } else {
            let bottom = std::mem::replace(&mut self.bottom, pivot.negate());
            self.cells[column] = bottom.negate();
        }
    }

    /// Puts what a column's variable is made of in its place: `turned` over its denominator.
    fn replace(&mut self, column: usize, turned: &Row) {
        let cell = std::mem::replace(&mut self.cells[column], Small(0));
        let shared = cell.divisor(&turned.bottom);
        let (factor, scale) = (cell.quotient(&shared).negate(), turned.bottom.quotient(&shared));
        for (cell, new) in self.cells.iter_mut().zip(&turned.cells) {
            if !(new.is_zero() && (scale.is_one() || cell.is_zero())) {
                *cell = Integer::fused(cell, &scale, &factor, new);
            }
        }
        self.bottom = self.bottom.multiply(&scale);
        self.reduce();
    }
}

/// A table of exact fractions.
#[derive(Clone)]
pub(super) struct Fractions {
    width: usize,
    rows: Vec<Row>,
}

impl Table for Fractions {
    type Number = Exact;

    fn new(width: usize, rows: usize, cells: Vec<Exact>) -> Fractions {
        let mut cells = cells.into_iter();
        let rows = (0..rows).map(|_| Row::new(cells.by_ref().take(width).collect())).collect();
        Fractions { width, rows }
    }

    fn cell(&self, row: usize, column: usize) -> Exact {
        let row = &self.rows[row];
        Exact::ratio(&row.cells[column], &row.bottom)
    }

    fn sign(&self, row: usize, column: usize) -> Ordering {
        self.rows[row].cells[column].sign()
    }

    fn is_larger(&self, row: usize, column: usize, than: usize) -> bool {
        let cells = &self.rows[row].cells;
        cells[column].order_of_size(&cells[than]).is_gt()
    }

    fn is_better_pivot(&self, column: usize, row: usize, than: usize) -> bool {
        // Short numbers stay short.
        let cell = |row: usize| &self.rows[row].cells[column];
        cell(row).order_of_size(cell(than)).is_lt()
    }

    fn sum(&self, row: usize, values: &[Value<Exact>], outside: &[usize]) -> Value<Exact> {
        let Row { cells, bottom } = &self.rows[row];
        let of = |part: fn(&Value<Exact>) -> &Exact| {
            let (mut top, mut common) = (Small(0), ONE);
            for (cell, &k) in cells.iter().zip(outside) {
                let value = part(&values[k]);
                if cell.is_zero() || value.is_zero() {
                    continue;
                }
                let [over, under] = value.parts();
                let shared = common.divisor(&under);
                let (more, factor) = (under.quotient(&shared), common.quotient(&shared));
                let minus = over.multiply(&factor).negate();
                top = Integer::fused(&top, &more, cell, &minus);
                common = common.multiply(&more);
            }
            Exact::ratio(&top, &bottom.multiply(&common))
        };
        Value { real: of(|value| &value.real), step: of(|value| &value.step) }
    }

    fn pivot(&mut self, row: usize, column: usize) -> u64 {
        let mut turned = self.rows[row].clone();
        turned.turn(column);
        let mut weight = 0;
        for (at, other) in self.rows.iter_mut().enumerate() {
            if at != row && !other.cells[column].is_zero() {
                other.replace(column, &turned);
                weight += other.bottom.weight();
            }
        }
        weight += turned.bottom.weight();
        self.rows[row] = turned;
        self.width as u64 * weight
    }

    fn push(&mut self, cells: Vec<Exact>) {
        self.rows.push(Row::new(cells));
    }

    fn pop(&mut self) {
        self.rows.pop();
    }
}
