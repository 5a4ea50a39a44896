//! Questions about a network, as people type them: `revenue(openai, 2025) / 20 bn USD`.
//!
//! ```text
//! sum        = product { ("+" | "-") product }
//! product    = part { ("*" | "/") part }
//! part       = "-" part | "(" sum ")" | amount | variable
//!            | ("min" | "max") "(" sum "," sum { "," sum } ")"
//!            | "sum" "(" variable with at least one "*" ")"
//! variable   = attribute "(" [argument { "," argument } ["," nature]] ")" [ "[pre]" | "[post]" ]
//! argument   = name | date | date ".." date | "undated" | "unscheduled" | "*" | word name
//! amount     = a quantity of the book language, without "of"
//! comparison = sum ("=" | "within") amount
//!            | sum ("<" | "<=" | ">" | ">=") amount without a phrase
//!            | sum ("=" | "<" | "<=" | ">" | ">=") sum
//! ```
//!
//! Names are those of the book: a party by its id; a deal by its own name, by the name of its
//! round, by the id of any of its claims, or by `verb-from-to` where one deal alone has that name.
//! Where an argument may be one of several things, as the `company or round` of `share`, and the
//! name is more than one of them, one of the words in front says which: `share(a, round x)`. A date
//! and `unscheduled` are never names where they may stand themselves, unless a word is in front.
//! A fiscal date is that of the first party among the arguments. `*` stands for every party that
//! has such a variable, and for nothing else.
//!
//! Here a text is read and nothing is computed; a party is the one that the text names, and is not
//! folded into another. An amount is one run of words between two operators: `2 * 3 to 4` is twice
//! a number from 3 to 4.

mod amount;
mod argument;
mod compare;
mod form;
mod names;
mod parse;
mod unit;
mod write;

use std::ops::Range;

use counterflow_claim::{Bounds, Claims, PartyId, Unit};

pub use crate::expression::Operator;
use crate::{Arg, Case, Key};

pub use names::Names;
pub use unit::{Misfit, unit};

/// A question: a number or a formula of variables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// An amount.
    Number {
        /// What it may be.
        bounds: Bounds,
        /// Its unit; bare where none is written.
        unit: Unit,
    },
    /// A variable, each argument of which is given.
    Variable(Pattern),
    /// `-a`
    Negate(Box<Question>),
    /// `a + b`, `a - b`, `a * b`, `a / b`
    Binary(Operator, Box<Question>, Box<Question>),
    /// The smallest of two or more.
    Minimum(Vec<Question>),
    /// The largest of two or more.
    Maximum(Vec<Question>),
    /// The sum over all variables that a pattern stands for.
    Sum(Pattern),
}

/// A variable, or with `*` all that have any party in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// The attribute, as [`ATTRIBUTES`](crate::ATTRIBUTES) spells it.
    pub attribute: &'static str,
    /// Its arguments; `None` is `*`.
    pub args: Vec<Option<Arg>>,
    /// The reading of an ambiguous valuation that is asked for, if one is.
    pub case: Option<Case>,
}

/// A question, and what its answer is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// What is compared; with a formula on the right, the left side less the right one.
    pub left: Question,
    /// What it is to be.
    pub bounds: Bounds,
    /// The unit of the bounds. A bare zero is zero in every unit.
    pub unit: Unit,
    /// The sign and the right side as typed, single blanks between: `= about 20 bn USD`; `<= 0`
    /// and its like where a formula stood on the right.
    pub written: String,
}

/// Something that is wrong with a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Where in the text, in bytes; empty at the end of the text where something is missing.
    pub at: Range<usize>,
    /// What is wrong: one lower-case phrase that stands alone.
    pub message: String,
    /// What to type instead.
    pub help: Option<String>,
}

/// Reads a question about a book.
///
/// To read many about one book, make [`Names`] once. Time is linear in the book and the text; a
/// text has at most 65,536 bytes, 400 parts and 64 levels of nesting.
///
/// # Errors
///
/// Every mistake that was found, in the order of the text.
pub fn question(text: &str, claims: &Claims) -> Result<Question, Vec<Mistake>> {
    Names::new(claims).question(text)
}

