//! `counterflow report`

use crate::args::{Report, ReportFormat};
use crate::load;
use crate::output::{Failure, Outcome, for_people, write};

use super::{outcome, view};

pub fn run(flags: &Report) -> Result<Outcome, Failure> {
    let mut found = Vec::new();
    let book = load::book(&flags.book.path)?.into_parts(&mut found);
    let view = view::view(&flags.view, &book)?;
    let report = counterflow::report(&book, &view).into_parts(&mut found);
    let text = match flags.format {
        ReportFormat::Text => {
            for_people(&report.to_text(flags.width.max(40), flags.all)).into_owned()
        }
        ReportFormat::Json => report.to_json(),
        ReportFormat::Csv => report.to_csv(),
        ReportFormat::Html => report.to_html(),
    };
    write(&text, flags.out.output.as_ref())?;
    Ok(outcome(&found, &flags.book.path))
}
