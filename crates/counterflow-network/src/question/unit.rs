//! The unit of a question: money is added to money, and divided by it gives a multiple.

use counterflow_claim::{Bounds, Claims, Currency, Decimal, Measure, Per, Unit};

use super::amount::named;
use super::names::Names;
use super::{Comparison, Operator, Question, write};
use crate::attribute::unit_of;

/// Two parts of a question whose units do not fit together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    /// What does not fit: one lower-case phrase with both parts and what each is.
    pub message: String,
    /// What to type instead.
    pub help: Option<String>,
}

/// The unit of a question, with money of the network in this currency.
///
/// Bare numbers, fractions, multiples and percentage points are numbers: they are added to one
/// another, and anything may be multiplied or divided by one. A bare zero is zero in every unit.
///
/// # Errors
///
/// [`Misfit`] for the first two parts, from the left, that do not fit together.
pub fn unit(question: &Question, claims: &Claims, currency: Currency) -> Result<Unit, Misfit> {
    Units { names: &Names::new(claims), currency }.of(question)
}

/// The unit of both sides of a comparison.
///
/// # Errors
///
/// [`Misfit`] where the sides have no unit, or not the same.
pub fn of_comparison(
    comparison: &Comparison,
    claims: &Claims,
    currency: Currency,
) -> Result<Unit, Misfit> {
    let units = Units { names: &Names::new(claims), currency };
    let left = units.of(&comparison.left)?;
    let right =
        Side { unit: comparison.unit, zero: comparison.bounds == relative_zero(comparison) };
    if let Some(unit) = joined(Side { unit: left, zero: false }, right) {
        return Ok(unit);
    }
    let (_, amount) = comparison.written.split_once(' ').unwrap_or_default();
    let message = format!(
        "`{}` is {} and is compared with `{amount}`, {}",
        write::question(&comparison.left, units.names),
        named(left),
        named(comparison.unit),
    );
    Err(misfit(message, left, comparison.unit))
}

struct Units<'n, 'c> {
    names: &'n Names<'c>,
    currency: Currency,
}

/// A unit, and whether the number is a zero that fits any.
#[derive(Clone, Copy)]
struct Side {
    unit: Unit,
    zero: bool,
}

impl Units<'_, '_> {
    fn of(&self, question: &Question) -> Result<Unit, Misfit> {
        match question {
            Question::Number { unit, .. } => Ok(*unit),
            Question::Variable(pattern) | Question::Sum(pattern) => {
                Ok(unit_of(pattern.attribute, self.currency))
            }
            Question::Negate(part) => self.of(part),
            Question::Binary(operator, a, b) => self.binary(*operator, a, b),
            Question::Minimum(parts) => self.chosen(parts, "min"),
            Question::Maximum(parts) => self.chosen(parts, "max"),
        }
    }

    fn binary(&self, operator: Operator, a: &Question, b: &Question) -> Result<Unit, Misfit> {
        let (left, right) = (self.of(a)?, self.of(b)?);
        let (unit, verb) = match operator {
            Operator::Add => (joined(side(a, left), side(b, right)), "added to"),
            Operator::Subtract => (joined(side(a, left), side(b, right)), "less"),
            Operator::Multiply => (product(left, right), "times"),
            Operator::Divide => (quotient(left, right), "divided by"),
        };
        unit.ok_or_else(|| self.misfit((a, left), verb, (b, right)))
    }

    fn chosen(&self, parts: &[Question], word: &str) -> Result<Unit, Misfit> {
        let Some((first, rest)) = parts.split_first() else { return Ok(Unit::of(Measure::Bare)) };
        let mut all = side(first, self.of(first)?);
        for part in rest {
            let unit = self.of(part)?;
            let next = side(part, unit);
            let unit = joined(all, next).ok_or_else(|| {
                let verb = format!("beside in `{word}`");
                self.misfit((first, all.unit), &verb, (part, unit))
            })?;
            all = Side { unit, zero: all.zero && next.zero };
        }
        Ok(all.unit)
    }

    fn misfit(&self, a: (&Question, Unit), verb: &str, b: (&Question, Unit)) -> Misfit {
        let said = |(question, unit): (&Question, Unit)| {
            format!("`{}`, {}", write::question(question, self.names), named(unit))
        };
        misfit(format!("{}, {verb} {}", said(a), said(b)), a.1, b.1)
    }
}

