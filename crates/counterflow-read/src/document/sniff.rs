//! What a file is, by its first bytes and then by its name.

use super::DocumentError;

/// What a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Text without markup.
    Text,
    /// Markdown.
    Markdown,
    /// A page, whose main text is read.
    Html,
    /// News in XML: a feed, NewsML, NITF or the like.
    Xml,
    /// A filing in HTML, with inline XBRL or without, all of which is read.
    Filing,
    /// The text of a PDF.
    Pdf,
}

impl Format {
    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Markdown => "Markdown",
            Format::Html => "HTML",
            Format::Xml => "XML",
            Format::Filing => "filing",
            Format::Pdf => "PDF",
        }
    }
}

/// Files that hold no text, by the bytes that they start with.
const BINARY: &[(&[u8], &str)] = &[
    (b"\x89PNG\r\n\x1a\n", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"II*\0", "a picture (TIFF)"),
    (b"MM\0*", "a picture (TIFF)"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\0", "a program"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a file of Word, Excel or PowerPoint"),
    (b"{\\rtf", "a text in RTF"),
    (b"SQLite format 3\0", "a database"),
    (b"PAR1\x15", "a table in Parquet"),
    (b"%!PS", "a text in PostScript"),
];

/// Archives that are read.
pub const ZIP: &str = "a zip archive";
/// Compressed files, which may be archives.
pub const GZIP: &str = "a file compressed with gzip";
/// Archives that are read.
pub const TAR: &str = "a tar archive";

/// Archives, by the bytes that they start with.
const ARCHIVES: &[(&[u8], &str)] = &[
    (b"PK\x03\x04", ZIP),
    (b"PK\x05\x06", ZIP),
    (b"\x1f\x8b", GZIP),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"BZh", "a file compressed with bzip2"),
    (b"\xfd7zXZ\0", "a file compressed with xz"),
    (b"\x28\xb5\x2f\xfd", "a file compressed with zstd"),
];

/// Why a file is no document, if its bytes say so.
pub fn binary(bytes: &[u8]) -> Option<DocumentError> {
    if bytes.is_empty() {
        return Some(DocumentError::Empty);
    }
    let starts = |(magic, _): &&(&[u8], &str)| bytes.starts_with(magic);
    if bytes.starts_with(b"PK\x03\x04") && is_office(bytes) {
        return Some(DocumentError::Binary { kind: "a file of Word, Excel or PowerPoint" });
    }
    if let Some((_, kind)) = ARCHIVES.iter().find(starts) {
        // `BZh` could start a word; the digit and the mark that follow it could not.
        let word = *kind == "a file compressed with bzip2" && bytes.get(4..7) != Some(b"1AY");
        return (!word).then_some(DocumentError::Archive { kind });
    }
    if bytes.get(257..262) == Some(b"ustar") {
        return Some(DocumentError::Archive { kind: TAR });
    }
    if let Some((_, kind)) = BINARY.iter().find(starts) {
        return Some(DocumentError::Binary { kind });
    }
    None
}

fn is_office(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(1024)];
    let within = |name: &[u8]| memchr::memmem::find(start, name).is_some();
    within(b"[Content_Types].xml") || within(b"mimetypeapplication/vnd.oasis")
}

/// Whether it is a PDF: its mark stands within the first bytes.
pub fn is_pdf(bytes: &[u8]) -> bool {
    memchr::memmem::find(&bytes[..bytes.len().min(1024)], b"%PDF-").is_some()
}

/// So many bytes are looked at for the marks of a format.
const LOOKED_AT: usize = 1 << 14;

