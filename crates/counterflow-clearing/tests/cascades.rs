//! The threshold cascade and Furfine's: published cases, definitions, properties.

#![expect(clippy::unwrap_used, reason = "a helper of a test fails as the test does")]
#![expect(clippy::float_cmp, reason = "what is exact is compared exactly")]

#[path = "contagion/draw.rs"]
mod draw;
#[path = "contagion/labels.rs"]
mod labels;

use counterflow_clearing::{
    Cascade, Certificate, CostError, End, Exposures, Trigger, Uniqueness, Web,
};
use proptest::prelude::*;

use draw::{Debt, debts, exposures};
use labels::Labels;

/// The example of NetworkRiskMeasures (Cinelli 2015): claims 1; 10 and 3; 3 and 2.
fn three_nodes() -> Exposures {
    let debts = [(1, 0, 1.0), (0, 1, 10.0), (2, 1, 3.0), (0, 2, 3.0), (1, 2, 2.0)];
    exposures(&debts, &[2.0, 5.0, 2.0])
}

/// Barucca's ring of three banks (2017), after a shock of 10% to outside assets.
fn ring() -> Exposures {
    Exposures::builder(3)
        .external_assets(vec![18.0, 18.0, 9.0])
        .external_liabilities(vec![17.0, 18.0, 8.0])
        .debt(0, 1, 4.0)
        .debt(1, 2, 3.0)
        .debt(2, 0, 2.0)
        .build()
        .unwrap()
}

#[test]
fn three_nodes_fail_in_turn() {
    let exposures = three_nodes();
    // Each loses its own buffer first, as in the source.
    let losses = [[2.0, 0.0, 0.0], [0.0, 5.0, 0.0], [0.0, 0.0, 2.0]];
    let stress = [[1.5, 2.6, 2.5], [0.5, 1.6, 1.0], [0.0, 0.6, 1.0]];
    let failed: [&[u32]; 3] = [&[0, 1, 2], &[1, 2], &[2]];
    for (shock, losses) in losses.iter().enumerate() {
        let fall = Cascade::threshold(&exposures).with_losses(losses).unwrap().run();
        assert_eq!(fall.failed().collect::<Vec<_>>(), failed[shock], "{shock}");
        let parts = fall.loss.iter().zip(exposures.buffers()).map(|(loss, buffer)| loss / buffer);
        for (part, expected) in parts.zip(stress[shock]) {
            assert!((part - expected).abs() < 1e-12, "{shock}: {part}");
        }
    }
}

/// The source reports 19.0 lost on buffers of 9: what is beyond a buffer is no loss of its owner.
#[test]
fn no_more_is_absorbed_than_buffers_hold() {
    let exposures = three_nodes();
    let fall = Cascade::threshold(&exposures).with_losses(&[2.0, 0.0, 0.0]).unwrap().run();
    assert_eq!(fall.loss.iter().sum::<f64>(), 21.0);
    assert_eq!(fall.absorbed, [2.0, 5.0, 2.0]);
    assert_eq!(fall.beyond, [1.0, 8.0, 3.0]);
    assert_eq!(fall.worth, [-1.0, -8.0, -3.0]);
}

#[test]
fn a_decree_is_no_loss() {
    let exposures = three_nodes();
    let fall = Cascade::threshold(&exposures).with_failures(&[1]).unwrap().run();
    assert_eq!(fall.wave, [None, Some(0), Some(1)]);
    assert_eq!(fall.loss, [1.0, 3.0, 2.0]);
}

#[test]
fn barucca_ring() {
    let exposures = ring();
    assert_eq!(exposures.buffers(), [-1.0, 1.0, 2.0]);
    let fall = Cascade::furfine(&exposures).run();
    assert_eq!(fall.worth, [-3.0, -3.0, -1.0]);
    assert_eq!(fall.wave, [Some(0), Some(1), Some(2)]);
    assert_eq!((&fall.lower, &fall.upper), (&fall.worth, &fall.worth));
    assert!(fall.certificate.undecided.is_empty());
    assert_eq!(fall.certificate.uniqueness, Uniqueness::Unique);
    let fall = Cascade::furfine(&exposures).with_recovery(1.0).unwrap().run();
    assert_eq!((fall.wave, fall.worth), (vec![Some(0), None, None], vec![-1.0, 1.0, 2.0]));
}

