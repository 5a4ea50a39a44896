//! What is asked of a network, and what is assumed for the asking.

use std::collections::BTreeSet;

use counterflow_claim::{Bounds, ClaimId, Decimal, Unit};

use crate::attribute::unit_of;
use crate::entail::{ASKED, matching};
use crate::evaluate::{Trace, binary, sum, variable};
use crate::network::{Answer, Asked, Network, Variable};
use crate::question::{Comparison, Question};
use crate::{Arg, Case, Key, Readings, interval};

/// What is looked at beside a book.
#[derive(Clone, Debug, Default)]
pub struct Asking {
    /// The questions.
    pub questions: Vec<Question>,
    /// What is assumed, for the questions only.
    pub given: Vec<Comparison>,
    /// Claims that are taken to be unsaid.
    pub without: BTreeSet<ClaimId>,
}

/// Puts what is assumed of single variables in the place of what is told of them.
pub fn assume(network: &mut Network) {
    for given in network.given.clone() {
        let Some(key) = given.left.plain() else { continue };
        for key in meant(network, key) {
            let unit = unit_of(key.attribute, network.view.currency);
            let told =
                network.variables.entry(key).or_insert(Variable { unit, ..Variable::default() });
            let narrowed =
                told.readings.range.map(|range| interval::intersect(range, given.bounds));
            // What cannot hold beside what is told is found when the range is tightened.
            if narrowed.is_none_or(|narrowed| !interval::is_empty(narrowed)) {
                told.readings.range = narrowed.or(Some(given.bounds));
            }
            if interval::is_point(given.bounds) {
                told.readings.headline = Some(given.bounds);
            }
            told.missing.clear();
        }
    }
}

/// The variables that a key means: in both cases, where it names none and there are such.
pub fn meant(network: &Network, key: Key) -> Vec<Key> {
    if key.case.is_some() || network.variables.contains_key(&key) {
        return vec![key];
    }
    let cased = [Case::Pre, Case::Post].map(|case| key.clone().in_case(Some(case)));
    let cased: Vec<Key> =
        cased.into_iter().filter(|key| network.variables.contains_key(key)).collect();
    if cased.is_empty() { vec![key] } else { cased }
}

/// Adds the answers to what is asked, as variables.
pub fn answer(network: &mut Network) {
    for at in 0..network.asked.len() {
        let answers = answer_one(network, at);
        network.answers.extend(answers);
    }
}

/// Adds the answers to one of the questions as variables, and gives them.
pub fn answer_one(network: &mut Network, at: usize) -> Vec<Answer> {
    let Asked { question, unit } = network.asked[at].clone();
    let mut answers = Vec::new();
    for case in cases(network, &question) {
        let key = Key::new("answer", [Arg::Question(at as u32)]).in_case(case);
        let mut trace = Trace::default();
        let readings = value(network, &question, case, &mut trace);
        let variable = trace.variable(network, &key, &ASKED, readings);
        network.variables.insert(key.clone(), Variable { unit, ..variable });
        answers.push(Answer { question: at, case, key });
    }
    answers
}

/// Both cases, if a question asks of a variable that is there in them only; else none.
fn cases(network: &Network, question: &Question) -> Vec<Option<Case>> {
    let patterns = question.patterns();
    let mut open = patterns.iter().filter(|pattern| pattern.case.is_none());
    let cased = open.any(|pattern| {
        let both = [Case::Pre, Case::Post].map(Some);
        let found = both.map(|case| matching(network, pattern, case));
        found.iter().flatten().any(|key| key.case.is_some())
    });
    if cased { vec![Some(Case::Pre), Some(Case::Post)] } else { vec![None] }
}

fn value(
    network: &Network,
    question: &Question,
    case: Option<Case>,
    trace: &mut Trace,
) -> Readings {
    let zero = Readings::point(Bounds::point(Decimal::ZERO));
    match question {
        Question::Number { bounds, .. } => Readings::point(*bounds),
        Question::Variable(pattern) => {
            let key = pattern.key().unwrap_or_else(|| Key::new(pattern.attribute, []));
            let key = if key.case.is_some() { key } else { key.in_case(case) };
            variable(network, key, trace)
        }
        Question::Sum(pattern) => sum(network, &matching(network, pattern, case), trace),
        Question::Negate(part) => {
            let part = value(network, part, case, trace);
            zero.combine(part, interval::subtract)
        }
        Question::Binary(operator, a, b) => {
            let a = value(network, a, case, trace);
            let b = value(network, b, case, trace);
            binary(*operator, a, b, trace)
        }
        Question::Minimum(parts) => fold(network, parts, case, trace, interval::minimum),
        Question::Maximum(parts) => fold(network, parts, case, trace, interval::maximum),
    }
}

fn fold(
    network: &Network,
    parts: &[Question],
    case: Option<Case>,
    trace: &mut Trace,
    apply: fn(Bounds, Bounds) -> Bounds,
) -> Readings {
    let parts = parts.iter().map(|part| value(network, part, case, trace));
    let folded = parts.reduce(|a, b| a.combine(b, |a, b| Some(apply(a, b))));
    folded.unwrap_or(Readings::NONE)
}

/// A question with its unit; of one that has none the number is taken as bare.
pub fn asked(network: &Network, question: Question) -> Asked {
    let unit = crate::question::unit(&question, network.claims, network.view.currency);
    let unit = unit.unwrap_or(Unit::of(counterflow_claim::Measure::Bare));
    let question = question.folded(&|party| network.fold(party));
    Asked { question, unit }
}
