//! Linear groups: where variables share rows in a circle, or a figure takes two variables of one
//! group, narrowing row by row is not tight, and a linear program is.
//!
//! A group without a circle is tight already: each row then narrows a variable by ranges that have
//! nothing else in common. So programs are made only where they can say more, in `f64` first, and
//! exactly where that shows a tighter end.

use counterflow_claim::{Bound, Bounds, Decimal};
use rust_decimal::prelude::ToPrimitive;
use rustc_hash::FxHashMap;

use super::propagate::{Cause, Clash, EventAt, NONE, Tightening};
use super::shape::{Linear, Shape};
use super::system::{At, InCase, System, Tied};
use crate::linear::{
    End, Infeasible, NoAnswer, Objective, Part, Program, Row, Screen, ScreenFailed, extremes,
};
use crate::{Key, interval};

/// A group with more variables is left to narrowing row by row.
const MOST_COLUMNS: usize = 300;
/// An end that is tighter by less than this share of itself is as tight as it was.
const WORTH_WHILE: f64 = 1e-10;

/// Which rows form groups, by what is stated and not by how much.
#[derive(Debug)]
pub struct Groups {
    /// For each row whether it ties variables that others tie as well.
    inner: Vec<bool>,
    /// For each row the variable that it gives so.
    output_of: Vec<Option<At>>,
}

impl Groups {
    /// Takes away, again and again, the rows that only give a variable of which nothing is said.
    /// What such a variable is computed from stays, so that both are in one program; totals, which
    /// would tie all deals to one another, do not.
    pub fn new(system: &System) -> Groups {
        let mut inner: Vec<bool> =
            system.ties.iter().map(|tied| system.shape_of(tied) != &Shape::Other).collect();
        let mut left: Vec<Vec<u32>> = (0..system.keys.len() as u32)
            .map(|at| {
                system.touching(at).iter().copied().filter(|row| inner[*row as usize]).collect()
            })
            .collect();
        let mut groups = Groups { output_of: vec![None; inner.len()], inner: Vec::new() };
        let mut needed = vec![false; system.keys.len()];
        let mut open: Vec<At> = (0..system.keys.len() as u32).collect();
        while let Some(at) = open.pop() {
            let rows = &left[at as usize];
            let given = system.stated(at).is_empty()
                && !rows.is_empty()
                && rows.iter().all(|row| gives(system, *row, at))
                && (rows.iter().all(|row| is_total(system, *row))
                    || rows.len() == 1 && !needed[at as usize]);
            if !given {
                continue;
            }
            for row in std::mem::take(&mut left[at as usize]) {
                inner[row as usize] = false;
                groups.output_of[row as usize] = Some(at);
                for other in system.variables_of(&system.ties[row as usize]) {
                    left[*other as usize].retain(|one| *one != row);
                    if *other != at {
                        // A figure that is asked for stays one.
                        let figure = is_asked(system, row) && is_quotient(system, *other);
                        needed[*other as usize] |= !is_total(system, row) && !figure;
                        open.push(*other);
                    }
                }
            }
        }
        groups.inner = inner;
        groups
    }
}

impl Groups {
    /// Whether a row ties variables that others tie as well.
    pub fn is_inner(&self, row: u32) -> bool {
        self.inner[row as usize]
    }

    /// The variable that a row only gives.
    pub fn output_of(&self, row: u32) -> Option<At> {
        self.output_of[row as usize]
    }
}

/// A group of a network as a program over what is stated, with what its columns are called.
#[derive(Clone, Debug)]
pub struct LinearGroup {
    /// The columns at what is stated of them, and the rows.
    pub program: Program,
    /// The variables of the columns.
    pub columns: Vec<Key>,
}

/// Every group of the system that is in no case, before anything is narrowed.
pub fn linear_groups(system: &System) -> Vec<LinearGroup> {
    let groups = Groups::new(system);
    let mut stated = Tightening::new(system);
    for statement in 0..system.statements.len() as u32 {
        stated.state(statement, false);
    }
    let mut seen = vec![false; system.keys.len()];
    let mut found = Vec::new();
    for seed in 0..system.keys.len() as u32 {
        if seen[seed as usize] {
            continue;
        }
        let group = Group::around(system, &groups, &stated, seed, None, &mut seen);
        if group.columns.len() > 1 && group.columns.len() <= MOST_COLUMNS {
            let (program, _) = group.program(system, &stated);
            let key = |at: &At| system.keys[*at as usize].clone();
            found.push(LinearGroup { program, columns: group.columns.iter().map(key).collect() });
        }
    }
    found
}

