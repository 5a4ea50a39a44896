//! What tells two numbers of one metric and time apart: natures, forecasts, what was taken off.

use counterflow_claim::{Basis, Claim, ClaimId, Claims, Date, Kind, Nature, TextKey};

use crate::network::{Network, Variable};
use crate::{Arg, Key, force};

/// What claims have in common that speak of one number, beside what the number is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Telling {
    /// What kind of number it is.
    pub nature: Nature,
    /// What has been taken off.
    net_of: Option<String>,
    /// The day and the voice of a forecast or a target: those of another day are other numbers.
    made: Option<(Option<Date>, Basis, Option<String>)>,
}

impl Telling {
    /// That of a claim.
    pub fn of(claims: &Claims, claim: &Claim) -> Telling {
        let text = |key| claim.text(key).map(|span| claims.plain(span).into_owned());
        let foreseen = matches!(claim.nature, Nature::Expected | Nature::Target);
        let made = || (made_on(claims, claim), force::basis(claims, claim), text(TextKey::Says));
        Telling { nature: claim.nature, net_of: text(TextKey::NetOf), made: foreseen.then(made) }
    }

    /// Whether nothing has been taken off.
    pub fn is_gross(&self) -> bool {
        self.net_of.is_none()
    }
}

/// The day on which a forecast was made: that of its source, and of the claim where that has none.
pub fn made_on(claims: &Claims, claim: &Claim) -> Option<Date> {
    force::published(claims, claim).or_else(|| force::own_date(claims, claim))
}

/// What is told by the claims of a variable of a metric; nothing for any other variable.
pub fn telling(network: &Network, variable: &Variable) -> Option<Telling> {
    let said = variable.said.iter().map(|said| said.claim);
    let mut claims = said.chain(variable.claims.iter().copied());
    let metric = claims.find(|id| is_metric(network, *id))?;
    Some(Telling::of(network.claims, network.claims.claim(metric)))
}

/// Whether the variable of a key is told, and as what has happened.
pub fn is_actual(network: &Network, key: &Key) -> bool {
    let told = network.get(key).and_then(|variable| telling(network, variable));
    told.is_some_and(|telling| telling.nature == Nature::Actual)
}

fn is_metric(network: &Network, id: ClaimId) -> bool {
    matches!(network.claims.claim(id).kind, Kind::Metric(_))
}

/// What is held or owed on a day is not what somebody expects it to be.
const NEVER_EXPECTED: [&str; 4] = ["debt", "cash", "market_cap", "shares_outstanding"];

/// Gives every metric its last name: what has happened needs no word for its nature; what is
/// expected goes without one where nothing has happened; the others keep theirs.
///
/// Until here all of them have it.
pub fn name(network: &mut Network) {
    let all = std::mem::take(&mut network.variables);
    let last = |key: &Key| -> Key {
        let Some((Arg::Nature(nature), about)) = key.args.split_last() else { return key.clone() };
        let plain = Key::new(key.attribute, about);
        match nature {
            Nature::Actual => plain,
            Nature::Expected => {
                let happened = with(&plain, Nature::Actual);
                let stands_in = !NEVER_EXPECTED.contains(&key.attribute);
                if stands_in && !all.contains_key(&happened) { plain } else { key.clone() }
            }
            Nature::Target | Nature::RunRate => key.clone(),
        }
    };
    let renamed = all.iter().map(|(key, variable)| {
        let mut variable = variable.clone();
        if let Some(derivation) = &mut variable.derivation {
            derivation.inputs.iter_mut().for_each(|input| *input = last(input));
        }
        (last(key), variable)
    });
    network.variables = renamed.collect();
}

/// A key with the nature behind its arguments.
pub fn with(key: &Key, nature: Nature) -> Key {
    let args: Vec<Arg> = key.args.iter().copied().chain([Arg::Nature(nature)]).collect();
    Key { args, ..key.clone() }
}
