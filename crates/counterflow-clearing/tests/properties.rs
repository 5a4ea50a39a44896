//! What holds for every web, whatever its numbers.

#![expect(clippy::float_cmp, reason = "what must be exact is compared exactly")]

#[path = "exact/spec.rs"]
mod spec;

use std::collections::BTreeMap;

use counterflow_clearing::{
    Clearing, DefaultCosts, End, Method, Model, Uniqueness, Web, WebBuilder,
};
use proptest::prelude::*;
use spec::{Debt, Spec};

/// Whole numbers, so that ties and nothings are frequent, and others.
fn amount() -> impl Strategy<Value = f64> {
    prop_oneof![3 => (0_u32..12).prop_map(f64::from), 1 => 0.0..1000.0]
}

/// Webs of up to `most` parties with debts in these many classes.
fn webs(most: u32, classes: u32) -> impl Strategy<Value = Spec> {
    (1..=most).prop_flat_map(move |parties| {
        let size = parties as usize;
        let debt = (0..parties, 0..parties, amount(), 0..classes);
        let each = || prop::collection::vec(amount(), size);
        (each(), each(), prop::collection::vec(debt, 0..=4 * size)).prop_map(
            |(assets, outside, mut debts)| {
                debts.sort_by_key(|debt| (debt.0, debt.1, debt.3));
                debts.dedup_by_key(|debt| (debt.0, debt.1, debt.3));
                // One class is the class of what is told no class, so that none ranks first.
                debts.iter_mut().for_each(|debt| debt.3 += 1);
                Spec { assets, outside, debts, ..Spec::default() }
            },
        )
    })
}

/// Parties with these outside assets and nothing else.
fn cash_only(assets: Vec<f64>) -> Spec {
    Spec { outside: vec![0.0; assets.len()], assets, ..Spec::default() }
}

fn costs() -> impl Strategy<Value = Option<DefaultCosts>> {
    let part = || prop::sample::select(vec![0.0, 0.5, 0.75, 1.0]);
    prop::option::of(
        (part(), part())
            .prop_map(|(alpha, beta)| DefaultCosts::uniform(alpha, beta).expect("parts")),
    )
}

fn ends() -> impl Strategy<Value = End> {
    prop::sample::select(vec![End::Greatest, End::Least])
}

fn model<'a>(web: &'a Web, costs: Option<&'a DefaultCosts>) -> Model<'a> {
    match costs {
        Some(costs) => Model::new(web).with_default_costs(costs).expect("costs for all"),
        None => Model::new(web),
    }
}

fn web(spec: &Spec) -> Web {
    spec.web().expect("a web of a test")
}

/// Room for the roundings of a test's own arithmetic.
fn slack(spec: &Spec) -> f64 {
    1e-12 * spec.scale()
}

/// The classes in which a party owes anything, by rank, and how much.
fn classes(spec: &Spec, party: usize) -> Vec<(u32, f64)> {
    let inside = spec.debts.iter().filter(|debt| debt.0 as usize == party);
    let outside = (WebBuilder::UNRANKED, spec.outside[party]);
    let mut classes = BTreeMap::<u32, f64>::new();
    for (class, amount) in inside.map(|debt| (debt.3, debt.2)).chain([outside]) {
        *classes.entry(class).or_default() += amount;
    }
    classes.into_iter().filter(|class| class.1 > 0.0).collect()
}

/// Whether two answers can be of one web: their brackets meet.
fn meet(a: &Clearing, b: &Clearing, slack: f64) -> Result<(), String> {
    for party in 0..a.paid.len() {
        let low = a.lower[party].max(b.lower[party]);
        let high = a.upper[party].min(b.upper[party]);
        if low > high + slack {
            return Err(format!("party {party}: brackets do not meet: {low} over {high}"));
        }
    }
    Ok(())
}

