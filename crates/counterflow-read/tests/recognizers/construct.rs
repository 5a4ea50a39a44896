//! Phrases made of their parts, read back exactly: phrase × currency × number × scale.

use counterflow_claim::{Currency, Decimal, Qualifier};
use counterflow_read::quantity::{Counts, amounts};
use counterflow_read::text::{Tokens, sentences};

/// A phrase in front of a number or behind it.
const PHRASES: &[(&str, &str, Qualifier)] = &[
    ("", "", Qualifier::Exact),
    ("up to ", "", Qualifier::UpTo),
    ("as much as ", "", Qualifier::UpTo),
    ("no more than ", "", Qualifier::UpTo),
    ("at least ", "", Qualifier::AtLeast),
    ("more than ", "", Qualifier::MoreThan),
    ("upwards of ", "", Qualifier::MoreThan),
    ("less than ", "", Qualifier::LessThan),
    ("nearly ", "", Qualifier::Nearly),
    ("just under ", "", Qualifier::Nearly),
    ("just over ", "", Qualifier::JustOver),
    ("approximately ", "", Qualifier::About),
    ("an estimated ", "", Qualifier::About),
    ("~", "", Qualifier::About),
    ("", " or more", Qualifier::AtLeast),
    ("", " or less", Qualifier::UpTo),
    ("", " or so", Qualifier::About),
];

const IN_FRONT: &[(&str, &str)] = &[
    ("$", "USD"),
    ("US$", "USD"),
    ("A$", "AUD"),
    ("C$", "CAD"),
    ("HK$", "HKD"),
    ("NT$", "TWD"),
    ("S$", "SGD"),
    ("R$", "BRL"),
    ("\u{20ac}", "EUR"),
    ("\u{a3}", "GBP"),
    ("\u{a5}", "JPY"),
    ("\u{20b9}", "INR"),
    ("Rs ", "INR"),
    ("Rs. ", "INR"),
    ("USD ", "USD"),
    ("CHF ", "CHF"),
    ("RMB ", "CNY"),
];

const BEHIND: &[(&str, &str)] = &[
    (" dollars", "USD"),
    (" U.S. dollars", "USD"),
    (" Australian dollars", "AUD"),
    (" Hong Kong dollars", "HKD"),
    (" euros", "EUR"),
    (" pounds sterling", "GBP"),
    (" yen", "JPY"),
    (" won", "KRW"),
    (" rupees", "INR"),
    (" Swiss francs", "CHF"),
    (" EUR", "EUR"),
    (" kronor", "SEK"),
];

/// A number in digits: its mantissa and scale.
const DIGITS: &[(&str, i64, u32)] =
    &[("5", 5, 0), ("1.4", 14, 1), ("12.75", 1275, 2), ("250", 250, 0), ("3,500", 3500, 0)];

const WORDS: &[(&str, i64, u32)] =
    &[("five", 5, 0), ("twenty-one", 21, 0), ("one and a half", 15, 1), ("three hundred", 300, 0)];

/// A scale behind digits, and its power of ten.
const SCALES: &[(&str, u32)] = &[
    ("", 0),
    ("k", 3),
    ("m", 6),
    ("bn", 9),
    ("tn", 12),
    (" million", 6),
    (" billion", 9),
    (" trillion", 12),
    (" crore", 7),
    (" lakh", 5),
];

const WORD_SCALES: &[(&str, u32)] = &[(" million", 6), (" billion", 9), (" trillion", 12)];

/// A phrase, its currency and its size.
type Made = (String, &'static str, Decimal);

fn made() -> Vec<Made> {
    let size = |mantissa: i64, scale: u32, power: u32| {
        Decimal::new(mantissa, scale) * Decimal::from(10i64.pow(power))
    };
    let mut all = Vec::new();
    for (digits, mantissa, scale) in DIGITS {
        for (word, power) in SCALES {
            let value = size(*mantissa, *scale, *power);
            for (mark, code) in IN_FRONT {
                all.push((format!("{mark}{digits}{word}"), *code, value));
            }
            for (unit, code) in BEHIND {
                all.push((format!("{digits}{word}{unit}"), *code, value));
            }
        }
    }
    for (words, mantissa, scale) in WORDS {
        for (word, power) in WORD_SCALES {
            let value = size(*mantissa, *scale, *power);
            for (unit, code) in BEHIND {
                all.push((format!("{words}{word}{unit}"), *code, value));
            }
        }
    }
    all
}

#[test]
fn phrases_are_read_back() {
    let all = made();
    for (at, (amount, code, value)) in all.iter().enumerate() {
        // Every amount meets some phrases, and every phrase many amounts.
        for (before, behind, qualifier) in PHRASES.iter().cycle().skip(at * 3).take(3) {
            let phrase = format!("{before}{amount}{behind}");
            let text = format!("The group will pay {phrase} for it.");
            let tokens = Tokens::new(&text);
            let found = amounts(&tokens, &sentences(&tokens));
            let [one] = found.as_slice() else { panic!("{text}: {found:#?}") };
            assert_eq!(&text[one.span.range()], phrase, "{one:#?}");
            assert_eq!(&text[tokens.span(one.core.clone()).range()], amount);
            assert_eq!(one.counts, Counts::Money(Currency::from_code(code)), "{phrase}");
            assert_eq!(one.nominal, Some((*value, *value)), "{phrase}");
            assert_eq!(one.qualifier, *qualifier, "{phrase}");
        }
    }
    println!("{} amounts, each with three phrases", all.len());
}

/// Two numbers, each way of writing a range of them.
#[test]
fn ranges_are_read_back() {
    let value = |tenths: i64| Decimal::new(tenths, 1) * Decimal::from(1_000_000_000);
    for (low, high) in [(15, 20), (10, 155), (999, 1000)] {
        let (a, b) = (value(low), value(high));
        let (x, y) = (Decimal::new(low, 1).normalize(), Decimal::new(high, 1).normalize());
        let ways = [
            format!("${x}-{y} billion"),
            format!("${x}bn-${y}bn"),
            format!("${x}bn\u{2013}{y}bn"),
            format!("${x} billion to ${y} billion"),
            format!("${x}bn to {y}bn"),
            format!("between ${x} billion and ${y} billion"),
            format!("between {x} and {y} billion dollars"),
            format!("from {x} billion to {y} billion dollars"),
            format!("from ${x}bn to ${y}bn"),
        ];
        for phrase in ways {
            let text = format!("It costs {phrase}, they say.");
            let tokens = Tokens::new(&text);
            let found = amounts(&tokens, &sentences(&tokens));
            let [one] = found.as_slice() else { panic!("{text}: {found:#?}") };
            assert_eq!(&text[one.span.range()], phrase);
            assert_eq!(one.nominal, Some((a, b)), "{phrase}");
            assert_eq!(one.qualifier, Qualifier::Range, "{phrase}");
            assert_eq!(one.counts, Counts::Money(Some(Currency::USD)), "{phrase}");
            assert_eq!(one.change, phrase.starts_with("from"), "{phrase}");
        }
    }
}
