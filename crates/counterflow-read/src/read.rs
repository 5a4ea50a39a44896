//! From a view to its claims.

use crate::View;
use crate::claim::{Claim, Kind, Somebody};
use crate::clause::{Discourse, Row, Scene, items};
use crate::grammar::{PRICE_TOLD, Reading, claims};
use crate::party::{Gazetteer, Parties, parties};
use crate::quantity::amounts;
use crate::text::{Tokens, sentences};
use crate::time::times;

/// What a reader knows beforehand.
#[derive(Clone, Debug, Default)]
pub struct Reader {
    /// The names of a book.
    pub gazetteer: Gazetteer,
    /// The day of the document, against which weekdays are read.
    pub published: Option<counterflow_claim::Date>,
}

/// What was read of a document.
#[derive(Clone, Debug, Default)]
pub struct Read {
    /// The claims, in the order of the text; withheld ones among them.
    pub claims: Vec<Claim>,
    /// Who is spoken of.
    pub parties: Parties,
}

impl Reader {
    /// Reads a view. Time is linear in its length, for sentences of bounded length.
    ///
    /// ```
    /// use counterflow_read::{Reader, View};
    /// let view = View::plain("Amazon has invested at least $8 billion in Anthropic.");
    /// let read = Reader::default().read(&view);
    /// let claim = &read.claims[0];
    /// assert_eq!(claim.kind.name(), "investment");
    /// assert_eq!(claim.from.as_ref().map(|one| one.name.as_str()), Some("Amazon"));
    /// assert_eq!(claim.to.as_ref().map(|one| one.name.as_str()), Some("Anthropic"));
    /// ```
    pub fn read(&self, view: &View) -> Read {
        let tokens = Tokens::new(view.text());
        let sentences = sentences(&tokens);
        let (amounts, times) = (amounts(&tokens, &sentences), times(&tokens, &sentences));
        let parties = parties(&tokens, &sentences, &self.gazetteer);
        let scene = Scene {
            tokens: &tokens,
            sentences: &sentences,
            amounts: &amounts,
            times: &times,
            parties: &parties,
        };
        let mut discourse = Discourse::default();
        let mut read: Vec<Claim> = Vec::new();
        let mut target = None;
        for sentence in &sentences {
            let items = items(&scene, sentence);
            let row = Row { scene: &scene, items: &items };
            discourse.go_on(sentence.paragraph);
            let (topic, main) = (discourse.topic(), discourse.main());
            let refers = discourse.refer(&row);
            let reading = Reading { row, refers: &refers, topic, main, target };
            let mut told = claims(&reading);
            let span = tokens.span(sentence.start..sentence.end);
            crate::when::fill(&mut told, &scene, span, self.published);
            for claim in told {
                target = claim
                    .to
                    .as_ref()
                    .filter(|_| !matches!(claim.kind, Kind::MarketMove | Kind::Statement))
                    .and_then(|to| to.party)
                    .or(target);
                add(&mut read, claim);
            }
        }
        Read { claims: read, parties }
    }
}

impl Read {
    /// Takes in a claim unless another says as much; gives whether it did.
    pub fn take_in(&mut self, claim: Claim) -> bool {
        let new = !self.claims.iter().any(|known| says_as_much(known, &claim));
        if new {
            self.claims.push(claim);
        }
        new
    }
}

/// Takes in a claim that says something new.
fn add(read: &mut Vec<Claim>, claim: Claim) {
    if read.iter().any(|known| says_as_much(known, &claim)) {
        return;
    }
    // The round was led by X: that is told of the round before.
    if claim.rule == "round-led-by" {
        let round = read.iter_mut().rev().find(|known| known.kind == Kind::Round);
        if let Some(round) = round.filter(|round| round.from.is_none()) {
            round.from = claim.from;
        }
        return;
    }
    if claim.rule == PRICE_TOLD {
        price(read, &claim);
        return;
    }
    // What is told again with an amount takes the place of what was told without.
    let numbered = claim.amount.is_some() || claim.share.is_some();
    if numbered {
        read.retain(|known| !(is_bare(known) && same_deal(known, &claim)));
    }
    read.push(claim);
}

/// Puts the price of a deal to the deal told of before, if one without a price is near.
fn price(read: &mut [Claim], told: &Claim) {
    let payer = |known: &Claim| match (&told.from, &known.from) {
        (Some(payer), Some(from)) => payer.party.is_some() && payer.party == from.party,
        (Some(_), None) => false,
        (None, _) => true,
    };
    let waits = |known: &&mut Claim| {
        matches!(known.kind, Kind::Investment | Kind::Commitment) && known.withheld.is_none()
    };
    let last = read.iter_mut().rev().take(3).find(waits);
    if let Some(known) = last.filter(|known| known.amount.is_none() && payer(known)) {
        known.amount = told.amount;
        known.qualifier = told.qualifier;
    }
}

fn is_bare(claim: &Claim) -> bool {
    claim.amount.is_none() && claim.share.is_none()
}

fn same_deal(one: &Claim, other: &Claim) -> bool {
    let name = |somebody: &Option<Somebody>| somebody.as_ref().map(|one| one.name.clone());
    one.kind == other.kind
        && name(&one.from) == name(&other.from)
        && name(&one.to) == name(&other.to)
        && one.metric == other.metric
}

/// Whether a claim says all that another says.
fn says_as_much(known: &Claim, claim: &Claim) -> bool {
    let money = |claim: &Claim| claim.amount.map(|money| (money.value, money.high, money.currency));
    let same = money(known) == money(claim) && known.share == claim.share;
    same_deal(known, claim) && (same || is_bare(claim))
}
