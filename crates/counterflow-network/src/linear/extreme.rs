//! The extremes over a group of a linear form, and of a quotient of two whose divisor is positive.
//!
//! The greatest `n / d` is the `x` at which the greatest `n - x·d` is zero. Each optimum, or each
//! ray without end, at some `x` gives a better one (Dinkelbach's method, which is Newton's on a
//! convex function of `x`), and there are finitely many. Every optimum starts where the last ended.
//!
//! Source: Dinkelbach (1967), "On Nonlinear Fractional Programming", *Management Science* 13(7).

use super::number::{Number, Value};
use super::simplex::{Outcome, Side, Simplex};
use super::table::Table;

/// At most so many improvements of one quotient.
const MOST_PASSES: usize = 200;

/// A linear form of the variables of a table, plus a constant.
pub(super) struct Form<N> {
    pub(super) terms: Vec<(usize, N)>,
    pub(super) constant: N,
}

/// One extreme.
pub(super) enum Extreme<N> {
    /// There is none.
    Unbounded,
    /// At a number, `open` where no point of the group reaches it.
    At { value: N, open: bool, binding: Vec<Side> },
}

impl<N: Number> Form<N> {
    fn negate(&self) -> Form<N> {
        let terms = self.terms.iter().map(|(k, factor)| (*k, factor.negate())).collect();
        Form { terms, constant: self.constant.negate() }
    }
}

impl<N: Number> Extreme<N> {
    fn map(self, change: impl Fn(&N) -> N) -> Extreme<N> {
        match self {
            Extreme::At { value, open, binding } => {
                Extreme::At { value: change(&value), open, binding }
            }
            Extreme::Unbounded => Extreme::Unbounded,
        }
    }
}

/// The low and the high extreme of one variable; `None` if that is too much work.
pub(super) fn of_variable<T: Table>(
    simplex: &mut Simplex<T>,
    k: usize,
) -> Option<[Extreme<T::Number>; 2]> {
    Some([end_of_variable(simplex, k, false)?, end_of_variable(simplex, k, true)?])
}

fn end_of_variable<T: Table>(
    simplex: &mut Simplex<T>,
    k: usize,
    up: bool,
) -> Option<Extreme<T::Number>> {
    // Many optima are seen on the way to others.
    if !simplex.is_reached((k, up)) {
        match simplex.push(k, up) {
            Outcome::Optimal => {}
            Outcome::Unbounded { .. } => return Some(Extreme::Unbounded),
            Outcome::Spent => return None,
        }
        let value = simplex.value(k);
        let end = Extreme::At {
            value: value.real.clone(),
            open: value.step.sign().is_ne(),
            binding: simplex.binding(k, up),
        };
        let says_as_much = |bound: &Value<T::Number>| {
            let both_open = bound.step.sign().is_ne() && value.step.sign().is_ne();
            bound.real.order(&value.real).is_eq() && both_open
        };
        if !simplex.bound((k, up)).is_some_and(says_as_much) {
            return Some(end);
        }
    }
    // Its own bound is the shortest proof.
    let bound = simplex.bound((k, up))?;
    Some(Extreme::At {
        value: bound.real.clone(),
        open: bound.step.sign().is_ne(),
        binding: vec![(k, up)],
    })
}

/// The low and the high extreme of a form; `None` if that is too much work.
pub(super) fn of_form<T: Table>(
    simplex: &mut Simplex<T>,
    form: &Form<T::Number>,
) -> Option<[Extreme<T::Number>; 2]> {
    let k = simplex.push_form(&form.terms);
    let ends = of_variable(simplex, k);
    simplex.pop_form();
    Some(ends?.map(|end| end.map(|value| value.add(&form.constant))))
}

/// The low and the high extreme of a quotient; `None` if its divisor may be zero or less, or if it
/// is too much work.
pub(super) fn of_quotient<T: Table>(
    simplex: &mut Simplex<T>,
    over: &Form<T::Number>,
    under: &Form<T::Number>,
) -> Option<[Extreme<T::Number>; 2]> {
    let divisor = simplex.push_form(&under.terms);
    let mut ends = || {
        is_positive(simplex, divisor, &under.constant).then_some(())?;
        let low = greatest(simplex, &over.negate(), under, divisor)?.map(T::Number::negate);
        Some([low, greatest(simplex, over, under, divisor)?])
    };
    let ends = ends();
    simplex.pop_form();
    ends
}

