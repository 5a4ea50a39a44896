//! Company facts written out: a table for people, and JSON, one object a line.

use serde_json::{Value, json};

use super::scaled;
use super::table::{aligned, shortened};
use crate::facts::{Facts, Observation};

/// What stands where a claim has its rule.
const RULE: &str = "edgar-company-facts";
/// The longest name of a metric that is printed, in characters.
const LONGEST_NAME: usize = 48;
const HEAD: [&str; 7] = ["METRIC", "OF", "VALUE", "FILED", "FORM", "FILING", "NOTE"];

/// Observations in aligned columns, in the order of the facts. Nothing where there are none. Time
/// is linear.
///
/// ```
/// use counterflow_read::{facts, output::observation_table};
/// let json = br#"{"cik": 7, "entityName": "Alder", "facts": {"us-gaap": {"Revenues": {"units":
///     {"USD": [{"start": "2025-01-01", "end": "2025-12-31", "val": 2500000000, "accn": "a-1",
///     "form": "10-K", "filed": "2026-01-28"}]}}}}}"#;
/// let table = observation_table(&facts::read(json)?);
/// assert!(table.contains("revenue  2025-01-01..2025-12-31  2.5 bn USD  2026-01-28  10-K  a-1"));
/// # Ok::<(), counterflow_read::facts::FactsError>(())
/// ```
pub fn observation_table(facts: &Facts) -> String {
    if facts.observations.is_empty() {
        return String::new();
    }
    let mut rows = vec![HEAD.map(str::to_string)];
    rows.extend(facts.observations.iter().map(row));
    aligned(&rows).into_iter().map(|line| line + "\n").collect()
}

fn row(one: &Observation) -> [String; HEAD.len()] {
    [
        shortened(one.metric(), LONGEST_NAME),
        one.period(),
        value(one),
        one.filed.to_string(),
        shortened(&one.form, LONGEST_NAME),
        shortened(&one.accession, LONGEST_NAME),
        note(one),
    ]
}

/// A value with its unit, as a book writes it.
pub(super) fn value(one: &Observation) -> String {
    let number = scaled(one.value);
    match one.unit.split_once('/') {
        _ if one.unit == "pure" => number,
        Some((unit, "shares")) => format!("{number} {} per share", shortened(unit, LONGEST_NAME)),
        _ => format!("{number} {}", shortened(&one.unit, LONGEST_NAME)),
    }
}

/// What is to be said of an observation beside its value.
pub(super) fn note(one: &Observation) -> String {
    let repeats = match one.repeats {
        0 => None,
        1 => Some("repeated by 1 filing".to_string()),
        many => Some(format!("repeated by {many} filings")),
    };
    let restates = one.restates.then(|| "restates an earlier value".to_string());
    [restates, repeats].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// An observation as one line of JSON, without the line break: the fields of a metric, then those
/// of the filing that it is cited to. `document` is the file's name, where several are read.
pub fn observation_line(facts: &Facts, one: &Observation, document: Option<&str>) -> String {
    let written = one.value.normalize().to_string();
    // A number that JSON would round stays as it is written.
    let number: Value = serde_json::from_str(&written).unwrap_or_default();
    let kept = format!("{number}");
    let number = if kept == written { number } else { Value::String(written) };
    let money = one.currency();
    let mut line = json!({
        "kind": "metric",
        "from": null,
        "to": facts.entity,
        "amount": money.map(|_| &number),
        "amount_high": null,
        "currency": money.map(|currency| currency.code().to_string()),
        "qualifier": "exact",
        "share": null,
        "status": "reported",
        "date": one.end.to_string(),
        "period": one.start.map(|_| one.period()),
        "metric": one.metric(),
        "instrument": null,
        "evidence": null,
        "rule": RULE,
        "withheld": null,
        "cik": facts.cik,
        "taxonomy": one.taxonomy,
        "concept": one.concept,
        "value": number,
        "unit": one.unit,
        "accession": one.accession,
        "form": one.form,
        "filed": one.filed.to_string(),
        "url": one.url(facts.cik),
        "repeats": one.repeats,
        "restates": one.restates,
    });
    if let Some(name) = document {
        line["document"] = json!(name);
    }
    line.to_string()
}
