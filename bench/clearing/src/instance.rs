//! The webs that `instances.py` writes.

use std::io;

use counterflow_clearing::{Exposures, Web, WebErrors};

/// One matrix of debts, and what is drawn over it.
pub struct Instance {
    pub firms: usize,
    pub scenarios: usize,
    /// Where the debts to each creditor start.
    starts: Vec<i64>,
    debtors: Vec<u32>,
    amounts: Vec<f64>,
    pub regimes: Vec<Regime>,
    buffer: Vec<f64>,
    distress: Vec<f64>,
    /// Scenario by scenario, one number a firm.
    shocks: Vec<f64>,
}

/// Outside assets, debts to outsiders, and the part of the assets that is lost.
pub struct Regime {
    pub name: &'static str,
    pub assets: Vec<f64>,
    pub outside: Vec<f64>,
    pub lost: Vec<f64>,
}

impl Regime {
    /// The part of its assets that a firm loses by a shock from 0 to 1.
    pub fn lost_by(&self, shock: f64) -> f64 {
        if self.name == "mild" { 0.25 * shock } else { 0.6 + 0.4 * shock }
    }
}

impl Instance {
    #[expect(clippy::disallowed_methods, reason = "a benchmark reads what it measures")]
    pub fn read(file: &str) -> io::Result<Instance> {
        let mut words = Words { bytes: &std::fs::read(file)? };
        let (firms, debts, scenarios) = (words.count()?, words.count()?, words.count()?);
        let starts = words.many(firms + 1, i64::from_le_bytes)?;
        let debtors = words.many(debts, |bytes| i64::from_le_bytes(bytes) as u32)?;
        let amounts = words.many(debts, f64::from_le_bytes)?;
        let mut numbers = |count| words.many(count, f64::from_le_bytes);
        let mut regimes = Vec::new();
        for name in ["mild", "hard"] {
            let (assets, outside, lost) = (numbers(firms)?, numbers(firms)?, numbers(firms)?);
            regimes.push(Regime { name, assets, outside, lost });
        }
        let (buffer, distress) = (numbers(firms)?, numbers(firms)?);
        let shocks = numbers(firms * scenarios)?;
        Ok(Instance {
            firms,
            scenarios,
            starts,
            debtors,
            amounts,
            regimes,
            buffer,
            distress,
            shocks,
        })
    }

    /// Debtors, creditors and amounts.
    fn debts(&self) -> (Vec<u32>, Vec<u32>, Vec<f64>) {
        let creditors = self
            .starts
            .windows(2)
            .enumerate()
            .flat_map(|(creditor, ends)| (ends[0]..ends[1]).map(move |_| creditor as u32));
        (self.debtors.clone(), creditors.collect(), self.amounts.clone())
    }

    /// The web of one regime, after its shock.
    pub fn web_of(&self, regime: &Regime) -> Result<Web, WebErrors> {
        let left = regime.assets.iter().zip(&regime.lost).map(|(all, lost)| all * (1.0 - lost));
        self.web(left.collect(), regime.outside.clone())
    }

    /// The web of the hard regime with hardly any outside creditors.
    pub fn near_critical(&self) -> Result<Web, WebErrors> {
        let hard = self.regimes.iter().find(|regime| regime.name == "hard");
        let outside = hard.iter().flat_map(|hard| &hard.outside);
        let outside: Vec<f64> = outside.map(|amount| amount * (0.0001 / 0.02)).collect();
        self.web(outside.iter().map(|amount| 0.5 * amount).collect(), outside)
    }

    /// Outside assets, scenario by scenario.
    pub fn scenarios_of(&self, regime: &Regime) -> Vec<f64> {
        let left = |shock: &[f64]| -> Vec<f64> {
            let all = regime.assets.iter().zip(shock);
            all.map(|(all, shock)| all * (1.0 - regime.lost_by(*shock))).collect()
        };
        self.shocks.chunks_exact(self.firms).flat_map(left).collect()
    }

    /// What DebtRank reads.
    pub fn exposures(&self) -> Result<Exposures, Box<dyn std::error::Error>> {
        let (debtors, creditors, amounts) = self.debts();
        let built = Exposures::builder(self.firms).debts(debtors, creditors, amounts).build()?;
        Ok(built.with_buffers(self.buffer.clone())?)
    }

    /// The first losses of DebtRank.
    pub fn losses(&self) -> Vec<f64> {
        self.buffer.iter().zip(&self.distress).map(|(all, part)| all * part).collect()
    }

    fn web(&self, assets: Vec<f64>, outside: Vec<f64>) -> Result<Web, WebErrors> {
        let (debtors, creditors, amounts) = self.debts();
        Web::builder(self.firms)
            .external_assets(assets)
            .external_liabilities(outside)
            .debts(debtors, creditors, amounts)
            .build()
    }
}

/// Numbers of eight bytes in a row.
struct Words<'a> {
    bytes: &'a [u8],
}

impl Words<'_> {
    fn count(&mut self) -> io::Result<usize> {
        let word = self.many(1, i64::from_le_bytes)?;
        Ok(word[0].max(0) as usize)
    }

    fn many<T>(&mut self, count: usize, read: impl Fn([u8; 8]) -> T) -> io::Result<Vec<T>> {
        let short = || io::Error::new(io::ErrorKind::UnexpectedEof, "the file ends too early");
        let size = count.checked_mul(8).filter(|size| *size <= self.bytes.len());
        let (words, rest) = self.bytes.split_at(size.ok_or_else(short)?);
        self.bytes = rest;
        let word = |chunk: &[u8]| {
            let mut word = [0; 8];
            word.copy_from_slice(chunk);
            read(word)
        };
        Ok(words.chunks_exact(8).map(word).collect())
    }
}
