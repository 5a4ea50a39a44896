//! Tightening: every row narrows its variables, until none can any more.
//!
//! Each narrowed end is an *event* that knows the row or statement that gave it and the ends that
//! it took, so that a range, or a contradiction, leads back to what is said.

use std::collections::{BTreeSet, VecDeque};

use counterflow_claim::{Bound, Bounds, Decimal};
use rustc_hash::FxHashSet;

use super::formula::Empty;
use super::system::{At, InCase, System};
use crate::interval;

/// Position of an event.
pub type EventAt = u32;
/// An end that nothing narrowed.
pub const NONE: EventAt = u32::MAX;

/// So often one end is narrowed; a chain that never settles ends here, with a sound range.
const MOST_PER_END: u8 = 40;
/// After so many, only by more than a part in 2^36.
const FREELY: u8 = 6;
/// Rows are looked at so many times for each row that there is, and for each of a few more.
const LOOKS_PER_ROW: usize = 100;

/// Why an end was narrowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// A statement, by its position.
    Statement(u32),
    /// A row, by its position.
    Row(u32),
    /// Whichever case of an ambiguous round, or of a leg, holds.
    Cases,
    /// The linear group that it belongs to: some of its rows, by the position of their list.
    Group(u32),
}

/// One end of one variable, narrowed.
#[derive(Clone, Copy, Debug)]
pub struct Event {
    /// The variable.
    pub at: At,
    /// Whether it is the high end.
    pub high: bool,
    /// Where the end is now.
    pub bound: Bound,
    /// Why.
    pub cause: Cause,
    inputs: Inputs,
}

/// A piece of the list of all that events took.
#[derive(Clone, Copy, Debug)]
struct Inputs {
    start: u32,
    count: u32,
}

/// What cannot hold: the ends that it took, and the row or statement that found it.
#[derive(Clone, Debug)]
pub struct Clash {
    /// The row or statement that left nothing.
    pub cause: Cause,
    /// The events that it took.
    pub events: Vec<EventAt>,
    /// The cases in each of which it was found; none where it holds in all.
    pub cases: Vec<InCase>,
}

/// The ranges, and how each of their ends came to be.
#[derive(Debug, Default)]
pub struct Record {
    /// The last event of each end.
    pub last: Vec<[EventAt; 2]>,
    /// Every event, in order.
    pub events: Vec<Event>,
    /// The rows of linear groups that gave an end.
    pub proofs: Vec<Vec<u32>>,
    inputs: Vec<EventAt>,
}

impl Record {
    /// The events that an event took.
    pub fn inputs_of(&self, event: &Event) -> &[EventAt] {
        let Inputs { start, count } = event.inputs;
        &self.inputs[start as usize..(start + count) as usize]
    }
}

/// What a variable of all cases was in one of them.
#[derive(Clone, Debug)]
pub struct Inside {
    /// The variable.
    pub at: At,
    /// Its range there.
    pub range: Bounds,
    /// The events behind its ends there.
    pub ends: Vec<EventAt>,
}

/// The ranges under way.
pub struct Tightening<'s> {
    system: &'s System,
    /// The range of each variable.
    pub ranges: Vec<Bounds>,
    /// The last event of each end.
    pub last: Vec<[EventAt; 2]>,
    /// Every event, in order.
    pub events: Vec<Event>,
    /// What was found that cannot hold.
    pub clashes: Vec<Clash>,
    /// Whether the bound on the rows looked at was reached.
    cut_short: bool,
    /// The variables whose extremes in a linear group were found.
    pub solved: FxHashSet<At>,
    /// The variables whose extremes in a linear group were not.
    pub unsolved: BTreeSet<At>,
    /// The rows of linear groups that gave an end.
    pub proofs: Vec<Vec<u32>>,
    /// The cases that cannot hold.
    pub ruled_out: BTreeSet<InCase>,
    inputs: Vec<EventAt>,
    queue: VecDeque<u32>,
    queued: Vec<bool>,
    /// Rows that left nothing; they are not looked at again.
    broken: Vec<bool>,
    broken_rows: Vec<u32>,
    counts: Vec<[u8; 2]>,
    looks: usize,
    /// Whether totals of which nothing is said are looked at by now.
    late: bool,
    /// The case that is looked at.
    case: Option<InCase>,
    /// What to undo when it is left.
    trail: Vec<(At, Bounds, [EventAt; 2])>,
    /// Variables that are not as they were at the start.
    touched: Vec<At>,
    room: Vec<Bounds>,
    local: Vec<Bounds>,
}

