//! From a network to answers: figures, and the tables of a report.
//!
//! [`figures`] lists every variable of the network as a row with its readings, state and trace.
//! [`analyze`] picks and orders them into [`Answers`]: rounds, who funds whom, commitments by year,
//! backlog, coverage, round trips, what is missing. Pure functions; same input, same bytes.

mod answers;
mod figure;
mod number;

pub use answers::{Answers, Cell, Section, Shown, analyze};
pub use figure::{Figure, figures};
pub use number::{Rounding, significant};
