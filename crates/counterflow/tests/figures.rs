//! The lists of figures: `docs/figures.md` names every attribute with its formula, and each book's
//! `figures.txt` every figure that the book has.
//!
//! `COUNTERFLOW_ACCEPT=1 cargo test -p counterflow --test figures` writes the table of the page,
//! which stands between two marks, and the lists. The prose around the table is written by hand.

#![expect(clippy::disallowed_methods, reason = "tests read and rewrite the lists")]

#[path = "support/books.rs"]
mod books;
#[path = "support/folder.rs"]
mod folder;

use std::collections::BTreeMap;
use std::path::Path;

use counterflow::{Book, Report, View, report};
use counterflow_network::{ATTRIBUTES, Attribute, IDENTITIES, State};

const START: &str = "<!-- from here to the next mark the table is written by a test -->\n";
const END: &str = "<!-- to here -->\n";

/// How figures come about that no identity gives.
const OTHERWISE: [(&str, &str); 41] = [
    ("amount", "as stated"),
    ("raise", "as stated"),
    ("last_value", "the last value stated before the round"),
    ("money", "as stated"),
    ("value", "the last value stated"),
    ("value_when_held", "the last value stated by the day of the stake"),
    ("invested", "total of investments"),
    ("lent", "total of loans"),
    ("capital", "total of investments and loans"),
    ("funding", "total of rounds, and of investments in none"),
    ("commitments", "total of purchases"),
    ("sales_committed", "total of purchases"),
    ("obligations", "as stated"),
    ("seller_hhi", "Σ (part / sum of parts)² · 10,000"),
    ("revenue", "as stated"),
    ("shares", "as stated"),
    ("price_per_share", "as stated"),
    ("share_in_period", "the stake in force at the end of the period"),
    ("shares_outstanding", "as stated"),
    ("warrant_shares", "as stated; of several warrants added up"),
    ("strike", "as stated"),
    ("warrant_price", "as stated"),
    ("warrant_part", "as stated"),
    ("profit", "as stated, a loss below zero"),
    ("margin", "as stated"),
    ("capex", "as stated"),
    ("burn", "as stated"),
    ("cash", "as stated"),
    ("capacity", "as stated"),
    ("market_cap", "as stated"),
    ("price_move", "as stated"),
    ("market_cap_change", "as stated, with the sign of the move"),
    ("equity_method_charge", "as stated"),
    ("backlog", "as stated"),
    ("backlog_hhi_known", "Σ (part / sum of parts)² · 10,000"),
    ("backlog_hhi", "Σ (part / whole)² · 10,000, the rest from spread thin to with the largest"),
    ("debt", "as stated"),
    ("borrowed", "total of loans"),
    ("debt_due", "total of loans, by the year of their schedules"),
    ("guarantee", "total of guarantees"),
    ("guarantees", "total of guarantees"),
];

fn accepts() -> bool {
    std::env::var("COUNTERFLOW_ACCEPT").is_ok_and(|value| value == "1")
}

/// Asserts that a file holds a text, or writes it where that is asked for.
fn is_kept(path: &Path, text: &str) {
    if accepts() {
        std::fs::write(path, text).expect("the file can be written");
        return;
    }
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    let differ: Vec<String> = kept
        .lines()
        .filter(|line| !text.contains(line))
        .map(|line| format!("- {line}"))
        .chain(text.lines().filter(|line| !kept.contains(line)).map(|line| format!("+ {line}")))
        .collect();
    let path = path.display();
    assert!(
        kept == text,
        "{path} is out of date; COUNTERFLOW_ACCEPT=1 writes it\n{}",
        differ.join("\n")
    );
}

fn page() -> std::path::PathBuf {
    folder::project().join("docs/figures.md")
}

fn text() -> String {
    std::fs::read_to_string(page()).expect("there is a page about figures")
}

/// The books of the project, the small one first.
fn all_books() -> [Book; 2] {
    ["openai-round", "ai-web"].map(|name| folder::opened(&books::files_of(name)))
}

