//! What each party loses, through whom, and along which path from where it began.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::sequence::Sequence;
use crate::clearing::{Clearing, CostError, Model};
use crate::sparse::Csr;
use crate::web::Web;

/// The losses of a solution, taken apart.
///
/// They are counted from a world in which everybody pays in full and outside assets are what they
/// were. There, party `i` has `V⁰_i`, and in the solution `V_i`. What its creditors and owners lose
/// together is
///
/// > `max(due_i, V⁰_i) − V_i = gap_i + shock_i + costs_i + Σ_j through_ij`,
///
/// where `gap` is what it lacked from the beginning, `shock` what its outside assets fell by,
/// `costs` what its default costs, and `through_ij` what claims on `j` lack. The sum is an
/// identity, not an attribution.
///
/// # Example
///
/// The star of Glasserman and Young (2015), "How likely is contagion in financial networks?",
/// figure 1: a center with outside assets of 150 loses 94 of them.
///
/// ```
/// use counterflow_clearing::{Model, Web, ranks::Trace};
///
/// let before = [150.0, 50.0, 50.0, 50.0, 50.0];
/// let web = Web::builder(5)
///     .external_assets(vec![56.0, 50.0, 50.0, 50.0, 50.0])
///     .external_liabilities(vec![100.0, 55.0, 55.0, 55.0, 55.0])
///     .debt(0, 1, 10.0).debt(0, 2, 10.0).debt(0, 3, 10.0).debt(0, 4, 10.0)
///     .build()?;
/// let model = Model::new(&web);
/// let clearing = model.clear();
/// let trace = Trace::since(&model, &clearing, &before)?;
/// assert_eq!(trace.loss(0).shock, 94.0);
/// // The center lacks 84 of 140, so each creditor lacks 6 of 10, and bears 5 of them itself.
/// assert!((trace.loss(1).through[0].1 - 6.0).abs() < 1e-9);
/// assert_eq!(trace.path(1).expect("a loss").parties, [0, 1]);
/// let shortfalls: f64 = clearing.shortfall(web.due()).sum();
/// assert!((94.0 + shortfalls - 182.0).abs() < 1e-9);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Trace<'a> {
    web: &'a Web,
    gap: Vec<f64>,
    shock: Vec<f64>,
    costs: Vec<f64>,
    /// What each claim lacks.
    lack: Vec<f64>,
    /// The most that comes to each party along one path, and who passes it on.
    most: Vec<f64>,
    through: Vec<u32>,
}

/// What one party loses.
#[derive(Clone, Debug, PartialEq)]
pub struct Loss {
    /// What it lacks to pay in full even if everybody pays it in full.
    pub gap: f64,
    /// What its outside assets fell by; negative if they rose.
    pub shock: f64,
    /// What its default costs.
    pub costs: f64,
    /// What it does not get, debtor by debtor, and of those whom it owns; only where that is
    /// not nothing.
    pub through: Vec<(u32, f64)>,
}

impl Loss {
    /// All of it: what creditors and owners lose together.
    pub fn total(&self) -> f64 {
        let through: f64 = self.through.iter().map(|(_, amount)| amount).sum();
        self.gap + self.shock + self.costs + through
    }
}

/// The way on which most of a loss came.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// Where it began first, the party that was asked for last.
    pub parties: Vec<u32>,
    /// How much of what was lost at the beginning comes along this path, each party on it passing
    /// on the same part of all that it loses.
    pub amount: f64,
}

/// Nobody passed it on.
const ORIGIN: u32 = u32::MAX;

impl<'a> Trace<'a> {
    /// Traces a solution of the model, in a world in which outside assets never were others:
    /// losses begin with those who could not pay even if everybody paid them.
    ///
    /// O(debts × log of parties), and what it takes to find the worth of owned equity if all pay.
    ///
    /// # Panics
    ///
    /// If the solution is one of another web.
    pub fn new(model: &Model<'a>, clearing: &Clearing) -> Trace<'a> {
        Trace::between(model, clearing, model.external_assets)
    }

    /// Traces a solution of the model, where outside assets fell from these.
    ///
    /// # Errors
    ///
    /// [`CostError::Length`] if there is not one number for each party, [`CostError::Number`] if
    /// one is negative or no number.
    ///
    /// # Panics
    ///
    /// If the solution is one of another web.
    pub fn since(
        model: &Model<'a>,
        clearing: &Clearing,
        before: &[f64],
    ) -> Result<Trace<'a>, CostError> {
        model.clone().with_external_assets(before)?;
        Ok(Trace::between(model, clearing, before))
    }

