//! The table of shocks: many scenarios over one web.

use std::path::Path;

use super::cell::Kind;
use super::columns::{Wanted, find, number, text};
use super::edges::party;
use super::lines::Lines;
use super::mistakes::{Mistakes, quoted};
use super::parties::Parties;
use super::source::{Source, place};
use crate::output::Failure;

/// What the numbers of a table of shocks are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// What a party has outside of the web, in place of what the table of nodes tells.
    ExternalAssets,
    /// What a party loses, in money.
    Loss,
}

/// Scenarios, in the order in which their names first come.
#[derive(Debug)]
pub struct Shocks {
    /// What the numbers are.
    pub change: Change,
    names: Parties,
    /// Rows by scenario: which party, what number.
    rows: Vec<(u32, f64)>,
    /// Where the rows of each scenario start.
    starts: Vec<usize>,
}

const SCENARIO: Wanted = Wanted::needed("scenario", &["name", "id", "run"]);
const PARTY: Wanted = Wanted::needed("party", &["bank", "firm", "node"]);
const KNOWN: [&str; 4] = ["scenario", "party", "external_assets", "loss"];

impl Shocks {
    /// Reads scenarios. Rows of one need not follow one another; a party without a row stays as it
    /// is.
    ///
    /// # Errors
    ///
    /// If there is no such file or it is no table. What is wrong with its cells is in `mistakes`.
    pub fn read(
        path: &Path,
        parties: &Parties,
        mistakes: &mut Mistakes,
    ) -> Result<Shocks, Failure> {
        let mut source = Source::open(path)?;
        let columns =
            [SCENARIO, PARTY, Wanted::optional("external_assets"), Wanted::optional("loss")];
        let found = find(&source, &columns, &KNOWN, mistakes);
        let mut table = Table::default();
        let change = change(&source, found[2], found[3], mistakes);
        if let ([Some(scenario), Some(at), ..], Some((_, amount))) = (&found[..], change) {
            while source.rows.next(mistakes) {
                let name = text(&source, *scenario, mistakes);
                let party = party(&source, *at, parties, mistakes);
                let amount = number(&source, amount, Kind::Amount, mistakes);
                if let (Some(name), Some(party), Some(amount)) = (name, party, amount) {
                    table.push(name, party, amount, source.rows.line());
                }
            }
        }
        if table.rows.is_empty() && mistakes.is_empty() {
            mistakes.push(format!("{}: there are no rows; write one for each change", source.name));
        }
        let change = change.map_or(Change::Loss, |(change, _)| change);
        Ok(table.sorted(change, &source, parties, mistakes))
    }

    /// How many scenarios.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// The name of a scenario.
    pub fn name(&self, scenario: usize) -> &str {
        self.names.name(scenario)
    }

    /// The changes of a scenario: which party, what number.
    pub fn of(&self, scenario: usize) -> &[(u32, f64)] {
        &self.rows[self.starts[scenario]..self.starts[scenario + 1]]
    }
}

/// Which of the two columns there is.
fn change(
    source: &Source,
    assets: Option<usize>,
    loss: Option<usize>,
    mistakes: &mut Mistakes,
) -> Option<(Change, usize)> {
    match (assets, loss) {
        (Some(at), None) => return Some((Change::ExternalAssets, at)),
        (None, Some(at)) => return Some((Change::Loss, at)),
        (None, None) => mistakes.push(format!(
            "{}: there is no column `external_assets` or `loss`; there are {}",
            source.place(1),
            quoted(&source.columns.join(", "))
        )),
        (Some(_), Some(at)) => mistakes.push(format!(
            "{}: there are both `external_assets` and `{}`; keep one",
            source.place(1),
            source.columns[at]
        )),
    }
    None
}

/// Rows as they come.
#[derive(Default)]
struct Table {
    names: Parties,
    rows: Vec<(u32, u32, f64)>,
    lines: Lines,
}

impl Table {
    fn push(&mut self, name: &str, party: u32, amount: f64, line: u64) {
        let scenario = self.names.add(name).unwrap_or_else(|there| there);
        self.rows.push((scenario, party, amount));
        self.lines.push(line);
    }

    /// Puts rows of one scenario together; tells parties that have two of them.
    fn sorted(
        self,
        change: Change,
        source: &Source,
        parties: &Parties,
        mistakes: &mut Mistakes,
    ) -> Shocks {
        let mut order: Vec<u32> = (0..self.rows.len() as u32).collect();
        let key = |&row: &u32| {
            let (scenario, party, _) = self.rows[row as usize];
            (scenario, party)
        };
        order.sort_by_key(key);
        for pair in order.windows(2).filter(|pair| key(&pair[0]) == key(&pair[1])) {
            let place = |row: u32| place(&source.name, source.is_text, self.lines.of(row as usize));
            let (scenario, party) = key(&pair[0]);
            mistakes.push(format!(
                "{}: scenario {} tells of {} already, at {}; keep one",
                place(pair[1]),
                quoted(self.names.name(scenario as usize)),
                quoted(parties.name(party as usize)),
                place(pair[0]),
            ));
        }
        let mut starts = vec![0; self.names.len() + 1];
        self.rows.iter().for_each(|&(scenario, ..)| starts[scenario as usize + 1] += 1);
        for scenario in 0..self.names.len() {
            starts[scenario + 1] += starts[scenario];
        }
        let rows = order.iter().map(|&row| {
            let (_, party, amount) = self.rows[row as usize];
            (party, amount)
        });
        Shocks { change, rows: rows.collect(), names: self.names, starts }
    }
}
