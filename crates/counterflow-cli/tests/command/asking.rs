//! Asking why: `ask`, `pivots`, and `explain` with what it tells of the ends and of what is missing.

use crate::books::{arg, folder, harbour};
use crate::run::run;

const ROUND: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../books/openai-round");

/// Runs `ask` on the book of the round.
fn ask(args: &[&str]) -> String {
    run(&[&["ask", ROUND], args].concat()).clean()
}

#[track_caller]
fn assert_has(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "no {part:?} in\n{text}");
    }
}

#[test]
fn what_is_given_goes_through_the_round_both_ways() {
    let money = ask(&["money(amazon, q1-2026)", "--given", "raise(q1-2026) = 100 bn USD"]);
    assert_has(&money, &["given  raise(q1-2026) = 100 bn USD\n", "range 50 bn   in USD"]);
    let raise = ask(&["raise(q1-2026)", "--given", "money(amazon, q1-2026) = 30 bn USD"]);
    assert_has(&raise, &["headline 100 bn*   firm —   range 30–60 bn", "* outside of its range"]);
    let both = ["--given=raise(q1-2026) = 100 bn USD", "--given=step_up(q1-2026) >= 50%"];
    assert_has(&ask(&[&["raise(q1-2026)"], &both[..]].concat()), &["given  step_up(q1-2026) >= "]);
}

#[test]
fn a_formula_is_answered_with_headline_and_range() {
    let told = ask(&["obligations(openai) / raise(q1-2026)"]);
    assert_has(&told, &["headline 14x", "├ obligations(openai)  1.4 tn, range 1.33–1.47 tn"]);
    let json = ask(&["obligations(openai) / raise(q1-2026)", "--format", "json"]);
    assert_has(&json, &["\"headline\": \"14\"", "\"question\": \"obligations(openai) / raise("]);
}

#[test]
fn what_depends_on_an_ambiguous_valuation_is_answered_in_both_cases() {
    let told = ask(&["share(amazon, q1-2026)"]);
    assert_has(&told, &["(if the valuation is pre-money)", "(if the valuation is post-money)"]);
    let one = ask(&["share(amazon, q1-2026)[pre]"]);
    assert!(!one.contains("post-money)\n"), "{one}");
    assert_has(&one, &["range ≤ 5.68%"]);
}

#[test]
fn claims_stand_once_with_their_quotes() {
    let told = ask(&["raise(q1-2026)", "raise(q1-2026) / 500 bn USD"]);
    let quote = "\"is out to collect as much as $100bn of fresh capital\"";
    assert_eq!(told.matches(quote).count(), 1, "{told}");
    let full = ask(&["share(amazon, q1-2026)", "--explain"]);
    assert_has(
        &full,
        &["at most 5.68%  by these together: post_money(r) = pre_money(r) + raise(r)"],
    );
    assert!(full.len() > ask(&["share(amazon, q1-2026)"]).len());
}

#[test]
fn an_answer_that_the_book_cannot_give_says_so() {
    let told = ask(&["revenue(openai, 2035)"]);
    assert_has(&told, &["revenue(openai,2035)\n  nothing in the book tells of it"]);
    let told = ask(&["round_trip(amazon, openai)"]);
    assert_has(&told, &["range not computable", "missing: amount of buy-openai-amazon"]);
}

#[test]
fn a_claim_that_cannot_hold_beside_what_is_given_is_named() {
    let given = "raise(q1-2026) = 120 bn USD";
    let told = ask(&["raise(q1-2026)", "--given", given]);
    assert_has(
        &told,
        &["what is given does not fit what is claimed", "put aside: q1-2026 \"up to"],
    );
    let json = ask(&["raise(q1-2026)", "--given", given, "--format", "json"]);
    assert_has(
        &json,
        &["\"aside\": \"q1-2026\"", "\"given\": [\n    \"raise(q1-2026) = 120 bn USD\""],
    );
    let never = ask(&["raise(q1-2026)", "--given", "share(amazon, q1-2026) = 150%"]);
    assert_has(&never, &["what is given cannot hold by itself"]);
}

