//! Character references: `&nbsp;`, `&#8217;`, `&copy` without its semicolon.

use html5gum::{Token, Tokenizer};
use rustc_hash::FxHashMap;

/// Longer names than this are none.
const LONGEST: usize = 34;

/// What references stand for, with a memory of the names that were met.
#[derive(Debug, Default)]
pub struct References {
    known: FxHashMap<Box<str>, Box<str>>,
}

impl References {
    /// How many bytes at the start of `text`, which starts with `&`, are a reference, and what it
    /// stands for; nothing if it is none.
    ///
    /// The table of names is the tokenizer's: a name is decoded once and then remembered. Entities
    /// that a document declares are not looked at, so that none can grow.
    pub fn read(&mut self, text: &str) -> Option<(usize, &str)> {
        let name = name(text)?;
        if name.starts_with("&#") {
            return self.numeric(name);
        }
        if !self.known.contains_key(name) {
            let (len, decoded) = decode(name)?;
            if len < name.len() {
                // A name without its semicolon, with more letters behind it: remembered as it is.
                let short = name.get(..len)?;
                let meaning = self.known.entry(short.into()).or_insert(decoded);
                return Some((len, meaning));
            }
            self.known.insert(name.into(), decoded);
        }
        self.known.get(name).map(|decoded| (name.len(), &**decoded))
    }

    fn numeric(&mut self, name: &str) -> Option<(usize, &str)> {
        let digits = name.get(2..)?.trim_end_matches(';');
        let code = match digits.strip_prefix(['x', 'X']) {
            Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
            None => digits.parse(),
        };
        let one = windows(code.ok()?);
        let mut bytes = [0; 4];
        let meaning: &str = one.encode_utf8(&mut bytes);
        let known = self.known.entry(name.into()).or_insert_with(|| meaning.into());
        Some((name.len(), known))
    }
}

/// The longest start of a text that has the shape of a reference.
fn name(text: &str) -> Option<&str> {
    let bytes = text.as_bytes();
    let within = bytes.get(1..)?;
    let (start, numeric) = match within {
        [b'#', b'x' | b'X', ..] => (3, true),
        [b'#', ..] => (2, true),
        _ => (1, false),
    };
    let part = |byte: &u8| match (numeric, start) {
        (true, 3) => byte.is_ascii_hexdigit(),
        (true, _) => byte.is_ascii_digit(),
        _ => byte.is_ascii_alphanumeric(),
    };
    let len = bytes.get(start..)?.iter().take(LONGEST).take_while(|byte| part(byte)).count();
    let end = start + len + usize::from(bytes.get(start + len) == Some(&b';'));
    if len == 0 { None } else { text.get(..end) }
}

/// Numbers of control characters mean what they mean in windows-1252; those of no character, U+FFFD.
fn windows(code: u32) -> char {
    match u8::try_from(code) {
        Ok(byte @ 0x80..=0x9f) => {
            let bytes = [byte];
            let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes);
            text.chars().next().unwrap_or('\u{fffd}')
        }
        _ => char::from_u32(code).unwrap_or('\u{fffd}'),
    }
}

/// What a name stands for, and how much of it: `&copyright` is `&copy` and letters.
fn decode(name: &str) -> Option<(usize, Box<str>)> {
    let text = Tokenizer::new(name).find_map(|Ok(token)| match token {
        Token::String(text) => Some(text.value),
        _ => None,
    })?;
    let text = std::str::from_utf8(&text).ok()?;
    if text == name {
        return None;
    }
    let first = text.chars().next()?.len_utf8();
    match text.get(first..) {
        Some(rest) if !rest.is_empty() && rest.is_ascii() && name.ends_with(rest) => {
            Some((name.len() - rest.len(), text.get(..first)?.into()))
        }
        _ => Some((name.len(), text.into())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_of_every_shape() {
        let mut references = References::default();
        let mut read = |text| references.read(text).map(|(len, meaning)| (len, meaning.to_owned()));
        let is = |len, meaning: &str| Some((len, meaning.to_owned()));
        assert_eq!(read("&nbsp;billion"), is(6, "\u{a0}"));
        assert_eq!(read("&amp;amp;"), is(5, "&"));
        assert_eq!(read("&copyright"), is(5, "\u{a9}"));
        assert_eq!(read("&copy 2026"), is(5, "\u{a9}"));
        assert_eq!(read("&#8217;s"), is(7, "\u{2019}"));
        assert_eq!(read("&#x2019"), is(7, "\u{2019}"));
        assert_eq!(read("&#146;"), is(6, "\u{2019}"));
        assert_eq!(read("&#1114112;"), is(10, "\u{fffd}"));
        assert_eq!(read("&NotEqualTilde;"), is(15, "\u{2242}\u{338}"));
    }

    #[test]
    fn what_is_no_reference_is_none() {
        let mut references = References::default();
        let long = format!("&{};", "a".repeat(100_000));
        for text in ["& D", "&;", "&", "&#;", "&lol9;", "&#99999999999999999999;", &long] {
            assert_eq!(references.read(text), None, "{text:.20}");
        }
    }
}
