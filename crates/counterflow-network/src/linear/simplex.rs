//! The simplex method with bounded variables, over any kind of number.
//!
//! Every row of a program is a variable too: `row = sum of coefficient * column`. At each moment
//! some variables are *basic*, each written as a combination of the others in one row of a dense
//! table; the others stand at one of their bounds, or at zero where they have none.
//!
//! A start is found as in solvers for linear arithmetic: a basic variable outside of its bounds is
//! put onto the bound, in exchange for another that can move; where none can, the row proves that
//! its bounds cannot all hold. From there one variable is moved up or down as far as it goes.
//! Bland's rule, which cannot cycle, takes over where steps gain nothing.
//!
//! Source: Dutertre & de Moura (2006), "A Fast Linear-Arithmetic Solver for DPLL(T)"; Chvátal
//! (1983), "Linear Programming", chapters 3 and 8.

use std::cmp::Ordering;

use super::number::{Number, Value};
use super::table::Table;

/// At most so many pivots for one start or optimum.
const MOST_PIVOTS: usize = 50_000;
/// So many pivots choose what looks best before Bland's rule, in a search for a start.
const EAGER_PIVOTS: usize = 200;
/// So many steps in a row may gain nothing before Bland's rule.
const IDLE_STEPS: usize = 12;

/// Where a variable is in the table.
#[derive(Clone, Copy, Debug)]
enum Place {
    /// Basic, in this row.
    Row(usize),
    /// Not basic, in this column.
    Column(usize),
}

/// One end of a variable: its high end, or its low end.
pub(super) type Side = (usize, bool);

/// Why there is no start.
pub(super) enum NoStart<N> {
    /// These ends cannot all hold; the first is missed by so much when all others do.
    Infeasible(Vec<Side>, Value<N>),
    /// The work that is allowed was not enough.
    Spent,
}

/// How moving a variable ended.
pub(super) enum Outcome {
    /// It cannot go further.
    Optimal,
    /// It goes on without end when the variable of this column goes up, or down.
    Unbounded { column: usize, up: bool },
    /// The work that is allowed was not enough.
    Spent,
}

/// What stops a variable that moves.
enum Block {
    /// Its own other bound.
    Own,
    /// The variable of this row, at its high end or at its low end.
    Row(usize, bool),
}

/// A table and where its variables stand.
#[derive(Clone)]
pub(super) struct Simplex<T: Table> {
    table: T,
    basic: Vec<usize>,
    outside: Vec<usize>,
    places: Vec<Place>,
    low: Vec<Option<Value<T::Number>>>,
    high: Vec<Option<Value<T::Number>>>,
    values: Vec<Value<T::Number>>,
    /// Whether a variable stood at its low end, or high end, at a point of the group.
    reached: Vec<[bool; 2]>,
    /// Rows whose values are to be made afresh.
    stale: Vec<usize>,
    work: u64,
}

impl<T: Table> Simplex<T> {
    /// A table of `columns` variables and one more for each row of `cells`, with their bounds.
    pub(super) fn new(
        columns: usize,
        cells: Vec<T::Number>,
        low: Vec<Option<Value<T::Number>>>,
        high: Vec<Option<Value<T::Number>>>,
    ) -> Simplex<T> {
        let rows = low.len() - columns;
        let at_bound = |k: usize| low[k].as_ref().or(high[k].as_ref()).cloned();
        let mut values: Vec<_> =
            (0..columns).map(|k| at_bound(k).unwrap_or_else(Value::zero)).collect();
        values.resize_with(columns + rows, Value::zero);
        let mut simplex = Simplex {
            table: T::new(columns, rows, cells),
            basic: (columns..columns + rows).collect(),
            outside: (0..columns).collect(),
            places: (0..columns).map(Place::Column).chain((0..rows).map(Place::Row)).collect(),
            reached: vec![[false; 2]; columns + rows],
            low,
            high,
            values,
            stale: Vec::new(),
            work: T::Number::MOST_WORK,
        };
        for row in 0..rows {
            simplex.set_value_of_row(row);
        }
        simplex
    }

    /// The columns whose cell of a row is not zero, with their variables.
    fn filled(&self, row: usize) -> impl Iterator<Item = (usize, usize)> {
        let columns = self.outside.iter().copied().enumerate();
        columns.filter(move |(column, _)| self.table.sign(row, *column).is_ne())
    }

