//! From debts to exposures.

use super::{Exposures, check_sizes};
use crate::rounding::{Sum, UNIT, relative};
use crate::sparse::Csr;
use crate::web::{Web, WebErrors};

/// Collects debts, seen from those who would lose by them. Nothing is looked at before
/// [`ExposuresBuilder::build`].
///
/// # Example
///
/// A mistake is told with its row:
///
/// ```
/// use counterflow_clearing::Exposures;
///
/// let mistakes = Exposures::builder(2).debt(0, 1, -5.0).build().unwrap_err();
/// assert_eq!(
///     mistakes.to_string(),
///     "debts, row 0: -5 is no amount; give a number from 0 up",
/// );
/// ```
#[derive(Clone, Debug)]
pub struct ExposuresBuilder {
    parties: usize,
    external_assets: Vec<f64>,
    external_liabilities: Vec<f64>,
    debtors: Vec<u32>,
    creditors: Vec<u32>,
    amounts: Vec<f64>,
}

impl ExposuresBuilder {
    pub(super) fn new(parties: usize) -> ExposuresBuilder {
        ExposuresBuilder {
            parties,
            external_assets: Vec::new(),
            external_liabilities: Vec::new(),
            debtors: Vec::new(),
            creditors: Vec::new(),
            amounts: Vec::new(),
        }
    }

    /// What each party has outside of the web; nothing if left out. Goes into book equity.
    pub fn external_assets(mut self, amounts: Vec<f64>) -> ExposuresBuilder {
        self.external_assets = amounts;
        self
    }

    /// What each party owes outsiders; nothing if left out. Goes into book equity.
    pub fn external_liabilities(mut self, amounts: Vec<f64>) -> ExposuresBuilder {
        self.external_liabilities = amounts;
        self
    }

    /// Adds one debt: `debtor` owes `creditor` this amount, which `creditor` can lose.
    pub fn debt(mut self, debtor: u32, creditor: u32, amount: f64) -> ExposuresBuilder {
        self.debtors.push(debtor);
        self.creditors.push(creditor);
        self.amounts.push(amount);
        self
    }

    /// Takes all debts as columns, instead of those that are there already.
    pub fn debts(mut self, debtors: Vec<u32>, creditors: Vec<u32>, amounts: Vec<f64>) -> Self {
        self.debtors = debtors;
        self.creditors = creditors;
        self.amounts = amounts;
        self
    }

    /// The exposures. O(parties + debts).
    ///
    /// # Errors
    ///
    /// Everything that is wrong at once, as of a [`Web`]: arrays of wrong length, numbers that are
    /// no amounts, parties that are not there, debts that stand twice.
    pub fn build(self) -> Result<Exposures, WebErrors> {
        // One set of rules for debts is enough: those of a web.
        Web::builder(self.parties)
            .external_assets(self.external_assets.clone())
            .external_liabilities(self.external_liabilities.clone())
            .debts(self.debtors.clone(), self.creditors.clone(), self.amounts.clone())
            .build()?;
        let (buffer, slack) = self.equity()?;
        let rows =
            self.rows().filter(|&(debtor, creditor, amount)| amount > 0.0 && debtor != creditor);
        let claims = rows.map(|(debtor, creditor, amount)| (creditor, debtor, amount));
        let claims = Csr::from_entries(self.parties, self.parties, claims);
        Ok(Exposures::new(claims, buffer, slack, 0.0))
    }

    fn rows(&self) -> impl Iterator<Item = (u32, u32, f64)> + Clone + '_ {
        let ends = self.debtors.iter().zip(&self.creditors);
        ends.zip(&self.amounts).map(|((&debtor, &creditor), &amount)| (debtor, creditor, amount))
    }

    /// Book equity, and by how much each may be off.
    fn equity(&self) -> Result<(Vec<f64>, Vec<f64>), WebErrors> {
        let mut sums = vec![(Sum::default(), 0.0, 0); self.parties];
        let mut add = |party: usize, amount: f64| {
            let (sum, mass, terms) = &mut sums[party];
            sum.add(amount);
            *mass += amount.abs();
            *terms += 1;
        };
        self.external_assets.iter().enumerate().for_each(|(party, &has)| add(party, has));
        self.external_liabilities.iter().enumerate().for_each(|(party, &owes)| add(party, -owes));
        for (debtor, creditor, amount) in self.rows() {
            add(debtor as usize, -amount);
            add(creditor as usize, amount);
        }
        check_sizes(sums.iter().map(|(_, mass, _)| *mass))?;
        // A sum that knows what it lost is off by one rounding, and by roundings of roundings.
        let slack = |(sum, mass, terms): &(Sum, f64, usize)| {
            let second = relative(*terms) * relative(*terms) * mass;
            if sum.is_exact() { 0.0 } else { 2.0 * UNIT * sum.value().abs() + second }
        };
        let slack = sums.iter().map(slack).collect();
        Ok((sums.iter().map(|(sum, ..)| sum.value()).collect(), slack))
    }
}
