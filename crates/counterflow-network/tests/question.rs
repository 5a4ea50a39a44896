//! Questions and comparisons: every form, every mistake with its place, and that what is written
//! is read again.

use std::sync::Arc;

use counterflow_claim::{
    Bound, Bounds, Claims, Currency, Decimal, Measure, Nature, Per, Phrases, Unit, lower,
};
use counterflow_network::question::{
    Comparison, Mistake, Names, Operator, Pattern, Question, comparison, question, unit,
};
use counterflow_network::{Arg, Case, Key, View, resolve};
use counterflow_syntax::{Files, parse};
use proptest::prelude::*;
use proptest::sample::select;

const BOOK: &str = "
source s
  published: 2026-02-01
company openai
company amazon
company microsoft
  year-ends: 06-30
company birch
company FY2025
company unscheduled
fund fir-fund

2026-01-30 round q1-2026 of openai up to 100 bn USD talks
  valuation: 830 bn USD
  source: s
2026-01-30 invest amazon -> openai up to 50 bn USD talks
  id: letter
  in: q1-2026
  source: s
2026-01-30 round birch of birch 10 bn USD talks
  id: birch-a
  source: s
2026-02 buy openai -> amazon 10 bn USD signed
  source: s
2026-03 buy openai -> amazon 12 bn USD signed
  source: s
2026-03 buy openai -> microsoft 12 bn USD signed
  deal: hosting
  source: s
2026-03 lend fir-fund -> openai 1 bn USD signed
  id: amazon
  source: s
2025 revenue openai more than 20 bn USD
  source: s
2025 revenue openai from amazon 2 bn USD
  source: s
2026-01-28 backlog microsoft 620 bn USD
  source: s
2026-01-28 backlog microsoft from openai nearly half
  source: s
";

fn book(text: &str) -> Claims {
    let mut files = Files::default();
    let id = files.add("main.book", text);
    let tree = parse(&files, id).value;
    lower(&[tree], Arc::new(files), Phrases::default()).value
}

fn claims() -> Claims {
    book(BOOK)
}

#[track_caller]
fn read(text: &str) -> Question {
    match question(text, &claims()) {
        Ok(question) => question,
        Err(mistakes) => panic!("{text}: {mistakes:#?}"),
    }
}

/// The normal form of a question, which is read again as the same.
#[track_caller]
fn normal(text: &str) -> String {
    let written = read(text).written(&claims());
    assert_eq!(read(&written), read(text), "{text} is written {written}");
    written
}

#[track_caller]
fn compared(text: &str) -> Comparison {
    match comparison(text, &claims()) {
        Ok(comparison) => comparison,
        Err(mistakes) => panic!("{text}: {mistakes:#?}"),
    }
}

fn usd() -> Unit {
    Unit::money(Currency::USD)
}

fn bn(count: i64) -> Decimal {
    Decimal::from(count) * Decimal::from(1_000_000_000)
}

fn number(bounds: Bounds, unit: Unit) -> Question {
    Question::Number { bounds, unit }
}

fn party(name: &str) -> Arg {
    Arg::Party(claims().party_named(name).expect("a party"))
}

/// The mistakes of a text, a line each: what stands there, what is wrong, what to type.
fn lines(text: &str, mistakes: &[Mistake]) -> Vec<String> {
    let line = |mistake: &Mistake| {
        let help = mistake.help.as_ref().map(|help| format!(" -- {help}")).unwrap_or_default();
        format!("{}@{}: {}{help}", mistake.at.start, &text[mistake.at.clone()], mistake.message)
    };
    mistakes.iter().map(line).collect()
}

#[track_caller]
fn wrong(text: &str, expected: &[&str]) {
    let mistakes = question(text, &claims()).expect_err(text);
    assert_eq!(lines(text, &mistakes), expected, "{text}");
}

#[track_caller]
fn wrong_comparison(text: &str, expected: &[&str]) {
    let mistakes = comparison(text, &claims()).expect_err(text);
    assert_eq!(lines(text, &mistakes), expected, "{text}");
}

fn variable(attribute: &'static str, args: impl IntoIterator<Item = Arg>) -> Question {
    let args = args.into_iter().map(Some).collect();
    Question::Variable(Pattern { attribute, args, case: None })
}

#[test]
fn variables_name_parties_deals_and_periods() {
    let claims = claims();
    let round = claims.claims.iter().find(|claim| claim.name.is_some()).expect("a round").deal;
    let (amazon, openai) = (party("amazon"), party("openai"));
    assert_eq!(read("share(amazon, openai)"), variable("share", [amazon, openai]));
    assert_eq!(read("share(amazon,q1-2026)"), variable("share", [amazon, Arg::Deal(round)]));
    assert_eq!(read("raise( q1-2026 )"), variable("raise", [Arg::Deal(round)]));
    assert_eq!(read("funding()"), variable("funding", []));
    assert_eq!(
        read("commitments(openai, unscheduled)"),
        variable("commitments", [openai, Arg::Unscheduled])
    );
    for period in ["2025", "2026-H1", "2026-Q1", "2026-07", "2026-01-28", "2025-07-01..2025-09-29"]
    {
        assert_eq!(
            normal(&format!("revenue(openai, {period})")),
            format!("revenue(openai, {period})")
        );
    }
    assert_eq!(normal("revenue(openai,2025-07..2025-09)"), "revenue(openai, 2025-Q3)");
    assert_eq!(normal("revenue(openai, undated)"), "revenue(openai, undated)");
    assert_eq!(
        normal("backlog(microsoft,openai,2026-01-28)"),
        "backlog(microsoft, openai, 2026-01-28)"
    );
}

