//! DebtRank of 2012 and 2015: published cases, exact answers, properties.

#![expect(clippy::unwrap_used, reason = "a helper of a test fails as the test does")]
#![expect(clippy::float_cmp, reason = "what is exact is compared exactly")]

#[path = "contagion/distress.rs"]
mod distress;
#[path = "contagion/draw.rs"]
mod draw;
#[path = "contagion/labels.rs"]
mod labels;
#[path = "contagion/whole.rs"]
mod whole;

use counterflow_clearing::{DebtRank, Distress, Exposures, Method, Uniqueness};
use proptest::prelude::*;

use distress::{Draw, draw, literal, whole_number};
use draw::{Debt, exposures};
use labels::Labels;
use whole::{is_between, tangle};

/// The example of NetworkRiskMeasures (Cinelli 2015).
const THREE_NODES: [Debt; 5] = [(1, 0, 1.0), (0, 1, 10.0), (2, 1, 3.0), (0, 2, 3.0), (1, 2, 2.0)];

fn three_nodes() -> Exposures {
    let exposures = exposures(&THREE_NODES, &[2.0, 5.0, 2.0]);
    exposures.with_weights(vec![10.0, 100.0, 30.0]).unwrap()
}

fn assert_close(found: &[f64], expected: &[f64]) {
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        assert!((found - expected).abs() < 1e-12, "{found} {expected}");
    }
}

fn assert_certain(distress: &Distress, expected: &[f64]) {
    assert!(distress.certificate.proved);
    for (party, &h) in expected.iter().enumerate() {
        let (lower, upper) = (distress.lower[party], distress.upper[party]);
        assert!(lower <= h + 1e-16 && h - 1e-16 <= upper, "{party}: {lower} {h} {upper}");
        assert!(upper - lower < 1e-12, "{party}: {lower} {upper}");
    }
}

#[test]
fn three_nodes_by_the_rule_of_2012() {
    let exposures = three_nodes();
    let rank = DebtRank::new(&exposures);
    assert_close(&rank.impacts_of_walks(), &[130.0 / 140.0, 0.25, 93.0 / 140.0]);
    let losses = [0.2, 0.5, 0.2];
    let shock = rank.with_losses(&losses).unwrap();
    let walk = shock.walk();
    assert_close(&walk.distress.h, &[0.15, 0.26, 0.3]);
    assert_certain(&walk.distress, &[0.15, 0.26, 0.3]);
    assert!((walk.distress.impact - 0.16071428571428573).abs() < 1e-14);
    assert_eq!(walk.wave, [None; 3]);
    assert_eq!(rank.with_failures(&[0]).unwrap().walk().wave, [Some(0), Some(1), Some(1)]);
}

#[test]
fn three_nodes_by_the_rule_of_2015() {
    let exposures = three_nodes();
    for method in Method::ALL {
        let rank = DebtRank::new(&exposures).with_method(method);
        assert_close(&rank.impacts(), &[130.0 / 140.0, 0.25, 0.75]);
        let losses = [0.2, 0.5, 0.2];
        let distress = rank.with_losses(&losses).unwrap().linear();
        assert_certain(&distress, &[0.6, 1.0, 1.0]);
        assert_eq!(distress.default, [false, true, true]);
        assert!((distress.impact - 122.0 / 140.0).abs() < 1e-14);
        assert!(distress.impact_lower <= distress.impact);
        assert!(distress.impact <= distress.impact_upper);
        assert_eq!(distress.certificate.uniqueness, Uniqueness::Unique);
    }
}

/// The circle of E3 in metrics: 0.5, 0.8 and 0.4 around, a shock of 0.2 on the last.
#[test]
fn a_circle_counts_what_comes_round_only_in_2015() {
    let exposures = exposures(&[(1, 0, 0.5), (2, 1, 0.8), (0, 2, 0.4)], &[1.0, 1.0, 1.0]);
    let rank = DebtRank::new(&exposures);
    let losses = [0.0, 0.0, 0.2];
    let shock = rank.with_losses(&losses).unwrap();
    assert_close(&shock.walk().distress.h, &[0.08, 0.16, 0.232]);
    let around = 1.0 - 0.5 * 0.8 * 0.4;
    assert_certain(&shock.linear(), &[0.08 / around, 0.16 / around, 0.2 / around]);
}

