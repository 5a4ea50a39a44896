//! Clearing vectors: Eisenberg and Noe, default costs, classes, stakes.

use counterflow_clearing::ranks::waves_of;
use counterflow_clearing::{CostError, DefaultCosts, End, Method, Model, Web};

use super::answer;
use super::scenarios::{Solve, Takes};
use super::web::{Tables, balance_columns, costs, costs_columns};
use crate::answers::Answer;
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
        Ok(Answer {
            due: self.web.due().to_vec(),
            paid: clearing.paid,
            equity: clearing.equity,
            wave,
            lower: clearing.lower,
            upper: clearing.upper,
            more: Vec::new(),
            whole: Vec::new(),
            certificate: clearing.certificate,
        })
    }
}
