//! Numbers that were typed by hand, and whether figures have them.
//!
//! A line is a figure, its case if it has one, and what is expected of it:
//!
//! ```text
//! share(amazon,q1-2026) post: headline 50/830, firm none, range (0, 0.060240964]
//! raise(series-a): headline 45 bn..50 bn, range [45 bn, no end)
//! round_trip(amazon,openai): not computable, missing amount of buy-openai-amazon
//! ```
//!
//! A number is a decimal, possibly with `K`, `M`, `bn`, `tn` or `%`, or a quotient of two of them.
//! A range is one number, or two in brackets: round where the end is left out, square where it is
//! reached. What a line does not name is not looked at.

use counterflow::Report;
use counterflow_analysis::Figure;
use counterflow_claim::{Bound, Bounds, Decimal};
use counterflow_network::{State, interval};

/// One line, taken apart.
struct Line<'a> {
    id: &'a str,
    case: Option<&'a str>,
    items: Vec<&'a str>,
}

/// What of the lines does not hold in a report, a sentence each. `tolerance` is absolute up to 1
/// and relative above.
pub fn unmet(report: &Report, lines: &str, tolerance: &str) -> Vec<String> {
    let tolerance = Decimal::from_scientific(tolerance).expect("a tolerance such as 1e-9");
    let said =
        lines.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with(';'));
    said.flat_map(|line| wrong(report, line, tolerance)).collect()
}

fn read(line: &str) -> Option<Line<'_>> {
    let (head, items) = line.split_once(": ")?;
    let end = head.find(')')? + 1;
    let case = Some(head[end..].trim()).filter(|case| !case.is_empty());
    Some(Line { id: &head[..end], case, items: parts(items) })
}

/// Splits at commas that stand outside of brackets.
fn parts(text: &str) -> Vec<&str> {
    let (mut parts, mut depth, mut start) = (Vec::new(), 0, 0);
    for (at, c) in text.char_indices() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(text[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(text[start..].trim());
    parts
}

fn wrong(report: &Report, line: &str, tolerance: Decimal) -> Vec<String> {
    let Some(Line { id, case, items }) = read(line) else {
        return vec![format!("this line cannot be read: {line}")];
    };
    let fits = |figure: &&Figure| figure.id == id && figure.case.map(|case| case.word()) == case;
    let Some(figure) = report.answers.figures.iter().find(fits) else {
        return vec![format!("there is no figure {id} {}", case.unwrap_or_default())];
    };
    let found = counterflow::figure_line(figure, report.claims);
    let unmet = items.iter().filter(|item| !holds(figure, item, tolerance));
    unmet.map(|item| format!("{id}: expected {item}, found {found}")).collect()
}

fn holds(figure: &Figure, item: &str, tolerance: Decimal) -> bool {
    let (word, rest) = item.split_once(' ').unwrap_or((item, ""));
    let readings = figure.readings;
    let like = |found: Option<Bounds>| match rest {
        "none" => found.is_none(),
        _ => found.is_some_and(|found| same(found, written(rest), tolerance)),
    };
    match (word, item) {
        ("headline", _) => like(readings.headline),
        ("firm", _) => like(readings.firm),
        ("range", _) => readings.range.is_some_and(|found| same(found, range(rest), tolerance)),
        ("missing", _) => figure.missing == rest.split("; ").collect::<Vec<_>>(),
        (_, "not computable") => figure.state == State::NotComputable,
        (_, "contradiction") => figure.state == State::Contradiction,
        _ => panic!("what is expected cannot be read: {item}"),
    }
}

fn same(found: Bounds, expected: Bounds, tolerance: Decimal) -> bool {
    let near = |found: Decimal, expected: Decimal| {
        (found - expected).abs() <= tolerance * expected.abs().max(Decimal::ONE)
    };
    // An end of a quotient may be rounded outward, so what is one number has two ends there.
    let one = interval::is_point(expected);
    let end = |found: Option<Bound>, expected: Option<Bound>| match (found, expected) {
        (Some(a), Some(b)) => near(a.value, b.value) && (a.open == b.open || one),
        (None, None) => true,
        _ => false,
    };
    end(found.low, expected.low) && end(found.high, expected.high)
}

/// One number, or two with `..` between.
fn written(text: &str) -> Bounds {
    match text.split_once("..") {
        Some((low, high)) => Bounds {
            low: Some(Bound::closed(number(low))),
            high: Some(Bound::closed(number(high))),
        },
        None => Bounds::point(number(text)),
    }
}

fn range(text: &str) -> Bounds {
    let Some(inside) = text.strip_prefix(['(', '[']) else { return written(text) };
    let inside = inside.strip_suffix([')', ']']).expect("a closing bracket");
    let (low, high) = inside.split_once(',').expect("two ends");
    let end = |end: &str, open: bool| {
        (end.trim() != "no end").then(|| Bound { value: number(end), open })
    };
    Bounds { low: end(low, text.starts_with('(')), high: end(high, text.ends_with(')')) }
}

fn number(text: &str) -> Decimal {
    if let Some((above, below)) = text.split_once('/') {
        return number(above) / number(below);
    }
    let text = text.trim();
    let digits = text.trim_end_matches(|c: char| c.is_alphabetic() || c == '%' || c == ' ');
    let scale = match text[digits.len()..].trim() {
        "" => Decimal::ONE,
        "%" => Decimal::new(1, 2),
        "K" => Decimal::from(1_000),
        "M" => Decimal::from(1_000_000),
        "bn" => Decimal::from(1_000_000_000_u64),
        "tn" => Decimal::from(1_000_000_000_000_u64),
        other => panic!("unknown scale {other} in {text}"),
    };
    let digits = digits.replace(',', "");
    let number = Decimal::from_str_exact(&digits);
    number.unwrap_or_else(|error| panic!("{text} is no number: {error}")) * scale
}
