//! How much payments, equity and shortfall move with each outside asset and each debt.
//!
//! A clearing is linear as long as nobody passes from one claim to the next: on each party at most
//! one claim takes the next cent. With `m(i)` that claim of party `i`, what all have moves by
//!
//! > `dV_i = ds_i + gain_i Σ_k A_i,m(k) dV_k`,
//!
//! where `ds` is what an input changes at once: implicit differentiation on the active set. One
//! such system answers for one input and all outputs ([`Sensitivity::response`]), and one with the
//! transposed matrix for one output and all inputs ([`Sensitivity::gradient`]): its solution is
//! what a cent more is worth at each party. A debt that is paid in full and grows by a cent moves a
//! cent from whatever its debtor pays last to the creditor; one that is paid in part takes a part of
//! what is paid from its fellows.

mod adjoint;
mod direct;

pub use adjoint::Gradient;
pub use direct::Response;

use crate::clearing::{DefaultCosts, Model};
use crate::fixed_point::Linear;
use crate::ranks::Sequence;
use crate::sparse::Csr;
use crate::web::Web;

/// Which way parties on an edge are taken to move.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Toward {
    /// Outside assets rise.
    #[default]
    More,
    /// Outside assets fall.
    Less,
}

/// One number that a clearing answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Output {
    /// What a party pays on all its debts.
    Paid(u32),
    /// What is left to the owners of a party.
    Equity(u32),
    /// What all parties still owe, in sum.
    Shortfall,
}

/// One number that a clearing depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// The outside assets of a party.
    Asset(u32),
    /// What a party owes outsiders; if nothing so far, in the class that it pays last.
    ExternalLiability(u32),
    /// The amount of a debt or the share of a stake, by its place among [`Csr::entries`] of
    /// [`Web::receives`].
    Entry(usize),
}

/// The greatest solution of a model, ready to be differentiated.
///
/// # Example
///
/// The example of the R package systemicrisk (Gandy and Veraart): parties 0 and 1 fail.
///
/// ```
/// use counterflow_clearing::sensitivity::{Output, Sensitivity, Toward};
/// use counterflow_clearing::{Model, Web};
///
/// let web = Web::builder(3)
///     .external_assets(vec![0.5, 0.625, 0.75])
///     .external_liabilities(vec![1.5, 0.5, 0.5])
///     .debt(0, 1, 0.5).debt(0, 2, 0.5)
///     .debt(1, 0, 0.5).debt(1, 2, 0.5)
///     .debt(2, 0, 0.5).debt(2, 1, 0.5)
///     .build()?;
/// let sensitivity = Sensitivity::new(&Model::new(&web), Toward::More);
/// assert!(sensitivity.edge().is_empty());
/// let paid = sensitivity.gradient(Output::Paid(0)).expect("outsiders are owed");
/// // Party 1 passes a third of each cent on to party 0, which returns a fifth of that.
/// let once = 1.0 / (1.0 - 1.0 / 15.0);
/// assert!((paid.by_asset[0] - once).abs() < 1e-12);
/// assert!((paid.by_asset[1] - once / 3.0).abs() < 1e-12);
/// assert_eq!(paid.by_asset[2], 0.0);
/// # Ok::<(), counterflow_clearing::WebErrors>(())
/// ```
#[derive(Clone, Debug)]
pub struct Sensitivity<'a> {
    web: &'a Web,
    /// What each party keeps of outside assets and of receipts.
    alpha: Vec<f64>,
    beta: Vec<f64>,
    /// What is paid on each claim.
    x: Vec<f64>,
    /// Whether each party pays in full, on the side that is looked at.
    above: Vec<bool>,
    /// The claim of each party that takes the next cent.
    marginal: Vec<Option<u32>>,
    /// Parties with such a claim, and where that stands among them; [`Csr::NOWHERE`] for others.
    live: Vec<u32>,
    place: Vec<u32>,
    edge: Vec<u32>,
    jumps: Vec<u32>,
}