#[test]
fn mistakes_of_a_question_are_shown_with_their_place() {
    let refused = |args: &[&str]| run(&[&["ask", ROUND], args].concat()).refused();
    let why = refused(&["money(amazn, q1-2026)"]);
    assert_eq!(
        why,
        "error: unknown party `amazn`\n --> question 1:7\n  |\n  | money(amazn, q1-2026)\n  \
         |       ^^^^^\n  = help: did you mean `amazon`?\n"
    );
    let several = refused(&["shre(amazon, x)", "raise(q1-2026)", "revenue(nobody, 2025)"]);
    assert_has(&several, &["error: unknown attribute `shre`", " --> question 3:9"]);
    let unit = refused(&["raise(q1-2026) + share(amazon, q1-2026)"]);
    assert_has(&unit, &["money in USD", "a fraction", "^^^^^^^^"]);
    for empty in ["", " ", "()", "raise(", "1 +", "\u{1b}[2J", "\u{202e}"] {
        let why = refused(&[empty]);
        assert!(!why.contains(['\u{1b}', '\u{202e}']), "{why:?}");
    }
    let long = format!("{}raise(q1-2026)", "(".repeat(60_000));
    assert!(refused(&[&long]).len() < 1_000);
}

#[test]
fn mistakes_of_what_is_given_are_shown_too() {
    let given = |text: &str| run(&["ask", ROUND, "raise(q1-2026)", "--given", text]).refused();
    assert_has(&given("raise(q1-2026)"), &[" --> --given 1:"]);
    assert_has(&given("raise(q1-2026) = 5%"), &["is compared with `5%`", " --> --given 1:1"]);
    assert_has(&given("rais(q1-2026) = 5 bn USD"), &["did you mean `raise`?"]);
    assert_has(&given(""), &[" --> --given 1:1"]);
    assert_has(&given("-"), &[" --> --given 1:"]);
}

#[test]
fn a_call_without_a_book_or_a_question_is_refused() {
    for args in [
        &["ask"][..],
        &["ask", ROUND],
        &["ask", "/nowhere/at/all", "raise(q1-2026)"],
        &["ask", ROUND, "raise(q1-2026)", "--given"],
        &["pivots"],
        &["pivots", ROUND],
        &["pivots", "/nowhere/at/all", "raise(q1-2026)"],
        &["explain", "/nowhere/at/all", "raise(q1-2026)"],
    ] {
        run(args).refused();
    }
}

#[test]
fn explain_goes_down_to_the_claims_and_tells_why_a_range_ends() {
    let told = run(&["explain", ROUND, "share(amazon, q1-2026)[pre]"]).clean();
    assert_has(
        &told,
        &[
            "  share(i, r) = money(i, r) / post_money(r)\n",
            "  ├ money(amazon,q1-2026)  50 bn, range ≤ 50 bn\n  │   by invest-amazon-openai \"up to",
            "      └ raise(q1-2026)  100 bn, range ≤ 100 bn\n",
            "\n  at most 5.68%  by these together: post_money(r) = pre_money(r) + raise(r)",
            "    pre_money(q1-2026) [pre] ≥ 830 bn  by q1-2026, valuation \"830 bn USD\" (main.book:",
        ],
    );
    assert!(!told.contains("[post]") && !told.contains("if the valuation is post-money"), "{told}");
    // The formula tells all of it.
    let post = run(&["explain", ROUND, "share(amazon, q1-2026) [post]"]).clean();
    assert!(!post.contains("at most"), "{post}");
}

#[test]
fn explain_is_given_as_json() {
    let json = run(&["explain", ROUND, "share(amazon,q1-2026)", "--format", "json"]).clean();
    assert_has(
        &json,
        &[
            "\"format\": \"counterflow-explanation\"",
            "\"written\": \"share(i, r) = money(i, r) / post_money(r)\"",
            "\"inputs\": [",
            "\"at_most\": {",
            "\"place\": \"main.book:",
            "\"quotes\": [",
        ],
    );
    assert_eq!(json.matches("\"case\": \"pre\",\n      \"unit\"").count(), 1, "{json}");
}

