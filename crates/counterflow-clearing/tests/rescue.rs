//! Rescues save, and nothing cheaper does.

#[path = "exact/spec.rs"]
mod spec;

use counterflow_clearing::rescue::{Rescue, RescueError, Saved};
use counterflow_clearing::{DefaultCosts, Model, Web};
use proptest::prelude::*;
use spec::Spec;

fn amount() -> impl Strategy<Value = f64> {
    prop_oneof![3 => (0_u32..12).prop_map(f64::from), 1 => 0.0..100.0]
}

fn webs(most: u32) -> impl Strategy<Value = Spec> {
    (2..=most).prop_flat_map(|parties| {
        let size = parties as usize;
        let debt = (0..parties, 0..parties, amount(), Just(1_u32));
        let each = || prop::collection::vec(amount(), size);
        (each(), each(), prop::collection::vec(debt, size..=4 * size)).prop_map(
            |(assets, outside, mut debts)| {
                debts.sort_by_key(|debt| (debt.0, debt.1));
                debts.dedup_by_key(|debt| (debt.0, debt.1));
                Spec { assets, outside, debts, ..Spec::default() }
            },
        )
    })
}

/// Some of the parties.
fn some(marks: &[bool], parties: usize) -> Vec<u32> {
    (0..parties as u32).filter(|&party| marks[party as usize]).collect()
}

/// Whether all of these stand if the parties are given this much.
fn stand(model: &Model, spec: &Spec, saved: &[u32], gifts: &[f64]) -> bool {
    let assets: Vec<f64> = spec.assets.iter().zip(gifts).map(|(has, gift)| has + gift).collect();
    let clearing = model.clone().with_external_assets(&assets).expect("amounts").clear();
    saved.iter().all(|&party| !clearing.default[party as usize])
}

fn marks() -> impl Strategy<Value = Vec<bool>> {
    prop::collection::vec(any::<bool>(), 7)
}

