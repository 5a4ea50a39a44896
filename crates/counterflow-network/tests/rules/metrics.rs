//! Metrics over time, their natures, prices and shares.

use crate::book::{as_of, known, lacks, plain, shows};

#[test]
fn every_metric_is_told_of_a_party_and_a_time() {
    let book = "
2025-12-31 cash a 4 USD

2025 burn a -2 USD

2025 capex a 5 USD

2025 profit a -12 USD

2025 margin a 33%

2026-01-28 market-cap a 40 USD

2026-02 capacity a 1,900 MW

2025-09-30 metric shares-outstanding a 7 shares
";
    shows(
        book,
        &plain(),
        "cash(a,2025-12-31): 4 | 4 | 4
         burn(a,2025): -2 | -2 | -2
         capex(a,2025): 5 | 5 | 5
         profit(a,2025): -12 | -12 | -12
         margin(a,2025): 0.33 | 0.33 | 0.33
         market_cap(a,2026-01-28): 40 | 40 | 40
         capacity(a,2026-02): 1.9 | 1.9 | 1.9
         shares_outstanding(a,2025-09-30): 7 | 7 | 7",
    );
    // A rate is no amount, and gigawatts are no money.
    lacks(
        "2025 burn a 1 USD per month\n\n2025 revenue a 5 GW\n",
        &plain(),
        &["burn(a,2025)", "revenue(a,2025)"],
    );
    shows("2025 margin a unknown", &plain(), "margin(a,2025): - | - | missing amount of margin-a");
}

#[test]
fn a_loss_is_a_profit_below_zero() {
    shows(
        "2025 metric net-loss a more than 12 USD\n\n2024 metric net-income a 3 USD\n",
        &plain(),
        "profit(a,2025): -12 | -12 | (.., -12)
         profit(a,2024): 3 | 3 | 3",
    );
    // Told from both sides it is one number.
    shows(
        "2025 metric net-loss a 5 USD\n\n2025 profit a -5 USD\n",
        &plain(),
        "profit(a,2025): -5 | -5 | -5",
    );
}

#[test]
fn each_nature_has_its_own_number() {
    let book = "
2025 revenue a 13 USD

2025 revenue a more than 20 USD expected
  source: press

2025 revenue a 40 USD target

2025 revenue a 30 USD run-rate

2026 revenue a 25 USD expected
";
    shows(
        book,
        &plain(),
        "revenue(a,2025): 13 | 13 | 13
         revenue(a,2025,expected): 20 | - | (20, ..)
         revenue(a,2025,target): 40 | - | 40
         revenue(a,2025,run-rate): 30 | - | 30
         revenue(a,2026): 25 | - | 25",
    );
    lacks(book, &plain(), &["revenue(a,2026,expected)"]);
    // What somebody expects to be owed or held is not there in its place.
    let held = "2026-12-31 debt a 5 USD expected\n\n2026-12-31 cash a 5 USD expected\n";
    shows(held, &plain(), "debt(a,2026-12-31,expected): 5 | - | 5");
    lacks(held, &plain(), &["debt(a,2026-12-31)", "cash(a,2026-12-31)"]);
    shows(
        "2026-01-01 obligations a 7 USD\n\n2026-01-01 obligations a 9 USD target\n",
        &plain(),
        "obligations(a): 7 | 7 | 7
         obligations(a,target): 9 | - | 9",
    );
    shows(
        "2026-01-01 backlog a 7 USD\n\n2026-01-01 backlog a 9 USD target\n",
        &plain(),
        "backlog(a,2026-01-01): 7 | 7 | 7
         backlog(a,2026-01-01,target): 9 | - | 9",
    );
    lacks(
        "2026-01-01 backlog a 7 USD\n\n2026-01-01 backlog a 9 USD target\n",
        &plain(),
        &["backlog_share(a,2026-01-01,target)", "backlog_rest(a,2026-01-01,target)"],
    );
}

