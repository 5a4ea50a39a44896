//! What the reader of a document should know.

use std::fmt;

use super::encoding::Decoded;
use crate::Span;

/// What the reader of a document should know.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Warning {
    /// Some bytes are no characters in the document's encoding.
    Undecodable {
        /// How many.
        bytes: usize,
    },
    /// Marks that change the direction of writing stand in it, so that a quote can look different
    /// from its bytes. They are left out of the view.
    Direction {
        /// How many.
        marks: usize,
        /// The first, in the original.
        first: Span,
    },
    /// Markup turns the order of letters round, so that a quote can look different from its bytes.
    Reversed,
    /// No main text was found, and all that does not clearly stand around one is read.
    NoMainText,
    /// Pages of a PDF could not be read and are left out.
    Pages {
        /// Their numbers, counted from 1.
        numbers: Vec<u32>,
    },
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Warning::Undecodable { bytes } => {
                write!(f, "{bytes} bytes are no characters in its encoding and are left as U+FFFD")
            }
            Warning::Direction { marks, first } => write!(
                f,
                "{marks} marks change the direction of writing, the first at byte {}: a quote can \
                 look different from its bytes",
                first.start
            ),
            Warning::Reversed => f.write_str(
                "markup turns the order of letters round: a quote can look different from its bytes",
            ),
            Warning::NoMainText => f.write_str(
                "no main text was found; all that does not clearly stand around one is read",
            ),
            Warning::Pages { numbers } => {
                let numbers: Vec<String> = numbers.iter().map(u32::to_string).collect();
                write!(f, "pages {} could not be read and are left out", numbers.join(", "))
            }
        }
    }
}

/// What the text of a document gives cause to say.
pub fn of_text(decoded: &Decoded) -> Vec<Warning> {
    let mut warnings = Vec::new();
    if decoded.undecodable > 0 {
        warnings.push(Warning::Undecodable { bytes: decoded.undecodable });
    }
    let bytes = decoded.text.as_bytes();
    // All of these marks start with the same byte; whatever else does is looked at and passed.
    let marks = memchr::memchr_iter(0xe2, bytes).filter(|&at| {
        matches!(bytes.get(at + 1..at + 3), Some([0x80, 0xaa..=0xae] | [0x81, 0xa6..=0xa9]))
    });
    let (mut count, mut first) = (0, None);
    for at in marks {
        count += 1;
        first = first.or(Some(at as u32));
    }
    if let Some(at) = first {
        warnings.push(Warning::Direction { marks: count, first: Span::new(at, at + 3) });
    }
    warnings
}
