//! The table of debts and stakes.

use std::path::Path;

use counterflow_clearing::WebBuilder;

use super::cell::Kind;
use super::columns::{Wanted, find, in_column, number, number_or_blank, text};
use super::lines::Lines;
use super::mistakes::{Mistakes, quoted};
use super::parties::{Parties, meant};
use super::source::{Source, place};
use crate::output::Failure;

const KIND: Wanted = Wanted::needed("kind", &["type"]);
const ENDS: [Wanted; 3] = [
    Wanted::needed("from", &["debtor", "borrower", "payer", "owner", "holder", "source", "src"]),
    Wanted::needed("to", &["creditor", "lender", "payee", "owned", "target", "dst"]),
    Wanted::needed("amount", &["value", "weight", "liability", "share", "exposure", "debt"]),
];
const KNOWN: [&str; 5] = ["kind", "from", "to", "amount", "seniority"];

/// Debts or stakes, a row each.
#[derive(Debug, Default)]
pub struct Links {
    /// Debtors, or owners.
    pub from: Vec<u32>,
    /// Creditors, or whom is owned.
    pub to: Vec<u32>,
    /// Money, or shares.
    pub amount: Vec<f64>,
    lines: Lines,
}

impl Links {
    fn push(&mut self, from: u32, to: u32, amount: f64, line: u64) {
        self.from.push(from);
        self.to.push(to);
        self.amount.push(amount);
        self.lines.push(line);
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.from.len()
    }

    /// From whom, to whom, how much.
    pub fn rows(&self) -> impl Iterator<Item = (u32, u32, f64)> + '_ {
        let ends = self.from.iter().zip(&self.to).zip(&self.amount);
        ends.map(|((&from, &to), &amount)| (from, to, amount))
    }
}

/// All debts and stakes of a table.
#[derive(Debug, Default)]
pub struct Edges {
    /// From debtor to creditor, in money.
    pub debts: Links,
    /// The class of each debt; empty where no row tells one.
    pub seniority: Vec<u32>,
    /// Whether there is a debt without a class.
    pub unranked: bool,
    /// From owner to owned, in shares from 0 to 1.
    pub stakes: Links,
    name: String,
    is_text: bool,
    /// The parties of the last row: those of the next are often the same.
    last: [Option<u32>; 2],
}

/// Where the columns of a table are.
struct Columns {
    kind: Option<usize>,
    from: usize,
    to: usize,
    amount: usize,
    seniority: Option<usize>,
}

impl Edges {
    /// Reads debts and stakes among these parties.
    ///
    /// # Errors
    ///
    /// If there is no such file or it is no table. What is wrong with its cells is in `mistakes`.
    pub fn read(path: &Path, parties: &Parties, mistakes: &mut Mistakes) -> Result<Edges, Failure> {
        Edges::read_with(path, KIND, parties, mistakes)
    }

    /// Reads a table that may be without a column `kind`: all its rows are debts then.
    ///
    /// # Errors
    ///
    /// As [`Edges::read`].
    pub fn read_debts(
        path: &Path,
        parties: &Parties,
        mistakes: &mut Mistakes,
    ) -> Result<Edges, Failure> {
        Edges::read_with(path, Wanted::optional("kind"), parties, mistakes)
    }

    fn read_with(
        path: &Path,
        kind: Wanted,
        parties: &Parties,
        mistakes: &mut Mistakes,
    ) -> Result<Edges, Failure> {
        let mut source = Source::open(path)?;
        let [from, to, amount] = ENDS;
        let wanted = [kind, from, to, amount, Wanted::optional("seniority")];
        let found = find(&source, &wanted, &KNOWN, mistakes);
        let (name, is_text) = (source.name.clone(), source.is_text);
        let mut edges = Edges { name, is_text, ..Edges::default() };
        let [kind_at, Some(from), Some(to), Some(amount), seniority] = found[..] else {
            return Ok(edges);
        };
        if kind.needed && kind_at.is_none() {
            return Ok(edges);
        }
        let columns = Columns { kind: kind_at, from, to, amount, seniority };
        while source.rows.next(mistakes) {
            edges.row(&source, &columns, parties, mistakes);
        }
        Ok(edges)
    }

