//! Waves, losses, contagion and margins against what they are by definition.

#![expect(clippy::float_cmp, reason = "a tie is a tie only if it is exact")]

#[path = "exact/spec.rs"]
mod spec;

use counterflow_clearing::ranks::{Contagion, Rails, Trace, margins, scales, waves, waves_of};
use counterflow_clearing::{Clearing, DefaultCosts, End, Model, Web};
use proptest::prelude::*;
use spec::Spec;

/// Whole numbers, so that ties and nothings are frequent, and others.
fn amount() -> impl Strategy<Value = f64> {
    prop_oneof![3 => (0_u32..12).prop_map(f64::from), 1 => 0.0..100.0]
}

/// Webs of up to `most` parties, with debts in two classes and some stakes if so asked.
fn webs(most: u32, classes: u32, stakes: usize) -> impl Strategy<Value = Spec> {
    (2..=most).prop_flat_map(move |parties| {
        let size = parties as usize;
        let debt = (0..parties, 0..parties, amount(), 1..=classes);
        let stake = (0..parties, 0..parties, 0.05..0.3);
        let each = || prop::collection::vec(amount(), size);
        let debts = prop::collection::vec(debt, size..=3 * size);
        let stakes = prop::collection::vec(stake, 0..=stakes);
        (each(), each(), debts, stakes).prop_map(|(assets, outside, mut debts, mut stakes)| {
            debts.retain(|debt| debt.0 != debt.1);
            debts.sort_by_key(|debt| (debt.0, debt.1, debt.3));
            debts.dedup_by_key(|debt| (debt.0, debt.1, debt.3));
            stakes.sort_by_key(|stake| (stake.0, stake.1));
            stakes.dedup_by_key(|stake| (stake.0, stake.1));
            Spec { assets, outside, debts, stakes, ..Spec::default() }
        })
    })
}

fn costs() -> impl Strategy<Value = Option<DefaultCosts>> {
    let part = || prop::sample::select(vec![0.0, 0.5, 0.75, 1.0]);
    prop::option::of(
        (part(), part())
            .prop_map(|(alpha, beta)| DefaultCosts::uniform(alpha, beta).expect("parts")),
    )
}

fn model<'a>(web: &'a Web, costs: Option<&'a DefaultCosts>) -> Model<'a> {
    match costs {
        Some(costs) => Model::new(web).with_default_costs(costs).expect("costs for all"),
        None => Model::new(web),
    }
}

/// Whether a party of a clearing is too near the edge for a test to say where it is.
fn is_close(web: &Web, clearing: &Clearing, spec: &Spec) -> bool {
    let near = |party: usize| {
        let due = web.due()[party];
        due > 0.0 && (clearing.value[party] - due).abs() < 1e-7 * spec.scale()
    };
    !clearing.certificate.undecided.is_empty() || (0..web.parties()).any(near)
}

