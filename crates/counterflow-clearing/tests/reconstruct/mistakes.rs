//! What is wrong is told, all at once, and a web that nothing fits is proven so.

use counterflow_clearing::reconstruct::{Mistake, Prior, Shortfall, Side, Totals};
use proptest::prelude::*;

fn mistakes(totals: Totals) -> Vec<Mistake> {
    totals.build().unwrap_err().0
}

#[test]
fn all_at_once() {
    let totals = Totals::new(vec![5.0, -1.0, f64::NAN], vec![4.0, f64::INFINITY])
        .known(0, 0, 3.0)
        .known(0, 9, 1.0)
        .cap(1, 0, -2.0)
        .known(0, 1, 2.0)
        .forbid(0, 1)
        .tolerance(2.0);
    let text = totals.build().unwrap_err().to_string();
    assert_eq!(
        text,
        "3 parties have a total owed and 2 a total of claims: give both for each party, 0 where \
         there is none\n\
         party 1 owes -1: a total is finite and not negative\n\
         party 2 owes NaN: a total is finite and not negative\n\
         party 1 is owed inf: a total is finite and not negative\n\
         tolerance 2: give a number from 0 to 0.5, such as 1e-9\n\
         cell (0, 0) has party 0 owe itself: leave it out and take its amount off both totals\n\
         cell (0, 9) of 3 parties: parties are numbered from 0\n\
         cell (1, 0) has -2: an amount is finite and not negative\n\
         cell (0, 1) is said to be 2 and to be at most 0: keep one of them"
    );
}

#[test]
fn sums_that_differ() {
    let totals = |claims| Totals::new(vec![3.0, 2.0], vec![2.0, claims]);
    assert_eq!(mistakes(totals(3.1)), [Mistake::Sums { owed: 5.0, claims: 5.1, tolerance: 1e-9 }]);
    assert!(totals(3.000_000_001).build().is_ok());
    assert!(totals(3.1).tolerance(0.05).build().is_ok());
    let adjusted = totals(3.1).tolerance(0.05).build().unwrap().adjustment();
    // Party 0 owes 3 where 3.1 is claimed, so both give a little under 1.64 %.
    let needed = 0.1 / 6.1;
    assert!((adjusted.owed / needed - 1.0).abs() < 0.02, "{adjusted:?}");
    assert!((adjusted.claims / needed - 1.0).abs() < 0.02, "{adjusted:?}");
    assert_eq!(mistakes(Totals::new(vec![1e308; 2], vec![1e308; 2])), [Mistake::Overflow]);
    let small = mistakes(Totals::new(vec![1.0, 1e-21], vec![1e-21, 1.0]));
    assert!(matches!(small[..], [Mistake::TooSmall { party: 1, .. }, _]), "{small:?}");
}

#[test]
fn known_cells_above_totals() {
    let totals = || Totals::new(vec![4.0, 4.0, 4.0], vec![4.0, 4.0, 4.0]);
    let side = Side::Owed;
    let above =
        |side| Mistake::AboveTotal { debtor: 0, creditor: 1, amount: 5.0, side, total: 4.0 };
    assert_eq!(mistakes(totals().known(0, 1, 5.0)), [above(side), above(Side::Claims)]);
    assert_eq!(
        mistakes(totals().known(0, 1, 3.0).known(0, 2, 2.0)),
        [Mistake::KnownExceed { side, party: 0, known: 5.0, total: 4.0 }]
    );
    let unfillable = mistakes(totals().known(0, 1, 1.0).forbid(0, 2));
    assert_eq!(unfillable, [Mistake::Unfillable { side, party: 0, left: 3.0 }]);
    assert_eq!(
        unfillable[0].to_string(),
        "party 0 owes 3 beyond its known cells, and all other cells are forbidden: allow one of \
         them, or correct the total"
    );
    let both = mistakes(Totals::new(vec![1.0], vec![1.0]));
    assert_eq!(both.len(), 2);
    assert_eq!(mistakes(totals().known(0, 1, 2.0).cap(0, 1, 1.0)).len(), 1);
}

