//! Rules that make claims of frames. The rules are data: `grammar/rules.txt`.

mod apply;
mod market;
mod metric;
mod opinion;
mod price;
mod slots;
mod stage;
mod table;

pub use apply::claims;
pub(crate) use apply::is_trigger;
pub use price::PRICE_TOLD;
pub use slots::{Filled, Reading};
pub use stage::{Cue, cue};
pub(crate) use table::nouns as trigger_nouns;
pub use table::{Rule, Slot, Trigger, Voice, of_noun, of_verb, rules};
