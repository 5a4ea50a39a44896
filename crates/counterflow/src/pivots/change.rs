//! How much a range changes, as an order.

use counterflow_claim::{Bound, Bounds, Decimal};
use counterflow_network::Variable;

use super::is_computable;

/// What becomes of a figure without a claim; what changes most comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It can no longer be computed.
    NotComputable,
    /// It has an end less.
    EndLost,
    /// An end moves by this part of the end that is furthest from zero.
    Moved(Decimal),
    /// Only the headline changes.
    Headline,
    /// Nothing changes.
    None,
}

impl Change {
    /// From a number to what it is then.
    pub fn of(with: &Variable, then: &Variable) -> Change {
        if is_computable(with) && !is_computable(then) {
            return Change::NotComputable;
        }
        let (Some(old), Some(new)) = (with.readings.range, then.readings.range) else {
            return headline(with, then);
        };
        let lost = |old: Option<Bound>, new: Option<Bound>| old.is_some() && new.is_none();
        if lost(old.low, new.low) || lost(old.high, new.high) {
            return Change::EndLost;
        }
        match old == new {
            true => headline(with, then),
            false => Change::Moved(moved(old, new)),
        }
    }

    /// Its place among the kinds.
    fn rank(self) -> u8 {
        match self {
            Change::NotComputable => 0,
            Change::EndLost => 1,
            Change::Moved(_) => 2,
            Change::Headline => 3,
            Change::None => 4,
        }
    }

    /// One word for programs.
    pub fn word(self) -> &'static str {
        match self {
            Change::NotComputable => "not-computable",
            Change::EndLost => "end-lost",
            Change::Moved(_) => "moved",
            Change::Headline => "headline",
            Change::None => "none",
        }
    }
}

impl PartialOrd for Change {
    fn partial_cmp(&self, other: &Change) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Change {
    fn cmp(&self, other: &Change) -> std::cmp::Ordering {
        match (self, other) {
            (Change::Moved(a), Change::Moved(b)) => b.cmp(a),
            _ => self.rank().cmp(&other.rank()),
        }
    }
}

fn headline(with: &Variable, then: &Variable) -> Change {
    match with.readings.headline == then.readings.headline {
        true => Change::None,
        false => Change::Headline,
    }
}

/// By how much the ends move, as a part of the old end that is furthest from zero. An end that is
/// new, or one that moves away from a range of zero alone, counts as the whole.
fn moved(old: Bounds, new: Bounds) -> Decimal {
    let size = |end: Option<Bound>| end.map_or(Decimal::ZERO, |end| end.value.abs());
    let scale = size(old.low).max(size(old.high));
    let by = |old: Option<Bound>, new: Option<Bound>| match (old, new) {
        (Some(old), Some(new)) if scale.is_zero() && old.value != new.value => Decimal::ONE,
        (Some(old), Some(new)) => {
            let difference = new.value.checked_sub(old.value).unwrap_or(Decimal::MAX).abs();
            difference.checked_div(scale).unwrap_or(Decimal::ZERO)
        }
        (None, Some(_)) => Decimal::ONE,
        (_, None) => Decimal::ZERO,
    };
    by(old.low, new.low).max(by(old.high, new.high))
}

#[cfg(test)]
mod tests {
    use super::*;
    use counterflow_network::Readings;

    fn variable(range: Option<(i64, Option<i64>)>) -> Variable {
        let end = |value: i64| Bound::closed(Decimal::from(value));
        let range = range.map(|(low, high)| Bounds { low: Some(end(low)), high: high.map(end) });
        Variable { readings: Readings { range, ..Readings::NONE }, ..Variable::default() }
    }

    #[test]
    fn what_changes_most_comes_first() {
        let with = variable(Some((10, Some(100))));
        let of = |range| Change::of(&with, &variable(range));
        let mut changes = [
            of(Some((10, Some(100)))),
            of(Some((5, Some(100)))),
            of(Some((10, None))),
            of(Some((10, Some(180)))),
            of(None),
        ];
        changes.sort();
        let moved = |percent| Change::Moved(Decimal::new(percent, 2));
        let order = [Change::NotComputable, Change::EndLost, moved(80), moved(5), Change::None];
        assert_eq!(changes, order);
    }

    #[test]
    fn a_range_of_zero_alone_can_change() {
        let zero = variable(Some((0, Some(0))));
        assert_eq!(Change::of(&zero, &variable(Some((0, Some(7))))), Change::Moved(Decimal::ONE));
    }
}
