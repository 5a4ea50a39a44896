//! What was known on a day does not rest on what came later.

use counterflow::{Date, View, report};
use counterflow_claim::{Claim, Claims, YearEnd};
use counterflow_network::resolve;
use counterflow_syntax::{Files, Tree, parse};

use crate::ai_web::BOOK;
use crate::folder::{BookFiles, opened};
use crate::{books, day, reorder};

const DAYS: [&str; 3] = ["2025-06-30", "2025-11-30", "2026-02-28"];

/// When the first dated source of a claim was published.
fn published(claims: &Claims, claim: &Claim) -> Option<Date> {
    let sources = claim.citations.iter().filter_map(|citation| citation.source);
    let days = sources.filter_map(|source| claims.source(source).published);
    days.map(|day| day.last_day(YearEnd::default())).min()
}

fn view(text: &str) -> View {
    View { known: day(text), ..View::default() }
}

#[test]
fn no_claim_in_force_was_published_later() {
    let claims = &BOOK.claims;
    for text in DAYS {
        let network = resolve(claims, &view(text)).value;
        assert!(!network.in_force.is_empty(), "nothing is known on {text}");
        for id in &network.in_force {
            let published = published(claims, claims.claim(*id));
            assert!(
                published.is_some() && published <= day(text),
                "{} on {text}",
                claims.name(*id)
            );
        }
    }
}

#[test]
fn no_figure_rests_on_what_was_published_later() {
    let claims = &BOOK.claims;
    for text in DAYS {
        let report = report(&BOOK, &view(text)).value;
        assert!(!report.answers.figures.is_empty());
        for figure in &report.answers.figures {
            for id in &figure.claims {
                let published = published(claims, claims.claim(*id));
                assert!(
                    published.is_some() && published <= day(text),
                    "{} on {text}: {}",
                    figure.id,
                    claims.name(*id)
                );
            }
        }
    }
}

/// On a later day the book's own links from early claims to later ones would be cut as well.
#[test]
fn figures_are_those_of_a_book_without_what_came_later() {
    for text in &DAYS[..2] {
        let cut = opened(&without_later(&books::files_of("ai-web"), day(text)));
        let seen = reorder::lines(&report(&BOOK, &view(text)).value);
        for view in [view(text), View::default()] {
            let alone = reorder::lines(&report(&cut, &view).value);
            let differ: Vec<_> = seen.iter().filter(|line| !alone.contains(line)).collect();
            assert!(differ.is_empty(), "on {text}, only in the whole book: {differ:#?}");
            assert_eq!(seen.len(), alone.len(), "on {text}");
        }
    }
}

/// The files of the book without the claims that no source dated by then tells.
fn without_later(files: &BookFiles, known: Option<Date>) -> BookFiles {
    let claims = &BOOK.claims;
    let later: Vec<(String, u32)> = claims
        .claims
        .iter()
        .filter(|claim| published(claims, claim).is_none_or(|published| Some(published) > known))
        .map(|claim| (claims.files.get(claim.span.file).path().to_string(), claim.span.start))
        .collect();
    let cut = files.iter().map(|(path, bytes)| {
        let Ok(text) = std::str::from_utf8(bytes) else { return (path.clone(), bytes.clone()) };
        let starts: Vec<u32> =
            later.iter().filter(|(of, _)| of == path).map(|(_, start)| *start).collect();
        (path.clone(), without_entries(text, &starts).into_bytes())
    });
    cut.collect()
}

/// A text without the entries that start at these bytes.
fn without_entries(text: &str, starts: &[u32]) -> String {
    let mut files = Files::default();
    let id = files.add("one.book", text);
    let tree: Tree = parse(&files, id).value;
    let mut out = text.to_string();
    for entry in tree.entries().iter().rev() {
        let header = tree.header_span(entry);
        if starts.contains(&header.start) {
            let last = tree.fields(entry).last().map_or(header, |field| tree.value_span(field));
            out.replace_range(header.start as usize..last.end as usize, "");
        }
    }
    out
}
