//! The books of the project say what was worked out by hand about them.

#![expect(clippy::disallowed_methods, reason = "tests read the books of the project")]
#![expect(clippy::print_stdout, reason = "a test that is skipped says so")]

#[path = "../support/books.rs"]
mod books;
#[path = "../support/folder.rs"]
mod folder;
#[path = "../support/paper.rs"]
mod paper;
#[path = "../support/reorder.rs"]
mod reorder;

mod ai_web;
mod contradictions;
mod known;
mod losses;
mod openai_round;
mod order;

use counterflow::{Book, View, When, report};

/// A day of a view.
fn day(text: &str) -> Option<counterflow::Date> {
    Some(When::parse(text).expect("a date").last_day(Default::default()))
}

/// Asserts that the figures of a book in a view are as the lines say.
fn holds(book: &Book, view: &View, lines: &str) {
    let unmet = paper::unmet(&report(book, view).value, lines, "1e-9");
    assert!(unmet.is_empty(), "{}", unmet.join("\n"));
}
