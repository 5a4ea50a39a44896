//! Which claims are in force in a view.

use counterflow_network::{LeftOut, Undated, View, resolve};

use crate::book::{as_of, claims, known, lacks, plain, shows};

fn left_out(entries: &str, view: &View) -> LeftOut {
    resolve(&claims(entries), view).value.left_out
}

#[test]
fn partial_dates_count_at_their_last_day() {
    let book = "2026-01 buy a -> b 10 USD signed\n  source: filing\n";
    lacks(book, &as_of("2026-01-30"), &["commitments(a)"]);
    shows(book, &as_of("2026-01-31"), "commitments(a): 10 | 10 | 10");
    let rumoured = "2026-01 buy a -> b 10 USD talks\n  source: rumour\n";
    lacks(rumoured, &known("2026-04-29"), &["commitments(a)"]);
    shows(rumoured, &known("2026-04-30"), "commitments(a): 10 | - | [0, 10]");
}

#[test]
fn undated_sources_are_left_out_and_counted_unless_asked_for() {
    let book = "2026-01-05 buy a -> b 10 USD signed\n  source: undated\n";
    lacks(book, &known("2026-06-01"), &["commitments(a)"]);
    assert_eq!(left_out(book, &known("2026-06-01")).undated, 1);
    let include = View { undated: Undated::Include, ..known("2026-06-01") };
    shows(book, &include, "commitments(a): 10 | 10 | 10");
    let earlier = View { undated: Undated::Include, ..known("2026-01-04") };
    assert_eq!(left_out(book, &earlier).unknown_yet, 1);
}

#[test]
fn a_claim_is_replaced_only_by_one_that_is_seen() {
    let book = "
2026-01-05 buy a -> b 10 USD signed
  id: old
  source: filing

2026-01-06 buy a -> b 12 USD signed
  replaces: old
  source: press
";
    shows(book, &known("2026-02-15"), "commitments(a): 10 | 10 | 10");
    shows(book, &known("2026-03-15"), "commitments(a): 12 | 12 | 12");
    assert_eq!(left_out(book, &plain()).history, 1);
}

#[test]
fn replaced_by_says_the_same_from_the_other_end() {
    shows(
        "
2026-01-05 buy a -> b 10 USD signed
  replaced-by: new

2026-01-06 buy a -> b 12 USD signed
  id: new
",
        &plain(),
        "commitments(a): 12 | 12 | 12",
    );
}

#[test]
fn a_chain_of_replacements_leaves_its_end() {
    let book = "
2026-01-01 buy a -> b 10 USD signed
  id: one

2026-01-02 buy a -> b 11 USD signed
  id: two
  replaces: one

2026-01-03 buy a -> b 12 USD signed
  id: three
  replaces: two
";
    shows(book, &plain(), "commitments(a): 12 | 12 | 12");
    assert_eq!(left_out(book, &plain()).history, 2);
}

#[test]
fn of_a_circle_of_replacements_the_latest_stands() {
    let book = "
2026-01-01 buy a -> b 10 USD signed
  id: one
  replaces: two

2026-01-02 buy a -> b 12 USD signed
  id: two
  replaces: one

2026-01-02 buy a -> c 1 USD signed
  id: self
  replaces: self
";
    shows(book, &plain(), "commitments(a,b): 12 | 12 | 12\ncommitments(a,c): 1 | 1 | 1");
}

#[test]
fn a_deal_that_is_replaced_by_name_goes_with_all_its_tellings() {
    shows(
        "
2026-01-01 round r1 of b 10 USD talks

2026-01-02 round r1 of b unknown announced

2026-02-01 round r2 of b 30 USD signed
  replaces: r1
",
        &plain(),
        "funding(b): 30 | 30 | 30",
    );
}

#[test]
fn what_is_taken_back_is_gone_and_says_nothing_any_more() {
    let book = "
2026-01-01 buy a -> b 10 USD signed
  id: first

2026-01-02 buy a -> b 12 USD signed
  id: second
  replaces: first

2026-01-03 say a about b \"not so\"
  retracts: second
";
    shows(book, &plain(), "commitments(a): 10 | 10 | 10");
}

#[test]
fn a_retraction_that_is_taken_back_takes_nothing_back() {
    let book = "
2026-01-01 buy a -> b 10 USD signed
  id: first

2026-01-02 say a about b \"not so\"
  id: no
  retracts: first

2026-01-03 say a about b \"it is so\"
  retracts: no
";
    shows(book, &plain(), "commitments(a): 10 | 10 | 10");
}

#[test]
fn disputes_and_copies_count_in_no_total() {
    let book = "
2026-01-01 buy a -> b 10 USD signed
  id: first

2026-01-02 buy a -> b 1 USD signed
  disputes: first

2026-01-02 buy a -> b 10 USD signed
  corroborates: first
";
    shows(book, &plain(), "commitments(a): 10 | 10 | 10");
    let out = left_out(book, &plain());
    assert_eq!((out.alternatives, out.copies), (1, 1));
}

