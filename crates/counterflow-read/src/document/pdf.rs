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

#[cfg(all(test, feature = "pdf"))]
mod tests {
    use lopdf::content::{Content, Operation};
    use lopdf::{Document, Object, Stream, dictionary};

    use super::*;

    /// A document of one page, which shows these lines.
    fn document(lines: &[&str]) -> Document {
        let mut document = Document::with_version("1.5");
        let pages = document.new_object_id();
        let font = document.add_object(dictionary! {
            "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica",
        });
        let fonts = dictionary! { "Font" => dictionary! { "F1" => font } };
        let mut operations = vec![
            Operation::new("BT", vec![]),
            Operation::new("Tf", vec!["F1".into(), 12.into()]),
            Operation::new("Td", vec![100.into(), 700.into()]),
        ];
        for line in lines {
            operations.push(Operation::new("Tj", vec![Object::string_literal(*line)]));
            operations.push(Operation::new("T*", vec![]));
        }
        operations.push(Operation::new("ET", vec![]));
        let content = Content { operations }.encode().expect("it is written");
        let content = document.add_object(Stream::new(dictionary! {}, content));
        let page = document.add_object(dictionary! {
            "Type" => "Page", "Parent" => pages, "Contents" => content, "Resources" => fonts,
        });
        let kids = dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
        document.objects.insert(pages, Object::Dictionary(kids));
        let root = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
        document.trailer.set("Root", root);
        document
    }

    fn bytes(mut document: Document) -> Vec<u8> {
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).expect("it is written");
        bytes
    }

    #[test]
    fn lines_of_a_page() {
        let text = text(&bytes(document(&["Alder pays", "$2 bn."]))).expect("it has text");
        assert_eq!(text.original.trim(), "Alder pays\n$2 bn.");
    }

    #[test]
    fn pages_without_text_say_so() {
        let error = text(&bytes(document(&[]))).expect_err("it has none");
        assert_eq!(error, DocumentError::PdfWithoutText { pages: 1 });
    }

    #[test]
    fn broken_files_have_an_answer() {
        let whole = bytes(document(&["Alder pays"]));
        for end in (0..whole.len()).step_by(11) {
            // What is cut off may be what is not needed; an error names the format.
            if let Err(error) = text(&whole[..end]) {
                assert!(error.to_string().starts_with("it is a PDF"), "{error}");
            }
        }
    }

    #[test]
    fn a_password_is_asked_for() {
        let mut whole = document(&["Alder pays"]);
        let id = || Object::string_literal(vec![7; 16]);
        whole.trailer.set("ID", vec![id(), id()]);
        let version = lopdf::EncryptionVersion::V2 {
            document: &whole,
            owner_password: "owner",
            user_password: "user",
            key_length: 128,
            permissions: lopdf::Permissions::all(),
        };
        let state = lopdf::EncryptionState::try_from(version).expect("it can be locked");
        whole.encrypt(&state).expect("it is locked");
        assert_eq!(text(&bytes(whole)).err(), Some(DocumentError::PdfEncrypted));
    }
}
