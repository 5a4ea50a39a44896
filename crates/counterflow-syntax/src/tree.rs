//! The lossless tree: entries with their fields, over tokens that hold every byte.

use std::borrow::Cow;
use std::ops::Range;

use crate::lexer::Tokens;
use crate::{FileId, Files, Span, TokenKind};

/// A file as entries. The tokens hold every byte; entries are ranges of them.
#[derive(Debug)]
pub struct Tree {
    pub(crate) file: FileId,
    pub(crate) tokens: Tokens,
    pub(crate) entries: Vec<Entry>,
    pub(crate) fields: Vec<Field>,
}

/// A header and the fields below it.
#[derive(Clone, Debug)]
pub struct Entry {
    pub(crate) header: Range<u32>,
    pub(crate) fields: Range<u32>,
}

/// One `key: value` line.
#[derive(Clone, Debug)]
pub struct Field {
    pub(crate) key: u32,
    pub(crate) value: Range<u32>,
}

/// A token that says something, with its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word<'a> {
    /// Word, string, comma or arrow; a string that is not closed is a string.
    pub kind: TokenKind,
    /// The text as written, a string with its quotes.
    pub text: &'a str,
    /// Where it stands.
    pub span: Span,
}

impl Tree {
    /// The file that was parsed.
    pub fn file(&self) -> FileId {
        self.file
    }

    /// The entries, in the order of the text.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The fields of an entry, in the order of the text.
    pub fn fields(&self, entry: &Entry) -> &[Field] {
        &self.fields[entry.fields.start as usize..entry.fields.end as usize]
    }

    /// The words of an entry's header.
    pub fn header<'a>(&'a self, entry: &Entry, files: &'a Files) -> impl Iterator<Item = Word<'a>> {
        self.words(entry.header.clone(), files)
    }

    /// The words of a field's value.
    pub fn value<'a>(&'a self, field: &Field, files: &'a Files) -> impl Iterator<Item = Word<'a>> {
        self.words(field.value.clone(), files)
    }

    /// The key of a field without its colon. Its kind is [`TokenKind::Word`] where the line lacks
    /// its indent or colon, which was reported: a key that is not known there is not worth another
    /// word.
    pub fn key<'a>(&self, field: &Field, files: &'a Files) -> Word<'a> {
        let (span, kind) = (self.span(field.key), self.tokens.kind(field.key as usize));
        let colon = u32::from(kind == TokenKind::Key || files.text(span).ends_with(':'));
        let span = Span::new(span.file, span.start, span.end - colon);
        Word { kind, text: files.text(span), span }
    }

    /// Where an entry's header stands, without blanks and comments at its end.
    pub fn header_span(&self, entry: &Entry) -> Span {
        self.extent(entry.header.clone())
    }

    /// Where a field's value stands, without blanks and comments at its ends; empty if it has none.
    pub fn value_span(&self, field: &Field) -> Span {
        if self.said(field.value.clone()).next().is_none() {
            let key = self.span(field.key);
            return Span::new(key.file, key.end, key.end);
        }
        self.extent(field.value.clone())
    }

    /// All tokens with their spans: together they are the file.
    pub fn tokens(&self) -> impl Iterator<Item = (TokenKind, Span)> {
        (0..self.tokens.len() as u32).map(|at| (self.tokens.kind(at as usize), self.span(at)))
    }

    fn span(&self, token: u32) -> Span {
        let range = self.tokens.range(token as usize);
        Span::new(self.file, range.start, range.end)
    }

    fn said(&self, range: Range<u32>) -> impl Iterator<Item = u32> {
        range.filter(|&at| is_said(self.tokens.kind(at as usize)))
    }

    fn extent(&self, range: Range<u32>) -> Span {
        let start = range.start;
        let mut said = self.said(range);
        let first = said.next().unwrap_or(start);
        let last = said.last().unwrap_or(first);
        self.span(first).to(self.span(last))
    }

    fn words<'a>(&'a self, range: Range<u32>, files: &'a Files) -> impl Iterator<Item = Word<'a>> {
        self.said(range).map(|at| {
            let span = self.span(at);
            // A string without its end was reported, and is a string to all who read on.
            let kind = match self.tokens.kind(at as usize) {
                TokenKind::OpenText => TokenKind::Text,
                kind => kind,
            };
            Word { kind, text: files.text(span), span }
        })
    }
}

/// Whether a token is content, as against space, comments and bytes that were reported.
fn is_said(kind: TokenKind) -> bool {
    use TokenKind::{Arrow, Comma, OpenText, Text, Word};
    matches!(kind, Word | Text | OpenText | Comma | Arrow)
}

/// The characters inside a string, with `\"` and `\\` made plain; other text as it is.
///
/// ```
/// use counterflow_syntax::unquote;
/// assert_eq!(unquote(r#""say \"so\"""#), "say \"so\"");
/// assert_eq!(unquote("plain"), "plain");
/// ```
pub fn unquote(text: &str) -> Cow<'_, str> {
    let Some(inner) = text.strip_prefix('"') else { return Cow::Borrowed(text) };
    let inner = inner.strip_suffix('"').unwrap_or(inner);
    if !inner.contains('\\') {
        return Cow::Borrowed(inner);
    }
    let mut plain = String::with_capacity(inner.len());
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => plain.extend(chars.next()),
            _ => plain.push(c),
        }
    }
    Cow::Owned(plain)
}
