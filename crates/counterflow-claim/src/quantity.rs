//! Quantities: what the words of a source say about a number, as exact decimal bounds.

mod number;
mod read;

pub use read::{read, read_start};

use counterflow_syntax::Span;
use rust_decimal::Decimal;

use crate::{Target, Unit};

/// Whether there is a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// The bounds say what is known.
    Known,
    /// There is an amount, and the source does not give it.
    Unknown,
    /// The source says that there is none.
    None,
}

/// The words in front of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Qualifier {
    /// None.
    Exact,
    /// "up to"
    UpTo,
    /// "at least"
    AtLeast,
    /// "more than"
    MoreThan,
    /// "less than"
    LessThan,
    /// "about"
    About,
    /// "nearly"
    Nearly,
    /// "just over"
    JustOver,
    /// Two numbers.
    Range,
    /// Words alone: "tens of billions".
    Words,
}

/// One end of a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bound {
    /// The number.
    pub value: Decimal,
    /// Whether the number itself is left out.
    pub open: bool,
}

impl Bound {
    /// An end that is reached.
    pub const fn closed(value: Decimal) -> Bound {
        Bound { value, open: false }
    }

    /// An end that is not reached.
    pub const fn open(value: Decimal) -> Bound {
        Bound { value, open: true }
    }
}

/// What a quantity may be: from `low` to `high`, either of which may be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// The low end; `None` if there is none.
    pub low: Option<Bound>,
    /// The high end; `None` if there is none.
    pub high: Option<Bound>,
}

impl Bounds {
    /// Exactly one number.
    pub const fn point(value: Decimal) -> Bounds {
        Bounds { low: Some(Bound::closed(value)), high: Some(Bound::closed(value)) }
    }
}

/// A share of what: `of` a claim, a deal or a metric of the same party, by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Base {
    /// The name as written, and the claim or deal; neither where it names a metric.
    pub target: Target,
}

/// A number as a source states it.
///
/// Amounts are in whole units: 50 bn USD is 50000000000, 27% is 0.27, 750 MW is 0.75 GW.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// Whether there is a number.
    pub state: State,
    /// The words in front.
    pub qualifier: Qualifier,
    /// What the number may be.
    pub bounds: Bounds,
    /// The written number, or the two of a range; none for words alone.
    pub nominal: Option<(Decimal, Decimal)>,
    /// One in the last written digit: 1 bn for "281 bn", 0.1 tn for "1.4 tn"; zero for words.
    pub last_digit: Decimal,
    /// Whether the bounds lean on a band of the phrase table.
    pub approx: bool,
    /// The unit.
    pub unit: Unit,
    /// Of what, for a share.
    pub base: Option<Base>,
    /// The whole phrase.
    pub span: Span,
}

impl Quantity {
    /// The headline number or numbers: the written ones, without propagation; for words alone and
    /// for none the bounds; nothing where the amount is unknown.
    pub fn headline(&self) -> Option<(Decimal, Decimal)> {
        match (self.state, self.nominal) {
            (State::Unknown, _) => None,
            (State::None, _) => Some((Decimal::ZERO, Decimal::ZERO)),
            (State::Known, Some(nominal)) => Some(nominal),
            (State::Known, None) => Some((self.bounds.low?.value, self.bounds.high?.value)),
        }
    }

    /// The bounds with room for rounding: half of the last written digit on either side.
    ///
    /// "281 bn" may have been 280.5 to 281.5.
    pub fn widened(&self) -> Bounds {
        let half = self.last_digit.checked_div(Decimal::TWO).unwrap_or(Decimal::ZERO);
        let end = |end: Option<Bound>, by: Decimal| {
            end.map(|end| Bound::closed(end.value.checked_add(by).unwrap_or(end.value)))
        };
        if half.is_zero() {
            return self.bounds;
        }
        // The zero of "up to" and "less than" is not written.
        let written = !matches!(self.qualifier, Qualifier::UpTo | Qualifier::LessThan);
        Bounds {
            low: if written { end(self.bounds.low, -half) } else { self.bounds.low },
            high: end(self.bounds.high, half),
        }
    }
}
