//! Over what the rows of the identity table are repeated: names bound to arguments.

mod market;
mod time;

pub use time::years;

use std::collections::{BTreeMap, BTreeSet};

use crate::expression::Term;
use crate::identity::{Domain, Growing};
use crate::{Arg, Case, Key, Network, Period};

/// Names bound to arguments, in one case.
///
/// A name that a formula has and a binding has not drops out of the variable: in a row on
/// `revenue(c, b, t, n)` a number of all customers binds no `b`, and is `revenue(c, t)`.
#[derive(Clone, Debug, Default)]
pub struct Binding {
    /// The names of a formula, and what they stand for.
    names: Vec<(&'static str, Arg)>,
    /// The reading of an ambiguous valuation.
    pub case: Option<Case>,
    /// What a `sum(…)` of the row adds up here, each once. Not empty for the rows over time: there
    /// the parts are those that tile a period, and not all that a term of the sum might stand for.
    /// Where it is empty, a sum goes over whatever the names leave free.
    pub parts: Vec<Key>,
}

impl Binding {
    /// The variable that a term of a formula stands for.
    pub fn key(&self, term: &Term) -> Key {
        self.named(term.attribute, &term.args)
    }

    fn named(&self, attribute: &'static str, args: &[&'static str]) -> Key {
        let args: Vec<Arg> = args.iter().filter_map(|name| self.arg(name)).collect();
        Key::new(attribute, args).in_case(self.case)
    }

    /// What its names stand for, in their order.
    pub fn args(&self) -> impl Iterator<Item = Arg> + '_ {
        self.names.iter().map(|(_, arg)| *arg)
    }

    /// The last of these names, and what stands before it.
    fn args_of(&self, names: &[&'static str]) -> Option<(Arg, Vec<Arg>)> {
        let mut args = self.named("", names).args;
        let last = args.pop()?;
        Some((last, args))
    }

    /// The period that a name stands for.
    fn period(&self, name: &str) -> Option<Period> {
        match self.arg(name)? {
            Arg::Period(period) => Some(period),
            _ => None,
        }
    }

    /// What a name stands for; nothing for one that is free.
    pub fn arg(&self, name: &str) -> Option<Arg> {
        self.names.iter().find(|(given, _)| *given == name).map(|(_, arg)| *arg)
    }
}

/// All bindings of a domain, in a fixed order.
pub fn bindings(network: &Network, domain: Domain) -> Vec<Binding> {
    match domain {
        Domain::Round => in_cases(network, named(network, "raise", &["r"])),
        Domain::Participation => in_cases(network, named(network, "money", &["i", "r"])),
        Domain::Stake => {
            let mut stakes = named(network, "share", &["h", "c"]);
            stakes.retain(|binding| of_one_day(network, binding));
            stakes.extend(named(network, "share", &["h", "c", "d"]));
            stakes.retain(|binding| matches!(binding.arg("c"), Some(Arg::Party(_))));
            stakes
        }
        Domain::Pair => {
            let mut pairs = named(network, "capital", &["a", "b"]);
            pairs.retain(|binding| {
                network.get(&binding.named("commitments", &["b", "a"])).is_some()
            });
            pairs
        }
        Domain::Obligor => named(network, "obligations", &["c"]),
        Domain::Spending => {
            let mut years = named(network, "revenue", &["c", "t"]);
            years.retain(|binding| binding.arg("t").is_some_and(|period| is_year(&period)));
            years
        }
        Domain::Growth(Growing { of, growth, names }) => time::growth(network, of, growth, names),
        Domain::Tiling(flow) => time::tilings(network, flow),
        Domain::Rest(flow) => time::rests(network, flow),
        Domain::Inside(flow) => time::inside(network, flow),
        Domain::Move => market::moves(network, true),
        Domain::Moved => market::moved(network),
        Domain::OldMove => market::moves(network, false),
        Domain::Fall => market::falls(network, false),
        Domain::FallWithMargin => market::falls(network, true),
        Domain::Priced(attribute) => market::priced(network, attribute),
        Domain::Diluting => market::diluting(network),
        Domain::Warrant => market::warrants(network),
        Domain::Charge => market::charges(network),
        Domain::Earning => market::earnings(network),
        Domain::Invested => market::invested(network),
        Domain::Obliged => market::obliged(network),
        Domain::Backlog => parts(network, "backlog", "backlog_share", ["s", "b", "t"]),
        Domain::Revenue => parts(network, "revenue", "revenue_share", ["c", "b", "t"]),
        Domain::Deals => Vec::new(),
        Domain::Company => companies(network),
        Domain::BacklogWhole => named(network, "backlog", &["s", "t"]),
        Domain::RevenueWhole => named(network, "revenue", &["c", "t"]),
    }
}

