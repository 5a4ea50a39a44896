//! From what cannot hold to the smallest set of statements that cannot all hold.

use std::collections::BTreeSet;

use super::groups::{self, Groups};
use super::propagate::{Cause, Clash, Tightening};
use super::system::{InCase, System};
use crate::interval;

/// A trial looks at no more rows than this; one that does is taken to find nothing.
const MOST_LOOKS: usize = 20_000;
/// So many statements are tried for one set, counted in each trial anew. Beyond it the set may hold
/// more than it must, and says so.
const MOST_TRIED: usize = 200_000;

/// Statements that cannot all hold.
#[derive(Clone, Debug)]
pub struct Core {
    /// The statements, in order.
    pub statements: Vec<u32>,
    /// The rows that tie them, in order.
    pub rows: Vec<u32>,
    /// Whether dropping any one of them is known to leave what can hold.
    pub irreducible: bool,
}

/// Two statements of one variable that leave no number: no row has to be tried.
fn direct(system: &System, from: &Tightening, clash: &Clash) -> Option<Core> {
    let Cause::Statement(new) = clash.cause else { return None };
    let bounds = system.statements[new as usize].bounds;
    let other = clash.events.iter().find_map(|event| {
        let event = from.events[*event as usize];
        let Cause::Statement(old) = event.cause else { return None };
        let known = system.statements[old as usize].bounds;
        interval::is_empty(interval::intersect(bounds, known)).then_some(old)
    })?;
    let mut statements = vec![new, other];
    statements.sort_unstable();
    Some(Core { statements, rows: Vec::new(), irreducible: true })
}

/// Tries sets of statements.
pub struct Trials<'s> {
    system: &'s System,
    groups: &'s Groups,
    tightening: Tightening<'s>,
    cases: Vec<InCase>,
    /// Whether the clash was found by a linear group.
    of_group: bool,
    tried: usize,
}

impl<'s> Trials<'s> {
    /// None made yet.
    pub fn new(system: &'s System, groups: &'s Groups) -> Trials<'s> {
        Trials {
            system,
            groups,
            tightening: Tightening::new(system),
            cases: Vec::new(),
            of_group: false,
            tried: 0,
        }
    }

    /// Whether statements cannot all hold, each as written, or with room for rounding: in none of
    /// the cases, where there are such.
    pub fn clash(&mut self, statements: &[u32], widened: &dyn Fn(u32) -> bool) -> bool {
        match self.cases.clone().as_slice() {
            [] => self.clash_in(statements, widened, None),
            cases => cases.iter().all(|case| self.clash_in(statements, widened, Some(*case))),
        }
    }

    fn clash_in(
        &mut self,
        statements: &[u32],
        widened: &dyn Fn(u32) -> bool,
        case: Option<InCase>,
    ) -> bool {
        self.tried += statements.len();
        let tightening = &mut self.tightening;
        tightening.reset();
        for statement in statements {
            tightening.state(*statement, widened(*statement));
        }
        if let Some(case) = case {
            tightening.enter(case);
        }
        tightening.run_at_most(MOST_LOOKS);
        if self.of_group && tightening.clashes.is_empty() {
            let seeds = tightening.touched().into_iter();
            groups::tighten(self.system, self.groups, tightening, seeds, case);
        }
        !tightening.clashes.is_empty()
    }

    /// The statements behind a clash, without any that can be dropped.
    pub fn core(&mut self, from: &Tightening, clash: &Clash, widened: &BTreeSet<u32>) -> Core {
        if let Some(core) = direct(self.system, from, clash) {
            return core;
        }
        (self.cases, self.tried) = (clash.cases.clone(), 0);
        self.of_group = matches!(clash.cause, Cause::Group(_) | Cause::Cases);
        let is_widened = |statement: u32| widened.contains(&statement);
        let mut statements = from.statements_behind(&clash.events);
        if let Cause::Statement(statement) = clash.cause {
            statements.push(statement);
            statements.sort_unstable();
            statements.dedup();
        }
        if !self.clash(&statements, &is_widened) {
            return Core { statements, rows: Vec::new(), irreducible: false };
        }
        let irreducible = self.reduce(&mut statements, &is_widened);
        self.clash(&statements, &is_widened);
        Core { rows: self.rows_behind(), statements, irreducible }
    }

    /// Whether a set holds once all of it has room for rounding.
    pub fn rounds(&mut self, core: &Core, widened: &BTreeSet<u32>) -> bool {
        if core.statements.iter().all(|one| widened.contains(one)) {
            return false;
        }
        if core.rows.is_empty() {
            let ranges =
                core.statements.iter().map(|one| self.system.statements[*one as usize].widened);
            return ranges.reduce(interval::intersect).is_some_and(|all| !interval::is_empty(all));
        }
        let room = |one: u32| widened.contains(&one) || core.statements.contains(&one);
        !self.clash(&core.statements, &room)
    }

    /// Drops pieces that are not needed, from halves down to single statements.
    fn reduce(&mut self, statements: &mut Vec<u32>, widened: &dyn Fn(u32) -> bool) -> bool {
        let mut size = statements.len().div_ceil(2);
        while size > 0 {
            let mut at = 0;
            while at < statements.len() {
                if self.tried >= MOST_TRIED {
                    return false;
                }
                let end = (at + size).min(statements.len());
                let mut rest = statements.clone();
                rest.drain(at..end);
                match self.clash(&rest, widened) {
                    true => *statements = rest,
                    false => at = end,
                }
            }
            size = if size == 1 { 0 } else { size.div_ceil(2) };
        }
        true
    }

    /// The rows that led to the first clash of the last trial.
    fn rows_behind(&self) -> Vec<u32> {
        let Some(clash) = self.tightening.clashes.first() else { return Vec::new() };
        let mut rows = self.tightening.rows_behind(&clash.events);
        match clash.cause {
            Cause::Row(row) => rows.push(row),
            Cause::Group(proof) => rows.extend(&self.tightening.proofs[proof as usize]),
            Cause::Statement(_) | Cause::Cases => {}
        }
        rows.sort_unstable();
        rows.dedup();
        rows
    }
}