    fn between(model: &Model<'a>, clearing: &Clearing, before: &[f64]) -> Trace<'a> {
        let web = model.web;
        let start = Model { external_assets: before, ..model.clone() };
        let start = Sequence::new(&start);
        let parties = 0..web.parties();
        let mut trace = Trace {
            web,
            gap: parties.clone().map(|i| (web.due[i] - start.closely(i).0).max(0.0)).collect(),
            shock: parties.clone().map(|i| before[i] - model.external_assets[i]).collect(),
            costs: parties.map(|party| costs(model, clearing, party)).collect(),
            lack: start.x.iter().zip(&clearing.claims).map(|(full, paid)| full - paid).collect(),
            most: Vec::new(),
            through: vec![ORIGIN; web.parties()],
        };
        trace.most = trace.gap.iter().zip(&trace.shock).map(|(gap, s)| gap + s.max(0.0)).collect();
        trace.find_paths();
        trace
    }

    /// The loss of one party. O(its claims on others).
    ///
    /// # Panics
    ///
    /// If there is no such party.
    pub fn loss(&self, party: usize) -> Loss {
        let (claims, parts) = self.web.receives.row(party);
        let mut through: Vec<(u32, f64)> = Vec::new();
        for (&claim, part) in claims.iter().zip(parts) {
            let amount = part * self.lack[claim as usize];
            let debtor = self.web.owner[claim as usize];
            match through.last_mut() {
                Some((last, sum)) if *last == debtor => *sum += amount,
                _ => through.push((debtor, amount)),
            }
        }
        through.retain(|(_, amount)| *amount != 0.0);
        Loss { gap: self.gap[party], shock: self.shock[party], costs: self.costs[party], through }
    }

    /// The path along which most of a party's loss came, from where it began: from a gap or a
    /// shock. Nothing if no loss that began anywhere comes to it.
    ///
    /// # Panics
    ///
    /// If there is no such party.
    pub fn path(&self, party: usize) -> Option<Path> {
        let amount = self.most[party];
        if amount <= 0.0 {
            return None;
        }
        let mut parties = vec![party as u32];
        let mut at = party;
        while self.through[at] != ORIGIN {
            parties.push(self.through[at]);
            at = self.through[at] as usize;
        }
        parties.reverse();
        Some(Path { parties, amount })
    }

    /// Dijkstra's search: no party passes on more than it loses, so what a path brings only shrinks
    /// along it, and the party to which most comes is reached by the best of its paths.
    fn find_paths(&mut self) {
        let receivers = self.web.receives.transposed();
        let mut heap: BinaryHeap<Reached> =
            (0..self.most.len()).map(|i| Reached { amount: self.most[i], party: i }).collect();
        let mut done = vec![false; self.most.len()];
        while let Some(Reached { amount, party }) = heap.pop() {
            if amount <= 0.0 || std::mem::replace(&mut done[party], true) {
                continue;
            }
            let all = self.all_lost(party);
            for (receiver, passed) in self.passed_on(&receivers, party) {
                let next = amount * (passed / all).min(1.0);
                if !done[receiver] && next > self.most[receiver] {
                    self.most[receiver] = next;
                    self.through[receiver] = party as u32;
                    heap.push(Reached { amount: next, party: receiver });
                }
            }
        }
    }

    /// All that a party lost, gains left out.
    fn all_lost(&self, party: usize) -> f64 {
        let loss = self.loss(party);
        let through: f64 = loss.through.iter().map(|(_, amount)| amount.max(0.0)).sum();
        loss.gap + loss.shock.max(0.0) + loss.costs + through
    }

    /// What a party costs each of those who have a claim on it.
    fn passed_on(&self, receivers: &Csr, party: usize) -> Vec<(usize, f64)> {
        let mut passed: Vec<(usize, f64)> = Vec::new();
        for claim in self.web.claims_on(party) {
            let (columns, parts) = receivers.row(claim);
            let lack = self.lack[claim].max(0.0);
            passed.extend(columns.iter().zip(parts).map(|(&to, part)| (to as usize, part * lack)));
        }
        // Several claims of one creditor count together.
        passed.sort_by_key(|&(to, _)| to);
        passed.dedup_by(|next, first| {
            let same = next.0 == first.0;
            first.1 += if same { next.1 } else { 0.0 };
            same
        });
        passed
    }
}

/// What the default of a party costs.
fn costs(model: &Model, clearing: &Clearing, party: usize) -> f64 {
    match model.costs {
        Some(costs) if clearing.default[party] => {
            let received = model.web.receives.dot(party, &clearing.claims);
            let (alpha, beta) = (costs.alpha(party), costs.beta(party));
            (1.0 - alpha) * model.external_assets[party] + (1.0 - beta) * received
        }
        _ => 0.0,
    }
}

/// A party and the most that is known to come to it along one path.
#[derive(PartialEq)]
struct Reached {
    amount: f64,
    party: usize,
}

impl Eq for Reached {}

impl PartialOrd for Reached {
    fn partial_cmp(&self, other: &Reached) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Reached {
    /// More first; of equal amounts the lower number first, whatever the order of the heap.
    fn cmp(&self, other: &Reached) -> Ordering {
        self.amount.total_cmp(&other.amount).then(other.party.cmp(&self.party))
    }
}
