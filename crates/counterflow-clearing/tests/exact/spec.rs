//! A web as a test writes it down.

use counterflow_clearing::{Web, WebBuilder, WebErrors};

/// Debtor, creditor, amount, class.
pub type Debt = (u32, u32, f64, u32);

/// All that a web is built from. Its `Debug` form is what is needed to see a failure again.
#[derive(Clone, Debug, Default)]
pub struct Spec {
    pub assets: Vec<f64>,
    pub outside: Vec<f64>,
    /// Class of the debts to outsiders; empty where nothing is told.
    pub outside_class: Vec<u32>,
    pub debts: Vec<Debt>,
    /// Owner, owned, share.
    pub stakes: Vec<(u32, u32, f64)>,
}

impl Spec {
    pub fn parties(&self) -> usize {
        self.assets.len()
    }

    pub fn web(&self) -> Result<Web, WebErrors> {
        let builder = Web::builder(self.parties())
            .external_assets(self.assets.clone())
            .external_liabilities(self.outside.clone())
            .external_seniority(self.outside_class.clone());
        let builder =
            self.debts.iter().fold(builder, |builder, &(debtor, creditor, amount, class)| {
                if class == WebBuilder::UNRANKED {
                    builder.debt(debtor, creditor, amount)
                } else {
                    builder.ranked_debt(debtor, creditor, amount, class)
                }
            });
        let stakes = self.stakes.iter();
        stakes
            .fold(builder, |builder, &(owner, owned, share)| builder.stake(owner, owned, share))
            .build()
    }

    /// The largest amount, or one where there is none.
    pub fn scale(&self) -> f64 {
        let debts = self.debts.iter().map(|debt| &debt.2);
        let all = self.assets.iter().chain(&self.outside).chain(debts);
        let largest = all.copied().fold(0.0, f64::max);
        if largest > 0.0 { largest } else { 1.0 }
    }
}
