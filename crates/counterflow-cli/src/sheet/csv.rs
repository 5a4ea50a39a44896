//! Documents as CSV: one table, its first line naming the columns.

use std::io::Write;

use super::{Cells, Document, Printer};
use crate::output::Failure;

/// Prints rows of all documents below one line of names.
pub struct Rows<'a> {
    out: csv::Writer<&'a mut (dyn Write + Send)>,
    begun: bool,
}

impl<'a> Rows<'a> {
    /// Nothing is printed yet.
    pub fn new(out: &'a mut (dyn Write + Send)) -> Rows<'a> {
        Rows { out: csv::Writer::from_writer(out), begun: false }
    }
}

impl Printer for Rows<'_> {
    fn print(&mut self, document: &Document) -> Result<(), Failure> {
        for part in &document.parts {
            if !self.begun {
                self.out
                    .write_record(part.columns.iter().map(|column| column.name))
                    .map_err(why)?;
                self.begun = true;
            }
            for row in 0..part.height() {
                for column in &part.columns {
                    self.out.write_field(cell(&column.cells, row)).map_err(why)?;
                }
                self.out.write_record(None::<&[u8]>).map_err(why)?;
            }
        }
        Ok(())
    }

    fn end(mut self: Box<Self>) -> Result<(), Failure> {
        Ok(self.out.flush()?)
    }
}

fn cell(cells: &Cells, row: usize) -> String {
    match cells {
        Cells::Text(cells) => cells[row].to_string(),
        Cells::Number(cells) => format!("{:?}", cells[row]),
        Cells::Count(cells) => cells[row].map_or_else(String::new, |count| count.to_string()),
        Cells::Flag(cells) => cells[row].to_string(),
    }
}

fn why(error: csv::Error) -> Failure {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error.into(),
        other => Failure::Call(format!("cannot write CSV: {other:?}")),
    }
}
