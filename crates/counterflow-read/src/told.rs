//! The claims of a document while it is read: what is told twice is one claim.

use counterflow_claim::{Currency, Decimal};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::claim::{Claim, Kind, Somebody};
use crate::grammar::PRICE_TOLD;

/// What a deal is told apart by: its kind, from whom, to whom, and of what.
type Deal = (Kind, Option<String>, Option<String>, Option<String>);

/// How much a claim tells of its deal: money, the higher of a range, its currency, and the part.
type Numbers = (Option<(Decimal, Option<Decimal>, Option<Currency>)>, Option<Decimal>);

/// What was told of a deal so far.
#[derive(Debug, Default)]
struct Known {
    /// The places of claims without numbers.
    bare: Vec<usize>,
    /// The numbers of the others.
    numbers: FxHashSet<Numbers>,
}

impl Known {
    /// Whether a claim says nothing that was not told.
    fn has(&self, claim: &Claim) -> bool {
        match is_bare(claim) {
            true => !self.bare.is_empty() || !self.numbers.is_empty(),
            false => self.numbers.contains(&numbers(claim)),
        }
    }

    fn enter(&mut self, at: usize, claim: &Claim) {
        if is_bare(claim) {
            self.bare.push(at);
        } else {
            self.numbers.insert(numbers(claim));
        }
    }

    fn leave(&mut self, at: usize, claim: &Claim) {
        self.bare.retain(|place| *place != at);
        self.numbers.remove(&numbers(claim));
    }
}

/// Claims in the order of the text. Those that another took the place of leave a gap.
#[derive(Debug, Default)]
pub(crate) struct Told {
    claims: Vec<Option<Claim>>,
    deals: FxHashMap<Deal, Known>,
    rounds: Vec<usize>,
}

impl Told {
    /// Takes in a claim that says something new. Time is that of looking up its deal.
    pub fn add(&mut self, claim: Claim) {
        let deal = deal(&claim);
        if self.deals.get(&deal).is_some_and(|known| known.has(&claim)) {
            return;
        }
        // The round was led by X: that is told of the round before.
        if claim.rule == "round-led-by" {
            self.led_by(claim.from);
            return;
        }
        if claim.rule == PRICE_TOLD {
            self.price(&claim);
            return;
        }
        let at = self.claims.len();
        let known = self.deals.entry(deal).or_default();
        // What is told again with an amount takes the place of what was told without.
        if !is_bare(&claim) {
            known.bare.drain(..).for_each(|bare| self.claims[bare] = None);
        }
        known.enter(at, &claim);
        if claim.kind == Kind::Round {
            self.rounds.push(at);
        }
        self.claims.push(Some(claim));
    }

    /// The claims.
    pub fn finish(self) -> Vec<Claim> {
        self.claims.into_iter().flatten().collect()
    }

    /// Puts a leader to the last round, if that has none.
    fn led_by(&mut self, leader: Option<Somebody>) {
        while self.rounds.last().is_some_and(|at| self.claims[*at].is_none()) {
            self.rounds.pop();
        }
        let Some(at) = self.rounds.last().copied() else { return };
        let leads = |round: &Claim| round.from.is_none();
        self.change(at, leads, |round| round.from = leader);
    }

    /// Puts the price of a deal to the deal told of before, if one without a price is near.
    fn price(&mut self, told: &Claim) {
        let payer = |known: &Claim| match (&told.from, &known.from) {
            (Some(payer), Some(from)) => payer.party.is_some() && payer.party == from.party,
            (Some(_), None) => false,
            (None, _) => true,
        };
        let waits = |known: &Claim| {
            matches!(known.kind, Kind::Investment | Kind::Commitment) && known.withheld.is_none()
        };
        let last = self.claims.iter().enumerate().rev();
        let mut last = last.filter_map(|(at, claim)| Some((at, claim.as_ref()?))).take(3);
        let Some((at, _)) = last.find(|(_, known)| waits(known)) else { return };
        let fits = |known: &Claim| known.amount.is_none() && payer(known);
        self.change(at, fits, |known| {
            known.amount = told.amount;
            known.qualifier = told.qualifier;
        });
    }

    /// Changes a claim, if it fits, and what is known of its deal with it.
    fn change(
        &mut self,
        at: usize,
        fits: impl Fn(&Claim) -> bool,
        change: impl FnOnce(&mut Claim),
    ) {
        let Some(claim) = self.claims[at].as_mut().filter(|claim| fits(claim)) else { return };
        if let Some(known) = self.deals.get_mut(&deal(claim)) {
            known.leave(at, claim);
        }
        change(claim);
        self.deals.entry(deal(claim)).or_default().enter(at, claim);
    }
}

fn is_bare(claim: &Claim) -> bool {
    claim.amount.is_none() && claim.share.is_none()
}

fn deal(claim: &Claim) -> Deal {
    let name = |somebody: &Option<Somebody>| somebody.as_ref().map(|one| one.name.clone());
    (claim.kind, name(&claim.from), name(&claim.to), claim.metric.clone())
}

fn numbers(claim: &Claim) -> Numbers {
    (claim.amount.map(|money| (money.value, money.high, money.currency)), claim.share)
}

/// Whether a claim says all that another says.
pub(crate) fn says_as_much(known: &Claim, claim: &Claim) -> bool {
    deal(known) == deal(claim) && (is_bare(claim) || numbers(known) == numbers(claim))
}
