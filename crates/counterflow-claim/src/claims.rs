//! All claims of a book, with the parties, sources and deals that they speak of.

use std::borrow::Cow;
use std::sync::Arc;

use counterflow_syntax::{Files, Span, unquote};

use crate::{Claim, ClaimId, Party, PartyId, Phrases, Source, SourceId, Target, When};

/// Position of a deal in [`Claims::deals`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DealId(pub(crate) u32);

impl DealId {
    /// The position.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// The thread of claims about one transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deal {
    /// Its name, where the book gives one; a claim alone is a deal by itself.
    pub name: Option<Span>,
    /// The first claim of the thread, in the order of the book.
    pub first: ClaimId,
}

/// A judgement of ours that two names are one party, or are not.
#[derive(Clone, Debug)]
pub struct Judgement {
    /// Whether they are the same.
    pub same: bool,
    /// The two.
    pub pair: [(Span, Option<PartyId>); 2],
    /// Who says so.
    pub by: Option<Span>,
    /// Since when.
    pub on: Option<When>,
    /// The header.
    pub span: Span,
}

/// A spread of an unscheduled commitment, which is ours and not a source's.
#[derive(Clone, Copy, Debug)]
pub struct Schedule {
    /// The commitment.
    pub target: Target,
    /// First period of the spread.
    pub from: When,
    /// Last period of the spread.
    pub to: When,
}

/// An assumption of ours.
#[derive(Clone, Debug)]
pub struct Assumption {
    /// Its name.
    pub id: Span,
    /// Who makes it.
    pub owner: Option<Span>,
    /// Why.
    pub why: Option<Span>,
    /// The commitments that it spreads evenly.
    pub schedules: Vec<Schedule>,
}

/// A set of assumptions under a name.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// Its name.
    pub id: Span,
    /// Its title.
    pub title: Option<Span>,
    /// The assumptions that it uses.
    pub uses: Vec<Span>,
}

/// A book as typed claims. Everything points into [`Claims::files`] by span.
#[derive(Debug)]
pub struct Claims {
    /// The texts.
    pub files: Arc<Files>,
    /// The bands of the phrases that were used to read amounts.
    pub phrases: Phrases,
    /// The parties, in the order of the text.
    pub parties: Vec<Party>,
    /// The sources, in the order of the text.
    pub sources: Vec<Source>,
    /// The claims, in the order of the text.
    pub claims: Vec<Claim>,
    /// The deals, in the order in which the text first names them.
    pub deals: Vec<Deal>,
    /// Judgements about who is who.
    pub judgements: Vec<Judgement>,
    /// Assumptions of ours.
    pub assumptions: Vec<Assumption>,
    /// Sets of assumptions.
    pub scenarios: Vec<Scenario>,
    /// Sources that seem to be cited where the text could not be read.
    pub(crate) seemingly_cited: Vec<SourceId>,
}

impl Claims {
    /// The text under a span, as written.
    pub fn written(&self, span: Span) -> &str {
        self.files.text(span)
    }

    /// The text under a span, without the marks of a string.
    pub fn plain(&self, span: Span) -> Cow<'_, str> {
        unquote(self.files.text(span))
    }

    /// A claim.
    pub fn claim(&self, id: ClaimId) -> &Claim {
        &self.claims[id.index()]
    }

    /// A party.
    pub fn party(&self, id: PartyId) -> &Party {
        &self.parties[id.index()]
    }

    /// A source.
    pub fn source(&self, id: SourceId) -> &Source {
        &self.sources[id.index()]
    }

    /// All claims with their ids.
    pub fn iter(&self) -> impl Iterator<Item = (ClaimId, &Claim)> {
        self.claims.iter().enumerate().map(|(at, claim)| (ClaimId(at as u32), claim))
    }

    /// All party ids, in the order of the text.
    pub fn party_ids(&self) -> impl Iterator<Item = PartyId> + use<> {
        (0..self.parties.len() as u32).map(PartyId)
    }

    /// All deal ids, in the order in which the text first names them.
    pub fn deal_ids(&self) -> impl Iterator<Item = DealId> + use<> {
        (0..self.deals.len() as u32).map(DealId)
    }

    /// The party with this name. Time is linear in the parties.
    pub fn party_named(&self, name: &str) -> Option<PartyId> {
        let at = self.parties.iter().position(|party| self.written(party.id) == name)?;
        Some(PartyId(at as u32))
    }

    /// The source with this name. Time is linear in the sources.
    pub fn source_named(&self, name: &str) -> Option<SourceId> {
        let at = self.sources.iter().position(|source| self.written(source.id) == name)?;
        Some(SourceId(at as u32))
    }

    /// The name of a party for people.
    pub fn party_title(&self, id: PartyId) -> Cow<'_, str> {
        let party = self.party(id);
        self.plain(party.title.unwrap_or(party.id))
    }

    /// The name of a claim: its id, the name of its round, or its verb and parties.
    pub fn name(&self, id: ClaimId) -> String {
        let claim = self.claim(id);
        match claim.id.or(claim.name.filter(|_| claim.kind == crate::Kind::Round)) {
            Some(span) => self.written(span).to_string(),
            None => self.default_name(claim),
        }
    }

    /// The name of a claim that gives itself none: `verb-from-to`.
    pub(crate) fn default_name(&self, claim: &Claim) -> String {
        default_name(&self.files, claim)
    }

    /// The name of a deal: its own, or that of its first claim.
    pub fn deal_name(&self, id: DealId) -> String {
        let deal = self.deals[id.index()];
        match deal.name {
            Some(span) => self.written(span).to_string(),
            None => self.name(deal.first),
        }
    }
}

pub(crate) fn default_name(files: &Files, claim: &Claim) -> String {
    let mut name = claim.kind.word().to_string();
    let word = claim.name.filter(|_| matches!(claim.kind, crate::Kind::Metric(_)));
    let sides = match claim.kind {
        // A metric names its subject first, as its header does.
        crate::Kind::Metric(_) => [&claim.to, &claim.from],
        _ => [&claim.from, &claim.to],
    };
    let parties = sides.into_iter().flat_map(|side| &side.parties).map(|party| party.span);
    for span in word.into_iter().chain(parties) {
        name.push('-');
        name.push_str(files.text(span));
    }
    name
}
