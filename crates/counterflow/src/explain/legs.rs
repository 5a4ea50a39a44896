//! The cases of conditional legs in words: what a number is with a leg, and without it.

use counterflow_claim::ClaimId;
use counterflow_network::{LegCase, Network, Readings, Variable, open_conditions};
use serde_json::{Map, Value, json};

use super::figure::Explanation;
use crate::display;
use crate::report::json::readings;

/// The cases of the legs that a number depends on, none where there are none.
fn cases(explanation: &Explanation) -> Vec<LegCase> {
    explanation.network.entailment.legs_of(&explanation.root.key)
}

/// A line a case: `range 50 bn  (if the condition of tranche-2 is met: "site at work")`.
pub fn lines(explanation: &Explanation, variable: &Variable, out: &mut String) {
    for case in cases(explanation) {
        let range = match case.range {
            Some(range) => format!("range {}", display::range(range, variable.unit)),
            None => "cannot hold".to_string(),
        };
        let network = explanation.network;
        let (name, word) = (network.claims.name(case.leg), met(case.met));
        let what = condition(network, case.leg);
        out.push_str(&format!("    {range}  (if the condition of {name} is {word}: {what})\n"));
    }
}

fn met(met: bool) -> &'static str {
    if met { "met" } else { "not met" }
}

/// The conditions of a claim that are open, as written.
fn condition(network: &Network, leg: ClaimId) -> String {
    let claims = network.claims;
    let open = open_conditions(claims.claim(leg), &network.view);
    let words: Vec<String> =
        open.map(|condition| claims.plain(condition.what.span).into_owned()).collect();
    words.join(" and ")
}

/// The cases as JSON.
pub fn values(explanation: &Explanation) -> Vec<Value> {
    let network = explanation.network;
    let value = |case: LegCase| {
        let mut value = Map::new();
        value.insert("leg".into(), json!(network.claims.name(case.leg)));
        value.insert("condition".into(), json!(condition(network, case.leg)));
        value.insert("met".into(), json!(case.met));
        let mut range = readings(&Readings { range: case.range, ..Readings::NONE });
        // A case has a range alone: the other readings do not look at conditions one by one.
        range.retain(|name, _| name != "headline" && name != "firm");
        value.extend(range);
        value.insert("ruled_out".into(), json!(case.range.is_none()));
        Value::Object(value)
    };
    cases(explanation).into_iter().map(value).collect()
}
