//! Roundings, ties, nothings, and amounts of all sizes.

use counterflow_clearing::{DefaultCosts, Model, Web, WebError};

use crate::{all, assert_paid, builder, web};

/// The numbers nearest to 0.1 and 0.2 are together more than the one nearest to 0.3.
#[test]
fn a_default_that_rounding_flips() {
    let three = web([[0.0, 0.1, 0.2], [0.0; 3], [0.0; 3]], [0.3, 0.0, 0.0]);
    let costs = DefaultCosts::uniform(0.5, 0.5).expect("parts");
    for costs in [None, Some(&costs)] {
        for (method, greatest, least) in all(&three, costs) {
            for clearing in [greatest, least] {
                assert_eq!(clearing.certificate.undecided, [0], "{method}: {clearing:?}");
                let kept = if costs.is_some() { 0.15 } else { 0.3 };
                let (lower, upper) = (clearing.lower[0], clearing.upper[0]);
                assert!(lower <= kept && 0.3 <= upper, "{method}: {lower} to {upper}");
            }
        }
    }
}

/// The same debts in two classes: what is due in all is a sum that rounds, too.
#[test]
fn a_default_that_rounding_of_classes_flips() {
    let web = Web::builder(2)
        .external_assets(vec![0.3, 0.0])
        .ranked_debt(0, 1, 0.1, 0)
        .ranked_debt(0, 1, 0.2, 2)
        .build()
        .expect("a web");
    for (method, greatest, _) in all(&web, None) {
        assert_eq!(greatest.certificate.undecided, [0], "{method}: {greatest:?}");
    }
}

/// Whole numbers are added without rounding: who has just what it owes is solvent, without doubt.
#[test]
fn a_tie_in_whole_numbers() {
    let web = web([[0.0, 3.0, 4.0], [0.0, 0.0, 2.0], [1.0, 0.0, 0.0]], [6.0, 0.0, 0.0]);
    for (method, greatest, least) in all(&web, None) {
        for clearing in [greatest, least] {
            assert_eq!(clearing.paid, [7.0, 2.0, 1.0], "{method}");
            assert_eq!(clearing.default, [false; 3], "{method}");
        }
    }
}

#[test]
fn an_empty_web() {
    for (method, greatest, least) in all(&Web::builder(0).build().expect("a web"), None) {
        for clearing in [greatest, least] {
            assert_eq!((clearing.paid.len(), clearing.default.len()), (0, 0), "{method}");
            assert!(clearing.certificate.proved && clearing.certificate.uniqueness.is_unique());
            assert_eq!(clearing.certificate.residual, 0.0);
        }
    }
}

#[test]
fn one_party() {
    for (cash, owed, paid, equity) in
        [(2.0, 3.0, 2.0, 0.0), (3.0, 3.0, 3.0, 0.0), (4.0, 3.0, 3.0, 1.0), (0.0, 0.0, 0.0, 0.0)]
    {
        let builder = Web::builder(1).external_assets(vec![cash]);
        let web = builder.external_liabilities(vec![owed]).build().expect("a web");
        for (method, greatest, least) in all(&web, None) {
            for clearing in [greatest, least] {
                assert_eq!((clearing.paid[0], clearing.equity[0]), (paid, equity), "{method}");
                let width = clearing.upper[0] - clearing.lower[0];
                assert!(width <= 16.0 * f64::EPSILON * paid, "{method}: {width:e}");
                assert_eq!(clearing.default, [cash < owed], "{method}");
                assert_eq!(clearing.certificate.undecided, [], "{method}");
                assert!(clearing.certificate.uniqueness.is_unique(), "{method}");
            }
        }
    }
}

/// Debts of nothing are no debts, and bind nobody.
#[test]
fn debts_of_nothing() {
    let web = Web::builder(3)
        .external_assets(vec![0.0, 1.0, 2.0])
        .debt(0, 1, 0.0)
        .debt(1, 0, 0.0)
        .stake(2, 0, 0.0)
        .build()
        .expect("a web");
    for (method, greatest, least) in all(&web, None) {
        for clearing in [greatest, least] {
            assert_eq!(clearing.paid, [0.0; 3], "{method}");
            assert_eq!(clearing.equity, [0.0, 1.0, 2.0], "{method}");
            assert_eq!(clearing.default, [false; 3], "{method}");
            assert!(clearing.certificate.uniqueness.is_unique(), "{method}");
        }
    }
}

/// Amounts whose squares are no numbers any more.
#[test]
fn amounts_of_all_sizes() {
    for scale in [1e-300, 1e-160, 1.0, 1e160, 1e300] {
        let web = web(
            [[0.0, 20.0, 10.0], [5.0, 0.0, 24.0], [10.0, 0.0, 0.0]].map(|r| r.map(|a| a * scale)),
            [10.0 * scale; 3],
        );
        let truth = [270.0 / 11.0 * scale, 290.0 / 11.0 * scale, 10.0 * scale];
        for (method, greatest, least) in all(&web, None) {
            assert_paid(method, &greatest, &truth);
            assert_paid(method, &least, &truth);
            assert!(greatest.certificate.proved, "{method}, {scale:e}");
            assert_eq!(greatest.default, [true, true, false], "{method}, {scale:e}");
        }
    }
}

/// A debt that would vanish beside another is refused, and told.
#[test]
fn amounts_of_all_sizes_together() {
    let builder = builder([[0.0, 1e300], [1e-300, 0.0]], [1e-300, 1e299]);
    let errors = builder.external_liabilities(vec![1e-300, 1e-300]).build().expect_err("too far");
    assert_eq!(errors.errors, [WebError::TooFarApart { debtor: 0, creditor: None }]);
    assert!(errors.to_string().contains("leave it out"), "{errors}");
}

/// A scenario may bring more cash than there are numbers for.
#[test]
fn a_scenario_too_large_to_add_up() {
    let web = web([[0.0, 1e308], [0.0, 0.0]], [0.0, 0.0]);
    let assets = [1e308, 1.5e308];
    if let Ok(model) = Model::new(&web).with_external_assets(&assets) {
        let clearing = model.clear();
        let numbers = clearing.value.iter().chain(&clearing.equity).chain(&clearing.upper);
        assert!(numbers.clone().all(|number| number.is_finite()), "{clearing:?}");
    }
}
