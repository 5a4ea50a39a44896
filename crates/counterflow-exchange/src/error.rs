//! What is wrong with a text that was to become a book: where, what, and what to write.

use std::fmt;

/// After so many mistakes the others are only counted: a wrong column repeats in every row.
const MOST_MISTAKES: usize = 1_000;

/// Where a mistake is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The text as a whole.
    Whole,
    /// A line and a column of the text, both counted from 1.
    Position {
        /// The line.
        line: usize,
        /// The column.
        column: usize,
    },
    /// A value in JSON, such as `files[0].entries[3].header.date`.
    Path(String),
    /// A row of a table, counted from 1 with the names of the columns as the first, and a column.
    Cell {
        /// The row.
        row: usize,
        /// The name of the column.
        column: String,
    },
}

impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Place::Whole => out.write_str("the whole text"),
            Place::Position { line, column } => write!(out, "line {line}, column {column}"),
            Place::Path(path) => out.write_str(path),
            Place::Cell { row, column } if column.is_empty() => write!(out, "row {row}"),
            Place::Cell { row, column } => write!(out, "row {row}, column `{column}`"),
        }
    }
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Where.
    pub place: Place,
    /// What, in one lower-case phrase.
    pub title: String,
    /// What to write instead.
    pub help: Option<String>,
}

impl fmt::Display for Mistake {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        write!(out, "{}: {}", self.place, self.title)?;
        match &self.help {
            Some(help) => write!(out, "\n  help: {help}"),
            None => Ok(()),
        }
    }
}

/// Everything that is wrong with a text that was to become a book.
///
/// At most 1,000 mistakes are kept; the others are counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportError {
    mistakes: Vec<Mistake>,
    omitted: usize,
}

impl ImportError {
    /// The mistakes, in the order in which they were found. There is at least one.
    pub fn mistakes(&self) -> &[Mistake] {
        &self.mistakes
    }

    /// How many further mistakes were found.
    pub fn omitted(&self) -> usize {
        self.omitted
    }
}

impl fmt::Display for ImportError {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        for (at, mistake) in self.mistakes.iter().enumerate() {
            let end = if at == 0 { "" } else { "\n" };
            write!(out, "{end}{mistake}")?;
        }
        match self.omitted {
            0 => Ok(()),
            count => write!(out, "\nand {count} more"),
        }
    }
}

impl std::error::Error for ImportError {}

/// A mistake that does not yet know its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    title: String,
    help: Option<String>,
}

impl Problem {
    pub fn new(title: impl Into<String>) -> Problem {
        Problem { title: title.into(), help: None }
    }

    pub fn help(mut self, help: impl Into<String>) -> Problem {
        self.help = Some(help.into());
        self
    }

    /// Adds advice if there is any.
    pub fn maybe_help(mut self, help: Option<String>) -> Problem {
        self.help = help;
        self
    }
}

/// The mistakes met so far.
#[derive(Debug, Default)]
pub(crate) struct Found {
    mistakes: Vec<Mistake>,
    omitted: usize,
}

impl Found {
    pub fn add(&mut self, place: Place, problem: Problem) {
        match self.mistakes.len() < MOST_MISTAKES {
            true => {
                let Problem { title, help } = problem;
                self.mistakes.push(Mistake { place, title, help });
            }
            false => self.omitted += 1,
        }
    }

    /// Adds mistakes that were held back.
    pub fn append(&mut self, other: Found) {
        for Mistake { place, title, help } in other.mistakes {
            self.add(place, Problem { title, help });
        }
        self.omitted += other.omitted;
    }

    /// Whether nothing was wrong so far.
    pub fn is_empty(&self) -> bool {
        self.mistakes.is_empty()
    }

    /// The value, if nothing was wrong.
    ///
    /// # Errors
    ///
    /// The mistakes found, if there are any.
    pub fn or<T>(self, value: T) -> Result<T, ImportError> {
        match self.mistakes.is_empty() {
            true => Ok(value),
            false => Err(ImportError { mistakes: self.mistakes, omitted: self.omitted }),
        }
    }
}

/// Text from outside, short enough for a message and without control characters.
pub(crate) fn shown(text: &str) -> String {
    const MOST: usize = 60;
    let mut shown: String =
        text.chars().take(MOST).map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect();
    if text.chars().nth(MOST).is_some() {
        shown.push('…');
    }
    shown
}