/// Whether a row can give a variable whatever the others are.
fn gives(system: &System, row: u32, at: At) -> bool {
    let tied = &system.ties[row as usize];
    let place = system.variables_of(tied).iter().position(|one| *one == at);
    match system.shape_of(tied) {
        Shape::Quotient { of, .. } => place == Some(*of),
        Shape::Linear(..) => place == Some(0),
        Shape::Other => false,
    }
}

/// Whether a row is a question.
fn is_asked(system: &System, row: u32) -> bool {
    let (identity, _) = system.formula_of(&system.ties[row as usize]);
    std::ptr::eq(identity, &super::questions::ASKED)
}

/// Whether a variable is given as a quotient.
fn is_quotient(system: &System, at: At) -> bool {
    system.touching(at).iter().any(|row| {
        let tied = &system.ties[*row as usize];
        let place = system.variables_of(tied).iter().position(|one| *one == at);
        matches!(system.shape_of(tied), Shape::Quotient { of, .. } if Some(*of) == place)
    })
}

/// Whether a row is a side of a total.
fn is_total(system: &System, row: u32) -> bool {
    super::sums::is_total(system.formula_of(&system.ties[row as usize]).0)
}

/// A group under way: its columns and rows, and what is asked of it.
struct Group {
    columns: Vec<At>,
    rows: Vec<u32>,
    places: FxHashMap<At, usize>,
}

/// A variable whose ends a group is asked for.
struct Asked {
    at: At,
    /// What it is of the columns.
    objective: Objective,
    /// Its ends, where they are proven already.
    ends: Option<[End; 2]>,
}

impl Asked {
    fn unproven((at, objective): (At, Objective)) -> Asked {
        Asked { at, objective, ends: None }
    }
}

/// Narrows the variables of all groups in the case that is looked at. Whether any was.
pub fn tighten(
    system: &System,
    groups: &Groups,
    tightening: &mut Tightening,
    seeds: impl Iterator<Item = At>,
    case: Option<InCase>,
) -> bool {
    let mut seen = vec![false; system.keys.len()];
    let mut narrowed = false;
    for seed in seeds {
        if seen[seed as usize] {
            continue;
        }
        let group = Group::around(system, groups, tightening, seed, case, &mut seen);
        narrowed |= group.tighten(system, groups, tightening, case);
        if !tightening.clashes.is_empty() && case.is_some() {
            return narrowed;
        }
    }
    narrowed
}

impl Group {
    /// The variables that inner rows tie to one, and these rows.
    fn around(
        system: &System,
        groups: &Groups,
        tightening: &Tightening,
        seed: At,
        case: Option<InCase>,
        seen: &mut [bool],
    ) -> Group {
        let mut group =
            Group { columns: Vec::new(), rows: Vec::new(), places: FxHashMap::default() };
        let mut rows: rustc_hash::FxHashSet<u32> = rustc_hash::FxHashSet::default();
        let mut open = vec![seed];
        seen[seed as usize] = true;
        while let Some(at) = open.pop() {
            // A number that is known ties nothing.
            if interval::is_point(tightening.ranges[at as usize]) {
                continue;
            }
            group.places.insert(at, group.columns.len());
            group.columns.push(at);
            for row in system.touching(at) {
                let tied = &system.ties[*row as usize];
                let holds = tied.case.is_none() || tied.case == case;
                if !(groups.inner[*row as usize] && holds && rows.insert(*row)) {
                    continue;
                }
                group.rows.push(*row);
                for other in group.tied_by(system, tied) {
                    if !std::mem::replace(&mut seen[other as usize], true) {
                        open.push(other);
                    }
                }
            }
        }
        group
    }

    /// The variables that a row ties in a linear program: of a quotient not the quotient itself.
    fn tied_by(&self, system: &System, tied: &Tied) -> Vec<At> {
        let ats = system.variables_of(tied);
        match system.shape_of(tied) {
            Shape::Quotient { of, .. } => {
                let others = ats.iter().enumerate().filter(|(place, _)| place != of);
                others.map(|(_, at)| *at).collect()
            }
            _ => ats.to_vec(),
        }
    }

