//! Where a byte stands, as people count.

/// The starts of the lines of a text, to find line and column of a byte.
#[derive(Clone, Debug)]
pub struct Places<'t> {
    text: &'t str,
    starts: Vec<u32>,
}

impl<'t> Places<'t> {
    /// Counts the lines of a text. Time is linear.
    pub fn new(text: &'t str) -> Places<'t> {
        let breaks = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at as u32 + 1);
        Places { text, starts: std::iter::once(0).chain(breaks).collect() }
    }

    /// The line and the column, in characters, of a byte; both are counted from 1. Time is
    /// logarithmic in the lines and linear in the column.
    ///
    /// ```
    /// use counterflow_read::output::Places;
    /// let places = Places::new("Ål owes\n$5bn");
    /// assert_eq!(places.of(4), (1, 4));
    /// assert_eq!(places.of(9), (2, 1));
    /// ```
    pub fn of(&self, byte: u32) -> (usize, usize) {
        let line = self.starts.partition_point(|start| *start <= byte).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or(0);
        let before = self.text.get(start as usize..byte as usize).unwrap_or("");
        (line, before.chars().count() + 1)
    }

    /// The bytes of a line, counted from 1, without its end; nothing beyond the last.
    pub fn line(&self, line: usize) -> Option<std::ops::Range<usize>> {
        let start = *self.starts.get(line.checked_sub(1)?)? as usize;
        let end = self.starts.get(line).map_or(self.text.len(), |next| *next as usize - 1);
        Some(start..end)
    }
}
