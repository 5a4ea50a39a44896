//! From documents to cited claims.
//!
//! The way of a document: its bytes become a [`View`], a text in which typographic variants are
//! folded and markup is gone, and from which every span leads back to the original bytes. The view
//! is cut into [`text::Tokens`] and sentences; in these, quantities, times and parties are found,
//! and rules kept as data make claims of what is said of them. Nothing is guessed: what could be
//! read in two ways is withheld, with the reason.

pub mod claim;
pub mod clause;
mod cue;
pub mod document;
pub mod facts;
pub mod gate;
pub mod grammar;
pub mod lexicon;
pub mod output;
pub mod party;
pub mod quantity;
mod read;
pub mod text;
pub mod time;
mod told;
mod view;
pub mod when;
pub mod why;

pub use read::{Read, Reader};
pub use view::{Span, View, ViewBuilder};
