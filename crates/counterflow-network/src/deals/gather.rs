//! Claims in force to flows.

use std::collections::BTreeMap;

use counterflow_claim::{
    Binding, Claim, ClaimId, Claims, DealId, Kind, PartyId, Quantity, Side, Slot, Stage, State,
    TextKey,
};

use super::{Flow, FlowKind, count, schedule};
use crate::convert::Rates;
use crate::{Readings, View, force, interval};

type Role = (DealId, FlowKind, Vec<PartyId>, Vec<PartyId>);

/// Makes the flows of a view, in the order of the deals.
pub fn gather(
    claims: &Claims,
    view: &View,
    in_force: &[ClaimId],
    folded: &[PartyId],
    rates: &Rates,
) -> Vec<Flow> {
    let mut roles: BTreeMap<Role, Vec<ClaimId>> = BTreeMap::new();
    for id in in_force {
        let claim = claims.claim(*id);
        let Some(kind) = kind_of(claim.kind) else { continue };
        let from = match kind {
            FlowKind::Round => Vec::new(),
            _ => parties(&claim.from, folded),
        };
        roles.entry((claim.deal, kind, from, parties(&claim.to, folded))).or_default().push(*id);
    }
    let cx = Gathering { claims, view, rates };
    let flows = roles.into_iter().map(|((deal, kind, from, to), told)| {
        let from = match kind {
            // The leads of a round are told with any of its claims.
            FlowKind::Round => leads(claims, &told, folded),
            _ => from,
        };
        cx.flow(kind, deal, from, to, told)
    });
    let mut flows: Vec<Flow> = flows.collect();
    schedule::fill(claims, view, &mut flows);
    count::mark(claims, in_force, &mut flows);
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

fn parties(side: &Side, folded: &[PartyId]) -> Vec<PartyId> {
    let mut parties: Vec<PartyId> = Vec::new();
    for party in side.known().map(|party| folded[party.index()]) {
        if !parties.contains(&party) {
            parties.push(party);
        }
    }
    parties
}

fn leads(claims: &Claims, told: &[ClaimId], folded: &[PartyId]) -> Vec<PartyId> {
    let sides = told.iter().map(|id| parties(&claims.claim(*id).from, folded));
    sides.into_iter().find(|leads| !leads.is_empty()).unwrap_or_default()
}

struct Gathering<'a> {
    claims: &'a Claims,
    view: &'a View,
    rates: &'a Rates,
}

impl Gathering<'_> {
    fn flow(
        &self,
        kind: FlowKind,
        deal: DealId,
        from: Vec<PartyId>,
        to: Vec<PartyId>,
        told: Vec<ClaimId>,
    ) -> Flow {
        let told = self.outcome(told);
        let lead = self.claims.claim(told[0]);
        let mut flow = Flow {
            kind,
            deal,
            from,
            to,
            stage: lead.stage,
            conditional: lead.has_unmet_condition(),
            primary: self.is_primary(lead),
            readings: Readings::NONE,
            binding_unstated: false,
            missing: Vec::new(),
            contradicted: false,
            schedule: Vec::new(),
            assumed: Vec::new(),
            listed_by: Vec::new(),
            in_round: None,
            counted: true,
            claims: told,
        };
        self.amount(&mut flow);
        flow
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
        told.sort_by_key(|id| {
            let claim = claims.claim(*id);
            let known = amount_of(claim).is_some_and(|q| q.state == State::Known);
            std::cmp::Reverse((
                known,
                force::day(claims, claim),
                force::basis(claims, claim),
                std::cmp::Reverse(*id),
            ))
        });
        told
    }

    fn is_primary(&self, claim: &Claim) -> bool {
        let instrument = claim.text(TextKey::Instrument).map(|span| self.claims.plain(span));
        !instrument.is_some_and(|word| matches!(word.as_ref(), "secondary" | "acquisition"))
    }

    fn amount(&self, flow: &mut Flow) {
        let name = self.claims.name(flow.claims[0]);
        let mut narrowed: Option<Readings> = None;
        for (at, id) in flow.claims.iter().enumerate() {
            let claim = self.claims.claim(*id);
            let Some(readings) = self.claimed(claim, &mut flow.missing, at == 0) else { continue };
            narrowed = Some(match narrowed {
                None => readings,
                Some(lead) => match (lead.range, readings.range) {
                    (Some(a), Some(b)) if interval::is_empty(interval::intersect(a, b)) => {
                        flow.contradicted = true;
                        lead
                    }
                    (Some(_), Some(b)) => lead.within(b),
                    (None, Some(_)) => readings,
                    _ => lead,
                },
            });
        }
        match narrowed {
            Some(readings) if readings.range.is_some() => {
                flow.readings = readings;
                flow.missing.clear();
            }
            _ if flow.missing.is_empty() => flow.missing.push(format!("amount of {name}")),
            _ => {}
        }
        let lead = self.claims.claim(flow.claims[0]);
        let stated = !matches!(lead.binding, None | Some(Binding::Unknown));
        // What is closed has been paid; whether it bound is no question any more.
        flow.binding_unstated =
            flow.readings.firm.is_some() && flow.stage != Stage::Closed && !stated;
    }

    /// What one claim says about the amount, in the view's currency.
    fn claimed(&self, claim: &Claim, missing: &mut Vec<String>, lead: bool) -> Option<Readings> {
        let quantity = amount_of(claim)?;
        if quantity.unit.per.is_some() {
            if lead {
                missing.push(format!(
                    "total of {}, stated as a rate",
                    self.claims.plain(quantity.span)
                ));
            }
            return None;
        }
        let firm = force::is_firm(claim);
        let mut readings = Readings::of(quantity, firm);
        if let Some(funded) = claim.quantity(Slot::Funded).or_else(|| claim.quantity(Slot::Drawn)) {
            readings.firm = Readings::of(funded, true).firm;
        }
        let currency = match quantity.unit.currency() {
            Some(currency) => currency,
            // Unknown and none have no unit.
            None if quantity.state != State::Known => self.view.currency,
            None => return None,
        };
        if currency == self.view.currency {
            return Some(readings);
        }
        let day = force::day(self.claims, claim);
        let convert = |bounds| self.rates.convert(bounds, currency, self.view.currency, day);
        let Some((range, _)) = readings.range.and_then(convert) else {
            if lead {
                missing.push(format!("rate {currency}/{}", self.view.currency));
            }
            return None;
        };
        Some(Readings {
            range: Some(range),
            headline: readings.headline.and_then(convert).map(|(bounds, _)| bounds),
            firm: readings.firm.and_then(convert).map(|(bounds, _)| bounds),
        })
    }
}

/// The amount of money of a deal's claim.
pub fn amount_of(claim: &Claim) -> Option<&Quantity> {
    let header = claim.quantity(Slot::Header);
    let money = |quantity: &&Quantity| {
        matches!(quantity.unit.measure, counterflow_claim::Measure::Money(_))
            || quantity.state != State::Known
    };
    header.filter(money).or_else(|| claim.quantity(Slot::Amount))
}
