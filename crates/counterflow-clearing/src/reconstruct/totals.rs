//! What is known of a web: the totals of its parties, and some of its cells.

mod check;

use std::collections::{BTreeMap, BTreeSet};

use super::mistake::Mistakes;
use super::problem::Problem;

/// What is said of one cell.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Said {
    /// Its amount; 0 where it is forbidden.
    pub(super) known: Option<f64>,
    /// The most that it may be.
    pub(super) cap: Option<f64>,
}

/// A pair of debtor and creditor.
pub(super) type Pair = (usize, usize);

/// Collects totals and what is known of cells, and checks all of it at once.
///
/// Parties are numbered from 0. Amounts are in any one unit of money, finite and not negative; a
/// total is 0 or at least a part in 1e20 of all totals. The order in which cells are given does not
/// matter.
///
/// ```
/// use counterflow_clearing::reconstruct::Totals;
///
/// let problem = Totals::new(vec![10.0, 20.0, 30.0], vec![15.0, 25.0, 20.0])
///     .known(0, 1, 4.0)
///     .cap(2, 0, 12.0)
///     .build()
///     .unwrap();
/// let bounds = problem.bounds();
/// assert_eq!(bounds.of(0, 1).greatest, 4.0);
/// assert_eq!((bounds.of(1, 2).least, bounds.of(1, 2).greatest), (14.0, 14.0));
///
/// let mistakes = Totals::new(vec![1.0, -1.0], vec![0.0, 0.0]).known(1, 1, 2.0).build();
/// assert_eq!(mistakes.unwrap_err().0.len(), 2);
/// ```
#[derive(Clone, Debug)]
pub struct Totals {
    pub(super) owed: Vec<f64>,
    pub(super) claims: Vec<f64>,
    pub(super) known: Vec<(Pair, f64)>,
    pub(super) caps: Vec<(Pair, f64)>,
    /// The cells that may be filled, if not all may.
    pub(super) only: Option<BTreeSet<Pair>>,
    pub(super) tolerance: f64,
}

/// How far totals may be apart, relative to each, unless the caller says otherwise.
const TOLERANCE: f64 = 1e-9;

impl Totals {
    /// What each party owes within the web, and what it is owed; one of each for each party.
    #[must_use]
    pub fn new(owed: Vec<f64>, claims: Vec<f64>) -> Self {
        let (known, caps) = (Vec::new(), Vec::new());
        Totals { owed, claims, known, caps, only: None, tolerance: TOLERANCE }
    }

    /// The cell has this amount.
    #[must_use]
    pub fn known(mut self, debtor: usize, creditor: usize, amount: f64) -> Self {
        self.known.push(((debtor, creditor), amount));
        self
    }

    /// The cell is zero. Cells of a party with itself always are.
    #[must_use]
    pub fn forbid(self, debtor: usize, creditor: usize) -> Self {
        self.known(debtor, creditor, 0.0)
    }

    /// The cell has at most this amount. Of several caps the least holds.
    #[must_use]
    pub fn cap(mut self, debtor: usize, creditor: usize, amount: f64) -> Self {
        self.caps.push(((debtor, creditor), amount));
        self
    }

    /// Of the cells that are not known, these may be filled; called once or more, it forbids all
    /// others. A web of many parties with few possible links is given so.
    #[must_use]
    pub fn only(mut self, cells: impl IntoIterator<Item = (usize, usize)>) -> Self {
        self.only.get_or_insert_default().extend(cells);
        self
    }

    /// How far rows and columns may be from the totals so that something fits, relative to each
    /// total: from 0 to 0.5. It is 1e-9 if not given, which lets rounded totals pass.
    #[must_use]
    pub fn tolerance(mut self, tolerance: f64) -> Self {
        self.tolerance = tolerance;
        self
    }

    /// Checks everything and finds a first matrix.
    ///
    /// Time is that of a maximum flow over the cells that may be filled: `O(n^3)` for `n` parties
    /// at worst, and near to `O(n^2)` where most cells may be. Space is linear in these cells.
    ///
    /// # Errors
    ///
    /// All [`Mistakes`] that can be told together. Where there are none of the simple ones, a
    /// [`Shortfall`](super::Shortfall) names parties that no matrix can satisfy.
    pub fn build(self) -> Result<Problem, Mistakes> {
        let said = check::checked(&self)?;
        Problem::new(&self, said)
    }

    /// The pairs that may be filled, sorted.
    pub(super) fn open(&self, said: &BTreeMap<Pair, Said>) -> Vec<Pair> {
        let known = |pair: &Pair| said.get(pair).is_some_and(|said| said.known.is_some());
        let fits = |(i, j): &Pair| i != j && self.owed[*i] > 0.0 && self.claims[*j] > 0.0;
        let all = 0..self.owed.len();
        let open = |pair: &Pair| fits(pair) && !known(pair);
        match &self.only {
            Some(only) => only.iter().copied().filter(open).collect(),
            None => {
                let row = |i| all.clone().map(move |j| (i, j));
                all.clone().flat_map(row).filter(open).collect()
            }
        }
    }
}