#[test]
fn a_fiscal_date_is_that_of_the_first_party() {
    assert_eq!(normal("revenue(microsoft, FY2026-Q3)"), "revenue(microsoft, 2026-Q1)");
    assert_eq!(normal("revenue(openai, FY2026-Q3)"), "revenue(openai, 2026-Q3)");
    assert_eq!(
        normal("revenue(microsoft, amazon, FY2026)"),
        "revenue(microsoft, amazon, 2025-07-01..2026-06-30)"
    );
    wrong(
        "sum(revenue(*, FY2025))",
        &["15@FY2025: `FY2025` depends on the party, and `*` stands for each \
           -- write a calendar date"],
    );
}

#[test]
fn a_deal_goes_by_any_name_that_is_its_own() {
    let deal = |text: &str| match read(&format!("raise({text})")) {
        Question::Variable(pattern) => pattern.args[0],
        other => panic!("{other:?}"),
    };
    // By its name, the id of a claim of it, and the name that a claim without an id has.
    assert_eq!(normal("raise(hosting)"), "raise(hosting)");
    assert_eq!(deal("hosting"), deal("buy-openai-microsoft"));
    assert_eq!(deal("birch"), deal("birch-a"));
    assert_eq!(normal("raise(letter)"), "raise(letter)");
    wrong(
        "raise(buy-openai-amazon)",
        &["6@buy-openai-amazon: `buy-openai-amazon` stands for 2 deals \
           -- give the one that is meant an `id:` and write that"],
    );
}

#[test]
fn a_name_of_two_things_needs_a_word_in_front() {
    wrong(
        "share(amazon, birch)",
        &["14@birch: `birch` is both a company and a round \
           -- write `company birch` or `round birch`"],
    );
    assert_eq!(normal("share(amazon, company birch)"), "share(amazon, company birch)");
    // The round has a name that is no other's, which is shorter than a word in front.
    assert_eq!(normal("share(amazon, round birch)"), "share(amazon, birch-a)");
    assert_eq!(read("share(amazon, company openai)"), read("share(amazon, openai)"));
    // Where only one of the two can stand, nothing is to be told apart.
    assert_eq!(normal("raise(birch)"), "raise(birch)");
    assert_eq!(normal("value(birch)"), "value(birch)");
    // A deal without a round does not stand in the way of a party.
    assert_eq!(
        read("share(openai, amazon)"),
        variable("share", [party("openai"), party("amazon")])
    );
    // Dates and `unscheduled` are themselves where they may stand.
    assert_eq!(normal("commitments(openai, FY2025)"), "commitments(openai, 2025)");
    assert_eq!(normal("commitments(openai, seller FY2025)"), "commitments(openai, seller FY2025)");
    assert_eq!(
        normal("commitments(openai, seller unscheduled)"),
        "commitments(openai, seller unscheduled)"
    );
    assert_eq!(normal("obligations(FY2025)"), "obligations(FY2025)");
}

#[test]
fn the_parts_of_a_deal_go_by_their_parties() {
    for text in
        ["amount(hosting)", "amount(hosting, openai)", "amount(hosting, openai, amazon, birch)"]
    {
        assert_eq!(normal(text), text);
    }
    wrong(
        "amount()",
        &["0@amount(): `amount` takes 1 argument or more, found 0 \
        -- write `amount(deal[, party[, party]])`"],
    );
}

#[test]
fn a_nature_stands_last() {
    let Question::Variable(pattern) = read("revenue(openai, 2026, expected)") else {
        panic!("a variable")
    };
    assert_eq!(pattern.args.last(), Some(&Some(Arg::Nature(Nature::Expected))));
    for text in [
        "revenue(openai, 2026, run-rate)",
        "revenue(openai, amazon, 2026, target)",
        "obligations(openai, expected)",
        "backlog(microsoft, 2026-01-28, actual)",
    ] {
        assert_eq!(normal(text), text);
    }
    // Where a name may stand, the word is a name.
    wrong("commitments(openai, target)", &["20@target: unknown party `target`"]);
    wrong(
        "revenue(openai, expected)",
        &["16@expected: `expected` is no date -- write `2026-01-30`, `2026-01`, `2026-Q1`, \
           `2026`, `FY2026` or two with `..`"],
    );
}

#[test]
fn a_case_stands_in_brackets() {
    let case = |text: &str| match read(text) {
        Question::Variable(pattern) => pattern.case,
        other => panic!("{other:?}"),
    };
    assert_eq!(case("pre_money(q1-2026)[post]"), Some(Case::Post));
    assert_eq!(case("pre_money(q1-2026) [ pre ]"), Some(Case::Pre));
    assert_eq!(normal("2*pre_money(q1-2026) [pre]"), "2 * pre_money(q1-2026)[pre]");
    wrong(
        "pre_money(q1-2026)[past] + 5 bm USD",
        &[
            "19@past: expected `pre` or `post`, found `past`",
            "29@bm: unknown unit `bm`: no \
           currency, scale or unit -- a unit with a similar name is known: `M`",
        ],
    );
    wrong("pre_money(q1-2026)[post", &["18@[: `[` is not closed"]);
}