#[test]
fn forecasts_of_different_days_are_different_numbers() {
    let book = "
2027 revenue a 10 USD expected
  source: filing

2027 revenue a up to 12 USD expected
  source: press
";
    shows(book, &plain(), "revenue(a,2027): 12 | - | (0, 12]");
    shows(book, &known("2026-02-15"), "revenue(a,2027): 10 | - | 10");
    // Those of one day and one voice stand together.
    shows(
        "
2027 revenue a at least 10 USD expected
  source: press

2027 revenue a up to 12 USD expected
  source: press
",
        &plain(),
        "revenue(a,2027): 12 | - | [10, 12]",
    );
    // Those of two voices do not.
    shows(
        "
2027 revenue a at least 10 USD expected
  says: b
  source: press

2027 revenue a up to 12 USD expected
  says: c
  source: press
",
        &plain(),
        "revenue(a,2027): 12 | - | (0, 12]",
    );
}

#[test]
fn a_year_is_its_parts_by_their_days() {
    let quarters = |fourth: &str| {
        format!(
            "
2025 revenue a 40 USD

2025-Q1 revenue a 9 USD

2025-04..2025-06 revenue a 10 USD

2025-07-01..2025-09-30 revenue a 10 USD

{fourth}
"
        )
    };
    shows(&quarters(""), &plain(), "revenue(a,2025-Q4): 11 | 11 | 11");
    shows(
        &quarters("2025-Q4 revenue a up to 20 USD"),
        &plain(),
        "revenue(a,2025-Q4): 20 | 20 | 11",
    );
    shows(&quarters("2025-Q4 revenue a unknown"), &plain(), "revenue(a,2025-Q4): - | - | 11");
    shows(
        &quarters("2025-Q4 revenue a 15 USD"),
        &plain(),
        "revenue(a,2025-Q4): 15 | 15 | contradiction",
    );
    // Halves and quarters of one year tell of each other.
    shows(
        "2025 revenue a 40 USD\n\n2025-H1 revenue a 19 USD\n\n2025-Q3 revenue a 10 USD\n",
        &plain(),
        "revenue(a,2025-Q4): 11 | 11 | 11",
    );
    // Year to date less year to date.
    shows(
        "2025-H1 burn a 5 USD\n\n2025-Q1 burn a 8 USD\n",
        &plain(),
        "burn(a,2025-Q2): -3 | -3 | -3",
    );
}

#[test]
fn a_year_that_nobody_tells_is_the_sum_of_its_parts() {
    let halves = "
FY2026-H1 revenue g 5 USD

FY2026-H2 revenue g about 10 USD

FY2027-H1 revenue g 7 USD
";
    shows(
        halves,
        &plain(),
        "revenue(g,2025-07-01..2026-06-30): 15 | 15 | [14.5, 15.5]
         revenue(g,2026): 17 | 17 | [16.5, 17.5]",
    );
    // What has happened stands before what was expected, and with it what follows from it.
    let both =
        "2025-H1 revenue a 5 USD\n\n2025-H2 revenue a 6 USD\n\n2025 revenue a 20 USD expected\n";
    shows(
        both,
        &plain(),
        "revenue(a,2025): 11 | 11 | 11
         revenue(a,2025,expected): 20 | - | 20",
    );
}

#[test]
fn only_numbers_of_one_kind_are_added_up() {
    // A forecast of the half is no half of what happened; what is net is no part of what is gross.
    let mixed = "
2025-H1 revenue a 5 USD

2025-H2 revenue a 6 USD expected
";
    lacks(mixed, &plain(), &["revenue(a,2025)", "revenue(a,2025,expected)"]);
    let net = "2025-H1 revenue a 5 USD\n\n2025-H2 revenue a 6 USD\n  net-of: fees\n";
    lacks(net, &plain(), &["revenue(a,2025)"]);
    let days = "
2025-H1 revenue a 5 USD expected
  source: filing

2025-H2 revenue a 6 USD expected
  source: press
";
    lacks(days, &plain(), &["revenue(a,2025)"]);
    shows(&days.replace("press", "filing"), &plain(), "revenue(a,2025): 11 | - | 11");
    // What is held at two times is not held twice.
    let held = "2025-H1 cash a 5 USD\n\n2025-H2 cash a 6 USD\n";
    lacks(held, &plain(), &["cash(a,2025)"]);
    let customers = "2025-H1 revenue a from b 5 USD\n\n2025-H2 revenue a from b 6 USD\n";
    shows(customers, &plain(), "revenue(a,b,2025): 11 | 11 | 11");
    lacks(customers, &plain(), &["revenue(a,2025)"]);
}

