//! From what a caller has to a web, or to all that is wrong with it.

use std::rc::Rc;
use std::sync::OnceLock;

use super::{Web, WebError, WebErrors, check};
use crate::clearing::closed;
use crate::components::components;
use crate::rounding::Sum;
use crate::sparse::Csr;

/// Collects the arrays of a web. Nothing is looked at before [`WebBuilder::build`].
#[derive(Clone, Debug, Default)]
pub struct WebBuilder {
    parties: usize,
    external_assets: Vec<f64>,
    external_liabilities: Vec<f64>,
    external_seniority: Vec<u32>,
    debts: Table,
    /// Class of each debt; empty where none ranks before another.
    seniority: Vec<u32>,
    stakes: Table,
}

/// Three columns: who, whom, how much.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    pub(super) from: Vec<u32>,
    pub(super) to: Vec<u32>,
    amount: Vec<f64>,
}

impl Table {
    fn rows(&self) -> impl Iterator<Item = (u32, u32, f64)> + Clone + '_ {
        let ends = self.from.iter().zip(&self.to);
        ends.zip(&self.amount).map(|((&from, &to), &amount)| (from, to, amount))
    }

    fn push(&mut self, from: u32, to: u32, amount: f64) {
        self.from.push(from);
        self.to.push(to);
        self.amount.push(amount);
    }

    fn lengths(&self) -> Vec<usize> {
        vec![self.from.len(), self.to.len(), self.amount.len()]
    }
}

impl WebBuilder {
    /// The class of a debt, or of debts to outsiders, of which none is told.
    pub const UNRANKED: u32 = 1;

    /// The class in which outsiders rank of whose class nothing is told, where debts have these: that
    /// of debts without a class, if there is one, else the last, as creditors rank of whom nothing
    /// else is said.
    ///
    /// # Example
    ///
    /// ```
    /// use counterflow_clearing::WebBuilder;
    ///
    /// assert_eq!(WebBuilder::class_of_outsiders(&[0, 3], false), 3);
    /// assert_eq!(WebBuilder::class_of_outsiders(&[0, 3, 1], true), WebBuilder::UNRANKED);
    /// ```
    pub fn class_of_outsiders(seniority: &[u32], unranked: bool) -> u32 {
        let last = if unranked { None } else { seniority.iter().max().copied() };
        last.unwrap_or(WebBuilder::UNRANKED)
    }

    pub(super) fn new(parties: usize) -> WebBuilder {
        WebBuilder { parties, ..WebBuilder::default() }
    }

    /// What each party has outside of the web; nothing if left out. May not be negative.
    pub fn external_assets(mut self, amounts: Vec<f64>) -> WebBuilder {
        self.external_assets = amounts;
        self
    }

    /// What each party owes outsiders; nothing if left out.
    pub fn external_liabilities(mut self, amounts: Vec<f64>) -> WebBuilder {
        self.external_liabilities = amounts;
        self
    }

    /// The class in which each party owes outsiders, 0 first; [`WebBuilder::UNRANKED`] if left
    /// out, which is that of debts without a class: all rank alike.
    pub fn external_seniority(mut self, classes: Vec<u32>) -> WebBuilder {
        self.external_seniority = classes;
        self
    }

    /// Adds one debt: `debtor` owes `creditor` this amount.
    pub fn debt(mut self, debtor: u32, creditor: u32, amount: f64) -> WebBuilder {
        if !self.seniority.is_empty() {
            self.seniority.push(WebBuilder::UNRANKED);
        }
        self.debts.push(debtor, creditor, amount);
        self
    }

    /// Adds one debt of a class of seniority, 0 first.
    pub fn ranked_debt(
        mut self,
        debtor: u32,
        creditor: u32,
        amount: f64,
        class: u32,
    ) -> WebBuilder {
        self.seniority.resize(self.debts.from.len(), WebBuilder::UNRANKED);
        self.seniority.push(class);
        self.debts.push(debtor, creditor, amount);
        self
    }

