//! Claims to a network, in one view.

use std::collections::BTreeMap;

use counterflow_claim::{Bound, Bounds, Claims, Decimal, PartyId};
use counterflow_syntax::{Diagnosed, Diagnostic};

use crate::attribute::unit_of;
use crate::convert::Rates;
use crate::deals::{self, Flow, FlowKind, Sum, between, total};
use crate::evaluate::{evaluate, hhi};
use crate::network::{Network, Variable};
use crate::{
    Arg, Key, Period, Readings, View, codes, conflicts, force, interval, metrics, parties, rounds,
};

/// Resolves the claims of a book in one view.
///
/// Never fails: what cannot be computed is a variable that says what is missing. Time is
/// `O(n log n)` in the claims.
pub fn resolve<'a>(claims: &'a Claims, view: &View) -> Diagnosed<Network<'a>> {
    let folded = parties::fold(claims, view.known);
    let force::InForce { claims: in_force, seen, left_out } =
        force::in_force(claims, view, &folded);
    let rates = Rates::new(claims, &in_force);
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
    metrics::state(&mut network, &rates);
    let values = metrics::values(&network, &rates);
    rounds::state(&mut network, &values);
    totals(&mut network);
    evaluate(&mut network);
    concentrations(&mut network);
    conflicts::add_contradictions(&mut network);
    let diagnostics = diagnostics(&network);
    Diagnosed { value: network, diagnostics }
}

/// By what a total is grouped.
#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    All,
    Pair,
    Giver,
    Receiver,
    GiverYear,
    ReceiverYear,
}

/// What a total adds up.
struct TotalRow {
    attribute: &'static str,
    by: By,
    counts: fn(&Flow) -> bool,
}

/// The totals, as data: the left sides of "Σ amount(deal)".
const TOTALS: [TotalRow; 17] = [
    TotalRow { attribute: "funding", by: By::All, counts: is_funding },
    TotalRow { attribute: "commitments", by: By::All, counts: is_purchase },
    TotalRow { attribute: "borrowed", by: By::All, counts: |flow| flow.kind == FlowKind::Lend },
    TotalRow { attribute: "invested", by: By::Pair, counts: is_investment },
    TotalRow { attribute: "invested", by: By::Giver, counts: is_investment },
    TotalRow { attribute: "lent", by: By::Pair, counts: |flow| flow.kind == FlowKind::Lend },
    TotalRow { attribute: "capital", by: By::Pair, counts: is_capital },
    TotalRow { attribute: "funding", by: By::Receiver, counts: is_funding },
    TotalRow { attribute: "commitments", by: By::Pair, counts: is_purchase },
    TotalRow { attribute: "commitments", by: By::Giver, counts: is_purchase },
    TotalRow { attribute: "commitments", by: By::GiverYear, counts: is_purchase },
    TotalRow { attribute: "sales_committed", by: By::Receiver, counts: is_purchase },
    TotalRow {
        attribute: "borrowed",
        by: By::Receiver,
        counts: |flow| flow.kind == FlowKind::Lend,
    },
    TotalRow {
        attribute: "debt_due",
        by: By::ReceiverYear,
        counts: |flow| flow.kind == FlowKind::Lend,
    },
    TotalRow { attribute: "guarantee", by: By::Pair, counts: is_guarantee },
    TotalRow { attribute: "guarantees", by: By::Giver, counts: is_guarantee },
    TotalRow { attribute: "sales_committed", by: By::ReceiverYear, counts: is_purchase },
];

fn is_investment(flow: &Flow) -> bool {
    flow.kind == FlowKind::Invest && flow.primary
}

fn is_capital(flow: &Flow) -> bool {
    is_investment(flow) || flow.kind == FlowKind::Lend
}

fn is_purchase(flow: &Flow) -> bool {
    flow.kind == FlowKind::Buy
}

fn is_guarantee(flow: &Flow) -> bool {
    flow.kind == FlowKind::Guarantee
}

/// New money of a company: its rounds, and investments that are in none of them.
fn is_funding(flow: &Flow) -> bool {
    let outside = flow.kind == FlowKind::Invest && flow.in_round.is_none();
    flow.primary && (flow.kind == FlowKind::Round || outside)
}

fn totals(network: &mut Network) {
    let mut made = Vec::new();
    for row in &TOTALS {
        let mut groups: BTreeMap<Vec<Arg>, Vec<&Flow>> = BTreeMap::new();
        let counted = network.flows.iter().filter(|flow| flow.counted && (row.counts)(flow));
        for flow in counted {
            for args in groups_of(row.by, flow) {
                groups.entry(args).or_default().push(flow);
            }
        }
        for (args, flows) in groups {
            let part = |flow: &Flow| part_in(network.claims, row.by, &args, flow);
            if let Some(sum) = total(network.claims, flows.into_iter(), part) {
                let key = Key::new(row.attribute, args);
                made.push((key, of_sum(network, row.attribute, sum)));
            }
        }
    }
    network.variables.extend(made);
}