#[test]
fn a_part_of_a_period_is_at_most_the_whole() {
    shows(
        "2025 revenue a 40 USD\n\n2025-Q2 revenue a up to 50 USD\n",
        &plain(),
        "revenue(a,2025-Q2): 50 | 50 | (0, 40]",
    );
    shows(
        "2025 burn a 40 USD\n\n2025-Q2 burn a up to 50 USD\n",
        &plain(),
        "burn(a,2025-Q2): 50 | 50 | (0, 50]",
    );
    // A number told of one day is of no period.
    shows(
        "2025 revenue a 4 USD\n\n2025-05-20 revenue a 7 USD\n",
        &plain(),
        "revenue(a,2025): 4 | 4 | 4\nrevenue(a,2025-05-20): 7 | 7 | 7",
    );
}

#[test]
fn growth_is_derived_and_told() {
    shows(
        "2025-12-31 backlog a 12 USD\n\n2024-12-31 backlog a 10 USD\n",
        &plain(),
        "backlog_growth(a,2025-12-31): 0.2 | 0.2 | 0.2",
    );
    shows(
        "2025 capex a 15 USD\n\n2025 metric capex-growth a 50%\n",
        &plain(),
        "capex(a,2024): 10 | 10 | 10",
    );
    shows(
        "2024 revenue a 10 USD\n\n2025 metric revenue-growth a more than 50%\n",
        &plain(),
        "revenue(a,2025): 15 | 15 | (15, ..)",
    );
    shows(
        "2025-02-28 backlog a 12 USD\n\n2024-02-29 backlog a 10 USD\n",
        &plain(),
        "backlog_growth(a,2025-02-28): 0.2 | 0.2 | 0.2",
    );
    let parts = "
2025-12-31 backlog a 12 USD

2024-12-31 backlog a 10 USD

2025-12-31 backlog a from b 3 USD

2024-12-31 backlog a from b 2 USD
";
    shows(
        parts,
        &plain(),
        "backlog_growth(a,b,2025-12-31): 0.5 | 0.5 | 0.5
         backlog_rest_growth(a,b,2025-12-31): 0.125 | 0.125 | 0.125",
    );
}

#[test]
fn a_charge_is_the_part_of_the_loss_that_was_held() {
    let book = |stakes: &str| {
        format!(
            "
2025-11 metric equity-method-charge a from b 4 USD
  period: 2025-Q3

{stakes}"
        )
    };
    let held = |stakes: &str, part: &str| shows(&book(stakes), &plain(), part);
    held(
        "2024-01 stake a -> b 40%",
        "share_in_period(a,b,2025-Q3): 0.4 | - | 0.4
         loss_behind_charge(a,b,2025-Q3): 10 | - | 10
         profit(b,2025-Q3): -10 | - | -10",
    );
    // The latest by then, though a later one is told.
    held(
        "2024-01 stake a -> b 40%\n\n2025-06 stake a -> b 50% closed\n\n2025-12 stake a -> b 20%",
        "share_in_period(a,b,2025-Q3): 0.5 | 0.5 | 0.5",
    );
    // What was replaced after the period was held in it.
    held(
        "2025-10 stake a -> b 40%\n  id: x\n\n2025-10-28 stake a -> b 20%\n  replaces: x\n",
        "share_in_period(a,b,2025-Q3): 0.4 | - | 0.4",
    );
    // What still stands says nothing of the time before.
    let later = book("2025-12 stake a -> b 20%");
    lacks(&later, &plain(), &["share_in_period(a,b,2025-Q3)"]);
    shows(
        &later,
        &plain(),
        "loss_behind_charge(a,b,2025-Q3): - | - | missing share_in_period(a,b,2025-Q3)",
    );
    // Neither does what was taken back, or is only talked about.
    for keys in [" talks", "\n  id: x\n\n2025-12-02 stake c -> b 1%\n  retracts: x"] {
        let book = book(&format!("2024-01 stake a -> b 40%{keys}\n"));
        lacks(&book, &plain(), &["share_in_period(a,b,2025-Q3)"]);
    }
    shows(
        &book("2024-01 stake a -> b 40%\n\n2025-Q3 metric net-loss b 5 USD"),
        &plain(),
        "profit(b,2025-Q3): -5 | -5 | contradiction",
    );
}

