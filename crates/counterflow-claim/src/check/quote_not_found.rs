//! `quote-not-found`: a quote that does not stand, byte for byte, in the source's file.

use counterflow_syntax::Diagnostic;
use memchr::memmem;

use super::Documents;
use crate::{Claims, codes};

pub fn check(claims: &Claims, documents: &Documents, found: &mut Vec<Diagnostic>) {
    if documents.is_empty() {
        return;
    }
    for (_, claim) in claims.iter() {
        for citation in &claim.citations {
            let Some(source) = citation.source.map(|id| claims.source(id)) else { continue };
            let path = source.file.map(|span| claims.plain(span));
            let Some(document) = path.as_ref().and_then(|path| documents.get(path.as_ref())) else {
                continue;
            };
            for quote in &citation.quotes {
                let words = claims.plain(*quote);
                if memmem::find(document, words.as_bytes()).is_none() {
                    let path = path.as_deref().unwrap_or_default();
                    found.push(
                        Diagnostic::new(
                            &codes::QUOTE_NOT_FOUND,
                            format!("a quote does not stand in `{path}`"),
                        )
                        .at(*quote, "not found, byte for byte")
                        .note("quotes, dashes and blanks count: curly quotes are not straight ones")
                        .help("copy the words from the file"),
                    );
                }
            }
        }
    }
}
