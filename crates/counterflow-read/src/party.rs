//! Parties: who a text speaks of, by name.
//!
//! [`parties`] finds capitalised names and those that a gazetteer lists, tells companies from people
//! and places by small rules, and joins what names the same: `Rocket` and `Rocket Internet`,
//! `TSMC` where it was put in brackets behind the long name.

mod gazetteer;
mod index;
mod join;
mod names;

pub use gazetteer::{Gazetteer, Listed};

use std::ops::Range;

use crate::text::{Sentence, Tokens};

/// What a party is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// A company, a fund, a government: whoever can hold and owe.
    Organization,
    /// A person.
    Person,
}

/// Who is spoken of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// The fullest name in the text, or that of the gazetteer.
    pub name: String,
    /// What it is.
    pub sort: Sort,
    /// Whether it is named only by a capital at the start of a sentence.
    pub weak: bool,
    /// Words that it is described by, in small letters: `french`, `ai`, `chipmaker`.
    pub described: Vec<String>,
}

/// A place where a party is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The party, by its place among the parties.
    pub party: usize,
}

/// The parties of a text and where they are named, in order.
#[derive(Clone, Debug, Default)]
pub struct Parties {
    /// Each once.
    pub parties: Vec<Party>,
    /// Each place; none overlap.
    pub mentions: Vec<Mention>,
}

/// Finds the parties of a text. Time is linear in its tokens.
///
/// ```
/// use counterflow_read::party::{Gazetteer, Sort, parties};
/// use counterflow_read::text::{Tokens, sentences};
/// let text = "Rocket Internet has sold Home24. Its chief executive, Anna Berg, said Rocket would wait.";
/// let tokens = Tokens::new(text);
/// let found = parties(&tokens, &sentences(&tokens), &Gazetteer::default());
/// let names: Vec<&str> = found.parties.iter().map(|party| party.name.as_str()).collect();
/// assert_eq!(names, ["Rocket Internet", "Home24", "Anna Berg"]);
/// assert_eq!(found.parties[2].sort, Sort::Person);
/// ```
pub fn parties(tokens: &Tokens, sentences: &[Sentence], gazetteer: &Gazetteer) -> Parties {
    let names = names::names(tokens, sentences, gazetteer);
    join::join(tokens, names, gazetteer)
}
