//! Claims as JSON, one a line.

use counterflow_claim::{Decimal, Qualifier};
use serde_json::{Map, Value, json};

use crate::View;
use crate::claim::{Claim, Somebody};
use crate::document::Document;

/// The word of a qualifier in data.
pub fn qualifier(of: Qualifier) -> &'static str {
    match of {
        Qualifier::Exact => "exact",
        Qualifier::UpTo => "up_to",
        Qualifier::AtLeast => "at_least",
        Qualifier::MoreThan => "more_than",
        Qualifier::LessThan => "less_than",
        Qualifier::About => "about",
        Qualifier::Nearly => "nearly",
        Qualifier::JustOver => "just_over",
        Qualifier::Range => "range",
        Qualifier::Words => "words",
    }
}

/// A claim as one line of JSON, without the line break. `original` is the text that the view is of.
pub fn line(claim: &Claim, view: &View, original: &str) -> String {
    Value::Object(fields(claim, view, original)).to_string()
}

/// The same, with the name of the document that it stands in where one is given.
pub fn line_in(claim: &Claim, document: &Document, name: Option<&str>) -> String {
    let mut map = fields(claim, &document.view, &document.original);
    if let Some(name) = name {
        map.insert("document".to_string(), json!(name));
    }
    Value::Object(map).to_string()
}

fn fields(claim: &Claim, view: &View, original: &str) -> Map<String, Value> {
    let span = view.original(claim.evidence);
    let name = |one: &Option<Somebody>| one.as_ref().map_or(Value::Null, |one| json!(one.name));
    let text = |one: &Option<String>| one.as_ref().map_or(Value::Null, |one| json!(one));
    let number = |one: Option<Decimal>| one.map_or(Value::Null, number);
    let mut map = Map::new();
    map.insert("kind".to_string(), json!(claim.kind.name()));
    map.insert("from".to_string(), name(&claim.from));
    map.insert("to".to_string(), name(&claim.to));
    map.insert("amount".to_string(), number(claim.amount.map(|money| money.value)));
    map.insert("amount_high".to_string(), number(claim.amount.and_then(|money| money.high)));
    let currency = claim.amount.and_then(|money| money.currency);
    map.insert("currency".to_string(), currency.map_or(Value::Null, |one| json!(one.code())));
    map.insert(
        "qualifier".to_string(),
        claim.qualifier.map_or(Value::Null, |one| json!(qualifier(one))),
    );
    map.insert("share".to_string(), number(claim.share));
    map.insert("status".to_string(), json!(claim.stage.name()));
    map.insert("date".to_string(), text(&claim.date));
    map.insert("period".to_string(), text(&claim.period));
    map.insert("metric".to_string(), text(&claim.metric));
    map.insert("instrument".to_string(), text(&claim.instrument));
    if claim.denied {
        map.insert("denied".to_string(), json!(true));
    }
    map.insert("evidence".to_string(), json!(original.get(span.range()).unwrap_or("")));
    map.insert("start".to_string(), json!(span.start));
    map.insert("end".to_string(), json!(span.end));
    map.insert("rule".to_string(), json!(claim.rule));
    map.insert("withheld".to_string(), text(&claim.withheld));
    map
}

/// A decimal as a JSON number: whole ones without a point.
fn number(of: Decimal) -> Value {
    let text = of.normalize().to_string();
    serde_json::from_str(&text).unwrap_or(Value::String(text))
}
