//! A book as one JSON text: `docs/exchange.md` and `docs/book.schema.json` describe it.

mod read;
mod value;
mod write;

use counterflow_claim::Claims;
use counterflow_syntax::Tree;

use crate::error::Found;
use crate::parts::BookParts;
use crate::{BookFile, ImportError};

/// What `format` says.
const FORMAT: &str = "counterflow-book";
/// The version that is written and read.
const VERSION: u64 = 1;

/// Writes a whole book as JSON: one entry a line, the same bytes for the same book.
///
/// `trees` are the files of the book, the main one first, and `claims` what they were lowered to;
/// `settings` is the text of `book.toml`. Every entry, comment and unreadable line is in the
/// result, so that [`from_json`] gives the formatted text of every file. Time and memory are
/// linear in the text.
pub fn to_json(trees: &[Tree], claims: &Claims, settings: Option<&str>) -> String {
    write::write(&crate::gather::gather(trees, claims, settings))
}

/// Reads the files of a book from JSON, formatted; the settings, if there are any, come first.
///
/// Members that are written for the reader alone (`means`) are not looked at. Time and memory are
/// linear in the text.
///
/// # Errors
///
/// Every mistake with its place: a line and column where the text is no JSON, otherwise a path
/// such as `files[0].entries[3].header.date`.
pub fn from_json(text: &str) -> Result<Vec<BookFile>, ImportError> {
    let mut found = Found::default();
    let book = match crate::join::fits(text, &mut found) {
        true => read::read(text, &mut found).unwrap_or_default(),
        false => BookParts::default(),
    };
    let files = crate::join::files(book, &mut found);
    found.or(files)
}

/// What a header's part is called in JSON: declarations, includes and judgements have their own
/// words.
mod names {
    use crate::parts::{EntryKind, Part};

    /// The name of a part in the header of an entry of this kind.
    pub fn of(kind: Option<EntryKind>, part: Part) -> &'static str {
        match (kind, part) {
            (None | Some(EntryKind::Claim(_)), _) => part.word(),
            (Some(EntryKind::Include), _) => "include",
            (Some(EntryKind::Judgement), Part::Verb) => "judge",
            (Some(EntryKind::Judgement), _) => "parties",
            (_, Part::Verb) => "declare",
            (_, Part::Name) => "id",
            _ => part.word(),
        }
    }
}
