//! What follows from the real books, asked as people ask it.
//!
//! A line is a question with what its answer shows: headline, firm reading and range, with `-` for
//! none and money in billions. A question on an ambiguous valuation is answered in both cases.

#![expect(clippy::disallowed_methods, reason = "tests read the books of the project")]

#[path = "support/books.rs"]
mod books;
#[path = "support/folder.rs"]
mod folder;

use std::sync::LazyLock;

use counterflow::{Book, View, When, ask};
use counterflow_claim::{Bound, Bounds, Decimal, Measure};
use counterflow_network::{Answer, IDENTITIES, Identity, Network, PART_RULES, Role, interval};

static ROUND: LazyLock<Book> = LazyLock::new(|| folder::opened(&books::files_of("openai-round")));
static WEB: LazyLock<Book> = LazyLock::new(|| folder::opened(&books::files_of("ai-web")));

/// A view of what was known on a day.
fn known(text: &str) -> View {
    let day = When::parse(text).expect("a date").last_day(Default::default());
    View { known: Some(day), ..View::default() }
}

/// Asserts that each question of the lines is answered as its line says.
fn answers(book: &Book, view: &View, given: &[&str], lines: &str) {
    let lines: Vec<&str> = lines.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let question = |line: &&str| line.split_once(" => ").expect("question => answer").0.to_string();
    let mut questions: Vec<String> = lines.iter().map(question).collect();
    questions.dedup();
    let given: Vec<String> = given.iter().map(|one| one.to_string()).collect();
    let answered = ask(book, view, &questions, &given).expect("the questions can be read").value;
    let network = &answered.network;
    let shown = network
        .answers
        .iter()
        .map(|answer| format!("{} => {}", questions[answer.question], shown(network, answer)));
    assert_eq!(shown.collect::<Vec<String>>(), lines, "given {given:?}");
}

/// `pre: 10 | - | (0, 10]`
fn shown(network: &Network, answer: &Answer) -> String {
    let case = answer.case.map(|case| format!("{}: ", case.word())).unwrap_or_default();
    let variable = &network.variables[&answer.key];
    let scale = match variable.unit.measure {
        Measure::Money(_) => Decimal::from(1_000_000_000),
        _ => Decimal::ONE,
    };
    let readings = variable.readings;
    let all = [readings.headline, readings.firm, readings.range];
    format!("{case}{}", all.map(|one| range(one, scale)).join(" | "))
}

fn range(range: Option<Bounds>, scale: Decimal) -> String {
    let Some(range) = range else { return "-".to_string() };
    let number = |end: Bound| (end.value / scale).round_dp(6).normalize().to_string();
    let end = |end: Option<Bound>| end.map(number).unwrap_or("..".to_string());
    let (low, high) = (end(range.low), end(range.high));
    // The ends of a quotient are rounded outward.
    if interval::is_point(range) || low == high && range.low.is_some() {
        return low;
    }
    let bracket = |end: Option<Bound>, [open, closed]: [char; 2]| match end {
        Some(end) if !end.open => closed,
        _ => open,
    };
    format!("{}{low}, {high}{}", bracket(range.low, ['(', '[']), bracket(range.high, [')', ']']))
}

fn round(given: &[&str], lines: &str) {
    answers(&ROUND, &View::default(), given, lines);
}

fn web(lines: &str) {
    answers(&WEB, &View::default(), &[], lines);
}

#[test]
fn amazon_has_no_slack_at_the_cap() {
    round(
        &[],
        "money(amazon, q1-2026) / raise(q1-2026) => 0.5 | - | [0.5, 1]
         money(amazon, q1-2026) => 50 | - | (0, 50]
         raise(q1-2026) => 100 | - | (0, 100]",
    );
    round(&["raise(q1-2026) = 100 bn USD"], "money(amazon, q1-2026) => 50 | - | 50");
    round(&["money(amazon, q1-2026) = 30 bn USD"], "raise(q1-2026) => 100 | - | [30, 60]");
}

#[test]
fn the_uplift_is_more_than_three_times_the_new_money() {
    round(
        &[],
        "post_money(q1-2026) [post] - value(openai) => 330 | - | 330
         post_money(q1-2026) [post] / value(openai) - 1 => 0.66 | - | 0.66
         (post_money(q1-2026) [post] - value(openai)) / raise(q1-2026) => 3.3 | - | [3.3, ..)",
    );
}

