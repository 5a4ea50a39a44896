//! The identity table, forward: from what claims state to what follows.

use std::collections::BTreeMap;

use counterflow_claim::Bounds;

use crate::attribute::unit_of;

use crate::expression::{Expression, Operator, parse};
use crate::identity::{Domain, IDENTITIES, Identity, Tie};
use crate::network::{Derivation, Network, Variable};
use crate::{Arg, Case, Key, Readings, interval};

/// Names bound to arguments, in one case.
#[derive(Clone, Debug)]
struct Binding {
    names: Vec<(&'static str, Arg)>,
    case: Option<Case>,
}

/// Passes over the table: enough for the longest chain of rows, and a bound on work.
const PASSES: usize = 3;

/// Derives every variable that the table allows, in `PASSES` passes over it.
///
/// Time is linear in the bindings.
pub fn evaluate(network: &mut Network) {
    let rows: Vec<(&'static Identity, Expression)> = IDENTITIES
        .iter()
        .filter_map(|identity| Some((identity, parse(identity.formula)?)))
        .collect();
    for _ in 0..PASSES {
        for (identity, formula) in &rows {
            let Some((attribute, args)) = identity.target() else { continue };
            for binding in bindings(network, identity.over) {
                let target = binding.key(attribute, &args);
                derive(network, identity, formula, &binding, target);
            }
        }
    }
}

impl Binding {
    fn key(&self, attribute: &'static str, args: &[&'static str]) -> Key {
        let args: Vec<Arg> = args.iter().filter_map(|name| self.arg(name)).collect();
        Key::new(attribute, args).in_case(self.case)
    }

    fn arg(&self, name: &str) -> Option<Arg> {
        self.names.iter().find(|(given, _)| *given == name).map(|(_, arg)| *arg)
    }
}

fn derive(
    network: &mut Network,
    identity: &'static Identity,
    formula: &Expression,
    binding: &Binding,
    target: Key,
) {
    let mut trace = Trace::default();
    let value = value(network, formula, binding, &mut trace);
    let target = trace.in_case(network, target);
    let known = network.get(&target);
    let derivation = known.and_then(|known| known.derivation.as_ref());
    if known.is_none_or(|known| known.readings.range.is_none()) {
        // What is missing is said by the first row that lacks it.
        if identity.tie != Tie::AtMost && (known.is_none() || value.range.is_some()) {
            let variable = trace.variable(network, &target, identity, value);
            network.variables.insert(target, variable);
        }
        return;
    }
    // What claims state is not replaced; what an earlier row gave is narrowed.
    if identity.tie == Tie::AtMost || identity.narrows && derivation.is_some() {
        narrow(network, &target, value, &trace, identity.tie);
    }
}

/// Narrows a range by what a row gives. A row that leaves no number contradicts what is there,
/// which stays.
fn narrow(network: &mut Network, target: &Key, value: Readings, trace: &Trace, tie: Tie) {
    let Some(range) = value.range else { return };
    let Some(variable) = network.variables.get_mut(target) else { return };
    let Some(before) = variable.readings.range else { return };
    let bound = match tie {
        Tie::AtMost => Bounds { low: None, high: range.high },
        Tie::Equal => range,
    };
    let narrowed = interval::intersect(before, bound);
    if narrowed == before {
        return;
    }
    match interval::is_empty(narrowed) {
        true => variable.contradicted = true,
        false => variable.readings.range = Some(narrowed),
    }
    variable.claims.extend(&trace.claims);
    variable.assumed.extend(trace.assumed.iter().cloned());
    *variable = std::mem::take(variable).tidy();
}

/// What was met on the way through a formula.
#[derive(Default)]
struct Trace {
    claims: Vec<counterflow_claim::ClaimId>,
    inputs: Vec<Key>,
    missing: Vec<String>,
    assumed: Vec<String>,
    contradicted: bool,
    impossible: bool,
}

impl Trace {
    fn variable(
        self,
        network: &Network,
        target: &Key,
        identity: &'static Identity,
        readings: Readings,
    ) -> Variable {
        let missing = match (readings.range, self.impossible) {
            (Some(_), _) => Vec::new(),
            (None, true) => vec!["a divisor that cannot be zero".to_string()],
            (None, false) => self.missing,
        };
        let variable = Variable {
            unit: unit_of(target.attribute, network.view.currency),
            readings,
            contradicted: self.contradicted,
            missing,
            claims: self.claims,
            derivation: Some(Derivation { identity, inputs: self.inputs }),
            assumed: self.assumed,
        };
        variable.tidy()
    }

