//! `counterflow pivots`

use crate::args::{AnswerFormat, Pivots};
use crate::load;
use crate::output::{Failure, Outcome, for_people, print};

use super::{explain, outcome, view};

pub fn run(flags: &Pivots) -> Result<Outcome, Failure> {
    let mut found = Vec::new();
    let book = load::book(&flags.path)?.into_parts(&mut found);
    let view = view::view(&flags.view, &book)?;
    let Some(pivots) = counterflow::pivots(&book, &view, &flags.figure) else {
        let report = counterflow::report(&book, &view).value;
        return Err(explain::no_figure(&report, &flags.figure));
    };
    let pivots = pivots.into_parts(&mut found);
    match flags.format {
        AnswerFormat::Text => print(&for_people(&pivots.to_text(flags.width.max(40))))?,
        AnswerFormat::Json => print(&pivots.to_json())?,
    }
    Ok(outcome(&found, &flags.path))
}
