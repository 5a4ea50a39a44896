//! What a cascade answers.

use crate::clearing::Certificate;

/// Who falls, when, and what is lost.
#[derive(Clone, Debug, PartialEq)]
pub struct Fall {
    /// In which wave each party fails: 0 for those that fail on their own, `None` for those that
    /// stand.
    pub wave: Vec<Option<u32>>,
    /// What each party loses in all: by itself, and by those that fail.
    pub loss: Vec<f64>,
    /// The part of its loss that its buffer takes, from 0 to the buffer.
    pub absorbed: Vec<f64>,
    /// The part of its loss beyond that, borne by its own creditors.
    pub beyond: Vec<f64>,
    /// What is left of each buffer: negative if losses went beyond it.
    pub worth: Vec<f64>,
    /// What is left of each buffer is not below this.
    pub lower: Vec<f64>,
    /// What is left of each buffer is not above this.
    pub upper: Vec<f64>,
    /// How sure all this is. Parties may fail for no other reason than that all do: those are
    /// where another outcome differs. Undecided are parties whose losses come as near to their
    /// buffers as arithmetic can be off, and those whose fate depends on them; they count as
    /// standing.
    pub certificate: Certificate,
}

impl Fall {
    /// The parties that fail, in order of parties.
    pub fn failed(&self) -> impl Iterator<Item = u32> + '_ {
        self.wave
            .iter()
            .enumerate()
            .filter(|(_, wave)| wave.is_some())
            .map(|(party, _)| party as u32)
    }

    /// How many waves there are.
    pub fn waves(&self) -> u32 {
        self.wave.iter().flatten().max().map_or(0, |last| last + 1)
    }
}

/// The waves of the outcome in which these fail: those of the fewest failures, and one more for
/// parties that fail only because they are expected to.
pub(crate) fn worst_waves(fewest: &[Option<u32>], failed: &[bool]) -> Vec<Option<u32>> {
    let more = fewest.iter().flatten().max().map_or(0, |last| last + 1);
    fewest.iter().zip(failed).map(|(wave, &failed)| wave.or(failed.then_some(more))).collect()
}
