//! What cannot be right is refused, and all of it at once.

use counterflow_clearing::{DefaultCosts, Model, Web, WebError};

use crate::web;

#[test]
fn all_that_is_wrong_at_once() {
    let errors = Web::builder(3)
        .external_assets(vec![f64::NAN, -1.0, f64::INFINITY])
        .external_liabilities(vec![0.0, f64::NEG_INFINITY, 0.0])
        .debt(0, 7, 1.0)
        .debt(0, 1, -2.0)
        .stake(1, 2, 5.0)
        .stake(9, 2, f64::NAN)
        .build()
        .expect_err("nothing is right")
        .errors;
    let numbers = |what| {
        let is =
            |error: &&WebError| matches!(error, WebError::Number { what: w, .. } if *w == what);
        errors.iter().filter(is).count()
    };
    assert_eq!(numbers("external_assets"), 3);
    assert_eq!(numbers("external_liabilities"), 1);
    assert_eq!(numbers("debts"), 1);
    let count = |is: &dyn Fn(&WebError) -> bool| errors.iter().filter(|error| is(error)).count();
    assert_eq!(count(&|error| matches!(error, WebError::Party { .. })), 2);
    assert_eq!(count(&|error| matches!(error, WebError::Share { .. })), 2);
    assert_eq!(errors.len(), 9, "{errors:?}");
    for error in &errors {
        let text = error.to_string();
        assert!(!text.ends_with('.') && !text.starts_with(char::is_uppercase), "{text}");
    }
}

#[test]
fn arrays_of_wrong_length_and_rows_that_stand_twice() {
    let errors = Web::builder(2)
        .external_assets(vec![1.0])
        .external_liabilities(vec![1.0; 3])
        .external_seniority(vec![1])
        .debts(vec![0, 1], vec![1], vec![1.0])
        .build()
        .expect_err("lengths")
        .errors;
    assert_eq!(errors.len(), 4, "{errors:?}");
    let twice = Web::builder(2).debt(0, 1, 1.0).debt(1, 0, 1.0).debt(0, 1, 2.0).build();
    let errors = twice.expect_err("one debt stands twice").errors;
    assert_eq!(errors, [WebError::Twice { table: "debts", row: 2, first: 0 }]);
    let ranks = Web::builder(2).ranked_debt(0, 1, 1.0, 0).ranked_debt(0, 1, 2.0, 1).build();
    assert!(ranks.is_ok(), "two classes are two debts");
}

#[test]
fn costs_and_scenarios_that_do_not_fit() {
    let web = web([[0.0, 1.0], [0.0, 0.0]], [1.0, 0.0]);
    for (alpha, beta) in [(f64::NAN, 1.0), (1.0, -0.1), (1.1, 1.0), (f64::INFINITY, 0.0)] {
        assert!(DefaultCosts::uniform(alpha, beta).is_err(), "{alpha}, {beta}");
    }
    let three = DefaultCosts::each(vec![1.0; 3], vec![1.0; 3]).expect("parts");
    assert!(Model::new(&web).with_default_costs(&three).is_err());
    assert!(DefaultCosts::each(vec![1.0], vec![1.0; 2]).is_err());
    for assets in [vec![1.0], vec![f64::NAN, 0.0], vec![-1.0, 0.0], vec![0.0, f64::INFINITY]] {
        assert!(Model::new(&web).with_external_assets(&assets).is_err(), "{assets:?}");
    }
}

/// No costs at all are told for nobody: that must be an error or fit the empty web, and never end
/// in a panic.
#[test]
fn costs_of_nobody() {
    if let Ok(empty) = DefaultCosts::each(Vec::new(), Vec::new()) {
        let web = Web::builder(0).build().expect("a web");
        assert!(Model::new(&web).with_default_costs(&empty).is_ok());
        assert!((0.0..=1.0).contains(&empty.alpha(0)) && (0.0..=1.0).contains(&empty.beta(0)));
    }
}
