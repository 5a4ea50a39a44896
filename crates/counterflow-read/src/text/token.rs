//! Tokens: words, numbers, symbols of currency, and single marks.

use crate::Span;
use crate::clause::Verb;
use crate::lexicon::{Entries, Entry, Tags};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// A word that starts with a small letter.
    Lower,
    /// A word that starts with a capital, `U.S.` and `S&P` among them.
    Capital,
    /// Digits, with commas, points and blanks of thousands inside: `1,234.5`.
    Number,
    /// A mark of currency.
    Currency,
    /// The `'s` or `'` behind a name, and `n't`.
    Clitic,
    /// Any other mark, one character.
    Mark,
}

/// A token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands in the view.
    pub span: Span,
    /// What it is.
    pub class: Class,
    /// Whether nothing stands between it and the token before.
    pub glued: bool,
    /// How many line breaks stand before it: one ends a line, two end a paragraph.
    pub breaks: u8,
    /// The number of its word in the tables.
    entry: u16,
}

/// The tokens of a text.
#[derive(Clone, Debug)]
pub struct Tokens<'t> {
    text: &'t str,
    lower: String,
    tokens: Vec<Token>,
    entries: &'static Entries,
}

impl<'t> Tokens<'t> {
    /// Cuts a text. Time is linear.
    ///
    /// ```
    /// use counterflow_read::text::Tokens;
    /// let tokens = Tokens::new("Amazon's $8bn in the U.S., or 1,000.5 more.");
    /// let words: Vec<&str> = tokens.iter().map(|token| tokens.text_of(token)).collect();
    /// assert_eq!(
    ///     words,
    ///     ["Amazon", "'s", "$", "8", "bn", "in", "the", "U.S.", ",", "or", "1,000.5", "more", "."]
    /// );
    /// ```
    pub fn new(text: &'t str) -> Tokens<'t> {
        let (lower, entries) = (text.to_ascii_lowercase(), Entries::get());
        let mut tokens = cut(text);
        for token in &mut tokens {
            if matches!(token.class, Class::Lower | Class::Capital | Class::Clitic) {
                let word = lower.get(token.span.range()).unwrap_or("");
                token.entry = entries.number(word);
            }
        }
        Tokens { text, lower, tokens, entries }
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// All, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Token> {
        self.tokens.iter()
    }

    /// All, in order.
    pub fn as_slice(&self) -> &[Token] {
        &self.tokens
    }

    /// The token at a place.
    pub fn get(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at)
    }

    /// What a token is; a mark beyond the end.
    pub fn class(&self, at: usize) -> Class {
        self.tokens.get(at).map_or(Class::Mark, |token| token.class)
    }

    /// The letters of a token as they stand.
    pub fn text_of(&self, token: &Token) -> &'t str {
        self.text.get(token.span.range()).unwrap_or("")
    }

    /// The letters of the token at a place, as they stand; nothing beyond the end.
    pub fn text(&self, at: usize) -> &'t str {
        self.tokens.get(at).map_or("", |token| self.text_of(token))
    }

    /// The token at a place in small letters; nothing beyond the end.
    pub fn word(&self, at: usize) -> &str {
        self.tokens.get(at).and_then(|token| self.lower.get(token.span.range())).unwrap_or("")
    }

    /// What the tables know of the word at a place.
    pub(crate) fn entry(&self, at: usize) -> &'static Entry {
        self.entries.entry(self.tokens.get(at).map_or(0, |token| token.entry))
    }

    /// What the word at a place is; nothing for marks and beyond the end.
    pub fn tags(&self, at: usize) -> Tags {
        self.entry(at).tags
    }

    /// The verb that the word at a place may be a form of.
    pub fn verb(&self, at: usize) -> Option<Verb> {
        self.entry(at).verb
    }

    /// Whether the tokens from a place on are these words, in small letters.
    pub fn starts(&self, at: usize, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(k, word)| self.word(at + k) == *word)
    }

    /// The span of some tokens, from the first up to and without the last.
    pub fn span(&self, of: std::ops::Range<usize>) -> Span {
        match self.tokens.get(of) {
            Some([first, .., last]) => first.span.to(last.span),
            Some([one]) => one.span,
            _ => Span::default(),
        }
    }

    /// The whole text.
    pub fn source(&self) -> &'t str {
        self.text
    }
}

/// The words and marks of a short text, in small letters.
pub(crate) fn words(text: &str) -> Vec<String> {
    let word = |token: &Token| text.get(token.span.range()).map(str::to_ascii_lowercase);
    cut(text).iter().filter_map(word).collect()
}

/// Cuts a text into tokens of which only the places are known.
fn cut(text: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 5);
    let mut cut = Cut { text, at: 0, breaks: 0, glued: false };
    while let Some(token) = cut.next_token(tokens.last()) {
        tokens.push(token);
    }
    tokens
}

struct Cut<'t> {
    text: &'t str,
    at: usize,
    breaks: u8,
    glued: bool,
}

