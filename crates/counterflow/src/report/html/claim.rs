//! A claim inside a trace: its words in the book, its sources and their quotes.

use counterflow_claim::{Basis, Citation, Claim, ClaimId, Claims, Slot};
use counterflow_syntax::Span;

use super::Page;
use super::escape::{clip, escape, web_address};
use super::links::claim_anchor;
use super::trace::close;

impl Page<'_> {
    /// The claims that something opens by themselves, each once.
    pub fn claims(&mut self) {
        for id in self.links.opened.clone() {
            let anchor = claim_anchor(id);
            let name = self.report.claims.name(id);
            let name = clip(&name);
            let name = escape(&name);
            self.out.push_str(&format!(
                "<div popover id=\"{anchor}\" role=\"dialog\" aria-label=\"Claim {name}\">\n\
                 <header><h3><small>claim</small>{name}</h3>{}</header>\n<div class=\"claims\">",
                close(&anchor)
            ));
            self.claim(id, "");
            self.out.push_str("</div>\n</div>\n");
        }
    }

    /// A claim by its header, which opens the rest.
    pub fn claim_line(&mut self, id: ClaimId) {
        let header = header(self.report.claims, id);
        let anchor = self.links.open_claim(id);
        self.out.push_str(&format!(
            "<button popovertarget=\"{anchor}\" popovertargetaction=\"show\">\
             <code>{}</code></button>",
            escape(&header)
        ));
    }

    /// A claim in full under its name.
    pub fn named_claim(&mut self, id: ClaimId) {
        let name = self.report.claims.name(id);
        self.claim(id, &format!("{} · ", escape(&clip(&name))));
    }

    /// A claim in full, with some HTML in front of its place.
    fn claim(&mut self, id: ClaimId, name: &str) {
        let claims = self.report.claims;
        let claim = claims.claim(id);
        self.out.push_str(&format!("<pre>{}", escape(&header(claims, id))));
        for line in lines(claims, claim) {
            self.out.push_str(&format!("\n  {}", escape(line)));
        }
        let (line, _) = claims.files.position(claim.span);
        let path = claims.files.get(claim.span.file).path();
        self.out.push_str(&format!("</pre><p class=\"place\">{name}{}:{line}</p>", escape(path)));
        for citation in &claim.citations {
            self.citation(citation);
        }
        if claim.citations.is_empty() {
            self.out.push_str("<p class=\"noquote\">no source named</p>");
        }
    }

    fn citation(&mut self, citation: &Citation) {
        let claims = self.report.claims;
        let source = citation.source.map(|source| claims.source(source));
        let plain = |span: Option<Span>| span.map(|span| claims.plain(span));
        let title = plain(source.and_then(|source| source.title))
            .unwrap_or_else(|| claims.plain(citation.span));
        let title = clip(&title);
        let url = plain(source.and_then(|source| source.url));
        let link = url.as_deref().and_then(web_address);
        self.out.push_str("<p class=\"source\">");
        match link {
            Some(url) => self.out.push_str(&format!(
                "<a href=\"{}\" rel=\"noreferrer\">{}</a>",
                escape(url),
                escape(&title)
            )),
            None => self.out.push_str(&format!("<cite>{}</cite>", escape(&title))),
        }
        let publisher =
            plain(source.and_then(|source| source.publisher)).map(|name| clip(&name).into_owned());
        let published = source.and_then(|source| source.published).map(|day| day.to_string());
        let kind = source.map(|source| source.kind).filter(|kind| *kind != Basis::Unstated);
        let kind = kind.map(|kind| kind.word().to_string());
        let other = url.as_deref().filter(|_| link.is_none()).map(str::to_string);
        for part in [publisher, published, kind, other].into_iter().flatten() {
            self.out.push_str(&format!(" · {}", escape(&part)));
        }
        self.out.push_str("</p>");
        for quote in &citation.quotes {
            self.out
                .push_str(&format!("<blockquote>{}</blockquote>", escape(&claims.plain(*quote))));
        }
        if citation.quotes.is_empty() {
            self.out.push_str("<p class=\"noquote\">no quote held</p>");
        }
    }
}

/// The header as written.
fn header(claims: &Claims, id: ClaimId) -> String {
    claims.written(claims.claim(id).span).trim_end().to_string()
}

/// The lines below the header that hold its numbers, terms and relations, as written.
fn lines<'a>(claims: &'a Claims, claim: &Claim) -> Vec<&'a str> {
    let below = claim.quantities.iter().filter(|(slot, _)| *slot != Slot::Header);
    let mut spans: Vec<Span> = below.map(|(_, quantity)| quantity.span).collect();
    spans.extend(claim.dues.iter().map(|due| due.amount.span));
    spans.extend(claim.conditions.iter().map(|condition| condition.what.span));
    spans.extend(claim.links.iter().map(|link| link.target.span));
    let (header, _) = claims.files.position(claim.span);
    let mut found: Vec<(usize, &str)> = Vec::new();
    spans.sort();
    for span in spans.into_iter().filter(|span| span.file == claim.span.file) {
        let (number, _) = claims.files.position(span);
        if number > header && found.last().is_none_or(|(last, _)| *last != number) {
            found.push((number, line_around(claims, span)));
        }
    }
    found.into_iter().map(|(_, line)| line).collect()
}

/// The whole line in which a span starts.
fn line_around(claims: &Claims, span: Span) -> &str {
    let text = claims.files.get(span.file).text();
    let at = (span.start as usize).min(text.len());
    let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let end = after.find('\n').map_or(text.len(), |end| at + end);
    text.get(start..end).unwrap_or("").trim()
}
