//! Cascades of failures: Furfine's, and the threshold cascade.

use counterflow_clearing::{Cascade, CostError, End, Exposures};

use super::answer;
use super::balance::Dues;
use super::scenarios::{Solve, Takes};
use super::web::{Tables, balance_columns};
use crate::answers::Answer;
use crate::args::{Clear, ModelName, Rules};
use crate::output::{Failure, Outcome};
use crate::tables::{Kind, NodeColumn};

pub fn run(flags: &Clear) -> Result<Outcome, Failure> {
    let tables = read(&flags.web, flags.shock.as_ref(), flags.rules.model)?;
    answer(flags, &tables, &Failing::new(&tables, &flags.rules)?)
}

/// Reads the tables of a model of buffers and losses.
pub fn read(
    files: &crate::args::Web,
    shock: Option<&std::path::PathBuf>,
    model: ModelName,
) -> Result<Tables, Failure> {
    let mut columns = balance_columns();
    columns.extend([
        NodeColumn::optional("buffer", Kind::Signed),
        NodeColumn::optional("loss", Kind::Amount),
        NodeColumn::optional("weight", Kind::Amount),
        NodeColumn::optional("recovery", Kind::Part),
    ]);
    let mut tables = Tables::read(files, shock, model, &columns)?;
    tables.edges.merge_classes()?;
    Ok(tables)
}

/// The exposures of tables, with buffers and weights where these are told.
///
/// # Errors
///
/// What is wrong with the tables as a whole.
pub fn exposures(tables: &Tables) -> Result<Exposures, Failure> {
    let nodes = &tables.nodes;
    let debts = &tables.edges.debts;
    let exposures = Exposures::builder(nodes.parties.len())
        .external_assets(nodes.or("external_assets", 0.0))
        .external_liabilities(nodes.or("external_liabilities", 0.0))
        .debts(debts.from.clone(), debts.to.clone(), debts.amount.clone())
        .build()
        .map_err(|errors| tables.told(&errors, &[]))?;
    let exposures = match nodes.column("buffer").filter(|_| nodes.tells("buffer")) {
        None => exposures,
        Some(told) => {
            let pairs = told.iter().zip(exposures.buffers());
            let buffer = |(told, book): (&f64, &f64)| if told.is_nan() { *book } else { *told };
            let buffers = pairs.map(buffer).collect();
            exposures.with_buffers(buffers).map_err(wrong)?
        }
    };
    match nodes.tells("weight") {
        true => exposures.with_weights(nodes.or("weight", 1.0)).map_err(wrong),
        false => Ok(exposures),
    }
}

/// What the library says of numbers that tables and flags let through.
pub fn wrong(error: CostError) -> Failure {
    Failure::Wrong(vec![error.to_string()])
}

/// A web in which failures spread.
pub struct Failing {
    exposures: Exposures,
    dues: Dues,
    recovery: Vec<f64>,
    model: ModelName,
}

impl Failing {
    /// Makes tables ready.
    ///
    /// # Errors
    ///
    /// What is wrong with the tables as a whole.
    pub fn new(tables: &Tables, rules: &Rules) -> Result<Failing, Failure> {
        Ok(Failing {
            exposures: exposures(tables)?,
            dues: Dues::of(tables),
            recovery: tables.nodes.or("recovery", rules.recovery.unwrap_or(0.0)),
            model: rules.model,
        })
    }

    /// The cascade that these losses start.
    ///
    /// # Errors
    ///
    /// If the losses cannot be added up.
    pub fn cascade<'a>(&'a self, losses: &'a [f64]) -> Result<Cascade<'a>, Failure> {
        let cascade = match self.model {
            ModelName::Furfine => Cascade::furfine(&self.exposures),
            _ => Cascade::threshold(&self.exposures),
        };
        let cascade = cascade.with_recoveries(&self.recovery).map_err(wrong)?;
        cascade.with_losses(losses).map_err(wrong)
    }

    /// What a party pays at least and at most, whether or not it is known to fail.
    fn paid(&self, party: usize, fails: bool, undecided: &[u32]) -> (f64, f64) {
        let in_doubt = undecided.binary_search(&(party as u32)).is_ok();
        let least = if fails || in_doubt { self.recovery[party] } else { 1.0 };
        let most = if fails && !in_doubt { self.recovery[party] } else { 1.0 };
        self.dues.part(party, least, most)
    }
}

impl Solve for Failing {
    fn takes(&self) -> Takes {
        Takes::Losses
    }

    fn base(&self, tables: &Tables) -> Vec<f64> {
        tables.nodes.or("loss", 0.0)
    }

    fn solve(&self, given: &[f64], end: End) -> Result<Answer, Failure> {
        let fall = self.cascade(given)?.solve(end);
        let due = self.dues.values();
        let parties = due.iter().zip(&fall.wave).zip(&self.recovery);
        let part = |wave: &Option<u32>, recovery: f64| if wave.is_some() { recovery } else { 1.0 };
        let paid = parties.map(|((due, wave), recovery)| due * part(wave, *recovery)).collect();
        let bounds = fall.wave.iter().enumerate();
        let undecided = &fall.certificate.undecided;
        let (lower, upper) =
            bounds.map(|(party, wave)| self.paid(party, wave.is_some(), undecided)).unzip();
        Ok(Answer {
            due,
            paid,
            equity: fall.worth.iter().map(|worth| worth.max(0.0)).collect(),
            wave: fall.wave,
            lower,
            upper,
            more: vec![("value", fall.worth)],
            whole: Vec::new(),
            certificate: fall.certificate,
        })
    }
}
