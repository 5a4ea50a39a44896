//! Totals over the deals that count: what a party has put in, promised or borrowed.

use std::collections::BTreeMap;

use counterflow_claim::{Claims, PartyId};

use crate::attribute::unit_of;
use crate::deals::{Counting, Extent, Flow, FlowKind, Sum, between, total};
use crate::network::{Network, Variable};
use crate::{Arg, Key, Period, Readings};

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

/// Adds the variables that are sums over deals.
pub fn state(network: &mut Network) {
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
            if let Some(sum) = total(network.claims, flows.into_iter(), row.by.counting(), part) {
                let variable = sum.variable(network, row.attribute);
                made.push((Key::new(row.attribute, args), variable));
            }
        }
    }
    network.variables.extend(made);
}

impl By {
    fn counting(self) -> Counting {
        match self {
            By::GiverYear | By::ReceiverYear => Counting::Schedule,
            By::All | By::Pair | By::Giver | By::Receiver => Counting::Amount,
        }
    }
}

/// A deal between more pairs of parties than this has no figure by pair: each would say no more
/// than that it is some part.
const MOST_PAIRS: usize = 10_000;

/// The groups that a flow belongs to.
fn groups_of(by: By, flow: &Flow) -> Vec<Vec<Arg>> {
    let party = |party: &PartyId| Arg::Party(*party);
    let with_years = |side: &[PartyId]| {
        let years = |one| flow.schedule.iter().map(move |(year, _)| vec![one, year_arg(*year)]);
        side.iter().flat_map(|one| years(party(one))).collect()
    };
    match by {
        By::All => vec![Vec::new()],
        By::Pair if flow.from.len().saturating_mul(flow.to.len()) > MOST_PAIRS => Vec::new(),
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
fn part_in(claims: &Claims, by: By, args: &[Arg], flow: &Flow) -> (Readings, Extent) {
    let due = || {
        let mut due = flow.schedule.iter();
        let here = due.find(|(year, _)| Some(&year_arg(*year)) == args.last());
        here.map_or(Readings::NONE, |(_, readings)| *readings)
    };
    let (all, one_from, one_to) = match by {
        By::All => (flow.readings, false, false),
        By::Pair => (flow.readings, true, true),
        By::Giver => (flow.readings, true, false),
        By::Receiver => (flow.readings, false, true),
        By::GiverYear => (due(), true, false),
        By::ReceiverYear => (due(), false, true),
    };
    let (readings, extent) = between(claims, flow, all, one_from, one_to);
    // What falls into a year is no part of the amount that is told as a variable.
    let by_year = by.counting() == Counting::Schedule;
    (readings, if by_year { Extent::Other } else { extent })
}

impl Sum {
    /// The variable of an attribute that is this sum.
    pub fn variable(self, network: &Network, attribute: &'static str) -> Variable {
        Variable {
            unit: unit_of(attribute, network.view.currency),
            readings: self.readings,
            contradicted: false,
            missing: self.missing,
            claims: self.claims,
            said: Vec::new(),
            parts: self.parts,
            derivation: None,
            assumed: self.assumed,
        }
    }
}
