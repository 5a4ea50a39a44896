//! Arithmetic on ranges of exact decimals, with open and missing ends.
//!
//! Every result holds all numbers that the operation can give; where a quotient has no exact
//! decimal it is rounded outward. `None` means that the numbers left the range that is kept.

use counterflow_claim::{Bound, Bounds, Decimal};

/// Everything.
pub const ALL: Bounds = Bounds { low: None, high: None };
/// Everything that is not negative.
pub const NOT_NEGATIVE: Bounds = Bounds { low: Some(Bound::closed(Decimal::ZERO)), high: None };

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
    Some(Bounds { low: sum_end(a.low, b.low)?, high: sum_end(a.high, b.high)? })
}

/// The sum of two ends: `Some(None)` where one is missing, `None` where the sum is out of range.
fn sum_end(a: Option<Bound>, b: Option<Bound>) -> Option<Option<Bound>> {
    let Some((x, y)) = a.zip(b) else { return Some(None) };
    let value = x.value.checked_add(y.value)?;
    Some(Some(Bound { value, open: x.open || y.open }))
}

/// `-a`
pub fn negate(a: Bounds) -> Bounds {
    let flip = |end: Option<Bound>| end.map(|end| Bound { value: -end.value, ..end });
    Bounds { low: flip(a.high), high: flip(a.low) }
}

/// `a - b`
pub fn subtract(a: Bounds, b: Bounds) -> Option<Bounds> {
    add(a, negate(b))
}

/// An end of a range as a number on the extended line.
#[derive(Clone, Copy)]
enum End {
    Low,
    High,
    At(Bound),
}

fn ends(a: Bounds) -> [End; 2] {
    [a.low.map_or(End::Low, End::At), a.high.map_or(End::High, End::At)]
}

/// `a · b`
pub fn multiply(a: Bounds, b: Bounds) -> Option<Bounds> {
    let mut corners = Vec::with_capacity(4);
    for x in ends(a) {
        for y in ends(b) {
            corners.push(product(x, y)?);
        }
    }
    Some(span(&corners))
}

/// A product of two ends: with an infinite one it is infinite, or zero if the other is zero.
fn product(x: End, y: End) -> Option<End> {
    match (x, y) {
        (End::At(x), End::At(y)) => {
            let value = x.value.checked_mul(y.value)?;
            // A zero that is reached makes the product reach zero whatever the other end does.
            let zero = (x.value.is_zero() && !x.open) || (y.value.is_zero() && !y.open);
            Some(End::At(Bound { value, open: (x.open || y.open) && !zero }))
        }
        (End::At(at), infinite) | (infinite, End::At(at)) => {
            let up = matches!(infinite, End::High) == at.value.is_sign_positive();
            Some(match (at.value.is_zero(), up) {
                (true, _) => End::At(Bound { value: Decimal::ZERO, open: at.open }),
                (false, true) => End::High,
                (false, false) => End::Low,
            })
        }
        (End::Low, End::Low) | (End::High, End::High) => Some(End::High),
        _ => Some(End::Low),
    }
}

/// The smallest range over corners.
fn span(corners: &[End]) -> Bounds {
    let mut low: Option<Option<Bound>> = None;
    let mut high: Option<Option<Bound>> = None;
    for corner in corners {
        let (under, over) = match corner {
            End::Low => (None, Some(None)),
            End::High => (Some(None), None),
            End::At(at) => (Some(Some(*at)), Some(Some(*at))),
        };
        // For the low end a corner at +infinity says nothing, one at -infinity removes the end.
        low = Some(match (low, under) {
            (_, None) | (Some(None), _) => None,
            (None, Some(end)) => end.or(Some(Bound::closed(Decimal::MAX))),
            (Some(Some(x)), Some(end)) => Some(end.map_or(x, |y| wider(x, y, x.value < y.value))),
        });
        high = Some(match (high, over) {
            (_, None) | (Some(None), _) => None,
            (None, Some(end)) => end.or(Some(Bound::closed(Decimal::MIN))),
            (Some(Some(x)), Some(end)) => Some(end.map_or(x, |y| wider(x, y, x.value > y.value))),
        });
    }
    Bounds { low: low.flatten(), high: high.flatten() }
}

