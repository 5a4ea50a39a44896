//! The law of the prior, given the totals, is left as it is by moves.
//!
//! A matrix is drawn from the prior, moves are made from it at its own totals, and the result must
//! look as if it were drawn from the prior, too. That tests all parts of a move at once, with no
//! other sampler to trust.
//!
//! Source: Geweke, "Getting it right: joint distribution tests of posterior simulators", Journal
//! of the American Statistical Association 99, 2004.

use super::super::philox::Philox;
use super::super::totals::Totals;
use super::{Chain, Links, Prior, Samples};

const PARTIES: usize = 4;
const WEBS: u32 = 6000;
const MOVES: usize = 12;

/// What is known of a cell of the prior: uneven, with one sure link.
fn law(debtor: usize, creditor: usize) -> (f64, f64) {
    match (debtor, creditor) {
        (0, 1) => (1.0, 0.5),
        (1, _) => (0.3, 2.0),
        _ => (0.6, 1.0),
    }
}

/// A matrix from the prior, in millionths.
fn drawn(random: &mut Philox) -> Vec<Vec<u32>> {
    let mut amount = |i: usize, j: usize| {
        let (probability, rate) = law(i, j);
        let (link, size) = (random.open() < probability, -libm::log(random.open()) / rate);
        if i != j && link { (size * 1e6) as u32 + 1 } else { 0 }
    };
    (0..PARTIES).map(|i| (0..PARTIES).map(|j| amount(i, j)).collect()).collect()
}

/// The amounts of a matrix, as statistics: links, two cells, squares, and a product.
fn statistics(amount: impl Fn(usize, usize) -> f64) -> [f64; 5] {
    let cells: Vec<f64> =
        (0..PARTIES * PARTIES).map(|k| amount(k / PARTIES, k % PARTIES)).collect();
    let links = cells.iter().filter(|amount| **amount > 0.0).count() as f64;
    let squares = cells.iter().map(|amount| amount * amount).sum();
    [links, amount(0, 1), amount(1, 2), squares, amount(2, 3) * amount(3, 2)]
}

/// The statistics of a matrix before and after moves at its totals.
fn before_and_after(
    web: &[Vec<u32>],
    seed: u64,
    step: fn(&mut Samples<'_>) -> bool,
) -> [[f64; 5]; 2] {
    let money = |millionths: u32| f64::from(millionths) / 1e6;
    let owed = web.iter().map(|row| money(row.iter().sum())).collect();
    let claims = (0..PARTIES).map(|j| money(web.iter().map(|row| row[j]).sum())).collect();
    let problem = Totals::new(owed, claims).build().unwrap();
    let open = problem.flow.cells().iter().map(|cell| (cell.debtor, cell.creditor));
    let prior =
        open.fold(Prior::new(0.6, 1.0), |prior, (i, j)| prior.cell(i, j, law(i, j).0, law(i, j).1));
    let chain = Chain { seed, stream: 1, burn_in: 0, thinning: 1 };
    let mut samples = problem.samples(&prior, chain).unwrap();
    for (member, cell) in samples.members.iter_mut().zip(problem.flow.cells()) {
        member.amount = problem.grid.whole(money(web[cell.debtor][cell.creditor]));
    }
    samples.links = Links::new(&problem.flow, &samples.members, &problem.flow.movable());
    (0..MOVES).for_each(|_| {
        step(&mut samples);
    });
    let amount = |i, j| {
        let cell = problem.flow.find(i, j);
        cell.map_or(0.0, |cell| problem.grid.amount(samples.members[cell].amount))
    };
    [statistics(|i, j| money(web[i][j])), statistics(amount)]
}

/// No statistic moves by more than four of its standard errors, and matrices do change.
fn unchanged_by(step: fn(&mut Samples<'_>) -> bool) {
    let mut random = Philox::new(17, 0);
    let (mut sums, mut squares, mut changed) = ([0.0; 5], [0.0; 5], 0);
    for seed in 0..WEBS {
        let web = drawn(&mut random);
        let [before, after] = before_and_after(&web, u64::from(seed), step);
        changed += u32::from(before != after);
        for k in 0..5 {
            let more = after[k] - before[k];
            sums[k] += more;
            squares[k] += more * more;
        }
    }
    for k in 0..5 {
        let mean = sums[k] / f64::from(WEBS);
        let error = (squares[k] / f64::from(WEBS) - mean * mean).sqrt() / f64::from(WEBS).sqrt();
        assert!(mean.abs() < 4.0 * error, "statistic {k} moved by {mean}, error {error}");
    }
    assert!(changed > WEBS / 4, "{changed}");
}

#[test]
fn moves_along_walks() {
    unchanged_by(|samples| samples.by_walk());
}

#[test]
fn moves_along_links() {
    unchanged_by(|samples| samples.by_links());
}
