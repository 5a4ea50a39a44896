//! The lines of the measurements as a page: what was measured, and whether it reaches what was
//! set out.

use std::io::{self, Read};

/// One line: how long one reader took for one size.
struct Line<'a> {
    claims: usize,
    reader: &'a str,
    bytes: usize,
    /// Median, shortest and longest, in microseconds.
    times: [f64; 3],
}

impl Line<'_> {
    fn median(&self) -> f64 {
        self.times[0]
    }
}

/// Reads the lines of `measure`, `command` and `beancount.py` and prints them as Markdown.
pub fn print() -> io::Result<()> {
    let mut text = String::new();
    io::stdin().read_to_string(&mut text)?;
    let lines: Vec<Line> = text.lines().filter_map(line).collect();
    println!(
        "| claims | reader | text | median | shortest | longest | a claim | against the whole check |"
    );
    println!("|--:|---|--:|--:|--:|--:|--:|--:|");
    for line in lines.iter().filter(|line| line.claims > 0) {
        println!("{}", row(line, &lines));
    }
    println!("\n| reach | found | |\n|---|---|---|");
    let sizes = sizes(&lines);
    reach("parse at least 3 times as fast as TOML", 3.0, &ratios(&lines, &sizes, "TOML", "parse"));
    reach("whole check no slower than TOML", 1.0, &ratios(&lines, &sizes, "TOML", "whole check"));
    for form in ["transactions", "customs"] {
        let title = format!("whole check at least 30 times as fast as beancount, {form}");
        let reader = format!("beancount, {form}");
        reach(&title, 30.0, &ratios(&lines, &sizes, &reader, "whole check"));
    }
    growth(&lines, &sizes);
    for line in lines.iter().filter(|line| line.claims == 0) {
        let met = mark(line.median() < 50_000.0);
        println!("| `{}` in less than 50 ms | {} | {met} |", line.reader, time(line.median()));
    }
    Ok(())
}

fn line(text: &str) -> Option<Line<'_>> {
    let mut parts = text.split('\t');
    let (claims, reader, bytes) = (parts.next()?, parts.next()?, parts.next()?);
    let times: Vec<f64> = parts.filter_map(|part| part.parse().ok()).collect();
    let times = times.try_into().ok()?;
    Some(Line { claims: claims.parse().ok()?, reader, bytes: bytes.parse().ok()?, times })
}

fn row(line: &Line, lines: &[Line]) -> String {
    let ratio = find(lines, line.claims, "whole check").map(|check| line.median() / check.median());
    format!(
        "| {} | {} | {:.1} MB | {} | {} | {} | {} | {} |",
        line.claims,
        line.reader,
        line.bytes as f64 / 1e6,
        time(line.times[0]),
        time(line.times[1]),
        time(line.times[2]),
        time(line.median() / line.claims as f64),
        ratio.map_or(String::new(), |ratio| format!("{ratio:.2}×")),
    )
}

fn find<'l, 'a>(lines: &'l [Line<'a>], claims: usize, reader: &str) -> Option<&'l Line<'a>> {
    lines.iter().find(|line| line.claims == claims && line.reader == reader)
}

fn sizes(lines: &[Line]) -> Vec<usize> {
    lines.iter().filter(|line| line.reader == "whole check").map(|line| line.claims).collect()
}

/// How many times as long one reader takes as another, for each size that both were given.
fn ratios(lines: &[Line], sizes: &[usize], slow: &str, fast: &str) -> Vec<f64> {
    let ratio =
        |&size: &usize| Some(find(lines, size, slow)?.median() / find(lines, size, fast)?.median());
    sizes.iter().filter_map(ratio).collect()
}

fn reach(title: &str, least: f64, ratios: &[f64]) {
    if ratios.is_empty() {
        return;
    }
    let found: Vec<String> = ratios.iter().map(|ratio| format!("{ratio:.1}×")).collect();
    let met = ratios.iter().all(|ratio| *ratio >= least);
    println!("| {title} | {} | {} |", found.join(", "), mark(met));
}

/// Whether time grows with the claims: a claim of the largest book against one of the smallest.
fn growth(lines: &[Line], sizes: &[usize]) {
    let per_claim = |size: &usize| {
        find(lines, *size, "whole check").map(|line| line.median() / line.claims as f64)
    };
    let times: Vec<f64> = sizes.iter().filter_map(per_claim).collect();
    let (Some(first), Some(last)) = (times.first(), times.last()) else { return };
    let found: Vec<String> = times.iter().map(|&each| time(each)).collect();
    let met = mark(last / first < 4.0);
    println!(
        "| time linear in the claims: a claim of the whole check | {} | {met} |",
        found.join(", ")
    );
}

fn mark(met: bool) -> &'static str {
    if met { "reached" } else { "**missed**" }
}

fn time(micros: f64) -> String {
    match micros {
        0.0..1e3 => format!("{micros:.1} µs"),
        1e3..1e6 => format!("{:.1} ms", micros / 1e3),
        _ => format!("{:.2} s", micros / 1e6),
    }
}
