//! Why a range ends where it does: from the end back to what is said.

use counterflow_claim::{Bound, Bounds, ClaimId, Slot};

use super::groups::{LinearGroup, linear_groups};
use super::legs::{self, InLeg, LegCase};
use super::propagate::{Cause, Event, EventAt, NONE, Record};
use super::system::{At, By, System};
use crate::{Identity, Key};

/// Proofs are told this deep, and with this many steps.
const MOST_DEPTH: usize = 16;
const MOST_STEPS: usize = 120;

/// One step of a proof: a variable reaches no further than a bound.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The variable.
    pub key: Key,
    /// Whether it is the high end.
    pub high: bool,
    /// The end.
    pub bound: Bound,
    /// Why.
    pub why: Why,
    /// What it took.
    pub from: Vec<Step>,
}

/// Why a variable reaches no further.
#[derive(Clone, Debug, PartialEq)]
pub enum Why {
    /// A claim says so in one of its quantities.
    Said {
        /// The claim.
        claim: ClaimId,
        /// Which of its quantities.
        slot: Slot,
        /// Whether it is taken with room for rounding.
        widened: bool,
    },
    /// It was added up before, from these claims.
    AddedUp(Vec<ClaimId>),
    /// It is assumed for the asking, by position.
    Given(usize),
    /// A row of the identity table.
    Rule(&'static Identity),
    /// Several rows together: the extreme of a linear program.
    Together(Vec<&'static Identity>),
    /// It is so in every case that can hold, of an ambiguous valuation or of a conditional leg.
    EveryCase,
}

/// The system of a network with the record of its tightening.
#[derive(Debug, Default)]
pub struct Entailment {
    pub(super) system: System,
    pub(super) record: Record,
    /// The statements that are taken with room for rounding.
    pub(super) widened: std::collections::BTreeSet<u32>,
    /// For each variable whether its range is known to be as tight as the claims allow.
    pub(super) tight: Vec<bool>,
    /// For each conditional leg what its two cases say.
    pub(super) legs: Vec<[InLeg; 2]>,
}

impl Entailment {
    /// Why a variable reaches no lower, or no higher; nothing where no claim bounds it there.
    pub fn proof(&self, key: &Key, high: bool) -> Option<Step> {
        let at = self.system.find(key)?;
        let event = self.record.last[at as usize][usize::from(high)];
        let mut steps = MOST_STEPS;
        (event != NONE).then(|| self.step(event, MOST_DEPTH, &mut steps))
    }

    /// Whether the range of a variable is known to be as tight as the claims allow: at both ends
    /// there are numbers that satisfy every claim and every row.
    pub fn is_tight(&self, key: &Key) -> bool {
        self.system
            .find(key)
            .is_some_and(|at| self.tight.get(at as usize).copied().unwrap_or(false))
    }

    /// What a variable is in each case of the conditional legs that it depends on, the case in
    /// which the condition is met first.
    pub fn legs_of(&self, key: &Key) -> Vec<LegCase> {
        let at = self.system.find(key);
        at.map_or_else(Vec::new, |at| legs::of(&self.system, &self.record, &self.legs, at))
    }

    /// The linear groups of the network as programs over what is stated, before anything is
    /// narrowed: for a comparison with solvers of such.
    pub fn linear_groups(&self) -> Vec<LinearGroup> {
        linear_groups(&self.system)
    }

    /// How many variables, statements and rows there are.
    pub fn size(&self) -> [usize; 3] {
        [self.system.keys.len(), self.system.statements.len(), self.system.ties.len()]
    }

    fn step(&self, at: EventAt, depth: usize, steps: &mut usize) -> Step {
        let event = &self.record.events[at as usize];
        *steps = steps.saturating_sub(1);
        let from = match depth.checked_sub(1).filter(|_| *steps > 0) {
            None => Vec::new(),
            Some(depth) => {
                let inputs = self.needed(event).into_iter();
                inputs.map(|input| self.step(input, depth, steps)).collect()
            }
        };
        Step {
            key: self.system.keys[event.at as usize].clone(),
            high: event.high,
            bound: event.bound,
            why: self.why(event),
            from,
        }
    }

    fn why(&self, event: &Event) -> Why {
        let identity = |row: u32| self.system.formula_of(&self.system.ties[row as usize]).0;
        match event.cause {
            Cause::Statement(statement) => match &self.system.statements[statement as usize].by {
                By::Claim(claim, slot, _) => Why::Said {
                    claim: *claim,
                    slot: *slot,
                    widened: self.widened.contains(&statement),
                },
                By::Computed(claims) => Why::AddedUp(claims.clone()),
                By::Given(given) => Why::Given(*given),
            },
            Cause::Row(row) => Why::Rule(identity(row)),
            Cause::Cases => Why::EveryCase,
            Cause::Group(proof) => {
                let mut rules: Vec<&'static Identity> = Vec::new();
                for row in &self.record.proofs[proof as usize] {
                    if !rules.contains(&identity(*row)) {
                        rules.push(identity(*row));
                    }
                }
                Why::Together(rules)
            }
        }
    }

    /// The events that an event really took: of a row those without which it would not reach as far.
    fn needed(&self, event: &Event) -> Vec<EventAt> {
        let mut inputs: Vec<EventAt> = self.record.inputs_of(event).to_vec();
        inputs.sort_unstable();
        inputs.dedup();
        let Cause::Row(row) = event.cause else { return inputs };
        if !self.reaches(row, event, &inputs) {
            return inputs;
        }
        let mut at = 0;
        while at < inputs.len() {
            let mut fewer = inputs.clone();
            fewer.remove(at);
            match self.reaches(row, event, &fewer) {
                true => inputs = fewer,
                false => at += 1,
            }
        }
        inputs
    }

    /// Whether a row gives an end from these events alone.
    fn reaches(&self, row: u32, event: &Event, inputs: &[EventAt]) -> bool {
        let tied = &self.system.ties[row as usize];
        let ats = self.system.variables_of(tied);
        let mut ranges: Vec<Bounds> = ats.iter().map(|at| self.range_by(*at, inputs)).collect();
        let (_, formula) = self.system.formula_of(tied);
        if formula.narrow(&mut ranges, &mut Vec::new()).is_err() {
            return false;
        }
        let Some(place) = ats.iter().position(|at| *at == event.at) else { return false };
        let end = if event.high { ranges[place].high } else { ranges[place].low };
        end.is_some_and(|end| is_as_tight(end, event))
    }

    /// The range of a variable by some events alone.
    fn range_by(&self, at: At, inputs: &[EventAt]) -> Bounds {
        let mut range = self.system.limits[at as usize];
        for input in inputs {
            let event = &self.record.events[*input as usize];
            if event.at == at {
                *(if event.high { &mut range.high } else { &mut range.low }) = Some(event.bound);
            }
        }
        range
    }
}

fn is_as_tight(end: Bound, event: &Event) -> bool {
    let bound = event.bound;
    let open_enough = end.value != bound.value || end.open || !bound.open;
    open_enough && if event.high { end.value <= bound.value } else { end.value >= bound.value }
}
