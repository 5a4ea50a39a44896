//! Tables that are wrong: each mistake is told with its place and what to write, all at once.

use std::fmt::Write;

use crate::books::put;
use crate::clearing::{on, web};

const NODES: &str = "party,external_assets,external_liabilities\nalder,10,0\nbirch,5,0\n";
const EDGES: &str = "kind,from,to,amount\ndebt,alder,birch,4\n";

/// What `clear` says of tables that are to be wrong.
#[track_caller]
fn told(nodes: &str, edges: &str, flags: &[&str]) -> String {
    let ran = on(&web(nodes, edges), "clear", flags);
    let err = ran.err.clone();
    assert_eq!(ran.wrong(), "");
    assert!(err.lines().all(|line| line.starts_with("error: ")), "{err}");
    err
}

/// Asserts that tables of debts are wrong for this reason alone.
#[track_caller]
fn edges(edges: &str, why: &str) {
    assert_eq!(told(NODES, edges, &[]), format!("error: edges.csv{why}\n"));
}

/// Asserts that tables of parties are wrong for this reason alone.
#[track_caller]
fn nodes(nodes: &str, why: &str) {
    assert_eq!(told(nodes, EDGES, &[]), format!("error: nodes.csv{why}\n"));
}

#[test]
fn cells_that_are_no_amounts_are_told() {
    let row = |amount: &str| format!("kind,from,to,amount\ndebt,alder,birch,{amount}\n");
    for (amount, why) in [
        ("much", "`much` is no number; write one such as 1234.5"),
        (
            "\"1,000\"",
            "`1,000` is no number; write 1234.5, with a point and without separators of thousands",
        ),
        ("5 bn", "`5 bn` is no number; write the number alone, without unit or currency"),
        ("nan", "`nan` is no number; write one, or 0 if there is nothing"),
        ("inf", "`inf` is not finite; write a number below 1e308"),
        ("-4", "`-4` is negative; amounts are from 0 up"),
        ("", "is blank; write a number, 0 if there is nothing"),
    ] {
        edges(&row(amount), &format!(":2: column `amount`: {why}"));
    }
}

#[test]
fn parties_that_are_not_there_are_told() {
    edges(
        "kind,from,to,amount\ndebt,alder,brich,4\n",
        ":2: column `to`: `brich` is no party; did you mean `birch`?",
    );
    edges(
        "kind,from,to,amount\ndebt,Alder,birch,4\n",
        ":2: column `from`: `Alder` is no party; did you mean `alder`?",
    );
    edges(
        "kind,from,to,amount\ndebt,zebra,birch,4\n",
        ":2: column `from`: `zebra` is no party; give it a row in the table of nodes",
    );
}

#[test]
fn what_stands_twice_is_told_with_both_places() {
    edges(
        "kind,from,to,amount\ndebt,alder,birch,4\n\ndebt,birch,alder,1\ndebt,alder,birch,5\n",
        ":5: a second debt between the same parties in the same class; the first is at \
         edges.csv:2; add the two up",
    );
    nodes(
        "party,external_assets,external_liabilities\nalder,1,0\nbirch,1,0\nalder,2,0\n",
        ":4: column `party`: `alder` has a row already, at nodes.csv:2; keep one",
    );
}

#[test]
fn columns_that_are_missing_are_told() {
    edges(
        "kind,debtor,creditor,amount\ndebt,alder,birch,4\n",
        ":1: there is no column `from`; rename `debtor` if it is that\n\
         error: edges.csv:1: there is no column `to`; rename `creditor` if it is that",
    );
    edges(
        "from,to,amount\nalder,birch,4\n",
        ":1: there is no column `kind`; there are `from, to, amount`",
    );
    nodes(
        "party,external_asets,external_liabilities\nalder,1,0\nbirch,1,0\n",
        ":1: there is no column `external_assets`; rename `external_asets` if it is that",
    );
    let why = told(NODES, EDGES, &["--model", "elliott-golub-jackson"]);
    assert!(why.contains("there is no column `threshold`"), "{why}");
}

