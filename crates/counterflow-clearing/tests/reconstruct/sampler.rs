//! The law of the samples against sums and integrals over all matrices that fit.

use counterflow_clearing::reconstruct::{Chain, Matrix, Prior, Problem, Totals};

/// The density of the prior at an amount: that of a link, or the chance of none.
fn weight(amount: f64, (probability, rate): (f64, f64)) -> f64 {
    if amount > 0.0 {
        probability * rate * (-rate * amount).exp_m1() + probability * rate
    } else {
        1.0 - probability
    }
}

fn chain(seed: u64) -> Chain {
    Chain { seed, stream: 0, burn_in: 500, thinning: 5 }
}

fn share(samples: &[Matrix], holds: impl Fn(&Matrix) -> bool) -> f64 {
    samples.iter().filter(|matrix| holds(matrix)).count() as f64 / samples.len() as f64
}

fn mean(samples: &[Matrix], of: impl Fn(&Matrix) -> f64) -> f64 {
    samples.iter().map(of).sum::<f64>() / samples.len() as f64
}

/// Three parties have one degree of freedom: what goes around one way more goes around the other
/// way less.
#[test]
fn three_parties_by_integration() {
    let problem = Totals::new(vec![5.0, 3.5, 2.25], vec![4.0, 4.5, 2.25]).build().unwrap();
    let prior = Prior::new(0.4, 0.7).cell(1, 2, 0.8, 0.2);
    let law = |i, j| if (i, j) == (1, 2) { (0.8, 0.2) } else { (0.4, 0.7) };
    // All cells as they follow from what party 0 owes party 1.
    let cells = |x: f64| {
        [
            ((0, 1), x),
            ((0, 2), 5.0 - x),
            ((1, 2), 2.25 - (5.0 - x)),
            ((1, 0), 3.5 - (x - 2.75)),
            ((2, 0), 4.0 - (6.25 - x)),
            ((2, 1), 4.5 - x),
        ]
    };
    let density =
        |x: f64| cells(x).iter().map(|((i, j), a)| weight(*a, law(*i, *j))).product::<f64>();
    let (low, high) = (2.75, 4.5);
    let steps = 20_000;
    let step = (high - low) / f64::from(steps);
    let points: Vec<f64> = (0..steps).map(|k| low + step * (f64::from(k) + 0.5)).collect();
    let inside: f64 = points.iter().map(|x| density(*x) * step).sum();
    let first: f64 = points.iter().map(|x| x * density(*x) * step).sum();
    let all = inside + density(low) + density(high);

    let samples: Vec<Matrix> = problem.samples(&prior, chain(11)).unwrap().take(20_000).collect();
    let at_low = share(&samples, |m| m.amount(1, 2) == 0.0);
    let at_high = share(&samples, |m| m.amount(2, 1) == 0.0);
    assert!((at_low - density(low) / all).abs() < 0.015, "{at_low} {}", density(low) / all);
    assert!((at_high - density(high) / all).abs() < 0.015, "{at_high} {}", density(high) / all);
    let expected = (first + low * density(low) + high * density(high)) / all;
    let found = mean(&samples, |m| m.amount(0, 1));
    assert!((found - expected).abs() < 0.02, "{found} {expected}");
    // Between the ends, too, the law is the prior's.
    let middle = 3.5;
    let below = points.iter().filter(|x| **x < middle).map(|x| density(*x) * step).sum::<f64>();
    let found = share(&samples, |m| m.amount(0, 1) > low && m.amount(0, 1) < middle);
    assert!((found - below / all).abs() < 0.015, "{found} {}", below / all);
}

/// Two debtors and three creditors have two degrees of freedom: a polygon, with a density on its
/// inside, on each side (one cell is no link) and at each corner (two are none).
struct Polygon {
    /// The chance of each set of links, and the mean of what debtor 0 owes creditor 2.
    patterns: std::collections::BTreeMap<Vec<(usize, usize)>, f64>,
    mean: f64,
}

const OWED: [f64; 2] = [6.0, 4.5];
const CLAIMS: [f64; 3] = [4.0, 3.5, 3.0];
const STEPS: usize = 700;

fn law(debtor: usize, creditor: usize) -> (f64, f64) {
    match (debtor, creditor) {
        (0, 2) => (0.7, 0.3),
        (1, 3) => (0.2, 1.0),
        _ => (0.5, 0.6),
    }
}

/// The six cells from two of them.
fn block(x: f64, y: f64) -> [((usize, usize), f64); 6] {
    let z = OWED[0] - x - y;
    let [a, b, c] = CLAIMS;
    [((0, 2), x), ((0, 3), y), ((0, 4), z), ((1, 2), a - x), ((1, 3), b - y), ((1, 4), c - z)]
}

