//! `counterflow figures`

use counterflow::{figure_line, figure_words};

use crate::args::{Figures, FiguresFormat};
use crate::load;
use crate::output::{Failure, Outcome, for_people, write};

use super::{outcome, view};

pub fn run(flags: &Figures) -> Result<Outcome, Failure> {
    let mut found = Vec::new();
    let book = load::book(&flags.book.path)?.into_parts(&mut found);
    let view = view::view(&flags.view, &book)?;
    let report = counterflow::report(&book, &view).into_parts(&mut found);
    let wanted = |id: &str| flags.only.as_ref().is_none_or(|only| id.starts_with(only.as_str()));
    let figures = report.answers.figures.iter().filter(|figure| wanted(&figure.id));
    let lines: Vec<String> = figures
        .map(|figure| match flags.format {
            FiguresFormat::Jsonl => figure_line(figure, report.claims) + "\n",
            FiguresFormat::Text => for_people(&figure_words(figure)).into_owned() + "\n",
        })
        .collect();
    write(&lines.concat(), flags.out.output.as_ref())?;
    Ok(outcome(&found, &flags.book.path))
}
