//! `counterflow check`

use std::collections::BTreeMap;

use counterflow_syntax::{
    Diagnostic, Files, Severity, Style, render_json, render_short, render_text,
};

use crate::args::{Check, Color, DiagnosticFormat};
use crate::load;
use crate::output::{Failure, Outcome, print, wants_color};

/// At most so many diagnostics of one code are printed with their lines, unless all are asked for.
const MOST_OF_A_CODE: usize = 50;

pub fn run(flags: &Check, color: Color) -> Result<Outcome, Failure> {
    let opened = load::book(&flags.book.path)?;
    let book = &opened.value;
    let mut found = opened.diagnostics;
    let view = counterflow::View { currency: book.settings.currency, ..Default::default() };
    found.extend(counterflow::check_network(book, &view));
    let files = &book.claims.files;
    match flags.format {
        DiagnosticFormat::Json => print_each(&found, |one| render_json(one, files))?,
        DiagnosticFormat::Short => print_each(&found, |one| render_short(one, files))?,
        DiagnosticFormat::Text => text(&found, files, flags, color)?,
    }
    let errors = found.iter().any(|one| one.severity == Severity::Error);
    Ok(if errors { Outcome::Wrong } else { Outcome::Clean })
}

fn print_each(found: &[Diagnostic], render: impl Fn(&Diagnostic) -> String) -> Result<(), Failure> {
    // In portions: a million diagnostics are not held as text at once.
    for portion in found.chunks(1_000) {
        let lines: Vec<String> = portion.iter().map(|one| render(one) + "\n").collect();
        print(&lines.concat())?;
    }
    Ok(())
}

fn text(found: &[Diagnostic], files: &Files, flags: &Check, color: Color) -> Result<(), Failure> {
    let style = if wants_color(color) { Style::Colored } else { Style::Plain };
    let mut printed: BTreeMap<&str, usize> = BTreeMap::new();
    let mut shown = Vec::new();
    for one in found.iter().filter(|one| flags.all || one.severity > Severity::Note) {
        let count = printed.entry(one.code.name).or_default();
        *count += 1;
        if flags.all || *count <= MOST_OF_A_CODE {
            shown.push(one);
        }
    }
    for portion in shown.chunks(1_000) {
        let blocks: Vec<String> =
            portion.iter().map(|one| render_text(one, files, style) + "\n\n").collect();
        print(&blocks.concat())?;
    }
    let mut end = String::new();
    for (code, count) in printed.iter().filter(|(_, count)| !flags.all && **count > MOST_OF_A_CODE)
    {
        end.push_str(&format!(
            "… and {} more of `{code}`; `--all` prints them\n",
            count - MOST_OF_A_CODE
        ));
    }
    print(&(end + &summary(found, flags.all)))
}

fn summary(found: &[Diagnostic], all: bool) -> String {
    let count = |level: Severity| found.iter().filter(|one| one.severity == level).count();
    let told = |count: usize, word: &str| match count {
        0 => format!("no {word}s"),
        1 => format!("1 {word}"),
        _ => format!("{count} {word}s"),
    };
    let notes = count(Severity::Note);
    let hidden = if notes > 0 && !all { " (`--all` prints them)" } else { "" };
    format!(
        "{}, {}, {}{hidden}\n",
        told(count(Severity::Error), "error"),
        told(count(Severity::Warning), "warning"),
        told(notes, "note")
    )
}