#[test]
fn a_column_that_is_nearly_known_is_a_warning() {
    let edges = "kind,from,to,amount,seniorty\ndebt,alder,birch,4,0\n";
    let ran = on(&web(NODES, edges), "clear", &[]);
    let told = "warning: edges.csv:1: column `seniorty` is not used; did you mean `seniority`?\n";
    assert_eq!((ran.code, ran.err.as_str()), (0, told));
}

#[test]
fn what_is_no_table_is_told() {
    nodes("", ": the file is empty; its first line names the columns");
    nodes(
        "party;external_assets;external_liabilities\nalder;1;0\n",
        ":1: columns are separated by `;`; save it with commas",
    );
    nodes(
        "party,external_assets,external_liabilities\n",
        ": there are no rows; write one for each party",
    );
    edges(
        "kind,from,to,amount\ndebt,alder,birch,1,000\n",
        ":2: 5 cells under 4 columns; put text that has commas in quotes",
    );
    edges(
        "kind,from,to,amount\nloan,alder,birch,1\n",
        ":2: column `kind`: `loan` is no kind; write `debt` or `stake`",
    );
    let folder = web(NODES, EDGES);
    put(folder.path(), "edges.csv", b"kind,from,to,amount\ndebt,alder,birch\xff,1\n");
    let ran = on(&folder, "clear", &[]);
    assert_eq!(ran.err, "error: edges.csv:2: it is not UTF-8; save it so\n");
    std::fs::remove_file(folder.path().join("edges.csv")).expect("it is there");
    let why = on(&folder, "clear", &[]).refused();
    assert_eq!(why, "error: cannot read `edges.csv`: no such file or directory\n");
}

#[test]
fn stakes_that_cannot_be_are_told() {
    let model = ["--model", "cross-holdings"];
    let why = told(NODES, "kind,from,to,amount\nstake,alder,birch,35\n", &model);
    assert!(why.ends_with("`35` is above 1; for 35% write 0.35\n"), "{why}");
    let three = "party,external_assets,external_liabilities\na,1,0\nb,1,0\nc,1,0\n";
    let why = told(three, "kind,from,to,amount\nstake,a,c,0.6\nstake,b,c,0.6\n", &model);
    assert_eq!(
        why,
        "error: edges.csv: owners have 1.2 of `c` together, more than the whole; a stake goes from \
         owner to owned; it would fit if `from` and `to` of all stakes were swapped\n"
    );
    let why = told(three, "kind,from,to,amount\nstake,a,b,1\nstake,b,a,1\n", &model);
    assert!(why.contains("`a`, `b` own one another whole"), "{why}");
}

#[test]
fn debts_that_seem_to_go_the_wrong_way_are_a_warning() {
    // A lender of 8 to each of four parties, written from creditor to debtor.
    let nodes = "party,external_assets,external_liabilities\nbank,10,40\na,9,0\nb,9,0\nc,9,0\n\
                 d,9,9\n";
    let given = "kind,from,to,amount\ndebt,a,bank,8\ndebt,b,bank,8\ndebt,c,bank,8\ndebt,d,bank,8\n";
    let turned = |edges: &str| {
        let swap = |line: &str| {
            let cells: Vec<&str> = line.split(',').collect();
            [cells[0], cells[2], cells[1], cells[3]].join(",")
        };
        let (head, rows) = edges.split_once('\n').expect("it has a first line");
        rows.lines().fold(format!("{head}\n"), |text, line| text + &swap(line) + "\n")
    };
    assert_eq!(on(&web(nodes, given), "clear", &[]).err, "");
    let nodes = "party,external_assets,external_liabilities\nbank,10,40\na,1,8\nb,1,8\nc,1,8\n";
    let wrong = "kind,from,to,amount\ndebt,a,bank,8\ndebt,b,bank,8\ndebt,c,bank,8\n";
    let ran = on(&web(nodes, &turned(wrong)), "clear", &[]);
    assert_eq!(ran.err, "");
    let ran = on(&web(nodes, wrong), "clear", &[]);
    assert!(ran.err.starts_with("warning: edges.csv: 4 of 4 parties cannot pay"), "{}", ran.err);
}

