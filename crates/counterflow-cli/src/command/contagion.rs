//! `counterflow contagion`

use counterflow_clearing::ranks::Contagion as Blows;
use counterflow_clearing::{Cascade, DebtRank, Exposures};
use serde_json::json;

use super::clear::{Failing, Money, Tables, exposures, read_exposures};
use crate::args::{Contagion, ModelName};
use crate::output::{Failure, Outcome, stream};
use crate::sheet::{Column, Document, Part, Shown, is_built_in, printer};

pub fn run(flags: &Contagion) -> Result<Outcome, Failure> {
    is_built_in(flags.format)?;
    let (tables, harm) = match flags.rules.model {
        ModelName::EisenbergNoe | ModelName::RogersVeraart | ModelName::CrossHoldings => {
            of_clearing(flags)?
        }
        ModelName::Furfine | ModelName::Threshold => of_cascades(flags)?,
        ModelName::Debtrank | ModelName::Debtrank2012 => of_distress(flags)?,
        other => {
            return Err(Failure::Call(format!(
                "contagion is not of --model {}; it is of `eisenberg-noe`, `rogers-veraart`, \
                 `cross-holdings`, `furfine`, `threshold`, `debtrank` and `debtrank-2012`",
                other.name()
            )));
        }
    };
    print(flags, &tables, &harm)?;
    Ok(Outcome::Clean)
}

/// What comes of the failure of each party by itself.
struct Harm {
    /// What those who do more harm have more of.
    rank: Vec<f64>,
    /// How many others fail that stood before.
    failures: Vec<Option<u32>>,
    /// What all others lose.
    caused: Vec<f64>,
    /// What each loses on average over the failures of all others.
    suffered: Vec<f64>,
    /// What one model has beside that.
    more: Vec<(&'static str, Vec<f64>)>,
}

impl Harm {
    fn new() -> Harm {
        let (rank, failures, caused) = (Vec::new(), Vec::new(), Vec::new());
        Harm { rank, failures, caused, suffered: Vec::new(), more: Vec::new() }
    }

    /// Notes what the failure of the next party costs each other, and who fails that stood before.
    fn push(&mut self, losses: &[f64], failed: impl Iterator<Item = bool>) {
        let party = self.caused.len();
        self.suffered.resize(losses.len(), 0.0);
        let mut caused = 0.0;
        for (other, &loss) in losses.iter().enumerate().filter(|(other, _)| *other != party) {
            caused += loss;
            self.suffered[other] += loss / (losses.len() - 1) as f64;
        }
        let failed = failed.enumerate().filter(|&(other, failed)| failed && other != party);
        self.failures.push(Some(failed.count() as u32));
        self.caused.push(caused);
        self.rank.push(caused);
    }
}

/// Each party loses all that it has outside.
fn of_clearing(flags: &Contagion) -> Result<(Tables, Harm), Failure> {
    let (tables, money) = Money::read(&flags.web, None, &flags.rules)?;
    let assets = tables.nodes.or("external_assets", 0.0);
    let model = money.model(&assets)?;
    let found = Blows::new(&model).run();
    let numbers = |of: fn(&counterflow_clearing::ranks::Blow) -> f64| -> Vec<f64> {
        found.blows.iter().map(of).collect()
    };
    let harm = Harm {
        rank: numbers(|blow| blow.caused),
        failures: found.blows.iter().map(|blow| Some(blow.defaults as u32)).collect(),
        caused: numbers(|blow| blow.caused),
        more: vec![("outsiders", numbers(|blow| blow.outsiders))],
        suffered: found.suffered,
    };
    Ok((tables, harm))
}

/// Each party fails, whatever its buffer.
fn of_cascades(flags: &Contagion) -> Result<(Tables, Harm), Failure> {
    let tables = read_exposures(&flags.web, None, flags.rules.model)?;
    let failing = Failing::new(&tables, &flags.rules)?;
    let losses = tables.nodes.or("loss", 0.0);
    let start: Cascade = failing.cascade(&losses)?;
    let base = start.run();
    let mut harm = Harm::new();
    for party in 0..losses.len() as u32 {
        let decreed = [party];
        let fall = start.clone().with_failures(&decreed).map_err(super::clear::wrong)?.run();
        let lost: Vec<f64> =
            fall.loss.iter().zip(&base.loss).map(|(now, before)| now - before).collect();
        let failed = fall.wave.iter().zip(&base.wave);
        harm.push(&lost, failed.map(|(now, before)| now.is_some() && before.is_none()));
    }
    Ok((tables, harm))
}

/// Each party loses its whole buffer; ranks are those of the impact.
fn of_distress(flags: &Contagion) -> Result<(Tables, Harm), Failure> {
    let tables = read_exposures(&flags.web, None, flags.rules.model)?;
    let exposures: Exposures = exposures(&tables)?;
    let rank = DebtRank::new(&exposures).with_method(flags.rules.method.into());
    let solved = |parties: &[u32]| {
        let scenario = rank.with_failures(parties).map_err(super::clear::wrong)?;
        Ok::<_, Failure>(match flags.rules.model {
            ModelName::Debtrank2012 => scenario.walk().distress,
            _ => scenario.linear(),
        })
    };
    let base = solved(&[])?;
    let mut harm = Harm::new();
    let mut impact = Vec::new();
    for party in 0..exposures.parties() as u32 {
        let distress = solved(&[party])?;
        let parts = distress.h.iter().zip(&base.h).zip(exposures.buffers());
        let lost: Vec<f64> =
            parts.map(|((now, before), buffer)| (now - before) * buffer.max(0.0)).collect();
        let failed = distress.default.iter().zip(&base.default);
        harm.push(&lost, failed.map(|(&now, &before)| now && !before));
        impact.push(distress.impact);
    }
    harm.rank = impact.clone();
    harm.more = vec![("impact", impact)];
    Ok((tables, harm))
}

fn print(flags: &Contagion, tables: &Tables, harm: &Harm) -> Result<(), Failure> {
    let mut order: Vec<usize> = (0..harm.rank.len()).collect();
    order.sort_by(|&a, &b| harm.rank[b].total_cmp(&harm.rank[a]).then(a.cmp(&b)));
    order.truncate(flags.top.unwrap_or(usize::MAX));
    let numbers = |numbers: &[f64]| order.iter().map(|&party| numbers[party]).collect::<Vec<f64>>();
    let failures: Vec<Option<u32>> = order.iter().map(|&party| harm.failures[party]).collect();
    let number = |name, of: &[f64]| Column::number(name, numbers(of).into(), Shown::Everywhere);
    let names = order.iter().map(|&party| tables.nodes.parties.name(party)).collect();
    let mut columns = vec![
        Column::text("party", names),
        Column::count("failures", failures.into(), Shown::Everywhere),
        number("caused", &harm.caused),
        number("suffered", &harm.suffered),
    ];
    columns.extend(harm.more.iter().map(|(name, of)| number(name, of)));
    let document = Document {
        facts: vec![("model", json!(flags.rules.model.name()))],
        parts: vec![Part { name: None, rows: "parties", columns, facts: vec![], notes: vec![] }],
    };
    stream(flags.out.output.as_ref(), |out| {
        let mut printer = printer(flags.format, false, out)?;
        printer.print(&document)?;
        printer.end()
    })
}
