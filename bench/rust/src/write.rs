//! A made book in three languages, one of them in two ways, each as a person would write it: the same parties, sources and
//! claims with the same fields.

use std::fmt::Write;
use std::io;
use std::path::Path;

use crate::made::{Amount, Book, Claim, Party, Source, capital};

/// Writes the texts into a folder.
#[expect(clippy::disallowed_methods, reason = "the benchmark keeps its own files")]
pub fn to_folder(book: &Book, folder: &str) -> io::Result<()> {
    let folder = Path::new(folder);
    std::fs::create_dir_all(folder)?;
    std::fs::write(folder.join("main.book"), as_book(book))?;
    std::fs::write(folder.join("claims.toml"), as_toml(book))?;
    std::fs::write(folder.join("ledger.beancount"), as_ledger(book))?;
    std::fs::write(folder.join("customs.beancount"), as_customs(book))
}

/// Adds a line; writing to a string cannot fail.
macro_rules! line {
    ($out:expr, $($words:tt)*) => {{
        let _ = writeln!($out, $($words)*);
    }};
}

/// As a book.
pub fn as_book(book: &Book) -> String {
    let mut out = String::new();
    for party in &book.parties {
        line!(out, "{} {}  \"{}\"", party.kind, party.id, party.title);
        for (key, value) in party_keys(party) {
            line!(out, "  {key}: {value}");
        }
        out.push('\n');
    }
    for source in &book.sources {
        line!(out, "source {}  \"{}\"", source.id, source.title);
        for (key, value) in source_keys(source) {
            line!(out, "  {key}: {value}");
        }
        out.push('\n');
    }
    for claim in &book.claims {
        book_claim(book, claim, &mut out);
    }
    out
}

fn book_claim(book: &Book, claim: &Claim, out: &mut String) {
    let names = |side: &[usize]| {
        let names: Vec<&str> = side.iter().map(|&at| book.parties[at].id.as_str()).collect();
        names.join(", ")
    };
    if let Some(date) = &claim.date {
        let _ = write!(out, "{date} ");
    }
    let (from, to) = (names(&claim.from), names(&claim.to));
    let name = claim.name.as_deref().unwrap_or("");
    let _ = match (claim.verb, claim.from.is_empty()) {
        ("round", true) => write!(out, "round {name} of {to}"),
        ("round", false) => write!(out, "round {name} of {to} by {from}"),
        ("say", _) => write!(out, "say {from} about {to}"),
        ("metric", _) => write!(out, "metric {name} {to}"),
        (verb, true) => write!(out, "{verb} {to}"),
        (
            verb @ ("revenue" | "backlog" | "burn" | "debt" | "capex" | "capacity" | "margin"
            | "obligations"),
            false,
        ) => {
            write!(out, "{verb} {to} from {from}")
        }
        (verb, false) => write!(out, "{verb} {from} -> {to}"),
    };
    if let Some((_, words)) = claim.keys.iter().find(|(key, _)| *key == "words") {
        let _ = write!(out, " \"{words}\"");
    } else {
        out.push_str("  ");
        out.push_str(&claim.amount.as_ref().map_or("unknown".to_string(), book_amount));
    }
    line!(out, "{}", claim.stage.map_or(String::new(), |stage| format!("  {stage}")));
    let keys = claim.keys.iter().filter(|(key, _)| *key != "words");
    let keys: Vec<(&str, &str)> = keys.map(|(key, value)| (*key, value.as_str())).collect();
    let id = claim.id.iter().map(|id| ("id", id.as_str()));
    let source = [("source", book.sources[claim.source].id.as_str())];
    let keys: Vec<(&str, &str)> = id.chain(keys).chain(source).collect();
    let width = keys.iter().map(|(key, _)| key.len()).max().unwrap_or(0) + 2;
    for (key, value) in keys {
        let key = format!("{key}:");
        match key.as_str() {
            // A person puts sentences into quotes.
            "note:" | "if:" => line!(out, "  {key:width$}\"{value}\""),
            _ => line!(out, "  {key:width$}{value}"),
        }
    }
    out.push('\n');
}

