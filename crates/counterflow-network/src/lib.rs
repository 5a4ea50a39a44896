//! Claims at one pair of dates to one network of traced ranges.
//!
//! [`resolve`] fixes what is known and when, decides which claims are in force, and makes of them
//! *variables*: the raise of a round, a stake, a metric of a party in a period. [`IDENTITIES`] ties
//! variables together; it is data, evaluated forward here. Every variable carries three readings
//! (headline, firm, range), what it lacks, and the claims that it rests on.
//!
//! There is no "today": a network without dates holds everything that the book holds.

mod attribute;
pub mod codes;
mod concentration;
mod conflicts;
mod convert;
mod deals;
mod evaluate;
mod expression;
mod force;
mod identity;
pub mod interval;
mod key;
mod metrics;
mod narrow;
mod network;
mod parties;
mod period;
mod reading;
mod resolve;
mod role;
mod rounds;
mod totals;
mod view;
mod yields;

pub use attribute::{ATTRIBUTES, Attribute};
pub use conflicts::{Against, Conflict};
pub use deals::{Flow, FlowKind};
pub use force::LeftOut;
pub use identity::{Domain, IDENTITIES, Identity};
pub use key::{Arg, Case, Key};
pub use network::{Derivation, Network, State, Variable};
pub use period::Period;
pub use reading::{Exact, Readings};
pub use resolve::resolve;
pub use view::{Undated, View};
