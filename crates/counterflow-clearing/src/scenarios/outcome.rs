//! What scenarios answer.

use super::witness::{Proof, Witness};
use crate::clearing::{Certificate, Clearing, Model, Uniqueness};
use crate::fixed_point::Method;
use crate::rounding::UNIT;
use crate::web::Web;

/// The outcome of one scenario, as it is kept: eight bytes a party, or fewer.
#[derive(Clone, Debug)]
pub(super) enum Kept {
    /// What each party has, and the proof of how far that can be off.
    Whole { value: Vec<f64>, proof: Proof, residual: f64, rounds: usize },
    /// The parties that have something else than without the shock, and what.
    Changed { changes: Vec<(u32, f64)>, proof: Proof, residual: f64, rounds: usize },
    /// Solved without the help of other scenarios.
    Alone(Box<Clearing>),
}

/// Outcomes of scenarios that follow one another.
///
/// What is kept of a scenario is what each party has; all else follows from it, and is told when it
/// is asked for.
#[derive(Clone, Debug)]
pub struct Outcomes<'a> {
    pub(super) model: &'a Model<'a>,
    pub(super) witness: Option<&'a Witness>,
    /// What each party has without a shock; empty where no scenario starts from that.
    pub(super) base: Vec<f64>,
    pub(super) first: usize,
    pub(super) kept: Vec<Kept>,
}

impl Outcomes<'_> {
    /// How many scenarios.
    pub fn len(&self) -> usize {
        self.kept.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// The outcome of the scenario in this place, counted from 0.
    pub fn get(&self, place: usize) -> Option<Outcome<'_>> {
        let kept = self.kept.get(place)?;
        Some(Outcome { all: self, kept, scenario: self.first + place })
    }

    /// All outcomes, in the order of the scenarios.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Outcome<'_>> {
        self.kept.iter().enumerate().map(|(place, kept)| Outcome {
            all: self,
            kept,
            scenario: self.first + place,
        })
    }
}

/// What one scenario leads to, and how sure that is.
#[derive(Clone, Copy, Debug)]
pub struct Outcome<'a> {
    all: &'a Outcomes<'a>,
    kept: &'a Kept,
    scenario: usize,
}

/// What one party has, pays and keeps, and between what bounds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Standing {
    /// What the party has, after costs of default.
    pub value: f64,
    /// What it pays on all its debts.
    pub paid: f64,
    /// The true payment is not below this.
    pub lower: f64,
    /// The true payment is not above this.
    pub upper: f64,
    /// What is left to its owners.
    pub equity: f64,
    /// Whether it pays less than it owes.
    pub default: bool,
}

impl<'a> Outcome<'a> {
    /// The number of the scenario, from 0, counted over all blocks of a stream.
    pub fn scenario(&self) -> usize {
        self.scenario
    }

    /// How one party fares; `None` if there is no such party.
    pub fn party(&self, party: usize) -> Option<Standing> {
        (party < self.all.model.web.parties()).then(|| self.standing(party))
    }

