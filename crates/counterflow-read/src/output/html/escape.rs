//! Text of a document inside HTML.

use std::fmt;

use crate::output::quote::may_stand;

/// Text that is written with every character of HTML escaped, and without marks that steer.
#[derive(Clone, Copy, Debug)]
pub struct Escaped<'a>(&'a str);

/// Escapes a text when it is written.
pub fn escape(text: &str) -> Escaped<'_> {
    Escaped(text)
}

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        let mut rest = self.0;
        while let Some(at) = rest.find(is_special) {
            out.write_str(&rest[..at])?;
            let mut special = rest[at..].chars();
            out.write_str(match special.next() {
                Some('&') => "&amp;",
                Some('<') => "&lt;",
                Some('>') => "&gt;",
                Some('"') => "&quot;",
                Some('\'') => "&#39;",
                _ => "\u{FFFD}",
            })?;
            rest = special.as_str();
        }
        out.write_str(rest)
    }
}

fn is_special(one: char) -> bool {
    let steers = one != '\n' && !may_stand(one.encode_utf8(&mut [0; 4]));
    matches!(one, '&' | '<' | '>' | '"' | '\'') || steers
}