    fn set_value_of_row(&mut self, row: usize) {
        self.values[self.basic[row]] = self.table.sum(row, &self.values, &self.outside);
    }

    /// Where a variable stands.
    pub(super) fn value(&self, k: usize) -> &Value<T::Number> {
        &self.values[k]
    }

    /// The bound of a variable at its high or low end.
    pub(super) fn bound(&self, (k, high): Side) -> Option<&Value<T::Number>> {
        if high { self.high[k].as_ref() } else { self.low[k].as_ref() }
    }

    /// Whether a variable stood at this end of it, at some point of the group.
    pub(super) fn is_reached(&self, (k, high): Side) -> bool {
        self.reached[k][usize::from(high)]
    }

    /// The variables that are not basic, each with the end that it stands at.
    pub(super) fn standing(&self) -> impl Iterator<Item = Side> {
        let stands = |side: Side| {
            self.bound(side).is_some_and(|bound| self.values[side.0].order(bound).is_eq())
        };
        let sides = self.outside.iter().flat_map(|k| [(*k, false), (*k, true)]);
        sides.filter(move |side| stands(*side) && !(side.1 && stands((side.0, false))))
    }

    /// A basic variable as a combination of variables that are not; nothing if it is not basic.
    pub(super) fn combination(&self, k: usize) -> impl Iterator<Item = (usize, T::Number)> {
        let row = match self.places[k] {
            Place::Row(row) => Some(row),
            Place::Column(_) => None,
        };
        let cells =
            move |row| self.filled(row).map(move |(column, k)| (k, self.table.cell(row, column)));
        row.into_iter().flat_map(cells)
    }

    /// How much a basic variable changes with the variable of a column.
    pub(super) fn slope(&self, k: usize, column: usize) -> T::Number {
        match self.places[k] {
            Place::Row(row) => self.table.cell(row, column),
            Place::Column(at) if at == column => T::Number::one(),
            Place::Column(_) => T::Number::zero(),
        }
    }

    fn can_move(&self, k: usize, up: bool) -> bool {
        let bound = self.bound((k, up));
        bound.is_none_or(|bound| self.values[k].order(bound).is_ne())
    }

    /// Adds a basic variable without bounds that is a combination of others.
    pub(super) fn push_form(&mut self, terms: &[(usize, T::Number)]) -> usize {
        let mut cells = vec![T::Number::zero(); self.outside.len()];
        for (k, factor) in terms {
            match self.places[*k] {
                Place::Column(column) => cells[column] = cells[column].add(factor),
                Place::Row(row) => {
                    for (column, cell) in cells.iter_mut().enumerate() {
                        cell.add_product(factor, &self.table.cell(row, column));
                    }
                }
            }
        }
        self.work = self.work.saturating_sub((terms.len() * cells.len()) as u64);
        let form = self.values.len();
        self.places.push(Place::Row(self.basic.len()));
        self.basic.push(form);
        self.low.push(None);
        self.high.push(None);
        self.values.push(Value::zero());
        self.reached.push([false; 2]);
        self.table.push(cells);
        self.set_value_of_row(self.basic.len() - 1);
        form
    }

    /// Takes the last form away.
    pub(super) fn pop_form(&mut self) {
        self.places.pop();
        self.basic.pop();
        self.low.pop();
        self.high.pop();
        self.values.pop();
        self.reached.pop();
        self.table.pop();
    }

    /// Moves to a point of the group.
    pub(super) fn start(&mut self) -> Result<(), NoStart<T::Number>> {
        // Where rounding leads round in circles it does so soon.
        let size = self.basic.len() + self.outside.len();
        let most = if T::Number::EXACT { MOST_PIVOTS } else { 200 + 20 * size };
        for pivots in 0..most {
            let bland = pivots >= EAGER_PIVOTS;
            let Some((row, up)) = self.outside_of_bounds(bland) else {
                self.note_reached();
                return Ok(());
            };
            let Some(column) = self.improving(row, up, bland) else {
                return Err(self.no_start(row, up));
            };
            self.put_onto_bound(row, column, !up);
            if self.work == 0 {
                break;
            }
        }
        Err(NoStart::Spent)
    }

