//! Scenarios: what a shock makes of the numbers that a model starts from.

use counterflow_clearing::End;

use super::web::Tables;
use crate::answers::{Answer, Solved};
use crate::output::Failure;
use crate::tables::{Change, Mistakes, Shocks, quoted, warn};

/// What a model starts from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// What each party has outside of the web.
    Assets,
    /// What each party loses at the start.
    Losses,
}

/// Which solutions are asked for, each with its name where there are two.
pub type Ends = [(Option<&'static str>, End)];

/// Takes answers as they come.
pub type Take<'a> = dyn FnMut(Solved) -> Result<(), Failure> + 'a;

/// A model that is ready for any number of scenarios.
pub trait Solve {
    /// What it starts from.
    fn takes(&self) -> Takes;

    /// The numbers that it starts from where there is no shock.
    fn base(&self, tables: &Tables) -> Vec<f64>;

    /// The answer for these numbers, one for each party.
    ///
    /// # Errors
    ///
    /// If they cannot be added up.
    fn solve(&self, given: &[f64], end: End) -> Result<Answer, Failure>;

    /// The answers that are asked for.
    ///
    /// # Errors
    ///
    /// As [`Solve::solve`].
    fn ends(&self, given: &[f64], ends: &Ends) -> Result<Solved, Failure> {
        ends.iter().map(|&(name, end)| Ok((name, self.solve(given, end)?))).collect()
    }

    /// Answers many scenarios in their order. A model that has nothing to gain from solving some of
    /// them together solves one after another; none keeps more than a block of answers.
    ///
    /// # Errors
    ///
    /// As [`Solve::solve`], and where an answer cannot be taken.
    fn each(
        &self,
        given: &mut dyn Iterator<Item = Vec<f64>>,
        ends: &Ends,
        take: &mut Take,
    ) -> Result<(), Failure> {
        for given in given {
            take(self.ends(&given, ends)?)?;
        }
        Ok(())
    }
}

/// What each scenario starts from, made when it is needed: many are not held at once.
pub struct Scenarios<'a> {
    shocks: &'a Shocks,
    takes: Takes,
    base: Vec<f64>,
    assets: Vec<f64>,
}

impl<'a> Scenarios<'a> {
    /// The scenarios of a table of shocks.
    ///
    /// # Errors
    ///
    /// Shocks that the model cannot take.
    pub fn new(
        tables: &'a Tables,
        shocks: &'a Shocks,
        model: &dyn Solve,
    ) -> Result<Scenarios<'a>, Failure> {
        let takes = model.takes();
        let assets = tables.nodes.or("external_assets", 0.0);
        check(tables, shocks, takes, &assets)?;
        Ok(Scenarios { shocks, takes, base: model.base(tables), assets })
    }

    /// Their names.
    pub fn names(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let shocks = self.shocks;
        (0..shocks.len()).map(|scenario| shocks.name(scenario))
    }

    /// What each starts from.
    pub fn given(&self) -> impl Iterator<Item = Vec<f64>> {
        (0..self.shocks.len()).map(|scenario| {
            let mut given = self.base.clone();
            for &(party, number) in self.shocks.of(scenario) {
                let party = party as usize;
                given[party] = shocked(self.takes, self.shocks.change, self.assets[party], number);
            }
            given
        })
    }
}

/// What a party starts from after a shock.
fn shocked(takes: Takes, change: Change, assets: f64, number: f64) -> f64 {
    match (takes, change) {
        (Takes::Assets, Change::ExternalAssets) | (Takes::Losses, Change::Loss) => number,
        (Takes::Assets, Change::Loss) | (Takes::Losses, Change::ExternalAssets) => {
            (assets - number).max(0.0)
        }
    }
}

/// Tells losses that are larger than what there is, and gains where a model knows losses alone.
fn check(tables: &Tables, shocks: &Shocks, takes: Takes, assets: &[f64]) -> Result<(), Failure> {
    let beyond = |(party, number): &(u32, f64)| *number > assets[*party as usize];
    let told = |scenario: usize, party: u32, number: f64| {
        let (party, has) = (tables.nodes.parties.name(party as usize), assets[party as usize]);
        (quoted(shocks.name(scenario)), quoted(party), number, has)
    };
    let rows = (0..shocks.len()).flat_map(|scenario| {
        shocks.of(scenario).iter().filter(|row| beyond(row)).map(move |row| (scenario, row))
    });
    match (takes, shocks.change) {
        (Takes::Assets, Change::Loss) => {
            const MOST: usize = 5;
            let mut count = 0;
            for (scenario, &(party, number)) in rows {
                count += 1;
                if count <= MOST {
                    let (scenario, party, loss, has) = told(scenario, party, number);
                    warn(&format!(
                        "scenario {scenario}: {party} loses {loss} of {has} that it has; the \
                         excess of {} is left out",
                        loss - has
                    ));
                }
            }
            if count > MOST {
                warn(&format!("and {} more losses that are larger than assets", count - MOST));
            }
            Ok(())
        }
        (Takes::Losses, Change::ExternalAssets) => {
            let mut mistakes = Mistakes::default();
            for (scenario, &(party, number)) in rows {
                let (scenario, party, gets, has) = told(scenario, party, number);
                mistakes.push(format!(
                    "scenario {scenario}: {party} has {gets} in place of {has}, which is a gain; \
                     this model starts from losses"
                ));
            }
            mistakes.none()
        }
        _ => Ok(()),
    }
}
