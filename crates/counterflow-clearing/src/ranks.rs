//! Who fails when and through whom, who hurts others most, and how far each is from failing.
//!
//! All of it stands on one run of fictitious defaults, `Sequence`.

mod contagion;
mod margins;
mod part;
mod rails;
mod sequence;
mod trace;
mod waves;

pub use contagion::{Blow, Contagion, Harm};
pub use margins::{Margin, Scale, margins, scales};
pub use rails::Rails;
pub(crate) use sequence::Sequence;
pub use trace::{Loss, Path, Trace};
pub(crate) use waves::waves_of_defaults;
pub use waves::{waves, waves_of};
