//! Several currencies, with and without rates.

use crate::book::{claims, plain, shows};

#[test]
fn without_a_rate_nothing_is_converted() {
    shows(
        "2026-01-10 buy a -> b 10 EUR signed\n\n2026-01-10 buy a -> c 5 USD signed\n",
        &plain(),
        "commitments(a,b): - | - | missing rate EUR/USD\ncommitments(a): 5 | 5 | [5, ..)",
    );
}

#[test]
fn the_latest_rate_not_after_the_deal_is_used() {
    let book = "
2026-01-10 buy a -> b 10 EUR signed

2026-01-01 rate EUR/USD 1.1

2026-01-05 rate EUR/USD 1.2

2026-02-01 rate EUR/USD 9
";
    shows(book, &plain(), "commitments(a): 12 | 12 | 12");
    shows(
        "2026-01-10 buy a -> b 10 EUR signed\n\n2026-02-01 rate EUR/USD 9\n",
        &plain(),
        "commitments(a): - | - | missing rate EUR/USD",
    );
}

#[test]
fn a_rate_the_other_way_round_divides() {
    let book = "2026-01-10 buy a -> b 10 EUR signed\n\n2026-01-01 rate USD/EUR 0.8\n";
    shows(book, &plain(), "commitments(a): 12.5 | 12.5 | 12.5");
}

#[test]
fn rates_that_are_none_are_not_used() {
    for rate in ["USD/USD 3", "EUR/EUR 3", "EUR/USD 0", "EUR/USD -2", "USD/EUR 0"] {
        let book = format!("2026-01-10 buy a -> b 10 EUR signed\n\n2026-01-01 rate {rate}\n");
        shows(&book, &plain(), "commitments(a): - | - | missing rate EUR/USD");
    }
    let own = "2026-01-10 buy a -> b 10 USD signed\n\n2026-01-01 rate USD/USD 3\n";
    shows(own, &plain(), "commitments(a): 10 | 10 | 10");
}

#[test]
fn a_rate_is_in_the_trace_of_what_it_converts() {
    let book = "
2026-01-10 buy a -> b 10 EUR signed
  due: 2027 10 EUR

2026-01-10 revenue b 10 EUR

2026-01-09 value c 10 EUR

2026-01-10 round r of c 10 EUR closed
  post-money: 50 EUR

2026-01-01 rate EUR/USD 2
  id: the-rate
";
    let claims = claims(book);
    let network = counterflow_network::resolve(&claims, &plain()).value;
    for (key, variable) in &network.variables {
        let rate = variable.claims.iter().any(|id| claims.name(*id) == "the-rate");
        assert!(rate, "{}", key.id(&claims));
    }
    shows(
        book,
        &plain(),
        "commitments(a,2027): 20 | 20 | 20
         revenue(b,2026-01-10): 20 | 20 | 20
         value(c): 100 | 100 | 100
         post_money(r): 100 | 100 | 100
         last_value(r): 20 | - | 20",
    );
}

#[test]
fn every_number_of_a_deal_is_in_its_own_currency() {
    let book = "
2026-01-10 invest a -> b up to 10 EUR signed
  if: \"a permit\"
  funded: 4 USD

2026-01-01 rate EUR/USD 2
";
    shows(book, &plain(), "invested(a,b): 20 | 4 | [4, 20]");
    let thread = "
2026-01-10 buy a -> b 10 EUR signed
  deal: t

2026-01-10 buy a -> b up to 30 USD signed
  deal: t

2026-01-01 rate EUR/USD 2
";
    shows(thread, &plain(), "commitments(a): 30 | 30 | 20");
    let dues = "
2026-01-10 buy a -> b 30 USD signed
  due: 2027 10 USD
  due: 2028 10 EUR
";
    shows(
        &format!("{dues}\n2026-01-01 rate EUR/USD 2\n"),
        &plain(),
        "commitments(a,2027): 10 | 10 | 10\ncommitments(a,2028): 20 | 20 | 20",
    );
    shows(dues, &plain(), "commitments(a,2028): - | - | missing rate EUR/USD");
}

#[test]
fn the_headline_is_at_the_written_rate() {
    let book = "2026-01-10 buy a -> b 10 EUR signed\n\n2026-01-01 rate EUR/USD about 2\n";
    shows(book, &plain(), "commitments(a): 20 | 20 | [19, 21]");
}
