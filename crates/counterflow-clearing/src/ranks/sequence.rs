//! The sequence of fictitious defaults, in which only those pay less that are touched.
//!
//! Who has not failed pays its debts in full, whatever it has; who has failed pays what it can.
//! Each round clears to its equilibrium and lets all fail that are short in it, until none is: that
//! is the greatest solution (Eisenberg and Noe 2001, section 3.1; with costs of default, Rogers and
//! Veraart 2013, definition 3.6). From one round to the next only those move who are paid, through
//! parties that have failed or are owned, by who has just failed. All others are held still, so a
//! round costs what it touches, and a chain of `n` defaults O(n).

use super::part::Part;
use crate::clearing::Model;
use crate::fixed_point::Aim;
use crate::rounding::relative;
use crate::sparse::Csr;

/// A model under way.
#[derive(Clone, Debug)]
pub(crate) struct Sequence<'a> {
    pub model: &'a Model<'a>,
    pub aim: Aim,
    /// What each party has outside now.
    pub assets: Vec<f64>,
    /// Who has failed.
    pub failed: Vec<bool>,
    /// A party that pays in full and leaves its owners nothing, whatever it has.
    pub forced: Option<u32>,
    /// What is paid on each claim.
    pub x: Vec<f64>,
    /// What each party has.
    pub value: Vec<f64>,
    /// What it has at least, and at most.
    pub low: Vec<f64>,
    pub high: Vec<f64>,
    scratch: Scratch,
}

/// Rooms that are kept, so that a small round costs little.
#[derive(Clone, Debug)]
struct Scratch {
    /// Row: a claim. Column: who receives.
    receivers: Csr,
    place: Vec<u32>,
    seen: Vec<bool>,
}

