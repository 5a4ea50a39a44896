//! Sentences, each a range of tokens.

use super::{Class, Tokens};

/// A sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its first token.
    pub start: usize,
    /// The token after its last.
    pub end: usize,
    /// The number of its paragraph.
    pub paragraph: usize,
}

/// Words whose point ends no sentence.
const ABBREVIATIONS: &[&str] = &[
    "inc", "corp", "co", "ltd", "cos", "bros", "mr", "mrs", "ms", "dr", "st", "no", "nos", "vs",
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "rs",
    "approx", "est", "gov", "sen", "rep", "gen", "jr", "sr", "prof", "fig", "art", "dept", "e.g",
    "i.e", "cf",
];

/// A line of no more tokens, without a final mark, is a heading.
const HEADING: usize = 14;

/// A sentence is cut at the first comma or semicolon behind so many tokens, and behind so many
/// wherever it stands. No sentence that somebody meant to be read is as long; what is done with one
/// may take the square of its length, and the time of a text stays linear.
const LONG: usize = 400;
const LONGEST: usize = 600;

/// The sentences of a text, in order; every token is in exactly one. Time is linear.
///
/// ```
/// use counterflow_read::text::{Tokens, sentences};
/// let tokens = Tokens::new("Acme Inc. owes $1.4 trillion. It pays on Nov. 3.\nA heading\nAnd more.");
/// assert_eq!(sentences(&tokens).len(), 4);
/// ```
pub fn sentences(tokens: &Tokens) -> Vec<Sentence> {
    let mut found = Vec::new();
    let (mut start, mut paragraph) = (0, 0);
    let mut line = 0;
    for at in 0..tokens.len() {
        let breaks = tokens.get(at).map_or(0, |token| token.breaks);
        if breaks > 0 {
            let heading =
                at > 0 && at - line <= HEADING && line == start && !is_final(tokens, line..at);
            if at > start && (breaks > 1 || heading || starts_line_anew(tokens, at)) {
                found.push(Sentence { start, end: at, paragraph });
                start = at;
            }
            line = at;
            paragraph += usize::from(breaks > 1 && at > 0);
        }
        let ends = ends_sentence(tokens, at, start) || is_too_long(tokens, at, start);
        if at + 1 < tokens.len() && ends {
            found.push(Sentence { start, end: at + 1, paragraph });
            start = at + 1;
        }
    }
    if start < tokens.len() {
        found.push(Sentence { start, end: tokens.len(), paragraph });
    }
    found
}

/// Whether a sentence that started there is to be cut behind a token.
fn is_too_long(tokens: &Tokens, at: usize, start: usize) -> bool {
    let long = at - start + 1;
    long >= LONGEST || long >= LONG && matches!(tokens.text(at), "," | ";")
}

/// Whether a line starts with the mark of a list.
fn starts_line_anew(tokens: &Tokens, at: usize) -> bool {
    matches!(tokens.text(at), "*" | "-" | "\u{2022}" | "\u{2013}" | "#") && !glued(tokens, at + 1)
}

fn glued(tokens: &Tokens, at: usize) -> bool {
    tokens.get(at).is_some_and(|token| token.glued)
}

/// Whether a mark ends these tokens, or one stands before the quotes and brackets that do.
fn is_final(tokens: &Tokens, of: std::ops::Range<usize>) -> bool {
    let closes = |at: &usize| matches!(tokens.text(*at), "\"" | ")" | "'");
    let last = of.rev().find(|at| !closes(at));
    last.is_some_and(|at| matches!(tokens.text(at), "." | "!" | "?" | ":" | "," | ";"))
}

/// Whether a sentence ends with this token: at a final mark and the quotes and brackets behind it.
fn ends_sentence(tokens: &Tokens, at: usize, start: usize) -> bool {
    let next = at + 1;
    let closes = |at: usize| matches!(tokens.text(at), "\"" | ")" | "]") && glued(tokens, at);
    if closes(next) {
        return false;
    }
    let mut mark = at;
    while mark > start && closes(mark) {
        mark -= 1;
    }
    let behind = mark > start;
    match tokens.text(mark) {
        "!" | "?" => starts_sentence(tokens, next),
        "." if !behind || glued(tokens, next) => false,
        "." => !is_abbreviation(tokens, mark) && starts_sentence(tokens, next),
        text if mark == at && text.ends_with('.') => ends_with_initials(tokens, at),
        _ => false,
    }
}

