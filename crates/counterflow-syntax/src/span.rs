//! Where a piece of text stands.

use crate::FileId;

/// A range of bytes in one file of a book.
///
/// `start` and `end` are byte offsets, `end` exclusive. Spans are made by this crate only; others
/// join or narrow the spans that they were given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    pub(crate) fn new(file: FileId, start: u32, end: u32) -> Span {
        Span { file, start, end }
    }

    /// The smallest span that holds both; `self` if they stand in different files.
    pub fn to(self, other: Span) -> Span {
        if self.file != other.file {
            return self;
        }
        Span::new(self.file, self.start.min(other.start), self.end.max(other.end))
    }

    /// The part of this span from `from` to `to`, counted in bytes from its start and cut to it.
    pub fn slice(self, from: usize, to: usize) -> Span {
        let len = (self.end - self.start) as usize;
        let (from, to) = (from.min(len), to.min(len));
        Span::new(self.file, self.start + from as u32, self.start + to.max(from) as u32)
    }
}
