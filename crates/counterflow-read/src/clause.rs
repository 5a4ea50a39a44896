//! Clauses: what stands in a sentence, who does what in it, and with which words around.
//!
//! No tree is made of a sentence. It becomes a row of [`Item`]s, and around a word that may tell of
//! a deal a [`Frame`] is gathered: subject, object, what hangs on prepositions, the words of
//! wanting and doing in front of a verb. Rules then say what of a frame makes a claim.

mod frame;
mod items;
mod phrase;
mod refer;
mod verb;

pub use frame::{Cue, Frame, Hung};
pub use items::{Item, Row, What, items};
pub use phrase::Phrase;
pub use refer::{Discourse, Meant, Refers};
pub(crate) use verb::forms;
pub use verb::{Forms, Verb, verb};

use crate::party::Parties;
use crate::quantity::Amount;
use crate::text::{Sentence, Tokens};
use crate::time::TimeMention;

/// A document with all that was found in it.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'t> {
    /// Its tokens.
    pub tokens: &'t Tokens<'t>,
    /// Its sentences.
    pub sentences: &'t [Sentence],
    /// Its amounts, in order.
    pub amounts: &'t [Amount],
    /// Its times, in order.
    pub times: &'t [TimeMention],
    /// Its parties and where they are named.
    pub parties: &'t Parties,
}
