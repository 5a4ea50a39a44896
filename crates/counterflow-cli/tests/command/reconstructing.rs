//! `reconstruct`: matrices that fit their totals, by every method.

use tempfile::TempDir;

use crate::books::folder;
use crate::run::{Ran, run_in};

fn totals() -> TempDir {
    folder(&[
        ("totals.csv", b"party,owed,claims\nA,10,15\nB,20,25\nC,30,20\n"),
        ("known.csv", b"from,to,amount\nA,B,4\n"),
    ])
}

fn filled(folder: &TempDir, flags: &[&str]) -> Ran {
    run_in(folder.path(), &[&["reconstruct", "--nodes", "totals.csv"], flags].concat())
}

/// The rows of a table of edges.
fn rows(csv: &str) -> Vec<(String, String, f64)> {
    let mut lines = csv.lines();
    assert_eq!(lines.next(), Some("kind,from,to,amount"));
    let row = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        assert_eq!((cells.len(), cells[0]), (4, "debt"));
        (cells[1].to_string(), cells[2].to_string(), cells[3].parse().expect("it is a number"))
    };
    lines.map(row).collect()
}

#[test]
fn what_is_filled_in_fits_the_totals() {
    let folder = totals();
    for method in ["ras", "minimum-density"] {
        let flags = ["--edges", "known.csv", "--method", method, "--format", "csv"];
        let rows = rows(&filled(&folder, &flags).clean());
        assert!(rows.contains(&("A".to_string(), "B".to_string(), 4.0)), "{rows:?}");
        for (party, owed, claims) in [("A", 10.0, 15.0), ("B", 20.0, 25.0), ("C", 30.0, 20.0)] {
            let owes: f64 = rows.iter().filter(|row| row.0 == party).map(|row| row.2).sum();
            let is_owed: f64 = rows.iter().filter(|row| row.1 == party).map(|row| row.2).sum();
            assert!((owes - owed).abs() < 1e-9 && (is_owed - claims).abs() < 1e-9, "{rows:?}");
        }
    }
}

#[test]
fn samples_are_the_same_for_the_same_seed() {
    // Totals that add up to one another in parts, as whole numbers do, would leave no choice.
    let odd = b"party,owed,claims\nA,10.1,15.2\nB,20.3,24.9\nC,30.2,20.5\n";
    let folder = folder(&[("totals.csv", odd)]);
    let sampled = |seed: &str| {
        let flags = ["--method", "sample", "--samples", "3", "--seed", seed, "--format", "json"];
        filled(&folder, &flags).clean()
    };
    let text = sampled("7");
    assert_eq!((text.lines().count(), &text), (3, &sampled("7")));
    assert_ne!(text, sampled("8"));
    for line in text.lines() {
        let sample: serde_json::Value = serde_json::from_str(line).expect("a line is JSON");
        assert!(sample["residual"].as_f64().is_some_and(|residual| residual < 1e-12), "{line}");
    }
    let csv = filled(&folder, &["--method", "sample", "--samples", "3", "--format", "csv"]).clean();
    assert!(csv.starts_with("sample,kind,from,to,amount\n0,debt,"), "{csv}");
}

#[test]
fn bounds_hold_what_is_filled_in() {
    let folder = totals();
    let known = ["--edges", "known.csv", "--format", "csv"];
    let bounds = filled(&folder, &[&known[..], &["--method", "bounds"]].concat()).clean();
    assert!(bounds.lines().any(|line| line == "A,B,4.0,4.0"), "{bounds}");
    assert!(bounds.lines().any(|line| line == "A,C,6.0,6.0"), "{bounds}");
    assert!(bounds.lines().any(|line| line == "B,C,14.0,14.0"), "{bounds}");
}

#[test]
fn totals_that_cannot_be_are_told() {
    let told = |totals: &str, known: &str| {
        let folder = folder(&[("totals.csv", totals.as_bytes()), ("known.csv", known.as_bytes())]);
        let ran = filled(&folder, &["--edges", "known.csv"]);
        let err = ran.err.clone();
        ran.wrong();
        err
    };
    let fits = "party,owed,claims\nA,10,15\nB,20,25\nC,30,20\n";
    let none = "from,to,amount\n";
    let why = told("party,owed,claims\nA,10,15\nB,20,0\n", none);
    assert!(why.contains("`owed` adds up to 30 and `claims` to 15"), "{why}");
    let why = told(fits, "from,to,amount\nA,B,40\n");
    assert!(why.contains("known.csv:2: the amount 40 is more than the 10"), "{why}");
    let why = told(fits, "from,to,amount\nA,A,1\n");
    assert!(why.contains("known.csv:2: `A` owes itself"), "{why}");
    let why = told(fits, "from,to,amount\nA,B,1\nA,B,2\n");
    assert!(why.contains("known.csv:3: what `A` owes `B` is told twice"), "{why}");
    let why = told(fits, "from,to,amount\nA,B,0\nA,C,0\n");
    assert!(why.contains("totals.csv:2") && why.contains("`A`"), "{why}");
    let why = told("party,owed\nA,10\n", none);
    assert!(why.contains("there is no column `claims`"), "{why}");
    let why = told(fits, "kind,from,to,amount\nstake,A,B,0.5\n");
    assert!(why.contains("stakes cannot be filled in"), "{why}");
}
