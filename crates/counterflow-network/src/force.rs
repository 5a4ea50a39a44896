//! Which claims are in force: seen in the view, and not history, a copy or an alternative.

use std::collections::BTreeMap;

use counterflow_claim::{
    Basis, Claim, ClaimId, Claims, Date, DealId, Kind, Nature, PartyId, Relation, Stage, YearEnd,
};

use crate::{Undated, View};

/// How many claims are not in force, by reason.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Their sources are later than what is known.
    pub unknown_yet: usize,
    /// They speak of a later day than the network's.
    pub later: usize,
    /// No source of theirs has a date, or they have none, and a date was asked for.
    pub undated: usize,
    /// Another claim has replaced, updated or retracted them.
    pub history: usize,
    /// They dispute another claim and are kept beside it.
    pub alternatives: usize,
    /// They say again what another says.
    pub copies: usize,
}

/// What a claim is in a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Status {
    InForce,
    UnknownYet,
    Later,
    Undated,
    History,
    Alternative,
    Copy,
}

/// The claims that a view sees, and which of them are in force.
pub struct InForce {
    /// The claims in force, in the order of the book.
    pub claims: Vec<ClaimId>,
    /// For each claim whether the view sees it.
    pub seen: Vec<bool>,
    /// The count of the others.
    pub left_out: LeftOut,
}

/// Decides which claims are in force.
pub fn in_force(claims: &Claims, view: &View, folded: &[PartyId]) -> InForce {
    let mut status: Vec<Status> =
        claims.iter().map(|(_, claim)| seen(claims, claim, view)).collect();
    let seen: Vec<bool> = status.iter().map(|status| *status == Status::InForce).collect();
    explicit(claims, &seen, &mut status);
    updates(claims, folded, &mut status);
    attached(claims, &mut status);
    let mut out = LeftOut::default();
    let mut kept = Vec::new();
    for (id, _) in claims.iter() {
        match status[id.index()] {
            Status::InForce => kept.push(id),
            Status::UnknownYet => out.unknown_yet += 1,
            Status::Later => out.later += 1,
            Status::Undated => out.undated += 1,
            Status::History => out.history += 1,
            Status::Alternative => out.alternatives += 1,
            Status::Copy => out.copies += 1,
        }
    }
    InForce { claims: kept, seen, left_out: out }
}

/// When the first dated source of a claim was published.
pub fn published(claims: &Claims, claim: &Claim) -> Option<Date> {
    let sources = claim.citations.iter().filter_map(|cite| cite.source);
    let days = sources.filter_map(|source| claims.source(source).published);
    days.map(|day| day.last_day(YearEnd::default())).min()
}

/// The fiscal calendar of the party that a claim is about.
pub fn year_end(claims: &Claims, claim: &Claim) -> YearEnd {
    let subject = claim.to.known().next();
    subject.map_or_else(YearEnd::default, |party| claims.party(party).year_end)
}

/// A claim's own date, at its last day.
pub fn own_date(claims: &Claims, claim: &Claim) -> Option<Date> {
    let (from, to) = claim.when?;
    Some(to.unwrap_or(from).last_day(year_end(claims, claim)))
}

/// The day by which claims of a deal are ordered: their own, or that of their source.
pub fn day(claims: &Claims, claim: &Claim) -> Option<Date> {
    own_date(claims, claim).or_else(|| published(claims, claim))
}

/// The strongest voice behind a claim.
pub fn basis(claims: &Claims, claim: &Claim) -> Basis {
    let sources = claim.citations.iter().filter_map(|cite| cite.source);
    let strongest = sources.map(|source| claims.source(source).kind).max();
    claim.basis.or(strongest).unwrap_or(Basis::Unstated)
}

