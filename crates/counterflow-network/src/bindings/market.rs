//! Bindings of prices, shares and stakes: moves on the market, warrants, charges to owners.

use counterflow_claim::Date;

use super::{Binding, in_cases, named, parts};
use crate::deals::{Flow, FlowKind};
use crate::metrics::is_actual;
use crate::{Arg, Key, Network, Period};

/// A market value told so many days before a move is that at its start: a week-end or a holiday
/// may lie between.
const FRESH: i32 = 7;

/// Every move of a share price of a company `c` at `t`, with the day `u` on which the market value
/// before it is told: the latest one before the first day of the move. Where none is, the day
/// before, of which nothing is told.
///
/// `fresh` asks for those that hold at the start of the move, and otherwise for older ones.
pub fn moves(network: &Network, fresh: bool) -> Vec<Binding> {
    let mut moves = named(network, "price_move", &["c", "t"]);
    for change in named(network, "market_cap_change", &["c", "t"]) {
        if !moves.iter().any(|known| known.names == change.names) {
            moves.push(change);
        }
    }
    let bound = moves.into_iter().filter_map(|mut binding| {
        let (first, _) = binding.period("t")?.ends()?;
        let before = first.yesterday().ok()?;
        let told = latest(network, "market_cap", &[binding.arg("c")?], Some(before));
        let dated = binding.period("t").is_some_and(Period::is_day);
        // A move over some days begins on a day that is not told.
        let stale = told
            .and_then(Period::last_day)
            .is_some_and(|day| !dated || Period::days(day, before).length() >= Some(FRESH));
        if fresh == stale {
            return None;
        }
        let at = told.unwrap_or(Period::days(before, before));
        binding.names.push(("u", Arg::Period(at)));
        Some(binding)
    });
    bound.collect()
}

/// The same for moves of one day, where it is known what they add. The first day of a longer one
/// may only be that of a date that is not told more closely.
pub fn moved(network: &Network) -> Vec<Binding> {
    let mut bound = moves(network, true);
    bound.retain(|binding| {
        let change = network.get(&binding.named("market_cap_change", &["c", "t"]));
        let dated = binding.period("t").is_some_and(Period::is_day);
        dated && change.is_some_and(|change| change.readings.range.is_some())
    });
    bound
}

/// Every fall of the share price of a company `s` at `t`, with each customer `b` in its backlog, and
/// the date `d` at which that is last told by then; with the period `m` of its latest margin, if
/// `margin` is asked for.
pub fn falls(network: &Network, margin: bool) -> Vec<Binding> {
    let mut bound = Vec::new();
    for binding in named(network, "price_move", &["s", "t"]) {
        let (Some(seller), Some(period)) = (binding.arg("s"), binding.period("t")) else {
            continue;
        };
        let by = period.last_day();
        let margin_of = latest(network, "margin", &[seller], by).map(Arg::Period);
        if !falls_surely(network, &binding) || margin && margin_of.is_none() {
            continue;
        }
        for customer in customers(network, seller) {
            let Some(told) = latest(network, "backlog", &[seller, customer], by) else { continue };
            let mut binding = binding.clone();
            binding.names.extend([("b", customer), ("d", Arg::Period(told))]);
            binding.names.extend(margin_of.filter(|_| margin).map(|period| ("m", period)));
            bound.push(binding);
        }
    }
    bound
}

fn falls_surely(network: &Network, binding: &Binding) -> bool {
    let told = network.get(&binding.named("price_move", &["s", "t"]));
    let range = told.and_then(|told| told.readings.range);
    range.and_then(|range| range.high).is_some_and(|high| high.value.is_sign_negative())
}

/// The customers in a seller's backlog, each once.
fn customers(network: &Network, seller: Arg) -> Vec<Arg> {
    let first = [seller];
    let told = network.under("backlog", &first).filter_map(|(key, _)| match key.args[..] {
        [_, customer @ Arg::Party(_), Arg::Period(_)] => Some(customer),
        _ => None,
    });
    let mut customers: Vec<Arg> = told.collect();
    customers.dedup();
    customers
}

/// The latest time of which a metric is told as what has happened, by a day if one is given.
pub fn latest(
    network: &Network,
    attribute: &'static str,
    about: &[Arg],
    by: Option<Date>,
) -> Option<Period> {
    let told =
        network.under(attribute, about).filter_map(|(key, _)| match key.args[about.len()..] {
            [Arg::Period(period)] if is_actual(network, key) => Some(period),
            _ => None,
        });
    let dated = told.filter(|period| period.last_day().is_some());
    dated
        .filter(|period| by.is_none() || period.last_day() <= by)
        .max_by_key(|period| (period.last_day(), period.ends()))
}

