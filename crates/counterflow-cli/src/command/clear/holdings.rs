//! Elliott, Golub and Jackson: stakes, thresholds, and failures that cost value.

use counterflow_clearing::{ElliottGolubJackson, End, Holdings};

use super::answer;
use super::cascades::wrong;
use super::scenarios::{Solve, Takes};
use super::web::{Tables, balance_columns};
use crate::answers::Answer;
use crate::args::Clear;
use crate::output::{Failure, Outcome};
use crate::tables::{Kind, NodeColumn};

pub fn run(flags: &Clear) -> Result<Outcome, Failure> {
    let mut columns = balance_columns();
    columns.extend([
        NodeColumn::needed("threshold", Kind::Amount, &["limit", "minimum", "critical_value"]),
        NodeColumn::optional("failure_cost", Kind::Amount),
    ]);
    let tables = Tables::read(&flags.web, flags.shock.as_ref(), flags.rules.model, &columns)?;
    let stakes: Vec<(u32, u32, f64)> = tables.edges.stakes.rows().collect();
    let holdings = Holdings::builder(tables.nodes.parties.len())
        .external_assets(tables.nodes.or("external_assets", 0.0))
        .stakes(
            stakes.iter().map(|stake| stake.0).collect(),
            stakes.iter().map(|stake| stake.1).collect(),
            stakes.iter().map(|stake| stake.2).collect(),
        )
        .build()
        .map_err(|errors| tables.told(&errors, &stakes))?;
    let costs = tables.nodes.or("failure_cost", 0.0);
    let model = ElliottGolubJackson::new(&holdings)
        .with_thresholds(tables.nodes.or("threshold", 0.0))
        .and_then(|model| model.with_failure_costs(&costs))
        .map_err(wrong)?;
    answer(flags, &tables, &Holding { model })
}

struct Holding<'a> {
    model: ElliottGolubJackson<'a>,
}

impl Solve for Holding<'_> {
    fn takes(&self) -> Takes {
        Takes::Assets
    }

    fn base(&self, tables: &Tables) -> Vec<f64> {
        tables.nodes.or("external_assets", 0.0)
    }

    fn solve(&self, given: &[f64], end: End) -> Result<Answer, Failure> {
        let failures = self.model.clone().with_external_assets(given).map_err(wrong)?.solve(end);
        Ok(Answer {
            due: self.model.thresholds().to_vec(),
            paid: failures.value.clone(),
            equity: failures.value.iter().map(|value| value.max(0.0)).collect(),
            wave: failures.wave,
            lower: failures.lower,
            upper: failures.upper,
            more: vec![("value", failures.value), ("book", failures.book)],
            whole: Vec::new(),
            certificate: failures.certificate,
        })
    }
}