/// Whether a stake and its value are told of one day, or not both are told.
fn of_one_day(network: &Network, binding: &Binding) -> bool {
    let day = |attribute: &'static str| {
        let variable = network.variables.get(&binding.named(attribute, &["h", "c"]))?;
        variable.said.iter().map(|said| network.day(said.claim)).max()
    };
    match (day("share"), day("stake_value")) {
        (Some(share), Some(value)) => share == value,
        _ => true,
    }
}

/// The companies in which somebody holds a stake.
fn companies(network: &Network) -> Vec<Binding> {
    let held = network.of("share").filter_map(|(key, _)| match key.args[..] {
        [_, company @ Arg::Party(_)] => Some(company),
        _ => None,
    });
    let held: BTreeSet<Arg> = held.collect();
    held.into_iter()
        .map(|company| Binding { names: vec![("c", company)], ..Binding::default() })
        .collect()
}

/// The bindings in the cases of their rounds.
fn in_cases(network: &Network, bindings: Vec<Binding>) -> Vec<Binding> {
    let cased = bindings.into_iter().flat_map(|binding| {
        let cases = binding.arg("r").map(|round| cases(network, round)).unwrap_or_default();
        cases.into_iter().map(move |case| Binding { case, ..binding.clone() })
    });
    cased.collect()
}

/// The parts of a metric: those with an amount and those with a share.
fn parts(
    network: &Network,
    amount: &'static str,
    share: &'static str,
    names: [&'static str; 3],
) -> Vec<Binding> {
    let mut found: BTreeMap<Vec<Arg>, Binding> = BTreeMap::new();
    for binding in named(network, amount, &names).into_iter().chain(named(network, share, &names)) {
        found.insert(binding.names.iter().map(|(_, arg)| *arg).collect(), binding);
    }
    found.into_values().collect()
}

/// The variables of an attribute with as many arguments as names. Those with a nature of their own
/// are other numbers.
fn named(network: &Network, attribute: &'static str, names: &[&'static str]) -> Vec<Binding> {
    let natured = |key: &Key| matches!(key.args.last(), Some(Arg::Nature(_)));
    let fitting =
        network.of(attribute).filter(|(key, _)| key.args.len() == names.len() && !natured(key));
    let bound = fitting.map(|(key, _)| Binding {
        names: names.iter().copied().zip(key.args.iter().copied()).collect(),
        ..Binding::default()
    });
    bound.collect()
}

fn is_year(arg: &Arg) -> bool {
    matches!(arg, Arg::Period(period) if period.is_year())
}

/// The cases of a round: pre and post where its valuation has no stated basis, one otherwise.
fn cases(network: &Network, round: Arg) -> Vec<Option<Case>> {
    let has = |attribute, case| {
        network.variables.contains_key(&Key::new(attribute, [round]).in_case(Some(case)))
    };
    match has("pre_money", Case::Pre) || has("post_money", Case::Post) {
        true => vec![Some(Case::Pre), Some(Case::Post)],
        false => vec![None],
    }
}
