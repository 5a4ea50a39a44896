//! `clear --shock`: many scenarios agree with each alone, whatever they are solved beside.

use std::fmt::Write;

use serde_json::Value;
use tempfile::TempDir;

use crate::books::put;
use crate::clearing::{on, web};

const PARTIES: usize = 12;

/// Numbers that look random.
struct Draw(u64);

impl Draw {
    /// The next one, from 0 up to 1.
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (self.0 >> 40) as f64 / f64::from(1 << 24)
    }
}

fn assets(party: usize) -> f64 {
    4.0 + 3.0 * (party % 5) as f64
}

/// Parties that each owe three others, some of them outsiders too; and stakes, or more debts.
fn folder(stakes: &str) -> TempDir {
    let mut nodes = String::from("party,external_assets,external_liabilities\n");
    let mut edges = String::from("kind,from,to,amount,seniority\n");
    for party in 0..PARTIES {
        let outside = party % 3 * 2;
        writeln!(nodes, "p{party},{},{outside}", assets(party)).expect("it is text");
        for (step, amount) in [(1, 5.5), (2, 3.25), (5, 1.75)] {
            let other = (party + step) % PARTIES;
            writeln!(edges, "debt,p{party},p{other},{amount},").expect("it is text");
        }
    }
    web(&nodes, &(edges + stakes))
}

/// What is left of outside assets in each scenario.
fn drawn(scenarios: usize) -> Vec<[f64; PARTIES]> {
    let mut draw = Draw(7);
    (0..scenarios).map(|_| std::array::from_fn(|party| assets(party) * draw.next())).collect()
}

/// Writes scenarios as a table, in which rows of one do not follow one another.
fn shock(folder: &TempDir, scenarios: &[[f64; PARTIES]]) {
    let mut text = String::from("scenario,party,external_assets\n");
    for party in 0..PARTIES {
        for (scenario, left) in scenarios.iter().enumerate() {
            writeln!(text, "s{scenario},p{party},{:?}", left[party]).expect("it is text");
        }
    }
    put(folder.path(), "shock.csv", text.as_bytes());
}

/// The answers of `clear`, a line each.
fn answers(folder: &TempDir, flags: &[&str]) -> Vec<Value> {
    let all = [&["--format", "json", "--shock", "shock.csv"], flags].concat();
    let text = on(folder, "clear", &all).clean();
    text.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect()
}

fn number(row: &Value, name: &str) -> f64 {
    row[name].as_f64().expect("it is a number")
}

/// Asserts that two answers to one scenario are the same to within their brackets, which are narrow.
#[track_caller]
fn agree(one: &Value, other: &Value) {
    for name in ["unique", "proved", "method", "differs", "undecided"] {
        assert_eq!(one["certificate"][name], other["certificate"][name], "{name}");
    }
    let rows = |answer: &Value| answer["parties"].as_array().expect("there are parties").clone();
    for (one, other) in rows(one).iter().zip(&rows(other)) {
        for name in ["party", "due", "default", "wave"] {
            assert_eq!(one[name], other[name], "{one} {other}");
        }
        let [low, high] = [("lower", f64::max as fn(f64, f64) -> f64), ("upper", f64::min)]
            .map(|(name, inner)| inner(number(one, name), number(other, name)));
        assert!(
            low <= high && number(one, "upper") - number(one, "lower") < 1e-10,
            "{one} {other}"
        );
        for name in ["paid", "equity", "shortfall"] {
            assert!((number(one, name) - number(other, name)).abs() < 1e-10, "{one} {other}");
        }
    }
}

#[test]
fn thousands_of_scenarios_agree_with_each_alone() {
    let folder = folder("");
    let scenarios = drawn(3_000);
    shock(&folder, &scenarios);
    let together = answers(&folder, &[]);
    assert_eq!(together.len(), scenarios.len());
    // Another method is not shared: each scenario is solved as if there were no other.
    let alone = answers(&folder, &["--method", "active-set"]);
    for (place, (one, other)) in together.iter().zip(&alone).enumerate() {
        assert_eq!(one["scenario"], format!("s{place}"));
        let mut other = other.clone();
        other["certificate"]["method"] = "auto".into();
        agree(one, &other);
    }
    // And a table of one scenario has the answer of the web with those assets.
    for place in [0, 1, 1_234, 2_999] {
        shock(&folder, &scenarios[place..=place]);
        agree(&answers(&folder, &[])[0], &together[place]);
    }
    assert!(together.iter().any(|answer| answer["parties"][0]["wave"] == 2));
}