    /// Takes all debts as columns, instead of those that are there already. No column is copied.
    pub fn debts(mut self, debtors: Vec<u32>, creditors: Vec<u32>, amounts: Vec<f64>) -> Self {
        self.debts = Table { from: debtors, to: creditors, amount: amounts };
        self.seniority.clear();
        self
    }

    /// The class of each debt, 0 first, in the order of the debts.
    pub fn seniority(mut self, classes: Vec<u32>) -> WebBuilder {
        self.seniority = classes;
        self
    }

    /// Adds one stake: `owner` has this part, from 0 to 1, of the equity of `owned`.
    pub fn stake(mut self, owner: u32, owned: u32, share: f64) -> WebBuilder {
        self.stakes.push(owner, owned, share);
        self
    }

    /// Takes all stakes as columns, instead of those that are there already.
    pub fn stakes(mut self, owners: Vec<u32>, owned: Vec<u32>, shares: Vec<f64>) -> WebBuilder {
        self.stakes = Table { from: owners, to: owned, amount: shares };
        self
    }

    /// The web. O(parties + debts + stakes), at most 28 bytes a debt with what the caller gave, and
    /// 4 more where debts have classes.
    ///
    /// # Errors
    ///
    /// Everything that is wrong at once: arrays of wrong length, numbers that are no amounts,
    /// parties that are not there, debts or stakes that stand twice, shares outside of 0 to 1,
    /// parties of which more than the whole is owned, and parties that own one another whole.
    pub fn build(mut self) -> Result<Web, WebErrors> {
        self.fill();
        let mut errors = WebErrors::new();
        self.check_arrays(&mut errors);
        if errors.is_empty() {
            self.check_tables(&mut errors);
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        let layout = Layout::new(&self);
        let mut web = layout.web(self);
        web.closed = closed(&web);
        check::sums(&web, &mut errors);
        check::parts(&web, &mut errors);
        check::owners(&web, &mut errors);
        if errors.is_empty() { Ok(web) } else { Err(errors) }
    }

    /// Writes out what was left out.
    fn fill(&mut self) {
        if self.external_assets.is_empty() {
            self.external_assets = vec![0.0; self.parties];
        }
        if self.external_liabilities.is_empty() {
            self.external_liabilities = vec![0.0; self.parties];
        }
    }

    /// The class of the debts of one party to outsiders.
    fn class_outside(&self, party: usize) -> u32 {
        self.external_seniority.get(party).copied().unwrap_or(WebBuilder::UNRANKED)
    }

    /// The class of one debt.
    fn class(&self, debt: usize) -> u32 {
        class_of(&self.seniority, debt)
    }

    fn check_arrays(&self, errors: &mut WebErrors) {
        let most = u32::MAX as usize / 4;
        if self.parties > most || self.debts.from.len() > most * 4 {
            errors.push(WebError::TooMany { given: self.parties.max(self.debts.from.len()) });
        }
        for (what, given, needed) in [
            ("external_assets", self.external_assets.len(), true),
            ("external_liabilities", self.external_liabilities.len(), true),
            ("external_seniority", self.external_seniority.len(), false),
        ] {
            if given != self.parties && (needed || given != 0) {
                errors.push(WebError::Length { what, given, parties: self.parties });
            }
        }
        let mut debts = self.debts.lengths();
        if !self.seniority.is_empty() {
            debts.push(self.seniority.len());
        }
        for (table, lengths) in [("debts", debts), ("stakes", self.stakes.lengths())] {
            if lengths.iter().any(|&length| length != lengths[0]) {
                errors.push(WebError::Ragged { table, lengths });
            }
        }
    }

    fn check_tables(&self, errors: &mut WebErrors) {
        check::numbers("external_assets", &self.external_assets, errors);
        check::numbers("external_liabilities", &self.external_liabilities, errors);
        check::numbers("debts", &self.debts.amount, errors);
        for (row, &given) in self.stakes.amount.iter().enumerate() {
            if !(0.0..=1.0).contains(&given) {
                errors.push(WebError::Share { row, given });
            }
        }
        self.check_parties("debts", &self.debts, errors);
        self.check_parties("stakes", &self.stakes, errors);
        if errors.is_empty() {
            check::twice("debts", self.parties, &self.debts, |row| self.class(row), errors);
            check::twice("stakes", self.parties, &self.stakes, |_| 0, errors);
        }
    }

    fn check_parties(&self, table: &'static str, rows: &Table, errors: &mut WebErrors) {
        let parties = self.parties;
        for (row, (from, to, _)) in rows.rows().enumerate() {
            for given in [from, to] {
                if given as usize >= parties {
                    errors.push(WebError::Party { table, row, given, parties });
                }
            }
        }
    }
}

/// The class of one debt, where these were told.
fn class_of(seniority: &[u32], debt: usize) -> u32 {
    seniority.get(debt).copied().unwrap_or(WebBuilder::UNRANKED)
}

/// Which claims there are, and which one each debt is a part of.
struct Layout {
    claims: Vec<u32>,
    has_equity: Vec<bool>,
    /// Class of each claim that is a debt; only where some party owes in several classes.
    classes: Vec<u32>,
}

impl Layout {
    fn new(builder: &WebBuilder) -> Layout {
        let mut has_equity = vec![false; builder.parties];
        for (_, owned, share) in builder.stakes.rows() {
            has_equity[owned as usize] |= share > 0.0;
        }
        let mut classes =
            vec![Vec::new(); if builder.in_one_class() { 0 } else { builder.parties }];
        for (party, classes) in classes.iter_mut().enumerate() {
            if builder.external_liabilities[party] > 0.0 {
                classes.push(builder.class_outside(party));
            }
        }
        if !classes.is_empty() {
            for (row, &debtor) in builder.debts.from.iter().enumerate() {
                classes[debtor as usize].push(builder.class(row));
            }
        }
        let mut claims = Vec::with_capacity(builder.parties + 1);
        claims.push(0);
        let mut flat = Vec::new();
        for (party, &equity) in has_equity.iter().enumerate() {
            let before = claims[party];
            let mut debts = 1;
            if let Some(classes) = classes.get_mut(party) {
                classes.sort_unstable();
                classes.dedup();
                // A party that owes nothing has one claim of nothing.
                classes.resize(classes.len().max(1), WebBuilder::UNRANKED);
                debts = classes.len() as u32;
                flat.append(classes);
                // Equity has no class; its place is filled so that claims and classes agree.
                flat.extend(equity.then_some(u32::MAX));
            }
            claims.push(before + debts + u32::from(equity));
        }
        Layout { claims, has_equity, classes: flat }
    }

