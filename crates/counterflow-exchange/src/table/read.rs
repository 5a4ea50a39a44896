//! Rows to the parts of a book. Every mistake is reported with its row and column.

use std::collections::BTreeMap;

use counterflow_syntax::{TokenKind, nearest};

use super::cells::{unguarded, unpack};
use super::columns::{COMMENT, ENTRY, FILE, LINES, OTHER, READ_ONLY, TEXT, TIGHT, columns, keys};
use super::layout;
use super::quotes::bad_quote;
use super::write::Row;
use crate::error::{Found, Problem, shown};
use crate::join::lines_of;
use crate::parts::{
    Body, BookParts, EntryKind, EntryParts, FileParts, Header, Item, ItemKind, Line, Part,
};
use crate::path::{Paths, SETTINGS};
use crate::split::pieces;
use crate::{Place, check};

/// Reads a table. What could not be read is left out, and is in `found`.
pub fn read(text: &str, guard: bool, found: &mut Found) -> Option<BookParts> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let delimiter = delimiter(text);
    if let Some(bad) = bad_quote(text, delimiter) {
        let title = match bad.open {
            true => "a quote is never closed",
            false => "text follows a closing quote",
        };
        let place = Place::Position { line: bad.line, column: bad.column };
        found.add(place, Problem::new(title).help("write `\"\"` for a quote inside a quoted cell"));
        return None;
    }
    let mut records = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes())
        .into_records()
        // Quotes pair up and the text is UTF-8, so every record can be read.
        .map_while(Result::ok);
    let names = names(records.next(), found)?;
    let mut book = Book::default();
    for (index, record) in records.enumerate() {
        let row = index + 2;
        extra_cells(&names, &record, row, found);
        let cells = names
            .iter()
            .zip(&record)
            .filter(|(name, cell)| !cell.is_empty() && !READ_ONLY.contains(&name.as_str()));
        let plain = |cell: &str| if guard { unguarded(cell) } else { cell }.to_string();
        let cells: Row = cells.map(|(name, cell)| (name.clone(), plain(cell))).collect();
        if !cells.is_empty() {
            book.row(cells, &mut Wrong { row, found });
        }
    }
    Some(book.parts())
}

/// The character between cells: some systems write `;` or tabs.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or("");
    let given = [b',', b';', b'\t'].into_iter().find(|byte| first.as_bytes().contains(byte));
    given.unwrap_or(b',')
}

/// The names of the columns.
fn names(record: Option<csv::StringRecord>, found: &mut Found) -> Option<Vec<String>> {
    let known = columns();
    let names: Vec<String> = record.iter().flatten().map(|name| name.trim().to_string()).collect();
    let mut seen = BTreeMap::new();
    for name in &names {
        let place = || Place::Cell { row: 1, column: shown(name) };
        if !known.contains(name) {
            let near = nearest(name, known.iter().map(String::as_str));
            let help = near.map(|near| format!("write `{near}`"));
            let title = format!("unknown column `{}`", shown(name));
            found.add(place(), Problem::new(title).maybe_help(help));
        } else if seen.insert(name, ()).is_some() {
            found.add(place(), Problem::new(format!("the column `{name}` is given twice")));
        }
    }
    for name in [FILE, "verb"] {
        if !names.iter().any(|given| given == name) {
            let place = Place::Cell { row: 1, column: String::new() };
            let help = "the first row holds the names of the columns";
            found.add(place, Problem::new(format!("the column `{name}` is missing")).help(help));
        }
    }
    found.is_empty().then_some(names)
}

fn extra_cells(names: &[String], record: &csv::StringRecord, row: usize, found: &mut Found) {
    if record.iter().skip(names.len()).any(|cell| !cell.is_empty()) {
        let title = format!("{} cells stand under {} columns", record.len(), names.len());
        let place = Place::Cell { row, column: String::new() };
        found.add(place, Problem::new(title).help("put a cell with commas in quotes"));
    }
}

/// What is wrong in one row.
struct Wrong<'f> {
    row: usize,
    found: &'f mut Found,
}

impl Wrong<'_> {
    fn at(&mut self, column: &str, problem: Problem) {
        self.found.add(Place::Cell { row: self.row, column: column.to_string() }, problem);
    }
}