fn config() -> ProptestConfig {
    ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn more_cash_pays_no_less(
        spec in webs(12, 2), costs in costs(), end in ends(),
        more in prop::collection::vec(prop_oneof![Just(0.0), amount()], 12),
    ) {
        let web = web(&spec);
        let richer: Vec<f64> = spec.assets.iter().zip(&more).map(|(a, b)| a + b).collect();
        let before = model(&web, costs.as_ref()).solve(end);
        let after = model(&web, costs.as_ref()).with_external_assets(&richer).expect("amounts");
        let after = after.solve(end);
        for party in 0..spec.parties() {
            prop_assert!(after.upper[party] >= before.lower[party] - slack(&spec));
        }
    }

    /// A power of two changes no digit, unless it is one of next to nothing; what is in the
    /// certificate has no unit.
    #[test]
    fn powers_of_two_change_no_digit(
        spec in webs(12, 2), costs in costs(), end in ends(), power in -30..30,
    ) {
        let factor = 2_f64.powi(power);
        let mut scaled = spec.clone();
        let amounts = scaled.assets.iter_mut().chain(&mut scaled.outside);
        amounts.chain(scaled.debts.iter_mut().map(|debt| &mut debt.2)).for_each(|a| *a *= factor);
        let (small, large) = (web(&spec), web(&scaled));
        let small = model(&small, costs.as_ref()).solve(end);
        let large = model(&large, costs.as_ref()).solve(end);
        let of = |clearing: &Clearing| {
            let Clearing { paid, lower, upper, equity, value, claims, .. } = clearing;
            [paid, lower, upper, equity, value, claims].map(Clone::clone).concat()
        };
        for (small, large) in of(&small).into_iter().zip(of(&large)) {
            let nothing = small.abs() < 1e-290 && large.abs() < 1e-290;
            prop_assert!(nothing || small * factor == large, "{} becomes {}", small, large);
        }
        prop_assert_eq!(small.default, large.default);
        prop_assert_eq!(small.certificate, large.certificate);
    }

    #[test]
    fn any_unit_of_money(
        spec in webs(12, 2), costs in costs(), end in ends(), factor in 0.01..99.0,
    ) {
        let mut scaled = spec.clone();
        let amounts = scaled.assets.iter_mut().chain(&mut scaled.outside);
        amounts.chain(scaled.debts.iter_mut().map(|debt| &mut debt.2)).for_each(|a| *a *= factor);
        let (small, large) = (web(&spec), web(&scaled));
        let mut small = model(&small, costs.as_ref()).solve(end);
        let large = model(&large, costs.as_ref()).solve(end);
        // With costs of default, a rounding may make somebody fail.
        prop_assume!(small.certificate.undecided.is_empty());
        prop_assume!(large.certificate.undecided.is_empty());
        small.lower.iter_mut().chain(&mut small.upper).for_each(|number| *number *= factor);
        prop_assert_eq!(meet(&small, &large, slack(&scaled)), Ok(()));
        prop_assert_eq!(small.default, large.default);
        let unique = [&small.certificate, &large.certificate].map(|c| c.uniqueness.clone());
        prop_assert_eq!(&unique[0], &unique[1]);
    }

    #[test]
    fn names_of_parties_do_not_matter(
        spec in webs(12, 2), costs in costs(), end in ends(),
        keys in prop::collection::vec(any::<u32>(), 12),
    ) {
        let mut place: Vec<usize> = (0..spec.parties()).collect();
        place.sort_by_key(|&party| keys[party]);
        let mut named = spec.clone();
        for (party, &to) in place.iter().enumerate() {
            named.assets[to] = spec.assets[party];
            named.outside[to] = spec.outside[party];
        }
        for debt in &mut named.debts {
            (debt.0, debt.1) = (place[debt.0 as usize] as u32, place[debt.1 as usize] as u32);
        }
        let (plain, other) = (web(&spec), web(&named));
        let plain = model(&plain, costs.as_ref()).solve(end);
        let other = model(&other, costs.as_ref()).solve(end);
        for (party, &to) in place.iter().enumerate() {
            prop_assert!(plain.lower[party] <= other.upper[to] + slack(&spec));
            prop_assert!(other.lower[to] <= plain.upper[party] + slack(&spec));
            let doubt = plain.certificate.undecided.contains(&(party as u32))
                || other.certificate.undecided.contains(&(to as u32));
            prop_assert!(doubt || plain.default[party] == other.default[to], "party {}", party);
        }
    }

    /// Nobody pays more than it has or owes, keeps anything before all is paid, or has less than
    /// nothing; and brackets know it.
    #[test]
    fn liability_is_limited(spec in webs(12, 3), costs in costs(), end in ends()) {
        let web = web(&spec);
        let clearing = model(&web, costs.as_ref()).solve(end);
        for party in 0..spec.parties() {
            let Clearing { paid, lower, upper, equity, value, default, .. } = &clearing;
            let due = web.due()[party];
            let slack = slack(&spec);
            prop_assert!(0.0 <= lower[party] && lower[party] <= paid[party], "{:?}", clearing);
            prop_assert!(paid[party] <= upper[party], "{:?}", clearing);
            prop_assert!(upper[party] <= due * (1.0 + f64::EPSILON) && paid[party] <= due);
            prop_assert!(equity[party] >= 0.0 && value[party] >= 0.0);
            prop_assert!(paid[party] <= value[party] + slack, "{:?}", clearing);
            let kept = value[party] - paid[party];
            prop_assert!((equity[party] - kept).abs() <= slack, "{:?}", clearing);
            prop_assert!(equity[party] == 0.0 || paid[party] == due);
            let doubt = clearing.certificate.undecided.contains(&(party as u32));
            prop_assert!(doubt || default[party] == (paid[party] < due), "{:?}", clearing);
        }
    }

    /// Creditors of one class are paid one part of what is due, and no class before those that
    /// rank before it.
    #[test]
    fn creditors_of_one_class_are_alike(spec in webs(12, 3), costs in costs(), end in ends()) {
        let mut spec = spec;
        spec.debts.retain(|debt| debt.2 > 0.0);
        let web = web(&spec);
        let clearing = model(&web, costs.as_ref()).solve(end);
        for party in 0..spec.parties() {
            let classes = classes(&spec, party);
            // Who owes nothing has one claim of nothing.
            let claims: Vec<usize> = web.debts_of(party).take(classes.len()).collect();
            prop_assert_eq!(claims.len(), classes.len());
            for (rank, &(class, due)) in classes.iter().enumerate() {
                let open = |rank: usize| classes[rank].1 - clearing.claims[claims[rank]];
                let paid = clearing.claims[claims[rank]];
                prop_assert!(paid <= slack(&spec) || rank == 0 || open(rank - 1) <= slack(&spec));
                let own = |debt: &&Debt| debt.0 as usize == party && debt.3 == class;
                for debt in spec.debts.iter().filter(own) {
                    let (columns, parts) = web.receives().row(debt.1 as usize);
                    let at = columns.iter().position(|&column| column as usize == claims[rank]);
                    let part = parts[at.expect("a debt is received")];
                    prop_assert!((part * due - debt.2).abs() <= slack(&spec));
                }
            }
        }
    }

    #[test]
    fn costs_of_nothing_cost_nothing(spec in webs(12, 2), end in ends()) {
        let web = web(&spec);
        let free = DefaultCosts::uniform(1.0, 1.0).expect("parts");
        let each = vec![1.0; spec.parties()];
        let same = DefaultCosts::each(each.clone(), each).expect("parts");
        let plain = Model::new(&web).solve(end);
        prop_assert_eq!(&plain, &model(&web, Some(&free)).solve(end));
        prop_assert_eq!(&plain, &model(&web, Some(&same)).solve(end));
    }

    /// Costs of default make nobody richer, and least is not above greatest.
    #[test]
    fn costs_cost(spec in webs(12, 2), costs in costs()) {
        let web = web(&spec);
        let free = Model::new(&web).clear();
        let greatest = model(&web, costs.as_ref()).clear();
        let least = model(&web, costs.as_ref()).solve(End::Least);
        for party in 0..spec.parties() {
            prop_assert!(greatest.lower[party] <= free.upper[party] + slack(&spec));
            prop_assert!(least.lower[party] <= greatest.upper[party] + slack(&spec));
        }
    }

    #[test]
    fn without_debts_nothing_happens(
        assets in prop::collection::vec(amount(), 0..9), end in ends(),
    ) {
        let web = web(&cash_only(assets.clone()));
        let clearing = Model::new(&web).solve(end);
        prop_assert_eq!(&clearing.equity, &assets);
        prop_assert_eq!(&clearing.value, &assets);
        prop_assert!(clearing.paid.iter().chain(&clearing.upper).all(|&paid| paid == 0.0));
        prop_assert!(!clearing.default.contains(&true));
        prop_assert!(clearing.certificate.uniqueness.is_unique() && clearing.certificate.proved);
        prop_assert_eq!(clearing.certificate.undecided, Vec::<u32>::new());
    }

    /// Without costs of default, all cash ends with owners and outsiders.
    #[test]
    fn no_cash_is_lost(spec in webs(12, 1), end in ends()) {
        let web = web(&spec);
        let clearing = Model::new(&web).solve(end);
        let cash: f64 = spec.assets.iter().sum();
        let outside: f64 = (0..spec.parties())
            .filter(|&party| spec.outside[party] > 0.0)
            .map(|party| clearing.paid[party] * spec.outside[party] / web.due()[party])
            .sum();
        let owners: f64 = clearing.equity.iter().sum();
        let scale = spec.scale() * spec.parties() as f64;
        prop_assert!((cash - outside - owners).abs() <= 1e-8 * scale, "{:?}", clearing);
        for party in 0..spec.parties() {
            let received = web.receives().dot(party, &clearing.paid);
            let had = spec.assets[party] + received;
            prop_assert!((had - clearing.value[party]).abs() <= 1e-8 * scale, "{:?}", clearing);
        }
    }

    #[test]
    fn methods_agree(spec in webs(12, 3), costs in costs(), end in ends()) {
        let web = web(&spec);
        let model = model(&web, costs.as_ref());
        let answers = Method::ALL.map(|method| model.clone().with_method(method).solve(end));
        for other in &answers[1..] {
            prop_assert_eq!(meet(&answers[0], other, slack(&spec)), Ok(()));
            prop_assert_eq!(&answers[0].default, &other.default);
            let unique = [&answers[0], other].map(|answer| answer.certificate.uniqueness.clone());
            // A method that gives up early cannot tell, but none tells anything else.
            let told = !unique.iter().any(|unique| matches!(unique, Uniqueness::Unknown(_)));
            prop_assert!(!told || unique[0] == unique[1], "{unique:?}");
            for party in 0..spec.parties() {
                let gap = (answers[0].paid[party] - other.paid[party]).abs();
                prop_assert!(gap <= 1e-8 * spec.scale(), "{:?} {:?}", answers[0], other);
            }
        }
    }

    /// Where no money comes back, one pass in order is all, and no bracket is wider than roundings.
    #[test]
    fn webs_without_circles_are_exact(spec in webs(40, 1)) {
        let mut spec = spec;
        spec.debts.retain(|debt| debt.0 < debt.1);
        let web = web(&spec);
        let clearing = Model::new(&web).clear();
        let mut value = spec.assets.clone();
        for party in 0..spec.parties() {
            let due = web.due()[party];
            let paid = value[party].min(due);
            for debt in spec.debts.iter().filter(|debt| debt.0 as usize == party && debt.2 > 0.0) {
                value[debt.1 as usize] += paid * debt.2 / due;
            }
            prop_assert!((clearing.paid[party] - paid).abs() <= 1e-13 * spec.scale());
            let width = clearing.upper[party] - clearing.lower[party];
            prop_assert!(width <= 1e-12 * spec.scale(), "{:?}", clearing);
        }
        prop_assert_eq!(clearing.certificate.rounds, 1);
        prop_assert!(clearing.certificate.uniqueness.is_unique() && clearing.certificate.proved);
    }
}

