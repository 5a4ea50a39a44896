//! The text of PDF files, in builds with the feature `pdf`.

use super::{DocumentError, Warning};

/// The text of a PDF.
#[derive(Debug)]
pub struct Text {
    /// The text of its pages, an empty line between two.
    pub original: String,
    /// What its reader should know.
    pub warnings: Vec<Warning>,
}

/// The text of a PDF.
///
/// # Errors
///
/// If this build reads none.
#[cfg(not(feature = "pdf"))]
pub fn text(_: &[u8]) -> Result<Text, DocumentError> {
    Err(DocumentError::PdfNotBuilt)
}

/// A stream within a PDF that is larger than this when it is unpacked is not read.
#[cfg(feature = "pdf")]
const LARGEST_STREAM: usize = 64 << 20;

/// The text of a PDF.
///
/// # Errors
///
/// If it needs a password, has no text or cannot be read. A page that cannot be read is left out,
/// and a warning says so.
#[cfg(feature = "pdf")]
pub fn text(bytes: &[u8]) -> Result<Text, DocumentError> {
    use lopdf::{Document, Error, LoadOptions};
    let options = LoadOptions::with_max_decompressed_size(LARGEST_STREAM);
    let document = match Document::load_mem_with_options(bytes, options) {
        Ok(document) if document.is_encrypted() => return Err(DocumentError::PdfEncrypted),
        Ok(document) => document,
        Err(Error::InvalidPassword | Error::Decryption(_)) => {
            return Err(DocumentError::PdfEncrypted);
        }
        Err(error) => return Err(DocumentError::PdfBroken { reason: error.to_string() }),
    };
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    let mut text = Text { original: String::new(), warnings: Vec::new() };
    let mut unread = Vec::new();
    for &page in &pages {
        match document.extract_text_with_limit(&[page], LARGEST_STREAM) {
            Ok(part) if text.original.len() + part.len() > super::LARGEST => {
                let bytes = (text.original.len() + part.len()) as u64;
                return Err(DocumentError::TooLarge { bytes });
            }
            Ok(part) => {
                text.original.push_str(part.trim());
                text.original.push_str("\n\n");
            }
            Err(_) => unread.push(page),
        }
    }
    if text.original.trim().is_empty() {
        let reason = || "none of its pages can be read".to_string();
        return Err(match unread.is_empty() {
            true => DocumentError::PdfWithoutText { pages: pages.len() },
            false => DocumentError::PdfBroken { reason: reason() },
        });
    }
    if !unread.is_empty() {
        text.warnings.push(Warning::Pages { numbers: unread });
    }
    Ok(text)
}
