//! `group-cycle`: a group or unit that contains itself.

use counterflow_syntax::Diagnostic;

use super::cycles;
use crate::{Claims, PartyId, codes};

pub fn check(claims: &Claims, found: &mut Vec<Diagnostic>) {
    let below = |at: usize| {
        let party = &claims.parties[at];
        let members = party.members.iter().filter_map(|member| member.party);
        let above = party.parent.and_then(|(_, parent)| parent);
        // A unit points to its parent and a group to its members: each relation has its own cycle.
        members.chain(above).map(PartyId::index).collect()
    };
    for at in cycles(claims.parties.len(), below) {
        let party = &claims.parties[at];
        let name = claims.written(party.id);
        found.push(
            Diagnostic::new(&codes::GROUP_CYCLE, format!("`{name}` contains itself"))
                .at(party.id, "reached again through its members or parent")
                .help("remove one of the `member:` or `of:` lines on the way"),
        );
    }
}