fn is_positive<T: Table>(simplex: &mut Simplex<T>, divisor: usize, constant: &T::Number) -> bool {
    if !matches!(simplex.push(divisor, false), Outcome::Optimal) {
        return false;
    }
    let least = simplex.value(divisor);
    let real = least.real.add(constant);
    // Next to zero, a quotient of rounded numbers says nothing.
    match T::Number::EXACT {
        true => Value { real, step: least.step.clone() }.sign().is_gt(),
        false => real.sign().is_gt(),
    }
}

fn greatest<T: Table>(
    simplex: &mut Simplex<T>,
    over: &Form<T::Number>,
    under: &Form<T::Number>,
    divisor: usize,
) -> Option<Extreme<T::Number>> {
    let dividend = simplex.push_form(&over.terms);
    let end = Quotient { simplex, over, under, dividend, divisor }.climb();
    simplex.pop_form();
    end
}

/// A quotient whose dividend and divisor are variables of the table.
struct Quotient<'a, T: Table> {
    simplex: &'a mut Simplex<T>,
    over: &'a Form<T::Number>,
    under: &'a Form<T::Number>,
    dividend: usize,
    divisor: usize,
}

/// What one pass makes of a quotient.
enum Pass<N> {
    /// A better one.
    Better(N),
    /// The one before was the end.
    Done { open: bool, binding: Vec<Side> },
    /// There is no end.
    Unbounded,
}

impl<T: Table> Quotient<'_, T> {
    fn climb(mut self) -> Option<Extreme<T::Number>> {
        // Where the divisor is greatest it is not zero, even if it comes near to it elsewhere.
        let mut value = match self.simplex.push(self.divisor, true) {
            Outcome::Optimal => self.here()?,
            Outcome::Unbounded { column, up } => self.along(column, up)?,
            Outcome::Spent => return None,
        };
        for _ in 0..MOST_PASSES {
            match self.pass(&value)? {
                Pass::Better(better) => value = better,
                Pass::Done { open, binding } => {
                    return Some(Extreme::At { value, open, binding });
                }
                Pass::Unbounded => return Some(Extreme::Unbounded),
            }
        }
        None
    }

    /// Looks for a point with a greater quotient.
    fn pass(&mut self, value: &T::Number) -> Option<Pass<T::Number>> {
        let terms = [(self.dividend, T::Number::one()), (self.divisor, value.negate())];
        let gap = self.simplex.push_form(&terms);
        let better = match self.simplex.push(gap, true) {
            Outcome::Optimal => {
                let most = self.simplex.value(gap);
                let shift = self.over.constant.subtract(&value.multiply(&self.under.constant));
                let real = most.real.add(&shift);
                if real.order(&T::Number::zero()).is_le() {
                    let open = real.sign().is_ne() || most.step.sign().is_ne();
                    let binding = self.simplex.binding(gap, true);
                    self.simplex.pop_form();
                    return Some(Pass::Done { open, binding });
                }
                self.here()
            }
            Outcome::Unbounded { column, up } => self.along(column, up),
            Outcome::Spent => {
                self.simplex.pop_form();
                return None;
            }
        };
        self.simplex.pop_form();
        // The dividend stays above zero, or grows, where the divisor comes to zero.
        Some(better.map_or(Pass::Unbounded, Pass::Better))
    }

    /// The quotient at the present point; `None` where the divisor comes to zero.
    fn here(&self) -> Option<T::Number> {
        let under = self.simplex.value(self.divisor).real.add(&self.under.constant);
        let over = self.simplex.value(self.dividend).real.add(&self.over.constant);
        under.sign().is_gt().then(|| over.divide(&under))
    }

    /// The quotient at the end of a ray; `None` where the divisor does not grow with it.
    fn along(&self, column: usize, up: bool) -> Option<T::Number> {
        let under = self.simplex.slope(self.divisor, column);
        let over = self.simplex.slope(self.dividend, column);
        let grows = under.sign().is_ne() && under.sign().is_gt() == up;
        grows.then(|| over.divide(&under))
    }
}
