//! The page on which an analyst reviews what was read: the text of each document with every span
//! marked, and the claims beside it.
//!
//! The page is one file, needs no script and no network, and holds every text escaped.

mod card;
mod escape;
mod observations;
mod text;

use std::fmt::Write;

pub use self::observations::observations;

use self::card::card;
use self::escape::escape;
use self::text::marked;
use super::Places;
use crate::Read;
use crate::claim::Claim;
use crate::document::Document;

/// The page up to its first document.
pub fn head(title: &str) -> String {
    let style = include_str!("html/page.css");
    let title = escape(title);
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>\n{style}</style>\n<body>\n"
    )
}

/// The page behind its last document.
pub const FOOT: &str = "</body>\n</html>\n";

/// A document of the page; `number` tells it from the others.
///
/// Time is linear in the document, with a logarithm for claims and their places.
///
/// ```
/// use counterflow_read::Reader;
/// use counterflow_read::document::open;
/// use counterflow_read::output::html;
/// let document = open("a.txt", b"Amazon puts $8bn into Anthropic & co.".to_vec())?;
/// let read = Reader::default().read(&document.view);
/// let section = html::section(&document, &read, 1);
/// assert!(section.contains("<mark class=\"amount\">$8bn</mark>"));
/// assert!(section.contains("&amp; co."));
/// # Ok::<(), counterflow_read::document::DocumentError>(())
/// ```
pub fn section(document: &Document, read: &Read, number: usize) -> String {
    let sheet = Sheet::new(document, read, number);
    let mut out = String::with_capacity(document.view.text().len() * 2);
    out.push_str("<section class=\"document\">\n");
    out.push_str(&sheet.about());
    out.push_str("<div class=\"pair\">\n<article>");
    out.push_str(&marked(&sheet));
    out.push_str("</article>\n<aside>\n");
    out.push_str(&sheet.claims());
    out.push_str("</aside>\n</div>\n</section>\n");
    out
}

/// What the parts of the page of one document share.
struct Sheet<'a> {
    document: &'a Document,
    read: &'a Read,
    places: Places<'a>,
    number: usize,
    /// The sentences of claims in the order of the text, each with the claims' places.
    sentences: Vec<(crate::Span, Vec<usize>)>,
}

impl Sheet<'_> {
    fn new<'a>(document: &'a Document, read: &'a Read, number: usize) -> Sheet<'a> {
        let mut spans: Vec<(crate::Span, usize)> =
            read.claims.iter().enumerate().map(|(at, claim)| (claim.evidence, at)).collect();
        spans.sort();
        let mut sentences: Vec<(crate::Span, Vec<usize>)> = Vec::new();
        for (span, at) in spans {
            match sentences.last_mut().filter(|(last, _)| span.start < last.end) {
                Some((last, claims)) => {
                    last.end = last.end.max(span.end);
                    claims.push(at);
                }
                None => sentences.push((span, vec![at])),
            }
        }
        let places = Places::new(&document.original);
        Sheet { document, read, places, number, sentences }
    }

    /// The address of a claim in the page.
    fn claim_id(&self, at: usize) -> String {
        format!("d{}c{}", self.number, at + 1)
    }

    /// The address of a sentence in the page.
    fn sentence_id(&self, at: usize) -> String {
        format!("d{}s{}", self.number, at + 1)
    }

    fn about(&self) -> String {
        let document = self.document;
        let title = document.title.as_ref().map_or(&document.name, |title| &title.value);
        let withheld = self.read.claims.iter().filter(|one| one.withheld.is_some()).count();
        let claims = self.read.claims.len() - withheld;
        let mut out = format!("<header>\n<h1>{}</h1>\n<p>", escape(title));
        let mut parts = vec![document.name.clone()];
        parts.extend(document.published.as_ref().map(|day| format!("published {}", day.value)));
        parts.push(counted(claims, "claim"));
        parts.push(format!("{withheld} withheld"));
        let parts: Vec<String> = parts.iter().map(|part| escape(part).to_string()).collect();
        let _ = writeln!(out, "{}</p>", parts.join(" · "));
        for warning in &document.warnings {
            let _ = writeln!(out, "<p class=\"warning\">{}</p>", escape(&warning.to_string()));
        }
        out.push_str(LEGEND);
        out.push_str("</header>\n");
        out
    }

    /// The claims in the order of the text, a card each.
    fn claims(&self) -> String {
        if self.read.claims.is_empty() {
            return "<p class=\"none\">No claims were read.</p>\n".to_string();
        }
        let mut out = String::from("<ol>\n");
        for (number, (_, claims)) in self.sentences.iter().enumerate() {
            for at in claims {
                out.push_str(&card(self, *at, number));
            }
        }
        out.push_str("</ol>\n");
        out
    }

    fn claim(&self, at: usize) -> &Claim {
        &self.read.claims[at]
    }
}

const LEGEND: &str = "<p class=\"legend\"><span class=\"s\">a sentence with claims</span> \
    <span class=\"s withheld\">one whose claims are withheld</span> \
    <mark class=\"party\">party</mark> <mark class=\"amount\">amount</mark></p>\n";

fn counted(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}
