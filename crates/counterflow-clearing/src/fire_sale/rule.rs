//! What makes a party sell, and how much.

use crate::monotone::Side;
use crate::rounding::UNIT;
use crate::valuation::{AMOUNT, PART, ParameterErrors, Range, each};

/// What a party must keep to. It sells the same part `θ` of each illiquid asset that it holds: the
/// least with which the rule holds, or everything where nothing less will do.
///
/// With `c` the outside assets of a party, which are liquid, `v` its illiquid assets at market
/// prices, `y` what its debtors pay it, `D` its debts, and `w = c + v + y − D` its worth. Arrays
/// hold one number for each party, or one for all.
///
/// # Example
///
/// A bank with 9.84 of cash, 100 units and debts of 100 must hold capital of a tenth, and a
/// thousandth of the price goes with each unit that is sold. If it sells `q`, the rule holds just
/// where `−0.16 + 0.01 q − 0.0001 q² = 0`: it may sell 20 and rest. But 80 would do as well, and
/// past that it cannot keep to the rule any more, so that selling everything is an equilibrium too:
///
/// ```
/// use counterflow_clearing::{Asset, FireSale, Impact, Rule, Web};
///
/// let web = Web::builder(1)
///     .external_assets(vec![9.84])
///     .external_liabilities(vec![100.0])
///     .build()?;
/// let asset = Asset::new(vec![100.0], Impact::Linear(0.001));
/// let ends = FireSale::new(&web, vec![asset], Rule::Capital(vec![0.1]))?.ends();
/// assert!((ends.greatest.sold[0] - 0.2).abs() < 1e-9);
/// assert!((ends.greatest.prices[0] - 0.98).abs() < 1e-9);
/// assert!((ends.least.sold[0] - 1.0).abs() < 1e-9);
/// assert!((ends.least.prices[0] - 0.9).abs() < 1e-9);
/// assert_eq!(ends.least.clearing.default, [true]);
/// assert!(!ends.least.certificate.uniqueness.is_unique());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Rule {
    /// `w ≥ r ((1 − θ) v + y)`: capital to be held against assets that are not liquid (Cifuentes,
    /// Ferrucci and Shin 2005). A party whose worth is negative sells everything.
    Capital(
        /// `r`, from 0 to 1.
        Vec<f64>,
    ),
    /// `c + y + θ v ≥ r D`: cash to be held against debts (Amini, Filipović and Minca 2016, with
    /// `r = 1`).
    Liquidity(
        /// `r`, from 0 up.
        Vec<f64>,
    ),
    /// `c + y + (1 − θ) v ≤ λ w`: what is sold pays off debts until no more than `λ` times the
    /// worth is left on the balance sheet (Greenwood, Landier and Thesmar 2015).
    Leverage(
        /// `λ`, from 1 up.
        Vec<f64>,
    ),
    /// `θ = 1` if `c + y + v > λ w`, else 0: a party above its limit sells everything (Breuer,
    /// Summer and Urošević 2021).
    Threshold(
        /// `λ`, from 1 up.
        Vec<f64>,
    ),
}

const LEVERAGE: Range =
    Range { holds: |x| (1.0..=f64::MAX).contains(&x), words: "assets over worth, from 1 up" };

/// The balance sheet of a party at some prices.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sheet {
    /// `c`.
    pub liquid: f64,
    /// `v`.
    pub illiquid: f64,
    /// `y`.
    pub received: f64,
    /// `D`.
    pub due: f64,
}

impl Sheet {
    fn assets(&self) -> f64 {
        self.liquid + self.illiquid + self.received
    }
}

impl Rule {
    pub(super) fn check(&self, parties: usize, errors: &mut ParameterErrors) {
        match self {
            Rule::Capital(each) => errors.check_each("capital", each, parties, PART),
            Rule::Liquidity(each) => errors.check_each("liquidity", each, parties, AMOUNT),
            Rule::Leverage(each) => errors.check_each("leverage", each, parties, LEVERAGE),
            Rule::Threshold(each) => errors.check_each("threshold", each, parties, LEVERAGE),
        }
    }

    /// Whether the least change of a price may make a party sell everything.
    pub(super) fn jumps(&self, party: usize) -> bool {
        match self {
            Rule::Threshold(_) => true,
            Rule::Capital(least) => each(least, party) <= 0.0,
            Rule::Liquidity(_) | Rule::Leverage(_) => false,
        }
    }

    /// The part `θ` of its illiquid assets that a party sells.
    pub(super) fn sold(&self, party: usize, sheet: &Sheet, side: Side) -> f64 {
        if sheet.illiquid <= 0.0 {
            return 0.0;
        }
        let assets = sheet.assets();
        let worth = assets - sheet.due;
        let size = assets + sheet.due;
        // How much must be sold in money, and by what `size` is multiplied on the way.
        let (needed, factor) = match self {
            Rule::Capital(least) => {
                let least = each(least, party);
                if least <= 0.0 {
                    return jump(side.of(-worth, 4.0 * UNIT * size));
                }
                (sheet.illiquid + sheet.received - worth / least, 1.0 + 1.0 / least)
            }
            Rule::Liquidity(least) => {
                let least = each(least, party);
                (least * sheet.due - sheet.liquid - sheet.received, 1.0 + least)
            }
            Rule::Leverage(most) => {
                let most = each(most, party);
                (assets - most * worth, 1.0 + most)
            }
            Rule::Threshold(most) => {
                let most = each(most, party);
                return jump(side.of(assets - most * worth, 8.0 * UNIT * size * (1.0 + most)));
            }
        };
        let error = 8.0 * UNIT * size * factor;
        let part = side.of(needed, error) / sheet.illiquid;
        side.of(part, 2.0 * UNIT * part.abs()).clamp(0.0, 1.0)
    }
}

/// Everything or nothing.
fn jump(excess: f64) -> f64 {
    if excess > 0.0 { 1.0 } else { 0.0 }
}
