//! What can be wrong with numbers that are given beside a web.

use std::fmt;

use crate::web::Web;

/// One mistake in the parameters of a model. Rows count from 0.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ParameterError {
    /// The model knows debts only, and the web has stakes.
    Stakes {
        /// Which model.
        model: &'static str,
    },
    /// An array has not as many numbers as it should.
    Length {
        /// Which array.
        what: &'static str,
        /// How many numbers were given.
        given: usize,
        /// How many are needed.
        needed: usize,
    },
    /// A number is outside of its range.
    Number {
        /// Which array.
        what: &'static str,
        /// Which row.
        row: usize,
        /// The number.
        given: f64,
        /// The range, in words.
        range: &'static str,
    },
}

impl fmt::Display for ParameterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ParameterError::Stakes { model } => write!(
                f,
                "{model}: the web has stakes, of which this model knows nothing; leave them out, \
                 or clear the web instead"
            ),
            ParameterError::Length { what, given, needed } => {
                write!(f, "{what}: {given} numbers where {needed} are needed; give one for each")
            }
            ParameterError::Number { what, row, given, range } => {
                write!(f, "{what}, row {row}: {given} is not {range}")
            }
        }
    }
}

impl std::error::Error for ParameterError {}

/// All mistakes in the parameters of a model, in the order of the parameters.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ParameterErrors {
    /// The mistakes; never empty where this is an error.
    pub errors: Vec<ParameterError>,
}

impl fmt::Display for ParameterErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, error) in self.errors.iter().enumerate() {
            let line = if number == 0 { "" } else { "\n" };
            write!(f, "{line}{error}")?;
        }
        Ok(())
    }
}

impl std::error::Error for ParameterErrors {}

/// A range of numbers, and what it is called.
#[derive(Clone, Copy)]
pub(crate) struct Range {
    pub holds: fn(f64) -> bool,
    pub words: &'static str,
}

pub(crate) const AMOUNT: Range =
    Range { holds: |x| (0.0..=f64::MAX).contains(&x), words: "an amount from 0 up" };
pub(crate) const PART: Range =
    Range { holds: |x| (0.0..=1.0).contains(&x), words: "a number from 0 to 1" };
pub(crate) const FINITE: Range = Range { holds: f64::is_finite, words: "a finite number" };

impl ParameterErrors {
    /// Notes all that is wrong with an array of `needed` numbers.
    pub(crate) fn check(&mut self, what: &'static str, numbers: &[f64], needed: usize, of: Range) {
        if numbers.len() != needed {
            let given = numbers.len();
            self.errors.push(ParameterError::Length { what, given, needed });
        }
        for (row, &given) in numbers.iter().enumerate() {
            self.check_at(what, row, given, of);
        }
    }

    /// Notes what is wrong with one number.
    pub(crate) fn check_at(&mut self, what: &'static str, row: usize, given: f64, of: Range) {
        if !(of.holds)(given) {
            self.errors.push(ParameterError::Number { what, row, given, range: of.words });
        }
    }

    /// The same for an array that may also be one number for all.
    pub(crate) fn check_each(&mut self, what: &'static str, numbers: &[f64], n: usize, of: Range) {
        let needed = if numbers.len() == 1 { 1 } else { n };
        self.check(what, numbers, needed, of);
    }

    /// Notes that a web has stakes.
    pub(crate) fn check_stakes(&mut self, model: &'static str, web: &Web) {
        if web.has_equity.iter().any(|&has| has) {
            self.errors.push(ParameterError::Stakes { model });
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }

    pub(crate) fn none_or<T>(self, value: T) -> Result<T, ParameterErrors> {
        if self.is_empty() { Ok(value) } else { Err(self) }
    }
}

/// The number of one row of an array that may also be one number for all.
#[inline]
pub(crate) fn each(numbers: &[f64], row: usize) -> f64 {
    numbers[row.min(numbers.len() - 1)]
}
