//! What must hold of all methods on any web.

use counterflow_clearing::reconstruct::{CellBounds, End, Matrix, Prior, Search, Totals};
use proptest::prelude::*;

use super::web::{Web, webs};

/// Checks that a matrix lies within bounds.
fn contain(bounds: &CellBounds, matrix: &Matrix, tolerance: f64) {
    for link in matrix.links() {
        let range = bounds.of(link.debtor, link.creditor);
        let room = tolerance * range.greatest.max(matrix.owed()[link.debtor]);
        assert!(link.amount <= range.greatest + room, "{link:?} {range:?}");
    }
    for range in bounds.cells() {
        let amount = matrix.amount(range.debtor, range.creditor);
        let room = tolerance * range.greatest.max(matrix.owed()[range.debtor]);
        assert!(amount >= range.least - room, "{amount} {range:?}");
    }
}

fn close(ours: f64, theirs: f64, scale: f64) {
    assert!((ours - theirs).abs() <= 1e-9 * scale, "{ours} {theirs}");
}

fn shuffled(parties: usize, keys: &[u32]) -> Vec<usize> {
    let mut names: Vec<usize> = (0..parties).collect();
    names.sort_by_key(|k| keys[*k]);
    names
}

fn whole(web: &Web) -> f64 {
    web.hundredths.iter().map(|h| f64::from(*h)).sum::<f64>() / 100.0
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn all_methods_fit_and_lie_within_bounds(web in webs(6), seed in any::<u64>()) {
        let problem = web.totals().build().unwrap();
        prop_assert!(problem.adjustment().owed == 0.0 && problem.adjustment().claims == 0.0);
        let bounds = problem.bounds();

        let (even, fit) = problem.maximum_entropy();
        prop_assert!(fit.converged, "{fit:?}");
        web.check(&even, 1e-11);
        contain(&bounds, &even, 1e-9);

        let search = Search { seed, starts: 2, moves: 10 };
        let (few, sparse) = problem.minimum_density(search);
        web.check(&few, 1e-11);
        contain(&bounds, &few, 1e-11);
        prop_assert!(sparse.at_least <= sparse.links && sparse.links == few.links().len());
        prop_assert!(sparse.links <= fit.links);

        let prior = Prior::new(0.5, problem.rate(0.5));
        for matrix in problem.samples(&prior, problem.chain(seed)).unwrap().take(5) {
            web.check(&matrix, 1e-14);
            contain(&bounds, &matrix, 1e-14);
            prop_assert!(matrix.entropy() <= fit.entropy + 1e-9);
        }
    }

    /// Amounts of very different size, whose sums are rounded as doubles are.
    #[test]
    fn sizes_far_apart(
        cells in prop::collection::vec((0..999_u32, -6..12_i32), 25),
        seed in any::<u64>(),
    ) {
        let amount = |i: usize, j: usize| {
            let (digits, power) = cells[i * 5 + j];
            if i == j { 0.0 } else { f64::from(digits) * 10_f64.powi(power) }
        };
        let owed: Vec<f64> = (0..5).map(|i| (0..5).map(|j| amount(i, j)).sum()).collect();
        let claims: Vec<f64> = (0..5).map(|j| (0..5).map(|i| amount(i, j)).sum()).collect();
        let whole: f64 = owed.iter().sum();
        let problem = Totals::new(owed, claims).build().unwrap();
        let bounds = problem.bounds();
        let (even, fit) = problem.maximum_entropy();
        prop_assert!(fit.converged, "{fit:?}");
        let (few, _) = problem.minimum_density(Search { seed, starts: 1, moves: 5 });
        let prior = Prior::new(0.5, problem.rate(0.5));
        let drawn = problem.samples(&prior, problem.chain(seed)).unwrap().take(2);
        for matrix in drawn.chain([even, few]) {
            let residual = problem.residual(&matrix);
            prop_assert!(residual.owed.max(residual.claims) < 1e-11, "{residual:?}");
            for range in bounds.cells() {
                let amount = matrix.amount(range.debtor, range.creditor);
                prop_assert!(range.least - 1e-11 * whole <= amount, "{range:?} {amount}");
                prop_assert!(amount <= range.greatest + 1e-11 * whole, "{range:?} {amount}");
            }
        }
    }

    #[test]
    fn bounds_hold_the_truth_and_are_attained(web in webs(5)) {
        let problem = web.totals().build().unwrap();
        let bounds = problem.bounds();
        for (i, j) in web.cells() {
            let range = bounds.of(i, j);
            let truth = f64::from(web.hundredths_of(i, j)) / 100.0;
            prop_assert!(range.least <= truth && truth <= range.greatest, "{truth} {range:?}");
            for (end, amount) in [(End::Least, range.least), (End::Greatest, range.greatest)] {
                let matrix = problem.attaining(i, j, end).unwrap();
                prop_assert_eq!(matrix.amount(i, j).to_bits(), amount.to_bits());
                web.check(&matrix, 1e-14);
            }
        }
    }

    #[test]
    fn the_order_of_cells_does_not_matter(
        web in webs(5),
        keys in prop::collection::vec(any::<u32>(), 20),
    ) {
        let (mut cells, given) = (web.cells(), web.totals().build().unwrap());
        cells.sort_by_key(|(i, j)| keys[(i * 4 + j) % 20]);
        let other = web.totals_in(&cells, 0).build().unwrap();
        prop_assert_eq!(given.bounds(), other.bounds());
        prop_assert_eq!(given.maximum_entropy(), other.maximum_entropy());
        prop_assert_eq!(
            given.minimum_density(Search::new(1)),
            other.minimum_density(Search::new(1))
        );
    }

    #[test]
    fn names_do_not_matter(web in webs(5), keys in prop::collection::vec(any::<u32>(), 5)) {
        let names = shuffled(web.parties, &keys);
        let here = web.totals().build().unwrap();
        let there = web.renamed(&names).totals().build().unwrap();
        let (even, even_there) = (here.maximum_entropy().0, there.maximum_entropy().0);
        let (bounds, bounds_there) = (here.bounds(), there.bounds());
        for (i, j) in web.cells() {
            let (k, l) = (names[i], names[j]);
            close(even.amount(i, j), even_there.amount(k, l), whole(&web));
            let (range, range_there) = (bounds.of(i, j), bounds_there.of(k, l));
            prop_assert_eq!(range.least.to_bits(), range_there.least.to_bits());
            prop_assert_eq!(range.greatest.to_bits(), range_there.greatest.to_bits());
        }
    }

    #[test]
    fn the_unit_of_money_does_not_matter(web in webs(5), power in -12..12_i32) {
        let unit = 10_f64.powi(power);
        let here = web.totals().build().unwrap();
        let there = web.totals_in(&web.cells(), power).build().unwrap();
        let (even, even_there) = (here.maximum_entropy().0, there.maximum_entropy().0);
        let (bounds, bounds_there) = (here.bounds(), there.bounds());
        let sample = |problem: &counterflow_clearing::reconstruct::Problem| {
            let prior = Prior::new(0.5, problem.rate(0.5));
            problem.samples(&prior, problem.chain(3)).unwrap().next().unwrap()
        };
        let (drawn, drawn_there) = (sample(&here), sample(&there));
        for (i, j) in web.cells() {
            close(even.amount(i, j) * unit, even_there.amount(i, j), whole(&web) * unit);
            close(drawn.amount(i, j) * unit, drawn_there.amount(i, j), whole(&web) * unit);
            close(bounds.of(i, j).least * unit, bounds_there.of(i, j).least, whole(&web) * unit);
            let greatest = bounds.of(i, j).greatest * unit;
            close(greatest, bounds_there.of(i, j).greatest, whole(&web) * unit);
        }
    }
}
