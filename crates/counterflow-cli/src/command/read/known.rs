//! The names of a book that a reader knows beforehand.

use std::path::Path;

use counterflow_read::output::BookNames;

use crate::load;
use crate::output::Failure;

/// The names of a book; none without one.
///
/// # Errors
///
/// [`Failure::Call`] if there is no book at the path.
pub fn names(book: Option<&Path>) -> Result<BookNames, Failure> {
    let mut names = BookNames::default();
    if let Some(path) = book {
        names.add(&load::book(path)?.value.claims);
    }
    Ok(names)
}
