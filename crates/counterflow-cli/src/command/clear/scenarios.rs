//! Scenarios: what a shock makes of the numbers that a model starts from.

use counterflow_clearing::End;

use super::web::Tables;
use crate::answers::Answer;
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
}

/// What to start from, made when it is needed: many scenarios are not held at once.
type Given<'a> = Box<dyn Fn() -> Vec<f64> + 'a>;

/// The scenarios with their names, or one without.
///
/// # Errors
///
/// Shocks that the model cannot take.
pub fn all<'a>(
    tables: &'a Tables,
    model: &dyn Solve,
) -> Result<Vec<(Option<&'a str>, Given<'a>)>, Failure> {
    let base = model.base(tables);
    let Some(shocks) = &tables.shocks else {
        return Ok(vec![(None, Box::new(move || base.clone()))]);
    };
    let takes = model.takes();
    let assets = tables.nodes.or("external_assets", 0.0);
    check(tables, shocks, takes, &assets)?;
    let (base, assets) = (std::rc::Rc::new(base), std::rc::Rc::new(assets));
    let one = |scenario: usize| {
        let (base, assets) = (base.clone(), assets.clone());
        let given: Given = Box::new(move || {
            let mut given = base.to_vec();
            for &(party, number) in shocks.of(scenario) {
                let party = party as usize;
                given[party] = shocked(takes, shocks.change, assets[party], number);
            }
            given
        });
        (Some(shocks.name(scenario)), given)
    };
    Ok((0..shocks.len()).map(one).collect())
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
