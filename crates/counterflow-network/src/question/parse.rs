//! The grammar of questions, by recursive descent. Every mistake is kept, and reading goes on
//! where it can: a part that cannot be read stands as a bare zero until the mistakes are reported.

mod call;
mod number;

use std::ops::Range;

use counterflow_claim::{Bounds, Decimal, Measure, Unit};

use super::names::Names;
use super::{Mistake, Operator, Question};

/// A longer text is refused unread.
const LONGEST: usize = 65_536;
/// Parentheses, functions and signs inside one another.
const DEEPEST: usize = 64;
/// Amounts and variables. A chain of operators is a tree as deep as it is long, and those who walk
/// it do so by recursion.
const MOST_PARTS: usize = 400;

/// A text that is being read.
pub struct Parser<'t, 'c> {
    pub(super) text: &'t str,
    pub(super) at: usize,
    pub(super) names: &'t Names<'c>,
    found: Vec<Mistake>,
    depth: usize,
    parts: usize,
    /// Whether a comma parts arguments here.
    in_list: bool,
    /// Whether the rest cannot be made sense of.
    lost: bool,
}

impl<'t, 'c> Parser<'t, 'c> {
    /// A text to be read from its start.
    pub fn new(text: &'t str, names: &'t Names<'c>) -> Parser<'t, 'c> {
        let mut parser = Parser {
            text,
            at: 0,
            names,
            found: Vec::new(),
            depth: 0,
            parts: 0,
            in_list: false,
            lost: false,
        };
        if text.len() > LONGEST {
            let message = format!("a question of {} bytes; at most {LONGEST} are read", text.len());
            parser.lose(Mistake::new(0..0, message));
        }
        parser
    }

    /// Reads the text as a question.
    ///
    /// # Errors
    ///
    /// Every mistake that was found.
    pub fn question(mut self) -> Result<Question, Vec<Mistake>> {
        let question = self.sum();
        self.end();
        self.done(question)
    }

    /// The value, unless there are mistakes.
    pub(super) fn done<T>(self, value: T) -> Result<T, Vec<Mistake>> {
        if self.found.is_empty() { Ok(value) } else { Err(self.mistakes()) }
    }

    /// What was reported, in the order of the text.
    pub(super) fn mistakes(mut self) -> Vec<Mistake> {
        self.found.sort_by_key(|mistake| (mistake.at.start, mistake.at.end));
        self.found
    }

    /// Reports what stands behind a question that is read.
    pub(super) fn end(&mut self) {
        if let Some(found) = self.peek() {
            let mistake = Mistake::new(self.here(), format!("expected an operator, found {found}"));
            self.lose(match operator_for(self.rest()) {
                Some(help) => mistake.help(help),
                None => mistake,
            });
        }
    }

    /// Reports a mistake, unless one that led to it was reported.
    pub(super) fn report(&mut self, mistake: Mistake) {
        let known = self.found.iter().any(|found| found.at.start == mistake.at.start);
        if !self.lost && !known {
            self.found.push(mistake);
        }
    }

    /// Reports a mistake after which the rest makes no sense.
    pub(super) fn lose(&mut self, mistake: Mistake) {
        self.report(mistake);
        self.lost = true;
        self.at = self.text.len();
    }

