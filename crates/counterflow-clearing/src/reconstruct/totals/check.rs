//! The checks on totals and cells that need no flow.

use std::collections::BTreeMap;

use super::super::grid::Grid;
use super::super::mistake::{Mistake, Mistakes, Side};
use super::{Pair, Said, Totals};

/// What is said of each cell, if nothing is wrong.
pub(super) fn checked(totals: &Totals) -> Result<BTreeMap<Pair, Said>, Mistakes> {
    let mut mistakes = Vec::new();
    let sound = sums(totals, &mut mistakes);
    let cells = cells(totals, &mut mistakes);
    let said = merged(&cells, &mut mistakes);
    if sound {
        known(totals, &said, &mut mistakes);
    }
    if mistakes.is_empty() {
        unfillable(totals, &said, &mut mistakes);
    }
    if mistakes.is_empty() { Ok(said) } else { Err(Mistakes(mistakes)) }
}

fn is_amount(amount: f64) -> bool {
    amount.is_finite() && amount >= 0.0
}

/// Checks the totals; whether they can be counted with.
fn sums(totals: &Totals, mistakes: &mut Vec<Mistake>) -> bool {
    let before = mistakes.len();
    if totals.owed.len() != totals.claims.len() {
        let (owed, claims) = (totals.owed.len(), totals.claims.len());
        mistakes.push(Mistake::Shape { owed, claims });
    }
    for (side, amounts) in [(Side::Owed, &totals.owed), (Side::Claims, &totals.claims)] {
        for (party, amount) in amounts.iter().copied().enumerate().filter(|a| !is_amount(a.1)) {
            mistakes.push(Mistake::Total { side, party, amount });
        }
    }
    if !(0.0..=0.5).contains(&totals.tolerance) {
        mistakes.push(Mistake::Tolerance(totals.tolerance));
    }
    if mistakes.len() == before {
        balance(totals, mistakes);
    }
    if mistakes.len() == before {
        sizes(totals, mistakes);
    }
    mistakes.len() == before
}

/// The smallest part of all that a total can be, so that it has some 15 digits on the grid.
const SMALLEST: f64 = 1e-20;

fn sizes(totals: &Totals, mistakes: &mut Vec<Mistake>) {
    for (side, amounts) in [(Side::Owed, &totals.owed), (Side::Claims, &totals.claims)] {
        let all: f64 = amounts.iter().sum();
        let small = |amount: f64| amount > 0.0 && amount < all * SMALLEST;
        for (party, amount) in amounts.iter().copied().enumerate().filter(|a| small(a.1)) {
            mistakes.push(Mistake::TooSmall { side, party, amount, all });
        }
    }
}

fn balance(totals: &Totals, mistakes: &mut Vec<Mistake>) {
    let (owed, claims): (f64, f64) = (totals.owed.iter().sum(), totals.claims.iter().sum());
    let tolerance = totals.tolerance;
    if !owed.max(claims).is_finite() {
        mistakes.push(Mistake::Overflow);
    } else if grid_gap(totals) > tolerance * owed.max(claims) {
        mistakes.push(Mistake::Sums { owed, claims, tolerance });
    }
}

/// How far the sums are apart as decimals, so that the order of the parties does not matter.
fn grid_gap(totals: &Totals) -> f64 {
    let grid = totals.grid();
    let sum = |amounts: &[f64]| amounts.iter().map(|a| grid.whole(*a)).sum::<i128>();
    grid.amount((sum(&totals.owed) - sum(&totals.claims)).abs())
}

impl Totals {
    /// The grid for sums of these totals, which are finite.
    pub(in crate::reconstruct) fn grid(&self) -> Grid {
        Grid::fitting(self.owed.iter().sum::<f64>().max(self.claims.iter().sum()))
    }
}

/// The cells that can be, each with what is said of it.
fn cells(totals: &Totals, mistakes: &mut Vec<Mistake>) -> Vec<(Pair, Said)> {
    let known = totals.known.iter().map(|(p, a)| (*p, Said { known: Some(*a), cap: None }));
    let caps = totals.caps.iter().map(|(p, a)| (*p, Said { known: None, cap: Some(*a) }));
    let only = totals.only.iter().flatten().map(|p| (*p, Said::default()));
    let mut cells: Vec<_> = known.chain(caps).chain(only).collect();
    cells.sort_by_key(|cell| cell.0);
    let parties = totals.owed.len().max(totals.claims.len());
    cells.retain(|(pair, said)| match of_cell(*pair, *said, parties) {
        Some(mistake) => {
            mistakes.push(mistake);
            false
        }
        // A diagonal cell that is said to be zero says nothing new.
        None => pair.0 != pair.1,
    });
    cells
}

