//! What ties the claims of one document together: rounds and what is part of them, and numbers
//! that are a part of another number.

use std::collections::BTreeMap;

use super::claim::own_verb;
use super::names::{BookNames, slug};
use crate::claim::{Claim, Kind, Somebody, Stage};

/// The ties between claims, by their places.
#[derive(Clone, Debug, Default)]
pub(super) struct Links {
    /// Ids of rounds, and of claims that others refer to.
    pub ids: BTreeMap<usize, String>,
    /// Investments to the round that they are part of.
    pub inside: BTreeMap<usize, usize>,
    /// Shares to the number that they are a share of.
    pub part_of: BTreeMap<usize, usize>,
    /// Claims that are told as a key of another one: a valuation of its round, a share of a round
    /// of its investment.
    pub told_with: BTreeMap<usize, usize>,
}

impl Links {
    /// The ties of claims. Time is linear in the claims times the rounds and shares among them.
    pub fn new(claims: &[Claim], names: &mut BookNames) -> Links {
        let mut links = Links::default();
        let is_round = |claim: &Claim| claim.kind == Kind::Round && is_told(claim);
        let rounds: Vec<usize> = (0..claims.len()).filter(|at| is_round(&claims[*at])).collect();
        for at in &rounds {
            links.ids.insert(*at, names.fresh(&round_name(&claims[*at]), "round"));
        }
        for (at, claim) in claims.iter().enumerate().filter(|(_, claim)| is_told(claim)) {
            let mut of = rounds.iter().copied().filter(|round| same_to(&claims[*round], claim));
            let only = of.next().filter(|_| of.next().is_none());
            match (claim.kind, only) {
                (Kind::Investment, Some(round)) if is_part(claim, &claims[round]) => {
                    links.inside.insert(at, round);
                }
                (Kind::Valuation, Some(round)) if is_of_round(claim, &claims[round]) => {
                    links.told_with.entry(at).or_insert(round);
                }
                (Kind::Metric, _) => links.share(at, claims, names),
                _ => {}
            }
        }
        links.shares_of_rounds(claims);
        links.valued_once();
        links
    }

    /// A share of a number that the document tells as well.
    fn share(&mut self, at: usize, claims: &[Claim], names: &mut BookNames) {
        let claim = &claims[at];
        let Some(base) = share_of(claim) else { return };
        let is_base = |other: &&Claim| {
            other.kind == Kind::Metric
                && other.amount.is_some()
                && is_told(other)
                && same_to(other, claim)
                && other.metric.as_deref() == Some(base)
        };
        if let Some(found) = claims.iter().position(|other| is_base(&other)) {
            let words = claims[found].to.as_ref().map_or(base, |to| to.name.as_str());
            let name = format!("{} {words}", slug(base, "metric"));
            self.ids.entry(found).or_insert_with(|| names.fresh(&name, "metric"));
            self.part_of.insert(at, found);
        }
    }

    /// `share of round` of an investor is told with its investment in that round.
    fn shares_of_rounds(&mut self, claims: &[Claim]) {
        for (at, claim) in claims.iter().enumerate() {
            if claim.kind != Kind::Metric || !is_told(claim) || share_of(claim) != Some("round") {
                continue;
            }
            let same = |of: &usize| same_to(&claims[*of], claim) && same_from(&claims[*of], claim);
            if let Some(host) = self.inside.keys().copied().find(same) {
                self.told_with.insert(at, host);
            }
        }
    }

    /// A round has one valuation; where a document tells several, each stays its own claim.
    fn valued_once(&mut self) {
        let mut hosts: BTreeMap<usize, usize> = BTreeMap::new();
        for host in self.told_with.values() {
            *hosts.entry(*host).or_default() += 1;
        }
        self.told_with.retain(|_, host| hosts.get(host) == Some(&1));
    }
}

/// Whether a claim is entered as what it says.
fn is_told(claim: &Claim) -> bool {
    claim.withheld.is_none() && !claim.denied
}

fn round_name(claim: &Claim) -> String {
    let to = claim.to.as_ref().map_or("", |to| to.name.as_str());
    format!("{to} {}", claim.instrument.as_deref().unwrap_or("round"))
}

/// What a metric is a share of: `backlog` of `share of backlog`.
fn share_of(claim: &Claim) -> Option<&str> {
    claim.share?;
    claim.metric.as_deref()?.strip_prefix("share of ")
}

/// An investment that is as far along as a round, in the same document, is part of it.
fn is_part(claim: &Claim, round: &Claim) -> bool {
    claim.stage == round.stage && claim.stage != Stage::Reported && claim.instrument.is_none()
}

/// A valuation that is as far along as a round that is not done, or waits for it, is the round's.
fn is_of_round(claim: &Claim, round: &Claim) -> bool {
    let open = matches!(claim.stage, Stage::Talks | Stage::Announced);
    open && claim.stage == round.stage || claim.condition.is_some()
}

fn same_to(one: &Claim, other: &Claim) -> bool {
    named(&one.to).is_some() && named(&one.to) == named(&other.to)
}

fn same_from(one: &Claim, other: &Claim) -> bool {
    named(&one.from).is_some() && named(&one.from) == named(&other.from)
}

fn named(side: &Option<Somebody>) -> Option<&str> {
    side.as_ref().map(|one| one.name.as_str())
}

/// The verb and name of a metric that is a share of another.
pub(super) fn base_verb(base: &Claim) -> String {
    let name = base.metric.as_deref().unwrap_or("");
    own_verb(base).map_or_else(|| format!("metric {}", slug(name, "metric")), str::to_string)
}