    /// The claim that a debt of this party and class is a part of.
    fn claim(&self, party: u32, class: u32) -> u32 {
        let (from, to) = (self.claims[party as usize], self.claims[party as usize + 1]);
        let classes = self.classes.get(from as usize..to as usize).unwrap_or_default();
        from + classes.iter().position(|&other| other == class).unwrap_or(0) as u32
    }

    fn equity(&self, party: u32) -> u32 {
        self.claims[party as usize + 1] - 1
    }

    fn web(self, mut builder: WebBuilder) -> Web {
        let (cap, exact_sums) = self.caps(&builder);
        let mut receivable = vec![Sum::default(); builder.parties];
        for (_, creditor, amount) in builder.debts.rows() {
            receivable[creditor as usize].add(amount);
        }
        let receives = self.receives(&mut builder, &cap);
        let (due, floor, exact_ranks) = self.ranks(&cap);
        let owner: Vec<u32> = (0..builder.parties)
            .flat_map(|party| {
                let claims = self.claims[party]..self.claims[party + 1];
                claims.map(move |_| party as u32)
            })
            .collect();
        let external_part = self.external_part(&builder, &cap, &receives);
        let components = components(&receives, |claim| owner[claim as usize]);
        Web {
            external_assets: builder.external_assets,
            external_liabilities: builder.external_liabilities,
            due,
            claims: self.claims,
            has_equity: self.has_equity,
            floor,
            cap,
            external_part,
            receives,
            owed_to: OnceLock::new(),
            owner,
            components,
            closed: Vec::new(),
            exact_sums: exact_sums && exact_ranks,
            receivable,
        }
    }