    pub(super) fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    pub(super) fn blanks(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    pub(super) fn take(&mut self, sign: &str) -> bool {
        self.blanks();
        let hit = self.rest().starts_with(sign);
        self.at += if hit { sign.len() } else { 0 };
        hit
    }

    /// What comes next, for people: a word or one character. Nothing at the end.
    fn peek(&mut self) -> Option<String> {
        self.blanks();
        let next = &self.text[self.here()];
        (!next.is_empty()).then(|| format!("`{next}`"))
    }

    /// The next word or character; empty at the end.
    pub(super) fn here(&self) -> Range<usize> {
        let rest = self.rest();
        let word = name_length(rest);
        let length = if word > 0 { word } else { rest.chars().next().map_or(0, char::len_utf8) };
        self.at..self.at + length
    }

    pub(super) fn sum(&mut self) -> Question {
        let mut left = self.product();
        loop {
            let operator = if self.take("+") {
                Operator::Add
            } else if self.take("-") {
                Operator::Subtract
            } else {
                return left;
            };
            left = Question::Binary(operator, Box::new(left), Box::new(self.product()));
        }
    }

    fn product(&mut self) -> Question {
        let mut left = self.part();
        loop {
            let operator = if self.take("*") {
                Operator::Multiply
            } else if self.take("/") {
                Operator::Divide
            } else {
                return left;
            };
            left = Question::Binary(operator, Box::new(left), Box::new(self.part()));
        }
    }

    fn part(&mut self) -> Question {
        self.blanks();
        let start = self.at;
        if self.take("-") {
            return self.deeper(start, |parser| Question::Negate(Box::new(parser.part())));
        }
        if self.take("(") {
            return self.deeper(start, |parser| {
                let inner = parser.without_list(Parser::sum);
                parser.close(start, "an operator");
                inner
            });
        }
        self.parts += 1;
        if self.parts > MOST_PARTS {
            let message = format!("more than {MOST_PARTS} amounts and variables in one question");
            self.lose(Mistake::new(self.here(), message));
            return nothing();
        }
        match self.call() {
            Some(name) => self.called(name),
            None => self.number(),
        }
    }

    /// Reads one level further in.
    fn deeper(&mut self, start: usize, read: impl FnOnce(&mut Self) -> Question) -> Question {
        self.depth += 1;
        let question = match self.depth > DEEPEST {
            true => {
                let message = format!("nested more than {DEEPEST} levels deep");
                self.lose(Mistake::new(start..start + 1, message));
                nothing()
            }
            false => read(self),
        };
        self.depth -= 1;
        question
    }

    fn without_list<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> T {
        let before = std::mem::replace(&mut self.in_list, false);
        let value = read(self);
        self.in_list = before;
        value
    }

    /// Takes the `)` of the `(` at `open`.
    fn close(&mut self, open: usize, or: &str) {
        if self.take(")") || self.lost {
            return;
        }
        let mistake = match self.peek() {
            None => Mistake::new(open..open + 1, "`(` is not closed"),
            Some(found) => {
                let message = format!("expected {or} or `)`, found {found}");
                let mistake = Mistake::new(self.here(), message);
                match operator_for(self.rest()) {
                    Some(help) => mistake.help(help),
                    None => mistake,
                }
            }
        };
        self.lose(mistake);
    }

    fn several(
        &mut self,
        name: Range<usize>,
        open: usize,
        made: fn(Vec<Question>) -> Question,
    ) -> Question {
        self.at += 1;
        self.deeper(name.start, |parser| {
            let before = std::mem::replace(&mut parser.in_list, true);
            let found = parser.found.len();
            let mut all = vec![parser.sum()];
            while parser.take(",") {
                all.push(parser.sum());
            }
            parser.in_list = before;
            parser.close(open, "an operator, `,`");
            // A mistake in the list may have made one argument of two.
            if all.len() < 2 && parser.found.len() == found {
                let word = &parser.text[name.clone()];
                let message = format!("`{word}` takes two arguments or more, found 1");
                parser.report(Mistake::new(name, message));
            }
            made(all)
        })
    }
}

/// What stands for a part that was reported.
pub(super) fn nothing() -> Question {
    Question::Number { bounds: Bounds::point(Decimal::ZERO), unit: Unit::of(Measure::Bare) }
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

fn word_length(text: &str) -> usize {
    text.find(|c| !is_word(c)).unwrap_or(text.len())
}

/// The length of the name that a text starts with.
fn name_length(text: &str) -> usize {
    let length = text.find(|c| !(is_word(c) || c == '-' || c == '.')).unwrap_or(text.len());
    if word_length(text) == 0 { 0 } else { length }
}

/// What to write in place of a sign that is none here.
fn operator_for(text: &str) -> Option<String> {
    let sign = text.chars().next()?;
    let meant = match sign {
        '×' | '·' => "*",
        '÷' => "/",
        '−' | '–' => "-",
        '<' | '>' | '=' | '≤' | '≥' | '≠' => {
            return Some("a question compares nothing; a comparison does so once".to_string());
        }
        '(' => return Some("write `*` to multiply".to_string()),
        c if is_word(c) => return Some("write `+`, `-`, `*` or `/` between the two".to_string()),
        _ => return None,
    };
    Some(format!("write `{meant}`"))
}
