//! Derivatives against differences, and against one another.

#[path = "exact/spec.rs"]
mod spec;

use counterflow_clearing::sensitivity::{Input, Output, Response, Sensitivity, Toward};
use counterflow_clearing::{DefaultCosts, Model, Web};
use proptest::prelude::*;
use spec::Spec;

/// Webs of no round numbers, so that hardly anybody is on an edge; everybody owes outsiders.
fn webs() -> impl Strategy<Value = Spec> {
    (2_u32..=8).prop_flat_map(|parties| {
        let size = parties as usize;
        let debt = (0..parties, 0..parties, 0.1..10.0, 1_u32..=2);
        let stake = (0..parties, 0..parties, 0.05..0.3);
        (
            prop::collection::vec(0.0..6.0, size),
            prop::collection::vec(0.5..4.0, size),
            prop::collection::vec(1_u32..=2, size),
            prop::collection::vec(debt, size..=3 * size),
            prop::collection::vec(stake, 0..=3),
        )
            .prop_map(|(assets, outside, outside_class, mut debts, mut stakes)| {
                debts.retain(|debt| debt.0 != debt.1);
                debts.sort_by_key(|debt| (debt.0, debt.1, debt.3));
                debts.dedup_by_key(|debt| (debt.0, debt.1, debt.3));
                stakes.sort_by_key(|stake| (stake.0, stake.1));
                stakes.dedup_by_key(|stake| (stake.0, stake.1));
                Spec { assets, outside, outside_class, debts, stakes }
            })
    })
}

fn costs() -> impl Strategy<Value = Option<DefaultCosts>> {
    let part = || prop::sample::select(vec![0.5, 0.75, 1.0]);
    prop::option::of(
        (part(), part())
            .prop_map(|(alpha, beta)| DefaultCosts::uniform(alpha, beta).expect("parts")),
    )
}

fn model<'a>(web: &'a Web, costs: Option<&'a DefaultCosts>) -> Model<'a> {
    let model = Model::new(web).with_tolerance(1e-14);
    match costs {
        Some(costs) => model.with_default_costs(costs).expect("costs for all"),
        None => model,
    }
}

/// What a party pays, has left, and all still owe.
fn outputs(spec: &Spec, costs: Option<&DefaultCosts>) -> (Vec<f64>, Vec<f64>, f64) {
    let web = spec.web().expect("a web of a test");
    let clearing = model(&web, costs).clear();
    let shortfall = clearing.shortfall(web.due()).sum();
    (clearing.paid, clearing.equity, shortfall)
}

/// Gives a web more of one input.
type More = Box<dyn Fn(&mut Spec, f64)>;

/// All inputs, and how to give a web more of each.
fn inputs(web: &Web, spec: &Spec) -> Vec<(Input, More)> {
    let mut inputs: Vec<(Input, More)> = Vec::new();
    for party in 0..spec.parties() {
        let number = party as u32;
        inputs.push((Input::Asset(number), Box::new(move |spec, by| spec.assets[party] += by)));
        let more = move |spec: &mut Spec, by| spec.outside[party] += by;
        inputs.push((Input::ExternalLiability(number), Box::new(more)));
    }
    for (entry, (creditor, claim, _)) in web.receives().entries().enumerate() {
        let debtor = (0..web.parties()).find(|&i| web.claims_on(i).contains(&(claim as usize)));
        let debtor = debtor.expect("a claim is on somebody");
        let rank = claim as usize - web.claims_on(debtor).start;
        if web.debts_of(debtor).contains(&(claim as usize)) {
            let mut classes: Vec<u32> =
                spec.debts.iter().filter(|debt| debt.0 as usize == debtor).map(|d| d.3).collect();
            classes.push(spec.outside_class[debtor]);
            classes.sort_unstable();
            classes.dedup();
            let class = classes[rank];
            let more = move |spec: &mut Spec, by| {
                let same = |debt: &&mut spec::Debt| {
                    debt.0 as usize == debtor && debt.1 == creditor && debt.3 == class
                };
                spec.debts.iter_mut().find(same).expect("the debt").2 += by;
            };
            inputs.push((Input::Entry(entry), Box::new(more)));
        } else {
            let more = move |spec: &mut Spec, by| {
                let same = |stake: &&mut (u32, u32, f64)| {
                    stake.0 == creditor && stake.1 as usize == debtor
                };
                spec.stakes.iter_mut().find(same).expect("the stake").2 += by;
            };
            inputs.push((Input::Entry(entry), Box::new(more)));
        }
    }
    inputs
}

