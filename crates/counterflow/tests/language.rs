//! `docs/language.md` says what the language is: its examples are right, and it leaves nothing out.

#![expect(clippy::disallowed_methods, reason = "a test reads the page")]

#[path = "support/page.rs"]
mod page;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

use counterflow::{LoadError, View, open, report};
use counterflow_claim::{
    Basis, Binding, KEYS, KeyValue, Kind, Nature, PartyKind, Phrases, Shape, Stage, VERBS, When,
};
use counterflow_syntax::{Files, Severity, Style, parse, render_text};

/// A conflict that a book records is a warning: the page cannot show the keys without it.
const SHOWN: &str = "recorded-conflict";

fn text() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/language.md");
    std::fs::read_to_string(path).expect("there is a page about the language")
}

fn books() -> Vec<String> {
    let blocks = page::blocks(&text());
    blocks.into_iter().filter(|block| block.info == "book").map(|block| block.text).collect()
}

/// The one-page grammar.
fn grammar() -> String {
    let mut blocks = page::blocks(&text()).into_iter();
    blocks.find(|block| block.info == "text").expect("the page has a grammar").text
}

/// The words of a rule of the grammar that stands for words alone, without what is said of them.
fn rule(name: &str) -> BTreeSet<String> {
    let grammar = grammar();
    let mut lines = grammar.lines().skip_while(|line| !line.starts_with(&format!("{name} ")));
    let first = lines.next().unwrap_or_else(|| panic!("the grammar has no rule {name}"));
    let more = lines.take_while(|line| line.trim_start().starts_with('|'));
    let first = first.split_once('=').expect("a rule has `=`").1;
    let alternatives = std::iter::once(first).chain(more).flat_map(|line| line.split('|'));
    let words = alternatives.filter_map(|one| one.split_whitespace().next().map(str::to_string));
    words.collect()
}

fn words<T, const N: usize>(table: [(&'static str, T); N]) -> BTreeSet<String> {
    table.into_iter().map(|(word, _)| word.to_string()).collect()
}

/// The words in backticks in the first paragraph that begins with a text.
fn listed(start: &str) -> BTreeSet<String> {
    let page = text();
    let at = page.find(start).unwrap_or_else(|| panic!("the page has no `{start}`"));
    let sentence = page[at + start.len()..].split([';', '.', '\n']).next().unwrap_or_default();
    sentence.split('`').skip(1).step_by(2).map(str::to_string).collect()
}

/// The verb and keys of every claim in the examples.
fn used() -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut verbs, mut keys) = (BTreeSet::new(), BTreeSet::new());
    for book in books() {
        let mut files = Files::default();
        let id = files.add("main.book", book);
        let tree = parse(&files, id).value;
        for entry in tree.entries() {
            let dated = |word: &str| When::parse(word.split("..").next().unwrap_or(word)).is_some();
            let mut header = tree.header(entry, &files).skip_while(|word| dated(word.text));
            let Some(verb) = header.next() else { continue };
            if VERBS.iter().any(|known| known.word == verb.text) {
                verbs.insert(verb.text.to_string());
                keys.extend(
                    tree.fields(entry).iter().map(|field| tree.key(field, &files).text.to_string()),
                );
            }
        }
    }
    (verbs, keys)
}

#[test]
fn every_example_is_a_book_without_a_mistake() {
    let mut wrong = String::new();
    for (at, text) in books().into_iter().enumerate() {
        let opened = open(None, |path| match path {
            "main.book" => Ok(text.clone().into_bytes()),
            _ => Err(LoadError::Missing(Vec::new())),
        });
        let mut found = opened.diagnostics;
        found.extend(report(&opened.value, &View::default()).diagnostics);
        found.retain(|one| one.severity > Severity::Note && one.code.name != SHOWN);
        for one in &found {
            let text = render_text(one, &opened.value.claims.files, Style::Plain);
            let _ = writeln!(wrong, "example {at}: {text}");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_verb_is_used_and_named() {
    let grammar = grammar();
    let named: BTreeSet<&str> = grammar.split(|c: char| !c.is_alphanumeric() && c != '-').collect();
    let (used, _) = used();
    for verb in VERBS {
        assert!(used.contains(verb.word), "no example uses the verb `{}`", verb.word);
        assert!(named.contains(verb.word), "the grammar does not name the verb `{}`", verb.word);
    }
}

#[test]
fn every_key_is_used_and_in_a_table() {
    let page = text();
    let first_cells = page.lines().filter_map(|line| line.strip_prefix("| ")?.split(" | ").next());
    let named: BTreeSet<&str> =
        first_cells.flat_map(|cell| cell.split('`').skip(1).step_by(2)).collect();
    let (_, used) = used();
    for key in KEYS {
        assert!(used.contains(key.word), "no example uses the key `{}`", key.word);
        assert!(named.contains(key.word), "no table names the key `{}`", key.word);
    }
}

#[test]
fn the_grammar_has_the_words_that_are_read() {
    assert_eq!(rule("party-kind"), words(PartyKind::WORDS));
    assert_eq!(rule("stage"), words(Stage::WORDS));
    assert_eq!(rule("nature"), words(Nature::WORDS));
    let metrics = VERBS.iter().filter(|verb| matches!(verb.kind, Kind::Metric(_)));
    let named = metrics.map(|verb| match verb.shape {
        Shape::NamedMetric => format!("\"{}\"", verb.word),
        _ => verb.word.to_string(),
    });
    assert_eq!(rule("metric"), named.collect());
}

#[test]
fn the_page_has_the_words_that_keys_take() {
    assert_eq!(listed("`kind` is one of"), words(Basis::WORDS));
    let row = listed("| `binding` | deals |");
    assert_eq!(row, words(Binding::WORDS));
    let of_key = |wanted: &str| -> BTreeSet<String> {
        let key = KEYS.iter().find(|key| key.word == wanted).expect("the key is known");
        match key.value {
            KeyValue::Words(_, words) => words.iter().map(|word| word.to_string()).collect(),
            _ => panic!("`{wanted}` takes no list of words"),
        }
    };
    assert_eq!(listed("`contract` is"), of_key("contract"));
    assert_eq!(listed("`basis-of-value` is"), of_key("basis-of-value"));
    for key in ["direction", "date-basis", "computed"] {
        let row =
            text().lines().find(|line| line.contains(&format!("`{key}` |"))).map(str::to_string);
        let row = row.unwrap_or_else(|| panic!("no row for `{key}`"));
        for word in of_key(key) {
            assert!(row.contains(&format!("`{word}`")), "the row of `{key}` lacks `{word}`");
        }
    }
}

#[test]
fn the_numbers_of_the_page_are_read_as_it_says() {
    let phrases = Phrases::default();
    let percent = |band: counterflow_claim::Decimal| {
        (band * counterflow_claim::Decimal::ONE_HUNDRED).normalize().to_string()
    };
    let page = text();
    assert!(page.contains(&format!("± the book's band, {}% unless", percent(phrases.about))));
    assert!(page.contains("[45%, 50%) with the standard band"));
    assert_eq!(percent(phrases.nearly), "10");
}
