//! How long a book's network takes, and tightening alone.

use std::io;
use std::path::Path;
use std::time::Duration;

use counterflow::{Book, LoadError};
use counterflow_network::{Contradiction, Network, View, resolve, tighten};
use counterflow_syntax::Severity;
use serde_json::json;

use crate::measure::timed;

/// So many contradictions are told.
const MOST_TOLD: usize = 10;

/// Prints what a book's network holds and how long it took, as JSON on one line: medians, and the
/// shortest and longest, in seconds of the processor's time.
pub fn print(folder: &str, runs: Option<usize>) -> io::Result<()> {
    let book = open(folder)?;
    let claims = &book.claims;
    let runs = runs.unwrap_or_else(|| repetitions(claims.claims.len()));
    let resolve_once = || timed(|| resolve(claims, &View::default()).value);
    let mut resolved: Vec<Duration> = (1..runs).map(|_| resolve_once().0).collect();
    let (last, mut network) = resolve_once();
    resolved.push(last);
    let [variables, statements, rows] = network.entailment.size();
    let groups = network.entailment.linear_groups();
    let again = (0..runs).map(|_| timed(|| tighten(&mut network)).0).collect();
    let line = json!({
        "folder": folder,
        "claims": claims.claims.len(),
        "variables": variables,
        "statements": statements,
        "rows": rows,
        "groups": groups.len(),
        "columns": groups.iter().map(|group| group.columns.len()).sum::<usize>(),
        "contradictions": put_aside(&network).count(),
        "rounded": network.contradictions.len() - put_aside(&network).count(),
        "cut_short": network.cut_short,
        "runs": runs,
        "resolve": seconds(resolved),
        "tighten": seconds(again),
        "memory": crate::memory::high_water()?,
    });
    println!("{line}");
    for one in put_aside(&network).take(MOST_TOLD) {
        let about: Vec<String> = one.about.iter().map(|key| key.id(claims)).collect();
        let rules: Vec<String> = one.rules.iter().map(|rule| rule.written()).collect();
        eprintln!("contradiction of {}: {}", about.join(", "), rules.join("; "));
    }
    Ok(())
}

/// Some seconds for small books, and fewer runs for large ones.
fn repetitions(claims: usize) -> usize {
    let least = if claims > 200_000 { 1 } else { 3 };
    (200_000 / claims.max(1)).clamp(least, 101)
}

/// What cannot all hold, even with room for rounding.
fn put_aside<'n>(network: &'n Network) -> impl Iterator<Item = &'n Contradiction> {
    network.contradictions.iter().filter(|one| one.aside.is_some())
}

/// Median, shortest and longest.
fn seconds(mut times: Vec<Duration>) -> [f64; 3] {
    times.sort();
    [times.len() / 2, 0, times.len() - 1].map(|at| times[at].as_secs_f64())
}

/// Reads the book in a folder; one with errors is not measured.
#[expect(clippy::disallowed_methods, reason = "the benchmark reads its own files")]
pub fn open(folder: &str) -> io::Result<Book> {
    let root = Path::new(folder);
    let opened = counterflow::open(None, |path| {
        std::fs::read(root.join(path)).map_err(|_| LoadError::Missing(Vec::new()))
    });
    let error = opened.diagnostics.iter().find(|found| found.severity == Severity::Error);
    match error {
        Some(error) => Err(io::Error::other(format!("{folder}: {error:?}"))),
        None => Ok(opened.value),
    }
}
