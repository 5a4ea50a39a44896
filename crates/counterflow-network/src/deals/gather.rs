//! Claims in force to flows.

use std::cmp::Reverse;

use counterflow_claim::{
    Binding, Bounds, Claim, ClaimId, Claims, Kind, Measure, PartyId, Quantity, Relation, Slot,
    Stage, State, TextKey,
};

use super::{Flow, FlowKind, count, legs, name, schedule};
use crate::convert::Rates;
use crate::narrow::Narrowing;
use crate::role::{Role, parties, roles};
use crate::said::{Aside, Converted};
use crate::{Arg, Key, Readings, View, force, interval};

/// Makes the flows of a view, in the order of the deals.
pub fn gather(
    claims: &Claims,
    view: &View,
    in_force: &[ClaimId],
    folded: &[PartyId],
    rates: &Rates,
    aside: &Aside,
) -> Vec<Flow> {
    let moves = in_force.iter().copied().filter(|id| kind_of(claims.claim(*id).kind).is_some());
    let gathering = Gathering { claims, view, folded, rates, aside };
    let roles = roles(claims, moves, folded).into_iter();
    let mut flows: Vec<Flow> =
        roles.filter_map(|(role, told)| gathering.flow(role, told)).collect();
    schedule::fill(claims, view, rates, &mut flows, aside);
    count::mark(claims, in_force, &mut flows);
    legs::mark(&mut flows);
    name::name(claims, &mut flows);
    flows
}

fn kind_of(kind: Kind) -> Option<FlowKind> {
    Some(match kind {
        Kind::Round => FlowKind::Round,
        Kind::Invest => FlowKind::Invest,
        Kind::Lend => FlowKind::Lend,
        Kind::Buy => FlowKind::Buy,
        Kind::Guarantee => FlowKind::Guarantee,
        _ => return None,
    })
}

struct Gathering<'a> {
    claims: &'a Claims,
    view: &'a View,
    folded: &'a [PartyId],
    rates: &'a Rates,
    aside: &'a Aside,
}

