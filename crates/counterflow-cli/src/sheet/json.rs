//! Documents as JSON: one object each, a row of a table an object in it.

use std::io::Write;

use super::{Cells, Document, Part, Printer, Shown};
use crate::output::Failure;

/// Prints one object a document.
pub struct Json<'a> {
    pub(super) out: &'a mut (dyn Write + Send),
    /// Whether each object is on one line; else each row is.
    pub(super) many: bool,
}

impl Printer for Json<'_> {
    fn print(&mut self, document: &Document) -> Result<(), Failure> {
        write!(self.out, "{{")?;
        let mut first = true;
        for (name, value) in &document.facts {
            self.name(&mut first, name)?;
            write!(self.out, "{value}")?;
        }
        for part in &document.parts {
            match part.name {
                None => self.part(part, &mut first)?,
                Some(name) => {
                    self.name(&mut first, name)?;
                    write!(self.out, "{{")?;
                    self.part(part, &mut true)?;
                    write!(self.out, "}}")?;
                }
            }
        }
        Ok(writeln!(self.out, "}}")?)
    }

    fn end(self: Box<Self>) -> Result<(), Failure> {
        Ok(self.out.flush()?)
    }
}

impl Json<'_> {
    fn name(&mut self, first: &mut bool, name: &str) -> Result<(), Failure> {
        let comma = if *first { "" } else { "," };
        *first = false;
        Ok(write!(self.out, "{comma}\"{name}\":")?)
    }

    fn part(&mut self, part: &Part, first: &mut bool) -> Result<(), Failure> {
        self.name(first, part.rows)?;
        let line = if self.many { "" } else { "\n" };
        write!(self.out, "[")?;
        for row in 0..part.height() {
            write!(self.out, "{}{line}", if row == 0 { "" } else { "," })?;
            self.row(part, row)?;
        }
        write!(self.out, "{line}]")?;
        for (name, value) in &part.facts {
            self.name(first, name)?;
            write!(self.out, "{value}")?;
        }
        Ok(())
    }

    fn row(&mut self, part: &Part, row: usize) -> Result<(), Failure> {
        write!(self.out, "{{")?;
        let mut first = true;
        for column in part.columns.iter().filter(|column| column.shown != Shown::Flat) {
            self.name(&mut first, column.name)?;
            self.cell(&column.cells, row)?;
        }
        Ok(write!(self.out, "}}")?)
    }

    fn cell(&mut self, cells: &Cells, row: usize) -> Result<(), Failure> {
        let written = match cells {
            Cells::Text(cells) => serde_json::to_writer(&mut self.out, cells[row]),
            Cells::Number(cells) => serde_json::to_writer(&mut self.out, &cells[row]),
            Cells::Count(cells) => serde_json::to_writer(&mut self.out, &cells[row]),
            Cells::Flag(cells) => serde_json::to_writer(&mut self.out, &cells[row]),
        };
        written.map_err(|error| std::io::Error::from(error).into())
    }
}
