//! Shocks to few parties: what follows is sought from the outcome without a shock, among those
//! whom it reaches.
//!
//! Who has lost something pays anew, and so do those whom it pays less, in the order of a sweep, as
//! long as a payment changes by more than the proof allows. Nobody else is looked at: of them, the
//! proof of the outcome without a shock still holds, as their equations are the same.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::group::Worker;
use super::kernel::Terms;
use super::lanes::{Job, Room};
use super::outcome::{Kept, Outcomes, is_decided, is_sure};
use super::witness::{Proof, Witness};
use super::{ScenarioError, Scenarios};
use crate::sparse::Csr;

/// How much of the tolerance the outcome without a shock may use up.
const OWN_PART: f64 = 0.1;
/// Parties that may be looked at in any web, however small.
const FEW: usize = 64;

impl Scenarios<'_> {
    /// Solves scenarios of which each is a list of parties and of what they lose of the outside
    /// assets that they have in the model. A party that stands twice loses both.
    ///
    /// Time and memory: per scenario what it takes to look at all parties that the shock reaches;
    /// where these are many, as [`Scenarios::run`].
    ///
    /// # Errors
    ///
    /// [`ScenarioError::Party`] if a party is not there, [`ScenarioError::Loss`] if a loss is
    /// negative, no number, or more than the party has.
    ///
    /// # Example
    ///
    /// ```
    /// use counterflow_clearing::{Model, Scenarios, Web};
    ///
    /// let web = Web::builder(3)
    ///     .external_assets(vec![8.0, 4.0, 4.0])
    ///     .external_liabilities(vec![2.0, 3.0, 3.0])
    ///     .debt(0, 1, 4.0)
    ///     .debt(1, 2, 4.0)
    ///     .build()?;
    /// let model = Model::new(&web);
    /// let scenarios = Scenarios::new(&model);
    /// let outcomes = scenarios.run_shocks(&[vec![], vec![(0, 5.0)], vec![(2, 1.0)]])?;
    /// let paid = |place: usize| outcomes.get(place).map(|o| o.paid().sum::<f64>().round());
    /// assert_eq!([paid(0), paid(1), paid(2)], [Some(16.0), Some(12.0), Some(16.0)]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn run_shocks<S>(&self, shocks: &[S]) -> Result<Outcomes<'_>, ScenarioError>
    where
        S: AsRef<[(u32, f64)]> + Sync,
    {
        for (scenario, shock) in shocks.iter().enumerate() {
            self.check_shock(shock.as_ref(), scenario)?;
        }
        let base = self.witness.as_ref().and_then(|witness| Base::new(self, witness));
        let kept = self.in_groups(
            shocks,
            1,
            || (Worker::new(self), base.as_ref().map(Ripple::new)),
            |(worker, ripple), shocks| self.solve_shocks(worker, ripple.as_mut(), shocks),
        );
        let outcomes = self.outcomes(kept, 0);
        Ok(Outcomes { base: base.map_or_else(Vec::new, |base| base.value), ..outcomes })
    }

    fn check_shock(&self, shock: &[(u32, f64)], scenario: usize) -> Result<(), ScenarioError> {
        let own = self.model.external_assets;
        let parties = own.len();
        if let Some(&(given, _)) = shock.iter().find(|(party, _)| *party as usize >= parties) {
            return Err(ScenarioError::Party { scenario, given, parties });
        }
        for &(party, loss) in shock {
            let assets = own[party as usize];
            // A loss that stands twice is rare, and shocks are short.
            let all = || shock.iter().filter(|other| other.0 == party).map(|other| other.1);
            if !(0.0..=assets).contains(&loss) || all().sum::<f64>() > assets {
                let given = if loss >= 0.0 { all().sum() } else { loss };
                return Err(ScenarioError::Loss { scenario, party, given, assets });
            }
        }
        Ok(())
    }

    /// Solves some shocks; those that reach many from the start.
    fn solve_shocks<S: AsRef<[(u32, f64)]>>(
        &self,
        worker: &mut Worker,
        mut ripple: Option<&mut Ripple>,
        shocks: &[S],
    ) -> Vec<Kept> {
        let mut kept = Vec::with_capacity(shocks.len());
        let mut rows = Vec::new();
        for shock in shocks {
            let found = ripple.as_mut().and_then(|ripple| ripple.run(shock.as_ref()));
            if found.is_none() {
                let from = rows.len();
                rows.extend_from_slice(self.model.external_assets);
                for &(party, loss) in shock.as_ref() {
                    take(&mut rows[from + party as usize], loss);
                }
            }
            kept.push(found);
        }
        let mut others = worker.solve(&rows).into_iter();
        kept.into_iter().filter_map(|kept| kept.or_else(|| others.next())).collect()
    }
}