    fn row(&mut self, source: &Source, at: &Columns, parties: &Parties, mistakes: &mut Mistakes) {
        let kind = at.kind.map_or(Some("debt"), |kind| text(source, kind, mistakes));
        let is_stake = match kind {
            Some("debt") => false,
            Some("stake") => true,
            Some(other) => {
                let told = format!("{} is no kind; write `debt` or `stake`", quoted(other));
                mistakes.push(in_column(source, at.kind.unwrap_or_default(), &told));
                return;
            }
            None => return,
        };
        let from = party_after(self.last[0], source, at.from, parties, mistakes);
        let to = party_after(self.last[1], source, at.to, parties, mistakes);
        self.last = [from, to];
        let kind = if is_stake { Kind::Part } else { Kind::Amount };
        let amount = number(source, at.amount, kind, mistakes);
        let (Some(from), Some(to), Some(amount)) = (from, to, amount) else { return };
        let line = source.rows.line();
        if is_stake {
            self.stakes.push(from, to, amount, line);
            return;
        }
        self.debts.push(from, to, amount, line);
        let class = at.seniority.map(|at| number_or_blank(source, at, Kind::Class, mistakes));
        self.rank(class.filter(|class| !class.is_nan()));
    }

    /// Notes the class of the last debt.
    fn rank(&mut self, class: Option<f64>) {
        self.unranked |= class.is_none();
        if class.is_some() && self.seniority.is_empty() {
            self.seniority.resize(self.debts.len() - 1, WebBuilder::UNRANKED);
        }
        if class.is_some() || !self.seniority.is_empty() {
            self.seniority.push(class.map_or(WebBuilder::UNRANKED, |class| class as u32));
        }
    }

    /// Adds up debts between the same parties that are of several classes, for models in which no
    /// debt ranks before another.
    ///
    /// # Errors
    ///
    /// If a debt stands twice in one class.
    pub fn merge_classes(&mut self) -> Result<(), Failure> {
        let classes = std::mem::take(&mut self.seniority);
        if classes.is_empty() {
            return Ok(());
        }
        let debts = &self.debts;
        let pair = |row: usize| (debts.from[row], debts.to[row]);
        let mut order: Vec<usize> = (0..debts.len()).collect();
        order.sort_by_key(|&row| (pair(row), classes[row]));
        let mut mistakes = Mistakes::default();
        let mut merged = Links::default();
        let mut before = None;
        for row in order {
            let (from, to) = pair(row);
            if before.is_some_and(|before| pair(before) == (from, to)) {
                let first = before.unwrap_or_default();
                if classes[first] == classes[row] {
                    mistakes.push(self.told_twice(row, first));
                }
                let last = merged.len() - 1;
                merged.amount[last] += debts.amount[row];
            } else {
                merged.push(from, to, debts.amount[row], debts.lines.of(row));
            }
            before = Some(row);
        }
        self.debts = merged;
        mistakes.none()
    }

    /// That a debt stands twice.
    pub fn told_twice(&self, row: usize, first: usize) -> String {
        format!(
            "{}: a second debt between the same parties in the same class; the first is at {}; \
             add the two up",
            self.place_of_debt(row),
            self.place_of_debt(first)
        )
    }

    /// Where a debt is.
    pub fn place_of_debt(&self, row: usize) -> String {
        place(&self.name, self.is_text, self.debts.lines.of(row))
    }

    /// Where a stake is.
    pub fn place_of_stake(&self, row: usize) -> String {
        place(&self.name, self.is_text, self.stakes.lines.of(row))
    }

    /// The name of the file.
    pub fn file(&self) -> &str {
        &self.name
    }
}

/// The party that a cell names; tells if there is none.
pub fn party(
    source: &Source,
    column: usize,
    parties: &Parties,
    mistakes: &mut Mistakes,
) -> Option<u32> {
    party_after(None, source, column, parties, mistakes)
}

/// The same after a row that names this party.
fn party_after(
    last: Option<u32>,
    source: &Source,
    column: usize,
    parties: &Parties,
    mistakes: &mut Mistakes,
) -> Option<u32> {
    let name = text(source, column, mistakes)?;
    let last = last.filter(|&last| parties.name(last as usize) == name);
    let found = last.or_else(|| parties.number(name));
    if found.is_none() {
        let hint = match meant(parties, name) {
            Some(near) => format!("did you mean {}?", quoted(near)),
            None => "give it a row in the table of nodes".to_string(),
        };
        let told = format!("{} is no party; {hint}", quoted(name));
        mistakes.push(in_column(source, column, &told));
    }
    found
}