    fn tighten(
        &self,
        system: &System,
        groups: &Groups,
        tightening: &mut Tightening,
        case: Option<InCase>,
    ) -> bool {
        if self.columns.len() < 2 {
            return false;
        }
        let circle = self.has_circle(system);
        if self.columns.len() > MOST_COLUMNS {
            self.leave(tightening, circle);
            return false;
        }
        let mut asked = self.outputs(system, groups, tightening, case);
        if circle {
            let columns = self.columns.iter().enumerate();
            asked.extend(columns.map(|(place, at)| (*at, Objective::column(place))));
        }
        if asked.is_empty() {
            return false;
        }
        let program = self.program(system, tightening);
        let ats: Vec<At> = asked.iter().map(|(at, _)| *at).collect();
        tightening.solved.extend(&ats);
        let asked = match self.worth_while(&program.0, tightening, &asked) {
            Ok(asked) if asked.is_empty() => return false,
            Ok(asked) => asked,
            // What `f64` leaves unclear may be a contradiction of open ends.
            Err(ScreenFailed::NumericallyUnclear) => {
                asked.into_iter().map(Asked::unproven).collect()
            }
            Err(ScreenFailed::Infeasible) => Vec::new(),
        };
        self.exactly(&program, tightening, asked, case)
    }

    /// Notes that a group is left to narrowing row by row, which is not tight in a circle.
    fn leave(&self, tightening: &mut Tightening, circle: bool) {
        if circle {
            tightening.unsolved.extend(&self.columns);
        }
    }

    /// Whether some variables are tied to one another in more than one way.
    fn has_circle(&self, system: &System) -> bool {
        let tied = |row: &u32| {
            let ats = self.tied_by(system, &system.ties[*row as usize]);
            ats.into_iter().filter(|at| self.places.contains_key(at)).count()
        };
        let ties: usize = self.rows.iter().map(tied).sum();
        ties + 1 > self.columns.len() + self.rows.len()
    }

    /// The figures of which nothing is said that take two or more variables of this group and none
    /// of another.
    fn outputs(
        &self,
        system: &System,
        groups: &Groups,
        tightening: &Tightening,
        case: Option<InCase>,
    ) -> Vec<(At, Objective)> {
        let mut found = Vec::new();
        let mut seen: rustc_hash::FxHashSet<u32> = rustc_hash::FxHashSet::default();
        for row in self.columns.iter().flat_map(|at| system.touching(*at)) {
            let tied = &system.ties[*row as usize];
            let holds = tied.case.is_none() || tied.case == case;
            let Some(target) = groups.output_of[*row as usize].filter(|_| holds) else { continue };
            if !seen.insert(*row) {
                continue;
            }
            let ats = system.variables_of(tied);
            let open =
                |at: &&At| **at != target && !interval::is_point(tightening.ranges[**at as usize]);
            let inside = ats.iter().filter(open).all(|at| self.places.contains_key(at));
            if !inside || ats.iter().filter(open).count() < 2 {
                continue;
            }
            if let Some(objective) = self.objective(system, tied, tightening, target) {
                found.push((target, objective));
            }
        }
        found
    }

    fn objective(
        &self,
        system: &System,
        tied: &Tied,
        tightening: &Tightening,
        target: At,
    ) -> Option<Objective> {
        let ats = system.variables_of(tied);
        match system.shape_of(tied) {
            Shape::Quotient { plus, over, under, .. } => {
                let (over, constant) = self.form(system, tied, over, tightening)?;
                let (under, under_constant) = self.form(system, tied, under, tightening)?;
                // What is added to the quotient is taken off the dividend.
                let less = under.iter().map(|(place, factor)| (*place, -(*factor * *plus)));
                let over: Vec<(usize, Decimal)> =
                    over.into_iter().chain(less.filter(|(_, f)| !f.is_zero())).collect();
                let constant = constant - under_constant * *plus;
                Some(Objective { over, constant, under: Some((under, under_constant)) })
            }
            Shape::Linear(form, crate::identity::Tie::Equal) => {
                let place = ats.iter().position(|at| *at == target)?;
                let (_, factor) = form.terms.iter().find(|(one, _)| *one == place)?;
                // target = -(rest) / factor, and the factor is one here.
                let mut rest = form.clone();
                rest.terms.retain(|(one, _)| *one != place);
                let (over, constant) = self.form(system, tied, &rest, tightening)?;
                (*factor == Decimal::ONE).then(|| Objective {
                    over: over.into_iter().map(|(at, factor)| (at, -factor)).collect(),
                    constant: -constant,
                    under: None,
                })
            }
            _ => None,
        }
    }

