//! Plain numbers.

use counterflow_claim::Decimal;
use counterflow_read::View;
use counterflow_read::quantity::{Amount, Counts, amounts};
use counterflow_read::text::{Tokens, sentences};
use serde_json::Value;

use crate::cases::{Found, score, words};

/// A number as they write it: 15 significant digits, and powers of ten for small ones.
pub fn shown(of: Decimal) -> String {
    let rounded = of.round_sf(15).unwrap_or(of).normalize();
    if rounded.abs() >= Decimal::from(1_000_000_000_000_000i64) {
        let digits = rounded.trunc().to_string();
        let power = digits.trim_start_matches('-').len() - 1;
        let short = Decimal::new(rounded.mantissa() as i64, power as u32).normalize();
        return format!("{short}E+{power}");
    }
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
    // A unit that touches its digits makes them no number of theirs: "29km".
    let touching = |amount: &Amount| match amount.counts {
        Counts::Unit(unit) => tokens.span(amount.number.clone()).end == unit.start,
        _ => false,
    };
    let cardinal =
        |amount: &&Amount| !matches!(amount.counts, Counts::Ordinal) && !touching(amount);
    found
        .iter()
        .filter(cardinal)
        .filter_map(|amount| {
            let text = words(view, original, tokens.span(amount.number.clone()));
            Some((text, shown(amount.nominal?.0)))
        })
        .collect()
}

#[test]
fn numbers() {
    score("NumberModel.json", resolution, read, 105);
}
