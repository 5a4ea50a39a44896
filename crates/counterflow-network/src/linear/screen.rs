//! The same program in `f64`: fast, and silent where rounding may matter.
//!
//! Each end that is given has been checked from both sides: a point of the group comes this far,
//! and a combination of constraints lets none further.

mod known;
mod proof;

use super::extreme::{self, Extreme, Form};
use super::number::{Number, Value};
use super::proven::Fractional;
use super::scale::{self, Rounded, exponent, power};
use super::simplex::{NoStart, Outcome, Side, Simplex};
use super::table::Dense;
use super::{Objective, Program};

/// Contradictions by less than this are left to exact numbers.
const CLEAR_MISS: f64 = 1e-8;
/// A row may be missed by this share of its terms.
const MISS: f64 = 1e-10;
/// The two sides of a check may differ by this share of the value.
const GAP: f64 = 1e-10;
/// The two sides of a check may differ by this share of the amounts that cancel.
const CANCELED: f64 = 1e-13;
/// A multiplier below this is rounding.
const NO_MULTIPLIER: f64 = 1e-12;

/// Why there is no screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScreenFailed {
    /// No point seems to obey all constraints; [`feasible`](super::feasible) proves it.
    Infeasible,
    /// `f64` cannot tell, or the program is too large.
    NumericallyUnclear,
}

/// A program in `f64`, asked for one objective after another.
///
/// Ends do not say whether they are open; whether the group is feasible does depend on it.
#[derive(Clone)]
pub struct Screen {
    program: Rounded,
    /// Units of the columns.
    units: Vec<f64>,
    simplex: Simplex<Dense>,
    /// For checks: what multipliers leave of each column, and the size of what canceled.
    rest: Vec<[f64; 2]>,
    /// What stood at which end of it at the last optimum.
    basis: Vec<Side>,
    /// The same at the two ends of the last objective; nothing where no optimum was looked for.
    bases: [Vec<Side>; 2],
    /// The same program in fractions, once it was needed.
    fractional: Option<Fractional>,
}

impl Screen {
    /// Finds a point of the group.
    ///
    /// # Errors
    ///
    /// * [`ScreenFailed::Infeasible`] if there is clearly none.
    /// * [`ScreenFailed::NumericallyUnclear`] if rounding leaves that open.
    pub fn new(program: &Program) -> Result<Screen, ScreenFailed> {
        super::check_size(program).ok_or(ScreenFailed::NumericallyUnclear)?;
        if super::empty_bounds(program).is_some() {
            return Err(ScreenFailed::Infeasible);
        }
        let mut rounded = rounded(program);
        let [columns, rows] = scale::units(&rounded).ok_or(ScreenFailed::NumericallyUnclear)?;
        let mut low = Vec::with_capacity(columns.len() + rows.len());
        let mut high = Vec::with_capacity(columns.len() + rows.len());
        for (bounds, unit) in super::all_bounds(program).zip(columns.iter().chain(&rows)) {
            let scaled = |mut value: Value<f64>| {
                value.real *= power(-unit);
                value
            };
            low.push(super::low_of(bounds).map(scaled));
            high.push(super::high_of(bounds).map(scaled));
        }
        for (row, unit) in rows.iter().enumerate() {
            for (column, factor) in &mut rounded.terms[rounded.starts[row]..rounded.starts[row + 1]]
            {
                *factor *= power(columns[*column] - unit);
            }
        }
        let simplex = Simplex::new(columns.len(), table(&rounded), low, high);
        let mut screen = Screen {
            units: columns.iter().map(|unit| power(*unit)).collect(),
            rest: vec![[0.0; 2]; columns.len()],
            program: rounded,
            simplex,
            basis: Vec::new(),
            bases: Default::default(),
            fractional: None,
        };
        screen.start()?;
        Ok(screen)
    }

    fn start(&mut self) -> Result<(), ScreenFailed> {
        match self.simplex.start() {
            Ok(()) => Ok(()),
            Err(NoStart::Infeasible(_, miss)) if miss.real.abs() > CLEAR_MISS => {
                Err(ScreenFailed::Infeasible)
            }
            Err(_) => Err(ScreenFailed::NumericallyUnclear),
        }
    }

    /// Starts again from the numbers as they were given, without what rounding has left since.
    fn restart(&mut self) -> Option<()> {
        let count = self.units.len() + self.program.rows.len();
        let bounds = |high| (0..count).map(|k| self.simplex.bound((k, high)).cloned()).collect();
        let (low, high) = (bounds(false), bounds(true));
        self.simplex = Simplex::new(self.units.len(), table(&self.program), low, high);
        self.start().ok()
    }

