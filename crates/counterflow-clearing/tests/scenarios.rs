//! Scenarios that are solved beside one another are solved as each would be alone.

#[path = "exact/spec.rs"]
mod spec;

use counterflow_clearing::{
    Clearing, DefaultCosts, Model, Outcomes, Precision, ScenarioError, Scenarios, Web,
    ranks::waves_of,
};
use proptest::prelude::*;
use spec::Spec;

/// A web, and the outside assets of its parties in some scenarios.
#[derive(Clone, Debug)]
struct Case {
    spec: Spec,
    rows: Vec<Vec<f64>>,
}

impl Case {
    fn flat(&self) -> Vec<f64> {
        self.rows.concat()
    }

    fn web(&self) -> Web {
        self.spec.web().expect("a web of a test")
    }
}

/// Amounts of which some are whole numbers, so that ties and nothings come up.
fn amount() -> impl Strategy<Value = f64> {
    prop_oneof![1 => (0_u32..12).prop_map(f64::from), 3 => 0.0..100.0]
}

/// Webs with debts in these many classes, and scenarios in which each party keeps some part.
fn cases(most: u32, classes: u32, scenarios: usize) -> impl Strategy<Value = Case> {
    (1..=most, 0.0..1.5_f64).prop_flat_map(move |(parties, wealth)| {
        let size = parties as usize;
        let debt = (0..parties, 0..parties, amount(), 1..=classes);
        let debts = prop::collection::vec(debt, 0..=6 * size);
        let each = || prop::collection::vec(amount(), size);
        let part = prop_oneof![1 => Just(0.0), 1 => Just(1.0), 6 => 0.0..1.0];
        let rows = prop::collection::vec(prop::collection::vec(part, size), 1..=scenarios);
        (each(), each(), debts, rows).prop_map(move |(assets, outside, mut debts, mut rows)| {
            debts.sort_by_key(|debt| (debt.0, debt.1, debt.3));
            debts.dedup_by_key(|debt| (debt.0, debt.1, debt.3));
            let assets: Vec<f64> = assets.into_iter().map(|amount| amount * wealth).collect();
            for row in &mut rows {
                row.iter_mut().zip(&assets).for_each(|(part, assets)| *part *= assets);
            }
            Case { spec: Spec { assets, outside, debts, ..Spec::default() }, rows }
        })
    })
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// All numbers of all outcomes, bit by bit.
fn bits(outcomes: &Outcomes) -> Vec<Vec<u64>> {
    let one = |clearing: Clearing| {
        let Clearing { paid, lower, upper, equity, value, certificate, .. } = clearing;
        let numbers = [paid, lower, upper, equity, value, vec![certificate.residual]].concat();
        let mut bits: Vec<u64> = numbers.into_iter().map(f64::to_bits).collect();
        bits.push(certificate.rounds as u64);
        bits.extend(certificate.undecided.into_iter().map(u64::from));
        bits
    };
    outcomes.iter().map(|outcome| one(outcome.clearing())).collect()
}

/// Whether the same parties are in default, those left out that one answer is in doubt about.
fn same_defaults(one: &Clearing, other: &Clearing) -> Result<(), TestCaseError> {
    for party in 0..one.paid.len() {
        let undecided = |one: &Clearing| one.certificate.undecided.contains(&(party as u32));
        let same = one.default[party] == other.default[party];
        prop_assert!(same || undecided(one) || undecided(other), "party {}", party);
    }
    Ok(())
}

/// Whether two answers can be of one scenario, each as narrow as was asked for.
fn agree(one: &Clearing, other: &Clearing, width: f64) -> Result<(), TestCaseError> {
    for party in 0..one.paid.len() {
        let low = one.lower[party].max(other.lower[party]);
        let high = one.upper[party].min(other.upper[party]);
        prop_assert!(low <= high, "party {}: {} over {}", party, low, high);
        prop_assert!(one.upper[party] - one.lower[party] <= width);
        prop_assert!(one.lower[party] <= one.paid[party] && one.paid[party] <= one.upper[party]);
        prop_assert!((one.equity[party] - other.equity[party]).abs() <= width);
    }
    same_defaults(one, other)?;
    prop_assert_eq!(&one.certificate.uniqueness, &other.certificate.uniqueness);
    prop_assert!(one.certificate.proved || !other.certificate.proved);
    Ok(())
}

/// Compares outcomes with what the model answers to each scenario alone.
fn agree_with_model(model: &Model, outcomes: &Outcomes, case: &Case) -> Result<(), TestCaseError> {
    prop_assert_eq!(outcomes.len(), case.rows.len());
    for (outcome, row) in outcomes.iter().zip(&case.rows) {
        let alone = model.clone().with_external_assets(row).expect("amounts").clear();
        let width = alone.upper.iter().zip(&alone.lower).map(|(high, low)| high - low);
        let due = model.clone().clear().paid.len() as f64;
        let width = width.fold(1e-9 * case.spec.scale() * due.max(1.0), f64::max);
        agree(&outcome.clearing(), &alone, 4.0 * width)?;
    }
    Ok(())
}

proptest! {
    #![proptest_config(config(200))]

    #[test]
    fn waves_are_those_of_each_alone(case in cases(30, 2, 20)) {
        let web = case.web();
        let model = Model::new(&web);
        let scenarios = Scenarios::new(&model);
        let outcomes = scenarios.run(&case.flat()).expect("amounts");
        let waves = scenarios.waves(&case.flat(), &outcomes).expect("as many");
        for ((row, wave), outcome) in case.rows.iter().zip(&waves).zip(outcomes.iter()) {
            let alone = model.clone().with_external_assets(row).expect("amounts");
            prop_assert_eq!(wave, &waves_of(&alone, &outcome.clearing()));
        }
        let few = scenarios.waves(&[], &outcomes);
        prop_assert!(matches!(few, Err(ScenarioError::Length { scenario: 0, .. })), "{:?}", few);
    }

    /// Answers that share a proof may be as wide as was told, and others are as narrow as alone.
    #[test]
    fn a_shared_tolerance_is_kept(case in cases(30, 1, 20)) {
        let web = case.web();
        let model = Model::new(&web).with_tolerance(1e-15);
        let scenarios = Scenarios::new(&model).with_shared_tolerance(1e-9);
        agree_with_model(&model, &scenarios.run(&case.flat()).expect("amounts"), &case)?;
    }

    #[test]
    fn as_each_alone(case in cases(40, 1, 40)) {
        let web = case.web();
        let model = Model::new(&web);
        let scenarios = Scenarios::new(&model);
        agree_with_model(&model, &scenarios.run(&case.flat()).expect("amounts"), &case)?;
    }

    #[test]
    fn ranks_and_costs_too(
        case in cases(10, 3, 6),
        alpha in prop::sample::select(vec![0.0, 0.5, 1.0]),
    ) {
        let web = case.web();
        let costs = DefaultCosts::uniform(alpha, 0.75).expect("parts");
        for model in [
            Model::new(&web),
            Model::new(&web).with_default_costs(&costs).expect("costs for all"),
        ] {
            let scenarios = Scenarios::new(&model);
            agree_with_model(&model, &scenarios.run(&case.flat()).expect("amounts"), &case)?;
        }
    }

    #[test]
    fn starting_in_32_bits_changes_nothing_that_is_proved(case in cases(40, 1, 40)) {
        let web = case.web();
        let model = Model::new(&web);
        for tolerance in [1e-10, 1e-6, 1e-3] {
            let scenarios = Scenarios::new(&model)
                .with_precision(Precision::Single)
                .with_tolerance(tolerance);
            let outcomes = scenarios.run(&case.flat()).expect("amounts");
            for (outcome, row) in outcomes.iter().zip(&case.rows) {
                let exact = model.clone().with_external_assets(row).expect("amounts").clear();
                for (party, standing) in outcome.parties().enumerate() {
                    prop_assert!(standing.lower <= exact.upper[party]);
                    prop_assert!(exact.lower[party] <= standing.upper);
                }
                same_defaults(&outcome.clearing(), &exact)?;
            }
        }
    }

    #[test]
    fn no_bit_depends_on_what_is_beside(case in cases(30, 1, 70)) {
        let web = case.web();
        let model = Model::new(&web);
        for precision in [Precision::Double, Precision::Single] {
            let scenarios = Scenarios::new(&model).with_precision(precision);
            let all = bits(&scenarios.run(&case.flat()).expect("amounts"));
            let narrow = scenarios.clone().with_lanes(8);
            prop_assert!(all == bits(&narrow.run(&case.flat()).expect("amounts")));
            let mut turned = case.rows.clone();
            turned.reverse();
            let mut turned = bits(&scenarios.run(&turned.concat()).expect("amounts"));
            turned.reverse();
            prop_assert!(all == turned);
            for block in [1, 7, 64] {
                let blocks = scenarios.blocks(&case.rows, block);
                let blocks = blocks.flat_map(|outcomes| bits(&outcomes.expect("amounts")));
                prop_assert!(all == blocks.collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn a_shock_leads_to_what_all_assets_lead_to(
        case in cases(60, 1, 1),
        shocks in prop::collection::vec(
            prop::collection::vec((0..60_u32, 0.0..=1.0_f64), 0..4), 1..20,
        ),
    ) {
        let web = case.web();
        let model = Model::new(&web);
        let scenarios = Scenarios::new(&model);
        let own = &case.spec.assets;
        let shocks: Vec<Vec<(u32, f64)>> = shocks
            .into_iter()
            .map(|mut shock| {
                shock.iter_mut().for_each(|(party, part)| {
                    *party %= own.len() as u32;
                    *part *= own[*party as usize];
                });
                shock.sort_by_key(|loss| loss.0);
                shock.dedup_by_key(|loss| loss.0);
                shock
            })
            .collect();
        let rows: Vec<Vec<f64>> = shocks
            .iter()
            .map(|shock| {
                let mut row = own.clone();
                shock.iter().for_each(|&(party, loss)| row[party as usize] -= loss);
                row
            })
            .collect();
        let case = Case { rows, ..case.clone() };
        let outcomes = scenarios.run_shocks(&shocks).expect("losses");
        agree_with_model(&model, &outcomes, &case)?;
        let apart: Vec<_> = shocks
            .chunks(1)
            .flat_map(|shock| bits(&scenarios.run_shocks(shock).expect("losses")))
            .collect();
        prop_assert!(bits(&outcomes) == apart);
    }
}

/// A web of many parties that all owe one another a little, and scenarios of it.
fn large(scenarios: usize) -> Case {
    let (parties, mut state) = (150_u32, 7_u64);
    let mut draw = || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    let debts = (0..parties).flat_map(|from| (1..=8).map(move |k| (from, k)));
    let debts = debts.map(|(from, k)| (from, (from + k * k * 3) % parties, 0.1 + draw(), 1));
    let mut debts: Vec<_> = debts.collect();
    debts.sort_by_key(|debt| (debt.0, debt.1));
    debts.dedup_by_key(|debt| (debt.0, debt.1));
    let size = parties as usize;
    let assets: Vec<f64> = (0..size).map(|_| 1.0 + draw()).collect();
    let row = |assets: &Vec<f64>, draw: &mut dyn FnMut() -> f64| {
        assets.iter().map(|amount| amount * draw()).collect::<Vec<f64>>()
    };
    let rows = (0..scenarios).map(|_| row(&assets, &mut draw)).collect();
    Case { spec: Spec { assets, outside: vec![0.5; size], debts, ..Spec::default() }, rows }
}

#[test]
fn no_bit_depends_on_threads() {
    let case = large(300);
    let web = case.web();
    let model = Model::new(&web);
    let scenarios = Scenarios::new(&model);
    let assets = case.flat();
    let one = bits(&scenarios.clone().in_parallel(false).run(&assets).unwrap());
    let shocks: Vec<_> = (0..300).map(|k| vec![(k % 150, 0.5)]).collect();
    let one_shocks = bits(&scenarios.clone().in_parallel(false).run_shocks(&shocks).unwrap());
    for threads in [1, 2, 3] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        assert!(one == pool.install(|| bits(&scenarios.run(&assets).unwrap())));
        assert!(one_shocks == pool.install(|| bits(&scenarios.run_shocks(&shocks).unwrap())));
    }
}

#[test]
fn brackets_are_as_narrow_as_was_asked_for() {
    let case = large(40);
    let web = case.web();
    let model = Model::new(&web);
    let scale = web.due().iter().copied().fold(0.0, f64::max);
    for tolerance in [1e-4, 1e-8, 1e-12] {
        let scenarios = Scenarios::new(&model).with_tolerance(tolerance);
        let outcomes = scenarios.run(&case.flat()).unwrap();
        let standings = || outcomes.iter().flat_map(|outcome| outcome.parties());
        let widest = standings().map(|party| party.upper - party.lower).fold(0.0, f64::max);
        assert!(widest <= 2.0 * tolerance * scale, "{widest} of {}", tolerance * scale);
        assert!(widest >= 1e-3 * tolerance * scale, "{widest} of {}", tolerance * scale);
        assert!(standings().filter(|party| party.default).count() > 100);
        assert!(outcomes.iter().all(|outcome| outcome.is_proved()));
    }
}

/// All money goes round and next to none of it leaves: no proof for all scenarios is good enough.
#[test]
fn closed_circles_are_solved_alone() {
    let web = Web::builder(3)
        .external_liabilities(vec![1e-12, 0.0, 0.0])
        .debt(0, 1, 10.0)
        .debt(1, 2, 10.0)
        .debt(2, 0, 10.0)
        .build()
        .unwrap();
    let model = Model::new(&web);
    let scenarios = Scenarios::new(&model);
    let rows = [[0.0, 0.0, 0.0], [1.0, 0.0, 0.0], [0.0, 1e-12, 0.0]];
    let outcomes = scenarios.run(rows.as_flattened()).unwrap();
    for (outcome, row) in outcomes.iter().zip(&rows) {
        let alone = model.clone().with_external_assets(row).unwrap().clear();
        assert_eq!(outcome.clearing(), alone);
    }
}

#[test]
fn nobody_and_nothing() {
    let web = Web::builder(0).build().unwrap();
    let model = Model::new(&web);
    assert!(Scenarios::new(&model).run(&[]).unwrap().is_empty());
    let web = Web::builder(2).build().unwrap();
    let model = Model::new(&web);
    let scenarios = Scenarios::new(&model);
    let outcomes = scenarios.run(&[1.0, 0.0]).unwrap();
    assert_eq!(outcomes.get(0).unwrap().equity().collect::<Vec<_>>(), [1.0, 0.0]);
    assert!(outcomes.get(1).is_none() && outcomes.get(0).unwrap().party(2).is_none());
}

#[test]
fn mistakes_are_told_with_their_scenario() {
    let web = Web::builder(2).external_assets(vec![3.0, 1.0]).debt(0, 1, 2.0).build().unwrap();
    let model = Model::new(&web);
    let scenarios = Scenarios::new(&model);
    let message = |error: ScenarioError| error.to_string();
    let run = |assets: &[f64]| scenarios.run(assets).map(|_| ()).map_err(message);
    assert_eq!(
        run(&[1.0, 1.0, 1.0]).unwrap_err(),
        "scenario 1: 1 outside assets for 2 parties; give one number for each party"
    );
    assert_eq!(
        run(&[1.0, 1.0, 1.0, -2.0]).unwrap_err(),
        "scenario 1, party 1: outside assets of -2; give an amount from 0 up"
    );
    assert!(run(&[f64::NAN, 1.0]).is_err() && run(&[f64::INFINITY, 1.0]).is_err());
    let shock = |shock: &[(u32, f64)]| scenarios.run_shocks(&[shock]).map(|_| ()).map_err(message);
    assert_eq!(
        shock(&[(0, 2.0), (0, 2.0)]).unwrap_err(),
        "scenario 0, party 0: a loss of 4 on outside assets of 3; give an amount from 0 to 3"
    );
    assert_eq!(
        shock(&[(2, 2.0)]).unwrap_err(),
        "scenario 0: party 2 of 2; parties are numbered from 0"
    );
    assert!(shock(&[(0, -1.0)]).is_err() && shock(&[(0, f64::NAN)]).is_err());
}

#[test]
fn a_stream_ends_at_the_first_mistake() {
    let web = Web::builder(1).external_liabilities(vec![1.0]).build().unwrap();
    let model = Model::new(&web);
    let scenarios = Scenarios::new(&model);
    let rows = [0.5, 2.0, 0.25, -1.0, 3.0].map(|amount| [amount]);
    let mut blocks = scenarios.blocks(rows, 2);
    let first = blocks.next().unwrap().unwrap();
    let seen = first.iter().map(|outcome| (outcome.scenario(), outcome.party(0).unwrap().default));
    assert_eq!(seen.collect::<Vec<_>>(), [(0, true), (1, false)]);
    let error = blocks.next().unwrap().unwrap_err();
    assert_eq!(error, ScenarioError::Assets { scenario: 3, party: 0, given: -1.0 });
    assert!(blocks.next().is_none());
}