    /// How each party fares.
    pub fn parties(&self) -> impl ExactSizeIterator<Item = Standing> + use<'a> {
        let outcome = *self;
        (0..self.all.model.web.parties()).map(move |party| outcome.standing(party))
    }

    /// What each party pays on all its debts.
    pub fn paid(&self) -> impl ExactSizeIterator<Item = f64> + use<'a> {
        let (outcome, web) = (*self, self.all.model.web);
        (0..web.parties()).map(move |party| match outcome.kept {
            Kept::Alone(clearing) => clearing.paid[party],
            _ => outcome.value(party).min(web.due[party]),
        })
    }

    /// What is left to the owners of each party.
    pub fn equity(&self) -> impl ExactSizeIterator<Item = f64> + use<'a> {
        let (outcome, web) = (*self, self.all.model.web);
        (0..web.parties()).map(move |party| match outcome.kept {
            Kept::Alone(clearing) => clearing.equity[party],
            _ => (outcome.value(party) - web.due[party]).max(0.0),
        })
    }

    /// Whether each party pays less than it owes.
    pub fn default(&self) -> impl ExactSizeIterator<Item = bool> + use<'a> {
        let (outcome, web) = (*self, self.all.model.web);
        (0..web.parties()).map(move |party| match outcome.kept {
            Kept::Alone(clearing) => clearing.default[party],
            _ => outcome.value(party) < web.due[party],
        })
    }

    /// At most the difference between what is paid and what could be, over the largest claim.
    pub fn residual(&self) -> f64 {
        match self.kept {
            Kept::Alone(clearing) => clearing.certificate.residual,
            Kept::Whole { residual, .. } | Kept::Changed { residual, .. } => *residual,
        }
    }

    /// Passes over the web.
    pub fn rounds(&self) -> usize {
        match self.kept {
            Kept::Alone(clearing) => clearing.certificate.rounds,
            Kept::Whole { rounds, .. } | Kept::Changed { rounds, .. } => *rounds,
        }
    }

    /// Whether the bounds are proved.
    pub fn is_proved(&self) -> bool {
        match self.kept {
            Kept::Alone(clearing) => clearing.certificate.proved,
            Kept::Whole { .. } | Kept::Changed { .. } => true,
        }
    }

    /// Parties that may or may not be in default; see [`Certificate::undecided`].
    pub fn undecided(&self) -> &'a [u32] {
        match self.kept {
            Kept::Alone(clearing) => &clearing.certificate.undecided,
            // A scenario with such a party is solved alone.
            Kept::Whole { .. } | Kept::Changed { .. } => &[],
        }
    }

    /// The same answer as arrays, as [`Model::clear`] gives it.
    pub fn clearing(&self) -> Clearing {
        if let Kept::Alone(clearing) = self.kept {
            return Clearing::clone(clearing);
        }
        let of = |what: fn(Standing) -> f64| self.parties().map(what).collect::<Vec<f64>>();
        Clearing {
            paid: of(|party| party.paid),
            lower: of(|party| party.lower),
            upper: of(|party| party.upper),
            equity: of(|party| party.equity),
            value: of(|party| party.value),
            default: self.default().collect(),
            // In a plain web each party has one claim on it.
            claims: of(|party| party.paid),
            certificate: Certificate {
                residual: self.residual(),
                proved: true,
                uniqueness: Uniqueness::Unique,
                undecided: Vec::new(),
                rounds: self.rounds(),
                method: Method::Auto,
            },
        }
    }

    /// What a party has.
    #[inline]
    fn value(&self, party: usize) -> f64 {
        match self.kept {
            Kept::Alone(clearing) => clearing.value[party],
            Kept::Whole { value, .. } => value[party],
            Kept::Changed { changes, .. } => {
                let change = changes.binary_search_by_key(&(party as u32), |change| change.0);
                change.map_or(self.all.base[party], |at| changes[at].1)
            }
        }
    }

    #[inline]
    fn standing(&self, party: usize) -> Standing {
        let proof = match self.kept {
            Kept::Alone(clearing) => return alone(clearing, party),
            Kept::Whole { proof, .. } | Kept::Changed { proof, .. } => *proof,
        };
        let value = self.value(party);
        let width = self.all.witness.map_or(f64::INFINITY, |w| w.width(party, value, proof));
        decided(self.all.model.web, party, value, width)
    }
}

fn alone(clearing: &Clearing, party: usize) -> Standing {
    Standing {
        value: clearing.value[party],
        paid: clearing.paid[party],
        lower: clearing.lower[party],
        upper: clearing.upper[party],
        equity: clearing.equity[party],
        default: clearing.default[party],
    }
}

/// How a party fares of which it is known for sure whether it is in default.
#[inline]
fn decided(web: &Web, party: usize, value: f64, width: f64) -> Standing {
    let due = web.due[party];
    let default = value < due;
    // A sum of debts that was rounded is off by less than two units of its last digit.
    let slack = if web.exact_sums { 0.0 } else { 2.0 * UNIT * due };
    let (low, high) = ((value - width).max(0.0).min(due), (value + width).min(due));
    Standing {
        value,
        paid: value.min(due),
        lower: if default { low } else { due } - slack,
        upper: high + slack,
        equity: (value - due).max(0.0),
        default,
    }
}

/// Whether it is known of each party whether it is in default.
pub(super) fn is_decided(web: &Web, witness: &Witness, value: &[f64], proof: Proof) -> bool {
    // All are looked at in any case, several at once: hardly ever is one not known of.
    let parties = value.iter().zip(&web.due).enumerate();
    parties.fold(true, |sure, (party, (&value, &due))| {
        sure & is_sure(witness, party, value, due, proof)
    })
}

/// Whether it is known of a party whether it is in default.
#[inline]
pub(super) fn is_sure(witness: &Witness, party: usize, value: f64, due: f64, proof: Proof) -> bool {
    ((value - due).abs() > witness.width(party, value, proof)) | (due <= 0.0)
}
