//! Tables of numbers as they are printed: for people, as JSON, CSV or Parquet.

mod csv;
mod json;
#[cfg(feature = "parquet")]
mod parquet;
mod text;

use std::borrow::Cow;
use std::io::Write;

use serde_json::Value;

use crate::args::TableFormat;
use crate::output::Failure;

pub use text::short;

/// What is printed at once: facts, and tables with facts and notes of their own.
#[derive(Debug)]
pub struct Document<'a> {
    /// What holds for all parts.
    pub facts: Vec<(&'static str, Value)>,
    /// The tables.
    pub parts: Vec<Part<'a>>,
}

/// A table.
#[derive(Debug)]
pub struct Part<'a> {
    /// What it is called, where there are several.
    pub name: Option<&'static str>,
    /// What its rows are.
    pub rows: &'static str,
    /// Its columns, all of one length.
    pub columns: Vec<Column<'a>>,
    /// What holds for the whole table, for programs.
    pub facts: Vec<(&'static str, Value)>,
    /// The same for people, a line each.
    pub notes: Vec<String>,
}

impl Part<'_> {
    fn height(&self) -> usize {
        self.columns.first().map_or(0, |column| column.cells.len())
    }
}

/// A column of a table.
#[derive(Debug)]
pub struct Column<'a> {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub cells: Cells<'a>,
    /// Where it is shown.
    pub shown: Shown,
}

impl<'a> Column<'a> {
    /// A column of names.
    pub fn text(name: &'static str, cells: Vec<&'a str>) -> Column<'a> {
        Column { name, cells: Cells::Text(cells), shown: Shown::Everywhere }
    }

    /// A column of whole numbers, some of which are not there.
    pub fn count(name: &'static str, cells: Cow<'a, [Option<u32>]>, shown: Shown) -> Column<'a> {
        Column { name, cells: Cells::Count(cells), shown }
    }

    /// A column of numbers.
    pub fn number(name: &'static str, cells: Cow<'a, [f64]>, shown: Shown) -> Column<'a> {
        Column { name, cells: Cells::Number(cells), shown }
    }
}

/// The cells of a column.
#[derive(Debug)]
pub enum Cells<'a> {
    /// Names.
    Text(Vec<&'a str>),
    /// Numbers.
    Number(Cow<'a, [f64]>),
    /// Whole numbers, some of which are not there.
    Count(Cow<'a, [Option<u32>]>),
    /// Yes and no.
    Flag(Vec<bool>),
}

impl Cells<'_> {
    fn len(&self) -> usize {
        match self {
            Cells::Text(cells) => cells.len(),
            Cells::Number(cells) => cells.len(),
            Cells::Count(cells) => cells.len(),
            Cells::Flag(cells) => cells.len(),
        }
    }
}

/// Where a column is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// In every form.
    Everywhere,
    /// Not to people.
    Programs,
    /// Where rows of all parts are in one table.
    Flat,
}

/// Prints documents one after another.
pub trait Printer {
    /// Prints one.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    fn print(&mut self, document: &Document) -> Result<(), Failure>;

    /// Ends the output.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    fn end(self: Box<Self>) -> Result<(), Failure>;
}

/// A printer of documents; `many` if there may be several, which JSON has on a line each.
///
/// # Errors
///
/// [`Failure::Call`] if the form is not built in.
pub fn printer<'a>(
    format: TableFormat,
    many: bool,
    out: &'a mut (dyn Write + Send),
) -> Result<Box<dyn Printer + 'a>, Failure> {
    Ok(match format {
        TableFormat::Table => Box::new(text::Text::new(out)),
        TableFormat::Json => Box::new(json::Json { out, many }),
        TableFormat::Csv => Box::new(csv::Rows::new(out)),
        TableFormat::Parquet => return parquet_printer(out),
    })
}

#[cfg(feature = "parquet")]
fn parquet_printer<'a>(out: &'a mut (dyn Write + Send)) -> Result<Box<dyn Printer + 'a>, Failure> {
    Ok(Box::new(parquet::Rows::new(out)))
}

#[cfg(not(feature = "parquet"))]
fn parquet_printer<'a>(_: &'a mut (dyn Write + Send)) -> Result<Box<dyn Printer + 'a>, Failure> {
    Err(Failure::Call(format!("cannot write Parquet: {}", crate::tables::NO_PARQUET)))
}

/// Stops a call that asks for a form which is not built in, before any work is done.
///
/// # Errors
///
/// [`Failure::Call`] that says how to build it.
pub fn is_built_in(format: TableFormat) -> Result<(), Failure> {
    printer(format, false, &mut std::io::sink()).map(drop)
}
