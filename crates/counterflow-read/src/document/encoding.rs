//! From bytes to characters.

use encoding_rs::{DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::DocumentError;

/// The text of a document.
#[derive(Clone, Debug)]
pub struct Decoded {
    /// The characters.
    pub text: String,
    /// The encoding's name.
    pub encoding: &'static str,
    /// How many bytes are no characters in it.
    pub undecodable: usize,
}

/// A declaration stands within so many bytes.
const DECLARED_WITHIN: usize = 4096;

/// Decodes a document. A byte order mark tells the encoding; bytes that are UTF-8 are UTF-8,
/// whatever they declare; else it is what the document declares, and windows-1252 if it declares
/// nothing. Bytes that are mostly UTF-8 stay so, and those that are not are counted.
///
/// # Errors
///
/// If the bytes are no text.
pub fn decode(bytes: Vec<u8>) -> Result<Decoded, DocumentError> {
    if let Some(wide) = wide(&bytes) {
        return Ok(lossy(&bytes, wide));
    }
    if bytes.iter().take(LOOKED_AT).filter(|&&byte| is_binary(byte)).count() * 50
        > bytes.len().min(LOOKED_AT)
    {
        return Err(DocumentError::Binary { kind: "a binary file" });
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return Ok(Decoded { text, encoding: UTF_8.name(), undecodable: 0 }),
        Err(error) => error.into_bytes(),
    };
    // What reads a byte as a half of a character was seen to be wrong above.
    let narrow = |told: &&'static Encoding| ![UTF_8, UTF_16LE, UTF_16BE].contains(told);
    let encoding = match declared(&bytes).filter(narrow) {
        Some(declared) => declared,
        None if is_mostly_utf8(&bytes) => UTF_8,
        None => WINDOWS_1252,
    };
    Ok(lossy(&bytes, encoding))
}

/// So many bytes are looked at to see whether they are text.
const LOOKED_AT: usize = 1 << 16;

/// Whether a byte stands in no text of one byte a character.
const fn is_binary(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x03 | 0x05 | 0x0b | 0x0c | 0x1a | 0x1b)
}

/// Whether the bytes are UTF-16, by their mark or by the zeros of their Latin letters.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [0xff, 0xfe, ..] => return Some(UTF_16LE),
        [0xfe, 0xff, ..] => return Some(UTF_16BE),
        _ => {}
    }
    let start = &bytes[..bytes.len().min(1024)];
    let zeros = |first: usize| start.iter().skip(first).step_by(2).filter(|&&b| b == 0).count();
    let half = start.len() / 2;
    let (even, odd) = (zeros(0), zeros(1));
    if half < 4 {
        None
    } else if odd * 10 >= half * 7 && even * 10 < half {
        Some(UTF_16LE)
    } else if even * 10 >= half * 7 && odd * 10 < half {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// The encoding that a page or a feed declares.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = bytes.get(..bytes.len().min(DECLARED_WITHIN))?.to_ascii_lowercase();
    [&b"encoding="[..], b"charset="].into_iter().find_map(|word| {
        let at = memchr::memmem::find(&start, word)? + word.len();
        let rest = start.get(at..)?;
        let rest = rest.strip_prefix(b"\"").or(rest.strip_prefix(b"'")).unwrap_or(rest);
        let is_part =
            |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':');
        let label: Vec<u8> = rest.iter().take(40).take_while(is_part).copied().collect();
        Encoding::for_label(&label).filter(|encoding| encoding.name() != "replacement")
    })
}

/// Whether more characters of several bytes are whole than bytes are in none.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().bytes().filter(|byte| *byte >= 0xc0).count();
        broken += chunk.invalid().len();
    }
    whole > broken
}

/// Decodes; what is no character is U+FFFD and counted.
fn lossy(bytes: &[u8], encoding: &'static Encoding) -> Decoded {
    let mut decoder = encoding.new_decoder_with_bom_removal();
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8 + 16);
    let (mut at, mut undecodable) = (0, 0);
    loop {
        let rest = bytes.get(at..).unwrap_or(&[]);
        let (result, read) = decoder.decode_to_string_without_replacement(rest, &mut text, true);
        at += read;
        match result {
            DecoderResult::InputEmpty => break,
            DecoderResult::OutputFull => text.reserve(rest.len() + 64),
            DecoderResult::Malformed(bad, _) => {
                undecodable += usize::from(bad);
                if text.capacity() - text.len() < 3 {
                    text.reserve(rest.len() + 64);
                }
                text.push('\u{fffd}');
            }
        }
    }
    Decoded { text, encoding: encoding.name(), undecodable }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8]) -> (String, &'static str, usize) {
        let decoded = decode(bytes.to_vec()).expect("it is text");
        (decoded.text, decoded.encoding, decoded.undecodable)
    }

    #[test]
    fn encodings_are_told() {
        let is = |text: &str, encoding, bad| (text.to_owned(), encoding, bad);
        assert_eq!(decoded("\u{feff}a\u{e9}".as_bytes()), is("\u{feff}a\u{e9}", "UTF-8", 0));
        assert_eq!(decoded(b"\xff\xfea\0\xe9\0"), is("a\u{e9}", "UTF-16LE", 0));
        assert_eq!(decoded(b"\xfe\xff\0a\0\xe9"), is("a\u{e9}", "UTF-16BE", 0));
        assert_eq!(decoded(b"<\0p\0>\0a\0b\0").1, "UTF-16LE");
        assert_eq!(
            decoded(b"\x93It\x92s \x80 5\x94"),
            is("\u{201c}It\u{2019}s \u{20ac} 5\u{201d}", "windows-1252", 0)
        );
        let page = b"<meta charset=shift_jis>\x83A";
        assert_eq!(decoded(page), is("<meta charset=shift_jis>\u{30a2}", "Shift_JIS", 0));
        let feed = b"<?xml version='1.0' encoding='ISO-8859-2'?>\xb1";
        assert_eq!(decoded(feed).1, "ISO-8859-2");
    }

    #[test]
    fn what_is_lost_is_counted() {
        let (text, encoding, bad) = decoded(b"\xe2\x82\xac \xc3\xa9 \xe2\x82\xac 5 \x93x");
        assert_eq!((encoding, bad), ("UTF-8", 1));
        assert!(text.ends_with("5 \u{fffd}x"));
        assert_eq!(decoded(b"\xff\xfea\0\0\xd8b\0").2, 2, "half of a pair");
        assert_eq!(decoded(b"\xff\xfea\0b").2, 1, "half of a unit");
    }

    #[test]
    fn declarations_that_are_wrong_are_not_followed() {
        assert_eq!(decoded("<meta charset=latin1>\u{e9}".as_bytes()).1, "UTF-8");
        assert_eq!(decoded(b"<meta charset=utf-8>caf\xe9").1, "windows-1252");
        assert_eq!(decoded(b"<meta charset=utf-16>caf\xe9").1, "windows-1252");
        assert_eq!(decoded(b"<meta charset=hz-gb-2312>caf\xe9").1, "windows-1252");
    }

    #[test]
    fn bytes_that_are_no_text_are_said_to_be_none() {
        let bytes: Vec<u8> = (0..=255).cycle().take(2000).collect();
        assert!(matches!(decode(bytes), Err(DocumentError::Binary { .. })));
    }
}
