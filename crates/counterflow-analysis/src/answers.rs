//! The tables of a report, each cell a text or a figure.

mod section;
mod sections;

pub use section::{Cell, Section, Shown};

use counterflow_network::Network;

use crate::Figure;
use crate::figure::figures;

/// What follows from a network.
#[derive(Clone, Debug)]
pub struct Answers {
    /// Every figure.
    pub figures: Vec<Figure>,
    /// The tables, in the order of a report.
    pub sections: Vec<Section>,
}

/// Picks and orders the figures of a network into tables.
///
/// Time is `O(n log n)` in the figures.
pub fn analyze(network: &Network) -> Answers {
    let figures = figures(network);
    let sections = sections::all(network, &figures);
    Answers { figures, sections }
}
