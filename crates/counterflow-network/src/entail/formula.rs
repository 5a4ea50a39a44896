//! One row of the identity table as a program that narrows its variables, forward and backward.

use counterflow_claim::{Bound, Bounds, Decimal};

use crate::expression::{Expression, Operator, Term};
use crate::identity::{Row, Tie};
use crate::interval;

/// A row, compiled: places for single variables, and behind them the parts of its sum.
#[derive(Clone, Debug)]
pub struct Formula {
    /// How many single variables it has.
    pub singles: usize,
    /// Its parts, each behind its operands.
    pub nodes: Vec<Node>,
    /// The two sides, as positions of nodes.
    pub sides: [usize; 2],
    /// How the sides stand.
    pub tie: Tie,
}

/// The terms of a row: those of its places in their order, and the one that is summed up.
#[derive(Debug, Default)]
pub struct Terms {
    /// The variables that are not summed up, each once.
    pub singles: Vec<&'static Term>,
    /// What is summed up.
    pub sum: Option<&'static Term>,
}

/// A part of a formula; its operands stand before it.
#[derive(Clone, Copy, Debug)]
pub enum Node {
    /// A number, or one of a range.
    Number(Bounds),
    /// The variable in a place.
    Variable(usize),
    /// All parts of the sum.
    Sum,
    /// `a + b`, `a - b`, `a * b`, `a / b`
    Binary(Operator, usize, usize),
    /// `min(a, b)`
    Minimum(usize, usize),
    /// `max(a, b)`
    Maximum(usize, usize),
    /// `2 · min(a, b) / (a + b)`
    Reciprocity(usize, usize),
}

/// No numbers satisfy a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Empty;

impl Formula {
    /// Compiles a row.
    pub fn new(row: &'static Row) -> (Formula, Terms) {
        let mut terms = Terms::default();
        let mut nodes = Vec::new();
        let left = add(&mut nodes, &mut terms, &row.left);
        let right = add(&mut nodes, &mut terms, &row.right);
        let (singles, tie) = (terms.singles.len(), row.identity.tie);
        (Formula { singles, nodes, sides: [left, right], tie }, terms)
    }

    /// A whole, and its parts: together at most it, or at least.
    pub fn sum(at_most: bool) -> Formula {
        let sides = if at_most { [1, 0] } else { [0, 1] };
        Formula { singles: 1, nodes: vec![Node::Variable(0), Node::Sum], sides, tie: Tie::AtMost }
    }

    /// Narrows the ranges of the variables to what the row allows. Each step is outward, so no
    /// number that satisfies the row is lost. Time is linear in the variables.
    ///
    /// # Errors
    ///
    /// [`Empty`] if no numbers in the ranges satisfy it.
    pub fn narrow(&self, ranges: &mut [Bounds], room: &mut Vec<Bounds>) -> Result<(), Empty> {
        room.clear();
        for node in &self.nodes {
            let value = self.forward(*node, ranges, room);
            room.push(value);
        }
        let [left, right] = self.sides;
        let (l, r) = (room[left], room[right]);
        match self.tie {
            Tie::Equal => {
                let both = nonempty(interval::intersect(l, r))?;
                (room[left], room[right]) = (both, both);
            }
            Tie::AtMost => {
                let below = Bounds { low: None, high: r.high };
                let above = Bounds { low: l.low, high: None };
                room[left] = nonempty(interval::intersect(l, below))?;
                room[right] = nonempty(interval::intersect(r, above))?;
            }
        }
        // A side that is as before asks nothing of its parts: mostly only one side is narrowed.
        if room[left] != l {
            self.backward_side(left, right, ranges, room)?;
        }
        if room[right] != r {
            self.backward_side(right, left, ranges, room)?;
        }
        Ok(())
    }

    /// Narrows the parts of one side; they stand together, before or behind those of the other.
    fn backward_side(
        &self,
        side: usize,
        other: usize,
        ranges: &mut [Bounds],
        room: &mut [Bounds],
    ) -> Result<(), Empty> {
        let first = if side > other { other + 1 } else { 0 };
        for at in (first..=side).rev() {
            self.backward(at, ranges, room)?;
        }
        Ok(())
    }

    /// What is too large, or divided by what may be zero, may be anything.
    fn forward(&self, node: Node, ranges: &[Bounds], room: &[Bounds]) -> Bounds {
        self.evaluate(node, ranges, room).unwrap_or(interval::ALL)
    }

    fn evaluate(&self, node: Node, ranges: &[Bounds], room: &[Bounds]) -> Option<Bounds> {
        match node {
            Node::Number(number) => Some(number),
            Node::Variable(slot) => Some(ranges[slot]),
            Node::Sum => interval::sum(ranges[self.singles..].iter().copied()),
            Node::Binary(operator, a, b) => apply(operator, room[a], room[b]),
            Node::Minimum(a, b) => Some(interval::minimum(room[a], room[b])),
            Node::Maximum(a, b) => Some(interval::maximum(room[a], room[b])),
            Node::Reciprocity(a, b) => interval::reciprocity(room[a], room[b]),
        }
    }

