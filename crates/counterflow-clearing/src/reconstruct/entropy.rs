//! Maximum entropy: the matrix that spreads each total as evenly as all others allow.
//!
//! Every open cell is `min(cap, a_i * b_j)`, with one factor for each debtor and each creditor.
//! Rows and columns are brought to their totals in turn, which is iterative proportional fitting,
//! or RAS; where that is slow, Newton steps on the logarithms of the factors of the rows come in
//! between.
//!
//! Cells that have the same amount in every matrix that fits are found first, by the flow, and
//! held fixed. Without that a cell that must be zero would approach it for ever.
//!
//! Sources: Bacharach, "Biproportional matrices and input-output change", 1970; Upper & Worms,
//! "Estimating bilateral exposures in the German interbank market: is there a danger of
//! contagion?", European Economic Review 48, 2004.

mod newton;
mod scale;

use super::matrix::{Matrix, Residual};
use super::problem::Problem;
use scale::Scaling;

/// When to stop.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fitting {
    /// The residual of the open parts of rows at which to stop, relative to each.
    pub tolerance: f64,
    /// The most passes over all cells.
    pub passes: usize,
}

impl Default for Fitting {
    /// A residual of 1e-12 within 10,000 passes.
    fn default() -> Self {
        Fitting { tolerance: 1e-12, passes: 10_000 }
    }
}

/// What came of fitting.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fit {
    /// Whether the tolerance was reached.
    pub converged: bool,
    /// Passes over all cells.
    pub passes: usize,
    /// How far the sums are from the totals as given.
    pub residual: Residual,
    /// [`Matrix::entropy`].
    pub entropy: f64,
    /// The number of links.
    pub links: usize,
}

impl Problem {
    /// The matrix of maximum entropy, with the default [`Fitting`].
    ///
    /// It is unique. It links every debtor with every creditor that it may, and so understates
    /// contagion: Mastromatteo, Zarinelli & Marsili, "Reconstruction of financial networks for
    /// robust estimation of systemic risk", 2012.
    ///
    /// ```
    /// use counterflow_clearing::reconstruct::Totals;
    ///
    /// let totals = Totals::new(vec![10.0, 20.0, 30.0], vec![15.0, 25.0, 20.0]);
    /// let (matrix, fit) = totals.build().unwrap().maximum_entropy();
    /// assert!((matrix.amount(0, 1) - 4.500_499).abs() < 1e-6);
    /// assert!(fit.converged && fit.residual.owed < 1e-12 && fit.links == 6);
    /// ```
    #[must_use]
    pub fn maximum_entropy(&self) -> (Matrix, Fit) {
        self.fit(Fitting::default())
    }

    /// The matrix of maximum entropy, stopped as told.
    ///
    /// Time is linear in the open cells for each pass. Passes are few where the totals leave room,
    /// and more the nearer some cell is to being forced.
    #[must_use]
    pub fn fit(&self, fitting: Fitting) -> (Matrix, Fit) {
        let movable = self.flow.movable();
        let mut scaling = Scaling::new(self, &movable);
        let mut error = scaling.pass();
        let mut passes = 1;
        while error > fitting.tolerance && passes < fitting.passes {
            let before = error;
            error = scaling.pass();
            passes += 1;
            // A pass that does not gain a digit is worth a Newton step.
            if error > fitting.tolerance && error > before / 10.0 && passes < fitting.passes {
                error = newton::step(&mut scaling, error);
                passes += 1;
            }
        }
        let fixed = |k: usize| self.grid.amount(self.flow.cells()[k].flow);
        let matrix = self.matrix(|k, _| scaling.amount(k).unwrap_or_else(|| fixed(k)));
        let residual = self.residual(&matrix);
        let (entropy, links) = (matrix.entropy(), matrix.links().len());
        (matrix, Fit { converged: error <= fitting.tolerance, passes, residual, entropy, links })
    }
}
