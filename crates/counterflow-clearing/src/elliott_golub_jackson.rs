//! Values of parties that own one another, and failures that cost value.
//!
//! Elliott, Golub and Jackson (2014), "Financial networks and contagion", American Economic Review
//! 104(10): parties hold shares `C_ij` of one another; the part of `i` that nobody of them holds,
//! `Ĉ_ii = 1 − Σ_k C_ki`, is its outsiders'. With `e = D p` what each has in primitive assets, book
//! values are `V = (I − C)^-1 (e − b(v))` and market values `v = Ĉ V`. A party whose market value
//! falls below its threshold loses `b` once; that may take others below theirs. More failures mean
//! lower values, so there are a best case, with the fewest, and a worst.

mod book;
mod failures;
mod holdings;

use crate::clearing::{CostError, End};

pub use failures::Failures;
pub use holdings::{Holdings, HoldingsBuilder, Values};

/// Holdings, and what makes a party fail, and what failure costs.
///
/// # Example
///
/// Two parties hold half of each other. Without failures each is worth what it has outside; a fall
/// of the one takes it below 0.9 of its first value, and the cost of that the other too.
///
/// ```
/// use counterflow_clearing::{ElliottGolubJackson, End, Holdings};
///
/// let holdings = Holdings::builder(2)
///     .external_assets(vec![1.0, 1.0])
///     .stake(0, 1, 0.5).stake(1, 0, 0.5)
///     .build()?;
/// // v = Ĉ (I − C)^-1 e, with Ĉ = 1/2 and (I − C)^-1 = [4/3, 2/3; 2/3, 4/3].
/// assert_eq!(holdings.claims_on(0)?, [2.0 / 3.0, 1.0 / 3.0]);
///
/// let model = ElliottGolubJackson::new(&holdings)
///     .with_threshold_part(0.9)?
///     .with_failure_cost_part(0.5)?;
/// let falling = [0.8, 1.0];
/// let best = model.with_external_assets(&falling)?.solve(End::Greatest);
/// assert_eq!(best.wave, [Some(0), Some(1)]);
/// // v_0 = (2 × 0.35 + 0.55) / 3 and v_1 = (0.35 + 2 × 0.55) / 3, costs of 0.45 taken off.
/// assert!((best.value[0] - 1.25 / 3.0).abs() < 1e-15);
/// assert!(best.lower[1] <= 1.45 / 3.0 && 1.45 / 3.0 <= best.upper[1]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct ElliottGolubJackson<'a> {
    holdings: &'a Holdings,
    assets: &'a [f64],
    /// By how much each asset may be off.
    doubt: Option<&'a [f64]>,
    threshold: Vec<f64>,
    /// By how much each threshold may be off.
    threshold_slack: Vec<f64>,
    cost: Cost<'a>,
}

/// What a failure costs.
#[derive(Clone, Copy, Debug)]
enum Cost<'a> {
    Each(&'a [f64]),
    PartOfThreshold(f64),
}

