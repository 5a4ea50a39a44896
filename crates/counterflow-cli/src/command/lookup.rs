//! `counterflow list`, `show` and `phrases`

use counterflow::Filter;

use crate::args::{List, Phrases, Show};
use crate::load;
use crate::output::{Failure, Outcome, for_people, print};

use super::{outcome, view};

pub fn list(flags: &List) -> Result<Outcome, Failure> {
    let opened = load::book(&flags.book.path)?;
    let filter = Filter {
        party: flags.party.clone(),
        stage: flags.stage.clone(),
        verb: flags.verb.clone(),
        source: flags.source.clone(),
        since: flags.since.as_deref().map(view::when).transpose()?,
        until: flags.until.as_deref().map(view::when).transpose()?,
    };
    filter.check(&opened.value.claims).map_err(Failure::Call)?;
    print(&for_people(&counterflow::list(&opened.value.claims, &filter)))?;
    Ok(outcome(&opened.diagnostics, &flags.book.path))
}

pub fn show(flags: &Show) -> Result<Outcome, Failure> {
    let opened = load::book(&flags.path)?;
    let Some(text) = counterflow::show(&opened.value.claims, &flags.name) else {
        return Err(Failure::Call(format!(
            "the book has no party, deal, claim or source `{}`",
            flags.name
        )));
    };
    print(&for_people(&text))?;
    Ok(outcome(&opened.diagnostics, &flags.path))
}

pub fn phrases(flags: &Phrases) -> Result<Outcome, Failure> {
    let text = match &flags.path {
        Some(path) => counterflow::phrases(&load::book(path)?.value.claims.phrases),
        None => counterflow::phrases(&Default::default()),
    };
    print(&text)?;
    Ok(Outcome::Clean)
}
