//! Ambiguous valuations: each round is looked at in both of its cases, which are never mixed.

use counterflow_claim::Bounds;

use super::groups::{self, Groups};
use super::propagate::{Cause, Clash, EventAt, Inside, Tightening};
use super::system::{At, InCase, System};
use crate::{Case, interval};

/// So often what both cases say of a variable is taken back to all rounds.
const MOST_ROUNDS: usize = 4;

/// Narrows the variables of every case, and those of all cases by what is common to both.
///
/// A case that cannot hold is ruled out, and says nothing; if neither holds, the round is a
/// contradiction.
pub fn tighten(system: &System, groups: &Groups, tightening: &mut Tightening) {
    for _ in 0..MOST_ROUNDS {
        let mut narrowed = false;
        for round in 0..system.rounds.len() as u32 {
            narrowed |= one_round(system, groups, tightening, round);
        }
        if !narrowed {
            return;
        }
        tightening.run();
    }
}

/// Whether the variables of all cases are narrower for it.
fn one_round(system: &System, groups: &Groups, tightening: &mut Tightening, round: u32) -> bool {
    let cases = [Case::Pre, Case::Post].map(|case| InCase::Round { round, case });
    let [pre, post] = cases.map(|case| one_case(system, groups, tightening, case));
    match (pre, post) {
        (Ok(pre), Ok(post)) => common(tightening, &pre, &post),
        (Ok(left), Err(_)) | (Err(_), Ok(left)) => only(tightening, &left),
        (Err(pre), Err(post)) => {
            // Neither can hold: what cannot is behind both.
            tightening.unrule(cases);
            let events = pre.events.into_iter().chain(post.events).collect();
            let cause = Cause::Cases;
            tightening.clashes.push(Clash { cause, events, cases: cases.to_vec() });
            false
        }
    }
}

/// What the variables of all cases are in one of them.
///
/// # Errors
///
/// What cannot hold there; the case is then noted as ruled out.
pub fn one_case(
    system: &System,
    groups: &Groups,
    tightening: &mut Tightening,
    case: InCase,
) -> Result<Vec<Inside>, Clash> {
    let clashes = tightening.clashes.len();
    tightening.enter(case);
    tightening.run();
    let rows = system.rows_in(case).iter();
    let seeds = rows.flat_map(|row| system.variables_of(&system.ties[*row as usize]));
    let seeds = seeds.copied();
    if tightening.clashes.len() == clashes
        && groups::tighten(system, groups, tightening, seeds, Some(case))
    {
        tightening.run();
    }
    let inside = tightening.leave();
    let mut found = tightening.clashes.split_off(clashes).into_iter();
    match found.next() {
        None => Ok(inside),
        Some(clash) => {
            tightening.rule_out(case);
            Err(clash)
        }
    }
}

/// Of a variable that both cases narrow, the hull of the two.
pub fn common(tightening: &mut Tightening, pre: &[Inside], post: &[Inside]) -> bool {
    let mut narrowed = false;
    for one in pre {
        let Some(other) = post.iter().find(|other| other.at == one.at) else { continue };
        let ends: Vec<EventAt> = one.ends.iter().chain(&other.ends).copied().collect();
        narrowed |= narrow(tightening, one.at, interval::hull(one.range, other.range), &ends);
    }
    narrowed
}

/// What holds in the only case that can.
pub fn only(tightening: &mut Tightening, inside: &[Inside]) -> bool {
    let mut narrowed = false;
    for one in inside {
        narrowed |= narrow(tightening, one.at, one.range, &one.ends);
    }
    narrowed
}

fn narrow(tightening: &mut Tightening, at: At, to: Bounds, ends: &[EventAt]) -> bool {
    let before = tightening.ranges[at as usize];
    let to = interval::intersect(before, to);
    if to == before {
        return false;
    }
    tightening.narrow_to(at, to, Cause::Cases, ends);
    tightening.ranges[at as usize] != before
}
