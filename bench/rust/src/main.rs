//! Made books of any size, and how long the project and others take to read them.
//!
//! ```text
//! counterflow-bench generate N SEED FOLDER      the same claims as a book, as TOML and for beancount
//! counterflow-bench measure N...                how long it takes to read them
//! counterflow-bench command WORDS...            how long a command takes
//! counterflow-bench table                       the lines of both as Markdown
//! counterflow-bench memory FOLDER               one whole check, and the most memory that it took
//! counterflow-bench hostile [NAME [SIZE]]       books made to be slow, with time and memory
//! counterflow-bench web N SEED FOLDER           a book of N claims that all hold, and share unknowns
//! counterflow-bench entail FOLDER [--runs K]    how long its network takes, and its tightening
//! counterflow-bench groups FOLDER FILE          its linear groups and what we found, as JSON
//! ```

#![expect(clippy::print_stdout, reason = "the figures go to standard output")]
#![expect(clippy::print_stderr, reason = "usage goes to standard error")]

mod chance;
mod entail;
mod groups;
mod hostile;
mod made;
mod measure;
mod memory;
mod table;
mod typed;
mod web;
mod write;

use std::process::ExitCode;

/// The seed of every measurement.
const SEED: u64 = 20_260_130;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["generate", count, seed, folder] => match (count.parse(), seed.parse()) {
            (Ok(count), Ok(seed)) => done(write::to_folder(&made::book(count, seed), folder)),
            _ => usage(),
        },
        ["measure", sizes @ ..] => match sizes.iter().map(|size| size.parse()).collect() {
            Ok(sizes) => {
                measure::all(sizes);
                ExitCode::SUCCESS
            }
            Err(_) => usage(),
        },
        ["command", words @ ..] => done(measure::command(words)),
        ["table"] => done(table::print()),
        ["memory", folder] => done(memory::of_check(folder)),
        ["web", count, seed, folder] => match (count.parse(), seed.parse()) {
            (Ok(count), Ok(seed)) => done(web::to_folder(count, seed, folder)),
            _ => usage(),
        },
        ["entail", folder] => done(entail::print(folder, None)),
        ["entail", folder, "--runs", runs] => match runs.parse() {
            Ok(runs) => done(entail::print(folder, Some(runs))),
            Err(_) => usage(),
        },
        ["groups", folder, file] => done(groups::to_file(folder, file)),
        ["hostile"] => done(hostile::all()),
        ["hostile", name] => done(hostile::one(name, None)),
        ["hostile", name, size] => done(hostile::one(name, size.parse().ok())),
        _ => usage(),
    }
}

fn usage() -> ExitCode {
    eprintln!("usage: see the first lines of bench/rust/src/main.rs");
    ExitCode::from(2)
}

fn done(result: std::io::Result<()>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