/// The first figure of each attribute that has a number, or the first there is.
fn examples() -> BTreeMap<&'static str, String> {
    let mut found: BTreeMap<&str, (bool, String)> = BTreeMap::new();
    for book in &all_books() {
        for figure in report(book, &View::default()).value.answers.figures {
            let good = matches!(figure.state, State::Ok | State::Unbounded);
            let known = found.get(figure.key.attribute);
            if known.is_none_or(|(known_good, _)| good && !known_good) {
                found.insert(figure.key.attribute, (good, figure.id));
            }
        }
    }
    found.into_iter().map(|(attribute, (_, id))| (attribute, id)).collect()
}

/// How an attribute comes about: otherwise, and by its identities.
fn comes_about(attribute: &Attribute) -> Vec<String> {
    let otherwise = OTHERWISE.iter().filter(|(name, _)| *name == attribute.name);
    let otherwise = otherwise.map(|(_, how)| how.to_string());
    let target = format!("{}(", attribute.name);
    let identities = IDENTITIES.iter().filter(|identity| identity.target.starts_with(&target));
    let identities = identities.map(|identity| {
        let tie = if format!("{:?}", identity.tie) == "Equal" { "=" } else { "≤" };
        format!("`{} {tie} {}` ({})", identity.target, identity.formula, identity.source)
    });
    otherwise.chain(identities).collect()
}

fn table() -> String {
    let examples = examples();
    let mut table = String::from(
        "| figure | unit | what it is | how it comes about | example |\n|---|---|---|---|---|\n",
    );
    for attribute in ATTRIBUTES {
        let how = comes_about(attribute);
        assert!(!how.is_empty(), "say in this file how `{}` comes about", attribute.name);
        let example = examples.get(attribute.name).map(|id| format!("`{id}`")).unwrap_or_default();
        table.push_str(&format!(
            "| `{}({})` | {} | {} | {} | {example} |\n",
            attribute.name,
            attribute.args,
            attribute.unit,
            attribute.title,
            how.join("<br>")
        ));
    }
    table
}

#[test]
fn the_page_has_every_attribute_with_its_formula() {
    let text = text();
    let (before, rest) = text.split_once(START).expect("the page has the first mark");
    let (_, after) = rest.split_once(END).expect("the page has the second mark");
    is_kept(&page(), &format!("{before}{START}\n{}\n{END}{after}", table()));
}

#[test]
fn the_prose_names_units_states_and_fields() {
    let text = text();
    let prose = text.split(START).next().unwrap_or_default();
    let prose = format!("{prose}{}", text.split(END).nth(1).unwrap_or_default());
    let units = ATTRIBUTES.iter().map(|attribute| attribute.unit);
    let states =
        [State::Ok, State::Unbounded, State::NotComputable, State::Contradiction].map(State::word);
    let book = folder::opened(&books::files_of("openai-round"));
    let report = report(&book, &View::default()).value;
    let line = counterflow::figure_line(&report.answers.figures[0], report.claims);
    let value: serde_json::Value = serde_json::from_str(&line).expect("a line is JSON");
    let fields: Vec<String> = value.as_object().expect("an object").keys().cloned().collect();
    let words = units
        .chain(states)
        .map(str::to_string)
        .chain(fields)
        .chain(["pre", "post"].map(str::to_string));
    for word in words {
        assert!(prose.contains(&format!("`{word}`")), "the page says nothing of `{word}`");
    }
}

/// Every figure of a report, one a line: id, case, and what it is.
fn listing(report: &Report) -> String {
    let lines = report.answers.figures.iter().map(|figure| {
        let case = figure.case.map(|case| format!(" [{}]", case.word())).unwrap_or_default();
        format!("{}{case}  {}\n", figure.id, figure.name)
    });
    lines.collect()
}

#[test]
fn each_book_has_the_list_of_its_figures() {
    for name in ["openai-round", "ai-web"] {
        let book = folder::opened(&books::files_of(name));
        let list = listing(&report(&book, &View::default()).value);
        is_kept(&folder::project().join("books").join(name).join("figures.txt"), &list);
    }
}
