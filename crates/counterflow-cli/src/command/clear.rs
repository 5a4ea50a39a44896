//! `counterflow clear`

mod balance;
mod cascades;
mod clearing;
mod distress;
mod flags;
mod holdings;
mod sales;
mod scenarios;
mod valuation;
mod waves;
mod web;

use counterflow_clearing::End;

pub use cascades::{Failing, exposures, read as read_exposures, wrong};
pub use clearing::Money;
pub use web::Tables;

use scenarios::Solve;

use crate::answers::{Head, Solved, document, settle};
use crate::args::{Clear, ModelName, Solution};
use crate::output::{Failure, Outcome, stream};
use crate::sheet::{is_built_in, printer};

pub fn run(flags: &Clear) -> Result<Outcome, Failure> {
    is_built_in(flags.format)?;
    flags::check(flags)?;
    match flags.rules.model {
        ModelName::EisenbergNoe | ModelName::RogersVeraart | ModelName::CrossHoldings => {
            clearing::run(flags)
        }
        ModelName::ElliottGolubJackson => holdings::run(flags),
        ModelName::Furfine | ModelName::Threshold => cascades::run(flags),
        ModelName::Debtrank | ModelName::Debtrank2012 => distress::run(flags),
        ModelName::Neva => valuation::run(flags),
        ModelName::FireSale => sales::run(flags),
    }
}

/// Solves for the tables as they are, or for each scenario, and prints the answers as they come.
fn answer(flags: &Clear, tables: &Tables, model: &dyn Solve) -> Result<Outcome, Failure> {
    let scenarios = scenarios::all(tables, model)?;
    let many = tables.shocks.is_some();
    stream(flags.out.output.as_ref(), |out| {
        let mut printer = printer(flags.format, many, out)?;
        for (scenario, given) in scenarios {
            let solved = solved(model, &given(), flags.solution)?;
            let (model, parties) = (flags.rules.model.name(), &tables.nodes.parties);
            printer.print(&document(&solved, Head { model, scenario, parties }))?;
        }
        printer.end()
    })?;
    Ok(Outcome::Clean)
}

fn solved(model: &dyn Solve, given: &[f64], solution: Solution) -> Result<Solved, Failure> {
    let ends = match solution {
        Solution::Greatest => vec![(None, End::Greatest)],
        Solution::Least => vec![(None, End::Least)],
        Solution::Both => vec![(Some("least"), End::Least), (Some("greatest"), End::Greatest)],
    };
    let solved = ends.into_iter().map(|(name, end)| Ok((name, model.solve(given, end)?)));
    let mut solved = solved.collect::<Result<Solved, Failure>>()?;
    settle(&mut solved);
    Ok(solved)
}
