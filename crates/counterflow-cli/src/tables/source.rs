//! A table as its file has it: names of columns, and rows one after another.

use std::path::Path;

use super::cell::Cell;
use super::mistakes::Mistakes;
use crate::load;
use crate::output::Failure;

/// Rows of a table, each there until the next is asked for.
pub trait Rows {
    /// Goes on to the next row; whether there is one. Rows that cannot be read are told.
    fn next(&mut self, mistakes: &mut Mistakes) -> bool;

    /// The number of the row by which people find it.
    fn line(&self) -> u64;

    /// A cell of the row.
    fn cell(&self, column: usize) -> Cell<'_>;
}

/// An open table.
pub struct Source {
    /// What the file is called in messages.
    pub name: String,
    /// The names of its columns.
    pub columns: Vec<String>,
    /// Its rows.
    pub rows: Box<dyn Rows>,
    /// Whether rows are lines of a text.
    pub is_text: bool,
}

impl Source {
    /// Opens a table: Parquet if its name ends so, else CSV.
    ///
    /// # Errors
    ///
    /// [`Failure::Call`] if there is no such file, [`Failure::Wrong`] if it is no table.
    pub fn open(path: &Path) -> Result<Source, Failure> {
        let name = path.display();
        let cannot = |error: std::io::Error| {
            Failure::Call(format!("cannot read `{name}`: {}", load::reason(&error)))
        };
        let found = std::fs::metadata(path).map_err(cannot)?;
        if !found.is_file() {
            return Err(Failure::Call(format!("cannot read `{name}`: it is not a regular file")));
        }
        let file = std::fs::File::open(path).map_err(cannot)?;
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        let is_parquet = ["parquet", "pq"].contains(&ending.to_ascii_lowercase().as_str());
        let name = name.to_string();
        if is_parquet { super::source::parquet(name, file) } else { super::csv::open(name, file) }
    }

    /// Where a row is.
    pub fn place(&self, line: u64) -> String {
        place(&self.name, self.is_text, line)
    }
}

/// Where a row of a file is.
pub fn place(name: &str, is_text: bool, line: u64) -> String {
    if is_text { format!("{name}:{line}") } else { format!("{name}, row {line}") }
}

#[cfg(feature = "parquet")]
fn parquet(name: String, file: std::fs::File) -> Result<Source, Failure> {
    super::parquet::open(name, file)
}

#[cfg(not(feature = "parquet"))]
fn parquet(name: String, _: std::fs::File) -> Result<Source, Failure> {
    Err(Failure::Call(format!("cannot read `{name}`: {NO_PARQUET}")))
}

/// What is said where Parquet is asked for and not built in.
#[cfg(not(feature = "parquet"))]
pub const NO_PARQUET: &str = "this command was built without Parquet; build it with `cargo build \
                              --release -p counterflow-cli --features parquet`, or use CSV";
