//! The linear program of a rescue and its dual, for the simplex method.

use microlp::{ComparisonOp, LinearExpr, OptimizationDirection, Problem, Solution, Variable};

use super::RescueError;
use crate::clearing::Model;
use crate::sparse::Csr;

/// The gifts of a cheapest rescue.
pub(super) fn gifts(
    model: &Model,
    saved: &[bool],
    given: &[bool],
) -> Result<Vec<f64>, RescueError> {
    let (web, unit) = (model.web, unit(model));
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    let parties = 0..web.parties();
    let paid: Vec<Variable> = parties
        .clone()
        .map(|i| {
            let due = web.due[i] / unit;
            problem.add_var(0.0, (if saved[i] { due } else { 0.0 }, due))
        })
        .collect();
    let gifts: Vec<Option<Variable>> = given
        .iter()
        .map(|given| given.then(|| problem.add_var(1.0, (0.0, f64::INFINITY))))
        .collect();
    for party in parties {
        let mut row = LinearExpr::empty();
        let (payers, parts) = web.receives.row(party);
        let mut own = 1.0;
        for (&payer, &part) in payers.iter().zip(parts) {
            if payer as usize == party {
                own -= part;
            } else {
                row.add(paid[payer as usize], -part);
            }
        }
        row.add(paid[party], own);
        if let Some(gift) = gifts[party] {
            row.add(gift, -1.0);
        }
        problem.add_constraint(row, ComparisonOp::Le, model.external_assets[party] / unit);
    }
    let solution = solved(&problem)?;
    let amount = |gift: &Option<Variable>| gift.map_or(0.0, |gift| solution.var_value(gift));
    Ok(gifts.iter().map(|gift| (unit * amount(gift)).max(0.0)).collect())
}

/// What a cent is worth at each party: the dual of the same program.
pub(super) fn worth(
    model: &Model,
    saved: &[bool],
    given: &[bool],
) -> Result<Vec<f64>, RescueError> {
    let (web, unit) = (model.web, unit(model));
    let payments = Payments { receives: &web.receives, due: &web.due, saved };
    let mut problem = Problem::new(OptimizationDirection::Maximize);
    let worth: Vec<Variable> = (0..web.parties())
        .map(|party| {
            let own = if saved[party] { web.due[party] } else { 0.0 };
            let has = model.external_assets[party] + payments.of_saved(party);
            let most = if given[party] { 1.0 } else { f64::INFINITY };
            problem.add_var((own - has) / unit, (0.0, most))
        })
        .collect();
    let receivers = web.receives.transposed();
    for party in (0..web.parties()).filter(|&party| !saved[party]) {
        // What is passed on beyond the worth of what comes in, for each cent that is due.
        let beyond = problem.add_var(-web.due[party] / unit, (0.0, f64::INFINITY));
        let mut row = LinearExpr::empty();
        let (columns, parts) = receivers.row(party);
        let mut own = 1.0;
        for (&receiver, &part) in columns.iter().zip(parts) {
            if receiver as usize == party {
                own -= part;
            } else {
                row.add(worth[receiver as usize], -part);
            }
        }
        row.add(worth[party], own);
        row.add(beyond, 1.0);
        problem.add_constraint(row, ComparisonOp::Ge, 0.0);
    }
    let solution = solved(&problem)?;
    Ok(worth.iter().map(|&worth| solution.var_value(worth).max(0.0)).collect())
}

/// What those who are saved pay.
struct Payments<'a> {
    receives: &'a Csr,
    due: &'a [f64],
    saved: &'a [bool],
}

impl Payments<'_> {
    /// What comes to a party from them.
    fn of_saved(&self, party: usize) -> f64 {
        let (payers, parts) = self.receives.row(party);
        let paid = payers.iter().zip(parts).filter(|(payer, _)| self.saved[**payer as usize]);
        paid.map(|(&payer, part)| part * self.due[payer as usize]).sum()
    }
}

/// The largest amount, in which programs are written so that the solver's tolerances fit.
fn unit(model: &Model) -> f64 {
    let largest = model.web.due.iter().copied().fold(0.0, f64::max);
    if largest > 0.0 { largest } else { 1.0 }
}

fn solved(problem: &Problem) -> Result<Solution, RescueError> {
    let outcome = problem.solve().map_err(|_| RescueError::Unsolved)?;
    outcome.into_solution().map_err(|_| RescueError::Unsolved)
}
