//! What is read of whole texts: sentences with their claims, an article with traps, passages; and
//! that the same said in another type is read the same.

#![expect(clippy::disallowed_methods, reason = "cases are read from disk, where they are there")]
#![expect(clippy::print_stdout, reason = "a test that is skipped says so, and scores are told")]

mod gold;
mod invariance;
mod sentences;
mod shared;