fn of_cell((debtor, creditor): Pair, said: Said, parties: usize) -> Option<Mistake> {
    let amount = said.known.or(said.cap).unwrap_or(0.0);
    if debtor.max(creditor) >= parties {
        return Some(Mistake::NoSuchParty { debtor, creditor, parties });
    }
    if !is_amount(amount) {
        return Some(Mistake::Cell { debtor, creditor, amount });
    }
    let on_itself = debtor == creditor && said.known.is_some_and(|amount| amount > 0.0);
    on_itself.then_some(Mistake::Diagonal { party: debtor })
}

/// One entry a cell; what cannot hold together is a mistake.
fn merged(cells: &[(Pair, Said)], mistakes: &mut Vec<Mistake>) -> BTreeMap<Pair, Said> {
    let mut merged = BTreeMap::new();
    for group in cells.chunk_by(|a, b| a.0 == b.0) {
        let (debtor, creditor) = group[0].0;
        let known = || group.iter().filter_map(|(_, said)| said.known);
        let cap = group.iter().filter_map(|(_, said)| said.cap).reduce(f64::min);
        if let (Some(low), Some(high)) =
            (known().chain(cap).reduce(f64::min), known().reduce(f64::max))
            && low < high
        {
            mistakes.push(Mistake::Twice { debtor, creditor, low, high });
        }
        merged.insert((debtor, creditor), Said { known: known().reduce(f64::max), cap });
    }
    merged
}

/// Checks the known cells against the totals.
fn known(totals: &Totals, said: &BTreeMap<Pair, Said>, mistakes: &mut Vec<Mistake>) {
    let grid = totals.grid();
    for (side, amounts) in [(Side::Owed, &totals.owed), (Side::Claims, &totals.claims)] {
        let room = |party: usize| {
            let total = amounts[party];
            grid.whole(total) + grid.whole(totals.tolerance * total)
        };
        let mut sums = vec![0_i128; amounts.len()];
        let mut told = vec![false; amounts.len()];
        for (&(debtor, creditor), amount) in said.iter().filter_map(|(p, s)| Some((p, s.known?))) {
            let party = if side == Side::Owed { debtor } else { creditor };
            // More than all totals together would leave the grid.
            let exceeds = amount > 2.0 * amounts[party] || grid.whole(amount) > room(party);
            if exceeds {
                let total = amounts[party];
                mistakes.push(Mistake::AboveTotal { debtor, creditor, amount, side, total });
                told[party] = true;
            } else {
                sums[party] = sums[party].saturating_add(grid.whole(amount));
            }
        }
        for party in (0..sums.len()).filter(|p| !told[*p] && sums[*p] > room(*p)) {
            let (known, total) = (grid.amount(sums[party]), amounts[party]);
            mistakes.push(Mistake::KnownExceed { side, party, known, total });
        }
    }
}

/// Finds parties that have something left and no cell for it.
fn unfillable(totals: &Totals, said: &BTreeMap<Pair, Said>, mistakes: &mut Vec<Mistake>) {
    let open = totals.open(said);
    for side in [Side::Owed, Side::Claims] {
        let of = |pair: &Pair| if side == Side::Owed { pair.0 } else { pair.1 };
        let amounts = if side == Side::Owed { &totals.owed } else { &totals.claims };
        let mut has_open = vec![false; amounts.len()];
        open.iter().for_each(|pair| has_open[of(pair)] = true);
        let left = totals.left(said, side);
        let grid = totals.grid();
        for party in (0..amounts.len()).filter(|p| !has_open[*p]) {
            if left[party] > grid.whole(totals.tolerance * amounts[party]) {
                let left = grid.amount(left[party]);
                mistakes.push(Mistake::Unfillable { side, party, left });
            }
        }
    }
}

impl Totals {
    /// What known cells leave of each total, on the grid; below zero by rounding at most.
    pub(in crate::reconstruct) fn left(
        &self,
        said: &BTreeMap<Pair, Said>,
        side: Side,
    ) -> Vec<i128> {
        let grid = self.grid();
        let amounts = if side == Side::Owed { &self.owed } else { &self.claims };
        let mut left: Vec<i128> = amounts.iter().map(|a| grid.whole(*a)).collect();
        for (pair, amount) in said.iter().filter_map(|(pair, said)| Some((pair, said.known?))) {
            left[if side == Side::Owed { pair.0 } else { pair.1 }] -= grid.whole(amount);
        }
        left
    }
}
