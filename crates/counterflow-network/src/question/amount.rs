//! Amounts inside questions, read as books are read.

use std::ops::Range;
use std::sync::Arc;

use counterflow_claim::{
    Bound, Bounds, Phrases, Qualifier, Quantity, Slot, State, Unit, codes, lower,
};
use counterflow_syntax::{Diagnostic, Files, parse};

use super::Mistake;
use crate::interval;

/// An amount as a question takes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    /// What it may be.
    pub bounds: Bounds,
    /// Its unit.
    pub unit: Unit,
    /// Whether no words stand in front that make a range of it.
    pub exact: bool,
}

/// The book that an amount is read in, up to the amount.
const BOOK: &str = "company a\nvalue a\n  amount: ";

/// Reads an amount. `text` has no blanks at its ends and is not empty; it starts at byte `at`.
///
/// # Errors
///
/// The first mistake in it.
pub fn amount(text: &str, at: usize, phrases: Phrases) -> Result<Amount, Mistake> {
    let whole = at..at + text.len();
    // These would end the value that holds the amount, or make another value of it.
    let foreign = |c: char| matches!(c, '"' | ';') || c.is_control() && !c.is_ascii_whitespace();
    if let Some(other) = text.find(foreign) {
        let length = text[other..].chars().next().map_or(0, char::len_utf8);
        let place = at + other..at + other + length;
        let mistake = Mistake::new(place, "a character that is not expected in an amount");
        return Err(mistake.help("write an amount such as `50 bn USD`, `27%` or `4.5 GW`"));
    }
    let quantity = quantity(text, phrases).map_err(|found| of_diagnostic(*found, text, at))?;
    if quantity.base.is_some() {
        let from = text.find(" of ").map_or(whole.clone(), |of| at + of + 1..whole.end);
        let mistake = Mistake::new(from, "an amount in a question is of nothing");
        return Err(mistake.help("multiply: `half * raise(q1-2026)`"));
    }
    if quantity.state == State::Unknown {
        return Err(Mistake::new(whole, "`unknown` is no amount to count with"));
    }
    // "Up to 0" says nothing but the number itself.
    let bounds = match (interval::is_empty(quantity.bounds), quantity.headline()) {
        (true, Some((low, high))) => {
            Bounds { low: Some(Bound::closed(low)), high: Some(Bound::closed(high)) }
        }
        _ => quantity.bounds,
    };
    let exact = quantity.qualifier == Qualifier::Exact;
    Ok(Amount { bounds, unit: quantity.unit, exact })
}

/// Reads an amount, or two with `..` or `to` between, each with its own unit.
///
/// # Errors
///
/// The first mistake in it.
pub fn range(text: &str, at: usize, phrases: Phrases) -> Result<Amount, Mistake> {
    let whole = amount(text, at, phrases);
    let Err(mistake) = whole else { return whole };
    let Some((low, high)) = halves(text) else { return Err(mistake) };
    let [from, to] = [low, high].map(|half| amount(&text[half.clone()], at + half.start, phrases));
    let (from, to) = match (from, to) {
        (Ok(from), Ok(to)) => (from, to),
        // The amount as one says more of a single mistake in it.
        _ => return Err(mistake),
    };
    let all = at..at + text.len();
    if !(from.exact && to.exact) {
        return Err(Mistake::new(all, "a range takes no phrase in front of its ends"));
    }
    if from.unit != to.unit {
        let message = format!("a range from {} to {}", named(from.unit), named(to.unit));
        return Err(Mistake::new(all, message).help("write one unit for both ends"));
    }
    let bounds = Bounds { low: from.bounds.low, high: to.bounds.high };
    match interval::is_empty(bounds) {
        true => Err(Mistake::new(all, "a range runs from the lower number to the higher")),
        false => Ok(Amount { bounds, unit: from.unit, exact: false }),
    }
}

/// The two sides of `..` or `to`, without blanks at their ends.
fn halves(text: &str) -> Option<(Range<usize>, Range<usize>)> {
    let (end, start) = match text.find("..") {
        Some(dots) => (dots, dots + 2),
        None => text.find(" to ").map(|to| (to, to + 4))?,
    };
    let (low, high) = (trimmed(text, 0..end), trimmed(text, start..text.len()));
    (!low.is_empty() && !high.is_empty()).then_some((low, high))
}

/// A range of a text without the blanks at its ends.
pub fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.clone()];
    let start = range.start + (part.len() - part.trim_start().len());
    start..(start + part.trim().len())
}

/// What a unit measures, for people.
pub fn named(unit: Unit) -> String {
    use counterflow_claim::Measure;
    match (unit.measure, unit.per) {
        (Measure::Bare, None) => "a bare number".to_string(),
        (Measure::Fraction, None) => "a fraction".to_string(),
        (Measure::Multiple, None) => "a multiple".to_string(),
        (Measure::Points, None) => "percentage points".to_string(),
        (Measure::Money(currency), None) => format!("money in {currency}"),
        (Measure::Shares | Measure::Units | Measure::Months, None) => unit.to_string(),
        _ => format!("an amount in {unit}"),
    }
}

fn quantity(text: &str, phrases: Phrases) -> Result<Quantity, Box<Diagnostic>> {
    // A line end is a blank in a question. One byte stands for one, so that places stay.
    let blank = |c: char| if c.is_ascii_whitespace() { ' ' } else { c };
    let value: String = text.chars().map(blank).collect();
    let mut files = Files::default();
    let id = files.add("", format!("{BOOK}{value}\n"));
    let tree = parse(&files, id).value;
    let lowered = lower(&[tree], Arc::new(files), phrases);
    let claim = lowered.value.claims.first();
    let read = claim.and_then(|claim| claim.quantity(Slot::Amount)).copied();
    read.ok_or_else(|| {
        let of_amount = |found: &Diagnostic| {
            found.primary.as_ref().is_some_and(|label| label.span.start as usize >= BOOK.len())
        };
        let found = lowered.diagnostics.into_iter().find(of_amount);
        // An amount that is not read is always reported in its place.
        Box::new(
            found.unwrap_or_else(|| {
                Diagnostic::new(&codes::INVALID_AMOUNT, "an amount cannot be read")
            }),
        )
    })
}

/// What was found wrong with an amount, as a mistake in the question that holds it.
fn of_diagnostic(found: Diagnostic, text: &str, at: usize) -> Mistake {
    let place = |offset: u32| {
        let mut offset = (offset as usize).saturating_sub(BOOK.len()).min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        at + offset
    };
    let (range, label) = match &found.primary {
        Some(label) => (place(label.span.start)..place(label.span.end), label.text.as_str()),
        None => (at..at + text.len(), ""),
    };
    let message = match label {
        "" => found.title,
        label => format!("{}: {label}", found.title),
    };
    let help = found.help.into_iter().next().map(|fix| match fix.edit {
        Some((_, by)) => format!("{}: `{by}`", fix.title),
        // What a source may leave open is no number to ask about.
        None => fix.title.replace(", `4.5 GW`, `unknown` or `none`", " or `4.5 GW`"),
    });
    Mistake { at: range, message, help }
}
