//! Tree to text: the same content with even spacing.
//!
//! Only blanks and line ends between tokens change. Every token that is not space, and the space
//! inside values and comments, is written as it stands, so nothing can be lost.

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
    let lines = lines(tree, files);
    let mut out = String::with_capacity(files.get(tree.file()).text().len());
    let mut at = 0;
    while at < lines.len() {
        // A paragraph: the lines up to a blank one.
        let end = lines[at..].iter().position(Line::is_blank).map_or(lines.len(), |n| at + n);
        let width = value_column(&lines[at..end]);
        for line in &lines[at..end] {
            line.write(width, &mut out);
        }
        at = end;
        while at < lines.len() && lines[at].is_blank() {
            at += 1;
        }
        if at < lines.len() && !out.is_empty() {
            out.push('\n');
        }
    }
    out
}

/// A line's tokens; its end is not among them.
struct Line<'a> {
    indented: bool,
    tokens: Vec<(TokenKind, &'a str)>,
}

fn lines<'a>(tree: &Tree, files: &'a Files) -> Vec<Line<'a>> {
    let mut lines = Vec::new();
    let mut tokens: Vec<(TokenKind, &str)> = Vec::new();
    let mut close = |tokens: &mut Vec<(TokenKind, &'a str)>| {
        let mut tokens = std::mem::take(tokens);
        let indented = tokens.first().is_some_and(|(kind, _)| *kind == TokenKind::Space);
        while tokens.last().is_some_and(|(kind, _)| *kind == TokenKind::Space) {
            tokens.pop();
        }
        if indented && !tokens.is_empty() {
            tokens.remove(0);
        }
        lines.push(Line { indented, tokens });
    };
    for (kind, span) in tree.tokens() {
        match kind {
            TokenKind::Newline => close(&mut tokens),
            // A lone return stays in its line, which makes the formatter keep the byte.
            TokenKind::LoneReturn => {
                tokens.push((kind, files.text(span)));
                close(&mut tokens);
            }
            _ => tokens.push((kind, files.text(span))),
        }
    }
    if !tokens.is_empty() {
        close(&mut tokens);
    }
    lines
}

/// Column at which the values of a paragraph start, counted from its keys; keys longer than 16
/// characters do not push the others out.
fn value_column(lines: &[Line]) -> usize {
    let keys = lines.iter().filter_map(|line| line.key());
    keys.map(|key| key.chars().count()).filter(|&length| length <= 16).max().unwrap_or(0)
}

impl Line<'_> {
    fn is_blank(&self) -> bool {
        self.tokens.is_empty()
    }

    fn key(&self) -> Option<&str> {
        match self.tokens.first() {
            Some((TokenKind::Key, text)) => Some(text),
            _ => None,
        }
    }

    fn write(&self, width: usize, out: &mut String) {
        if self.indented {
            out.push_str("  ");
        }
        let values_keep_their_blanks = self.key().is_some();
        for (at, (kind, text)) in self.tokens.iter().enumerate() {
            match kind {
                TokenKind::Space => self.write_space(at, text, values_keep_their_blanks, width, out),
                TokenKind::Comment => out.push_str(text.trim_end_matches([' ', '\t'])),
                TokenKind::LoneReturn => return out.push_str(text),
                _ => out.push_str(text),
            }
        }
        out.push('\n');
    }

    fn write_space(&self, at: usize, text: &str, keep: bool, width: usize, out: &mut String) {
        let before_comment = matches!(self.tokens.get(at + 1), Some((TokenKind::Comment, _)));
        if keep && at == 1 {
            let key = self.key().map_or(0, |key| key.chars().count());
            out.extend(std::iter::repeat_n(' ', width.saturating_sub(key) + 1));
        } else if before_comment {
            out.push_str("  ");
        } else if keep {
            out.push_str(text);
        } else {
            out.push(' ');
        }
    }
}
