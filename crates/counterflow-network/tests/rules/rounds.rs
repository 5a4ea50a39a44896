//! Rounds, their investors and what they value a company at.

use crate::book::{lacks, plain, shows};

#[test]
fn an_unstated_valuation_is_read_both_ways() {
    let book = "
2026-01-01 round r of b up to 100 USD talks
  valuation: 830 USD

2026-01-01 invest a -> b up to 50 USD talks
  in: r

2025-01-01 value b 500 USD
";
    shows(
        book,
        &plain(),
        "pre_money(r) post: 730 | - | [730, 830)
         post_money(r) pre: 930 | - | (830, 930]
         step_up(r) post: 0.46 | - | [0.46, 0.66)
         share(a,r) pre: 0.053763 | - | (0, 0.056818]
         share(a,r) post: 0.060241 | - | (0, 0.060241]",
    );
}

#[test]
fn proposals_bind_their_own_variables_and_count_from_nothing_in_totals() {
    let book = "2026-01-01 round r of b 40 to 60 USD talks\n  pre-money: 100 USD\n";
    shows(
        book,
        &plain(),
        "raise(r): [40, 60] | - | [40, 60]
         post_money(r): [140, 160] | - | [140, 160]
         funding(b): [40, 60] | - | [0, 60]",
    );
}

#[test]
fn secondaries_and_acquisitions_fund_no_company() {
    for instrument in ["secondary", "acquisition"] {
        let book = format!(
            "
2026-01-01 invest a -> b 10 USD closed
  instrument: {instrument}

2026-01-01 round r of c 10 USD closed
  instrument: {instrument}

2026-01-02 invest a -> c 4 USD closed
  in: r
"
        );
        lacks(
            &book,
            &plain(),
            &["invested(a)", "funding()", "raise(r)", "money(a,r)", "invested(a,c)"],
        );
    }
}

#[test]
fn money_in_a_round_is_counted_with_the_round() {
    let book = "
2026-01-01 round r of b 100 USD closed

2026-01-01 invest a -> b 30 USD closed
  in: r

2026-01-01 invest c -> b 5 USD closed
";
    // Whether the other investment is in the round as well is not said.
    shows(book, &plain(), "funding(b): 105 | 105 | [100, 105]\nmoney(a,r): 30 | 30 | 30");
}

#[test]
fn rounds_are_different_money() {
    let book = "
2025-01-01 round r of b 100 USD closed

2026-01-01 round s of b 50 USD closed
";
    shows(book, &plain(), "funding(b): 150 | 150 | 150");
}

#[test]
fn an_investor_told_twice_in_a_round_has_put_in_both() {
    let book = "
2026-01-01 round r of b 100 USD closed

2026-01-01 invest a -> b 30 USD closed
  id: one
  in: r

2026-01-02 invest a -> b 10 USD closed
  in: r
  adds-to: one
";
    shows(book, &plain(), "money(a,r): 40 | 40 | 40\npart_of_round(a,r): 0.4 | 0.4 | 0.4");
}

#[test]
fn a_share_of_several_is_some_part_for_each() {
    let book = "
2026-01-01 round r of b 100 USD closed

2026-01-01 invest a, c jointly -> b 60 USD closed
  in: r
  share: 60% of r
";
    shows(book, &plain(), "part_of_round(a,r): - | - | [0, 0.6]");
}

#[test]
fn values_in_another_currency_are_converted() {
    let book = "
2026-01-10 round r of b 10 EUR closed
  pre-money: 40 EUR

2025-12-10 value b 20 EUR

2025-12-01 rate EUR/USD 2
";
    shows(
        book,
        &plain(),
        "raise(r): 20 | 20 | 20
         pre_money(r): 80 | 80 | 80
         last_value(r): 40 | - | 40",
    );
    shows(
        "2026-01-10 value b 20 EUR\n\n2025-01-10 value b 7 USD\n",
        &plain(),
        "value(b): - | - | missing rate EUR/USD",
    );
}

#[test]
fn a_stake_is_worth_its_part_of_the_value_of_its_time() {
    let book = "
2025-06-01 stake a -> b 10% closed

2025-01-01 value b 100 USD closed

2026-01-01 value b 500 USD closed
";
    shows(book, &plain(), "stake_value(a,b): 10 | 10 | 10\nvalue(b): 500 | 500 | 500");
}

#[test]
fn what_is_firm_of_a_round_in_talks_is_what_its_investors_are_bound_to() {
    let book = "
2026-01-01 round r of b up to 100 USD talks

2026-01-01 invest a -> b 20 USD signed
  in: r

2026-01-01 invest c -> b 30 USD talks
  in: r
";
    shows(
        book,
        &plain(),
        "raise(r): 100 | - | [50, 100]\n         funding(b): 100 | 20 | [0, 100]",
    );
}