    /// A basic variable outside of its bounds, and whether it has to go up.
    fn outside_of_bounds(&self, bland: bool) -> Option<(usize, bool)> {
        let mut worst: Option<(usize, bool, Value<T::Number>)> = None;
        for (row, &k) in self.basic.iter().enumerate() {
            let Some((up, miss)) = self.miss(k) else { continue };
            let is_worse = worst.as_ref().is_none_or(|(at, _, most)| match bland {
                true => k < self.basic[*at],
                false => miss.real.order_of_size(&most.real).is_gt(),
            });
            if is_worse {
                worst = Some((row, up, miss));
            }
        }
        worst.map(|(row, up, _)| (row, up))
    }

    /// Whether a variable has to go up to be inside of its bounds, and by how much.
    fn miss(&self, k: usize) -> Option<(bool, Value<T::Number>)> {
        let value = &self.values[k];
        let missed = |bound: &Option<Value<T::Number>>, order| {
            bound.as_ref().filter(|bound| value.order(bound) == order).map(|b| b.subtract(value))
        };
        if let Some(miss) = missed(&self.low[k], Ordering::Less) {
            return Some((true, miss));
        }
        missed(&self.high[k], Ordering::Greater).map(|miss| (false, miss))
    }

    /// A column whose variable can move so that the one of a row goes up, or down.
    fn improving(&self, row: usize, up: bool, bland: bool) -> Option<usize> {
        let mut best: Option<usize> = None;
        for (column, &k) in self.outside.iter().enumerate() {
            let sign = self.table.sign(row, column);
            if sign.is_eq() || !self.can_move(k, sign.is_gt() == up) {
                continue;
            }
            let is_better = best.is_none_or(|best| match bland {
                true => k < self.outside[best],
                false => self.table.is_larger(row, column, best),
            });
            if is_better {
                best = Some(column);
            }
        }
        best
    }

    /// The ends that keep the variable of a row from going up, or down.
    fn blocking(&self, row: usize, up: bool) -> impl Iterator<Item = Side> {
        let end = move |(column, k)| (k, self.table.sign(row, column).is_gt() == up);
        self.filled(row).map(end)
    }

    /// The ends that keep a variable from going up, or down, after an optimum.
    pub(super) fn binding(&self, k: usize, up: bool) -> Vec<Side> {
        match self.places[k] {
            Place::Row(row) => self.blocking(row, up).collect(),
            Place::Column(_) => vec![(k, up)],
        }
    }

    fn no_start(&self, row: usize, up: bool) -> NoStart<T::Number> {
        let k = self.basic[row];
        let mut sides = vec![(k, !up)];
        sides.extend(self.blocking(row, up));
        let miss = self.miss(k).map_or_else(Value::zero, |(_, miss)| miss);
        NoStart::Infeasible(sides, miss)
    }

    /// Makes the variable of a row leave to one of its bounds, in exchange for that of a column.
    fn put_onto_bound(&mut self, row: usize, column: usize, high: bool) {
        let k = self.basic[row];
        let Some(bound) = self.bound((k, high)).cloned() else { return };
        let distance = bound.subtract(&self.values[k]).divide(&self.table.cell(row, column));
        self.advance(column, &distance);
        self.values[k] = bound;
        self.pivot(row, column);
        self.refresh();
    }

    /// Moves the variable of a column, and with it all basic ones.
    ///
    /// Long numbers are not added up, which makes them longer, but noted to be made afresh.
    fn advance(&mut self, column: usize, distance: &Value<T::Number>) {
        let is_short = distance.is_short();
        for (row, &k) in self.basic.iter().enumerate() {
            if self.table.sign(row, column).is_eq() {
                continue;
            }
            let cell = self.table.cell(row, column);
            if is_short && cell.is_short() && self.values[k].is_short() {
                self.values[k].add_product(&cell, distance);
            } else {
                self.stale.push(row);
            }
        }
        // Where it is long, so is the number of the row that it goes to.
        self.values[self.outside[column]].add_product(&T::Number::one(), distance);
    }

    /// Makes all values afresh, without what rounding has left in them.
    pub(super) fn refresh_all(&mut self) {
        self.stale.extend(0..self.basic.len());
        self.refresh();
    }

    /// Makes values afresh that were noted.
    fn refresh(&mut self) {
        while let Some(row) = self.stale.pop() {
            self.set_value_of_row(row);
        }
    }

