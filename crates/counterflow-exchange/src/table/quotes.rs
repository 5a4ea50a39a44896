//! Whether the quotes of a CSV text pair up. A quote that is left open would swallow every row
//! after it into one cell, so it is looked for before anything is read.

/// A quote that does not pair up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadQuote {
    /// Whether it is never closed, as against followed by text.
    pub open: bool,
    pub line: usize,
    /// Counted in characters.
    pub column: usize,
}

/// The first quote that does not pair up. Time is linear in the text.
pub fn bad_quote(text: &str, delimiter: u8) -> Option<BadQuote> {
    let bytes = text.as_bytes();
    let ends_cell = |byte: Option<&u8>| {
        byte.is_none_or(|&byte| byte == delimiter || byte == b'\n' || byte == b'\r')
    };
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] != b'"' {
            // A quote inside a cell that does not start with one is a letter like any other.
            at += bytes[at..]
                .iter()
                .position(|byte| ends_cell(Some(byte)))
                .unwrap_or(bytes.len() - at);
            at += 1;
            continue;
        }
        let start = at;
        at = match closing_quote(&bytes[start + 1..]) {
            Some(length) => start + 1 + length + 1,
            None => return Some(place(text, start, true)),
        };
        if !ends_cell(bytes.get(at)) {
            return Some(place(text, at, false));
        }
        at += 1;
    }
    None
}

/// Where a quoted cell ends, counted from behind its first quote; two quotes are one inside it.
fn closing_quote(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        at += bytes[at..].iter().position(|byte| *byte == b'"')?;
        if bytes.get(at + 1) != Some(&b'"') {
            return Some(at);
        }
        at += 2;
    }
}

fn place(text: &str, at: usize, open: bool) -> BadQuote {
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let from = before.rfind('\n').map_or(0, |newline| newline + 1);
    BadQuote { open, line, column: before[from..].chars().count() + 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_and_broken_quotes_are_found() {
        let bad = |text| bad_quote(text, b',').map(|bad| (bad.open, bad.line, bad.column));
        assert_eq!(bad("a,\"b\"\"\n\",\"c\"\n5\" d,\"\"\r\n"), None);
        assert_eq!(bad("a,b\nc,\"d\ne\n"), Some((true, 2, 3)));
        assert_eq!(bad("a,\"b\" c\n"), Some((false, 1, 6)));
        assert_eq!(bad("\""), Some((true, 1, 1)));
        assert_eq!(bad("\"\""), None);
        assert_eq!(bad("\"\"\""), Some((true, 1, 1)));
    }
}
