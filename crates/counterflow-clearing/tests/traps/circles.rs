//! Circles, in which money may come from nothing but itself.

use counterflow_clearing::{Clearing, DefaultCosts, Method, Uniqueness, Web};

use crate::{all, assert_paid, builder, differing, web};

/// Half of what firm 0 owes it owes itself: it pays `x = 1 + x / 2`, that is 2 of 4.
#[test]
fn debts_to_oneself() {
    let web = web([[2.0, 2.0], [0.0, 0.0]], [1.0, 0.0]);
    for (method, greatest, least) in all(&web, None) {
        for clearing in [greatest, least] {
            assert_paid(method, &clearing, &[2.0, 0.0]);
            assert_eq!(differing(&clearing), [], "{method}");
            assert!((clearing.equity[1] - 1.0).abs() < 1e-9, "{method}");
        }
    }
}

/// A debt to oneself alone is paid in full or not at all, as one likes.
#[test]
fn nothing_but_a_debt_to_oneself() {
    for (method, greatest, least) in all(&web([[3.0]], [0.0]), None) {
        assert_paid(method, &greatest, &[3.0]);
        assert_paid(method, &least, &[0.0]);
        assert_eq!((differing(&greatest), differing(&least)), (&[0][..], &[0][..]), "{method}");
    }
}

/// Eisenberg and Noe (2001): two nodes that owe each other 1 and have nothing else.
#[test]
fn a_closed_circle_without_cash() {
    let web = web([[0.0, 1.0], [1.0, 0.0]], [0.0, 0.0]);
    for (method, greatest, least) in all(&web, None) {
        assert_paid(method, &greatest, &[1.0, 1.0]);
        assert_paid(method, &least, &[0.0, 0.0]);
        assert_eq!((differing(&greatest), differing(&least)), (&[0, 1][..], &[0, 1][..]));
        assert_eq!((greatest.default, least.default), (vec![false; 2], vec![true; 2]), "{method}");
    }
}

/// The circle of firms 1 to 3 gets nothing from outside, though firm 0 and firm 4 do; the debts
/// in it differ, so that all pay at most 2.
#[test]
fn a_closed_circle_beside_others() {
    let mut debts = [[0.0; 5]; 5];
    (debts[1][2], debts[2][3], debts[3][1]) = (3.0, 2.0, 4.0);
    debts[0][4] = 5.0;
    for (method, greatest, least) in all(&web(debts, [4.0, 0.0, 0.0, 0.0, 1.0]), None) {
        assert_paid(method, &greatest, &[4.0, 2.0, 2.0, 2.0, 0.0]);
        assert_paid(method, &least, &[4.0, 0.0, 0.0, 0.0, 0.0]);
        assert_eq!(differing(&greatest), [1, 2, 3], "{method}");
        assert_eq!(differing(&least), [1, 2, 3], "{method}");
    }
}

/// A circle that leaks has nothing to pay with in any solution.
#[test]
fn a_leaking_circle_without_cash() {
    let builder = builder([[0.0, 4.0], [4.0, 0.0]], [0.0, 0.0]);
    let web = builder.external_liabilities(vec![0.0, 2.0]).build().expect("a web");
    for (method, greatest, least) in all(&web, None) {
        for clearing in [greatest, least] {
            assert_paid(method, &clearing, &[0.0, 0.0]);
            assert_eq!(clearing.default, [true, true], "{method}");
            assert_eq!(differing(&clearing), [], "{method}");
        }
    }
}

/// One cent into a closed circle, and all is paid in every solution.
#[test]
fn a_closed_circle_with_a_cent() {
    let web = web([[0.0, 1.0], [1.0, 0.0]], [0.01, 0.0]);
    for (method, greatest, least) in all(&web, None) {
        for clearing in [greatest, least] {
            assert_paid(method, &clearing, &[1.0, 1.0]);
            assert_eq!(clearing.default, [false, false], "{method}");
            assert_eq!(differing(&clearing), [], "{method}");
        }
    }
}

