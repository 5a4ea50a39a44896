//! Scenarios that are solved together by one worker.

use super::kernel::Terms;
use super::lanes::{Job, Left, Room};
use super::outcome::{Kept, is_decided};
use super::witness::Witness;
use super::{Precision, Scenarios};
use crate::clearing::Model;

/// Sweeps after which a scenario is solved alone, by methods for slow webs.
pub(super) const MOST_SWEEPS: usize = 100;
/// Sweeps in numbers of 32 bits; those of 64 bits take over in any case.
const MOST_SINGLE: usize = 40;

/// What one worker needs to solve scenarios, kept from one group to the next.
#[derive(Debug)]
pub(super) struct Worker<'a> {
    scenarios: &'a Scenarios<'a>,
    double: Option<(Room<f64>, &'a Witness)>,
    single: Option<Room<f32>>,
}

impl<'a> Worker<'a> {
    pub fn new(scenarios: &'a Scenarios<'a>) -> Worker<'a> {
        let web = scenarios.model.web;
        let single = scenarios.witness.is_some() && scenarios.precision == Precision::Single;
        Worker {
            scenarios,
            double: scenarios
                .witness
                .as_ref()
                .map(|witness| (Room::new(web, scenarios.lanes), witness)),
            single: single.then(|| Room::new(web, 2 * scenarios.lanes)),
        }
    }

    /// Solves scenarios, each given by the outside assets of all parties, one after the other.
    pub fn solve(&mut self, rows: &[f64]) -> Vec<Kept> {
        let parties = self.scenarios.model.web.parties();
        let rows: Vec<&[f64]> = rows.chunks_exact(parties.max(1)).collect();
        let mut kept = self.together(&rows);
        kept.resize_with(rows.len(), || None);
        let kept = kept.into_iter().zip(&rows);
        kept.map(|(kept, row)| kept.unwrap_or_else(|| alone(&self.scenarios.model, row))).collect()
    }

    /// Solves those that one witness proves; nothing for the others.
    fn together(&mut self, rows: &[&[f64]]) -> Vec<Option<Kept>> {
        let Some((room, witness)) = &mut self.double else { return Vec::new() };
        let (web, witness) = (self.scenarios.model.web, *witness);
        let floors: Vec<f64> = rows.iter().map(|row| witness.floor(row)).collect();
        let mut places = Vec::with_capacity(rows.len());
        let mut jobs = Vec::with_capacity(rows.len());
        for (place, (&assets, &floor)) in rows.iter().zip(&floors).enumerate() {
            if let Some(goal) = witness.goal(self.scenarios.error(assets), floor) {
                places.push(place);
                jobs.push(Job { assets, start: None, goal });
            }
        }
        let before = match &mut self.single {
            Some(room) => start(room, self.scenarios, witness, &mut jobs),
            None => vec![0; jobs.len()],
        };
        let mut kept = vec![None; rows.len()];
        let receivable = &witness.receivable;
        let terms = Terms { web, receivable, weight: &witness.weight, unit: 1.0 };
        room.drive(terms, &jobs, MOST_SWEEPS, |Left { job, value, change, sweeps }| {
            let proof = witness.proof(change, floors[places[job]]);
            if change <= jobs[job].goal && is_decided(web, witness, &value, proof) {
                let (residual, rounds) = (witness.residual(change), before[job] + sweeps);
                kept[places[job]] = Some(Kept::Whole { value, proof, residual, rounds });
            }
        });
        kept
    }
}

/// Brings scenarios near their outcome in numbers of 32 bits; answers with the sweeps of each.
fn start(
    room: &mut Room<f32>,
    scenarios: &Scenarios,
    witness: &Witness,
    jobs: &mut [Job],
) -> Vec<usize> {
    let (unit, weight) = (scenarios.unit, &scenarios.single_weight);
    let (web, receivable) = (scenarios.model.web, &witness.receivable);
    let terms = Terms { web, receivable, weight, unit };
    let rough: Vec<Job> = jobs
        .iter()
        .map(|job| Job { goal: job.goal.max(witness.blur(job.assets)), ..job.clone() })
        .collect();
    let mut sweeps = vec![0; jobs.len()];
    room.drive(terms, &rough, MOST_SINGLE, |left| {
        jobs[left.job].start = Some(left.value);
        sweeps[left.job] = left.sweeps;
    });
    sweeps
}

/// Solves one scenario by itself.
pub(super) fn alone(model: &Model, assets: &[f64]) -> Kept {
    let model = Model { external_assets: assets, ..model.clone() };
    Kept::Alone(Box::new(model.clear()))
}
