//! Every worked example of `worked/` holds: the numbers worked out by hand and the snapshot, with
//! its entries in another order, formatted, and with a thousand times the money.

#![expect(clippy::disallowed_methods, reason = "tests read and rewrite the worked examples")]

mod example;
mod scale;

#[path = "../support/folder.rs"]
mod folder;
#[path = "../support/page.rs"]
mod page;
#[path = "../support/paper.rs"]
mod paper;
#[path = "../support/reorder.rs"]
mod reorder;

use std::fmt::Write;

use counterflow::{Book, View, report};
use counterflow_syntax::{Files, Severity, Style, format, parse, render_text};

use crate::example::{Example, Look};

/// Collects what is wrong with each example, and asserts that nothing is.
fn each(wrong_with: impl Fn(&Example) -> Vec<String>) {
    let mut wrong = String::new();
    for example in example::all() {
        for problem in wrong_with(&example) {
            let _ = writeln!(wrong, "\nworked/{}: {problem}", example.name);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The figures of a book in the view of a look, each as a line.
fn lines(book: &Book, look: &Look) -> Vec<String> {
    reorder::lines(&report(book, &look.view).value)
}

/// The lines that one side has and the other has not.
fn differences(before: &[String], after: &[String], what: &str) -> Vec<String> {
    let gone = before
        .iter()
        .filter(|line| !after.contains(line))
        .map(|line| format!("{what}, gone: {line}"));
    let come = after
        .iter()
        .filter(|line| !before.contains(line))
        .map(|line| format!("{what}, new: {line}"));
    gone.chain(come).collect()
}

#[test]
fn every_page_has_its_parts() {
    assert!(example::all().len() >= 10);
    each(|example| {
        let mut lines = example.text.lines();
        let mut wrong = Vec::new();
        if !lines.next().is_some_and(|line| line.starts_with("# ")) {
            wrong.push("the first line is no title".to_string());
        }
        if !example.text.lines().any(|line| line.starts_with("Source: ")) {
            wrong.push("there is no `Source:` line".to_string());
        }
        if example.looks.iter().all(|look| look.paper.trim().is_empty()) {
            wrong.push("no number was worked out by hand".to_string());
        }
        wrong
    });
}

#[test]
fn the_numbers_worked_out_by_hand_hold() {
    each(|example| {
        let book = example.book();
        let of = |look: &Look| {
            paper::unmet(&report(&book, &look.view).value, &look.paper, &look.tolerance)
        };
        example.looks.iter().flat_map(of).collect()
    });
}

#[test]
fn the_snapshots_hold() {
    let accept = std::env::var("COUNTERFLOW_ACCEPT").is_ok_and(|value| value == "1");
    each(|example| {
        if accept {
            let path = folder::project().join("worked").join(&example.name);
            std::fs::write(path, example.accepted()).expect("the page can be written");
            return Vec::new();
        }
        let stale = example.looks.iter().filter_map(|look| {
            let printed = example.printed(look);
            let snapshot = look.snapshot.as_deref().unwrap_or("");
            (snapshot != printed)
                .then(|| format!("the snapshot is\n{snapshot}and what is printed is\n{printed}"))
        });
        stale.collect()
    });
}

#[test]
fn accepting_touches_snapshots_alone() {
    each(|example| {
        let kept = |text: &str| -> Vec<String> {
            let blocks = page::blocks(text).into_iter();
            blocks
                .filter(|block| block.info != "snapshot")
                .map(|block| block.info + "\n" + &block.text)
                .collect()
        };
        let accepted = example.accepted();
        (kept(&accepted) != kept(&example.text))
            .then(|| "another block would change".to_string())
            .into_iter()
            .collect()
    });
}

#[test]
fn nothing_is_reported() {
    each(|example| {
        let book = example.book();
        let views = example.looks.iter().map(|look| look.view.clone()).chain([View::default()]);
        let of_views = views.flat_map(|view| report(&book, &view).diagnostics);
        let found = book.diagnostics.iter().cloned().chain(of_views);
        let told = found.filter(|one| one.severity > Severity::Note);
        told.map(|one| render_text(&one, &book.claims.files, Style::Plain)).collect()
    });
}

#[test]
fn formatting_changes_no_figure_and_is_done_once() {
    each(|example| {
        let mut wrong = Vec::new();
        let mut formatted = example.files.clone();
        for (path, bytes) in formatted.iter_mut().filter(|(path, _)| path.ends_with(".book")) {
            let once = formatted_text(std::str::from_utf8(bytes).expect("a book is text"));
            if formatted_text(&once) != once {
                wrong.push(format!("{path} changes when it is formatted again"));
            }
            *bytes = once.into_bytes();
        }
        let (before, after) = (example.book(), folder::opened(&formatted));
        for look in &example.looks {
            wrong.extend(differences(&lines(&before, look), &lines(&after, look), "formatted"));
        }
        wrong
    });
}

fn formatted_text(text: &str) -> String {
    let mut files = Files::default();
    let id = files.add("main.book", text);
    format(&parse(&files, id).value, &files)
}

#[test]
fn the_order_of_entries_changes_no_figure() {
    each(|example| {
        let (before, after) = (
            example.book(),
            folder::opened(&reorder::reordered(&example.files, |at| u64::MAX - at as u64)),
        );
        assert_eq!(before.claims.claims.len(), after.claims.claims.len());
        let looks = example.looks.iter();
        looks
            .flat_map(|look| {
                differences(&lines(&before, look), &lines(&after, look), "turned round")
            })
            .collect()
    });
}

#[test]
fn a_thousand_times_the_money_is_a_thousand_times_the_money() {
    each(|example| {
        let small = example.book();
        let large = folder::opened(&scale::enlarged(&example.files, &small));
        let mut wrong = Vec::new();
        for look in &example.looks {
            let (a, b) = (report(&small, &look.view).value, report(&large, &look.view).value);
            let (a, b) = (&a.answers.figures, &b.answers.figures);
            assert_eq!(a.len(), b.len(), "{}", example.name);
            let off = a.iter().zip(b).filter(|(a, b)| a.id != b.id || !scale::follows(a, b));
            wrong.extend(off.map(|(a, b)| {
                let line = |figure| counterflow::figure_words(figure);
                format!("enlarged, {}\n  became {}", line(a), line(b))
            }));
        }
        wrong
    });
}
