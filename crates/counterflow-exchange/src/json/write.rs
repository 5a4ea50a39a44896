//! The parts of a book to JSON.

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::{FORMAT, VERSION, names};
use crate::parts::{
    Body, BookParts, EntryKind, EntryParts, FieldParts, FileParts, Header, Item, ItemKind, Line,
    Part,
};

/// Writes a book: one entry a line, so that a change of an entry changes its line.
pub fn write(book: &BookParts) -> String {
    let mut out = Out::default();
    out.plain("{\n  \"format\": ").json(FORMAT);
    out.plain(",\n  \"version\": ").json(&VERSION);
    out.plain(",\n  \"settings\": ").json(&book.settings);
    out.plain(",\n  \"files\": ");
    out.list(2, &book.files, file);
    out.plain("\n}\n");
    String::from_utf8(out.bytes).unwrap_or_default()
}

/// The text so far. Writing to memory does not fail, so no error is looked at.
#[derive(Default)]
struct Out {
    bytes: Vec<u8>,
}

impl Out {
    fn plain(&mut self, text: &str) -> &mut Out {
        self.bytes.extend_from_slice(text.as_bytes());
        self
    }

    fn json<T: Serialize + ?Sized>(&mut self, value: &T) {
        let _ = serde_json::to_writer(&mut self.bytes, value);
    }

    /// A list with one item a line, or an empty one.
    fn list<T>(&mut self, indent: usize, items: &[T], write: impl Fn(&T, &mut Out)) {
        self.plain("[");
        for (at, item) in items.iter().enumerate() {
            self.plain(if at > 0 { ",\n" } else { "\n" }).plain(&" ".repeat(indent + 2));
            write(item, self);
        }
        if !items.is_empty() {
            self.plain("\n").plain(&" ".repeat(indent));
        }
        self.plain("]");
    }
}

fn file(file: &FileParts, out: &mut Out) {
    out.plain("{\n      \"path\": ").json(&file.path);
    match &file.body {
        Body::Text(text) => out.plain(",\n      \"text\": ").json(text),
        Body::Items(items) => {
            out.plain(",\n      \"entries\": ").list(6, items, |item, out| out.json(item));
        }
    }
    out.plain("\n    }");
}

impl Serialize for Item {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(None)?;
        if self.tight {
            object.serialize_entry("tight", &true)?;
        }
        match &self.kind {
            ItemKind::Comment(text) => object.serialize_entry("comment", text)?,
            ItemKind::Raw(text) => object.serialize_entry("raw", text)?,
            ItemKind::Entry(entry) => {
                object.serialize_entry("header", &WithMeans(entry))?;
                if let Some(comment) = &entry.comment {
                    object.serialize_entry("comment", comment)?;
                }
                if !entry.lines.is_empty() {
                    object.serialize_entry("fields", &entry.lines)?;
                }
            }
        }
        object.end()
    }
}

impl Serialize for Line {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(None)?;
        match self {
            Line::Comment(text) => object.serialize_entry("comment", text)?,
            Line::Field(field) => field_members(field, &mut object)?,
        }
        object.end()
    }
}

fn field_members<M: SerializeMap>(field: &FieldParts, object: &mut M) -> Result<(), M::Error> {
    object.serialize_entry("key", &field.key)?;
    object.serialize_entry("value", &field.value)?;
    if let Some(means) = &field.means {
        object.serialize_entry("means", means)?;
    }
    match &field.comment {
        Some(comment) => object.serialize_entry("comment", comment),
        None => Ok(()),
    }
}

/// A header with what its quantity means.
struct WithMeans<'e>(&'e EntryParts);

impl Serialize for WithMeans<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let EntryParts { header, means, .. } = self.0;
        let kind = EntryKind::of(header.verb());
        let mut object = serializer.serialize_map(None)?;
        match kind {
            Some(EntryKind::Include) => {
                object.serialize_entry("include", &header.one(Part::Title))?
            }
            Some(EntryKind::Judgement) => {
                object.serialize_entry("judge", header.verb())?;
                object.serialize_entry(
                    "parties",
                    &[Part::From, Part::To].map(|part| header.one(part)),
                )?;
            }
            _ => {
                for (part, _, is_list) in Part::ALL {
                    part_member(header, part, names::of(kind, part), is_list, &mut object)?;
                    if let (Part::Quantity, Some(means)) = (part, means) {
                        object.serialize_entry("means", means)?;
                    }
                }
            }
        }
        object.end()
    }
}

fn part_member<M: SerializeMap>(
    header: &Header,
    part: Part,
    name: &str,
    is_list: bool,
    object: &mut M,
) -> Result<(), M::Error> {
    match header.list(part) {
        [] => Ok(()),
        list if is_list => object.serialize_entry(name, list),
        list => object.serialize_entry(name, &list.concat()),
    }
}
