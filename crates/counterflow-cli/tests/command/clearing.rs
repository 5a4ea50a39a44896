//! `clear` and `contagion`: the published cases from end to end, in every form.

use tempfile::TempDir;

use crate::books::folder;
use crate::run::{Ran, run_in};

/// A folder with tables of a web.
pub fn web(nodes: &str, edges: &str) -> TempDir {
    folder(&[("nodes.csv", nodes.as_bytes()), ("edges.csv", edges.as_bytes())])
}

/// Runs a command on the tables of a folder.
pub fn on(folder: &TempDir, command: &str, flags: &[&str]) -> Ran {
    let tables = [command, "--nodes", "nodes.csv", "--edges", "edges.csv"];
    run_in(folder.path(), &[&tables[..], flags].concat())
}

/// What `clear` says as JSON.
fn cleared(folder: &TempDir, flags: &[&str]) -> serde_json::Value {
    let text = on(folder, "clear", &[&["--format", "json"], flags].concat()).clean();
    serde_json::from_str(&text).expect("it is JSON")
}

/// The numbers of one field, one for each party.
fn field(answer: &serde_json::Value, name: &str) -> Vec<f64> {
    let parties = answer["parties"].as_array().expect("there are parties");
    parties.iter().map(|party| party[name].as_f64().expect("it is a number")).collect()
}

fn waves(answer: &serde_json::Value) -> Vec<Option<u64>> {
    let parties = answer["parties"].as_array().expect("there are parties");
    parties.iter().map(|party| party["wave"].as_u64()).collect()
}

#[track_caller]
fn are_near(found: &[f64], expected: &[f64]) {
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        assert!((found - expected).abs() <= 1e-9 * (1.0 + expected.abs()), "{found} {expected}");
    }
}

/// The example of Eisenberg and Noe in siebenbrunner's NetworkValuation.
fn three_firms() -> TempDir {
    web(
        "party,external_assets,external_liabilities\nA,10,0\nB,10,0\nC,10,0\n",
        "kind,from,to,amount\ndebt,A,B,20\ndebt,A,C,10\ndebt,B,A,5\ndebt,B,C,24\ndebt,C,A,10\n",
    )
}

#[test]
fn three_firms_clear_as_published() {
    let folder = three_firms();
    for method in ["auto", "picard", "gauss-seidel", "active-set"] {
        let answer = cleared(&folder, &["--method", method]);
        are_near(&field(&answer, "paid"), &[270.0 / 11.0, 290.0 / 11.0, 10.0]);
        are_near(&field(&answer, "equity"), &[0.0, 0.0, 330.0 / 11.0]);
        assert_eq!(waves(&answer), [Some(0), Some(1), None]);
        assert_eq!(answer["certificate"]["unique"], true);
        assert_eq!(answer["certificate"]["method"], method);
        for party in answer["parties"].as_array().unwrap() {
            let [lower, paid, upper] = ["lower", "paid", "upper"].map(|name| party[name].as_f64());
            assert!(lower <= paid && paid <= upper, "{party}");
        }
    }
}

#[test]
fn json_has_the_fields_in_their_order() {
    let text = on(&three_firms(), "clear", &["--format", "json"]).clean();
    let first = text.lines().nth(1).expect("there is a party");
    let names = ["party", "due", "paid", "equity", "default", "wave", "lower", "upper"];
    let places: Vec<usize> =
        names.iter().map(|name| first.find(&format!("\"{name}\":")).expect(name)).collect();
    assert!(places.is_sorted(), "{first}");
    assert!(text.starts_with("{\"model\":\"eisenberg-noe\",\"parties\":["), "{text}");
    let sure = text.split("\"certificate\":").nth(1).expect("there is a certificate");
    assert!(sure.starts_with("{\"residual\":"), "{sure}");
}

/// The example of Elsinger in siebenbrunner's NetworkValuation: two classes, and stakes.
#[test]
fn classes_and_stakes_clear_as_published() {
    let folder = web(
        "party,external_assets,external_liabilities\nA,0,0\nB,50,0\nC,10,0\n",
        "seniority,kind,from,to,amount\n0,debt,A,B,20\n0,debt,A,C,10\n0,debt,B,A,5\n\
         0,debt,B,C,40\n0,debt,C,A,10\n1,debt,A,C,15\n1,debt,B,C,24\n1,debt,C,A,10\n\
         ,stake,B,A,0.1\n,stake,C,B,0.15\n",
    );
    let answer = cleared(&folder, &["--model", "cross-holdings"]);
    are_near(&field(&answer, "paid"), &[25.0, 45.0 + 65.0 / 3.0, 20.0]);
    are_near(&field(&answer, "equity"), &[0.0, 0.0, 60.0]);
}