#[test]
fn amounts_are_those_of_books() {
    let fraction = |value| number(Bounds::point(value), Unit::FRACTION);
    let half = Decimal::new(5, 1);
    assert_eq!(read("half"), fraction(half));
    assert_eq!(read("27%"), fraction(Decimal::new(27, 2)));
    assert_eq!(read("$50bn"), number(Bounds::point(bn(50)), usd()));
    assert_eq!(read("100 bn USD"), number(Bounds::point(bn(100)), usd()));
    assert_eq!(read("2"), number(Bounds::point(Decimal::TWO), Unit::of(Measure::Bare)));
    assert_eq!(read("70x"), number(Bounds::point(Decimal::from(70)), Unit::of(Measure::Multiple)));
    let up_to = Bounds { low: Some(Bound::open(Decimal::ZERO)), high: Some(Bound::closed(bn(50))) };
    assert_eq!(read("up to 50 bn USD"), number(up_to, usd()));
    let at_least = Bounds { low: Some(Bound::closed(half)), high: None };
    assert_eq!(read("at least half"), number(at_least, Unit::FRACTION));
    let per_share = Unit { measure: Measure::Money(Currency::USD), per: Some(Per::Share) };
    assert_eq!(read("200 USD per share"), number(Bounds::point(Decimal::from(200)), per_share));
    // Nothing is held by "(0, 0]"; the written number is what is meant.
    assert_eq!(read("up to 0 USD"), number(Bounds::point(Decimal::ZERO), usd()));
    assert_eq!(read("none"), number(Bounds::point(Decimal::ZERO), Unit::of(Measure::Bare)));
    assert_eq!(read("12,000,000 USD"), read("12 M USD"));
    assert_eq!(read("5 bn\n\tUSD"), read("5 bn USD"));
}

#[test]
fn amounts_are_written_as_they_are_read() {
    for (text, written) in [
        ("$50bn", "50 bn USD"),
        ("1,500,000,000 USD", "1.5 bn USD"),
        ("half", "50%"),
        ("a third", "a third"),
        ("two thirds", "two thirds"),
        ("up to 50 bn USD", "up to 50 bn USD"),
        ("as much as 5 M shares", "up to 5 M shares"),
        ("more than -50%", "more than -50%"),
        ("up to -50%", "up to -50%"),
        ("less than -2", "less than -2"),
        ("at least -0.5%", "at least -0.5%"),
        ("nearly -0.5%", "nearly -0.5%"),
        ("about -10%", "about -10%"),
        ("nearly half", "nearly 50%"),
        ("just over 3 EUR", "just over 3 EUR"),
        ("about 20 bn USD", "19..21 bn USD"),
        ("about 1,000 tn USD", "950..1050 tn USD"),
        ("45 to 50%", "45..50%"),
        ("0..5 bn USD", "0..5 bn USD"),
        ("999 M to 2 bn USD", "0.999..2 bn USD"),
        ("tens of billions USD", "tens of billions USD"),
        ("hundreds of millions bps", "hundreds of millions bps"),
        ("multibillion EUR", "at least 2 bn EUR"),
        ("750 MW", "0.75 GW"),
        ("5 years", "60 months"),
        ("33 bps", "0.33 pp"),
        ("7 USD per MW", "7000 USD per GW"),
        ("less than 5 GWh", "less than 5 GWh"),
        ("1 bn", "1 bn"),
        ("about 1,000,000,000 tn USD", "about 1000000000 tn USD"),
        ("about a third", "31.66666666666666666666666666..35%"),
        ("nearly two thirds", "nearly 66.66666666666666666666666666%"),
    ] {
        assert_eq!(normal(text), written, "{text}");
    }
}

#[test]
fn operators_bind_as_in_arithmetic() {
    for (text, written) in [
        ("1+2*3-4/5", "1 + 2 * 3 - 4 / 5"),
        ("(1+2)*3", "(1 + 2) * 3"),
        ("1-(2-3)", "1 - (2 - 3)"),
        ("(1-2)-3", "1 - 2 - 3"),
        ("8/(4/2)", "8 / (4 / 2)"),
        ("8/4/2", "8 / 4 / 2"),
        ("2*(3/4)", "2 * (3 / 4)"),
        ("-1*2", "-1 * 2"),
        ("-(1*2)", "-(1 * 2)"),
        ("-(1+2)", "-(1 + 2)"),
        ("1 - -2", "1 - -2"),
        ("--2", "--2"),
        ("((((2))))", "2"),
        ("min(1, (2, 3)", ""),
        (
            "min(1+2, max(3, -4), sum(money(*, q1-2026)))",
            "min(1 + 2, max(3, -4), sum(money(*, q1-2026)))",
        ),
        (
            "money(amazon, q1-2026) + 5 bn USD - 2 * raise(q1-2026)",
            "money(amazon, q1-2026) + 5 bn USD - 2 * raise(q1-2026)",
        ),
        ("obligations(openai)/revenue(openai,2025)", "obligations(openai) / revenue(openai, 2025)"),
    ] {
        if !written.is_empty() {
            assert_eq!(normal(text), written, "{text}");
        }
    }
    let [one, two, three] = [1, 2, 3].map(|value| {
        Box::new(number(Bounds::point(Decimal::from(value)), Unit::of(Measure::Bare)))
    });
    let sum = Question::Binary(Operator::Add, one.clone(), two.clone());
    assert_eq!(
        read("1 + 2 - 3"),
        Question::Binary(Operator::Subtract, Box::new(sum), three.clone())
    );
    let product = Question::Binary(Operator::Multiply, two, three);
    assert_eq!(read("1 + 2 * 3"), Question::Binary(Operator::Add, one.clone(), Box::new(product)));
    assert_eq!(read("-1"), Question::Negate(one));
}

