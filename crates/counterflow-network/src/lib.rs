//! Claims at one pair of dates to one network of traced ranges.
//!
//! [`resolve`] fixes what is known and when, decides which claims are in force, and makes of them
//! *variables*: the raise of a round, a stake, a metric of a party in a period. [`IDENTITIES`] ties
//! variables together; it is data, evaluated forward here. Every variable carries three readings
//! (headline, firm, range), what it lacks, and the claims that it rests on.
//!
//! There is no "today": a network without dates holds everything that the book holds.

mod asking;
mod assertions;
mod attribute;
mod bindings;
pub mod codes;
mod concentration;
mod conflicts;
mod contradictions;
mod convert;
mod deals;
mod entail;
mod evaluate;
mod expression;
mod force;
mod identity;
pub mod interval;
mod key;
pub mod linear;
mod metrics;
mod narrow;
mod network;
mod parties;
mod period;
pub mod question;
mod reading;
mod resolve;
mod role;
mod rounds;
mod said;
mod totals;
mod view;
mod yields;

pub use asking::Asking;
pub use assertions::{Assertion, Wrong};
pub use attribute::{ATTRIBUTES, Attribute, Limits};
pub use conflicts::{Against, Conflict};
pub use deals::{Flow, FlowKind};
pub use entail::{Contradiction, Entailment, LegCase, LinearGroup, PART_RULES, Step, Why, tighten};
pub use force::{LeftOut, open_conditions};
pub use identity::{Domain, FLOWS, Growing, IDENTITIES, Identity, Role, Tie};
pub use key::{Arg, Case, Key};
pub use network::{Answer, Asked, Derivation, Network, State, Variable};
pub use period::Period;
pub use reading::{Exact, Readings};
pub use resolve::{ask, resolve};
pub use said::{Aside, Said};
pub use view::{Undated, View};