#[test]
fn every_figure_of_the_books_can_be_explained() {
    for book in [ROUND, concat!(env!("CARGO_MANIFEST_DIR"), "/../../books/ai-web")] {
        let figures = run(&["figures", book]).clean();
        let ids: Vec<&str> = figures.lines().filter_map(|line| line.split(' ').next()).collect();
        for id in ids.iter().step_by(ids.len().div_ceil(40)) {
            let told = run(&["explain", book, id]).clean();
            assert!(told.lines().count() < 2_000 && told.contains(id), "{id}: {told}");
            run(&["explain", book, id, "--why-not"]).clean();
        }
    }
}

#[test]
fn what_is_missing_is_told_down_to_how_it_is_written() {
    let book = "source s \"A note\"\n  published: 2026-02-01\n\ncompany a \"Alder\"\n\
                company b \"Birch\"\n\n2026-01 invest a -> b 5 bn USD closed\n  source: s\n\n\
                2026-01 buy b -> a unknown signed\n  id: chips\n  of: chips\n  source: s\n";
    let before = folder(&[("main.book", book.as_bytes())]);
    let told = run(&["explain", arg(&before), "round_trip(a,b)", "--why-not"]).clean();
    assert_has(&told, &["not computable", "└ amount(chips)\n", "missing: amount of chips\n"]);
    assert_has(&told, &["a claim that gives the amount of `chips` (main.book:10)\n"]);
    // What it shows can be typed.
    let example: String = told
        .lines()
        .filter_map(|line| line.strip_prefix("      ").filter(|line| !line.contains("missing")))
        .skip_while(|line| !line.starts_with("2026"))
        .flat_map(|line| [line, "\n"])
        .collect();
    assert!(example.starts_with("2026-01 buy b -> a 1 bn USD signed\n  replaces: chips\n"));
    let after =
        format!("{book}\nsource SOURCE \"Another note\"\n  published: 2026-02-02\n\n{example}");
    let after = folder(&[("main.book", after.as_bytes())]);
    run(&["check", arg(&after)]).clean();
    let trip = run(&["figures", arg(&after), "--only", "round_trip("]).clean();
    assert!(trip.contains("33.3%"), "{trip}");
    let known = run(&["explain", arg(&after), "round_trip(a,b)", "--why-not"]).clean();
    assert_has(&known, &["nothing is missing"]);
    let json = run(&["explain", arg(&before), "round_trip(a,b)", "--why-not", "--format=json"]);
    assert_has(
        &json.clean(),
        &["\"counterflow-missing\"", "\"2026-01 buy b -> a 1 bn USD signed\""],
    );
}

#[test]
fn what_the_book_has_nothing_on_is_told_when_asked_why_not() {
    let told = run(&["explain", ROUND, "revenue(openai, 2035)", "--why-not"]).clean();
    assert_has(&told, &["nothing in the book tells of it", "2035 revenue openai 1 bn USD\n"]);
    let told = run(&["explain", ROUND, "market_cap_change(microsoft,2026-01-29)", "--why-not"]);
    assert_has(&told.clean(), &["2026-01-28 market-cap microsoft 1 tn USD\n"]);
    let big = concat!(env!("CARGO_MANIFEST_DIR"), "/../../books/ai-web");
    let told = run(&["explain", big, "commitments(openai)", "--why-not"]).clean();
    assert_has(&told, &["without what is missing", "missing: amount of openai-goog-cloud"]);
    let why = run(&["explain", ROUND, "nonsense()", "--why-not"]).refused();
    assert_has(&why, &["the book has no figure `nonsense()`"]);
}