fn book_amount(amount: &Amount) -> String {
    let qualifier = amount.qualifier.map_or(String::new(), |words| format!("{words} "));
    let digits = &amount.digits;
    match (amount.power, amount.unit) {
        (_, "%") => format!("{qualifier}{digits}%"),
        (0, unit) => format!("{qualifier}{digits} {unit}"),
        (6, unit) => format!("{qualifier}{digits} M {unit}"),
        (9, unit) => format!("{qualifier}{digits} bn {unit}"),
        (_, unit) => format!("{qualifier}{digits} tn {unit}"),
    }
}

fn party_keys(party: &Party) -> impl Iterator<Item = (&'static str, &String)> {
    let keys = [("also", &party.also), ("ticker", &party.ticker), ("cik", &party.cik)];
    keys.into_iter().filter_map(|(key, value)| Some((key, value.as_ref()?)))
}

fn source_keys(source: &Source) -> impl Iterator<Item = (&'static str, &str)> {
    let keys = [
        ("publisher", Some(source.publisher.as_str())),
        ("url", Some(source.url.as_str())),
        ("published", source.published.as_deref()),
        ("kind", Some(source.kind)),
    ];
    keys.into_iter().filter_map(|(key, value)| Some((key, value?)))
}

/// As TOML: one table an entry, with the fields that a person would write.
pub fn as_toml(book: &Book) -> String {
    let mut out = String::new();
    for party in &book.parties {
        line!(
            out,
            "[[party]]\nkind = \"{}\"\nid = \"{}\"\ntitle = \"{}\"",
            party.kind,
            party.id,
            party.title
        );
        strings(party_keys(party).map(|(key, value)| (key, value.as_str())), &mut out);
    }
    for source in &book.sources {
        line!(out, "[[source]]\nid = \"{}\"\ntitle = \"{}\"", source.id, source.title);
        strings(source_keys(source), &mut out);
    }
    for claim in &book.claims {
        out.push_str("[[claim]]\n");
        strings(claim.id.iter().map(|id| ("id", id.as_str())), &mut out);
        strings(claim.date.iter().map(|date| ("date", date.as_str())), &mut out);
        strings([("verb", claim.verb)].into_iter(), &mut out);
        strings(claim.name.iter().map(|name| ("name", name.as_str())), &mut out);
        for (key, side) in [("from", &claim.from), ("to", &claim.to)] {
            let names: Vec<String> =
                side.iter().map(|&at| format!("\"{}\"", book.parties[at].id)).collect();
            if !names.is_empty() {
                line!(out, "{key} = [{}]", names.join(", "));
            }
        }
        if let Some(amount) = &claim.amount {
            strings(amount.qualifier.iter().map(|words| ("qualifier", *words)), &mut out);
            line!(out, "amount = \"{}\"\nunit = \"{}\"", plain(amount), amount.unit);
        }
        strings(claim.stage.iter().map(|stage| ("stage", *stage)), &mut out);
        strings(claim.keys.iter().map(|(key, value)| (*key, value.as_str())), &mut out);
        strings([("source", book.sources[claim.source].id.as_str())].into_iter(), &mut out);
        out.push('\n');
    }
    out
}

fn strings<'k, 'v>(keys: impl Iterator<Item = (&'k str, &'v str)>, out: &mut String) {
    for (key, value) in keys {
        line!(out, "{key} = \"{value}\"");
    }
}

/// The number without its scale word.
fn plain(amount: &Amount) -> String {
    let (whole, fraction) = amount.digits.split_once('.').unwrap_or((&amount.digits, ""));
    let power = amount.power as usize;
    if power == 0 {
        return amount.digits.clone();
    }
    format!("{whole}{fraction:0<power$}")
}

/// Entries without a date take this one: a directive of beancount needs one.
const BOOK_DAY: &str = "2026-07-31";

