//! Clearing and contagion in networks of liabilities: arrays in, arrays out.
//!
//! Build a [`Web`] of who owes and owns whom; everything that is wrong with it is told then, so
//! nothing that follows can fail. Clear it by a [`Model`], or many times at once by [`Scenarios`];
//! every answer has a [`Certificate`] with bounds that are proved.
//!
//! ```
//! use counterflow_clearing::{Model, Web};
//!
//! let web = Web::builder(2)
//!     .external_assets(vec![1.0, 0.0])
//!     .external_liabilities(vec![0.0, 4.0])
//!     .debt(0, 1, 3.0)
//!     .build()?;
//! let clearing = Model::new(&web).clear();
//! assert_eq!(clearing.paid, [1.0, 1.0]);
//! assert!(clearing.certificate.uniqueness.is_unique());
//! # Ok::<(), counterflow_clearing::WebErrors>(())
//! ```
//!
//! | for | see |
//! |---|---|
//! | Eisenberg–Noe, Rogers–Veraart, seniority, cross-holdings | [`clearing`] |
//! | many scenarios over one web | [`scenarios`] |
//! | Furfine and threshold cascades | [`cascade`] |
//! | DebtRank, 2012 and 2015 | [`debt_rank`] |
//! | Elliott–Golub–Jackson | [`elliott_golub_jackson`] |
//! | NEVA, with Merton's and Black and Cox's valuations | [`valuation`] |
//! | fire sales, leverage targeting | [`fire_sale`] |
//! | waves, paths of losses, margins, who brings down whom | [`ranks`] |
//! | derivatives by every asset and debt | [`sensitivity`] |
//! | the cheapest rescue | [`rescue`] |
//! | debts of which only totals are known | [`reconstruct`] |
//! | names of parties | [`names`] |
//! | tables as Arrow's record batches, with the feature `arrow` | `arrow` |

#[cfg(feature = "arrow")]
pub mod arrow;
pub mod cascade;
pub mod clearing;
pub mod components;
pub mod debt_rank;
pub mod elliott_golub_jackson;
pub mod exposures;
pub mod fire_sale;
mod fixed_point;
mod monotone;
pub mod names;
pub mod ranks;
pub mod reconstruct;
pub mod rescue;
pub mod rounding;
pub mod scenarios;
pub mod sensitivity;
pub mod sparse;
pub mod valuation;
pub mod web;

pub use cascade::{Cascade, Fall, Trigger};
pub use clearing::{Certificate, Clearing, CostError, DefaultCosts, End, Model, Uniqueness};
pub use debt_rank::{DebtRank, Distress, Losses, Scenario, Walk};
pub use elliott_golub_jackson::{ElliottGolubJackson, Failures, Holdings, HoldingsBuilder, Values};
pub use exposures::{Exposures, ExposuresBuilder};
pub use fire_sale::{
    Asset, FireSale, Impact, LeverageTargeting, Rule, Sale, SaleEnds, Vulnerability,
};
pub use fixed_point::Method;
pub use names::Names;
pub use scenarios::{Blocks, Outcome, Outcomes, Precision, ScenarioError, Scenarios, Standing};
pub use valuation::{
    Neva, ParameterError, ParameterErrors, Recovery, Valuation, Valued, ValuedEnds,
};
pub use web::{Web, WebBuilder, WebError, WebErrors};
