//! A first matrix for totals that may not add up exactly, or the parties that prevent one.

use std::collections::BTreeMap;

use super::super::flow::{Flow, Way};
use super::super::grid::Grid;
use super::super::mistake::{Shortfall, Side};
use super::super::totals::{Pair, Said, Totals};

/// How far each total may give, tried in turn: not at all, by the rounding of a few sums, of many.
const LADDER: [f64; 3] = [0.0, 1e-15, 1e-12];

/// The least and the most that each party may place.
struct Ends {
    least: Vec<i128>,
    most: Vec<i128>,
    /// Whether known cells leave something to each, or nothing.
    sound: bool,
}

/// Nodes with something left to place.
struct Stuck {
    side: Side,
    parties: Vec<usize>,
}

/// Halvings of the range between a tolerance that is too narrow and one that is not.
const HALVINGS: usize = 12;

/// A flow that meets what is left of the totals, as nearly as can be.
pub(super) fn filled(
    totals: &Totals,
    said: &BTreeMap<Pair, Said>,
    grid: Grid,
    empty: &Flow,
) -> Result<Flow, Shortfall> {
    let left = [totals.left(said, Side::Owed), totals.left(said, Side::Claims)];
    let ends = |tolerance: f64| {
        let slack = |amount: &f64| grid.whole(tolerance * amount);
        [(&left[0], &totals.owed), (&left[1], &totals.claims)]
            .map(|(left, amounts)| Ends::new(left, amounts.iter().map(slack)))
    };
    let attempt = |tolerance: f64| {
        let [rows, columns] = ends(tolerance);
        let sound = rows.sound && columns.sound;
        let mut flow = empty.clone();
        (sound && meet(&mut flow, &rows, &columns).is_ok()).then_some(flow)
    };
    let rungs = || LADDER.into_iter().filter(|rung| *rung < totals.tolerance);
    if let Some(flow) = rungs().find_map(attempt) {
        return Ok(flow);
    }
    let (mut flow, [rows, columns]) = (empty.clone(), ends(totals.tolerance));
    match meet(&mut flow, &rows, &columns) {
        Ok(()) => {
            let too_narrow = rungs().next_back().unwrap_or(0.0);
            Ok(narrowed(flow, too_narrow, totals.tolerance, attempt))
        }
        Err(stuck) => Err(shortfall(&flow, &stuck, &left, grid)),
    }
}

/// A flow for about the least tolerance that there is one for.
fn narrowed(
    mut flow: Flow,
    mut too_narrow: f64,
    mut wide: f64,
    attempt: impl Fn(f64) -> Option<Flow>,
) -> Flow {
    for _ in 0..HALVINGS {
        // Halfway by size, for the two may be many digits apart.
        let middle = (too_narrow * wide).sqrt();
        match attempt(middle) {
            Some(found) => (flow, wide) = (found, middle),
            None => too_narrow = middle,
        }
    }
    flow
}

impl Ends {
    fn new(left: &[i128], slack: impl Iterator<Item = i128>) -> Self {
        let (mut least, mut most) = (Vec::new(), Vec::new());
        for (left, slack) in left.iter().zip(slack) {
            least.push((left - slack).max(0));
            most.push(left + slack);
        }
        let sound = most.iter().all(|most| *most >= 0);
        Ends { least, most, sound }
    }
}

/// Fills rows and columns to between their ends.
///
/// First each debtor places its least where creditors take up to their most. Then creditors that
/// are short are filled by debtors that may place more, and out of what others have above their
/// least. Neither step undoes what the other reached: if each side can be met by itself, both can.
///
/// Source: Ford & Fulkerson, "Flows in networks", 1962, symmetric supply and demand theorem.
fn meet(flow: &mut Flow, rows: &Ends, columns: &Ends) -> Result<(), Stuck> {
    let none = || vec![0; rows.least.len()];
    let mut excess = [rows.least.clone(), none()].concat();
    let mut need = [none(), columns.most.clone()].concat();
    flow.route(&mut excess, &mut need, None);
    Stuck::none(Side::Owed, &excess[..rows.least.len()])?;

    let received = flow.received();
    let above = |have: &[i128], least: &[i128]| -> Vec<i128> {
        have.iter().zip(least).map(|(have, least)| (have - least).max(0)).collect()
    };
    excess = [above(&rows.most, &rows.least), above(&received, &columns.least)].concat();
    need = [none(), above(&columns.least, &received)].concat();
    flow.route(&mut excess, &mut need, None);
    Stuck::none(Side::Claims, &need[rows.least.len()..])?;
    flow.keep();
    Ok(())
}

impl Stuck {
    /// Whether nothing is left, or else who has something.
    fn none(side: Side, left: &[i128]) -> Result<(), Self> {
        let parties: Vec<usize> = (0..left.len()).filter(|party| left[*party] > 0).collect();
        if parties.is_empty() { Ok(()) } else { Err(Stuck { side, parties }) }
    }
}

/// How many of the parties that are stuck are asked for a set around them.
const ASKED: usize = 32;

/// The smallest set of parties that is seen to have more than there is room for.
fn shortfall(flow: &Flow, stuck: &Stuck, left: &[Vec<i128>; 2], grid: Grid) -> Shortfall {
    let parties = left[0].len();
    let (way, offset) = match stuck.side {
        Side::Owed => (Way::Forward, 0),
        Side::Claims => (Way::Backward, parties),
    };
    let sets = stuck.parties.iter().take(ASKED).map(|party| flow.reach(offset + party, way));
    let size = |set: &Vec<bool>| set.iter().filter(|inside| **inside).count();
    let set = sets.min_by_key(size).unwrap_or_default();
    let members = |from: usize| (0..parties).filter(|p| set[from + p]).collect::<Vec<_>>();
    let (own, other) = if stuck.side == Side::Owed { (0, 1) } else { (1, 0) };
    let sum = |side: usize, members: &[usize]| members.iter().map(|p| left[side][*p]).sum::<i128>();
    let (inside, opposite) = (members(own * parties), members(other * parties));
    let crosses = |debtor: usize, creditor: usize| match stuck.side {
        Side::Owed => set[debtor] && !set[parties + creditor],
        Side::Claims => set[parties + creditor] && !set[debtor],
    };
    let crossing = flow.cells().iter().filter(|c| crosses(c.debtor, c.creditor));
    let room = sum(other, &opposite) + crossing.map(|c| c.cap).sum::<i128>();
    Shortfall {
        side: stuck.side,
        amount: grid.amount(sum(own, &inside)),
        room: grid.amount(room),
        parties: inside,
        counterparties: opposite,
    }
}
