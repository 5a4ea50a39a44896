//! What claims are worth before they are due: network valuation of a web of debts.
//!
//! Barucca, Bardoscia, Caccioli, D'Errico, Visentin, Battiston and Caldarelli, *Network valuation
//! in financial systems*, Mathematical Finance 30 (2020), from here on NEVA. The equity of each
//! party solves
//!
//! > `E_i = A_i + Σ_j L_ji 𝕍_j(E_j) − D_i`,
//!
//! where `A` are outside assets, `L_ji` what `j` owes `i`, `D_i` all that `i` owes, and `𝕍` one of
//! a family of [`Valuation`] functions, each from 0 to 1 and rising with the equity of the debtor.
//! Equity may be negative. By Tarski's theorem there is a greatest and a least solution.
//!
//! Debts to outsiders rank as the web says; the paper has them first, which is
//! `external_seniority` 0 in [`crate::WebBuilder`].

mod answer;
mod claim;
mod family;
mod gauss;
mod mistake;
mod system;

pub use answer::{Valued, ValuedEnds};
pub use family::{Recovery, Valuation};
pub use mistake::{ParameterError, ParameterErrors};

pub(crate) use mistake::{AMOUNT, PART, Range, each};

use crate::clearing::End;
use crate::monotone::{Within, both};
use crate::web::Web;
use system::System;

/// A web of debts, and how claims are valued.
///
/// # Example
///
/// The ring of three banks of the exercises that go with the paper: outside debts rank first, and
/// a shock has taken a tenth of all outside assets. Nobody knows today what these assets will be
/// worth when debts are due, so claims on the two weak banks are worth less than what they would
/// pay now:
///
/// ```
/// use counterflow_clearing::{Neva, Recovery, Valuation, Web};
///
/// let web = Web::builder(3)
///     .external_assets(vec![18.0, 18.0, 9.0])
///     .external_liabilities(vec![17.0, 18.0, 8.0])
///     .external_seniority(vec![0, 0, 0])
///     .debt(0, 1, 4.0).debt(1, 2, 3.0).debt(2, 0, 2.0)
///     .build()?;
/// let now = Neva::new(&web, Valuation::EisenbergNoe)?.value();
/// assert_eq!(now.equity, [-1.0, 0.0, 2.0]);
///
/// let in_a_year = Valuation::Merton {
///     volatility: vec![0.1],
///     maturity: 1.0,
///     recovery: Recovery::Endogenous(1.0),
/// };
/// let valued = Neva::new(&web, in_a_year)?.value();
/// assert!(valued.upper.iter().zip(&now.equity).all(|(then, now)| then < now));
/// assert!(valued.certificate.uniqueness.is_unique());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Neva<'a> {
    web: &'a Web,
    external_assets: &'a [f64],
    valuation: Valuation,
    tolerance: f64,
}

impl<'a> Neva<'a> {
    /// Values the debts of this web.
    ///
    /// # Errors
    ///
    /// Everything that is wrong at once: arrays that have not one number for each party nor one
    /// for all, numbers outside of their range, and a web with stakes.
    pub fn new(web: &'a Web, valuation: Valuation) -> Result<Neva<'a>, ParameterErrors> {
        let mut errors = ParameterErrors::default();
        errors.check_stakes("network valuation", web);
        valuation.check(web, &mut errors);
        let external_assets = web.external_assets();
        errors.none_or(Neva { web, external_assets, valuation, tolerance: 1e-10 })
    }

    /// Values as if the parties had these outside assets, as after a shock.
    ///
    /// # Errors
    ///
    /// If there is not one amount from 0 up for each party.
    pub fn with_external_assets(self, amounts: &'a [f64]) -> Result<Neva<'a>, ParameterErrors> {
        let mut errors = ParameterErrors::default();
        errors.check("external_assets", amounts, self.web.parties(), AMOUNT);
        errors.none_or(Neva { external_assets: amounts, ..self })
    }

    /// Seeks brackets of at most this part of the largest amount; 1e-10 if not told, and never
    /// less than 1e-15, which is what numbers of 64 bits can tell.
    pub fn with_tolerance(self, tolerance: f64) -> Neva<'a> {
        Neva { tolerance: tolerance.max(1e-15), ..self }
    }

    /// The greatest solution.
    pub fn value(&self) -> Valued {
        self.ends().greatest
    }

    /// The greatest or the least solution, with its certificate. Takes as long as both.
    pub fn solve(&self, end: End) -> Valued {
        let ends = self.ends();
        match end {
            End::Greatest => ends.greatest,
            End::Least => ends.least,
        }
    }

    /// The greatest and the least solution.
    ///
    /// Sweeps from above and from below, each O(debts), and where they are slow steps of Newton's,
    /// each a sparse linear system, taken only if proved. The search ends when the bracket is as
    /// narrow as was asked for, or as narrow as rounding lets it be; never because a step is short.
    pub fn ends(&self) -> ValuedEnds {
        let system = System::new(self.web, self.external_assets, &self.valuation);
        let top = system.top();
        let scale = top.iter().chain(&self.web.due).copied().fold(0.0, f64::max);
        let bottom = self.external_assets.to_vec();
        let found = both(&system, &system, &Within { bottom, top, error: self.tolerance * scale });
        answer::ends(&system, &found, scale)
    }
}
