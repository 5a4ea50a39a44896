//! Claims as lines: what one says, where it stands, its sources and their quotes.

use counterflow_claim::{ClaimId, Claims, Slot};

use crate::show::slot_word;

/// A claim with its place, its sources and their quotes.
pub fn claim_lines(claims: &Claims, id: ClaimId, out: &mut String) {
    let claim = claims.claim(id);
    out.push_str(&format!("    {}  ({})\n", claims.name(id), place(claims, id, None)));
    out.push_str(&format!("      {}\n", claims.written(claim.span)));
    for citation in &claim.citations {
        let Some(source) = citation.source.map(|source| claims.source(source)) else { continue };
        let title = source.title.map(|title| claims.plain(title).into_owned()).unwrap_or_default();
        let publisher = source.publisher.map(|span| claims.plain(span).into_owned());
        let published = source.published.map(|day| day.to_string());
        let by = [publisher, published].into_iter().flatten().collect::<Vec<_>>().join(", ");
        out.push_str(&format!("      source: {} \"{title}\" {by}\n", claims.written(source.id)));
        for quote in &citation.quotes {
            out.push_str(&format!("        {}\n", claims.written(*quote)));
        }
        if citation.quotes.is_empty() {
            out.push_str("        no quote held\n");
        }
        if let Some(url) = source.url {
            out.push_str(&format!("        {}\n", claims.plain(url)));
        }
    }
}

/// Where a claim stands, or one of its quantities: `main.book:57`.
pub fn place(claims: &Claims, id: ClaimId, slot: Option<Slot>) -> String {
    let claim = claims.claim(id);
    let quantity = slot.and_then(|slot| claim.quantity(slot));
    let span = quantity.map_or(claim.span, |quantity| quantity.span);
    let (line, _) = claims.files.position(span);
    format!("{}:{line}", claims.files.get(span.file).path())
}

/// A quantity of a claim as it is written.
pub fn phrase(claims: &Claims, id: ClaimId, slot: Slot) -> Option<&str> {
    Some(claims.written(claims.claim(id).quantity(slot)?.span))
}

/// What a claim says by one of its quantities: `q1-2026, valuation "830 bn USD" (main.book:58)`.
pub fn said(claims: &Claims, id: ClaimId, slot: Slot) -> String {
    let key = match slot {
        Slot::Header => String::new(),
        _ => format!(", {}", slot_word(slot)),
    };
    let phrase = phrase(claims, id, slot).map(|phrase| format!(" \"{phrase}\""));
    let place = place(claims, id, Some(slot));
    format!("{}{key}{} ({place})", claims.name(id), phrase.unwrap_or_default())
}