#[test]
fn a_sum_has_a_star_for_each_party() {
    let Question::Sum(pattern) = read("sum( money(*, q1-2026) )") else { panic!("a sum") };
    assert_eq!(pattern.args[0], None);
    assert_eq!(pattern.key(), None);
    assert_eq!(normal("sum(share(*,*))"), "sum(share(*, *))");
    let Question::Sum(bought) = read("sum(commitments(openai, *))") else { panic!("a sum") };
    let key = |args: &[Arg]| Key::new("commitments", args);
    let openai = party("openai");
    assert!(bought.stands_for(&key(&[openai, party("amazon")])));
    // The years of a buyer are not its sellers.
    assert!(!bought.stands_for(&key(&[openai, Arg::Unscheduled])));
    assert!(!bought.stands_for(&key(&[openai])));
    assert!(!bought.stands_for(&key(&[party("amazon"), openai])));
    assert!(!bought.stands_for(&Key::new("sales_committed", [openai, openai])));
    wrong(
        "share(*, openai)",
        &["6@*: `*` stands only inside `sum` -- write for example `sum(money(*, q1-2026))`"],
    );
    wrong(
        "sum(raise(*)) + sum(raise(q1-2026)) - sum(3)",
        &[
            "10@*: `*` stands for parties, expected a round here",
            "20@raise(q1-2026): nothing to sum: the variable has no `*`",
            "42@3: expected a variable with `*`, found `3` \
             -- write the variable to be summed: `sum(money(*, q1-2026))`",
        ],
    );
    wrong("sum(money(*, q1-2026) + 1)", &["22@+: expected nothing more or `)`, found `+`"]);
}

#[test]
fn parties_are_folded_by_the_caller() {
    let claims = claims();
    let amazon = claims.party_named("amazon").expect("a party");
    let folded = read("1 + -min(value(openai), sum(lent(birch, *)))").folded(&|_| amazon);
    assert_eq!(folded.written(&claims), "1 + -min(value(amazon), sum(lent(amazon, *)))");
    let attributes: Vec<&str> = folded.patterns().iter().map(|one| one.attribute).collect();
    assert_eq!(attributes, ["value", "lent"]);
}

#[test]
fn every_mistake_is_reported_in_its_place() {
    wrong(
        "share(amazon, opnai) + shar(openai) * 5 bm USD - raise(openai, 2025)",
        &[
            "14@opnai: unknown party or deal `opnai` -- did you mean `openai`?",
            "23@shar: unknown attribute `shar` -- did you mean `share`?",
            "40@bm: unknown unit `bm`: no currency, scale or unit \
             -- a unit with a similar name is known: `M`",
            "49@raise(openai, 2025): `raise` takes 1 argument, found 2 -- write `raise(round)`",
        ],
    );
    wrong(
        "share(nobody, q1-2025) / revenue(amazn, 2025-13)",
        &[
            "6@nobody: unknown party `nobody`",
            "14@q1-2025: unknown party or deal `q1-2025` -- did you mean `q1-2026`?",
            "33@amazn: unknown party `amazn` -- did you mean `amazon`?",
            "40@2025-13: `2025-13` is no date -- write `2026-01-30`, `2026-01`, `2026-Q1`, \
             `2026`, `FY2026` or two with `..`",
        ],
    );
}

#[test]
fn an_argument_of_another_kind_is_named() {
    wrong("raise(openai)", &["6@openai: expected a round, found the party `openai`"]);
    wrong("value(q1-2026)", &["6@q1-2026: expected a company, found the deal `q1-2026`"]);
    wrong("value(2025)", &["6@2025: expected a company, found the date `2025`"]);
    wrong(
        "value(unscheduled, )",
        &["0@value(unscheduled, ): `value` takes 1 argument, found 2 -- write `value(company)`"],
    );
    wrong("lent(amazon, )", &["13@: expected a borrower, found nothing"]);
    wrong("raise(q9)", &["6@q9: unknown deal `q9`"]);
    wrong(
        "sales_committed(openai, never)",
        &["24@never: `never` is no date -- write `2026-01-30`, `2026-01`, `2026-Q1`, `2026`, \
         `FY2026` or two with `..`"],
    );
    wrong(
        "revenue(openai, unscheduled)",
        &["16@unscheduled: expected a period, found `unscheduled`"],
    );
    wrong("debt_due(openai, 2026-Q1)", &["17@2026-Q1: expected a year, found `2026-Q1`"]);
    wrong(
        "revenue(openai, 2025-09..2025-07)",
        &["16@2025-09..2025-07: `2025-09..2025-07` runs from the later date to the earlier \
         -- turn it round: `2025-07..2025-09`"],
    );
    wrong(
        "share(amazon, the openai)",
        &["14@the openai: expected a company or round, found `the openai` \
         -- a name is one word, and a comma parts two"],
    );
    wrong(
        "backlog(microsoft)",
        &["0@backlog(microsoft): `backlog` takes 2 or 3 arguments, found 1 \
         -- write `backlog(seller[, customer], date)`"],
    );
    wrong("raise()", &["0@raise(): `raise` takes 1 argument, found 0 -- write `raise(round)`"]);
}

#[test]
fn a_name_alone_is_no_number() {
    wrong(
        "openai + q1-2026 / raise",
        &[
            "0@openai: `openai` is a party and no number \
             -- ask for an attribute of it, such as `revenue(openai, 2025)`",
            "9@q1-2026: `q1-2026` is a deal and no number \
             -- ask for an attribute of it, such as `raise(q1-2026)`",
            "19@raise: `raise` stands without its arguments -- write `raise(round)`",
        ],
    );
    wrong("min + 2", &["0@min: `min` stands without its arguments"]);
    wrong(
        "pre-money(q1-2026) + half of",
        &[
            "0@pre-money: unknown attribute `pre-money` -- did you mean `pre_money`?",
            "26@of: the amount `half of` cannot be read: expected what it is a share of \
         -- write an amount such as `up to 50 bn USD`, `27%` or `4.5 GW`",
        ],
    );
}

