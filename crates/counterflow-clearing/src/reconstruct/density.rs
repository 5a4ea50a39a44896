//! Minimum density: a matrix with as few links as a search can find.
//!
//! Which matrix has the fewest is hard to know: that it can be had with one link less for each
//! time that some debtors owe in all what some creditors are owed contains the partition problem.
//! So this is a heuristic, after the economics of Anand, Craig and von Peter: links cost, each is
//! loaded with as much as it can take, and small parties go to large ones. Unlike theirs, it
//! keeps to what can be completed: beside the links there is always a flow that fills the rest, so
//! every result meets all totals, known cells, forbidden cells and caps.
//!
//! A search fills the web at random in this manner several times. Then it takes the links of a few
//! parties out again and again, fills anew, and keeps what has no more links than before.
//!
//! Source: Anand, Craig & von Peter, "Filling in the blanks: network structure and interbank
//! contagion", Quantitative Finance 15, 2015.

mod load;

use super::matrix::{Matrix, Residual};
use super::philox::Philox;
use super::problem::Problem;
use load::Loading;

/// How long to search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Search {
    /// Searches of one seed find the same matrix.
    pub seed: u64,
    /// How many times to fill the web from nothing; 0 is as 1.
    pub starts: u32,
    /// After each start, how many times to take out some links and fill anew.
    pub moves: u32,
}

impl Search {
    /// Three starts of 100 moves each.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Search { seed, starts: 3, moves: 100 }
    }
}

/// What a search found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sparse {
    /// The number of links, known ones among them.
    pub links: usize,
    /// No matrix that fits has fewer links than this. If it is [`Sparse::links`], the matrix has
    /// minimum density; else it may.
    pub at_least: usize,
    /// Links as a part of all pairs of two parties, from 0 to 1.
    pub density: f64,
    /// How far the sums are from the totals as given. Amounts below a part in 2^40 of the totals
    /// of both their parties are taken for rounding and make no link, so it may reach 1e-12.
    pub residual: Residual,
}

impl Problem {
    /// A matrix with few links.
    ///
    /// It has large exposures where there are any, and so tends to overstate contagion: beside the
    /// matrix of maximum entropy it shows how much the unknown structure matters.
    ///
    /// Time for each start is that of a maximum flow for each link, `O(n^3)` in practice for `n`
    /// parties; moves are cheaper.
    ///
    /// ```
    /// use counterflow_clearing::reconstruct::{Search, Totals};
    ///
    /// let problem = Totals::new(vec![4.0, 6.0, 1.0], vec![6.0, 1.0, 4.0]).build().unwrap();
    /// let (matrix, sparse) = problem.minimum_density(Search::new(1));
    /// assert_eq!((sparse.links, sparse.at_least), (3, 3));
    /// assert_eq!(matrix.amount(1, 0), 6.0);
    /// ```
    #[must_use]
    pub fn minimum_density(&self, search: Search) -> (Matrix, Sparse) {
        let starts = 0..u64::from(search.starts.max(1));
        let best = starts.map(|start| {
            let mut random = Philox::new(search.seed, start);
            let mut loading = Loading::of(self);
            loading.fill(&mut random);
            (0..search.moves).for_each(|_| loading.reload(&mut random));
            loading
        });
        // Of equals the first is kept, so the result does not hang on what comes after.
        let amounts =
            best.min_by_key(Loading::links).map(Loading::into_amounts).unwrap_or_default();
        let matrix = self.matrix(|cell, _| self.grid.amount(amounts[cell]));
        let links = matrix.links().len();
        let pairs = self.parties() * self.parties().saturating_sub(1);
        let sparse = Sparse {
            links,
            at_least: self.known.len() + self.fewest(),
            density: links as f64 / pairs.max(1) as f64,
            residual: self.residual(&matrix),
        };
        (matrix, sparse)
    }

    /// A number of links that the open parts of the totals cannot be placed with fewer than: each
    /// party needs as many as it takes of its widest cells.
    fn fewest(&self) -> usize {
        let cells = self.flow.cells();
        let rows = (0..self.parties())
            .map(|i| needed(self.row_left[i], self.flow.row(i).map(|k| cells[k].cap).collect()));
        let columns = (0..self.parties()).map(|j| {
            let caps = self.flow.column(j).iter().map(|k| cells[*k].cap).collect();
            needed(self.column_left[j], caps)
        });
        rows.sum::<usize>().max(columns.sum())
    }
}

/// How many of the caps add up to an amount, the greatest first.
fn needed(amount: i128, mut caps: Vec<i128>) -> usize {
    caps.sort_unstable_by(|a, b| b.cmp(a));
    // What is rounding makes no link, so it asks for none.
    let mut left = amount - load::crumb(amount);
    let mut count = 0;
    for cap in caps {
        if left <= 0 {
            break;
        }
        left -= cap;
        count += 1;
    }
    count
}
