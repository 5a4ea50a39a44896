//! One line to its parts.

use counterflow_syntax::TokenKind;

use super::{Piece, pieces};
use crate::parts::FieldParts;

/// Whether a line is nothing but a comment.
pub fn is_comment(text: &str) -> bool {
    text.trim_start_matches([' ', '\t']).starts_with(';')
}

/// The tokens that say something, as the tree gives them.
pub fn said<'a>(pieces: &[Piece<'a>]) -> Vec<Piece<'a>> {
    use TokenKind::{Arrow, Comma, OpenText, Text, Word};
    let said = pieces.iter().filter(|p| matches!(p.kind, Word | Text | OpenText | Comma | Arrow));
    said.copied().collect()
}

/// The comment at a line's end, from its `;` on.
pub fn trailing_comment(pieces: &[Piece]) -> Option<String> {
    let last = pieces.last().filter(|piece| piece.kind == TokenKind::Comment)?;
    Some(last.text.trim_end_matches([' ', '\t']).to_string())
}

/// Whether a line holds exactly these tokens, whatever the width of the blanks between them.
pub fn same_tokens(given: &[Piece], line: &str) -> bool {
    let other = pieces(line);
    let same = |(a, b): (&Piece, &Piece)| {
        a.kind == b.kind && (a.kind == TokenKind::Space || a.text == b.text)
    };
    given.len() == other.len() && given.iter().zip(&other).all(same)
}

/// The parts of a `key: value` line, if they print its tokens again: a blank must part the key
/// from what follows it, and the value from its comment.
pub fn split_lexed_field(pieces: &[Piece], text: &str) -> Option<FieldParts> {
    let is_space = |piece: &Piece| piece.kind == TokenKind::Space;
    let key = pieces.get(1).filter(|piece| piece.kind == TokenKind::Key)?;
    let comment = trailing_comment(pieces);
    let rest = &pieces[2..pieces.len() - usize::from(comment.is_some())];
    let parted = rest.first().is_none_or(is_space)
        && (comment.is_none() || rest.last().is_some_and(is_space));
    if !parted {
        return None;
    }
    let mut words = rest.iter().filter(|piece| !is_space(piece));
    let value = words.next().map_or("", |first| {
        let last = words.next_back().unwrap_or(first);
        text.get(first.start..last.end()).unwrap_or("")
    });
    let key = key.text.strip_suffix(':')?.to_string();
    Some(FieldParts { key, value: value.to_string(), comment, means: None })
}

/// The parts of a `key: value` line.
pub fn split_field(line: &str) -> Option<FieldParts> {
    let pieces = pieces(line);
    let ends = |piece: &Piece| matches!(piece.kind, TokenKind::Newline | TokenKind::LoneReturn);
    if pieces.iter().any(ends) { None } else { split_lexed_field(&pieces, line) }
}
