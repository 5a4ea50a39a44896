//! Who holds which share of whom.

use super::book::{Book, book};
use crate::clearing::CostError;
use crate::exposures::check_amounts;
use crate::fixed_point::Linear;
use crate::rounding::{Sum, UNIT};
use crate::sparse::Csr;
use crate::web::{Web, WebErrors};

/// Collects holdings. Nothing is looked at before [`HoldingsBuilder::build`].
#[derive(Clone, Debug)]
pub struct HoldingsBuilder {
    parties: usize,
    external_assets: Vec<f64>,
    owners: Vec<u32>,
    owned: Vec<u32>,
    shares: Vec<f64>,
}

impl HoldingsBuilder {
    /// What each party has in primitive assets, `D p`; nothing if left out.
    pub fn external_assets(mut self, amounts: Vec<f64>) -> HoldingsBuilder {
        self.external_assets = amounts;
        self
    }

    /// Adds one stake: `owner` holds this share, from 0 to 1, of `owned`: `C[owner][owned]`.
    pub fn stake(mut self, owner: u32, owned: u32, share: f64) -> HoldingsBuilder {
        self.owners.push(owner);
        self.owned.push(owned);
        self.shares.push(share);
        self
    }

    /// Takes all stakes as columns, instead of those that are there already.
    pub fn stakes(mut self, owners: Vec<u32>, owned: Vec<u32>, shares: Vec<f64>) -> Self {
        self.owners = owners;
        self.owned = owned;
        self.shares = shares;
        self
    }

    /// The holdings. O(parties + stakes).
    ///
    /// # Errors
    ///
    /// Everything that is wrong at once, as of a [`Web`]: arrays of wrong length, numbers that are
    /// no amounts or shares, parties that are not there, stakes that stand twice, parties of which
    /// more than the whole is held, and parties that hold one another whole.
    pub fn build(self) -> Result<Holdings, WebErrors> {
        let stakes = self.owners.iter().zip(&self.owned).zip(&self.shares);
        let stakes: Vec<(u32, u32, f64)> =
            stakes.map(|((&owner, &owned), &share)| (owner, owned, share)).collect();
        // One set of rules for stakes is enough: those of a web.
        let web = Web::builder(self.parties)
            .external_assets(self.external_assets)
            .stakes(self.owners, self.owned, self.shares)
            .build()?;
        let held = stakes.into_iter().filter(|&(.., share)| share > 0.0);
        let matrix = Csr::from_entries(self.parties, self.parties, held);
        let mut outside: Vec<Sum> = vec![[1.0].into_iter().collect(); self.parties];
        matrix.entries().for_each(|(_, owned, share)| outside[owned as usize].add(-share));
        let slack = |sum: &Sum| if sum.is_exact() { 0.0 } else { 4.0 * UNIT };
        Ok(Holdings {
            outside_slack: outside.iter().map(slack).collect(),
            outside: outside.iter().map(|sum| sum.value().max(0.0)).collect(),
            linear: Linear { matrix, gain: None },
            assets: web.external_assets().to_vec(),
        })
    }
}

/// Shares that parties hold of one another, checked once.
///
/// # Example
///
/// Party 0 holds half of party 1, which holds a quarter of party 2:
///
/// ```
/// use counterflow_clearing::Holdings;
///
/// let holdings = Holdings::builder(3)
///     .external_assets(vec![4.0, 4.0, 4.0])
///     .stake(0, 1, 0.5).stake(1, 2, 0.25)
///     .build()?;
/// // Half of what party 1 is worth is its own outsiders', a half goes on.
/// assert_eq!(holdings.market_values().value, [6.5, 2.5, 3.0]);
/// // Of what party 2 has, an eighth ends up with outsiders who hold party 0.
/// assert_eq!(holdings.claims_on(2)?, [0.125, 0.125, 0.75]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Holdings {
    /// Row: who holds. Column: of whom.
    pub(super) linear: Linear,
    /// Part of each party that outsiders hold: the diagonal of `Ĉ`.
    outside: Vec<f64>,
    outside_slack: Vec<f64>,
    assets: Vec<f64>,
}

