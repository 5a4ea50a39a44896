//! The table of debts and stakes.

use arrow_array::{ArrayRef, RecordBatch};

use super::SLICE;
use super::cells::{Known, Texts, column, needed, numbers};
use super::error::{Found, Problem};
use super::nodes::{amount, class_of};
use crate::names::Names;
use crate::web::WebBuilder;

const TABLE: &str = "edges";

/// Debts or stakes.
#[derive(Debug, Default)]
pub(super) struct Links {
    pub from: Vec<u32>,
    pub to: Vec<u32>,
    pub amount: Vec<f64>,
}

/// Which rows are stakes.
#[derive(Debug, Default)]
pub(super) struct Places {
    stakes: Vec<usize>,
}

impl Places {
    /// The row of a stake.
    pub fn of_stake(&self, stake: usize) -> usize {
        self.stakes[stake]
    }

    /// The row of a debt: as many stakes stand before it as stand before so many debts or fewer.
    pub fn of_debt(&self, debt: usize) -> usize {
        let (mut low, mut high) = (0, self.stakes.len());
        while low < high {
            let middle = (low + high) / 2;
            if self.stakes[middle] - middle <= debt {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        debt + low
    }
}

/// Debts and stakes as they come.
#[derive(Debug, Default)]
pub(super) struct Edges {
    pub debts: Links,
    /// The class of each debt; empty as long as none is told.
    pub seniority: Vec<u32>,
    /// Whether there is a debt without a class.
    pub unranked: bool,
    pub stakes: Links,
    pub places: Places,
    rows: usize,
    known: [Known; 2],
}

/// What some rows hold.
struct Slice<'a> {
    kind: &'a ArrayRef,
    kinds: Texts<'a>,
    ends: [(&'static str, &'a ArrayRef, Vec<Option<u32>>); 2],
    amount: Vec<Option<f64>>,
    class: Option<Vec<Option<f64>>>,
}

impl Edges {
    pub fn read(&mut self, batch: &RecordBatch, names: &Names, found: &mut Found) {
        for from in (0..batch.num_rows()).step_by(SLICE) {
            let slice = batch.slice(from, SLICE.min(batch.num_rows() - from));
            if self.slice(&slice, names, found).is_none() {
                return;
            }
            self.rows += slice.num_rows();
        }
    }

    /// Reads some rows, unless a column cannot be read.
    fn slice(&mut self, batch: &RecordBatch, names: &Names, found: &mut Found) -> Option<()> {
        let arrays = ["kind", "from", "to", "amount"].map(|name| needed(batch, TABLE, name, found));
        let class = column(batch, TABLE, "seniority", found);
        let [kind, from, to, amount] = arrays;
        let (kind, from, to) = (kind?, from?, to?);
        let [debtors, creditors] = &mut self.known;
        let slice = Slice {
            kinds: Texts::of(&kind)?,
            kind: &kind,
            ends: [
                ("from", &from, debtors.parties(&from, names)),
                ("to", &to, creditors.parties(&to, names)),
            ],
            amount: numbers(&amount?)?,
            class: class.and_then(|class| numbers(&class)),
        };
        (0..batch.num_rows()).for_each(|row| self.row(&slice, row, found));
        Some(())
    }

    fn row(&mut self, slice: &Slice, row: usize, found: &mut Found) {
        let place = self.rows + row;
        let is_stake = match slice.kinds.get(slice.kind, row) {
            Some("debt") => false,
            Some("stake") => true,
            Some(other) => {
                return found.cell(TABLE, place, "kind", Problem::Kind(other.to_string()));
            }
            None => return found.cell(TABLE, place, "kind", Problem::Blank),
        };
        let ends = [0, 1].map(|end| slice.party(end, row).map_err(|error| (end, error)));
        for (end, problem) in ends.iter().filter_map(|end| end.clone().err()) {
            found.cell(TABLE, place, slice.ends[end].0, problem);
        }
        let given = amount(slice.amount[row]);
        let given = given.and_then(|given| match is_stake && given > 1.0 {
            true => Err(Problem::Share(given)),
            false => Ok(given),
        });
        let given = given.map_err(|problem| found.cell(TABLE, place, "amount", problem));
        let ([Ok(from), Ok(to)], Ok(amount)) = (ends, given) else { return };
        let links = if is_stake { &mut self.stakes } else { &mut self.debts };
        links.from.push(from);
        links.to.push(to);
        links.amount.push(amount);
        if is_stake {
            self.places.stakes.push(place);
            return;
        }
        let class = class_of(slice.class.as_ref().and_then(|classes| classes[row]));
        self.rank(class.unwrap_or_else(|problem| {
            found.cell(TABLE, place, "seniority", problem);
            None
        }));
    }

    /// Notes the class of the last debt.
    fn rank(&mut self, class: Option<u32>) {
        self.unranked |= class.is_none();
        if class.is_some() && self.seniority.is_empty() {
            self.seniority.resize(self.debts.from.len() - 1, WebBuilder::UNRANKED);
        }
        if class.is_some() || !self.seniority.is_empty() {
            self.seniority.push(class.unwrap_or(WebBuilder::UNRANKED));
        }
    }
}

impl Slice<'_> {
    /// The party at one end of a row.
    fn party(&self, end: usize, row: usize) -> Result<u32, Problem> {
        let (_, array, parties) = &self.ends[end];
        parties[row].ok_or_else(|| {
            let name = Texts::of(array).and_then(|texts| texts.get(array, row).map(String::from));
            name.map_or(Problem::Blank, Problem::Unknown)
        })
    }
}
