//! What ties the claims of one document together: rounds and what is part of them, and numbers
//! that are a part of another number.

use std::collections::BTreeMap;

use super::claim::own_verb;
use super::names::{BookNames, slug};
use crate::View;
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
    pub fn new(claims: &[Claim], view: &View, names: &mut BookNames) -> Links {
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
                (Kind::Valuation, Some(round)) if is_of_round(claim, &claims[round], view) => {
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

/// An investment that is talked of or announced as a round of the company is, in the same document,
/// is part of that round, unless it is larger or in another currency. What is done already may have
/// been part of another.
fn is_part(claim: &Claim, round: &Claim) -> bool {
    let open = matches!(claim.stage, Stage::Talks | Stage::Announced);
    let fits = claim.amount.zip(round.amount).is_none_or(|(part, whole)| {
        part.currency == whole.currency && part.value <= whole.high.unwrap_or(whole.value)
    });
    open && fits && claim.stage == round.stage && claim.instrument.is_none()
}

/// Whether a valuation is that of a round: told behind the round's amount as what the round puts
/// on the company, waiting for a round in words, or as far along as a round that is not done.
fn is_of_round(claim: &Claim, round: &Claim, view: &View) -> bool {
    let open = matches!(claim.stage, Stage::Talks | Stage::Announced);
    open && claim.stage == round.stage || put_on(claim, round, view) || waits(claim, view)
}

/// `raised $2bn in a round valuing it at $20bn`, and not `its last valuation of $20bn`.
fn put_on(claim: &Claim, round: &Claim, view: &View) -> bool {
    let Some((money, raised)) = claim.amount.zip(round.amount) else { return false };
    if claim.evidence != round.evidence {
        return false;
    }
    let between = words(view, raised.span.end, money.span.start);
    let earlier = ["current", "last", "previous", "earlier"];
    ["valuing", "value it", "valuation of", "at a"].iter().any(|word| between.contains(word))
        && !earlier.iter().any(|word| between.contains(word))
}

/// `to $830bn if the round succeeds`: the words up to the next number set a round as condition.
fn waits(claim: &Claim, view: &View) -> bool {
    let Some(money) = claim.amount else { return false };
    let behind = words(view, money.span.end, claim.evidence.end);
    let behind = behind.split(|one: char| one.is_ascii_digit()).next().unwrap_or("");
    behind.contains(" if ") && behind.contains("round")
}

fn words(view: &View, start: u32, end: u32) -> String {
    view.text().get(start as usize..end as usize).unwrap_or("").to_lowercase()
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