/// neva 0.3 answers 3.48 and 1.2 where it should answer 4.5 and 1.5, for one of these orders.
#[test]
fn the_order_of_parties_does_not_matter() {
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let at = |numbers: [f64; 3]| {
            let mut moved = [0.0; 3];
            (0..3).for_each(|party| moved[order[party]] = numbers[party]);
            moved
        };
        let [a, b, c] = order.map(|party| party as u32);
        let exposures = exposures(&[(b, a, 2.0), (c, b, 1.0)], &at([5.0, 2.0, 2.0]));
        let rank = DebtRank::new(&exposures);
        let losses = at([0.0, 0.0, 1.0]);
        let shock = rank.with_losses(&losses).unwrap();
        let distress = shock.linear();
        assert_eq!(distress.h, at([0.1, 0.25, 0.5]));
        assert_eq!(shock.losses(&distress).worth, at([4.5, 1.5, 1.0]));
    }
}

/// Barucca's ring (2017): equity of −3, −3 and −1 counts losses beyond buffers of 1, 3 and 3.
#[test]
fn barucca_ring() {
    let exposures = Exposures::builder(3)
        .external_assets(vec![20.0, 20.0, 10.0])
        .external_liabilities(vec![17.0, 18.0, 8.0])
        .debts(vec![0, 1, 2], vec![1, 2, 0], vec![4.0, 3.0, 2.0])
        .build()
        .unwrap();
    assert_eq!(exposures.buffers(), [1.0, 3.0, 3.0]);
    let rank = DebtRank::new(&exposures);
    let losses = [2.0, 2.0, 1.0];
    let shock = rank.with_losses(&losses).unwrap();
    let distress = shock.linear();
    assert_eq!(distress.h, [1.0, 1.0, 1.0]);
    let losses = shock.losses(&distress);
    assert_eq!(losses.worth, [-3.0, -3.0, -1.0]);
    assert_eq!(losses.absorbed, [1.0, 3.0, 3.0]);
    assert_eq!(losses.beyond, [3.0, 3.0, 1.0]);
    // Party 2 loses a third at first and two thirds of party 1 in the first step: just all of it.
    assert_eq!(shock.steps(40), [Some(0), Some(1), Some(1)]);
}

#[test]
fn buffers_of_nothing_and_less() {
    let debts = [(0, 1, 2.0), (1, 2, 1.0)];
    let none = exposures(&debts, &[4.0, 0.0, 4.0]);
    let rank = DebtRank::new(&none);
    let calm = rank.with_losses(&[0.0; 3]).unwrap();
    assert_eq!(calm.linear().h, [0.0; 3]);
    assert_eq!(calm.walk().distress.h, [0.0; 3]);
    let losses = [1.0, 0.0, 0.0];
    let shock = rank.with_losses(&losses).unwrap();
    assert_eq!(shock.linear().h, [0.25, 1.0, 0.25]);
    // By the rule of 2012 the impact of a debtor is no more than 1 where there is no buffer.
    assert_eq!(shock.walk().distress.h, [0.25, 0.25, 0.0625]);
    let negative = exposures(&debts, &[-1.0, 8.0, 2.0]);
    let rank = DebtRank::new(&negative);
    let calm = rank.with_losses(&[0.0; 3]).unwrap();
    assert_eq!(calm.initial(), [1.0, 0.0, 0.0]);
    assert_eq!(calm.linear().h, [1.0, 0.25, 0.125]);
    assert_eq!(calm.losses(&calm.linear()).worth, [-1.0, 6.0, 1.75]);
    // So small a buffer beside its claims that the quotient is no number.
    let thin = exposures(&[(0, 1, 1e300), (1, 2, 1.0)], &[1.0, 1e-300, 2.0]);
    let rank = DebtRank::new(&thin);
    let losses = [1e-3, 0.0, 0.0];
    assert_certain(&rank.with_losses(&losses).unwrap().linear(), &[1e-3, 1.0, 0.5]);
}

/// Nothing reaches the circle of 0 and 1, whose distress would keep itself up; 2 depends on it.
#[test]
fn a_circle_that_nothing_reaches() {
    let debts = [(0, 1, 1.0), (1, 0, 1.0), (1, 2, 1.0), (3, 2, 1.0)];
    let exposures = exposures(&debts, &[1.0, 1.0, 4.0, 1.0]);
    let rank = DebtRank::new(&exposures);
    let distress = rank.with_failures(&[3]).unwrap().linear();
    assert_eq!(distress.h, [0.0, 0.0, 0.25, 1.0]);
    assert_eq!(distress.certificate.uniqueness, Uniqueness::Differs(vec![0, 1, 2]));
    let losses = [0.125, 0.0, 0.0, 0.0];
    let distress = rank.with_losses(&losses).unwrap().linear();
    assert_eq!(distress.h, [1.0, 1.0, 0.25, 0.0]);
    assert!(distress.certificate.proved);
    assert_eq!(distress.certificate.uniqueness, Uniqueness::Unique);
}