    /// A form over the columns; known numbers become part of the constant.
    fn form(
        &self,
        system: &System,
        tied: &Tied,
        linear: &Linear,
        tightening: &Tightening,
    ) -> Option<(Vec<(usize, Decimal)>, Decimal)> {
        let ats = system.variables_of(tied);
        let singles = system.formula_of(tied).1.singles;
        let summed = linear
            .sum
            .into_iter()
            .flat_map(|factor| (singles..ats.len()).map(move |p| (p, factor)));
        let mut terms = Vec::new();
        let mut constant = linear.constant;
        for (place, factor) in linear.terms.iter().copied().chain(summed) {
            match self.places.get(&ats[place]) {
                Some(column) => terms.push((*column, factor)),
                None => {
                    let known = tightening.ranges[ats[place] as usize];
                    let value = known.low.filter(|_| interval::is_point(known))?.value;
                    constant = constant.checked_add(value.checked_mul(factor)?)?;
                }
            }
        }
        Some((terms, constant))
    }

    /// The linear program, and for each of its rows the row of the table that it is.
    fn program(
        &self,
        system: &System,
        tightening: &Tightening,
    ) -> (Program, Vec<(u32, Option<At>)>) {
        let columns = self.columns.iter().map(|at| tightening.ranges[*at as usize]).collect();
        let mut program = Program { columns, rows: Vec::new() };
        let mut rows = Vec::new();
        for row in &self.rows {
            let tied = &system.ties[*row as usize];
            match system.shape_of(tied) {
                Shape::Linear(form, tie) => {
                    let Some((terms, constant)) = self.form(system, tied, form, tightening) else {
                        continue;
                    };
                    let high = Some(Bound::closed(-constant));
                    let low = high.filter(|_| *tie == crate::identity::Tie::Equal);
                    program.rows.push(Row { terms, bounds: Bounds { low, high } });
                    rows.push((*row, None));
                }
                Shape::Quotient { of, plus, over, under } => {
                    let quotient = system.variables_of(tied)[*of];
                    let range = tightening.ranges[quotient as usize];
                    for high in [false, true] {
                        let made =
                            self.side(system, tied, (over, under), range, *plus, high, tightening);
                        if let Some(made) = made {
                            program.rows.push(made);
                            rows.push((*row, Some(quotient)));
                        }
                    }
                }
                Shape::Other => {}
            }
        }
        (program, rows)
    }

    /// `over - end · under` at least or at most zero, for a divisor that is not negative.
    #[expect(clippy::too_many_arguments, reason = "the two forms and what they are compared with")]
    fn side(
        &self,
        system: &System,
        tied: &Tied,
        (over, under): (&Linear, &Linear),
        range: Bounds,
        plus: Decimal,
        high: bool,
        tightening: &Tightening,
    ) -> Option<Row> {
        let end = if high { range.high? } else { range.low? };
        let factor = end.value.checked_add(plus)?;
        let (mut terms, constant) = self.form(system, tied, over, tightening)?;
        let (below, below_constant) = self.form(system, tied, under, tightening)?;
        let not_negative = below.iter().all(|(place, factor)| {
            let column = tightening.ranges[self.columns[*place] as usize];
            !factor.is_sign_negative()
                && column.low.is_some_and(|low| !low.value.is_sign_negative())
        });
        if !not_negative || below_constant.is_sign_negative() && !below_constant.is_zero() {
            return None;
        }
        for (place, under) in &below {
            terms.push((*place, -under.checked_mul(factor)?));
        }
        let constant = constant.checked_sub(below_constant.checked_mul(factor)?)?;
        // Where both sides may be zero an open end would leave that out.
        let at = Some(Bound::closed(-constant));
        let bounds = match high {
            true => Bounds { low: None, high: at },
            false => Bounds { low: at, high: None },
        };
        Some(Row { terms, bounds })
    }

    /// Those of the questions whose ends `f64` shows to be tighter than what is known, with their
    /// ends where these are proven at once.
    fn worth_while(
        &self,
        program: &Program,
        tightening: &Tightening,
        asked: &[(At, Objective)],
    ) -> Result<Vec<Asked>, ScreenFailed> {
        let mut screen = Screen::new(program)?;
        let mut kept = Vec::new();
        for (at, objective) in asked {
            let known = tightening.ranges[*at as usize];
            // What was narrowed so often that it may only be near its end is asked exactly.
            let often = tightening.is_often(*at);
            if !often && screen.reaches(objective, known, WORTH_WHILE) {
                continue;
            }
            // So is what `f64` leaves unclear.
            let ends = screen.extremes(objective);
            if often || ends.is_none_or(|ends| tells_more(known, ends)) {
                let ends = ends.and_then(|ends| screen.proven(program, objective, ends));
                kept.push(Asked { at: *at, objective: objective.clone(), ends });
            }
        }
        Ok(kept)
    }

