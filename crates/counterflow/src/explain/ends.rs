//! Why a range ends where it does: which proofs say more than the formula, and each step in words.

use std::collections::BTreeSet;

use counterflow_claim::{ClaimId, Measure, Unit};
use counterflow_network::{Identity, Key, Network, Step, Why};

use super::claim::said;
use super::figure::name_of;
use super::tree::own_key;
use crate::display;

/// So many claims that were added up are named.
const MOST_NAMED: usize = 4;

/// A step of a proof as a line.
pub struct Line<'s> {
    /// How far it is set in.
    pub depth: usize,
    /// The step.
    pub step: &'s Step,
    /// Whether what it took stands further up.
    pub above: bool,
}

/// Whether an end comes from the formula and from what claims say, as the tree tells it anyway.
pub fn is_plain(network: &Network, step: &Step) -> bool {
    let variable = network.variables.get(&own_key(network, &step.key));
    match &step.why {
        Why::Said { claim, slot, widened } => {
            let said = variable.iter().flat_map(|variable| &variable.said);
            let mut told = said.map(|said| (said.claim, said.slot));
            !widened && told.any(|told| told == (*claim, *slot))
        }
        Why::AddedUp(_) => true,
        Why::Given(_) | Why::EveryCase => false,
        Why::Rule(_) | Why::Together(_) => {
            let feeds = feeds(network, &step.key);
            let fed = |from: &Step| feeds.contains(&own_key(network, &from.key));
            step.from.iter().all(|from| fed(from) && is_plain(network, from))
        }
    }
}

/// What a variable is worked out from: the inputs of its formula, or its parts.
fn feeds(network: &Network, key: &Key) -> BTreeSet<Key> {
    let Some(variable) = network.variables.get(&own_key(network, key)) else {
        return BTreeSet::new();
    };
    let inputs = variable.derivation.iter().flat_map(|derivation| &derivation.inputs);
    let parts = variable.parts.iter().flat_map(|parts| parts.most.iter().chain(&parts.least));
    inputs.chain(parts).map(|key| own_key(network, key)).collect()
}

/// The steps of a proof in order, each with what it took below it, and nothing twice.
pub fn lines(step: &Step) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut told = BTreeSet::new();
    add(step, 0, &mut told, &mut lines);
    lines
}

fn add<'s>(
    step: &'s Step,
    depth: usize,
    told: &mut BTreeSet<(&'s Key, bool)>,
    lines: &mut Vec<Line<'s>>,
) {
    let first = told.insert((&step.key, step.high));
    lines.push(Line { depth, step, above: !first && !step.from.is_empty() });
    if first {
        // That a divisor is above zero is no news where there is more to tell.
        let news = step.from.iter().filter(|from| !is_sign(from));
        match news.clone().next() {
            Some(_) => news.for_each(|from| add(from, depth + 1, told, lines)),
            None => step.from.iter().for_each(|from| add(from, depth + 1, told, lines)),
        }
    }
}

/// Whether a step says only that a number is not below zero, and a claim says so by its wording.
fn is_sign(step: &Step) -> bool {
    !step.high && step.bound.value.is_zero() && step.from.is_empty()
}

/// The variable with its end: `raise(q1-2026) ≤ 100 bn`.
pub fn end(network: &Network, step: &Step) -> String {
    format!("{} {}", name_of(network, &step.key), bound(network, step))
}

/// The end alone: `≤ 100 bn`.
pub fn bound(network: &Network, step: &Step) -> String {
    let variable = network.variables.get(&own_key(network, &step.key));
    let given = || match &step.why {
        Why::Given(at) => network.given.get(*at).map(|given| given.unit),
        _ => None,
    };
    // What comes of a deal is no variable of its own, and an amount like that.
    let comes =
        (step.key.attribute == "paid").then(|| Unit::of(Measure::Money(network.view.currency)));
    let unit = variable.map(|variable| variable.unit).or(comes).or_else(given);
    let unit = unit.unwrap_or(Unit::of(Measure::Multiple));
    display::end(step.bound, step.high, unit)
}

/// Why a step holds: `by q1-2026 "up to 100 bn USD" (main.book:57)`.
pub fn reason(network: &Network, why: &Why) -> String {
    let claims = network.claims;
    match why {
        Why::Said { claim, slot, widened } => {
            let room = if *widened { ", with room for rounding" } else { "" };
            format!("by {}{room}", said(claims, *claim, *slot))
        }
        Why::AddedUp(from) => match names(network, from) {
            Some(names) => format!("added up of {names}"),
            None => "by what it is".to_string(),
        },
        Why::Given(at) => match network.given.get(*at) {
            Some(given) => format!("as given: {}", given.written(claims)),
            None => "as given".to_string(),
        },
        Why::Rule(identity) => rule(identity),
        Why::Together(rules) => {
            let rules: Vec<String> = rules.iter().map(|identity| written(identity)).collect();
            format!("by these together: {}", rules.join("; "))
        }
        Why::EveryCase => "so in every case that can hold".to_string(),
    }
}

fn rule(identity: &Identity) -> String {
    match is_question(identity) {
        true => "by the question".to_string(),
        false => format!("by {}: {}", identity.written(), identity.name),
    }
}

fn written(identity: &Identity) -> String {
    if is_question(identity) { "the question".to_string() } else { identity.written() }
}

/// Whether a row stands for what is asked, and not for a rule of the table.
pub fn is_question(identity: &Identity) -> bool {
    identity.target == "answer"
}

fn names(network: &Network, claims: &[ClaimId]) -> Option<String> {
    let named: Vec<String> =
        claims.iter().take(MOST_NAMED).map(|id| network.claims.name(*id)).collect();
    let more = claims.len() - named.len();
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    (!named.is_empty()).then(|| named.join(", ") + &more)
}

/// The claims that a proof rests on.
pub fn claims_of(step: &Step, claims: &mut BTreeSet<ClaimId>) {
    match &step.why {
        Why::Said { claim, .. } => drop(claims.insert(*claim)),
        Why::AddedUp(from) => claims.extend(from),
        Why::Given(_) | Why::Rule(_) | Why::Together(_) | Why::EveryCase => {}
    }
    step.from.iter().for_each(|from| claims_of(from, claims));
}
