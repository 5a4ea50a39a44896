//! The flags of the commands that work on tables of debts.

use std::path::PathBuf;

use clap::{Args as Flags, ValueEnum};
use counterflow_clearing::Method;

use super::Out;

/// The tables that a web is read from.
#[derive(Flags)]
pub struct Web {
    /// The parties: CSV or Parquet with columns party, external_assets, external_liabilities
    #[arg(long, value_name = "FILE")]
    pub nodes: PathBuf,
    /// Debts and stakes: columns kind (debt or stake), from, to, amount, and seniority if any
    #[arg(long, value_name = "FILE")]
    pub edges: PathBuf,
}

/// What debts are worth less by, and when.
#[derive(Flags)]
pub struct Rules {
    /// By which model
    #[arg(long, value_enum, default_value_t = ModelName::EisenbergNoe)]
    pub model: ModelName,
    /// Part of its outside assets that a party keeps in default, 0 to 1 [default: 1]
    #[arg(long, value_name = "PART", value_parser = part)]
    pub alpha: Option<f64>,
    /// Part of its receipts that a party keeps in default, 0 to 1 [default: 1]
    #[arg(long, value_name = "PART", value_parser = part)]
    pub beta: Option<f64>,
    /// Part of their claims on a failed party that creditors get, 0 to 1
    #[arg(long, value_name = "PART", value_parser = part)]
    pub recovery: Option<f64>,
    /// How it is solved; all methods agree
    #[arg(long, value_enum, default_value_t = MethodName::Auto)]
    pub method: MethodName,
}

/// `clear`
#[derive(Flags)]
pub struct Clear {
    /// The tables
    #[command(flatten)]
    pub web: Web,
    /// The model
    #[command(flatten)]
    pub rules: Rules,
    /// Which solution, where there is more than one
    #[arg(long, value_enum, default_value_t = Solution::Greatest)]
    pub solution: Solution,
    /// For neva: what a claim is worth
    #[arg(long, value_enum)]
    pub valuation: Option<ValuationName>,
    /// For fire-sale: what makes a party sell [default: capital]
    #[arg(long, value_enum)]
    pub rule: Option<RuleName>,
    /// For fire-sale: the number that the rule is about, where no column tells it
    #[arg(long, value_name = "NUMBER", value_parser = amount)]
    pub requirement: Option<f64>,
    /// For fire-sale: a price falls to exp(-IMPACT x units sold)
    #[arg(long, value_name = "IMPACT", value_parser = amount)]
    pub price_impact: Option<f64>,
    /// Scenarios: columns scenario, party, and external_assets or loss
    #[arg(long, value_name = "FILE")]
    pub shock: Option<PathBuf>,
    /// The form
    #[arg(long, value_enum, default_value_t = TableFormat::Table)]
    pub format: TableFormat,
    /// Where to write
    #[command(flatten)]
    pub out: Out,
}

/// `contagion`
#[derive(Flags)]
pub struct Contagion {
    /// The tables
    #[command(flatten)]
    pub web: Web,
    /// The model
    #[command(flatten)]
    pub rules: Rules,
    /// Print so many parties, those first that do the most harm [default: all]
    #[arg(long, value_name = "COUNT")]
    pub top: Option<usize>,
    /// The form
    #[arg(long, value_enum, default_value_t = TableFormat::Table)]
    pub format: TableFormat,
    /// Where to write
    #[command(flatten)]
    pub out: Out,
}

/// `reconstruct`
#[derive(Flags)]
pub struct Reconstruct {
    /// The totals: CSV or Parquet with columns party, owed, claims
    #[arg(long, value_name = "FILE")]
    pub nodes: PathBuf,
    /// Debts that are known: columns from, to, amount
    #[arg(long, value_name = "FILE")]
    pub edges: Option<PathBuf>,
    /// How the rest is filled in
    #[arg(long, value_enum, default_value_t = Filling::Ras)]
    pub method: Filling,
    /// How far sums may be from totals so that something fits, as a part of each
    #[arg(long, value_name = "PART", default_value_t = 1e-9, value_parser = part)]
    pub tolerance: f64,
    /// For minimum-density and sample: where random numbers start
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// For sample: how many matrices
    #[arg(long, value_name = "COUNT", default_value_t = 1)]
    pub samples: usize,
    /// For sample: how likely a link is before totals are known, above 0 up to 1
    #[arg(long, value_name = "PART", default_value_t = 0.5, value_parser = part)]
    pub probability: f64,
    /// The form
    #[arg(long, value_enum, default_value_t = TableFormat::Table)]
    pub format: TableFormat,
    /// Where to write
    #[command(flatten)]
    pub out: Out,
}

