//! `counterflow diff`

use counterflow::View;

use crate::args::Diff;
use crate::load;
use crate::output::{Failure, Outcome, for_people, print};

use super::{outcome, view};

pub fn run(flags: &Diff) -> Result<Outcome, Failure> {
    let Some((from, to)) = flags.known.split_once("..") else {
        return Err(Failure::Call("`--known` takes two days: 2025-12-31..2026-03-31".to_string()));
    };
    let (from, to) = (view::last_day(from)?, view::last_day(to)?);
    let opened = load::book(&flags.book.path)?;
    let view = View {
        as_of: flags.as_of.as_deref().map(view::last_day).transpose()?,
        undated: view::undated(flags.undated),
        currency: opened.value.settings.currency,
        ..View::default()
    };
    print(&for_people(&counterflow::diff(&opened.value, &view, from, to)))?;
    Ok(outcome(&opened.diagnostics, &flags.book.path))
}
