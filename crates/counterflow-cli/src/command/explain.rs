//! `counterflow explain`

use std::path::Path;

use counterflow::{
    Report, codes, explain_code, explain_figure, explain_figure_json, why_not, why_not_json,
};
use counterflow_syntax::nearest;

use crate::args::{AnswerFormat, Explain};
use crate::load;
use crate::output::{Failure, Outcome, for_people, print};

use super::{outcome, view};

pub fn run(flags: &Explain) -> Result<Outcome, Failure> {
    match flags.what.as_slice() {
        [book, id] => figure(flags, Path::new(book), id),
        [code, ..] => page(code),
        [] => Err(Failure::Call("name a code, or a book and a figure".to_string())),
    }
}

fn page(code: &str) -> Result<Outcome, Failure> {
    if let Some(page) = explain_code(code) {
        print(page)?;
        return Ok(Outcome::Clean);
    }
    let hint = match nearest(code, codes::all().iter().map(|known| known.name)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "for a figure, name the book first: `counterflow explain BOOK FIGURE`".to_string(),
    };
    Err(Failure::Call(format!("there is no code `{code}`; {hint}")))
}

fn figure(flags: &Explain, path: &Path, id: &str) -> Result<Outcome, Failure> {
    let mut found = Vec::new();
    let book = load::book(path)?.into_parts(&mut found);
    let view = view::view(&flags.view, &book)?;
    let report = counterflow::report(&book, &view).into_parts(&mut found);
    let told = match (flags.why_not, flags.format) {
        (false, AnswerFormat::Text) => explain_figure(&report, id),
        (false, AnswerFormat::Json) => explain_figure_json(&report, id),
        (true, AnswerFormat::Text) => why_not(&report, id),
        (true, AnswerFormat::Json) => why_not_json(&report, id),
    };
    let told = told.ok_or_else(|| no_figure(&report, id))?;
    match flags.format {
        AnswerFormat::Text => print(&for_people(&told))?,
        AnswerFormat::Json => print(&told)?,
    }
    Ok(outcome(&found, path))
}

/// That a book has no such figure, with what may be meant.
pub fn no_figure(report: &Report, id: &str) -> Failure {
    let near = nearest(id, report.answers.figures.iter().map(|figure| figure.id.as_str()));
    let hint = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None if why_not(report, id).is_some() => {
            "nothing tells of it: `counterflow explain --why-not` says what would".to_string()
        }
        None => "`counterflow figures` lists them".to_string(),
    };
    Failure::Call(format!("the book has no figure `{id}`; {hint}"))
}
