//! `group-cycle`: a group or unit that contains itself.

use counterflow_syntax::{Diagnostic, Span};

use super::cycles;
use crate::{Claims, PartyId, codes};

pub fn check(claims: &Claims, found: &mut Vec<Diagnostic>) {
    let parts = parts(claims);
    let below = |at: usize| parts[at].iter().map(|(part, _)| *part).collect();
    for cycle in cycles(parts.len(), below) {
        let name = |at: usize| claims.written(claims.parties[at].id);
        let title = format!("`{}` contains itself", name(cycle[0]));
        let mut report = Diagnostic::new(&codes::GROUP_CYCLE, title)
            .help("remove one of the `member:` or `of:` lines on the way");
        let next = cycle.iter().copied().skip(1).chain([cycle[0]]);
        for (whole, part) in cycle.iter().copied().zip(next) {
            // A long way round is told in part.
            let Some((_, span)) = parts[whole].iter().find(|(at, _)| *at == part) else { continue };
            let text = format!("`{}` contains `{}`", name(whole), name(part));
            report = match report.primary {
                None => report.at(*span, text),
                Some(_) => report.and(*span, text),
            };
        }
        found.push(report);
    }
}

/// What every party contains, with the place that says so: a group its members, and a party its
/// units, whichever of the two entries says it.
fn parts(claims: &Claims) -> Vec<Vec<(usize, Span)>> {
    let mut parts = vec![Vec::new(); claims.parties.len()];
    for (at, party) in claims.parties.iter().enumerate() {
        let members = party.members.iter().filter_map(|member| Some((member.party?, member.span)));
        parts[at].extend(members.map(|(member, span)| (PartyId::index(member), span)));
        if let Some((span, Some(parent))) = party.parent {
            parts[parent.index()].push((at, span));
        }
    }
    parts
}