impl Cut<'_> {
    fn next_token(&mut self, before: Option<&Token>) -> Option<Token> {
        self.skip_blanks();
        let rest = self.text.get(self.at..)?;
        let first = rest.chars().next()?;
        let (class, len) = if first.is_ascii_digit() {
            (Class::Number, number(rest))
        } else if first.is_alphabetic() {
            let class = if first.is_uppercase() { Class::Capital } else { Class::Lower };
            (class, word(rest))
        } else if let Some(len) = clitic(rest).filter(|_| self.is_behind_word(before)) {
            (Class::Clitic, len)
        } else if is_currency(first) {
            (Class::Currency, first.len_utf8())
        } else {
            (Class::Mark, first.len_utf8())
        };
        let (start, end) = (self.at as u32, (self.at + len) as u32);
        let glued = self.glued && before.is_some();
        let (span, breaks) = (Span::new(start, end), self.breaks);
        let token = Token { span, class, glued, breaks, entry: 0 };
        (self.at, self.breaks, self.glued) = (self.at + len, 0, true);
        Some(token)
    }

    fn is_behind_word(&self, before: Option<&Token>) -> bool {
        let word =
            |before: &&Token| matches!(before.class, Class::Lower | Class::Capital | Class::Number);
        self.glued && before.filter(word).is_some()
    }

    fn skip_blanks(&mut self) {
        let rest = self.text.get(self.at..).unwrap_or("");
        for blank in rest.chars().take_while(|one| one.is_whitespace() || one.is_control()) {
            self.at += blank.len_utf8();
            self.glued = false;
            self.breaks = self.breaks.saturating_add(u8::from(blank == '\n'));
        }
    }
}

/// Digits; a comma, point or apostrophe between digits belongs to them.
fn number(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut len = 0;
    while let Some(byte) = bytes.get(len) {
        let inner =
            matches!(byte, b',' | b'.') && bytes.get(len + 1).is_some_and(u8::is_ascii_digit);
        if !byte.is_ascii_digit() && !inner {
            break;
        }
        len += 1;
    }
    len
}

/// Letters; then digits that follow at once (`Home24`, `3M` is a number and a word), `&` between
/// capitals (`AT&T`), points between single letters (`U.S.`).
fn word(rest: &str) -> usize {
    let mut len = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((at, one)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        let joins = match one {
            '&' => next.is_some_and(char::is_uppercase) && is_capital_before(rest, at),
            '.' => is_initial(rest, at),
            _ => one.is_alphanumeric() || is_mark_of_letter(one),
        };
        if !joins {
            break;
        }
        len = at + one.len_utf8();
    }
    len
}

fn is_capital_before(rest: &str, at: usize) -> bool {
    rest[..at].chars().next_back().is_some_and(char::is_uppercase)
}

/// Whether the point at a place ends a single letter of `U.S.` or `J.P.`: a letter, a point, and
/// again a letter with a point, here or before.
fn is_initial(rest: &str, at: usize) -> bool {
    let before = &rest[..at];
    let mut back = before.chars().rev();
    let letter = back.next().is_some_and(char::is_alphabetic);
    let alone = back.next().is_none_or(|one| one == '.');
    let mut on = rest[at + 1..].chars();
    let goes_on = on.next().is_some_and(char::is_alphabetic) && on.next() == Some('.');
    letter && alone && (goes_on || before.contains('.'))
}

/// Combining accents.
fn is_mark_of_letter(one: char) -> bool {
    matches!(one, '\u{300}'..='\u{36f}')
}

/// `'s`, `'re`, `'`, behind a word.
fn clitic(rest: &str) -> Option<usize> {
    let after = rest.strip_prefix('\'')?;
    let letters = after.bytes().take_while(u8::is_ascii_alphabetic).count();
    match letters {
        0 => Some(1),
        1 | 2 => Some(1 + letters),
        _ => None,
    }
}

/// Whether a character stands for a currency.
pub fn is_currency(one: char) -> bool {
    matches!(one, '$' | '\u{a2}'..='\u{a5}' | '\u{20a0}'..='\u{20cf}' | '\u{e3f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let tokens = Tokens::new(text);
        tokens.iter().map(|token| tokens.text_of(token).to_string()).collect()
    }

    #[test]
    fn names_stay_whole() {
        assert_eq!(
            words("AT&T, S&P 500, J.P. Morgan"),
            ["AT&T", ",", "S&P", "500", ",", "J.P.", "Morgan"]
        );
        assert_eq!(words("Home24 and banks' money"), ["Home24", "and", "banks", "'", "money"]);
    }

    #[test]
    fn numbers_end_where_they_end() {
        assert_eq!(words("50bn, 1,000."), ["50", "bn", ",", "1,000", "."]);
        assert_eq!(words("$15-20m"), ["$", "15", "-", "20", "m"]);
    }

    #[test]
    fn breaks_are_counted() {
        let tokens = Tokens::new("a\nb\n\nc");
        assert_eq!(tokens.iter().map(|token| token.breaks).collect::<Vec<_>>(), [0, 1, 2]);
    }
}
