//! Minimum density against a search of all supports.

use counterflow_clearing::reconstruct::{Search, Totals};

/// The fewest links, by trying every set of cells.
fn by_enumeration(owed: &[f64], claims: &[f64]) -> usize {
    let all = 0..owed.len();
    let cells: Vec<(usize, usize)> = all
        .clone()
        .flat_map(|i| all.clone().map(move |j| (i, j)))
        .filter(|(i, j)| i != j)
        .collect();
    let chosen = |set: u32| cells.iter().enumerate().filter(move |(k, _)| set >> k & 1 == 1);
    let fits = |set: &u32| {
        let only = chosen(*set).map(|(_, cell)| *cell);
        Totals::new(owed.to_vec(), claims.to_vec()).only(only).build().is_ok()
    };
    let sets = 1..1_u32 << cells.len();
    sets.filter(fits).map(|set| set.count_ones() as usize).min().unwrap()
}

#[test]
fn finds_the_fewest_links_of_small_webs() {
    let webs: [([f64; 4], [f64; 4]); 5] = [
        ([5.0, 7.0, 3.0, 9.0], [9.0, 3.0, 7.0, 5.0]),
        ([10.0, 2.0, 2.0, 1.0], [4.0, 5.0, 3.0, 3.0]),
        ([0.3, 0.2, 0.1, 0.4], [0.1, 0.4, 0.3, 0.2]),
        ([6.0, 5.0, 4.0, 3.0], [7.0, 2.0, 8.0, 1.0]),
        ([1.0, 1.0, 1.0, 6.0], [3.0, 3.0, 2.0, 1.0]),
    ];
    for (owed, claims) in webs {
        let problem = Totals::new(owed.to_vec(), claims.to_vec()).build().unwrap();
        let (matrix, sparse) = problem.minimum_density(Search::new(1));
        assert_eq!(sparse.links, by_enumeration(&owed, &claims), "{owed:?} {matrix:?}");
        assert!(sparse.residual.owed < 1e-15 && sparse.residual.claims < 1e-15);
    }
}

/// Matching pairs hide in a large web: every debtor has a creditor that is owed the same.
#[test]
fn finds_a_perfect_matching() {
    let owed: Vec<f64> =
        (0..24).map(|k| 3.0 + f64::from(k * k % 29) + 0.1 * f64::from(k)).collect();
    let mut claims = owed.clone();
    claims.rotate_right(7);
    let problem = Totals::new(owed, claims).build().unwrap();
    let (_, sparse) = problem.minimum_density(Search { seed: 1, starts: 1, moves: 20 });
    assert_eq!((sparse.links, sparse.at_least), (24, 24));
}

/// Sums that a machine has rounded differ from each other in the last digit. That makes no link.
#[test]
fn rounding_makes_no_link() {
    let (a, b) = (0.1 + 0.2, 0.7 + 0.1);
    let problem = Totals::new(vec![a, b, 0.0, 0.0], vec![0.0, 0.0, 0.3, 0.8]).build().unwrap();
    let (matrix, sparse) = problem.minimum_density(Search::new(1));
    assert_eq!(matrix.links().len(), 2);
    assert!(sparse.residual.owed < 1e-12 && sparse.residual.claims < 1e-12);
}

#[test]
fn the_same_seed_finds_the_same() {
    let owed: Vec<f64> = (1..=12).map(|k| f64::from(k * 7 % 13) + 0.5).collect();
    let claims: Vec<f64> = (1..=12).map(|k| f64::from(k * k % 37)).collect();
    let more: f64 = owed.iter().sum::<f64>() - claims.iter().sum::<f64>();
    let (mut owed, mut claims) = (owed, claims);
    owed[11] += (-more).max(0.0);
    claims[11] += more.max(0.0);
    let problem = Totals::new(owed, claims).build().unwrap();
    let find = |seed| problem.minimum_density(Search { seed, starts: 1, moves: 5 });
    assert_eq!(find(4), find(4));
    assert!((0..20).any(|seed| find(seed).0 != find(4).0));
}

#[test]
fn few_or_no_parties() {
    for totals in [Totals::new(vec![], vec![]), Totals::new(vec![0.0], vec![0.0])] {
        let (matrix, sparse) = totals.build().unwrap().minimum_density(Search::new(1));
        assert!(matrix.links().is_empty() && sparse.at_least == 0 && sparse.density == 0.0);
    }
}