#[test]
fn what_is_not_closed_or_missing_is_pointed_to() {
    wrong("", &["0@: expected an amount or a variable, found nothing"]);
    wrong("  ", &["2@: expected an amount or a variable, found nothing"]);
    wrong("2 * ", &["4@: expected an amount or a variable, found nothing"]);
    wrong("2 * / 3", &["4@/: expected an amount or a variable, found `/`"]);
    wrong("(1 + 2", &["0@(: `(` is not closed"]);
    wrong("share(amazon", &["5@(: `(` is not closed"]);
    wrong("share(amazon openai", &["5@(: `(` is not closed"]);
    wrong(
        "share(amazon(2), 3)",
        &["12@(: expected `,` or `)`, found `(` -- write `*` to multiply"],
    );
    wrong("1 + 2)", &["5@): expected an operator, found `)`"]);
    wrong("min(1)", &["0@min: `min` takes two arguments or more, found 1"]);
    wrong("max(1, 2", &["3@(: `(` is not closed"]);
    wrong(
        "2 raise(q1-2026)",
        &["2@raise: expected an operator, found `raise` \
         -- write `+`, `-`, `*` or `/` between the two"],
    );
    wrong("(2)(3)", &["3@(: expected an operator, found `(` -- write `*` to multiply"]);
    wrong("2 × 3", &["2@×: expected an operator, found `×` -- write `*`"]);
    wrong("2 − 3", &["2@−: expected an operator, found `−` -- write `-`"]);
    wrong(
        "raise(q1-2026) = 3",
        &["15@=: expected an operator, found `=` \
         -- a question compares nothing; a comparison does so once"],
    );
}

#[test]
fn an_amount_that_is_none_is_a_mistake() {
    wrong("unknown", &["0@unknown: `unknown` is no amount to count with"]);
    wrong(
        "5 of raise",
        &["2@of raise: an amount in a question is of nothing -- multiply: `half * raise(q1-2026)`"],
    );
    wrong(
        "5 ; bn",
        &["2@;: a character that is not expected in an amount \
         -- write an amount such as `50 bn USD`, `27%` or `4.5 GW`"],
    );
    wrong(
        "1,5 bn USD",
        &["0@1,5: the amount `1,5 bn USD` cannot be read: a comma stands before three digits, or \
         not at all -- if the comma is a decimal sign, write a point: `1.5`"],
    );
    wrong(
        "10000000000 tn USD",
        &["0@10000000000 tn: the amount `10000000000 tn USD` is out of range: amounts have at \
             most 28 digits and are at most 10^21 \
             -- write it with fewer digits or a scale such as `bn`"],
    );
    wrong(
        "about",
        &["0@about: the amount `about` cannot be read: expected a number \
         -- write an amount such as `up to 50 bn USD`, `27%` or `4.5 GW`"],
    );
}

#[test]
fn a_comma_between_digits_is_not_guessed_about() {
    assert_eq!(normal("1,200 + min((1,200), 2)"), "1200 + min(1200, 2)");
    wrong(
        "min(1,200, 3) + max(1,2,3)",
        &[
            "4@1,200: `1,200` may be one number or several -- write `1200` or `1, 200`",
            "20@1,2,3: `1,2,3` may be one number or several -- write `123` or `1, 2, 3`",
        ],
    );
}

#[test]
fn a_comparison_says_what_an_answer_is_to_be() {
    let zero = Decimal::ZERO;
    let raise = read("raise(q1-2026)");
    let (open, closed) = (|value| Some(Bound::open(value)), |value| Some(Bound::closed(value)));
    for (right, low, high) in [
        ("= 100 bn USD", closed(bn(100)), closed(bn(100))),
        ("= up to 50 bn USD", open(zero), closed(bn(50))),
        ("= about 20 bn USD", closed(bn(19)), closed(bn(21))),
        (">= 30 bn USD", closed(bn(30)), None),
        ("> 30 bn USD", open(bn(30)), None),
        ("<= 30 bn USD", None, closed(bn(30))),
        ("<30 bn USD", None, open(bn(30))),
        ("within 300 bn USD..400 bn USD", closed(bn(300)), closed(bn(400))),
        ("within 300..400 bn USD", closed(bn(300)), closed(bn(400))),
        ("within 300 bn USD to 400 bn USD", closed(bn(300)), closed(bn(400))),
        ("within about 20 bn USD", closed(bn(19)), closed(bn(21))),
        ("= 3..4 bn USD", closed(bn(3)), closed(bn(4))),
        ("> -$5bn", open(bn(-5)), None),
    ] {
        let text = format!("raise(q1-2026) {right}");
        let found = compared(&text);
        assert_eq!((&found.left, found.unit), (&raise, usd()), "{text}");
        assert_eq!(found.bounds, Bounds { low, high }, "{text}");
        let written = found.written(&claims());
        assert_eq!(compared(&written), found, "{text} is written {written}");
    }
    let share = compared("share(amazon,openai)  =  at least\thalf");
    assert_eq!(share.bounds, Bounds { low: closed(Decimal::new(5, 1)), high: None });
    assert_eq!(share.written, "= at least half");
    assert_eq!(compared("share(amazon,openai) within 45%..50%").unit, Unit::FRACTION);
    assert_eq!(compared("5 bn USD within 3 to 6 bn USD").left, read("5 bn USD"));
}