    /// Takes over the ends of what is asked; those that are not proven yet are looked for exactly.
    fn exactly(
        &self,
        (program, rows): &(Program, Vec<(u32, Option<At>)>),
        tightening: &mut Tightening,
        asked: Vec<Asked>,
        case: Option<InCase>,
    ) -> bool {
        let open = asked.iter().filter(|one| one.ends.is_none());
        let objectives: Vec<Objective> = open.map(|one| one.objective.clone()).collect();
        // Ends that are proven show that some point obeys all rows.
        let found = match asked.len() > objectives.len() && objectives.is_empty() {
            true => Ok(Vec::new()),
            false => extremes(program, &objectives),
        };
        let mut found = match found {
            Ok(found) => found.into_iter(),
            Err(NoAnswer::NotComputed) => {
                self.leave(tightening, true);
                tightening.solved.retain(|at| asked.iter().all(|one| one.at != *at));
                return false;
            }
            Err(NoAnswer::Infeasible(Infeasible { parts })) => {
                let events = self.events(tightening, rows, &parts);
                let cause = self.proof(tightening, rows, &parts);
                let cases = case.into_iter().collect();
                tightening.clashes.push(Clash { cause, events, cases });
                return false;
            }
        };
        let mut narrowed = false;
        for Asked { at, ends, .. } in asked {
            let Some([low, high]) = ends.or_else(|| found.next().flatten()) else {
                tightening.unsolved.insert(at);
                tightening.solved.remove(&at);
                continue;
            };
            narrowed |= self.narrow(tightening, rows, at, low, false);
            narrowed |= self.narrow(tightening, rows, at, high, true);
        }
        narrowed
    }

    fn narrow(
        &self,
        tightening: &mut Tightening,
        rows: &[(u32, Option<At>)],
        at: At,
        end: End,
        high: bool,
    ) -> bool {
        let End::At { bound, binding } = end else { return false };
        let before = tightening.ranges[at as usize];
        let to = match high {
            true => Bounds { low: None, high: Some(bound) },
            false => Bounds { low: Some(bound), high: None },
        };
        let to = interval::intersect(before, to);
        if to == before || interval::is_empty(to) {
            return false;
        }
        let events = self.events(tightening, rows, &binding);
        let cause = self.proof(tightening, rows, &binding);
        tightening.narrow_to(at, to, cause, &events);
        true
    }

    /// The rows of the table among the constraints of a program.
    fn proof(
        &self,
        tightening: &mut Tightening,
        rows: &[(u32, Option<At>)],
        parts: &[Part],
    ) -> Cause {
        let proving = parts.iter().filter_map(|part| match part {
            Part::RowLow(row) | Part::RowHigh(row) => Some(rows[*row].0),
            Part::ColumnLow(_) | Part::ColumnHigh(_) => None,
        });
        let mut proving: Vec<u32> = proving.collect();
        proving.sort_unstable();
        proving.dedup();
        tightening.proof(proving)
    }

    /// The events behind the constraints of a program.
    fn events(
        &self,
        tightening: &Tightening,
        rows: &[(u32, Option<At>)],
        parts: &[Part],
    ) -> Vec<EventAt> {
        let last = |at: At| tightening.last[at as usize].into_iter();
        let mut events: Vec<EventAt> = Vec::new();
        for part in parts {
            match *part {
                Part::ColumnLow(column) => {
                    events.push(tightening.last[self.columns[column] as usize][0])
                }
                Part::ColumnHigh(column) => {
                    events.push(tightening.last[self.columns[column] as usize][1])
                }
                Part::RowLow(row) | Part::RowHigh(row) => {
                    let (tied, quotient) = rows[row];
                    events.extend(quotient.into_iter().flat_map(last));
                    events.extend(tightening.known_in(tied));
                }
            }
        }
        events.retain(|event| *event != NONE);
        events.sort_unstable();
        events.dedup();
        events
    }
}

/// Whether one of the ends that a program shows is tighter than what is known.
fn tells_more(known: Bounds, [low, high]: [f64; 2]) -> bool {
    let value = |end: Option<Bound>, missing: f64| {
        end.map_or(missing, |end| end.value.to_f64().unwrap_or(missing))
    };
    let (from, to) = (value(known.low, f64::NEG_INFINITY), value(known.high, f64::INFINITY));
    let size = [from, to, low, high].into_iter().filter(|end| end.is_finite()).map(f64::abs);
    let least = size.fold(0.0, f64::max) * WORTH_WHILE;
    low > from + least || high < to - least
}
