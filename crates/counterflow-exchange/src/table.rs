//! A book as one table: `docs/exchange.md` describes the columns.

mod cells;
mod columns;
mod layout;
mod quotes;
mod read;
mod write;

use counterflow_claim::Claims;
use counterflow_syntax::Tree;

use crate::error::Found;
use crate::parts::BookParts;
use crate::{BookFile, ImportError};

/// Writes a whole book as CSV: one row an entry, comment or run of unreadable lines.
///
/// `trees`, `claims` and `settings` are as for [`to_json`](crate::to_json). With `guard`, the text
/// starts with a byte order mark, and every cell that a spreadsheet could take for a formula (it
/// starts with `=`, `+`, `-`, `@`, `'` or a tab) gets a `'` in front; without it the cells are the
/// texts of the book, byte for byte. Read a guarded table back with `guard`. Time and memory are
/// linear in the text.
pub fn to_csv(trees: &[Tree], claims: &Claims, settings: Option<&str>, guard: bool) -> String {
    write::write(&crate::gather::gather(trees, claims, settings), guard)
}

/// Reads the files of a book from CSV, formatted; the settings, if there are any, come first.
///
/// Columns are found by their names and may stand in any order; `low`, `high` and `unit` are not
/// looked at. A table whose first line has no comma may use `;` or tabs. Time and memory are
/// linear in the text.
///
/// # Errors
///
/// Every mistake with its row and column, or with its line where quotes do not close.
pub fn from_csv(text: &str, guard: bool) -> Result<Vec<BookFile>, ImportError> {
    let mut found = Found::default();
    let book = match crate::join::fits(text, &mut found) {
        true => read::read(text, guard, &mut found).unwrap_or_default(),
        false => BookParts::default(),
    };
    let files = crate::join::files(book, &mut found);
    found.or(files)
}