#[test]
fn a_formula_on_the_right_goes_to_the_left() {
    let found = compared("sum(money(*, q1-2026)) <= raise(q1-2026)");
    assert_eq!(found.left, read("sum(money(*, q1-2026)) - raise(q1-2026)"));
    assert_eq!(found.bounds, Bounds { low: None, high: Some(Bound::closed(Decimal::ZERO)) });
    let written = found.written(&claims());
    assert_eq!(written, "sum(money(*, q1-2026)) - raise(q1-2026) <= 0");
    assert_eq!(compared(&written), found);
    assert_eq!(found.unit(&claims(), Currency::USD), Ok(usd()));
    let sum = compared("raise(q1-2026) - 1 USD = 2 bn USD - 1 bn USD");
    assert_eq!(sum.written(&claims()), "raise(q1-2026) - 1 USD - (2 bn USD - 1 bn USD) = 0");
    assert_eq!(compared(&sum.written(&claims())), sum);
    wrong_comparison("1 < min(2)", &["4@min: `min` takes two arguments or more, found 1"]);
    wrong_comparison(
        "1 within (2)",
        &["9@(2): expected a range behind `within`, found a formula \
         -- write each end as a comparison of its own"],
    );
}

#[test]
fn a_comparison_that_is_none_is_a_mistake() {
    let help = "-- write `= 100 bn USD`, `>= 30 bn USD` or `within 300..400 bn USD`";
    wrong_comparison(
        "raise(q1-2026)",
        &[&format!("14@: expected an operator or a comparison, found nothing {help}")],
    );
    wrong_comparison(
        "raise(q1-2026) is 5",
        &[&format!("15@is: expected an operator or a comparison, found `is` {help}")],
    );
    wrong_comparison(
        "raise(q1-2026) >=",
        &[&format!("17@: expected an amount behind `>=`, found nothing {help}")],
    );
    wrong_comparison("1 == 5", &["2@==: `==` is no comparison -- write `=`"]);
    wrong_comparison("1 ≥ 5", &["2@≥: `≥` is no comparison -- write `>=`"]);
    wrong_comparison(
        "1 != 5",
        &["2@!=: `!=` is no comparison"]
            .map(|at| format!("{at} {help}"))
            .each_ref()
            .map(String::as_str),
    );
    wrong_comparison(
        "1 < 2 < 3",
        &["6@<: a comparison has one sign -- write two comparisons, or `within 300..400 bn USD`"],
    );
    wrong_comparison(
        "1 >= about 5 USD",
        &["5@about 5 USD: expected one number behind `>=`, found `about 5 USD` \
         -- write an amount without a phrase, or `=`"],
    );
    wrong_comparison(
        "1 within 5",
        &["9@5: expected a range behind `within` -- write both ends: `within 300..400 bn USD`"],
    );
    wrong_comparison(
        "1 within up to 5",
        &["9@up to 5: expected a range behind `within` \
         -- write both ends: `within 300..400 bn USD`"],
    );
    wrong_comparison(
        "1 within 3 bn EUR..4 bn USD",
        &["9@3 bn EUR..4 bn USD: a range from money in EUR to money in USD \
         -- write one unit for both ends"],
    );
    wrong_comparison(
        "1 within 4 bn USD..3 bn USD",
        &["9@4 bn USD..3 bn USD: a range runs from the lower number to the higher"],
    );
    wrong_comparison(
        "shar(x) = 5 bm",
        &[
            "0@shar: unknown attribute `shar` -- did you mean `share`?",
            "12@bm: unknown unit `bm`: no currency, scale or unit \
         -- a unit with a similar name is known: `M`",
        ],
    );
    wrong_comparison("1 = unknown", &["4@unknown: `unknown` is no amount to count with"]);
}

#[track_caller]
fn units(text: &str) -> Result<Unit, String> {
    unit(&read(text), &claims(), Currency::USD).map_err(|misfit| {
        misfit.message + &misfit.help.map(|help| format!(" -- {help}")).unwrap_or_default()
    })
}

#[test]
fn units_follow_the_arithmetic() {
    let money = Ok(usd());
    let of = |measure| Ok(Unit::of(measure));
    for text in [
        "raise(q1-2026)",
        "sum(money(*, q1-2026))",
        "-raise(q1-2026) + 5 bn USD",
        "share(amazon, openai) * value(openai)",
        "value(openai) * 2",
        "2 * value(openai) / 3",
        "value(openai) / share(amazon, openai)",
        "max(residual(openai), 0)",
        "max(0, residual(openai))",
        "0 + residual(openai)",
        "200 USD per share * 20 M shares",
        "3 GW * 7 M USD per MW",
        "70x * value(openai)",
    ] {
        assert_eq!(units(text), money, "{text}");
    }
    assert_eq!(units("obligations(openai) / revenue(openai, 2025)"), of(Measure::Multiple));
    assert_eq!(
        units("raise(q1-2026) / value(openai) - share(amazon, openai)"),
        of(Measure::Multiple)
    );
    assert_eq!(units("share(amazon, openai) + 1"), of(Measure::Fraction));
    assert_eq!(units("1 - share(amazon, openai)"), of(Measure::Fraction));
    assert_eq!(units("share(amazon, openai) + 50 bps"), of(Measure::Fraction));
    assert_eq!(units("share(amazon, openai) * half"), of(Measure::Fraction));
    assert_eq!(units("1 / share(amazon, openai)"), of(Measure::Multiple));
    assert_eq!(units("seller_hhi(openai) / 2"), of(Measure::Bare));
    assert_eq!(units("5 bn USD / 200 USD per share"), of(Measure::Shares));
    assert_eq!(units("commitments_to_revenue(openai, 2025) + 1"), of(Measure::Multiple));
    let per_unit = Unit { measure: Measure::Money(Currency::USD), per: Some(Per::Unit) };
    assert_eq!(units("30 bn USD / 1 M units"), Ok(per_unit));
}

