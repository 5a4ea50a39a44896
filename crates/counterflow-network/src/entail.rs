//! Entailment: claims as constraints, and every quantity as tight as they allow.
//!
//! A [`System`] holds the variables, what is said of them and the rows of the identity table that
//! tie them. [`Tightening`] narrows every variable by every row until nothing changes. What leaves
//! no number is cut down to the smallest set of statements that cannot all hold; if room for
//! rounding settles it, that is noted, and if not, the weakest of the set is put aside, and the
//! rest is tightened again.

mod cases;
mod conflict;
mod formula;
mod groups;
mod legs;
mod outcome;
mod proof;
mod propagate;
mod questions;
mod shape;
mod sums;
mod system;
mod tightness;

pub use groups::LinearGroup;
pub use legs::LegCase;
pub use outcome::{Contradiction, tighten};
pub use proof::{Entailment, Step, Why};
pub use questions::{ASKED, matching};
pub use sums::RULES as PART_RULES;

use std::collections::BTreeSet;

use conflict::{Core, Trials};
use counterflow_claim::ClaimId;
use groups::Groups;
use legs::InLeg;
use propagate::Tightening;
use system::{By, Statement, System};

use crate::{Network, force};

/// So many steps are taken, each a stage or the settling of what clashes.
const MOST_PASSES: usize = 64;

/// So often groups are looked at again after rows have narrowed what they left.
const MOST_ROUNDS: usize = 4;

/// What came of tightening.
pub struct Entailed<'s> {
    /// The ranges, with what led to them.
    tightening: Tightening<'s>,
    /// What cannot all hold.
    found: Vec<Found>,
    /// What is taken with room for rounding.
    widened: BTreeSet<u32>,
    /// For each variable whether its range is known to be tight.
    tight: Vec<bool>,
    /// For each leg what its two cases say: its condition met, and not met.
    legs: Vec<[InLeg; 2]>,
}

/// Statements that cannot all hold, and what was done about it.
struct Found {
    core: Core,
    /// The statement that was put aside; nothing where room for rounding settles it.
    aside: Option<u32>,
}

/// Tightens a system. Time is linear in what is narrowed.
fn entail<'s>(network: &Network, system: &'s System) -> Entailed<'s> {
    let groups = Groups::new(system);
    let mut tightening = Tightening::new(system);
    let mut trials = Trials::new(system, &groups);
    let mut found: Vec<Found> = Vec::new();
    let (mut aside, mut widened) = (BTreeSet::new(), BTreeSet::new());
    // Rows are looked at in the order of the table.
    tightening.look_at_all();
    for statement in 0..system.statements.len() as u32 {
        tightening.state(statement, false);
    }
    tightening.run();
    let mut stage = Stage::Groups(MOST_ROUNDS);
    let mut in_legs = Vec::new();
    for _ in 0..MOST_PASSES {
        if tightening.clashes.is_empty() {
            match stage.go_on(system, &groups, &mut tightening, &mut in_legs) {
                Some(next) => stage = next,
                None => break,
            }
        } else {
            let before = (aside.clone(), widened.clone());
            let new = settle(network, system, &tightening, &mut trials, &mut aside, &mut widened);
            found.extend(new);
            let changed: BTreeSet<u32> =
                aside.difference(&before.0).chain(widened.difference(&before.1)).copied().collect();
            let restate = |one: u32| (!aside.contains(&one)).then(|| widened.contains(&one));
            tightening.retract(&changed, restate);
            tightening.run();
            stage = Stage::Groups(MOST_ROUNDS);
        }
    }
    let mut tight = tightness::tightness(system, &groups, &tightening);
    legs::loosen(&in_legs, &mut tight);
    Entailed { tightening, found, widened, tight, legs: in_legs }
}

/// What is left to do where nothing clashes.
enum Stage {
    /// Linear groups, so many rounds.
    Groups(usize),
    /// The cases of ambiguous rounds.
    Cases,
    /// Totals of which nothing is said.
    Totals,
    /// The cases of conditional legs, which totals differ in.
    Legs,
}

impl Stage {
    /// Does what comes next; gives the stage after it, if there is one.
    fn go_on(
        &self,
        system: &System,
        groups: &Groups,
        tightening: &mut Tightening,
        in_legs: &mut Vec<[InLeg; 2]>,
    ) -> Option<Stage> {
        match self {
            Stage::Groups(0) => Some(Stage::Cases),
            Stage::Groups(rounds) => {
                let all = 0..system.keys.len() as u32;
                let narrowed = groups::tighten(system, groups, tightening, all, None);
                tightening.run();
                Some(if narrowed { Stage::Groups(rounds - 1) } else { Stage::Cases })
            }
            Stage::Cases => {
                cases::tighten(system, groups, tightening);
                Some(Stage::Totals)
            }
            Stage::Totals => {
                tightening.look_at_totals();
                tightening.run();
                Some(Stage::Legs)
            }
            Stage::Legs => {
                *in_legs = legs::tighten(system, groups, tightening);
                tightening.run();
                (!tightening.clashes.is_empty()).then_some(Stage::Legs)
            }
        }
    }
}

/// Finds for each clash that nothing has settled yet the smallest set behind it, and makes room
/// for rounding or puts the weakest statement aside.
fn settle(
    network: &Network,
    system: &System,
    tightening: &Tightening,
    trials: &mut Trials,
    aside: &mut BTreeSet<u32>,
    widened: &mut BTreeSet<u32>,
) -> Vec<Found> {
    let mut found = Vec::new();
    // What gives way in this pass may settle other clashes as well: those come up again if not.
    let mut gave_way: BTreeSet<u32> = BTreeSet::new();
    for clash in &tightening.clashes {
        let core = trials.core(tightening, clash, widened);
        if core.statements.iter().any(|statement| gave_way.contains(statement)) {
            continue;
        }
        let weakest = if trials.rounds(&core, widened) {
            None
        } else {
            weakest(network, system, &core.statements)
        };
        match weakest {
            Some(weakest) => {
                aside.insert(weakest);
                gave_way.insert(weakest);
            }
            None => {
                widened.extend(&core.statements);
                gave_way.extend(&core.statements);
            }
        }
        found.push(Found { core, aside: weakest });
    }
    found
}

/// The statement to put aside: that of the weakest voice, of the oldest among equals. What a
/// question assumes gives way last.
fn weakest(network: &Network, system: &System, statements: &[u32]) -> Option<u32> {
    let statement = |at: &u32| &system.statements[*at as usize];
    let said = |at: &&u32| matches!(statement(at).by, By::Claim(..));
    let said: Vec<u32> = statements.iter().filter(said).copied().collect();
    let from = if said.is_empty() { statements } else { &said };
    from.iter().copied().min_by(|a, b| {
        let (a, b) = (statement(a), statement(b));
        standing(network, a).cmp(&standing(network, b))
    })
}

/// By what statements are ordered: those of a question above all, then by voice, day and words.
fn standing<'n>(network: &'n Network, statement: &Statement) -> impl Ord + use<'n> {
    let assumed = matches!(statement.by, By::Given(_));
    // A rate that was needed to say it is no part of what is said.
    let told = match &statement.by {
        By::Claim(claim, ..) => vec![*claim],
        _ => statement.claims(),
    };
    (assumed, told.into_iter().map(|id| weight(network, id)).min())
}

/// How much a claim weighs where it cannot hold beside others: by voice, then by day.
fn weight<'n>(network: &'n Network, id: ClaimId) -> impl Ord + use<'n> {
    let claims = network.claims;
    let claim = claims.claim(id);
    (force::basis(claims, claim), force::day(claims, claim), force::words(claims, id))
}