/// The groups that a flow belongs to.
fn groups_of(by: By, flow: &Flow) -> Vec<Vec<Arg>> {
    let party = |party: &PartyId| Arg::Party(*party);
    let years = || {
        let mut years: Vec<Arg> = flow.schedule.iter().map(|(year, _)| year_arg(*year)).collect();
        years.dedup();
        years
    };
    let with_years = |side: &[PartyId]| {
        side.iter()
            .flat_map(|one| years().into_iter().map(move |year| vec![party(one), year]))
            .collect()
    };
    match by {
        By::All => vec![Vec::new()],
        By::Pair => {
            let pairs = flow.from.iter().flat_map(|a| flow.to.iter().map(move |b| (a, b)));
            pairs.map(|(a, b)| vec![party(a), party(b)]).collect()
        }
        By::Giver => flow.from.iter().map(|a| vec![party(a)]).collect(),
        By::Receiver => flow.to.iter().map(|b| vec![party(b)]).collect(),
        By::GiverYear => with_years(&flow.from),
        By::ReceiverYear => with_years(&flow.to),
    }
}

fn year_arg(year: Option<i16>) -> Arg {
    year.map_or(Arg::Unscheduled, |year| Arg::Period(Period::year(year)))
}

/// What a flow contributes to a group.
fn part_in(claims: &Claims, by: By, args: &[Arg], flow: &Flow) -> Readings {
    let year = |flow: &Flow| {
        let here = flow.schedule.iter().filter(|(year, _)| Some(&year_arg(*year)) == args.last());
        let parts = here.map(|(_, readings)| *readings);
        parts.reduce(|a, b| a.combine(b, interval::add)).unwrap_or(Readings::NONE)
    };
    match by {
        By::All => between(claims, flow, false, false),
        By::Pair => between(claims, flow, true, true),
        By::Giver => between(claims, flow, true, false),
        By::Receiver => between(claims, flow, false, true),
        // A shared schedule is shared as the whole is.
        By::GiverYear if flow.from.len() > 1 => between(claims, flow, true, false),
        By::ReceiverYear if flow.to.len() > 1 => between(claims, flow, false, true),
        By::GiverYear | By::ReceiverYear => year(flow),
    }
}

fn of_sum(network: &Network, attribute: &'static str, sum: Sum) -> Variable {
    Variable {
        unit: unit_of(attribute, network.view.currency),
        readings: sum.readings,
        contradicted: sum.contradicted,
        missing: sum.missing,
        claims: sum.claims,
        derivation: None,
        assumed: sum.assumed,
    }
}

/// Concentration of backlogs by customer and of commitments by seller.
fn concentrations(network: &mut Network) {
    let mut made = Vec::new();
    let backlogs: Vec<(Arg, Arg)> = network
        .of("backlog")
        .filter(|(key, _)| key.args.len() == 2)
        .map(|(key, _)| (key.args[0], key.args[1]))
        .collect();
    for (seller, date) in backlogs {
        let parts = network
            .under("backlog", std::slice::from_ref(&seller))
            .filter(|(key, _)| key.args.len() == 3);
        let parts = parts.filter(|(key, _)| key.args[2] == date);
        let parts: Vec<&Variable> = parts.map(|(_, variable)| variable).collect();
        let whole = network.variables.get(&Key::new("backlog", [seller, date]));
        if let (false, Some(whole)) = (parts.is_empty(), whole) {
            let known = concentration(network, "backlog_hhi_known", &parts, None);
            made.push((Key::new("backlog_hhi_known", [seller, date]), known));
            let of_whole = concentration(network, "backlog_hhi", &parts, Some(whole));
            made.push((Key::new("backlog_hhi", [seller, date]), of_whole));
        }
    }
    let buyers: Vec<Arg> = network
        .of("commitments")
        .filter(|(key, _)| key.args.len() == 1)
        .map(|(key, _)| key.args[0])
        .collect();
    for buyer in buyers {
        let parts = network.under("commitments", std::slice::from_ref(&buyer));
        let parts = parts.filter(|(key, _)| matches!(key.args.get(1), Some(Arg::Party(_))));
        let parts: Vec<&Variable> = parts.map(|(_, variable)| variable).collect();
        let known = concentration(network, "seller_hhi", &parts, None);
        made.push((Key::new("seller_hhi", [buyer]), known));
    }
    network.variables.extend(made);
}

