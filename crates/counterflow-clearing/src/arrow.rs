//! Webs out of Arrow's record batches, and answers as such batches.
//!
//! Behind the feature `arrow`. The columns are those of the tables of `counterflow clear`, in any
//! order, and others are ignored:
//!
//! | table | column | holds |
//! |---|---|---|
//! | nodes | `party` | text: a name, each once |
//! | | `external_assets`, `external_liabilities` | money, from 0 up |
//! | | `external_seniority` | may be left out: the class of debts to outsiders, 0 first |
//! | edges | `kind` | text: `debt` or `stake` |
//! | | `from`, `to` | text: debtor and creditor, or owner and owned |
//! | | `amount` | money, or a share from 0 to 1 |
//! | | `seniority` | may be left out: the class of a debt, 0 first |
//!
//! Text is `Utf8`, `LargeUtf8`, `Utf8View` or a dictionary of one of them, whose names are looked up
//! once and not once a row; numbers are floats of 32 and 64 bits, integers, or `Decimal128`. White
//! space around names is no part of them, and empty text is as good as none.

mod answer;
mod cells;
mod edges;
mod error;
mod nodes;

use arrow_array::RecordBatch;

use crate::names::Names;
use crate::web::{Web, WebBuilder};

pub use answer::Answers;
pub use error::{Problem, TableError, TableErrors};

use edges::Edges;
use error::Found;
use nodes::Nodes;

/// Rows that are looked at together, so that what is made of them stays in the cache.
const SLICE: usize = 8_192;

/// Takes in tables of parties, debts and stakes, batch by batch.
///
/// Of a debt its numbers alone are kept: 16 bytes, and 4 more where debts have classes. No batch is
/// held. What is wrong with a batch is told by [`Tables::build`], all of it at once.
///
/// # Example
///
/// ```
/// use std::sync::Arc;
/// use arrow_array::{ArrayRef, Float64Array, RecordBatch, StringArray};
/// use counterflow_clearing::arrow::{Answers, Tables};
/// use counterflow_clearing::{Model, ranks::waves_of};
///
/// let text = |cells: [&str; 2]| Arc::new(StringArray::from(cells.to_vec())) as ArrayRef;
/// let numbers = |cells: [f64; 2]| Arc::new(Float64Array::from(cells.to_vec())) as ArrayRef;
/// let nodes = RecordBatch::try_from_iter([
///     ("party", text(["alder", "birch"])),
///     ("external_assets", numbers([1.0, 2.0])),
///     ("external_liabilities", numbers([0.0, 3.0])),
/// ])?;
/// let edges = RecordBatch::try_from_iter([
///     ("kind", text(["debt", "debt"])),
///     ("from", text(["alder", "birch"])),
///     ("to", text(["birch", "alder"])),
///     ("amount", numbers([4.0, 1.0])),
/// ])?;
///
/// let mut tables = Tables::default();
/// tables.nodes(&nodes);
/// tables.edges(&edges);
/// let (web, names) = tables.build()?;
/// let model = Model::new(&web);
/// let clearing = model.clear();
/// let answer = Answers::new(&web, &names)?.batch(&clearing, &waves_of(&model, &clearing))?;
/// assert_eq!(answer.num_rows(), 2);
/// assert_eq!(answer.schema().field(2).name(), "paid");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Default)]
pub struct Tables {
    nodes: Nodes,
    edges: Edges,
    found: Found,
}

impl Tables {
    /// Takes in parties, which are numbered in the order of their rows. O(rows).
    pub fn nodes(&mut self, batch: &RecordBatch) {
        self.nodes.read(batch, &mut self.found);
    }

    /// Takes in debts and stakes among the parties that are there by now. O(rows).
    pub fn edges(&mut self, batch: &RecordBatch) {
        self.edges.read(batch, &self.nodes.names, &mut self.found);
    }

    /// The web and the names of its parties.
    ///
    /// # Errors
    ///
    /// All that is wrong with the batches, with table, row and column; if nothing is, all that
    /// [`WebBuilder::build`] finds wrong with the tables as a whole. Rows count from 0 over all
    /// batches of a table.
    pub fn build(self) -> Result<(Web, Names), TableErrors> {
        self.found.none()?;
        let Nodes { names, assets, liabilities, seniority, .. } = self.nodes;
        let last = WebBuilder::class_of_outsiders(&self.edges.seniority, self.edges.unranked);
        let (debts, stakes) = (self.edges.debts, self.edges.stakes);
        let web = Web::builder(names.len())
            .external_assets(assets)
            .external_liabilities(liabilities)
            .external_seniority(seniority.into_iter().map(|class| class.unwrap_or(last)).collect())
            .debts(debts.from, debts.to, debts.amount)
            .seniority(self.edges.seniority)
            .stakes(stakes.from, stakes.to, stakes.amount)
            .build();
        let places = self.edges.places;
        web.map(|web| (web, names)).map_err(|errors| TableErrors::of_web(errors, &places))
    }
}
