//! The parts of a book to JSON.

use std::fmt::Write;

use serde_json::{Map, Value, json};

use super::{FORMAT, VERSION};
use crate::parts::{Body, BookParts, EntryKind, EntryParts, FieldParts, Header, Item, ItemKind, Line, Part};

/// Writes a book: one entry a line, so that a change of an entry changes its line.
pub fn write(book: &BookParts) -> String {
    let mut out = String::new();
    let settings = json!(book.settings);
    // Writing to a string cannot fail.
    let _ = write!(
        out,
        "{{\n  \"format\": \"{FORMAT}\",\n  \"version\": {VERSION},\n  \"settings\": {settings},\n  \"files\": ["
    );
    for (at, file) in book.files.iter().enumerate() {
        let path = json!(file.path);
        let _ = write!(out, "{}\n    {{\n      \"path\": {path},\n", comma(at));
        match &file.body {
            Body::Text(text) => {
                let _ = writeln!(out, "      \"text\": {}", json!(text));
            }
            Body::Items(items) => entries(items, &mut out),
        }
        out.push_str("    }");
    }
    out.push_str(if book.files.is_empty() { "]\n}\n" } else { "\n  ]\n}\n" });
    out
}

fn comma(at: usize) -> &'static str {
    if at > 0 { "," } else { "" }
}

fn entries(items: &[Item], out: &mut String) {
    out.push_str("      \"entries\": [");
    for (at, entry) in items.iter().enumerate() {
        let _ = write!(out, "{}\n        {}", comma(at), item(entry));
    }
    out.push_str(if items.is_empty() { "]\n" } else { "\n      ]\n" });
}

fn item(item: &Item) -> Value {
    let mut object = Map::new();
    if item.tight {
        object.insert("tight".into(), true.into());
    }
    match &item.kind {
        ItemKind::Comment(text) => drop(object.insert("comment".into(), json!(text))),
        ItemKind::Raw(text) => drop(object.insert("raw".into(), json!(text))),
        ItemKind::Entry(parts) => entry(parts, &mut object),
    }
    Value::Object(object)
}

fn entry(entry: &EntryParts, object: &mut Map<String, Value>) {
    object.insert("header".into(), header(entry));
    if let Some(comment) = &entry.comment {
        object.insert("comment".into(), json!(comment));
    }
    if !entry.lines.is_empty() {
        let lines = entry.lines.iter().map(|line| match line {
            Line::Comment(text) => json!({ "comment": text }),
            Line::Field(parts) => field(parts),
        });
        object.insert("fields".into(), lines.collect());
    }
}

fn header(entry: &EntryParts) -> Value {
    let kind = EntryKind::of(entry.header.verb());
    let mut object = Map::new();
    match kind {
        Some(EntryKind::Include) => insert(&mut object, "include", &entry.header, Part::Title),
        Some(EntryKind::Judgement) => {
            insert(&mut object, "judge", &entry.header, Part::Verb);
            let pair = [Part::From, Part::To].map(|part| entry.header.one(part));
            object.insert("parties".into(), json!(pair));
        }
        _ => {
            for (part, _, is_list) in Part::ALL {
                let name = super::names::of(kind, part);
                match is_list && !entry.header.list(part).is_empty() {
                    true => drop(object.insert(name.into(), json!(entry.header.list(part)))),
                    false => insert(&mut object, name, &entry.header, part),
                }
                if let (Part::Quantity, Some(means)) = (part, &entry.means) {
                    object.insert("means".into(), means.json());
                }
            }
        }
    }
    Value::Object(object)
}

fn insert(object: &mut Map<String, Value>, name: &str, header: &Header, part: Part) {
    if let Some(text) = header.one(part) {
        object.insert(name.into(), json!(text));
    }
}

fn field(field: &FieldParts) -> Value {
    let mut object = Map::new();
    object.insert("key".into(), json!(field.key));
    object.insert("value".into(), json!(field.value));
    if let Some(means) = &field.means {
        object.insert("means".into(), means.json());
    }
    if let Some(comment) = &field.comment {
        object.insert("comment".into(), json!(comment));
    }
    Value::Object(object)
}
