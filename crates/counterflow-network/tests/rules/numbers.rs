//! Metrics, their natures and what follows from them.

use crate::book::{as_of, known, lacks, plain, shows};

#[test]
fn natures_never_mix() {
    let book = "
2025 revenue a more than 20 USD expected
  source: press

2025 revenue a 13 USD
  source: filing

2025 revenue a 40 USD target
  source: press

2025 revenue a 30 USD run-rate
  source: press
";
    shows(book, &plain(), "revenue(a,2025): 13 | 13 | 13");
    lacks("2025 revenue a 40 USD target", &plain(), &["revenue(a,2025)"]);
    shows(
        "2025 revenue a more than 20 USD expected",
        &plain(),
        "revenue(a,2025): 20 | - | (20, ..)",
    );
}

#[test]
fn net_numbers_do_not_stand_against_gross_ones() {
    shows(
        "2025 revenue a 10 USD\n\n2025 revenue a 8 USD\n  net-of: fees\n",
        &plain(),
        "revenue(a,2025): 10 | 10 | 10",
    );
}

#[test]
fn numbers_that_cannot_both_be_are_a_contradiction_by_the_strongest_voice() {
    let book = "
2025 revenue a 10 USD
  source: press

2025 revenue a 12 USD
  source: filing
";
    shows(book, &plain(), "revenue(a,2025): 12 | 12 | contradiction");
    shows(book, &known("2026-02-15"), "revenue(a,2025): 12 | 12 | 12");
}

#[test]
fn a_forecast_is_seen_from_the_day_on_which_it_was_made() {
    let book = "2027 revenue a 10 USD expected\n  source: press\n";
    shows(book, &as_of("2026-03-01"), "revenue(a,2027): 10 | - | 10");
    lacks(book, &as_of("2026-02-28"), &["revenue(a,2027)"]);
    lacks("2027 revenue a 10 USD\n  source: press\n", &as_of("2026-06-01"), &["revenue(a,2027)"]);
}

#[test]
fn a_number_that_is_no_money_is_no_revenue() {
    shows(
        "2025 revenue a 10",
        &plain(),
        "revenue(a,2025): - | - | missing a currency for revenue-a",
    );
    shows(
        "2025 revenue a unknown",
        &plain(),
        "revenue(a,2025): - | - | missing amount of revenue-a",
    );
}

#[test]
fn obligations_stand_before_known_commitments_and_do_not_narrow_them() {
    let book = "
2025 revenue a 10 USD

2026-01-01 obligations a 700 USD

2026-01-01 buy a -> b 100 USD signed
";
    shows(
        book,
        &plain(),
        "commitments_to_revenue(a,2025): 70 | 70 | 70
         residual(a): 600 | 600 | 600",
    );
    shows(
        "2025 revenue a 10 USD\n\n2026-01-01 buy a -> b 100 USD signed\n",
        &plain(),
        "commitments_to_revenue(a,2025): 10 | 10 | 10",
    );
}

#[test]
fn growth_is_on_the_same_period_a_year_before() {
    shows(
        "2025-Q4 revenue a 12 USD\n\n2024-Q4 revenue a 10 USD\n",
        &plain(),
        "revenue_growth(a,2025-Q4): 0.2 | 0.2 | 0.2",
    );
}

#[test]
fn a_part_of_a_backlog_is_its_share() {
    let book = "
2026-01-28 backlog a 620 USD
  id: whole

2026-01-28 backlog a from b nearly half of whole
";
    shows(
        book,
        &plain(),
        "backlog(a,b,2026-01-28): 310 | 310 | [279, 310)
         backlog_rest(a,b,2026-01-28): 310 | 310 | (310, 341]",
    );
}

#[test]
fn concentration_is_between_even_and_whole() {
    let book = |c: &str| {
        format!(
            "
2026-01-28 backlog a 1000 USD

2026-01-28 backlog a from b 400 USD

2026-01-28 backlog a from c {c}
"
        )
    };
    shows(
        &book("300 USD"),
        &plain(),
        "backlog_hhi(a,2026-01-28): - | - | [2500, 5800]
         backlog_hhi_known(a,2026-01-28): 5102.040816 | 5102.040816 | 5102.040816",
    );
    // Of parts that do not fit into their whole the weakest number is put aside: here of equals.
    shows(
        &book("700 USD"),
        &plain(),
        "backlog(a,2026-01-28): - | - | contradiction
         backlog(a,c,2026-01-28): 700 | 700 | contradiction",
    );
    shows(&book("none"), &plain(), "backlog_hhi_known(a,2026-01-28): 10000 | 10000 | 10000");
    shows(
        "2026-01-01 buy a -> b up to 5 USD talks\n\n2026-01-01 buy a -> c up to 5 USD talks\n",
        &plain(),
        "seller_hhi(a): 5000 | - | [5000, 10000]",
    );
}

#[test]
fn a_round_trip_is_between_what_goes_out_and_comes_back() {
    let book = "
2026-01-01 invest a -> b 50 USD closed

2026-01-01 buy b -> a 30 USD signed

2026-01-01 buy b -> c 20 USD signed
";
    shows(
        book,
        &plain(),
        "round_trip(a,b): 0.75 | 0.75 | 0.75
         money_returned(a,b): 30 | 30 | 30
         net_new_cash(a,b): 20 | 20 | 20
         seller_hhi(b): 5200 | 5200 | 5200",
    );
}

#[test]
fn a_stated_total_is_closed_by_its_known_parts() {
    let book = "
2026-01-01 obligations a 1400 USD

2026-01-01 buy a -> b 250 USD signed

2026-01-01 buy a -> c 300 USD signed

2026-01-01 buy a -> d 38 USD signed

2026-01-01 buy a -> e 22.4 USD signed
";
    shows(
        book,
        &plain(),
        "residual(a): 789.6 | 789.6 | 789.6
         known_share(a): 0.436 | 0.436 | 0.436
         seller_hhi(a): 4145.213847 | 4145.213847 | 4145.213847",
    );
}
