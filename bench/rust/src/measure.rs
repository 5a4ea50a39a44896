//! How long reading takes: the project beside TOML, interleaved in one process.
//!
//! Time is that of the processor, since other work on a machine would count by the clock; all
//! readers use one thread and wait for nothing, so that on an idle machine the two are the same.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use counterflow::LoadError;
use counterflow_syntax::{Files, Severity, parse};
use rustix::time::{ClockId, clock_gettime};

use crate::{SEED, made, typed, write};

/// Measures every size and prints a line for each reader: claims, reader, bytes of its text, and
/// the median, shortest and longest time of the processor in microseconds, with tabs between.
pub fn all(sizes: Vec<usize>) {
    for claims in sizes {
        one(claims);
    }
}

fn one(claims: usize) {
    let made = made::book(claims, SEED);
    let (book, toml) = (write::as_book(&made), write::as_toml(&made));
    drop(made);
    let (mut parses, mut checks, mut tomls) =
        (Times::default(), Times::default(), Times::default());
    for _ in 0..repetitions(claims) {
        let text = book.clone();
        parses.add(time(|| parse_only(text)));
        let text = book.clone();
        checks.add(time(|| whole_check(text)));
        tomls.add(time(|| read_toml(&toml)));
    }
    println!("{claims}\tparse\t{}\t{parses}", book.len());
    println!("{claims}\twhole check\t{}\t{checks}", book.len());
    println!("{claims}\tTOML\t{}\t{tomls}", toml.len());
}

/// About a second each for small books, and never fewer than five.
fn repetitions(claims: usize) -> usize {
    (1_000_000 / claims.max(1)).clamp(5, 101)
}

/// Runs a command some times, its files being in memory already, and prints a line like the others,
/// with the time by the clock.
pub fn command(words: &[&str]) -> std::io::Result<()> {
    const RUNS: usize = 21;
    let Some((program, arguments)) = words.split_first() else { return Ok(()) };
    let mut times = Times::default();
    for _ in 0..RUNS {
        let mut command = Command::new(program);
        command.args(arguments).stdout(Stdio::null()).stderr(Stdio::null());
        #[expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]
        let start = Instant::now();
        let status = command.status()?;
        times.add(start.elapsed());
        if status.code().is_none_or(|code| code > 1) {
            return Err(std::io::Error::other(format!("`{}` failed", words.join(" "))));
        }
    }
    println!("0\t{}\t0\t{times}", arguments.join(" "));
    Ok(())
}

/// How long something takes; what it makes is dropped outside of the time.
fn time<T>(run: impl FnOnce() -> T) -> Duration {
    timed(run).0
}

/// How long something takes, and what it makes.
pub fn timed<T>(run: impl FnOnce() -> T) -> (Duration, T) {
    let start = processor_time();
    let made = std::hint::black_box(run());
    (processor_time() - start, made)
}

/// How long this process has been at work.
fn processor_time() -> Duration {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
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
    let error = opened.diagnostics.iter().find(|found| found.severity == Severity::Error);
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
    }
}

/// The median, the shortest and the longest, in microseconds.
impl std::fmt::Display for Times {
    fn fmt(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
        let mut times: Vec<u128> = self.0.iter().map(Duration::as_micros).collect();
        times.sort();
        let median = times[times.len() / 2];
        write!(out, "{median}\t{}\t{}", times[0], times[times.len() - 1])
    }
}
