//! The web of deals from many sources, and what was worked out on paper from its numbers.

use std::sync::LazyLock;

use counterflow::{Book, View, report};
use counterflow_claim::{Decimal, Kind, Slot};
use counterflow_syntax::Severity;

use crate::{books, day, folder, holds};

/// The book.
pub static BOOK: LazyLock<Book> = LazyLock::new(|| folder::opened(&books::files_of("ai-web")));

fn all(lines: &str) {
    holds(&BOOK, &View::default(), lines);
}

/// The written number of a claim in a slot.
fn written(id: &str, slot: Slot) -> Decimal {
    let (_, claim) =
        BOOK.claims.iter().find(|(at, _)| BOOK.claims.name(*at) == id).expect("the claim is there");
    claim.quantity(slot).and_then(|quantity| quantity.nominal).expect("it has a number").0
}

#[test]
fn no_error_is_found_and_conflicts_are_warnings() {
    let resolved = report(&BOOK, &View::default());
    let found: Vec<_> = BOOK.diagnostics.iter().chain(&resolved.diagnostics).collect();
    let errors = found.iter().filter(|one| one.severity == Severity::Error);
    assert_eq!(errors.map(|one| one.title.as_str()).collect::<Vec<_>>(), [""; 0]);
    for code in ["recorded-conflict", "conflicting-claims"] {
        let mut of_code = found.iter().filter(|one| one.code.name == code).peekable();
        assert!(of_code.peek().is_some(), "{code} is not found");
        assert!(of_code.all(|one| one.severity == Severity::Warning), "{code}");
    }
}

#[test]
fn every_recorded_conflict_is_in_the_report() {
    let report = report(&BOOK, &View::default()).value;
    let recorded = report
        .conflicts
        .iter()
        .filter(|line| line.contains(" disputes ") || line.contains(" conflicts with "));
    let links = BOOK.claims.claims.iter().flat_map(|claim| &claim.links);
    use counterflow_claim::Relation::{ConflictsWith, Disputes};
    let pairs = links.filter(|link| matches!(link.relation, Disputes | ConflictsWith)).count();
    let told = recorded.count();
    // A pair that is disputed and noted as a conflict is told once.
    assert!(told > 20 && told <= pairs, "{told} of {pairs}");
}

#[test]
fn three_claims_say_135_bn_together() {
    let (share, value) =
        (written("msft-openai-stake-27", Slot::Header), written("openai-val-500b", Slot::Header));
    assert_eq!(share * value, Decimal::from(135_000_000_000_u64));
    assert_eq!(written("msft-openai-stake-27", Slot::Amount), share * value);
    let then = View { as_of: day("2025-12-31"), ..View::default() };
    holds(
        &BOOK,
        &then,
        "
        value(openai): headline 500 bn, range 500 bn
        value_when_held(microsoft,openai): headline 500 bn, range 500 bn
        stake_value(microsoft,openai): headline 135 bn, firm 135 bn",
    );
}

#[test]
fn the_backlog_is_in_two_parts() {
    all("backlog(microsoft,2025-12-31): headline 625 bn, firm 625 bn
         backlog_share(microsoft,openai,2025-12-31): headline 45%, firm 45%
         backlog(microsoft,openai,2025-12-31): headline 281 bn, firm 281 bn
         backlog_rest(microsoft,openai,2025-12-31): headline 344 bn, firm 344 bn");
    // The source gives the part as well, to the billion: 45% of 625 is 281.25.
    let part = written("msft-rpo-openai-45", Slot::Header);
    let share = written("msft-rpo-openai-45", Slot::Share);
    let computed = share * written("msft-rpo-625b", Slot::Header);
    assert_eq!(computed, Decimal::from(281_250_000_000_u64));
    assert!((computed - part).abs() < Decimal::from(500_000_000_u64), "{part}");
}

#[test]
fn the_round_of_2026_adds_up() {
    all("raise(openai-round-of-2026): headline 122 bn, firm 122 bn, range 122 bn
         post_money(openai-round-of-2026): headline 852 bn, range 852 bn
         pre_money(openai-round-of-2026): headline 730 bn, range 730 bn
         stake_sold(openai-round-of-2026): headline 122/852
         last_value(openai-round-of-2026): headline 500 bn, range 500 bn
         step_up(openai-round-of-2026): headline 46%, range 46%");
}

#[test]
fn the_round_of_2026_was_seen_as_talk_before() {
    let january = View {
        as_of: day("2026-01-31"),
        undated: counterflow::Undated::Include,
        ..View::default()
    };
    holds(
        &BOOK,
        &january,
        "
        raise(openai-round-of-2026): headline 100 bn, firm none, range (0, 100 bn]
        pre_money(openai-round-of-2026) post: headline 730 bn, firm none
        step_up(openai-round-of-2026) post: headline 46%, firm none
        share(amazon,openai-round-of-2026) post: headline 50/830, firm none
        share(amazon,openai-round-of-2026) pre: headline 50/930, firm none",
    );
}

#[test]
fn rounds_before_and_after_agree_through_the_new_money() {
    all("pre_money(anth-series-g): headline 350 bn, range 350 bn
         raise(anth-series-g): headline 30 bn, range 30 bn
         post_money(anth-series-g): headline 380 bn, range 380 bn
         stake_sold(anth-series-f): headline 13/183
         pre_money(anth-series-f): headline 170 bn, range 170 bn
         step_up(anth-series-f): headline 1.764227642
         pre_money(anthropic-series-h): headline 900 bn, range 900 bn
         step_up(anthropic-series-h): headline 2600/1900");
}

#[test]
fn what_has_no_rate_is_missing_and_not_nothing() {
    all("raise(mistral-c): headline none, not computable, missing rate EUR/USD
         capital(bond-investors,softbank): headline none, not computable, missing rate JPY/USD");
}

#[test]
fn disputed_numbers_count_nowhere() {
    let disputing: Vec<_> = BOOK
        .claims
        .iter()
        .filter(|(_, claim)| {
            claim
                .targets(counterflow_claim::Relation::Disputes)
                .any(|target| target.claim.is_some())
        })
        .collect();
    assert!(!disputing.is_empty());
    let report = report(&BOOK, &View::default()).value;
    for (id, claim) in disputing.into_iter().filter(|(_, claim)| claim.kind != Kind::Say) {
        let leaning = report.answers.figures.iter().find(|figure| figure.claims.contains(&id));
        assert!(
            leaning.is_none(),
            "{} rests on {:?} {}",
            leaning.unwrap().id,
            claim.kind,
            BOOK.claims.name(id)
        );
    }
}