#[test]
fn the_round_in_full_is_the_headline() {
    round(
        &["raise(q1-2026) = 100 bn USD"],
        "pre_money(q1-2026) => pre: 830 | - | 830
         pre_money(q1-2026) => post: 730 | - | 730
         step_up(q1-2026) => pre: 0.66 | - | 0.66
         step_up(q1-2026) => post: 0.46 | - | 0.46
         stake_sold(q1-2026) => pre: 0.107527 | - | 0.107527
         stake_sold(q1-2026) => post: 0.120482 | - | 0.120482
         share(amazon, q1-2026) => pre: 0.053763 | - | 0.053763
         share(amazon, q1-2026) => post: 0.060241 | - | 0.060241",
    );
}

#[test]
fn what_amazon_buys_is_most_where_it_is_the_whole_of_a_small_round() {
    round(
        &[],
        "share(amazon, q1-2026) => pre: 0.053763 | - | (0, 0.056818]
         share(amazon, q1-2026) => post: 0.060241 | - | (0, 0.060241]",
    );
    round(
        &["raise(q1-2026) = 60 bn USD", "money(amazon, q1-2026) = 50 bn USD"],
        "share(amazon, q1-2026) [pre] => 0.05618 | - | 0.05618
         50 bn USD / (830 bn USD + 60 bn USD) => 0.05618 | 0.05618 | 0.05618",
    );
}

#[test]
fn who_names_no_sum_has_what_amazon_leaves() {
    round(
        &[],
        "money(nvidia, q1-2026) => - | - | [0, 50]
         money(nvidia, q1-2026) / raise(q1-2026) => - | - | [0, 0.5]
         money(nvidia, q1-2026) + money(softbank, q1-2026) => - | - | [0, 50]",
    );
}

#[test]
fn the_backlog_is_less_than_half_and_less_than_a_quarter_of_what_is_owed() {
    round(
        &[],
        "backlog(microsoft, openai, 2026-01-28) => 310 | 310 | [279, 310)
         backlog(microsoft, openai, 2026-01-28) / obligations(openai) => 0.221429 | 0.221429 | [0.189796, 0.233083)
         310 bn USD / 1330 bn USD => 0.233083 | 0.233083 | 0.233083",
    );
}

#[test]
fn promises_are_up_to_seventy_times_revenue_and_fourteen_rounds() {
    round(
        &[],
        "obligations(openai) / revenue(openai, 2025) => 70 | - | (0, 73.5)
         obligations(openai) / raise(q1-2026) => 14 | - | [13.3, ..)
         revenue(openai, 2025) / revenue(openai, 2024) - 1 => 2.333333 | - | (2.333333, ..)
         revenue_growth(openai, 2025) => 2.333333 | - | (2.333333, ..)",
    );
    round(
        &["obligations(openai) = 1400 bn USD"],
        "obligations(openai) / revenue(openai, 2025) => 70 | - | (0, 70)
         obligations(openai) / raise(q1-2026) => 14 | - | [14, ..)
         backlog(microsoft, openai, 2026-01-28) / obligations(openai) => 0.221429 | 0.221429 | [0.199286, 0.221429)",
    );
}

#[test]
fn what_nobody_says_is_not_computable() {
    round(
        &[],
        "capital(amazon, openai) + commitments(openai, amazon) => - | - | -
         market_cap_change(microsoft, 2026-01-29) => - | - | -
         price_move(microsoft, 2026-01-29) * market_cap(microsoft, 2026-01-28) => - | - | -",
    );
    let missing = |question: &str| {
        let asked = [question.to_string()];
        let answered = ask(&ROUND, &View::default(), &asked, &[]).expect("it can be read").value;
        answered.network.variables[&answered.network.answers[0].key].missing.join("; ")
    };
    assert_eq!(missing("round_trip(amazon, openai)"), "amount of buy-openai-amazon");
    assert_eq!(
        missing("price_move(microsoft, 2026-01-29) * market_cap(microsoft, 2026-01-28)"),
        "market_cap(microsoft,2026-01-28)"
    );
}

#[test]
fn what_is_missing_can_be_given() {
    round(
        &["market_cap(microsoft, 2026-01-28) = 3580 bn USD"],
        "market_cap_change(microsoft, 2026-01-29) => -358 | - | -358",
    );
}