    /// A target belongs to no case if its inputs are all there and none of them does.
    fn in_case(&self, network: &Network, target: Key) -> Key {
        let plain = |key: &Key| {
            !network.variables.contains_key(key)
                && network.variables.contains_key(&key.clone().in_case(None))
        };
        let free = target.case.is_some() && self.inputs.iter().all(plain);
        let case = target.case.filter(|_| !free);
        target.in_case(case)
    }
}

fn value(
    network: &Network,
    formula: &Expression,
    binding: &Binding,
    trace: &mut Trace,
) -> Readings {
    match formula {
        Expression::Number(number) => Readings::point(Bounds::point(*number)),
        Expression::Variable { attribute, args } => {
            variable(network, binding.key(attribute, args), trace)
        }
        Expression::Binary(operator, a, b) => {
            let a = value(network, a, binding, trace);
            let b = value(network, b, binding, trace);
            binary(*operator, a, b, trace)
        }
        Expression::Minimum(a, b) => {
            let a = value(network, a, binding, trace);
            let b = value(network, b, binding, trace);
            a.combine(b, |a, b| Some(interval::minimum(a, b)))
        }
        Expression::Reciprocity(a, b) => {
            let a = value(network, a, binding, trace);
            let b = value(network, b, binding, trace);
            possible(a, b, interval::reciprocity, trace)
        }
    }
}

fn variable(network: &Network, key: Key, trace: &mut Trace) -> Readings {
    let Some(found) = network.get(&key) else {
        trace.missing.push(sought(network, &key));
        trace.inputs.push(key);
        return Readings::NONE;
    };
    trace.claims.extend(&found.claims);
    trace.assumed.extend(found.assumed.iter().cloned());
    trace.contradicted |= found.contradicted;
    if found.readings.range.is_none() {
        trace.missing.extend(found.missing.iter().cloned());
    }
    let readings = found.readings;
    trace.inputs.push(key);
    readings
}

/// What to look for where a variable is not there, in words.
fn sought(network: &Network, key: &Key) -> String {
    let about = key.args.first().map(|arg| arg.name(network.claims)).unwrap_or_default();
    match key.attribute {
        "pre_money" | "post_money" => format!("valuation of {about}"),
        "last_value" => format!("valuation before {about}"),
        _ => key.id(network.claims),
    }
}

fn binary(operator: Operator, a: Readings, b: Readings, trace: &mut Trace) -> Readings {
    let apply = match operator {
        Operator::Add => interval::add,
        Operator::Subtract => interval::subtract,
        Operator::Multiply => interval::multiply,
        Operator::Divide => interval::divide,
    };
    possible(a, b, apply, trace)
}

/// Applies an operation, and notes where it gives nothing of what is known.
fn possible(
    a: Readings,
    b: Readings,
    apply: fn(Bounds, Bounds) -> Option<Bounds>,
    trace: &mut Trace,
) -> Readings {
    let readings = a.combine(b, apply);
    trace.impossible |= a.range.is_some() && b.range.is_some() && readings.range.is_none();
    readings
}

/// All bindings of a domain, in a fixed order.
fn bindings(network: &Network, domain: Domain) -> Vec<Binding> {
    match domain {
        Domain::Round => in_cases(network, named(network, "raise", &["r"])),
        Domain::Participation => in_cases(network, named(network, "money", &["i", "r"])),
        Domain::Stake => {
            let mut stakes = named(network, "share", &["h", "c"]);
            stakes.retain(|binding| matches!(binding.arg("c"), Some(Arg::Party(_))));
            stakes
        }
        Domain::Pair => {
            let mut pairs = named(network, "capital", &["a", "b"]);
            pairs.retain(|binding| network.get(&binding.key("commitments", &["b", "a"])).is_some());
            pairs
        }
        Domain::Obligor => named(network, "obligations", &["c"]),
        Domain::Spending => {
            let mut years = named(network, "revenue", &["c", "t"]);
            years.retain(|binding| binding.arg("t").is_some_and(|period| is_year(&period)));
            years
        }
        Domain::Growth => {
            let periods = named(network, "revenue", &["c", "t"]).into_iter();
            periods.filter_map(|binding| with_year_before(network, binding)).collect()
        }
        Domain::Backlog => parts(network, "backlog", "backlog_share", ["s", "b", "t"]),
        Domain::Revenue => parts(network, "revenue", "revenue_share", ["c", "b", "t"]),
    }
}

/// The bindings in the cases of their rounds.
fn in_cases(network: &Network, bindings: Vec<Binding>) -> Vec<Binding> {
    let cased = bindings.into_iter().flat_map(|binding| {
        let cases = binding.arg("r").map(|round| cases(network, round)).unwrap_or_default();
        cases.into_iter().map(move |case| Binding { case, ..binding.clone() })
    });
    cased.collect()
}

/// A period `t` with the one a year before as `u`, where that is told as well.
fn with_year_before(network: &Network, mut binding: Binding) -> Option<Binding> {
    let Some(Arg::Period(period)) = binding.arg("t") else { return None };
    let before = Arg::Period(period.year_before()?);
    binding.names.push(("u", before));
    network.get(&binding.key("revenue", &["c", "u"])).map(|_| binding)
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

/// The variables of an attribute with as many arguments as names.
fn named(network: &Network, attribute: &'static str, names: &[&'static str]) -> Vec<Binding> {
    let fitting = network.of(attribute).filter(|(key, _)| key.args.len() == names.len());
    let bound = fitting.map(|(key, _)| Binding {
        names: names.iter().copied().zip(key.args.iter().copied()).collect(),
        case: None,
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
