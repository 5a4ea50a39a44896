//! Rounds of default: each party that turns out to be short starts to bear the costs of it.

mod told;

use super::answer::{Clearing, Uniqueness};
use super::circles;
use super::{End, Model};
use crate::fixed_point::{
    Ahead, Bracket, Clamped, Method, ground_of, settled_ahead, settled_beside,
};
use crate::rounding::{Sum, UNIT, relative};

/// Solves a model.
pub(super) fn solve(model: &Model, end: End) -> Clearing {
    if model.costs.is_none_or(|costs| costs.is_free()) {
        return without_costs(model, end);
    }
    let greatest = Rounds::new(model).down(Doubt::Solvent);
    let least = Rounds::new(model).up(Doubt::Solvent);
    let uniqueness = compare(&greatest, &least);
    let (asked, other) = match end {
        End::Greatest => (greatest, least),
        End::Least => (least, greatest),
    };
    let mut undecided = [asked.doubted.clone(), other.doubted].concat();
    let wide = !asked.doubted.is_empty();
    let mut clearing = asked.clearing(uniqueness);
    undecided.append(&mut clearing.certificate.undecided);
    if wide {
        undecided.extend(widen(model, end, &mut clearing));
    }
    undecided.sort_unstable();
    undecided.dedup();
    clearing.certificate.undecided = undecided;
    clearing
}

/// Without costs of default one system is all: its greatest solution, and its least where closed
/// circles pay nothing.
fn without_costs(model: &Model, end: End) -> Clearing {
    let mut rounds = Rounds::new(model);
    rounds.settle(None, End::Greatest);
    if model.web.is_plain() {
        let uniqueness = match rounds.circles.concat() {
            parties if parties.is_empty() => Uniqueness::Unique,
            mut parties => {
                parties.sort_unstable();
                Uniqueness::Differs(parties)
            }
        };
        if end == End::Least {
            rounds.settle_circles(End::Least);
        }
        return rounds.clearing(uniqueness);
    }
    let mut least = Rounds::new(model);
    least.settle(None, End::Least);
    let uniqueness = compare(&rounds, &least);
    match end {
        End::Greatest => rounds.clearing(uniqueness),
        End::Least => least.clearing(uniqueness),
    }
}

/// Whether the least solution is the greatest, where all whose default is in doubt are solvent.
fn compare(greatest: &Rounds, least: &Rounds) -> Uniqueness {
    if greatest.default == least.default && least.only {
        return Uniqueness::Unique;
    }
    let (mut differ, mut may) = (Vec::new(), Vec::new());
    // Whether anybody whose default is in doubt is what makes the difference.
    let mut pulled = false;
    for party in 0..greatest.default.len() {
        let (high, low) = (&greatest.bracket, &least.bracket);
        let defaults = [greatest, least].map(|end| end.default[party]);
        let doubtful =
            defaults[0] != defaults[1] && (greatest.is_doubted(party) || least.is_doubted(party));
        pulled |= doubtful;
        if low.high[party] < high.low[party] || defaults[0] != defaults[1] {
            differ.push(party as u32);
        } else if are_apart(high.high[party], low.low[party]) {
            may.push(party as u32);
        }
    }
    if pulled {
        may.append(&mut differ);
        may.sort_unstable();
    }
    match (differ.is_empty(), may.is_empty()) {
        (false, _) => Uniqueness::Differs(differ),
        (true, true) => Uniqueness::Unique,
        (true, false) => Uniqueness::Unknown(may),
    }
}

/// Whether two amounts differ by more than what is left open of one.
fn are_apart(high: f64, low: f64) -> bool {
    high.is_infinite() || high - low > 1e-6 * high.abs().max(low.abs())
}

/// What to take a party for that may or may not be in default.
#[derive(Clone, Copy, PartialEq)]
enum Doubt {
    /// Solvent unless it is short for sure.
    Solvent,
    /// In default unless it is solvent for sure.
    Default,
}

/// A model under way: who is taken to be in default, and what follows.
struct Rounds<'a> {
    model: &'a Model<'a>,
    default: Vec<bool>,
    base: Vec<f64>,
    gain: Option<Vec<f64>>,
    /// Closed circles that no cash reaches, by their members.
    circles: Vec<Vec<u32>>,
    x: Vec<f64>,
    bracket: Bracket,
    taken: usize,
    /// Whether the system of the present defaults has one solution only.
    only: bool,
    /// Those who were taken for solvent on the way and might not have been.
    doubted: Vec<u32>,
}

