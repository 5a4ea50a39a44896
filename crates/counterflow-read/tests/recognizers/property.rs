//! What holds for every text.

use counterflow_claim::{Date, Decimal};
use counterflow_read::View;
use counterflow_read::quantity::{Counts, amounts};
use counterflow_read::text::{Sentence, Tokens, sentences};
use counterflow_read::time::{Time, times};
use proptest::prelude::*;

/// Words of which times and quantities are made, and what may stand between them.
fn word() -> impl Strategy<Value = String> {
    let words = [
        "up to",
        "$",
        "US$",
        "\u{20ac}",
        "5",
        "1,234.5",
        "50bn",
        "billion",
        "half",
        "a",
        "and",
        "three",
        "thirds",
        "percent",
        "%",
        "-",
        "\u{2013}",
        "to",
        "from",
        "between",
        "or more",
        "2025",
        "March",
        "Friday",
        "the end of",
        "first",
        "quarter",
        "last",
        "year",
        "in",
        "weeks",
        "ago",
        ".",
        ",",
        "(",
        ")",
        "/",
        "Q1",
        "FY26",
        "USD115",
        "Rs",
        "million",
        "x10^6",
        "over",
        "99999999999999999999999999999",
        "million million",
        "twenty",
        "thousandth",
        "31",
        "Feb",
        "1/2",
        "tens of",
        "multi",
        "billions",
        "shares",
        "a share",
        "week 3 of",
        "next",
        "'s",
        "nineteen",
        "hundred",
        "point",
        "minus",
        "\u{bd}",
        "0.0000000000000000000000000001",
    ];
    prop_oneof![4 => prop::sample::select(words.to_vec()).prop_map(str::to_string), 1 => ".{0,4}"]
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec((word(), prop::sample::select(vec![" ", " ", "", "\n"])), 0..24).prop_map(
        |words| words.into_iter().fold("It".to_string(), |all, (word, gap)| all + gap + &word),
    )
}

fn is_in_order(all: &[std::ops::Range<usize>], sentences: &[Sentence]) -> bool {
    let inside = |range: &std::ops::Range<usize>| {
        sentences.iter().any(|one| one.start <= range.start && range.end <= one.end)
    };
    let apart = all.windows(2).all(|pair| pair[0].end <= pair[1].start);
    apart && all.iter().all(|range| !range.is_empty() && inside(range))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_is_too_strange(text in text(), day in -4000..4000i32) {
        let view = View::plain(&text);
        let tokens = Tokens::new(view.text());
        let cut = sentences(&tokens);
        let found = amounts(&tokens, &cut);
        let ranges: Vec<_> = found.iter().map(|one| one.tokens.clone()).collect();
        prop_assert!(is_in_order(&ranges, &cut), "{found:#?}");
        for one in &found {
            prop_assert!(one.tokens.start <= one.core.start && one.core.end <= one.tokens.end);
            prop_assert!(one.core.start <= one.number.start && one.number.end <= one.core.end);
            if let (Some(low), Some(high)) = (one.bounds.low, one.bounds.high) {
                prop_assert!(low.value <= high.value, "{one:#?}");
            }
        }
        let dated = times(&tokens, &cut);
        let ranges: Vec<_> = dated.iter().map(|one| one.tokens.clone()).collect();
        prop_assert!(is_in_order(&ranges, &cut), "{dated:#?}");
        let published = Date::constant(2026, 1, 30).checked_add(jiff::Span::new().days(day)).ok();
        for one in &dated {
            one.resolve(published, true);
            one.resolve(published, false);
        }
    }

    #[test]
    fn one_size_in_every_writing(tenths in 1..999_999i64) {
        let size = Decimal::new(tenths, 1);
        let whole = size * Decimal::from(1_000_000_000);
        let mut digits = whole.trunc().to_string();
        for at in (1..digits.len()).rev().filter(|at| (digits.len() - at).is_multiple_of(3)).collect::<Vec<_>>() {
            digits.insert(at, ',');
        }
        for text in [
            format!("${size}bn"),
            format!("{size} billion dollars"),
            format!("US${digits}"),
            format!("US$ {size} billion"),
            format!("{size}-billion-dollar"),
            format!("USD {size}bn"),
        ] {
            let tokens = Tokens::new(&text);
            let found = amounts(&tokens, &sentences(&tokens));
            prop_assert_eq!(found.len(), 1, "{}", &text);
            prop_assert_eq!(found[0].nominal, Some((whole, whole)), "{}", &text);
            prop_assert!(matches!(found[0].counts, Counts::Money(Some(_))), "{}", &text);
        }
    }

    #[test]
    fn one_day_in_every_writing(day in 0..60_000i32) {
        let day = Date::constant(1900, 1, 1).checked_add(jiff::Span::new().days(day)).unwrap();
        let name = MONTHS[day.month() as usize - 1];
        let (y, d) = (day.year(), day.day());
        for text in [
            format!("{name} {d}, {y}"),
            format!("{} {d}, {y}", &name[..3]),
            // May is short as it is.
            format!("{}{} {d}, {y}", &name[..3], if name == "May" { "" } else { "." }),
            format!("{d} {name} {y}"),
            format!("the {d}{} of {name} {y}", ending(d)),
            day.to_string(),
            format!("{}/{d}/{y}", day.month()),
        ] {
            let text = format!("It closed on {text}.");
            let tokens = Tokens::new(&text);
            let found = times(&tokens, &sentences(&tokens));
            prop_assert_eq!(found.len(), 1, "{}", &text);
            prop_assert_eq!(found[0].value, Time::Day(day), "{}", &text);
            prop_assert!(amounts(&tokens, &sentences(&tokens)).is_empty(), "{}", &text);
        }
    }
}

fn ending(day: i8) -> &'static str {
    match (day % 10, day / 10) {
        (1, 0 | 2 | 3) => "st",
        (2, 0 | 2) => "nd",
        (3, 0 | 2) => "rd",
        _ => "th",
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
