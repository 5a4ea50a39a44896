//! A text cut into tokens and sentences.

mod sentence;
mod token;

pub use sentence::{Sentence, sentences};
pub(crate) use token::words;
pub use token::{Class, Token, Tokens};
