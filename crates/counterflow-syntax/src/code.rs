//! The identity of a diagnostic.

use crate::Severity;

/// A kind of diagnostic: its stable name, its level unless the book changes it, and one line.
///
/// The name states what is wrong in kebab-case and reads well after "allow". Its page, printed by
/// `counterflow explain`, is `messages/NAME.md`.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// For example `unknown-party`.
    pub name: &'static str,
    /// The level it has unless `[levels]` in `book.toml` says otherwise.
    pub level: Severity,
    /// Whether the level is fixed: text that cannot be read is always an error.
    pub fixed: bool,
    /// What it means, in one line.
    pub summary: &'static str,
}

impl Code {
    /// A code whose level a book may change.
    pub const fn new(name: &'static str, level: Severity, summary: &'static str) -> Code {
        Code { name, level, fixed: false, summary }
    }

    /// A code about syntax: always an error.
    pub const fn syntax(name: &'static str, summary: &'static str) -> Code {
        Code { name, level: Severity::Error, fixed: true, summary }
    }
}