#[test]
fn units_that_do_not_fit_are_named_with_their_parts() {
    for (text, message) in [
        (
            "share(amazon, openai) + 5 bn USD",
            "`share(amazon, openai)`, a fraction, added to `5 bn USD`, money in USD",
        ),
        ("raise(q1-2026) - half", "`raise(q1-2026)`, money in USD, less `50%`, a fraction"),
        (
            "raise(q1-2026) + 5",
            "`raise(q1-2026)`, money in USD, added to `5`, a bare number \
             -- write the unit of the number, such as `5 bn USD`",
        ),
        (
            "raise(q1-2026) * value(openai)",
            "`raise(q1-2026)`, money in USD, times `value(openai)`, money in USD",
        ),
        (
            "2 / value(openai)",
            "`2`, a bare number, divided by `value(openai)`, money in USD \
          -- write the unit of the number, such as `5 bn USD`",
        ),
        (
            "5 bn EUR + raise(q1-2026)",
            "`5 bn EUR`, money in EUR, added to `raise(q1-2026)`, money in USD \
             -- write both in EUR; a question converts nothing",
        ),
        (
            "min(1 + 1, raise(q1-2026), 3)",
            "`1 + 1`, a bare number, beside in `min` `raise(q1-2026)`, money in USD \
             -- write the unit of the number, such as `5 bn USD`",
        ),
        (
            "5 bn USD per year * 3 years",
            "`5 bn USD per year`, an amount in USD/year, times `36 months`, months",
        ),
    ] {
        assert_eq!(units(text), Err(message.to_string()), "{text}");
    }
}

#[test]
fn both_sides_of_a_comparison_have_one_unit() {
    let units = |text: &str| compared(text).unit(&claims(), Currency::USD);
    assert_eq!(units("raise(q1-2026) >= 3 bn USD"), Ok(usd()));
    assert_eq!(units("residual(openai) >= 0"), Ok(usd()));
    assert_eq!(units("share(amazon, openai) < 0.3"), Ok(Unit::FRACTION));
    let misfit = units("raise(q1-2026) = half").expect_err("a misfit");
    assert_eq!(
        misfit.message,
        "`raise(q1-2026)` is money in USD and is compared with `half`, a fraction"
    );
    assert!(units("raise(q1-2026) >= 3").is_err());
    assert!(units("raise(q1-2026) within 0..3").is_err());
    assert!(units("share(amazon, openai) = raise(q1-2026) + 1").is_err());
}

#[test]
fn what_is_too_large_is_refused() {
    let deep = |levels: usize| format!("{}1{}", "(".repeat(levels), ")".repeat(levels));
    assert_eq!(read(&deep(64)), read("1"));
    wrong(&deep(65), &["64@(: nested more than 64 levels deep"]);
    wrong(&"-".repeat(100_000), &["0@: a question of 100000 bytes; at most 65536 are read"]);
    wrong(&"-".repeat(60_000), &["64@-: nested more than 64 levels deep"]);
    wrong(&"min(".repeat(10_000), &["256@m: nested more than 64 levels deep"]);
    let sum = |count: usize| vec!["1"; count].join("+");
    let long = read(&sum(400));
    assert_eq!(question(&long.written(&claims()), &claims()), Ok(long));
    let args = |count: usize| format!("amount({})", vec!["x"; count].join(","));
    assert_eq!(question(&args(64), &claims()).map_err(|mistakes| mistakes.len()), Err(64));
    wrong(&args(30_000), &["135@x: more than 64 arguments"]);
    let ones = format!("min({}", "1,".repeat(30_000));
    let mistakes = question(&ones, &claims()).expect_err("a list that is not closed");
    assert_eq!(mistakes.len(), 3);
    wrong(&sum(401), &["800@1: more than 400 amounts and variables in one question"]);
    wrong(&sum(30_000), &["800@1: more than 400 amounts and variables in one question"]);
}

#[test]
fn every_variable_of_a_network_can_be_asked_for() {
    let real = include_str!("../../../books/openai-round/main.book");
    for claims in [claims(), book(real)] {
        let network = resolve(&claims, &View::default()).value;
        assert!(network.variables.len() > 10);
        let names = Names::new(&claims);
        for key in network.variables.keys() {
            let args = key.args.iter().copied().map(Some).collect();
            let pattern = Pattern { attribute: key.attribute, args, case: key.case };
            assert!(pattern.stands_for(key));
            assert_eq!(pattern.key().as_ref(), Some(key));
            let written = pattern.written(&claims);
            match names.question(&written) {
                Ok(read) => assert_eq!(read, Question::Variable(pattern), "{written}"),
                // A deal may have no name that is its own.
                Err(mistakes) => {
                    let nameless = |mistake: &Mistake| mistake.message.contains("stands for");
                    assert!(mistakes.iter().all(nameless), "{written}: {mistakes:?}");
                }
            }
        }
    }
}

