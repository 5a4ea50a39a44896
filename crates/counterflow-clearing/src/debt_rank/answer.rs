//! What DebtRank answers.

use crate::clearing::Certificate;

/// Which part of its buffer each party loses.
#[derive(Clone, Debug, PartialEq)]
pub struct Distress {
    /// The part of its buffer that each party loses, 0 to 1.
    pub h: Vec<f64>,
    /// The true part is not below this.
    pub lower: Vec<f64>,
    /// The true part is not above this.
    pub upper: Vec<f64>,
    /// Whether each party loses its whole buffer: `h` is 1.
    pub default: Vec<bool>,
    /// The part of all weight that is lost while distress spreads: `Σ v h − Σ v h0`, 0 to 1.
    pub impact: f64,
    /// The true impact is not below this.
    pub impact_lower: f64,
    /// The true impact is not above this.
    pub impact_upper: f64,
    /// How sure all this is. Where the solution is not unique, parties are named whose distress
    /// could keep itself up: circles of claims as large as buffers, that nothing has reached, and
    /// those with claims on them. Undecided are parties that lose their whole buffers or all but
    /// nothing less; `default` says of them what arithmetic says.
    pub certificate: Certificate,
}

/// What each party loses, in money.
#[derive(Clone, Debug, PartialEq)]
pub struct Losses {
    /// All that it loses.
    pub loss: Vec<f64>,
    /// The part of it that its buffer takes, from 0 to the buffer.
    pub absorbed: Vec<f64>,
    /// The part of it beyond that, borne by its own creditors.
    pub beyond: Vec<f64>,
    /// What is left of its buffer: negative if losses went beyond it.
    pub worth: Vec<f64>,
}

/// Distress by the rule of 2012, step by step.
#[derive(Clone, Debug, PartialEq)]
pub struct Walk {
    /// Where it ends. Nothing is iterated, so the brackets hold roundings alone.
    pub distress: Distress,
    /// The step at which each party has lost its whole buffer, 0 at the start, if it ever has.
    pub wave: Vec<Option<u32>>,
}
