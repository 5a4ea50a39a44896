//! Random matrices that fit, from a prior: the Gibbs sampler of Gandy and Veraart.
//!
//! Before the totals are known, each open cell `(i, j)` is a link with probability `p_ij`, and the
//! amount of a link is exponential with rate `r_ij`, all independent. The sampler draws from the
//! law of all cells given the totals, the known cells, the forbidden ones and the caps.
//!
//! # One move
//!
//! A move picks a cycle of open cells: debtor, creditor, another debtor, and so on back to the
//! first. An amount `x` is added to every other cell of the cycle and taken off the rest, so all
//! sums stay. It is drawn from its law given all that stays:
//!
//! * `x` lies between `low` and `high`, where a cell becomes zero or meets its cap.
//! * Between the ends the density is proportional to `exp(-s x)`, where `s` is the sum of the
//!   rates of cells that are added to, less that of the others.
//! * At an end where one cell becomes zero there is an atom, for the cell is then no link: of
//!   weight `(1 - p) / (p r) * exp(-s x)` beside the density `exp(-s x)`. An end at a cap has none.
//! * Where two or more cells become zero at an end at once, the totals tie. Then all mass lies on
//!   the end with most zeros; if both have as many, it is shared as by the products of their
//!   weights. Matrices with so many links have no chance beside those with fewer.
//!
//! With the last rule a chain in which totals tie by accident, as whole numbers do, may stay among
//! matrices that split the web in one way. Where that is not meant, say what else is known, or
//! give the totals with the digits that they have.
//!
//! # Which cycle
//!
//! Every second move, by chance, takes a random walk over the open cells, with no look at their
//! amounts. Where links are few such a cycle nearly always has zeros on both sides and can not
//! move. So the other moves take a random cell and close it by a shortest way along links. That
//! choice hangs on the matrix, so the move is then accepted with the chance in which the same
//! cycle can be come by after it, relative to before, as Metropolis and Hastings have it.
//!
//! Amounts are kept on a decimal grid, so sums hold to the last digit after any number of moves.
//!
//! Source: Gandy & Veraart, "A Bayesian methodology for systemic risk assessment in financial
//! networks", Management Science 63, 2017, for the model and the law of a move; Hastings, "Monte
//! Carlo sampling methods using Markov chains and their applications", Biometrika 57, 1970. How
//! cycles are picked is our own.

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "what did not move is the same to the bit")]
mod invariance;
mod line;
mod links;
mod prior;
mod start;
mod walk;

pub use prior::Prior;

use super::flow::Cell;
use super::grid::UNIT;
use super::matrix::Matrix;
use super::mistake::{Mistake, Mistakes};
use super::philox::Philox;
use super::problem::Problem;
use line::Member;
use links::Links;
use walk::Walk;

/// How a chain runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chain {
    /// Chains of one seed and stream are the same to the bit.
    pub seed: u64,
    /// Which of the chains of a seed: they are independent.
    pub stream: u64,
    /// Moves before the first sample.
    pub burn_in: usize,
    /// Moves between samples, at least 1.
    pub thinning: usize,
}

/// How many moves a chain has made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moves {
    /// All moves.
    pub made: usize,
    /// Those that changed the matrix.
    pub changed: usize,
}

/// An endless iterator over matrices that fit. Made by [`Problem::samples`].
#[derive(Clone, Debug)]
pub struct Samples<'a> {
    problem: &'a Problem,
    chain: Chain,
    random: Philox,
    walk: Walk,
    links: Links,
    /// What is drawn with, for each open cell.
    members: Vec<Member>,
    moves: Moves,
}

impl Problem {
    /// A chain that makes 20 moves for each open cell before the first sample, and one move for
    /// each between samples.
    #[must_use]
    pub fn chain(&self, seed: u64) -> Chain {
        let thinning = self.open_cells().max(1);
        Chain { seed, stream: 0, burn_in: 20 * thinning, thinning }
    }

    /// The rate with which the amounts of the open cells are expected to add up to what is left of
    /// the totals, if each is a link with this probability.
    #[must_use]
    pub fn rate(&self, probability: f64) -> f64 {
        let left = self.grid.amount(self.row_left.iter().sum());
        if left > 0.0 { probability * self.open_cells() as f64 / left } else { 1.0 }
    }