impl<'a> Sensitivity<'a> {
    /// Clears the model and looks at who moves with what. As [`crate::ranks::waves()`].
    pub fn new(model: &Model<'a>, toward: Toward) -> Sensitivity<'a> {
        let web = model.web;
        let mut sequence = Sequence::new(model);
        sequence.run_all(|_, _| {});
        let kept = (0..web.parties()).map(|party| sequence.kept(party));
        let (alpha, beta) = kept.unzip();
        let mut sensitivity = Sensitivity {
            web,
            alpha,
            beta,
            x: sequence.x.clone(),
            above: vec![true; web.parties()],
            marginal: vec![None; web.parties()],
            live: Vec::new(),
            place: vec![Csr::NOWHERE; web.claims()],
            edge: Vec::new(),
            jumps: Vec::new(),
        };
        (0..web.parties()).for_each(|party| sensitivity.look(&sequence, party, toward));
        sensitivity
    }

    /// Parties that have just what they need to pay a claim in full, as far as numbers of 64 bits
    /// can tell. Where there is any, derivatives are those of one side: by assets, of the side that
    /// was asked for. By a debt, which moves some parties up and others down, they are no
    /// derivatives where it reaches a party on the edge.
    pub fn edge(&self) -> &[u32] {
        &self.edge
    }

    /// Parties on the edge of default whose default costs something: with less, what they pay jumps
    /// and has no derivative. They are taken to stay solvent.
    pub fn jumps(&self) -> &[u32] {
        &self.jumps
    }

    /// Finds the claim of a party that takes the next cent.
    fn look(&mut self, sequence: &Sequence, party: usize, toward: Toward) {
        let web = self.web;
        let (value, low, high) = sequence.closely(party);
        let failed = sequence.failed[party];
        let mut marginal = None;
        let mut on_edge = false;
        for claim in web.debts_of(party).filter(|&claim| web.cap[claim] > 0.0) {
            let top = web.floor[claim] + web.cap[claim];
            let last = top >= web.due[party];
            let edge = low <= top && top <= high;
            let less = toward == Toward::Less && self.may_fall(sequence, party, last);
            on_edge |= edge;
            // Whoever has not failed pays in full, but for the edge.
            let short = if edge { less } else { failed && value < top };
            if short || failed && last {
                marginal = Some(claim);
                break;
            }
        }
        self.above[party] = marginal.is_none();
        if on_edge {
            self.edge.push(party as u32);
            if !failed && !self.may_fall(sequence, party, true) {
                self.jumps.push(party as u32);
            }
        }
        if marginal.is_none() && web.has_equity[party] {
            marginal = Some(web.claims_on(party).end - 1);
        }
        if let Some(claim) = marginal {
            self.marginal[party] = Some(claim as u32);
            self.place[claim] = self.live.len() as u32;
            self.live.push(party as u32);
        }
    }

    /// Whether a party on the edge of a claim can fall below it without a jump.
    fn may_fall(&self, sequence: &Sequence, party: usize, last: bool) -> bool {
        let free = |costs: &DefaultCosts| costs.alpha(party) >= 1.0 && costs.beta(party) >= 1.0;
        !last || sequence.failed[party] || sequence.model.costs.is_none_or(free)
    }

    /// Whether nothing is paid on a claim because what ranks before it is not paid in full.
    fn is_dead(&self, claim: usize) -> bool {
        let party = self.web.owner[claim] as usize;
        self.marginal[party].is_some_and(|marginal| claim > marginal as usize)
    }

    /// Whether a claim is a debt that is paid in full.
    fn is_full(&self, claim: usize) -> bool {
        let party = self.web.owner[claim] as usize;
        let marginal = self.marginal[party];
        self.web.cap[claim].is_finite() && marginal.is_none_or(|m| claim < m as usize)
    }

    /// The claim by which a party owes outsiders; if it owes them nothing, its last debt.
    fn external_claim(&self, party: usize) -> usize {
        let debts = self.web.debts_of(party);
        let last = debts.end - 1;
        debts.clone().find(|&claim| self.web.external_part[claim] > 0.0).unwrap_or(last)
    }

    /// What moves with what: row and column are places among those that are live.
    fn matrix(&self) -> Csr {
        self.web.receives.part(&self.live, &self.place)
    }

    /// The factors on what those receive.
    fn gains(&self) -> Vec<f64> {
        self.live.iter().map(|&party| self.beta[party as usize]).collect()
    }
}

/// How exactly systems are solved, in parts of a first correction.
const PRECISION: f64 = 1e-14;

/// The solution of `z = right + M z`, if there is one.
fn solved(linear: &Linear, right: &[f64]) -> Option<Vec<f64>> {
    let mut z = right.to_vec();
    linear.solve(right, &mut z, PRECISION)?;
    z.iter().all(|z| z.is_finite()).then_some(z)
}
