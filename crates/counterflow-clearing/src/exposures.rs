//! Who loses how much if whom fails: what cascades of failures and DebtRank read.

mod book;
mod build;

use crate::clearing::CostError;
use crate::components::{Components, components};
use crate::sparse::Csr;
use crate::web::{WebError, WebErrors};

pub use build::ExposuresBuilder;

/// What each party has at stake with each other, and what it can lose before it fails.
///
/// In the notation of Battiston et al. (2012): party `i` has claims `A_ij` on party `j`, and a
/// buffer `E_i` of capital that absorbs losses. A buffer may be negative: such a party has failed
/// before anything happens. A buffer of nothing is used up by any loss, and by no loss not: no
/// model divides by it. Weights `v_i`, as parts of their sum, say how much each party counts in an
/// impact. What a party owes itself nets out and is left out.
///
/// # Example
///
/// ```
/// use counterflow_clearing::Exposures;
///
/// // Party 1 is owed 10 by party 0 and 3 by party 2.
/// let exposures = Exposures::builder(3)
///     .debt(0, 1, 10.0).debt(2, 1, 3.0)
///     .build()?
///     .with_buffers(vec![2.0, 5.0, 2.0])?;
/// assert_eq!(exposures.claims().row(1), (&[0, 2][..], &[10.0, 3.0][..]));
/// assert_eq!(exposures.weights(), [0.0, 13.0, 0.0]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Exposures {
    buffer: Vec<f64>,
    /// By how much each buffer may be off what it stands for; nothing where the caller gave it.
    buffer_slack: Vec<f64>,
    weight: Vec<f64>,
    /// Row: a creditor. Column: a debtor. Value: what is owed.
    claims: Csr,
    /// The same by debtors.
    debts: Csr,
    /// Relative error of what is owed: nothing where the caller gave it.
    rounding: f64,
    components: Components,
}

/// Amounts up to this can be added to one another without end of numbers.
const MOST: f64 = f64::MAX / 16.0;

impl Exposures {
    /// Starts exposures among `parties` parties, numbered from 0.
    pub fn builder(parties: usize) -> ExposuresBuilder {
        ExposuresBuilder::new(parties)
    }

    fn new(claims: Csr, buffer: Vec<f64>, buffer_slack: Vec<f64>, rounding: f64) -> Exposures {
        let total = |party: usize| claims.row(party).1.iter().sum();
        let weight = (0..claims.height()).map(total).collect();
        let components = components(&claims, |debtor| debtor);
        let debts = claims.transposed();
        Exposures { buffer, buffer_slack, weight, claims, debts, rounding, components }
    }

    /// Replaces what each party can lose before it fails, of either sign.
    ///
    /// If this is never told, buffers are book equity: outside assets and claims, less all debts.
    ///
    /// # Errors
    ///
    /// [`CostError::Length`] if there is not one number for each party, [`CostError::Number`] if
    /// one is NaN, infinite, or so large that sums of a few are not numbers any more.
    pub fn with_buffers(self, buffers: Vec<f64>) -> Result<Exposures, CostError> {
        let range = "a number that can be added to others";
        check_numbers("buffers", &buffers, self.parties(), range, |buffer| buffer.abs() <= MOST)?;
        Ok(Exposures { buffer_slack: vec![0.0; buffers.len()], buffer: buffers, ..self })
    }

    /// Replaces how much each party counts in an impact.
    ///
    /// If this is never told, it is what each party has claims of, the economic value of Battiston
    /// et al. (2012).
    ///
    /// # Errors
    ///
    /// [`CostError::Length`] if there is not one number for each party, [`CostError::Number`] if
    /// one is negative or no number.
    pub fn with_weights(self, weights: Vec<f64>) -> Result<Exposures, CostError> {
        self.check_amounts("weights", &weights)?;
        Ok(Exposures { weight: weights, ..self })
    }

    /// How many parties.
    pub fn parties(&self) -> usize {
        self.buffer.len()
    }

    /// How many claims of one party on another.
    pub fn links(&self) -> usize {
        self.claims.entries_stored()
    }

    /// What each party can lose before it fails.
    pub fn buffers(&self) -> &[f64] {
        &self.buffer
    }

    /// How much each party counts in an impact.
    pub fn weights(&self) -> &[f64] {
        &self.weight
    }

    /// Row: a creditor; column: a debtor; value: what is owed.
    pub fn claims(&self) -> &Csr {
        &self.claims
    }

    /// Row: a debtor; column: a creditor; value: what is owed.
    pub fn debts(&self) -> &Csr {
        &self.debts
    }

    /// Parties that can harm one another in circles, those that harm first.
    pub fn components(&self) -> &Components {
        &self.components
    }

    /// By how much the buffer of a party may be off.
    pub(crate) fn buffer_slack(&self, party: usize) -> f64 {
        self.buffer_slack[party]
    }

    /// By which part each claim may be off.
    pub(crate) fn rounding(&self) -> f64 {
        self.rounding
    }

    /// Whether these are amounts, one for each party.
    pub(crate) fn check_amounts(
        &self,
        what: &'static str,
        amounts: &[f64],
    ) -> Result<(), CostError> {
        check_amounts(what, amounts, self.parties())
    }

    /// Whether these are parties.
    pub(crate) fn check_parties(
        &self,
        what: &'static str,
        parties: &[u32],
    ) -> Result<(), CostError> {
        match parties.iter().position(|&party| party as usize >= self.parties()) {
            Some(row) => {
                let (given, range) = (f64::from(parties[row]), "the number of a party, from 0 up");
                Err(CostError::Number { what, row, given, range })
            }
            None => Ok(()),
        }
    }
}

/// Tells the parties whose amounts cannot be added to others.
fn check_sizes(amounts: impl Iterator<Item = f64>) -> Result<(), WebErrors> {
    let mut errors = WebErrors::new();
    for (party, amount) in amounts.enumerate() {
        if amount.is_nan() || amount.abs() > MOST {
            errors.push(WebError::TooLarge { party: party as u32 });
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}

/// Whether these are amounts, one for each party.
pub(crate) fn check_amounts(
    what: &'static str,
    amounts: &[f64],
    parties: usize,
) -> Result<(), CostError> {
    check_numbers(what, amounts, parties, "an amount from 0 up that can be added to others", |a| {
        (0.0..=MOST).contains(&a)
    })
}

/// Whether these are numbers of a range, one for each party.
pub(crate) fn check_numbers(
    what: &'static str,
    numbers: &[f64],
    parties: usize,
    range: &'static str,
    fits: impl Fn(f64) -> bool,
) -> Result<(), CostError> {
    if numbers.len() != parties {
        return Err(CostError::Length { what, given: numbers.len(), parties });
    }
    match numbers.iter().position(|&number| !fits(number)) {
        Some(row) => Err(CostError::Number { what, row, given: numbers[row], range }),
        None => Ok(()),
    }
}
