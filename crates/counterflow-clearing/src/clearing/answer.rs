//! What a clearing answers, and how sure it is.

use crate::fixed_point::Method;

/// Who pays what, and what is left.
#[derive(Clone, Debug, PartialEq)]
pub struct Clearing {
    /// What each party pays on all its debts, to parties and outsiders.
    pub paid: Vec<f64>,
    /// The true payment of each party is not below this.
    pub lower: Vec<f64>,
    /// The true payment of each party is not above this.
    pub upper: Vec<f64>,
    /// What is left to the owners of each party, from 0 up.
    pub equity: Vec<f64>,
    /// What each party has, after costs of default.
    pub value: Vec<f64>,
    /// Whether each party pays less than it owes.
    pub default: Vec<bool>,
    /// What is paid on each claim of the web, by rank; equity is the claim of its owners.
    pub claims: Vec<f64>,
    /// How sure all this is.
    pub certificate: Certificate,
}

/// How far an answer can be off, proved rather than hoped.
#[derive(Clone, Debug, PartialEq)]
pub struct Certificate {
    /// The largest difference between what is paid and what could be, over the largest claim.
    pub residual: f64,
    /// Whether a witness proves `lower` and `upper` as narrow as numbers allow. Where not, they are
    /// what a number of passes from below and above have come to: wide perhaps, but true.
    pub proved: bool,
    /// Whether there is another solution.
    pub uniqueness: Uniqueness,
    /// Parties that may or may not be in default: what they have, in either end, is as near to what
    /// they owe as numbers of 64 bits can tell, or they fall with one of whom that holds. They count
    /// as solvent, in what is said of uniqueness as well.
    pub undecided: Vec<u32>,
    /// Passes over the slowest component, those over a part of it included.
    pub rounds: usize,
    /// The method that was asked for.
    pub method: Method,
}

/// Whether there is more than one solution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Uniqueness {
    /// There is no other.
    Unique,
    /// These parties have less in the least solution than in the greatest.
    Differs(Vec<u32>),
    /// It could not be told: these parties may have less in the least solution, and those whose
    /// default is in doubt.
    Unknown(Vec<u32>),
}

impl Uniqueness {
    /// Whether there is no other solution for sure.
    pub fn is_unique(&self) -> bool {
        matches!(self, Uniqueness::Unique)
    }
}

impl Clearing {
    /// What each party still owes.
    pub fn shortfall<'a>(&'a self, due: &'a [f64]) -> impl Iterator<Item = f64> + 'a {
        due.iter().zip(&self.paid).map(|(due, paid)| (due - paid).max(0.0))
    }
}