/// Values of all parties, with brackets.
#[derive(Clone, Debug, PartialEq)]
pub struct Values {
    /// What each party is worth to its outsiders: `v = Ĉ V`.
    pub value: Vec<f64>,
    /// The true value is not below this.
    pub lower: Vec<f64>,
    /// The true value is not above this.
    pub upper: Vec<f64>,
    /// What each party has, shares of others included: `V`.
    pub book: Vec<f64>,
    /// By how much the book values fail their own equation at most, over the largest of them.
    pub residual: f64,
    /// Whether `lower` and `upper` are proved. Where not, they are without end.
    pub proved: bool,
}

impl Values {
    /// By how much each value may be off.
    pub(super) fn widths(&self) -> impl Iterator<Item = f64> + '_ {
        let bounds = self.lower.iter().zip(&self.upper);
        bounds.zip(&self.value).map(|((lower, upper), value)| (upper - value).max(value - lower))
    }
}

impl Holdings {
    /// Starts holdings among `parties` parties, numbered from 0.
    pub fn builder(parties: usize) -> HoldingsBuilder {
        HoldingsBuilder {
            parties,
            external_assets: Vec::new(),
            owners: Vec::new(),
            owned: Vec::new(),
            shares: Vec::new(),
        }
    }

    /// How many parties.
    pub fn parties(&self) -> usize {
        self.assets.len()
    }

    /// What each party has in primitive assets: `D p`.
    pub fn external_assets(&self) -> &[f64] {
        &self.assets
    }

    /// The share of each party that no other party holds: the diagonal of `Ĉ`.
    pub fn outside(&self) -> &[f64] {
        &self.outside
    }

    /// What everybody is worth while nobody fails: `v = Ĉ (I − C)^-1 D p`.
    pub fn market_values(&self) -> Values {
        self.values(&self.assets, &vec![0.0; self.parties()])
    }

    /// Which part of the assets of a party ends up with the outsiders of each: the column of the
    /// paper's `A = Ĉ (I − C)^-1`. The parts add up to 1. One linear system.
    ///
    /// # Errors
    ///
    /// [`CostError::Number`] if there is no such party.
    pub fn claims_on(&self, party: u32) -> Result<Vec<f64>, CostError> {
        let mut unit = vec![0.0; self.parties()];
        let Some(one) = unit.get_mut(party as usize) else {
            let range = "the number of a party, from 0 up";
            return Err(CostError::Number { what: "party", row: 0, given: party.into(), range });
        };
        *one = 1.0;
        Ok(self.values(&unit, &vec![0.0; self.parties()]).value)
    }

    pub(super) fn check_amounts(
        &self,
        what: &'static str,
        amounts: &[f64],
    ) -> Result<(), CostError> {
        check_amounts(what, amounts, self.parties())
    }

    /// The values of assets that may each be off by some slack.
    pub(super) fn values(&self, assets: &[f64], slack: &[f64]) -> Values {
        let Book { value: book, width, residual, proved } = book(&self.linear, assets, slack);
        let parties = 0..self.parties();
        let value: Vec<f64> = parties.clone().map(|i| self.outside[i] * book[i]).collect();
        let width = |i: usize| {
            if !proved {
                return f64::INFINITY;
            }
            // A factor of 1 leaves no rounding.
            let rounding =
                if self.outside[i] - 1.0 == 0.0 { 0.0 } else { f64::EPSILON * value[i].abs() };
            let off = self.outside[i] * width[i] * (1.0 + f64::EPSILON);
            off + self.outside_slack[i] * (book[i].abs() + width[i]) + rounding
        };
        Values {
            lower: parties.clone().map(|i| value[i] - width(i)).collect(),
            upper: parties.map(|i| value[i] + width(i)).collect(),
            value,
            book,
            residual,
            proved,
        }
    }
}
