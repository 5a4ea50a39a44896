//! Clearing vectors: Eisenberg and Noe, default costs, classes, stakes.

use counterflow_clearing::ranks::waves_of;
use counterflow_clearing::{
    Clearing, CostError, DefaultCosts, End, Method, Model, ScenarioError, Scenarios, Web,
};

use super::answer;
use super::scenarios::{Ends, Solve, Take, Takes};
use super::web::{Tables, balance_columns, costs, costs_columns};
use crate::answers::{Answer, Solved};
use crate::args::{Clear, ModelName, Rules};
use crate::output::{Failure, Outcome};
use crate::tables::{Kind, NodeColumn};

pub fn run(flags: &Clear) -> Result<Outcome, Failure> {
    let (tables, money) = Money::read(&flags.web, flags.shock.as_ref(), &flags.rules)?;
    answer(flags, &tables, &money)
}

/// How closely payments are sought, as a part of the largest debt: small parties beside large ones
/// are to be right as well.
const TOLERANCE: f64 = 1e-14;

/// A web, and what default costs.
pub struct Money {
    /// The web.
    pub web: Web,
    costs: Option<DefaultCosts>,
    method: Method,
}

impl Money {
    /// Reads the tables of a call.
    ///
    /// # Errors
    ///
    /// All that is wrong with them.
    pub fn read(
        files: &crate::args::Web,
        shock: Option<&std::path::PathBuf>,
        rules: &Rules,
    ) -> Result<(Tables, Money), Failure> {
        let mut columns = balance_columns();
        columns.push(NodeColumn::optional("external_seniority", Kind::Class));
        let is_costly = rules.model != ModelName::EisenbergNoe;
        if is_costly {
            columns.extend(costs_columns());
        }
        let mut tables = Tables::read(files, shock, rules.model, &columns)?;
        let costs = is_costly.then(|| costs(&tables, rules)).transpose()?;
        let costs = costs.filter(|costs| !costs.is_free());
        let web = tables.web(rules.model)?;
        Ok((tables, Money { web, costs, method: rules.method.into() }))
    }

    /// The model with these outside assets.
    ///
    /// # Errors
    ///
    /// If they are no amounts.
    pub fn model<'a>(&'a self, assets: &'a [f64]) -> Result<Model<'a>, Failure> {
        let wrong = |error: CostError| Failure::Wrong(vec![error.to_string()]);
        let model = Model::new(&self.web).with_method(self.method).with_tolerance(TOLERANCE);
        let model = match &self.costs {
            Some(costs) => model.with_default_costs(costs).map_err(wrong)?,
            None => model,
        };
        model.with_external_assets(assets).map_err(wrong)
    }
}

impl Money {
    /// A solution as it is printed.
    fn answer(&self, clearing: Clearing, wave: Vec<Option<u32>>) -> Answer {
        Answer {
            due: self.web.due().to_vec(),
            paid: clearing.paid,
            equity: clearing.equity,
            wave,
            lower: clearing.lower,
            upper: clearing.upper,
            more: Vec::new(),
            whole: Vec::new(),
            certificate: clearing.certificate,
        }
    }

    /// The answers of one scenario of which the greatest solution is known.
    fn beside(
        &self,
        given: &[f64],
        (greatest, wave): (Clearing, Vec<Option<u32>>),
        ends: &Ends,
    ) -> Result<Solved, Failure> {
        // Where there is no other solution and nobody is in doubt, the greatest is the least.
        let sure = &greatest.certificate;
        let alike = sure.uniqueness.is_unique() && sure.undecided.is_empty();
        let solve = |&(name, end): &(Option<&'static str>, End)| {
            let known = alike || end == End::Greatest;
            let known = known.then(|| self.answer(greatest.clone(), wave.clone()));
            Ok((name, known.map_or_else(|| self.solve(given, end), Ok)?))
        };
        ends.iter().map(solve).collect()
    }
}

/// How closely payments are sought where scenarios are solved together. The one proof that serves
/// them all is not as good as one of each.
const TOGETHER: f64 = 1e-12;

/// At most so many numbers of parties are held for a block of scenarios.
const BLOCK: usize = 1 << 18;

impl Solve for Money {
    fn takes(&self) -> Takes {
        Takes::Assets
    }

    fn base(&self, tables: &Tables) -> Vec<f64> {
        tables.nodes.or("external_assets", 0.0)
    }

    fn solve(&self, given: &[f64], end: End) -> Result<Answer, Failure> {
        let model = self.model(given)?;
        let clearing = model.solve(end);
        let wave = waves_of(&model, &clearing);
        Ok(self.answer(clearing, wave))
    }

    fn each(
        &self,
        mut given: &mut dyn Iterator<Item = Vec<f64>>,
        ends: &Ends,
        take: &mut Take,
    ) -> Result<(), Failure> {
        let wrong = |error: ScenarioError| Failure::Wrong(vec![error.to_string()]);
        let parties = self.web.parties();
        let model = self.model(self.web.external_assets())?;
        let scenarios = Scenarios::new(&model).with_shared_tolerance(TOGETHER);
        let mut assets = Vec::new();
        loop {
            assets.clear();
            let block = Iterator::by_ref(&mut given).take((BLOCK / parties).max(1));
            block.for_each(|row| assets.extend(row));
            if assets.is_empty() {
                return Ok(());
            }
            let outcomes = scenarios.run(&assets).map_err(wrong)?;
            let waves = scenarios.waves(&assets, &outcomes).map_err(wrong)?;
            for ((row, outcome), wave) in assets.chunks(parties).zip(outcomes.iter()).zip(waves) {
                take(self.beside(row, (outcome.clearing(), wave), ends)?)?;
            }
        }
    }
}
