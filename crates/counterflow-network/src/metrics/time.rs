//! What follows from metrics by time alone: years from their parts, and the rest of a period of
//! which the start is told.

use crate::attribute::{find, unit_of};
use crate::bindings::{Binding, bindings, years};
use crate::expression::Expression;
use crate::identity::{Domain, FLOWS, Row, table};
use crate::network::{Derivation, Network, Variable};
use crate::{Key, Readings, interval};

/// Adds rests, and years that are told in parts and not as a whole. What is there is left alone.
pub fn derive(network: &mut Network) {
    for flow in FLOWS {
        let rest = rule(Domain::Rest(flow));
        for binding in bindings(network, Domain::Rest(flow)) {
            rest.and_then(|rule| add(network, rule, &binding));
        }
        let year = rule(Domain::Tiling(flow));
        for binding in years(network, flow) {
            year.and_then(|rule| add(network, rule, &binding));
        }
    }
}

/// The row over a domain.
fn rule(domain: Domain) -> Option<&'static Row> {
    table().iter().find(|row| row.identity.over == domain)
}

/// Adds what a rule gives: the sum of the parts, or a whole less that.
fn add(network: &mut Network, rule: &'static Row, binding: &Binding) -> Option<()> {
    let target = binding.key(rule.target()?);
    let whole = match &rule.right {
        Expression::Binary(_, whole, _) => match whole.as_ref() {
            Expression::Variable(term) => Some(binding.key(term)),
            _ => None,
        },
        _ => None,
    };
    let inputs: Vec<Key> = whole.iter().chain(&binding.parts).cloned().collect();
    let of: Option<Vec<&Variable>> = inputs.iter().map(|key| network.variables.get(key)).collect();
    let of = of?;
    let (first, rest) = of.split_first()?;
    let with = if whole.is_some() { interval::subtract } else { interval::add };
    let readings = rest.iter().fold(first.readings, |sum, one| sum.combine(one.readings, with));
    if readings.range.is_none() || network.variables.contains_key(&target) {
        return None;
    }
    let variable = Variable {
        unit: unit_of(target.attribute, network.view.currency),
        readings: limited(&target, readings),
        contradicted: of.iter().any(|variable| variable.contradicted),
        claims: of.iter().flat_map(|variable| variable.claims.iter().copied()).collect(),
        derivation: Some(Derivation { identity: rule.identity, inputs }),
        ..Variable::default()
    };
    network.variables.insert(target, variable.tidy());
    Some(())
}

/// Within what the number can be, unless nothing of it is; entailment then says why.
fn limited(key: &Key, readings: Readings) -> Readings {
    let limits = find(key.attribute).map_or(interval::ALL, |found| found.limits.bounds());
    let within = readings.within(limits);
    if within.range.is_some_and(interval::is_empty) { readings } else { within }
}
