//! The names of a book, for look-up.

use std::cell::OnceCell;

use counterflow_claim::{Claims, DealId, Kind, PartyId};
use counterflow_syntax::nearest;
use rustc_hash::{FxHashMap, FxHashSet};

use super::parse::Parser;
use super::{Comparison, Mistake, Question};

/// The names of a book, gathered when they are first needed and kept for further questions.
#[derive(Debug)]
pub struct Names<'c> {
    /// The book.
    pub(super) claims: &'c Claims,
    parties: OnceCell<FxHashMap<&'c str, PartyId>>,
    deals: OnceCell<FxHashMap<&'c str, DealId>>,
    defaults: OnceCell<FxHashMap<String, Named>>,
    rounds: OnceCell<FxHashSet<DealId>>,
}

/// What a name of a deal stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// One deal.
    One(DealId),
    /// So many deals.
    Several(usize),
}

impl<'c> Names<'c> {
    /// The names of a book. Nothing is gathered yet.
    pub fn new(claims: &'c Claims) -> Names<'c> {
        Names {
            claims,
            parties: OnceCell::new(),
            deals: OnceCell::new(),
            defaults: OnceCell::new(),
            rounds: OnceCell::new(),
        }
    }

    /// Reads a question.
    ///
    /// # Errors
    ///
    /// Every mistake that was found, in the order of the text.
    pub fn question(&self, text: &str) -> Result<Question, Vec<Mistake>> {
        Parser::new(text, self).question()
    }

    /// Reads a comparison.
    ///
    /// # Errors
    ///
    /// Every mistake that was found, in the order of the text.
    pub fn comparison(&self, text: &str) -> Result<Comparison, Vec<Mistake>> {
        Parser::new(text, self).comparison()
    }

    pub(super) fn party(&self, name: &str) -> Option<PartyId> {
        self.parties().get(name).copied()
    }

    /// The deal of this name: its own names first, then ids of claims, then `verb-from-to`.
    pub(super) fn deal(&self, name: &str) -> Option<Named> {
        let given = self.deals().get(name).map(|deal| Named::One(*deal));
        given.or_else(|| self.defaults().get(name).copied())
    }

    /// Whether a deal holds a round.
    pub(super) fn is_round(&self, deal: DealId) -> bool {
        let rounds = self.rounds.get_or_init(|| {
            let rounds = self.claims.claims.iter().filter(|claim| claim.kind == Kind::Round);
            rounds.map(|claim| claim.deal).collect()
        });
        rounds.contains(&deal)
    }

    /// The names by which a deal may be called, the best first. Time is linear in the claims.
    pub(super) fn of_deal(&self, deal: DealId) -> Vec<String> {
        let mut names = vec![self.claims.deal_name(deal)];
        let of_deal = || self.claims.iter().filter(|(_, claim)| claim.deal == deal);
        let ids = of_deal().filter_map(|(_, claim)| claim.id);
        names.extend(ids.map(|id| self.claims.written(id).to_string()));
        names.extend(of_deal().map(|(id, _)| self.claims.name(id)));
        names
    }

    /// The nearest name of a party or a deal, whichever are asked for.
    pub(super) fn near(&self, name: &str, parties: bool, deals: bool) -> Option<String> {
        let party = self.claims.parties.iter().map(|party| self.claims.written(party.id));
        let ids = self.claims.claims.iter().flat_map(|claim| {
            let round = claim.name.filter(|_| claim.kind == Kind::Round);
            [claim.thread, round, claim.id].into_iter().flatten()
        });
        let deal = ids.map(|span| self.claims.written(span));
        let known = party.filter(|_| parties).chain(deal.filter(|_| deals));
        nearest(name, known).map(str::to_string)
    }

    fn parties(&self) -> &FxHashMap<&'c str, PartyId> {
        self.parties.get_or_init(|| {
            let mut parties = FxHashMap::default();
            for id in self.claims.party_ids() {
                parties.entry(self.claims.written(self.claims.party(id).id)).or_insert(id);
            }
            parties
        })
    }

    fn deals(&self) -> &FxHashMap<&'c str, DealId> {
        self.deals.get_or_init(|| {
            let mut deals = FxHashMap::default();
            for claim in &self.claims.claims {
                let round = claim.name.filter(|_| claim.kind == Kind::Round);
                for name in claim.thread.into_iter().chain(round) {
                    deals.entry(self.claims.written(name)).or_insert(claim.deal);
                }
            }
            // A deal's own name goes before the id of a claim of another.
            for claim in &self.claims.claims {
                if let Some(id) = claim.id {
                    deals.entry(self.claims.written(id)).or_insert(claim.deal);
                }
            }
            deals
        })
    }

    fn defaults(&self) -> &FxHashMap<String, Named> {
        self.defaults.get_or_init(|| {
            let mut names: FxHashMap<String, (FxHashSet<DealId>, DealId)> = FxHashMap::default();
            for (id, claim) in self.claims.iter().filter(|(_, claim)| claim.id.is_none()) {
                let named = || (FxHashSet::default(), claim.deal);
                let (deals, _) = names.entry(self.claims.name(id)).or_insert_with(named);
                deals.insert(claim.deal);
            }
            let named = |(deals, first): (FxHashSet<DealId>, DealId)| match deals.len() {
                1 => Named::One(first),
                count => Named::Several(count),
            };
            names.into_iter().map(|(name, deals)| (name, named(deals))).collect()
        })
    }
}