fn seen(claims: &Claims, claim: &Claim, view: &View) -> Status {
    if let Some(known) = view.known {
        let day = match (published(claims, claim), view.undated) {
            (Some(day), _) => Some(day),
            (None, Undated::Include) => own_date(claims, claim),
            (None, Undated::LeaveOut) => None,
        };
        match day {
            None => return Status::Undated,
            Some(day) if day > known => return Status::UnknownYet,
            Some(_) => {}
        }
    }
    if let Some(as_of) = view.as_of {
        // A forecast speaks of a later day by its nature: what counts is when it was made.
        let forecast = matches!(claim.kind, Kind::Metric(_)) && claim.nature != Nature::Actual;
        let day = match forecast {
            true => published(claims, claim).or_else(|| own_date(claims, claim)),
            false => day(claims, claim),
        };
        match (day, view.undated) {
            (None, Undated::LeaveOut) => return Status::Undated,
            (Some(day), _) if day > as_of => return Status::Later,
            _ => {}
        }
    }
    Status::InForce
}

/// What claims say of one another.
fn explicit(claims: &Claims, seen: &[bool], status: &mut [Status]) {
    let speaks = |id: Option<ClaimId>| id.filter(|id| seen[id.index()]);
    for (id, claim) in claims.iter().filter(|(id, _)| seen[id.index()]) {
        for link in &claim.links {
            let other = speaks(link.target.claim).filter(|other| *other != id);
            let (at, becomes) = match link.relation {
                Relation::Replaces | Relation::Retracts => (other, Status::History),
                Relation::ReplacedBy => (other.map(|_| id), Status::History),
                Relation::Disputes => (other.map(|_| id), Status::Alternative),
                Relation::Corroborates => (other.map(|_| id), Status::Copy),
                _ => continue,
            };
            if let Some(at) = at {
                status[at.index()] = becomes;
            }
        }
    }
}

/// The same deal later, at a stage not lower or at its end, by a voice not weaker.
fn updates(claims: &Claims, folded: &[PartyId], status: &mut [Status]) {
    type Role = (DealId, Kind, Vec<PartyId>, Vec<PartyId>);
    let mut roles: BTreeMap<Role, Vec<(Date, ClaimId)>> = BTreeMap::new();
    for (id, claim) in claims.iter().filter(|(id, _)| status[id.index()] == Status::InForce) {
        let named = claims.deals[claim.deal.index()].name.is_some();
        if !named || !claim.kind.is_deal() {
            continue;
        }
        let Some(day) = day(claims, claim) else { continue };
        let parties = |side: &counterflow_claim::Side| -> Vec<PartyId> {
            let mut parties: Vec<PartyId> = side.known().map(|p| folded[p.index()]).collect();
            parties.sort();
            parties
        };
        // Who leads a round may be told or not; it is the same round.
        let from = if claim.kind == Kind::Round { Vec::new() } else { parties(&claim.from) };
        roles
            .entry((claim.deal, claim.kind, from, parties(&claim.to)))
            .or_default()
            .push((day, id));
    }
    for told in roles.values_mut() {
        told.sort();
        for (at, (early, before)) in told.iter().enumerate() {
            let updated = told[at + 1..].iter().any(|(late, after)| {
                early < late && outranks(claims, claims.claim(*after), claims.claim(*before))
            });
            if updated {
                status[before.index()] = Status::History;
            }
        }
    }
}

fn outranks(claims: &Claims, after: &Claim, before: &Claim) -> bool {
    let stage = after.stage >= before.stage || after.stage.is_exit();
    stage && basis(claims, after) >= basis(claims, before)
}

/// A valuation told with a telling that is history is history with it.
fn attached(claims: &Claims, status: &mut [Status]) {
    for (id, claim) in claims.iter() {
        if claim.kind != Kind::Value || status[id.index()] != Status::InForce {
            continue;
        }
        let hangs = claim.targets(Relation::In).filter_map(|target| target.claim);
        let gone = hangs.into_iter().any(|whole| status[whole.index()] == Status::History);
        if gone {
            status[id.index()] = Status::History;
        }
    }
}

/// Whether a deal's claim counts as firm: closed, or signed without an unmet condition unless it
/// is said not to bind.
pub fn is_firm(claim: &Claim) -> bool {
    use counterflow_claim::Binding;
    match claim.stage {
        Stage::Closed => true,
        Stage::Signed | Stage::PartFunded => {
            let loose = matches!(claim.binding, Some(Binding::None | Binding::Conditional));
            !loose && !claim.has_unmet_condition()
        }
        _ => false,
    }
}
