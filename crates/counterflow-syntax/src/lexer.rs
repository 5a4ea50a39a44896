//! Text to tokens. Every byte of the text is in exactly one token.

use std::ops::Range;

use memchr::memchr2;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Blanks and tabs.
    Space,
    /// `\n` or `\r\n`.
    Newline,
    /// `;` to the end of the line.
    Comment,
    /// A run of other characters: a name, a number, `->` is not one.
    Word,
    /// The first word of an indented line, with its colon.
    Key,
    /// `"…"`, closed.
    Text,
    /// `,` between words.
    Comma,
    /// `->`.
    Arrow,
    /// A string without its closing quote.
    OpenText,
    /// Control characters.
    Control,
    /// `\r` without `\n`.
    LoneReturn,
    /// A byte order mark at the very start.
    ByteOrderMark,
}

/// A token: its kind and where it starts. It ends where the next one starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Offset of its first byte.
    pub start: u32,
}

/// Splits a text into tokens, with one more at the end that marks where the text ends.
///
/// Time and memory are linear in the text.
pub fn lex(text: &str) -> Vec<Token> {
    let Tokens { kinds, starts } = tokens(text);
    kinds.into_iter().zip(starts).map(|(kind, start)| Token { kind, start }).collect()
}

/// The tokens of a text, their kinds apart from their places: a large book has fifty a claim, and
/// five bytes each are less than the eight of a [`Token`].
#[derive(Debug)]
pub(crate) struct Tokens {
    kinds: Vec<TokenKind>,
    starts: Vec<u32>,
}

impl Tokens {
    /// How many there are, without the mark of the text's end.
    pub(crate) fn len(&self) -> usize {
        self.kinds.len() - 1
    }

    pub(crate) fn kind(&self, at: usize) -> TokenKind {
        self.kinds[at]
    }

    /// The bytes of a token.
    pub(crate) fn range(&self, at: usize) -> Range<u32> {
        self.starts[at]..self.starts[at + 1]
    }

    pub(crate) fn text<'a>(&self, at: usize, text: &'a str) -> &'a str {
        let Range { start, end } = self.range(at);
        &text[start as usize..end as usize]
    }

    /// The kind of the token that an offset lies in.
    pub(crate) fn kind_at(&self, offset: usize) -> Option<TokenKind> {
        let next = self.starts.partition_point(|&start| start as usize <= offset);
        next.checked_sub(1).map(|at| self.kinds[at])
    }

    fn push(&mut self, kind: TokenKind, start: usize) {
        self.kinds.push(kind);
        self.starts.push(start as u32);
    }
}

/// Splits a text into tokens, in one pass.
pub(crate) fn tokens(text: &str) -> Tokens {
    // Room for more than most texts have: memory that is not written to costs nothing.
    let room = text.len() / 4 + 8;
    let tokens = Tokens { kinds: Vec::with_capacity(room), starts: Vec::with_capacity(room) };
    let mut lexer = Lexer { bytes: text.as_bytes(), at: 0, tokens };
    if text.starts_with('\u{FEFF}') {
        lexer.push(TokenKind::ByteOrderMark, 3);
    }
    while lexer.at < lexer.bytes.len() {
        lexer.line();
    }
    lexer.push(TokenKind::Newline, lexer.at);
    lexer.tokens
}

struct Lexer<'a> {
    bytes: &'a [u8],
    at: usize,
    tokens: Tokens,
}

/// What a byte can start or end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Word,
    Space,
    Newline,
    Return,
    Quote,
    Comma,
    Dash,
    Semicolon,
    Colon,
    Control,
}

const CLASSES: [Class; 256] = {
    let mut classes = [Class::Word; 256];
    let mut byte = 0;
    while byte < 0x20 {
        classes[byte] = Class::Control;
        byte += 1;
    }
    classes[0x7F] = Class::Control;
    classes[b' ' as usize] = Class::Space;
    classes[b'\t' as usize] = Class::Space;
    classes[b'\n' as usize] = Class::Newline;
    classes[b'\r' as usize] = Class::Return;
    classes[b'"' as usize] = Class::Quote;
    classes[b',' as usize] = Class::Comma;
    classes[b'-' as usize] = Class::Dash;
    classes[b';' as usize] = Class::Semicolon;
    classes[b':' as usize] = Class::Colon;
    classes
};

