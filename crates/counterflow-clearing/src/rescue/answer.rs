//! What a rescue answers, and what can be wrong with one.

use std::fmt;

use crate::clearing::Clearing;

/// A rescue that saves whom it should, and how much cheaper another could be at most.
#[derive(Clone, Debug, PartialEq)]
pub struct Saved {
    /// What each party is given.
    pub gifts: Vec<f64>,
    /// What that is in sum.
    pub cost: f64,
    /// No rescue costs less than this.
    pub at_least: f64,
    /// What a cent more of its own would spare the rescue at each party: what proves the bound.
    pub worth: Vec<f64>,
    /// The clearing with the gifts, in which whoever was to be saved pays in full.
    pub clearing: Clearing,
}

/// Why there is no rescue.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RescueError {
    /// The model is none of Eisenberg and Noe's.
    Model {
        /// What it has that theirs has not.
        has: &'static str,
    },
    /// There is no such party.
    Party {
        /// The number that was given.
        given: u32,
        /// How many parties there are.
        parties: usize,
    },
    /// Those who may be given money cannot save these parties with any amount of it.
    Impossible {
        /// Who is lost.
        parties: Vec<u32>,
    },
    /// The linear program was not solved to within what numbers of 64 bits can tell.
    Unsolved,
}

impl fmt::Display for RescueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RescueError::Model { has } => write!(
                f,
                "rescue: the model has {has}, and the cheapest rescue is known without them only; \
                 leave them out"
            ),
            RescueError::Party { given, parties } => {
                write!(f, "rescue: no party {given} among {parties}; they are numbered from 0")
            }
            RescueError::Impossible { parties } => write!(
                f,
                "rescue: no money for those who may be given any saves parties {parties:?}; let \
                 them or more of their debtors be given some"
            ),
            RescueError::Unsolved => write!(
                f,
                "rescue: the linear program was not solved; scale amounts so that none is far \
                 smaller than the largest, or let anybody be given money"
            ),
        }
    }
}

impl std::error::Error for RescueError {}
