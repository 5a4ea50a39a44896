//! Conditional legs: what comes of a deal is looked at in two cases, with the condition of a leg
//! met and not met, which are never mixed.
//!
//! What is agreed stays as it is told. Beside it stands what comes of it, `paid(deal)`, which is
//! what totals add up.

use std::collections::BTreeSet;

use counterflow_claim::{Bound, Bounds, ClaimId, Decimal};
use rustc_hash::FxHashMap;

use super::cases;
use super::formula::{Formula, Node};
use super::groups::Groups;
use super::propagate::{Inside, NONE, Record, Tightening};
use super::sums::RULES;
use super::system::{At, InCase, System};
use crate::deals::{self, Flow};
use crate::expression::Operator;
use crate::identity::Tie;
use crate::{Key, Network, interval};

/// So many legs are looked at in cases; of the others only what holds in both is known.
const MOST_LEGS: usize = 256;

/// What the variables are in one case of a leg; nothing where the case cannot hold.
pub type InLeg = Option<FxHashMap<At, Bounds>>;

/// A number in one case of a conditional leg.
#[derive(Clone, Debug, PartialEq)]
pub struct LegCase {
    /// The claim that tells of the leg, and of its condition.
    pub leg: ClaimId,
    /// Whether the condition is met.
    pub met: bool,
    /// What the number is then; nothing where the claims rule the case out.
    pub range: Option<Bounds>,
}

/// The amounts of the deals that are legs or hold such.
pub fn unsure(network: &Network) -> BTreeSet<Key> {
    let unsure = network.flows.iter().filter(|flow| flow.sure.is_some());
    unsure.map(|flow| flow.key.clone()).collect()
}

/// The variable of what comes of an amount.
pub fn paid(amount: &Key) -> Key {
    Key::new("paid", amount.args.clone())
}

/// Adds what comes of legs and of what holds them, and ties it to what is agreed.
pub fn tie(system: &mut System, network: &Network) {
    let flows = &network.flows;
    let mut found: Vec<(At, deals::Leg)> = Vec::new();
    for leg in deals::legs(flows) {
        if let Some(amount) = system.find(&flows[leg.flow].key) {
            found.push((amount, leg));
        }
    }
    // Variables stand by their names, so that the order of the book does not matter.
    found.sort_by_key(|(amount, _)| *amount);
    for flow in flows.iter().filter(|flow| flow.sure.is_some()) {
        add_paid(system, flow);
    }
    for (amount, leg) in &found {
        tie_leg(system, &flows[leg.flow], *amount, leg);
    }
    let wholes: BTreeSet<usize> = found.iter().flat_map(|(_, leg)| &leg.wholes).copied().collect();
    let mut wholes: Vec<(Option<At>, usize)> =
        wholes.into_iter().map(|whole| (system.find(&flows[whole].key), whole)).collect();
    wholes.sort();
    for (amount, whole) in wholes {
        let inside = found.iter().filter(|(_, leg)| leg.wholes.contains(&whole));
        let inside: Vec<[At; 2]> = inside
            .filter_map(|(amount, leg)| Some([*amount, system.find(&paid(&flows[leg.flow].key))?]))
            .collect();
        let paid = system.find(&paid(&flows[whole].key));
        if let Some((amount, paid)) = amount.zip(paid) {
            tie_whole(system, amount, paid, &inside);
            tie_parts(system, flows, whole, paid);
        }
    }
}

fn add_paid(system: &mut System, flow: &Flow) {
    let low = flow.paid.and_then(|paid| paid.low).unwrap_or(Bound::closed(Decimal::ZERO));
    let at = system.add_variable(paid(&flow.key));
    system.limits[at as usize] = Bounds { low: Some(low), high: None };
    if let Some(amount) = system.find(&flow.key) {
        system.add_row(&RULES[6], Formula::sum(true), &[amount, at], None);
    }
}

fn tie_leg(system: &mut System, flow: &Flow, amount: At, leg: &deals::Leg) {
    let (Some(at), Some(lead)) = (system.find(&paid(&flow.key)), flow.lead()) else { return };
    if system.legs.len() == MOST_LEGS {
        system.more_legs = true;
        return;
    }
    let position = system.legs.len() as u32;
    let case = |met| Some(InCase::Leg { leg: position, met });
    system.legs.push(lead);
    if !leg.waits_inside {
        system.add_row(&RULES[7], Formula::sum(true), &[at, amount], case(true));
    }
    let funded = flow.paid.unwrap_or(Bounds::point(Decimal::ZERO));
    let nodes = vec![Node::Variable(0), Node::Number(funded)];
    let formula = Formula { singles: 1, nodes, sides: [0, 1], tie: Tie::AtMost };
    system.add_row(&RULES[8], formula, &[at], case(false));
}

