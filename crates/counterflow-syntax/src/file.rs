//! The texts that a run works on, by id. No path is opened here.

use std::sync::OnceLock;

use crate::Span;

/// Which file of [`Files`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub(crate) u32);

impl FileId {
    /// Position of the file in [`Files::iter`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// One text with the name it goes by in messages.
#[derive(Debug)]
pub struct File {
    path: String,
    text: String,
    bad_utf8: Option<usize>,
    lines: OnceLock<Vec<u32>>,
    /// Characters before each block of [`BLOCK`] bytes.
    characters: OnceLock<Vec<u32>>,
}

/// Bytes between two counts of characters.
const BLOCK: usize = 1024;

impl File {
    /// The path as the book names it, below the book's folder.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The text. Bytes that are not UTF-8 are `?` here, so that offsets stay those of the file.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Offset of the first byte that is not UTF-8, if there is one.
    pub fn bad_utf8(&self) -> Option<usize> {
        self.bad_utf8
    }

    fn line_starts(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            let breaks = memchr::memchr_iter(b'\n', self.text.as_bytes());
            std::iter::once(0).chain(breaks.map(|at| at as u32 + 1)).collect()
        })
    }

    /// Line and column of an offset, both counted from 1, the column in characters.
    ///
    /// Time `O(log lines)`, whatever the length of the line: a hostile book may be one line with
    /// a mistake at every word. The first call also reads the file once.
    pub fn position(&self, offset: u32) -> (usize, usize) {
        let starts = self.line_starts();
        let line = starts.partition_point(|&start| start <= offset).max(1);
        let from = starts[line - 1] as usize;
        let to = (offset as usize).clamp(from, self.text.len());
        (line, self.characters_before(to) - self.characters_before(from) + 1)
    }

    /// How many characters start before an offset.
    fn characters_before(&self, offset: usize) -> usize {
        let bytes = self.text.as_bytes();
        let blocks = self.characters.get_or_init(|| {
            let mut before = 0;
            let count = |block| {
                let here = before;
                before += characters(block) as u32;
                here
            };
            // The empty block at the end holds the offset of the text's end.
            bytes.chunks(BLOCK).chain([&[][..]]).map(count).collect()
        });
        let block = offset / BLOCK;
        blocks[block] as usize + characters(&bytes[block * BLOCK..offset])
    }

    /// Byte range of a line, counted from 1, without its line end.
    pub(crate) fn line_range(&self, line: usize) -> std::ops::Range<usize> {
        let starts = self.line_starts();
        let from = starts.get(line - 1).map_or(self.text.len(), |&start| start as usize);
        let to = starts.get(line).map_or(self.text.len(), |&next| next as usize - 1);
        from..to.max(from)
    }
}

fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
}

/// All texts of one run, in the order in which they were added.
#[derive(Debug, Default)]
pub struct Files {
    files: Vec<File>,
}

impl Files {
    /// Adds a text and returns its id.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<String>) -> FileId {
        self.push(path.into(), text.into(), None)
    }

    /// Adds bytes that should be UTF-8; what is not is noted in [`File::bad_utf8`].
    pub fn add_bytes(&mut self, path: impl Into<String>, bytes: Vec<u8>) -> FileId {
        match String::from_utf8(bytes) {
            Ok(text) => self.push(path.into(), text, None),
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                self.push(path.into(), same_length_text(error.as_bytes()), Some(at))
            }
        }
    }

    fn push(&mut self, path: String, text: String, bad_utf8: Option<usize>) -> FileId {
        let (lines, characters) = (OnceLock::new(), OnceLock::new());
        self.files.push(File { path, text, bad_utf8, lines, characters });
        FileId(self.files.len() as u32 - 1)
    }

    /// The file with this id.
    pub fn get(&self, id: FileId) -> &File {
        &self.files[id.index()]
    }

    /// The text under a span.
    pub fn text(&self, span: Span) -> &str {
        self.get(span.file).text.get(span.start as usize..span.end as usize).unwrap_or("")
    }

    /// Line and column at which a span starts, counted from 1.
    pub fn position(&self, span: Span) -> (usize, usize) {
        self.get(span.file).position(span.start)
    }

    /// The whole of a file, as a span.
    pub fn whole(&self, id: FileId) -> Span {
        Span::new(id, 0, self.get(id).text.len() as u32)
    }

    /// The first line of a file, as a span: where a message about the file itself points.
    pub fn head(&self, id: FileId) -> Span {
        let range = self.get(id).line_range(1);
        Span::new(id, 0, range.end.min(80) as u32)
    }

    /// All files with their ids.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &File)> {
        self.files.iter().enumerate().map(|(at, file)| (FileId(at as u32), file))
    }
}

/// Replaces each byte that is not part of valid UTF-8 by `?`, keeping every offset.
fn same_length_text(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|_| '?'));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters_from_one() {
        let mut files = Files::default();
        let id = files.add("a", "ab\nçd\n");
        assert_eq!(files.get(id).position(0), (1, 1));
        assert_eq!(files.get(id).position(5), (2, 2));
        assert_eq!(files.get(id).position(99), (3, 1));
    }

    #[test]
    fn positions_in_a_long_line_are_counted_from_its_start() {
        let mut files = Files::default();
        let text = format!("é\n{}", "é".repeat(2 * BLOCK));
        let id = files.add("a", text.as_str());
        let end = text.len() as u32;
        for (offset, column) in
            [(3, 1), (5, 2), (3 + BLOCK as u32, BLOCK / 2 + 1), (end, 2 * BLOCK + 1)]
        {
            assert_eq!(files.get(id).position(offset), (2, column), "{offset}");
        }
    }

    #[test]
    fn invalid_bytes_keep_their_offsets() {
        let mut files = Files::default();
        let id = files.add_bytes("a", b"ab\xFFcd".to_vec());
        assert_eq!(files.get(id).text(), "ab?cd");
        assert_eq!(files.get(id).bad_utf8(), Some(2));
    }
}
