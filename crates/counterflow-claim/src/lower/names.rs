//! The names of a book, for look-up only: nothing here is ever walked.

use counterflow_syntax::Span;
use rustc_hash::FxHashMap;

use crate::{ClaimId, DealId, PartyId, SourceId};

/// After so many misspelt names no more suggestions are searched: each costs a walk over all names.
const MOST_SUGGESTIONS: usize = 200;
/// So many pairs of letters are compared for suggestions, in all: a second or two of work.
const MOST_LETTERS: usize = 400_000_000;

#[derive(Default)]
pub struct Names<'a> {
    pub parties: FxHashMap<&'a str, (PartyId, Span)>,
    pub sources: FxHashMap<&'a str, (SourceId, Span)>,
    pub claims: FxHashMap<&'a str, (ClaimId, Span)>,
    pub deals: FxHashMap<&'a str, DealId>,
    /// Names that claims have without giving themselves one; made when first needed.
    pub defaults: Option<FxHashMap<String, SameName>>,
    /// Names that an entry gives which could not be read. It was reported; they are not.
    pub lost: FxHashMap<&'a str, ()>,
    /// Names of sources that such an entry cites.
    pub cited: Vec<&'a str>,
    /// Parties and sources that are not declared, with their report: the places that use one are
    /// added to it, since one declaration is missing.
    pub undeclared: FxHashMap<(&'static str, &'a str), usize>,
    suggested: usize,
    compared: usize,
}

/// The claims that one default name stands for: how many, and the first of them. All of them would
/// be shown again wherever the name is used.
#[derive(Clone, Default)]
pub struct SameName {
    pub count: usize,
    pub first: Vec<ClaimId>,
}

impl SameName {
    const MOST_KEPT: usize = 12;

    pub fn add(&mut self, claim: ClaimId) {
        self.count += 1;
        if self.count <= SameName::MOST_KEPT {
            self.first.push(claim);
        }
    }
}

impl Names<'_> {
    /// Whether one more suggestion may be searched.
    pub fn may_suggest(&mut self) -> bool {
        self.suggested += 1;
        self.suggested <= MOST_SUGGESTIONS
    }

    /// Whether a suggestion for a name may be searched among so many names of the book.
    pub fn may_search(&mut self, name: &str, among: usize) -> bool {
        let letters = name.len().saturating_pow(2).saturating_mul(among);
        self.compared = self.compared.saturating_add(letters);
        self.may_suggest() && self.compared <= MOST_LETTERS
    }
}
