//! Every operation on ranges holds every number that it can give.

use counterflow_claim::{Bound, Bounds, Decimal};
use counterflow_network::interval::{
    ALL, add, divide, hull, intersect, is_empty, is_point, minimum, multiply, negate, quotients,
    reciprocity, subtract,
};
use proptest::prelude::*;

/// Numbers of every size that a book may hold, and signs.
fn number() -> impl Strategy<Value = Decimal> {
    let small = small();
    let fine = (-999_i64..999, 0_u32..13).prop_map(|(digits, places)| Decimal::new(digits, places));
    let huge = (-999_i64..999, 0_u32..19)
        .prop_map(|(digits, zeros)| Decimal::from(digits) * Decimal::from(10_i64.pow(zeros)));
    let long = any::<i64>().prop_map(|digits| Decimal::new(digits, 10));
    prop_oneof![4 => small, 2 => fine, 2 => huge, 1 => long]
}

fn small() -> impl Strategy<Value = Decimal> + Clone {
    (-40_i64..40).prop_map(Decimal::from)
}

/// A range that is not empty, with a number in it.
fn range() -> impl Strategy<Value = (Bounds, Decimal)> {
    range_of([number().boxed(), number().boxed(), number().boxed()])
}

fn small_range() -> impl Strategy<Value = (Bounds, Decimal)> {
    range_of([small().boxed(), small().boxed(), small().boxed()])
}

fn range_of(numbers: [BoxedStrategy<Decimal>; 3]) -> impl Strategy<Value = (Bounds, Decimal)> {
    let end = || prop_oneof![4 => Just(Some(false)), 4 => Just(Some(true)), 1 => Just(None)];
    (numbers, end(), end()).prop_filter_map("an empty range", |(mut sorted, low, high)| {
        sorted.sort();
        let bound = |open: Option<bool>, value| open.map(|open| Bound { value, open });
        let range = Bounds { low: bound(low, sorted[0]), high: bound(high, sorted[2]) };
        holds(range, sorted[1]).then_some((range, sorted[1]))
    })
}

fn holds(range: Bounds, x: Decimal) -> bool {
    let above = range.low.is_none_or(|low| x > low.value || (x == low.value && !low.open));
    let below = range.high.is_none_or(|high| x < high.value || (x == high.value && !high.open));
    above && below
}

/// Whether a range holds all numbers of another.
fn covers(outer: Bounds, inner: Bounds) -> bool {
    hull(outer, inner) == outer
}

