//! Ends that `f64` has found, proven in fractions.
//!
//! `f64` tells at which point an objective ends: which variables stand at which of their ends there.
//! That point, and the multipliers of the constraints that meet in it, solve two small systems of
//! equations. If in fractions the point obeys all constraints, and no multiplier has the wrong
//! sign, the end is proven, with no search for it. If not, nothing is said.
//!
//! Source: Applegate, Cook, Dash & Espinoza (2007), "Exact solutions to linear programming
//! problems", *Operations Research Letters* 35(6).

use super::exact::Exact;
use super::extreme::{Extreme, Form};
use super::number::{Number, Value};
use super::simplex::Side;
use super::{Program, all_bounds, high_of, low_of};

/// A program in fractions, without a table.
#[derive(Clone)]
pub(super) struct Fractional {
    columns: usize,
    rows: Vec<Vec<(usize, Exact)>>,
    /// Low ends of the columns, then of the rows.
    low: Vec<Option<Value<Exact>>>,
    high: Vec<Option<Value<Exact>>>,
}

/// Where the constraints of a basis meet.
struct Corner {
    /// The columns that do not stand at an end of theirs.
    free: Vec<usize>,
    /// The columns that do.
    fixed: Vec<Side>,
    /// The rows that do; as many as columns that do not.
    tight: Vec<Side>,
    /// Where each column stands.
    point: Vec<Value<Exact>>,
}

impl Fractional {
    pub(super) fn new(program: &Program) -> Fractional {
        let terms = |row: &super::Row| {
            row.terms.iter().map(|(column, factor)| (*column, Exact::of(*factor))).collect()
        };
        let ends = all_bounds(program).map(|bounds| (low_of(bounds), high_of(bounds)));
        let (low, high) = ends.unzip();
        let rows = program.rows.iter().map(terms).collect();
        Fractional { columns: program.columns.len(), rows, low, high }
    }

    /// How far a form, or a quotient of two, goes up or down, if it ends where these variables
    /// stand at these ends of theirs. `None` where that is not so, or a divisor is not seen to be
    /// above zero.
    ///
    /// Takes `O(n^3)` steps for `n` rows among the variables.
    pub(super) fn end(
        &self,
        over: &Form<Exact>,
        under: Option<&Form<Exact>>,
        basis: &[Side],
        up: bool,
    ) -> Option<Extreme<Exact>> {
        let corner = self.corner(basis)?;
        let value = corner.value(over);
        let Some(under) = under else {
            let end = value.real.add(&over.constant);
            return self.extreme(&corner, &over.terms, end, value.step.sign().is_ne(), up);
        };
        self.is_positive(under).then_some(())?;
        let divisor = corner.value(under);
        let bottom = divisor.real.add(&under.constant);
        bottom.sign().is_gt().then_some(())?;
        let end = value.real.add(&over.constant).divide(&bottom);
        // The quotient ends where this form ends at zero.
        let minus = under.terms.iter().map(|(k, factor)| (*k, end.multiply(factor).negate()));
        let gap: Vec<_> = over.terms.iter().cloned().chain(minus).collect();
        let open = !value.step.subtract(&end.multiply(&divisor.step)).is_zero();
        self.extreme(&corner, &gap, end, open, up)
    }

    fn bound(&self, (k, high): Side) -> Option<&Value<Exact>> {
        if high { self.high[k].as_ref() } else { self.low[k].as_ref() }
    }

    /// The point at which variables stand at these ends, if it obeys all constraints.
    fn corner(&self, basis: &[Side]) -> Option<Corner> {
        let mut point = vec![None; self.columns];
        let (mut fixed, mut tight) = (Vec::new(), Vec::new());
        for &(k, high) in basis {
            match k.checked_sub(self.columns) {
                None => {
                    point[k] = Some(self.bound((k, high))?.clone());
                    fixed.push((k, high));
                }
                Some(row) => tight.push((row, high)),
            }
        }
        let free: Vec<usize> = (0..self.columns).filter(|k| point[*k].is_none()).collect();
        let mut system = Vec::with_capacity(tight.len());
        for &(row, high) in &tight {
            let mut left = self.bound((row + self.columns, high))?.clone();
            for (k, factor) in &self.rows[row] {
                if let Some(value) = &point[*k] {
                    left.add_product(&factor.negate(), value);
                }
            }
            let mut equation = self.factors(row, &free);
            equation.extend([left.real, left.step]);
            system.push(equation);
        }
        let solved = solve(system, free.len())?;
        for (k, mut parts) in free.iter().zip(solved) {
            let (step, real) = (parts.pop()?, parts.pop()?);
            point[*k] = Some(Value { real, step });
        }
        let point = point.into_iter().collect::<Option<_>>()?;
        let corner = Corner { free, fixed, tight, point };
        self.is_allowed(&corner).then_some(corner)
    }

