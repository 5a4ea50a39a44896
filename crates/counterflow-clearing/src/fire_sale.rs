//! Fire sales: prices fall with what is sold, and what is sold rises as prices fall.
//!
//! Cifuentes, Ferrucci and Shin, *Liquidity risk and contagion*, Journal of the European Economic
//! Association 3 (2005). Parties hold liquid assets, debts of one another and illiquid assets. Each
//! keeps to a [`Rule`], by which it sells, and every price falls with what is sold of its asset, by
//! an [`Impact`]; debts are cleared as in Eisenberg and Noe at the prices that come of it. Higher
//! prices make nobody sell more, so prices are a fixed point of a monotone map: by Tarski's theorem
//! there is a greatest and a least equilibrium, and often they are not the same.
//!
//! [`LeverageTargeting`] is another model: rounds of sales without an equilibrium.

mod answer;
mod impact;
mod leverage_targeting;
mod rule;
mod system;

pub use answer::{Sale, SaleEnds};
pub use impact::Impact;
pub use leverage_targeting::{LeverageTargeting, Vulnerability};
pub use rule::Rule;

use crate::clearing::End;
use crate::monotone::{Within, both};
use crate::valuation::{AMOUNT, ParameterErrors, Range};
use crate::web::Web;
use system::System;

/// An illiquid asset.
#[derive(Clone, Debug, PartialEq)]
pub struct Asset {
    holdings: Vec<f64>,
    price: f64,
    impact: Impact,
}

impl Asset {
    /// An asset of which each party holds this many units, at a price of 1.
    pub fn new(holdings: Vec<f64>, impact: Impact) -> Asset {
        Asset { holdings, price: 1.0, impact }
    }

    /// The same at another price before anything is sold, as after a shock; from 0 up.
    pub fn at_price(self, price: f64) -> Asset {
        Asset { price, ..self }
    }
}

/// A web whose parties hold illiquid assets, and may have to sell them.
///
/// # Example
///
/// Three banks with loans and one class of bonds each sell all their bonds where their leverage is
/// above 44; what `q` bonds bring falls by `√(0.000022 q)` (Breuer, Summer and Urošević 2021,
/// *Systemic loss evaluation*, appendix A3). Either bank 0 sells alone, or all do:
///
/// ```
/// use counterflow_clearing::{Asset, FireSale, Impact, Rule, Web};
///
/// let (equity, bonds, loans) =
///     ([28.0, 80.0, 65.0], [145.0, 435.0, 300.0], [1170.0, 1245.0, 1190.0]);
/// let debts = (0..3).map(|i| bonds[i] + loans[i] - equity[i]).collect();
/// let web = Web::builder(3)
///     .external_assets(loans.to_vec())
///     .external_liabilities(debts)
///     .build()?;
/// let bonds = Asset::new(bonds.to_vec(), Impact::SquareRoot(0.000022));
/// let ends = FireSale::new(&web, vec![bonds], Rule::Threshold(vec![44.0]))?.ends();
/// assert_eq!(ends.greatest.sellers(), [0]);
/// assert_eq!(ends.least.sellers(), [0, 1, 2]);
/// assert!((ends.greatest.prices[0] - 0.943_519_915_014_228_2).abs() < 1e-12);
/// assert!((ends.least.prices[0] - 0.860_859_782_952_591_3).abs() < 1e-12);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct FireSale<'a> {
    web: &'a Web,
    external_assets: &'a [f64],
    assets: Vec<Asset>,
    rule: Rule,
    tolerance: f64,
}

const ADDABLE: Range =
    Range { holds: f64::is_finite, words: "a sum that is less than 1e308; scale all amounts" };

impl<'a> FireSale<'a> {
    /// A market for these assets, of which the parties of the web hold some. What the web tells as
    /// their outside assets is liquid.
    ///
    /// # Errors
    ///
    /// Everything that is wrong at once: holdings that are not one amount for each party, prices
    /// and coefficients that are negative or no numbers, prices that would fall to nothing if all
    /// was sold, rules outside of their range, and a web with stakes.
    pub fn new(
        web: &'a Web,
        assets: Vec<Asset>,
        rule: Rule,
    ) -> Result<FireSale<'a>, ParameterErrors> {
        let mut errors = ParameterErrors::default();
        errors.check_stakes("fire sale", web);
        for (row, asset) in assets.iter().enumerate() {
            errors.check("holdings", &asset.holdings, web.parties(), AMOUNT);
            errors.check_at("price", row, asset.price, AMOUNT);
            let held = asset.holdings.iter().sum();
            errors.check_at("holdings", row, held, ADDABLE);
            asset.impact.check(held, row, &mut errors);
        }
        rule.check(web.parties(), &mut errors);
        if errors.is_empty() {
            check_sums(web, web.external_assets(), &assets, &mut errors);
        }
        let external_assets = web.external_assets();
        errors.none_or(FireSale { web, external_assets, assets, rule, tolerance: 1e-10 })
    }

    /// Sells as if the parties had these liquid assets, as after a shock.
    ///
    /// # Errors
    ///
    /// If there is not one amount from 0 up for each party.
    pub fn with_external_assets(self, amounts: &'a [f64]) -> Result<FireSale<'a>, ParameterErrors> {
        let mut errors = ParameterErrors::default();
        errors.check("external_assets", amounts, self.web.parties(), AMOUNT);
        if errors.is_empty() {
            check_sums(self.web, amounts, &self.assets, &mut errors);
        }
        errors.none_or(FireSale { external_assets: amounts, ..self })
    }

    /// Seeks brackets of at most this part of the price before anything is sold; 1e-10 if not
    /// told, and never less than 1e-15.
    pub fn with_tolerance(self, tolerance: f64) -> FireSale<'a> {
        FireSale { tolerance: tolerance.max(1e-15), ..self }
    }

    /// The equilibrium with the highest prices.
    pub fn sell(&self) -> Sale {
        self.ends().greatest
    }

    /// The equilibrium with the highest or the lowest prices. Takes as long as both.
    pub fn solve(&self, end: End) -> Sale {
        let ends = self.ends();
        match end {
            End::Greatest => ends.greatest,
            End::Least => ends.least,
        }
    }

    /// The equilibrium with the highest prices and that with the lowest.
    ///
    /// Each round clears the web once, at prices that fall from those at which nothing is sold, or
    /// rise from those at which everything is. The search ends when the bracket is as narrow as was
    /// asked for, or as narrow as rounding lets it be; never because a step is short.
    pub fn ends(&self) -> SaleEnds {
        let system = |end| System {
            web: self.web,
            external_assets: self.external_assets,
            assets: &self.assets,
            rule: &self.rule,
            end,
        };
        let (upper, lower) = (system(End::Greatest), system(End::Least));
        let top = vec![1.0; self.assets.len()];
        let within = Within { bottom: upper.bottom(), top, error: self.tolerance };
        answer::ends(&upper, &lower, &both(&upper, &lower, &within))
    }
}

/// Notes the parties whose amounts add up to no number.
fn check_sums(web: &Web, liquid: &[f64], assets: &[Asset], errors: &mut ParameterErrors) {
    for (party, liquid) in liquid.iter().enumerate() {
        let illiquid: f64 = assets.iter().map(|asset| asset.price * asset.holdings[party]).sum();
        errors.check_at("holdings", party, liquid + illiquid + web.due[party], ADDABLE);
    }
}
