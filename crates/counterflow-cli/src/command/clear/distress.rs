//! DebtRank, by the rules of 2012 and of 2015.

use counterflow_clearing::{DebtRank, Distress, End, Scenario};

use super::answer;
use super::balance::Dues;
use super::cascades::{exposures, read, wrong};
use super::scenarios::{Solve, Takes};
use super::web::Tables;
use crate::answers::Answer;
use crate::args::{Clear, ModelName};
use crate::output::{Failure, Outcome};

pub fn run(flags: &Clear) -> Result<Outcome, Failure> {
    let model = flags.rules.model;
    let tables = read(&flags.web, flags.shock.as_ref(), model)?;
    let exposures = exposures(&tables)?;
    let spreading = Spreading {
        buffer: exposures.buffers().to_vec(),
        rank: DebtRank::new(&exposures).with_method(flags.rules.method.into()),
        dues: Dues::of(&tables),
        model,
    };
    answer(flags, &tables, &spreading)
}

struct Spreading<'a> {
    rank: DebtRank<'a>,
    buffer: Vec<f64>,
    dues: Dues,
    model: ModelName,
}

/// Steps of the recursion after which nobody is waited for any more.
const MOST_STEPS: u32 = 100_000;

/// The step at which each party has lost its whole buffer. The number of steps that are taken
/// grows until all are through that ever are; some come as near as one likes and take for ever, and
/// those get the step after the last that was looked at.
fn steps(scenario: &Scenario, distress: &Distress) -> Vec<Option<u32>> {
    let mut most = 64;
    loop {
        let found = scenario.steps(most);
        let is_through = |(step, default): (&Option<u32>, &bool)| step.is_some() || !default;
        if most >= MOST_STEPS || found.iter().zip(&distress.default).all(is_through) {
            let step = |(step, default): (Option<u32>, &bool)| {
                default.then(|| step.unwrap_or(most.saturating_add(1)))
            };
            return found.into_iter().zip(&distress.default).map(step).collect();
        }
        most = (most * 8).min(MOST_STEPS);
    }
}

impl Solve for Spreading<'_> {
    fn takes(&self) -> Takes {
        Takes::Losses
    }

    fn base(&self, tables: &Tables) -> Vec<f64> {
        tables.nodes.or("loss", 0.0)
    }

    fn solve(&self, given: &[f64], _: End) -> Result<Answer, Failure> {
        let scenario = self.rank.with_losses(given).map_err(wrong)?;
        let (distress, wave) = if self.model == ModelName::Debtrank2012 {
            let walk = scenario.walk();
            (walk.distress, walk.wave)
        } else {
            let distress = scenario.linear();
            let wave = steps(&scenario, &distress);
            (distress, wave)
        };
        let due = self.dues.values();
        let left = |whole: &[f64]| -> Vec<f64> {
            whole.iter().zip(&distress.h).map(|(whole, h)| (1.0 - h) * whole.max(0.0)).collect()
        };
        // Distress too small to be told from none takes a little all the same.
        let kept = |h: f64| if h > 0.0 { (1.0 - h).min(1.0_f64.next_down()) } else { 1.0 };
        let bounds = distress.lower.iter().zip(&distress.upper).enumerate();
        let (lower, upper) = bounds
            .map(|(party, (least, most))| self.dues.part(party, kept(*most), 1.0 - least))
            .unzip();
        Ok(Answer {
            paid: left(&due),
            equity: left(&self.buffer),
            due,
            wave,
            lower,
            upper,
            whole: vec![("impact", distress.impact)],
            more: vec![("h", distress.h)],
            certificate: distress.certificate,
        })
    }
}
