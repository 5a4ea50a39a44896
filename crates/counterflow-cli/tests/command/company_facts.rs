//! `read` of EDGAR company facts: observations in every form, with the traps of real files.

use std::path::Path;

use tempfile::TempDir;

use crate::books::{folder, put};
use crate::run::{Ran, run_in};

/// A value that is repeated and then restated, `FY` on a 10-Q, a concept without a label, an
/// obligation that is no deal, and a fact that cannot be read.
const FACTS: &str = r#"{"cik": "0000000123", "entityName": "Alder <Group>", "facts": {"us-gaap": {
  "PurchaseObligation": {"label": null, "units": {"USD": [
    {"end": "2025-12-31", "val": 45079000000, "accn": "a-1", "fy": 2025, "fp": "FY",
     "form": "10-K", "filed": "2026-02-01"}]}},
  "RevenueRemainingPerformanceObligation": {"label": "Backlog", "units": {"USD": [
    {"end": "2022-04-30", "val": 2600000000, "accn": "a-2", "fy": 2023, "fp": "FY",
     "form": "10-Q", "filed": "2022-06-03"},
    {"end": "2022-04-30", "val": 2600000000, "accn": "a-3", "form": "10-Q", "filed": "2022-09-03"},
    {"end": "2022-04-30", "val": 2500000000, "accn": "a-4", "form": "10-K", "filed": "2023-02-03"},
    {"end": "2022-13-30", "val": 1, "accn": "a-5", "form": "10-K", "filed": "2023-02-03"}]}},
  "EarningsPerShareDiluted": {"units": {"USD/shares": [
    {"start": "2025-01-01", "end": "2025-12-31", "val": 5.61, "accn": "a-1", "form": "10-K",
     "filed": "2026-02-01"}]}},
  "Huge": {"units": {"USD": [
    {"end": "2025-12-31", "val": 12345678901234567890.12345, "accn": "a-1", "form": "10-K",
     "filed": "2026-02-01"}]}}}}}"#;

fn place() -> TempDir {
    // The content tells what it is, whatever its name.
    folder(&[("alder.txt", FACTS.as_bytes())])
}

fn read(place: &Path, args: &[&str]) -> Ran {
    run_in(place, &[&["read"], args].concat())
}

#[test]
fn a_table_has_a_row_an_observation() {
    let place = place();
    let ran = read(place.path(), &["alder.txt"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("1 facts cannot be read") && ran.err.contains("2022-13-30"));
    assert_eq!(ran.out.lines().count(), 6, "{}", ran.out);
    let row = |parts: &[&str]| {
        let has = |line: &&str| parts.iter().all(|part| line.contains(part));
        assert_eq!(ran.out.lines().filter(has).count(), 1, "{parts:?} in {}", ran.out);
    };
    row(&["backlog", "2022-04-30", "2.6 bn USD", "2022-06-03", "a-2", "repeated by 1 filing"]);
    row(&["backlog", "2.5 bn USD", "a-4", "restates an earlier value"]);
    row(&["obligations", "45.079 bn USD", "10-K"]);
    row(&["EarningsPerShareDiluted", "2025-01-01..2025-12-31", "5.61 USD per share"]);
}

#[test]
fn lines_of_json_are_metrics_with_their_filing() {
    let place = place();
    let out = read(place.path(), &["alder.txt", "--format", "jsonl"]).out;
    let lines: Vec<serde_json::Value> =
        out.lines().map(|line| serde_json::from_str(line).expect("it is JSON")).collect();
    assert_eq!(lines.len(), 5);
    // None is a deal, not even an obligation.
    assert!(lines.iter().all(|line| line["kind"] == "metric" && line["from"].is_null()));
    let of = |accession: &str, concept: &str| {
        let one = |line: &&serde_json::Value| {
            line["accession"] == accession && line["concept"] == concept
        };
        lines.iter().find(one).expect("it is there").clone()
    };
    let backlog = of("a-2", "RevenueRemainingPerformanceObligation");
    assert_eq!(backlog["metric"], "backlog");
    assert_eq!(
        (&backlog["amount"], &backlog["currency"]),
        (&2_600_000_000_i64.into(), &"USD".into())
    );
    assert_eq!((&backlog["date"], &backlog["filed"]), (&"2022-04-30".into(), &"2022-06-03".into()));
    assert_eq!(backlog["url"], "https://www.sec.gov/Archives/edgar/data/123/a-2.txt");
    let share = of("a-1", "EarningsPerShareDiluted");
    assert!(share["amount"].is_null() && share["currency"].is_null());
    assert_eq!((&share["value"], &share["unit"]), (&5.61.into(), &"USD/shares".into()));
    assert_eq!(of("a-1", "Huge")["value"], "12345678901234567890.12345");
}

#[test]
fn entries_are_taken_by_the_language_and_know_the_company_of_a_book() {
    let place = place();
    let out = read(place.path(), &["alder.txt", "--format", "book"]).out;
    assert!(out.contains("2022-04-30 backlog cik-123  2600000000 USD  actual"), "{out}");
    put(place.path(), "made/main.book", out.as_bytes());
    let checked = run_in(place.path(), &["check", "made"]).clean();
    assert!(checked.contains("no errors"), "{checked}");
    for book in ["company alder \"Elm\"\n  cik: 0000000123\n", "company alder \"Alder <Group>\"\n"]
    {
        put(place.path(), "book/main.book", book.as_bytes());
        let args = ["alder.txt", "--format", "book", "--book", "book"];
        let out = read(place.path(), &args).out;
        assert!(out.contains("backlog alder  2600000000 USD"), "{out}");
        assert!(!out.contains("company "), "{out}");
    }
}

#[test]
fn the_page_has_a_table_and_escapes_it() {
    let place = place();
    put(place.path(), "b.txt", b"Oak has invested $2 billion in Elm Works.");
    let out = read(place.path(), &["alder.txt", "b.txt", "--format", "html"]).out;
    assert!(out.starts_with("<!doctype html>") && out.ends_with("</html>\n"));
    assert_eq!(out.matches("<!doctype").count(), 1);
    assert!(out.contains("<h1>Alder &lt;Group&gt;</h1>") && !out.contains("<Group>"), "{out}");
    assert!(out.contains("<td>2.6 bn USD</td>") && out.contains("id=\"d2c1\""), "{out}");
}

#[test]
fn facts_beside_documents_are_counted_and_stop_nothing() {
    let place = place();
    put(place.path(), "all/a.json", FACTS.as_bytes());
    put(place.path(), "all/b.json", br#"{"cik": 1, "facts": 7}"#);
    put(place.path(), "all/c.json", br#"{"name": "no facts"}"#);
    put(place.path(), "all/d.txt", b"Oak has invested $2 billion in Elm Works.");
    let ran = read(place.path(), &["all", "--format", "jsonl"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("`all/b.json`: it is not the company facts"), "{}", ran.err);
    assert!(ran.err.contains("data in JSON"), "{}", ran.err);
    let line = "2 documents read, 1 claims, 0 withheld, 5 observations, 2 failed";
    assert!(ran.err.contains(line), "{}", ran.err);
    assert_eq!(ran.out.matches("\"document\":\"all/a.json\"").count(), 5);
    let into = read(place.path(), &["all", "--into", "new"]);
    assert_eq!(into.code, 0, "{}", into.err);
    assert!(into.err.contains("`--into` does not write"), "{}", into.err);
    assert!(place.path().join("new/read/d.book").exists());
    let why = read(place.path(), &["alder.txt", "--why", "1"]).refused();
    assert!(why.contains("there is no why"), "{why}");
}