#[test]
fn holders_have_their_part_of_a_loss() {
    shows(
        "2025 profit b -20 USD\n\n2024 stake a -> b 25%\n\n2024 stake c -> b 10%\n",
        &plain(),
        "share_of_profit(a,b,2025): -5 | - | -5
         share_of_profit(c,b,2025): -2 | - | -2",
    );
    // What is expected has not been lost.
    lacks(
        "2025 profit b -20 USD expected\n\n2024 stake a -> b 25%\n",
        &plain(),
        &["share_of_profit(a,b,2025)"],
    );
}

#[test]
fn a_move_takes_the_value_told_before_it() {
    let book = |value: &str| format!("{value}\n2026-01-29 price a -10%\n");
    let shown = |value: &str, line: &str| shows(&book(value), &plain(), line);
    shown(
        "2026-01-28 market-cap a 3000 USD\n",
        "market_cap_change(a,2026-01-29): -300 | -300 | -300",
    );
    shown(
        "2025-06-30 market-cap a 2000 USD\n\n2026-01-26 market-cap a 3000 USD\n\n2026-01-29 market-cap a 2700 USD\n",
        "market_cap_change(a,2026-01-29): -300 | -300 | -300",
    );
    // An old value gives a reading, and holds nothing to it.
    shown(
        "2025-06-30 market-cap a 2000 USD\n",
        "market_cap_change(a,2026-01-29): -200 | -200 | -200",
    );
    shown("", "market_cap_change(a,2026-01-29): - | - | missing market_cap(a,2026-01-28)");
    shows(
        "2026-01-29 price a -10%\n  amount: 357 USD\n",
        &plain(),
        "market_cap_change(a,2026-01-29): -357 | -357 | -357
         market_cap(a,2026-01-28): 3570 | 3570 | 3570",
    );
    shows(
        "2025-06-30 market-cap a 2000 USD\n\n2026-01-29 price a -10%\n  amount: 357 USD\n",
        &plain(),
        "market_cap(a,2025-06-30): 2000 | 2000 | 2000
         market_cap_change(a,2026-01-29): -357 | -357 | -357",
    );
    shows(
        "2026-01-29 price a 4%\n  amount: 8 USD\n",
        &plain(),
        "market_cap_change(a,2026-01-29): 8 | 8 | 8",
    );
}

#[test]
fn a_move_of_a_month_does_not_begin_on_its_first_day() {
    let book = "2026-01 price a -10%\n  amount: 357 USD\n";
    shows(book, &plain(), "market_cap_change(a,2026-01): -357 | -357 | -357");
    lacks(book, &plain(), &["market_cap(a,2025-12-31)"]);
    // Of moves that have no end nothing says that they are one.
    let since = "
2026-01 price a -10%
  period: from 2025-09

2026-02 price a -20%
  period: from 2025-10
";
    lacks(since, &plain(), &["price_move(a,undated)"]);
}

