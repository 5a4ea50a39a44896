//! The formulas of identities: text to a tree, and the tree to numbers.

use counterflow_claim::Decimal;

/// A formula.
#[derive(Clone, Debug, PartialEq)]
pub enum Expression {
    /// A number.
    Number(Decimal),
    /// `attribute(a, b)`
    Variable {
        /// The attribute.
        attribute: &'static str,
        /// Names that the domain binds.
        args: Vec<&'static str>,
    },
    /// `a + b`, `a - b`, `a * b`, `a / b`
    Binary(Operator, Box<Expression>, Box<Expression>),
    /// `min(a, b)`
    Minimum(Box<Expression>, Box<Expression>),
    /// `reciprocity(a, b)`: 2 · min(a, b) / (a + b)
    Reciprocity(Box<Expression>, Box<Expression>),
}

/// An operator between two formulas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
}

/// Reads a formula of the identity table.
///
/// `None` if it is not well formed; a test reads the whole table.
pub fn parse(text: &'static str) -> Option<Expression> {
    let mut parser = Parser { rest: text };
    let expression = parser.sum()?;
    parser.rest.trim().is_empty().then_some(expression)
}

struct Parser {
    rest: &'static str,
}

impl Parser {
    fn take(&mut self, symbol: char) -> bool {
        let rest = self.rest.trim_start();
        let hit = rest.starts_with(symbol);
        if hit {
            self.rest = &rest[symbol.len_utf8()..];
        }
        hit
    }

    fn sum(&mut self) -> Option<Expression> {
        let mut left = self.product()?;
        loop {
            let operator = match (self.take('+'), self.take('-')) {
                (true, _) => Operator::Add,
                (_, true) => Operator::Subtract,
                _ => return Some(left),
            };
            left = Expression::Binary(operator, Box::new(left), Box::new(self.product()?));
        }
    }

    fn product(&mut self) -> Option<Expression> {
        let mut left = self.term()?;
        loop {
            let operator = match (self.take('*'), self.take('/')) {
                (true, _) => Operator::Multiply,
                (_, true) => Operator::Divide,
                _ => return Some(left),
            };
            left = Expression::Binary(operator, Box::new(left), Box::new(self.term()?));
        }
    }

    fn term(&mut self) -> Option<Expression> {
        if self.take('(') {
            let inner = self.sum()?;
            return self.take(')').then_some(inner);
        }
        let word = self.word()?;
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            return word.parse().ok().map(Expression::Number);
        }
        if !self.take('(') {
            return None;
        }
        if matches!(word, "min" | "reciprocity") {
            let a = Box::new(self.sum()?);
            if !self.take(',') {
                return None;
            }
            let b = Box::new(self.sum()?);
            let made = if word == "min" { Expression::Minimum } else { Expression::Reciprocity };
            return self.take(')').then(|| made(a, b));
        }
        let attribute = crate::attribute::find(word)?.name;
        let mut args = Vec::new();
        while !self.take(')') {
            args.push(self.word()?);
            let _ = self.take(',');
        }
        Some(Expression::Variable { attribute, args })
    }

    fn word(&mut self) -> Option<&'static str> {
        let rest = self.rest.trim_start();
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
        self.rest = &rest[end..];
        (end > 0).then(|| &rest[..end])
    }
}
