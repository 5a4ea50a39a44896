//! Claims to a network, in one view.

use std::collections::BTreeMap;

use counterflow_claim::{ClaimId, Claims};
use counterflow_syntax::{Diagnosed, Diagnostic};

use crate::convert::Rates;
use crate::deals::Flow;
use crate::{
    Network, View, codes, concentration, conflicts, deals, evaluate, force, metrics, parties,
    rounds, totals,
};

/// Resolves the claims of a book in one view.
///
/// Never fails: what cannot be computed is a variable that says what is missing. Time is
/// `O(n log n)` in the claims.
pub fn resolve<'a>(claims: &'a Claims, view: &View) -> Diagnosed<Network<'a>> {
    let folded = parties::fold(claims, view.known);
    let force::InForce { claims: in_force, seen, left_out } =
        force::in_force(claims, view, &folded);
    let rates = Rates::new(claims, &in_force, view.currency);
    let flows = deals::gather(claims, view, &in_force, &folded, &rates);
    let mut network = Network {
        claims,
        view: view.clone(),
        in_force,
        conflicts: conflicts::recorded(claims, &seen),
        seen,
        left_out,
        folded,
        flows,
        variables: BTreeMap::new(),
    };
    let misfits = metrics::state(&mut network, &rates);
    let values = metrics::values(&network, &rates);
    rounds::state(&mut network, &values, &rates);
    totals::state(&mut network);
    evaluate::evaluate(&mut network);
    concentration::state(&mut network);
    let of_flows = network.flows.iter().flat_map(|flow| &flow.misfits).copied();
    conflicts::add_contradictions(&mut network.conflicts, of_flows.chain(misfits));
    let diagnostics = diagnostics(&network);
    Diagnosed { value: network, diagnostics }
}

fn diagnostics(network: &Network) -> Vec<Diagnostic> {
    let unknown =
        network.view.assume.iter().filter_map(|name| unknown_assumption(network.claims, name));
    let contradictions =
        network.flows.iter().filter_map(|flow| contradiction(network.claims, flow));
    unknown.chain(contradictions).collect()
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

/// So many claims that do not fit are shown; a thread may hold thousands.
const MOST_SHOWN: usize = 12;

fn contradiction(claims: &Claims, flow: &Flow) -> Option<Diagnostic> {
    let (lead, _) = flow.misfits.first()?;
    let mut all = vec![*lead];
    for (used, other) in &flow.misfits {
        all.extend(
            [used, other].into_iter().filter(|id| !all.contains(id)).copied().collect::<Vec<_>>(),
        );
        if all.len() >= MOST_SHOWN {
            break;
        }
    }
    let span = |id: &ClaimId| {
        let claim = claims.claim(*id);
        claim.quantities.first().map_or(claim.span, |(_, quantity)| quantity.span)
    };
    let said: Vec<&str> = all.iter().map(|id| claims.written(span(id))).collect();
    let title = format!("`{}` cannot be {}", claims.deal_name(flow.deal), said.join(" and "));
    let mut report = Diagnostic::new(&codes::DEAL_CONTRADICTION, title)
        .at(span(lead), "used: the latest, by the strongest voice")
        .note("all are in force: the same deal, none later at a stage as high by a voice as strong")
        .help("write `replaces:` or `disputes:` on one of them, or give them different deals");
    for other in &all[1..] {
        report = report.and(span(other), "in force as well");
    }
    Some(report)
}