/// Concentration over known parts, or, with a whole, over it: the rest may be spread thin or lie
/// with the largest.
fn concentration(
    network: &Network,
    attribute: &'static str,
    parts: &[&Variable],
    whole: Option<&Variable>,
) -> Variable {
    let reading = |pick: fn(&Readings) -> Option<Bounds>| -> Option<Bounds> {
        let known: Option<Vec<Bounds>> = parts.iter().map(|part| pick(&part.readings)).collect();
        let known = known?;
        match whole {
            Some(whole) => hhi_of_whole(&known, pick(&whole.readings)?),
            None => {
                let sum = known.iter().try_fold(Bounds::point(Decimal::ZERO), |sum, part| {
                    interval::add(sum, *part)
                })?;
                within_index(hhi(&known, sum)?)
            }
        }
    };
    let range = reading(|readings| readings.range);
    let mut claims: Vec<_> =
        parts.iter().copied().chain(whole).flat_map(|v| v.claims.iter().copied()).collect();
    claims.sort();
    claims.dedup();
    let mut missing: Vec<String> =
        parts.iter().copied().chain(whole).flat_map(|v| v.missing.iter().cloned()).collect();
    missing.sort();
    missing.dedup();
    Variable {
        unit: unit_of(attribute, network.view.currency),
        readings: Readings {
            headline: reading(|readings| readings.headline).filter(|_| whole.is_none()),
            firm: reading(|readings| readings.firm).filter(|_| whole.is_none()),
            range,
        },
        contradicted: parts.iter().any(|part| part.contradicted),
        missing: if range.is_some() { Vec::new() } else { missing },
        claims,
        derivation: None,
        assumed: Vec::new(),
    }
}

fn within_index(index: Bounds) -> Option<Bounds> {
    let most = Bound::closed(Decimal::from(10_000));
    Some(interval::intersect(
        index,
        Bounds { low: Some(Bound::closed(Decimal::ZERO)), high: Some(most) },
    ))
}

/// From the rest spread over ever so many to the rest with the largest part.
fn hhi_of_whole(parts: &[Bounds], whole: Bounds) -> Option<Bounds> {
    let spread = hhi(parts, whole)?;
    let sum = parts
        .iter()
        .try_fold(Bounds::point(Decimal::ZERO), |sum, part| interval::add(sum, *part))?;
    let rest = interval::intersect(interval::subtract(whole, sum)?, interval::NOT_NEGATIVE);
    let largest = (0..parts.len()).max_by_key(|at| parts[*at].high.map(|high| high.value))?;
    let mut heaped = parts.to_vec();
    heaped[largest] = interval::add(heaped[largest], rest)?;
    within_index(interval::hull(spread, hhi(&heaped, whole)?))
}

fn diagnostics(network: &Network) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for name in &network.view.assume {
        let known = network.claims.assumptions.iter();
        let mut names = known.map(|assumption| network.claims.written(assumption.id));
        if !names.any(|known| known == name) {
            let names = network.claims.assumptions.iter().map(|a| network.claims.written(a.id));
            let report = Diagnostic::new(
                &counterflow_claim::codes::UNKNOWN_ASSUMPTION,
                format!("unknown assumption `{name}`"),
            );
            found.push(match counterflow_syntax::nearest(name, names) {
                Some(near) => report.help(format!("did you mean `{near}`?")),
                None => report.help("declare it: `assume NAME` with `owner:` and `schedule:`"),
            });
        }
    }
    for flow in network.flows.iter().filter(|flow| flow.contradicted) {
        found.extend(contradiction(network.claims, flow));
    }
    found
}

fn contradiction(claims: &Claims, flow: &Flow) -> Option<Diagnostic> {
    let (lead, others) = flow.claims.split_first()?;
    let said: Vec<&str> = flow
        .claims
        .iter()
        .filter_map(|id| claims.claim(*id).quantities.first())
        .map(|(_, quantity)| claims.written(quantity.span))
        .collect();
    let title = format!("`{}` cannot be {}", claims.deal_name(flow.deal), said.join(" and "));
    let span = |id: &counterflow_claim::ClaimId| {
        let claim = claims.claim(*id);
        claim.quantities.first().map_or(claim.span, |(_, quantity)| quantity.span)
    };
    let mut report = Diagnostic::new(&codes::DEAL_CONTRADICTION, title)
        .at(span(lead), "used: the latest, by the strongest voice")
        .note("all are in force: the same deal, none later at a stage as high by a voice as strong")
        .help("write `replaces:` or `disputes:` on one of them, or give them different deals");
    for other in others {
        report = report.and(span(other), "in force as well");
    }
    Some(report)
}
