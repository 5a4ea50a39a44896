//! The table of parties.

use arrow_array::RecordBatch;

use super::SLICE;
use super::cells::{Texts, column, needed, numbers};
use super::error::{Found, Problem};
use crate::names::Names;

const TABLE: &str = "nodes";

/// Parties as they come.
#[derive(Debug, Default)]
pub(super) struct Nodes {
    pub names: Names,
    pub assets: Vec<f64>,
    pub liabilities: Vec<f64>,
    /// The class in which each owes outsiders, where one is told.
    pub seniority: Vec<Option<u32>>,
    rows: usize,
}

impl Nodes {
    pub fn read(&mut self, batch: &RecordBatch, found: &mut Found) {
        for from in (0..batch.num_rows()).step_by(SLICE) {
            let slice = batch.slice(from, SLICE.min(batch.num_rows() - from));
            if self.slice(&slice, found).is_none() {
                return;
            }
            self.rows += slice.num_rows();
        }
    }

    /// Reads some rows, unless a column cannot be read.
    fn slice(&mut self, batch: &RecordBatch, found: &mut Found) -> Option<()> {
        let party = needed(batch, TABLE, "party", found);
        let money = ["external_assets", "external_liabilities"]
            .map(|name| (name, needed(batch, TABLE, name, found)));
        let class = column(batch, TABLE, "external_seniority", found);
        self.party(&party?, found);
        let kept = [&mut self.assets, &mut self.liabilities];
        for ((name, array), kept) in money.into_iter().zip(kept) {
            for (row, given) in numbers(&array?)?.into_iter().enumerate() {
                let row = self.rows + row;
                kept.push(amount(given).unwrap_or_else(|problem| {
                    found.cell(TABLE, row, name, problem);
                    0.0
                }));
            }
        }
        let classes = class.and_then(|class| numbers(&class));
        let classes = classes.unwrap_or_else(|| vec![None; batch.num_rows()]);
        for (row, given) in classes.into_iter().enumerate() {
            self.seniority.push(class_of(given).unwrap_or_else(|problem| {
                found.cell(TABLE, self.rows + row, "external_seniority", problem);
                None
            }));
        }
        Some(())
    }

    fn party(&mut self, array: &arrow_array::ArrayRef, found: &mut Found) {
        let Some(texts) = Texts::of(array) else { return };
        for row in 0..array.len() {
            let problem = match texts.get(array, row) {
                Some(name) if self.names.add(name).is_ok() => continue,
                Some(name) => Problem::Again(name.to_string()),
                None => Problem::Blank,
            };
            found.cell(TABLE, self.rows + row, "party", problem);
        }
    }
}

/// An amount of money.
pub(super) fn amount(given: Option<f64>) -> Result<f64, Problem> {
    match given {
        Some(given) if (0.0..=f64::MAX).contains(&given) => Ok(given),
        Some(given) => Err(Problem::Amount(given)),
        None => Err(Problem::Blank),
    }
}

/// A class of seniority, where one is told.
pub(super) fn class_of(given: Option<f64>) -> Result<Option<u32>, Problem> {
    /// Classes are below this, as they are in the tables of the command.
    const CLASSES: f64 = 1e9;
    match given {
        Some(given) if (0.0..CLASSES).contains(&given) && given.fract() == 0.0 => {
            Ok(Some(given as u32))
        }
        Some(given) => Err(Problem::Class(given)),
        None => Ok(None),
    }
}
