//! Figures: the variables of a network as rows that programs can read.

use counterflow_claim::{Bounds, ClaimId, Unit};
use counterflow_network::{ATTRIBUTES, Case, Derivation, Key, Network, Readings, State, Variable};

/// A row.
#[derive(Clone, Debug)]
pub struct Figure {
    /// The variable.
    pub key: Key,
    /// `share(amazon,q1-2026)`
    pub id: String,
    /// What it is, in words.
    pub name: String,
    /// The reading of an ambiguous valuation.
    pub case: Option<Case>,
    /// The unit.
    pub unit: Unit,
    /// The readings.
    pub readings: Readings,
    /// What came of it.
    pub state: State,
    /// What is missing.
    pub missing: Vec<String>,
    /// The claims that it rests on.
    pub claims: Vec<ClaimId>,
    /// How it was derived.
    pub derivation: Option<Derivation>,
    /// The assumptions that it uses.
    pub assumed: Vec<String>,
    /// Whether its range leans on a band of the phrase table.
    pub approx: bool,
}

impl Figure {
    /// The range.
    pub fn range(&self) -> Option<Bounds> {
        self.readings.range
    }
}

/// Every figure of a network: in the order of the attributes' table, then by name and case.
pub fn figures(network: &Network) -> Vec<Figure> {
    let mut figures = Vec::with_capacity(network.variables.len());
    for attribute in ATTRIBUTES {
        let mut rows: Vec<Figure> = network
            .of(attribute.name)
            .map(|(key, variable)| figure(network, key, variable))
            .collect();
        rows.sort_by(|a, b| a.id.cmp(&b.id).then(a.case.cmp(&b.case)));
        figures.append(&mut rows);
    }
    figures
}

/// One variable as a figure.
pub fn figure(network: &Network, key: &Key, variable: &Variable) -> Figure {
    Figure {
        id: key.id(network.claims),
        name: name(network, key),
        case: key.case,
        unit: variable.unit,
        readings: variable.readings,
        state: variable.state(),
        missing: variable.missing.clone(),
        claims: variable.claims.clone(),
        derivation: variable.derivation.clone(),
        assumed: variable.assumed.clone(),
        approx: leans_on_band(network, variable),
        key: key.clone(),
    }
}

fn leans_on_band(network: &Network, variable: &Variable) -> bool {
    let quantities = variable.claims.iter().flat_map(|id| &network.claims.claim(*id).quantities);
    quantities.into_iter().any(|(_, quantity)| quantity.approx)
}

/// The attribute in words, and of whom.
fn name(network: &Network, key: &Key) -> String {
    let title = ATTRIBUTES.iter().find(|a| a.name == key.attribute).map_or("", |a| a.title);
    let args: Vec<String> = key
        .args
        .iter()
        .map(|arg| match arg {
            counterflow_network::Arg::Party(party) => {
                network.claims.party_title(*party).into_owned()
            }
            other => other.name(network.claims),
        })
        .collect();
    format!("{title}: {}", args.join(", "))
}
