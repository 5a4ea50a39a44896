//! Arithmetic on ranges of exact decimals, with open and missing ends.
//!
//! Every result holds all numbers that the operation can give; where a quotient has no exact
//! decimal it is rounded outward. `None` means that the numbers left the range that is kept.

use counterflow_claim::{Bound, Bounds, Decimal};

/// Everything.
pub const ALL: Bounds = Bounds { low: None, high: None };
/// Everything that is not negative.
pub const NOT_NEGATIVE: Bounds = Bounds { low: Some(Bound::closed(Decimal::ZERO)), high: None };
/// Everything above zero.
pub const POSITIVE: Bounds = Bounds { low: Some(Bound::open(Decimal::ZERO)), high: None };

/// Quotients without an exact decimal are widened by this share of themselves.
const SLACK: Decimal = Decimal::from_parts(1, 0, 0, false, 24);

/// Whether no number is in the range.
pub fn is_empty(a: Bounds) -> bool {
    match (a.low, a.high) {
        (Some(low), Some(high)) => {
            low.value > high.value || (low.value == high.value && (low.open || high.open))
        }
        _ => false,
    }
}

/// Whether the range is one number.
pub fn is_point(a: Bounds) -> bool {
    matches!((a.low, a.high), (Some(low), Some(high)) if low == high && !low.open)
}

/// The numbers in both.
pub fn intersect(a: Bounds, b: Bounds) -> Bounds {
    Bounds { low: tighter(a.low, b.low, |x, y| x > y), high: tighter(a.high, b.high, |x, y| x < y) }
}

fn tighter(
    a: Option<Bound>,
    b: Option<Bound>,
    wins: fn(Decimal, Decimal) -> bool,
) -> Option<Bound> {
    match (a, b) {
        (Some(x), Some(y)) if x.value == y.value => Some(if x.open { x } else { y }),
        (Some(x), Some(y)) => Some(if wins(x.value, y.value) { x } else { y }),
        (x, y) => x.or(y),
    }
}

/// The smallest range that holds both.
pub fn hull(a: Bounds, b: Bounds) -> Bounds {
    Bounds {
        low: a.low.zip(b.low).map(|(x, y)| wider(x, y, x.value < y.value)),
        high: a.high.zip(b.high).map(|(x, y)| wider(x, y, x.value > y.value)),
    }
}

fn wider(x: Bound, y: Bound, x_wins: bool) -> Bound {
    match x.value == y.value {
        true if x.open => y,
        true => x,
        false if x_wins => x,
        false => y,
    }
}

/// `a + b`
pub fn add(a: Bounds, b: Bounds) -> Option<Bounds> {
    let low = sum_end(a.low, b.low)?.map(|[down, _]| down);
    let high = sum_end(a.high, b.high)?.map(|[_, up]| up);
    Some(Bounds { low, high })
}

/// The sum of two ends: `Some(None)` where one is missing, `None` where the sum is out of range.
fn sum_end(a: Option<Bound>, b: Option<Bound>) -> Option<Option<[Bound; 2]>> {
    let Some((x, y)) = a.zip(b) else { return Some(None) };
    let open = x.open || y.open;
    Some(Some(sums(x.value, y.value)?.map(|value| Bound { value, open })))
}

/// The sum of ranges; nothing added up is zero.
pub fn sum(ranges: impl IntoIterator<Item = Bounds>) -> Option<Bounds> {
    ranges.into_iter().try_fold(Bounds::point(Decimal::ZERO), add)
}

/// `-a`
pub fn negate(a: Bounds) -> Bounds {
    // Zero has no sign here.
    let flip =
        |end: Option<Bound>| end.map(|end| Bound { value: Decimal::ZERO - end.value, ..end });
    Bounds { low: flip(a.high), high: flip(a.low) }
}

/// `a - b`
pub fn subtract(a: Bounds, b: Bounds) -> Option<Bounds> {
    add(a, negate(b))
}