#[test]
fn recoveries_may_differ() {
    let exposures = ring();
    let fall = Cascade::furfine(&exposures).with_recoveries(&[0.75, 0.0, 0.0]).unwrap().run();
    // Party 1 loses its capital of 1 and not more: by this rule it stands.
    assert_eq!(fall.worth, [-1.0, 0.0, 2.0]);
    assert_eq!(fall.wave, [Some(0), None, None]);
    let reached = Cascade::furfine(&exposures).with_trigger(Trigger::Reached);
    let fall = reached.with_recoveries(&[0.75, 0.0, 0.0]).unwrap().run();
    assert_eq!(fall.wave, [Some(0), Some(1), Some(2)]);
}

#[test]
fn buffers_of_nothing_and_less() {
    let exposures = || Exposures::builder(3).debt(0, 1, 2.0).debt(1, 2, 2.0).build().unwrap();
    let none = exposures().with_buffers(vec![0.0, 0.0, 5.0]).unwrap();
    let fall = Cascade::threshold(&none).run();
    assert_eq!(fall.wave, [None, None, None]);
    assert_eq!(fall.worth, [0.0, 0.0, 5.0]);
    let fall = Cascade::threshold(&none).with_losses(&[1e-9, 0.0, 0.0]).unwrap().run();
    assert_eq!(fall.wave, [Some(0), Some(1), None]);
    let negative = exposures().with_buffers(vec![-1e-300, 3.0, 5.0]).unwrap();
    let fall = Cascade::threshold(&negative).run();
    assert_eq!(fall.wave, [Some(0), None, None]);
    assert_eq!((fall.absorbed[0], fall.beyond[0]), (0.0, 0.0));
}

/// Each of two parties would fail if the other did, and nobody does unless they are expected to.
#[test]
fn failures_for_no_reason_but_themselves() {
    let exposures = Exposures::builder(3).debt(0, 1, 2.0).debt(1, 0, 2.0).debt(1, 2, 1.0);
    let exposures = exposures.build().unwrap().with_buffers(vec![1.0, 1.0, 3.0]).unwrap();
    let model = Cascade::threshold(&exposures);
    assert_eq!(model.run().wave, [None, None, None]);
    assert_eq!(model.run().certificate.uniqueness, Uniqueness::Differs(vec![0, 1]));
    let most = model.solve(End::Least);
    assert_eq!(most.wave, [Some(0), Some(0), None]);
    assert_eq!(most.worth, [-1.0, -1.0, 2.0]);
    let fall = model.with_failures(&[2]).unwrap().solve(End::Least);
    assert_eq!(fall.wave, [Some(1), Some(1), Some(0)]);
}

/// 0.1 + 0.2 is not 0.3 in binary, so whether 0.3 is used up is not for arithmetic to say.
#[test]
fn what_rounding_decides_is_undecided() {
    let exposures = Exposures::builder(5)
        .debt(0, 2, 0.1)
        .debt(1, 2, 0.2)
        .debt(2, 3, 1.0)
        .debt(3, 4, 1.0)
        .build()
        .unwrap()
        .with_buffers(vec![1.0, 1.0, 0.3, 0.5, 9.0])
        .unwrap();
    let fall = Cascade::threshold(&exposures).with_failures(&[0, 1]).unwrap().run();
    assert_eq!(fall.certificate.undecided, [2, 3]);
    assert_eq!(fall.wave, [Some(0), Some(0), None, None, None]);
    assert_eq!(fall.worth[4], 9.0);
    assert!(fall.lower[4] <= 8.0 && fall.upper[4] >= 9.0);
    // Quarters are exact: a tie is a tie.
    let exposures = exposures.with_buffers(vec![1.0, 1.0, 0.25, 0.5, 9.0]).unwrap();
    let fall = Cascade::threshold(&exposures).with_failures(&[0, 1]).unwrap().run();
    assert!(fall.certificate.undecided.is_empty());
}

#[test]
fn exposures_of_a_web_with_stakes() {
    // Each holds half of the other: E = e + E' / 2, so (4, 4) from (2, 2).
    let web = Web::builder(2).external_assets(vec![2.0, 2.0]).stake(0, 1, 0.5).stake(1, 0, 0.5);
    let exposures = Exposures::from_web(&web.build().unwrap()).unwrap();
    for (buffer, claim) in exposures.buffers().iter().zip([1, 0]) {
        assert!((buffer - 4.0).abs() < 1e-12);
        assert!((exposures.claims().row(1 - claim).1[0] - 2.0).abs() < 1e-12);
    }
    // Equity is at least nothing: who owns a party that is under water loses nothing by it.
    let web = Web::builder(2).external_liabilities(vec![0.0, 5.0]).stake(0, 1, 0.5);
    let exposures = Exposures::from_web(&web.build().unwrap()).unwrap();
    assert_eq!((exposures.buffers(), exposures.links()), (&[0.0, -5.0][..], 0));
}

