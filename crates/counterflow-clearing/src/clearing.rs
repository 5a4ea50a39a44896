//! Clearing vectors: what everybody pays when all pay what they can, proportionally and by rank.
//!
//! One model with the field's as its cases: Eisenberg and Noe (2001); default costs of Rogers and
//! Veraart (2013); classes of seniority and stakes of Suzuki (2002), Elsinger (2009) and Fischer
//! (2014), in any combination.

mod answer;
mod circles;
mod costs;
mod rounds;

pub use answer::{Certificate, Clearing, Uniqueness};
pub(crate) use circles::closed;
pub(crate) use costs::check_amounts;
pub use costs::{CostError, DefaultCosts};

use crate::fixed_point::{Aim, Method};
use crate::web::Web;

/// Which solution is asked for, where there is more than one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum End {
    /// Everybody pays as much as in any solution.
    #[default]
    Greatest,
    /// Everybody pays as little as in any solution.
    Least,
}

/// A web and the rules by which it is cleared.
///
/// # Example
///
/// Firm 0 of Eisenberg and Noe's kind cannot pay, and takes firm 1 with it:
///
/// ```
/// use counterflow_clearing::{Model, Web};
///
/// let web = Web::builder(3)
///     .external_assets(vec![10.0, 10.0, 10.0])
///     .debt(0, 1, 20.0).debt(0, 2, 10.0)
///     .debt(1, 0, 5.0).debt(1, 2, 24.0)
///     .debt(2, 0, 10.0)
///     .build()?;
/// let clearing = Model::new(&web).clear();
/// assert_eq!(clearing.default, [true, true, false]);
/// assert!((clearing.paid[0] - 270.0 / 11.0).abs() < 1e-9);
/// assert!(clearing.lower[0] <= 270.0 / 11.0 && 270.0 / 11.0 <= clearing.upper[0]);
/// # Ok::<(), counterflow_clearing::WebErrors>(())
/// ```
#[derive(Clone, Debug)]
pub struct Model<'a> {
    pub(crate) web: &'a Web,
    pub(crate) external_assets: &'a [f64],
    pub(crate) costs: Option<&'a DefaultCosts>,
    pub(crate) method: Method,
    pub(crate) tolerance: f64,
}

impl<'a> Model<'a> {
    /// Clears without default costs: Eisenberg and Noe, with ranks and stakes where the web has them.
    pub fn new(web: &'a Web) -> Model<'a> {
        Model {
            web,
            external_assets: &web.external_assets,
            costs: None,
            method: Method::Auto,
            tolerance: 1e-10,
        }
    }

    /// Clears with costs of default: Rogers and Veraart.
    ///
    /// # Errors
    ///
    /// [`CostError::Length`] if the costs are told for another number of parties.
    pub fn with_default_costs(self, costs: &'a DefaultCosts) -> Result<Model<'a>, CostError> {
        costs.fits(self.web.parties())?;
        Ok(Model { costs: Some(costs), ..self })
    }

    /// Clears as if the parties had these outside assets: one scenario of many over one web.
    ///
    /// # Errors
    ///
    /// [`CostError::Length`] if there is not one number for each party, [`CostError::Number`] if one
    /// is negative, more than 1e300, or no number.
    pub fn with_external_assets(self, amounts: &'a [f64]) -> Result<Model<'a>, CostError> {
        check_amounts("external_assets", amounts, self.web.parties())?;
        Ok(Model { external_assets: amounts, ..self })
    }

    /// Seeks the solution by this method.
    pub fn with_method(self, method: Method) -> Model<'a> {
        Model { method, ..self }
    }

    /// Seeks the solution to within this part of the largest claim; 1e-10 if not told, and never
    /// less than 1e-15, which is what numbers of 64 bits can tell.
    pub fn with_tolerance(self, tolerance: f64) -> Model<'a> {
        Model { tolerance: tolerance.max(1e-15), ..self }
    }

    /// The greatest solution.
    pub fn clear(&self) -> Clearing {
        self.solve(End::Greatest)
    }

    /// The greatest or the least solution, with its certificate.
    ///
    /// Time: a few passes over all debts; and where default costs are told, that for each round in
    /// which somebody else defaults, at most once a party.
    pub fn solve(&self, end: End) -> Clearing {
        rounds::solve(self, end)
    }

    /// What the solution may be off by, in money.
    pub(crate) fn aim(&self) -> Aim {
        let finite = self.web.cap.iter().copied().filter(|cap| cap.is_finite());
        let scale = finite.fold(0.0, f64::max);
        let scale = self.external_assets.iter().copied().fold(scale, f64::max);
        Aim { method: self.method, error: self.tolerance * scale }
    }
}
