//! How long reading takes: the project beside TOML, interleaved in one process, so that whatever
//! else the machine does weighs on both.

use std::time::{Duration, Instant};

use counterflow::LoadError;
use counterflow_syntax::{Files, parse};

use crate::{SEED, made, typed, write};

/// Measures every size and prints one Markdown row each.
pub fn all(sizes: Vec<usize>) {
    println!("| claims | book | TOML | parse | whole check | TOML into structs | parse against TOML | check against TOML | check, a claim |");
    println!("|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
    for size in sizes {
        println!("{}", row(size));
    }
}

fn row(claims: usize) -> String {
    let made = made::book(claims, SEED);
    let (book, toml) = (write::as_book(&made), write::as_toml(&made));
    drop(made);
    let (mut parses, mut checks, mut tomls) = (Times::default(), Times::default(), Times::default());
    for _ in 0..repetitions(claims) {
        let text = book.clone();
        parses.add(time(|| parse_only(text)));
        let text = book.clone();
        checks.add(time(|| whole_check(text)));
        tomls.add(time(|| read_toml(&toml)));
    }
    let per_claim = checks.median() / claims as u32;
    format!(
        "| {claims} | {} | {} | {parses} | {checks} | {tomls} | {:.1}× | {:.2}× | {per_claim:.1?} |",
        size(book.len()),
        size(toml.len()),
        tomls.median().as_secs_f64() / parses.median().as_secs_f64(),
        tomls.median().as_secs_f64() / checks.median().as_secs_f64(),
    )
}

/// About a second each for small books, and never fewer than five.
fn repetitions(claims: usize) -> usize {
    (1_000_000 / claims.max(1)).clamp(5, 101)
}

fn size(bytes: usize) -> String {
    format!("{:.1} MB", bytes as f64 / 1e6)
}

/// Runs and gives what was made, which is dropped outside of the time.
#[expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]
fn time<T>(run: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    let made = std::hint::black_box(run());
    let taken = start.elapsed();
    drop(made);
    taken
}

/// Text to tree.
fn parse_only(book: String) -> impl Sized {
    let mut files = Files::default();
    let id = files.add("main.book", book);
    let parsed = parse(&files, id);
    assert!(parsed.diagnostics.is_empty(), "the made book is well formed");
    (files, parsed)
}

/// Text to claims, with every check.
pub fn whole_check(book: String) -> impl Sized {
    let mut bytes = book.into_bytes();
    let opened = counterflow::open(None, |path| match path {
        "main.book" => Ok(std::mem::take(&mut bytes)),
        _ => Err(LoadError::Missing(Vec::new())),
    });
    let errors = |severity| severity == counterflow_syntax::Severity::Error;
    let error = opened.diagnostics.iter().find(|found| errors(found.severity));
    assert!(error.is_none(), "the made book has no errors: {error:?}");
    opened
}

fn read_toml(text: &str) -> typed::Book {
    match toml::from_str(text) {
        Ok(book) => book,
        Err(error) => unreachable!("invariant: the made TOML is well formed: {error}"),
    }
}

#[derive(Default)]
struct Times(Vec<Duration>);

impl Times {
    fn add(&mut self, time: Duration) {
        self.0.push(time);
        self.0.sort();
    }

    fn median(&self) -> Duration {
        self.0[self.0.len() / 2]
    }
}

/// The median, with the fastest and the slowest.
impl std::fmt::Display for Times {
    fn fmt(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
        let (first, last) = (self.0[0], self.0[self.0.len() - 1]);
        write!(out, "{:.2?} ({first:.2?} to {last:.2?})", self.median())
    }
}
