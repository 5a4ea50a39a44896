//! Parts to the text of a file.

mod header;

pub use header::header_line;

use counterflow_syntax::{Files, format, parse};

use crate::error::{Found, Problem, shown};
use crate::parts::{Body, BookParts, FieldParts, Item, ItemKind, Line};
use crate::path::SETTINGS;
use crate::{BookFile, Place};

/// A text may hold at most this many bytes: what a book's reader takes.
const LARGEST: usize = 1 << 30;

/// Whether a text is small enough to be read.
pub fn fits(text: &str, found: &mut Found) -> bool {
    if text.len() > LARGEST {
        found.add(Place::Whole, too_large("the text", text.len()));
    }
    text.len() <= LARGEST
}

fn too_large(what: &str, bytes: usize) -> Problem {
    let problem = Problem::new(format!("{what} holds {bytes} bytes, and the limit is {LARGEST}"));
    problem.help("split the book's files and include the parts")
}

/// The files of a book: the settings as given, the others formatted. Nothing is made of a book
/// with mistakes.
pub fn files(book: BookParts, found: &mut Found) -> Vec<BookFile> {
    if !found.is_empty() {
        return Vec::new();
    }
    let settings = book.settings.map(|text| BookFile { path: SETTINGS.to_string(), text });
    let files = book.files.into_iter().filter_map(|file| {
        let (text, as_given) = match file.body {
            Body::Text(text) => (text, true),
            Body::Items(items) => (unaligned(&items), false),
        };
        if text.len() > LARGEST {
            found.add(Place::Whole, too_large(&format!("`{}`", shown(&file.path)), text.len()));
            return None;
        }
        Some(BookFile { path: file.path, text: if as_given { text } else { tidy(&text) } })
    });
    settings.into_iter().chain(files).collect()
}

/// The text of a file as the formatter prints it.
pub fn join(items: &[Item]) -> String {
    tidy(&unaligned(items))
}

/// A text as the formatter prints it.
pub fn tidy(text: &str) -> String {
    let mut files = Files::default();
    let id = files.add("", text);
    format(&parse(&files, id).value, &files)
}

/// The lines of a file, with one blank wherever the formatter lines values up.
pub fn unaligned(items: &[Item]) -> String {
    let mut text = String::new();
    for (at, item) in items.iter().enumerate() {
        if at > 0 && !item.tight {
            text.push('\n');
        }
        push_lines(&item.kind, &mut text);
        text.push('\n');
    }
    text
}

/// The lines of one item.
pub fn lines_of(kind: &ItemKind) -> String {
    let mut text = String::new();
    push_lines(kind, &mut text);
    text
}

fn push_lines(kind: &ItemKind, out: &mut String) {
    match kind {
        ItemKind::Comment(text) | ItemKind::Raw(text) => out.push_str(text),
        ItemKind::Entry(entry) => {
            out.push_str(&with_comment(&entry.line, entry.comment.as_deref()));
            for line in &entry.lines {
                out.push('\n');
                match line {
                    Line::Comment(text) => out.push_str(text),
                    Line::Field(field) => out.push_str(&field_line(field)),
                }
            }
        }
    }
}

/// A `key: value` line.
pub fn field_line(field: &FieldParts) -> String {
    let (key, value) = (&field.key, &field.value);
    let line = if value.is_empty() { format!("  {key}:") } else { format!("  {key}: {value}") };
    with_comment(&line, field.comment.as_deref())
}

/// A line with a comment at its end.
pub fn with_comment(line: &str, comment: Option<&str>) -> String {
    match comment {
        Some(comment) => format!("{line}  {comment}"),
        None => line.to_string(),
    }
}
