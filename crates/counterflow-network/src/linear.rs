//! Small linear programs: the exact minimum and maximum of each of several forms over one group
//! of linear constraints, with open and closed ends, and which constraints cannot all hold.
//!
//! A group has columns with bounds, and rows `low <= sum of coefficient * column <= high`; any end
//! may be open. [`feasible`] and [`extremes`] compute in fractions and are exact. [`Screen`] asks
//! the same of `f64`, fast, to find out where an exact answer is worth its time.
//!
//! An open end `x > 5` is taken as `x >= 5 + e` for an infinitesimal `e > 0`, carried through every
//! value. A group is feasible if and only if it is so in these numbers, and an extreme is reached
//! if and only if it comes out without an `e`.
//!
//! What this is not: a solver for large programs. Tables are dense, and work is limited.

mod exact;
mod extreme;
mod integers;
mod number;
mod proven;
mod scale;
mod screen;
mod simplex;
mod table;

use counterflow_claim::{Bound, Bounds, Decimal};

use exact::Exact;
use extreme::{Extreme, Form};
use integers::Fractions;
use number::{Number, Value};
pub use screen::{Screen, ScreenFailed};
use simplex::{NoStart, Side, Simplex};

/// A program may have so many rows times columns.
pub const MOST_CELLS: usize = 1_000_000;

/// A group: columns with bounds, and rows over them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Program {
    /// What each column may be.
    pub columns: Vec<Bounds>,
    /// What is known of sums of columns.
    pub rows: Vec<Row>,
}

/// Bounds on a sum of columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Columns with their coefficients; a column that is named twice counts twice.
    pub terms: Vec<(usize, Decimal)>,
    /// What the sum may be.
    pub bounds: Bounds,
}

/// What is asked: a linear form, or a quotient of two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Objective {
    /// The form, or the dividend: columns with their coefficients.
    pub over: Vec<(usize, Decimal)>,
    /// A number that is added to it.
    pub constant: Decimal,
    /// The divisor: columns with their coefficients, and a number that is added. It has to be
    /// above zero on the whole group.
    pub under: Option<(Vec<(usize, Decimal)>, Decimal)>,
}

impl Objective {
    /// One column.
    pub fn column(column: usize) -> Objective {
        let over = vec![(column, Decimal::ONE)];
        Objective { over, constant: Decimal::ZERO, under: None }
    }

    /// The column, if it is one and nothing else.
    fn only(&self) -> Option<usize> {
        match self.over.as_slice() {
            [(column, factor)] if factor == &Decimal::ONE => {
                (self.under.is_none() && self.constant.is_zero()).then_some(*column)
            }
            _ => None,
        }
    }
}

/// A constraint of a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The low end of a column.
    ColumnLow(usize),
    /// The high end of a column.
    ColumnHigh(usize),
    /// The low end of a row.
    RowLow(usize),
    /// The high end of a row.
    RowHigh(usize),
}

/// One extreme of an objective.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// There is none, or none in the range of decimals.
    Unbounded,
    /// The objective comes this far.
    At {
        /// The extreme, rounded outward to 28 digits where no decimal holds it; `open` where no
        /// point of the group reaches the extreme itself.
        bound: Bound,
        /// The constraints that prove it, sorted: no point that obeys these comes further. For a
        /// quotient, those that keep its divisor above zero are taken for granted.
        binding: Vec<Part>,
    },
}

/// Constraints that cannot all hold, proven in fractions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Infeasible {
    /// The constraints, sorted.
    pub parts: Vec<Part>,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoAnswer {
    /// No point obeys all constraints.
    Infeasible(Infeasible),
    /// The program is larger than [`MOST_CELLS`], needs too much work, or names a column that it
    /// does not have.
    NotComputed,
}

/// Whether some point obeys all constraints. Exact.
///
/// # Errors
///
/// * [`NoAnswer::Infeasible`] if none does.
/// * [`NoAnswer::NotComputed`] if that is not found out.
pub fn feasible(program: &Program) -> Result<(), NoAnswer> {
    start(program).map(|_| ())
}

/// The low and the high end of each objective over the group. Exact.
///
/// An objective has `None` where its divisor is not above zero on the whole group, where it names
/// a column that there is not, or where the work that is allowed is spent.
///
/// # Complexity
///
/// Each end takes as many pivots as lie between it and the end before, mostly fewer than there are
/// rows; a pivot takes `O(rows · columns)`. All work together is limited.
///
/// # Errors
///
/// * [`NoAnswer::Infeasible`] if no point obeys all constraints.
/// * [`NoAnswer::NotComputed`] if that is not found out.
///
/// # Examples
///
/// A round of up to 100, of which one party brings up to 50, and at least half:
///
/// ```
/// use counterflow_claim::{Bound, Bounds, Decimal};
/// use counterflow_network::linear::{End, Objective, Program, Row, extremes};
///
/// let above_zero = Some(Bound::open(Decimal::ZERO));
/// let up_to = |high| Bounds { low: above_zero, high: Some(Bound::closed(Decimal::from(high))) };
/// let half = Row {
///     terms: vec![(1, Decimal::TWO), (0, Decimal::NEGATIVE_ONE)],
///     bounds: Bounds { low: Some(Bound::closed(Decimal::ZERO)), high: None },
/// };
/// let thirty = Bounds::point(Decimal::from(30));
/// let group = Program { columns: vec![up_to(100), thirty], rows: vec![half] };
/// let ends = extremes(&group, &[Objective::column(0)]).unwrap().remove(0).unwrap();
/// let End::At { bound, .. } = &ends[1] else { panic!() };
/// assert_eq!(*bound, Bound::closed(Decimal::from(60)));
/// ```
pub fn extremes(
    program: &Program,
    objectives: &[Objective],
) -> Result<Vec<Option<[End; 2]>>, NoAnswer> {
    let columns = program.columns.len();
    let mut simplex = start(program)?;
    let ends = |objective: &Objective| {
        let [low, high] = exact_ends(&mut simplex, columns, objective)?;
        Some([told(low, false, columns), told(high, true, columns)])
    };
    Ok(objectives.iter().map(ends).collect())
}

