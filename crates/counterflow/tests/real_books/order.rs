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

/// All that is printed of a book.
fn printed(book: &Book) -> Vec<String> {
    let printed = views().into_iter().flat_map(|view| {
        let report = report(book, &view).value;
        let figures: Vec<String> = report
            .answers
            .figures
            .iter()
            .map(|figure| counterflow::figure_line(figure, report.claims))
            .collect();
        [report.to_text(80, true), report.to_json(), report.to_csv(), figures.join("\n")]
    });
    printed.collect()
}

/// Asserts that the figures of both books stay the same with their entries in an order.
fn stays(key: impl Fn(usize) -> u64) {
    for name in ["openai-round", "ai-web"] {
        let files = books::files_of(name);
        let (before, after) = (opened(&files), opened(&reorder::reordered(&files, &key)));
        assert_eq!(before.claims.claims.len(), after.claims.claims.len());
        for view in views() {
            let (a, b) = (report(&before, &view).value, report(&after, &view).value);
            assert_eq!((a.in_force, a.left_out), (b.in_force, b.left_out), "{name} {view:?}");
            let (a, b) = (reorder::lines(&a), reorder::lines(&b));
            let gone: Vec<_> = a.iter().filter(|line| !b.contains(line)).collect();
            let come: Vec<_> = b.iter().filter(|line| !a.contains(line)).collect();
            assert!(
                gone.is_empty() && come.is_empty(),
                "{name} {view:?}\nbefore {gone:#?}\nafter {come:#?}"
            );
        }
    }
}

#[test]
fn entries_in_reverse_give_the_same_figures() {
    stays(|at| u64::MAX - at as u64);
}

#[test]
fn shuffled_entries_give_the_same_figures() {
    // Multiples of a number modulo a prime above the count of entries come in no order.
    for step in [347, 5_003, 6_151] {
        stays(|at| at as u64 * step % 10_007);
    }
}

#[test]
fn two_runs_print_the_same_bytes() {
    for name in ["openai-round", "ai-web"] {
        let files = books::files_of(name);
        assert_eq!(printed(&opened(&files)), printed(&opened(&files)), "{name}");
    }
}
