//! Cases that no one here wrote: those of Microsoft's Recognizers-Text.
//!
//! An adapter writes our types as their resolutions. What differs by design is listed by case in
//! `docs/reading.md`.

#![expect(clippy::disallowed_methods, reason = "the cases and the page are files")]
#![expect(clippy::unwrap_used, reason = "a helper of a test fails as the test does")]
#![expect(clippy::print_stdout, reason = "scores are shown with --nocapture")]

mod cases;
mod construct;
mod money;
mod number;
mod phrases;
mod property;
mod range;
mod time;
