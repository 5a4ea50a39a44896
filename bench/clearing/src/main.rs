//! How long clearing takes: `counterflow-bench-clearing FILE...`, of the files that `instances.py`
//! writes. One line of JSON a figure; `table.py` puts them beside those of `yardstick.py`.
//!
//! Time of the processor in one thread, the best of several runs; certificates included, building
//! the web not.

#![expect(clippy::print_stdout, reason = "the figures go to standard output")]
#![expect(clippy::print_stderr, reason = "usage goes to standard error")]

mod instance;
mod probe;
mod time;

use std::process::ExitCode;

use counterflow_clearing::debt_rank::DebtRank;
use counterflow_clearing::exposures::Exposures;
use counterflow_clearing::scenarios::Scenarios;
use counterflow_clearing::{Model, Web};

use instance::{Instance, Regime};
use time::best;

fn main() -> ExitCode {
    let files: Vec<String> = std::env::args().skip(1).collect();
    if files.is_empty() {
        eprintln!("usage: counterflow-bench-clearing FILE...");
        return ExitCode::from(2);
    }
    for file in files {
        if let Err(error) = measure(&file) {
            eprintln!("error: {file}: {error}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

fn measure(file: &str) -> Result<(), Box<dyn std::error::Error>> {
    let instance = Instance::read(file)?;
    for regime in &instance.regimes {
        let assets: Vec<f64> =
            regime.assets.iter().zip(&regime.lost).map(|(all, lost)| all * (1.0 - lost)).collect();
        let web = instance.web(assets, regime.outside.clone())?;
        one(regime.name, &web);
        if instance.scenarios > 0 {
            many(&instance, regime, &web)?;
        }
        if regime.name == "mild" {
            probe::tell(&web);
        }
    }
    if instance.firms == 10_000 {
        near_critical(&instance)?;
    }
    debt_rank(&instance)
}

/// One clearing.
fn one(case: &str, web: &Web) {
    let (seconds, clearing) = best(|| Model::new(web).clear());
    let sum: f64 = clearing.paid.iter().sum();
    let widths = clearing.upper.iter().zip(&clearing.lower).map(|(upper, lower)| upper - lower);
    let (width, proved) = (widths.fold(0.0, f64::max), clearing.certificate.proved);
    println!(
        "{{\"case\":\"{case}\",\"firms\":{},\"what\":\"clearing\",\"seconds\":{seconds:e},\
         \"sum\":{sum:?},\"width\":{width:e},\"proved\":{proved},\"rounds\":{}}}",
        web.parties(),
        clearing.certificate.rounds
    );
}

/// All scenarios over one web, in one thread.
fn many(instance: &Instance, regime: &Regime, web: &Web) -> Result<(), Box<dyn std::error::Error>> {
    let assets: Vec<f64> = instance
        .shocks
        .chunks_exact(instance.firms)
        .flat_map(|shock| {
            regime.assets.iter().zip(shock).map(|(all, shock)| all * (1.0 - regime.lost_by(*shock)))
        })
        .collect();
    let model = Model::new(web);
    let scenarios = Scenarios::new(&model).in_parallel(false);
    let (seconds, outcomes) = best(|| scenarios.run(&assets));
    let outcomes = outcomes?;
    let sum: f64 = outcomes.iter().map(|outcome| outcome.paid().sum::<f64>()).sum();
    let proved = outcomes.iter().all(|outcome| outcome.is_proved());
    println!(
        "{{\"case\":\"{}\",\"firms\":{},\"what\":\"scenario\",\"seconds\":{:e},\"sum\":{sum:?},\
         \"proved\":{proved}}}",
        regime.name,
        instance.firms,
        seconds / instance.scenarios as f64
    );
    Ok(())
}

/// Hardly any outside creditors: the circular case.
fn near_critical(instance: &Instance) -> Result<(), Box<dyn std::error::Error>> {
    let Some(hard) = instance.regimes.iter().find(|regime| regime.name == "hard") else {
        return Ok(());
    };
    let outside: Vec<f64> = hard.outside.iter().map(|amount| amount * (0.0001 / 0.02)).collect();
    let assets = outside.iter().map(|amount| 0.5 * amount).collect();
    one("near-critical", &instance.web(assets, outside)?);
    Ok(())
}

/// Linear DebtRank, with its certificate.
fn debt_rank(instance: &Instance) -> Result<(), Box<dyn std::error::Error>> {
    let (debtors, creditors, amounts) = instance.debts();
    let exposures = Exposures::builder(instance.firms)
        .debts(debtors, creditors, amounts)
        .build()?
        .with_buffers(instance.buffer.clone())?;
    let losses: Vec<f64> =
        instance.buffer.iter().zip(&instance.distress).map(|(all, part)| all * part).collect();
    let prepared = DebtRank::new(&exposures);
    let scenario = prepared.with_losses(&losses)?;
    let (seconds, distress) = best(|| scenario.linear());
    let sum: f64 = distress.h.iter().sum();
    println!(
        "{{\"case\":\"debtrank\",\"firms\":{},\"what\":\"debtrank\",\"seconds\":{seconds:e},\
         \"sum\":{sum:?}}}",
        instance.firms
    );
    Ok(())
}