/// Takes a loss; sums of losses may pass what there is by a rounding.
fn take(assets: &mut f64, loss: f64) {
    *assets = (*assets - loss).max(0.0);
}

/// The outcome without a shock, proved better than need be.
#[derive(Clone, Debug)]
struct Base<'a> {
    scenarios: &'a Scenarios<'a>,
    witness: &'a Witness,
    value: Vec<f64>,
    proof: Proof,
    residual: f64,
    /// The largest factor of a proof.
    most: f64,
    /// What `f` is at least.
    floor: f64,
    /// Row: a debtor. Column: a creditor.
    owes: Csr,
    /// Where each party stands in a sweep.
    place: Vec<u32>,
}

impl<'a> Base<'a> {
    fn new(scenarios: &'a Scenarios<'a>, witness: &'a Witness) -> Option<Base<'a>> {
        let (web, assets) = (scenarios.model.web, scenarios.model.external_assets);
        let error = scenarios.model.tolerance * scenarios.scale;
        let floor = witness.floor(assets);
        let goal = witness.goal(OWN_PART * error, floor)?;
        let mut found = None;
        let terms =
            Terms { web, receivable: &witness.receivable, weight: &witness.weight, unit: 1.0 };
        let job = Job { assets, start: None, goal };
        let mut room = Room::<f64>::new(web, scenarios.lanes);
        room.drive(terms, &[job], super::group::MOST_SWEEPS, |left| found = Some(left));
        let left = found.filter(|left| left.change <= goal)?;
        let proof = witness.proof(left.change, floor);
        let most = witness.most_factor((1.0 - OWN_PART) * error).max(proof.factor);
        let loosest = Proof { factor: most, ..proof };
        is_decided(web, witness, &left.value, loosest).then(|| Base {
            scenarios,
            witness,
            value: left.value,
            proof,
            residual: witness.residual(left.change),
            most,
            floor,
            owes: web.receives.transposed(),
            place: web.components.places(),
        })
    }
}

/// A shock under way.
#[derive(Clone, Debug)]
struct Ripple<'a> {
    base: &'a Base<'a>,
    assets: Vec<f64>,
    paid: Vec<f64>,
    value: Vec<f64>,
    /// Parties to look at, by sweep and by place in it.
    queue: BinaryHeap<Reverse<(u32, u32)>>,
    queued: Vec<bool>,
    seen: Vec<bool>,
    touched: Vec<u32>,
}

