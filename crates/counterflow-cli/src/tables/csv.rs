//! Tables as CSV: commas, a first line that names the columns, quotes where needed.

use std::fs::File;
use std::io::Read;

use csv::{ErrorKind, Position, Reader, ReaderBuilder, StringRecord};

use super::cell::Cell;
use super::mistakes::Mistakes;
use super::source::{Rows, Source};
use crate::output::Failure;

/// Large, so that reading is bound by what is read and not by calls of the system.
const BUFFER: usize = 1 << 20;

/// Opens a table.
///
/// # Errors
///
/// [`Failure::Wrong`] if it is empty or its first line is not text in columns.
pub fn open(name: String, file: File) -> Result<Source, Failure> {
    let wrong = |text: String| Failure::Wrong(vec![format!("{name}{text}")]);
    let mut reader = ReaderBuilder::new().flexible(true).buffer_capacity(BUFFER).from_reader(file);
    let header = reader.headers().map_err(|error| wrong(format!(":1: {}", why(&error))))?;
    let columns: Vec<String> = header.iter().map(|name| name.trim().to_string()).collect();
    if columns.iter().all(String::is_empty) {
        return Err(wrong(": the file is empty; its first line names the columns".to_string()));
    }
    if let [one] = columns.as_slice()
        && let Some(mark) = [';', '\t', '|'].into_iter().find(|&mark| one.contains(mark))
    {
        let mark = if mark == '\t' { "tabs".to_string() } else { format!("`{mark}`") };
        return Err(wrong(format!(":1: columns are separated by {mark}; save it with commas")));
    }
    let width = columns.len();
    let rows = Text { name: name.clone(), reader, record: StringRecord::new(), width };
    Ok(Source { name, columns, rows: Box::new(rows), is_text: true })
}

struct Text<R> {
    name: String,
    reader: Reader<R>,
    record: StringRecord,
    width: usize,
}

impl<R: Read> Rows for Text<R> {
    fn next(&mut self, mistakes: &mut Mistakes) -> bool {
        loop {
            match self.reader.read_record(&mut self.record) {
                Ok(false) => return false,
                Ok(true) if self.record.len() == self.width => return true,
                Ok(true) => mistakes.push(format!(
                    "{}:{}: {} cells under {} columns; put text that has commas in quotes",
                    self.name,
                    self.line(),
                    self.record.len(),
                    self.width
                )),
                Err(error) => {
                    let line = error.position().map_or(0, Position::line);
                    mistakes.push(format!("{}:{line}: {}", self.name, why(&error)));
                    // A file that cannot be read any further has no next row.
                    if error.is_io_error() {
                        return false;
                    }
                }
            }
        }
    }

    fn line(&self) -> u64 {
        self.record.position().map_or(0, Position::line)
    }

    fn cell(&self, column: usize) -> Cell<'_> {
        match self.record.get(column).map(str::trim) {
            None | Some("") => Cell::Blank,
            Some(text) => Cell::Text(text),
        }
    }
}

fn why(error: &csv::Error) -> String {
    match error.kind() {
        ErrorKind::Utf8 { .. } => "it is not UTF-8; save it so".to_string(),
        ErrorKind::Io(error) => format!("cannot be read: {}", crate::load::reason(error)),
        _ => "it is not CSV".to_string(),
    }
}
