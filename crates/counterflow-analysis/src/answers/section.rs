//! A table as data.

/// A table of a report.
#[derive(Clone, Debug)]
pub struct Section {
    /// A short name, for anchors and JSON.
    pub key: &'static str,
    /// The heading.
    pub title: &'static str,
    /// One line on how to read it.
    pub about: String,
    /// The heads of the columns; the first ones hold text, the others numbers.
    pub columns: Vec<String>,
    /// The rows, each with as many cells as there are columns.
    pub rows: Vec<Vec<Cell>>,
}

/// What of a figure a cell shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// The headline reading.
    Headline,
    /// The firm reading.
    Firm,
    /// The range.
    Range,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Words.
    Text(String),
    /// A reading of the figure at this position of [`Answers::figures`](crate::Answers::figures).
    Figure(usize, Shown),
    /// Nothing.
    Blank,
}

impl Cell {
    /// Words.
    pub fn text(text: impl Into<String>) -> Cell {
        Cell::Text(text.into())
    }
}
