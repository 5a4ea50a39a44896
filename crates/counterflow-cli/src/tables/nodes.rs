//! The table of parties.

use std::path::Path;

use super::cell::Kind;
use super::columns::{Wanted, find, number, number_or_blank, text};
use super::lines::Lines;
use super::mistakes::{Mistakes, quoted};
use super::parties::Parties;
use super::source::{Source, place};
use crate::output::Failure;

/// Columns that some model or other takes, so that nobody is asked what is meant by them.
const KNOWN: [&str; 18] = [
    "party",
    "external_assets",
    "external_liabilities",
    "external_seniority",
    "buffer",
    "weight",
    "alpha",
    "beta",
    "loss",
    "recovery",
    "threshold",
    "failure_cost",
    "volatility",
    "maturity",
    "illiquid",
    "requirement",
    "owed",
    "claims",
];

const PARTY: Wanted = Wanted::needed("party", &["name", "id", "bank", "firm", "node", "country"]);

/// What a table of parties is to have beside their names.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its name and whether it is needed.
    pub wanted: Wanted,
    /// What it holds.
    pub kind: Kind,
}

impl Column {
    /// A column that must be there, in which no cell is blank.
    pub const fn needed(name: &'static str, kind: Kind, also: &'static [&'static str]) -> Column {
        Column { wanted: Wanted::needed(name, also), kind }
    }

    /// A column that may be there, with cells that may be blank.
    pub const fn optional(name: &'static str, kind: Kind) -> Column {
        Column { wanted: Wanted::optional(name), kind }
    }
}

/// Outside assets and debts: what every model of money asks for.
pub const BALANCE: [Column; 2] = [
    Column::needed("external_assets", Kind::Amount, &["assets", "outside_assets", "cash", "e"]),
    Column::needed(
        "external_liabilities",
        Kind::Amount,
        &["liabilities", "outside_liabilities", "deposits", "b"],
    ),
];

/// The parties, with one number each for every column that was asked for and is there.
#[derive(Debug)]
pub struct Nodes {
    /// Their names.
    pub parties: Parties,
    columns: Vec<(&'static str, Vec<f64>)>,
    name: String,
    is_text: bool,
    lines: Lines,
}

impl Nodes {
    /// Reads a table of parties.
    ///
    /// # Errors
    ///
    /// If there is no such file or it is no table. What is wrong with its cells is in `mistakes`.
    pub fn read(path: &Path, asked: &[Column], mistakes: &mut Mistakes) -> Result<Nodes, Failure> {
        let mut source = Source::open(path)?;
        let wanted: Vec<Wanted> =
            std::iter::once(PARTY).chain(asked.iter().map(|column| column.wanted)).collect();
        let found = find(&source, &wanted, &KNOWN, mistakes);
        let columns = asked.iter().zip(&found[1..]);
        let columns: Vec<(Column, usize)> =
            columns.filter_map(|(&column, at)| at.map(|at| (column, at))).collect();
        let mut nodes = Nodes {
            parties: Parties::default(),
            columns: columns.iter().map(|(column, _)| (column.wanted.name, Vec::new())).collect(),
            name: source.name.clone(),
            is_text: source.is_text,
            lines: Lines::default(),
        };
        let Some(party) = found[0] else { return Ok(nodes) };
        while source.rows.next(mistakes) {
            nodes.row(&source, party, &columns, mistakes);
        }
        if nodes.parties.is_empty() && mistakes.is_empty() {
            let told = "there are no rows; write one for each party";
            mistakes.push(format!("{}: {told}", nodes.name));
        }
        Ok(nodes)
    }

    fn row(
        &mut self,
        source: &Source,
        party: usize,
        columns: &[(Column, usize)],
        mistakes: &mut Mistakes,
    ) {
        let Some(name) = text(source, party, mistakes) else { return };
        if let Err(first) = self.parties.add(name) {
            let first = self.place(first as usize);
            let told = format!("{} has a row already, at {first}; keep one", quoted(name));
            mistakes.push(super::columns::in_column(source, party, &told));
            return;
        }
        self.lines.push(source.rows.line());
        for (&(column, at), (_, numbers)) in columns.iter().zip(&mut self.columns) {
            numbers.push(if column.wanted.needed {
                number(source, at, column.kind, mistakes).unwrap_or_default()
            } else {
                number_or_blank(source, at, column.kind, mistakes)
            });
        }
    }

    /// Where the row of a party is.
    pub fn place(&self, party: usize) -> String {
        place(&self.name, self.is_text, self.lines.of(party))
    }

    /// The name of the file.
    pub fn file(&self) -> &str {
        &self.name
    }

    /// The numbers of a column, if it is there; not a number where a cell is blank.
    pub fn column(&self, name: &str) -> Option<&[f64]> {
        let found = self.columns.iter().find(|(column, _)| *column == name);
        found.map(|(_, numbers)| numbers.as_slice())
    }

    /// The numbers of a column, and this where there is none.
    pub fn or(&self, name: &str, default: f64) -> Vec<f64> {
        match self.column(name) {
            None => vec![default; self.parties.len()],
            Some(numbers) => {
                let filled = |number: &f64| if number.is_nan() { default } else { *number };
                numbers.iter().map(filled).collect()
            }
        }
    }

    /// Whether a column says anything.
    pub fn tells(&self, name: &str) -> bool {
        self.column(name).is_some_and(|numbers| numbers.iter().any(|number| !number.is_nan()))
    }
}