fn point(x: Decimal) -> Bounds {
    Bounds::point(x)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn operations_hold_what_they_give_at_each_member((a, x) in range(), (b, y) in range()) {
        // What an operation gives of two points is a range that holds the exact number; the range
        // of the whole has to hold all of it but for what is rounded outward at its ends.
        let operations: [fn(Bounds, Bounds) -> Option<Bounds>; 5] =
            [add, subtract, multiply, divide, reciprocity];
        for (at, operation) in operations.into_iter().enumerate() {
            let (Some(whole), Some(one)) = (operation(a, b), operation(point(x), point(y))) else {
                continue;
            };
            prop_assert!(!is_empty(whole), "{at}: {a:?} {b:?} gives {whole:?}");
            prop_assert!(!is_empty(intersect(whole, one)), "{at}: {whole:?} misses {one:?}");
        }
    }

    #[test]
    fn points_that_are_exact_stay_points(x in -1_000_000_i64..1_000_000, y in -1000_i64..1000) {
        let (a, b) = (point(Decimal::from(x)), point(Decimal::from(y)));
        prop_assert_eq!(add(a, b), Some(point(Decimal::from(x + y))));
        prop_assert_eq!(subtract(a, b), Some(point(Decimal::from(x - y))));
        prop_assert_eq!(multiply(a, b), Some(point(Decimal::from(x * y))));
        prop_assert_eq!(minimum(a, b), point(Decimal::from(x.min(y))));
        if y != 0 {
            prop_assert_eq!(divide(point(Decimal::from(x * y)), b), Some(a));
        }
    }

    #[test]
    fn minimum_hull_and_intersection_hold_members((a, x) in range(), (b, y) in range()) {
        prop_assert!(holds(minimum(a, b), x.min(y)));
        prop_assert!(holds(hull(a, b), x) && holds(hull(a, b), y));
        prop_assert_eq!(holds(intersect(a, b), x), holds(b, x));
        prop_assert_eq!(holds(negate(a), -x), true);
        prop_assert!(covers(hull(a, b), intersect(a, b)) || is_empty(intersect(a, b)));
    }

    #[test]
    fn ends_that_are_closed_are_reached((a, x) in small_range(), (b, y) in small_range()) {
        // With small whole numbers nothing is rounded: a closed end is the value at some corner.
        let members = |range: Bounds, inside: Decimal| -> Vec<Decimal> {
            let ends = [range.low, range.high].into_iter().flatten().map(|end| end.value);
            ends.chain([inside, Decimal::ZERO]).filter(|x| holds(range, *x)).collect()
        };
        let operations: [fn(Bounds, Bounds) -> Option<Bounds>; 2] = [add, multiply];
        for operation in operations {
            let Some(range) = operation(a, b) else { continue };
            for end in [range.low, range.high].into_iter().flatten().filter(|end| !end.open) {
                let end = Some(point(end.value));
                let reached = members(a, x).iter().any(|x| {
                    members(b, y).iter().any(|y| operation(point(*x), point(*y)) == end)
                });
                prop_assert!(reached, "{a:?} {b:?} gives {range:?}");
            }
        }
    }

    #[test]
    fn what_is_rounded_keeps_its_sign(x in number(), y in number()) {
        if let Some([down, up]) = quotients(x, y) {
            prop_assert!(down <= up);
            let negative = x.is_sign_negative() != y.is_sign_negative();
            let kept = if negative { up <= Decimal::ZERO } else { down >= Decimal::ZERO };
            prop_assert!(kept);
        }
        if let Some(product) = multiply(point(x), point(y)) {
            let back = divide(product, point(y));
            prop_assert!(back.is_none_or(|back| holds(back, x)));
        }
    }

    #[test]
    fn shares_of_a_whole_are_shares((a, _) in range(), (b, _) in range()) {
        let [low, high] = [Decimal::ZERO, Decimal::ONE].map(|end| Some(Bound::closed(end)));
        let unit = Bounds { low, high };
        if let Some(share) = reciprocity(a, b) {
            prop_assert!(covers(unit, share), "{share:?}");
        }
    }
}

#[test]
fn huge_and_tiny_numbers_are_rounded_outward() {
    let (huge, tiny) = (Decimal::from_scientific("1e21").unwrap(), Decimal::new(1, 12));
    let sum = add(point(huge), point(tiny)).unwrap();
    assert!(!is_point(sum));
    assert!(sum.low.unwrap().value <= huge && sum.high.unwrap().value > huge);
    let product = multiply(point(Decimal::new(1, 20)), point(Decimal::new(1, 20))).unwrap();
    assert_eq!(product.low.unwrap().value, Decimal::ZERO);
    assert!(product.high.unwrap().value > Decimal::ZERO);
    assert_eq!(divide(point(huge), point(tiny)), None);
    assert_eq!(multiply(point(huge), point(huge)), None);
    assert_eq!(add(point(Decimal::MAX), point(Decimal::MAX)), None);
    assert_eq!(add(ALL, point(huge)), Some(ALL));
}

#[test]
fn nothing_flows_both_ways_where_one_side_is_nothing() {
    let zero = point(Decimal::ZERO);
    let open = Bounds { low: zero.low, high: None };
    assert_eq!(reciprocity(zero, zero), None);
    assert_eq!(reciprocity(zero, open), Some(zero));
    let all = reciprocity(open, open).unwrap();
    assert_eq!((all.low, all.high.unwrap().value), (zero.low, Decimal::ONE));
}
