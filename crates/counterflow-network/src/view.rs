//! From which dates, and in which currency, a book is looked at.

use counterflow_claim::{Currency, Date};

/// What to do with claims whose sources have no date, where a date of knowledge is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undated {
    /// Leave them out, and count them.
    LeaveOut,
    /// Take them as known from the claim's own date, and mark them as assumed.
    Include,
}

/// A way of looking at a book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// The day that the network describes; `None` for all that the book holds.
    pub as_of: Option<Date>,
    /// The day on which it was known; `None` for all that the book holds.
    pub known: Option<Date>,
    /// Claims of undated sources.
    pub undated: Undated,
    /// The currency of totals.
    pub currency: Currency,
    /// The assumptions in use, by name; none unless asked for.
    pub assume: Vec<String>,
}

impl Default for View {
    fn default() -> View {
        View {
            as_of: None,
            known: None,
            undated: Undated::LeaveOut,
            currency: Currency::USD,
            assume: Vec::new(),
        }
    }
}
