//! Conditional legs: with the condition met and not met, never mixed.

use counterflow_claim::{Bounds, Decimal};
use counterflow_network::{LegCase, Network, interval, resolve};
use proptest::prelude::*;

use crate::book::{claims, plain, shows};

/// A deal of which a part waits for a condition, and purchases the other way.
const TWO_PARTS: &str = "
2026-01-01 invest a -> b 50 USD signed
  id: whole

2026-01-01 invest a -> b 15 USD signed
  in: whole

2026-01-01 invest a -> b 35 USD signed
  id: later
  in: whole
  if: \"a listing\"

2026-01-01 buy b -> a 20 USD signed
";

#[test]
fn a_leg_comes_or_does_not() {
    shows(
        TWO_PARTS,
        &plain(),
        "capital(a,b): 50 | 15 | [15, 50]
         amount(whole): 50 | 15 | 50
         money_returned(a,b): 20 | 15 | [15, 20]
         round_trip(a,b): 0.571429 | 0.857143 | [0.571429, 0.857143]",
    );
}

#[test]
fn a_sure_part_comes_whatever_the_whole_is() {
    let open = TWO_PARTS.replacen("50 USD", "up to 50 USD", 1);
    shows(&open, &plain(), "capital(a,b): 50 | 15 | [15, 50]");
}

#[test]
fn a_part_of_a_leg_may_wait_for_more() {
    let book = format!(
        "{TWO_PARTS}\n2026-01-01 invest a -> b 5 USD signed\n  in: later\n  if: \"a permit\"\n"
    );
    shows(&book, &plain(), "capital(a,b): 50 | 15 | [15, 50]");
}

#[test]
fn a_round_counts_its_legs_as_funding_and_stays_as_agreed() {
    let book = "
2026-01-01 round series of b 100 USD signed
  pre-money: 300 USD

2026-01-01 invest a -> b 40 USD signed
  in: series
  if: \"a listing\"
";
    shows(
        book,
        &plain(),
        "funding(b): 100 | 100 | [60, 100]
         raise(series): 100 | 100 | 100
         share(a,series): 0.1 | - | 0.1
         capital(a,b): 40 | - | [0, 40]",
    );
}

#[test]
fn cases_are_told_apart_by_the_claim_that_waits() {
    let claims = claims(TWO_PARTS);
    let network = resolve(&claims, &plain()).value;
    let told = cases(&network, "capital(a,b)");
    let [met, not] = told.as_slice() else { panic!("two cases, not {told:?}") };
    assert_eq!(claims.name(met.leg), "later");
    let point = |number: i64| Some(Bounds::point(Decimal::from(number)));
    assert_eq!((met.met, met.range), (true, point(50)));
    assert_eq!((not.met, not.range), (false, point(15)));
    assert_eq!(cases(&network, "commitments(b)"), []);
}

fn cases(network: &Network, id: &str) -> Vec<LegCase> {
    let key = network.variables.keys().find(|key| key.id(network.claims) == id);
    key.map_or_else(Vec::new, |key| network.entailment.legs_of(key))
}

/// A whole with a sure part and legs, each with whether its condition is met, as "up to" or not.
fn drawn() -> impl Strategy<Value = (u32, Vec<(u32, bool, u32)>, u32, bool)> {
    let leg = (1..500_u32, any::<bool>(), 0..50_u32);
    (1..500_u32, prop::collection::vec(leg, 1..4), 1..900_u32, any::<bool>())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_comes_is_inside((sure, legs, bought, whole) in drawn()) {
        let mut book = format!("2026-01-01 buy b -> a {bought} USD signed\n");
        let inside = if whole { "  in: all\n" } else { "" };
        if whole {
            let all: u32 = sure + legs.iter().map(|(leg, ..)| leg).sum::<u32>();
            book += &format!("\n2026-01-01 invest a -> b {all} USD signed\n  id: all\n");
        }
        book += &format!("\n2026-01-01 invest a -> b {sure} USD signed\n{inside}");
        for (at, (leg, _, room)) in legs.iter().enumerate() {
            let amount = if *room == 0 { format!("{leg}") } else { format!("up to {}", leg + room) };
            let keys = format!("  id: leg-{at}\n{inside}  if: \"event {at}\"\n");
            book += &format!("\n2026-01-01 invest a -> b {amount} USD signed\n{keys}");
        }
        let claims = claims(&book);
        let network = resolve(&claims, &plain()).value;
        prop_assert!(network.contradictions.is_empty(), "{book}");
        let come: u32 = sure + legs.iter().filter(|(_, met, _)| *met).map(|(leg, ..)| leg).sum::<u32>();
        let [come, bought] = [come, bought].map(Decimal::from);
        let both = Bounds::point(come.min(bought));
        let trip = interval::reciprocity(Bounds::point(come), Bounds::point(bought));
        let truths = [
            ("capital(a,b)", Bounds::point(come)),
            ("money_returned(a,b)", both),
            ("round_trip(a,b)", trip.expect("two amounts above zero")),
        ];
        for (id, truth) in truths {
            let key = network.variables.keys().find(|key| key.id(&claims) == id);
            let range = key.and_then(|key| network.variables[key].readings.range);
            let meets = |range: Bounds| !interval::is_empty(interval::intersect(range, truth));
            prop_assert!(range.is_some_and(meets), "{id}: {range:?} without {truth:?}\n{book}");
            for case in cases(&network, id) {
                let at = legs.iter().enumerate().find(|(at, _)| format!("leg-{at}") == claims.name(case.leg));
                if at.is_some_and(|(_, (_, met, _))| *met == case.met) {
                    prop_assert!(case.range.is_some_and(meets), "{id}: {case:?} without {truth:?}\n{book}");
                }
            }
        }
    }
}
