//! Claims to a network, in one view.

use std::collections::BTreeMap;

use counterflow_claim::{Claims, PartyId};
use counterflow_syntax::{Diagnosed, Diagnostic};

use crate::convert::Rates;
use crate::question::Comparison;
use crate::{
    Aside, Asking, Contradiction, Entailment, Network, View, asking, assertions, concentration,
    conflicts, contradictions, deals, entail, evaluate, force, metrics, parties, rounds, totals,
};

/// So often the claims are stated again without what was put aside.
const MOST_STATED: usize = 4;

/// Resolves the claims of a book in one view.
///
/// Never fails: what cannot be computed is a variable that says what is missing, and of claims that
/// cannot all hold the weakest is put aside. Time is `O(n log n)` in the claims.
pub fn resolve<'a>(claims: &'a Claims, view: &View) -> Diagnosed<Network<'a>> {
    ask(claims, view, &Asking::default())
}

/// Resolves the claims of a book in one view, with questions and with what is assumed for them.
///
/// The answers are variables of the network: see [`Network::answers`].
pub fn ask<'a>(claims: &'a Claims, view: &View, asking: &Asking) -> Diagnosed<Network<'a>> {
    let stated = Stated::new(claims, view, asking);
    let mut network = stated.network(&[]);
    let mut settled: Vec<Contradiction> = Vec::new();
    for _ in 0..MOST_STATED {
        let found = entail::tighten(&mut network);
        let (aside, rounded): (Vec<_>, Vec<_>) =
            found.into_iter().partition(|one| one.aside.is_some());
        let done = aside.is_empty();
        settled.extend(aside);
        if done {
            network.contradictions = settled.iter().cloned().chain(rounded).collect();
            break;
        }
        network = stated.network(&settled);
    }
    concentration::state(&mut network);
    let diagnostics = diagnostics(&network);
    Diagnosed { value: network, diagnostics }
}

/// What does not change with what is put aside.
struct Stated<'a, 'q> {
    claims: &'a Claims,
    asking: &'q Asking,
    view: View,
    folded: Vec<PartyId>,
    force: force::InForce,
    rates: Rates,
}

impl<'a, 'q> Stated<'a, 'q> {
    fn new(claims: &'a Claims, view: &View, asking: &'q Asking) -> Stated<'a, 'q> {
        let folded = parties::fold(claims, view.known);
        let force = force::in_force(claims, view, &folded, &asking.without);
        let rates = Rates::new(claims, &force.claims, view.currency);
        Stated { claims, asking, view: view.clone(), folded, force, rates }
    }

    /// What is assumed, of the parties that stand for those that it names.
    fn given(&self) -> Vec<Comparison> {
        let fold = |party: PartyId| self.folded[party.index()];
        let folded = |given: &Comparison| Comparison {
            left: given.left.clone().folded(&fold),
            ..given.clone()
        };
        self.asking.given.iter().map(folded).collect()
    }

    /// The variables, before they are tightened, without what was put aside.
    fn network(&self, settled: &[Contradiction]) -> Network<'a> {
        let (claims, force) = (self.claims, &self.force);
        let aside: Aside = settled.iter().filter_map(|one| one.aside).collect();
        let flows =
            deals::gather(claims, &self.view, &force.claims, &self.folded, &self.rates, &aside);
        let mut network = Network {
            claims,
            view: self.view.clone(),
            in_force: force.claims.clone(),
            conflicts: conflicts::recorded(claims, &force.seen),
            contradictions: settled.to_vec(),
            seen: force.seen.clone(),
            left_out: force.left_out,
            folded: self.folded.clone(),
            asked: Vec::new(),
            given: self.given(),
            answers: Vec::new(),
            assertions: Vec::new(),
            aside,
            flows,
            cut_short: false,
            entailment: Entailment::default(),
            variables: BTreeMap::new(),
        };
        metrics::state(&mut network, &self.rates);
        let values = metrics::values(&network, &self.rates);
        rounds::state(&mut network, &values, &self.rates);
        totals::state(&mut network);
        contradictions::mark(&mut network);
        asking::assume(&mut network);
        evaluate::evaluate(&mut network);
        let questions = self.asking.questions.iter().cloned();
        network.asked = questions.map(|question| asking::asked(&network, question)).collect();
        asking::answer(&mut network);
        assertions::read(&mut network);
        network
    }
}

fn diagnostics(network: &Network) -> Vec<Diagnostic> {
    let unknown =
        network.view.assume.iter().filter_map(|name| unknown_assumption(network.claims, name));
    unknown.chain(contradictions::diagnostics(network)).collect()
}

fn unknown_assumption(claims: &Claims, name: &str) -> Option<Diagnostic> {
    let names = || claims.assumptions.iter().map(|assumption| claims.written(assumption.id));
    if names().any(|known| known == name) {
        return None;
    }
    let report = Diagnostic::new(
        &counterflow_claim::codes::UNKNOWN_ASSUMPTION,
        format!("unknown assumption `{name}`"),
    );
    Some(match counterflow_syntax::nearest(name, names()) {
        Some(near) => report.help(format!("did you mean `{near}`?")),
        None => report.help("declare it: `assume NAME` with `owner:` and `schedule:`"),
    })
}
