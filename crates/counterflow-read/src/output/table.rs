//! Claims as a table for people.

use super::{Places, money, share, shares};
use crate::claim::{Claim, Somebody};
use crate::document::Document;

/// The longest name and the longest evidence that are printed, in characters.
const LONGEST_NAME: usize = 28;
const LONGEST_EVIDENCE: usize = 60;
const HEAD: [&str; 9] =
    ["KIND", "FROM", "TO", "AMOUNT", "SHARE", "STAGE", "RULE", "PLACE", "EVIDENCE"];

/// Claims in aligned columns, with the line and the column of the original at which the sentence
/// starts. What is withheld has its reason below it. Nothing where there are no claims.
pub fn table(claims: &[&Claim], document: &Document) -> String {
    if claims.is_empty() {
        return String::new();
    }
    let places = Places::new(&document.original);
    let mut rows = vec![HEAD.map(str::to_string)];
    rows.extend(claims.iter().map(|claim| row(claim, document, &places)));
    let mut out = String::new();
    for (at, line) in aligned(&rows).into_iter().enumerate() {
        out.push_str(&line);
        out.push('\n');
        let claim = at.checked_sub(1).and_then(|at| claims.get(at));
        if let Some(why) = claim.and_then(|claim| claim.withheld.as_ref()) {
            out.push_str(&format!("  withheld: {}\n", on_one_line(why)));
        }
    }
    out
}

/// Rows as lines of aligned columns.
pub(super) fn aligned<const COLUMNS: usize>(rows: &[[String; COLUMNS]]) -> Vec<String> {
    let widths: [usize; COLUMNS] = std::array::from_fn(|column| {
        rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0)
    });
    let line = |row: &[String; COLUMNS]| {
        let cells = row.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}"));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_string()
    };
    rows.iter().map(line).collect()
}

fn row(claim: &Claim, document: &Document, places: &Places) -> [String; HEAD.len()] {
    let view = &document.view;
    let name = |one: &Option<Somebody>| {
        one.as_ref().map_or("-".to_string(), |one| shortened(&one.name, LONGEST_NAME))
    };
    let told = |one: Option<String>| one.unwrap_or_else(|| "-".to_string());
    let kind = match &claim.metric {
        Some(metric) => shortened(metric, LONGEST_NAME),
        None => claim.kind.name().to_string(),
    };
    let stage = if claim.denied { "denied" } else { claim.stage.name() };
    let (line, column) = places.of(view.original(claim.evidence).start);
    let evidence = view.text().get(claim.evidence.range()).unwrap_or("");
    [
        kind,
        name(&claim.from),
        name(&claim.to),
        told(money(claim, view)),
        told(share(claim, view).or_else(|| shares(claim))),
        stage.to_string(),
        claim.rule.to_string(),
        format!("{line}:{column}"),
        shortened(evidence, LONGEST_EVIDENCE),
    ]
}

/// A text with its blanks and line ends made single blanks.
pub(super) fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text on one line, cut with an ellipsis where it is longer than so many characters.
pub(super) fn shortened(text: &str, most: usize) -> String {
    let line = on_one_line(text);
    match line.char_indices().nth(most) {
        None => line,
        Some((end, _)) => format!("{}…", &line[..end].trim_end()),
    }
}