#[test]
fn a_debt_to_oneself_nets_out() {
    let exposures = Exposures::builder(1).external_assets(vec![3.0]).debt(0, 0, 7.0);
    let exposures = exposures.build().unwrap();
    assert_eq!((exposures.buffers(), exposures.links()), (&[3.0][..], 0));
}

#[test]
fn mistakes_are_told() {
    let many = Exposures::builder(2).debt(0, 2, 1.0).debt(1, 0, f64::NAN).build().unwrap_err();
    assert_eq!(many.errors.len(), 2);
    assert!(many.to_string().contains("debts, row 1: NaN is no amount"), "{many}");
    assert!(many.to_string().contains("debts, row 0: there is no party 2"), "{many}");
    let exposures = || Exposures::builder(2).debt(0, 1, 1.0).build().unwrap();
    for buffers in [vec![1.0], vec![1.0, f64::NAN], vec![f64::INFINITY, 0.0], vec![0.0, 1e308]] {
        assert!(exposures().with_buffers(buffers).is_err());
    }
    assert!(exposures().with_weights(vec![-1.0, 0.0]).is_err());
    let exposures = exposures();
    let model = || Cascade::furfine(&exposures);
    assert!(model().with_recovery(1.5).is_err());
    assert!(model().with_recoveries(&[0.0, f64::NAN]).is_err());
    assert!(model().with_losses(&[0.0, -1.0]).is_err());
    let error = model().with_failures(&[1, 2]).unwrap_err();
    let row = matches!(error, CostError::Number { what: "failures", row: 1, .. });
    assert!(row, "{error}");
    let huge = Exposures::builder(2).external_assets(vec![1e308, 0.0]).build();
    assert!(huge.is_err());
}

/// A random web in quarters, so that sums are exact: debts, buffers, losses, recoveries.
#[derive(Clone, Debug)]
struct Draw {
    debts: Vec<Debt>,
    buffers: Vec<f64>,
    losses: Vec<f64>,
    recoveries: Vec<f64>,
}

fn quarters(numbers: std::ops::Range<i32>) -> impl Strategy<Value = f64> {
    numbers.prop_map(|number| f64::from(number) / 4.0)
}

fn draw() -> impl Strategy<Value = Draw> {
    (2_usize..7).prop_flat_map(|parties| {
        let buffers = prop::collection::vec(quarters(-2..24), parties);
        let losses = prop::collection::vec(prop_oneof![Just(0.0), quarters(0..12)], parties);
        let recoveries = prop::collection::vec(quarters(0..5), parties);
        let all = (debts(parties, quarters(1..24)), buffers, losses, recoveries);
        all.prop_map(|(debts, buffers, losses, recoveries)| Draw {
            debts,
            buffers,
            losses,
            recoveries,
        })
    })
}

impl Draw {
    fn exposures(&self) -> Exposures {
        exposures(&self.debts, &self.buffers)
    }

    fn moved(&self, labels: Labels) -> Draw {
        let of = |party: u32| labels.of(party as usize) as u32;
        Draw {
            debts: self.debts.iter().map(|&(a, b, amount)| (of(a), of(b), amount)).collect(),
            buffers: labels.all(&self.buffers),
            losses: labels.all(&self.losses),
            recoveries: labels.all(&self.recoveries),
        }
    }

    /// What everybody loses if these fail.
    fn losses_of(&self, failed: &[bool]) -> Vec<f64> {
        let mut losses = self.losses.clone();
        for &(debtor, creditor, amount) in self.debts.iter().filter(|debt| failed[debt.0 as usize])
        {
            losses[creditor as usize] += (1.0 - self.recoveries[debtor as usize]) * amount;
        }
        losses
    }

    /// The sets of failures that are just the sets of their own victims, by trying them all.
    fn consistent(&self, trigger: Trigger) -> Vec<Vec<bool>> {
        let parties = self.buffers.len();
        let sets =
            (0..1_u32 << parties).map(|bits| (0..parties).map(|i| bits >> i & 1 == 1).collect());
        let holds = |failed: &Vec<bool>| {
            let losses = self.losses_of(failed);
            (0..parties).all(|party| {
                let (loss, buffer) = (losses[party], self.buffers[party]);
                let fails = match trigger {
                    Trigger::Reached => buffer < 0.0 || loss > 0.0 && loss >= buffer,
                    Trigger::Exceeded => loss > buffer,
                };
                fails == failed[party]
            })
        };
        sets.filter(holds).collect()
    }
}

