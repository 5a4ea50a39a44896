//! Brackets, defaults and uniqueness against exact arithmetic, over all choices of who is short.
//!
//! `COUNTERFLOW_WEBS=200000 cargo test --release -p counterflow-clearing --test exact` tries as
//! many webs; `COUNTERFLOW_SEED` tries others.

mod check;
mod random;
mod ratio;
mod spec;
mod truth;

use check::{Tally, check};
use random::{Dice, Family, web};

/// Webs of each family that are tried if nothing is told.
const WEBS: u64 = 250;

#[expect(clippy::disallowed_methods, reason = "how many webs to try is told from outside")]
fn told(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).map_or(otherwise, |value| value.parse().expect("a whole number"))
}

#[expect(clippy::print_stderr, reason = "what was tried is told")]
fn random_webs(family: Family) {
    let (webs, seed) = (told("COUNTERFLOW_WEBS", 5 * WEBS) / 5, told("COUNTERFLOW_SEED", 1));
    let mut tally = Tally::default();
    for number in 0..webs {
        let mut dice = Dice(seed << 40 | (family as u64) << 36 | number);
        check(&web(&mut dice, family), &mut tally);
    }
    eprintln!("{family:?}: {tally}");
    assert!(tally.wrong.is_empty(), "{family:?}: answers are wrong");
}

#[test]
fn webs_of_one_class() {
    random_webs(Family::Plain);
}

#[test]
fn webs_with_costs_of_default() {
    random_webs(Family::Costs);
}

#[test]
fn webs_of_several_classes() {
    random_webs(Family::Ranked);
}

#[test]
fn webs_with_stakes() {
    random_webs(Family::Stakes);
}

#[test]
fn webs_with_everything() {
    random_webs(Family::All);
}
