//! Why not: what a figure lacks, as a tree down to what to look for, and how to write it.

use std::collections::BTreeSet;

use counterflow_network::{IDENTITIES, Key, Network, Role, State, Variable};
use serde_json::{Map, Value, json};

use super::example::{Example, example};
use super::figure::{in_case, name_of};
use super::find::{keys, named};
use super::tree::own_key;
use crate::{Report, display};

/// The tree is told so deep, with so many numbers.
const MOST_DEPTH: usize = 8;
const MOST_NODES: usize = 60;
/// So many things to look for are told with an example.
const MOST_SOUGHT: usize = 12;

/// A number that lacks something.
struct Lack {
    key: Key,
    /// What its formula is, where it has one.
    formula: Option<String>,
    /// What is missing of it, in words; nothing where what it is made of lacks it.
    missing: Vec<String>,
    /// What of it is known.
    known: Option<String>,
    /// What it is made of that lacks something.
    below: Vec<Lack>,
}

/// What is asked for: a number as written, or what it can be.
#[derive(Clone, Copy)]
enum Wanted {
    Headline,
    Range,
}

impl Wanted {
    /// What a figure has not: a range before a headline before what its parts lack.
    fn of(variable: Option<&Variable>) -> Option<Wanted> {
        match variable {
            None => Some(Wanted::Range),
            Some(variable) if variable.readings.range.is_none() => Some(Wanted::Range),
            Some(variable) if variable.readings.headline.is_none() => Some(Wanted::Headline),
            // A total without some of its deals.
            Some(variable) if !variable.missing.is_empty() => Some(Wanted::Range),
            Some(_) => None,
        }
    }

    fn lacks(self, variable: Option<&Variable>) -> bool {
        let Some(variable) = variable else { return true };
        match self {
            Wanted::Range => variable.readings.range.is_none(),
            Wanted::Headline => variable.readings.headline.is_none(),
        }
    }
}

struct Search<'n> {
    network: &'n Network<'n>,
    wanted: Wanted,
    told: BTreeSet<Key>,
    /// What leads here: a row solved for another of its variables leads back.
    path: Vec<Key>,
}

impl Search<'_> {
    fn lack(&mut self, key: &Key) -> Lack {
        let key = own_key(self.network, key);
        let variable = self.network.variables.get(&key);
        let above = !self.told.insert(key.clone());
        let below = match above || self.path.len() >= MOST_DEPTH || self.told.len() >= MOST_NODES {
            true => Vec::new(),
            false => self.below(&key, variable),
        };
        let known = variable.filter(|variable| variable.readings.range.is_some());
        Lack {
            formula: variable.and_then(formula).filter(|_| !below.is_empty()),
            missing: if below.is_empty() { missing(self.network, &key) } else { Vec::new() },
            known: known.map(words),
            below,
            key,
        }
    }

    /// The inputs and parts that lack what is wanted.
    fn below(&mut self, key: &Key, variable: Option<&Variable>) -> Vec<Lack> {
        let Some(variable) = variable else { return Vec::new() };
        let inputs = variable.derivation.iter().flat_map(|derivation| &derivation.inputs);
        let parts = variable.parts.iter().flat_map(|parts| &parts.most);
        let from = inputs.chain(parts).map(|key| own_key(self.network, key));
        let mut lacking: BTreeSet<Key> = from.collect();
        self.path.push(key.clone());
        lacking.retain(|key| {
            self.wanted.lacks(self.network.variables.get(key)) && !self.path.contains(key)
        });
        let below = lacking.iter().map(|key| self.lack(key)).collect();
        self.path.pop();
        below
    }
}

fn formula(variable: &Variable) -> Option<String> {
    let derivation = variable.derivation.as_ref()?;
    Some(format!("{} = {}", derivation.identity.target, derivation.identity.formula))
}

