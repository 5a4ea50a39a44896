//! Where clearing engines are known to go wrong, one test each.

#![expect(clippy::float_cmp, reason = "what must be exact is compared exactly")]

mod circles;
mod inputs;
mod sizes;
mod stakes;

use counterflow_clearing::{
    Clearing, DefaultCosts, End, Method, Model, Uniqueness, Web, WebBuilder,
};

/// Debts as a table: `debts[i][j]` is what `i` owes `j`, as in the papers.
fn builder<const N: usize>(debts: [[f64; N]; N], assets: [f64; N]) -> WebBuilder {
    let builder = Web::builder(N).external_assets(assets.to_vec());
    let cells = (0..N).flat_map(|i| (0..N).map(move |j| (i, j)));
    cells
        .filter(|&(i, j)| debts[i][j] > 0.0)
        .fold(builder, |builder, (i, j)| builder.debt(i as u32, j as u32, debts[i][j]))
}

fn web<const N: usize>(debts: [[f64; N]; N], assets: [f64; N]) -> Web {
    builder(debts, assets).build().expect("a web of a test")
}

/// Both ends by every method, with these costs.
fn all(web: &Web, costs: Option<&DefaultCosts>) -> Vec<(Method, Clearing, Clearing)> {
    let model = Model::new(web);
    let model = match costs {
        Some(costs) => model.with_default_costs(costs).expect("costs of a test"),
        None => model,
    };
    let both = |method| {
        let model = model.clone().with_method(method);
        (method, model.solve(End::Greatest), model.solve(End::Least))
    };
    Method::ALL.into_iter().map(both).collect()
}

/// Brackets hold what is true, and are narrow if they say so.
#[track_caller]
fn assert_paid(method: Method, clearing: &Clearing, truth: &[f64]) {
    let largest = truth.iter().copied().fold(0.0, f64::max);
    let scale = if largest > 0.0 { largest } else { 1.0 };
    for (party, &paid) in truth.iter().enumerate() {
        let (lower, upper) = (clearing.lower[party], clearing.upper[party]);
        let slack = 4.0 * f64::EPSILON * paid;
        assert!(
            lower <= paid + slack && paid - slack <= upper,
            "{method}: party {party} pays {paid}, which is not in {lower} to {upper}"
        );
        let gap = (clearing.paid[party] - paid).abs();
        assert!(gap <= 1e-9 * scale, "{method}: party {party} pays {paid}: {clearing:?}");
    }
}

fn differing(clearing: &Clearing) -> &[u32] {
    match &clearing.certificate.uniqueness {
        Uniqueness::Unique => &[],
        Uniqueness::Differs(parties) => parties,
        Uniqueness::Unknown(parties) => panic!("not told of {parties:?}"),
    }
}

/// Rogers and Veraart (2013), example 3.3: from nothing upward, payments tend to (1, 1), where
/// firm 0 has just what it owes and is solvent. So (1, 1) is no clearing vector.
#[test]
fn upward_iteration_that_ends_in_no_solution() {
    let web = web([[0.0, 2.0], [2.2, 0.0]], [1.0, 1.0]);
    let half = DefaultCosts::uniform(0.5, 0.5).expect("parts");
    for (method, greatest, least) in all(&web, Some(&half)) {
        assert_paid(method, &greatest, &[2.0, 2.2]);
        assert_paid(method, &least, &[2.0, 2.2]);
        assert_eq!(least.default, [false, false], "{method}");
        assert_eq!(differing(&least), [], "{method}");
    }
}

/// The same where each owes 2.2: nobody fails, or both do.
#[test]
fn two_solutions_by_costs_of_default_alone() {
    let web = web([[0.0, 2.2], [2.2, 0.0]], [1.0, 1.0]);
    let half = DefaultCosts::uniform(0.5, 0.5).expect("parts");
    for (method, greatest, least) in all(&web, Some(&half)) {
        assert_paid(method, &greatest, &[2.2, 2.2]);
        assert_paid(method, &least, &[1.0, 1.0]);
        assert_eq!(differing(&greatest), [0, 1], "{method}");
        assert_eq!(differing(&least), [0, 1], "{method}");
        assert_eq!((greatest.default, least.default), (vec![false; 2], vec![true; 2]));
    }
}

/// Firm 0 is short by less than arithmetic can tell. Taken for solvent, it soon is; but it is not,
/// and in the least solution both fail.
#[test]
fn a_doubt_that_settles_itself_upward() {
    let due = 2.0 + 2.0 * f64::EPSILON;
    let web = web([[0.0, due], [2.2, 0.0]], [1.0, 1.0]);
    let half = DefaultCosts::uniform(0.5, 0.5).expect("parts");
    for (method, greatest, least) in all(&web, Some(&half)) {
        assert_paid(method, &greatest, &[due, 2.2]);
        for party in 0..2 {
            let (lower, upper) = (least.lower[party], least.upper[party]);
            assert!(lower <= 1.0 && 1.0 <= upper, "{method}: 1 is not in {lower} to {upper}");
        }
        assert!(least.certificate.undecided.contains(&0), "{method}: {least:?}");
    }
}

/// A chain gives the same numbers in whatever order its parties are listed.
#[test]
fn order_of_the_parties() {
    const CHAIN: [f64; 3] = [1.0, 2.0, 0.5];
    const ORDERS: [[usize; 3]; 6] =
        [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
    for order in ORDERS {
        let (mut debts, mut assets) = ([[0.0; 3]; 3], [0.0; 3]);
        debts[order[0]][order[1]] = 3.0;
        debts[order[1]][order[2]] = 4.0;
        order.iter().zip(CHAIN).for_each(|(&at, cash)| assets[at] = cash);
        for (method, greatest, least) in all(&web(debts, assets), None) {
            for clearing in [greatest, least] {
                let paid: Vec<f64> = order.iter().map(|&at| clearing.paid[at]).collect();
                assert_eq!(paid, [1.0, 3.0, 0.0], "{method}, {order:?}");
                let equity: Vec<f64> = order.iter().map(|&at| clearing.equity[at]).collect();
                assert_eq!(equity, [0.0, 0.0, 3.5], "{method}, {order:?}");
            }
        }
    }
}

/// A party that starts with less than nothing of its own pays what it has, and no more; one with
/// just nothing of its own pays all.
#[test]
fn buffers_below_and_at_zero() {
    let web = web([[0.0, 5.0, 0.0], [0.0, 0.0, 3.0], [0.0; 3]], [3.0, 0.0, 0.0]);
    for (method, greatest, least) in all(&web, None) {
        for clearing in [greatest, least] {
            assert_paid(method, &clearing, &[3.0, 3.0, 0.0]);
            assert_eq!(clearing.default, [true, false, false], "{method}");
            assert_eq!(clearing.equity, [0.0, 0.0, 3.0], "{method}");
        }
    }
}