#[test]
fn a_fall_is_set_against_a_customer_and_a_rise_is_not() {
    let book = |move_: &str| {
        format!(
            "
2026-01-28 market-cap a 3000 USD

2026-01-29 price a {move_}

2025-09-30 backlog a from b 50 USD

2025-12-31 backlog a from b 150 USD

2026-03-31 backlog a from b 10 USD
"
        )
    };
    shows(&book("-10%"), &plain(), "fall_to_backlog(a,b,2026-01-29): 2 | 2 | 2");
    shows(
        &format!("{}\n2025 margin a 50%\n", book("-10%")),
        &plain(),
        "fall_to_backlog_profit(a,b,2026-01-29): 4 | 4 | 4",
    );
    lacks(&book("10%"), &plain(), &["fall_to_backlog(a,b,2026-01-29)"]);
    lacks(&book("-10%"), &as_of("2026-01-28"), &["fall_to_backlog(a,b,2026-01-29)"]);
}

#[test]
fn amounts_are_prices_times_shares() {
    shows(
        "2026-01-01 round r of b 10 USD closed\n  shares: 5 shares\n",
        &plain(),
        "price_per_share(r): 2 | 2 | 2",
    );
    shows(
        "2026-01-01 invest a -> b 10 USD closed\n  id: x\n  price: 2 USD per share\n",
        &plain(),
        "shares(x): 5 | 5 | 5",
    );
    shows(
        "
2026-01-01 round r of b 100 USD closed

2026-01-01 invest a -> b up to 30 USD closed
  id:     x
  in:     r
  price:  2 USD per share
  shares: up to 10 shares
",
        &plain(),
        "money(a,r): 30 | 30 | (0, 20]",
    );
    shows(
        "2026-01-01 sell a of b to c 10 USD closed\n  id: x\n  shares: 5 shares\n",
        &plain(),
        "amount(x): 10 | 10 | 10\nprice_per_share(x): 2 | 2 | 2",
    );
    shows(
        "
2026-01-01 round r of b 10 USD closed
  pre-money: 30 USD

2025-12-31 metric shares-outstanding b 15 shares
",
        &plain(),
        "value_per_share(r): 2 | 2 | 2
         dilution(r): - | - | missing shares(r)
         stake_sold(r): 0.25 | 0.25 | 0.25",
    );
    shows(
        "
2026-01-01 round r of b 10 USD closed
  price: 2 USD per share

2025-12-31 metric shares-outstanding b 15 shares
",
        &plain(),
        "shares(r): 5 | 5 | 5\ndilution(r): 0.25 | 0.25 | 0.25",
    );
}

#[test]
fn warrants_dilute_and_are_never_worth_less_than_nothing() {
    let warrant = |terms: &str| {
        format!(
            "
2025-09-30 metric shares-outstanding a 90 shares

2025-10-06 warrant a -> b 10 shares signed
{terms}"
        )
    };
    shows(
        &warrant("  strike: 3 USD per share\n  price: 5 USD per share\n"),
        &plain(),
        "warrant_dilution(b,a): 0.1 | 0.1 | 0.1
         warrant_value(b,a): 20 | 20 | 20
         warrant_new_shares(b,a): 4 | 4 | 4",
    );
    shows(
        &warrant("  strike: 5 USD per share\n  price: 3 USD per share\n"),
        &plain(),
        "warrant_value(b,a): 0 | 0 | 0\nwarrant_new_shares(b,a): 0 | 0 | 0",
    );
    shows(
        &warrant("  strike: 5 USD per share\n"),
        &plain(),
        "warrant_value(b,a): - | - | missing warrant_price(b,a)",
    );
    // Several warrants have no one price, and their shares add up.
    let two = "\n2025-11-06 warrant a -> b 20 shares signed\n  strike: 1 USD per share\n";
    shows(
        &warrant(two),
        &plain(),
        "warrant_shares(b,a): 30 | 30 | 30\nwarrant_dilution(b,a): 0.25 | 0.25 | 0.25",
    );
    lacks(&warrant(two), &plain(), &["strike(b,a)"]);
}
