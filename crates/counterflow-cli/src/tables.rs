//! Tables of parties, debts and shocks: CSV or Parquet, row by row, with every mistake in its place.
//!
//! A table is read once and forward. Of a row only numbers are kept: parties are numbered in the
//! order of the table of nodes, so ten million debts take 16 bytes each.

mod cell;
mod columns;
mod csv;
mod edges;
mod lines;
mod mistakes;
mod nodes;
mod orientation;
#[cfg(feature = "parquet")]
mod parquet;
mod parties;
mod shocks;
mod source;

pub use cell::Kind;
pub use edges::Edges;
pub use mistakes::{Mistakes, quoted, warn};
pub use nodes::{BALANCE, Column as NodeColumn, Nodes};
pub use orientation::warn_of_debts;
pub use parties::Parties;
pub use shocks::{Change, Shocks};
#[cfg(not(feature = "parquet"))]
pub use source::NO_PARQUET;
