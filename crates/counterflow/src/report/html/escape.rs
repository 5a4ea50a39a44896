//! Text of a book inside HTML: escaped, and cut where only a name is wanted.

use std::borrow::Cow;
use std::fmt;

/// Names longer than so many characters are cut; headers of claims and quotes never are.
const LONGEST_NAME: usize = 240;

/// Text that is written with every character of HTML escaped, for contents and for attributes in
/// double quotes alike.
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
                // A control character has no place in HTML; the reader sees that one was there.
                _ => "\u{FFFD}",
            })?;
            rest = special.as_str();
        }
        out.write_str(rest)
    }
}

fn is_special(c: char) -> bool {
    matches!(c, '&' | '<' | '>' | '"' | '\'') || (c.is_control() && c != '\n' && c != '\t')
}

/// A name, cut with an ellipsis if it is very long.
pub fn clip(name: &str) -> Cow<'_, str> {
    match name.char_indices().nth(LONGEST_NAME) {
        None => Cow::Borrowed(name),
        Some((end, _)) => Cow::Owned(format!("{}…", &name[..end])),
    }
}

/// A name as the `id` of an element, and as the fragment of an address.
///
/// Letters, digits and `.`, `_`, `-`, `(`, `)`, `,`, `:` stay; any other character becomes its
/// number between tildes, so that different names stay different.
pub fn anchor(name: &str) -> String {
    let mut anchor = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '.' | '_' | '-' | '(' | ')' | ',' | ':' => {
                anchor.push(c)
            }
            _ => anchor.push_str(&format!("~{:x}~", c as u32)),
        }
    }
    anchor
}

/// An address that may become a link: `http` or `https`, in one piece.
pub fn web_address(url: &str) -> Option<&str> {
    let (scheme, rest) = url.split_once("://")?;
    let web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let whole = !rest.is_empty() && !rest.contains(|c: char| c.is_whitespace() || c.is_control());
    (web && whole).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_escaped() {
        let hostile = "</style><script>alert(\"1\" & '2')</script>";
        let escaped = escape(hostile).to_string();
        assert_eq!(
            escaped,
            "&lt;/style&gt;&lt;script&gt;alert(&quot;1&quot; &amp; &#39;2&#39;)&lt;/script&gt;"
        );
        assert_eq!(escape("é – 830 bn ≤").to_string(), "é – 830 bn ≤");
        assert_eq!(escape("").to_string(), "");
    }

    #[test]
    fn control_characters_are_shown_as_replaced() {
        assert_eq!(
            escape("a\0b\u{1b}c\u{85}d\ne\tf").to_string(),
            "a\u{FFFD}b\u{FFFD}c\u{FFFD}d\ne\tf"
        );
    }

    #[test]
    fn long_names_are_cut_between_characters() {
        let long = "é".repeat(100_000);
        assert_eq!(clip(&long).chars().count(), LONGEST_NAME + 1);
        let fits = "é".repeat(LONGEST_NAME);
        assert_eq!(clip(&fits), fits);
    }

    #[test]
    fn anchors_differ_where_names_differ() {
        assert_eq!(anchor("share(amazon,q1-2026)"), "share(amazon,q1-2026)");
        assert_eq!(anchor("a b\"c"), "a~20~b~22~c");
        assert_ne!(anchor("a~20~b"), anchor("a b"));
    }

    #[test]
    fn only_addresses_of_the_web_become_links() {
        for good in ["https://example.org/a?b=c#d", "HTTP://example.org"] {
            assert_eq!(web_address(good), Some(good));
        }
        for bad in [
            "javascript:alert(1)",
            "data:text/html,x",
            "https://",
            "https://a b",
            "//a",
            " https://a",
            "java\nscript://a",
        ] {
            assert_eq!(web_address(bad), None, "{bad}");
        }
    }
}
