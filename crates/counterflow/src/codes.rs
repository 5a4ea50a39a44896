//! All codes of all crates, with the pages that explain them.

use counterflow_syntax::{Code, Severity};

/// A `book.toml` that cannot be read.
pub const INVALID_SETTINGS: Code =
    Code::syntax("invalid-settings", "`book.toml` cannot be read as settings");
/// A book without claims.
pub const EMPTY_BOOK: Code =
    Code::new("empty-book", Severity::Warning, "the book holds no entries");

/// The codes of this crate.
pub const CODES: &[&Code] = &[&INVALID_SETTINGS, &EMPTY_BOOK];

/// Every code of the project, by name.
pub fn all() -> Vec<&'static Code> {
    let mut all: Vec<&'static Code> = counterflow_syntax::codes::CODES.to_vec();
    all.extend(counterflow_claim::codes::CODES);
    all.extend(counterflow_network::codes::CODES);
    all.extend(CODES);
    all.sort_by_key(|code| code.name);
    all
}
