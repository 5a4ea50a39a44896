//! Liability matrices from totals: what is known of a web, filled in four ways.
//!
//! Of most webs only totals are disclosed: what each party owes to all others, and what it is owed
//! by them. Some cells are known beside that, some are known to be zero, and some have a cap.
//! [`Totals`] takes all of this, checks it, and makes a [`Problem`] of it, which has a method for
//! each way to fill the rest:
//!
//! | method | answers | model |
//! |---|---|---|
//! | [`Problem::bounds`] | what can each cell be at least and at most? | none |
//! | [`Problem::maximum_entropy`] | which matrix is the most even one? | all link to all |
//! | [`Problem::minimum_density`] | which matrix has few links? | links cost |
//! | [`Problem::samples`] | which matrices are how likely? | a prior on links and amounts |
//!
//! Bounds come first: they need no model, and every other result lies within them. The matrix of
//! maximum entropy tends to understate contagion and that of minimum density to overstate it.
//! Samples give a chance to each outcome, as good as their prior.
//!
//! Arrays in, arrays out. Parties are numbered from 0; an amount is in any one unit of money,
//! finite and not negative; the row of a matrix is what a party owes, the column what it is owed.
//! Nothing hangs on a clock, on threads or on the order in which cells are given. Amounts are read
//! as the decimals that they print as, and sums of them are exact, so that 0.1 and 0.2 fill 0.3.
//!
//! ```
//! use counterflow_clearing::reconstruct::{Prior, Search, Totals};
//!
//! let owed = vec![10.0, 20.0, 30.0, 5.5];
//! let claims = vec![15.0, 25.0, 20.0, 5.5];
//! let problem = Totals::new(owed, claims)
//!     .known(0, 1, 4.0) // party 0 owes party 1
//!     .forbid(3, 0) // party 3 owes party 0 nothing
//!     .cap(2, 0, 12.0) // party 2 owes party 0 at most this
//!     .build()
//!     .unwrap();
//!
//! let bounds = problem.bounds();
//! let (even, fit) = problem.maximum_entropy();
//! let (few, sparse) = problem.minimum_density(Search::new(7));
//! assert!(fit.converged && sparse.links < fit.links);
//!
//! let prior = Prior::new(0.5, problem.rate(0.5));
//! let drawn = problem.samples(&prior, problem.chain(7)).unwrap().take(100);
//! for matrix in drawn.chain([even, few]) {
//!     let range = bounds.of(1, 2);
//!     assert!((range.least..=range.greatest).contains(&matrix.amount(1, 2)));
//!     assert_eq!(matrix.amount(0, 1), 4.0);
//! }
//! ```

mod bounds;
mod density;
mod entropy;
mod flow;
mod grid;
mod matrix;
mod mistake;
mod philox;
mod problem;
mod sampler;
mod totals;

pub use bounds::{CellBounds, CellRange, End};
pub use density::{Search, Sparse};
pub use entropy::{Fit, Fitting};
pub use matrix::{Link, Matrix, Residual};
pub use mistake::{Mistake, Mistakes, Shortfall, Side};
pub use problem::Problem;
pub use sampler::{Chain, Moves, Prior, Samples};
pub use totals::Totals;