impl Polygon {
    fn new() -> Self {
        let mut sums = std::collections::BTreeMap::new();
        let mut first = 0.0;
        let mut add = |x: f64, y: f64, measure: f64| {
            let snap = |a: f64| if a.abs() < 1e-9 { 0.0 } else { a };
            let cells = block(x, y).map(|(pair, amount)| (pair, snap(amount)));
            if cells.iter().any(|(_, amount)| *amount < 0.0) {
                return;
            }
            let density: f64 = cells.iter().map(|((i, j), a)| weight(*a, law(*i, *j))).product();
            let links = cells.iter().filter(|(_, a)| *a > 0.0).map(|(pair, _)| *pair).collect();
            *sums.entry(links).or_insert(0.0) += density * measure;
            first += x * density * measure;
        };
        let [a, b, c] = CLAIMS;
        let (dx, dy) = (a / STEPS as f64, b / STEPS as f64);
        let at = |k: usize, step: f64| step * (k as f64 + 0.5);
        for k in 0..STEPS {
            (0..STEPS).for_each(|l| add(at(k, dx), at(l, dy), dx * dy));
            // The sides, by the cell that is zero: measured along any other, for all are alike.
            for x in [0.0, a] {
                add(x, at(k, dy), dy);
            }
            for y in [0.0, b] {
                add(at(k, dx), y, dx);
            }
            for z in [0.0, c] {
                add(at(k, dx), OWED[0] - z - at(k, dx), dx);
            }
        }
        for x in [0.0, a] {
            for y in [0.0, b] {
                add(x, y, 1.0);
            }
            for z in [0.0, c] {
                add(x, OWED[0] - z - x, 1.0);
            }
        }
        for y in [0.0, b] {
            for z in [0.0, c] {
                add(OWED[0] - z - y, y, 1.0);
            }
        }
        let all: f64 = sums.values().sum();
        let patterns = sums.into_iter().map(|(links, sum)| (links, sum / all)).collect();
        Polygon { patterns, mean: first / all }
    }
}

#[test]
fn two_by_three_by_integration_over_all_faces() {
    let expected = Polygon::new();
    assert!(expected.patterns.len() > 8);
    let owed = [OWED.to_vec(), vec![0.0; 3]].concat();
    let problem = Totals::new(owed, [vec![0.0; 2], CLAIMS.to_vec()].concat()).build().unwrap();
    let prior = [(0, 2), (0, 3), (0, 4), (1, 2), (1, 3), (1, 4)]
        .into_iter()
        .fold(Prior::new(0.5, 0.6), |prior, (i, j)| prior.cell(i, j, law(i, j).0, law(i, j).1));
    let samples: Vec<Matrix> = problem.samples(&prior, chain(5)).unwrap().take(40_000).collect();
    let links = |m: &Matrix| m.links().iter().map(|l| (l.debtor, l.creditor)).collect::<Vec<_>>();
    for (pattern, chance) in &expected.patterns {
        let found = share(&samples, |m| links(m) == *pattern);
        assert!((found - chance).abs() < 0.015, "{pattern:?} {found} {chance}");
    }
    let found = mean(&samples, |m| m.amount(0, 2));
    assert!((found - expected.mean).abs() < 0.03, "{found} {}", expected.mean);
}

fn ring() -> Problem {
    let owed: Vec<f64> = (0..8).map(|k| 10.0 + 3.7 * f64::from(k)).collect();
    // No debtors owe in all what some creditors are owed, so no totals tie.
    let claims = [16.13, 31.07, 22.41, 19.59, 29.83, 12.71, 25.37, 26.49].to_vec();
    Totals::new(owed, claims).known(0, 3, 2.5).cap(1, 2, 1.25).forbid(4, 7).build().unwrap()
}

#[test]
fn the_same_seed_gives_the_same_bits() {
    let problem = ring();
    let prior = Prior::new(0.5, problem.rate(0.5));
    let take = |seed, stream| -> Vec<Matrix> {
        let chain = Chain { stream, ..problem.chain(seed) };
        problem.samples(&prior, chain).unwrap().take(5).collect()
    };
    assert_eq!(take(1, 0), take(1, 0));
    assert_ne!(take(1, 0), take(2, 0));
    assert_ne!(take(1, 0), take(1, 1));
}

#[test]
fn long_chains_do_not_drift() {
    let problem = ring();
    let prior = Prior::new(0.3, problem.rate(0.3));
    let chain = Chain { seed: 9, stream: 0, burn_in: 200_000, thinning: 1 };
    let mut samples = problem.samples(&prior, chain).unwrap();
    let matrix = samples.next().unwrap();
    assert!(samples.moves().made == 200_001 && samples.moves().changed > 10_000);
    // Sums of eight doubles; the amounts themselves add up exactly.
    assert!(problem.residual(&matrix).owed < 2e-15 && problem.residual(&matrix).claims < 2e-15);
    assert_eq!(matrix.amount(0, 3), 2.5);
    assert!(matrix.amount(1, 2) <= 1.25 && matrix.amount(4, 7) == 0.0);
}

/// Where every cell is surely a link, all cells of all samples are positive; where links are rare,
/// few are.
#[test]
fn the_probability_of_links_shows() {
    let problem = ring();
    let links = |probability: f64| {
        let prior = Prior::new(probability, problem.rate(probability));
        let samples = problem.samples(&prior, problem.chain(2)).unwrap().skip(20).take(200);
        mean(&samples.collect::<Vec<_>>(), |m| m.links().len() as f64)
    };
    assert_eq!(links(1.0), 55.0);
    assert!(links(0.2) < links(0.5) && links(0.5) < 54.0, "{} {}", links(0.2), links(0.5));
    assert!(links(0.2) < 30.0, "{}", links(0.2));
}
