//! Any bytes as a book: read, lowered, checked, formatted and rendered.
//!
//! What must hold for every input is asserted here; see `README.md` beside this folder.

#![no_main]

use std::sync::Arc;

use counterflow::{Book, LoadError, View};
use counterflow_claim::{Claims, Documents, Phrases, check, lower};
use counterflow_network::{State, interval};
use counterflow_syntax::{
    Diagnosed, Diagnostic, FileId, Files, Span, Style, Tree, format, parse, render_json,
    render_short, render_text,
};
use libfuzzer_sys::fuzz_target;

/// What follows this line is the book's `book.toml`.
const SETTINGS: &[u8] = b"\n#book.toml\n";
/// Rendering is slow beside reading; so many diagnostics of an input are rendered.
const MOST_RENDERED: usize = 8;

fuzz_target!(|bytes: &[u8]| {
    let (book, settings) = match bytes.windows(SETTINGS.len()).position(|part| part == SETTINGS) {
        Some(at) => (&bytes[..at], &bytes[at + SETTINGS.len()..]),
        None => (bytes, &b""[..]),
    };
    one_file(book);
    whole_book(book, settings);
});

/// Reads a file by itself and formats it.
fn one_file(bytes: &[u8]) {
    let mut files = Files::default();
    let id = files.add_bytes("main.book", bytes.to_vec());
    let (parsed, claims, found) = read(files, id);
    let files = &claims.files;
    assert_eq!(files.get(id).text().len(), bytes.len(), "offsets are those of the bytes");
    tokens_are_the_file(&parsed, files, id);
    spans_are_inside(&found, files);

    let once = format(&parsed, files);
    assert_eq!(content(files.get(id).text()), content(&once), "formatting keeps all content");
    let mut again = Files::default();
    let formatted = again.add("main.book", once.clone());
    let (reparsed, reread, found_again) = read(again, formatted);
    assert_eq!(format(&reparsed, &reread.files), once, "formatting twice is formatting once");
    assert_eq!(counts(&claims), counts(&reread), "formatting changes no claim");
    let bad_utf8 = usize::from(files.get(id).bad_utf8().is_some());
    // The bytes that are not UTF-8 are `?` once they are printed, so that report is not made again.
    assert_eq!(codes(&found)[bad_utf8..], codes(&found_again), "formatting changes no finding");
}

/// Reads a book as the command does, its file being included again under other names.
fn whole_book(bytes: &[u8], settings: &[u8]) {
    let opened = counterflow::open(None, |path| match path {
        "book.toml" if settings.is_empty() => Err(LoadError::Missing(Vec::new())),
        "book.toml" => Ok(settings.to_vec()),
        "main.book" | "again.book" | "part/again.book" => Ok(bytes.to_vec()),
        "large.book" => Err(LoadError::TooLarge(u64::MAX)),
        "locked.book" => Err(LoadError::Unreadable("permission denied".to_string())),
        "link.book" => Err(LoadError::Outside),
        _ => Err(LoadError::Missing(vec!["main.book".to_string(), "again.book".to_string()])),
    });
    let files = &opened.value.claims.files;
    spans_are_inside(&opened.diagnostics, files);
    for found in opened.diagnostics.iter().take(MOST_RENDERED) {
        for style in [Style::Plain, Style::Colored] {
            assert!(!render_text(found, files, style).is_empty());
        }
        assert!(!render_short(found, files).contains('\n'), "one line");
        assert!(!render_json(found, files).contains('\n'), "one line");
    }
    entailed(&opened.value, bytes);
}

/// What a book means, and its first words as a question: nothing may fail, and no figure is empty.
fn entailed(book: &Book, bytes: &[u8]) {
    let view = View::default();
    let report = counterflow::report(book, &view).value;
    for figure in &report.answers.figures {
        let empty = figure.readings.range.is_some_and(interval::is_empty);
        assert!(!empty || figure.state == State::Contradiction, "{} is empty", figure.id);
    }
    let first = String::from_utf8_lossy(&bytes[..bytes.len().min(80)]).into_owned();
    let _ = counterflow::ask(book, &view, &[first.clone()], &[first]);
}

fn read(files: Files, id: FileId) -> (Tree, Claims, Vec<Diagnostic>) {
    let Diagnosed { value: tree, diagnostics: mut found } = parse(&files, id);
    let trees = [tree];
    let claims = lower(&trees, Arc::new(files), Phrases::default()).into_parts(&mut found);
    found.extend(check(&claims, &Documents::new()));
    let [tree] = trees;
    (tree, claims, found)
}

fn tokens_are_the_file(tree: &Tree, files: &Files, id: FileId) {
    let mut end = 0;
    for (_, span) in tree.tokens() {
        assert_eq!(span.start, end, "a token starts where the one before it ends");
        assert!(span.end > span.start, "a token is not empty");
        end = span.end;
    }
    assert_eq!(end as usize, files.get(id).text().len(), "the tokens are the file");
    let printed: String = tree.tokens().map(|(_, span)| files.text(span)).collect();
    assert_eq!(printed, files.get(id).text(), "the tokens print the file");
}

fn spans_are_inside(found: &[Diagnostic], files: &Files) {
    for one in found {
        let labels = one.primary.iter().chain(&one.secondary).map(|label| label.span);
        let edits = one.help.iter().filter_map(|fix| fix.edit.as_ref()).map(|(span, _)| *span);
        for Span { file, start, end } in labels.chain(edits) {
            let text = files.get(file).text();
            let (start, end) = (start as usize, end as usize);
            assert!(start <= end && end <= text.len(), "`{}` points outside", one.code.name);
            // The reader of `book.toml` may point to a byte inside of a character.
            let whole = text.is_char_boundary(start) && text.is_char_boundary(end);
            let settings = one.code.name == "invalid-settings";
            assert!(whole || settings, "`{}` points to {start}..{end}", one.code.name);
        }
    }
}

/// A text without its blanks and line ends.
fn content(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, ' ' | '\t' | '\r' | '\n')).collect()
}

fn counts(claims: &Claims) -> [usize; 6] {
    [
        claims.parties.len(),
        claims.sources.len(),
        claims.claims.len(),
        claims.deals.len(),
        claims.judgements.len(),
        claims.assumptions.len() + claims.scenarios.len(),
    ]
}

fn codes(found: &[Diagnostic]) -> Vec<&'static str> {
    found.iter().map(|one| one.code.name).collect()
}