    /// The low and the high end of an objective, infinite where there is none.
    ///
    /// They are right to a billionth of their size, or to a trillionth of the amounts that they
    /// are a difference of. `None` where rounding leaves them open, or for a divisor that may be
    /// zero or less.
    pub fn extremes(&mut self, objective: &Objective) -> Option<[f64; 2]> {
        self.bases.iter_mut().for_each(Vec::clear);
        if let Some(column) = objective.only() {
            return self.column(column);
        }
        let (over, size) = self.form(&objective.over, objective.constant)?;
        let Some((terms, constant)) = &objective.under else {
            let low = self.end_of_form(&over, false)?;
            self.keep_basis(false);
            let high = self.end_of_form(&over, true)?;
            self.keep_basis(true);
            return Some([low * size, high * size]);
        };
        let (under, under_size) = self.form(terms, *constant)?;
        let [low, high] = extreme::of_quotient(&mut self.simplex, &over, &under)?;
        let low = self.checked_quotient(&over, &under, low, false)?;
        self.keep_basis(false);
        let high = self.checked_quotient(&over, &under, high, true)?;
        self.keep_basis(true);
        Some([low, high].map(|end| end * (size / under_size)))
    }

    /// The low and the high end of one column, as [`Screen::extremes`] gives them.
    pub fn column(&mut self, column: usize) -> Option<[f64; 2]> {
        let ends = *self.program.columns.get(column)?;
        let mut found = [0.0; 2];
        for up in [false, true] {
            found[usize::from(up)] = match self.simplex.is_reached((column, up)) {
                true => ends[usize::from(up)],
                false => {
                    let end = self.end(column, &[(column, 1.0)], up)?;
                    self.keep_basis(up);
                    // The bound itself, where it is one: no unit can change it then.
                    match self.simplex.is_reached((column, up)) {
                        true => ends[usize::from(up)],
                        false => end * self.units[column],
                    }
                }
            };
        }
        Some(found)
    }

    fn keep_basis(&mut self, up: bool) {
        std::mem::swap(&mut self.bases[usize::from(up)], &mut self.basis);
    }

    /// A form in the units of the columns, and the size that it was divided by.
    fn form(
        &self,
        terms: &[(usize, counterflow_claim::Decimal)],
        constant: counterflow_claim::Decimal,
    ) -> Option<(Form<f64>, f64)> {
        let mut form: Form<f64> = super::form(self.units.len(), terms, constant)?;
        form.terms.iter_mut().for_each(|(k, factor)| *factor *= self.units[*k]);
        let exponents = form.terms.iter().filter_map(|(_, factor)| exponent(*factor));
        let largest = exponents.max().or(exponent(form.constant)).unwrap_or(0);
        form.terms.iter_mut().for_each(|(_, factor)| *factor *= power(-largest));
        form.constant *= power(-largest);
        Some((form, power(largest)))
    }

    fn end_of_form(&mut self, form: &Form<f64>, up: bool) -> Option<f64> {
        let k = self.simplex.push_form(&form.terms);
        let end = self.end_once(k, &form.terms, up);
        self.simplex.pop_form();
        if let Some(end) = end {
            return Some(end + form.constant);
        }
        self.restart()?;
        let k = self.simplex.push_form(&form.terms);
        let end = self.end_once(k, &form.terms, up);
        self.simplex.pop_form();
        end.map(|end| end + form.constant)
    }

    /// Moves a variable as far as it goes; once more from the start if that fails its check.
    fn end(&mut self, k: usize, terms: &[(usize, f64)], up: bool) -> Option<f64> {
        self.end_once(k, terms, up).or_else(|| {
            self.restart()?;
            self.end_once(k, terms, up)
        })
    }

    fn end_once(&mut self, k: usize, terms: &[(usize, f64)], up: bool) -> Option<f64> {
        match self.simplex.push(k, up) {
            Outcome::Optimal => {
                self.basis.clear();
                self.basis.extend(self.simplex.standing());
                self.checked(k, terms, up).or_else(|| {
                    self.simplex.refresh_all();
                    self.checked(k, terms, up)
                })
            }
            Outcome::Unbounded { .. } => Some(if up { f64::INFINITY } else { f64::NEG_INFINITY }),
            Outcome::Spent => None,
        }
    }

    /// The value of a variable that is as far as it goes, if the numbers as given confirm it.
    fn checked(&mut self, k: usize, terms: &[(usize, f64)], up: bool) -> Option<f64> {
        if !self.is_point_of_group() {
            return None;
        }
        let value: f64 = terms.iter().map(|(k, c)| c * self.simplex.value(*k).real).sum();
        let (limit, size) = self.limit(k, terms, up)?;
        let gap = (limit - value).abs();
        (gap <= GAP * value.abs() + CANCELED * size).then_some(value)
    }

