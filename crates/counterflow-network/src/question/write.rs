//! Questions in normal form: one blank between words, parentheses only where they are needed.
//!
//! What is written is read again as the same question. A name or an amount is therefore tried out
//! by reading it, and the first way to write it that is read as it stands is taken.

mod amounts;

use super::argument::resolve;
use super::form::{Alternative, form};
use super::names::Names;
use super::{Operator, Pattern, Question};
use crate::{Arg, attribute};
use counterflow_claim::YearEnd;

/// A question in normal form.
pub fn question(question: &Question, names: &Names) -> String {
    let listed = |parts: &[Question]| {
        let parts: Vec<String> = parts.iter().map(|part| self::question(part, names)).collect();
        parts.join(", ")
    };
    match question {
        Question::Number { bounds, unit } => amounts::amount(*bounds, *unit, names),
        Question::Variable(pattern) => self::pattern(pattern, names),
        Question::Sum(pattern) => format!("sum({})", self::pattern(pattern, names)),
        Question::Minimum(parts) => format!("min({})", listed(parts)),
        Question::Maximum(parts) => format!("max({})", listed(parts)),
        Question::Negate(part) => format!("-{}", inside(part, names, 3)),
        Question::Binary(operator, a, b) => {
            let binds = strength(question);
            // What stands on the right at the same strength was in parentheses.
            let (a, b) = (inside(a, names, binds), inside(b, names, binds + 1));
            format!("{a} {} {b}", sign(*operator))
        }
    }
}

/// A variable in normal form.
pub fn pattern(pattern: &Pattern, names: &Names) -> String {
    // A nature is behind the arguments that the table lists.
    let natures = pattern.args.iter().filter(|arg| matches!(arg, Some(Arg::Nature(_)))).count();
    let slots = attribute::find(pattern.attribute)
        .and_then(|attribute| form(attribute, pattern.args.len() - natures))
        .unwrap_or_default();
    let args = pattern.args.iter().enumerate().map(|(at, arg)| match arg {
        None => "*".to_string(),
        Some(arg) => argument(*arg, slots.get(at).map_or(&[], Vec::as_slice), names),
    });
    let args: Vec<String> = args.collect();
    let case = pattern.case.map(|case| format!("[{}]", case.word())).unwrap_or_default();
    format!("{}({}){case}", pattern.attribute, args.join(", "))
}

/// A part in parentheses if it binds less than it must.
fn inside(part: &Question, names: &Names, least: u8) -> String {
    let text = question(part, names);
    if strength(part) < least { format!("({text})") } else { text }
}

fn strength(question: &Question) -> u8 {
    match question {
        Question::Binary(Operator::Add | Operator::Subtract, ..) => 1,
        Question::Binary(Operator::Multiply | Operator::Divide, ..) => 2,
        _ => 3,
    }
}

fn sign(operator: Operator) -> &'static str {
    match operator {
        Operator::Add => "+",
        Operator::Subtract => "-",
        Operator::Multiply => "*",
        Operator::Divide => "/",
    }
}

/// The first name of an argument that stands for it in its place.
fn argument(arg: Arg, slot: &[Alternative], names: &Names) -> String {
    let known = match arg {
        Arg::Nature(_) => return arg.name(names.claims),
        Arg::Deal(deal) => names.of_deal(deal),
        _ => vec![arg.name(names.claims)],
    };
    let is_it = |text: &str| {
        let plain = !text.contains([',', '(', ')', '[', ']', '<', '>', '=', '"', '*']);
        let read = resolve(text, slot, Some(YearEnd::default()), names, false);
        plain && read.is_ok_and(|read| read == arg)
    };
    let with_word =
        known.iter().flat_map(|name| slot.iter().map(move |one| format!("{} {name}", one.word)));
    let mut all = known.iter().cloned().chain(with_word);
    all.find(|text| is_it(text)).unwrap_or_else(|| arg.name(names.claims))
}