/// Firms 0 and 1 owe each other 10 in a junior class, and firm 0 owes firm 2 one before that.
/// Firm 2 pays it back: a circle of its own, and cash that never reaches the junior one.
#[test]
fn a_junior_circle_within_a_larger_one() {
    let web = Web::builder(3)
        .external_assets(vec![0.0, 0.0, 5.0])
        .ranked_debt(0, 2, 1.0, 0)
        .ranked_debt(2, 0, 1.0, 0)
        .ranked_debt(0, 1, 10.0, 2)
        .ranked_debt(1, 0, 10.0, 2)
        .build()
        .expect("a web");
    for (method, greatest, least) in all(&web, None) {
        assert_paid(method, &greatest, &[11.0, 10.0, 1.0]);
        assert_paid(method, &least, &[1.0, 0.0, 1.0]);
        assert_doubted(&greatest, &[0, 1]);
        assert_doubted(&least, &[0, 1]);
    }
}

/// Within ranks it is told who may differ, not that they do.
fn assert_doubted(clearing: &Clearing, parties: &[u32]) {
    match &clearing.certificate.uniqueness {
        Uniqueness::Unknown(may) | Uniqueness::Differs(may) => assert_eq!(may, parties),
        Uniqueness::Unique => panic!("there are other solutions"),
    }
}

/// Firm 0 owes firm 1 in two classes and firm 1 pays it all back. In the least solution nothing is
/// paid, the senior class included.
#[test]
fn a_closed_circle_through_two_classes() {
    let web = Web::builder(2)
        .ranked_debt(0, 1, 5.0, 0)
        .ranked_debt(0, 1, 10.0, 2)
        .ranked_debt(1, 0, 10.0, 0)
        .build()
        .expect("a web");
    for (method, greatest, least) in all(&web, None) {
        assert_paid(method, &greatest, &[10.0, 10.0]);
        assert_paid(method, &least, &[0.0, 0.0]);
        assert_doubted(&least, &[0, 1]);
    }
}

/// Outside cash that is lost in default leaves a circle closed.
#[test]
fn cash_that_default_destroys() {
    let web = web([[0.0, 10.0], [10.0, 0.0]], [1.0, 1.0]);
    let costs = DefaultCosts::uniform(0.0, 1.0).expect("parts");
    for (method, greatest, least) in all(&web, Some(&costs)) {
        assert_paid(method, &greatest, &[10.0, 10.0]);
        assert_paid(method, &least, &[0.0, 0.0]);
        assert_eq!(differing(&least), [0, 1], "{method}");
    }
}

/// Two firms owe each other 1 and outsiders next to nothing. Picard's steps are below 1e-10 long
/// before it is anywhere near; a bracket is not misled.
#[test]
fn steps_tell_nothing_near_criticality() {
    let (leak, cash) = (1e-5_f64, 0.5e-5_f64);
    let truth = cash * (1.0 + leak) / leak;
    let mut paid = 1.0 + leak;
    loop {
        let next = (cash + paid / (1.0 + leak)).min(1.0 + leak);
        let step = paid - next;
        paid = next;
        if step > 0.0 && step < 1e-10 {
            break;
        }
    }
    assert!(paid - truth > 100.0 * 1e-10, "Picard is off by {:e}", paid - truth);
    let builder = builder([[0.0, 1.0], [1.0, 0.0]], [cash, cash]);
    let web = builder.external_liabilities(vec![leak, leak]).build().expect("a web");
    for (method, greatest, least) in all(&web, None) {
        for clearing in [greatest, least] {
            for party in 0..2 {
                let (lower, upper) = (clearing.lower[party], clearing.upper[party]);
                assert!(lower <= truth && truth <= upper, "{method}");
                // Sweeps may be given up; then the bracket says how far off they are.
                let gap = (clearing.paid[party] - truth).abs();
                let narrow = gap < 1e-9 && upper - lower < 1e-8;
                let newton = matches!(method, Method::Auto | Method::ActiveSet);
                assert!(narrow || !newton, "{method}: off by {gap:e}, {lower} to {upper}");
            }
        }
    }
}