/// A web of this many parties that owe hardly anything outside: `share` of what they owe inside.
fn circular(parties: u32, share: f64, seed: u64) -> Spec {
    let mut state = seed;
    let mut next = move || {
        // Numerical Recipes' generator of 64 bits; its upper bits are good enough.
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as u32
    };
    let mut spec = cash_only(vec![0.0; parties as usize]);
    for debtor in 0..parties {
        for _ in 0..6 {
            spec.debts.push((debtor, next() % parties, f64::from(next() % 1000 + 1), 1));
        }
        spec.assets[debtor as usize] = share * f64::from(next() % 2400);
    }
    spec.debts.sort_by_key(|debt| (debt.0, debt.1));
    spec.debts.dedup_by_key(|debt| (debt.0, debt.1));
    for &(debtor, _, amount, _) in &spec.debts {
        spec.outside[debtor as usize] += share * amount;
    }
    spec
}

/// Passes by hand from `start`; from above they stay above the solution, from nothing below it.
fn by_hand(spec: &Spec, due: &[f64], start: Vec<f64>, passes: usize) -> Vec<f64> {
    let mut paid = start;
    for _ in 0..passes {
        let mut value = spec.assets.clone();
        for &(debtor, creditor, amount, _) in &spec.debts {
            value[creditor as usize] += paid[debtor as usize] * amount / due[debtor as usize];
        }
        paid = value.iter().zip(due).map(|(value, due)| value.min(*due)).collect();
    }
    paid
}

