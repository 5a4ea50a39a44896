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

/// The parts of a `key: value` line, if they print its tokens again.
pub fn split_lexed_field(pieces: &[Piece], text: &str) -> Option<FieldParts> {
    let key = pieces.get(1).filter(|piece| piece.kind == TokenKind::Key)?;
    let comment = trailing_comment(pieces);
    let rest = &pieces[2..pieces.len() - usize::from(comment.is_some())];
    let mut words = rest.iter().filter(|piece| piece.kind != TokenKind::Space);
    let value = words.next().map_or("", |first| {
        let last = words.next_back().unwrap_or(first);
        text.get(first.start..last.end()).unwrap_or("")
    });
    let key = key.text.strip_suffix(':')?.to_string();
    let field = FieldParts { key, value: value.to_string(), comment, means: None };
    same_tokens(pieces, &crate::join::field_line(&field)).then_some(field)
}

/// The parts of a `key: value` line.
pub fn split_field(line: &str) -> Option<FieldParts> {
    split_lexed_field(&pieces(line), line)
}
