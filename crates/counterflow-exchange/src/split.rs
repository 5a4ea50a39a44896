//! The formatted text of a file to its parts.
//!
//! An entry becomes parts only if the parts print the same tokens again; all other lines are kept
//! as they stand. The formatter decides nothing but the width of blanks, so a file whose tokens
//! and blank lines are kept is kept.

mod header;
mod line;

pub use header::{looks_like_date, split_header};
pub use line::{said, same_tokens, split_field, split_lexed_field, trailing_comment};

use counterflow_syntax::{TokenKind, lex};

use crate::parts::{EntryParts, Item, ItemKind, Line};

/// A token with its text and its place in its line.
#[derive(Clone, Copy, Debug)]
pub struct Piece<'a> {
    pub kind: TokenKind,
    pub text: &'a str,
    pub start: usize,
}

impl Piece<'_> {
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// The tokens of a text that is one line.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let tokens = lex(text);
    let pairs = tokens.iter().zip(tokens.iter().skip(1));
    let pieces = pairs.map(|(token, next)| {
        let start = token.start as usize;
        Piece { kind: token.kind, text: &text[start..next.start as usize], start }
    });
    pieces.collect()
}

/// What a line is to the parser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Blank,
    Comment {
        indented: bool,
    },
    Header,
    Field,
    /// A line that is reported, whatever it is.
    Odd,
}

/// A line of the file with its tokens.
struct FileLine<'t, 'a> {
    text: &'a str,
    pieces: &'t [Piece<'a>],
    class: Class,
}

/// An item, and whether a header starts it, so that items can be counted as entries are.
pub struct Split {
    pub item: Item,
    pub has_header: bool,
}

/// Splits a formatted text. `None` if it holds a carriage return that ends a line by itself.
pub fn split(text: &str) -> Option<Vec<Split>> {
    let pieces = all_pieces(text)?;
    let lines = lines(text, &pieces);
    let mut items = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        if lines[at].class == Class::Blank {
            at += 1;
            continue;
        }
        let end = lines[at..].iter().position(|line| line.class == Class::Blank);
        let end = end.map_or(lines.len(), |count| at + count);
        paragraph(&lines[at..end], &mut items);
        at = end;
    }
    Some(items)
}

/// All tokens of a file, with places counted in their lines.
fn all_pieces(text: &str) -> Option<Vec<Piece<'_>>> {
    let mut pieces = pieces(text);
    let mut line = 0;
    for piece in &mut pieces {
        let end = piece.end();
        piece.start -= line;
        match piece.kind {
            TokenKind::LoneReturn => return None,
            TokenKind::Newline => line = end,
            _ => {}
        }
    }
    Some(pieces)
}

fn lines<'t, 'a>(text: &'a str, pieces: &'t [Piece<'a>]) -> Vec<FileLine<'t, 'a>> {
    let mut rest = text;
    let mut lines = Vec::new();
    for pieces in pieces.split(|piece| piece.kind == TokenKind::Newline) {
        let length = pieces.last().map_or(0, Piece::end);
        let (line, after) = rest.split_at(length);
        // A formatted text has no other line ends.
        rest = after.strip_prefix('\n').unwrap_or(after);
        lines.push(FileLine { text: line, pieces, class: class(line, pieces) });
    }
    lines
}

/// The same decisions as the parser's, line by line.
fn class(text: &str, pieces: &[Piece]) -> Class {
    let indented = pieces.first().is_some_and(|piece| piece.kind == TokenKind::Space);
    let first = pieces.iter().find(|piece| {
        use TokenKind::{ByteOrderMark, Control, Space};
        !matches!(piece.kind, Space | ByteOrderMark | Control)
    });
    match first.map(|piece| piece.kind) {
        None if text.is_empty() => Class::Blank,
        None => Class::Odd,
        Some(TokenKind::Comment) if line::is_comment(text) => Class::Comment { indented },
        Some(TokenKind::Comment) => Class::Odd,
        Some(_) if !indented => Class::Header,
        Some(TokenKind::Key) => Class::Field,
        Some(_) => Class::Odd,
    }
}

/// The items of lines without a blank one between.
fn paragraph(lines: &[FileLine], items: &mut Vec<Split>) {
    let mut at = 0;
    while at < lines.len() {
        let (kind, count, has_header) = match lines[at].class {
            Class::Comment { .. } => (ItemKind::Comment(lines[at].text.to_string()), 1, false),
            Class::Header => {
                let count = entry_length(&lines[at..]);
                (entry_or_raw(&lines[at..at + count]), count, true)
            }
            Class::Blank | Class::Field | Class::Odd => {
                let odd = |line: &&FileLine| matches!(line.class, Class::Field | Class::Odd);
                let count = lines[at..].iter().take_while(odd).count().max(1);
                (raw(&lines[at..at + count]), count, false)
            }
        };
        // The first item of a file has nothing above it that a blank line could part it from.
        items.push(Split { item: Item { tight: at > 0, kind }, has_header });
        at += count;
    }
}

/// How many lines an entry takes: up to its last indented line, with the comments right below it
/// that are indented as its own.
fn entry_length(lines: &[FileLine]) -> usize {
    let next = lines.iter().skip(1).position(|line| line.class == Class::Header);
    let end = next.map_or(lines.len(), |at| at + 1);
    let is_comment = |line: &FileLine| matches!(line.class, Class::Comment { .. });
    let last = lines[..end].iter().rposition(|line| !is_comment(line)).unwrap_or(0);
    let below = lines[last + 1..end].iter();
    let own = below.take_while(|line| line.class == Class::Comment { indented: true }).count();
    last + 1 + own
}

fn raw(lines: &[FileLine]) -> ItemKind {
    let lines: Vec<&str> = lines.iter().map(|line| line.text).collect();
    ItemKind::Raw(lines.join("\n"))
}

fn entry_or_raw(lines: &[FileLine]) -> ItemKind {
    entry(lines).map_or_else(|| raw(lines), ItemKind::Entry)
}

/// The parts of an entry, if they print its tokens again.
fn entry(lines: &[FileLine]) -> Option<EntryParts> {
    let (first, below) = lines.split_first()?;
    let header = split_header(&said(first.pieces), first.text)?;
    let line = crate::join::header_line(&header).ok()?;
    let comment = trailing_comment(first.pieces);
    let printed = crate::join::with_comment(&line, comment.as_deref());
    if !same_tokens(first.pieces, &printed) {
        return None;
    }
    let below = below.iter().map(|line| match line.class {
        Class::Comment { .. } => Some(Line::Comment(line.text.to_string())),
        Class::Field => split_lexed_field(line.pieces, line.text).map(Line::Field),
        Class::Blank | Class::Header | Class::Odd => None,
    });
    let lines = below.collect::<Option<Vec<Line>>>()?;
    Some(EntryParts { header, line, means: None, comment, lines })
}
