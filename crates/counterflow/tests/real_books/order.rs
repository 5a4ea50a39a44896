//! The order of entries says nothing, and the same book gives the same bytes.

use counterflow::{Book, Undated, View, report};

use crate::folder::opened;
use crate::{books, day, reorder};

/// Ways of looking at a book that lead through different claims.
fn views() -> Vec<View> {
    let include = Undated::Include;
    vec![
        View::default(),
        View { known: day("2025-11-30"), ..View::default() },
        View { as_of: day("2026-01-31"), undated: include, ..View::default() },
        View { known: day("2026-03-31"), as_of: day("2025"), undated: include, ..View::default() },
    ]
}

/// Figures that rest on one of two values of a company stated for the same day: which of them is
/// the last one nothing says, and the order of the book still does.
const TIED: [&str; 3] = ["last_value(anthropic-series-h)", "step_up(anthropic-series-h)", "value(anthropic)"];

/// All that is printed of a book.
fn printed(book: &Book) -> Vec<String> {
    let printed = views().into_iter().flat_map(|view| {
        let report = report(book, &view).value;
        let figures: Vec<String> =
            report.answers.figures.iter().map(|figure| counterflow::figure_line(figure, report.claims)).collect();
        [report.to_text(80, true), report.to_json(), report.to_csv(), figures.join("\n")]
    });
    printed.collect()
}

#[test]
fn entries_in_reverse_give_the_same_figures() {
    for name in ["openai-round", "ai-web"] {
        let files = books::files_of(name);
        let (before, after) = (opened(&files), opened(&reorder::reversed(&files)));
        assert_eq!(before.claims.claims.len(), after.claims.claims.len());
        for view in views() {
            let (a, b) = (report(&before, &view).value, report(&after, &view).value);
            assert_eq!((a.in_force, a.left_out), (b.in_force, b.left_out), "{name} {view:?}");
            let (a, b) = (reorder::lines(&a), reorder::lines(&b));
            let tied = |line: &&String| TIED.iter().any(|id| line.starts_with(&format!("{{\"id\":\"{id}\"")));
            let only = |a: &[String], b: &[String]| -> Vec<String> {
                a.iter().filter(|line| !b.contains(line) && !tied(line)).cloned().collect()
            };
            let (gone, come) = (only(&a, &b), only(&b, &a));
            assert!(gone.is_empty() && come.is_empty(), "{name} {view:?}\nbefore {gone:#?}\nafter {come:#?}");
        }
    }
}

#[test]
fn two_runs_print_the_same_bytes() {
    for name in ["openai-round", "ai-web"] {
        let files = books::files_of(name);
        assert_eq!(printed(&opened(&files)), printed(&opened(&files)), "{name}");
    }
}