/// Ties what comes of a whole to what comes of its legs, each an amount and what comes of it.
fn tie_whole(system: &mut System, amount: At, paid: At, legs: &[[At; 2]]) {
    // Two legs may be the same money told twice: what is missing of both is at most the sum, and
    // at least each.
    let mut ats = vec![amount, paid];
    ats.extend(legs.iter().flatten());
    let (agreed, come): (Vec<usize>, Vec<usize>) =
        (0..legs.len()).map(|leg| (2 + 2 * leg, 3 + 2 * leg)).unzip();
    system.add_row(&RULES[9], difference([0, 1], [&agreed, &come]), &ats, None);
    for [leg, part] in legs {
        let ats = [paid, amount, *part, *leg];
        system.add_row(&RULES[10], difference([0, 1], [&[2], &[3]]), &ats, None);
    }
}

/// Of a bound whole comes at least what comes of each bound part.
fn tie_parts(system: &mut System, flows: &[Flow], whole: usize, paid_of_whole: At) {
    let bound = |flow: &&Flow| flow.stage.is_bound() && flow.inside == Some(whole);
    for part in flows.iter().filter(bound).filter(|_| flows[whole].stage.is_bound()) {
        let key = if part.sure.is_some() { paid(&part.key) } else { part.key.clone() };
        if let Some(part) = system.find(&key) {
            system.add_row(&RULES[0], Formula::sum(true), &[paid_of_whole, part], None);
        }
    }
}

/// On each side a place less those of a list; the left is at most the right.
fn difference(from: [usize; 2], less: [&[usize]; 2]) -> Formula {
    let mut nodes = Vec::new();
    let mut sides = [0; 2];
    let mut singles = 2;
    for side in [0, 1] {
        nodes.push(Node::Variable(from[side]));
        for place in less[side] {
            let left = nodes.len() - 1;
            nodes.push(Node::Variable(*place));
            nodes.push(Node::Binary(Operator::Subtract, left, left + 1));
            singles += 1;
        }
        sides[side] = nodes.len() - 1;
    }
    Formula { singles, nodes, sides, tie: Tie::AtMost }
}

/// Looks at each leg in both of its cases, and keeps what they say. Of what both narrow the hull is
/// taken back to all; where one of them cannot hold, the other does.
pub fn tighten(system: &System, groups: &Groups, tightening: &mut Tightening) -> Vec<[InLeg; 2]> {
    let legs = 0..system.legs.len() as u32;
    legs.map(|leg| {
        let both = [true, false].map(|met| InCase::Leg { leg, met });
        let found = both.map(|case| cases::one_case(system, groups, tightening, case).ok());
        match &found {
            [Some(met), Some(not)] => drop(cases::common(tightening, met, not)),
            [Some(left), None] | [None, Some(left)] => drop(cases::only(tightening, left)),
            // What speaks against both speaks of what comes, and not of the condition.
            [None, None] => tightening.unrule(both),
        }
        tightening.run();
        found.map(|inside| inside.map(|inside| inside.iter().map(range_of).collect()))
    })
    .collect()
}

fn range_of(inside: &Inside) -> (At, Bounds) {
    (inside.at, inside.range)
}

/// Takes back that ranges are tight where two legs bear on them: cases of several are not looked
/// at together.
pub fn loosen(legs: &[[InLeg; 2]], tight: &mut [bool]) {
    let mut by_leg: FxHashMap<At, usize> = FxHashMap::default();
    for (leg, cases) in legs.iter().enumerate() {
        let touched = cases.iter().flatten().flat_map(FxHashMap::keys);
        let mut touched: Vec<At> = touched.copied().collect();
        touched.sort_unstable();
        for at in touched {
            let first = *by_leg.entry(at).or_insert(leg);
            tight[at as usize] &= first == leg;
        }
    }
}

/// What a variable is in the cases of the legs that it depends on.
pub fn of(system: &System, record: &Record, legs: &[[InLeg; 2]], at: At) -> Vec<LegCase> {
    let all = range_by(system, record, at);
    let mut found = Vec::new();
    for (leg, cases) in system.legs.iter().zip(legs) {
        // Two cases of which neither can hold say nothing of the leg.
        let holds = cases.iter().any(Option::is_some);
        let differs = cases.iter().flatten().any(|ranges| {
            ranges.get(&at).is_some_and(|range| interval::intersect(*range, all) != all)
        });
        let ruled = cases.iter().any(Option::is_none)
            && cases.iter().flatten().any(|ranges| ranges.contains_key(&at));
        if holds && (differs || ruled) {
            for (met, ranges) in [true, false].into_iter().zip(cases) {
                let range = ranges.as_ref().map(|ranges| {
                    ranges.get(&at).map_or(all, |one| interval::intersect(*one, all))
                });
                found.push(LegCase { leg: *leg, met, range });
            }
        }
    }
    found
}

/// The range of a variable at the end.
fn range_by(system: &System, record: &Record, at: At) -> Bounds {
    let mut range = system.limits[at as usize];
    let [low, high] = record.last[at as usize];
    for (event, end) in [(low, &mut range.low), (high, &mut range.high)] {
        if event != NONE {
            *end = Some(record.events[event as usize].bound);
        }
    }
    range
}
