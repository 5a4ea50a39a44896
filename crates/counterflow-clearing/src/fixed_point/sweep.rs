//! Passes over the parties: Jacobi's, which wait for the end of a pass, and looks at who is short.
//! Those of Gauss and Seidel, which use what they have just found, are in `steps`.

use std::fmt;

use super::{Clamped, Point};

/// How a fixed point is sought. All methods agree to within their brackets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Method {
    /// Components in order; few sweeps, and the active set as soon as they turn out to be slow.
    #[default]
    Auto,
    /// Every party anew from the pass before: what is usually written by hand.
    Picard,
    /// Every party anew from what is known of the others so far, components in order.
    GaussSeidel,
    /// Newton's method on who is short: fictitious defaults, each round a linear system.
    ActiveSet,
}

impl Method {
    /// All methods.
    pub const ALL: [Method; 4] =
        [Method::Auto, Method::Picard, Method::GaussSeidel, Method::ActiveSet];

    /// The name that the command line takes.
    pub fn name(self) -> &'static str {
        match self {
            Method::Auto => "auto",
            Method::Picard => "picard",
            Method::GaussSeidel => "gauss-seidel",
            Method::ActiveSet => "active-set",
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// One pass over all parties into `next`. Answers with the largest change of a claim.
pub(super) fn jacobi(system: &Clamped, x: &[f64], next: &mut [f64], values: &mut [f64]) -> f64 {
    let mut step = 0.0_f64;
    for (party, value) in values.iter_mut().enumerate() {
        *value = system.value(party, x);
        for claim in system.claims_on(party) {
            next[claim] = system.paid(claim, *value);
            step = step.max((next[claim] - x[claim]).abs());
        }
    }
    step
}

/// The claims that a cent more or less would move.
#[derive(Debug, Default)]
pub(super) struct Short {
    /// Their parties.
    pub parties: Vec<u32>,
    pub claims: Vec<u32>,
    /// How far what is paid on each is from what could be.
    pub residual: Vec<f64>,
}

impl Short {
    /// Looks at some parties: sets all their claims that are paid in full or not at all, and notes
    /// the others. Answers with the largest change that was made.
    pub fn look(&mut self, system: &Clamped, members: &[u32], point: &mut Point) -> f64 {
        if system.is_plain() {
            self.look_at::<true>(system, members, point)
        } else {
            self.look_at::<false>(system, members, point)
        }
    }

    fn look_at<const PLAIN: bool>(
        &mut self,
        system: &Clamped,
        members: &[u32],
        point: &mut Point,
    ) -> f64 {
        // One claim a party at most. Each is written in any case, and kept only if it moves: who
        // defaults cannot be guessed, and a wrong guess costs as much as ten debts.
        self.parties.resize(members.len() + 1, 0);
        self.claims.resize(members.len() + 1, 0);
        self.residual.resize(members.len() + 1, 0.0);
        let mut kept = 0;
        let mut moved = 0.0_f64;
        for &party in members {
            let value = system.value(party as usize, &point.x);
            let terms = system.matrix.row(party as usize).0.len();
            point.value[party as usize] = value;
            for claim in system.claims_of::<PLAIN>(party as usize) {
                let marginal = system.is_marginal(claim, value, terms);
                let paid = system.paid(claim, value);
                let change = paid - point.x[claim];
                self.parties[kept] = party;
                self.claims[kept] = claim as u32;
                self.residual[kept] = change;
                kept += usize::from(marginal);
                let change = if marginal { 0.0 } else { change };
                moved = moved.max(change.abs());
                point.x[claim] = if marginal { point.x[claim] } else { paid };
            }
        }
        self.parties.truncate(kept);
        self.claims.truncate(kept);
        self.residual.truncate(kept);
        moved
    }
}

/// The parties that were short when they last paid.
pub(super) fn were_short(system: &Clamped, members: &[u32], point: &Point) -> Vec<u32> {
    let mut short = vec![0; members.len() + 1];
    let mut kept = 0;
    for &party in members {
        let value = point.value[party as usize];
        let claims = system.claims_on(party as usize);
        let top = claims.clone().last().map_or(0.0, |claim| system.top_of(claim));
        short[kept] = party;
        kept += usize::from(value > system.floor[claims.start] && value < top);
    }
    short.truncate(kept);
    short
}