/// Example 3.3 of Rogers and Veraart (2013): two vectors clear.
#[test]
fn both_ends_are_told() {
    let folder = web(
        "party,external_assets,external_liabilities\nA,0.25,0\nB,0.25,0\n",
        "kind,from,to,amount\ndebt,A,B,1\ndebt,B,A,1\n",
    );
    let costs = ["--model", "rogers-veraart", "--alpha", "0.5", "--beta", "0.5"];
    let answer = cleared(&folder, &[&costs[..], &["--solution", "both"]].concat());
    assert_eq!(answer["model"], "rogers-veraart");
    // What is left in default is x = 0.5 * 0.25 + 0.5 * x.
    are_near(&field(&answer["least"], "paid"), &[0.25, 0.25]);
    are_near(&field(&answer["greatest"], "paid"), &[1.0, 1.0]);
    for end in ["least", "greatest"] {
        assert_eq!(answer[end]["certificate"]["unique"], false);
        assert_eq!(answer[end]["certificate"]["differs"], serde_json::json!(["A", "B"]));
    }
}

/// Columns of the nodes go before flags, and a blank cell leaves it to the flag.
#[test]
fn columns_go_before_flags() {
    let folder = web(
        "party,external_assets,external_liabilities,alpha\nA,4,10,0.25\nB,4,10,\n",
        "kind,from,to,amount\n",
    );
    let answer = cleared(&folder, &["--model", "rogers-veraart", "--alpha", "0.5"]);
    are_near(&field(&answer, "paid"), &[1.0, 2.0]);
}

/// Outsiders rank with the debts that have no class, and last where all debts have one.
#[test]
fn outsiders_rank_as_told() {
    let nodes = |column: &str, class: &str| {
        format!("party,external_assets,external_liabilities{column}\nA,6,6{class}\nB,0,0{}\n", {
            if column.is_empty() { "" } else { "," }
        })
    };
    let received = |nodes: &str, edges: &str| field(&cleared(&web(nodes, edges), &[]), "equity")[1];
    let plain = "kind,from,to,amount\ndebt,A,B,6\n";
    let ranked = "kind,from,to,amount,seniority\ndebt,A,B,6,3\n";
    let told = nodes(",external_seniority", ",0");
    are_near(&[received(&nodes("", ""), plain)], &[3.0]);
    are_near(&[received(&told, plain)], &[0.0]);
    are_near(&[received(&nodes("", ""), ranked)], &[3.0]);
    are_near(&[received(&nodes(",external_seniority", ",4"), ranked)], &[6.0]);
}

#[test]
fn scenarios_are_answered_one_by_one() {
    let folder = three_firms();
    let shock = "scenario,party,loss\nbad,C,10\nmild,C,1\nbad,B,10\n";
    crate::books::put(folder.path(), "shock.csv", shock.as_bytes());
    let text = on(&folder, "clear", &["--shock", "shock.csv", "--format", "json"]).clean();
    let answers: Vec<serde_json::Value> =
        text.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect();
    let names: Vec<&str> = answers.iter().filter_map(|one| one["scenario"].as_str()).collect();
    assert_eq!(names, ["bad", "mild"]);
    // The same shock told as assets has the same answer.
    let assets = "scenario,party,external_assets\nbad,B,0\nbad,C,0\n";
    crate::books::put(folder.path(), "shock.csv", assets.as_bytes());
    let text = on(&folder, "clear", &["--shock", "shock.csv", "--format", "json"]).clean();
    let again: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
    assert_eq!(again, answers[0]);
    let csv = on(&folder, "clear", &["--shock", "shock.csv", "--format", "csv"]).clean();
    assert!(csv.starts_with("scenario,party,due,paid,"), "{csv}");
    assert_eq!(csv.lines().count(), 4);
}

#[test]
fn a_loss_beyond_all_assets_is_told() {
    let folder = three_firms();
    crate::books::put(folder.path(), "shock.csv", b"scenario,party,loss\nbad,C,15\n");
    let ran = on(&folder, "clear", &["--shock", "shock.csv"]);
    let told = "warning: scenario `bad`: `C` loses 15 of 10 that it has; the excess of 5 is left \
                out\n";
    assert_eq!((ran.code, ran.err.as_str()), (0, told));
}