    /// Exchanges the basic variable of a row with the variable of a column.
    fn pivot(&mut self, row: usize, column: usize) {
        self.work = self.work.saturating_sub(self.table.pivot(row, column));
        let (leaving, entering) = (self.basic[row], self.outside[column]);
        (self.basic[row], self.outside[column]) = (entering, leaving);
        self.places[leaving] = Place::Column(column);
        self.places[entering] = Place::Row(row);
    }

    /// Notes at which ends the variables outside of the basis stand.
    fn note_reached(&mut self) {
        for &k in &self.outside {
            let at = |bound: &Option<Value<T::Number>>| {
                bound.as_ref().is_some_and(|bound| self.values[k].order(bound).is_eq())
            };
            self.reached[k] = [at(&self.low[k]), at(&self.high[k])];
        }
    }

    /// Moves a variable up, or down, as far as it goes, from a point of the group.
    pub(super) fn push(&mut self, k: usize, up: bool) -> Outcome {
        let mut idle = 0;
        for _ in 0..MOST_PIVOTS {
            let bland = idle > IDLE_STEPS;
            let Some((column, rising)) = self.entering(k, up, bland) else {
                return Outcome::Optimal;
            };
            let Some((block, distance)) = self.block(column, rising, bland) else {
                return Outcome::Unbounded { column, up: rising };
            };
            idle = if distance.sign().is_eq() { idle + 1 } else { 0 };
            self.step(column, rising, &block, distance);
            if self.work == 0 {
                break;
            }
        }
        Outcome::Spent
    }

    /// The column whose variable is to move for this one to go up or down, and which way.
    fn entering(&self, k: usize, up: bool, bland: bool) -> Option<(usize, bool)> {
        match self.places[k] {
            Place::Column(column) => self.can_move(k, up).then_some((column, up)),
            Place::Row(row) => {
                let column = self.improving(row, up, bland)?;
                Some((column, self.table.sign(row, column).is_gt() == up))
            }
        }
    }

    /// What stops the variable of a column first, and how far away that is.
    fn block(&self, column: usize, rising: bool, bland: bool) -> Option<(Block, Value<T::Number>)> {
        let entering = self.outside[column];
        let own = self.bound((entering, rising)).map(|bound| {
            let distance = bound.subtract(&self.values[entering]);
            (Block::Own, if rising { distance } else { Value::zero().subtract(&distance) })
        });
        let mut first = own;
        for (row, &k) in self.basic.iter().enumerate() {
            let sign = self.table.sign(row, column);
            if sign.is_eq() {
                continue;
            }
            let high = sign.is_gt() == rising;
            let Some(bound) = self.bound((k, high)) else { continue };
            let mut distance =
                bound.subtract(&self.values[k]).divide(&self.table.cell(row, column));
            if !rising {
                distance = Value::zero().subtract(&distance);
            }
            // Rounding may have put it slightly beyond its bound.
            if distance.sign().is_le() {
                distance = Value::zero();
            }
            if self.is_first(row, column, &distance, first.as_ref(), bland) {
                first = Some((Block::Row(row, high), distance));
            }
        }
        first
    }

    /// Whether a row stops the variable of a column before what does so far.
    fn is_first(
        &self,
        row: usize,
        column: usize,
        distance: &Value<T::Number>,
        first: Option<&(Block, Value<T::Number>)>,
        bland: bool,
    ) -> bool {
        let Some((block, least)) = first else { return true };
        match (distance.order(least), block) {
            (Ordering::Less, _) => true,
            (Ordering::Greater, _) | (_, Block::Own) => false,
            (_, Block::Row(at, _)) if bland => self.basic[row] < self.basic[*at],
            (_, Block::Row(at, _)) => self.table.is_better_pivot(column, row, *at),
        }
    }

    fn step(&mut self, column: usize, rising: bool, block: &Block, distance: Value<T::Number>) {
        let entering = self.outside[column];
        let signed = if rising { distance } else { Value::zero().subtract(&distance) };
        self.advance(column, &signed);
        match *block {
            Block::Own => {
                if let Some(bound) = self.bound((entering, rising)).cloned() {
                    self.values[entering] = bound;
                }
                self.reached[entering][usize::from(rising)] = true;
            }
            Block::Row(row, high) => {
                let leaving = self.basic[row];
                if let Some(bound) = self.bound((leaving, high)).cloned() {
                    self.values[leaving] = bound;
                }
                self.reached[leaving][usize::from(high)] = true;
                self.pivot(row, column);
            }
        }
        self.refresh();
    }
}
