//! Any bytes as prose, read to its claims and written in every form.
//!
//! What must hold for every input is asserted here.

#![no_main]

use counterflow_read::Reader;
use counterflow_read::claim::Claim;
use counterflow_read::document::{Document, open};
use counterflow_read::output::jsonl;
use counterflow_read::output::{BookNames, SourceRecord, entries, html, source_id, table};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(document) = open("a.txt", bytes.to_vec()) else { return };
    let read = Reader::default().read(&document.view);
    for claim in &read.claims {
        holds_together(claim, &document);
    }
    let all: Vec<&Claim> = read.claims.iter().collect();
    let printed = table(&all, &document) + &html::section(&document, &read, 1);
    assert!(!printed.is_empty());
    let record = SourceRecord::default();
    let mut names = BookNames::default();
    let id = source_id(&document, &record, &mut names);
    let made = entries(&document, &read, &id, &record, &mut names);
    assert_eq!(made.entered + made.left_out, all.len(), "no claim is lost");
});

fn holds_together(claim: &Claim, document: &Document) {
    let (text, evidence) = (document.view.text(), claim.evidence);
    assert!(text.get(evidence.range()).is_some_and(|quote| !quote.trim().is_empty()), "{claim:?}");
    let place = document.view.original(evidence);
    assert!(document.original.get(place.range()).is_some(), "{claim:?} leads to {place:?}");
    assert!(!claim.rule.is_empty(), "{claim:?} has no rule");
    if let Some(money) = &claim.amount {
        assert!(text.get(money.span.range()).is_some(), "{claim:?} has money of no place");
        assert!(money.high.is_none_or(|high| high >= money.value), "{claim:?} ends before it starts");
    }
    let line = jsonl::line(claim, &document.view, &document.original);
    assert!(line.starts_with('{') && !line.contains('\n'), "{line}");
}
