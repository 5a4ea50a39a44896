//! Ranges. Theirs leave out the upper end, "[20,30)" for "between 20 and 30"; ours hold it.

use counterflow_claim::Qualifier;
use counterflow_read::View;
use counterflow_read::quantity::{Amount, amounts};
use counterflow_read::text::{Tokens, sentences};
use serde_json::Value;

use crate::cases::{Found, score, words};
use crate::number::shown;

fn resolution(of: &Value) -> String {
    of["value"].as_str().unwrap_or("-").to_string()
}

fn read(view: &View, original: &str) -> Vec<Found> {
    let tokens = Tokens::new(view.text());
    let found = amounts(&tokens, &sentences(&tokens));
    found
        .iter()
        .filter_map(|amount| {
            let text = words(view, original, tokens.span(amount.tokens.start..end(amount)));
            Some((text, interval(amount)?))
        })
        .collect()
}

/// The token behind the number and the phrase, but not behind the unit.
fn end(amount: &Amount) -> usize {
    if amount.tokens.end == amount.core.end { amount.number.end } else { amount.tokens.end }
}

fn interval(amount: &Amount) -> Option<String> {
    let (low, high) = amount.nominal?;
    let (low, high) = (shown(low), shown(high));
    Some(match amount.qualifier {
        Qualifier::UpTo => format!("(,{high}]"),
        Qualifier::AtLeast => format!("[{low},)"),
        Qualifier::MoreThan => format!("({low},)"),
        Qualifier::LessThan => format!("(,{high})"),
        Qualifier::Range => format!("[{low},{high})"),
        _ => return None,
    })
}

#[test]
fn ranges() {
    score("NumberRangeModel.json", resolution, read, 24);
}