/// Nearly all is passed on: plain iteration would take millions of passes.
#[test]
fn hardly_anything_leaks() {
    let (parties, leak) = (500_u32, 1e-6);
    let mut debts = Vec::new();
    for party in 0..parties {
        let debtors = tangle(party, parties);
        let amount = (1.0 - leak) / debtors.len() as f64;
        debts.extend(debtors.into_iter().map(|debtor| (debtor, party, amount)));
    }
    let exposures = exposures(&debts, &vec![1.0; parties as usize]);
    let losses = vec![leak / 4.0; parties as usize];
    for method in [Method::Auto, Method::ActiveSet] {
        let rank = DebtRank::new(&exposures).with_method(method).with_tolerance(1e-15);
        let distress = rank.with_losses(&losses).unwrap().linear();
        assert!(distress.certificate.proved && distress.certificate.rounds < 500);
        for party in 0..parties as usize {
            let (lower, upper) = (distress.lower[party], distress.upper[party]);
            assert!((distress.h[party] - 0.25).abs() < 1e-9, "{}", distress.h[party]);
            assert!(upper - lower < 1e-7, "{method}: {}", upper - lower);
            // What the leak is in binary is off by a part in ten billion.
            assert!(lower <= 0.25 + 1e-9 && upper >= 0.25 - 1e-9);
        }
    }
}

/// Circles within circles: one that jumps ahead in a sweep must not stop there.
#[test]
fn circles_within_circles() {
    let debts = [(0, 1, 1.0), (1, 3, 1.0), (3, 4, 4.0), (4, 0, 5.0), (4, 1, 11.0), (4, 3, 3.0)];
    let exposures = exposures(&debts, &[1.0, 8.0, 0.0, 8.0, 5.0]);
    let losses = [0.0, 1.0, 0.0, 0.0, 0.0];
    for method in Method::ALL {
        let rank = DebtRank::new(&exposures).with_method(method);
        let distress = rank.with_losses(&losses).unwrap().linear();
        assert_certain(&distress, &[0.125, 0.175, 0.0, 0.03125, 0.025]);
    }
}

