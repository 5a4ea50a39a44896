//! Why a document is not read.

use std::fmt;

/// Why a document is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DocumentError {
    /// There is nothing in it.
    Empty,
    /// It is larger than what is read.
    TooLarge {
        /// How many bytes it has, or at least has.
        bytes: u64,
    },
    /// It is an archive: its members are documents, not itself.
    Archive {
        /// What kind of archive.
        kind: &'static str,
    },
    /// It is a file of a kind that holds no text that is read.
    Binary {
        /// What kind of file.
        kind: &'static str,
    },
    /// It is data and not a text.
    Data {
        /// What kind of data.
        kind: &'static str,
    },
    /// It is a PDF, and this build reads none.
    PdfNotBuilt,
    /// It is a PDF that a password keeps closed.
    PdfEncrypted,
    /// It is a PDF without text, such as a scan.
    PdfWithoutText {
        /// How many pages it has.
        pages: usize,
    },
    /// It is a PDF whose structure cannot be read.
    PdfBroken {
        /// What the reader of PDF files says.
        reason: String,
    },
    /// A member of an archive cannot be read.
    Member {
        /// What is wrong.
        reason: String,
    },
}

impl fmt::Display for DocumentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DocumentError::Empty => f.write_str("there is no text in it"),
            DocumentError::TooLarge { bytes } => {
                write!(f, "it has {bytes} bytes or more; a document has at most {}", super::LARGEST)
            }
            DocumentError::Archive { kind } => {
                write!(f, "it is {kind}; its members are read, each as a document")
            }
            DocumentError::Binary { kind } => {
                write!(f, "it is {kind}, which is not read; save its text as .txt, .html or .pdf")
            }
            DocumentError::Data { kind } => write!(f, "it is {kind} and not a text"),
            DocumentError::PdfNotBuilt => f.write_str(
                "it is a PDF, and this build reads none; build with `--features pdf`, or save its \
                 text as .txt",
            ),
            DocumentError::PdfEncrypted => {
                f.write_str("it is a PDF that needs a password; save a copy of it without one")
            }
            DocumentError::PdfWithoutText { pages } => write!(
                f,
                "it is a PDF of {pages} {} without text, such as a scan; recognize its text first",
                if *pages == 1 { "page" } else { "pages" }
            ),
            DocumentError::PdfBroken { reason } => {
                write!(f, "it is a PDF that cannot be read: {reason}")
            }
            DocumentError::Member { reason } => f.write_str(reason),
        }
    }
}

impl std::error::Error for DocumentError {}
