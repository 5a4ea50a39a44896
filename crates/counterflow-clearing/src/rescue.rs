//! The cheapest money from outside that saves a set of parties, for Eisenberg and Noe's model.
//!
//! To save the parties `T` by giving `s_i ≥ 0` to each party `i` of a set `R` is the linear program
//!
//! > `min Σ s_i` with `p_i ≤ e_i + s_i + Σ_j A_ij p_j`, `0 ≤ p_i ≤ due_i`, `p_i = due_i` in `T`,
//!
//! since the greatest clearing pays no less than any `p` that fulfills this (Tarski 1955).
//! For any `y ≥ 0` that is at most 1 in `R`, adding up its rows with these weights shows that no
//! rescue costs less than
//!
//! > `Σ_{j in T} due_j r_j + Σ_{j not in T} due_j min(0, r_j) − Σ_i y_i e_i`,
//! > with `r_j = y_j − Σ_i y_i A_ij`.
//!
//! So whatever proposed `y`, its bound holds, and is evaluated with all roundings against it.
//!
//! Where everybody may be given money, no solver is needed. Who is saved pays in full, so money
//! that comes to it ends there; a cent given to anybody else brings no more than a cent to `T`, as
//! nobody pays on more than comes in. So it is cheapest to give each party of `T` what it lacks
//! when all of `T` pays in full. The best `y` is then what a cent is worth: 1 where a party lacks
//! any, nothing where all is paid, and elsewhere what is passed on.

mod answer;
mod program;

pub use answer::{RescueError, Saved};

use crate::clearing::{Clearing, Model};
use crate::fixed_point::Linear;
use crate::rounding::{Sum, relative};
use crate::sparse::Csr;

/// Whom to save, and who may be given money.
///
/// # Example
///
/// Firm 0 owes 4 to firm 1 and 1 to others, and has 2; firm 1 owes all that it should get.
///
/// ```
/// use counterflow_clearing::rescue::Rescue;
/// use counterflow_clearing::{Model, Web};
///
/// let web = Web::builder(2)
///     .external_assets(vec![2.0, 0.0])
///     .external_liabilities(vec![1.0, 4.0])
///     .debt(0, 1, 4.0)
///     .build()?;
/// let model = Model::new(&web);
/// // Given to firm 1 itself, all that is missing is what firm 0 does not pay it.
/// let saved = Rescue::new(&model, &[1])?.solve()?;
/// assert!((saved.cost - 2.4).abs() < 1e-9 && saved.at_least <= saved.cost);
/// assert!(!saved.clearing.default[1]);
/// // If only firm 0 may be given money, a fifth of it is lost to others.
/// let saved = Rescue::new(&model, &[1])?.only(&[0])?.solve()?;
/// assert!((saved.cost - 3.0).abs() < 1e-6);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Rescue<'a> {
    model: &'a Model<'a>,
    /// Whether each party is to be saved.
    saved: Vec<bool>,
    /// Whether each party may be given money; all if nothing is told.
    given: Option<Vec<bool>>,
}