    /// The factors of some columns in a row.
    fn factors(&self, row: usize, of: &[usize]) -> Vec<Exact> {
        let mut factors = vec![Exact::zero(); of.len()];
        for (k, factor) in &self.rows[row] {
            if let Ok(at) = of.binary_search(k) {
                factors[at] = factors[at].add(factor);
            }
        }
        factors
    }

    /// Whether a point obeys the constraints that it was not made of.
    fn is_allowed(&self, corner: &Corner) -> bool {
        let within = |k: usize, value: &Value<Exact>| {
            self.low[k].as_ref().is_none_or(|low| low.order(value).is_le())
                && self.high[k].as_ref().is_none_or(|high| high.order(value).is_ge())
        };
        corner.free.iter().all(|k| within(*k, &corner.point[*k]))
            && self.rows.iter().enumerate().all(|(row, terms)| {
                corner.tight.iter().any(|(tight, _)| *tight == row)
                    || within(row + self.columns, &sum(terms, &corner.point))
            })
    }

    /// Whether a form is above zero wherever the ends of its columns hold.
    fn is_positive(&self, form: &Form<Exact>) -> bool {
        let mut least = Value { real: form.constant.clone(), step: Exact::zero() };
        for (k, factor) in &form.terms {
            let Some(bound) = self.bound((*k, factor.sign().is_lt())) else { return false };
            least.add_product(factor, bound);
        }
        least.sign().is_gt()
    }

    /// An end at a corner, if the constraints that meet there let the form go no further.
    fn extreme(
        &self,
        corner: &Corner,
        form: &[(usize, Exact)],
        value: Exact,
        open: bool,
        up: bool,
    ) -> Option<Extreme<Exact>> {
        let mut rest = vec![Exact::zero(); self.columns];
        for (k, factor) in form {
            rest[*k] = rest[*k].add(factor);
        }
        let mut system: Vec<Vec<Exact>> =
            corner.free.iter().map(|k| vec![rest[*k].clone()]).collect();
        for &(row, _) in corner.tight.iter().rev() {
            for (equation, factor) in system.iter_mut().zip(self.factors(row, &corner.free)) {
                equation.insert(0, factor);
            }
        }
        let multipliers = solve(system, corner.tight.len())?;
        let mut binding = Vec::new();
        for (&(row, high), multiplier) in corner.tight.iter().zip(multipliers.iter().flatten()) {
            for (k, factor) in &self.rows[row] {
                rest[*k] = rest[*k].subtract(&multiplier.multiply(factor));
            }
            binding.extend(self.pull((row + self.columns, high), multiplier, up)?);
        }
        for &(k, high) in &corner.fixed {
            binding.extend(self.pull((k, high), &rest[k], up)?);
        }
        Some(Extreme::At { value, open, binding })
    }

    /// The end that a multiplier takes; `None` if the variable stands at the other.
    fn pull(&self, (k, high): Side, multiplier: &Exact, up: bool) -> Option<Option<Side>> {
        if multiplier.is_zero() {
            return Some(None);
        }
        let side = (k, multiplier.sign().is_gt() == up);
        let stands = side.1 == high || {
            let ends = self.low[k].as_ref().zip(self.high[k].as_ref());
            ends.is_some_and(|(low, high)| low.order(high).is_eq())
        };
        stands.then_some(Some(side))
    }
}

impl Corner {
    fn value(&self, form: &Form<Exact>) -> Value<Exact> {
        sum(&form.terms, &self.point)
    }
}

fn sum(terms: &[(usize, Exact)], point: &[Value<Exact>]) -> Value<Exact> {
    let mut sum = Value::zero();
    for (k, factor) in terms {
        sum.add_product(factor, &point[*k]);
    }
    sum
}

/// Solves equations in `unknowns` variables; behind their factors stand one or more right sides,
/// which are what is left of each. `None` unless there is exactly one solution.
fn solve(mut system: Vec<Vec<Exact>>, unknowns: usize) -> Option<Vec<Vec<Exact>>> {
    if system.len() != unknowns {
        return None;
    }
    for at in 0..unknowns {
        // A one keeps numbers short.
        let candidates = (at..unknowns).filter(|row| !system[*row][at].is_zero());
        let pivot = candidates.min_by_key(|row| !system[*row][at].is_one())?;
        system.swap(at, pivot);
        let mut turned = std::mem::take(&mut system[at]);
        let by = turned[at].clone();
        turned[at..].iter_mut().for_each(|cell| *cell = cell.divide(&by));
        for row in system.iter_mut().filter(|row| !row.is_empty() && !row[at].is_zero()) {
            let factor = row[at].negate();
            for (cell, one) in row.iter_mut().zip(&turned).skip(at) {
                cell.add_product(&factor, one);
            }
        }
        system[at] = turned;
    }
    system.iter_mut().for_each(|row| {
        row.drain(..unknowns);
    });
    Some(system)
}
