//! Why: the page of a code, and the derivation of a figure down to its quotes.

mod code;
mod figure;

pub use code::explain_code;
pub(crate) use figure::claim_lines;
pub use figure::explain_figure;