/// The range in words.
fn words(variable: &Variable) -> String {
    let shown = counterflow_analysis::Shown::Range;
    display::read(&variable.readings, variable.state(), variable.unit, shown)
}

/// What is missing of a number by itself.
fn missing(network: &Network, key: &Key) -> Vec<String> {
    let known = network.variables.get(key).map(|variable| variable.missing.clone());
    let known = known.filter(|missing| !missing.is_empty());
    known.unwrap_or_else(|| vec![sought(network, key)])
}

/// What to look for where a number is not there, as the network words it.
fn sought(network: &Network, key: &Key) -> String {
    let about = key.args.first().map(|arg| arg.name(network.claims)).unwrap_or_default();
    match key.attribute {
        "pre_money" | "post_money" => format!("valuation of {about}"),
        "last_value" => format!("valuation before {about}"),
        _ => key.id(network.claims),
    }
}

/// The formulas that would give a number which nothing tells.
fn formulas(network: &Network, key: &Key) -> Vec<String> {
    if network.variables.contains_key(key) {
        return Vec::new();
    }
    let rows = IDENTITIES.iter().filter(|row| row.role != Role::Ties);
    let of = rows.filter(|row| {
        let count = row.target.matches(',').count() + 1;
        row.target.split('(').next() == Some(key.attribute) && count == key.args.len()
    });
    of.map(|row| row.written()).take(3).collect()
}

/// All that is to be looked for below, each once.
fn leaves<'l>(lack: &'l Lack, found: &mut Vec<(&'l Key, &'l str)>) {
    for missing in &lack.missing {
        if !found.iter().any(|(_, known)| known == missing) {
            found.push((&lack.key, missing));
        }
    }
    lack.below.iter().for_each(|below| leaves(below, found));
}

/// What a figure lacks.
struct Told {
    lack: Option<Lack>,
    key: Key,
}

fn told(report: &Report, figure: &str) -> Option<Vec<Told>> {
    let network = &report.network;
    let mut found = keys(network, figure);
    if found.is_empty() {
        found.push(named(network, figure)?);
    }
    let tell = |key: Key| {
        let wanted = Wanted::of(network.variables.get(&key));
        let lack = wanted.map(|wanted| {
            let (told, path) = (BTreeSet::new(), Vec::new());
            Search { network, wanted, told, path }.lack(&key)
        });
        Told { lack, key }
    };
    Some(found.into_iter().map(tell).collect())
}

/// What is missing to know a figure, in each of its cases: a tree down to what to look for, each
/// with an example of how it would be written.
///
/// A variable that the book has nothing on is told of as well. `None` if the text names none.
pub fn why_not(report: &Report, figure: &str) -> Option<String> {
    let told = told(report, figure)?;
    let mut out = String::new();
    for Told { lack, key } in &told {
        if !out.is_empty() {
            out.push('\n');
        }
        head(report, key, &mut out);
        match lack {
            Some(lack) => {
                branch(lack, &report.network, "  ", &mut out);
                look_for(report, lack, &mut out);
            }
            None => out.push_str("  nothing is missing: it has a headline and a range\n"),
        }
    }
    Some(out)
}

fn head(report: &Report, key: &Key, out: &mut String) {
    let network = &report.network;
    let case = key.case.map(|case| format!("  ({})", in_case(case))).unwrap_or_default();
    out.push_str(&format!("{}{case}\n", name_of(network, &key.clone().in_case(None))));
    if let Some(figure) = report.answers.figures.iter().find(|figure| figure.key == *key) {
        out.push_str(&format!("{}\n", figure.name.trim_end_matches([':', ' '])));
    }
    out.push_str(&format!("  {}\n", state(network.variables.get(key))));
}

/// What there is of a figure, in words.
fn state(variable: Option<&Variable>) -> String {
    let Some(variable) = variable else { return "nothing in the book tells of it".to_string() };
    match (variable.state(), variable.readings.headline) {
        (State::NotComputable, _) => "not computable".to_string(),
        (_, None) => format!("no headline number; range {}", words(variable)),
        (_, Some(_)) if variable.missing.is_empty() => format!("range {}", words(variable)),
        (_, Some(_)) => format!("range {}, without what is missing", words(variable)),
    }
}