impl<'s> Tightening<'s> {
    /// Every variable at what it can be whatever is said.
    pub fn new(system: &'s System) -> Tightening<'s> {
        Tightening {
            system,
            ranges: system.limits.clone(),
            last: vec![[NONE; 2]; system.keys.len()],
            events: Vec::new(),
            clashes: Vec::new(),
            cut_short: false,
            solved: FxHashSet::default(),
            unsolved: BTreeSet::new(),
            proofs: Vec::new(),
            ruled_out: BTreeSet::new(),
            inputs: Vec::new(),
            queue: VecDeque::new(),
            queued: vec![false; system.ties.len()],
            broken: vec![false; system.ties.len()],
            broken_rows: Vec::new(),
            counts: vec![[0; 2]; system.keys.len()],
            looks: 0,
            late: false,
            case: None,
            trail: Vec::new(),
            touched: Vec::new(),
            room: Vec::new(),
            local: Vec::new(),
        }
    }

    /// Back to the start. Time is linear in what was changed.
    pub fn reset(&mut self) {
        for at in std::mem::take(&mut self.touched) {
            let at = at as usize;
            self.ranges[at] = self.system.limits[at];
            self.last[at] = [NONE; 2];
            self.counts[at] = [0; 2];
        }
        for row in std::mem::take(&mut self.broken_rows) {
            self.broken[row as usize] = false;
        }
        self.clashes.clear();
        self.events.clear();
        self.proofs.clear();
        self.solved.clear();
        self.unsolved.clear();
        self.inputs.clear();
        self.trail.clear();
        self.empty_queue();
        self.cut_short = false;
        self.ruled_out.clear();
        self.looks = 0;
        self.late = false;
        self.case = None;
    }

    fn empty_queue(&mut self) {
        while let Some(row) = self.queue.pop_front() {
            self.queued[row as usize] = false;
        }
    }

    /// Takes a statement in, as written or with room for rounding.
    pub fn state(&mut self, statement: u32, widened: bool) {
        let one = &self.system.statements[statement as usize];
        let bounds = if widened { one.widened } else { one.bounds };
        let at = one.at;
        let narrowed = interval::intersect(self.ranges[at as usize], bounds);
        if interval::is_empty(narrowed) {
            let events = self.ends(at);
            self.clash(Cause::Statement(statement), events);
            return;
        }
        self.narrow_to(at, narrowed, Cause::Statement(statement), &[]);
    }

    /// Puts every row on the list.
    pub fn look_at_all(&mut self) {
        for row in 0..self.system.ties.len() as u32 {
            self.look_at(row);
        }
    }

    /// Puts the totals of which nothing is said on the list.
    pub fn look_at_totals(&mut self) {
        self.late = true;
        for row in 0..self.system.ties.len() as u32 {
            if self.system.is_late(row) {
                self.look_at(row);
            }
        }
    }

    /// Takes back whatever rests on these statements, and forgets the clashes.
    ///
    /// Ends that rest on them fall back to what the variable can be by itself; `restate` says again
    /// what still stands. Time is linear in the events.
    pub fn retract(&mut self, gone: &BTreeSet<u32>, restate: impl Fn(u32) -> Option<bool>) {
        let tainted = self.rests_on(|statement| gone.contains(&statement));
        let is_tainted = |event: EventAt| event != NONE && tainted[event as usize];
        let ends = self.last.iter().enumerate();
        let fallen: Vec<(At, [bool; 2])> = ends
            .map(|(at, last)| (at as At, last.map(is_tainted)))
            .filter(|(_, ends)| ends.contains(&true))
            .collect();
        self.clashes.clear();
        for row in std::mem::take(&mut self.broken_rows) {
            self.broken[row as usize] = false;
            self.look_at(row);
        }
        let system = self.system;
        for (at, ends) in &fallen {
            let limits = system.limits[*at as usize];
            for end in [0, 1].into_iter().filter(|end| ends[*end]) {
                let range = &mut self.ranges[*at as usize];
                match end {
                    0 => range.low = limits.low,
                    _ => range.high = limits.high,
                }
                self.last[*at as usize][end] = NONE;
                self.counts[*at as usize][end] = 0;
            }
        }
        for (at, _) in &fallen {
            for statement in system.stated(*at) {
                if let Some(widened) = restate(*statement) {
                    self.state(*statement, widened);
                }
            }
            for row in system.touching(*at) {
                self.look_at(*row);
            }
        }
    }

    /// For each event whether it rests on one of the statements that are asked for. Time is linear
    /// in the events and in what they took.
    pub fn rests_on(&self, wanted: impl Fn(u32) -> bool) -> Vec<bool> {
        let mut rests: Vec<bool> = Vec::with_capacity(self.events.len());
        // Events of one row share what they took.
        let mut shared: (u32, u32, bool) = (0, 0, false);
        for event in &self.events {
            let Inputs { start, count } = event.inputs;
            if (shared.0, shared.1) != (start, count) {
                let any = self.inputs_of(event).iter().any(|input| rests[*input as usize]);
                shared = (start, count, any);
            }
            let by = matches!(event.cause, Cause::Statement(one) if wanted(one));
            rests.push(by || count > 0 && shared.2);
        }
        rests
    }

    /// Puts a row on the list.
    pub fn look_at(&mut self, row: u32) {
        let at = row as usize;
        let case = self.system.ties[at].case;
        let holds = case.is_none() || case == self.case;
        let holds = holds && (self.late || !self.system.is_late(row));
        if holds && !self.queued[at] && !self.broken[at] {
            self.queued[at] = true;
            self.queue.push_back(row);
        }
    }

    /// Narrows until no row can any more, or the bound on work is reached.
    pub fn run(&mut self) {
        let most = LOOKS_PER_ROW * (self.system.ties.len() + 100);
        while let Some(row) = self.queue.pop_front() {
            self.queued[row as usize] = false;
            self.looks += 1;
            if self.looks > most {
                self.cut_short = true;
                self.empty_queue();
                return;
            }
            self.revise(row);
        }
    }

    /// The same, with a bound on the rows that are looked at; whether it came to an end.
    pub fn run_at_most(&mut self, most: usize) -> bool {
        while let Some(row) = self.queue.pop_front() {
            self.queued[row as usize] = false;
            self.looks += 1;
            if self.looks > most || !self.clashes.is_empty() {
                self.empty_queue();
                return self.looks <= most;
            }
            self.revise(row);
        }
        true
    }

    fn revise(&mut self, row: u32) {
        let system = self.system;
        let tied = &system.ties[row as usize];
        let ats = system.variables_of(tied);
        let (_, formula) = system.formula_of(tied);
        let mut local = std::mem::take(&mut self.local);
        local.clear();
        local.extend(ats.iter().map(|at| self.ranges[*at as usize]));
        match formula.narrow(&mut local, &mut self.room) {
            Err(Empty) => {
                self.broken[row as usize] = true;
                self.broken_rows.push(row);
                let events = ats.iter().flat_map(|at| self.ends(*at)).collect();
                self.clash(Cause::Row(row), events);
            }
            Ok(()) => self.take_over(row, ats, &local),
        }
        self.local = local;
    }

    /// Takes over what a row has narrowed.
    fn take_over(&mut self, row: u32, ats: &[At], narrowed: &[Bounds]) {
        let shape = self.system.shape_of(&self.system.ties[row as usize]);
        // What a row takes is kept once for all that it narrows.
        let mut taken: [Option<Inputs>; 2] = [None; 2];
        for (place, (at, to)) in ats.iter().zip(narrowed).enumerate() {
            let before = self.ranges[*at as usize];
            if *to == before {
                continue;
            }
            for high in [false, true] {
                let one = match high {
                    true => Bounds { low: before.low, high: to.high },
                    false => Bounds { low: to.low, high: before.high },
                };
                if one == before {
                    continue;
                }
                let way = shape.way(place, high);
                let inputs = match taken[usize::from(way)] {
                    Some(inputs) => inputs,
                    None => {
                        let events = ats.iter().enumerate();
                        let events = events.flat_map(|(place, at)| {
                            let [low, high] = self.last[*at as usize];
                            match shape.takes(place, way) {
                                Some(true) => [NONE, high],
                                Some(false) => [low, NONE],
                                None => [low, high],
                            }
                        });
                        let events: Vec<EventAt> = events.filter(|one| *one != NONE).collect();
                        let inputs = self.keep(&events);
                        taken[usize::from(way)] = Some(inputs);
                        inputs
                    }
                };
                let to =
                    if high { Bounds { low: None, ..*to } } else { Bounds { high: None, ..*to } };
                self.narrow_by(*at, to, Cause::Row(row), inputs);
            }
        }
    }

    fn keep(&mut self, events: &[EventAt]) -> Inputs {
        let inputs = Inputs { start: self.inputs.len() as u32, count: events.len() as u32 };
        self.inputs.extend(events);
        inputs
    }

    /// The events behind the two ends of a variable.
    pub fn ends(&self, at: At) -> Vec<EventAt> {
        self.last[at as usize].into_iter().filter(|event| *event != NONE).collect()
    }

    fn clash(&mut self, cause: Cause, events: Vec<EventAt>) {
        let cases = self.case.into_iter().collect();
        self.clashes.push(Clash { cause, events, cases });
    }

    fn push_event(
        &mut self,
        at: At,
        high: bool,
        bound: Bound,
        cause: Cause,
        inputs: Inputs,
    ) -> EventAt {
        self.events.push(Event { at, high, bound, cause, inputs });
        self.events.len() as EventAt - 1
    }

    /// The events that an event took.
    pub fn inputs_of(&self, event: &Event) -> &[EventAt] {
        let Inputs { start, count } = event.inputs;
        &self.inputs[start as usize..(start + count) as usize]
    }

    /// What is left when nothing is narrowed any more.
    pub fn into_record(self) -> Record {
        Record { last: self.last, events: self.events, inputs: self.inputs, proofs: self.proofs }
    }

    /// Narrows a variable, end by end, where that says enough.
    pub fn narrow_to(&mut self, at: At, to: Bounds, cause: Cause, inputs: &[EventAt]) {
        let inputs = self.keep(inputs);
        self.narrow_by(at, to, cause, inputs);
    }

    fn narrow_by(&mut self, at: At, to: Bounds, cause: Cause, inputs: Inputs) {
        let before = self.ranges[at as usize];
        let mut changed = false;
        for high in [false, true] {
            let (old, new) = if high { (before.high, to.high) } else { (before.low, to.low) };
            // Only rows lead round in circles.
            let count = match cause {
                Cause::Row(_) => self.counts[at as usize][usize::from(high)],
                _ => 0,
            };
            let tighter = |new: &Bound| is_tighter(old, *new, high, count);
            let Some(bound) = new.filter(tighter) else { continue };
            if !changed {
                self.remember(at, before);
                changed = true;
            }
            let range = &mut self.ranges[at as usize];
            *(if high { &mut range.high } else { &mut range.low }) = Some(bound);
            let event = self.push_event(at, high, bound, cause, inputs);
            self.last[at as usize][usize::from(high)] = event;
            self.counts[at as usize][usize::from(high)] = count.saturating_add(1);
        }
        if changed {
            let system = self.system;
            for row in system.touching(at) {
                if cause != Cause::Row(*row) {
                    self.look_at(*row);
                }
            }
        }
    }

    fn remember(&mut self, at: At, before: Bounds) {
        self.touched.push(at);
        // Variables of a round's case stay as they are there; those of a leg have no case.
        let falls_back = match self.case {
            None => false,
            Some(InCase::Round { .. }) => self.system.keys[at as usize].case.is_none(),
            Some(InCase::Leg { .. }) => true,
        };
        if falls_back {
            self.trail.push((at, before, self.last[at as usize]));
        }
    }

    /// Goes into a case: its rows hold from here on.
    pub fn enter(&mut self, case: InCase) {
        self.case = Some(case);
        self.trail.clear();
        for row in self.system.rows_in(case) {
            self.look_at(*row);
        }
    }

    /// Leaves a case: variables of all cases are as before. Gives what they were in the case.
    pub fn leave(&mut self) -> Vec<Inside> {
        self.case = None;
        self.empty_queue();
        let mut seen = FxHashSet::default();
        let mut inside = Vec::new();
        for (at, before, last) in std::mem::take(&mut self.trail).into_iter().rev() {
            if seen.insert(at) {
                inside.push(Inside { at, range: self.ranges[at as usize], ends: self.ends(at) });
            }
            self.ranges[at as usize] = before;
            self.last[at as usize] = last;
        }
        inside
    }

    /// The events behind what is known of the variables of a row that are one number.
    pub fn known_in(&self, row: u32) -> Vec<EventAt> {
        let ats = self.system.variables_of(&self.system.ties[row as usize]).iter();
        let known = ats.filter(|at| interval::is_point(self.ranges[**at as usize]));
        known.flat_map(|at| self.ends(*at)).collect()
    }

    /// The variables that are not as they were at the start.
    pub fn touched(&self) -> Vec<At> {
        let mut touched = self.touched.clone();
        touched.sort_unstable();
        touched.dedup();
        touched
    }

    /// Notes the rows of a linear group that prove something.
    pub fn proof(&mut self, rows: Vec<u32>) -> Cause {
        self.proofs.push(rows);
        Cause::Group(self.proofs.len() as u32 - 1)
    }

    /// Whether an end was narrowed so often that it may be on its way to another.
    pub fn is_often(&self, at: At) -> bool {
        self.counts[at as usize].iter().any(|count| *count >= FREELY)
    }

    /// Whether a bound on work was reached, where no linear program made up for it, or what clashes
    /// was not settled within the steps that there are.
    pub fn is_cut_short(&self) -> bool {
        let unsettled = !self.clashes.is_empty();
        unsettled
            || self.is_out_of_looks()
            || (0..self.counts.len() as At).any(|at| self.is_unsettled(at))
    }

    /// Whether the bound on the rows looked at was reached.
    pub fn is_out_of_looks(&self) -> bool {
        self.cut_short
    }

    /// Whether a variable was narrowed as often as it may be, and no linear program made up for it.
    pub fn is_unsettled(&self, at: At) -> bool {
        let often = self.counts[at as usize].iter().any(|count| *count >= MOST_PER_END);
        often && !self.solved.contains(&at)
    }

    /// Whether a variable belongs to a case that cannot hold beside the other one.
    pub fn is_ruled_out(&self, system: &System, at: usize) -> bool {
        let key = &system.keys[at];
        let Some(case) = key.case.filter(|_| !self.ruled_out.is_empty()) else { return false };
        let round = key.args.last().and_then(|last| system.rounds.iter().position(|r| r == last));
        let in_case = round.map(|round| InCase::Round { round: round as u32, case });
        in_case.is_some_and(|in_case| self.ruled_out.contains(&in_case))
    }

    /// Takes back that cases cannot hold: neither of the two can.
    pub fn unrule(&mut self, cases: [InCase; 2]) {
        for case in cases {
            self.ruled_out.remove(&case);
        }
    }

    /// Notes that a case cannot hold.
    pub fn rule_out(&mut self, case: InCase) {
        self.ruled_out.insert(case);
    }

    /// The statements that events lead back to, in order, each once.
    pub fn statements_behind(&self, events: &[EventAt]) -> Vec<u32> {
        self.behind(events, |cause| match cause {
            Cause::Statement(statement) => Some(statement),
            _ => None,
        })
    }

    /// The same, no more than so many.
    pub fn some_behind(&self, events: &[EventAt], most: usize) -> Vec<u32> {
        let statement = |cause: Cause| match cause {
            Cause::Statement(statement) => Some(statement),
            _ => None,
        };
        self.search(events, statement, most)
    }

    /// The rows that events lead back to, in order, each once.
    pub fn rows_behind(&self, events: &[EventAt]) -> Vec<u32> {
        let mut rows = self.behind(events, |cause| match cause {
            Cause::Row(row) => Some(row),
            _ => None,
        });
        let of_groups = self.behind(events, |cause| match cause {
            Cause::Group(proof) => Some(proof),
            _ => None,
        });
        rows.extend(of_groups.iter().flat_map(|proof| &self.proofs[*proof as usize]));
        rows.sort_unstable();
        rows.dedup();
        rows
    }

    fn behind(&self, events: &[EventAt], wanted: fn(Cause) -> Option<u32>) -> Vec<u32> {
        self.search(events, wanted, usize::MAX)
    }

    fn search(
        &self,
        events: &[EventAt],
        wanted: fn(Cause) -> Option<u32>,
        most: usize,
    ) -> Vec<u32> {
        let mut seen: FxHashSet<EventAt> = events.iter().copied().collect();
        let mut open: Vec<EventAt> = events.to_vec();
        let mut found = Vec::new();
        while let Some(at) = open.pop().filter(|_| found.len() < most) {
            let event = self.events[at as usize];
            found.extend(wanted(event.cause));
            let inputs = self.inputs_of(&event);
            open.extend(inputs.iter().copied().filter(|input| seen.insert(*input)));
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// Whether a new end is tighter than an old one by enough to be worth while.
fn is_tighter(old: Option<Bound>, new: Bound, high: bool, count: u8) -> bool {
    let Some(old) = old else { return true };
    if old.value == new.value {
        return new.open && !old.open;
    }
    if (new.value < old.value) != high {
        return false;
    }
    if count >= MOST_PER_END {
        return false;
    }
    // Rounded quotients differ in their last digits: that says nothing.
    let least = if count < FREELY { Decimal::from_parts(1, 0, 0, false, 20) } else { COARSE };
    let size = old.value.abs().max(new.value.abs());
    let step = (old.value - new.value).abs();
    size.checked_mul(least).is_none_or(|least| step > least)
}

/// 2^-36
const COARSE: Decimal = Decimal::from_parts(1_455_191_523, 0, 0, false, 20);
