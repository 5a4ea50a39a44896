//! Books made at random, of the language's own words and of any characters.

use proptest::prelude::*;

use crate::{Book, check_round_trip};

/// Pieces of which texts are made that often mean something to the lexer or the forms.
const BITS: &[&str] = &[
    " ",
    "  ",
    "\n",
    "\n\n",
    "\n  ",
    "\n  ; ",
    "; ",
    "\t",
    "\r",
    "\r\n",
    "\u{0}",
    "\u{FEFF}",
    "\"",
    "\\",
    ",",
    "->",
    "|",
    " | ",
    "\\|",
    ":",
    "a",
    "b",
    "id: ",
    "\n  note: ",
    "\n  source: ",
    "\n  due: 2026 1 bn USD",
    "\n  x: ",
    "company ",
    "invest ",
    "say ",
    "denies ",
    "about ",
    "of ",
    "by ",
    "to ",
    "from ",
    "jointly ",
    "each ",
    "round ",
    "sell ",
    "revenue ",
    "metric ",
    "assert ",
    "include \"x\"",
    "2026 ",
    "2026-01 ",
    "5 bn USD",
    "up to ",
    "talks",
    "signed ",
    "expected ",
    "\"words\"",
    "=",
    "'",
    "-10%",
    "é",
    "\u{2028}",
    "…",
];

fn soup() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(BITS), 0..40).prop_map(|bits| bits.concat())
}

fn word() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "alder", "birch", "fir-fund", "q1-2026", "x.y_z", "1a", "of", "by", "denies", "1,5b", "é",
    ])
}

fn names() -> impl Strategy<Value = String> {
    let mode = prop::sample::select(vec!["", "", " jointly", " each"]);
    (prop::collection::vec(word(), 1..3), mode)
        .prop_map(|(names, mode)| format!("{}{mode}", names.join(", ")))
}

fn tail() -> impl Strategy<Value = String> {
    let quantity = prop::sample::select(vec![
        "",
        "5 bn USD",
        "up to 50 bn USD",
        "27%",
        "unknown",
        "none",
        "45..50 bn USD",
        "tens of billions USD",
        "5 bn USD per year",
        "nearly half of alder",
        "-10%",
        "ten",
        "$5bn",
    ]);
    let words = prop::sample::select(vec![
        "",
        "talks",
        "closed",
        "expected",
        "talks expected",
        "target signed",
        "reported",
    ]);
    (quantity, words).prop_map(|(quantity, words)| format!("{quantity}  {words}"))
}

fn header() -> impl Strategy<Value = String> {
    let date = prop::sample::select(vec!["", "2026 ", "2026-01-30  ", "FY2026-Q3 ", "2026..2027 "]);
    let string =
        prop::sample::select(vec!["", "\"words\"", "\"a \\\" b\"", "\"a \\\\ b\"", "\"\""]);
    let claim = (names(), names(), word(), string.clone(), 0usize..10).prop_map(
        |(a, b, one, string, shape)| match shape {
            0 => format!("round {one} of {one} by {a}"),
            1 => format!("invest {a} -> {b}"),
            2 => format!("lend -> {b}"),
            3 => format!("sell {a} of {one} to {b}"),
            4 => format!("value {one}"),
            5 => format!("revenue {a} from {b}"),
            6 => format!("metric {one} {a}"),
            7 => format!("officer {one} of {one} {string}"),
            8 => format!("say {a} denies {b} {string}"),
            _ => format!("say {a} about {b} {string}"),
        },
    );
    let claim =
        (date, claim, tail()).prop_map(|(date, claim, tail)| format!("{date}{claim} {tail}"));
    let other = (word(), string, 0usize..6).prop_map(|(one, string, kind)| match kind {
        0 => format!("company {one} {string}"),
        1 => format!("source  {one}   {string}"),
        2 => format!("include {string}"),
        3 => format!("same {one} birch"),
        4 => format!("assume {one}"),
        _ => format!("scenario {one} {string}"),
    });
    prop_oneof![4 => claim, 1 => other]
}

fn line() -> impl Strategy<Value = String> {
    let key = prop::sample::select(vec![
        "id", "source", "note", "due", "if", "amount", "also", "nope", "in", "file",
    ]);
    let value = prop::sample::select(vec![
        "a",
        "",
        "about 5 bn USD",
        "2026 5 bn USD",
        "\"text; kept\"",
        "a | b",
        "| x |",
        "=1",
        "x  y",
        "'q",
        "\"open ; x",
    ]);
    let comment = prop::sample::select(vec!["", "", "", "  ; why", " ; a | b", "; glued"]);
    let field = (key, value, comment)
        .prop_map(|(key, value, comment)| format!("  {key}:   {value}{comment}\n"));
    let other =
        prop::sample::select(vec!["  ; a comment\n", "; at the edge\n", "  keyless\n", "\n"]);
    prop_oneof![5 => field, 1 => other.prop_map(str::to_string)]
}

/// Books that are mostly well written.
fn book() -> impl Strategy<Value = String> {
    let blank = prop::sample::select(vec!["", "\n", "\n\n"]);
    let entry = (header(), prop::collection::vec(line(), 0..5), blank)
        .prop_map(|(header, lines, blank)| format!("{header}\n{}{blank}", lines.concat()));
    prop::collection::vec(entry, 0..6).prop_map(|entries| entries.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_book_survives(text in book()) {
        check_round_trip(&Book::of(&text));
    }

    #[test]
    fn any_text_survives(text in soup()) {
        check_round_trip(&Book::of(&text));
    }

    #[test]
    fn any_characters_survive(text in any::<String>()) {
        check_round_trip(&Book::of(&text));
    }
}