/// The solution is between what passes from above and passes from nothing come to. Brackets meet
/// that range, and are narrow even where it is wide.
#[test]
fn webs_that_hardly_leak() {
    for (parties, share, passes) in [
        (50, 1e-3, 20_000),
        (50, 1e-5, 4_000),
        (300, 1e-3, 6_000),
        (2000, 1e-2, 800),
        (2000, 1e-5, 50),
    ] {
        for seed in 1..=3 {
            let spec = circular(parties, share, seed);
            let web = web(&spec);
            let above = by_hand(&spec, web.due(), web.due().to_vec(), passes);
            let below = by_hand(&spec, web.due(), vec![0.0; parties as usize], passes);
            for method in [Method::Auto, Method::ActiveSet] {
                let clearing = Model::new(&web).with_method(method).clear();
                let scale = web.due().iter().copied().fold(0.0, f64::max);
                assert!(clearing.certificate.proved, "{parties}, {share}, {seed}: {method}");
                for party in 0..parties as usize {
                    let (lower, upper) = (clearing.lower[party], clearing.upper[party]);
                    let room = 1e-10 * scale;
                    assert!(lower <= above[party] + room && below[party] <= upper + room);
                    assert!(
                        upper - lower < 1e-6 * scale,
                        "{method}: {lower} to {upper}, web {parties}, {share}, {seed}"
                    );
                }
            }
        }
    }
}
