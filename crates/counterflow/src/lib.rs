//! From the text of a book to its report, in one function.
//!
//! ```text
//!  text ──parse──▶ Tree ──lower──▶ Claims ──resolve──▶ Network ──analyze──▶ Answers ──report──▶ Report
//! ```
//!
//! [`open`] takes a book's files to claims and says what is wrong with them; [`report`] goes on to
//! a [`Report`], which is printed as text, JSON, CSV or one page of HTML. [`ask`] answers questions,
//! [`explain_figure`] and [`why_not`] take a figure of a report apart, and [`pivots`] tells what it
//! would be without each of the claims behind it. Files are read by the
//! caller, through a function that it passes in.
//!
//! ```
//! use counterflow::{LoadError, View, open, report};
//!
//! let text = "source s \"A note\"\n  published: 2026-01-30\n\ncompany a \"Alder\"\ncompany b \"Birch\"\n\n\
//!             2026-01-30 invest a -> b  up to 50 bn USD  talks\n  source: s\n";
//! let book = open(None, |path| match path {
//!     "main.book" => Ok(text.as_bytes().to_vec()),
//!     _ => Err(LoadError::Missing(Vec::new())),
//! });
//! assert!(book.diagnostics.is_empty());
//! let report = report(&book.value, &View::default());
//! assert!(report.value.to_text(80, true).contains("WHO FUNDS WHOM"));
//! ```

mod ask;
mod assertions;
mod book;
pub mod codes;
mod diff;
mod display;
mod explain;
mod pivots;
mod report;
mod settings;
mod show;

pub use ask::{Answered, ask};
pub use book::{Book, open};
pub use counterflow_claim::{Currency, Date, When};
pub use counterflow_network::{Undated, View};
pub use counterflow_syntax::LoadError;
pub use diff::diff;
pub use explain::{explain_code, explain_figure, explain_figure_json, why_not, why_not_json};
pub use pivots::{MOST_TRIED, Pivots, pivots};
pub use report::{Report, check_network, figure_line, figure_words, report};
pub use settings::Settings;
pub use show::{Filter, list, phrases, show};
