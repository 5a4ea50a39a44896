//! The valuation functions, as their papers tell them.

use super::mistake::{AMOUNT, FINITE, PART, ParameterError, ParameterErrors, Range};
use crate::clearing::{CostError, DefaultCosts, Model};
use crate::web::Web;

/// What creditors of a defaulted party get.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Recovery {
    /// This part, from 0 to 1, of what the assets of the party cover: 1 if default costs nothing.
    Endogenous(f64),
    /// This part, from 0 to 1, of the face, whatever the party has.
    Exogenous(f64),
}

impl Recovery {
    pub(super) fn rate(self) -> f64 {
        match self {
            Recovery::Endogenous(rate) | Recovery::Exogenous(rate) => rate,
        }
    }
}

/// How a claim is valued. Arrays hold one number for each party, or one for all.
///
/// In the notation of Barucca et al. (2020), `𝕍(E)` is the part of its face that a claim on a party
/// with equity `E` is worth. Here `V`, `A`, `D`, `F` and `C` are, of the debtor, what it has, its
/// outside assets, its debts, and the rank and face of the claim; `c = clamp((V − F) / C, 0, 1)` is
/// the part that its assets cover.
///
/// # Example
///
/// A ring of three banks after a shock, from the exercises that go with the paper. Bank 0 lacks 1,
/// which bank 1 can just bear:
///
/// ```
/// use counterflow_clearing::{DefaultCosts, Neva, Recovery, Valuation, Web};
///
/// let web = Web::builder(3)
///     .external_assets(vec![18.0, 18.0, 9.0])
///     .external_liabilities(vec![17.0, 18.0, 8.0])
///     .external_seniority(vec![0, 0, 0])
///     .debt(0, 1, 4.0).debt(1, 2, 3.0).debt(2, 0, 2.0)
///     .build()?;
/// let equity = |valuation| Neva::new(&web, valuation).map(|neva| neva.value().equity);
///
/// assert_eq!(equity(Valuation::EisenbergNoe)?, [-1.0, 0.0, 2.0]);
///
/// // Bank 0 keeps 0.9 of its outside assets and half of what it gets, too little for its senior
/// // debt of 17; so bank 1 fails, and so does bank 2, which pays 0.9 × 9 − 8 = 0.1 to bank 0.
/// let costs = DefaultCosts::uniform(0.9, 0.5)?;
/// let costly = equity(Valuation::RogersVeraart(costs))?;
/// assert!((costly[0] - (0.9 * 18.0 + 0.5 * 0.1 - 21.0)).abs() < 1e-9);
/// assert!((costly[1] - (0.9 * 18.0 - 21.0)).abs() < 1e-9);
///
/// // If nothing is recovered at all, the default of bank 0 costs bank 1 all of its claim of 4.
/// assert_eq!(equity(Valuation::Furfine { recovery: vec![0.0] })?, [-3.0, -3.0, -1.0]);
///
/// // Before the shock the equities were 1, 3 and 3.
/// let book_equity = vec![1.0, 3.0, 3.0];
/// assert_eq!(equity(Valuation::DebtRank { book_equity })?, [-3.0, -3.0, -1.0]);
///
/// // With hardly any volatility the claim on bank 1, which has no equity left, lacks the price of
/// // an option at the money: σ A / √(2π).
/// let (volatility, maturity) = (vec![1e-5], 1.0);
/// let recovery = Recovery::Endogenous(1.0);
/// let merton = equity(Valuation::Merton { volatility, maturity, recovery })?;
/// assert!((merton[2] - (2.0 - 18e-5 * 0.398_942_28)).abs() < 1e-9);
///
/// // If default comes as soon as equity is gone, banks 0 and 1 are in default today, and bank 2 is
/// // far from it. A third is recovered.
/// let (volatility, maturity) = (vec![0.01], 1.0);
/// let recovery = Recovery::Exogenous(1.0 / 3.0);
/// let black_cox = equity(Valuation::BlackCox { volatility, maturity, recovery })?;
/// assert!((black_cox[1] - (18.0 + 4.0 / 3.0 - 21.0)).abs() < 1e-9);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Valuation {
    /// `𝕍 = c`: payment when due, without cost of default (Eisenberg and Noe 2001).
    EisenbergNoe,
    /// `𝕍 = 1` if `E ≥ 0`, else what `α A + β (V − A)` covers (Rogers and Veraart 2013).
    RogersVeraart(DefaultCosts),
    /// `𝕍 = 1` if `E ≥ 0`, else the recovery `R` of the debtor (Furfine 2003).
    Furfine {
        /// `R`, from 0 to 1.
        recovery: Vec<f64>,
    },
    /// `𝕍 = clamp(E / E(0), 0, 1)`: linear DebtRank (Bardoscia, Battiston, Caccioli and Caldarelli
    /// 2015). A party without equity before the shock counts as failed if it has none after it.
    DebtRank {
        /// `E(0)`: the equity of each party before the shock; any sign.
        book_equity: Vec<f64>,
    },
    /// Payment at maturity `T`, of assets that move by `σ` a year (Merton 1974). With `A(T)`
    /// lognormal of mean `A` and everything else as it is today,
    /// `𝕍 = P(E(T) ≥ 0) + R 𝔼[c(T); E(T) < 0]`, or `R` instead of `R c(T)` where it is exogenous.
    Merton {
        /// `σ`, from 0 up, a year.
        volatility: Vec<f64>,
        /// `T`, from 0 up, in years.
        maturity: f64,
        /// `R`.
        recovery: Recovery,
    },
    /// Default as soon as the equity is gone, at any time until maturity (Black and Cox 1976):
    /// `𝕍 = 1 − p + p R`, where `p` is the probability that `A(t) ≤ A − E` at some `t ≤ T`. A
    /// party without equity today pays `R c`, or `R` where it is exogenous.
    BlackCox {
        /// `σ`, from 0 up, a year.
        volatility: Vec<f64>,
        /// `T`, from 0 up, in years.
        maturity: f64,
        /// `R`.
        recovery: Recovery,
    },
}

const DEVIATION: Range =
    Range { holds: |x| (0.0..=100.0).contains(&x), words: "a number from 0 to 100 (0.2 is 20%)" };

impl Valuation {
    /// Notes all that is wrong with the parameters.
    pub(super) fn check(&self, web: &Web, errors: &mut ParameterErrors) {
        let parties = web.parties();
        match self {
            Valuation::EisenbergNoe => {}
            Valuation::RogersVeraart(costs) => {
                let fits = Model::new(web).with_default_costs(costs);
                if let Err(CostError::Length { what, given, parties: needed }) = fits {
                    errors.errors.push(ParameterError::Length { what, given, needed });
                }
            }
            Valuation::Furfine { recovery } => {
                errors.check_each("recovery", recovery, parties, PART);
            }
            Valuation::DebtRank { book_equity } => {
                errors.check_each("book_equity", book_equity, parties, FINITE);
            }
            Valuation::Merton { volatility, maturity, recovery }
            | Valuation::BlackCox { volatility, maturity, recovery } => {
                errors.check_each("volatility", volatility, parties, DEVIATION);
                errors.check("maturity", &[*maturity], 1, AMOUNT);
                errors.check("recovery", &[recovery.rate()], 1, PART);
            }
        }
    }
}