/// The format of a text.
///
/// # Errors
///
/// If it is data and not a text.
pub fn format(name: &str, text: &str) -> Result<Format, DocumentError> {
    let text = text.trim_start_matches(|one: char| one == '\u{feff}' || one.is_whitespace());
    if text.is_empty() {
        return Err(DocumentError::Empty);
    }
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let extension = extension.to_ascii_lowercase();
    let end = (0..=text.len().min(LOOKED_AT)).rev().find(|&at| text.is_char_boundary(at));
    let start = text.get(..end.unwrap_or(0)).unwrap_or("").to_ascii_lowercase();
    if let Some(format) = start.starts_with('<').then(|| markup(&start)).flatten() {
        return Ok(format);
    }
    if is_json(&start, &extension) {
        return Err(DocumentError::Data { kind: "data in JSON" });
    }
    Ok(match extension.as_str() {
        "md" | "markdown" | "mdown" | "mkd" => Format::Markdown,
        "html" | "htm" | "xhtml" | "shtml" => Format::Html,
        "xml" | "rss" | "atom" | "nitf" | "newsml" | "sgm" | "sgml" => Format::Xml,
        _ => Format::Text,
    })
}

/// The format of a text that starts with a tag, if its tags tell it.
fn markup(start: &str) -> Option<Format> {
    let has = |part: &str| start.contains(part);
    let filing =
        ["xmlns:ix=", "<ix:", "<sec-document>", "<document>\n<type>", "<document>\r\n<type>"];
    if filing.into_iter().any(has) {
        return Some(Format::Filing);
    }
    if ["<!doctype html", "<html", "<head", "<body"].into_iter().any(has) {
        return Some(Format::Html);
    }
    if start.starts_with("<?xml") || start.starts_with("<!doctype") {
        return Some(Format::Xml);
    }
    let xml =
        ["<rss", "<feed", "<rdf:rdf", "<nitf", "<newsml", "<newsitem", "<newsmessage", "<reuters"];
    if xml.into_iter().any(|root| start.starts_with(root)) {
        return Some(Format::Xml);
    }
    let html = [
        "<p", "<div", "<h1", "<h2", "<article", "<section", "<main", "<table", "<ul", "<!--",
        "<meta", "<title", "<script", "<span", "<b>", "<a ",
    ];
    html.into_iter().any(|first| start.starts_with(first)).then_some(Format::Html)
}

fn is_json(start: &str, extension: &str) -> bool {
    let opens = |open: char, next: &[char]| {
        start.strip_prefix(open).is_some_and(|rest| rest.trim_start().starts_with(next))
    };
    let like_json = opens('{', &['"', '}']) || opens('[', &['{', '"', ']', '[']);
    opens('{', &['"']) && start.contains("\":")
        || like_json && matches!(extension, "json" | "jsonl" | "ndjson")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_comes_before_the_name() {
        let told = |name, text| format(name, text).expect("it is a text");
        assert_eq!(told("a.txt", "<!DOCTYPE html><p>x"), Format::Html);
        assert_eq!(told("a.txt", "\u{feff} <?xml version='1.0'?><rss>"), Format::Xml);
        assert_eq!(told("a.xml", "<?xml version='1.0'?><html xmlns='x'>"), Format::Html);
        assert_eq!(
            told("a", "<html xmlns:ix=\"http://www.xbrl.org/2013/inlineXBRL\">"),
            Format::Filing
        );
        assert_eq!(told("0001.txt", "<SEC-DOCUMENT>0001.txt\n"), Format::Filing);
        assert_eq!(told("a.md", "# x"), Format::Markdown);
        assert_eq!(told("a.txt", "# x"), Format::Text);
        assert_eq!(told("a.html", "no tag yet"), Format::Html);
        assert_eq!(told("a", "< 5% of it"), Format::Text);
        assert_eq!(told("a", "[\"This\" he said]"), Format::Text);
    }

    #[test]
    fn files_that_are_no_text_are_named() {
        let kind = |bytes: &[u8]| binary(bytes).map(|error| error.to_string()).unwrap_or_default();
        assert!(kind(b"\x89PNG\r\n\x1a\nx").contains("a picture (PNG)"));
        assert!(kind(b"PK\x03\x04xx").contains("a zip archive"));
        assert!(kind(b"PK\x03\x04[Content_Types].xml").contains("Word"));
        assert!(kind(b"").contains("no text"));
        assert_eq!(kind(b"BZhou said"), "");
        assert_eq!(kind(b"plain"), "");
        let json = format("a.txt", "{\"cik\": 1}").expect_err("it is data");
        assert_eq!(json.to_string(), "it is data in JSON and not a text");
    }
}
