//! Owners and what they own.

use counterflow_clearing::{Model, Web, WebError};

use crate::all;

/// Shares that sum to one, but for a rounding, are the whole and not more.
#[test]
fn ownership_of_exactly_one() {
    for shares in [[0.5, 0.25, 0.25], [0.1, 0.2, 0.7], [0.7, 0.2, 0.1]] {
        let mut builder = Web::builder(4).external_assets(vec![0.0, 0.0, 0.0, 10.0]);
        for (owner, share) in shares.into_iter().enumerate() {
            builder = builder.stake(owner as u32, 3, share);
        }
        let clearing = Model::new(&builder.build().expect("not more than the whole")).clear();
        for (owner, share) in shares.into_iter().enumerate() {
            assert!((clearing.equity[owner] - 10.0 * share).abs() < 1e-12);
        }
    }
}

/// What one firm owns whole passes its equity on, whole.
#[test]
fn a_chain_of_whole_owners() {
    let web = Web::builder(3)
        .external_assets(vec![0.0, 1.0, 2.0])
        .stake(0, 1, 1.0)
        .stake(1, 2, 1.0)
        .build()
        .expect("a web");
    let clearing = Model::new(&web).clear();
    assert_eq!(clearing.equity, [3.0, 3.0, 2.0]);
}

#[test]
fn ownership_above_one_and_of_one_another() {
    let over = Web::builder(3).stake(0, 2, 0.6).stake(1, 2, 0.5).build();
    let errors = over.expect_err("more than the whole").errors;
    assert!(matches!(errors[..], [WebError::Overowned { owned: 2, total }] if total > 1.09));
    let circle = Web::builder(3).stake(0, 1, 1.0).stake(1, 0, 1.0).build();
    let errors = circle.expect_err("owned by one another").errors;
    let WebError::Ownerless { parties } = &errors[0] else { panic!("{errors:?}") };
    let mut parties = parties.clone();
    parties.sort_unstable();
    assert_eq!((parties.as_slice(), errors.len()), (&[0, 1][..], 1));
    let oneself = Web::builder(1).stake(0, 0, 1.0).build();
    assert!(matches!(oneself.expect_err("its own").errors[..], [WebError::Ownerless { .. }]));
}

/// Cross-holdings are solved, not applied once: each is worth 4 + half of the other, that is 8.
#[test]
fn equity_that_goes_round() {
    let web = Web::builder(2)
        .external_assets(vec![4.0, 4.0])
        .stake(0, 1, 0.5)
        .stake(1, 0, 0.5)
        .build()
        .expect("a web");
    for (method, greatest, least) in all(&web, None) {
        for clearing in [greatest, least] {
            for equity in clearing.equity {
                assert!((equity - 8.0).abs() < 1e-9, "{method}: {equity}");
            }
        }
    }
}
