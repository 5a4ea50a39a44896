//! Claims that cannot all hold: what they mark, and how they are told.

use std::collections::BTreeSet;

use counterflow_claim::{ClaimId, Slot};
use counterflow_syntax::{Diagnostic, Span};

use crate::{Contradiction, Key, Network, codes};

/// So many claims of one set are shown; a sum may have thousands.
const MOST_SHOWN: usize = 12;

/// Marks the variables that contradictory claims speak of, and the totals of such.
pub fn mark(network: &mut Network) {
    let about: BTreeSet<Key> =
        network.contradictions.iter().flat_map(|one| one.about.iter().cloned()).collect();
    if about.is_empty() {
        return;
    }
    for (key, variable) in &mut network.variables {
        let parts = variable.parts.iter().flat_map(|parts| &parts.most);
        let told = about.contains(key) || parts.into_iter().any(|part| about.contains(part));
        variable.contradicted |= told;
    }
}

/// A diagnostic for each set of claims that cannot all hold, and for each that rounding settles.
pub fn diagnostics(network: &Network) -> Vec<Diagnostic> {
    network.contradictions.iter().filter_map(|one| diagnostic(network, one)).collect()
}

fn diagnostic(network: &Network, one: &Contradiction) -> Option<Diagnostic> {
    let claims = network.claims;
    let written = |(id, slot): &(ClaimId, Slot)| claims.written(span(network, *id, *slot));
    let shown = &one.said[..one.said.len().min(MOST_SHOWN)];
    let said: Vec<&str> = shown.iter().map(written).collect();
    let (lead, others) = shown.split_first()?;
    let (code, title) = match one.aside {
        Some(_) => (&codes::CONTRADICTION, title(network, one, &said)),
        None => (&codes::ROUNDING, format!("{} hold with room for rounding", listed(&said))),
    };
    let is_aside = |what: &(ClaimId, Slot)| one.aside.as_ref() == Some(what);
    let label = |what: &(ClaimId, Slot)| match (is_aside(what), one.aside) {
        (true, _) => "put aside: the weakest voice, or the oldest of equals",
        (false, Some(_)) => "used",
        (false, None) => "as written",
    };
    let mut report = Diagnostic::new(code, title).at(span(network, lead.0, lead.1), label(lead));
    for other in others {
        report = report.and(span(network, other.0, other.1), label(other));
    }
    for rule in &one.rules {
        report = report.note(format!("{}: {}", rule.name, rule.written()));
    }
    if one.said.len() > shown.len() {
        report = report.note(format!("and {} more claims", one.said.len() - shown.len()));
    }
    if !one.added_up.is_empty() {
        let names: Vec<String> =
            one.added_up.iter().take(MOST_SHOWN).map(|id| claims.name(*id)).collect();
        report = report.note(format!("added up of {}", names.join(", ")));
    }
    Some(match one.aside {
        Some(_) => report.help("write `replaces:` or `disputes:` on one of them, or correct it"),
        None => report,
    })
}

fn title(network: &Network, one: &Contradiction, said: &[&str]) -> String {
    let mut about: Vec<&Key> = one.about.iter().collect();
    about.dedup();
    match (said, about.as_slice()) {
        ([only], [key, ..]) => format!("`{}` cannot be {only}", key.id(network.claims)),
        (_, [key]) => format!("`{}` cannot be {}", key.id(network.claims), listed(said)),
        _ => format!("{} cannot all hold", listed(said)),
    }
}

fn listed(said: &[&str]) -> String {
    match said.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => said.concat(),
    }
}

/// Where a quantity of a claim stands.
fn span(network: &Network, id: ClaimId, slot: Slot) -> Span {
    let claim = network.claims.claim(id);
    let given = claim.quantity(slot).or_else(|| claim.quantities.first().map(|(_, one)| one));
    given.map_or(claim.span, |quantity| quantity.span)
}