#[test]
fn what_a_model_does_not_use_is_a_warning() {
    let folder = web(NODES, "kind,from,to,amount\nstake,alder,birch,0.5\n");
    let ran = on(&folder, "clear", &[]);
    let told = "warning: edges.csv: eisenberg-noe does not use the 1 stakes; `--model \
                cross-holdings` does\n";
    assert_eq!((ran.code, ran.err.as_str()), (0, told));
    assert_eq!(on(&folder, "clear", &["--model", "cross-holdings"]).clean().lines().count(), 9);
}

#[test]
fn shocks_that_are_wrong_are_told() {
    let folder = web(NODES, EDGES);
    let shocked = |shock: &str| {
        put(folder.path(), "shock.csv", shock.as_bytes());
        let ran = on(&folder, "clear", &["--shock", "shock.csv", "--model", "furfine"]);
        let err = ran.err.clone();
        ran.wrong();
        err
    };
    let why = shocked("scenario,party,loss\nx,alder,1\ny,alder,1\nx,alder,2\n");
    assert_eq!(
        why,
        "error: shock.csv:4: scenario `x` tells of `alder` already, at shock.csv:2; keep one\n"
    );
    let why = shocked("scenario,party,losses\nx,alder,1\n");
    assert!(why.contains("there is no column `external_assets` or `loss`"), "{why}");
    let why = shocked("scenario,party,loss,external_assets\nx,alder,1,1\n");
    assert!(why.contains("there are both"), "{why}");
    let why = shocked("scenario,party,external_assets\nx,alder,11\n");
    assert!(why.contains("has 11 in place of 10, which is a gain"), "{why}");
}

#[test]
fn all_mistakes_are_told_at_once_as_far_as_they_help() {
    let mut rows = String::from("kind,from,to,amount\n");
    (0..60).for_each(|row| writeln!(rows, "debt,alder,nobody{row},-1").expect("it is text"));
    let why = told(NODES, &rows, &[]);
    assert_eq!(why.lines().count(), 51);
    assert!(why.ends_with("error: and 70 more\n"), "{why}");
    let why = told("party,external_assets,external_liabilities\na,x,0\n", "kind,from\n", &[]);
    assert!(why.contains("nodes.csv:2") && why.contains("edges.csv:1"), "{why}");
}

#[test]
fn many_rows_in_any_order_are_read() {
    const PARTIES: usize = 300;
    let mut nodes = String::from("external_liabilities,party,external_assets\n");
    let mut edges = String::from("amount,to,from,kind\n");
    for party in (0..PARTIES).rev() {
        writeln!(nodes, "1,p{party},1").expect("it is text");
        for step in 1..=100 {
            let other = (party + step) % PARTIES;
            writeln!(edges, "1,p{other},p{party},debt").expect("it is text");
        }
    }
    let text = on(&web(&nodes, &edges), "clear", &["--format", "csv"]).clean();
    assert_eq!(text.lines().count(), PARTIES + 1);
    assert!(text.lines().skip(1).all(|row| row.contains(",101.0,101.0,0.0,false,")), "{text}");
}

#[test]
fn names_may_have_any_letters() {
    let nodes =
        "party,external_assets,external_liabilities\n\"Größe, \"\"AG\"\"\",1,2\n \u{202e}x ,0,0\n";
    let edges = "kind,from,to,amount\ndebt,\"Größe, \"\"AG\"\"\",\u{202e}x,1\n";
    let folder = web(nodes, edges);
    let json = on(&folder, "clear", &["--format", "json"]).clean();
    let answer: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
    assert_eq!(answer["parties"][0]["party"], "Größe, \"AG\"");
    let text = on(&folder, "clear", &[]).clean();
    assert!(!text.contains('\u{202e}') && text.contains('\u{fffd}'), "{text}");
}
