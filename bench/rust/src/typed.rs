//! The yardstick: the same claims in TOML, read into typed structs as a program would that keeps
//! its book in TOML.

#![expect(dead_code, reason = "the fields are read by deserializing; nothing here uses them")]

use rust_decimal::Decimal;
use serde::Deserialize;

/// A whole book.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Book {
    pub party: Vec<Party>,
    pub source: Vec<Source>,
    pub claim: Vec<Claim>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Party {
    kind: String,
    id: String,
    title: String,
    also: Option<String>,
    ticker: Option<String>,
    cik: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    id: String,
    title: String,
    publisher: String,
    url: String,
    published: Option<String>,
    kind: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Claim {
    id: Option<String>,
    date: Option<String>,
    verb: String,
    name: Option<String>,
    #[serde(default)]
    from: Vec<String>,
    #[serde(default)]
    to: Vec<String>,
    qualifier: Option<String>,
    amount: Option<Decimal>,
    unit: Option<String>,
    stage: Option<String>,
    words: Option<String>,
    r#in: Option<String>,
    deal: Option<String>,
    replaces: Option<String>,
    relates: Option<String>,
    corroborates: Option<String>,
    adds_to: Option<String>,
    conflicts_with: Option<String>,
    r#as: Option<String>,
    period: Option<String>,
    tenor: Option<String>,
    capacity: Option<String>,
    instrument: Option<String>,
    basis_of_value: Option<String>,
    date_basis: Option<String>,
    says: Option<String>,
    r#if: Option<String>,
    note: Option<String>,
    source: String,
}
