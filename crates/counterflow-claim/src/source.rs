//! Who asserts things.

use counterflow_syntax::Span;

use crate::When;

/// Position of a source in [`Claims::sources`](crate::Claims::sources).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub(crate) u32);

impl SourceId {
    /// The position.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Who vouches for a claim, weakest first: the order in which claims outweigh one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// Nothing says.
    Unstated,
    /// Press that names no author or house, a copy, an aggregator.
    UnnamedPress,
    /// A named outlet.
    NamedPress,
    /// An analyst or a bank.
    Analyst,
    /// A party to the claim.
    Company,
    /// A public register.
    Registry,
    /// A court.
    Court,
    /// A filing with an authority.
    Filing,
}

impl Basis {
    /// The kinds of source with the words for them.
    pub const WORDS: [(&'static str, Basis); 7] = [
        ("unnamed press", Basis::UnnamedPress),
        ("named press", Basis::NamedPress),
        ("analyst", Basis::Analyst),
        ("company", Basis::Company),
        ("registry", Basis::Registry),
        ("court", Basis::Court),
        ("filing", Basis::Filing),
    ];

    /// The word for it.
    pub fn word(self) -> &'static str {
        Basis::WORDS.iter().find(|(_, basis)| *basis == self).map_or("unstated", |(word, _)| word)
    }
}

/// A document that asserts things.
#[derive(Clone, Debug)]
pub struct Source {
    /// The name that citations use.
    pub id: Span,
    /// Its title, a string.
    pub title: Option<Span>,
    /// Who published it.
    pub publisher: Option<Span>,
    /// Where it is.
    pub url: Option<Span>,
    /// When it was published: when its claims were known.
    pub published: Option<When>,
    /// Where its key stands; there without a date if that could not be read.
    pub published_at: Option<Span>,
    /// When it was read.
    pub retrieved: Option<When>,
    /// Its kind: the basis of its claims.
    pub kind: Basis,
    /// A copy of it below the book's folder.
    pub file: Option<Span>,
    /// Hash of what was read.
    pub sha256: Option<Span>,
    /// The source that it copies.
    pub copies: Option<(Span, Option<SourceId>)>,
    /// Notes.
    pub notes: Vec<Span>,
}
