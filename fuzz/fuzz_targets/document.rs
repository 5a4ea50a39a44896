//! Any bytes as a document, an archive and company facts.
//!
//! The first byte names the file. What must hold for every input is asserted here.

#![no_main]

use std::io::Cursor;

use counterflow_read::Span;
use counterflow_read::document::archive::{Limits, each};
use counterflow_read::document::{Document, open};
use counterflow_read::facts;
use libfuzzer_sys::fuzz_target;

/// The names that a format is told by.
const NAMES: &[&str] = &["a", "a.txt", "a.md", "a.html", "a.xml", "a.pdf", "a.json", "a.zip"];
/// Archives are stopped early, so that a run does not spend its time on them.
const LIMITS: Limits = Limits { member: 1 << 20, total: 1 << 22, ratio: 250 };

fuzz_target!(|bytes: &[u8]| {
    let Some((first, bytes)) = bytes.split_first() else { return };
    let name = NAMES[usize::from(*first) % NAMES.len()];
    match name {
        "a.json" => {
            if let Ok(facts) = facts::read(bytes) {
                let book = facts::entries(&facts, None, |_| true);
                assert_eq!(book.written + book.left_out, facts.observations.len());
            }
        }
        "a.zip" => {
            let mut total = 0;
            let _ = each(name, Cursor::new(bytes), LIMITS, &mut |member| {
                total += member.content.map_or(0, |bytes| bytes.len() as u64);
            });
            assert!(total <= LIMITS.total, "{total} bytes were unpacked");
        }
        _ => {
            if let Ok(document) = open(name, bytes.to_vec()) {
                holds_together(&document, bytes);
            }
        }
    }
});

fn holds_together(document: &Document, bytes: &[u8]) {
    if std::str::from_utf8(bytes).is_ok() && document.encoding == "UTF-8" {
        assert_eq!(document.original.as_bytes(), bytes, "what is UTF-8 is kept");
    }
    let text = document.view.text();
    assert!(!text.trim().is_empty(), "a document has text");
    for (at, one) in text.char_indices() {
        let span = document.view.original(Span::new(at as u32, (at + one.len_utf8()) as u32));
        assert!(document.original.get(span.range()).is_some(), "{one:?} leads to {span:?}");
    }
    for row in &document.rows {
        assert!(text.get(row.range()).is_some_and(|row| row.contains(" | ")), "{row:?}");
    }
    for stated in [&document.title, &document.published, &document.url].into_iter().flatten() {
        assert!(document.original.get(stated.at.range()).is_some(), "{stated:?}");
    }
}