/// Three banks in a ring, after exercises of Barucca (2017).
#[test]
fn a_cascade_falls_wave_by_wave() {
    let folder = web(
        "party,external_assets,external_liabilities\nA,18,17\nB,18,18\nC,9,8\n",
        "kind,from,to,amount\ndebt,A,B,4\ndebt,B,C,3\ndebt,C,A,2\n",
    );
    let answer = cleared(&folder, &["--model", "furfine"]);
    assert_eq!(waves(&answer), [Some(0), Some(1), Some(2)]);
    are_near(&field(&answer, "value"), &[-3.0, -3.0, -1.0]);
    let answer = cleared(&folder, &["--model", "furfine", "--recovery", "0.5"]);
    assert_eq!(waves(&answer), [Some(0), Some(1), None]);
    are_near(&field(&answer, "paid"), &[10.5, 10.5, 10.0]);
}

/// A chain of claims, in whatever order its parties are listed (Bardoscia et al. 2015).
#[test]
fn distress_spreads_before_anybody_fails() {
    let folder = web(
        "party,external_assets,external_liabilities,buffer,loss\nA,0,0,5,\nB,0,0,2,\nC,0,0,2,1\n",
        "kind,from,to,amount\ndebt,B,A,2\ndebt,C,B,1\n",
    );
    for model in ["debtrank", "debtrank-2012"] {
        let answer = cleared(&folder, &["--model", model]);
        are_near(&field(&answer, "h"), &[0.1, 0.25, 0.5]);
        are_near(&field(&answer, "paid"), &[0.0, 1.5, 0.5]);
    }
    let why = on(&folder, "clear", &["--model", "debtrank", "--solution", "both"]).refused();
    assert!(why.contains("one by construction"), "{why}");
}

/// Two parties that hold half of each other, of which one falls and takes the other with it.
#[test]
fn failures_cost_value() {
    let folder = web(
        "party,external_assets,external_liabilities,threshold,failure_cost\n\
         A,0.8,0,0.9,0.45\nB,1,0,0.9,0.45\n",
        "kind,from,to,amount\nstake,A,B,0.5\nstake,B,A,0.5\n",
    );
    let answer = cleared(&folder, &["--model", "elliott-golub-jackson"]);
    assert_eq!(waves(&answer), [Some(0), Some(1)]);
    are_near(&field(&answer, "value"), &[1.25 / 3.0, 1.45 / 3.0]);
    are_near(&field(&answer, "due"), &[0.9, 0.9]);
}

#[test]
fn network_valuation_takes_what_it_needs() {
    let folder = web(
        "party,external_assets,external_liabilities,loss,volatility\n\
         A,20,17,2,0.1\nB,18,18,,0.1\nC,9,8,,0.1\n",
        "kind,from,to,amount\ndebt,A,B,4\ndebt,B,C,3\ndebt,C,A,2\n",
    );
    let now = cleared(&folder, &["--model", "neva", "--valuation", "eisenberg-noe"]);
    are_near(&field(&now, "value"), &[-1.0, 0.0, 2.0]);
    are_near(&field(&now, "paid"), &[20.0, 21.0, 10.0]);
    assert_eq!(waves(&now), [Some(0), None, None]);
    let then = cleared(&folder, &["--model", "neva", "--valuation", "merton"]);
    let pairs = field(&then, "value").into_iter().zip(field(&now, "value"));
    assert!(pairs.into_iter().all(|(then, now)| then < now), "{then}");
    let why = on(&folder, "clear", &["--model", "neva"]).refused();
    assert!(why.contains("needs --valuation"), "{why}");
}

/// Either one bank sells, or all: Breuer, Summer and Urošević (2021) with prices of another form.
#[test]
fn a_fire_sale_has_two_ends() {
    let folder = web(
        "party,external_assets,external_liabilities,illiquid\n\
         A,1170,1287,145\nB,1245,1600,435\nC,1190,1425,300\n",
        "kind,from,to,amount\n",
    );
    let rule = ["--model", "fire-sale", "--rule", "threshold", "--requirement", "44"];
    let sale = [&rule[..], &["--price-impact", "0.00017", "--solution", "both"]].concat();
    let answer = cleared(&folder, &sale);
    let sold = |end: &str| field(&answer[end], "sold");
    assert_eq!((sold("greatest"), sold("least")), (vec![1.0, 0.0, 0.0], vec![1.0; 3]));
    let price = |end: &str| answer[end]["price"].as_f64().expect("there is a price");
    assert!((price("greatest") - (-0.00017_f64 * 145.0).exp()).abs() < 1e-12);
    assert!((price("least") - (-0.00017_f64 * 880.0).exp()).abs() < 1e-12);
    let why = on(&folder, "clear", &rule).refused();
    assert!(why.contains("needs --price-impact"), "{why}");
}

