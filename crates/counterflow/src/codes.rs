//! All codes of all crates, with the pages that explain them.

use counterflow_syntax::{Code, Severity};

/// A `book.toml` that cannot be read.
pub const INVALID_SETTINGS: Code =
    Code::syntax("invalid-settings", "`book.toml` cannot be read as settings");
/// A book without claims.
pub const EMPTY_BOOK: Code =
    Code::new("empty-book", Severity::Warning, "the book holds no entries");

/// An assertion that cannot be read.
pub const INVALID_ASSERTION: Code =
    Code::new("invalid-assertion", Severity::Error, "an assertion cannot be read");
/// An assertion that does not hold of every number that the claims allow.
pub const ASSERTION_FAILED: Code =
    Code::new("assertion-failed", Severity::Error, "an assertion does not hold");

/// The codes of this crate.
pub const CODES: &[&Code] =
    &[&INVALID_SETTINGS, &EMPTY_BOOK, &INVALID_ASSERTION, &ASSERTION_FAILED];

/// Every code of the project, by name.
pub fn all() -> Vec<&'static Code> {
    let mut all: Vec<&'static Code> = counterflow_syntax::codes::CODES.to_vec();
    all.extend(counterflow_claim::codes::CODES);
    all.extend(counterflow_network::codes::CODES);
    all.extend(CODES);
    all.sort_by_key(|code| code.name);
    all
}
