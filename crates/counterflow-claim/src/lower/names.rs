//! The names of a book, for look-up only: nothing here is ever walked.

use counterflow_syntax::Span;
use rustc_hash::FxHashMap;

use crate::{ClaimId, DealId, PartyId, SourceId};

/// After so many misspelt names no more suggestions are searched: each costs a walk over all names.
const MOST_SUGGESTIONS: usize = 200;

#[derive(Default)]
pub struct Names<'a> {
    pub parties: FxHashMap<&'a str, (PartyId, Span)>,
    pub sources: FxHashMap<&'a str, (SourceId, Span)>,
    pub claims: FxHashMap<&'a str, (ClaimId, Span)>,
    pub deals: FxHashMap<&'a str, DealId>,
    /// Names that claims have without giving themselves one; made when first needed.
    pub defaults: Option<FxHashMap<String, Vec<ClaimId>>>,
    /// Names that an entry gives which could not be read. It was reported; they are not.
    pub lost: FxHashMap<&'a str, ()>,
    /// Names of sources that such an entry cites.
    pub cited: Vec<&'a str>,
    /// Parties and sources that are not declared, with their report: the places that use one are
    /// added to it, since one declaration is missing.
    pub undeclared: FxHashMap<(&'static str, &'a str), usize>,
    suggested: usize,
}

impl Names<'_> {
    /// Whether one more suggestion may be searched.
    pub fn may_suggest(&mut self) -> bool {
        self.suggested += 1;
        self.suggested <= MOST_SUGGESTIONS
    }
}