impl<'a> Rounds<'a> {
    fn new(model: &'a Model<'a>) -> Rounds<'a> {
        Rounds {
            model,
            default: vec![false; model.web.parties()],
            base: model.external_assets.to_vec(),
            gain: model
                .costs
                .filter(|costs| !costs.is_free())
                .map(|_| vec![1.0; model.web.parties()]),
            circles: Vec::new(),
            x: Vec::new(),
            bracket: Bracket::default(),
            taken: 0,
            only: false,
            doubted: Vec::new(),
        }
    }

    fn system(&self) -> Clamped<'_> {
        let web = self.model.web;
        Clamped {
            matrix: &web.receives,
            claims: &web.claims,
            owner: &web.owner,
            floor: &web.floor,
            cap: &web.cap,
            base: &self.base,
            gain: self.gain.as_deref(),
            slack: None,
            components: &web.components,
        }
    }

    /// Solves the system of the present defaults, from the given point down.
    fn settle(&mut self, from: Option<Vec<f64>>, end: End) {
        self.circles = circles::without_cash(&self.system(), &self.model.web.closed);
        let settled = self.settled();
        let system = self.system();
        let aim = self.model.aim();
        let (point, found) = match self.ahead().filter(|_| settled.is_none() && from.is_none()) {
            Some(ahead) => settled_ahead(&system, aim, ahead),
            None => {
                let from = from.unwrap_or_else(|| self.first());
                settled_beside(&system, aim, from, settled.as_deref())
            }
        };
        self.x = point.x;
        self.bracket = found;
        self.taken += point.rounds;
        self.only = self.circles.is_empty();
        self.settle_circles(end);
        if end == End::Least && !self.model.web.is_plain() {
            self.only = self.settle_layers();
        }
    }

    /// What it takes to begin with those who are short, if that can be done and is not ruled out.
    /// It pays where one circle holds most parties: others are exact after a pass in order.
    fn ahead(&self) -> Option<Ahead<'a>> {
        let web = self.model.web;
        let auto = self.gain.is_none() && self.model.method == Method::Auto;
        let circle = |members: &[u32]| members.len() > 1 && members.len() * 2 > web.parties();
        if !auto || !web.components.iter().any(circle) {
            return None;
        }
        web.owed_to().map(|owed_to| Ahead { receivable: &web.receivable, owed_to })
    }

    /// Who is in a closed circle, if anybody is.
    fn settled(&self) -> Option<Vec<bool>> {
        if self.circles.is_empty() {
            return None;
        }
        let mut settled = vec![false; self.model.web.parties()];
        self.circles.iter().flatten().for_each(|&party| settled[party as usize] = true);
        Some(settled)
    }

    /// Lets closed circles pay as much as they can, or nothing.
    fn settle_circles(&mut self, end: End) {
        for members in std::mem::take(&mut self.circles) {
            let ends = match end {
                End::Greatest => circles::greatest(&self.system(), &members),
                End::Least => vec![(0.0, 0.0); members.len()],
            };
            for (&party, (low, high)) in members.iter().zip(ends) {
                let party = party as usize;
                let value = 0.5 * (low + high);
                self.bracket.value[party] = value;
                self.bracket.low[party] = low;
                self.bracket.high[party] = high;
                self.bracket.width[party] = 0.5 * (high - low) + UNIT * value;
                self.x[party] = value;
            }
            self.circles.push(members);
        }
    }

    /// The least solution where parties have several claims: the greatest, if a witness outweighs
    /// all claims at once, for then there is no other; else what passes from below come to. Whether
    /// there is no other.
    fn settle_layers(&mut self) -> bool {
        let error = self.model.aim().error;
        let Some((low, converged)) = ground_of(&self.system(), error) else { return true };
        for (party, low) in low.into_iter().enumerate() {
            let bracket = &mut self.bracket;
            bracket.low[party] = low.min(bracket.low[party]);
            // Passes that have not come far tell nothing but a bound.
            if converged && are_apart(bracket.value[party], low) {
                bracket.value[party] = low.max(0.0);
            }
            let value = bracket.value[party];
            bracket.width[party] = (bracket.high[party] - value).max(value - low);
        }
        for party in 0..self.default.len() {
            for claim in self.model.web.claims_on(party) {
                self.x[claim] = self.system().paid(claim, self.bracket.value[party]);
            }
        }
        false
    }

    /// What all pay if all others pay in full: the first pass from above, for which no debt need be
    /// read.
    fn first(&self) -> Vec<f64> {
        let system = self.system();
        if self.model.web.is_plain() {
            let all = self.model.web.receivable.iter().zip(&self.base).enumerate();
            let value = |(party, (all, base)): (usize, (&Sum, &f64))| {
                (base + system.gain(party) * all.value()).min(system.cap[party])
            };
            return all.map(value).collect();
        }
        let mut x = system.top();
        for (party, receivable) in self.model.web.receivable.iter().enumerate() {
            let value = self.base[party] + system.gain(party) * receivable.value();
            for claim in self.model.web.debts_of(party) {
                x[claim] = system.paid(claim, value);
            }
        }
        x
    }

    /// Starts with nobody in default, and adds those who are short until nobody else is.
    fn down(mut self, doubt: Doubt) -> Rounds<'a> {
        self.settle(None, End::Greatest);
        loop {
            let short: Vec<usize> = (0..self.default.len())
                .filter(|&party| !self.default[party] && self.is_short(party, doubt))
                .collect();
            self.note_doubts();
            if short.is_empty() {
                return self;
            }
            short.into_iter().for_each(|party| self.set_default(party, true));
            // The last point is above the next; but where stakes are, it need not be.
            let from = self.model.web.is_plain().then(|| std::mem::take(&mut self.x));
            self.settle(from, End::Greatest);
        }
    }

    /// Starts with everybody in default, and takes out those who can pay in full until nobody
    /// else can. Upward iteration that does not stop at the jumps converges to what is no solution.
    fn up(mut self, doubt: Doubt) -> Rounds<'a> {
        for party in 0..self.default.len() {
            self.set_default(party, self.model.web.due[party] > 0.0);
        }
        self.settle(None, End::Least);
        loop {
            let able: Vec<usize> = (0..self.default.len())
                .filter(|&party| self.default[party] && !self.is_short(party, doubt))
                .collect();
            self.note_doubts();
            if able.is_empty() {
                return self;
            }
            able.into_iter().for_each(|party| self.set_default(party, false));
            self.settle(None, End::Least);
        }
    }

    fn set_default(&mut self, party: usize, default: bool) {
        let Some(costs) = self.model.costs else { return };
        self.default[party] = default;
        let (alpha, beta) =
            if default { (costs.alpha(party), costs.beta(party)) } else { (1.0, 1.0) };
        self.base[party] = alpha * self.model.external_assets[party];
        if let Some(gain) = &mut self.gain {
            gain[party] = beta;
        }
    }

    /// What a party would have if default cost nothing, at least and at most.
    fn before_costs(&self, party: usize) -> (f64, f64) {
        let web = self.model.web;
        let has = self.model.external_assets[party];
        let (low, high) = if self.gain.is_some() && self.default[party] {
            let (claims, parts) = web.receives.row(party);
            let received = |ends: &[f64]| {
                let system = self.system();
                let paid = claims.iter().zip(parts).map(|(&claim, part)| {
                    let claim = claim as usize;
                    part * system.paid(claim, ends[web.owner[claim] as usize])
                });
                paid.sum::<f64>()
            };
            let off = relative(claims.len() + 4);
            let low = (has + received(&self.bracket.low)) * (1.0 - off) - f64::MIN_POSITIVE;
            (low, (has + received(&self.bracket.high)) * (1.0 + off) + f64::MIN_POSITIVE)
        } else {
            (self.bracket.low[party], self.bracket.high[party])
        };
        self.exactly(party, low.max(has), high)
    }

    /// Looks again where what a party has is as near to what it owes as it may be off by: if all
    /// who owe it pay in full for sure, and all sums are exact, nothing is off.
    fn exactly(&self, party: usize, low: f64, high: f64) -> (f64, f64) {
        let web = self.model.web;
        let (least_due, most_due) = self.due(party);
        let clear = low >= most_due || high < least_due;
        if clear || !web.exact_sums {
            return (low, high);
        }
        let surely_paid = |&claim: &u32| {
            let claim = claim as usize;
            let owner = web.owner[claim] as usize;
            let top = web.floor[claim] + web.cap[claim];
            web.cap[claim].is_finite() && self.bracket.low[owner] >= top
        };
        let mut all = web.receivable[party];
        all.add(self.model.external_assets[party]);
        if all.is_exact() && web.receives.row(party).0.iter().all(surely_paid) {
            return (all.value(), all.value());
        }
        (low, high)
    }

    /// What a party owes, at least and at most: a sum that was rounded is off by less than two
    /// units of its last digit.
    fn due(&self, party: usize) -> (f64, f64) {
        self.due_of(self.model.web.due[party])
    }

    #[inline(always)]
    fn due_of(&self, due: f64) -> (f64, f64) {
        let slack = if self.model.web.exact_sums { 0.0 } else { 2.0 * UNIT * due };
        (due - slack, due + slack)
    }

    fn is_short(&self, party: usize, doubt: Doubt) -> bool {
        let (least_due, most_due) = self.due(party);
        let (low, high) = self.before_costs(party);
        match doubt {
            Doubt::Solvent => high < least_due,
            Doubt::Default => low < most_due,
        }
    }

    /// Whether a party may or may not be in default.
    fn is_doubted(&self, party: usize) -> bool {
        self.is_short(party, Doubt::Default) != self.is_short(party, Doubt::Solvent)
    }

    fn note_doubts(&mut self) {
        let doubted = (0..self.default.len()).filter(|&party| self.is_doubted(party));
        let doubted: Vec<u32> = doubted.map(|party| party as u32).collect();
        self.doubted.extend(doubted);
    }
}

/// Where somebody may or may not be in default, the bracket holds what follows from either. The
/// answer itself took all whose default is in doubt for solvent. Answers with whom that changes.
fn widen(model: &Model, end: End, clearing: &mut Clearing) -> Vec<u32> {
    let worst = match end {
        End::Greatest => Rounds::new(model).down(Doubt::Default),
        End::Least => Rounds::new(model).up(Doubt::Default),
    };
    for (party, lower) in clearing.lower.iter_mut().enumerate() {
        *lower = lower.min(worst.bracket.low[party].max(0.0));
    }
    let differs = |&party: &u32| worst.default[party as usize] != clearing.default[party as usize];
    (0..worst.default.len() as u32).filter(differs).collect()
}