/// Waves by the definition, each round a clearing of another web: who has not failed gets on top
/// what it owes, which makes it pay in full and changes nothing else.
fn waves_by_definition(spec: &Spec, costs: Option<&DefaultCosts>) -> Option<Vec<Option<u32>>> {
    let web = spec.web().expect("a web of a test");
    let mut waves = vec![None; spec.parties()];
    for round in 0.. {
        let topped = |party: usize| {
            let extra = if waves[party].is_none() { 2.0 * web.due()[party] } else { 0.0 };
            (spec.assets[party] + extra, extra)
        };
        let (assets, extra): (Vec<f64>, Vec<f64>) = (0..spec.parties()).map(topped).unzip();
        let clearing = model(&web, costs).with_external_assets(&assets).expect("amounts").clear();
        let mut newly = Vec::new();
        for party in (0..spec.parties()).filter(|&party| waves[party].is_none()) {
            let (has, due) = (clearing.value[party] - extra[party], web.due()[party]);
            if due > 0.0 && (has - due).abs() < 1e-8 * spec.scale() && has != due {
                return None;
            }
            if has < due {
                newly.push(party);
            }
        }
        if newly.is_empty() {
            break;
        }
        newly.into_iter().for_each(|party| waves[party] = Some(round));
    }
    Some(waves)
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config(256))]

    #[test]
    fn waves_are_those_of_the_definition(spec in webs(9, 2, 0), costs in costs()) {
        if let Some(expected) = waves_by_definition(&spec, costs.as_ref()) {
            let web = spec.web().expect("a web of a test");
            prop_assert_eq!(waves(&model(&web, costs.as_ref())), expected);
        }
    }

    /// With stakes too; who fails in the least solution only comes last.
    #[test]
    fn waves_agree_with_defaults(spec in webs(9, 2, 6), costs in costs()) {
        let Ok(web) = spec.web() else { return Ok(()) };
        let model = model(&web, costs.as_ref());
        let (greatest, least) = (model.clear(), model.solve(End::Least));
        let of_greatest = waves_of(&model, &greatest);
        let of_least = waves_of(&model, &least);
        let last = of_greatest.iter().flatten().max().map_or(0, |last| last + 1);
        prop_assert_eq!(&waves(&model), &of_greatest);
        for party in 0..spec.parties() {
            prop_assert_eq!(of_greatest[party].is_some(), greatest.default[party]);
            let expected = least.default[party].then(|| of_greatest[party].unwrap_or(last));
            prop_assert_eq!(of_least[party], expected);
        }
        let mut seen: Vec<u32> = of_greatest.into_iter().flatten().collect();
        seen.sort_unstable();
        seen.dedup();
        prop_assert!(seen.iter().enumerate().all(|(at, &wave)| at as u32 == wave), "a gap");
    }

    #[test]
    fn losses_add_up(
        spec in webs(9, 2, 5), costs in costs(), fall in prop::collection::vec(amount(), 9),
    ) {
        let Ok(web) = spec.web() else { return Ok(()) };
        let before: Vec<f64> = spec.assets.iter().zip(&fall).map(|(a, b)| a + b).collect();
        let model = model(&web, costs.as_ref());
        let clearing = model.clear();
        prop_assume!(clearing.certificate.proved);
        let trace = Trace::since(&model, &clearing, &before).expect("amounts");
        let full = full_values(&spec, &before);
        let slack = 1e-9 * spec.scale() * 100.0;
        for party in 0..spec.parties() {
            let loss = trace.loss(party);
            let expected = web.due()[party].max(full[party]) - clearing.value[party];
            prop_assert!((loss.total() - expected).abs() < slack, "{:?}: {}", loss, expected);
            prop_assert!((loss.shock - fall[party]).abs() < slack && loss.gap >= 0.0);
            prop_assert!(loss.through.iter().all(|(_, amount)| *amount > -slack));
            let Some(path) = trace.path(party) else { continue };
            prop_assert!(path.amount <= loss.total() + slack);
            let origin = trace.loss(path.parties[0] as usize);
            prop_assert!(path.amount <= origin.gap + origin.shock + slack);
            prop_assert_eq!(path.parties.last(), Some(&(party as u32)));
            for pair in path.parties.windows(2) {
                let passed = trace.loss(pair[1] as usize).through;
                prop_assert!(passed.iter().any(|&(j, amount)| j == pair[0] && amount > 0.0));
            }
        }
    }

    /// A blow by itself is a clearing with less assets.
    #[test]
    fn a_blow_is_a_clearing(
        spec in webs(8, 2, 4), costs in costs(), losses in prop::collection::vec(amount(), 8),
    ) {
        let Ok(web) = spec.web() else { return Ok(()) };
        let model = model(&web, costs.as_ref());
        let losses = &losses[..spec.parties()];
        let harm = Contagion::new(&model).with_losses(losses).expect("amounts").run();
        let before = model.clear();
        prop_assume!(!is_close(&web, &before, &spec));
        let slack = 1e-7 * spec.scale();
        for party in 0..spec.parties() {
            let mut assets = spec.assets.clone();
            assets[party] -= losses[party].min(assets[party]);
            let after = model.clone().with_external_assets(&assets).expect("amounts").clear();
            if is_close(&web, &after, &spec) {
                continue;
            }
            let others = || (0..spec.parties()).filter(|&other| other != party);
            let newly = |other: &usize| after.default[*other] && !before.default[*other];
            let fall = |other: usize| before.value[other] - after.value[other];
            let blow = &harm.blows[party];
            prop_assert_eq!(blow.defaults, others().filter(newly).count());
            prop_assert_eq!(blow.fails, newly(&party));
            prop_assert!((blow.caused - others().map(fall).sum::<f64>()).abs() < slack);
            // Nothing is lost but the loss and what defaults cost.
            let cost = |clearing: &Clearing, assets: &[f64]| -> f64 {
                let Some(costs) = &costs else { return 0.0 };
                let of = |i: usize| {
                    let received = web.receives().dot(i, &clearing.claims);
                    (1.0 - costs.alpha(i)) * assets[i] + (1.0 - costs.beta(i)) * received
                };
                (0..assets.len()).filter(|&i| clearing.default[i]).map(of).sum()
            };
            let costs = cost(&after, &assets) - cost(&before, &spec.assets);
            prop_assert!((blow.outsiders - blow.loss - costs).abs() < slack, "{:?}", blow);
        }
        let caused: f64 = harm.blows.iter().map(|blow| blow.caused).sum();
        let suffered: f64 = harm.suffered.iter().sum::<f64>() * (spec.parties() - 1) as f64;
        prop_assert!((caused - suffered).abs() < slack);
    }

    #[test]
    fn rails_hold_and_change_nothing(
        spec in webs(8, 2, 0), losses in prop::collection::vec(amount(), 8),
    ) {
        let web = spec.web().expect("a web of a test");
        let model = Model::new(&web);
        let contagion = Contagion::new(&model).with_losses(&losses[..spec.parties()]);
        let contagion = contagion.expect("amounts");
        let with = contagion.clone().run();
        let without = contagion.without_rails().run();
        prop_assert_eq!(without.spared, 0);
        prop_assert_eq!((&with.blows, &with.suffered), (&without.blows, &without.suffered));
        let rails = Rails::new(&model).expect("no costs, no stakes");
        let unpaid = |clearing: &Clearing| clearing.shortfall(web.due()).sum::<f64>();
        let before = unpaid(&model.clear());
        for (party, blow) in with.blows.iter().enumerate() {
            prop_assert!(blow.defaults <= rails.most_defaults(party, blow.loss), "{:?}", blow);
            let mut assets = spec.assets.clone();
            assets[party] -= blow.loss;
            let after = model.clone().with_external_assets(&assets).expect("amounts").clear();
            let more = unpaid(&after) - before;
            prop_assert!(more <= rails.most_unpaid(party, blow.loss) + 1e-7 * spec.scale());
        }
    }

    /// A little more than the margin and the party stands, a little less and it fails.
    #[test]
    fn margins_are_where_parties_flip(spec in webs(8, 2, 4), costs in costs()) {
        let Ok(web) = spec.web() else { return Ok(()) };
        let model = model(&web, costs.as_ref());
        // Where ranks close a circle that nothing enters, brackets tell no more than the range.
        prop_assume!(model.clear().certificate.proved);
        let little = 1e-6 * spec.scale();
        for (party, margin) in margins(&model).into_iter().enumerate() {
            prop_assert!(margin.lower <= margin.change && margin.change <= margin.upper);
            let with = |change: f64| {
                let mut assets = spec.assets.clone();
                assets[party] = (assets[party] + change).max(0.0);
                model.clone().with_external_assets(&assets).expect("amounts").clear()
            };
            let untold = |clearing: &Clearing| {
                clearing.certificate.undecided.contains(&(party as u32))
            };
            // Nobody asks how far from failing is who owes nothing; and a search does not go on
            // where the clearing itself cannot tell.
            let middle = with(0.5 * (margin.lower + margin.upper));
            let narrow = margin.upper - margin.lower < little;
            prop_assert!(narrow || untold(&middle) || web.due()[party] <= 0.0, "{:?}", margin);
            if !narrow {
                continue;
            }
            let (most, least) = (with(margin.change + little), with(margin.change - little));
            if untold(&most) || untold(&least) {
                continue;
            }
            prop_assert!(!most.default[party], "{:?}", margin);
            if margin.flips && spec.assets[party] + margin.change > little {
                prop_assert!(least.default[party], "{:?}", margin);
            } else if spec.assets[party] + margin.change < -little {
                prop_assert!(!least.default[party] && !margin.flips, "{:?}", margin);
            }
        }
    }
}