impl Gathering<'_> {
    fn flow(&self, role: Role, told: Vec<ClaimId>) -> Option<Flow> {
        let kind = kind_of(role.kind)?;
        let told = self.outcome(told);
        let lead = self.claims.claim(*told.first()?);
        let mut flow = Flow {
            kind,
            deal: role.deal,
            key: Key::new("amount", [Arg::Deal(role.deal)]),
            from: role.from,
            to: role.to,
            stage: lead.stage,
            conditional: force::is_conditional(lead, self.view),
            paid: self.paid(&told),
            sure: None,
            primary: self.is_primary(&told),
            readings: Readings::NONE,
            rates: Vec::new(),
            firm: force::is_firm(lead, self.view),
            binding_unstated: false,
            missing: Vec::new(),
            said: Vec::new(),
            schedule: Vec::new(),
            assumed: Vec::new(),
            listed_by: Vec::new(),
            on_top: Vec::new(),
            apart: Vec::new(),
            inside: None,
            in_round: None,
            counted: true,
            claims: told,
        };
        if kind == FlowKind::Round {
            flow.from = self.leads(&flow.claims);
        }
        self.amount(&mut flow, lead);
        self.relations(&mut flow);
        Some(flow)
    }

    /// The claims that tell the outcome, the leading one first: bound ones if there are any, the
    /// latest first, the strongest voice among equals.
    fn outcome(&self, mut told: Vec<ClaimId>) -> Vec<ClaimId> {
        let claims = self.claims;
        let bound = |id: &ClaimId| {
            let stage = claims.claim(*id).stage;
            stage.is_bound() || stage.is_exit()
        };
        if told.iter().any(bound) {
            told.retain(bound);
        }
        let heard = |id: &ClaimId| !self.aside.contains(&(*id, Slot::Header));
        if told.iter().any(heard) {
            told.retain(heard);
        }
        told.sort_by_cached_key(|id| {
            let amount = amount_of(claims.claim(*id));
            let known = amount.is_some_and(|quantity| quantity.state == State::Known);
            Reverse((known, force::weight(claims, *id)))
        });
        told
    }

    /// Whether new money reaches the company, by the first claim that names an instrument.
    fn is_primary(&self, told: &[ClaimId]) -> bool {
        let mut instruments =
            told.iter().filter_map(|id| self.claims.claim(*id).text(TextKey::Instrument));
        !instruments.next().is_some_and(|span| {
            matches!(self.claims.plain(span).as_ref(), "secondary" | "acquisition")
        })
    }

    /// The leads of a round, which may be told with any of its claims.
    fn leads(&self, told: &[ClaimId]) -> Vec<PartyId> {
        let mut sides = told.iter().map(|id| parties(&self.claims.claim(*id).from, self.folded));
        sides.find(|leads| !leads.is_empty()).unwrap_or_default()
    }

    fn amount(&self, flow: &mut Flow, lead: &Claim) {
        let mut narrowing = Narrowing::default();
        let mut known = false;
        let heard = |id: &ClaimId| !self.aside.contains(&(*id, Slot::Header));
        for (at, id) in flow.claims.iter().enumerate().filter(|(_, id)| heard(id)) {
            match self.claimed(*id) {
                Some(Ok(said)) => {
                    flow.rates.extend(said.rate);
                    // What is talk may come to nothing.
                    let bound = self.claims.claim(*id).stage.is_bound();
                    flow.said.extend(match bound {
                        true => said.amount_said(*id, Slot::Header),
                        false => said.said(*id, Slot::Header),
                    });
                    narrowing.add(said.readings);
                    known |= amount_of(self.claims.claim(*id))
                        .is_some_and(|quantity| quantity.state != State::Unknown);
                }
                Some(Err(missing)) if at == 0 => flow.missing.push(missing),
                _ => {}
            }
        }
        flow.readings = narrowing.readings();
        if known {
            flow.missing.clear();
        } else if flow.missing.is_empty() {
            flow.missing.push(format!("amount of {}", self.claims.name(flow.claims[0])));
        }
        let stated = !matches!(lead.binding, None | Some(Binding::Unknown));
        // What is closed has been paid; whether it bound is no question any more.
        flow.binding_unstated =
            flow.readings.firm.is_some() && flow.stage != Stage::Closed && !stated;
    }

    /// What one claim says about the amount, in the view's currency, or what is missing to say it.
    fn claimed(&self, id: ClaimId) -> Option<Result<Converted, String>> {
        let claim = self.claims.claim(id);
        let quantity = amount_of(claim)?;
        if quantity.unit.per.is_some() {
            let rate = self.claims.plain(quantity.span);
            return Some(Err(format!("total of {rate}, stated as a rate")));
        }
        let day = force::day(self.claims, claim);
        let firm = force::is_firm(claim, self.view);
        let said = self.rates.amount(quantity, firm, day);
        Some(said.map(|said| self.with_paid(claim, said, firm)))
    }

    /// What has been paid by all that is told of it: one number may be told later than another.
    fn paid(&self, told: &[ClaimId]) -> Option<Bounds> {
        let paid = told.iter().filter_map(|id| {
            let claim = self.claims.claim(*id);
            let quantity = claim.quantity(Slot::Funded).or_else(|| claim.quantity(Slot::Drawn))?;
            let said = self.rates.amount(quantity, true, force::day(self.claims, claim));
            Some(said.ok().and_then(|said| said.readings.range).unwrap_or(interval::NOT_NEGATIVE))
        });
        paid.reduce(interval::hull)
    }

    /// What has been paid is firm whatever binds the rest, and the amount is at least that.
    fn with_paid(&self, claim: &Claim, mut said: Converted, firm: bool) -> Converted {
        let paid = claim.quantity(Slot::Funded).or_else(|| claim.quantity(Slot::Drawn));
        let day = force::day(self.claims, claim);
        let paid = paid.and_then(|paid| self.rates.amount(paid, true, day).ok());
        let Some(paid) = paid else { return said };
        if !firm || said.readings.firm.is_none() {
            said.readings.firm = paid.readings.firm;
        }
        if let Some(least) = paid.readings.range {
            let least = Bounds { high: None, ..least };
            let all = said.readings.range.unwrap_or(interval::NOT_NEGATIVE);
            let narrowed = interval::intersect(all, least);
            if !interval::is_empty(narrowed) {
                said.readings.range = Some(narrowed);
                said.widened = said.widened.map(|wide| interval::intersect(wide, least));
            }
        }
        said.rate = said.rate.or(paid.rate);
        said
    }

    /// What the claims say of other deals' money.
    fn relations(&self, flow: &mut Flow) {
        let deals = |relation| {
            let claims = flow.claims.iter().map(|id| self.claims.claim(*id));
            let targets = claims.flat_map(move |claim| claim.targets(relation));
            targets.filter_map(|target| target.deal)
        };
        flow.on_top = deals(Relation::AddsTo).chain([flow.deal]).collect();
        flow.apart = deals(Relation::AddsTo).chain(deals(Relation::Disjoint)).collect();
        for list in [&mut flow.on_top, &mut flow.apart] {
            list.sort();
            list.dedup();
        }
    }
}

/// The amount of money of a deal's claim: one that is known before one that is not, a total before
/// a rate.
fn amount_of(claim: &Claim) -> Option<&Quantity> {
    let given = [Slot::Header, Slot::Amount].into_iter().filter_map(|slot| claim.quantity(slot));
    let money = |quantity: &&Quantity| {
        matches!(quantity.unit.measure, Measure::Money(_)) || quantity.state != State::Known
    };
    given.filter(money).min_by_key(|quantity| match (quantity.state, quantity.unit.per) {
        (State::Known, None) => 0,
        (State::None, _) => 1,
        (State::Known, Some(_)) => 2,
        (State::Unknown, _) => 3,
    })
}
