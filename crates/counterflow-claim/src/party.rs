//! Who deals with whom.

use counterflow_syntax::Span;

use crate::{When, YearEnd};

/// Position of a party in [`Claims::parties`](crate::Claims::parties).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartyId(pub(crate) u32);

impl PartyId {
    /// The position.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a party is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartyKind {
    /// A company.
    Company,
    /// A fund.
    Fund,
    /// A person.
    Person,
    /// A state or a body of one.
    State,
    /// A joint venture.
    Venture,
    /// A vehicle set up for one purpose.
    Vehicle,
    /// A part of another party.
    Unit,
    /// Several parties under one name.
    Group,
    /// A party that the source does not name.
    Unnamed,
    /// What a statement is about, where that is no party.
    Topic,
}

impl PartyKind {
    /// The kinds with the words that declare them.
    pub const WORDS: [(&'static str, PartyKind); 10] = [
        ("company", PartyKind::Company),
        ("fund", PartyKind::Fund),
        ("person", PartyKind::Person),
        ("state", PartyKind::State),
        ("venture", PartyKind::Venture),
        ("vehicle", PartyKind::Vehicle),
        ("unit", PartyKind::Unit),
        ("group", PartyKind::Group),
        ("unnamed", PartyKind::Unnamed),
        ("topic", PartyKind::Topic),
    ];

    /// The word that declares it.
    pub fn word(self) -> &'static str {
        PartyKind::WORDS.iter().find(|(_, kind)| *kind == self).map_or("", |(word, _)| word)
    }
}

/// A party as declared.
#[derive(Clone, Debug)]
pub struct Party {
    /// The name that entries use.
    pub id: Span,
    /// What it is.
    pub kind: PartyKind,
    /// The name for people, a string; the id stands in for it where none is given.
    pub title: Option<Span>,
    /// Other names.
    pub aliases: Vec<Span>,
    /// Identifiers in the schemes of others.
    pub identifiers: Vec<Identifier>,
    /// The members of a group.
    pub members: Vec<Member>,
    /// The party that a unit belongs to.
    pub parent: Option<(Span, Option<PartyId>)>,
    /// Who an unnamed party may be.
    pub maybe: Vec<(Span, Option<PartyId>)>,
    /// When its fiscal year ends.
    pub year_end: YearEnd,
    /// Notes.
    pub notes: Vec<Span>,
}

/// An identifier with its scheme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Identifier {
    /// `ticker`, `lei`, `cik`, `isin` or `wikidata`.
    pub scheme: &'static str,
    /// The identifier.
    pub value: Span,
}

/// A member of a group, from when to when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    /// The member as written.
    pub span: Span,
    /// The member.
    pub party: Option<PartyId>,
    /// Since when.
    pub from: Option<When>,
    /// Until when.
    pub to: Option<When>,
}
