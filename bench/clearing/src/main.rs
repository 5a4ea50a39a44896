//! How long clearing takes: `counterflow-bench-clearing FILE...`, of the files that `instances.py`
//! writes. One line of JSON a figure; `table.py` puts them beside those of `yardstick.py`.
//!
//! Time of the processor in one thread, the best of several runs; certificates included, building
//! the web not.
//!
//! `counterflow-bench-clearing once CASE FILE [TIMES]` runs one case alone, for programs that count
//! instructions or take samples: all that is to be counted is inside of `once::counted`.

#![expect(clippy::print_stdout, reason = "the figures go to standard output")]
#![expect(clippy::print_stderr, reason = "usage goes to standard error")]

mod instance;
mod once;
mod probe;
mod time;

use std::process::ExitCode;

use counterflow_clearing::debt_rank::DebtRank;
use counterflow_clearing::scenarios::Scenarios;
use counterflow_clearing::{Model, Web};

use instance::{Instance, Regime};
use time::best;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words[..] {
        [] => Err("usage: counterflow-bench-clearing FILE... | once CASE FILE [TIMES]".into()),
        ["once", case, file] => once::run(case, file, 1),
        ["once", case, file, times] => {
            times.parse().map_err(Into::into).and_then(|times| once::run(case, file, times))
        }
        ref files => files.iter().try_for_each(|file| measure(file)),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// What may go wrong: a file, or a web.
type Failure = Box<dyn std::error::Error>;

fn measure(file: &str) -> Result<(), Failure> {
    let instance = Instance::read(file)?;
    for regime in &instance.regimes {
        let web = instance.web_of(regime)?;
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
fn many(instance: &Instance, regime: &Regime, web: &Web) -> Result<(), Failure> {
    let assets = instance.scenarios_of(regime);
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
fn near_critical(instance: &Instance) -> Result<(), Failure> {
    one("near-critical", &instance.near_critical()?);
    Ok(())
}

/// Linear DebtRank, with its certificate. Passes that stop at steps of 1e-10 are 6e-10 off on these
/// webs, so that is what is asked for here; the width tells what was proved.
fn debt_rank(instance: &Instance) -> Result<(), Failure> {
    let exposures = instance.exposures()?;
    let losses = instance.losses();
    let prepared = DebtRank::new(&exposures).with_tolerance(once::DISTRESS_ERROR);
    let scenario = prepared.with_losses(&losses)?;
    let (seconds, distress) = best(|| scenario.linear());
    let sum: f64 = distress.h.iter().sum();
    let ends = distress.upper.iter().zip(&distress.lower);
    let width = ends.map(|(upper, lower)| upper - lower).fold(0.0, f64::max);
    println!(
        "{{\"case\":\"debtrank\",\"firms\":{},\"what\":\"debtrank\",\"seconds\":{seconds:e},\
         \"sum\":{sum:?},\"width\":{width:e},\"rounds\":{}}}",
        instance.firms, distress.certificate.rounds
    );
    Ok(())
}
