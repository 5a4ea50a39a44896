//! What tightening found, back into the variables of the network.

use std::collections::BTreeSet;

use counterflow_claim::{Bound, Bounds, ClaimId, Slot};

use super::proof::Entailment;
use super::propagate::{NONE, Tightening};
use super::system::{By, System};
use super::{Entailed, entail};
use crate::{Identity, Key, Network, Readings, interval};

/// Claims that cannot all hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Contradiction {
    /// The claims and which of their quantities, those that weigh most first.
    pub said: Vec<(ClaimId, Slot)>,
    /// Claims that were added up before they came into it.
    pub added_up: Vec<ClaimId>,
    /// The one that is put aside; nothing where room for rounding lets all of them hold.
    pub aside: Option<(ClaimId, Slot)>,
    /// The identities that tie them; none where they speak of one number.
    pub rules: Vec<&'static Identity>,
    /// The variables that the claims speak of.
    pub about: Vec<Key>,
    /// Whether it is known that any of them can be dropped and the others then hold.
    pub irreducible: bool,
}

/// Tightens the variables of a network in place, and gives what cannot all hold.
///
/// Ranges only get narrower, but where claims are put aside or taken with room for rounding. Time
/// is linear in what is narrowed; linear groups take more, up to a bound. [`Network::cut_short`]
/// says where a bound was reached.
pub fn tighten(network: &mut Network) -> Vec<Contradiction> {
    let system = System::new(network);
    let entailed = entail(network, &system);
    let mut contradicted: BTreeSet<usize> = BTreeSet::new();
    network.cut_short = entailed.tightening.is_cut_short() || system.more_legs;
    let mut contradictions = Vec::new();
    for found in &entailed.found {
        let about = found.core.statements.iter().map(|at| system.statements[*at as usize].at);
        if found.aside.is_some() {
            contradicted.extend(about.map(|at| at as usize));
        }
        contradictions.push(entailed.contradiction(network, &system, found));
    }
    let said = entailed.tightening.rests_on(|_| true);
    for at in 0..system.keys.len() {
        if entailed.tightening.is_ruled_out(&system, at) {
            rule_out(network, &system.keys[at]);
            continue;
        }
        let Some(variable) = network.variables.get_mut(&system.keys[at]) else { continue };
        variable.contradicted |= contradicted.contains(&at);
        let narrowed = Narrowed::new(&entailed.tightening, &said, at);
        let range = match variable.readings.range {
            Some(known) => Some(narrowed.beside(known)),
            None => Some(narrowed.range)
                .filter(|range| narrowed.is_bounded() && says_enough(*range, system.limits[at])),
        };
        let Some(range) = range.filter(|range| Some(*range) != variable.readings.range) else {
            continue;
        };
        // Of what is put aside the rest of the network is left.
        let range = if interval::is_empty(range) { narrowed.range } else { range };
        variable.readings.range = Some(range);
        variable.claims.extend(claims_behind(&system, &entailed.tightening, at));
        *variable = std::mem::take(variable).tidy();
    }
    let Entailed { tightening, widened, tight, legs, .. } = entailed;
    let record = tightening.into_record();
    network.entailment = Entailment { system, record, widened, tight, legs };
    contradictions
}

/// A case that cannot hold has no numbers.
fn rule_out(network: &mut Network, key: &Key) {
    if let Some(variable) = network.variables.get_mut(key) {
        variable.readings = Readings::NONE;
        variable.missing =
            vec!["a valuation that can be read so: the claims rule it out".to_string()];
    }
}

/// A range that rests on more claims than this names the first that were found.
const MOST_CLAIMS: usize = 256;

/// The claims behind the range of a variable.
fn claims_behind(system: &System, tightening: &Tightening, at: usize) -> Vec<ClaimId> {
    let behind = tightening.some_behind(&tightening.ends(at as u32), MOST_CLAIMS);
    behind.iter().flat_map(|one| system.statements[*one as usize].claims()).collect()
}

/// The range of a variable, and what bounds it.
struct Narrowed {
    range: Bounds,
    /// Whether a claim bounds its low and its high end.
    bounded: [bool; 2],
}

impl Narrowed {
    /// With for each event whether it rests on what is said.
    fn new(tightening: &Tightening, said: &[bool], at: usize) -> Narrowed {
        let last = tightening.last[at];
        // What only the limits of other numbers bound is not bounded by any claim.
        let by_claims = last.iter().any(|event| *event != NONE && said[*event as usize]);
        let bounded = last.map(|event| event != NONE && by_claims);
        Narrowed { range: tightening.ranges[at], bounded }
    }

    fn is_bounded(&self) -> bool {
        self.bounded.contains(&true)
    }

    /// The range beside one that was worked out before: where no row bounds an end, it is that of
    /// what was worked out, within what the number can be.
    fn beside(&self, known: Bounds) -> Bounds {
        let within = interval::intersect(known, self.range);
        let [low, high] = self.bounded;
        Bounds {
            low: if low { self.range.low } else { within.low },
            high: if high { self.range.high } else { within.high },
        }
    }
}

/// Whether a range says more than the sign of a number, and more than what it can be anyway.
fn says_enough(range: Bounds, limits: Bounds) -> bool {
    let says = |end: Option<Bound>, limit: Option<Bound>| {
        let value = |end: Option<Bound>| end.map(|end| end.value);
        end.is_some_and(|end| !end.value.is_zero()) && value(end) != value(limit)
    };
    says(range.low, limits.low) || says(range.high, limits.high)
}

impl Entailed<'_> {
    fn contradiction(
        &self,
        network: &Network,
        system: &System,
        found: &super::Found,
    ) -> Contradiction {
        let statement = |at: &u32| &system.statements[*at as usize];
        let mut order = found.core.statements.clone();
        order.sort_by(|a, b| {
            let (a, b) = (statement(a), statement(b));
            super::standing(network, b).cmp(&super::standing(network, a))
        });
        let said = |at: &u32| match &statement(at).by {
            By::Claim(claim, slot, _) => Some((*claim, *slot)),
            _ => None,
        };
        let added_up = order.iter().flat_map(|at| match &statement(at).by {
            By::Computed(claims) => claims.clone(),
            _ => Vec::new(),
        });
        let mut rules: Vec<&'static Identity> = Vec::new();
        for row in &found.core.rows {
            let (identity, _) = system.formula_of(&system.ties[*row as usize]);
            if !rules.contains(&identity) {
                rules.push(identity);
            }
        }
        Contradiction {
            said: order.iter().filter_map(said).collect(),
            added_up: added_up.collect(),
            aside: found.aside.as_ref().and_then(said),
            rules,
            about: order.iter().map(|at| system.keys[statement(at).at as usize].clone()).collect(),
            irreducible: found.core.irreducible,
        }
    }
}
