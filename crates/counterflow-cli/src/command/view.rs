//! Flags to a view.

use counterflow::{Book, Undated, View};
use counterflow_syntax::nearest;

use crate::args::{Undated as UndatedFlag, ViewFlags};
use crate::output::Failure;

/// The view that flags ask for; a partial date counts at its last day.
///
/// # Errors
///
/// [`Failure::Call`] for a date, currency or scenario that is none.
pub fn view(flags: &ViewFlags, book: &Book) -> Result<View, Failure> {
    let currency = match &flags.currency {
        None => book.settings.currency,
        Some(code) => currency(code)?,
    };
    let mut assume = flags.assume.clone();
    if let Some(name) = &flags.scenario {
        assume.extend(scenario(book, name)?);
    }
    Ok(View {
        as_of: flags.as_of.as_deref().map(last_day).transpose()?,
        known: flags.known.as_deref().map(last_day).transpose()?,
        undated: undated(flags.undated),
        currency,
        assume,
    })
}

/// The library's word for the flag.
pub fn undated(flag: UndatedFlag) -> Undated {
    match flag {
        UndatedFlag::LeaveOut => Undated::LeaveOut,
        UndatedFlag::Include => Undated::Include,
    }
}

fn currency(code: &str) -> Result<counterflow::Currency, Failure> {
    counterflow::Currency::from_code(code)
        .ok_or_else(|| Failure::Call(format!("`{code}` is no ISO 4217 currency code")))
}

fn scenario(book: &Book, name: &str) -> Result<Vec<String>, Failure> {
    let claims = &book.claims;
    let named = |wanted: &str| claims.scenarios.iter().find(|one| claims.written(one.id) == wanted);
    if let Some(scenario) = named(name) {
        return Ok(scenario.uses.iter().map(|span| claims.written(*span).to_string()).collect());
    }
    let near = nearest(name, claims.scenarios.iter().map(|one| claims.written(one.id)));
    let hint = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
    Err(Failure::Call(format!("the book has no scenario `{name}`{hint}")))
}

/// A date of the book language.
pub fn when(text: &str) -> Result<counterflow::When, Failure> {
    counterflow::When::parse(text).ok_or_else(|| {
        Failure::Call(format!("`{text}` is no date; write 2026-01-30, 2026-01, 2026-Q1 or 2026"))
    })
}

/// The last day of a date of the book language.
pub fn last_day(text: &str) -> Result<counterflow::Date, Failure> {
    Ok(when(text)?.last_day(Default::default()))
}