#[test]
fn a_stake_and_its_value_agree() {
    web("share(microsoft, openai, 2025-10-28) * value_when_held(microsoft, openai, 2025-10-28) => 135 | 135 | 135
         stake_value(microsoft, openai, 2025-10-28) => 135 | 135 | 135");
}

#[test]
fn what_is_rounded_holds_with_room_and_a_note() {
    web("0.45 * 625 bn USD => 281.25 | 281.25 | 281.25
         backlog(microsoft, openai, 2025-12-31) => 281 | 281 | [280.5, 281.5]
         backlog_rest(microsoft, openai, 2025-12-31) => 344 | 344 | [343, 345]");
    let network = counterflow_network::resolve(&WEB.claims, &View::default()).value;
    let of = |wanted: &str| {
        let sets = network.contradictions.iter();
        let mut sets =
            sets.filter(|one| one.said.iter().any(|(claim, _)| WEB.claims.name(*claim) == wanted));
        sets.next().expect("it is noted").clone()
    };
    let note = of("msft-rpo-openai-45");
    assert_eq!(note.aside, None);
    assert_eq!(note.rules.len(), 1);
    assert_eq!(
        note.rules[0].written(),
        "backlog(s, b, t) = backlog_share(s, b, t) * backlog(s, t)"
    );
}

#[test]
fn a_backlog_has_room_for_its_parts() {
    web("backlog(microsoft, openai, 2025-12-31) + backlog_rest(microsoft, openai, 2025-12-31) - backlog(microsoft, 2025-12-31) => 0 | 0 | 0
         sum(backlog(microsoft, *, 2025-12-31)) - backlog(microsoft, 2025-12-31) => -344 | -344 | [-345, -343]
         backlog(microsoft, 2025-12-31) => 625 | 625 | [624.5, 625.5]");
}

#[test]
fn a_charge_tells_the_loss_behind_it() {
    web("loss_behind_charge(microsoft, openai, 2025-Q3) => 12.615385 | - | 12.615385
         loss_behind_charge(microsoft, openai, 2025-Q3) - 12 bn USD => 0.615385 | - | 0.615385");
}

#[test]
fn what_a_part_costs_values_the_whole() {
    web("post_money(nscale-b) => 3.064516 | 3.064516 | 3.064516
         285 M USD / 9.3% => 3.064516 | 3.064516 | 3.064516");
}

#[test]
fn the_round_as_announced_and_as_closed_are_told_apart() {
    let sums = "pre_money(openai-round-of-2026) + raise(openai-round-of-2026)";
    answers(
        &WEB,
        &known("2026-03-01"),
        &[],
        &format!(
            "{sums} => 840 | - | 840
             post_money(openai-round-of-2026) => 840 | - | 840
             raise(openai-round-of-2026) => 110 | - | 110"
        ),
    );
    web(&format!(
        "{sums} => 852 | 852 | 852
         post_money(openai-round-of-2026) => 852 | 852 | 852
         raise(openai-round-of-2026) => 122 | 122 | 122"
    ));
}

#[test]
fn nothing_said_of_the_article_contradicts_anything() {
    let network = counterflow_network::resolve(&ROUND.claims, &View::default()).value;
    assert_eq!(network.contradictions, []);
}

const START: &str = "<!-- from here to the next mark the table is written by a test -->\n";
const END: &str = "<!-- to here -->\n";

/// The rows of the identity table and of the rules on parts, as the page has them.
fn table() -> String {
    let mut table =
        String::from("| identity | what it says | what it does | source |\n|---|---|---|---|\n");
    for identity in IDENTITIES.iter().chain(&PART_RULES) {
        let does = match identity.role {
            Role::Reads => "reads, ties",
            Role::Restates => "reads",
            Role::StandsIn => "stands in",
            Role::Ties => "ties",
        };
        let Identity { name, source, .. } = identity;
        table.push_str(&format!("| `{}` | {name} | {does} | {source} |\n", identity.written()));
    }
    table
}

/// `COUNTERFLOW_ACCEPT=1 cargo test -p counterflow --test entailment` writes the table of the page.
#[test]
fn the_page_has_every_identity() {
    let page = folder::project().join("docs/entailment.md");
    let text = std::fs::read_to_string(&page).expect("there is a page about entailment");
    let (before, rest) = text.split_once(START).expect("the page has the first mark");
    let (_, after) = rest.split_once(END).expect("the page has the second mark");
    let right = format!("{before}{START}\n{}\n{END}{after}", table());
    if std::env::var("COUNTERFLOW_ACCEPT").is_ok_and(|value| value == "1") {
        std::fs::write(&page, right).expect("the page can be written");
        return;
    }
    assert!(text == right, "docs/entailment.md is out of date; COUNTERFLOW_ACCEPT=1 writes it");
}
