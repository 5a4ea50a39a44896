//! Tree to text: the same content with even spacing.
//!
//! Only blanks and line ends between tokens change. Every token that is not space, and the space
//! inside values and comments, is written as it stands, so nothing can be lost.

use std::ops::Range;

use crate::{Files, TokenKind, Tree};

/// Prints a tree with even spacing: headers at column 1 with single blanks, keys indented by two
/// with their values in one column, one blank line at most, `\n` line ends.
///
/// Formatting twice gives the same text as formatting once. Time and memory are linear.
///
/// ```
/// use counterflow_syntax::{Files, format, parse};
/// let mut files = Files::default();
/// let id = files.add("a.book", "company   birch\n also:   Birch  ; short\n    ticker: B\n\n\n");
/// let tree = parse(&files, id).value;
/// assert_eq!(format(&tree, &files), "company birch\n  also:   Birch  ; short\n  ticker: B\n");
/// ```
pub fn format(tree: &Tree, files: &Files) -> String {
    let text = files.get(tree.file()).text();
    let lines = lines(tree);
    let mut printer = Printer { tree, text, out: String::with_capacity(text.len()) };
    let mut at = 0;
    while at < lines.len() {
        // A paragraph: the lines up to a blank one.
        let end = lines[at..].iter().position(Line::is_blank).map_or(lines.len(), |n| at + n);
        let paragraph = &lines[at..end];
        let width = printer.value_column(paragraph);
        for line in paragraph {
            printer.line(line, width);
        }
        at = end;
        while lines.get(at).is_some_and(Line::is_blank) {
            at += 1;
        }
        if let Some(next) = lines.get(at) {
            printer.blank_line(next);
        }
    }
    printer.out
}

/// A line's tokens, without its end and the blanks at its ends.
struct Line {
    indented: bool,
    tokens: Range<usize>,
}

impl Line {
    fn is_blank(&self) -> bool {
        self.tokens.is_empty()
    }
}

fn lines(tree: &Tree) -> Vec<Line> {
    let kind = |at: usize| tree.tokens.kind(at);
    let last = tree.tokens.len();
    let mut lines = Vec::new();
    let mut from = 0;
    while from < last {
        let ends = |&at: &usize| matches!(kind(at), TokenKind::Newline | TokenKind::LoneReturn);
        let end = (from..last).find(ends).unwrap_or(last);
        // A lone return stays in its line, which makes the formatter keep the byte.
        let alone = end < last && kind(end) == TokenKind::LoneReturn;
        let indented = kind(from) == TokenKind::Space;
        let (start, mut to) = (from + usize::from(indented), end + usize::from(alone));
        while to > start && kind(to - 1) == TokenKind::Space {
            to -= 1;
        }
        lines.push(Line { indented, tokens: start..to.max(start) });
        from = end + 1;
    }
    lines
}

struct Printer<'a> {
    tree: &'a Tree,
    text: &'a str,
    out: String,
}

impl<'a> Printer<'a> {
    fn kind(&self, at: usize) -> TokenKind {
        self.tree.tokens.kind(at)
    }

    fn token(&self, at: usize) -> &'a str {
        self.tree.tokens.text(at, self.text)
    }

    /// The key of a line; marks that were reported may stand in front of it.
    fn key(&self, line: &Line) -> Option<usize> {
        let mark = |kind| matches!(kind, TokenKind::Space | TokenKind::Control);
        let first = line.tokens.clone().find(|&at| !mark(self.kind(at)))?;
        (line.indented && self.kind(first) == TokenKind::Key).then_some(first)
    }

    fn key_length(&self, key: usize) -> usize {
        self.token(key).chars().count()
    }

    /// Column at which the values of a paragraph start, counted from its keys; keys longer than
    /// 16 characters do not push the others out.
    fn value_column(&self, lines: &[Line]) -> usize {
        let keys = lines.iter().filter_map(|line| self.key(line));
        keys.map(|key| self.key_length(key)).filter(|&length| length <= 16).max().unwrap_or(0)
    }

    /// What stands between two paragraphs.
    fn blank_line(&mut self, next: &Line) {
        // A mark that stood on a later line is not to become the one at the start of the file.
        let marked = !next.indented && self.token(next.tokens.start).starts_with('\u{FEFF}');
        if self.out.is_empty() && !marked {
            return;
        }
        // Behind a lone return a line feed would be a part of the same line end.
        if self.out.ends_with('\r') {
            self.out.push(' ');
        }
        self.out.push('\n');
    }

    fn line(&mut self, line: &Line, width: usize) {
        if line.indented {
            self.out.push_str("  ");
        }
        let key = self.key(line);
        for at in line.tokens.clone() {
            match self.kind(at) {
                TokenKind::Space => self.space(at, line.tokens.end, key, width),
                TokenKind::Comment => {
                    self.out.push_str(self.token(at).trim_end_matches([' ', '\t']));
                }
                TokenKind::LoneReturn => return self.out.push_str(self.token(at)),
                _ => self.out.push_str(self.token(at)),
            }
        }
        self.out.push('\n');
    }

    fn space(&mut self, at: usize, end: usize, key: Option<usize>, width: usize) {
        let before_comment = at + 1 < end && self.kind(at + 1) == TokenKind::Comment;
        match key {
            Some(key) if at == key + 1 => {
                let blanks = width.saturating_sub(self.key_length(key)) + 1;
                self.out.extend(std::iter::repeat_n(' ', blanks));
            }
            _ if before_comment => self.out.push_str("  "),
            // Blanks inside of a value may be a part of what it says.
            Some(key) if at > key => self.out.push_str(self.token(at)),
            _ => self.out.push(' '),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse;

    fn formatted(text: &str) -> String {
        let mut files = Files::default();
        let id = files.add("a.book", text);
        format(&parse(&files, id).value, &files)
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(formatted(text), expected);
        assert_eq!(formatted(expected), expected, "formatted again");
    }

    #[test]
    fn a_blank_line_behind_a_lone_return_stays_one() {
        check("a\r\r\n  k: v\n", "a\r \n  k: v\n");
        check("a\r\n\r\r\n\nb", "a\n\r \nb\n");
    }

    #[test]
    fn a_mark_inside_does_not_become_the_mark_at_the_start() {
        check("\n\u{FEFF}a", "\n\u{FEFF}a\n");
        check("\u{FEFF}\n\na", "\u{FEFF}\n\na\n");
    }

    #[test]
    fn blanks_inside_of_a_value_stay() {
        check("a  b\n k:  v   w ; c \n", "a b\n  k: v   w  ; c\n");
        check("a\n \u{0} k:  v   w\n", "a\n  \u{0} k: v   w\n");
    }
}
