//! Sentences that were written by hand for this project, with the claims in them.

use rust_decimal::Decimal;

use crate::gold::{Gold, Score, score};

/// The cases: a text and its claims.
fn cases() -> Vec<(String, Vec<Gold>)> {
    let text = include_str!("sentences.txt");
    let blocks = text.split("\n\n").filter(|block| block.contains("S: "));
    blocks
        .map(|block| {
            let told = block.lines().filter_map(|line| line.strip_prefix("S: "));
            let gold = block.lines().filter_map(|line| line.strip_prefix("C: ")).flat_map(claims);
            (told.collect::<Vec<_>>().join(" "), gold.collect())
        })
        .collect()
}

/// The claims of a line: one for each giver.
fn claims(line: &str) -> Vec<Gold> {
    let parts: Vec<&str> = line.split('|').map(str::trim).collect();
    let part = |at: usize| parts.get(at).copied().filter(|part| !part.is_empty());
    let number = |at: usize| {
        let text = part(at)?.split("..").next()?;
        text.parse::<Decimal>().ok()
    };
    let gold = Gold {
        kinds: part(0).map(str::to_string).into_iter().collect(),
        from: None,
        to: part(2).map(str::to_string),
        amounts: number(3).into_iter().collect(),
        currency: part(4).map(str::to_string),
        share: number(5),
        optional: false,
    };
    match part(1) {
        None => vec![gold],
        Some(from) => from
            .split(';')
            .map(|one| Gold { from: Some(one.trim().to_string()), ..gold.clone() })
            .collect(),
    }
}

#[test]
fn most_sentences_are_read_and_little_else() {
    let mut all = Score::default();
    let mut wrong = Vec::new();
    for (text, gold) in cases() {
        let one = score(&text, &gold);
        if one.read > one.edges {
            wrong.push(text);
        }
        all.add(one);
    }
    println!("sentences: {all:?}, precision {:.3}, recall {:.3}", all.precision(), all.recall());
    assert!(all.gold > 340, "{all:?}");
    assert!(all.precision() >= 0.97, "{all:?}: {wrong:#?}");
    assert!(all.recall() >= 0.86, "{all:?}");
}

#[test]
fn what_only_looks_like_a_claim_is_none() {
    let none = cases().into_iter().filter(|(_, gold)| gold.is_empty());
    let read: Vec<String> =
        none.filter(|(text, _)| score(text, &[]).read > 0).map(|(text, _)| text).collect();
    assert!(read.len() <= 3, "{read:#?}");
}