/// What a number is made of, and what is missing of it, below its line.
fn branch(lack: &Lack, network: &Network, indent: &str, out: &mut String) {
    if let Some(formula) = &lack.formula {
        out.push_str(&format!("{indent}{formula}\n"));
    }
    for missing in &lack.missing {
        out.push_str(&format!("{indent}missing: {missing}\n"));
    }
    for (at, below) in lack.below.iter().enumerate() {
        let last = at + 1 == lack.below.len();
        let (mark, under) = if last { ("└ ", "    ") } else { ("├ ", "│   ") };
        let known = below.known.as_ref().map(|known| format!("  range {known}"));
        let name = name_of(network, &below.key);
        out.push_str(&format!("{indent}{mark}{name}{}\n", known.unwrap_or_default()));
        branch(below, network, &format!("{indent}{under}"), out);
    }
}

/// Each thing to look for, with how it would be written.
fn look_for(report: &Report, lack: &Lack, out: &mut String) {
    let mut found = Vec::new();
    leaves(lack, &mut found);
    out.push_str("\n  what to look for\n");
    for (key, missing) in found.iter().take(MOST_SOUGHT) {
        let Example { what, lines } = example(&report.network, key, missing);
        out.push_str(&format!("    {what}\n"));
        lines.iter().for_each(|line| out.push_str(&format!("      {line}\n")));
        for formula in formulas(&report.network, key) {
            out.push_str(&format!("    or what gives it: {formula}\n"));
        }
    }
    if found.len() > MOST_SOUGHT {
        out.push_str(&format!("    … and {} more\n", found.len() - MOST_SOUGHT));
    }
    out.push_str("  the numbers and SOURCE in examples stand for what a source says\n");
}

/// The same as JSON: `figures`, one for each case, each with `lacks` as a tree and `look_for`.
///
/// `None` if the text names no variable.
pub fn why_not_json(report: &Report, figure: &str) -> Option<String> {
    let told = told(report, figure)?;
    let values: Vec<Value> = told.iter().map(|told| told_value(report, told)).collect();
    let all = json!({"format": "counterflow-missing", "version": 1, "figures": values});
    Some(serde_json::to_string_pretty(&all).unwrap_or_default() + "\n")
}

fn told_value(report: &Report, Told { lack, key }: &Told) -> Value {
    let network = &report.network;
    let variable = network.variables.get(key);
    let state = variable.map_or(State::NotComputable, Variable::state);
    let mut found = Vec::new();
    lack.iter().for_each(|lack| leaves(lack, &mut found));
    let look_for = found.iter().map(|(key, missing)| {
        let Example { what, lines } = example(network, key, missing);
        let formulas = formulas(network, key);
        json!({"missing": missing, "what": what, "example": lines, "formulas": formulas})
    });
    json!({
        "id": name_of(network, &key.clone().in_case(None)),
        "case": key.case.map(|case| case.word()),
        "state": state.word(),
        "lacks": lack.as_ref().map(|lack| lack_value(network, lack)),
        "look_for": look_for.collect::<Vec<_>>(),
    })
}

fn lack_value(network: &Network, lack: &Lack) -> Value {
    let mut value = Map::new();
    value.insert("id".into(), json!(name_of(network, &lack.key.clone().in_case(None))));
    value.insert("case".into(), json!(lack.key.case.map(|case| case.word())));
    value.insert("formula".into(), json!(lack.formula));
    value.insert("missing".into(), json!(lack.missing));
    let below: Vec<Value> = lack.below.iter().map(|below| lack_value(network, below)).collect();
    value.insert("below".into(), json!(below));
    Value::Object(value)
}
