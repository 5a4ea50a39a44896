//! Large books of one kind each: what takes time that grows with the square does not end here.

use std::fmt::Write;

use counterflow_network::resolve;

use crate::book::{claims, plain};

const MANY: usize = 10_000;

/// Resolves a book of many entries, each with its number where `#` stands, and gives the count of
/// its figures.
fn resolved(entries: &str) -> usize {
    let mut book = String::new();
    let mut parties = String::new();
    for at in 0..MANY {
        let _ = writeln!(parties, "company x{at}");
        let _ = writeln!(book, "{}\n", entries.replace('#', &at.to_string()));
    }
    let claims = claims(&format!("{parties}\n{book}"));
    assert!(claims.claims.len() >= MANY, "{} claims", claims.claims.len());
    resolve(&claims, &plain()).value.variables.len()
}

#[test]
fn one_buyer_of_many_sellers() {
    assert!(resolved("2026 buy a -> x# 1 USD signed\n  due: 2027 1 USD") > MANY);
}

#[test]
fn many_deals_of_one_pair() {
    assert!(resolved("2026 buy a -> b # USD signed\n  id: k#\n  disjoint: k0") > 1);
    assert!(resolved("2026 buy a -> b 1 USD signed\n  id: k#\n  adds-to: k0") > 1);
}

#[test]
fn many_investors_in_one_round() {
    let round = "
2026 invest x# -> b 1 USD closed
  in: r

2026-01-01 round r of b 1 USD closed
  post-money: # USD";
    assert!(resolved(round) > MANY);
}

#[test]
fn many_rounds_of_one_company() {
    assert!(resolved("2026 round r# of b 1 USD closed\n  post-money: 9 USD") > MANY);
}

#[test]
fn many_claims_in_one_thread() {
    assert!(resolved("2026-01-01 buy a -> b # USD talks\n  deal: t\n  basis: filing") >= 1);
    assert!(resolved("2026-01-01 buy a -> b # USD signed\n  deal: t\n  replaces: t") >= 1);
    assert!(
        resolved(
            "2026-01-01 buy a -> b # USD signed\n  id: k#\n  disputes: k0\n  conflicts-with: k1"
        ) >= 1
    );
}

#[test]
fn many_customers_of_one_backlog() {
    let backlog = "2026-01-01 backlog a from x# 1 USD\n\n2026-01-01 backlog a # USD";
    assert!(resolved(backlog) > MANY);
}

#[test]
fn a_backlog_on_many_days() {
    let mut book = String::new();
    for year in 1700..2390 {
        for month in 1..=12 {
            let _ = writeln!(
                book,
                "{year}-{month:02} backlog a 2 USD\n\n{year}-{month:02} backlog a from b 1 USD\n"
            );
        }
    }
    assert!(resolve(&claims(&book), &plain()).value.variables.len() > 30_000);
}

#[test]
fn chains_of_parts_and_of_replacements() {
    let next = |relation: &str| {
        let mut book = String::new();
        for at in 0..MANY {
            let _ = writeln!(
                book,
                "2026 buy a -> b 1 USD signed\n  id: k{at}\n  {relation}: k{}\n",
                (at + 1) % MANY
            );
        }
        resolve(&claims(&book), &plain()).value.variables.len()
    };
    for relation in ["in", "replaces", "total-of", "corroborates", "retracts", "adds-to"] {
        assert!(next(relation) >= 1, "{relation}");
    }
}

#[test]
fn many_currencies_and_rates() {
    assert!(resolved("2026-01-02 buy a -> x# 1 EUR signed\n\n2026-01-01 rate EUR/USD 1.1") > MANY);
}

#[test]
fn many_assumptions() {
    let mut book = String::new();
    for at in 0..MANY {
        let _ = writeln!(
            book,
            "
2026 buy a -> b 1 USD signed
  id: k{at}

assume s{at}
  owner: me
  schedule: k{at} evenly 2027..2028
"
        );
    }
    let mut view = plain();
    view.assume = (0..MANY).map(|at| format!("s{at}")).collect();
    assert!(resolve(&claims(&book), &view).value.variables.len() > 1);
}

#[test]
fn names_judged_the_same() {
    let mut book = String::new();
    for at in 0..MANY {
        let _ = writeln!(book, "company x{at}\n");
    }
    for at in (1..MANY).rev() {
        let _ = writeln!(book, "same x{at} x{}\n", at - 1);
    }
    assert_eq!(resolve(&claims(&book), &plain()).value.variables.len(), 0);
}

#[test]
fn many_parties_on_both_sides() {
    let mut parties = String::new();
    let mut side = Vec::new();
    for at in 0..3_000 {
        let _ = writeln!(parties, "company x{at}");
        side.push(format!("x{at}"));
    }
    let side = side.join(", ");
    let book = format!("{parties}\n2026 buy {side} jointly -> {side} jointly 1 USD signed\n");
    assert!(resolve(&claims(&book), &plain()).value.variables.len() > 3_000);
}
