//! Maximum entropy: known answers, and the form that its optimality gives it.

use counterflow_clearing::reconstruct::{Fitting, Matrix, Totals};

fn even(totals: Totals) -> Matrix {
    let problem = totals.build().unwrap();
    let (matrix, fit) = problem.maximum_entropy();
    assert!(fit.converged, "{fit:?}");
    assert!(fit.residual.owed.max(fit.residual.claims) < 1e-11, "{fit:?}");
    matrix
}

#[test]
fn three_parties() {
    let matrix = even(Totals::new(vec![10.0, 20.0, 30.0], vec![15.0, 25.0, 20.0]));
    let expected =
        [[0.0, 4.500_499, 5.499_501], [5.499_501, 0.0, 14.500_499], [9.500_499, 20.499_501, 0.0]];
    for (row, wanted) in matrix.dense().iter().zip(&expected) {
        row.iter().zip(wanted).for_each(|(x, y)| assert!((x - y).abs() < 1e-6, "{x} {y}"));
    }
}

/// Without a diagonal in the way the answer is the product of the totals over the whole.
#[test]
fn debtors_and_creditors_apart() {
    let matrix = even(Totals::new(vec![3.0, 7.0, 0.0, 0.0], vec![0.0, 0.0, 4.0, 6.0]));
    for (i, j, amount) in [(0, 2, 1.2), (0, 3, 1.8), (1, 2, 2.8), (1, 3, 4.2)] {
        assert!((matrix.amount(i, j) - amount).abs() < 1e-14);
    }
}

/// A cap that binds leaves the rest to be spread as if the cell were known.
#[test]
fn a_cap_that_binds_is_a_known_cell() {
    let totals = || Totals::new(vec![10.0, 20.0, 30.0, 9.0], vec![15.0, 25.0, 20.0, 9.0]);
    let (capped, known) = (even(totals().cap(2, 1, 9.0)), even(totals().known(2, 1, 9.0)));
    assert!(even(totals()).amount(2, 1) > 9.0);
    for i in 0..4 {
        for j in 0..4 {
            assert!((capped.amount(i, j) - known.amount(i, j)).abs() < 1e-9, "{i} {j}");
        }
    }
}

/// Party 0 owes half of all, so nobody else can owe anyone but it: five of the cells are forced,
/// and plain fitting would not end.
#[test]
fn cells_that_must_be_zero_are_zero() {
    let problem = Totals::new(vec![6.0, 2.0, 4.0], vec![6.0, 5.0, 1.0]).build().unwrap();
    let (matrix, fit) = problem.maximum_entropy();
    assert_eq!(matrix.dense(), [[0.0, 5.0, 1.0], [2.0, 0.0, 0.0], [4.0, 0.0, 0.0]]);
    assert!(fit.passes < 3, "{fit:?}");
}

/// Almost all is forced, which makes plain fitting need as many passes as the share that is not.
#[test]
fn nearly_forced_webs_converge() {
    for gap in [1e-3, 1e-6, 1e-9] {
        let owed = vec![6.0 - gap, 2.0 + gap, 4.0, 1.0];
        let problem = Totals::new(owed, vec![6.0, 5.0, 1.0, 1.0]).build().unwrap();
        let (matrix, fit) = problem.maximum_entropy();
        assert!(fit.converged && fit.passes < 400, "{gap} {fit:?}");
        assert!(problem.residual(&matrix).owed < 1e-11);
    }
}

/// Both caps hold two blocks apart at first; one of them must let go before anything fits.
#[test]
fn a_cap_that_lets_go_late() {
    let totals = Totals::new(vec![0.0, 1373.0, 0.0, 71_755.97], vec![71_755.97, 0.0, 1373.0, 0.0]);
    let matrix = even(totals.cap(1, 0, 0.01).cap(3, 2, 0.02));
    for (i, j, amount) in [(1, 0, 0.01), (3, 2, 0.01), (1, 2, 1372.99), (3, 0, 71_755.96)] {
        assert!((matrix.amount(i, j) / amount - 1.0).abs() < 1e-6, "{matrix:?}");
    }
}

#[test]
fn small_and_large_amounts_together() {
    let owed = vec![1e12, 1e-6, 2e-6, 5.0];
    let problem = Totals::new(owed, vec![5.0, 1e12, 1e-6, 2e-6]).build().unwrap();
    let (matrix, fit) = problem.maximum_entropy();
    assert!(fit.converged, "{fit:?}");
    assert!(fit.residual.owed < 1e-11 && fit.residual.claims < 1e-11, "{fit:?}");
    // The small ones keep the form of the answer: cross products are equal.
    let cross = matrix.amount(1, 0) * matrix.amount(2, 3);
    assert!((cross / (matrix.amount(1, 3) * matrix.amount(2, 0)) - 1.0).abs() < 1e-6);
}

#[test]
fn a_web_too_short_of_passes_says_so() {
    let problem = Totals::new(vec![10.0, 20.0, 30.0], vec![15.0, 25.0, 20.0]).build().unwrap();
    let (matrix, fit) = problem.fit(Fitting { tolerance: 1e-12, passes: 1 });
    assert!(!fit.converged && fit.passes == 1 && fit.residual.owed > 1e-6);
    assert_eq!(fit.residual, problem.residual(&matrix));
}

#[test]
fn entropy_of_equal_links_is_the_logarithm_of_their_number() {
    let (matrix, fit) = Totals::new(vec![2.0; 3], vec![2.0; 3]).build().unwrap().maximum_entropy();
    assert_eq!(matrix.links().len(), 6);
    assert!((fit.entropy - 1.791_759_469_228_055).abs() < 1e-14);
}

#[test]
fn few_or_no_parties() {
    for totals in [Totals::new(vec![], vec![]), Totals::new(vec![0.0], vec![0.0])] {
        let (matrix, fit) = totals.build().unwrap().maximum_entropy();
        assert!(matrix.links().is_empty() && fit.converged && fit.entropy == 0.0);
    }
    let matrix = even(Totals::new(vec![3.0, 2.0], vec![2.0, 3.0]));
    assert_eq!(matrix.dense(), [[0.0, 3.0], [2.0, 0.0]]);
}
