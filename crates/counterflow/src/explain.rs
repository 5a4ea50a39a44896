//! Why: the page of a code, and the derivation of a figure down to its quotes.

mod claim;
mod code;
pub(crate) mod ends;
mod example;
mod figure;
mod find;
mod json;
mod legs;
mod missing;
mod text;
mod tree;

pub(crate) use claim::{claim_lines, phrase, place, said};
pub use code::explain_code;
pub(crate) use figure::{Explanation, claim_section, in_case, name_of};
pub use figure::{explain_figure, explain_figure_json};
pub(crate) use find::keys;
pub(crate) use json::explanation_value;
pub use missing::{why_not, why_not_json};
pub(crate) use text::{Extent, contradictions, explanation_text};