#[test]
fn claims_that_copy_or_dispute_each_other_leave_one() {
    for relation in ["corroborates", "disputes"] {
        let book = format!(
            "
2026-01-01 buy a -> b 10 USD signed
  id: x
  {relation}: y

2026-01-02 buy a -> b 10 USD signed
  id: y
  {relation}: x
"
        );
        shows(&book, &plain(), "commitments(a): 10 | 10 | 10");
    }
}

#[test]
fn a_copy_stands_where_what_it_copies_is_not_seen() {
    let book = "
2026-01-01 buy a -> b 10 USD signed
  id: x
  source: press

2026-01-01 buy a -> b 10 USD signed
  corroborates: x
  source: filing
";
    shows(book, &known("2026-02-10"), "commitments(a): 10 | 10 | 10");
}

#[test]
fn a_later_telling_at_a_stage_not_lower_updates_a_thread() {
    let thread = |later: &str| {
        format!(
            "
2026-01-01 buy a -> b 10 USD signed
  deal: t
  source: press

{later}
"
        )
    };
    let closed = thread("2026-01-02 buy a -> b 20 USD closed\n  deal: t\n  source: press");
    shows(&closed, &plain(), "commitments(a): 20 | 20 | 20");
    // A weaker voice does not update; of two numbers that cannot both be it is put aside.
    let weaker = thread("2026-01-02 buy a -> b 20 USD closed\n  deal: t\n  source: rumour");
    shows(&weaker, &plain(), "commitments(a): 10 | 10 | contradiction");
    // Talk of more is no outcome.
    let talks = thread("2026-01-02 buy a -> b 20 USD talks\n  deal: t\n  source: press");
    shows(&talks, &plain(), "commitments(a): 10 | 10 | 10");
    let same_day = thread("2026-01-01 buy a -> b up to 20 USD signed\n  deal: t\n  source: press");
    shows(&same_day, &plain(), "commitments(a): 20 | 20 | 10");
}

#[test]
fn a_deal_that_ended_counts_in_nothing_until_it_binds_again() {
    let ended = "
2026-01-01 buy a -> b 10 USD signed
  deal: t

2026-01-02 buy a -> b unknown terminated
  deal: t
";
    lacks(ended, &plain(), &["commitments(a)", "commitments()"]);
    shows(ended, &as_of("2026-01-01"), "");
    let again = format!("{ended}\n2026-01-03 buy a -> b 7 USD signed\n  deal: t\n");
    shows(&again, &plain(), "commitments(a): 7 | 7 | 7");
    let talk = format!("{ended}\n2026-01-03 buy a -> b 7 USD talks\n  deal: t\n");
    lacks(&talk, &plain(), &["commitments(a)"]);
}

#[test]
fn a_valuation_goes_with_the_telling_that_it_was_told_with() {
    let book = "
2026-01-01 round r of b 100 USD announced

2026-01-01 value b 840 USD
  in: r
  basis-of-value: post-money

2026-02-01 round r of b 120 USD closed

2026-02-01 value b 852 USD closed
  in: r
  basis-of-value: post-money
";
    shows(book, &plain(), "post_money(r): 852 | 852 | 852\nvalue(b): 852 | 852 | 852");
    shows(book, &as_of("2026-01-15"), "");
}

#[test]
fn a_condition_is_met_on_the_day_on_which_it_is() {
    let book = "
2026-01-01 buy a -> b 10 USD signed
  if: \"a permit\" met 2026-06-01
";
    shows(book, &as_of("2026-05-01"), "commitments(a): 10 | - | [0, 10]");
    shows(book, &as_of("2026-06-01"), "commitments(a): 10 | 10 | 10");
    shows(book, &plain(), "commitments(a): 10 | 10 | 10");
}

#[test]
fn names_are_folded_and_kept_apart_by_judgements() {
    let deals = "
2026-01-01 buy a -> c 10 USD signed

2026-01-01 buy b -> d 5 USD signed
";
    let same = format!("{deals}\nsame a b\n  on: 2026-01-01\n");
    shows(&same, &plain(), "commitments(a): 15 | 15 | 15");
    let undone = format!("{same}\nunlike a b\n  on: 2026-01-02\n");
    shows(&undone, &plain(), "commitments(a): 10 | 10 | 10\ncommitments(b): 5 | 5 | 5");
    shows(&undone, &known("2026-01-01"), "");
    let through = format!("{same}\nsame b e\n  on: 2026-01-02\n\nunlike a e\n  on: 2026-01-03\n");
    let resolved = claims(&through);
    let network = resolve(&resolved, &plain()).value;
    let party = |name| network.fold(resolved.party_named(name).expect("it is declared"));
    assert_eq!(party("a"), party("b"));
    assert_ne!(party("a"), party("e"));
}
