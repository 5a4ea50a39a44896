//! The same book in another order.

use counterflow::Report;
use counterflow_syntax::{Entry, Files, Tree, parse};

use crate::folder::BookFiles;

/// The files of a book with the entries of each in the order of a key of their places.
pub fn reordered(files: &BookFiles, key: impl Fn(usize) -> u64) -> BookFiles {
    let ordered = files.iter().map(|(path, bytes)| {
        let bytes = match path.ends_with(".book") {
            true => {
                let text = std::str::from_utf8(bytes).expect("a book is text");
                let mut entries: Vec<(usize, String)> =
                    entries(text).into_iter().enumerate().collect();
                entries.sort_by_key(|(at, _)| key(*at));
                entries
                    .into_iter()
                    .flat_map(|(_, entry)| [entry, "\n\n".to_string()])
                    .collect::<String>()
                    .into_bytes()
            }
            false => bytes.clone(),
        };
        (path.clone(), bytes)
    });
    ordered.collect()
}

/// The texts of the entries of a file, without what stands between them.
fn entries(text: &str) -> Vec<String> {
    let mut files = Files::default();
    let id = files.add("one.book", text);
    let tree = parse(&files, id).value;
    tree.entries().iter().map(|entry| entry_text(&tree, entry, &files)).collect()
}

fn entry_text(tree: &Tree, entry: &Entry, files: &Files) -> String {
    let header = tree.header_span(entry);
    let last = tree.fields(entry).last().map(|field| tree.value_span(field));
    let whole = last.map_or(header, |last| header.to(last));
    files.text(whole).to_string()
}

/// Every figure of a report as a line, with what has no order of its own sorted.
pub fn lines(report: &Report) -> Vec<String> {
    let line = |figure| {
        let line = counterflow::figure_line(figure, report.claims);
        let mut value: serde_json::Value = serde_json::from_str(&line).expect("a line is JSON");
        for list in ["missing", "claims"] {
            let list = value[list].as_array_mut().expect("it is a list");
            list.sort_by_key(|one| one.to_string());
        }
        value.to_string()
    };
    let mut lines: Vec<String> = report.answers.figures.iter().map(line).collect();
    lines.sort();
    lines
}
