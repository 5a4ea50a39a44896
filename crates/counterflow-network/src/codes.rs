//! Every code that this crate owns.

use counterflow_syntax::{Code, Severity};

/// Claims of one deal that cannot both hold.
pub const DEAL_CONTRADICTION: Code = Code::new(
    "deal-contradiction",
    Severity::Warning,
    "claims in force about one number cannot all hold",
);
/// All of them.
pub const CODES: &[&Code] = &[&DEAL_CONTRADICTION];
