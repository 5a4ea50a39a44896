//! What single words tell of a proposal.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::clause::Row;

static WORDS: LazyLock<FxHashSet<(&'static str, &'static str)>> = LazyLock::new(|| {
    let lines = include_str!("words.txt").lines().filter(|line| !line.starts_with('#'));
    let pairs = lines.flat_map(|line| {
        let mut words = line.split_whitespace();
        let sense = words.next().unwrap_or("");
        words.map(move |word| (sense, word))
    });
    pairs.collect()
});

/// Whether a word has a sense: `denies` of `hoax`.
pub(super) fn has(sense: &str, word: &str) -> bool {
    let words: &FxHashSet<(&str, &str)> = &WORDS;
    words.contains(&(sense, word))
}

/// Whether one of the items of a sentence is a word of a sense. The word that starts the sentence
/// counts even where its capital makes a name of it.
pub(super) fn any(row: &Row, mut items: std::ops::Range<usize>, sense: &str) -> bool {
    items.any(|at| {
        let first = row.items.first().filter(|_| at == 0).map(|item| item.tokens.start);
        let first = first.map_or("", |token| row.scene.tokens.word(token));
        has(sense, row.word(at)) || has(sense, first)
    })
}
