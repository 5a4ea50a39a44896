//! From a view to its claims.

use crate::View;
use crate::claim::{Claim, Kind};
use crate::clause::{Discourse, Row, Scene, items};
use crate::cue::Cues;
use crate::grammar::{Reading, claims};
use crate::party::{Gazetteer, Mention, Parties, parties};
use crate::quantity::amounts;
use crate::text::{Tokens, sentences};
use crate::time::times;
use crate::told::{Told, says_as_much};

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
        let mut read = Told::default();
        let mut target = None;
        let mut cues = Cues::new(&scene);
        for sentence in &sentences {
            let cue = cues.of(sentence);
            discourse.go_on(sentence.paragraph);
            if !cue.speaks && !cue.tells {
                discourse.pass();
                continue;
            }
            let items = items(&scene, sentence);
            let row = Row { scene: &scene, items: &items };
            let (topic, main) = (discourse.topic(), discourse.main());
            let refers = discourse.refer(&row);
            if !cue.tells {
                continue;
            }
            let reading = Reading { row, refers: &refers, topic, main, target };
            let mut told = claims(&reading);
            let span = tokens.span(sentence.start..sentence.end);
            crate::when::fill(&mut told, &scene, span, self.published);
            for claim in told {
                for (backer, company) in backers(&claim, &scene) {
                    discourse.backed(backer, company);
                }
                target = claim
                    .to
                    .as_ref()
                    .filter(|_| !matches!(claim.kind, Kind::MarketMove | Kind::Statement))
                    .and_then(|to| to.party)
                    .or(target);
                read.add(claim);
            }
        }
        Read { claims: read.finish(), parties }
    }
}

/// Whom a claim names as funding a round of a company, or as lending to it, and that company.
fn backers(claim: &Claim, scene: &Scene) -> Vec<(usize, usize)> {
    let funds = matches!(claim.kind, Kind::Round | Kind::Debt);
    let (Some(from), Some(to)) = (&claim.from, &claim.to) else { return Vec::new() };
    let Some(company) = to.party.filter(|_| funds) else { return Vec::new() };
    let mentions = &scene.parties.mentions;
    let span = |one: &Mention| scene.tokens.span(one.tokens.clone());
    let first = mentions.partition_point(|one| span(one).start < from.span.start);
    let inside = mentions[first..].iter().take_while(|one| span(one).end <= from.span.end);
    inside.map(|one| (one.party, company)).collect()
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