#[test]
fn a_flag_that_says_nothing_is_refused() {
    let folder = three_firms();
    for flags in [["--alpha", "0.5"], ["--recovery", "0.5"], ["--rule", "capital"]] {
        let why = on(&folder, "clear", &flags).refused();
        assert!(why.contains(flags[0]) && why.contains("says nothing"), "{why}");
    }
    let why = on(&folder, "clear", &["--model", "rogers-veraart", "--alpha", "50"]).refused();
    assert!(why.contains("0.5 for 50%"), "{why}");
}

#[test]
fn parties_are_ranked_by_the_harm_they_do() {
    // The star of Glasserman and Young (2015), figure 1.
    let folder = web(
        "party,external_assets,external_liabilities\nhub,150,100\na,50,55\nb,50,55\nc,50,55\n\
         d,50,55\n",
        "kind,from,to,amount\ndebt,hub,a,10\ndebt,hub,b,10\ndebt,hub,c,10\ndebt,hub,d,10\n",
    );
    let csv = on(&folder, "contagion", &["--format", "csv"]).clean();
    let rows: Vec<&str> = csv.lines().collect();
    assert_eq!(rows[0], "party,failures,caused,suffered,outsiders");
    assert!(rows[1].starts_with("hub,4,40.0,0.0,"), "{csv}");
    assert_eq!(rows.len(), 6);
    // In a cascade creditors lose their claims, by DebtRank no more than their buffers.
    let losses = [("furfine", 40), ("threshold", 40), ("debtrank", 20), ("debtrank-2012", 20)];
    for (model, caused) in losses {
        let csv = on(&folder, "contagion", &["--format", "csv", "--model", model]).clean();
        let first = csv.lines().nth(1).expect("there is a party");
        assert!(first.starts_with(&format!("hub,4,{caused}.0,0.0")), "{model}: {csv}");
    }
    let why = on(&folder, "contagion", &["--model", "neva"]).refused();
    assert!(why.contains("contagion is not of --model neva"), "{why}");
}

#[cfg(not(feature = "parquet"))]
#[test]
fn what_is_not_built_in_is_told() {
    let folder = three_firms();
    let why = on(&folder, "clear", &["--format", "parquet"]).refused();
    assert!(why.contains("--features parquet"), "{why}");
    let args = ["clear", "--nodes", "nodes.parquet", "--edges", "edges.csv"];
    crate::books::put(folder.path(), "nodes.parquet", b"PAR1");
    let why = run_in(folder.path(), &args).refused();
    assert!(why.contains("--features parquet"), "{why}");
}

/// A table that is written as Parquet is read again: what `reconstruct` fills in, `clear` takes.
#[cfg(feature = "parquet")]
#[test]
fn parquet_goes_out_and_in() {
    let folder = folder(&[
        ("totals.csv", b"party,owed,claims\nA,10,15\nB,20,25\nC,30,20\n"),
        ("nodes.csv", b"party,external_assets,external_liabilities\nA,1,0\nB,2,0\nC,3,4\n"),
    ]);
    let path = folder.path();
    for (form, file) in [("csv", "edges.csv"), ("parquet", "edges.parquet")] {
        run_in(path, &["reconstruct", "--nodes", "totals.csv", "--format", form, "-o", file])
            .clean();
    }
    let tables = |edges| ["clear", "--nodes", "nodes.csv", "--edges", edges, "--format", "json"];
    assert_eq!(
        run_in(path, &tables("edges.parquet")).clean(),
        run_in(path, &tables("edges.csv")).clean()
    );
    // Every kind of column goes through: the answer of a web is the nodes of another.
    let answer = [&tables("edges.csv")[..5], &["--format", "parquet", "-o", "answer.parquet"]];
    run_in(path, &answer.concat()).clean();
    let args = ["clear", "--nodes", "answer.parquet", "--edges", "edges.csv"];
    let told = run_in(path, &args);
    assert_eq!(told.code, 1);
    assert!(told.err.contains("answer.parquet, row 1: there is no column `external_assets`"));
    crate::books::put(path, "broken.parquet", b"PAR1 and so on");
    let ran = run_in(path, &["clear", "--nodes", "broken.parquet", "--edges", "edges.csv"]);
    assert!(ran.err.starts_with("error: broken.parquet: not Parquet"), "{}", ran.err);
    ran.wrong();
}
