//! A whole book out to JSON or CSV and back in, without loss.
//!
//! [`to_json`] and [`to_csv`] write every entry, comment and line that could not be read;
//! [`from_json`] and [`from_csv`] give back the text of every file as the formatter prints it, so
//! that `from_json(to_json(book))` is the formatted book, byte for byte. `docs/exchange.md`
//! describes both forms. Nothing here opens a file.
//!
//! ```text
//!  Tree ──gather──▶ BookParts ──write──▶ JSON, CSV ──read──▶ BookParts ──join──▶ text
//! ```
//!
//! ```
//! use std::sync::Arc;
//! use counterflow_claim::{Phrases, lower};
//! use counterflow_exchange::{from_json, to_json};
//! use counterflow_syntax::{Files, parse};
//!
//! let mut files = Files::default();
//! let id = files.add("main.book", "2026   price birch   -10%\n");
//! let trees = [parse(&files, id).value];
//! let claims = lower(&trees, Arc::new(files), Phrases::default()).value;
//!
//! let json = to_json(&trees, &claims, None);
//! let back = from_json(&json)?;
//! assert_eq!(back[0].path, "main.book");
//! assert_eq!(back[0].text, "2026 price birch -10%\n");
//! # Ok::<(), counterflow_exchange::ImportError>(())
//! ```

mod check;
mod error;
mod gather;
mod join;
mod json;
mod means;
mod parts;
mod path;
mod split;
mod table;

pub use error::{ImportError, Mistake, Place};
pub use json::{from_json, to_json};
pub use table::{from_csv, to_csv};

/// A file of a book: a path below the book's folder, and the text.
///
/// The text of a `.book` file is as the formatter prints it; that of `book.toml` is as given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookFile {
    /// The path, with `/` between its parts.
    pub path: String,
    /// The whole text.
    pub text: String,
}