#[test]
fn mistakes_are_told() {
    let exposures = three_nodes();
    let rank = DebtRank::new(&exposures);
    assert!(rank.with_losses(&[0.0; 2]).is_err());
    assert!(rank.with_losses(&[0.0, f64::NAN, 0.0]).is_err());
    assert!(rank.with_failures(&[3]).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 400,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    /// On the reached parties there is one solution, and it is in the bracket of every method.
    #[test]
    fn brackets_hold_the_exact_solution(draw in draw(-1..12)) {
        let solutions = draw.solutions();
        prop_assert_eq!(solutions.len(), 1);
        let (numerators, denominator) = &solutions[0];
        let exposures = draw.exposures();
        for method in Method::ALL {
            let rank = DebtRank::new(&exposures).with_method(method);
            let distress = rank.with_losses(&draw.losses).unwrap().linear();
            let undecided = &distress.certificate.undecided;
            for (party, numerator) in numerators.iter().enumerate() {
                let (lower, upper) = (distress.lower[party], distress.upper[party]);
                prop_assert!(is_between(numerator, denominator, lower, upper));
                let certain = !undecided.contains(&(party as u32));
                prop_assert!(!certain || distress.default[party] == (numerator == denominator));
                prop_assert!(!distress.certificate.proved || upper - lower < 1e-9);
            }
            // Nothing but a party that lands just on 1 can leave a circle open.
            prop_assert!(distress.certificate.proved || !undecided.is_empty());
        }
    }

    #[test]
    fn the_walk_is_the_paper_to_the_letter(draw in draw(1..12)) {
        let exposures = draw.exposures();
        let rank = DebtRank::new(&exposures);
        let walk = rank.with_losses(&draw.losses).unwrap().walk();
        let expected = literal(&draw.owed(), &draw.buffers, &draw.initial());
        for (party, expected) in expected.into_iter().enumerate() {
            prop_assert!((walk.distress.h[party] - expected).abs() < 1e-13);
            prop_assert!(walk.distress.lower[party] <= expected + 1e-15);
            prop_assert!(walk.distress.upper[party] >= expected - 1e-15);
        }
    }

    /// Where no impact is capped, what goes round more than once only adds.
    #[test]
    fn the_rule_of_2015_is_no_milder(draw in draw(12..60)) {
        let exposures = draw.exposures();
        let rank = DebtRank::new(&exposures);
        let shock = rank.with_losses(&draw.losses).unwrap();
        let (linear, walk) = (shock.linear(), shock.walk().distress);
        for party in 0..draw.buffers.len() {
            prop_assert!(walk.lower[party] <= linear.upper[party]);
        }
        prop_assert!(walk.impact_lower <= linear.impact_upper);
    }

    #[test]
    fn larger_shocks_are_no_better(
        draw in draw(-1..12), more in prop::collection::vec(whole_number(0..3), 6),
    ) {
        let exposures = draw.exposures();
        let rank = DebtRank::new(&exposures);
        let larger: Vec<f64> = draw.losses.iter().zip(&more).map(|(a, b)| a + b).collect();
        let before = rank.with_losses(&draw.losses).unwrap().linear();
        let after = rank.with_losses(&larger).unwrap().linear();
        for party in 0..larger.len() {
            prop_assert!(before.lower[party] <= after.upper[party]);
        }
    }

    #[test]
    fn units_of_money_do_not_matter(draw in draw(-1..12), power in -40..40_i32) {
        let unit = 2_f64.powi(power);
        let scaled = |numbers: &[f64]| numbers.iter().map(|n| n * unit).collect::<Vec<_>>();
        let other = Draw {
            debts: draw.debts.iter().map(|&(a, b, amount)| (a, b, amount * unit)).collect(),
            buffers: scaled(&draw.buffers),
            losses: scaled(&draw.losses),
        };
        let (one, two) = (draw.exposures(), other.exposures());
        let (one, two) = (DebtRank::new(&one), DebtRank::new(&two));
        let one = one.with_losses(&draw.losses).unwrap();
        let two = two.with_losses(&other.losses).unwrap();
        prop_assert_eq!(one.linear().h, two.linear().h);
        prop_assert_eq!(one.walk().distress.h, two.walk().distress.h);
    }

    #[test]
    fn labels_do_not_matter(draw in draw(-1..12), shift in 0_usize..6) {
        let parties = draw.buffers.len();
        let labels = Labels { parties, shift };
        let of = |party: u32| labels.of(party as usize) as u32;
        let other = Draw {
            debts: draw.debts.iter().map(|&(a, b, amount)| (of(a), of(b), amount)).collect(),
            buffers: labels.all(&draw.buffers),
            losses: labels.all(&draw.losses),
        };
        let (one, two) = (draw.exposures(), other.exposures());
        let (one, two) = (DebtRank::new(&one), DebtRank::new(&two));
        let impacts = (one.impacts(), two.impacts());
        let one = one.with_losses(&draw.losses).unwrap().linear();
        let two = two.with_losses(&other.losses).unwrap().linear();
        for party in 0..parties {
            prop_assert!((one.h[party] - two.h[labels.of(party)]).abs() < 1e-11);
            prop_assert!(one.lower[party] <= two.upper[labels.of(party)]);
            prop_assert!((impacts.0[party] - impacts.1[labels.of(party)]).abs() < 1e-11);
        }
    }

    #[test]
    fn each_failure_by_itself(draw in draw(-1..12)) {
        let exposures = draw.exposures();
        let rank = DebtRank::new(&exposures);
        let (impacts, walks) = (rank.impacts(), rank.impacts_of_walks());
        for party in (0..impacts.len()).rev() {
            let failing = [party as u32];
            let shock = rank.with_failures(&failing).unwrap();
            prop_assert_eq!(shock.linear().impact, impacts[party]);
            prop_assert_eq!(shock.walk().distress.impact, walks[party]);
        }
    }

    #[test]
    fn without_exposures_nothing_happens(draw in draw(-1..12)) {
        let alone = exposures(&[], &draw.buffers).with_weights(vec![1.0; draw.buffers.len()]);
        let alone = alone.unwrap();
        let rank = DebtRank::new(&alone);
        let shock = rank.with_losses(&draw.losses).unwrap();
        prop_assert_eq!(&shock.linear().h, shock.initial());
        prop_assert_eq!(&shock.walk().distress.h, shock.initial());
        prop_assert_eq!(shock.initial(), &draw.initial());
        prop_assert_eq!(shock.linear().impact, 0.0);
    }

    /// The steps end where the solution is, and from below.
    #[test]
    fn steps_lead_to_the_solution(draw in draw(1..12)) {
        let exposures = draw.exposures();
        let rank = DebtRank::new(&exposures);
        let shock = rank.with_losses(&draw.losses).unwrap();
        let (linear, steps) = (shock.linear(), shock.steps(2_000));
        let shorter = shock.steps(3);
        for party in 0..steps.len() {
            prop_assert!(steps[party].is_none() || linear.upper[party] >= 1.0);
            let cut = steps[party].filter(|&step| step <= 3);
            prop_assert_eq!(shorter[party], cut);
            if linear.lower[party] >= 1.0 && linear.certificate.undecided.is_empty() {
                prop_assert!(steps[party].is_some());
            }
        }
    }
}
