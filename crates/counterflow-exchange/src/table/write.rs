//! The parts of a book to rows.

use std::collections::BTreeMap;

use super::cells::{guarded, pack};
use super::columns::{COMMENT, ENTRY, FILE, LINES, OTHER, READ_ONLY, TEXT, TIGHT, columns, keys};
use super::{layout, read};
use crate::join::lines_of;
use crate::parts::{Body, BookParts, EntryKind, EntryParts, Item, ItemKind, Line, Part};
use crate::path::SETTINGS;

/// A row by the names of its columns; an empty cell is left out.
pub type Row = BTreeMap<String, String>;

/// Writes a book: a row of names, then a row an item.
pub fn write(book: &BookParts, guard: bool) -> String {
    let columns = columns();
    let index: BTreeMap<&str, usize> = columns.iter().map(String::as_str).zip(0..).collect();
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    // Writing to memory does not fail.
    let _ = writer.write_record(&columns);
    for row in rows(book) {
        let mut cells = vec![String::new(); columns.len()];
        for (column, cell) in row {
            let data = guard && !READ_ONLY.contains(&column.as_str());
            if let Some(place) = index.get(column.as_str()).and_then(|at| cells.get_mut(*at)) {
                *place = if data { guarded(&cell) } else { cell };
            }
        }
        let _ = writer.write_record(&cells);
    }
    let bytes = writer.into_inner().unwrap_or_default();
    let text = String::from_utf8(bytes).unwrap_or_default();
    // By its byte order mark a spreadsheet knows that the text is UTF-8.
    if guard { format!("\u{FEFF}{text}") } else { text }
}

fn rows(book: &BookParts) -> impl Iterator<Item = Row> {
    let settings = book.settings.iter().map(|text| text_row(SETTINGS, "settings", text));
    let files = book.files.iter().flat_map(|file| {
        let (text, items): (_, &[Item]) = match &file.body {
            Body::Text(text) => (Some(text.as_str()), &[]),
            // A file without entries still is a file.
            Body::Items(items) if items.is_empty() => (Some(""), &[]),
            Body::Items(items) => (None, items),
        };
        let text = text.map(|text| text_row(&file.path, "text", text));
        text.into_iter().chain(items.iter().map(|item| item_row(&file.path, item)))
    });
    settings.chain(files)
}

fn text_row(file: &str, entry: &str, text: &str) -> Row {
    let cells = [(FILE, file), (ENTRY, entry), (TEXT, text)];
    cells.map(|(column, cell)| (column.to_string(), cell.to_string())).into()
}

fn item_row(file: &str, item: &Item) -> Row {
    let mut row = match &item.kind {
        ItemKind::Comment(text) => text_row(file, "comment", text),
        ItemKind::Raw(text) => text_row(file, "raw", text),
        // An entry that a row cannot hold, such as one with an empty title, is kept as it stands.
        ItemKind::Entry(entry) => match entry_row(file, entry) {
            row if read::prints(&row, item) => row,
            _ => text_row(file, "raw", &lines_of(&item.kind)),
        },
    };
    if item.tight {
        row.insert(TIGHT.to_string(), "yes".to_string());
    }
    row
}

fn entry_row(file: &str, entry: &EntryParts) -> Row {
    let kind = EntryKind::of(entry.header.verb()).map_or("", EntryKind::word);
    let mut row = text_row(file, kind, "");
    for (part, name, is_list) in Part::ALL {
        let texts = entry.header.list(part);
        let cell = if is_list { texts.join(", ") } else { texts.concat() };
        row.insert(name.to_string(), cell);
    }
    if let Some(means) = &entry.means {
        let cells = READ_ONLY.into_iter().zip(means.cells());
        row.extend(cells.map(|(column, cell)| (column.to_string(), cell.to_string())));
    }
    if let Some(comment) = &entry.comment {
        row.insert(COMMENT.to_string(), comment.clone());
    }
    row.insert(LINES.to_string(), layout::cell(&entry.lines));
    row.extend(key_cells(&entry.lines));
    row.retain(|_, cell| !cell.is_empty());
    row
}

/// The values of the lines, packed by key; keys without a column share one.
fn key_cells(lines: &[Line]) -> Row {
    let fields = lines.iter().filter_map(|line| match line {
        Line::Field(field) => Some(field),
        Line::Comment(_) => None,
    });
    let mut by_column: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for field in fields {
        let (column, value) = match keys().any(|key| key == field.key) {
            true => (format!("{}:", field.key), field.value.clone()),
            false => (OTHER.to_string(), format!("{}: {}", field.key, field.value)),
        };
        by_column.entry(column).or_default().push(value);
    }
    let cells = by_column.into_iter();
    cells.map(|(column, values)| (column, pack(values.iter().map(String::as_str)))).collect()
}
