//! Network valuation: what claims are worth before they are due.

use counterflow_clearing::{End, Neva, Recovery, Valuation, Valued, Web};

use super::answer;
use super::balance::book_equity;
use super::sales::unfit;
use super::scenarios::{Solve, Takes};
use super::waves;
use super::web::{Tables, balance_columns, costs, costs_columns};
use crate::answers::Answer;
use crate::args::{Clear, ValuationName};
use crate::output::{Failure, Outcome};
use crate::tables::{Kind, NodeColumn};

pub fn run(flags: &Clear) -> Result<Outcome, Failure> {
    let mut columns = balance_columns();
    columns.extend([
        NodeColumn::optional("loss", Kind::Amount),
        NodeColumn::optional("volatility", Kind::Amount),
        NodeColumn::optional("maturity", Kind::Amount),
        NodeColumn::optional("recovery", Kind::Part),
    ]);
    columns.extend(costs_columns());
    let mut tables = Tables::read(&flags.web, flags.shock.as_ref(), flags.rules.model, &columns)?;
    // A claim inside of the web is one claim, whatever classes it has.
    tables.edges.merge_classes()?;
    let valuation = valuation(flags, &tables)?;
    let web = tables.web(flags.rules.model)?;
    let neva = Neva::new(&web, valuation.clone()).map_err(unfit)?;
    answer(flags, &tables, &Valuing { web: &web, neva, valuation })
}

/// The valuation that the flags name, with the numbers that it takes.
fn valuation(flags: &Clear, tables: &Tables) -> Result<Valuation, Failure> {
    let Some(name) = flags.valuation else {
        let told = "--model neva needs --valuation, such as `--valuation merton`";
        return Err(Failure::Call(told.to_string()));
    };
    let recovery = flags.rules.recovery;
    Ok(match name {
        ValuationName::EisenbergNoe => Valuation::EisenbergNoe,
        ValuationName::RogersVeraart => Valuation::RogersVeraart(costs(tables, &flags.rules)?),
        ValuationName::Furfine => {
            Valuation::Furfine { recovery: tables.nodes.or("recovery", recovery.unwrap_or(0.0)) }
        }
        ValuationName::Debtrank => Valuation::DebtRank { book_equity: book_equity(tables) },
        ValuationName::Merton => Valuation::Merton {
            volatility: deviations(tables)?,
            maturity: 1.0,
            recovery: Recovery::Endogenous(recovery.unwrap_or(1.0)),
        },
        ValuationName::BlackCox => Valuation::BlackCox {
            volatility: deviations(tables)?,
            maturity: 1.0,
            recovery: Recovery::Exogenous(recovery.unwrap_or(0.0)),
        },
    })
}

/// By how much the outside assets of each party move until its debts are due. As the models have
/// it, only volatility times the root of maturity matters.
fn deviations(tables: &Tables) -> Result<Vec<f64>, Failure> {
    let nodes = &tables.nodes;
    let volatility = nodes.or("volatility", f64::NAN);
    if let Some(party) = volatility.iter().position(|number| number.is_nan()) {
        let told = "this valuation needs a column `volatility` with a number for each party, such \
                    as 0.2 for 20% a year";
        return Err(Failure::Wrong(vec![format!("{}: {told}", nodes.place(party))]));
    }
    let maturity = nodes.or("maturity", 1.0);
    Ok(volatility.iter().zip(&maturity).map(|(sigma, years)| sigma * years.sqrt()).collect())
}

struct Valuing<'a> {
    web: &'a Web,
    neva: Neva<'a>,
    valuation: Valuation,
}

impl Valuing<'_> {
    /// What parties pay where their debts inside of the web are worth this much: those to outsiders
    /// are first, and get what today's assets cover.
    fn paid(&self, inside: &[f64], equity: &[f64]) -> Vec<f64> {
        let (due, outside) = (self.web.due(), self.web.external_liabilities());
        let paid = |party: usize| {
            let (due, outside) = (due[party], outside[party]);
            inside[party] + (due + equity[party]).clamp(0.0, outside)
        };
        (0..due.len()).map(paid).collect()
    }

    /// What the debts of each party inside of the web are worth.
    fn inside(&self, valued: &Valued) -> Vec<f64> {
        let worth = |party: usize| {
            let mut debts = self.web.debts_of(party);
            if self.web.external_liabilities()[party] > 0.0 {
                debts.next();
            }
            debts.map(|claim| valued.claims[claim]).sum()
        };
        (0..self.web.parties()).map(worth).collect()
    }

    /// What parties pay if their equity is at an end of its bracket, with room for the roundings of
    /// what a claim is worth.
    fn bound(&self, steps: &waves::Steps, equity: &[f64], room: f64) -> Result<Vec<f64>, Failure> {
        let due = self.web.due();
        let value: Vec<f64> = equity.iter().zip(due).map(|(equity, due)| equity + due).collect();
        let paid = self.paid(&steps.worths(&value)?, equity);
        Ok(paid.iter().zip(due).map(|(paid, due)| (paid + room * due).clamp(0.0, *due)).collect())
    }
}

/// More than the roundings of a valuation, as a part of what is due.
const ROOM: f64 = 1e-14;

impl Solve for Valuing<'_> {
    fn takes(&self) -> Takes {
        Takes::Assets
    }

    fn base(&self, tables: &Tables) -> Vec<f64> {
        let losses = tables.nodes.or("loss", 0.0);
        let assets = tables.nodes.or("external_assets", 0.0);
        assets.iter().zip(losses).map(|(assets, loss)| (assets - loss).max(0.0)).collect()
    }

    fn solve(&self, given: &[f64], end: End) -> Result<Answer, Failure> {
        let ends = self.neva.clone().with_external_assets(given).map_err(unfit)?.ends();
        let steps = waves::Steps::new(self.web, given, &self.valuation);
        let wave = steps.waves(&ends.greatest.default)?;
        let (valued, wave) = match end {
            End::Greatest => (ends.greatest, wave),
            End::Least => {
                let wave = waves::later(&wave, &ends.least.default);
                (ends.least, wave)
            }
        };
        let paid = self.paid(&self.inside(&valued), &valued.equity);
        // Equity is told after costs of default, which have no place a second time.
        let after_costs = match self.valuation {
            Valuation::RogersVeraart(_) => {
                waves::Steps::new(self.web, given, &Valuation::EisenbergNoe)
            }
            _ => steps,
        };
        let lower = self.bound(&after_costs, &valued.lower, -ROOM)?;
        let upper = self.bound(&after_costs, &valued.upper, ROOM)?;
        Ok(Answer {
            due: self.web.due().to_vec(),
            lower: lower.iter().zip(&paid).map(|(lower, paid)| lower.min(*paid)).collect(),
            upper: upper.iter().zip(&paid).map(|(upper, paid)| upper.max(*paid)).collect(),
            paid,
            equity: valued.equity.iter().map(|equity| equity.max(0.0)).collect(),
            wave,
            more: vec![("value", valued.equity)],
            whole: Vec::new(),
            certificate: valued.certificate,
        })
    }
}
