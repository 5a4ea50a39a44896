//! `quote-not-found`: a quote that does not stand, byte for byte, in the source's file.

use std::collections::BTreeMap;

use counterflow_syntax::{Diagnostic, Span};
use memchr::memmem;

use super::Documents;
use crate::{Claims, codes};

pub fn check(claims: &Claims, documents: &Documents, found: &mut Vec<Diagnostic>) {
    if documents.is_empty() {
        return;
    }
    // Made for the files of which a quote was not found.
    let mut folded: BTreeMap<String, Folded> = BTreeMap::new();
    for (_, claim) in claims.iter() {
        for citation in &claim.citations {
            let Some(source) = citation.source.map(|id| claims.source(id)) else { continue };
            let Some(path) = source.file.map(|span| claims.plain(span)) else { continue };
            let Some(document) = documents.get(path.as_ref()) else { continue };
            for quote in &citation.quotes {
                let words = claims.plain(*quote);
                if memmem::find(document, words.as_bytes()).is_none() {
                    let text = folded
                        .entry(path.clone().into_owned())
                        .or_insert_with(|| Folded::new(&String::from_utf8_lossy(document)));
                    found.push(report(*quote, &path, text.find(&words)));
                }
            }
        }
    }
}

fn report(quote: Span, path: &str, near: Option<&str>) -> Diagnostic {
    let title = format!("a quote does not stand in `{path}`");
    let found =
        Diagnostic::new(&codes::QUOTE_NOT_FOUND, title).at(quote, "not found, byte for byte");
    match near {
        Some(near) if near.contains(['\n', '\r']) => found
            .note("the words stand there with a line end between them")
            .help("quote the words of each line as a string of their own, one behind the other"),
        Some(near) => {
            let escaped = near.replace('\\', "\\\\").replace('"', "\\\"");
            found.note("quotes, dashes, blanks and capitals count").replace(
                "the words as the file has them",
                quote,
                format!("\"{escaped}\""),
            )
        }
        None => found.help("copy the words from the file"),
    }
}

/// A text with its quotes, dashes, blanks and capitals made alike, to find words that a copy has
/// changed a little.
struct Folded {
    text: String,
    plain: String,
    /// Where in `text` each byte of `plain` comes from.
    offsets: Vec<usize>,
}

impl Folded {
    fn new(text: &str) -> Folded {
        let mut folded =
            Folded { text: text.to_string(), plain: String::new(), offsets: Vec::new() };
        for (at, c) in text.char_indices() {
            let before = folded.plain.len();
            match c {
                c if c.is_whitespace() && folded.plain.ends_with(' ') => {}
                c if c.is_whitespace() => folded.plain.push(' '),
                '\u{201C}'..='\u{201F}' | '\u{AB}' | '\u{BB}' => folded.plain.push('"'),
                '\u{2018}'..='\u{201B}' | '\u{2032}' => folded.plain.push('\''),
                '\u{2010}'..='\u{2015}' | '\u{2212}' => folded.plain.push('-'),
                '\u{2026}' => folded.plain.push_str("..."),
                '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' => {}
                _ => folded.plain.extend(c.to_lowercase()),
            }
            folded.offsets.extend((before..folded.plain.len()).map(|_| at));
        }
        folded.offsets.push(text.len());
        folded
    }

    /// The words of the text that are like these.
    fn find(&self, words: &str) -> Option<&str> {
        let words = Folded::new(words).plain;
        let start = memmem::find(self.plain.as_bytes(), words.as_bytes())?;
        let near = &self.text[self.offsets[start]..self.offsets[start + words.len()]];
        // A byte that is not UTF-8 cannot be quoted.
        let whole = !words.trim().is_empty() && !near.contains('\u{FFFD}');
        whole.then(|| near.trim_end())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_a_copy_has_changed_a_little_are_found() {
        let text = Folded::new("She said \u{201C}up\u{A0}to $50bn\u{201D} \u{2014} or\nmore.");
        assert_eq!(
            text.find("\"UP to $50bn\" -"),
            Some("\u{201C}up\u{A0}to $50bn\u{201D} \u{2014}")
        );
        assert_eq!(text.find("or more"), Some("or\nmore"));
        assert_eq!(text.find("or less"), None);
        assert_eq!(text.find(" "), None);
    }
}