    fn is_point_of_group(&self) -> bool {
        let columns = self.units.len();
        (0..self.program.rows.len()).all(|row| {
            let (mut sum, mut size) = (0.0_f64, 1.0_f64);
            for (k, factor) in self.program.terms_of(row) {
                let term = factor * self.simplex.value(*k).real;
                sum += term;
                size += term.abs();
            }
            let miss = |high| self.bound((columns + row, high)).map_or(0.0, |bound| sum - bound);
            miss(true) <= MISS * size && miss(false) >= -MISS * size
        })
    }

    fn bound(&self, side: Side) -> Option<f64> {
        self.simplex.bound(side).map(|bound| bound.real)
    }

    /// How far the constraints let a variable go that stands where it can go no further, and the
    /// sum of the sizes of the terms of that.
    ///
    /// Any multipliers of rows prove some limit; these prove the best.
    fn limit(&mut self, k: usize, terms: &[(usize, f64)], up: bool) -> Option<(f64, f64)> {
        let columns = self.units.len();
        self.rest.fill([0.0; 2]);
        for (column, factor) in terms {
            let [rest, size] = &mut self.rest[*column];
            *rest += factor;
            *size += factor.abs();
        }
        let (mut limit, mut sum) = (0.0, 0.0);
        for (outside, multiplier) in self.simplex.combination(k) {
            let Some(row) = outside.checked_sub(columns) else { continue };
            if multiplier.abs() <= NO_MULTIPLIER {
                continue;
            }
            for (column, factor) in self.program.terms_of(row) {
                let [rest, size] = &mut self.rest[*column];
                let term = multiplier * factor;
                *rest -= term;
                *size += term.abs();
            }
            let term = multiplier * self.bound((outside, (multiplier > 0.0) == up))?;
            limit += term;
            sum += f64::abs(term);
        }
        for (column, [rest, size]) in self.rest.iter().enumerate() {
            if rest.abs() <= NO_MULTIPLIER * size {
                continue;
            }
            let term = rest * self.bound((column, (*rest > 0.0) == up))?;
            limit += term;
            sum += term.abs();
        }
        Some((limit, sum))
    }

    /// A quotient's end, if no point of the group seems to go beyond it.
    fn checked_quotient(
        &mut self,
        over: &Form<f64>,
        under: &Form<f64>,
        end: Extreme<f64>,
        up: bool,
    ) -> Option<f64> {
        let Extreme::At { value, .. } = end else {
            return Some(if up { f64::INFINITY } else { f64::NEG_INFINITY });
        };
        let minus = under.terms.iter().map(|(k, factor)| (*k, -value * factor));
        let terms: Vec<_> = over.terms.iter().copied().chain(minus).collect();
        let gap = Form { terms, constant: over.constant - value * under.constant };
        let beyond = self.end_of_form(&gap, up)?;
        let allowed = GAP * (1.0 + value.abs());
        let is_clear = if up { beyond <= allowed } else { beyond >= -allowed };
        is_clear.then_some(value)
    }
}

/// The two ends, infinite where one is missing.
fn rounded_ends(bounds: &counterflow_claim::Bounds) -> [f64; 2] {
    let at = |end: Option<counterflow_claim::Bound>, missing| {
        end.map_or(missing, |end| f64::of(end.value))
    };
    [at(bounds.low, f64::NEG_INFINITY), at(bounds.high, f64::INFINITY)]
}

fn rounded(program: &Program) -> Rounded {
    let mut starts = Vec::with_capacity(program.rows.len() + 1);
    let mut terms = Vec::with_capacity(program.rows.len() * 4);
    starts.push(0);
    for row in &program.rows {
        terms.extend(row.terms.iter().map(|(column, factor)| (*column, f64::of(*factor))));
        starts.push(terms.len());
    }
    Rounded {
        columns: program.columns.iter().map(rounded_ends).collect(),
        rows: program.rows.iter().map(|row| rounded_ends(&row.bounds)).collect(),
        terms,
        starts,
    }
}

/// The dense table of a program.
fn table(program: &Rounded) -> Vec<f64> {
    let width = program.columns.len();
    let mut cells = vec![0.0; width * program.rows.len()];
    for row in 0..program.rows.len() {
        for (column, factor) in program.terms_of(row) {
            cells[row * width + column] += factor;
        }
    }
    cells
}