proptest! {
    #![proptest_config(config(48))]

    #[test]
    fn scales_are_where_parties_flip(spec in webs(7, 2, 3), costs in costs()) {
        let Ok(web) = spec.web() else { return Ok(()) };
        let model = model(&web, costs.as_ref());
        prop_assume!(model.clear().certificate.proved);
        for (party, scale) in scales(&model, 1e-7).into_iter().enumerate() {
            let cleared = |factor: f64| {
                let assets: Vec<f64> = spec.assets.iter().map(|a| factor * a).collect();
                model.clone().with_external_assets(&assets).expect("amounts").clear()
            };
            let fails = |factor: f64| cleared(factor).default[party];
            prop_assert!(scale.fails < scale.stands || scale.stands == 0.0);
            prop_assert!(scale.fails == 0.0 || fails(scale.fails), "{}: {:?}", party, scale);
            prop_assert!(scale.stands.is_infinite() || !fails(scale.stands), "{:?}", scale);
            if scale.stands.is_finite() {
                let width = scale.stands - scale.fails;
                // It may be on the edge over a range, where others flip and it does not move.
                let undecided = |step: i32| {
                    let there = cleared(scale.fails + width * f64::from(step) / 16.0);
                    there.certificate.undecided.contains(&(party as u32))
                };
                let narrow = width <= 1e-7 * scale.stands.max(1.0);
                prop_assert!(narrow || (1..16).any(undecided), "{:?}", scale);
            }
        }
    }

    #[test]
    fn names_of_parties_do_not_matter(
        spec in webs(8, 2, 0), costs in costs(), keys in prop::collection::vec(any::<u32>(), 8),
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
        let (web, other) = (spec.web().expect("a web"), named.web().expect("a web"));
        let (plain, named) = (model(&web, costs.as_ref()), model(&other, costs.as_ref()));
        prop_assume!(waves_by_definition(&spec, costs.as_ref()).is_some());
        let slack = 1e-7 * spec.scale();
        let (waves_a, waves_b) = (waves(&plain), waves(&named));
        let (harm_a, harm_b) = (Contagion::new(&plain).run(), Contagion::new(&named).run());
        let (margins_a, margins_b) = (margins(&plain), margins(&named));
        for (party, &to) in place.iter().enumerate() {
            prop_assert_eq!(waves_a[party], waves_b[to]);
            let (a, b) = (margins_a[party].change, margins_b[to].change);
            prop_assert!((a - b).abs() < slack);
            // With costs of default a rounding decides about what is on the edge.
            let jumps = costs.is_some();
            let (a, b) = (&harm_a.blows[party], &harm_b.blows[to]);
            prop_assert!(jumps || (a.caused - b.caused).abs() < slack);
        }
    }

    #[test]
    fn any_unit_of_money(spec in webs(8, 2, 4), costs in costs(), power in -20..20) {
        let Ok(web) = spec.web() else { return Ok(()) };
        let factor = 2_f64.powi(power);
        let mut scaled = spec.clone();
        let amounts = scaled.assets.iter_mut().chain(&mut scaled.outside);
        amounts.chain(scaled.debts.iter_mut().map(|debt| &mut debt.2)).for_each(|a| *a *= factor);
        let other = scaled.web().expect("a web");
        let (small, large) = (model(&web, costs.as_ref()), model(&other, costs.as_ref()));
        prop_assert_eq!(waves(&small), waves(&large));
        let changes = |model: &Model, by: f64| -> Vec<f64> {
            margins(model).iter().map(|margin| margin.change * by).collect()
        };
        prop_assert_eq!(changes(&small, factor), changes(&large, 1.0));
        let caused = |model: &Model, by: f64| -> Vec<f64> {
            Contagion::new(model).run().blows.iter().map(|blow| blow.caused * by).collect()
        };
        prop_assert_eq!(caused(&small, factor), caused(&large, 1.0));
    }
}

