//! Plain numbers.

use counterflow_claim::Decimal;
use counterflow_read::View;
use counterflow_read::quantity::{Counts, amounts};
use counterflow_read::text::{Tokens, sentences};
use serde_json::Value;

use crate::cases::{Found, score, words};

/// A number as they write it: 15 significant digits, and powers of ten for small ones.
pub fn shown(of: Decimal) -> String {
    let rounded = of.round_sf(15).unwrap_or(of).normalize();
    if rounded.is_zero() || rounded.abs() >= Decimal::new(1, 4) {
        return rounded.to_string();
    }
    let digits = rounded.mantissa().to_string();
    let power = rounded.scale() as usize + 1 - digits.trim_start_matches('-').len();
    format!("{digits}E-{power:02}")
}

fn resolution(of: &Value) -> String {
    of["value"].as_str().unwrap_or("-").to_string()
}

fn read(view: &View, original: &str) -> Vec<Found> {
    let tokens = Tokens::new(view.text());
    let found = amounts(&tokens, &sentences(&tokens));
    let cardinal = found.iter().filter(|amount| !matches!(amount.counts, Counts::Ordinal));
    cardinal
        .filter_map(|amount| {
            let text = words(view, original, tokens.span(amount.number.clone()));
            Some((text, shown(amount.nominal?.0)))
        })
        .collect()
}

#[test]
fn numbers() {
    score("NumberModel.json", resolution, read, 83);
}
