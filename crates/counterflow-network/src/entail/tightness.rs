//! Which ranges are known to be as tight as the claims allow.
//!
//! Narrowing row by row is tight where variables are tied in no circle: each row then narrows by
//! ranges that have nothing else in common. Where they are, the linear program is. What is left,
//! such as a circle through a row that is not linear, is sound and may be wider than it must.

use counterflow_claim::{Bounds, Decimal};
use rustc_hash::FxHashSet;

use super::groups::Groups;
use super::propagate::Tightening;
use super::shape::Shape;
use super::system::{At, System};
use crate::interval;

/// For each variable whether its range is known to be tight. Time is linear in the rows.
pub fn tightness(system: &System, groups: &Groups, tightening: &Tightening) -> Vec<bool> {
    let count = system.keys.len();
    if tightening.is_out_of_looks() {
        return vec![false; count];
    }
    let mut sets = Sets::new(count);
    let mut loose = vec![false; count];
    for (row, tied) in system.ties.iter().enumerate() {
        let ats = system.variables_of(tied);
        let open = ats.iter().copied().filter(|at| is_open(tightening, *at));
        match (system.shape_of(tied), groups.is_inner(row as u32)) {
            (Shape::Quotient { of, .. }, true) => {
                let quotient = ats[*of];
                let others: Vec<At> = open.filter(|at| *at != quotient).collect();
                // A quotient that is tied elsewhere as well is no constant for the program.
                let elsewhere = system.touching(quotient).iter();
                let elsewhere =
                    elsewhere.filter(|other| **other != row as u32 && groups.is_inner(**other));
                if is_open(tightening, quotient) && elsewhere.count() > 0 {
                    others.iter().for_each(|at| loose[*at as usize] = true);
                    loose[quotient as usize] = true;
                }
                sets.join_all(&others);
            }
            (Shape::Linear(..), true) => sets.join_all(&open.collect::<Vec<At>>()),
            // What is said of the outcome of a row that is not linear reaches back through it.
            (Shape::Other, _) if !system.stated(ats[0]).is_empty() => {
                open.for_each(|at| loose[at as usize] = true);
            }
            _ => {}
        }
    }
    for at in tightening.unsolved.iter() {
        loose[*at as usize] = true;
    }
    for at in (0..count as At).filter(|at| tightening.is_unsettled(*at)) {
        loose[at as usize] = true;
    }
    let loose_sets: FxHashSet<At> =
        (0..count as At).filter(|at| loose[*at as usize]).map(|at| sets.root(at)).collect();
    let mut tight: Vec<bool> =
        (0..count as At).map(|at| !loose_sets.contains(&sets.root(at))).collect();
    outputs(system, groups, tightening, &mut sets, &mut tight);
    tight
}

/// What is computed of others is tight if they are, and have nothing in common, or were asked for
/// together.
fn outputs(
    system: &System,
    groups: &Groups,
    tightening: &Tightening,
    sets: &mut Sets,
    tight: &mut [bool],
) {
    // An output may be computed of another: twice is as deep as the table goes.
    for _ in 0..2 {
        for (row, tied) in system.ties.iter().enumerate() {
            let ats = system.variables_of(tied);
            let target = match groups.output_of(row as u32) {
                Some(target) => target,
                None if system.shape_of(tied) == &Shape::Other => ats[0],
                None => continue,
            };
            if !system.stated(target).is_empty() || tightening.solved.contains(&target) {
                continue;
            }
            let inputs = ats.iter().copied().filter(|at| *at != target);
            let inputs: Vec<At> = inputs.filter(|at| is_open(tightening, *at)).collect();
            let mut roots: Vec<At> = inputs.iter().map(|at| sets.root(*at)).collect();
            roots.sort_unstable();
            let apart = roots.windows(2).all(|two| two[0] != two[1]);
            tight[target as usize] &= apart && inputs.iter().all(|at| tight[*at as usize]);
        }
    }
}

fn is_open(tightening: &Tightening, at: At) -> bool {
    let range: Bounds = tightening.ranges[at as usize];
    !interval::is_point(range) && range != Bounds::point(Decimal::ZERO)
}

/// Disjoint sets of variables.
struct Sets {
    of: Vec<At>,
}

impl Sets {
    fn new(count: usize) -> Sets {
        Sets { of: (0..count as At).collect() }
    }

    fn root(&mut self, mut at: At) -> At {
        while self.of[at as usize] != at {
            let above = self.of[self.of[at as usize] as usize];
            self.of[at as usize] = above;
            at = above;
        }
        at
    }

    fn join_all(&mut self, ats: &[At]) {
        for pair in ats.windows(2) {
            let (a, b) = (self.root(pair[0]), self.root(pair[1]));
            self.of[a.max(b) as usize] = a.min(b);
        }
    }
}