/// What each party has if all debts are paid in full, stakes worth what follows, by iteration.
fn full_values(spec: &Spec, assets: &[f64]) -> Vec<f64> {
    let web = spec.web().expect("a web of a test");
    let mut values = assets.to_vec();
    for _ in 0..2000 {
        let mut next = assets.to_vec();
        for debt in &spec.debts {
            next[debt.1 as usize] += debt.2;
        }
        for &(owner, owned, share) in &spec.stakes {
            let equity = (values[owned as usize] - web.due()[owned as usize]).max(0.0);
            next[owner as usize] += share * equity;
        }
        values = next;
    }
    values
}

/// A chain in which each pulls down the next takes as many waves as it has links, each of which
/// touches two parties: a clearing of all in every wave would take minutes.
#[test]
fn a_long_chain_is_no_trouble() {
    let parties = 20_000;
    let debtors: Vec<u32> = (0..parties - 1).collect();
    let creditors: Vec<u32> = (1..parties).collect();
    let mut assets = vec![0.0; parties as usize];
    assets[0] = 0.5;
    let web = Web::builder(parties as usize)
        .external_assets(assets)
        .debts(debtors, creditors, vec![1.0; parties as usize - 1])
        .build()
        .expect("a chain");
    let expected = (0..parties).map(|party| (party < parties - 1).then_some(party));
    assert_eq!(waves(&Model::new(&web)), expected.collect::<Vec<_>>());
}
