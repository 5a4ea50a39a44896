//! `counterflow ask`

use crate::args::{AnswerFormat, Ask};
use crate::load;
use crate::output::{Failure, Outcome, for_people, print};

use super::{outcome, view};

pub fn run(flags: &Ask) -> Result<Outcome, Failure> {
    let mut found = Vec::new();
    let book = load::book(&flags.path)?.into_parts(&mut found);
    let view = view::view(&flags.view, &book)?;
    let answered = counterflow::ask(&book, &view, &flags.questions, &flags.given);
    let answered = answered.map_err(Failure::Call)?.into_parts(&mut found);
    match flags.format {
        AnswerFormat::Text => print(&for_people(&answered.to_text(flags.explain)))?,
        AnswerFormat::Json => print(&answered.to_json(flags.explain))?,
    }
    Ok(outcome(&found, &flags.path))
}