/// A number of the extended line that a range ends at.
#[derive(Clone, Copy)]
enum End {
    /// Without end downward.
    Low,
    /// Without end upward.
    High,
    /// At a number.
    At(Bound),
}

fn ends(a: Bounds) -> [End; 2] {
    [a.low.map_or(End::Low, End::At), a.high.map_or(End::High, End::At)]
}

/// What an operation gives at each corner of two ranges.
fn corners<const N: usize>(
    a: Bounds,
    b: Bounds,
    at: impl Fn(End, End) -> Option<[End; N]>,
) -> Option<Vec<End>> {
    let mut corners = Vec::with_capacity(4 * N);
    for x in ends(a) {
        for y in ends(b) {
            corners.extend(at(x, y)?);
        }
    }
    Some(corners)
}

/// `a · b`
pub fn multiply(a: Bounds, b: Bounds) -> Option<Bounds> {
    span(&corners(a, b, product)?)
}

/// A product of two ends: with an infinite one it is infinite, or zero if the other is zero.
fn product(x: End, y: End) -> Option<[End; 2]> {
    Some(match (x, y) {
        (End::At(x), End::At(y)) => {
            // A zero that is reached makes the product reach zero whatever the other end does.
            let zero = (x.value.is_zero() && !x.open) || (y.value.is_zero() && !y.open);
            let open = (x.open || y.open) && !zero;
            products(x.value, y.value)?.map(|value| End::At(Bound { value, open }))
        }
        (End::At(at), infinite) | (infinite, End::At(at)) => {
            let up = matches!(infinite, End::High) == at.value.is_sign_positive();
            let end = match (at.value.is_zero(), up) {
                (true, _) => End::At(Bound { value: Decimal::ZERO, open: at.open }),
                (false, true) => End::High,
                (false, false) => End::Low,
            };
            [end; 2]
        }
        (End::Low, End::Low) | (End::High, End::High) => [End::High; 2],
        _ => [End::Low; 2],
    })
}

/// The smallest range over corners; `None` if there are none, or none at a number and only one
/// of the two infinite ends: nothing is known then.
fn span(corners: &[End]) -> Option<Bounds> {
    let at = |corner: &End| match corner {
        End::At(at) => Some(Bounds { low: Some(*at), high: Some(*at) }),
        _ => None,
    };
    let reached = corners.iter().filter_map(at).reduce(hull);
    let down = corners.iter().any(|corner| matches!(corner, End::Low));
    let up = corners.iter().any(|corner| matches!(corner, End::High));
    match reached {
        Some(range) => {
            Some(Bounds { low: range.low.filter(|_| !down), high: range.high.filter(|_| !up) })
        }
        None => (down && up).then_some(ALL),
    }
}

/// `a / b`, for a divisor that does not reach over zero; `None` if it does.
pub fn divide(a: Bounds, b: Bounds) -> Option<Bounds> {
    if is_positive(b) {
        return span(&corners(a, b, quotient)?);
    }
    let (a, b) = (negate(a), negate(b));
    if is_positive(b) { span(&corners(a, b, quotient)?) } else { None }
}

/// Whether every number in the range is above zero.
pub fn is_positive(a: Bounds) -> bool {
    let zero = Decimal::ZERO;
    a.low.is_some_and(|low| low.value > zero || (low.value == zero && low.open))
}

/// The quotient of two ends, the divisor positive: rounded both down and up where it must be.
fn quotient(x: End, y: End) -> Option<[End; 2]> {
    let zero = Decimal::ZERO;
    Some(match (x, y) {
        (End::At(x), End::At(y)) if !y.value.is_zero() => {
            let open = x.open || y.open && !x.value.is_zero();
            quotients(x.value, y.value)?.map(|value| End::At(Bound { value, open }))
        }
        // Towards a divisor of zero the quotient grows without end, unless it is zero throughout.
        (End::At(x), End::At(_)) if x.value > zero => [End::High; 2],
        (End::At(x), End::At(_)) if x.value < zero => [End::Low; 2],
        (End::At(x), End::At(_)) => [End::At(Bound { value: zero, open: x.open }); 2],
        // Towards an infinite divisor it shrinks to zero without reaching it.
        (End::At(x), _) => [End::At(Bound { value: zero, open: !x.value.is_zero() || x.open }); 2],
        (End::High, _) => [End::High; 2],
        (End::Low, _) => [End::Low; 2],
    })
}

