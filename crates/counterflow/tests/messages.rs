//! Every diagnostic code has a page in `messages/`, and what the page shows is what is printed.
//!
//! A page is `messages/CODE.md`, in this order:
//!
//! - `# CODE`, then the code's one-line summary as a sentence. Where an example cannot help
//!   showing a second mistake, a line `Comes with: `OTHER`.` names its code. Where the code is
//!   about a question rather than the book, a line `Asked with: `--assume NAME`.` gives the flags:
//!   `--assume`, `--known`, `--as-of`.
//! - `## What it means` and `## Why it matters`, in prose.
//! - `## An example`: the book, then a `text` block with all that is printed about the code.
//! - `## Put right`: the book again, without any diagnostic.
//!
//! A `book` block is `main.book`; a `file path=NAME` block is one more file of the book. A `bytes`
//! block stands for a `book` block that text cannot show: in it `\xFF`, `\u{200B}`, `\r`, `\t` and
//! `\\` are read as in a string of Rust. Files are given from memory, and some paths are special:
//! see [`load`].
//!
//! `COUNTERFLOW_ACCEPT=1 cargo test -p counterflow --test messages` writes what is printed into the
//! `text` blocks. It never changes a book.

#![expect(clippy::disallowed_methods, reason = "a test reads and rewrites the pages")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use counterflow::{LoadError, View, codes, open, report};
use counterflow_claim::When;
use counterflow_syntax::{Code, Diagnostic, Files, Severity, Style, render_text};

const SECTIONS: [&str; 4] = ["What it means", "Why it matters", "An example", "Put right"];

#[test]
fn every_code_has_a_page_and_every_page_a_code() {
    let codes: BTreeSet<String> = codes::all().iter().map(|code| code.name.to_string()).collect();
    let pages: BTreeSet<String> = page_names().into_iter().collect();
    let without: Vec<_> = codes.difference(&pages).collect();
    let stray: Vec<_> = pages.difference(&codes).collect();
    assert!(without.is_empty(), "codes without a page: {without:?}");
    assert!(stray.is_empty(), "pages without a code: {stray:?}");
}

