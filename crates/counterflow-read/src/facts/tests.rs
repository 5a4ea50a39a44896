//! Company facts by construction, with the traps of real ones.

use std::sync::Arc;

use counterflow_claim::{Documents, Phrases, check, lower};
use counterflow_syntax::{Diagnosed, Files, parse};

use super::*;

/// A file of one concept with the facts given.
fn file(cik: &str, concept: &str, unit: &str, facts: &str) -> Facts {
    let json = format!(
        r#"{{"cik":{cik},"entityName":"Alder \"A\" Group","facts":{{"us-gaap":{{"{concept}":
        {{"label":null,"description":null,"units":{{"{unit}":[{facts}]}}}}}}}}}}"#
    );
    read(json.as_bytes()).expect("it is company facts")
}

fn fact(end: &str, val: &str, accn: &str, filed: &str) -> String {
    format!(
        r#"{{"end":"{end}","val":{val},"accn":"{accn}","fy":2026,"fp":"FY","form":"10-Q",
        "filed":"{filed}","frame":"CY2025Q4I"}}"#
    )
}

const BACKLOG: &str = "RevenueRemainingPerformanceObligation";

/// What is wrong with a book, by the checks of the language.
fn mistakes(text: &str) -> Vec<String> {
    let mut files = Files::default();
    let id = files.add("facts.book", text);
    let Diagnosed { value: tree, diagnostics: mut found } = parse(&files, id);
    let claims = lower(&[tree], Arc::new(files), Phrases::default()).into_parts(&mut found);
    found.extend(check(&claims, &Documents::new()));
    found.iter().map(|one| format!("{}: {}", one.code.name, one.title)).collect()
}

#[test]
fn the_number_is_an_integer_or_a_text_with_zeros() {
    let one = fact("2025-12-31", "1", "a-1", "2026-01-28");
    assert_eq!(file("123", BACKLOG, "USD", &one), file("\"0000000123\"", BACKLOG, "USD", &one));
}

#[test]
fn the_period_of_a_filing_is_not_that_of_the_fact() {
    let facts = file("1", BACKLOG, "USD", &fact("2022-04-30", "2600000000", "a-1", "2022-06-03"));
    let one = &facts.observations[0];
    assert_eq!((one.start, one.end.to_string()), (None, "2022-04-30".to_owned()));
    assert_eq!((one.filing_year, one.filing_period.as_deref()), (Some(2026), Some("FY")));
    let book = entries(&facts, None, |_| true).text;
    assert!(book.contains("2022-04-30 backlog cik-1  2600000000 USD  actual"), "{book}");
    assert!(!book.contains("FY") && !book.contains("2026"), "{book}");
}

#[test]
fn what_is_repeated_is_of_the_earliest_filing() {
    let facts = [
        fact("2025-12-31", "5", "a-3", "2026-07-01"),
        fact("2025-12-31", "5", "a-1", "2026-01-28"),
        fact("2025-12-31", "5.0", "a-2", "2026-04-01"),
        fact("2025-09-30", "5", "a-1", "2026-01-28"),
    ];
    let facts = file("1", BACKLOG, "USD", &facts.join(","));
    let seen: Vec<(String, &str, usize)> = facts
        .observations
        .iter()
        .map(|one| (one.end.to_string(), one.accession.as_str(), one.repeats))
        .collect();
    assert_eq!(seen, [("2025-09-30".to_owned(), "a-1", 0), ("2025-12-31".to_owned(), "a-1", 2)]);
}

#[test]
fn a_restatement_replaces_what_it_restates() {
    let facts = [
        fact("2025-12-31", "5", "a-1", "2026-01-28"),
        fact("2025-12-31", "6", "a-2", "2026-04-01"),
        fact("2025-12-31", "5", "a-3", "2026-07-01"),
    ];
    let facts = file("1", BACKLOG, "USD", &facts.join(","));
    assert_eq!(facts.observations.len(), 2);
    assert!(!facts.observations[0].restates && facts.observations[1].restates);
    let book = entries(&facts, None, |_| true).text;
    assert!(book.contains(&format!("replaces: cik-1-{BACKLOG}-USD-2025-12-31-1")), "{book}");
    assert_eq!(mistakes(&book), [""; 0]);
}

#[test]
fn no_digit_is_lost() {
    let digits = "12345678901234567890.12345";
    let facts = file("1", BACKLOG, "USD", &fact("2025-12-31", digits, "a-1", "2026-01-28"));
    assert_eq!(facts.observations[0].value.to_string(), digits);
}

