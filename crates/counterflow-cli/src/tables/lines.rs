//! Which line of its file a row stands on.

/// The lines of rows that are kept. Rows on lines that follow one another take no room.
#[derive(Debug, Default)]
pub struct Lines {
    /// Where a run of lines starts: the row, and its line.
    runs: Vec<(usize, u64)>,
    rows: usize,
}

impl Lines {
    /// Notes the line of the next row.
    pub fn push(&mut self, line: u64) {
        if self.rows == 0 || self.of(self.rows) != line {
            self.runs.push((self.rows, line));
        }
        self.rows += 1;
    }

    /// The line of a row.
    pub fn of(&self, row: usize) -> u64 {
        let run = self.runs.partition_point(|&(first, _)| first <= row);
        let (first, line) = self.runs[run.saturating_sub(1)];
        line + (row - first) as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_found_again() {
        let given = [2, 3, 4, 9, 10, 7, 8, 20];
        let mut lines = Lines::default();
        given.iter().for_each(|&line| lines.push(line));
        let found: Vec<u64> = (0..given.len()).map(|row| lines.of(row)).collect();
        assert_eq!(found, given);
        assert_eq!(lines.runs.len(), 4);
    }
}