/// Every deal that is told with shares or a price, by the attribute of its money: the deal is `d`,
/// and a round `r`; an investor in a round is `i`.
pub fn priced(network: &Network, attribute: &'static str) -> Vec<Binding> {
    let told = |deal| {
        let has = |name| network.variables.contains_key(&Key::new(name, [Arg::Deal(deal)]));
        has("shares") || has("price_per_share")
    };
    let of_flow = |flow: &Flow| {
        let deal = Arg::Deal(flow.deal);
        let names = match (attribute, &flow.key.args[..]) {
            ("raise", _) => vec![("r", deal)],
            ("money", [investor, round]) => vec![("i", *investor), ("r", *round), ("d", deal)],
            ("amount", [_]) => vec![("d", deal)],
            _ => return None,
        };
        let fits = flow.key.attribute == attribute && told(flow.deal);
        fits.then(|| Binding { names, ..Binding::default() })
    };
    let flows = network.flows.iter();
    let flows = flows.filter(|flow| matches!(flow.kind, FlowKind::Round | FlowKind::Invest));
    let mut bound: Vec<Binding> = flows.filter_map(of_flow).collect();
    if attribute == "amount" {
        // A sale of a holding is no flow.
        let shares = named(network, "shares", &["d"]).into_iter();
        let all = shares.chain(named(network, "price_per_share", &["d"]));
        let of_flow = |deal| network.flows.iter().any(|flow| Arg::Deal(flow.deal) == deal);
        for binding in all.filter(|binding| binding.arg("d").is_some_and(|deal| !of_flow(deal))) {
            if !bound.iter().any(|known| known.names == binding.names) {
                bound.push(binding);
            }
        }
    }
    bound
}

/// Every round `r` of a company `c` of which the shares outstanding before are told, on day `u`.
pub fn diluting(network: &Network) -> Vec<Binding> {
    let rounds = network.flows.iter().filter(|flow| flow.key.attribute == "raise");
    let bound = rounds.filter_map(|flow| {
        let [company] = flow.to[..] else { return None };
        let company = Arg::Party(company);
        let day = flow.lead().and_then(|lead| network.day(lead));
        let told = latest(network, "shares_outstanding", &[company], day)?;
        let names = vec![("r", Arg::Deal(flow.deal)), ("c", company), ("u", Arg::Period(told))];
        Some(Binding { names, ..Binding::default() })
    });
    in_cases(network, bound.collect())
}

/// Every holder `h` of warrants of a company `c`, with the day `u` of which its shares outstanding
/// are last told; without it where they are not.
pub fn warrants(network: &Network) -> Vec<Binding> {
    let mut bound = named(network, "warrant_shares", &["h", "c"]);
    for binding in &mut bound {
        let Some(company) = binding.arg("c") else { continue };
        let told = latest(network, "shares_outstanding", &[company], None);
        binding.names.extend(told.map(|told| ("u", Arg::Period(told))));
    }
    bound
}

/// Every owner `h` that is charged for its part of the loss of a company `c` in a period `t`. A
/// charge has happened; a profit that is only expected does not stand beside it.
pub fn charges(network: &Network) -> Vec<Binding> {
    let mut bound = named(network, "equity_method_charge", &["h", "c", "t"]);
    bound.retain(|binding| {
        let profit = binding.named("profit", &["c", "t"]);
        let told = network.get(&profit).is_some_and(|profit| profit.derivation.is_none());
        !told || is_actual(network, &profit)
    });
    bound
}

/// Every holder `h` of a part of a company `c` with a profit, or a loss, in a period `t`.
pub fn earnings(network: &Network) -> Vec<Binding> {
    let mut bound = named(network, "share_in_period", &["h", "c", "t"]);
    bound.retain(|binding| is_actual(network, &binding.named("profit", &["c", "t"])));
    bound
}

/// Every holder `i` of a stake in a company `c` into which it has put capital.
pub fn invested(network: &Network) -> Vec<Binding> {
    let mut bound = named(network, "stake_value", &["i", "c"]);
    bound.retain(|binding| network.get(&binding.named("invested", &["i", "c"])).is_some());
    bound
}

/// Every customer `b` in the backlog of a seller `s` at `t` that has stated what it owes in all.
pub fn obliged(network: &Network) -> Vec<Binding> {
    let mut bound = parts(network, "backlog", "backlog_share", ["s", "b", "t"]);
    bound.retain(|binding| network.get(&binding.named("obligations", &["b"])).is_some());
    bound
}