    /// Samples from the law of the prior given all that is known.
    ///
    /// Time for a sample is [`Chain::thinning`] moves and a pass over the open cells. A move is
    /// linear in the parties where links are many, and at worst in the links times the length of
    /// its cycle. The first sample takes a fit of maximum entropy and the burn-in beside that.
    ///
    /// ```
    /// use counterflow_clearing::reconstruct::{Prior, Totals};
    ///
    /// let problem = Totals::new(vec![5.0, 3.5, 2.0], vec![4.0, 4.5, 2.0]).build().unwrap();
    /// let prior = Prior::new(0.6, problem.rate(0.6));
    /// for matrix in problem.samples(&prior, problem.chain(1)).unwrap().take(10) {
    ///     assert!(problem.residual(&matrix).owed < 1e-15);
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// All that is wrong with the prior and the chain: a probability that is not above 0 and at
    /// most 1, a rate that is not positive, a prior of a cell that is not open, no thinning.
    pub fn samples(&self, prior: &Prior, chain: Chain) -> Result<Samples<'_>, Mistakes> {
        let mut mistakes = prior.mistakes(&self.flow);
        if chain.thinning == 0 {
            mistakes.push(Mistake::Thinning);
        }
        if !mistakes.is_empty() {
            return Err(Mistakes(mistakes));
        }
        let unit = self.grid.unit();
        let member = |(cell, amount): (&Cell, i128)| {
            let (probability, rate) = prior.of(cell.debtor, cell.creditor);
            Member::new(amount, cell.cap, probability, rate * unit)
        };
        let members: Vec<Member> =
            self.flow.cells().iter().zip(start::start(self)).map(member).collect();
        let movable = self.flow.movable();
        Ok(Samples {
            problem: self,
            chain,
            random: Philox::new(chain.seed, chain.stream),
            walk: Walk::new(&self.flow, &movable),
            links: Links::new(&self.flow, &members, &movable),
            members,
            moves: Moves::default(),
        })
    }
}

impl Samples<'_> {
    /// How many moves there were so far. A chain of which few change the matrix mixes slowly.
    #[must_use]
    pub fn moves(&self) -> Moves {
        self.moves
    }

    fn advance(&mut self) {
        self.moves.made += 1;
        let changed = if self.random.below(2) == 0 { self.by_walk() } else { self.by_links() };
        self.moves.changed += usize::from(changed);
    }

    /// A move along a random walk; whether it changed anything.
    fn by_walk(&mut self) -> bool {
        let cycle = self.walk.cycle(&self.problem.flow, &mut self.random);
        let amount = self.draw(&cycle);
        self.turn(&cycle, amount);
        amount != 0
    }

    /// A move along links past a random cell; whether it changed anything.
    fn by_links(&mut self) -> bool {
        let flow = &self.problem.flow;
        let Some(cell) = self.walk.cell(&mut self.random) else { return false };
        let pivot = self.random.below(self.members.len());
        let Some(way) = self.links.way(flow, cell, pivot) else { return false };
        let cycle = [vec![cell], way].concat();
        let before = self.links.ways_to(flow, &cycle, &self.members, pivot);
        let amount = self.draw(&cycle);
        if amount == 0 {
            return false;
        }
        self.turn(&cycle, amount);
        let after = self.links.ways_to(flow, &cycle, &self.members, pivot);
        let accepted = self.random.open() * (before as f64) < after as f64;
        if !accepted {
            self.turn(&cycle, -amount);
        }
        accepted
    }

    /// An amount from its law.
    fn draw(&mut self, cycle: &[usize]) -> i128 {
        let members: Vec<Member> = cycle.iter().map(|cell| self.members[*cell]).collect();
        line::draw(&members, UNIT, &mut self.random)
    }

    /// Adds an amount to every other cell, and takes it off the rest.
    fn turn(&mut self, cycle: &[usize], amount: i128) {
        for (place, &cell) in cycle.iter().enumerate() {
            let member = &mut self.members[cell];
            member.amount += if place.is_multiple_of(2) { amount } else { -amount };
            self.links.set(&self.problem.flow, cell, member.amount > 0);
        }
    }
}

impl Iterator for Samples<'_> {
    type Item = Matrix;

    fn next(&mut self) -> Option<Matrix> {
        let moves = if self.moves.made == 0 { self.chain.burn_in } else { 0 };
        (0..moves + self.chain.thinning).for_each(|_| self.advance());
        let problem = self.problem;
        Some(problem.matrix(|cell, _| problem.grid.amount(self.members[cell].amount)))
    }
}
