//! What can be wrong with batches.

use std::fmt;

use super::edges::Places;
use crate::web::{WebError, WebErrors};

/// One thing that is wrong with a table.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum TableError {
    /// A column that is needed is not there.
    Missing {
        /// Which table: `nodes` or `edges`.
        table: &'static str,
        /// Which column.
        column: &'static str,
    },
    /// A column holds what no cell of it can be read from.
    Type {
        /// Which table.
        table: &'static str,
        /// Which column.
        column: &'static str,
        /// What it holds, as Arrow calls it.
        given: String,
    },
    /// A cell is wrong.
    Cell {
        /// Which table.
        table: &'static str,
        /// Which row, counted from 0 over all batches of the table.
        row: usize,
        /// Which column.
        column: &'static str,
        /// What is wrong with it.
        problem: Problem,
    },
    /// The tables as a whole are no web. Rows are those of the table of edges.
    Web(WebError),
}

/// What is wrong with a cell.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Problem {
    /// There is nothing in it.
    Blank,
    /// A kind of edge that there is none of.
    Kind(String),
    /// A party that is not in the table of nodes.
    Unknown(String),
    /// A party that has a row already.
    Again(String),
    /// A number that is no amount from 0 up.
    Amount(f64),
    /// A number that is no share from 0 to 1.
    Share(f64),
    /// A number that is no class of seniority.
    Class(f64),
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Problem::Blank => write!(f, "there is nothing; give it a value"),
            Problem::Kind(given) => write!(f, "`{given}` is no kind; give `debt` or `stake`"),
            Problem::Unknown(given) => {
                write!(f, "`{given}` is no party; give it a row in the table of nodes")
            }
            Problem::Again(given) => write!(f, "`{given}` has a row already; keep one"),
            Problem::Amount(given) => write!(f, "{given} is no amount; give a number from 0 up"),
            Problem::Share(given) => write!(f, "{given} is no share; give 5% as 0.05"),
            Problem::Class(given) => {
                write!(f, "{given} is no class; give 0 for the first to be paid, then 1, 2, …")
            }
        }
    }
}

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TableError::Missing { table, column } => {
                write!(f, "{table}: there is no column `{column}`; rename the one that is meant")
            }
            TableError::Type { table, column, given } => {
                let (_, wanted) = super::cells::wanted(column);
                write!(f, "{table}: column `{column}` is of type {given}; make it one of {wanted}")
            }
            TableError::Cell { table, row, column, problem } => {
                write!(f, "{table}, row {row}: column `{column}`: {problem}")
            }
            TableError::Web(WebError::Twice { table, row, first }) => write!(
                f,
                "edges, row {row}: column `amount`: {table} between the same parties, and of the \
                 same rank, as row {first}; add the two up"
            ),
            TableError::Web(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for TableError {}

/// All that is wrong with tables, as far as it is worth telling.
#[derive(Clone, Debug, PartialEq)]
pub struct TableErrors {
    /// The first mistakes: as [`WebErrors::TOLD`] has it, a hundred.
    pub errors: Vec<TableError>,
    /// How many more there are.
    pub more: usize,
}

impl TableErrors {
    pub(super) fn of_web(errors: WebErrors, places: &Places) -> TableErrors {
        let placed = |error| match error {
            WebError::Twice { table: "debts", row, first } => {
                let [row, first] = [row, first].map(|row| places.of_debt(row));
                WebError::Twice { table: "debts", row, first }
            }
            WebError::Twice { table, row, first } => {
                let [row, first] = [row, first].map(|row| places.of_stake(row));
                WebError::Twice { table, row, first }
            }
            other => other,
        };
        let told = errors.errors.into_iter().map(|error| TableError::Web(placed(error)));
        TableErrors { errors: told.collect(), more: errors.more }
    }
}

impl fmt::Display for TableErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, error) in self.errors.iter().enumerate() {
            let line = if number == 0 { "" } else { "\n" };
            write!(f, "{line}{error}")?;
        }
        if self.more > 0 {
            write!(f, "\nand {} more", self.more)?;
        }
        Ok(())
    }
}

impl std::error::Error for TableErrors {}

/// What has been found so far.
#[derive(Debug, Default)]
pub(super) struct Found {
    errors: Vec<TableError>,
    more: usize,
}

impl Found {
    pub fn push(&mut self, error: TableError) {
        if self.errors.len() < WebErrors::TOLD {
            self.errors.push(error);
        } else {
            self.more += 1;
        }
    }

    pub fn cell(
        &mut self,
        table: &'static str,
        row: usize,
        column: &'static str,
        problem: Problem,
    ) {
        self.push(TableError::Cell { table, row, column, problem });
    }

    /// Whether nothing was found.
    ///
    /// # Errors
    ///
    /// All that was.
    pub fn none(self) -> Result<(), TableErrors> {
        let Found { errors, more } = self;
        if errors.is_empty() { Ok(()) } else { Err(TableErrors { errors, more }) }
    }
}