fn is_abbreviation(tokens: &Tokens, mark: usize) -> bool {
    let before = mark - 1;
    if !glued(tokens, mark) || tokens.class(before) == Class::Number {
        return false;
    }
    let word = tokens.word(before);
    let single = tokens.class(before) == Class::Capital && tokens.text(before).chars().count() == 1;
    let listed = ABBREVIATIONS.contains(&word);
    // "Acme Inc. It said": what follows a company's form starts a sentence if it starts one clearly.
    let form = matches!(word, "inc" | "corp" | "co" | "ltd" | "cos" | "jr" | "sr");
    single || listed && !(form && is_clear_start(tokens, mark + 1))
}

/// `U.S.` ends a sentence where a word follows that starts sentences and no names.
fn ends_with_initials(tokens: &Tokens, at: usize) -> bool {
    tokens.class(at) == Class::Capital && is_clear_start(tokens, at + 1)
}

fn is_clear_start(tokens: &Tokens, at: usize) -> bool {
    let starts = [
        "the", "it", "its", "in", "a", "an", "but", "and", "this", "that", "they", "he", "she",
        "we", "at", "on", "for", "as", "while", "however", "last", "under", "shares", "analysts",
        "if",
    ];
    tokens.class(at) == Class::Capital && starts.contains(&tokens.word(at))
}

fn starts_sentence(tokens: &Tokens, at: usize) -> bool {
    match tokens.class(at) {
        Class::Capital | Class::Number | Class::Currency => true,
        // Names that start small: iRobot, eBay.
        Class::Lower => tokens.text(at).chars().any(char::is_uppercase),
        _ => {
            matches!(tokens.text(at), "\"" | "(" | "[" | "*" | "-" | "\u{2013}" | "\u{2014}" | "'")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_never_ends_is_cut() {
        let commas = "one, two three ".repeat(1_000);
        let tokens = Tokens::new(&commas);
        let cut = sentences(&tokens);
        assert!(cut.iter().all(|one| one.end - one.start <= LONG + 4));
        let words = "one two three ".repeat(1_000);
        let tokens = Tokens::new(&words);
        assert_eq!(sentences(&tokens).len(), 5);
    }

    fn cut(text: &str) -> Vec<String> {
        let tokens = Tokens::new(text);
        let span = |one: &Sentence| tokens.span(one.start..one.end);
        sentences(&tokens).iter().map(|one| text[span(one).range()].to_string()).collect()
    }

    #[test]
    fn points_that_end_nothing() {
        let text = "Acme Inc. paid Rs. 5 crore vs. $1.4 to J. Smith of the U.S. Treasury.";
        assert_eq!(cut(text), [text]);
        assert_eq!(cut("He left the U.S. The money stayed.").len(), 2);
        assert_eq!(cut("It bought Acme Corp. The price was $5.").len(), 2);
    }

    #[test]
    fn quotes_close_with_their_sentence() {
        assert_eq!(cut("\"We pay.\" He left.").len(), 2);
        assert_eq!(cut("It rose 5%. (It fell later.) Then it rose.").len(), 3);
    }

    #[test]
    fn a_text_may_start_with_a_break() {
        assert_eq!(cut("\n\nAcme paid."), ["Acme paid."]);
    }

    #[test]
    fn every_token_is_in_one_sentence() {
        let tokens = Tokens::new("a. B\n\nc d\n* e. 5");
        let all = sentences(&tokens);
        assert_eq!(all.first().map(|one| one.start), Some(0));
        assert_eq!(all.last().map(|one| one.end), Some(tokens.len()));
        assert!(all.windows(2).all(|pair| pair[0].end == pair[1].start));
    }
}
