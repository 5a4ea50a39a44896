//! What is written follows `docs/book.schema.json` (every round trip checks it), and the schema
//! follows the language.
//!
//! The schema is checked with a few lines of our own that know exactly the words that it uses, and
//! stop at any other, so that no part of it is passed over.

use std::rc::Rc;

use counterflow_claim::{Nature, PartyKind, Stage, VERBS};
use serde_json::{Map, Value};

const SCHEMA: &str = include_str!("../../../../docs/book.schema.json");

fn schema() -> Value {
    serde_json::from_str(SCHEMA).unwrap()
}

thread_local! {
    static SCHEMA_VALUE: Rc<Value> = Rc::new(schema());
}

/// The first way in which a value departs from a schema.
fn departure(schema: &Value, root: &Value, value: &Value, at: &str) -> Option<String> {
    let rules = schema.as_object().unwrap_or_else(|| panic!("no schema: {schema}"));
    rules.iter().find_map(|(rule, wanted)| {
        let fits = match rule.as_str() {
            "$schema" | "title" | "description" | "$defs" => true,
            "$ref" => {
                let path = wanted.as_str().and_then(|path| path.strip_prefix('#')).unwrap();
                return departure(root.pointer(path).unwrap(), root, value, at);
            }
            "type" => one_or_more(wanted).iter().any(|kind| *kind == kind_of(value)),
            "const" => value == wanted,
            "enum" => wanted.as_array().unwrap().contains(value),
            "pattern" => value.as_str().is_none_or(|text| matches(wanted.as_str().unwrap(), text)),
            "minLength" => value.as_str().is_none_or(|text| !text.is_empty()),
            "minItems" => {
                value.as_array().is_none_or(|list| list.len() as u64 >= wanted.as_u64().unwrap())
            }
            "maxItems" => {
                value.as_array().is_none_or(|list| list.len() as u64 <= wanted.as_u64().unwrap())
            }
            "required" => value.as_object().is_none_or(|object| {
                wanted
                    .as_array()
                    .unwrap()
                    .iter()
                    .all(|name| object.contains_key(name.as_str().unwrap()))
            }),
            "additionalProperties" => value.as_object().is_none_or(|object| {
                assert_eq!(wanted, &Value::Bool(false));
                object.keys().all(|name| rules["properties"].get(name).is_some())
            }),
            "properties" => return member_departure(wanted.as_object().unwrap(), root, value, at),
            "items" => {
                let items = value.as_array().into_iter().flatten().enumerate();
                return items.into_iter().find_map(|(index, item)| {
                    departure(wanted, root, item, &format!("{at}[{index}]"))
                });
            }
            "oneOf" => {
                let fitting = wanted.as_array().unwrap().iter();
                fitting.filter(|one| departure(one, root, value, at).is_none()).count() == 1
            }
            other => panic!("the schema uses `{other}`, which this check does not know"),
        };
        (!fits).then(|| format!("{at}: {rule} {wanted} does not fit {value}"))
    })
}

fn member_departure(
    known: &Map<String, Value>,
    root: &Value,
    value: &Value,
    at: &str,
) -> Option<String> {
    let members = value.as_object().into_iter().flatten();
    members.into_iter().find_map(|(name, member)| {
        departure(known.get(name)?, root, member, &format!("{at}.{name}"))
    })
}

fn one_or_more(kinds: &Value) -> Vec<&str> {
    match kinds {
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
        kind => kind.as_str().into_iter().collect(),
    }
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

fn matches(pattern: &str, text: &str) -> bool {
    let one_line = !text.contains(['\r', '\n']);
    match pattern {
        r"^[^\r\n]*$" => one_line,
        r"^;[^\r\n]*$" => one_line && text.starts_with(';'),
        r"^[ \t]*;[^\r\n]*$" => one_line && text.trim_start_matches([' ', '\t']).starts_with(';'),
        "^-?[0-9]+([.][0-9]+)?$" => {
            let digits =
                |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            let unsigned = text.strip_prefix('-').unwrap_or(text);
            let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
            digits(whole) && digits(fraction)
        }
        other => panic!("the schema uses the pattern `{other}`, which this check does not know"),
    }
}

/// Asserts that an exported text follows the schema.
pub fn check(json: &str) {
    let schema = SCHEMA_VALUE.with(Rc::clone);
    let json: Value = serde_json::from_str(json).unwrap();
    assert_eq!(departure(&schema, &schema, &json, ""), None);
}

#[test]
fn what_departs_from_the_schema_is_noticed() {
    let schema = schema();
    let departs = |json: &str| {
        departure(&schema, &schema, &serde_json::from_str(json).unwrap(), "").is_some()
    };
    let with = |entry: &str| {
        format!(
            r#"{{"format":"counterflow-book","version":1,"files":[{{"path":"a","entries":[{entry}]}}]}}"#
        )
    };
    assert!(!departs(&with("")));
    assert!(!departs(&with(r#"{"header":{"verb":"value","to":["a"]}}"#)));
    assert!(departs("{}"));
    assert!(departs(&with("5")));
    assert!(departs(&with(r#"{"comment":"no semicolon"}"#)));
    assert!(departs(&with(r#"{"comment":"; a","fields":[]}"#)));
    assert!(departs(&with(r#"{"header":{"verb":"invset","to":["a"]}}"#)));
    assert!(departs(&with(r#"{"header":{"verb":"value","to":[]}}"#)));
    assert!(departs(&with(r#"{"header":{"verb":"value","to":["a"],"means":{"state":"known"}}}"#)));
}

#[test]
fn the_schema_names_the_words_of_the_language() {
    let schema = schema();
    let words = |path: &str| one_or_more(schema.pointer(path).unwrap()).join(" ");
    let verbs: Vec<&str> = VERBS.iter().map(|verb| verb.word).collect();
    assert_eq!(words("/$defs/claim/properties/verb/enum"), verbs.join(" "));
    assert_eq!(
        words("/$defs/claim/properties/stage/enum"),
        Stage::WORDS.map(|(word, _)| word).join(" ")
    );
    assert_eq!(
        words("/$defs/claim/properties/nature/enum"),
        Nature::WORDS.map(|(word, _)| word).join(" ")
    );
    let parties = PartyKind::WORDS.map(|(word, _)| word).join(" ");
    assert_eq!(
        words("/$defs/declaration/properties/declare/enum"),
        format!("source {parties} assume scenario")
    );
}
