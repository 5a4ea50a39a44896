//! A claim beside the text.

use std::fmt::Write;

use super::Sheet;
use super::escape::escape;
use crate::claim::{Claim, Somebody};
use crate::output::{money, quotes, share, shares};

/// A claim as a card: what it says, the words that it rests on, the rule that made it, and why it
/// is withheld if it is.
pub fn card(sheet: &Sheet, at: usize, sentence: usize) -> String {
    let claim = sheet.claim(at);
    let view = &sheet.document.view;
    let class = if claim.withheld.is_some() { " class=\"withheld\"" } else { "" };
    let mut out = format!("<li{class} id=\"{}\">\n", sheet.claim_id(at));
    let kind = claim.metric.as_deref().unwrap_or(claim.kind.name()).replace('_', " ");
    let stage = if claim.denied { "denied" } else { claim.stage.name() };
    let _ = writeln!(
        out,
        "<h2><span class=\"n\">{}</span> {} <small>{stage}</small></h2>",
        at + 1,
        escape(&kind)
    );
    let _ = writeln!(out, "<p class=\"who\">{}</p>", sides(claim));
    let amounts = [money(claim, view), share(claim, view), shares(claim)];
    let amounts: Vec<String> = amounts.into_iter().flatten().collect();
    if !amounts.is_empty() {
        let _ = writeln!(out, "<p class=\"amounts\">{}</p>", escape(&amounts.join(" · ")));
    }
    if let Some(why) = &claim.withheld {
        let _ = writeln!(out, "<p class=\"why\"><b>Withheld</b>: {}</p>", escape(why));
    }
    let _ = writeln!(out, "<blockquote>{}</blockquote>", quote(sheet, claim));
    let _ = writeln!(out, "{}", details(sheet, claim, sentence));
    out.push_str("</li>\n");
    out
}

fn sides(claim: &Claim) -> String {
    let name = |one: &Option<Somebody>| one.as_ref().map(|one| escape(&one.name).to_string());
    match (name(&claim.from), name(&claim.to)) {
        (Some(from), Some(to)) => format!("{from} <span aria-label=\"to\">→</span> {to}"),
        (Some(from), None) => format!("{from} <span aria-label=\"to\">→</span> not told"),
        (None, Some(to)) => to,
        (None, None) => "nobody is named".to_string(),
    }
}

/// The words of the original, with a dash of omission between its pieces.
fn quote(sheet: &Sheet, claim: &Claim) -> String {
    let original = &sheet.document.original;
    let pieces = quotes(&sheet.document.view, original, claim.evidence);
    let pieces = pieces.iter().filter_map(|piece| original.get(piece.range()));
    pieces.map(|piece| escape(piece).to_string()).collect::<Vec<_>>().join(" … ")
}

/// The place, the rule, and how words that are no names were understood.
fn details(sheet: &Sheet, claim: &Claim, sentence: usize) -> String {
    let span = sheet.document.view.original(claim.evidence);
    let (line, column) = sheet.places.of(span.start);
    let text = sheet.document.view.text();
    let address = sheet.sentence_id(sentence);
    let mut parts = vec![
        format!("<a href=\"#{address}\">line {line}, column {column}</a>"),
        format!("bytes {}..{}", span.start, span.end),
        format!("rule <code>{}</code>", escape(&claim.rule)),
    ];
    parts.extend(claim.date.as_ref().map(|date| format!("dated {}", escape(date))));
    parts.extend(claim.period.as_ref().map(|period| format!("for {}", escape(period))));
    parts.extend(claim.says.as_ref().map(|says| format!("says {}", escape(says))));
    let condition = claim.condition.and_then(|span| text.get(span.range()));
    parts.extend(condition.map(|words| format!("if {}", escape(words))));
    for side in [&claim.from, &claim.to].into_iter().flatten().filter(|one| one.by != "name") {
        let words = text.get(side.span.range()).filter(|words| !words.is_empty());
        let words = words.map_or(String::new(), |words| format!("“{}” is ", escape(words)));
        parts.push(format!("{words}{} by <code>{}</code>", escape(&side.name), escape(side.by)));
    }
    format!("<p class=\"place\">{}</p>", parts.join(" · "))
}