fn is_certain(certificate: &Certificate) -> bool {
    certificate.proved && certificate.undecided.is_empty()
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 400,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn both_ends_are_the_smallest_and_the_largest_consistent_set(draw in draw()) {
        let exposures = draw.exposures();
        for trigger in [Trigger::Reached, Trigger::Exceeded] {
            let model = Cascade::threshold(&exposures).with_trigger(trigger);
            let model = model.with_losses(&draw.losses).unwrap();
            let model = model.with_recoveries(&draw.recoveries).unwrap();
            let sets = draw.consistent(trigger);
            let size = |set: &&Vec<bool>| set.iter().filter(|failed| **failed).count();
            let ends = [sets.iter().min_by_key(size), sets.iter().max_by_key(size)];
            for (end, set) in [End::Greatest, End::Least].into_iter().zip(ends) {
                let set = set.unwrap();
                let fall = model.solve(end);
                prop_assert!(is_certain(&fall.certificate));
                prop_assert_eq!(&fall.wave.iter().map(Option::is_some).collect::<Vec<_>>(), set);
                prop_assert_eq!(&fall.loss, &draw.losses_of(set));
                prop_assert_eq!(fall.certificate.uniqueness.is_unique(), ends[0] == ends[1]);
            }
        }
    }

    #[test]
    fn larger_shocks_are_no_better(
        draw in draw(), more in prop::collection::vec(quarters(0..8), 6),
    ) {
        let exposures = draw.exposures();
        let larger: Vec<f64> = draw.losses.iter().zip(&more).map(|(a, b)| a + b).collect();
        let model = Cascade::furfine(&exposures);
        let before = model.clone().with_losses(&draw.losses).unwrap().run();
        let after = model.with_losses(&larger).unwrap().run();
        for party in 0..larger.len() {
            prop_assert!(after.worth[party] <= before.worth[party]);
            let (before, after) = (before.wave[party], after.wave[party]);
            prop_assert!(before.is_none() || after.is_some() && after <= before);
        }
    }

    #[test]
    fn labels_do_not_matter(draw in draw(), shift in 0_usize..6) {
        let parties = draw.buffers.len();
        let labels = Labels { parties, shift };
        let other = draw.moved(labels);
        let (a, b) = (draw.exposures(), other.exposures());
        let one = Cascade::furfine(&a).with_losses(&draw.losses).unwrap();
        let two = Cascade::furfine(&b).with_losses(&other.losses).unwrap();
        let one = one.with_recoveries(&draw.recoveries).unwrap().run();
        let two = two.with_recoveries(&other.recoveries).unwrap().run();
        for party in 0..parties {
            prop_assert_eq!(one.wave[party], two.wave[labels.of(party)]);
            prop_assert_eq!(one.worth[party], two.worth[labels.of(party)]);
        }
    }

    /// The two rules differ only where losses are just as large as a buffer.
    #[test]
    fn threshold_and_furfine_without_recovery_agree_off_ties(draw in draw()) {
        let off = draw.buffers.iter().map(|buffer| buffer + 0.125).collect();
        let exposures = draw.exposures().with_buffers(off).unwrap();
        let threshold = Cascade::threshold(&exposures).with_losses(&draw.losses).unwrap().run();
        let furfine = Cascade::furfine(&exposures).with_recovery(0.0).unwrap();
        prop_assert_eq!(threshold, furfine.with_losses(&draw.losses).unwrap().run());
    }

    #[test]
    fn nothing_is_lost_and_nothing_made(draw in draw()) {
        let exposures = draw.exposures();
        let fall = Cascade::threshold(&exposures).with_losses(&draw.losses).unwrap().run();
        for party in 0..draw.buffers.len() {
            prop_assert_eq!(fall.absorbed[party] + fall.beyond[party], fall.loss[party]);
            prop_assert!(fall.absorbed[party] <= draw.buffers[party].max(0.0));
            prop_assert!(fall.lower[party] <= fall.worth[party]);
            prop_assert!(fall.worth[party] <= fall.upper[party]);
        }
        let calm = Cascade::threshold(&exposures).run();
        let negative = draw.buffers.iter().any(|&buffer| buffer < 0.0);
        prop_assert_eq!(calm.waves() > 0, negative);
    }
}
