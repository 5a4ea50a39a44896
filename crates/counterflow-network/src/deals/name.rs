//! Which variable is the amount of a flow.

use std::collections::BTreeMap;

use counterflow_claim::{Claims, DealId, PartyId};

use super::{Flow, FlowKind};
use crate::{Arg, Key};

/// Names the amounts: `raise(round)` for a round, `money(investor,round)` for the one investment
/// of one investor in a round, `amount(deal)` for any other, and with its parties where a deal has
/// several.
pub fn name(claims: &Claims, flows: &mut [Flow]) {
    let mut shares: BTreeMap<(PartyId, DealId), usize> = BTreeMap::new();
    let mut deals: BTreeMap<DealId, usize> = BTreeMap::new();
    for flow in flows.iter() {
        *deals.entry(flow.deal).or_default() += 1;
        for pair in parts_of_round(flow) {
            *shares.entry(pair).or_default() += 1;
        }
    }
    for flow in flows {
        flow.key = match (flow.kind, parts_of_round(flow).as_slice()) {
            (FlowKind::Round, _) if flow.primary => Key::new("raise", [Arg::Deal(flow.deal)]),
            (_, [(investor, round)]) if shares[&(*investor, *round)] == 1 => {
                Key::new("money", [Arg::Party(*investor), Arg::Deal(*round)])
            }
            _ if deals[&flow.deal] == 1 => Key::new("amount", [Arg::Deal(flow.deal)]),
            _ => {
                let mut parties = by_name(claims, &flow.from);
                parties.extend(by_name(claims, &flow.to));
                let args = [Arg::Deal(flow.deal)].into_iter().chain(parties);
                Key::new("amount", args.collect::<Vec<Arg>>())
            }
        };
    }
}

/// The parties of a side by their names, so that the order of the book does not matter.
fn by_name(claims: &Claims, side: &[PartyId]) -> Vec<Arg> {
    let mut parties = side.to_vec();
    parties.sort_by_key(|party| claims.written(claims.party(*party).id));
    parties.into_iter().map(Arg::Party).collect()
}

/// The investors of a flow with the round that they take part in.
fn parts_of_round(flow: &Flow) -> Vec<(PartyId, DealId)> {
    let takes_part = flow.kind == FlowKind::Invest && flow.primary && flow.counted;
    let round = flow.in_round.filter(|_| takes_part);
    round.into_iter().flat_map(|round| flow.from.iter().map(move |one| (*one, round))).collect()
}
