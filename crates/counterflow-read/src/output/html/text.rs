//! The text of a document with its spans marked.

use std::fmt::Write;

use super::Sheet;
use super::escape::escape;
use crate::Span;
use crate::quantity::{Counts, amounts};
use crate::text::{Tokens, sentences};

/// A span inside the text with the class that it is marked with.
type Mark = (Span, &'static str);

/// The text, with sentences that claims stand in, parties and amounts marked.
pub fn marked(sheet: &Sheet) -> String {
    let text = sheet.document.view.text();
    let marks = marks(sheet);
    let mut out = String::with_capacity(text.len() * 2);
    let mut at = 0;
    for (number, (span, claims)) in sheet.sentences.iter().enumerate() {
        part(text, Span::new(at, span.start), &marks, &mut out);
        let withheld = claims.iter().all(|claim| sheet.claim(*claim).withheld.is_some());
        let class = if withheld { "s withheld" } else { "s" };
        let _ = write!(out, "<span class=\"{class}\" id=\"{}\">", sheet.sentence_id(number));
        part(text, *span, &marks, &mut out);
        for claim in claims {
            let _ = write!(out, "<a href=\"#{}\">{}</a>", sheet.claim_id(*claim), claim + 1);
        }
        out.push_str("</span>");
        at = span.end;
    }
    part(text, Span::new(at, text.len() as u32), &marks, &mut out);
    // Where no empty line stands between paragraphs, each line is one.
    if text.contains("\n\n") { out } else { out.replace('\n', "\n\n") }
}

/// A part of the text with the marks that lie in it.
fn part(text: &str, of: Span, marks: &[Mark], out: &mut String) {
    let mut at = of.start;
    let first = marks.partition_point(|(span, _)| span.start < of.start);
    for (span, class) in marks[first..].iter().take_while(|(span, _)| span.end <= of.end) {
        let between = text.get(at as usize..span.start as usize).unwrap_or("");
        let inside = text.get(span.range()).unwrap_or("");
        let _ = write!(out, "{}<mark class=\"{class}\">{}</mark>", escape(between), escape(inside));
        at = span.end;
    }
    let _ = write!(out, "{}", escape(text.get(at as usize..of.end as usize).unwrap_or("")));
}

/// Parties and amounts in the order of the text; none overlap.
fn marks(sheet: &Sheet) -> Vec<Mark> {
    let tokens = Tokens::new(sheet.document.view.text());
    let named = sheet.read.parties.mentions.iter();
    let mut marks: Vec<Mark> =
        named.map(|mention| (tokens.span(mention.tokens.clone()), "party")).collect();
    let counted = |counts: &Counts| !matches!(counts, Counts::Plain | Counts::Ordinal);
    let found = amounts(&tokens, &sentences(&tokens));
    marks.extend(found.iter().filter(|one| counted(&one.counts)).map(|one| (one.span, "amount")));
    // Who is meant by a word that is no name.
    let sides = sheet.read.claims.iter().flat_map(|claim| [&claim.from, &claim.to]).flatten();
    marks.extend(sides.map(|side| (side.span, "party")));
    marks.sort();
    let mut end = 0;
    marks.retain(|(span, _)| {
        let apart = span.start >= end && !span.is_empty();
        end = if apart { span.end } else { end };
        apart
    });
    marks
}