    /// What is due on each claim, and whether these sums are exact.
    fn caps(&self, builder: &WebBuilder) -> (Vec<f64>, bool) {
        let claims = *self.claims.last().unwrap_or(&0) as usize;
        let mut sums = vec![Sum::default(); claims];
        for (row, (debtor, _, amount)) in builder.debts.rows().enumerate() {
            sums[self.claim(debtor, builder.class(row)) as usize].add(amount);
        }
        for (party, &amount) in builder.external_liabilities.iter().enumerate() {
            if amount > 0.0 {
                let claim = self.claim(party as u32, builder.class_outside(party));
                sums[claim as usize].add(amount);
            }
        }
        let mut caps: Vec<f64> = sums.iter().map(Sum::value).collect();
        for (party, _) in self.has_equity.iter().enumerate().filter(|(_, has)| **has) {
            caps[self.equity(party as u32) as usize] = f64::INFINITY;
        }
        (caps, sums.iter().all(Sum::is_exact))
    }

    /// What each party owes in all, what ranks before each claim, and whether both are exact.
    fn ranks(&self, cap: &[f64]) -> (Vec<f64>, Vec<f64>, bool) {
        let mut floor = vec![0.0; cap.len()];
        let mut due = Vec::with_capacity(self.has_equity.len());
        let mut exact = true;
        for ends in self.claims.windows(2) {
            let mut before = Sum::default();
            for claim in ends[0] as usize..ends[1] as usize {
                floor[claim] = before.value();
                if cap[claim] < f64::INFINITY {
                    before.add(cap[claim]);
                    exact &= before.is_exact();
                }
            }
            due.push(before.value());
        }
        (due, floor, exact)
    }

    /// The matrix of parts, which takes the tables of debts and stakes with it.
    fn receives(&self, builder: &mut WebBuilder, cap: &[f64]) -> Csr {
        let debts = std::mem::take(&mut builder.debts);
        // Whoever reads the entries holds the debts, and nobody else: they are gone before the
        // second sorting begins, so that at most two of three copies are there at once.
        let debts = Rc::new((debts, std::mem::take(&mut builder.seniority)));
        let rows = 0..debts.0.from.len();
        let debts = rows.filter_map(move |row| {
            let (debts, classes) = &*debts;
            let (debtor, amount) = (debts.from[row], debts.amount[row]);
            let claim = self.claim(debtor, class_of(classes, row));
            (amount > 0.0).then(|| (debts.to[row], claim, amount / cap[claim as usize]))
        });
        let stakes = builder.stakes.rows().filter(|(.., share)| *share > 0.0);
        let stakes = stakes.map(|(owner, owned, share)| (owner, self.equity(owned), share));
        Csr::from_entries(builder.parties, cap.len(), debts.chain(stakes))
    }

    /// What outsiders hold of each claim: of debts what is owed them, of equity what is left.
    fn external_part(&self, builder: &WebBuilder, cap: &[f64], receives: &Csr) -> Vec<f64> {
        let mut part = vec![0.0; cap.len()];
        for (party, &amount) in builder.external_liabilities.iter().enumerate() {
            if amount > 0.0 {
                let claim = self.claim(party as u32, builder.class_outside(party)) as usize;
                part[claim] = amount / cap[claim];
            }
        }
        let mut owned = vec![Sum::default(); cap.len()];
        for (_, claim, share) in
            receives.entries().filter(|&(_, c, _)| cap[c as usize].is_infinite())
        {
            owned[claim as usize].add(share);
        }
        for (claim, _) in cap.iter().enumerate().filter(|(_, cap)| cap.is_infinite()) {
            part[claim] = 1.0 - owned[claim].value();
        }
        part
    }
}

impl WebBuilder {
    /// Whether no debt ranks before another.
    fn in_one_class(&self) -> bool {
        let outside = self.external_liabilities.iter().enumerate();
        let outside = outside.filter(|(_, amount)| **amount > 0.0);
        let mut classes = outside
            .map(|(party, _)| self.class_outside(party))
            .chain((0..self.debts.from.len()).map(|row| self.class(row)));
        let first = classes.next();
        classes.all(|class| Some(class) == first)
    }
}
