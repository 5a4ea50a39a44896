//! What was read, written out: lines of JSON, a table, entries of a book, a page to review.
//!
//! Each form is a function of a document and its claims, or of company facts; nothing is opened or printed here.

mod book;
pub mod html;
pub mod jsonl;
mod observations;
mod place;
mod quote;
mod table;
mod words;

pub use book::{BookNames, Entries, SourceRecord, entries, source_id};
pub use observations::{observation_line, observation_table};
pub use place::Places;
pub use quote::quotes;
pub use table::table;
pub use words::{money, quoted, scaled, share, shares};
