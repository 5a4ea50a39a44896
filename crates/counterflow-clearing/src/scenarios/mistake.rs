//! What is wrong with scenarios.

use std::fmt;

/// A scenario that cannot be solved as it was given.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ScenarioError {
    /// There is not one number for each party in each scenario.
    Length {
        /// Number of the scenario at which the numbers end, or that has too few or too many.
        scenario: usize,
        /// How many numbers it has.
        given: usize,
        /// How many parties there are.
        parties: usize,
    },
    /// Outside assets that are negative or no number.
    Assets {
        /// Number of the scenario.
        scenario: usize,
        /// Number of the party.
        party: usize,
        /// The number.
        given: f64,
    },
    /// A loss that is negative, no number, or more than the party has outside of the web.
    Loss {
        /// Number of the scenario.
        scenario: usize,
        /// Number of the party.
        party: u32,
        /// All that it loses.
        given: f64,
        /// What it has.
        assets: f64,
    },
    /// A party that is not there.
    Party {
        /// Number of the scenario.
        scenario: usize,
        /// Number of the party.
        given: u32,
        /// How many parties there are.
        parties: usize,
    },
}

impl fmt::Display for ScenarioError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ScenarioError::Length { scenario, given, parties } => write!(
                f,
                "scenario {scenario}: {given} outside assets for {parties} parties; \
                 give one number for each party"
            ),
            ScenarioError::Assets { scenario, party, given } => write!(
                f,
                "scenario {scenario}, party {party}: outside assets of {given}; \
                 give an amount from 0 up"
            ),
            ScenarioError::Loss { scenario, party, given, assets } => write!(
                f,
                "scenario {scenario}, party {party}: a loss of {given} on outside assets of \
                 {assets}; give an amount from 0 to {assets}"
            ),
            ScenarioError::Party { scenario, given, parties } => write!(
                f,
                "scenario {scenario}: party {given} of {parties}; parties are numbered from 0"
            ),
        }
    }
}

impl std::error::Error for ScenarioError {}
