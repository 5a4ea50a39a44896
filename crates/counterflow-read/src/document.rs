//! Documents: from the bytes of a file to the text that is read.
//!
//! Every span of a [`Document`]'s view leads back to its original by [`View::original`], whatever
//! markup, encoding or typography stood between them. No input makes it panic, and time and memory
//! are linear in the input.

pub mod archive;
mod date;
mod encoding;
mod error;
mod html;
mod markdown;
mod markup;
mod pdf;
mod references;
mod sniff;
mod unwrap;
mod warning;
mod writer;
mod xml;

use sha2::{Digest, Sha256};

use crate::{Span, View};

pub use error::DocumentError;
pub use html::Stated;
pub use sniff::Format;
pub use warning::Warning;

/// A document with more bytes than this is not read: 1 GiB.
pub const LARGEST: usize = 1 << 30;

/// A document, opened.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its name, as it was given.
    pub name: String,
    /// What it is.
    pub format: Format,
    /// How its bytes are read as characters, by the name that the Encoding Standard gives it.
    pub encoding: &'static str,
    /// How many of its bytes are no characters in that encoding; each is U+FFFD in the original.
    pub undecodable: usize,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Its text with all markup. Where the bytes are UTF-8 it is these bytes; of a PDF it is the
    /// text that was taken out of it, as its bytes are no text.
    pub original: String,
    /// The text that is read. Blocks are kept apart by an empty line.
    pub view: View,
    /// The rows of tables, as spans of the view. Their cells are kept apart by ` | `.
    pub rows: Vec<Span>,
    /// Its title, with its place in the original.
    pub title: Option<Stated>,
    /// The day on which it was published, `2026-01-30`, with its place in the original.
    pub published: Option<Stated>,
    /// The address that it gives itself, with its place in the original.
    pub url: Option<Stated>,
    /// What a reader of it should know.
    pub warnings: Vec<Warning>,
}

/// What is made of a text, whatever its format.
#[derive(Debug, Default)]
struct Parts {
    view: View,
    rows: Vec<Span>,
    stated: html::Statements,
    warnings: Vec<Warning>,
}

impl Parts {
    fn of(view: View) -> Parts {
        Parts { view, ..Parts::default() }
    }
}

/// Opens a document. Its format is told by its content first, and then by its name.
///
/// Time and memory are linear in the bytes.
///
/// # Errors
///
/// If the bytes are no document that is read: they are too many, hold no text, are an archive, a picture or
/// another binary file, or a PDF that has no text, is encrypted or broken.
///
/// ```
/// use counterflow_read::Span;
/// use counterflow_read::document::{Format, open};
///
/// let page = b"<html><body><nav>Home | 50% off</nav>
/// <article><h1>Alder invests</h1><p>Alder puts <b>$2&nbsp;billion</b> into Birch &amp; Co.</p>
/// </article></body></html>";
/// let document = open("page.html", page.to_vec())?;
/// assert_eq!(document.format, Format::Html);
/// assert_eq!(document.view.text(), "Alder invests\n\nAlder puts $2 billion into Birch & Co.");
/// let at = document.view.text().find("$2 billion").unwrap_or(0) as u32;
/// let original = document.view.original(Span::new(at, at + 10));
/// assert_eq!(&document.original[original.range()], "$2&nbsp;billion");
/// # Ok::<(), counterflow_read::document::DocumentError>(())
/// ```
pub fn open(name: &str, bytes: Vec<u8>) -> Result<Document, DocumentError> {
    if bytes.len() > LARGEST {
        return Err(DocumentError::TooLarge { bytes: bytes.len() as u64 });
    }
    if let Some(kind) = sniff::binary(&bytes) {
        return Err(kind);
    }
    let sha256 = hash(&bytes);
    if sniff::is_pdf(&bytes) {
        let text = pdf::text(&bytes)?;
        let original = text.original;
        let mut parts = Parts::of(unwrap::read(&original));
        parts.warnings = text.warnings;
        let decoded = encoding::Decoded { text: original, encoding: "UTF-8", undecodable: 0 };
        return assemble(name, Format::Pdf, sha256, decoded, parts);
    }
    let decoded = encoding::decode(bytes)?;
    let format = sniff::format(name, &decoded.text)?;
    let original = &decoded.text;
    let parts = match format {
        Format::Html => html::read(original, html::Scope::Main),
        Format::Filing => html::read(original, html::Scope::All),
        Format::Xml => xml::read(original),
        Format::Markdown => markdown::read(original),
        Format::Text | Format::Pdf => Parts::of(unwrap::read(original)),
    };
    assemble(name, format, sha256, decoded, parts)
}

fn assemble(
    name: &str,
    format: Format,
    sha256: String,
    decoded: encoding::Decoded,
    parts: Parts,
) -> Result<Document, DocumentError> {
    if parts.view.text().trim().is_empty() {
        return Err(DocumentError::Empty);
    }
    let mut warnings = warning::of_text(&decoded);
    warnings.extend(parts.warnings);
    Ok(Document {
        name: name.to_owned(),
        format,
        encoding: decoded.encoding,
        undecodable: decoded.undecodable,
        sha256,
        original: decoded.text,
        view: parts.view,
        rows: parts.rows,
        title: parts.stated.title,
        published: parts.stated.published,
        url: parts.stated.url,
        warnings,
    })
}

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The examples of `docs/reading.md` are run with the tests.
#[cfg(doctest)]
#[doc = include_str!("../../../docs/reading.md")]
struct Page;

#[cfg(test)]
mod tests;
