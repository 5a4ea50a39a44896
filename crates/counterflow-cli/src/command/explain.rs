//! `counterflow explain`

use std::path::Path;

use counterflow::{codes, explain_code, explain_figure};
use counterflow_syntax::nearest;

use crate::args::Explain;
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
    let Some(text) = explain_figure(&report, id) else {
        let near = nearest(id, report.answers.figures.iter().map(|figure| figure.id.as_str()));
        let hint = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`counterflow figures` lists them".to_string(),
        };
        return Err(Failure::Call(format!("the book has no figure `{id}`; {hint}")));
    };
    print(&for_people(&text))?;
    Ok(outcome(&found, path))
}