/// The models.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ModelName {
    /// Everybody pays what it can, in proportion
    EisenbergNoe,
    /// The same with costs of default
    RogersVeraart,
    /// The same with stakes in one another
    CrossHoldings,
    /// Stakes alone; who is worth less than a threshold loses more
    ElliottGolubJackson,
    /// Who has lost more than its capital costs its creditors their claims
    Furfine,
    /// Who has lost all its buffer costs its creditors their claims
    Threshold,
    /// Distress spreads before anybody fails
    Debtrank,
    /// The same, each party passing it on once
    #[value(name = "debtrank-2012")]
    Debtrank2012,
    /// What claims are worth before they are due
    Neva,
    /// Prices fall as parties sell
    FireSale,
}

impl ModelName {
    /// The name that the command line takes.
    pub fn name(self) -> &'static str {
        match self {
            ModelName::EisenbergNoe => "eisenberg-noe",
            ModelName::RogersVeraart => "rogers-veraart",
            ModelName::CrossHoldings => "cross-holdings",
            ModelName::ElliottGolubJackson => "elliott-golub-jackson",
            ModelName::Furfine => "furfine",
            ModelName::Threshold => "threshold",
            ModelName::Debtrank => "debtrank",
            ModelName::Debtrank2012 => "debtrank-2012",
            ModelName::Neva => "neva",
            ModelName::FireSale => "fire-sale",
        }
    }

    /// Whether it is about debts.
    pub fn has_debts(self) -> bool {
        self != ModelName::ElliottGolubJackson
    }

    /// Whether it is about stakes.
    pub fn has_stakes(self) -> bool {
        matches!(self, ModelName::CrossHoldings | ModelName::ElliottGolubJackson)
    }
}

/// The methods of solving.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum MethodName {
    /// What is fastest
    Auto,
    /// All parties anew from the pass before
    Picard,
    /// Each party anew from what is known so far
    GaussSeidel,
    /// Newton's method on who is short
    ActiveSet,
}

impl From<MethodName> for Method {
    fn from(name: MethodName) -> Method {
        match name {
            MethodName::Auto => Method::Auto,
            MethodName::Picard => Method::Picard,
            MethodName::GaussSeidel => Method::GaussSeidel,
            MethodName::ActiveSet => Method::ActiveSet,
        }
    }
}

/// Which solution is asked for.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Solution {
    /// Everybody gets as much as in any
    Greatest,
    /// Everybody gets as little as in any
    Least,
    /// Both
    Both,
}

/// What a claim is worth.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ValuationName {
    /// What assets cover
    EisenbergNoe,
    /// The same after costs of default
    RogersVeraart,
    /// All, or the recovery in default
    Furfine,
    /// In proportion to what is left of equity
    Debtrank,
    /// What is expected at maturity
    Merton,
    /// The same with default as soon as equity is gone
    BlackCox,
}

/// What makes a party sell.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RuleName {
    /// Capital against assets that are not liquid, 0 to 1
    Capital,
    /// Cash against debts, from 0
    Liquidity,
    /// Assets over worth at most, from 1
    Leverage,
    /// The same, selling all or nothing
    Threshold,
}

/// How a matrix is filled in.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Filling {
    /// As evenly as can be: maximum entropy
    Ras,
    /// With few links
    MinimumDensity,
    /// At random, given a prior
    Sample,
    /// The least and the greatest that each debt can be
    Bounds,
}

/// The forms of an answer in rows.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TableFormat {
    /// For people
    Table,
    /// For programs; with scenarios or samples one object a line
    Json,
    /// For a spreadsheet
    Csv,
    /// For programs, where it is built in
    Parquet,
}

fn part(text: &str) -> Result<f64, String> {
    let part: f64 = text.parse().map_err(|_| "write a number from 0 to 1".to_string())?;
    if (0.0..=1.0).contains(&part) {
        return Ok(part);
    }
    Err(match part > 1.0 && part <= 100.0 {
        true => format!("write a number from 0 to 1, {} for {part}%", part / 100.0),
        false => "write a number from 0 to 1".to_string(),
    })
}

fn amount(text: &str) -> Result<f64, String> {
    let wrong = || "write a number from 0 up".to_string();
    let amount: f64 = text.parse().map_err(|_| wrong())?;
    if (0.0..=f64::MAX).contains(&amount) { Ok(amount) } else { Err(wrong()) }
}
