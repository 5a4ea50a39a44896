//! The examples of `docs/exchange.md` are what they say.

use counterflow_exchange::{BookFile, ImportError, from_csv, from_json};

use crate::Book;

const PAGE: &str = include_str!("../../../../docs/exchange.md");

/// The fenced blocks of the page: what stands behind the fence, and the text.
fn blocks() -> Vec<(&'static str, String)> {
    let mut blocks = Vec::new();
    let mut lines = PAGE.lines();
    while let Some(line) = lines.next() {
        let Some(info) = line.strip_prefix("```") else { continue };
        let text: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        blocks.push((info, format!("{}\n", text.join("\n"))));
    }
    blocks
}

fn text_of(files: Result<Vec<BookFile>, ImportError>) -> String {
    let files = files.unwrap_or_else(|error| panic!("{error}"));
    files.into_iter().map(|file| file.text).collect()
}

#[test]
fn every_example_is_what_it_says() {
    let blocks = blocks();
    let mut checked = 0;
    for pair in blocks.windows(2) {
        let [(first_kind, first), (kind, second)] = pair else { continue };
        match (*first_kind, *kind) {
            ("book", "json export") => {
                let book = Book::of(first);
                assert_eq!(book.json(), *second);
                assert_eq!(text_of(from_json(second)), text_of(Ok(book.formatted())));
            }
            ("csv import", "book") => assert_eq!(text_of(from_csv(first, false)), *second),
            ("json wrong", "text error") => {
                assert_eq!(from_json(first).unwrap_err().to_string(), second.trim_end());
            }
            ("csv wrong", "text error") => {
                assert_eq!(from_csv(first, false).unwrap_err().to_string(), second.trim_end());
            }
            _ => continue,
        }
        checked += 2;
    }
    assert_eq!(checked, blocks.len());
}
