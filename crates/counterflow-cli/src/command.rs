//! The commands, one file each.

mod ask;
mod check;
mod clear;
mod contagion;
mod diff;
mod exchange;
mod explain;
mod figures;
mod fmt;
mod lookup;
mod pivots;
mod read;
mod reconstruct;
mod report;
mod view;

use clap::CommandFactory;

use crate::args::{Args, Command};
use crate::output::{Failure, Outcome, print, say};

/// Does what the arguments ask for.
///
/// # Errors
///
/// [`Failure`] if the call asks for what is not there, or the output cannot be written.
pub fn run(args: &Args) -> Result<Outcome, Failure> {
    match &args.command {
        Command::Check(flags) => check::run(flags, args.color),
        Command::Fmt(flags) => fmt::run(flags),
        Command::Report(flags) => report::run(flags),
        Command::List(flags) => lookup::list(flags),
        Command::Show(flags) => lookup::show(flags),
        Command::Figures(flags) => figures::run(flags),
        Command::Explain(flags) => explain::run(flags),
        Command::Pivots(flags) => pivots::run(flags),
        Command::Ask(flags) => ask::run(flags),
        Command::Diff(flags) => diff::run(flags),
        Command::Read(flags) => read::run(flags),
        Command::Export(flags) => exchange::export(flags),
        Command::Import(flags) => exchange::import(flags),
        Command::Clear(flags) => clear::run(flags),
        Command::Contagion(flags) => contagion::run(flags),
        Command::Reconstruct(flags) => reconstruct::run(flags),
        Command::Phrases(flags) => lookup::phrases(flags),
        Command::Completions(flags) => {
            let mut text = Vec::new();
            clap_complete::generate(flags.shell, &mut Args::command(), "counterflow", &mut text);
            print(&String::from_utf8_lossy(&text))?;
            Ok(Outcome::Clean)
        }
    }
}

/// What a book's diagnostics mean for the exit code; says so on standard error.
fn outcome(found: &[counterflow_syntax::Diagnostic], book: &std::path::Path) -> Outcome {
    let errors =
        found.iter().filter(|one| one.severity == counterflow_syntax::Severity::Error).count();
    if errors == 0 {
        return Outcome::Clean;
    }
    let plural = if errors == 1 { "error" } else { "errors" };
    say(&format!(
        "warning: the book has {errors} {plural}; see `counterflow check {}`",
        book.display()
    ));
    Outcome::Wrong
}