/// `a / b`, for a divisor that does not reach over zero; `None` if it does.
pub fn divide(a: Bounds, b: Bounds) -> Option<Bounds> {
    let zero = Decimal::ZERO;
    let positive = b.low.is_some_and(|low| low.value > zero || (low.value == zero && low.open));
    let negative =
        b.high.is_some_and(|high| high.value < zero || (high.value == zero && high.open));
    if negative {
        return divide(negate(a), negate(b));
    }
    if !positive {
        return None;
    }
    let mut corners = Vec::with_capacity(4);
    for x in ends(a) {
        for y in ends(b) {
            corners.extend(quotient(x, y)?);
        }
    }
    Some(span(&corners))
}

/// The quotient of two ends, the divisor positive: rounded both down and up where it must be.
fn quotient(x: End, y: End) -> Option<Vec<End>> {
    let zero = Decimal::ZERO;
    Some(match (x, y) {
        (End::At(x), End::At(y)) if !y.value.is_zero() => {
            let open = x.open || y.open && !x.value.is_zero();
            let [down, up] = quotients(x.value, y.value)?;
            vec![End::At(Bound { value: down, open }), End::At(Bound { value: up, open })]
        }
        // Towards a divisor of zero the quotient grows without end, unless it is zero throughout.
        (End::At(x), End::At(_)) if x.value > zero => vec![End::High],
        (End::At(x), End::At(_)) if x.value < zero => vec![End::Low],
        (End::At(x), End::At(_)) => vec![End::At(Bound { value: zero, open: x.open })],
        // Towards an infinite divisor it shrinks to zero without reaching it.
        (End::At(x), _) => {
            vec![End::At(Bound { value: zero, open: !x.value.is_zero() || x.open })]
        }
        (End::High, _) => vec![End::High],
        (End::Low, _) => vec![End::Low],
    })
}

/// A quotient from below and from above; both the same where it is an exact decimal.
pub fn quotients(x: Decimal, y: Decimal) -> Option<[Decimal; 2]> {
    let value = x.checked_div(y)?.normalize();
    let digits = |d: Decimal| d.mantissa().unsigned_abs().checked_ilog10().unwrap_or(0) + 1;
    let exact = digits(value) + digits(y) <= 28 && value.checked_mul(y) == Some(x);
    if exact {
        return Some([value, value]);
    }
    let slack = value.abs().checked_mul(SLACK)?.max(Decimal::from_parts(1, 0, 0, false, 28));
    Some([value.checked_sub(slack)?, value.checked_add(slack)?])
}

/// The smaller of the two, number by number.
pub fn minimum(a: Bounds, b: Bounds) -> Bounds {
    Bounds {
        low: a.low.zip(b.low).map(|(x, y)| wider(x, y, x.value < y.value)),
        high: tighter(a.high, b.high, |x, y| x < y),
    }
}

/// `2 · min(a, b) / (a + b)` for ranges that are not negative: how much of what flows between two
/// sides flows both ways. 1 where the two are equal; tight, unlike the formula step by step.
pub fn reciprocity(a: Bounds, b: Bounds) -> Option<Bounds> {
    let (a, b) = (intersect(a, NOT_NEGATIVE), intersect(b, NOT_NEGATIVE));
    let mut corners = Vec::new();
    for x in ends(a) {
        for y in ends(b) {
            corners.extend(reciprocity_at(x, y)?);
        }
    }
    if !is_empty(intersect(a, b)) {
        corners.push(End::At(Bound::closed(Decimal::ONE)));
    }
    if corners.is_empty() {
        return None;
    }
    Some(span(&corners))
}

fn reciprocity_at(x: End, y: End) -> Option<Vec<End>> {
    let (End::At(x), End::At(y)) = (x, y) else {
        // One side without end, the other not: the share goes to zero and does not reach it.
        return Some(vec![End::At(Bound::open(Decimal::ZERO))]);
    };
    let whole = x.value.checked_add(y.value)?;
    if whole.is_zero() {
        return Some(Vec::new());
    }
    let twice = x.value.min(y.value).checked_mul(Decimal::TWO)?;
    let reached = x.value.is_zero() && !x.open || y.value.is_zero() && !y.open;
    let open = (x.open || y.open) && !reached;
    let ends = quotients(twice, whole)?
        .map(|value| End::At(Bound { value: value.min(Decimal::ONE), open }));
    Some(ends.to_vec())
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
