//! From documents to cited claims.
//!
//! The way of a document: its bytes become a [`View`], a text in which typographic variants are
//! folded and markup is gone, and from which every span leads back to the original bytes. The view
//! is cut into [`text::Tokens`] and sentences; in these, quantities, times and parties are found,
//! and rules kept as data make claims of what is said of them. Nothing is guessed: what could be
//! read in two ways is withheld, with the reason.

pub mod document;
pub mod facts;
pub mod text;
mod view;

pub use view::{Span, View, ViewBuilder};