/// A sum from below and from above; both the same where it is an exact decimal.
fn sums(x: Decimal, y: Decimal) -> Option<[Decimal; 2]> {
    let (x, y) = (x.normalize(), y.normalize());
    let value = x.checked_add(y)?;
    // An addition that has to round keeps fewer places than its terms.
    let exact = x.is_zero() || y.is_zero() || value.scale() == x.scale().max(y.scale());
    around(value, exact, value.is_sign_negative())
}

/// A product from below and from above; both the same where it is an exact decimal.
fn products(x: Decimal, y: Decimal) -> Option<[Decimal; 2]> {
    if x.is_zero() || y.is_zero() {
        return Some([Decimal::ZERO; 2]);
    }
    let (x, y) = (x.normalize(), y.normalize());
    let value = x.checked_mul(y)?;
    let exact = value.scale() == x.scale() + y.scale();
    around(value, exact, x.is_sign_negative() != y.is_sign_negative())
}

/// A quotient from below and from above; both the same where it is an exact decimal.
pub fn quotients(x: Decimal, y: Decimal) -> Option<[Decimal; 2]> {
    if x.is_zero() {
        return (!y.is_zero()).then_some([Decimal::ZERO; 2]);
    }
    let value = x.checked_div(y)?.normalize();
    let digits = |d: Decimal| d.mantissa().unsigned_abs().checked_ilog10().unwrap_or(0) + 1;
    let exact = digits(value) + digits(y) <= 28 && value.checked_mul(y) == Some(x);
    around(value, exact, x.is_sign_negative() != y.is_sign_negative())
}

/// A rounded value as the two neighbors that the exact one lies between; it keeps its sign.
fn around(value: Decimal, exact: bool, negative: bool) -> Option<[Decimal; 2]> {
    if exact {
        return Some([if value.is_zero() { Decimal::ZERO } else { value }; 2]);
    }
    let least = Decimal::from_parts(1, 0, 0, false, 28);
    let slack = value.abs().checked_mul(SLACK)?.max(least);
    let [down, up] = [value.checked_sub(slack)?, value.checked_add(slack)?];
    Some(match negative {
        true => [down, up.min(Decimal::ZERO)],
        false => [down.max(Decimal::ZERO), up],
    })
}

/// The smaller of the two, number by number.
pub fn minimum(a: Bounds, b: Bounds) -> Bounds {
    Bounds {
        low: a.low.zip(b.low).map(|(x, y)| wider(x, y, x.value < y.value)),
        high: tighter(a.high, b.high, |x, y| x < y),
    }
}

/// The larger of the two, number by number.
pub fn maximum(a: Bounds, b: Bounds) -> Bounds {
    negate(minimum(negate(a), negate(b)))
}

/// `2 · min(a, b) / (a + b)` for ranges that are not negative: how much of what flows between two
/// sides flows both ways. 1 where the two are equal; tight, unlike the formula step by step.
///
/// `None` if a range is below zero, or both are zero.
pub fn reciprocity(a: Bounds, b: Bounds) -> Option<Bounds> {
    let (a, b) = (intersect(a, NOT_NEGATIVE), intersect(b, NOT_NEGATIVE));
    if is_empty(a) || is_empty(b) {
        return None;
    }
    let mut corners = Vec::with_capacity(9);
    for x in ends(a) {
        for y in ends(b) {
            corners.extend(reciprocity_at(x, y)?);
        }
    }
    let common = intersect(a, b);
    if !is_empty(common) && common.high.is_none_or(|high| high.value > Decimal::ZERO) {
        corners.push(End::At(Bound::closed(Decimal::ONE)));
    }
    span(&corners)
}

