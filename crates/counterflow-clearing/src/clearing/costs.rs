//! What a default costs.

use std::fmt;

/// What is left of a party in default: `α e + β y` of outside assets `e` and receipts `y`.
///
/// With `α = β = 1` nothing is lost.
#[derive(Clone, Debug, PartialEq)]
pub struct DefaultCosts {
    /// One number for all parties, or one for each.
    alpha: Vec<f64>,
    beta: Vec<f64>,
}

/// What is wrong with numbers that are given beside a web.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum CostError {
    /// There is not one number for each party.
    Length {
        /// Which array.
        what: &'static str,
        /// How many numbers were given.
        given: usize,
        /// How many parties there are.
        parties: usize,
    },
    /// A number is outside of its range.
    Number {
        /// Which array.
        what: &'static str,
        /// Which row.
        row: usize,
        /// The number.
        given: f64,
        /// The range.
        range: &'static str,
    },
}

impl fmt::Display for CostError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CostError::Length { what, given, parties } => {
                write!(f, "{what}: {given} numbers for {parties} parties; give one for each party")
            }
            CostError::Number { what, row, given, range } => {
                write!(f, "{what}, row {row}: {given} is not {range}")
            }
        }
    }
}

impl std::error::Error for CostError {}

impl DefaultCosts {
    /// The same for every party.
    ///
    /// # Errors
    ///
    /// [`CostError::Number`] if `alpha` or `beta` is not from 0 to 1.
    pub fn uniform(alpha: f64, beta: f64) -> Result<DefaultCosts, CostError> {
        DefaultCosts::each(vec![alpha], vec![beta])
    }

    /// One pair for each party.
    ///
    /// # Errors
    ///
    /// [`CostError::Number`] if a number is not from 0 to 1, [`CostError::Length`] if there are not
    /// as many of one as of the other, or none.
    pub fn each(alpha: Vec<f64>, beta: Vec<f64>) -> Result<DefaultCosts, CostError> {
        if alpha.len() != beta.len() {
            let (given, parties) = (beta.len(), alpha.len());
            return Err(CostError::Length { what: "beta", given, parties });
        }
        if alpha.is_empty() {
            return Err(CostError::Length { what: "alpha", given: 0, parties: 1 });
        }
        for (what, numbers) in [("alpha", &alpha), ("beta", &beta)] {
            for (row, &given) in numbers.iter().enumerate() {
                if !(0.0..=1.0).contains(&given) {
                    let range = "a number from 0 to 1";
                    return Err(CostError::Number { what, row, given, range });
                }
            }
        }
        Ok(DefaultCosts { alpha, beta })
    }

    /// Part of its outside assets that a party in default keeps.
    pub fn alpha(&self, party: usize) -> f64 {
        self.alpha[party.min(self.alpha.len() - 1)]
    }

    /// Part of its receipts that a party in default keeps.
    pub fn beta(&self, party: usize) -> f64 {
        self.beta[party.min(self.beta.len() - 1)]
    }

    /// Whether nothing is lost.
    pub fn is_free(&self) -> bool {
        self.alpha.iter().chain(&self.beta).all(|&kept| kept >= 1.0)
    }

    pub(super) fn fits(&self, parties: usize) -> Result<(), CostError> {
        let given = self.alpha.len();
        if given == parties || given == 1 {
            return Ok(());
        }
        Err(CostError::Length { what: "alpha", given, parties })
    }
}

/// Larger amounts have sums that are no numbers any more.
const LARGEST: f64 = 1e300;

pub(crate) fn check_amounts(
    what: &'static str,
    amounts: &[f64],
    parties: usize,
) -> Result<(), CostError> {
    if amounts.len() != parties {
        return Err(CostError::Length { what, given: amounts.len(), parties });
    }
    match amounts.iter().position(|amount| !(0.0..=LARGEST).contains(amount)) {
        Some(row) => {
            let range = "an amount from 0 to 1e300";
            Err(CostError::Number { what, row, given: amounts[row], range })
        }
        None => Ok(()),
    }
}
