//! What tightening found, back into the variables of the network.

use std::collections::BTreeSet;

use counterflow_claim::{Bounds, ClaimId, Slot};

use super::proof::Entailment;
use super::system::{By, System};
use super::{Entailed, entail};
use crate::{Identity, Key, Network};

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

/// What a network entails beyond what was read from it.
pub struct Outcome {
    /// What cannot all hold.
    pub contradictions: Vec<Contradiction>,
}

/// Tightens the variables of a network.
pub fn tighten(network: &mut Network) -> Outcome {
    let system = System::new(network);
    let entailed = entail(network, &system);
    let mut contradicted: BTreeSet<usize> = BTreeSet::new();
    network.cut_short = entailed.tightening.is_cut_short();
    let mut outcome = Outcome { contradictions: Vec::new() };
    for found in &entailed.found {
        let about = found.core.statements.iter().map(|at| system.statements[*at as usize].at);
        if found.aside.is_some() {
            contradicted.extend(about.map(|at| at as usize));
        }
        let contradiction = entailed.contradiction(network, &system, found);
        outcome.contradictions.push(contradiction);
    }
    let narrowed: Vec<Narrowed> =
        (0..system.keys.len()).map(|at| Narrowed::new(&system, &entailed, at)).collect();
    for (at, narrowed) in narrowed.into_iter().enumerate() {
        let Some(variable) = network.variables.get_mut(&system.keys[at]) else { continue };
        variable.contradicted |= contradicted.contains(&at);
        let Some(range) = narrowed.range else { continue };
        let known = variable.readings.range;
        if known == Some(range) || known.is_none() && !says_enough(range) {
            continue;
        }
        variable.readings.range = Some(range);
        variable.claims.extend(narrowed.claims);
        *variable = std::mem::take(variable).tidy();
    }
    let Entailed { tightening, widened, tight, .. } = entailed;
    let record = tightening.into_record();
    network.entailment = Entailment { system, record, widened, tight };
    outcome
}

/// A range that rests on more claims than this names the first that were found.
const MOST_CLAIMS: usize = 256;

/// The range of a variable, if anything narrowed it, and the claims behind it.
struct Narrowed {
    range: Option<Bounds>,
    claims: Vec<ClaimId>,
}

impl Narrowed {
    fn new(system: &System, entailed: &Entailed, at: usize) -> Narrowed {
        let events = entailed.tightening.ends(at as u32);
        if events.is_empty() {
            return Narrowed { range: None, claims: Vec::new() };
        }
        let behind = entailed.tightening.some_behind(&events, MOST_CLAIMS);
        let claims = behind.iter().flat_map(|one| system.statements[*one as usize].claims());
        Narrowed { range: Some(entailed.tightening.ranges[at]), claims: claims.collect() }
    }
}

/// Whether a range says more than the sign of a number.
fn says_enough(range: Bounds) -> bool {
    let away = |end: Option<counterflow_claim::Bound>| end.is_some_and(|end| !end.value.is_zero());
    range.low.is_some() && range.high.is_some() || away(range.low) || away(range.high)
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