impl<'a> Ripple<'a> {
    fn new(base: &'a Base<'a>) -> Ripple<'a> {
        let due = &base.scenarios.model.web.due;
        Ripple {
            base,
            assets: base.scenarios.model.external_assets.to_vec(),
            paid: base.value.iter().zip(due).map(|(value, due)| value.min(*due)).collect(),
            value: base.value.clone(),
            queue: BinaryHeap::new(),
            queued: vec![false; due.len()],
            seen: vec![false; due.len()],
            touched: Vec::new(),
        }
    }

    /// What a shock leads to; nothing if it reaches so many that all may as well be looked at.
    fn run(&mut self, shock: &[(u32, f64)]) -> Option<Kept> {
        for &(party, loss) in shock {
            take(&mut self.assets[party as usize], loss);
            self.push(0, party);
        }
        let kept = self.spread();
        self.restore();
        kept
    }

    fn push(&mut self, sweep: u32, party: u32) {
        if !std::mem::replace(&mut self.queued[party as usize], true) {
            self.queue.push(Reverse((sweep, self.base.place[party as usize])));
        }
        if !std::mem::replace(&mut self.seen[party as usize], true) {
            self.touched.push(party);
        }
    }

    fn spread(&mut self) -> Option<Kept> {
        let base = self.base;
        let web = base.scenarios.model.web;
        let (mut factor, mut residual, mut sweeps) = (base.proof.factor, base.residual, 0);
        let mut looks = (web.parties() / 2).max(FEW);
        while let Some(Reverse((sweep, place))) = self.queue.pop() {
            looks = looks.checked_sub(1)?;
            let party = web.components.order[place as usize];
            self.queued[party as usize] = false;
            let (need, change) = self.look(party as usize);
            if need <= base.most {
                factor = factor.max(need);
                residual = residual.max(base.witness.relative(change));
                continue;
            }
            self.paid[party as usize] = self.value[party as usize].min(web.due[party as usize]);
            sweeps = sweep as usize + 1;
            for &creditor in base.owes.row(party as usize).0 {
                let ahead = base.place[creditor as usize] > place;
                self.push(if ahead { sweep } else { sweep + 1 }, creditor);
            }
        }
        self.kept(Proof { factor, ..base.proof }, residual, sweeps)
    }

    /// Looks at what a party has now; answers with the factor that a proof would need if its
    /// payments stayed, and with by how much they are off.
    fn look(&mut self, party: usize) -> (f64, f64) {
        let web = self.base.scenarios.model.web;
        let value = self.assets[party] + web.receives.dot(party, &self.paid);
        self.value[party] = value;
        let change = (value.min(web.due[party]) - self.paid[party]).abs();
        (self.base.witness.need(party, change, self.base.floor), change)
    }

    fn kept(&mut self, proof: Proof, residual: f64, rounds: usize) -> Option<Kept> {
        let Base { scenarios, witness, value: before, .. } = self.base;
        self.touched.sort_unstable();
        let touched = self.touched.iter().map(|&party| (party, self.value[party as usize]));
        let changes: Vec<(u32, f64)> = touched
            .filter(|&(party, value)| value.to_bits() != before[party as usize].to_bits())
            .collect();
        let due = &scenarios.model.web.due;
        let sure = |&(party, value): &(u32, f64)| {
            is_sure(witness, party as usize, value, due[party as usize], proof)
        };
        changes.iter().all(sure).then_some(Kept::Changed { changes, proof, residual, rounds })
    }

    /// Makes all as it was without the shock.
    fn restore(&mut self) {
        let model = &self.base.scenarios.model;
        self.queue.clear();
        for party in self.touched.drain(..).map(|party| party as usize) {
            self.queued[party] = false;
            self.seen[party] = false;
            self.assets[party] = model.external_assets[party];
            self.value[party] = self.base.value[party];
            self.paid[party] = self.base.value[party].min(model.web.due[party]);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::clearing::Model;
    use crate::scenarios::outcome::Kept;
    use crate::scenarios::{Precision, Scenarios};
    use crate::web::Web;

    /// Parties that each owe the next two, and half as much to outsiders.
    fn ring(parties: u32) -> Web {
        let assets = (0..parties).map(|party| 1.0 + f64::from(party % 7)).collect();
        let builder = Web::builder(parties as usize)
            .external_assets(assets)
            .external_liabilities(vec![3.0; parties as usize]);
        let debts =
            (0..parties).flat_map(|from| [1, 2].map(|step| (from, (from + step) % parties)));
        debts.fold(builder, |builder, (from, to)| builder.debt(from, to, 3.3)).build().unwrap()
    }

    #[test]
    fn one_proof_serves_all_scenarios() {
        let web = ring(100);
        let model = Model::new(&web);
        let rows: Vec<f64> = (0..40 * 100).map(|k| f64::from(k % 11) * 0.7).collect();
        for precision in [Precision::Double, Precision::Single] {
            let outcomes = Scenarios::new(&model).with_precision(precision);
            let outcomes = outcomes.run(&rows).unwrap();
            assert!(outcomes.kept.iter().all(|kept| matches!(kept, Kept::Whole { .. })));
        }
    }

    #[test]
    fn a_small_shock_touches_little() {
        let web = ring(2000);
        let model = Model::new(&web);
        let scenarios = Scenarios::new(&model);
        let shocks: Vec<_> = (0..50).map(|k| vec![(k * 31, 0.9)]).collect();
        for kept in &scenarios.run_shocks(&shocks).unwrap().kept {
            let Kept::Changed { changes, .. } = kept else { panic!("{kept:?}") };
            assert!((1..200).contains(&changes.len()), "{}", changes.len());
        }
    }
}
