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
    score("CurrencyModel.json", currency_resolution, read_currency, 84);
}

fn percent_resolution(of: &Value) -> String {
    of["value"].as_str().unwrap_or("-").to_string()
}

fn read_percent(view: &View, original: &str) -> Vec<Found> {
    let tokens = Tokens::new(view.text());
    let found = amounts(&tokens, &sentences(&tokens));
    let percent = found.iter().filter(|amount| amount.counts == Counts::Percent);
    percent
        .filter_map(|amount| {
            let text = words(view, original, tokens.span(amount.core.clone()));
            Some((text, format!("{}%", shown(amount.nominal?.0 * Decimal::ONE_HUNDRED))))
        })
        .collect()
}

#[test]
fn percentages() {
    score("PercentModel.json", percent_resolution, read_percent, 7);
}