/// Words of the language, from which almost questions are made.
const WORDS: [&str; 64] = [
    "share",
    "money",
    "raise",
    "revenue",
    "backlog",
    "commitments",
    "funding",
    "min",
    "max",
    "sum",
    "(",
    "(",
    ")",
    ")",
    ",",
    ",",
    "[",
    "]",
    "pre",
    "post",
    "*",
    "*",
    "+",
    "-",
    "/",
    "=",
    "<=",
    ">",
    "within",
    "..",
    "openai",
    "amazon",
    "birch",
    "round birch",
    "q1-2026",
    "letter",
    "unscheduled",
    "undated",
    "2025",
    "2026-Q1",
    "FY2026",
    "2025-07..2025-09",
    "5",
    "1,000",
    "0.5",
    "bn",
    "USD",
    "EUR",
    "%",
    "half",
    "a third",
    "up to",
    "about",
    "more than",
    "tens of",
    "billions",
    "per share",
    "of",
    "unknown",
    "$50bn",
    "€",
    "é",
    "\u{2028}",
    "\"",
];

/// Holds that a text is read or refused with places in it, and that what is read is written so
/// that it is read again.
fn holds(text: &str, claims: &Claims) -> Result<(), TestCaseError> {
    let names = Names::new(claims);
    match names.question(text) {
        Ok(question) => {
            let written = question.written(claims);
            prop_assert_eq!(names.question(&written), Ok(question.clone()), "{}", written);
            let _ = unit(&question, claims, Currency::USD);
        }
        Err(mistakes) => in_place(text, &mistakes)?,
    }
    match names.comparison(text) {
        Ok(comparison) => {
            let written = comparison.written(claims);
            prop_assert_eq!(names.comparison(&written), Ok(comparison.clone()), "{}", written);
            let _ = comparison.unit(claims, Currency::USD);
        }
        Err(mistakes) => in_place(text, &mistakes)?,
    }
    Ok(())
}

fn in_place(text: &str, mistakes: &[Mistake]) -> Result<(), TestCaseError> {
    prop_assert!(!mistakes.is_empty());
    for mistake in mistakes {
        prop_assert!(text.get(mistake.at.clone()).is_some(), "{mistake:?}");
    }
    Ok(())
}

/// Questions that are read, of every form.
fn well_formed() -> impl Strategy<Value = String> {
    let leaves = [
        "5",
        "(1,000)",
        "half",
        "27%",
        "70x",
        "$50bn",
        "up to 50 bn USD",
        "about 20 bn USD",
        "nearly half",
        "more than -50%",
        "tens of billions EUR",
        "3 to 4 GW",
        "33 bps",
        "200 USD per share",
        "about a third",
        "share(amazon, openai)",
        "share(amazon, round birch)",
        "share(amazon, company birch)",
        "pre_money(q1-2026)[post]",
        "raise(letter)[pre]",
        "revenue(microsoft, FY2026-Q3)",
        "revenue(openai, amazon, 2025)",
        "funding()",
        "backlog(microsoft, 2026-01-28)",
        "commitments(openai, seller unscheduled)",
        "sum(money(*, q1-2026))",
        "sum(backlog(*, *, 2026-01-28))",
        "raise(buy-openai-microsoft)",
        "0.000000001 USD",
        "100000000 tn EUR",
        "just under 1.37 tn USD",
    ];
    select(leaves.to_vec()).prop_map(str::to_string).prop_recursive(5, 40, 4, |part| {
        let several = proptest::collection::vec(part.clone(), 2..4);
        prop_oneof![
            4 => (part.clone(), select(&["+", "-", " *", "/ "][..]), part.clone())
                .prop_map(|(a, operator, b)| format!("{a} {operator} {b}")),
            1 => part.clone().prop_map(|part| format!("-{part}")),
            2 => part.prop_map(|part| format!("( {part})")),
            1 => (select(&["min", "max"][..]), several)
                .prop_map(|(name, parts)| format!("{name}({})", parts.join(" , "))),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_or_refused_in_place(text in any::<String>()) {
        holds(&text, &claims())?;
    }

    #[test]
    fn any_words_are_read_or_refused_in_place(
        words in proptest::collection::vec((select(&WORDS[..]), select(&["", " "][..])), 0..14),
    ) {
        let text: String = words.into_iter().flat_map(|(word, blank)| [word, blank]).collect();
        holds(&text, &claims())?;
    }

    #[test]
    fn what_is_written_is_read_as_the_same(text in well_formed()) {
        let claims = claims();
        let read = question(&text, &claims);
        prop_assert!(read.is_ok(), "{}: {:?}", text, read);
        holds(&text, &claims)?;
    }

    #[test]
    fn a_changed_question_is_read_or_refused_in_place(
        text in well_formed(),
        right in select(&["", " = 5 bn USD", " <= raise(q1-2026)", " within 45%..50%"][..]),
        at in any::<prop::sample::Index>(),
        cut in 0_usize..4,
        put in select(&WORDS[..]),
    ) {
        let text = text + right;
        let characters: Vec<char> = text.chars().collect();
        let at = at.index(characters.len());
        let to = (at + cut).min(characters.len());
        let (before, after) = (&characters[..at], &characters[to..]);
        let changed: String =
            before.iter().copied().chain(put.chars()).chain(after.iter().copied()).collect();
        holds(&changed, &claims())?;
    }

    #[test]
    fn any_amount_is_written_so_that_it_is_read_again(
        phrase in select(&["", "up to ", "at least ", "more than ", "less than ", "about ",
            "nearly ", "just over "][..]),
        sign in select(&["", "-"][..]),
        digits in 0_i64..i64::MAX,
        places in 0_u32..20,
        scale in select(&["", " K", " M", " bn", " tn", " lakh"][..]),
        unit in select(&["", "%", " USD", " EUR per month", " pp", " bps", " x", " MW", " kWh",
            " years", " shares", " USD per MW", " units"][..]),
    ) {
        let number = Decimal::new(digits, places);
        holds(&format!("{phrase}{sign}{number}{scale}{unit}"), &claims())?;
    }
}
