//! Currencies and percentages.

use counterflow_claim::{Currency, Decimal};
use counterflow_read::View;
use counterflow_read::quantity::{Amount, Counts, amounts};
use counterflow_read::text::{Tokens, sentences};
use serde_json::Value;

use crate::cases::{Found, score, words};
use crate::number::shown;

fn currency_resolution(of: &Value) -> String {
    let part = |key: &str| of[key].as_str().unwrap_or("-").to_string();
    format!("{} {} {}", part("value"), part("unit"), part("isoCurrency"))
}

fn read_currency(view: &View, original: &str) -> Vec<Found> {
    let tokens = Tokens::new(view.text());
    let found = amounts(&tokens, &sentences(&tokens));
    found.iter().filter_map(|amount| as_currency(&tokens, view, original, amount)).collect()
}

fn as_currency(tokens: &Tokens, view: &View, original: &str, amount: &Amount) -> Option<Found> {
    let text = words(view, original, tokens.span(amount.core.clone()));
    let size = amount.nominal?.1;
    let unit = match amount.counts {
        Counts::Money(currency) | Counts::PerShare(currency) => {
            unit_name(&text, currency, amount.dollar_unstated, amount.minor)?
        }
        Counts::Unit(span) => match words(view, original, span).as_str() {
            "bitcoins" => ("Bitcoin", "-".to_string()),
            "satoshis" => ("Satoshi", "-".to_string()),
            _ => return None,
        },
        _ => return None,
    };
    let size = if amount.minor { size * Decimal::ONE_HUNDRED } else { size };
    Some((text, format!("{} {} {}", shown(size), unit.0, unit.1)))
}

/// Their name of a unit, and its code where they give one.
fn unit_name(
    text: &str,
    currency: Option<Currency>,
    unstated: bool,
    minor: bool,
) -> Option<(&'static str, String)> {
    let plain = |name: &'static str| Some((name, "-".to_string()));
    let Some(currency) = currency else {
        return plain(if text.contains("franc") { "Franc" } else { "Sen" });
    };
    let told = |name: &'static str| Some((name, currency.code().to_string()));
    match currency.code() {
        _ if minor && unstated => plain("Cent"),
        _ if minor => plain("Pence"),
        "USD" if unstated => plain("Dollar"),
        "USD" => told("United States dollar"),
        "CAD" => told("Canadian dollar"),
        "AUD" => told("Australian dollar"),
        "EUR" => told("Euro"),
        "GBP" if text.contains("gbp") => told("British pound"),
        "GBP" => plain("Pound"),
        "JPY" => told("Japanese yen"),
        "CNY" => told("Chinese yuan"),
        "INR" => plain("Rupee"),
        "MXN" => told("Mexican peso"),
        "TRY" => told("Turkish lira"),
        "CRC" => told("Costa Rican col\u{f3}n"),
        "LAK" => told("Lao kip"),
        _ => None,
    }
}

#[test]
fn currencies() {
    score("CurrencyModel.json", currency_resolution, read_currency, 85);
}

fn percent_resolution(of: &Value) -> String {
    of["value"].as_str().unwrap_or("-").to_string()
}

fn read_percent(view: &View, original: &str) -> Vec<Found> {
    let tokens = Tokens::new(view.text());
    let found = amounts(&tokens, &sentences(&tokens));
    let show = |amount: &Amount, start: usize, end: usize, factor: Decimal| {
        let text = words(view, original, tokens.span(start..end));
        Some((text, format!("{}%", shown(amount.nominal?.0 * factor))))
    };
    let mut all: Vec<(usize, Found)> = Vec::new();
    for amount in &found {
        // They read "percent of 10" as 10%; for us these are a word and a number.
        let named = amount.counts == Counts::Plain && percent_of(&tokens, amount.core.start);
        let one = match amount.counts {
            Counts::Percent => {
                show(amount, amount.core.start, amount.core.end, Decimal::ONE_HUNDRED)
            }
            _ if named => {
                let per = usize::from(tokens.word(amount.core.start - 2) == "cent");
                show(amount, amount.core.start - 2 - per, amount.core.end, Decimal::ONE)
            }
            _ => None,
        };
        all.extend(one.map(|one| (amount.core.start, one)));
    }
    // They list a sign without a number too.
    let alone =
        |at: &usize| tokens.text(*at) == "%" && tokens.get(*at).is_some_and(|token| !token.glued);
    all.extend((0..tokens.len()).filter(alone).map(|at| (at, ("%".into(), "null".into()))));
    all.sort();
    all.into_iter().map(|(_, found)| found).collect()
}

fn percent_of(tokens: &Tokens, at: usize) -> bool {
    at > 1 && tokens.word(at - 1) == "of" && matches!(tokens.word(at - 2), "percent" | "cent")
}

#[test]
fn percentages() {
    score("PercentModel.json", percent_resolution, read_percent, 10);
}