/// The files so far. Rows of one file may stand anywhere; their order is that of its entries.
#[derive(Default)]
struct Book {
    settings: Option<String>,
    files: Vec<(String, Vec<Item>, Option<String>)>,
    index: BTreeMap<String, usize>,
    paths: Paths,
}

impl Book {
    fn row(&mut self, mut row: Row, wrong: &mut Wrong) {
        let file = row.remove(FILE).unwrap_or_default();
        let entry = row.remove(ENTRY).unwrap_or_default();
        if entry == "settings" {
            return self.settings(&file, row, wrong);
        }
        let index = self.file(&file, wrong);
        if entry == "text" {
            return self.text(index, row, wrong);
        }
        let Some(item) = item(&entry, row, wrong) else { return };
        if let Some((_, items, text)) = self.files.get_mut(index) {
            if text.is_some() {
                wrong.at(ENTRY, text_and_entries());
            }
            items.push(item);
        }
    }

    /// Position of the file of this path.
    fn file(&mut self, path: &str, wrong: &mut Wrong) -> usize {
        if let Some(index) = self.index.get(path) {
            return *index;
        }
        if let Err(problem) = self.paths.add(path) {
            wrong.at(FILE, problem);
        }
        self.index.insert(path.to_string(), self.files.len());
        self.files.push((path.to_string(), Vec::new(), None));
        self.files.len() - 1
    }

    fn settings(&mut self, file: &str, mut row: Row, wrong: &mut Wrong) {
        let text = row.remove(TEXT).unwrap_or_default();
        only(&row, "settings", wrong);
        if file != SETTINGS {
            wrong.at(FILE, Problem::new(format!("expected `{SETTINGS}`, found `{}`", shown(file))));
        }
        if self.settings.replace(text).is_some() {
            wrong.at(ENTRY, Problem::new("the settings are given twice"));
        }
    }

    fn text(&mut self, index: usize, mut row: Row, wrong: &mut Wrong) {
        let whole = row.remove(TEXT).unwrap_or_default();
        only(&row, "text", wrong);
        if let Some((_, items, text)) = self.files.get_mut(index)
            && (text.replace(whole).is_some() || !items.is_empty())
        {
            wrong.at(ENTRY, text_and_entries());
        }
    }

    fn parts(self) -> BookParts {
        let files = self.files.into_iter().map(|(path, items, text)| {
            let body = text.map_or(Body::Items(items), Body::Text);
            FileParts { path, body }
        });
        BookParts { settings: self.settings, files: files.collect() }
    }
}

fn text_and_entries() -> Problem {
    Problem::new("the text of the whole file and other rows are both given").help("leave one out")
}

/// Reports cells that a row of this kind does not have.
fn only(row: &Row, entry: &str, wrong: &mut Wrong) {
    for column in row.keys() {
        wrong.at(column, Problem::new(format!("a row of kind `{entry}` has no such cell")));
    }
}

fn item(entry: &str, mut row: Row, wrong: &mut Wrong) -> Option<Item> {
    let tight = match row.remove(TIGHT).as_deref() {
        None | Some("no") => false,
        Some("yes") => true,
        Some(other) => {
            let title = format!("expected `yes` or nothing, found `{}`", shown(other));
            wrong.at(TIGHT, Problem::new(title));
            false
        }
    };
    let kind = match entry {
        "comment" | "raw" => text_item(entry, row, wrong)?,
        _ => ItemKind::Entry(entry_parts(entry, row, wrong)?),
    };
    Some(Item { tight, kind })
}

fn text_item(entry: &str, mut row: Row, wrong: &mut Wrong) -> Option<ItemKind> {
    let text = row.remove(TEXT).unwrap_or_default();
    only(&row, entry, wrong);
    let checked = match entry {
        "comment" => check::comment_line(&text),
        _ => check::raw_lines(&text),
    };
    match (checked, entry) {
        (Err(problem), _) => {
            wrong.at(TEXT, problem);
            None
        }
        (Ok(()), "comment") => Some(ItemKind::Comment(text)),
        (Ok(()), _) => Some(ItemKind::Raw(text)),
    }
}