#[test]
fn parties_that_cannot_be_filled_are_named() {
    let totals = Totals::new(vec![5.0, 5.0, 0.0, 2.0, 3.0], vec![3.0, 2.0, 8.0, 1.0, 1.0])
        .forbid(0, 1)
        .forbid(0, 3)
        .forbid(0, 4)
        .forbid(1, 0)
        .forbid(1, 3)
        .cap(1, 4, 0.5);
    assert_eq!(
        mistakes(totals),
        [Mistake::Shortfall(Shortfall {
            side: Side::Owed,
            parties: vec![0, 1],
            counterparties: vec![2],
            amount: 10.0,
            room: 8.5,
        })]
    );
    // One party that owes more than all others are owed.
    let short = mistakes(Totals::new(vec![5.0, 1.0], vec![2.0, 4.0]));
    assert!(
        matches!(&short[..], [Mistake::Shortfall(s)] if s.parties == [0] && s.room == 4.0),
        "{short:?}"
    );
    assert!(short[0].to_string().starts_with("parties [0] owe 5 beyond their known cells"));
}

#[test]
fn only_nothing_forbids_everything() {
    let totals = || Totals::new(vec![1.0, 2.0], vec![2.0, 1.0]);
    assert_eq!(mistakes(totals().only([])).len(), 4);
    assert_eq!(totals().only([(0, 1)]).only([(1, 0)]).build().unwrap().open_cells(), 2);
    assert_eq!(mistakes(totals().only([(0, 2)])).len(), 1);
}

/// Rounded blocks: every part of the web has totals that differ in the last digit.
#[test]
fn blocks_that_are_off_by_rounding_fit() {
    let owed = vec![0.1 + 0.2, 1e12 / 3.0, 0.0, 0.0];
    let claims = vec![0.0, 0.0, 0.3, 1e12 / 3.0 + 1e-4];
    let problem = Totals::new(owed, claims).forbid(0, 3).forbid(1, 2).build().unwrap();
    assert!(problem.adjustment().owed < 1e-14 && problem.adjustment().claims < 1e-14);
    assert!(problem.adjustment().owed.max(problem.adjustment().claims) > 0.0);
}

#[test]
fn priors_are_checked() {
    let problem = Totals::new(vec![1.0, 2.0], vec![2.0, 1.0]).build().unwrap();
    let prior = Prior::new(0.0, 1.0).cell(0, 1, 0.5, f64::NAN).cell(1, 1, 0.5, 1.0);
    let mut chain = problem.chain(1);
    chain.thinning = 0;
    assert_eq!(problem.samples(&prior, chain).unwrap_err().0.len(), 4);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Whether something fits is proven either way, and the proof is counted after.
    #[test]
    fn a_shortfall_is_one(
        owed in prop::collection::vec(0..9_u32, 5),
        turn in 0..5_usize,
        only in prop::collection::vec((0..5_usize, 0..5_usize), 1..16),
        caps in prop::collection::vec(((0..5_usize, 0..5_usize), 0..4_u32), 0..6),
    ) {
        let owed: Vec<f64> = owed.into_iter().map(f64::from).collect();
        let mut claims = owed.clone();
        claims.rotate_right(turn);
        let mut totals = Totals::new(owed.clone(), claims.clone()).only(only.clone());
        for ((i, j), cap) in &caps {
            totals = totals.cap(*i, *j, f64::from(*cap));
        }
        let open = |i: usize, j: usize| i != j && only.contains(&(i, j));
        let cap = |i: usize, j: usize| {
            let caps = caps.iter().filter(|(cell, _)| *cell == (i, j));
            caps.map(|(_, cap)| f64::from(*cap)).fold(f64::INFINITY, f64::min)
        };
        for mistake in totals.build().err().map_or(Vec::new(), |mistakes| mistakes.0) {
            let Mistake::Shortfall(short) = mistake else { continue };
            let (own, other) = match short.side {
                Side::Owed => (&owed, &claims),
                Side::Claims => (&claims, &owed),
            };
            let amount: f64 = short.parties.iter().map(|k| own[*k]).sum();
            let mut room: f64 = short.counterparties.iter().map(|k| other[*k]).sum();
            for &p in &short.parties {
                for q in (0..5).filter(|q| !short.counterparties.contains(q)) {
                    let (i, j) = if short.side == Side::Owed { (p, q) } else { (q, p) };
                    if open(i, j) {
                        room += cap(i, j).min(owed[i]).min(claims[j]);
                    }
                }
            }
            prop_assert!(short.amount == amount, "{short:?} {amount}");
            prop_assert!(room <= short.room && short.room < amount, "{short:?} {room}");
        }
    }
}
