//! Books made at random from the words that books are made of.

use proptest::prelude::*;
use proptest::sample::select;

/// Amounts, each a number of a currency, with `{}` where the scale of money stands.
const AMOUNTS: [&str; 24] = [
    "10{} USD",
    "3{} USD",
    "up to 10{} USD",
    "at least 8{} USD",
    "more than 20{} USD",
    "less than 5{} USD",
    "about 7{} USD",
    "nearly 9{} USD",
    "5{} to 9{} USD",
    "0{} USD",
    "up to 0{} USD",
    "less than 0{} USD",
    "-5{} USD",
    "more than -5{} USD",
    "12{} EUR",
    "up to 4{} EUR",
    "2{} GBP",
    "5{} USD per year",
    "unknown",
    "none",
    "700000000{} bn USD",
    "",
    "0.000000001{} USD",
    "1.37{} USD",
];
const SHARES: [&str; 9] =
    ["10%", "half", "nearly half", "at least 60%", "120%", "up to 0%", "-5%", "0%", "unknown"];
const STAGES: [&str; 9] =
    ["", "", "talks", "announced", "signed", "closed", "part-funded", "terminated", "rumoured"];
const NATURES: [&str; 4] = ["", "expected", "target", "run-rate"];
const DAYS: [&str; 9] = [
    "",
    "2025",
    "2025-06",
    "2025-06-30",
    "2025-Q3",
    "2026-01-05",
    "2026-02",
    "2024-01-01",
    "FY2025",
];
const PARTIES: [&str; 5] = ["a", "b", "c", "d", "g"];

/// A book's entries; `{}` stands where all money may be scaled.
pub fn entries() -> impl Strategy<Value = Vec<String>> {
    proptest::collection::vec(claim(), 1..14).prop_map(|claims| {
        let count = claims.len();
        let made = claims.into_iter().enumerate().map(|(at, (header, keys))| {
            let mut entry = format!("{header}\n  id: k{at}\n");
            // Under a name of its own and in a thread, a round is told twice over.
            let keys = keys
                .into_iter()
                .filter(|(key, _)| !(header.contains("round ") && key.contains("deal:")));
            for (key, about) in keys {
                // A name is one of the claims of the book, the claim itself now and then.
                entry.push_str(&key.replace("KEY", &format!("k{}", about % count)));
            }
            entry
        });
        made.collect()
    })
}

/// A book with its money in units of this scale.
pub fn scaled(entries: &[String], scale: &str) -> String {
    entries.join("\n").replace("{}", scale)
}

fn claim() -> impl Strategy<Value = (String, Vec<(String, usize)>)> {
    let keys = proptest::collection::vec((key(), any::<usize>()), 0..5);
    (header(), keys)
}

fn header() -> impl Strategy<Value = String> {
    let party = || select(&PARTIES[..]);
    let side = || {
        prop_oneof![
            5 => party().prop_map(str::to_string),
            1 => (party(), party(), select(&["", " jointly", " each"][..]))
                .prop_map(|(a, b, mode)| format!("{a}, {b}{mode}")),
        ]
    };
    let amount = || select(&AMOUNTS[..]);
    let day = || select(&DAYS[..]);
    let deal =
        (day(), select(&["invest", "lend", "buy", "guarantee", "stake"][..]), side(), side())
            .prop_flat_map(move |(day, verb, from, to)| {
                let amount =
                    if verb == "stake" { select(&SHARES[..]).boxed() } else { amount().boxed() };
                (amount, select(&STAGES[..])).prop_map(move |(amount, stage)| {
                    format!("{day} {verb} {from} -> {to} {amount} {stage}")
                })
            });
    let round = (day(), select(&["r1", "r2"][..]), party(), amount(), select(&STAGES[..]))
        .prop_map(|(day, name, of, amount, stage)| {
            format!("{day} round {name} of {of} {amount} {stage}")
        });
    let value = (day(), party(), amount(), select(&STAGES[..]))
        .prop_map(|(day, of, amount, stage)| format!("{day} value {of} {amount} {stage}"));
    let metrics = select(&["revenue", "backlog", "obligations", "debt", "profit"][..]);
    let metric = (day(), metrics, party(), amount(), select(&NATURES[..])).prop_map(
        |(day, metric, of, amount, nature)| format!("{day} {metric} {of} {amount} {nature}"),
    );
    let part = (day(), select(&["revenue", "backlog"][..]), party(), party(), select(&SHARES[..]))
        .prop_map(|(day, metric, of, from, share)| {
            format!("{day} {metric} {of} from {from} {share}")
        });
    let rates =
        ["EUR/USD 1.1", "USD/EUR 0.8", "EUR/EUR 2", "EUR/USD 0", "USD/USD 3", "GBP/USD about 1.3"];
    let rate = (day(), select(rates.to_vec())).prop_map(|(day, rate)| format!("{day} rate {rate}"));
    let say = (day(), party()).prop_map(|(day, who)| format!("{day} say {who} about b \"not so\""));
    let lender = (day(), party(), amount())
        .prop_map(|(day, to, amount)| format!("{day} lend -> {to} {amount} signed"));
    let any = prop_oneof![
        6 => deal, 3 => round, 2 => value, 2 => metric, 1 => part, 1 => rate, 1 => say,
        1 => lender,
    ];
    any.prop_map(|header| header.trim().to_string())
}

fn key() -> impl Strategy<Value = String> {
    let relations = [
        "in",
        "replaces",
        "replaced-by",
        "retracts",
        "amends",
        "adds-to",
        "total-of",
        "disjoint",
        "corroborates",
        "disputes",
        "conflicts-with",
        "relates",
    ];
    let names = ["KEY", "KEY", "KEY", "r1", "r2", "t1"];
    let relation = (select(relations.to_vec()), select(names.to_vec()))
        .prop_map(|(relation, name)| format!("  {relation}: {name}\n"));
    let slots = [
        "funded",
        "drawn",
        "valuation",
        "pre-money",
        "post-money",
        "amount",
        "due: 2026",
        "due: 2027-Q1",
    ];
    let slot = (select(slots.to_vec()), select(&AMOUNTS[..])).prop_map(|(slot, amount)| {
        let colon = if slot.contains(':') { "" } else { ":" };
        format!("  {slot}{colon} {amount}\n")
    });
    let words = [
        "deal: t1",
        "deal: t1",
        "deal: t2",
        "in: r1",
        "in: r2",
        "share: half of r1",
        "share: 120%",
        "if: \"a permit\"",
        "if: \"a permit\" met 2025-12",
        "binding: none",
        "binding: firm",
        "instrument: secondary",
        "basis-of-value: post-money",
        "basis-of-value: pre-money",
        "source: filing",
        "source: press",
        "source: rumour",
        "source: undated",
        "net-of: fees",
    ];
    let word = select(words.to_vec()).prop_map(|word| format!("  {word}\n"));
    prop_oneof![3 => relation, 2 => slot, 4 => word]
}