/// The reciprocity of two ends; nothing for two zeros, and for two infinite ends, between which it
/// may be anything that the other corners do not give.
fn reciprocity_at(x: End, y: End) -> Option<Vec<End>> {
    let (x, y) = match (x, y) {
        (End::At(x), End::At(y)) => (x, y),
        (End::At(at), _) | (_, End::At(at)) => {
            // One side without end, the other not: the share goes to zero, and is zero only where
            // the other side is.
            let open = at.open || !at.value.is_zero();
            return Some(vec![End::At(Bound { value: Decimal::ZERO, open })]);
        }
        _ => return Some(Vec::new()),
    };
    let [least, most] = sums(x.value, y.value)?;
    if most.is_zero() {
        return Some(Vec::new());
    }
    let twice = x.value.min(y.value).checked_mul(Decimal::TWO)?;
    let reached = x.value.is_zero() && !x.open || y.value.is_zero() && !y.open;
    let open = (x.open || y.open) && !reached;
    let [down, up] = [quotients(twice, most)?[0], quotients(twice, least)?[1]];
    let ends = [down, up.min(Decimal::ONE)];
    Some(ends.map(|value| End::At(Bound { value, open })).to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn n(value: i64) -> Decimal {
        Decimal::from(value)
    }

    fn range(low: Option<(i64, bool)>, high: Option<(i64, bool)>) -> Bounds {
        let end =
            |end: Option<(i64, bool)>| end.map(|(value, open)| Bound { value: n(value), open });
        Bounds { low: end(low), high: end(high) }
    }

    #[test]
    fn sums_keep_open_ends() {
        let raise = range(Some((0, true)), Some((100, false)));
        let pre = subtract(Bounds::point(n(830)), raise).unwrap();
        assert_eq!(pre, range(Some((730, false)), Some((830, true))));
    }

    #[test]
    fn quotients_are_rounded_outward() {
        let share = divide(Bounds::point(n(50)), Bounds::point(n(830))).unwrap();
        let (low, high) = (share.low.unwrap().value, share.high.unwrap().value);
        assert!(low < high && high - low < Decimal::new(1, 20));
        let exact = divide(Bounds::point(n(13)), Bounds::point(n(52))).unwrap();
        assert_eq!(exact, Bounds::point(Decimal::new(25, 2)));
    }

    #[test]
    fn a_divisor_without_end_gives_an_open_zero() {
        let more = range(Some((20, true)), None);
        let ratio = divide(Bounds::point(n(1400)), more).unwrap();
        assert_eq!(ratio, range(Some((0, true)), Some((70, true))));
        assert_eq!(divide(Bounds::point(n(1)), range(Some((-1, false)), Some((1, false)))), None);
    }

    #[test]
    fn products_over_zero_are_right() {
        let a = range(Some((-2, false)), Some((3, false)));
        assert_eq!(multiply(a, a).unwrap(), range(Some((-6, false)), Some((9, false))));
        let up = range(Some((0, false)), None);
        assert_eq!(multiply(up, Bounds::point(n(2))).unwrap(), up);
        assert_eq!(multiply(up, Bounds::point(n(0))).unwrap(), Bounds::point(n(0)));
    }

    #[test]
    fn reciprocity_is_tight() {
        let three_quarters = reciprocity(Bounds::point(n(50)), Bounds::point(n(30))).unwrap();
        assert_eq!(three_quarters, Bounds::point(Decimal::new(75, 2)));
        let up_to = range(Some((0, true)), Some((50, false)));
        let all = reciprocity(up_to, Bounds::point(n(30))).unwrap();
        assert_eq!(all, range(Some((0, true)), Some((1, false))));
    }
}