impl<'a> Sequence<'a> {
    /// Round 0: nobody has failed, and debts are paid in full. O(debts), and what it takes to find
    /// the worth of equity that is owned.
    pub fn new(model: &'a Model<'a>) -> Sequence<'a> {
        let web = model.web;
        let full = |&cap: &f64| if cap.is_finite() { cap } else { 0.0 };
        let mut sequence = Sequence {
            model,
            aim: model.aim(),
            assets: model.external_assets.to_vec(),
            failed: vec![false; web.parties()],
            forced: None,
            x: web.cap.iter().map(full).collect(),
            value: vec![0.0; web.parties()],
            low: vec![0.0; web.parties()],
            high: vec![0.0; web.parties()],
            scratch: Scratch {
                receivers: web.receives.transposed(),
                place: vec![Csr::NOWHERE; web.claims()],
                seen: vec![false; web.parties()],
            },
        };
        let owned: Vec<u32> =
            (0..web.parties() as u32).filter(|&party| sequence.is_owned(party as usize)).collect();
        (0..web.parties()).for_each(|party| sequence.look(party));
        sequence.settle(&owned);
        sequence
    }

    /// Runs to the end from what these parties, who have less than before, lead to; calls `told`
    /// with each round's number and who fails in it. Answers with all that were touched, each once
    /// and rising.
    pub fn run(&mut self, seeds: &[u32], told: impl FnMut(u32, &[u32])) -> Vec<u32> {
        let touched = self.settle(seeds);
        self.rounds(touched, told)
    }

    /// Runs to the end from the start.
    pub fn run_all(&mut self, told: impl FnMut(u32, &[u32])) {
        let all = (0..self.failed.len() as u32).collect();
        self.rounds(all, told);
    }

    /// Lets fail who is short among these parties, and so on.
    fn rounds(&mut self, mut touched: Vec<u32>, mut told: impl FnMut(u32, &[u32])) -> Vec<u32> {
        let mut look_at = touched.clone();
        let mut round = 0;
        loop {
            look_at.retain(|&party| self.is_short(party as usize));
            if look_at.is_empty() {
                touched.sort_unstable();
                touched.dedup();
                return touched;
            }
            told(round, &look_at);
            round += 1;
            look_at.iter().for_each(|&party| self.failed[party as usize] = true);
            look_at = self.settle(&look_at);
            touched.extend_from_slice(&look_at);
        }
    }

    /// Lets a party pay in full and leave its owners nothing, whatever it has; then runs to the end
    /// with nobody else failing than the candidates. Needs round 0; answers with who was touched.
    pub fn run_forced(&mut self, party: u32, candidates: &[u32]) -> Vec<u32> {
        let mut owners = Vec::new();
        if self.model.web.has_equity[party as usize] {
            let equity = self.model.web.claims_on(party as usize).end - 1;
            self.x[equity] = 0.0;
            owners.extend_from_slice(self.scratch.receivers.row(equity).0);
        }
        self.forced = Some(party);
        let mut touched = self.settle(&owners);
        touched.push(party);
        touched.extend(self.rounds(candidates.to_vec(), |_, _| {}));
        touched
    }

    /// Takes over from another sequence what these parties have and pay there.
    pub fn restore(&mut self, parties: &[u32], from: &Sequence) {
        for &party in parties {
            let party = party as usize;
            self.assets[party] = from.assets[party];
            self.failed[party] = from.failed[party];
            self.value[party] = from.value[party];
            self.low[party] = from.low[party];
            self.high[party] = from.high[party];
            for claim in self.model.web.claims_on(party) {
                self.x[claim] = from.x[claim];
            }
        }
    }

    /// What a party keeps of outside assets and of receipts.
    pub fn kept(&self, party: usize) -> (f64, f64) {
        match self.model.costs {
            Some(costs) if self.failed[party] => (costs.alpha(party), costs.beta(party)),
            _ => (1.0, 1.0),
        }
    }

    /// Whether a claim is a debt: its cap is the end of it.
    fn is_debt(&self, claim: usize) -> bool {
        self.model.web.cap[claim].is_finite()
    }

    /// Whether what is paid on a claim depends on what its party has.
    fn is_loose(&self, claim: usize) -> bool {
        // Claims of a plain web are its parties, so that one look is enough.
        if self.model.web.is_plain() {
            return self.failed[claim];
        }
        let party = self.model.web.owner[claim];
        let owned = !self.is_debt(claim) && self.forced != Some(party);
        owned || self.is_debt(claim) && self.failed[party as usize]
    }

    fn is_owned(&self, party: usize) -> bool {
        self.model.web.has_equity[party] && self.forced != Some(party as u32)
    }

    /// What ranks before a claim of a party that moves: where its debts are paid whatever there is,
    /// less than anything.
    pub fn floor(&self, claim: usize) -> f64 {
        if self.is_loose(claim) { self.model.web.floor[claim] } else { f64::NEG_INFINITY }
    }

    /// Whether a claim is paid in full for sure.
    fn is_surely_full(&self, claim: usize) -> bool {
        let web = self.model.web;
        let owner = web.owner[claim] as usize;
        let top = web.floor[claim] + web.cap[claim];
        self.is_debt(claim) && (!self.is_loose(claim) || self.low[owner] >= top)
    }

    /// By how much the payment on a claim may be off.
    pub fn error(&self, claim: usize) -> f64 {
        // Asked of every entry of the web, and hardly ever answered by more than this.
        if !self.is_loose(claim) {
            return 0.0;
        }
        let owner = self.model.web.owner[claim] as usize;
        let nothing = self.high[owner] <= self.model.web.floor[claim];
        if self.is_surely_full(claim) || nothing {
            return 0.0;
        }
        let value = self.value[owner];
        (value - self.low[owner]).max(self.high[owner] - value)
    }

    /// Looks at what a party has that pays what it pays whatever it has.
    fn look(&mut self, party: usize) {
        let (columns, parts) = self.model.web.receives.row(party);
        let (mut value, mut error) = (self.assets[party], 0.0);
        for (&claim, part) in columns.iter().zip(parts) {
            value += part * self.x[claim as usize];
            error += part * self.error(claim as usize);
        }
        let error = error * (1.0 + 1e-9) + relative(columns.len()) * value + f64::MIN_POSITIVE;
        self.value[party] = value;
        (self.low[party], self.high[party]) = (value - error, value + error);
    }

    /// Finds the equilibrium again after something changed at these parties; answers with all
    /// whose value was found anew.
    fn settle(&mut self, seeds: &[u32]) -> Vec<u32> {
        let (members, paid) = self.moved(seeds);
        if !members.is_empty() {
            let mut place = std::mem::take(&mut self.scratch.place);
            let part = Part::new(self, &members, &mut place);
            let (x, bracket) = part.solve(self, &members);
            self.scratch.place = place;
            let claims = members.iter().flat_map(|&party| self.model.web.claims_on(party as usize));
            for (claim, x) in claims.zip(x) {
                self.x[claim] = x;
            }
            for (at, &party) in members.iter().enumerate() {
                self.value[party as usize] = bracket.value[at];
                self.low[party as usize] = bracket.low[at];
                self.high[party as usize] = bracket.high[at];
            }
        }
        paid.iter().for_each(|&party| self.look(party as usize));
        [members, paid].concat()
    }

    /// Who moves with these parties: those whose payments do, which rise, and those who are only
    /// paid otherwise.
    fn moved(&mut self, seeds: &[u32]) -> (Vec<u32>, Vec<u32>) {
        let mut found = seeds.to_vec();
        found.iter().for_each(|&party| self.scratch.seen[party as usize] = true);
        let mut next = 0;
        while let Some(&party) = found.get(next) {
            next += 1;
            for claim in self.model.web.claims_on(party as usize) {
                if !self.is_loose(claim) {
                    continue;
                }
                for &receiver in self.scratch.receivers.row(claim).0 {
                    if !std::mem::replace(&mut self.scratch.seen[receiver as usize], true) {
                        found.push(receiver);
                    }
                }
            }
        }
        found.iter().for_each(|&party| self.scratch.seen[party as usize] = false);
        let live = |&party: &u32| self.failed[party as usize] || self.is_owned(party as usize);
        let (mut members, paid): (Vec<u32>, Vec<u32>) = found.into_iter().partition(live);
        members.sort_unstable();
        (members, paid)
    }

    /// What those outside of the web have of a party: of its debts, and of what is left to owners.
    pub fn outside_of(&self, party: usize) -> f64 {
        let web = self.model.web;
        let claims = web.claims_on(party).map(|claim| web.external_part[claim] * self.x[claim]);
        let owned_here = web.has_equity[party];
        let rest = if owned_here { 0.0 } else { self.value[party] - web.due[party] };
        claims.sum::<f64>() + rest.max(0.0)
    }

    /// What a party would have if everybody paid it in full, where that is so and the sum is exact.
    fn exactly(&self, party: usize) -> Option<f64> {
        let web = self.model.web;
        let mut all = web.receivable[party];
        all.add(self.assets[party]);
        let full = |&claim: &u32| self.is_surely_full(claim as usize);
        let known = web.exact_sums && all.is_exact() && web.receives.row(party).0.iter().all(full);
        known.then(|| all.value())
    }

    /// What a party has, and at least and at most; looked at again where that is as near to what
    /// the party owes as it may be off by.
    pub fn closely(&self, party: usize) -> (f64, f64, f64) {
        let (low, high) = (self.low[party], self.high[party]);
        let due = self.model.web.due[party];
        let known = if low <= due && due <= high { self.exactly(party) } else { None };
        known.map_or((self.value[party], low, high), |value| (value, value, value))
    }

    /// Whether a party that has not failed is short for sure.
    fn is_short(&self, party: usize) -> bool {
        let exempt = self.failed[party] || self.forced == Some(party as u32);
        !exempt && self.closely(party).2 < self.model.web.due[party]
    }
}
