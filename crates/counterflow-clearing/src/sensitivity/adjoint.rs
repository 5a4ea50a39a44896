//! One output against all inputs.

use super::{Output, Sensitivity, solved};
use crate::fixed_point::Linear;
use crate::sparse::Csr;

/// By how much one output moves for each unit by which an input grows.
#[derive(Clone, Debug, PartialEq)]
pub struct Gradient {
    /// What a cent more is worth at each party, after costs of default.
    pub worth: Vec<f64>,
    /// By the outside assets of each party.
    pub by_asset: Vec<f64>,
    /// By what each party owes outsiders; if nothing so far, in the class that it pays last.
    pub by_external_liability: Vec<f64>,
    /// By the amount of each debt and the share of each stake, in the order of
    /// [`crate::sparse::Csr::entries`] of [`crate::Web::receives`].
    pub by_entry: Vec<f64>,
}

/// What an output counts.
struct Weights {
    /// Each cent that is paid on a claim.
    claim: Vec<f64>,
    /// Each cent of equity that nobody in the web owns.
    equity: Vec<f64>,
    /// Each cent that is due.
    due: f64,
}

impl Sensitivity<'_> {
    /// How one output moves with all inputs: one linear system over those who pass a cent on.
    ///
    /// Nothing where a cent goes around for ever: some who fail owe all they owe to one another, so
    /// that payments are not determined or have no derivative. Nothing either where there is no
    /// such party.
    pub fn gradient(&self, output: Output) -> Option<Gradient> {
        if let Output::Paid(party) | Output::Equity(party) = output {
            self.above.get(party as usize)?;
        }
        let weights = self.weights(output);
        let worth = self.worth(&weights)?;
        // What a cent that is passed on through each claim is worth to those who get it.
        let mut passed = vec![0.0; self.web.claims()];
        for (receiver, claim, part) in self.web.receives.entries() {
            let receiver = receiver as usize;
            passed[claim as usize] += part * self.beta[receiver] * worth[receiver];
        }
        let by_entry = self.web.receives.entries().map(|(creditor, claim, _)| {
            let (creditor, claim) = (creditor as usize, claim as usize);
            let gained = self.beta[creditor] * worth[creditor];
            if self.web.cap[claim].is_infinite() {
                return self.x[claim] * gained;
            }
            self.by_debt(claim, gained, passed[claim], &worth, &weights)
        });
        let by_external_liability = (0..self.web.parties()).map(|party| {
            let claim = self.external_claim(party);
            self.by_debt(claim, 0.0, passed[claim], &worth, &weights)
        });
        Some(Gradient {
            by_asset: self.alpha.iter().zip(&worth).map(|(alpha, worth)| alpha * worth).collect(),
            by_external_liability: by_external_liability.collect(),
            by_entry: by_entry.collect(),
            worth,
        })
    }

    /// By a debt of which a cent more is worth `gained` to its creditor, and a cent paid on the
    /// whole claim `passed` to all of them.
    fn by_debt(
        &self,
        claim: usize,
        gained: f64,
        passed: f64,
        worth: &[f64],
        weights: &Weights,
    ) -> f64 {
        let debtor = self.web.owner[claim] as usize;
        let paid = if self.is_full(claim) {
            gained + weights.claim[claim] - worth[debtor]
        } else if self.is_dead(claim) {
            0.0
        } else {
            self.x[claim] / self.web.cap[claim] * (gained - passed)
        };
        paid + weights.due
    }

    fn weights(&self, output: Output) -> Weights {
        let mut weights = Weights {
            claim: vec![0.0; self.web.claims()],
            equity: vec![0.0; self.web.parties()],
            due: 0.0,
        };
        match output {
            Output::Paid(party) => {
                self.web.debts_of(party as usize).for_each(|claim| weights.claim[claim] = 1.0);
            }
            Output::Equity(party) => {
                let party = party as usize;
                if self.web.has_equity[party] {
                    weights.claim[self.web.claims_on(party).end - 1] = 1.0;
                } else if self.above[party] {
                    weights.equity[party] = 1.0;
                }
            }
            Output::Shortfall => {
                for (weight, cap) in weights.claim.iter_mut().zip(&self.web.cap) {
                    *weight = if cap.is_finite() { -1.0 } else { 0.0 };
                }
                weights.due = 1.0;
            }
        }
        weights
    }

    /// What a cent more is worth at each party.
    fn worth(&self, weights: &Weights) -> Option<Vec<f64>> {
        let mut worth = weights.equity.clone();
        let mut right: Vec<f64> = self
            .live
            .iter()
            .map(|&party| self.marginal[party as usize].unwrap_or_default())
            .map(|claim| weights.claim[claim as usize])
            .collect();
        let is_live = |party: u32| self.marginal[party as usize].is_some();
        for (receiver, claim, part) in self.web.receives.entries() {
            let at = self.place[claim as usize] as usize;
            // What those get who pass nothing on counts at once.
            if let Some(right) = right.get_mut(at).filter(|_| !is_live(receiver)) {
                *right += part * self.beta[receiver as usize] * weights.equity[receiver as usize];
            }
        }
        let (gains, size) = (self.gains(), self.live.len());
        let matrix = self.matrix();
        let turned =
            matrix.entries().map(|(row, column, part)| (column, row, gains[row as usize] * part));
        let linear = Linear { matrix: Csr::from_entries(size, size, turned), gain: None };
        let z = solved(&linear, &right)?;
        for (&party, z) in self.live.iter().zip(z) {
            worth[party as usize] = z;
        }
        Some(worth)
    }
}