/// As a ledger of beancount: parties are accounts, money that is to move between them is a
/// transaction, and everything else a `custom` directive; all with the same metadata.
pub fn as_ledger(book: &Book) -> String {
    let mut out = String::from("1990-01-01 open Equity:Unnamed\n");
    for party in &book.parties {
        line!(out, "1990-01-01 open Equity:{}", capital(&party.id));
        metadata([("kind", party.kind), ("title", &party.title)].into_iter(), &mut out);
        metadata(party_keys(party).map(|(key, value)| (key, value.as_str())), &mut out);
    }
    custom_sources(book, &mut out);
    for claim in &book.claims {
        match &claim.amount {
            Some(amount)
                if matches!(amount.unit, "USD" | "EUR")
                    && claim.verb != "metric"
                    && claim.stage.is_some() =>
            {
                transaction(book, claim, amount, &mut out);
            }
            _ => custom(book, claim, &mut out),
        }
    }
    out
}

/// As `custom` directives alone, the cheapest form that holds such content: beancount keeps their
/// words and numbers and checks none of them.
pub fn as_customs(book: &Book) -> String {
    let mut out = String::new();
    for party in &book.parties {
        line!(out, "{BOOK_DAY} custom \"{}\" \"{}\" \"{}\"", party.kind, party.id, party.title);
        metadata(party_keys(party).map(|(key, value)| (key, value.as_str())), &mut out);
    }
    custom_sources(book, &mut out);
    for claim in &book.claims {
        custom(book, claim, &mut out);
    }
    out
}

fn custom_sources(book: &Book, out: &mut String) {
    for source in &book.sources {
        let day = source.published.as_deref().unwrap_or(BOOK_DAY);
        line!(out, "{day} custom \"source\" \"{}\" \"{}\"", source.id, source.title);
        metadata(source_keys(source).filter(|(key, _)| *key != "published"), out);
    }
}

fn transaction(book: &Book, claim: &Claim, amount: &Amount, out: &mut String) {
    let day = claim.date.as_deref().unwrap_or(BOOK_DAY);
    let account = |at: &usize| format!("Equity:{}", capital(&book.parties[*at].id));
    line!(out, "{day} * \"{}\" \"{}\"", claim.verb, claim.name.as_deref().unwrap_or(""));
    claim_metadata(book, claim, out);
    // Several payers pay together: one of them stands for the sum, the rest is metadata.
    let payer = claim.from.first().map_or("Equity:Unnamed".to_string(), account);
    line!(out, "  {payer}  -{} {}", plain(amount), amount.unit);
    for party in claim.from.iter().skip(1) {
        line!(out, "  {}  0 {}", account(party), amount.unit);
    }
    line!(out, "  {}  {} {}\n", account(&claim.to[0]), plain(amount), amount.unit);
}

fn custom(book: &Book, claim: &Claim, out: &mut String) {
    let _ = write!(out, "{} custom \"{}\"", claim.date.as_deref().unwrap_or(BOOK_DAY), claim.verb);
    for party in claim.from.iter().chain(&claim.to) {
        let _ = write!(out, " \"{}\"", book.parties[*party].id);
    }
    match &claim.amount {
        Some(amount) if matches!(amount.unit, "USD" | "EUR") => {
            line!(out, " {} {}", plain(amount), amount.unit);
        }
        Some(amount) => line!(out, " {} \"{}\"", plain(amount), amount.unit),
        None => out.push('\n'),
    }
    claim_metadata(book, claim, out);
    out.push('\n');
}

fn claim_metadata(book: &Book, claim: &Claim, out: &mut String) {
    let given = [
        ("id", claim.id.as_deref()),
        ("name", claim.name.as_deref()),
        ("qualifier", claim.amount.as_ref().and_then(|amount| amount.qualifier)),
        ("stage", claim.stage),
    ];
    metadata(given.into_iter().filter_map(|(key, value)| Some((key, value?))), out);
    metadata(claim.keys.iter().map(|(key, value)| (*key, value.as_str())), out);
    metadata([("source", book.sources[claim.source].id.as_str())].into_iter(), out);
}

fn metadata<'k, 'v>(keys: impl Iterator<Item = (&'k str, &'v str)>, out: &mut String) {
    for (key, value) in keys {
        line!(out, "  {key}: \"{value}\"");
    }
}
