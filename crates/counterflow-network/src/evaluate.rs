//! The identity table, forward: from what claims state to what follows.

use std::collections::BTreeMap;

use counterflow_claim::{Bounds, ClaimId, Decimal};

use crate::attribute::unit_of;

use crate::bindings::{Binding, bindings};
use crate::expression::{Expression, Operator};
use crate::identity::{Domain, Identity, Role, Row, table};
use crate::network::{Derivation, Network, Variable};
use crate::{Key, Readings, interval};

/// Passes over the table: enough for the longest chain of rows, and a bound on work.
const PASSES: usize = 4;

/// Derives every variable that the table allows, in passes over it until none is new.
///
/// Time is linear in the bindings.
pub fn evaluate(network: &mut Network) {
    for _ in 0..PASSES {
        let mut bound: BTreeMap<Domain, Vec<Binding>> = BTreeMap::new();
        let mut derived = false;
        for row in table().iter().filter(|row| row.identity.role != Role::Ties) {
            let over = row.identity.over;
            let bound = bound.entry(over).or_insert_with(|| bindings(network, over));
            for binding in bound.iter() {
                derived |= derive(network, row, binding);
            }
        }
        if !derived {
            break;
        }
    }
}

/// Gives a variable the readings of a row, if nothing gave it any before. What is missing is said
/// by the first row that lacks it. Whether the variable is new, or has a range now.
fn derive(network: &mut Network, row: &'static Row, binding: &Binding) -> bool {
    let Some(target) = row.target().map(|term| binding.key(term)) else { return false };
    let known = network.get(&target).is_some_and(|known| known.readings.range.is_some());
    if known {
        return false;
    }
    let mut trace = Trace::default();
    let value = value(network, &row.right, binding, &mut trace);
    let target = trace.in_case(network, target);
    let known = network.get(&target);
    let new = known.is_none_or(|known| known.readings.range.is_none())
        && (known.is_none() || value.range.is_some());
    if new {
        let variable = trace.variable(network, &target, row.identity, value);
        network.variables.insert(target, variable);
    }
    new
}

/// What was met on the way through a formula.
#[derive(Default)]
pub struct Trace {
    claims: Vec<ClaimId>,
    inputs: Vec<Key>,
    missing: Vec<String>,
    assumed: Vec<String>,
    contradicted: bool,
    impossible: bool,
}

impl Trace {
    /// The variable that a formula gives.
    pub fn variable(
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
            said: Vec::new(),
            parts: None,
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
        Expression::Variable(term) => variable(network, binding.key(term), trace),
        // What the names leave free ties, and gives no reading.
        Expression::Sum(_) if binding.parts.is_empty() => Readings::NONE,
        Expression::Sum(_) => sum(network, &binding.parts, trace),
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

/// The sum of variables.
pub fn sum(network: &Network, parts: &[Key], trace: &mut Trace) -> Readings {
    let zero = Readings::point(Bounds::point(Decimal::ZERO));
    let parts = parts.iter().map(|part| variable(network, part.clone(), trace));
    parts.fold(zero, |a, b| a.combine(b, interval::add))
}

/// The readings of a variable, noted in the trace.
pub fn variable(network: &Network, key: Key, trace: &mut Trace) -> Readings {
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

/// The readings of an operation.
pub fn binary(operator: Operator, a: Readings, b: Readings, trace: &mut Trace) -> Readings {
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