    fn backward(&self, at: usize, ranges: &mut [Bounds], room: &mut [Bounds]) -> Result<(), Empty> {
        let wanted = room[at];
        match self.nodes[at] {
            Node::Number(_) | Node::Reciprocity(..) => {}
            Node::Variable(slot) => {
                ranges[slot] = nonempty(interval::intersect(ranges[slot], wanted))?;
            }
            Node::Sum => narrow_parts(&mut ranges[self.singles..], wanted)?,
            Node::Binary(operator, a, b) => {
                let (of_a, of_b) = inverse(operator, wanted, room[a], room[b]);
                room[a] = nonempty(interval::intersect(room[a], of_a))?;
                room[b] = nonempty(interval::intersect(room[b], of_b))?;
            }
            Node::Minimum(a, b) => {
                let least = Bounds { low: wanted.low, high: None };
                narrow_chosen(room, [a, b], least, Bounds { low: None, high: wanted.high })?;
            }
            Node::Maximum(a, b) => {
                let most = Bounds { low: None, high: wanted.high };
                narrow_chosen(room, [a, b], most, Bounds { low: wanted.low, high: None })?;
            }
        }
        Ok(())
    }
}

/// Adds an expression with its operands in front; gives its position.
fn add(nodes: &mut Vec<Node>, terms: &mut Terms, expression: &'static Expression) -> usize {
    let node = match expression {
        Expression::Number(number) => Node::Number(Bounds::point(*number)),
        Expression::Variable(term) => Node::Variable(terms.place(term)),
        Expression::Sum(term) => {
            terms.sum = Some(term);
            Node::Sum
        }
        Expression::Binary(operator, a, b) => {
            let (a, b) = (add(nodes, terms, a), add(nodes, terms, b));
            Node::Binary(*operator, a, b)
        }
        Expression::Minimum(a, b) => {
            let (a, b) = (add(nodes, terms, a), add(nodes, terms, b));
            Node::Minimum(a, b)
        }
        Expression::Reciprocity(a, b) => {
            let (a, b) = (add(nodes, terms, a), add(nodes, terms, b));
            Node::Reciprocity(a, b)
        }
    };
    nodes.push(node);
    nodes.len() - 1
}

impl Terms {
    fn place(&mut self, term: &'static Term) -> usize {
        self.singles.iter().position(|known| *known == term).unwrap_or_else(|| {
            self.singles.push(term);
            self.singles.len() - 1
        })
    }
}

/// Narrows the operands of a smallest or largest: both are on one side of it, and where one cannot
/// be it, the other is.
fn narrow_chosen(
    room: &mut [Bounds],
    [a, b]: [usize; 2],
    both: Bounds,
    chosen: Bounds,
) -> Result<(), Empty> {
    let (of_a, of_b) = (room[a], room[b]);
    for (one, other) in [(a, of_b), (b, of_a)] {
        let mut narrowed = interval::intersect(room[one], both);
        if interval::is_empty(interval::intersect(other, chosen)) {
            narrowed = interval::intersect(narrowed, chosen);
        }
        room[one] = nonempty(narrowed)?;
    }
    Ok(())
}

fn nonempty(range: Bounds) -> Result<Bounds, Empty> {
    if interval::is_empty(range) { Err(Empty) } else { Ok(range) }
}

fn apply(operator: Operator, a: Bounds, b: Bounds) -> Option<Bounds> {
    match operator {
        Operator::Add => interval::add(a, b),
        Operator::Subtract => interval::subtract(a, b),
        Operator::Multiply => interval::multiply(a, b),
        Operator::Divide => interval::divide(a, b),
    }
}

/// What the operands can be where the operation gives something wanted.
fn inverse(operator: Operator, wanted: Bounds, a: Bounds, b: Bounds) -> (Bounds, Bounds) {
    let (of_a, of_b) = match operator {
        Operator::Add => (interval::subtract(wanted, b), interval::subtract(wanted, a)),
        Operator::Subtract => (interval::add(wanted, b), interval::subtract(a, wanted)),
        Operator::Multiply => (factor(wanted, b), factor(wanted, a)),
        Operator::Divide => (interval::multiply(wanted, b), factor(a, wanted)),
    };
    (of_a.unwrap_or(interval::ALL), of_b.unwrap_or(interval::ALL))
}

/// No number.
const NOTHING: Bounds =
    Bounds { low: Some(Bound::closed(Decimal::ONE)), high: Some(Bound::closed(Decimal::ZERO)) };

/// `x` in `x · other = product`.
///
/// Where the product is not zero the other factor is not zero either. Where both may be zero, or
/// the other factor has both signs, `x` may be anything.
fn factor(product: Bounds, other: Bounds) -> Option<Bounds> {
    let zero = Bounds::point(Decimal::ZERO);
    if !interval::is_empty(interval::intersect(product, zero)) {
        return interval::divide(product, other);
    }
    let off_zero =
        |end: Option<Bound>| end.map(|end| Bound { open: end.open || end.value.is_zero(), ..end });
    let other = Bounds { low: off_zero(other.low), high: off_zero(other.high) };
    match interval::is_empty(other) {
        // Zero times anything is not what is wanted.
        true => Some(NOTHING),
        false => interval::divide(product, other),
    }
}

/// Narrows each part of a sum by what the others leave of it.
fn narrow_parts(parts: &mut [Bounds], wanted: Bounds) -> Result<(), Empty> {
    let zero = Bounds::point(Decimal::ZERO);
    let add = |a: Bounds, b: Bounds| interval::add(a, b).unwrap_or(interval::ALL);
    let mut behind = vec![zero; parts.len() + 1];
    for at in (0..parts.len()).rev() {
        behind[at] = add(parts[at], behind[at + 1]);
    }
    let mut before = zero;
    for (at, part) in parts.iter_mut().enumerate() {
        let others = add(before, behind[at + 1]);
        before = add(before, *part);
        let left = interval::subtract(wanted, others).unwrap_or(interval::ALL);
        *part = nonempty(interval::intersect(*part, left))?;
    }
    Ok(())
}