/// Reads a comparison about a book, as [`question`] reads a question.
///
/// # Errors
///
/// Every mistake that was found, in the order of the text.
pub fn comparison(text: &str, claims: &Claims) -> Result<Comparison, Vec<Mistake>> {
    Names::new(claims).comparison(text)
}

impl Question {
    /// The question in normal form: read again, it is the same question.
    pub fn written(&self, claims: &Claims) -> String {
        write::question(self, &Names::new(claims))
    }

    /// The same with each party as `fold` has it.
    pub fn folded(self, fold: &impl Fn(PartyId) -> PartyId) -> Question {
        let all = |parts: Vec<Question>| parts.into_iter().map(|part| part.folded(fold)).collect();
        match self {
            Question::Number { .. } => self,
            Question::Variable(pattern) => Question::Variable(pattern.folded(fold)),
            Question::Sum(pattern) => Question::Sum(pattern.folded(fold)),
            Question::Negate(part) => Question::Negate(Box::new(part.folded(fold))),
            Question::Binary(operator, a, b) => {
                Question::Binary(operator, Box::new(a.folded(fold)), Box::new(b.folded(fold)))
            }
            Question::Minimum(parts) => Question::Minimum(all(parts)),
            Question::Maximum(parts) => Question::Maximum(all(parts)),
        }
    }

    /// The variable that it is, if it is no more than one.
    pub fn plain(&self) -> Option<Key> {
        match self {
            Question::Variable(pattern) => pattern.key(),
            _ => None,
        }
    }

    /// All patterns in it, in the order of the text.
    pub fn patterns(&self) -> Vec<&Pattern> {
        let mut found = Vec::new();
        self.gather(&mut found);
        found
    }

    fn gather<'q>(&'q self, found: &mut Vec<&'q Pattern>) {
        match self {
            Question::Number { .. } => {}
            Question::Variable(pattern) | Question::Sum(pattern) => found.push(pattern),
            Question::Negate(part) => part.gather(found),
            Question::Binary(_, a, b) => {
                a.gather(found);
                b.gather(found);
            }
            Question::Minimum(parts) | Question::Maximum(parts) => {
                parts.iter().for_each(|part| part.gather(found));
            }
        }
    }
}

impl Pattern {
    /// Whether it stands for the variable of this key: each argument is the same, or is a party
    /// where `*` stands. The case is the caller's to choose.
    pub fn stands_for(&self, key: &Key) -> bool {
        let fits = |(wanted, given): (&Option<Arg>, &Arg)| match wanted {
            Some(wanted) => wanted == given,
            None => matches!(given, Arg::Party(_)),
        };
        self.attribute == key.attribute
            && self.args.len() == key.args.len()
            && self.args.iter().zip(&key.args).all(fits)
    }

    /// The variable that it names; nothing where it has a `*`.
    pub fn key(&self) -> Option<Key> {
        let args: Option<Vec<Arg>> = self.args.iter().copied().collect();
        Some(Key::new(self.attribute, args?).in_case(self.case))
    }

    /// The pattern in normal form.
    pub fn written(&self, claims: &Claims) -> String {
        write::pattern(self, &Names::new(claims))
    }

    fn folded(mut self, fold: &impl Fn(PartyId) -> PartyId) -> Pattern {
        for arg in self.args.iter_mut().flatten() {
            if let Arg::Party(party) = arg {
                *party = fold(*party);
            }
        }
        self
    }
}

impl Comparison {
    /// The comparison in normal form: read again, it is the same comparison.
    pub fn written(&self, claims: &Claims) -> String {
        format!("{} {}", self.left.written(claims), self.written)
    }

    /// The unit of both sides, with money of the network in this currency.
    ///
    /// # Errors
    ///
    /// [`Misfit`] if the left side has none, or another than the right one.
    pub fn unit(
        &self,
        claims: &Claims,
        currency: counterflow_claim::Currency,
    ) -> Result<Unit, Misfit> {
        unit::of_comparison(self, claims, currency)
    }
}

impl Mistake {
    fn new(at: Range<usize>, message: impl Into<String>) -> Mistake {
        Mistake { at, message: message.into(), help: None }
    }

    fn help(mut self, help: impl Into<String>) -> Mistake {
        self.help = Some(help.into());
        self
    }
}
