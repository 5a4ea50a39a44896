//! The checks that a book asks for: `assert EXPR within A..B`.

use counterflow_claim::{ClaimId, Kind, TextKey};

use crate::network::{Answer, Asked, Network};
use crate::question::{Comparison, Misfit, Mistake, Names};

/// A check that the book asks for.
#[derive(Clone, Debug)]
pub struct Assertion {
    /// The claim that asks for it.
    pub claim: ClaimId,
    /// What is to hold, or what is wrong with the words.
    pub said: Result<Comparison, Wrong>,
    /// What is compared, worked out; one a case of an ambiguous valuation.
    pub answers: Vec<Answer>,
}

/// Why an assertion cannot be read.
#[derive(Clone, Debug)]
pub enum Wrong {
    /// Its words are no comparison.
    Mistakes(Vec<Mistake>),
    /// Its two sides do not fit together.
    Misfit(Misfit),
}

/// Reads the assertions in force, and asks for what they compare.
pub fn read(network: &mut Network) {
    let asserts = |id: &&ClaimId| network.claims.claim(**id).kind == Kind::Assert;
    let ids: Vec<ClaimId> = network.in_force.iter().filter(asserts).copied().collect();
    if ids.is_empty() {
        return;
    }
    let names = Names::new(network.claims);
    for claim in ids {
        let words = network.claims.claim(claim).text(TextKey::Words);
        let text = words.map(|span| network.claims.written(span)).unwrap_or_default();
        let said = comparison(network, &names, text);
        if let Ok(comparison) = &said {
            let question = comparison.left.clone();
            network.asked.push(crate::asking::asked(network, question));
        }
        let answers = match &said {
            Ok(_) => crate::asking::answer_one(network, network.asked.len() - 1),
            Err(_) => Vec::new(),
        };
        network.assertions.push(Assertion { claim, said, answers });
    }
}

fn comparison(network: &Network, names: &Names, text: &str) -> Result<Comparison, Wrong> {
    let comparison = names.comparison(text).map_err(Wrong::Mistakes)?;
    comparison.unit(network.claims, network.view.currency).map_err(Wrong::Misfit)?;
    Ok(comparison)
}

/// All that is asked of a network with the variables of the answers, whoever asks.
pub fn all_answers<'n>(network: &'n Network) -> impl Iterator<Item = (&'n Asked, &'n Answer)> {
    let of_assertions = network.assertions.iter().flat_map(|one| &one.answers);
    let answers = network.answers.iter().chain(of_assertions);
    answers.filter_map(|answer| Some((network.asked.get(answer.question)?, answer)))
}
