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

use scenarios::{Ends, Scenarios, Solve};

use crate::answers::{Head, document, settle};
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
    let scenarios = tables.shocks.as_ref().map(|shocks| Scenarios::new(tables, shocks, model));
    let scenarios = scenarios.transpose()?;
    stream(flags.out.output.as_ref(), |out| {
        let mut printer = printer(flags.format, scenarios.is_some(), out)?;
        let mut print = |scenario, mut solved| {
            settle(&mut solved);
            let (model, parties) = (flags.rules.model.name(), &tables.nodes.parties);
            printer.print(&document(&solved, Head { model, scenario, parties }))
        };
        let ends = ends(flags.solution);
        match &scenarios {
            None => print(None, model.ends(&model.base(tables), ends)?)?,
            Some(scenarios) => {
                let mut names = scenarios.names();
                let mut print = |solved| print(names.next(), solved);
                model.each(&mut scenarios.given(), ends, &mut print)?;
            }
        }
        printer.end()
    })?;
    Ok(Outcome::Clean)
}

/// The solutions that are asked for.
fn ends(solution: Solution) -> &'static Ends {
    match solution {
        Solution::Greatest => &[(None, End::Greatest)],
        Solution::Least => &[(None, End::Least)],
        Solution::Both => &[(Some("least"), End::Least), (Some("greatest"), End::Greatest)],
    }
}