impl Lexer<'_> {
    fn class(&self, at: usize) -> Class {
        self.bytes.get(at).map_or(Class::Newline, |&byte| CLASSES[byte as usize])
    }

    fn push(&mut self, kind: TokenKind, end: usize) {
        self.tokens.push(kind, self.at);
        self.at = end;
    }

    fn run(&self, class: Class) -> usize {
        let rest = &self.bytes[self.at..];
        self.at + rest.iter().take_while(|&&byte| CLASSES[byte as usize] == class).count()
    }

    /// One line, up to and with its end.
    fn line(&mut self) {
        let mut first = false;
        // A comment starts at the line's start, after a blank, or after a closed string or comma.
        let mut after_word = false;
        if self.class(self.at) == Class::Space {
            self.push(TokenKind::Space, self.run(Class::Space));
            first = true;
        }
        while self.at < self.bytes.len() {
            let class = self.class(self.at);
            match class {
                Class::Newline => return self.push(TokenKind::Newline, self.at + 1),
                Class::Return if self.bytes.get(self.at + 1) == Some(&b'\n') => {
                    return self.push(TokenKind::Newline, self.at + 2);
                }
                Class::Return => return self.push(TokenKind::LoneReturn, self.at + 1),
                Class::Space => self.push(TokenKind::Space, self.run(Class::Space)),
                Class::Control => self.push(TokenKind::Control, self.run(Class::Control)),
                Class::Semicolon if !after_word => self.comment(),
                Class::Quote => self.text(),
                Class::Comma => self.push(TokenKind::Comma, self.at + 1),
                Class::Dash if self.bytes.get(self.at + 1) == Some(&b'>') => {
                    self.push(TokenKind::Arrow, self.at + 2);
                }
                Class::Word | Class::Dash | Class::Semicolon | Class::Colon => {
                    self.word(first);
                    first = false;
                }
            }
            after_word =
                matches!(class, Class::Word | Class::Dash | Class::Semicolon | Class::Colon);
        }
    }

    fn line_end(&self) -> usize {
        memchr2(b'\n', b'\r', &self.bytes[self.at..])
            .map_or(self.bytes.len(), |offset| self.at + offset)
    }

    fn comment(&mut self) {
        let end = self.line_end();
        self.push(TokenKind::Comment, end);
    }

    fn text(&mut self) {
        let end = self.line_end();
        let mut at = self.at + 1;
        while let Some(rest) = self.bytes.get(at..end)
            && let Some(offset) = memchr2(b'"', b'\\', rest)
        {
            if rest[offset] == b'"' {
                return self.push(TokenKind::Text, at + offset + 1);
            }
            // What stands behind a backslash ends nothing.
            at += offset + 2;
        }
        self.push(TokenKind::OpenText, end);
    }

    /// A word; `may_be_key` if it is the first of an indented line.
    fn word(&mut self, may_be_key: bool) {
        let mut end = self.at + 1;
        loop {
            match self.class(end) {
                Class::Word => end = self.word_run(end),
                Class::Colon if may_be_key => return self.push(TokenKind::Key, end + 1),
                Class::Semicolon | Class::Colon => end += 1,
                Class::Dash if self.bytes.get(end + 1) != Some(&b'>') => end += 1,
                // 214,776,632 is one number; a, b is a list.
                Class::Comma if self.digit(end - 1) && self.digit(end + 1) => end += 1,
                _ => return self.push(TokenKind::Word, end),
            }
        }
    }

    /// Where a run of letters and digits ends.
    fn word_run(&self, at: usize) -> usize {
        let rest = &self.bytes[at..];
        let other = |&byte: &u8| CLASSES[byte as usize] != Class::Word;
        rest.iter().position(other).map_or(self.bytes.len(), |length| at + length)
    }

    fn digit(&self, at: usize) -> bool {
        self.bytes.get(at).is_some_and(u8::is_ascii_digit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<TokenKind> {
        let tokens = lex(text);
        tokens[..tokens.len() - 1].iter().map(|token| token.kind).collect()
    }

    #[test]
    fn a_semicolon_inside_a_word_is_not_a_comment() {
        use TokenKind::*;
        assert_eq!(kinds("a;b ; c"), [Word, Space, Comment]);
        assert_eq!(kinds("; c"), [Comment]);
        assert_eq!(kinds("\"a\"; c"), [Text, Comment]);
    }

    #[test]
    fn commas_join_digits_and_part_words() {
        use TokenKind::*;
        assert_eq!(kinds("1,000 a,b"), [Word, Space, Word, Comma, Word]);
        assert_eq!(kinds("a->b"), [Word, Arrow, Word]);
    }

    #[test]
    fn a_key_needs_an_indent() {
        use TokenKind::*;
        assert_eq!(kinds("  a: b:"), [Space, Key, Space, Word]);
        assert_eq!(kinds("a: b"), [Word, Space, Word]);
    }
}
