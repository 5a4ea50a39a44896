//! The formulas of identities: text to a tree, and the check of their units.

use counterflow_claim::Decimal;

/// A formula.
#[derive(Clone, Debug, PartialEq)]
pub enum Expression {
    /// A number.
    Number(Decimal),
    /// `attribute(a, b)`
    Variable(Term),
    /// `sum(attribute(a, b))`: over whatever the domain does not bind.
    Sum(Term),
    /// `a + b`, `a - b`, `a * b`, `a / b`
    Binary(Operator, Box<Expression>, Box<Expression>),
    /// `min(a, b)`
    Minimum(Box<Expression>, Box<Expression>),
    /// `reciprocity(a, b)`: 2 · min(a, b) / (a + b)
    Reciprocity(Box<Expression>, Box<Expression>),
}

/// A variable of a formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The attribute.
    pub attribute: &'static str,
    /// Names that the domain binds.
    pub args: Vec<&'static str>,
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

/// Powers of money, of shares and of power in a unit.
type Dimension = [i8; 3];

impl Expression {
    /// The powers of money, shares and power that it has. Zero has those of what it stands beside.
    ///
    /// # Errors
    ///
    /// Two sides that do not fit, as text.
    pub fn dimension(&self) -> Result<Dimension, String> {
        match self {
            Expression::Number(_) => Ok([0; 3]),
            Expression::Variable(term) | Expression::Sum(term) => Ok(term.dimension()),
            Expression::Binary(operator, x, y) => {
                let (a, b) = (x.dimension()?, y.dimension()?);
                let both = |sign: i8| [0, 1, 2].map(|at| a[at] + sign * b[at]);
                match operator {
                    Operator::Multiply => Ok(both(1)),
                    Operator::Divide => Ok(both(-1)),
                    Operator::Add | Operator::Subtract if x.is_zero() => Ok(b),
                    Operator::Add | Operator::Subtract => same(a, b),
                }
            }
            Expression::Minimum(a, b) => same(a.dimension()?, b.dimension()?),
            Expression::Reciprocity(a, b) => same(a.dimension()?, b.dimension()?).map(|_| [0; 3]),
        }
    }

    fn is_zero(&self) -> bool {
        matches!(self, Expression::Number(number) if number.is_zero())
    }
}

impl Term {
    fn dimension(&self) -> Dimension {
        match crate::attribute::find(self.attribute).map_or("", |attribute| attribute.unit) {
            "money" => [1, 0, 0],
            "shares" => [0, 1, 0],
            "money per share" => [1, -1, 0],
            "power" => [0, 0, 1],
            _ => [0; 3],
        }
    }
}

fn same(a: Dimension, b: Dimension) -> Result<Dimension, String> {
    if a == b { Ok(a) } else { Err(format!("units {a:?} beside {b:?}")) }
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
            let operator = if self.take('+') {
                Operator::Add
            } else if self.take('-') {
                Operator::Subtract
            } else {
                return Some(left);
            };
            left = Expression::Binary(operator, Box::new(left), Box::new(self.product()?));
        }
    }

    fn product(&mut self) -> Option<Expression> {
        let mut left = self.term()?;
        loop {
            let operator = if self.take('*') {
                Operator::Multiply
            } else if self.take('/') {
                Operator::Divide
            } else {
                return Some(left);
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
        match word {
            "min" => self.pair(Expression::Minimum),
            "reciprocity" => self.pair(Expression::Reciprocity),
            "sum" => match self.term()? {
                Expression::Variable(term) => self.take(')').then_some(Expression::Sum(term)),
                _ => None,
            },
            _ => self.variable(word).map(Expression::Variable),
        }
    }

    fn pair(
        &mut self,
        made: fn(Box<Expression>, Box<Expression>) -> Expression,
    ) -> Option<Expression> {
        let a = Box::new(self.sum()?);
        if !self.take(',') {
            return None;
        }
        let b = Box::new(self.sum()?);
        self.take(')').then(|| made(a, b))
    }

    fn variable(&mut self, word: &str) -> Option<Term> {
        let attribute = crate::attribute::find(word)?.name;
        let mut args = Vec::new();
        while !self.take(')') {
            args.push(self.word()?);
            let _ = self.take(',');
        }
        Some(Term { attribute, args })
    }

    fn word(&mut self) -> Option<&'static str> {
        let rest = self.rest.trim_start();
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
        self.rest = &rest[end..];
        (end > 0).then(|| &rest[..end])
    }
}
