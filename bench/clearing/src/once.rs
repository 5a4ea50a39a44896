//! One case alone, for programs that count instructions or take samples.

use std::hint::black_box;

use counterflow_clearing::{DebtRank, Model, Scenarios};

use crate::Failure;
use crate::instance::Instance;

/// What `h` may be off by in DebtRank: what passes until no step is above 1e-10 are off by.
pub const DISTRESS_ERROR: f64 = 6e-10;

/// Scenarios that are counted.
const SCENARIOS: usize = 100;

/// Runs one case so many times.
pub fn run(case: &str, file: &str, times: usize) -> Result<(), Failure> {
    let instance = Instance::read(file)?;
    let regime = |name: &str| instance.regimes.iter().find(|regime| regime.name == name);
    match case.strip_prefix("scenarios-") {
        None if case == "near-critical" => {
            let web = instance.near_critical()?;
            counted(times, || black_box(Model::new(&web).clear()).certificate.rounds);
        }
        None if case == "debtrank" => {
            let (exposures, losses) = (instance.exposures()?, instance.losses());
            let prepared = DebtRank::new(&exposures).with_tolerance(DISTRESS_ERROR);
            let scenario = prepared.with_losses(&losses)?;
            counted(times, || black_box(scenario.linear()).certificate.rounds);
        }
        None => {
            let web = instance.web_of(regime(case).ok_or("there is no such case")?)?;
            counted(times, || black_box(Model::new(&web).clear()).certificate.rounds);
        }
        Some(name) => {
            let regime = regime(name).ok_or("there is no such case")?;
            let web = instance.web_of(regime)?;
            let mut assets = instance.scenarios_of(regime);
            assets.truncate(SCENARIOS * instance.firms);
            let model = Model::new(&web);
            let scenarios = Scenarios::new(&model).in_parallel(false);
            counted(times, || black_box(scenarios.run(&assets)).is_ok());
        }
    }
    Ok(())
}

/// What is counted: this name is what a program that counts is told to watch.
#[inline(never)]
fn counted<T>(times: usize, mut case: impl FnMut() -> T) {
    for _ in 0..times {
        black_box(case());
    }
}
