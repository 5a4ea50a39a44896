//! The map of which the prices are a fixed point.

use super::rule::Sheet;
use super::{Asset, Rule};
use crate::clearing::{Clearing, End, Model};
use crate::monotone::{Monotone, Side};
use crate::rounding::{UNIT, relative};
use crate::web::Web;

/// A web with illiquid assets, of which the price of each is a part, from 0 to 1, of what it was.
pub(super) struct System<'a> {
    pub web: &'a Web,
    pub external_assets: &'a [f64],
    pub assets: &'a [Asset],
    pub rule: &'a Rule,
    /// Which solution debts are cleared to, where that is not determined.
    pub end: End,
}

/// How exactly debts are cleared at each price.
const TOLERANCE: f64 = 1e-14;

/// What follows from prices, all on one side of the truth.
pub(super) struct State {
    pub clearing: Clearing,
    /// What of its illiquid assets each party sells.
    pub sold: Vec<f64>,
}

impl System<'_> {
    /// What the illiquid assets of each party are worth.
    fn illiquid(&self, kept: &[f64], side: Side) -> Vec<f64> {
        let error = relative(self.assets.len());
        let of = |party: usize| {
            let worth = |(asset, kept): (&Asset, &f64)| asset.holdings[party] * asset.price * kept;
            let sum: f64 = self.assets.iter().zip(kept).map(worth).sum();
            side.of(sum, error * sum)
        };
        (0..self.web.parties()).map(of).collect()
    }

    /// Clears debts and lets everybody sell, at these prices.
    pub fn state(&self, kept: &[f64], side: Side) -> State {
        let illiquid = self.illiquid(kept, side);
        let outside = self.external_assets.iter().zip(&illiquid);
        let outside: Vec<f64> =
            outside.map(|(c, v)| side.of(c + v, 2.0 * UNIT * (c + v)).max(0.0)).collect();
        let model = Model { external_assets: &outside, ..Model::new(self.web) };
        let clearing = model.with_tolerance(TOLERANCE).solve(self.end);
        let received = self.received(&clearing, side);
        let sold = |party: usize| {
            let sheet = Sheet {
                liquid: self.external_assets[party],
                illiquid: illiquid[party],
                received: received[party],
                due: self.web.due[party],
            };
            self.rule.sold(party, &sheet, side.turned())
        };
        let sold = (0..self.web.parties()).map(sold).collect();
        State { clearing, sold }
    }

    /// What debtors pay each party.
    fn received(&self, clearing: &Clearing, side: Side) -> Vec<f64> {
        let paid = match side {
            Side::Down => &clearing.lower,
            Side::Near => &clearing.paid,
            Side::Up => &clearing.upper,
        };
        let on = |claim: usize| {
            let party = self.web.owner[claim] as usize;
            let floor = self.web.floor[claim];
            let paid = side.of(paid[party] - floor, 4.0 * UNIT * floor);
            paid.clamp(0.0, self.web.cap[claim])
        };
        let claims: Vec<f64> = (0..self.web.claims()).map(on).collect();
        let receives = &self.web.receives;
        let of = |party: usize| {
            let sum = receives.dot(party, &claims);
            side.of(sum, relative(receives.row(party).0.len()) * sum)
        };
        (0..self.web.parties()).map(of).collect()
    }

    /// The part of its price that each asset keeps when so much is sold.
    pub fn kept(&self, sold: &[f64], side: Side) -> Vec<f64> {
        let error = relative(sold.len());
        let of = |asset: &Asset| {
            let units: f64 =
                asset.holdings.iter().zip(sold).map(|(units, part)| units * part).sum();
            asset.impact.rounded(side.turned_of(units, error * units), side)
        };
        self.assets.iter().map(of).collect()
    }

    /// What is left of each price when everything is sold.
    pub fn bottom(&self) -> Vec<f64> {
        self.kept(&vec![1.0; self.web.parties()], Side::Down)
    }
}

impl Monotone for System<'_> {
    fn apply(&self, x: &[f64], side: Side) -> Vec<f64> {
        self.kept(&self.state(x, side).sold, side)
    }
}
