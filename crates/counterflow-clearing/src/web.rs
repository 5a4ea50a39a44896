//! A web of liabilities and stakes, checked once so that no model can fail on it.

mod build;
mod check;
mod error;

use std::sync::OnceLock;

use crate::components::Components;
use crate::rounding::Sum;
use crate::sparse::Csr;

pub use build::WebBuilder;
pub use error::{WebError, WebErrors};

/// Who owes and owns whom, ready for every model.
///
/// In the notation of Eisenberg and Noe (2001), with classes of seniority and stakes as in Elsinger
/// (2009) and Fischer (2014): party `i` has outside assets `e_i`, owes `L_ij` to party `j` and
/// `b_i` to outsiders. All that a party owes in one class of seniority is one *claim*; the equity
/// of a party that others of the web own a part of is one more. A claim `u` of party `i` is paid
///
/// > `x_u = min(cap_u, max(0, V_i − floor_u))`, with `V = e + A x`,
///
/// where `cap_u` is what is due (without end for equity), `floor_u` what ranks before it, and
/// `A_iu` the part of claim `u` that is owed to, or owned by, party `i`.
///
/// # Example
///
/// ```
/// use counterflow_clearing::Web;
///
/// let web = Web::builder(3)
///     .external_assets(vec![0.5, 0.625, 0.75])
///     .external_liabilities(vec![1.5, 0.5, 0.5])
///     .debt(0, 1, 0.5).debt(0, 2, 0.5)
///     .debt(1, 0, 0.5).debt(1, 2, 0.5)
///     .debt(2, 0, 0.5).debt(2, 1, 0.5)
///     .build()?;
/// assert_eq!(web.due(), [2.5, 1.5, 1.5]);
/// # Ok::<(), counterflow_clearing::WebErrors>(())
/// ```
#[derive(Clone, Debug)]
pub struct Web {
    pub(crate) external_assets: Vec<f64>,
    pub(crate) external_liabilities: Vec<f64>,
    /// What each party owes in all.
    pub(crate) due: Vec<f64>,
    /// Where the claims of each party start, by rank; its equity is the last of them.
    pub(crate) claims: Vec<u32>,
    /// Whether the last claim of a party is its equity.
    pub(crate) has_equity: Vec<bool>,
    pub(crate) floor: Vec<f64>,
    pub(crate) cap: Vec<f64>,
    /// Part of each claim that outsiders hold.
    pub(crate) external_part: Vec<f64>,
    /// Row: who receives. Column: which claim.
    pub(crate) receives: Csr,
    /// The same turned about, made when it is first asked for.
    pub(crate) owed_to: OnceLock<Csr>,
    /// Party that each claim is a claim on.
    pub(crate) owner: Vec<u32>,
    pub(crate) components: Components,
    /// Components whose members owe only one another.
    pub(crate) closed: Vec<u32>,
    /// Whether sums of debts were exact, so that a bracket of a party paid in full is one number.
    pub(crate) exact_sums: bool,
    /// What each party receives if everybody pays, and whether that sum is exact; stakes left out.
    pub(crate) receivable: Vec<Sum>,
}

impl Web {
    /// Starts a web of `parties` parties, numbered from 0.
    pub fn builder(parties: usize) -> WebBuilder {
        WebBuilder::new(parties)
    }

    /// Row: a party that owes. Column: who holds its debt. Nothing where a party has several claims
    /// on it.
    pub(crate) fn owed_to(&self) -> Option<&Csr> {
        let one_claim_each = self.cap.len() == self.parties();
        one_claim_each.then(|| self.owed_to.get_or_init(|| self.receives.turned()))
    }

    /// How many parties.
    pub fn parties(&self) -> usize {
        self.due.len()
    }

    /// How many claims: one a party and class of seniority, one more for equity that is owned here.
    pub fn claims(&self) -> usize {
        self.cap.len()
    }

    /// How many debts and stakes between parties.
    pub fn links(&self) -> usize {
        self.receives.entries_stored()
    }

    /// What each party owes in all, to parties and outsiders.
    pub fn due(&self) -> &[f64] {
        &self.due
    }

    /// What each party owes outsiders.
    pub fn external_liabilities(&self) -> &[f64] {
        &self.external_liabilities
    }

    /// What each party has outside of the web.
    pub fn external_assets(&self) -> &[f64] {
        &self.external_assets
    }

    /// Parties that can pay one another in circles, payers first.
    pub fn components(&self) -> &Components {
        &self.components
    }

    /// Row: who receives; column: a claim; value: its part of the claim.
    pub fn receives(&self) -> &Csr {
        &self.receives
    }

    /// The claims on one party, in order of rank.
    #[inline]
    pub fn claims_on(&self, party: usize) -> std::ops::Range<usize> {
        self.claims[party] as usize..self.claims[party + 1] as usize
    }

    /// The debts of one party, in order of rank: its claims less its equity.
    #[inline]
    pub fn debts_of(&self, party: usize) -> std::ops::Range<usize> {
        let claims = self.claims_on(party);
        claims.start..claims.end - usize::from(self.has_equity[party])
    }

    /// Whether each party owes in one class at most and nobody owns anybody: claim `i` is party `i`.
    pub fn is_plain(&self) -> bool {
        self.claims() == self.parties()
    }
}