#[test]
fn every_unit_of_the_language_is_written_and_others_are_counted() {
    let mut all = String::new();
    for (concept, unit, val, expected) in [
        ("Revenues", "EUR", "1.5", "revenue cik-1  1.5 EUR"),
        ("NetIncomeLoss", "USD", "-12", "profit cik-1  -12 USD"),
        ("NetIncomeLoss", "USD", "0", "profit cik-1  0 USD"),
        ("EarningsPerShareDiluted", "USD/shares", "5.61", "cik-1  5.61 USD per share"),
        ("WeightedAverageShares", "shares", "1e9", "cik-1  1000000000 shares"),
        ("EquityMethodInvestmentOwnershipPercentage", "pure", "0.27", "cik-1  0.27  actual"),
    ] {
        let facts = file("1", concept, unit, &fact("2025-12-31", val, "a-1", "2026-01-28"));
        let book = entries(&facts, None, |_| true);
        assert!(book.text.contains(expected), "{expected} in {}", book.text);
        assert_eq!(mistakes(&book.text), [""; 0], "{}", book.text);
        all.push_str(&book.text);
    }
    let areas = file("1", "AreaOfLand", "sqft", &fact("2025-12-31", "1", "a-1", "2026-01-28"));
    let book = entries(&areas, None, |_| true);
    assert_eq!(book, Entries { text: String::new(), written: 0, left_out: 1 });
}

#[test]
fn a_period_and_the_name_in_the_book() {
    let flow = r#"{"start":"2025-01-01","end":"2025-12-31","val":7,"accn":"a-1","fy":2025,"fp":"FY",
        "form":"10-K","filed":"2026-01-28"}"#;
    let facts = file("1", "PaymentsToAcquirePropertyPlantAndEquipment", "USD", flow);
    let book = entries(&facts, Some("alder"), |one| one.start.is_some()).text;
    assert!(book.contains("2025-01-01..2025-12-31 capex alder  7 USD  actual"), "{book}");
    assert!(!book.contains("company "), "{book}");
    let book = format!("company alder \"Alder\"\n\n{book}");
    assert_eq!(mistakes(&book), [""; 0]);
    assert_eq!(entries(&facts, None, |one| one.start.is_none()).text, "");
}

#[test]
fn facts_that_cannot_be_read_do_not_stop_the_rest() {
    let facts = [
        fact("2025-12-31", "null", "a-1", "2026-01-28"),
        fact("2025-13-31", "5", "a-1", "2026-01-28"),
        fact("2025-12-31", "1e99", "a-1", "2026-01-28"),
        r#"{"end":"2025-12-31","val":1,"filed":"2026-01-28"}"#.to_owned(),
        r#"{"start":"2026-12-31","end":"2025-12-31","val":1,"accn":"a","filed":"2026-01-28"}"#
            .to_owned(),
        fact("2025-12-31", "5", "a-1", "2026-01-28"),
    ];
    let facts = file("1", BACKLOG, "USD", &facts.join(","));
    assert_eq!((facts.observations.len(), facts.unread.len()), (1, 5), "{:?}", facts.unread);
}

#[test]
fn files_of_another_shape_say_so() {
    for json in ["", "[]", "{}", "{\"cik\":1}", &"[".repeat(100_000), "{\"cik\":1,\"facts\":7}"] {
        let error = read(json.as_bytes()).expect_err("it is no company facts");
        assert!(error.to_string().contains("not the company facts of EDGAR"));
    }
}

#[test]
fn names_in_a_file_write_nothing_else_into_a_book() {
    let one = fact("2025-12-31", "1", "a-1\\n  note: x", "2026-01-28");
    assert_eq!(entries(&file("1", BACKLOG, "USD", &one), None, |_| true).left_out, 1);
    let json = r#"{"cik":1,"entityName":"A\"\n\ncompany b \"B","facts":{"us-gaap":{"Revenues":
        {"units":{"USD":[{"end":"2025-12-31","val":1,"accn":"a-1","filed":"2026-01-28"}]}}}}}"#;
    let facts = read(json.as_bytes()).expect("it is company facts");
    let book = entries(&facts, None, |_| true).text;
    assert_eq!(mistakes(&book), [""; 0], "{book}");
    assert_eq!(book.matches("\ncompany ").count(), 1, "{book}");
}
