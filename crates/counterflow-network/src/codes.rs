//! Every code that this crate owns.

use counterflow_syntax::{Code, Severity};

/// Claims in force that cannot all hold.
pub const CONTRADICTION: Code =
    Code::new("contradiction", Severity::Warning, "claims in force cannot all hold");
/// Claims that hold together only with room for the rounding of written numbers.
pub const ROUNDING: Code =
    Code::new("rounding", Severity::Note, "claims hold together only with room for rounding");
/// All of them.
pub const CODES: &[&Code] = &[&CONTRADICTION, &ROUNDING];