fn config() -> ProptestConfig {
    ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn derivatives_are_limits_of_differences(spec in webs(), costs in costs()) {
        let web = spec.web();
        prop_assume!(web.is_ok());
        let web = web.expect("a web");
        let base = model(&web, costs.as_ref());
        let step = 1e-6 * spec.scale();
        let (mut compared, mut kinks) = (0, 0);
        let here = outputs(&spec, costs.as_ref());
        let sensitivity = Sensitivity::new(&base, Toward::More);
        for (input, more) in inputs(&web, &spec) {
            let response = sensitivity.response(input).expect("outsiders are owed");
            let at = |by: f64| {
                let mut spec = spec.clone();
                more(&mut spec, by);
                outputs(&spec, costs.as_ref())
            };
            let (high, low) = (at(step), at(-step));
            // Where both sides of a number differ there is a kink or a jump close by.
            let slopes = |high: f64, here: f64, low: f64| {
                let (above, below) = ((high - here) / step, (here - low) / step);
                ((above - below).abs() < 1e-4).then_some(0.5 * (above + below))
            };
            let mut compare = |expected: f64, slope: Option<f64>| {
                compared += 1;
                kinks += usize::from(slope.is_none());
                slope.is_none_or(|slope| (expected - slope).abs() < 1e-4)
            };
            for party in 0..web.parties() {
                let paid = slopes(high.0[party], here.0[party], low.0[party]);
                prop_assert!(compare(response.paid[party], paid), "{:?}: {:?}", input, paid);
                let equity = slopes(high.1[party], here.1[party], low.1[party]);
                prop_assert!(compare(response.equity[party], equity), "{:?}", input);
            }
            let shortfall = slopes(high.2, here.2, low.2);
            prop_assert!(compare(response.shortfall, shortfall), "{:?}: {:?}", input, shortfall);
        }
        prop_assert!(kinks * 10 <= compared, "{} kinks among {}", kinks, compared);
    }

    #[test]
    fn both_ways_agree(spec in webs(), costs in costs()) {
        let web = spec.web();
        prop_assume!(web.is_ok());
        let web = web.expect("a web");
        let sensitivity = Sensitivity::new(&model(&web, costs.as_ref()), Toward::More);
        let parties = 0..web.parties() as u32;
        let outputs: Vec<Output> = parties
            .flat_map(|party| [Output::Paid(party), Output::Equity(party)])
            .chain([Output::Shortfall])
            .collect();
        let of = |response: &Response, output| match output {
            Output::Paid(party) => response.paid[party as usize],
            Output::Equity(party) => response.equity[party as usize],
            Output::Shortfall => response.shortfall,
        };
        for output in outputs {
            let gradient = sensitivity.gradient(output).expect("outsiders are owed");
            for (input, _) in inputs(&web, &spec) {
                let response = sensitivity.response(input).expect("outsiders are owed");
                let by = match input {
                    Input::Asset(party) => gradient.by_asset[party as usize],
                    Input::ExternalLiability(i) => gradient.by_external_liability[i as usize],
                    Input::Entry(entry) => gradient.by_entry[entry],
                };
                let direct = of(&response, output);
                prop_assert!((by - direct).abs() < 1e-9, "{:?} by {:?}: {} or {}",
                    output, input, by, direct);
            }
        }
    }
}

/// A party that has just what it owes: more goes to its owners, less is missing at its creditor.
#[test]
fn an_edge_has_two_sides() {
    let web = Web::builder(2)
        .external_assets(vec![2.0, 1.0])
        .external_liabilities(vec![0.0, 9.0])
        .debt(0, 1, 2.0)
        .build()
        .expect("a web");
    let costs = DefaultCosts::uniform(0.5, 1.0).expect("parts");
    let side = |toward, model: &Model| {
        let sensitivity = Sensitivity::new(model, toward);
        let response = sensitivity.response(Input::Asset(0)).expect("no circle");
        assert_eq!(sensitivity.edge(), [0]);
        let jumps = sensitivity.jumps().to_vec();
        (response.paid, response.equity, jumps)
    };
    let free = Model::new(&web);
    assert_eq!(side(Toward::More, &free), (vec![0.0, 0.0], vec![1.0, 0.0], vec![]));
    assert_eq!(side(Toward::Less, &free), (vec![1.0, 1.0], vec![0.0, 0.0], vec![]));
    let costly = Model::new(&web).with_default_costs(&costs).expect("costs for all");
    assert_eq!(side(Toward::Less, &costly), (vec![0.0, 0.0], vec![1.0, 0.0], vec![0]));
}

/// Two that owe all they owe to one another: no derivative, and no answer that looks like one.
#[test]
fn a_closed_circle_has_no_derivative() {
    let web = Web::builder(2).debt(0, 1, 2.0).debt(1, 0, 1.0).build().expect("a web");
    let sensitivity = Sensitivity::new(&Model::new(&web), Toward::Less);
    assert!(sensitivity.response(Input::Asset(5)).is_none());
    assert!(sensitivity.gradient(Output::Paid(5)).is_none());
    assert!(sensitivity.response(Input::Entry(7)).is_none());
    assert!(sensitivity.response(Input::Asset(0)).is_none());
    assert!(sensitivity.gradient(Output::Paid(0)).is_none());
}