fn exact_ends(
    simplex: &mut Simplex<Fractions>,
    columns: usize,
    objective: &Objective,
) -> Option<[Extreme<Exact>; 2]> {
    let over: Form<Exact> = form(columns, &objective.over, objective.constant)?;
    match &objective.under {
        None => match over.terms.as_slice() {
            [(k, factor)] if factor.is_one() && over.constant.is_zero() => {
                extreme::of_variable(simplex, *k)
            }
            _ => extreme::of_form(simplex, &over),
        },
        Some((terms, constant)) => {
            let under = form(columns, terms, *constant)?;
            extreme::of_quotient(simplex, &over, &under)
        }
    }
}

/// A form of an objective; `None` if it names a column that there is not.
fn form<N: Number>(
    columns: usize,
    terms: &[(usize, Decimal)],
    constant: Decimal,
) -> Option<Form<N>> {
    let term = |&(k, factor): &(usize, Decimal)| (k < columns).then(|| (k, N::of(factor)));
    let terms = terms.iter().map(term).collect::<Option<_>>()?;
    Some(Form { terms, constant: N::of(constant) })
}

/// A table of the program, at a point of the group.
fn start(program: &Program) -> Result<Simplex<Fractions>, NoAnswer> {
    check_size(program).ok_or(NoAnswer::NotComputed)?;
    if let Some(parts) = empty_bounds(program) {
        return Err(NoAnswer::Infeasible(Infeasible { parts }));
    }
    let width = program.columns.len();
    let mut cells = vec![Exact::zero(); width * program.rows.len()];
    for (at, row) in program.rows.iter().enumerate() {
        for &(column, factor) in &row.terms {
            let cell = &mut cells[at * width + column];
            *cell = cell.add(&Exact::of(factor));
        }
    }
    let (low, high) = all_bounds(program).map(|bounds| (low_of(bounds), high_of(bounds))).unzip();
    let mut simplex = Simplex::new(width, cells, low, high);
    match simplex.start() {
        Ok(()) => Ok(simplex),
        Err(NoStart::Spent) => Err(NoAnswer::NotComputed),
        Err(NoStart::Infeasible(sides, _)) => {
            Err(NoAnswer::Infeasible(Infeasible { parts: parts(sides, width) }))
        }
    }
}

/// The bounds of columns, then of rows.
fn all_bounds(program: &Program) -> impl Iterator<Item = &Bounds> {
    program.columns.iter().chain(program.rows.iter().map(|row| &row.bounds))
}

fn low_of<N: Number>(bounds: &Bounds) -> Option<Value<N>> {
    let step = |open| if open { N::one() } else { N::zero() };
    bounds.low.map(|low| Value { real: N::of(low.value), step: step(low.open) })
}

fn high_of<N: Number>(bounds: &Bounds) -> Option<Value<N>> {
    let step = |open| if open { N::one().negate() } else { N::zero() };
    bounds.high.map(|high| Value { real: N::of(high.value), step: step(high.open) })
}

/// `None` for a program that is too large, or names a column that it does not have.
fn check_size(program: &Program) -> Option<()> {
    let width = program.columns.len();
    let height = program.rows.len();
    let fits = width.checked_mul(height)? <= MOST_CELLS && width.max(height) <= MOST_CELLS;
    let known = |row: &Row| row.terms.iter().all(|(column, _)| *column < width);
    (fits && program.rows.iter().all(known)).then_some(())
}

/// The two ends of bounds that hold no number.
fn empty_bounds(program: &Program) -> Option<Vec<Part>> {
    let at = all_bounds(program).position(|bounds| crate::interval::is_empty(*bounds))?;
    Some(parts(vec![(at, false), (at, true)], program.columns.len()))
}

fn parts(sides: Vec<Side>, columns: usize) -> Vec<Part> {
    let part = |(k, high): Side| match (k.checked_sub(columns), high) {
        (None, false) => Part::ColumnLow(k),
        (None, true) => Part::ColumnHigh(k),
        (Some(row), false) => Part::RowLow(row),
        (Some(row), true) => Part::RowHigh(row),
    };
    let mut parts: Vec<_> = sides.into_iter().map(part).collect();
    parts.sort_unstable();
    parts
}

fn told(extreme: Extreme<Exact>, up: bool, columns: usize) -> End {
    let Extreme::At { value, open, binding } = extreme else { return End::Unbounded };
    match value.rounded(up) {
        Some(value) => End::At { bound: Bound { value, open }, binding: parts(binding, columns) },
        None => End::Unbounded,
    }
}
