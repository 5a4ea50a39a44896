//! The `counterflow` command: reads files and flags, calls the pipeline, prints.
//!
//! Data goes to standard output, everything else to standard error. Exit codes: 0 if all is well,
//! 1 if the book or a table is wrong, 2 if the call or the system is.

mod answers;
mod args;
mod command;
mod load;
mod output;
mod sheet;
mod tables;

use std::process::ExitCode;

use clap::Parser;

use crate::output::Failure;

fn main() -> ExitCode {
    let args = args::Args::parse();
    let done = command::run(&args);
    match done {
        Ok(outcome) => outcome.into(),
        Err(Failure::BrokenPipe) => ExitCode::SUCCESS,
        Err(Failure::Wrong(texts)) => {
            texts.iter().for_each(|text| output::complain(text));
            ExitCode::from(1)
        }
        Err(failure) => {
            output::complain(&failure.to_string());
            ExitCode::from(2)
        }
    }
}
