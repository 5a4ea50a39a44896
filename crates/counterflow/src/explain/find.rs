//! From what is typed to the variables that it names.

use counterflow_network::question::{self, Question};
use counterflow_network::{Case, Key, Network};

/// The variables of a network that a text names, both of its cases where it names none: an id as
/// it is printed, or a variable as in a question.
pub fn keys(network: &Network, text: &str) -> Vec<Key> {
    let (id, case) = split(text);
    let by_id = |key: &&Key| {
        id.starts_with(key.attribute)
            && case.is_none_or(|case| key.case == Some(case))
            && key.attribute != "answer"
            && key.id(network.claims) == id
    };
    let found: Vec<Key> = network.variables.keys().filter(by_id).cloned().collect();
    if !found.is_empty() {
        return found;
    }
    let Some(key) = named(network, text) else { return Vec::new() };
    let cases = match key.case {
        Some(_) => vec![key.case],
        None => vec![None, Some(Case::Pre), Some(Case::Post)],
    };
    let cased = cases.into_iter().map(|case| key.clone().in_case(case));
    cased.filter(|key| network.variables.contains_key(key)).collect()
}

/// The variable that a text names as in a question, whether or not the network has it.
pub fn named(network: &Network, text: &str) -> Option<Key> {
    let question = question::question(text, network.claims).ok()?;
    let Question::Variable(pattern) = question.folded(&|party| network.fold(party)) else {
        return None;
    };
    pattern.key()
}

/// An id without blanks, and the case behind it.
fn split(text: &str) -> (String, Option<Case>) {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    for case in [Case::Pre, Case::Post] {
        if let Some(id) = text.strip_suffix(&format!("[{}]", case.word())) {
            return (id.to_string(), Some(case));
        }
    }
    (text, None)
}
