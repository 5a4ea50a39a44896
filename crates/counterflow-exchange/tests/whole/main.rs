//! A book goes out and comes back as it was, whatever stands in it; bad input is refused in words.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod books;
mod page;
mod random;
mod refused;
mod schema;

use std::sync::Arc;

use counterflow_claim::{Claims, Phrases, lower};
use counterflow_exchange::{BookFile, from_csv, from_json, to_csv, to_json};
use counterflow_syntax::{Files, Tree, format, parse};

/// A book that is held in memory.
struct Book {
    settings: Option<String>,
    trees: Vec<Tree>,
    claims: Claims,
}

impl Book {
    fn new(files: &[BookFile]) -> Book {
        let mut texts = Files::default();
        let mut trees = Vec::new();
        let mut settings = None;
        for file in files {
            if file.path == "book.toml" {
                settings = Some(file.text.clone());
                continue;
            }
            let id = texts.add(file.path.as_str(), file.text.as_str());
            trees.push(parse(&texts, id).value);
        }
        let claims = lower(&trees, Arc::new(texts), Phrases::default()).value;
        Book { settings, trees, claims }
    }

    fn of(text: &str) -> Book {
        Book::new(&[BookFile { path: "main.book".into(), text: text.into() }])
    }

    fn json(&self) -> String {
        to_json(&self.trees, &self.claims, self.settings.as_deref())
    }

    fn csv(&self, guard: bool) -> String {
        to_csv(&self.trees, &self.claims, self.settings.as_deref(), guard)
    }

    /// The files as the formatter prints them.
    fn formatted(&self) -> Vec<BookFile> {
        let settings = self
            .settings
            .iter()
            .map(|text| BookFile { path: "book.toml".into(), text: text.clone() });
        let files = &self.claims.files;
        let trees = self.trees.iter().map(|tree| BookFile {
            path: files.get(tree.file()).path().to_string(),
            text: format(tree, files),
        });
        settings.chain(trees).collect()
    }
}

/// Asserts that a book survives each form, and that each form survives the book.
fn check_round_trip(book: &Book) {
    let formatted = book.formatted();
    let json = book.json();
    schema::check(&json);
    let back = from_json(&json).unwrap_or_else(|error| panic!("{error}\n{json}"));
    assert_eq!(back, formatted, "{json}");
    assert_eq!(Book::new(&back).json(), json);
    for guard in [false, true] {
        let csv = book.csv(guard);
        let back = from_csv(&csv, guard).unwrap_or_else(|error| panic!("{error}\n{csv}"));
        assert_eq!(back, formatted, "{csv}");
        assert_eq!(Book::new(&back).csv(guard), csv);
    }
}
