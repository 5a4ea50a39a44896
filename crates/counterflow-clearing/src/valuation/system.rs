//! The map of which the value of everybody is a fixed point.

use super::claim::Claim;
use super::family::Valuation;
use crate::clearing::End;
use crate::fixed_point::Linear;
use crate::monotone::{Monotone, Side, toward};
use crate::rounding::{Sum, UNIT, relative};
use crate::sparse::Csr;
use crate::web::Web;

/// A web, what its parties have outside of it, and how claims are valued.
///
/// The map takes what each party has, `V`, to `A + Σ` of what its claims on others are worth at
/// that `V`.
pub(super) struct System<'a> {
    pub web: &'a Web,
    pub external_assets: &'a [f64],
    pub valuation: &'a Valuation,
    /// By how much what each party owes may be off.
    slack: Vec<f64>,
}

/// How closely linear systems are solved, in the root of the mean square. They propose and prove
/// nothing, so roughly.
const RELATIVE: f64 = 1e-2;

impl<'a> System<'a> {
    pub fn new(web: &'a Web, external_assets: &'a [f64], valuation: &'a Valuation) -> System<'a> {
        let slack = |party: usize| {
            let classes: Sum = web.cap[web.debts_of(party)].iter().copied().collect();
            let exact = web.exact_sums && classes.is_exact();
            if exact { 0.0 } else { 4.0 * UNIT * web.due[party] }
        };
        let slack = (0..web.parties()).map(slack).collect();
        System { web, external_assets, valuation, slack }
    }

    /// A claim, with what its worth depends on.
    pub fn claim(&self, claim: usize) -> Claim {
        let party = self.web.owner[claim] as usize;
        Claim {
            party,
            floor: self.web.floor[claim],
            cap: self.web.cap[claim],
            due: self.web.due[party],
            assets: self.external_assets[party],
            slack: self.slack(party),
        }
    }

    /// By how much what a party owes may be off.
    pub fn slack(&self, party: usize) -> f64 {
        self.slack[party]
    }

    /// What a claim is worth where its debtor has this much.
    pub fn worth(&self, claim: usize, value: f64, side: Side) -> f64 {
        self.claim(claim).worth(self.valuation, value, side)
    }

    /// What all claims are worth.
    pub fn worths(&self, value: &[f64], side: Side) -> Vec<f64> {
        let of = |claim: usize| self.worth(claim, value[self.web.owner[claim] as usize], side);
        (0..self.web.claims()).map(of).collect()
    }

    /// What a party has where claims are worth this much.
    pub fn value(&self, party: usize, worths: &[f64], side: Side) -> f64 {
        let assets = self.external_assets[party];
        let (claims, parts) = self.web.receives.row(party);
        let mut sum = Sum::default();
        sum.add(assets);
        let mut whole = true;
        for (&claim, &part) in claims.iter().zip(parts) {
            let worth = worths[claim as usize];
            whole &= part >= 1.0 || worth <= 0.0;
            sum.add(part * worth);
        }
        // Nothing was rounded where whole claims add up without loss.
        let value = sum.value();
        let error = if whole && sum.is_exact() { 0.0 } else { relative(claims.len()) * value };
        side.of(value, error).max(assets)
    }

    /// What each party has where every claim is worth its face.
    pub fn top(&self) -> Vec<f64> {
        (0..self.web.parties()).map(|party| self.value(party, &self.web.cap, Side::Up)).collect()
    }

    /// How much of each claim's worth moves with what its debtor has, at most; nothing where one
    /// jumps between the two.
    fn slopes(&self, low: &[f64], high: &[f64]) -> Option<Vec<f64>> {
        let slope = |claim: usize| {
            let party = self.web.owner[claim] as usize;
            self.claim(claim).slope(self.valuation, low[party], high[party])
        };
        let slopes: Vec<f64> = (0..self.web.claims()).map(slope).collect();
        slopes.iter().all(|slope| slope.is_finite()).then_some(slopes)
    }
}

impl Monotone for System<'_> {
    fn apply(&self, x: &[f64], side: Side) -> Vec<f64> {
        let worths = self.worths(x, side);
        (0..x.len()).map(|party| self.value(party, &worths, side)).collect()
    }

    /// Components in order, each party from what is known of the others so far.
    fn sweep(&self, x: &mut [f64], side: Side, end: End) {
        let mut worths = self.worths(x, side);
        for &party in &self.web.components.order {
            let party = party as usize;
            let value = toward(end, x[party], self.value(party, &worths, side));
            if value.to_bits() == x[party].to_bits() {
                continue;
            }
            x[party] = value;
            for claim in self.web.claims_on(party) {
                worths[claim] = self.worth(claim, value, side);
            }
        }
    }

    fn solve(&self, low: &[f64], high: &[f64], right: &[f64]) -> Option<Vec<f64>> {
        let slopes = self.slopes(low, high)?;
        let entries = self.web.receives.entries();
        let moving = entries.filter(|&(_, claim, _)| slopes[claim as usize] > 0.0);
        let entries = moving.map(|(receiver, claim, part)| {
            (receiver, self.web.owner[claim as usize], part * slopes[claim as usize])
        });
        let parties = self.web.parties();
        let linear = Linear { matrix: Csr::from_entries(parties, parties, entries), gain: None };
        let mut z = right.to_vec();
        linear.solve(right, &mut z, RELATIVE / (parties as f64).sqrt())?;
        z.iter().all(|z| *z >= 0.0 && z.is_finite()).then_some(z)
    }

    fn reach(&self, low: &[f64], high: &[f64], w: &[f64]) -> Option<Vec<f64>> {
        let mut moved = self.slopes(low, high)?;
        for (claim, moved) in moved.iter_mut().enumerate() {
            *moved *= w[self.web.owner[claim] as usize];
        }
        let receives = &self.web.receives;
        let up = |party: usize| {
            receives.dot(party, &moved) * (1.0 + relative(receives.row(party).0.len()))
        };
        Some((0..w.len()).map(up).collect())
    }
}