fn entry_parts(entry: &str, mut row: Row, wrong: &mut Wrong) -> Option<EntryParts> {
    let header = header(&mut row, wrong)?;
    kind_fits(entry, &header, wrong);
    let comment = row.remove(COMMENT);
    if let Some(Err(problem)) = comment.as_deref().map(check::trailing_comment) {
        wrong.at(COMMENT, problem);
    }
    let lines = lines(&mut row, wrong);
    only(&row, entry, wrong);
    match check::header(&header) {
        Ok(line) => Some(EntryParts { header, line, means: None, comment, lines: lines? }),
        Err(problems) => {
            for (part, problem) in problems {
                wrong.at(part.word(), problem);
            }
            None
        }
    }
}

/// Reports a kind of entry that the verb does not start. The kind may be left out.
fn kind_fits(entry: &str, header: &Header, wrong: &mut Wrong) {
    // An unknown verb is reported by itself.
    let Some(kind) = EntryKind::of(header.verb()) else { return };
    if !entry.is_empty() && entry != kind.word() {
        let verb = shown(header.verb());
        let title =
            format!("expected `{}` for the verb `{verb}`, found `{}`", kind.word(), shown(entry));
        wrong.at(ENTRY, Problem::new(title));
    }
}

fn header(row: &mut Row, wrong: &mut Wrong) -> Option<Header> {
    let mut header = Header::default();
    let mut whole = true;
    for (part, name, is_list) in Part::ALL {
        let Some(cell) = row.remove(name) else { continue };
        match is_list.then(|| names_of(&cell)) {
            None => header.set(part, cell),
            Some(Some(names)) => header.set_list(part, names),
            Some(None) => {
                let title = format!("`{}` is no list of names", shown(&cell));
                wrong.at(
                    name,
                    Problem::new(title).help("write names with commas between: `fir, elm`"),
                );
                whole = false;
            }
        }
    }
    whole.then_some(header)
}

/// The names in a cell, with commas between.
fn names_of(cell: &str) -> Option<Vec<String>> {
    let mut names = Vec::new();
    let mut wants_name = true;
    for piece in pieces(&check::inside(cell)).iter().skip(1) {
        match piece.kind {
            TokenKind::Space => {}
            TokenKind::Word if wants_name => {
                names.push(piece.text.to_string());
                wants_name = false;
            }
            TokenKind::Comma if !wants_name => wants_name = true,
            _ => return None,
        }
    }
    (!wants_name).then_some(names)
}

fn lines(row: &mut Row, wrong: &mut Wrong) -> Option<Vec<Line>> {
    let mut values = Vec::new();
    row.retain(|column, cell| match column.strip_suffix(':') {
        Some(key) => {
            values.extend(unpack(cell).into_iter().map(|value| (key.to_string(), value)));
            false
        }
        None => true,
    });
    for text in row.remove(OTHER).iter().flat_map(|cell| unpack(cell)) {
        match text.split_once(':') {
            Some((key, value)) => {
                let value = value.strip_prefix(' ').unwrap_or(value);
                values.push((key.trim_start_matches(' ').to_string(), value.to_string()));
            }
            None => {
                let problem = Problem::new(format!("`{}` has no `key:`", shown(&text)));
                wrong.at(OTHER, problem.help("write `key: value`"));
            }
        }
    }
    let lines = match layout::lines(&row.remove(LINES).unwrap_or_default(), values) {
        Ok(lines) => lines,
        Err(problem) => {
            wrong.at(LINES, problem);
            return None;
        }
    };
    for line in &lines {
        check_line(line, wrong);
    }
    Some(lines)
}

fn check_line(line: &Line, wrong: &mut Wrong) {
    match line {
        Line::Comment(text) => {
            if let Err(problem) = check::comment_line(text) {
                wrong.at(LINES, problem);
            }
        }
        Line::Field(field) => {
            if let Err((name, problem)) = check::field(field) {
                let column = match name {
                    "comment" => LINES.to_string(),
                    _ if keys().any(|key| key == field.key) => format!("{}:", field.key),
                    _ => OTHER.to_string(),
                };
                wrong.at(&column, problem);
            }
        }
    }
}

/// Whether a row reads back as the lines of this item.
pub fn prints(row: &Row, item: &Item) -> bool {
    let mut found = Found::default();
    let mut row = row.clone();
    row.remove(FILE);
    row.retain(|column, _| !READ_ONLY.contains(&column.as_str()));
    let entry = row.remove(ENTRY).unwrap_or_default();
    let read = self::item(&entry, row, &mut Wrong { row: 0, found: &mut found });
    found.is_empty() && read.is_some_and(|read| lines_of(&read.kind) == lines_of(&item.kind))
}
