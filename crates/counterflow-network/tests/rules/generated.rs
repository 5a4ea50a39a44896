//! What holds of every book.

use counterflow_claim::{Bounds, ClaimId, Decimal, Kind, Measure};
use counterflow_network::{Network, State, Undated, View, interval, resolve};
use proptest::prelude::*;

use crate::book::{as_of, claims, figures, known, plain};
use crate::grammar::{entries, scaled};

fn views() -> Vec<View> {
    let include = View { undated: Undated::Include, ..known("2026-03-15") };
    vec![plain(), as_of("2025-12-31"), known("2026-02-15"), include]
}

/// What is wrong with a network, whatever the book.
fn wrong(network: &Network) -> Vec<String> {
    let mut wrong = Vec::new();
    for (key, variable) in &network.variables {
        let id = key.id(network.claims);
        let readings = variable.readings;
        let empty = |range: Option<Bounds>| range.is_some_and(interval::is_empty);
        if variable.state() != State::Contradiction && empty(readings.range) {
            wrong.push(format!("{id} is empty"));
        }
        if empty(readings.headline) || empty(readings.firm) {
            wrong.push(format!("{id} has an empty reading"));
        }
        if variable.state() == State::NotComputable && variable.missing.is_empty() {
            wrong.push(format!("{id} misses nothing"));
        }
        // What was held at the end of a past period may have been replaced since.
        let held = |id: &ClaimId| {
            network.seen[id.index()] && network.claims.claim(*id).kind == Kind::Stake
        };
        let unseen = |id: &ClaimId| network.in_force.binary_search(id).is_err() && !held(id);
        if variable.claims.iter().any(unseen) {
            wrong.push(format!("{id} rests on a claim that is not in force"));
        }
        if readings.range.is_some() && variable.claims.is_empty() {
            wrong.push(format!("{id} rests on nothing"));
        }
    }
    for conflict in &network.conflicts {
        if [conflict.claim, conflict.other].iter().any(|id| !network.seen[id.index()]) {
            wrong.push("a conflict of claims that are not seen".to_string());
        }
    }
    wrong
}

fn tenfold_three(range: Option<Bounds>) -> Option<Bounds> {
    interval::multiply(range?, Bounds::point(Decimal::ONE_THOUSAND))
}

/// Whether two ranges are one but for what is rounded.
fn alike(a: Option<Bounds>, b: Option<Bounds>) -> bool {
    let near = |x: Decimal, y: Decimal| {
        let most = x.abs().max(y.abs()).max(Decimal::ONE);
        (x - y).abs() <= most / Decimal::from(1_000_000_000)
    };
    let (Some(a), Some(b)) = (a, b) else { return a.is_none() == b.is_none() };
    [(a.low, b.low), (a.high, b.high)].into_iter().all(|ends| match ends {
        (Some(x), Some(y)) => near(x.value, y.value) && x.open == y.open,
        (None, None) => true,
        _ => false,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_figure_is_empty_or_rests_on_what_the_view_does_not_see(entries in entries()) {
        let claims = claims(&scaled(&entries, ""));
        for view in views() {
            let network = resolve(&claims, &view).value;
            prop_assert_eq!(wrong(&network), Vec::<String>::new());
        }
    }

    #[test]
    fn the_order_of_entries_does_not_matter(
        (entries, mixed) in
            entries().prop_flat_map(|made| (Just(made.clone()), Just(made).prop_shuffle())),
    ) {
        for view in views() {
            let sorted = |entries: &[String]| {
                let mut figures = figures(&scaled(entries, ""), &view);
                figures.sort();
                figures
            };
            prop_assert_eq!(sorted(&entries), sorted(&mixed));
        }
    }

    #[test]
    fn all_money_scales_alike(entries in entries()) {
        // At the largest numbers that are kept there is no room to scale.
        prop_assume!(!entries.iter().any(|entry| entry.contains("700000000")));
        let (one, thousand) = (claims(&scaled(&entries, "")), claims(&scaled(&entries, " K")));
        let (one, thousand) = (resolve(&one, &plain()).value, resolve(&thousand, &plain()).value);
        prop_assert_eq!(one.variables.len(), thousand.variables.len());
        for ((key, a), b) in one.variables.iter().zip(thousand.variables.values()) {
            let money = matches!(a.unit.measure, Measure::Money(_));
            let size = |range| if money { tenfold_three(range) } else { range };
            let id = key.id(one.claims);
            prop_assert!(alike(size(a.readings.range), b.readings.range), "{id} {a:?} {b:?}");
            prop_assert!(alike(size(a.readings.headline), b.readings.headline));
            prop_assert!(alike(size(a.readings.firm), b.readings.firm));
            prop_assert_eq!(a.state(), b.state());
        }
    }

    #[test]
    fn what_others_do_changes_nothing(entries in entries()) {
        let book = scaled(&entries, "");
        let more = format!(
            "{book}\n2025-03-01 buy yew -> oak 11 USD signed\n\n2025 revenue oak 4 USD\n\n{}",
            "company yew\ncompany oak\n"
        );
        let all = |line: &String| !["()", "yew", "oak"].iter().any(|other| line.contains(other));
        let before: Vec<String> = figures(&book, &plain()).into_iter().filter(all).collect();
        let after: Vec<String> = figures(&more, &plain()).into_iter().filter(all).collect();
        prop_assert_eq!(before, after);
    }

    #[test]
    fn the_same_book_gives_the_same_network(entries in entries()) {
        let claims = claims(&scaled(&entries, ""));
        let told = || format!("{:?}", resolve(&claims, &plain()));
        prop_assert_eq!(told(), told());
    }
}