#[test]
fn every_page_shows_what_is_printed() {
    let accept = std::env::var("COUNTERFLOW_ACCEPT").is_ok_and(|value| value == "1");
    let mut wrong = String::new();
    for code in codes::all() {
        let path = folder().join(format!("{}.md", code.name));
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let page = Page::read(&text);
        if accept && let Some(rewritten) = page.accept(&text, &printed(&page, code)) {
            std::fs::write(&path, rewritten).expect("the page can be written");
            continue;
        }
        for problem in problems(&page, code) {
            let _ = writeln!(wrong, "\nmessages/{}.md: {problem}", code.name);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn titles_are_short_phrases() {
    let mut wrong = String::new();
    for code in codes::all() {
        let Ok(text) = std::fs::read_to_string(folder().join(format!("{}.md", code.name))) else {
            continue;
        };
        let page = Page::read(&text);
        let (found, _) = run(&page.example, &page.view);
        for one in found.iter().filter(|one| one.code.name == code.name) {
            for problem in wording(one) {
                let _ = writeln!(wrong, "\n{}: {problem}", code.name);
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// A small book that is right, and a slip in it each: what stands there, what is written instead,
/// and the one code that is to be reported.
#[test]
fn one_slip_is_reported_once() {
    const BOOK: &str = "\
source harbour-post  \"Alder to host Birch\"
  published: 2026-02-10

company alder  \"Alder Group\"
company birch  \"Birch Labs\"

2026-01 buy birch -> alder  12 bn USD  signed
  id:     hosting
  source: harbour-post

2026-02 buy birch -> alder  3 bn USD  signed
  adds-to: hosting
  source:  harbour-post

2026-02 stake alder -> birch  2%
  source:  harbour-post \"a 2% stake\"
";
    const SLIPS: &[(&str, &str, &str)] = &[
        ("company alder", "compnay alder", "unknown-verb"),
        ("company alder", "firm alder", "unknown-verb"),
        ("company alder", "2026 company alder", "incomplete-header"),
        ("company alder  \"Alder Group\"\n", "", "unknown-party"),
        ("  id:     hosting", "\n  id:     hosting", "field-outside-entry"),
        ("  id:     hosting", "id:     hosting", "missing-indent"),
        ("  id:     hosting", "  id     hosting", "missing-key"),
        ("  id:     hosting", "  id :   hosting", "missing-key"),
        ("  id:     hosting", "  idd:   hosting", "unknown-key"),
        ("2026-01 buy", "2026-01 purchase", "unknown-verb"),
        ("2026-01 buy", "2026-01 bby", "unknown-verb"),
        ("2026-01 buy birch ->", "2026-01 buy birch", "incomplete-header"),
        ("2026-01 buy", "2026-13 buy", "impossible-date"),
        ("12 bn USD  signed", "12 bn USD  sgined", "unknown-stage"),
        ("12 bn USD", "12,5 bn USD", "invalid-amount"),
        ("12 bn USD", "12 bn USB", "unknown-unit"),
        ("adds-to: hosting", "adds-to: hostng", "unknown-claim"),
        ("source harbour-post", "sourse harbour-post", "unknown-verb"),
        ("published:", "publishd:", "unknown-key"),
        ("published: 2026-02-10", "published: 2026-02-30", "impossible-date"),
        ("published: 2026-02-10", "published:", "invalid-value"),
        ("source:  harbour-post", "sorce:  harbour-post", "unknown-key"),
        ("source:  harbour-post", "source:", "invalid-value"),
        ("source:  harbour-post \"a 2% stake\"", "source:  harbor-post", "unknown-source"),
        (
            "source:  harbour-post \"a 2% stake\"",
            "source:  harbour-post \"a 2% stake",
            "unterminated-string",
        ),
        ("\"Alder Group\"", "\"Alder Group", "unterminated-string"),
    ];
    assert_eq!(codes_of(BOOK), [""; 0]);
    let mut wrong = String::new();
    for (right, slip, code) in SLIPS {
        let found = codes_of(&BOOK.replacen(right, slip, 1));
        if found != [*code] {
            let _ = writeln!(wrong, "{slip:?} is reported as {found:?} and not as {code}");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

fn codes_of(text: &str) -> Vec<&'static str> {
    let book = Book::from([("main.book".to_string(), text.as_bytes().to_vec())]);
    run(&book, &View::default()).0.iter().map(|found| found.code.name).collect()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../messages")
}

fn page_names() -> Vec<String> {
    let entries = std::fs::read_dir(folder()).expect("there is a folder of pages");
    let paths = entries.map(|entry| entry.expect("the folder can be read").path());
    let pages = paths.filter(|path| path.extension().is_some_and(|end| end == "md"));
    let names = pages.filter_map(|path| Some(path.file_stem()?.to_string_lossy().into_owned()));
    names.collect()
}

/// A page, taken apart.
#[derive(Default)]
struct Page {
    title: String,
    summary: String,
    /// Codes that the example shows beside its own.
    beside: Vec<String>,
    /// How the example is looked at.
    view: View,
    sections: Vec<String>,
    /// Sections that hold no prose.
    bare: BTreeSet<String>,
    example: Book,
    put_right: Book,
    printed: Option<String>,
}

/// The files of a book, by path.
type Book = BTreeMap<String, Vec<u8>>;

impl Page {
    fn read(text: &str) -> Page {
        let mut page = Page::default();
        let mut lines = text.lines();
        while let Some(line) = lines.next() {
            if let Some(block) = line.strip_prefix("```") {
                let inside = lines.by_ref().take_while(|line| *line != "```");
                let inside: String = inside.flat_map(|line| [line, "\n"]).collect();
                page.block(block, inside);
            } else if let Some(section) = line.strip_prefix("## ") {
                page.sections.push(section.to_string());
                page.bare.insert(section.to_string());
            } else if let Some(title) = line.strip_prefix("# ") {
                page.title = title.to_string();
            } else if let Some(beside) = line.strip_prefix("Comes with: ") {
                let codes = beside.split('`').skip(1).step_by(2);
                page.beside.extend(codes.map(str::to_string));
            } else if let Some(flags) = line.strip_prefix("Asked with: ") {
                flags.split('`').skip(1).step_by(2).for_each(|flag| page.flag(flag));
            } else if let Some(section) = page.sections.last().filter(|_| !line.is_empty()) {
                page.bare.remove(section);
            } else if !line.is_empty() && page.summary.is_empty() {
                page.summary = line.to_string();
            }
        }
        page
    }

    fn flag(&mut self, flag: &str) {
        let (name, value) = flag.split_once(' ').expect("a flag and its value");
        let day = || When::parse(value).map(|when| when.last_day(Default::default()));
        match name {
            "--assume" => self.view.assume.push(value.to_string()),
            "--known" => self.view.known = day(),
            "--as-of" => self.view.as_of = day(),
            _ => panic!("unknown flag: {flag}"),
        }
    }

    fn block(&mut self, info: &str, inside: String) {
        let put_right = self.sections.last().is_some_and(|section| section == "Put right");
        let book = if put_right { &mut self.put_right } else { &mut self.example };
        if info == "text" {
            self.printed = Some(inside);
        } else if info == "book" {
            book.insert("main.book".to_string(), inside.into_bytes());
        } else if info == "bytes" {
            book.insert("main.book".to_string(), unescaped(&inside));
        } else if let Some(path) = info.strip_prefix("file path=") {
            book.insert(path.to_string(), inside.into_bytes());
        } else {
            panic!("unknown kind of block: {info}");
        }
    }

    /// The page with another `text` block; nothing if it has the right one already.
    fn accept(&self, text: &str, printed: &str) -> Option<String> {
        if self.printed.as_deref() == Some(printed) {
            return None;
        }
        let block = format!("```text\n{printed}```\n");
        let Some(start) = text.find("```text\n") else {
            let end = text.find("## Put right")?;
            return Some(format!("{}{block}\n{}", &text[..end], &text[end..]));
        };
        let end = start + text[start + 3..].find("```\n")? + "```\n".len() + 3;
        Some(format!("{}{block}{}", &text[..start], &text[end..]))
    }
}

/// Reads escapes as a string of Rust has them.
fn unescaped(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        out.extend(rest[..at].bytes());
        let escape = &rest[at + 1..];
        let (bytes, length) = match escape.chars().next() {
            Some('r') => (b"\r".to_vec(), 1),
            Some('t') => (b"\t".to_vec(), 1),
            Some('\\') => (b"\\".to_vec(), 1),
            Some('x') => (vec![u8::from_str_radix(&escape[1..3], 16).expect("two hex digits")], 3),
            Some('u') => {
                let end = escape.find('}').expect("a closing brace");
                let number = u32::from_str_radix(&escape[2..end], 16).expect("hex digits");
                let character = char::from_u32(number).expect("a character");
                (character.to_string().into_bytes(), end + 1)
            }
            other => panic!("unknown escape: {other:?}"),
        };
        out.extend(bytes);
        rest = &escape[length..];
    }
    out.extend(rest.bytes());
    out
}

/// The bytes of a path of a page's book.
///
/// `too-large.book` is over the limit, `secret.book` may not be opened and `linked.book` is a link
/// that leaves the folder, whatever the page holds. Any other path that the page does not give is
/// missing, with the paths that it gives beside it.
fn load(book: &Book, path: &str) -> Result<Vec<u8>, LoadError> {
    match path {
        "too-large.book" => Err(LoadError::TooLarge(3_221_225_472)),
        "secret.book" => Err(LoadError::Unreadable("permission denied".to_string())),
        "linked.book" => Err(LoadError::Outside),
        _ => {
            let beside = || LoadError::Missing(book.keys().cloned().collect());
            book.get(path).cloned().ok_or_else(beside)
        }
    }
}

/// All that is found in a book looked at in one way, and the texts that it points into.
fn run(book: &Book, view: &View) -> (Vec<Diagnostic>, Arc<Files>) {
    let opened = open(None, |path| load(book, path));
    let mut found = opened.diagnostics;
    found.extend(report(&opened.value, view).diagnostics);
    (found, opened.value.claims.files.clone())
}

/// What is printed about a code, its diagnostics with a blank line between.
fn printed(page: &Page, code: &Code) -> String {
    let (found, files) = run(&page.example, &page.view);
    let own = found.iter().filter(|one| one.code.name == code.name);
    let texts: Vec<String> = own.map(|one| render_text(one, &files, Style::Plain)).collect();
    let text = texts.join("\n\n");
    text.lines().flat_map(|line| [line.trim_end(), "\n"]).collect()
}

fn problems(page: &Page, code: &Code) -> Vec<String> {
    let mut wrong = shape(page, code);
    let (found, files) = run(&page.example, &page.view);
    let own: Vec<_> = found.iter().filter(|one| one.code.name == code.name).collect();
    if own.is_empty() {
        wrong.push("the example does not show the code".to_string());
    }
    if own.iter().any(|one| one.severity != code.level) {
        wrong.push("the example shows the code at another level than its own".to_string());
    }
    for other in found.iter().filter(|one| one.code.name != code.name) {
        let known = page.beside.iter().any(|beside| beside == other.code.name);
        if other.severity > Severity::Note && !known {
            let text = render_text(other, &files, Style::Plain);
            wrong.push(format!("the example shows another mistake:\n{text}"));
        }
    }
    let printed = printed(page, code);
    if page.printed.as_deref() != Some(printed.as_str()) {
        let page = page.printed.as_deref().unwrap_or("nothing\n");
        wrong.push(format!("the page shows\n{page}and what is printed is\n{printed}"));
    }
    let (found, files) = run(&page.put_right, &View::default());
    for one in &found {
        let text = render_text(one, &files, Style::Plain);
        wrong.push(format!("the book that is put right is not clean:\n{text}"));
    }
    wrong
}

fn shape(page: &Page, code: &Code) -> Vec<String> {
    let mut wrong = Vec::new();
    if page.title != code.name {
        wrong.push(format!("the title is `{}`", page.title));
    }
    let summary = sentence(code.summary);
    if page.summary != summary {
        wrong.push(format!("the first line is not the summary of the code: {summary}"));
    }
    if page.sections != SECTIONS {
        wrong.push(format!("the sections are {:?}", page.sections));
    }
    for section in ["What it means", "Why it matters"] {
        if page.bare.contains(section) {
            wrong.push(format!("nothing stands under `{section}`"));
        }
    }
    for (name, book) in [("example", &page.example), ("put-right", &page.put_right)] {
        if !book.contains_key("main.book") {
            wrong.push(format!("the {name} has no book"));
        }
    }
    wrong
}

/// A summary with a capital and a period.
fn sentence(summary: &str) -> String {
    let mut letters = summary.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).chain(['.']).collect()
}

/// What is wrong with the words of a diagnostic.
fn wording(found: &Diagnostic) -> Vec<String> {
    let mut wrong = Vec::new();
    let title = &found.title;
    if title.split_whitespace().count() > 15 {
        wrong.push(format!("a title of more than fifteen words: {title}"));
    }
    if title.ends_with('.') || title.starts_with(char::is_uppercase) {
        wrong.push(format!("a title is a lower-case phrase without a period: {title}"));
    }
    let labels = found.primary.iter().chain(&found.secondary).map(|label| &label.text);
    let help = found.help.iter().map(|fix| &fix.title);
    for text in labels.chain(help).chain(&found.notes).chain([title]) {
        // What stands in backticks is the book's; a question does not blame.
        let ours: String = text.split('`').step_by(2).collect();
        let ours = ours.replace("did you mean", "");
        let banned = ["got", "illegal", "bad", "please", "just", "oops", "you"];
        let words = ours.split(|c: char| !c.is_alphabetic());
        for word in words.filter(|word| banned.contains(word)) {
            wrong.push(format!("the word `{word}`: {text}"));
        }
    }
    let about_a_place = !["empty-book", "unknown-assumption"].contains(&found.code.name);
    if found.primary.is_none() && about_a_place {
        wrong.push("points to nothing".to_string());
    }
    wrong
}