#[test]
fn pivots_name_the_claims_that_a_figure_stands_on() {
    let book = harbour();
    let told = run(&["pivots", arg(&book), "part_of_round(alder,q1-2026)"]).clean();
    let rows: Vec<&str> = told
        .lines()
        .skip_while(|line| !line.starts_with("---"))
        .skip(1)
        .take_while(|line| !line.is_empty())
        .collect();
    assert!(rows.iter().any(|row| row.starts_with("q1-2026 ")), "{told}");
    assert!(rows.iter().any(|row| row.starts_with("signed-cheque ")), "{told}");
    assert_has(&told, &["claim", "says", "binds", "range without it", "30 bn USD"]);
    assert!(told.lines().all(|line| line.chars().count() <= 80), "{told}");
    let json = run(&["pivots", arg(&book), "raise(q1-2026)", "--format", "json"]).clean();
    assert_has(
        &json,
        &["\"counterflow-pivots\"", "\"binds\":", "\"change\": \"", "\"without\": ["],
    );
    // The earlier claim of the deal holds again where the later one is unsaid.
    let money = run(&["pivots", arg(&book), "money(alder,q1-2026)"]).clean();
    assert_has(&money, &["signed-cheque  30 bn USD  both   ≤ 50 bn"]);
    let before = ["pivots", arg(&book), "money(alder,q1-2026)", "--known", "2026-01-31"];
    assert_has(&run(&before).clean(), &["cheque  up to 50 bn USD"]);
}

#[test]
fn what_changes_most_comes_first() {
    let told =
        run(&["pivots", ROUND, "backlog_of_obligations(microsoft,openai,2026-01-28)"]).clean();
    let at = |text: &str| told.find(text).unwrap_or(usize::MAX);
    assert!(at("not computable") < usize::MAX, "{told}");
    let big = concat!(env!("CARGO_MANIFEST_DIR"), "/../../books/ai-web");
    let told = run(&["pivots", big, "funding()"]).clean();
    assert_has(&told, &["more claims were not tried; at most 40 are"]);
}

#[test]
fn a_figure_that_is_not_there_is_refused() {
    for command in ["pivots", "explain"] {
        let why = run(&[command, ROUND, "shre(amazon,q1-2026)"]).refused();
        assert_has(&why, &["the book has no figure", "did you mean `share(amazon,q1-2026)`?"]);
        run(&[command, ROUND, ""]).refused();
    }
}

#[test]
fn contradicted_figures_show_their_range() {
    let book = "source s \"A filing\"\n  published: 2026-02-01\n  kind: filing\n\n\
                source t \"A page\"\n  published: 2026-02-02\n  kind: unnamed press\n\n\
                company b \"Birch\"\n\n2026-02 round r of b 100 bn USD closed\n  \
                pre-money: 730 bn USD\n  source: s\n\n2026-02 value b 900 bn USD closed\n  \
                id: at-900\n  basis-of-value: post-money\n  in: r\n  source: t\n";
    let book = folder(&[("main.book", book.as_bytes())]);
    let line = run(&["figures", arg(&book), "--only", "post_money"]).clean();
    assert!(line.contains("range 830 bn contradicted"), "{line}");
    let told = run(&["explain", arg(&book), "post_money(r)"]).clean();
    assert_has(&told, &["contradicted: the range is what is left", "put aside: at-900"]);
    let report = run(&["report", arg(&book), "--all"]).clean();
    assert_has(&report, &["CONFLICTS", "cannot all hold: new money\n  is on top of the pre-money"]);
    let html = run(&["report", arg(&book), "--format", "html"]).clean();
    assert_has(&html, &["830 bn contradicted", "id=\"conflicts\""]);
}

#[test]
fn a_headline_outside_of_its_range_is_marked_everywhere() {
    let book = "source s \"A note\"\n  published: 2026-02-01\n\ncompany a \"Alder\"\n\
                company b \"Birch\"\n\n2026-02 round r of b up to 100 bn USD talks\n  source: s\n\n\
                2026-02 invest a -> b 30 bn USD talks\n  in: r\n  share: at least half of r\n  \
                source: s\n";
    let book = folder(&[("main.book", book.as_bytes())]);
    let line = run(&["figures", arg(&book), "--only", "raise"]).clean();
    assert!(line.contains("100 bn*") && line.contains("30–60 bn"), "{line}");
    let json = run(&["figures", arg(&book), "--only", "raise", "--format", "jsonl"]).clean();
    assert!(json.contains("\"headline_outside\":true"), "{json}");
    let report = run(&["report", arg(&book)]).clean();
    assert_has(&report, &["100 bn*", "* outside of its range: what else is said allows no such"]);
    let html = run(&["report", arg(&book), "--format", "html"]).clean();
    assert_has(&html, &["100 bn*", "headline outside of its range"]);
}