/// A message with what may help: an amount in another currency is not converted here.
fn misfit(message: String, left: Unit, right: Unit) -> Misfit {
    let help = match (left.currency(), right.currency()) {
        (Some(left), Some(right)) if left != right => {
            Some(format!("write both in {left}; a question converts nothing"))
        }
        (Some(currency), None) | (None, Some(currency))
            if left.measure == Measure::Bare || right.measure == Measure::Bare =>
        {
            Some(format!("write the unit of the number, such as `5 bn {currency}`"))
        }
        _ => None,
    };
    Misfit { message, help }
}

fn side(question: &Question, unit: Unit) -> Side {
    let zero = Bounds::point(Decimal::ZERO);
    let is_zero = |bounds: &Bounds| *bounds == zero && unit == Unit::of(Measure::Bare);
    Side { unit, zero: matches!(question, Question::Number { bounds, .. } if is_zero(bounds)) }
}

/// The bounds of a comparison as they are where its amount is a bare zero.
fn relative_zero(comparison: &Comparison) -> Bounds {
    let zero = |end: Option<counterflow_claim::Bound>| {
        end.map(|end| counterflow_claim::Bound { value: Decimal::ZERO, ..end })
    };
    Bounds { low: zero(comparison.bounds.low), high: zero(comparison.bounds.high) }
}

/// The unit of a sum or a choice of two: one unit, or numbers, of which the one that says most
/// stands for both.
fn joined(a: Side, b: Side) -> Option<Unit> {
    if a.unit == b.unit {
        return Some(a.unit);
    }
    let bare_zero = |side: Side| side.zero && side.unit == Unit::of(Measure::Bare);
    match (bare_zero(a), bare_zero(b)) {
        (_, true) => Some(a.unit),
        (true, _) => Some(b.unit),
        _ => {
            let (first, second) = (rank(a.unit)?, rank(b.unit)?);
            Some(if first < second { b.unit } else { a.unit })
        }
    }
}

/// The order of units that are numbers, by how much they say; nothing for any other.
fn rank(unit: Unit) -> Option<u8> {
    match (unit.measure, unit.per) {
        (Measure::Bare, None) => Some(0),
        (Measure::Points, None) => Some(1),
        (Measure::Fraction, None) => Some(2),
        (Measure::Multiple, None) => Some(3),
        _ => None,
    }
}

fn product(a: Unit, b: Unit) -> Option<Unit> {
    match (rank(a), rank(b)) {
        (Some(first), Some(second)) => Some(if first < second { b } else { a }),
        (Some(_), None) => Some(b),
        (None, Some(_)) => Some(a),
        // So much per share times shares.
        (None, None) if a.per.is_some() && a.per == counted(b) => Some(Unit::of(a.measure)),
        (None, None) if b.per.is_some() && b.per == counted(a) => Some(Unit::of(b.measure)),
        (None, None) => None,
    }
}

fn quotient(a: Unit, b: Unit) -> Option<Unit> {
    let bare = Unit::of(Measure::Bare);
    match (rank(a), rank(b)) {
        _ if b == bare => Some(a),
        (Some(_), Some(_)) => Some(Unit::of(Measure::Multiple)),
        (None, Some(_)) => Some(a),
        (Some(_), None) => None,
        (None, None) if a == b => Some(Unit::of(Measure::Multiple)),
        // Money by shares is so much per share; by so much per share it is shares.
        (None, None) if a.per.is_none() && counted(b).is_some() => {
            Some(Unit { measure: a.measure, per: counted(b) })
        }
        (None, None) if a.per.is_none() && b.per.is_some() && a.measure == b.measure => {
            things(b.per?).map(Unit::of)
        }
        (None, None) => None,
    }
}

/// What a rate is per where this is what is counted. Time is not among them: a rate per year and a
/// number of months differ by a factor.
fn counted(unit: Unit) -> Option<Per> {
    match (unit.measure, unit.per) {
        (Measure::Shares, None) => Some(Per::Share),
        (Measure::Units, None) => Some(Per::Unit),
        (Measure::Power, None) => Some(Per::Gigawatt),
        _ => None,
    }
}

/// What is counted where a rate is per it.
fn things(per: Per) -> Option<Measure> {
    match per {
        Per::Share => Some(Measure::Shares),
        Per::Unit => Some(Measure::Units),
        Per::Gigawatt => Some(Measure::Power),
        Per::Year | Per::Quarter | Per::Month | Per::Day => None,
    }
}