impl<'a> Rescue<'a> {
    /// Saves these parties, with money for whomever it helps.
    ///
    /// # Errors
    ///
    /// [`RescueError::Model`] if the model has default costs, classes of seniority or stakes;
    /// [`RescueError::Party`] if there is no such party.
    pub fn new(model: &'a Model<'a>, parties: &[u32]) -> Result<Rescue<'a>, RescueError> {
        if model.costs.is_some_and(|costs| !costs.is_free()) {
            return Err(RescueError::Model { has: "costs of default" });
        }
        if model.web.has_equity.contains(&true) {
            return Err(RescueError::Model { has: "stakes" });
        }
        if !model.web.is_plain() {
            return Err(RescueError::Model { has: "classes of seniority" });
        }
        Ok(Rescue { model, saved: chosen(parties, model)?, given: None })
    }

    /// Saves everybody.
    ///
    /// # Errors
    ///
    /// [`RescueError::Model`] as for [`Rescue::new`].
    pub fn everybody(model: &'a Model<'a>) -> Result<Rescue<'a>, RescueError> {
        let all: Vec<u32> = (0..model.web.parties() as u32).collect();
        Rescue::new(model, &all)
    }

    /// Gives money to none but these parties.
    ///
    /// # Errors
    ///
    /// [`RescueError::Party`] if there is no such party.
    pub fn only(self, parties: &[u32]) -> Result<Rescue<'a>, RescueError> {
        let given = chosen(parties, self.model)?;
        Ok(Rescue { given: Some(given), ..self })
    }

    /// The cheapest rescue, with proof that it saves and of what any rescue costs at least.
    ///
    /// Where anybody may be given money: two clearings and one linear system. Otherwise two linear
    /// programs of one row a party, solved by the simplex method.
    ///
    /// # Errors
    ///
    /// [`RescueError::Impossible`] if no money for those who may be given any saves the others, and
    /// [`RescueError::Unsolved`] if the linear program was not solved.
    pub fn solve(&self) -> Result<Saved, RescueError> {
        match &self.given {
            None => {
                let full = self.in_full();
                let gifts = self.lacks(&full);
                let worth = self.worth(&full, &gifts);
                self.saved(gifts, &worth)
            }
            Some(given) => {
                self.check_possible(given)?;
                let gifts = program::gifts(self.model, &self.saved, given)?;
                let worth = program::worth(self.model, &self.saved, given)?;
                self.saved(gifts, &worth)
            }
        }
    }

    /// Outside assets where each of these has on top what it owes, and so pays in full.
    fn with_debts_covered(&self, whom: &[bool]) -> Vec<f64> {
        let amounts = self.model.external_assets.iter().zip(&self.model.web.due);
        let covered = amounts.zip(whom);
        covered.map(|((has, due), covered)| if *covered { has + due } else { *has }).collect()
    }

    /// Clears with those who are saved paying in full: each gets on top what it owes.
    fn in_full(&self) -> Clearing {
        let assets = self.with_debts_covered(&self.saved);
        self.clear(&assets)
    }

    fn clear(&self, assets: &[f64]) -> Clearing {
        Model { external_assets: assets, ..self.model.clone() }.clear()
    }

    /// What each party that is saved lacks for sure when all of them pay in full.
    fn lacks(&self, full: &Clearing) -> Vec<f64> {
        let web = self.model.web;
        let lack = |party: usize| {
            if !self.saved[party] {
                return 0.0;
            }
            let received = web.receives.dot(party, &full.lower);
            (web.due[party] - self.model.external_assets[party] - received).max(0.0)
        };
        (0..web.parties()).map(lack).collect()
    }

    /// What a cent is worth to the rescue at each party, where it is best given to whom it saves.
    fn worth(&self, full: &Clearing, gifts: &[f64]) -> Vec<f64> {
        let web = self.model.web;
        // Parties that pass on what comes in: those that fail although the others are saved.
        let mut place = vec![Csr::NOWHERE; web.parties()];
        let passing: Vec<u32> = (0..web.parties() as u32)
            .filter(|&i| full.default[i as usize] && !self.saved[i as usize])
            .collect();
        passing.iter().zip(0..).for_each(|(&party, at)| place[party as usize] = at);
        let mut worth: Vec<f64> =
            gifts.iter().map(|gift| f64::from(u8::from(*gift > 0.0))).collect();
        let mut right = vec![0.0; passing.len()];
        for (receiver, payer, part) in web.receives.entries() {
            if let Some(right) = right.get_mut(place[payer as usize] as usize) {
                *right += part * worth[receiver as usize];
            }
        }
        let matrix = web.receives.part(&passing, &place).transposed();
        let mut z = right.clone();
        // What is worth nothing for sure is as good a bound, only a lower one.
        if (Linear { matrix, gain: None }).solve(&right, &mut z, 1e-13).is_some() {
            passing.iter().zip(z).for_each(|(&party, z)| worth[party as usize] = z);
        }
        worth
    }

    /// Whether those who may be given money can save the others at all, whatever it costs.
    fn check_possible(&self, given: &[bool]) -> Result<(), RescueError> {
        let assets = self.with_debts_covered(given);
        let lost = self.lost(&self.clear(&assets));
        if lost.is_empty() { Ok(()) } else { Err(RescueError::Impossible { parties: lost }) }
    }

    /// Who is to be saved and fails.
    fn lost(&self, clearing: &Clearing) -> Vec<u32> {
        let lost = |&party: &u32| self.saved[party as usize] && clearing.default[party as usize];
        (0..self.saved.len() as u32).filter(lost).collect()
    }

    /// Gives the money, and a trace more where arithmetic has left somebody just short.
    fn saved(&self, gifts: Vec<f64>, worth: &[f64]) -> Result<Saved, RescueError> {
        const TRACES: [f64; 5] = [0.0, 1e-15, 1e-12, 1e-10, 1e-8];
        let scale = self.model.web.due.iter().copied().fold(0.0, f64::max);
        for trace in TRACES {
            let more = |gift: &f64| if *gift > 0.0 { gift + trace * scale } else { 0.0 };
            let gifts: Vec<f64> = gifts.iter().map(more).collect();
            let assets: Vec<f64> = self
                .model
                .external_assets
                .iter()
                .zip(&gifts)
                .map(|(has, gift)| has + gift)
                .collect();
            let clearing = self.clear(&assets);
            if self.lost(&clearing).is_empty() {
                let cost = gifts.iter().sum();
                let at_least = self.bound(worth);
                return Ok(Saved { gifts, cost, at_least, worth: worth.to_vec(), clearing });
            }
        }
        Err(RescueError::Unsolved)
    }

    /// What any rescue costs at least, by these weights, rounded down.
    fn bound(&self, worth: &[f64]) -> f64 {
        let web = self.model.web;
        let within = |party: usize| {
            let most =
                if self.given.as_ref().is_none_or(|given| given[party]) { 1.0 } else { f64::MAX };
            worth[party].clamp(0.0, most)
        };
        let worth: Vec<f64> = (0..web.parties()).map(within).collect();
        let mut passed = vec![(0.0, 0_usize); web.parties()];
        for (receiver, payer, part) in web.receives.entries() {
            let (sum, terms) = &mut passed[payer as usize];
            *sum += part * worth[receiver as usize];
            *terms += 1;
        }
        let (mut bound, mut error, mut size) = (Sum::default(), 0.0, 0.0);
        for (party, &(passed, terms)) in passed.iter().enumerate() {
            let rest = worth[party] - passed;
            let rest = if self.saved[party] { rest } else { rest.min(0.0) };
            let assets = worth[party] * self.model.external_assets[party];
            bound.add(web.due[party] * rest);
            bound.add(-assets);
            let sizes = web.due[party] * (worth[party] + passed) + assets;
            error += relative(terms) * sizes;
            size += sizes;
        }
        // Such a sum is off by one rounding of itself, and by squares of all others.
        let bound = bound.value();
        let squares = relative(2 * web.parties()) * relative(2 * web.parties());
        let error = error + relative(0) * bound.abs() + squares * size;
        (bound - error * (1.0 + 1e-9)).max(0.0)
    }
}

/// Marks these parties.
fn chosen(parties: &[u32], model: &Model) -> Result<Vec<bool>, RescueError> {
    let mut chosen = vec![false; model.web.parties()];
    for &given in parties {
        let parties = chosen.len();
        let Some(mark) = chosen.get_mut(given as usize) else {
            return Err(RescueError::Party { given, parties });
        };
        *mark = true;
    }
    Ok(chosen)
}