impl<'a> ElliottGolubJackson<'a> {
    /// Nobody fails below nothing, and failing costs nothing, until told otherwise.
    pub fn new(holdings: &'a Holdings) -> ElliottGolubJackson<'a> {
        let parties = holdings.parties();
        ElliottGolubJackson {
            holdings,
            assets: holdings.external_assets(),
            doubt: None,
            threshold: vec![0.0; parties],
            threshold_slack: vec![0.0; parties],
            cost: Cost::PartOfThreshold(0.0),
        }
    }

    /// What each party has in primitive assets, `D p`, instead of what the holdings were built
    /// with. Those stay what [`ElliottGolubJackson::with_threshold_part`] refers to.
    ///
    /// # Errors
    ///
    /// [`CostError::Length`] if there is not one number for each party, [`CostError::Number`] if
    /// one is negative or no number.
    pub fn with_external_assets(self, amounts: &'a [f64]) -> Result<Self, CostError> {
        self.holdings.check_amounts("external_assets", amounts)?;
        Ok(ElliottGolubJackson { assets: amounts, ..self })
    }

    /// By how much each amount of assets may be off, as for figures that were rounded. Values are
    /// bracketed accordingly, and failures that hang on it are undecided.
    ///
    /// # Errors
    ///
    /// [`CostError::Length`] if there is not one number for each party, [`CostError::Number`] if
    /// one is negative or no number.
    pub fn with_asset_doubt(self, amounts: &'a [f64]) -> Result<Self, CostError> {
        self.holdings.check_amounts("asset_doubt", amounts)?;
        Ok(ElliottGolubJackson { doubt: Some(amounts), ..self })
    }

    /// A party fails if its market value is below this.
    ///
    /// # Errors
    ///
    /// [`CostError::Length`] if there is not one number for each party, [`CostError::Number`] if
    /// one is negative or no number.
    pub fn with_thresholds(self, values: Vec<f64>) -> Result<Self, CostError> {
        self.holdings.check_amounts("thresholds", &values)?;
        Ok(ElliottGolubJackson {
            threshold_slack: vec![0.0; values.len()],
            threshold: values,
            ..self
        })
    }

    /// A party fails if its market value is below this part, from 0 to 1, of what it is worth with
    /// the assets that the holdings were built with: `θ` of the paper.
    ///
    /// # Errors
    ///
    /// [`CostError::Number`] if it is not from 0 to 1.
    pub fn with_threshold_part(self, theta: f64) -> Result<Self, CostError> {
        check_part("threshold_part", theta)?;
        let first = self.holdings.market_values();
        let slack = |(value, width): (&f64, f64)| theta * width + f64::EPSILON * value.abs();
        let slack = first.value.iter().zip(first.widths()).map(slack).collect();
        let threshold = first.value.iter().map(|value| theta * value).collect();
        Ok(ElliottGolubJackson { threshold, threshold_slack: slack, ..self })
    }

    /// What a party loses of its assets if it fails.
    ///
    /// # Errors
    ///
    /// [`CostError::Length`] if there is not one number for each party, [`CostError::Number`] if
    /// one is negative or no number.
    pub fn with_failure_costs(self, amounts: &'a [f64]) -> Result<Self, CostError> {
        self.holdings.check_amounts("failure_costs", amounts)?;
        Ok(ElliottGolubJackson { cost: Cost::Each(amounts), ..self })
    }

    /// What a party loses of its assets if it fails, as a part, from 0 to 1, of its threshold.
    ///
    /// # Errors
    ///
    /// [`CostError::Number`] if it is not from 0 to 1.
    pub fn with_failure_cost_part(self, part: f64) -> Result<Self, CostError> {
        check_part("failure_cost_part", part)?;
        Ok(ElliottGolubJackson { cost: Cost::PartOfThreshold(part), ..self })
    }

    /// The market value below which each party fails.
    pub fn thresholds(&self) -> &[f64] {
        &self.threshold
    }

    /// What each party loses if it fails.
    fn cost(&self, party: usize) -> f64 {
        match self.cost {
            Cost::Each(amounts) => amounts[party],
            Cost::PartOfThreshold(part) => part * self.threshold[party],
        }
    }

    /// By how much that may be off.
    fn cost_slack(&self, party: usize) -> f64 {
        match self.cost {
            Cost::Each(_) => 0.0,
            Cost::PartOfThreshold(part) => {
                part * self.threshold_slack[party] + f64::EPSILON * self.cost(party)
            }
        }
    }

    /// The best case: the fewest failures.
    pub fn run(&self) -> Failures {
        self.solve(End::Greatest)
    }

    /// The best case, [`End::Greatest`], or the worst: parties that fail only because everybody
    /// expects them to do so one wave after all others.
    ///
    /// One linear system a wave, at most as many as parties.
    pub fn solve(&self, end: End) -> Failures {
        failures::solve(self, end)
    }
}

fn check_part(what: &'static str, part: f64) -> Result<(), CostError> {
    if (0.0..=1.0).contains(&part) {
        return Ok(());
    }
    Err(CostError::Number { what, row: 0, given: part, range: "a number from 0 to 1" })
}
