//! An explanation as nested JSON.

use counterflow_claim::{ClaimId, Claims, Slot};
use counterflow_network::{Identity, Network, Step, Why};
use serde_json::{Map, Value, json};

use super::claim::{phrase, place};
use super::figure::{Explanation, name_of};
use super::legs;
use super::tree::{Follows, Node};
use crate::display;
use crate::report::json::{end, readings};
use crate::show::slot_word;

/// Everything about a variable: its node, both proofs, and the claims.
pub fn explanation_value(explanation: &Explanation, title: Option<&str>) -> Value {
    let Explanation { network, root, ends, claims } = explanation;
    let mut value = node_value(network, root);
    let legs = legs::values(explanation);
    if !legs.is_empty() {
        value.insert("legs".into(), json!(legs));
    }
    let proof = |step: &Option<Step>| step.as_ref().map(|step| step_value(network, step));
    value.insert("name".into(), json!(title));
    value.insert("tight".into(), json!(explanation.is_tight()));
    value.insert("approx".into(), json!(explanation.leans_on_band()));
    value.insert("at_least".into(), json!(proof(&ends[0])));
    value.insert("at_most".into(), json!(proof(&ends[1])));
    let claims: Vec<Value> = claims.iter().map(|id| claim_value(network.claims, *id)).collect();
    value.insert("claims".into(), json!(claims));
    Value::Object(value)
}

fn node_value(network: &Network, node: &Node) -> Map<String, Value> {
    let mut value = Map::new();
    let plain = node.key.clone().in_case(None);
    value.insert("id".into(), json!(name_of(network, &plain)));
    value.insert("case".into(), json!(node.key.case.map(|case| case.word())));
    let Some(variable) = node.variable else {
        value.insert("state".into(), json!("not-computable"));
        return value;
    };
    value.insert("unit".into(), json!(variable.unit.to_string()));
    value.extend(readings(&variable.readings));
    if display::is_outside(&variable.readings) {
        value.insert("headline_outside".into(), json!(true));
    }
    value.insert("state".into(), json!(variable.state().word()));
    value.insert("missing".into(), json!(variable.missing));
    value.insert("assumed".into(), json!(variable.assumed));
    let said: Vec<Value> = variable
        .said
        .iter()
        .map(|said| said_value(network.claims, said.claim, said.slot, false))
        .collect();
    value.insert("said".into(), json!(said));
    match &node.follows {
        Follows::Claims => {}
        Follows::Formula(identity, _) => {
            value.insert("formula".into(), rule_value(identity));
            value.insert("inputs".into(), below(network, node));
        }
        Follows::Sum(_, more) => {
            value.insert("parts".into(), below(network, node));
            value.insert("parts_left_out".into(), json!(more));
        }
        Follows::Above => drop(value.insert("above".into(), json!(true))),
        Follows::Deeper => drop(value.insert("deeper".into(), json!(true))),
    }
    value
}

fn below(network: &Network, node: &Node) -> Value {
    node.below().iter().map(|child| Value::Object(node_value(network, child))).collect()
}

fn rule_value(identity: &Identity) -> Value {
    json!({
        "written": identity.written(),
        "name": identity.name,
        "source": identity.source,
    })
}

/// What a claim says by one of its quantities.
fn said_value(claims: &Claims, id: ClaimId, slot: Slot, widened: bool) -> Value {
    json!({
        "claim": claims.name(id),
        "quantity": slot_word(slot),
        "written": phrase(claims, id, slot),
        "place": place(claims, id, Some(slot)),
        "widened": widened,
    })
}

fn step_value(network: &Network, step: &Step) -> Value {
    let names = |ids: &[ClaimId]| -> Vec<String> {
        ids.iter().map(|id| network.claims.name(*id)).collect()
    };
    let (why, by) = match &step.why {
        Why::Said { claim, slot, widened } => {
            ("said", said_value(network.claims, *claim, *slot, *widened))
        }
        Why::AddedUp(from) => ("added-up", json!(names(from))),
        Why::Given(at) => {
            let given = network.given.get(*at).map(|given| given.written(network.claims));
            ("given", json!(given))
        }
        Why::Rule(identity) => ("rule", rule_value(identity)),
        Why::Together(rules) => {
            ("together", rules.iter().map(|identity| rule_value(identity)).collect())
        }
        Why::EveryCase => ("every-case", Value::Null),
    };
    let from: Vec<Value> = step.from.iter().map(|from| step_value(network, from)).collect();
    json!({
        "id": name_of(network, &step.key.clone().in_case(None)),
        "case": step.key.case.map(|case| case.word()),
        "end": if step.high { "high" } else { "low" },
        "bound": end(step.bound, step.high),
        "open": step.bound.open,
        "why": why,
        "by": by,
        "from": from,
    })
}

/// A claim with its place, its sources and their quotes.
pub fn claim_value(claims: &Claims, id: ClaimId) -> Value {
    let claim = claims.claim(id);
    let sources: Vec<Value> = claim
        .citations
        .iter()
        .map(|citation| {
            let source = citation.source.map(|source| claims.source(source));
            let plain = |span: Option<_>| span.map(|span| claims.plain(span).into_owned());
            let quotes = citation.quotes.iter().map(|quote| claims.plain(*quote).into_owned());
            json!({
                "source": claims.written(citation.span),
                "title": plain(source.and_then(|source| source.title)),
                "publisher": plain(source.and_then(|source| source.publisher)),
                "published": source.and_then(|source| source.published).map(|day| day.to_string()),
                "url": plain(source.and_then(|source| source.url)),
                "quotes": quotes.collect::<Vec<_>>(),
            })
        })
        .collect();
    json!({
        "id": claims.name(id),
        "place": place(claims, id, None),
        "written": claims.written(claim.span),
        "sources": sources,
    })
}