/// Asserts that a model answers some scenarios as it answers each as a web of its own.
#[track_caller]
fn as_webs_of_their_own(stakes: &str, flags: &[&str]) {
    let several = folder(stakes);
    let scenarios = drawn(20);
    shock(&several, &scenarios);
    let together = answers(&several, flags);
    for (place, left) in scenarios.iter().enumerate() {
        let mut nodes = String::from("party,external_assets,external_liabilities\n");
        for (party, left) in left.iter().enumerate() {
            writeln!(nodes, "p{party},{left:?},{}", party % 3 * 2).expect("it is text");
        }
        put(several.path(), "nodes.csv", nodes.as_bytes());
        let text = on(&several, "clear", &[&["--format", "json"], flags].concat()).clean();
        let alone: Value = serde_json::from_str(&text).expect("it is JSON");
        match alone.get("greatest") {
            Some(greatest) => {
                agree(greatest, &together[place]["greatest"]);
                agree(&alone["least"], &together[place]["least"]);
            }
            None => agree(&alone, &together[place]),
        }
    }
}

#[test]
fn costs_ranks_and_stakes_are_answered_as_alone() {
    as_webs_of_their_own("", &["--solution", "both"]);
    as_webs_of_their_own("", &["--solution", "least"]);
    let costs = ["--model", "rogers-veraart", "--alpha", "0.7", "--beta", "0.8"];
    as_webs_of_their_own("", &[&costs[..], &["--solution", "both"]].concat());
    as_webs_of_their_own("debt,p0,p7,2,2\ndebt,p4,p1,3,0\n", &[]);
    let stakes = "stake,p3,p0,0.25,\nstake,p0,p3,0.5,\n";
    as_webs_of_their_own(stakes, &["--model", "cross-holdings"]);
}

#[test]
fn rows_of_all_scenarios_are_in_every_form() {
    let folder = folder("");
    shock(&folder, &drawn(100));
    let flags = ["--shock", "shock.csv", "--format", "csv"];
    let csv = on(&folder, "clear", &flags).clean();
    assert_eq!(csv.lines().count(), 1 + 100 * PARTIES);
    let both = on(&folder, "clear", &[&flags[..], &["--solution", "both"]].concat()).clean();
    assert_eq!(both.lines().count(), 1 + 2 * 100 * PARTIES);
    // A file gets the same bytes, and nothing is left beside it.
    assert_eq!(on(&folder, "clear", &[&flags[..], &["-o", "out.csv"]].concat()).clean(), "");
    let written = std::fs::read_to_string(folder.path().join("out.csv")).expect("it is there");
    assert_eq!(written, csv);
    let names = std::fs::read_dir(folder.path()).expect("the folder can be read");
    assert_eq!(names.count(), 4);
}

#[test]
fn shocks_that_name_nobody_are_told() {
    let folder = folder("");
    let told = |text: &str| {
        put(folder.path(), "shock.csv", text.as_bytes());
        let ran = on(&folder, "clear", &["--shock", "shock.csv", "-o", "out.json"]);
        let err = ran.err.clone();
        assert_eq!(ran.wrong(), "");
        assert!(!folder.path().join("out.json").exists());
        err
    };
    assert_eq!(
        told("scenario,party,loss\n"),
        "error: shock.csv: there are no rows; write one for each change\n"
    );
    assert_eq!(
        told("scenario,party,loss\nbad,p1,1\nbad,P2,1\n"),
        "error: shock.csv:3: column `party`: `P2` is no party; did you mean `p2`?\n"
    );
    assert_eq!(
        told("scenario,party,loss\nbad,p1,-1\n"),
        "error: shock.csv:2: column `loss`: `-1` is negative; amounts are from 0 up\n"
    );
}
