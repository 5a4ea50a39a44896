//! Which rows are linear, and how: what a linear program can be told of them.

use counterflow_claim::{Bounds, Decimal};

use super::formula::{Formula, Node};
use crate::expression::Operator;
use crate::identity::Tie;
use crate::interval;

/// A linear form over the places of a row's variables; the parts of a sum all have one factor.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Linear {
    /// Places with their factors.
    pub terms: Vec<(usize, Decimal)>,
    /// The factor of every part of the sum.
    pub sum: Option<Decimal>,
    /// A number that is added.
    pub constant: Decimal,
}

/// What a row says in linear terms.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// The form is zero, or at most zero.
    Linear(Linear, Tie),
    /// The variable in a place, plus a number, is the quotient of two forms.
    Quotient {
        /// The place.
        of: usize,
        /// What is added to it.
        plus: Decimal,
        /// The dividend.
        over: Linear,
        /// The divisor.
        under: Linear,
    },
    /// Nothing.
    Other,
}

impl Shape {
    /// Which of its two ways a row bounds an end in: up the sum of its terms, or down.
    pub fn way(&self, place: usize, high: bool) -> bool {
        match self {
            Shape::Linear(form, _) => form.is_positive(place) == high,
            _ => high,
        }
    }

    /// Which end of a place that way takes; both where nothing says.
    pub fn takes(&self, place: usize, way: bool) -> Option<bool> {
        match self {
            // A term is bounded from above by the least of the others, and the other way round.
            Shape::Linear(form, _) => Some(form.is_positive(place) != way),
            _ => None,
        }
    }
}

impl Linear {
    /// Whether the factor of a place is above zero; places behind the single ones are the sum's.
    fn is_positive(&self, place: usize) -> bool {
        let single = self.terms.iter().filter(|(one, _)| *one == place).map(|(_, factor)| *factor);
        let single: Vec<Decimal> = single.collect();
        let factor = match single.as_slice() {
            [] => self.sum.unwrap_or(Decimal::ONE),
            all => all.iter().copied().sum(),
        };
        factor.is_sign_positive()
    }
}

/// The shape of a formula.
pub fn shape(formula: &Formula) -> Shape {
    Reader { formula }.shape().unwrap_or(Shape::Other)
}

struct Reader<'a> {
    formula: &'a Formula,
}

impl Reader<'_> {
    fn shape(&self) -> Option<Shape> {
        let [left, right] = self.formula.sides;
        if let (Some(left), Some(right)) = (self.linear(left), self.linear(right)) {
            return Some(Shape::Linear(minus(left, right)?, self.formula.tie));
        }
        if self.formula.tie != Tie::Equal {
            return None;
        }
        let target = self.linear(left)?;
        match self.formula.nodes[right] {
            Node::Binary(Operator::Divide, over, under) => {
                self.quotient(&target, Decimal::ZERO, over, under)
            }
            Node::Binary(Operator::Subtract, quotient, number) => {
                match (self.formula.nodes[quotient], self.formula.nodes[number]) {
                    (Node::Binary(Operator::Divide, over, under), Node::Number(number)) => {
                        self.quotient(&target, point(number)?, over, under)
                    }
                    _ => None,
                }
            }
            // A part is its share of the whole: the share is the quotient of the two.
            Node::Binary(Operator::Multiply, share, whole) => {
                let of = only_place(&self.linear(share)?)?;
                let under = self.linear(whole)?;
                Some(Shape::Quotient { of, plus: Decimal::ZERO, over: target, under })
            }
            _ => None,
        }
    }

    fn quotient(&self, target: &Linear, plus: Decimal, over: usize, under: usize) -> Option<Shape> {
        let (over, under) = (self.linear(over)?, self.linear(under)?);
        Some(Shape::Quotient { of: only_place(target)?, plus, over, under })
    }

    fn linear(&self, node: usize) -> Option<Linear> {
        Some(match self.formula.nodes[node] {
            Node::Number(number) => Linear { constant: point(number)?, ..Linear::default() },
            Node::Variable(place) => {
                Linear { terms: vec![(place, Decimal::ONE)], ..Linear::default() }
            }
            Node::Sum => Linear { sum: Some(Decimal::ONE), ..Linear::default() },
            Node::Binary(Operator::Add, a, b) => plus(self.linear(a)?, self.linear(b)?)?,
            Node::Binary(Operator::Subtract, a, b) => minus(self.linear(a)?, self.linear(b)?)?,
            Node::Binary(Operator::Multiply, a, b) => {
                match (self.formula.nodes[a], self.formula.nodes[b]) {
                    (Node::Number(factor), _) => times(self.linear(b)?, point(factor)?)?,
                    (_, Node::Number(factor)) => times(self.linear(a)?, point(factor)?)?,
                    _ => return None,
                }
            }
            _ => return None,
        })
    }
}

/// The number that a range is, if it is one.
fn point(range: Bounds) -> Option<Decimal> {
    range.low.filter(|_| interval::is_point(range)).map(|low| low.value)
}

fn times(form: Linear, factor: Decimal) -> Option<Linear> {
    let terms = form.terms.into_iter();
    let terms = terms.map(|(place, one)| Some((place, one.checked_mul(factor)?)));
    Some(Linear {
        terms: terms.collect::<Option<_>>()?,
        sum: match form.sum {
            Some(sum) => Some(sum.checked_mul(factor)?),
            None => None,
        },
        constant: form.constant.checked_mul(factor)?,
    })
}

/// The place of a form that is one variable.
fn only_place(form: &Linear) -> Option<usize> {
    match form.terms.as_slice() {
        [(place, factor)] if factor == &Decimal::ONE && form.sum.is_none() => {
            form.constant.is_zero().then_some(*place)
        }
        _ => None,
    }
}

fn plus(a: Linear, b: Linear) -> Option<Linear> {
    let terms = a.terms.into_iter().chain(b.terms).collect();
    Some(Linear {
        terms,
        sum: match (a.sum, b.sum) {
            (Some(_), Some(_)) => return None,
            (a, b) => a.or(b),
        },
        constant: a.constant.checked_add(b.constant)?,
    })
}

fn minus(a: Linear, b: Linear) -> Option<Linear> {
    let negative = Linear {
        terms: b.terms.into_iter().map(|(place, factor)| (place, -factor)).collect(),
        sum: b.sum.map(|factor| -factor),
        constant: -b.constant,
    };
    plus(a, negative)
}
