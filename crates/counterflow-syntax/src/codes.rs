//! Every code that this crate owns.

use crate::{Code, Severity};

/// Bytes that are not UTF-8.
pub const NOT_UTF8: Code = Code::syntax("not-utf8", "the file holds bytes that are not UTF-8");
/// NUL and other control characters.
pub const UNEXPECTED_CHARACTER: Code =
    Code::syntax("unexpected-character", "a control character stands in the text");
/// Characters that change how text looks without being seen.
pub const HIDDEN_CHARACTER: Code = Code::new(
    "hidden-character",
    Severity::Error,
    "a character that cannot be seen changes the text",
);
/// A string without its closing quote.
pub const UNTERMINATED_STRING: Code =
    Code::syntax("unterminated-string", "a string has no closing quote on its line");
/// A carriage return without a line feed.
pub const LONE_CARRIAGE_RETURN: Code =
    Code::syntax("lone-carriage-return", "a carriage return stands without a line feed");
/// An indented line that belongs to no entry.
pub const FIELD_OUTSIDE_ENTRY: Code =
    Code::syntax("field-outside-entry", "an indented line follows no header");
/// A `key:` line that is not indented.
pub const MISSING_INDENT: Code = Code::syntax("missing-indent", "a `key:` line is not indented");
/// An indented line without a key.
pub const MISSING_KEY: Code = Code::syntax("missing-key", "an indented line has no `key:`");
/// A byte order mark at the start of a file.
pub const BYTE_ORDER_MARK: Code =
    Code::new("byte-order-mark", Severity::Note, "the file starts with a byte order mark");
/// An include without a path in quotes.
pub const INCLUDE_WITHOUT_PATH: Code =
    Code::syntax("include-without-path", "an include names no file in quotes");
/// A file that could not be read.
pub const UNREADABLE_FILE: Code =
    Code::syntax("unreadable-file", "a file that the book names could not be read");
/// An include that points outside the book's folder.
pub const INCLUDE_LEAVES_BOOK: Code =
    Code::syntax("include-leaves-book", "a path leads out of the book's folder");
/// A file that includes itself, directly or through others.
pub const INCLUDE_LOOP: Code = Code::syntax("include-loop", "a file includes itself");
/// A file over the size that is read.
pub const FILE_TOO_LARGE: Code = Code::syntax("file-too-large", "a file is over the size limit");

/// All of them, by name.
pub const CODES: &[&Code] = &[
    &BYTE_ORDER_MARK,
    &FIELD_OUTSIDE_ENTRY,
    &FILE_TOO_LARGE,
    &HIDDEN_CHARACTER,
    &INCLUDE_LEAVES_BOOK,
    &INCLUDE_LOOP,
    &INCLUDE_WITHOUT_PATH,
    &LONE_CARRIAGE_RETURN,
    &MISSING_INDENT,
    &MISSING_KEY,
    &NOT_UTF8,
    &UNEXPECTED_CHARACTER,
    &UNREADABLE_FILE,
    &UNTERMINATED_STRING,
];