fn check(model: &Model, spec: &Spec, saved: &[u32], found: &Saved) -> Result<(), TestCaseError> {
    let slack = 1e-7 * spec.scale();
    prop_assert!(stand(model, spec, saved, &found.gifts), "{:?}", found);
    prop_assert!(found.gifts.iter().all(|gift| *gift >= 0.0));
    prop_assert!((found.gifts.iter().sum::<f64>() - found.cost).abs() <= slack);
    prop_assert!(found.at_least <= found.cost, "{:?}", found);
    prop_assert!(found.cost - found.at_least < slack, "{:?}", found);
    Ok(())
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config(192))]

    /// What is given to those who are saved is as cheap as what the linear program finds.
    #[test]
    fn rescues_are_cheapest(
        spec in webs(7), marks in marks(), weights in prop::collection::vec(0.0..1.0, 7),
    ) {
        let web = spec.web().expect("a web of a test");
        let model = Model::new(&web);
        let saved = some(&marks, spec.parties());
        let found = Rescue::new(&model, &saved).expect("a plain model").solve().expect("a rescue");
        check(&model, &spec, &saved, &found)?;
        let all: Vec<u32> = (0..spec.parties() as u32).collect();
        let program = Rescue::new(&model, &saved).expect("a plain model");
        let program = program.only(&all).expect("parties").solve().expect("a rescue");
        check(&model, &spec, &saved, &program)?;
        prop_assert!((program.cost - found.cost).abs() < 1e-7 * spec.scale());
        // No other way to spend nearly as much saves them.
        let sum: f64 = weights[..spec.parties()].iter().sum();
        let spent = found.cost - 1e-6 * spec.scale();
        if spent > 0.0 && sum > 0.0 {
            let gifts: Vec<f64> = weights.iter().map(|weight| spent * weight / sum).collect();
            prop_assert!(!stand(&model, &spec, &saved, &gifts), "{:?}", gifts);
        }
    }

    /// With one party to be given money, bisection finds the same.
    #[test]
    fn one_who_may_be_given_money(spec in webs(6), marks in marks(), one in 0_usize..6) {
        let web = spec.web().expect("a web of a test");
        let model = Model::new(&web);
        let saved = some(&marks, spec.parties());
        let one = one % spec.parties();
        let rescue = Rescue::new(&model, &saved).expect("a plain model");
        let found = rescue.only(&[one as u32]).expect("parties").solve();
        let gifts = |amount: f64| {
            let mut gifts = vec![0.0; spec.parties()];
            gifts[one] = amount;
            gifts
        };
        let most = 2.0 * web.due()[one];
        if let Err(RescueError::Impossible { parties }) = &found {
            prop_assert!(!stand(&model, &spec, &saved, &gifts(most)));
            prop_assert!(parties.iter().all(|party| saved.contains(party)));
            return Ok(());
        }
        let found = found.expect("a rescue");
        check(&model, &spec, &saved, &found)?;
        let (mut low, mut high) = (0.0, most);
        for _ in 0..60 {
            let middle = 0.5 * (low + high);
            if stand(&model, &spec, &saved, &gifts(middle)) { high = middle } else { low = middle }
        }
        prop_assert!((found.cost - high).abs() < 1e-7 * spec.scale(), "{:?}: {}", found, high);
    }

    /// On a grid of what two parties may be given, nothing cheaper saves.
    #[test]
    fn two_who_may_be_given_money(spec in webs(5), marks in marks(), pair in (0_u32..5, 0_u32..5)) {
        let web = spec.web().expect("a web of a test");
        let model = Model::new(&web);
        let saved = some(&marks, spec.parties());
        let pair = [pair.0 % web.parties() as u32, pair.1 % web.parties() as u32];
        prop_assume!(pair[0] != pair[1]);
        let rescue = Rescue::new(&model, &saved).expect("a plain model");
        let Ok(found) = rescue.only(&pair).expect("parties").solve() else { return Ok(()) };
        check(&model, &spec, &saved, &found)?;
        let spent = found.cost - 1e-6 * spec.scale();
        prop_assume!(spent > 0.0);
        for share in 0..=20 {
            let mut gifts = vec![0.0; spec.parties()];
            gifts[pair[0] as usize] = spent * f64::from(share) / 20.0;
            gifts[pair[1] as usize] = spent * f64::from(20 - share) / 20.0;
            prop_assert!(!stand(&model, &spec, &saved, &gifts), "{:?}", gifts);
        }
    }

    /// Saving more costs no less, and more of one's own makes it no dearer.
    #[test]
    fn rescues_are_monotone(
        spec in webs(7), marks in marks(), more in prop::collection::vec(amount(), 7),
    ) {
        let web = spec.web().expect("a web of a test");
        let model = Model::new(&web);
        let slack = 1e-7 * spec.scale();
        let saved = some(&marks, spec.parties());
        let cost = |model: &Model, saved: &[u32]| {
            Rescue::new(model, saved).expect("a plain model").solve().expect("a rescue").cost
        };
        let everybody = Rescue::everybody(&model).expect("a plain model").solve().expect("one");
        prop_assert!(cost(&model, &saved) <= everybody.cost + slack);
        prop_assert!(!everybody.clearing.default.contains(&true));
        let richer: Vec<f64> = spec.assets.iter().zip(&more).map(|(a, b)| a + b).collect();
        let richer = model.clone().with_external_assets(&richer).expect("amounts");
        prop_assert!(cost(&richer, &saved) <= cost(&model, &saved) + slack);
    }
}

#[test]
fn mistakes_are_told() {
    let web = |ranked: bool, stake: bool| {
        let builder = Web::builder(2).external_liabilities(vec![1.0, 1.0]);
        let builder = if ranked { builder.ranked_debt(0, 1, 1.0, 2) } else { builder };
        let builder = if stake { builder.stake(0, 1, 0.5) } else { builder };
        builder.build().expect("a web")
    };
    let has = |web: &Web| match Rescue::everybody(&Model::new(web)) {
        Err(RescueError::Model { has }) => has,
        other => panic!("{other:?}"),
    };
    assert_eq!(has(&web(true, false)), "classes of seniority");
    assert_eq!(has(&web(false, true)), "stakes");
    let plain = web(false, false);
    let costs = DefaultCosts::uniform(0.5, 1.0).expect("parts");
    let costly = Model::new(&plain).with_default_costs(&costs).expect("costs for all");
    let error = Rescue::everybody(&costly).expect_err("costs");
    assert_eq!(error, RescueError::Model { has: "costs of default" });
    let model = Model::new(&plain);
    let error = Rescue::new(&model, &[2]).expect_err("two parties");
    assert_eq!(error.to_string(), "rescue: no party 2 among 2; they are numbered from 0");
    let error = Rescue::new(&model, &[0]).and_then(|rescue| rescue.only(&[1])?.solve());
    assert_eq!(error, Err(RescueError::Impossible { parties: vec![0] }));
}
