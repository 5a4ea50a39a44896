//! One article, and what was worked out on paper from its numbers.

use std::sync::LazyLock;

use counterflow::{Book, View, report};
use counterflow_network::State;
use counterflow_syntax::Severity;

use crate::{books, folder, holds};

static BOOK: LazyLock<Book> = LazyLock::new(|| folder::opened(&books::files_of("openai-round")));

fn all(lines: &str) {
    holds(&BOOK, &View::default(), lines);
}

#[test]
fn it_is_right_in_every_claim_and_quote() {
    let found = BOOK
        .diagnostics
        .iter()
        .chain(&report(&BOOK, &View::default()).diagnostics)
        .filter(|one| one.severity > Severity::Note)
        .map(|one| one.title.clone())
        .collect::<Vec<_>>();
    assert_eq!(found, [""; 0]);
}

#[test]
fn every_claim_holds_the_words_that_it_rests_on() {
    let without = BOOK
        .claims
        .iter()
        .filter(|(_, claim)| !claim.citations.iter().any(|citation| !citation.quotes.is_empty()));
    let without: Vec<String> = without.map(|(id, _)| BOOK.claims.name(id)).collect();
    assert_eq!(without, [""; 0]);
}

#[test]
fn the_round_is_read_both_ways() {
    all("raise(q1-2026): headline 100 bn, firm none, range (0, 100 bn]
         pre_money(q1-2026) post: headline 730 bn, firm none, range [730 bn, 830 bn)
         pre_money(q1-2026) pre: headline 830 bn, range 830 bn
         post_money(q1-2026) post: headline 830 bn, range 830 bn
         post_money(q1-2026) pre: headline 930 bn, range (830 bn, 930 bn]
         stake_sold(q1-2026) post: headline 100/830, range (0, 0.1204819277]
         stake_sold(q1-2026) pre: headline 100/930, range (0, 0.1075268817]");
}

#[test]
fn the_step_up_is_on_the_last_value() {
    all("last_value(q1-2026): headline 500 bn, range 500 bn
         step_up(q1-2026) post: headline 46%, range [46%, 66%)
         step_up(q1-2026) pre: headline 66%, range 66%");
}

#[test]
fn amazon_buys_at_most_its_part() {
    all("money(amazon,q1-2026): headline 50 bn, firm none, range (0, 50 bn]
         part_of_round(amazon,q1-2026): range [50%, 100%]
         share(amazon,q1-2026) post: headline 50/830, firm none, range (0, 0.060240964]
         share(amazon,q1-2026) pre: headline 50/930, firm none, range (0, 50/880]");
}

#[test]
fn talk_is_not_firm_and_counts_from_nothing() {
    all("invested(amazon,openai): headline 50 bn, firm none, range [0, 50 bn]
         invested(amazon,anthropic): headline 8 bn, firm 8 bn, range [8 bn, no end)
         funding(openai): headline 100 bn, firm none, range [0, 100 bn]
         funding(anthropic): headline 8 bn, firm 8 bn, range [8 bn, no end)");
}

#[test]
fn revenue_more_than_triples() {
    all("revenue(openai,2024): headline 6 bn, firm 6 bn, range 6 bn
         revenue(openai,2025): headline 20 bn, firm none, range (20 bn, no end)
         revenue_growth(openai,2025): headline 14/6, firm none, range (14/6, no end)");
}

#[test]
fn commitments_are_up_to_seventy_times_revenue() {
    all("obligations(openai): headline 1.4 tn, range [1.33 tn, 1.47 tn]
         commitments_to_revenue(openai,2025): headline 70, firm none, range (0, 73.5)
         commitments_to_revenue(openai,2024): headline 1400/6, range [1330/6, 1470/6]");
}

#[test]
fn half_of_the_backlog_hangs_on_one_customer() {
    all("backlog(microsoft,2026-01-28): headline 620 bn, firm 620 bn, range 620 bn
         backlog_share(microsoft,openai,2026-01-28): headline 50%, range [45%, 50%)
         backlog(microsoft,openai,2026-01-28): headline 310 bn, range [279 bn, 310 bn)
         backlog_rest(microsoft,openai,2026-01-28): headline 310 bn, range (310 bn, 341 bn]");
}

#[test]
fn what_nobody_says_is_not_computed() {
    all("round_trip(amazon,openai): headline none, firm none, not computable, missing amount of buy-openai-amazon
         round_trip(amazon,anthropic): not computable, missing amount of buy-anthropic-amazon
         commitments(openai,amazon): not computable, missing amount of buy-openai-amazon
         market_cap_change(microsoft,2026-01-29): not computable, missing market_cap(microsoft,2026-01-28)");
}

#[test]
fn what_nobody_says_is_bounded_by_what_is_said_of_others() {
    all("money(nvidia,q1-2026): headline none, range [0, 50 bn], missing amount of invest-nvidia-openai
         money(softbank,q1-2026): headline none, range [0, 50 bn], missing amount of invest-softbank-openai
         share(microsoft,q1-2026) post: headline none, range [0, 50/830]
         share(microsoft,q1-2026) pre: headline none, range [0, 50/930]
         money_returned(amazon,openai): headline none, range [0, 50 bn], missing amount of buy-openai-amazon
         net_new_cash(amazon,openai): headline none, range [no end, 50 bn], missing amount of buy-openai-amazon
         residual(openai): headline none, range [no end, 1.47 tn], missing amount of buy-openai-amazon");
}

#[test]
fn no_figure_is_a_zero_or_a_guess() {
    let report = report(&BOOK, &View::default()).value;
    for figure in &report.answers.figures {
        let empty = figure.readings.headline.is_none() && figure.readings.range.is_none();
        assert_eq!(figure.state == State::NotComputable, empty, "{}", figure.id);
        // What nobody says may be bounded by what is said of others; it is missing all the same.
        let unsaid = figure.readings.headline.is_none() && figure.state != State::NotComputable;
        assert!(unsaid || figure.missing.is_empty() != empty, "{}", figure.id);
        assert!(!figure.claims.is_empty() || empty, "{} rests on nothing", figure.id);
    }
}
