//! Wholes and their parts among the deals: what is in another, what one claim adds up, and totals.

use std::collections::BTreeMap;

use counterflow_claim::{DealId, Relation};

use super::legs;
use crate::deals::{Flow, FlowKind, different};
use crate::identity::{Domain, Identity, Role, Tie};
use crate::{Arg, Key, Network};

/// A whole and parts of it.
#[derive(Clone, Debug)]
pub struct Sum {
    /// The whole.
    pub whole: Key,
    /// The parts.
    pub parts: Vec<Key>,
    /// Whether the parts are at most the whole; else the whole is at most the parts.
    pub at_most: bool,
    /// The rule.
    pub rule: &'static Identity,
}

const fn rule(target: &'static str, formula: &'static str, name: &'static str) -> Identity {
    Identity {
        name,
        target,
        tie: Tie::AtMost,
        role: Role::Ties,
        formula,
        over: Domain::Deals,
        source: "accounting identity",
    }
}

/// The rules on parts of deals: rows of the identity table whose parts the relations of claims name.
pub static RULES: [Identity; 11] = [
    rule("amount(part)", "amount(whole)", "a deal in another is at most that other"),
    rule(
        "sum(amount(part))",
        "amount(whole)",
        "bound deals in another that are different money are together at most it",
    ),
    rule(
        "sum(amount(part))",
        "amount(total)",
        "the bound deals that a claim adds up are together at most its total",
    ),
    rule(
        "sum(amount(purchase))",
        "obligations(buyer)",
        "known commitments are at most the total stated on a later day",
    ),
    rule("total", "sum(amount(part))", "a total is at most all its parts"),
    rule(
        "sum(amount(part))",
        "total",
        "a total is at least its bound parts that are different money",
    ),
    rule("paid(deal)", "amount(deal)", "what comes of a deal is at most what is agreed"),
    rule("amount(leg)", "paid(leg)", "a leg whose condition is met comes"),
    rule(
        "paid(leg)",
        "funded(leg)",
        "of a leg whose condition is not met no more comes than has been paid",
    ),
    rule(
        "amount(whole) - sum(amount(leg))",
        "paid(whole) - sum(paid(leg))",
        "of a whole at most that is missing which is missing of its legs",
    ),
    rule(
        "paid(whole) - paid(leg)",
        "amount(whole) - amount(leg)",
        "of a whole at least that is missing which is missing of a leg",
    ),
];

/// Whether a rule is one side of a total.
pub fn is_total(rule: &Identity) -> bool {
    std::ptr::eq(rule, &RULES[4]) || std::ptr::eq(rule, &RULES[5])
}

/// Every whole with its parts. Time is `O(n log n)` in the deals.
pub fn sums(network: &Network) -> Vec<Sum> {
    let mut sums = Vec::new();
    within(network, &mut sums);
    added_up(network, &mut sums);
    obligations(network, &mut sums);
    totals(network, &mut sums);
    sums
}

fn at_most(whole: &Key, parts: Vec<Key>, rule: &'static Identity) -> Option<Sum> {
    let whole = whole.clone();
    (!parts.is_empty()).then_some(Sum { whole, parts, at_most: true, rule })
}

fn keys(flows: &[&Flow]) -> Vec<Key> {
    flows.iter().map(|flow| flow.key.clone()).collect()
}

fn within(network: &Network, sums: &mut Vec<Sum>) {
    let mut parts: BTreeMap<usize, Vec<&Flow>> = BTreeMap::new();
    for flow in &network.flows {
        if let Some(whole) = flow.inside {
            parts.entry(whole).or_default().push(flow);
        }
    }
    for (whole, parts) in parts {
        let whole = &network.flows[whole];
        // What is talk binds no outcome.
        let may = |part: &&&Flow| part.stage.is_bound() || !whole.stage.is_bound();
        for part in parts.iter().filter(may) {
            sums.extend(at_most(&whole.key, keys(&[part]), &RULES[0]));
        }
        let apart = different(network.claims, &parts);
        if apart.len() > 1 {
            sums.extend(at_most(&whole.key, keys(&apart), &RULES[1]));
        }
    }
}

fn added_up(network: &Network, sums: &mut Vec<Sum>) {
    let mut of: BTreeMap<DealId, Vec<&Flow>> = BTreeMap::new();
    for flow in network.flows.iter().filter(|flow| flow.stage.is_bound()) {
        of.entry(flow.deal).or_default().push(flow);
    }
    for flow in &network.flows {
        let mut deals: Vec<DealId> = lists(network, flow).collect();
        deals.sort();
        deals.dedup();
        deals.retain(|deal| *deal != flow.deal);
        let parts = deals.iter().filter_map(|deal| of.get(deal)).flatten().copied();
        // Of two that add up each other neither is the whole.
        let part = |part: &&Flow| {
            part.kind == flow.kind && !lists(network, part).any(|deal| deal == flow.deal)
        };
        let parts: Vec<&Flow> = parts.filter(part).collect();
        sums.extend(at_most(&flow.key, keys(&parts), &RULES[2]));
    }
}

/// The deals that the claims of a flow add up.
fn lists(network: &Network, flow: &Flow) -> impl Iterator<Item = DealId> {
    let claims = flow.claims.iter().map(|id| network.claims.claim(*id));
    let listed = claims.flat_map(|claim| claim.targets(Relation::TotalOf));
    listed.filter_map(|target| target.deal)
}

/// What a buyer had committed to buy by the day of which a total is told.
fn obligations(network: &Network, sums: &mut Vec<Sum>) {
    let mut purchases: BTreeMap<Arg, Vec<&Flow>> = BTreeMap::new();
    for flow in network.flows.iter().filter(|flow| flow.kind == FlowKind::Buy && flow.counted) {
        if let [buyer] = flow.from[..] {
            purchases.entry(Arg::Party(buyer)).or_default().push(flow);
        }
    }
    for (key, total) in network.of("obligations") {
        let day = total.said.iter().filter_map(|said| network.day(said.claim)).max();
        let told = key.args.first().and_then(|buyer| purchases.get(buyer));
        let before = |flow: &&&Flow| {
            let of = flow.lead().and_then(|lead| network.day(lead));
            of.is_some() && of <= day
        };
        let told: Vec<&Flow> = told.into_iter().flatten().filter(before).copied().collect();
        sums.extend(at_most(key, keys(&different(network.claims, &told)), &RULES[3]));
    }
}

fn totals(network: &Network, sums: &mut Vec<Sum>) {
    let unsure = legs::unsure(network);
    for (key, total) in &network.variables {
        let Some(parts) = &total.parts else { continue };
        // What an investor puts into a round is what is agreed, as the round itself is.
        let agreed = key.attribute == "money";
        let counts = |part: &Key| match !agreed && unsure.contains(part) {
            true => legs::paid(part),
            false => part.clone(),
        };
        let [most, least] = [&parts.most, &parts.least].map(|all| all.iter().map(counts).collect());
        sums.push(Sum { whole: key.clone(), parts: most, at_most: false, rule: &RULES[4] });
        sums.extend(at_most(key, least, &RULES[5]));
    }
}
