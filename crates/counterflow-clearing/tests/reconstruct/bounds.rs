//! Bounds against a linear program, and what they cost.

use counterflow_clearing::reconstruct::Totals;
use microlp::{ComparisonOp, OptimizationDirection, Problem};
use proptest::prelude::*;

use super::web::{Told, Web, webs};

/// An end of the range of a cell, from the simplex method.
fn by_program(web: &Web, cell: (usize, usize), direction: OptimizationDirection) -> f64 {
    let mut program = Problem::new(direction);
    let money = |hundredths: u32| f64::from(hundredths) / 100.0;
    let variables: Vec<_> = web
        .cells()
        .into_iter()
        .map(|(i, j)| {
            let amount = web.hundredths_of(i, j);
            let ends = match web.told_of(i, j) {
                Told::Nothing => (0.0, f64::INFINITY),
                Told::Amount => (money(amount), money(amount)),
                Told::Cap(more) => (0.0, money(amount + more)),
            };
            ((i, j), program.add_var(f64::from(u8::from((i, j) == cell)), ends))
        })
        .collect();
    for party in 0..web.parties {
        let row = variables.iter().filter(|((i, _), _)| *i == party);
        let column = variables.iter().filter(|((_, j), _)| *j == party);
        let owed: u32 = (0..web.parties).map(|j| web.hundredths_of(party, j)).sum();
        let claims: u32 = (0..web.parties).map(|i| web.hundredths_of(i, party)).sum();
        let terms = |members: Vec<_>| -> Vec<_> {
            members.into_iter().map(|(_, variable): &(_, _)| (*variable, 1.0)).collect()
        };
        program.add_constraint(terms(row.collect()), ComparisonOp::Eq, money(owed));
        program.add_constraint(terms(column.collect()), ComparisonOp::Eq, money(claims));
    }
    program.solve().unwrap().into_solution().unwrap().objective()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn as_the_simplex_method_finds_them(web in webs(5)) {
        let bounds = web.totals().build().unwrap().bounds();
        let whole: f64 = web.hundredths.iter().map(|h| f64::from(*h)).sum::<f64>() / 100.0;
        for (i, j) in web.cells() {
            let range = bounds.of(i, j);
            let least = by_program(&web, (i, j), OptimizationDirection::Minimize);
            let greatest = by_program(&web, (i, j), OptimizationDirection::Maximize);
            prop_assert!((range.least - least).abs() <= 1e-7 * whole, "{range:?} {least}");
            prop_assert!((range.greatest - greatest).abs() <= 1e-7 * whole, "{range:?} {greatest}");
        }
    }
}

/// Off the diagonal and with nothing else known, the ends have a closed form: a cell can take the
/// smaller of its totals unless a third party, whose own two totals cannot meet each other, needs
/// the room; and it must take what all others together cannot.
#[test]
fn closed_form_where_only_the_diagonal_is_forbidden() {
    let owed = [40.0, 3.0, 21.0, 8.0, 17.0, 11.0];
    let claims = [10.0, 31.0, 2.0, 40.0, 5.0, 12.0];
    let all: f64 = owed.iter().sum();
    let bounds = Totals::new(owed.to_vec(), claims.to_vec()).build().unwrap().bounds();
    for i in 0..6 {
        for j in (0..6).filter(|j| *j != i) {
            let others = (0..6).filter(|k| *k != i && *k != j);
            let room = others.map(|k| all - owed[k] - claims[k]).fold(f64::INFINITY, f64::min);
            let greatest = room.min(owed[i]).min(claims[j]);
            let least = (owed[i] + claims[i] + claims[j] - all)
                .max(owed[i] + owed[j] + claims[j] - all)
                .max(0.0);
            let range = bounds.of(i, j);
            assert_eq!((range.least, range.greatest), (least, greatest), "{i} {j}");
        }
    }
}

#[test]
fn small_and_large_amounts_together() {
    let totals = Totals::new(vec![1e12, 1e-6, 2e-6], vec![2e-6, 1e12, 1e-6]);
    let problem = totals.build().unwrap();
    let bounds = problem.bounds();
    // Of the 1e12 that party 1 is owed all but 3e-6 must come from party 0, whatever the rest is.
    assert_eq!(bounds.of(0, 1).greatest, 1e12);
    assert_eq!((bounds.of(2, 1).least, bounds.of(2, 1).greatest), (0.0, 1e-6));
    assert_eq!((bounds.of(0, 2).least, bounds.of(0, 2).greatest), (0.0, 1e-6));
    assert_eq!((bounds.of(1, 0).least, bounds.of(1, 0).greatest), (0.0, 1e-6));
}

#[test]
fn cells_that_are_not_open() {
    use counterflow_clearing::reconstruct::End;
    let problem =
        Totals::new(vec![1.0, 2.0, 0.0], vec![2.0, 1.0, 0.0]).known(0, 1, 1.0).build().unwrap();
    let bounds = problem.bounds();
    assert_eq!((bounds.of(0, 1).least, bounds.of(0, 1).greatest), (1.0, 1.0));
    assert_eq!((bounds.of(2, 0).least, bounds.of(2, 0).greatest), (0.0, 0.0));
    assert!(problem.attaining(1, 1, End::Least).is_none());
    assert!(problem.attaining(0, 7, End::Least).is_none());
    assert_eq!(problem.attaining(0, 1, End::Least).unwrap().amount(0, 1), 1.0);
}
