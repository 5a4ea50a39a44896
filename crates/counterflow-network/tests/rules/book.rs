//! Small books, and what their figures show.

use std::sync::Arc;

use counterflow_claim::{Bounds, Claims, Date, Decimal, Phrases, When, YearEnd, lower};
use counterflow_network::{Key, Network, State, Variable, View, interval, resolve};
use counterflow_syntax::{Files, parse};

/// Parties `a` to `h` and sources of every kind, in front of each book.
const DECLARED: &str = "
source filing
  published: 2026-02-01
  kind: filing
source press
  published: 2026-03-01
  kind: named press
source rumour
  published: 2026-04
  kind: unnamed press
source undated
  kind: company
company a
company b
company c
company d
company e
company f
company g
  year-ends: 06-30
company h
";

/// The claims of a book that holds these entries.
pub fn claims(entries: &str) -> Claims {
    let mut files = Files::default();
    let id = files.add("main.book", format!("{DECLARED}\n{entries}"));
    let tree = parse(&files, id).value;
    lower(&[tree], Arc::new(files), Phrases::default()).value
}

pub fn day(text: &str) -> Date {
    When::parse(text).expect("a date").last_day(YearEnd::default())
}

pub fn as_of(text: &str) -> View {
    View { as_of: Some(day(text)), ..View::default() }
}

pub fn known(text: &str) -> View {
    View { known: Some(day(text)), ..View::default() }
}

/// Every figure of a book in a view, a line each: headline, firm, range or what came of it.
pub fn figures(entries: &str, view: &View) -> Vec<String> {
    let claims = claims(entries);
    let network = resolve(&claims, view).value;
    network.variables.iter().map(|(key, variable)| line(&network, key, variable)).collect()
}

fn line(network: &Network, key: &Key, variable: &Variable) -> String {
    let case = key.case.map(|case| format!(" {}", case.word())).unwrap_or_default();
    let readings = variable.readings;
    let range = match variable.state() {
        State::NotComputable => format!("missing {}", variable.missing.join("; ")),
        State::Contradiction => "contradiction".to_string(),
        State::Ok | State::Unbounded => shown(readings.range),
    };
    let (headline, firm) = (shown(readings.headline), shown(readings.firm));
    format!("{}{case}: {headline} | {firm} | {range}", key.id(network.claims))
}

/// `10` for a number, `(0, 10]` for a range, `-` for nothing.
fn shown(range: Option<Bounds>) -> String {
    let Some(range) = range else { return "-".to_string() };
    let number = |value: Decimal| value.round_dp(6).normalize().to_string();
    let end = |end: Option<counterflow_claim::Bound>| end.map(|end| number(end.value));
    if interval::is_point(range) || end(range.low) == end(range.high) && range.low.is_some() {
        return end(range.low).unwrap_or_default();
    }
    let [low, high] = [range.low, range.high].map(|at| end(at).unwrap_or("..".to_string()));
    let left = if range.low.is_none_or(|low| low.open) { '(' } else { '[' };
    let right = if range.high.is_none_or(|high| high.open) { ')' } else { ']' };
    format!("{left}{low}, {high}{right}")
}

/// Holds the figures of a book to these lines; of others nothing is asked.
#[track_caller]
pub fn shows(entries: &str, view: &View, expected: &str) {
    let found = figures(entries, view);
    for line in expected.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let head = line.split(": ").next().unwrap_or(line);
        let about: Vec<&String> =
            found.iter().filter(|found| found.split(": ").next() == Some(head)).collect();
        assert!(
            about.iter().any(|found| *found == line),
            "expected {line}\nfound {about:#?}\nin {found:#?}"
        );
    }
}

/// Holds that a book has no such figures in a view.
#[track_caller]
pub fn lacks(entries: &str, view: &View, heads: &[&str]) {
    let found = figures(entries, view);
    for head in heads {
        let about = found.iter().find(|found| found.starts_with(&format!("{head}:")));
        assert_eq!(about, None);
    }
}

pub fn plain() -> View {
    View::default()
}
