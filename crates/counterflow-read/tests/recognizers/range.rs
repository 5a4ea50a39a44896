//! Ranges. Theirs leave out the upper end, "[20,30)" for "between 20 and 30"; ours hold it.

use counterflow_claim::{Bound, Qualifier};
use counterflow_read::quantity::{Amount, amounts};
use counterflow_read::text::{Tokens, sentences};
use counterflow_read::{Span, View};
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
            let text = words(view, original, amount.span);
            let span = phrased(&text, amount, &tokens);
            Some((words(view, original, span), interval(&text, amount)?))
        })
        .collect()
}

/// The words of the number with its phrase, without a unit; they leave out "about".
fn phrased(text: &str, amount: &Amount, tokens: &Tokens) -> Span {
    let behind = amount.tokens.end > amount.core.end && amount.qualifier != Qualifier::Range;
    let end = if behind { amount.tokens.end } else { amount.number.end };
    let about = behind && text.to_lowercase().starts_with("about");
    tokens.span(if about { amount.core.start } else { amount.tokens.start }..end)
}

fn interval(text: &str, amount: &Amount) -> Option<String> {
    let (low, high) = amount.nominal?;
    let (low, high) = (shown(low), shown(high));
    Some(match amount.qualifier {
        Qualifier::UpTo => format!("(,{high}]"),
        Qualifier::AtLeast => format!("[{low},)"),
        Qualifier::MoreThan => format!("({low},)"),
        Qualifier::LessThan => format!("(,{high})"),
        // Two phrases say which ends they hold.
        Qualifier::Range if text.contains(" and ") && !text.starts_with("between") => {
            let open = |end: Option<Bound>| end.is_some_and(|end| end.open);
            let left = if open(amount.bounds.low) { '(' } else { '[' };
            let right = if open(amount.bounds.high) { ')' } else { ']' };
            format!("{left}{low},{high}{right}")
        }
        Qualifier::Range => format!("[{low},{high})"),
        _ => return None,
    })
}

#[test]
fn ranges() {
    score("NumberRangeModel.json", resolution, read, 38);
}
