//! In which pass of a network valuation each party's equity first is negative.

use counterflow_clearing::{DefaultCosts, Neva, Valuation, Web};

use super::cascades::wrong;
use super::sales::unfit;
use super::web::too_large;
use crate::output::Failure;

/// Passes of a valuation, all parties at once, from claims at their faces.
pub struct Steps<'a> {
    web: &'a Web,
    assets: &'a [f64],
    valuation: &'a Valuation,
}

/// Passes after which nobody is waited for any more.
const MOST: u32 = 10_000;

/// By how much equity has to be negative, as a part of what adds up to it.
const CLEARLY: f64 = 1e-12;

impl<'a> Steps<'a> {
    /// The passes of this web with these outside assets.
    pub fn new(web: &'a Web, assets: &'a [f64], valuation: &'a Valuation) -> Steps<'a> {
        Steps { web, assets, valuation }
    }

    /// What the debts of each party inside of the web are worth, where it has this much.
    ///
    /// The library values webs, so this asks it for one without circles: what each party receives
    /// comes from a helper that surely pays, and what it owes inside goes to one sink.
    ///
    /// # Errors
    ///
    /// If the numbers cannot be added up.
    pub fn worths(&self, value: &[f64]) -> Result<Vec<f64>, Failure> {
        let parties = value.len();
        let (first, sink) = (parties as u32, 2 * parties as u32);
        let outside = self.web.external_liabilities();
        let mut assets = self.assets.to_vec();
        let mut owes = outside.to_vec();
        let mut debts = (Vec::new(), Vec::new(), Vec::new());
        let mut debt = |from: u32, to: u32, amount: f64| {
            debts.0.push(from);
            debts.1.push(to);
            debts.2.push(amount);
        };
        for party in 0..parties {
            let received = (value[party] - self.assets[party]).max(0.0);
            assets.push(2.0 * received + 1.0);
            debt(first + party as u32, party as u32, received);
            debt(party as u32, sink, self.web.due()[party] - outside[party]);
        }
        assets.push(0.0);
        owes.resize(assets.len(), 0.0);
        let line = Web::builder(assets.len())
            .external_assets(assets)
            .external_liabilities(owes)
            .external_seniority(vec![0; 2 * parties + 1])
            .debts(debts.0, debts.1, debts.2)
            .build()
            .map_err(|_| too_large())?;
        let valued = Neva::new(&line, self.extended(parties)?).map_err(unfit)?.value();
        let worth = |party: usize| match line.debts_of(party).last() {
            Some(claim) if self.web.due()[party] > outside[party] => valued.claims[claim],
            _ => 0.0,
        };
        Ok((0..parties).map(worth).collect())
    }

    /// The valuation with numbers of helpers and a sink, who never fail.
    fn extended(&self, parties: usize) -> Result<Valuation, Failure> {
        let longer = |numbers: &[f64], of_helpers: f64| {
            let mut numbers = numbers.to_vec();
            numbers.resize(2 * parties + 1, of_helpers);
            numbers
        };
        Ok(match self.valuation.clone() {
            Valuation::RogersVeraart(costs) => {
                let each =
                    |of: &dyn Fn(usize) -> f64| -> Vec<f64> { (0..parties).map(of).collect() };
                let alpha = longer(&each(&|party| costs.alpha(party)), 1.0);
                let beta = longer(&each(&|party| costs.beta(party)), 1.0);
                Valuation::RogersVeraart(DefaultCosts::each(alpha, beta).map_err(wrong)?)
            }
            Valuation::Furfine { recovery } => {
                Valuation::Furfine { recovery: longer(&recovery, 1.0) }
            }
            Valuation::DebtRank { book_equity } => {
                Valuation::DebtRank { book_equity: longer(&book_equity, 1.0) }
            }
            Valuation::Merton { volatility, maturity, recovery } => {
                Valuation::Merton { volatility: longer(&volatility, 0.0), maturity, recovery }
            }
            Valuation::BlackCox { volatility, maturity, recovery } => {
                Valuation::BlackCox { volatility: longer(&volatility, 0.0), maturity, recovery }
            }
            other => other,
        })
    }

    /// The pass in which each of these parties first has negative equity; one after the last for
    /// those that only come near it.
    ///
    /// # Errors
    ///
    /// If the numbers cannot be added up.
    pub fn waves(&self, default: &[bool]) -> Result<Vec<Option<u32>>, Failure> {
        let (due, outside) = (self.web.due(), self.web.external_liabilities());
        let mut wave = vec![None; due.len()];
        let mut inside: Vec<f64> = due.iter().zip(outside).map(|(due, out)| due - out).collect();
        for pass in 0..MOST {
            let value = self.received(&inside);
            for party in 0..due.len() {
                let room = CLEARLY * (value[party] + due[party]);
                if default[party] && value[party] < due[party] - room {
                    wave[party].get_or_insert(pass);
                }
            }
            let is_through = |(wave, default): (&Option<u32>, &bool)| wave.is_some() || !default;
            if wave.iter().zip(default).all(is_through) {
                break;
            }
            let next = self.worths(&value)?;
            if next == inside {
                break;
            }
            inside = next;
        }
        Ok(later(&wave, default))
    }

    /// What each party has where debts inside of the web are worth this much.
    fn received(&self, inside: &[f64]) -> Vec<f64> {
        let mut claims = vec![0.0; self.web.claims()];
        for (party, worth) in inside.iter().enumerate() {
            if let Some(last) = self.web.debts_of(party).last() {
                claims[last] = *worth;
            }
        }
        let receives = self.web.receives();
        let value = |party: usize| self.assets[party] + receives.dot(party, &claims);
        (0..inside.len()).map(value).collect()
    }
}

/// The waves of these defaults: those that are known, and one more for the others.
pub fn later(wave: &[Option<u32>], default: &[bool]) -> Vec<Option<u32>> {
    let after = wave.iter().flatten().max().map_or(0, |last| last + 1);
    let settle = |(wave, &default): (&Option<u32>, &bool)| default.then(|| wave.unwrap_or(after));
    wave.iter().zip(default).map(settle).collect()
}
