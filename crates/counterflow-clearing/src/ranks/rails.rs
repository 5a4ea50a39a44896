//! How far a loss can spread at most, from balance sheets alone.
//!
//! After Glasserman and Young (2015), "How likely is contagion in financial networks?". Let `i` of
//! net worth `w_i` lose `ℓ`, let `β_i` be the largest part of a claim on it that is owed inside of
//! the web, and let `Δ_k ≥ 0` be by how much less party `k` pays than before. Without costs of
//! default and stakes, who is short after the loss and was not before has, with the sum over all
//! who pay less,
//!
//! > `Δ_j = Σ_k A_jk Δ_k − w_j`,
//!
//! who was short before has `Δ_j ≤ Σ_k A_jk Δ_k`, and `Δ_i ≤ ℓ − w_i + Σ_k A_ik Δ_k`. Added up,
//! with `Σ_j A_jk Δ_k ≤ β_k Δ_k` (a claim passes on no more than is owed inside),
//!
//! > `Σ_j w_j ≤ ℓ − w_i − Σ_k (1 − β_k) Δ_k`, over all `j ≠ i` that newly fail.
//!
//! * Since `Δ_i ≥ ℓ − w_i`, what newly fails is worth no more than `β_i (ℓ − w_i)` in all. With
//!   `ℓ = c_i`, all that `i` has outside, this is their condition: `i` cannot bring down a set that
//!   is worth more than its contagion index `w_i β_i (λ_i − 1)`, where `λ_i = c_i / w_i`.
//! * Since no `w_j` is negative, `Σ_k Δ_k ≤ (ℓ − w_i) / (1 − β⁺)`, where `β⁺` is the largest `β`.
//!   Their bound on amplification, `1 + Σ δ_i c_i / ((1 − β⁺) Σ c_i)` for chances of default `δ`,
//!   is about expected losses under shocks of a certain kind; this is what holds for each shock.

use super::sequence::Sequence;
use crate::clearing::Model;
use crate::rounding::relative;

/// What bounds contagion in a web, party by party.
///
/// # Example
///
/// The star of Glasserman and Young (2015), figure 1: the loss of all that the center has outside
/// may bring down others that are worth 40 together, which all of them are.
///
/// ```
/// use counterflow_clearing::{Model, Web, ranks::Rails};
///
/// let web = Web::builder(5)
///     .external_assets(vec![150.0, 50.0, 50.0, 50.0, 50.0])
///     .external_liabilities(vec![100.0, 55.0, 55.0, 55.0, 55.0])
///     .debt(0, 1, 10.0).debt(0, 2, 10.0).debt(0, 3, 10.0).debt(0, 4, 10.0)
///     .build()?;
/// let rails = Rails::new(&Model::new(&web)).expect("neither costs nor stakes");
/// assert_eq!(rails.net_worth(), [10.0, 5.0, 5.0, 5.0, 5.0]);
/// assert!((rails.contagion_index(0) - 40.0).abs() < 1e-9);
/// assert_eq!(rails.most_defaults(0, 150.0), 4);
/// assert_eq!(rails.most_defaults(0, 20.0), 0);
/// # Ok::<(), counterflow_clearing::WebErrors>(())
/// ```
#[derive(Clone, Debug)]
pub struct Rails {
    net_worth: Vec<f64>,
    inside: Vec<f64>,
    outside: Vec<f64>,
    /// By how much each net worth may be off.
    error: Vec<f64>,
    /// Sums of the least that each party may be worth, the smallest first.
    sums: Vec<f64>,
    /// Where each party stands among them; nothing for who cannot fail any more.
    rank: Vec<Option<usize>>,
}

impl Rails {
    /// The rails of a model, after what already fails in it. Nothing where default costs or stakes
    /// add to what is passed on, so that balance sheets bound nothing.
    ///
    /// As [`super::waves()`], and sorting the parties.
    pub fn new(model: &Model) -> Option<Rails> {
        let mut sequence = Sequence::new(model);
        sequence.run_all(|_, _| {});
        Rails::of(&sequence)
    }

    pub(super) fn of(sequence: &Sequence) -> Option<Rails> {
        let (model, web) = (sequence.model, sequence.model.web);
        let costly = model.costs.is_some_and(|costs| !costs.is_free());
        if costly || web.has_equity.contains(&true) {
            return None;
        }
        let worth = |party: usize| (sequence.closely(party).0 - web.due[party]).max(0.0);
        let net_worth: Vec<f64> = (0..web.parties()).map(worth).collect();
        let error = |party: usize| {
            let (value, low, high) = sequence.closely(party);
            (value - low).max(high - value)
        };
        let error = (0..web.parties()).map(error).collect();
        let inside = |party: usize| {
            let debts = web.debts_of(party).filter(|&claim| web.cap[claim] > 0.0);
            debts.map(|claim| 1.0 - web.external_part[claim]).fold(0.0, f64::max)
        };
        let mut rails = Rails {
            inside: (0..web.parties()).map(inside).collect(),
            outside: sequence.assets.clone(),
            net_worth,
            error,
            sums: vec![0.0],
            rank: vec![None; web.parties()],
        };
        rails.add_up(sequence);
        Some(rails)
    }

    /// Adds up the least that each who has not failed may be worth, the smallest first.
    fn add_up(&mut self, sequence: &Sequence) {
        // Who owes nothing never fails.
        let stands = |&i: &usize| !sequence.failed[i] && sequence.model.web.due[i] > 0.0;
        let mut worths: Vec<(f64, usize)> =
            (0..self.rank.len()).filter(stands).map(|i| (self.least(i), i)).collect();
        worths.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let mut sum = 0.0;
        for (at, &(worth, party)) in worths.iter().enumerate() {
            sum += worth;
            self.sums.push(sum);
            self.rank[party] = Some(at);
        }
    }

    /// The least that a party may be worth.
    fn least(&self, party: usize) -> f64 {
        (self.net_worth[party] - self.error[party]).max(0.0)
    }

    /// The least that so many parties other than this one may be worth together.
    fn least_of(&self, others: usize, party: usize) -> f64 {
        match self.rank[party] {
            Some(rank) if rank < others => self.sums[others + 1] - self.least(party),
            _ => self.sums[others],
        }
    }

    /// What each party has beyond what it owes, `w_i`; nothing for who is short.
    pub fn net_worth(&self) -> &[f64] {
        &self.net_worth
    }

    /// Financial connectivity `β_i`: the part of what a party owes that it owes inside of the web,
    /// of the class of its debts in which that is largest.
    pub fn connectivity(&self) -> &[f64] {
        &self.inside
    }

    /// The contagion index `w_i β_i (λ_i − 1)`, which is `β_i (c_i − w_i)`: by losing all that it
    /// has outside, party `i` brings down nobody who is worth more.
    ///
    /// # Panics
    ///
    /// If there is no such party.
    pub fn contagion_index(&self, party: usize) -> f64 {
        self.passed_on(party, self.outside[party])
    }

    /// What comes to others at most of a loss of party `i`, at first: `β_i (ℓ − w_i)`, or nothing.
    fn passed_on(&self, party: usize, loss: f64) -> f64 {
        self.inside[party] * (loss - self.net_worth[party]).max(0.0)
    }

    /// By how much less all parties pay, at most, if a party loses this much of its outside assets:
    /// `(ℓ − w_i) / (1 − β⁺)`. Without end where somebody owes inside of the web alone.
    ///
    /// # Panics
    ///
    /// If there is no such party.
    pub fn most_unpaid(&self, party: usize, loss: f64) -> f64 {
        let largest = self.inside.iter().copied().fold(0.0, f64::max);
        let short = (loss - self.net_worth[party]).max(0.0);
        if short > 0.0 { short / (1.0 - largest).max(0.0) } else { 0.0 }
    }

    /// How many others may fail, at most, if a party loses this much of its outside assets.
    ///
    /// # Panics
    ///
    /// If there is no such party.
    pub fn most_defaults(&self, party: usize, loss: f64) -> usize {
        if self.is_absorbed(party, loss) {
            return 0;
        }
        let most = self.inside[party] * (loss - self.least(party)).max(0.0);
        let rounding = relative(self.sums.len());
        let (mut fewest, mut beyond) =
            (0, self.sums.len() - usize::from(self.rank[party].is_some()));
        while beyond - fewest > 1 {
            let others = fewest.midpoint(beyond);
            let worth = self.least_of(others, party);
            if worth <= most + rounding * (most + 4.0 * (worth + self.least(party))) {
                fewest = others;
            } else {
                beyond = others;
            }
        }
        fewest
    }

    /// Whether a party surely bears a loss alone.
    ///
    /// # Panics
    ///
    /// If there is no such party.
    pub fn is_absorbed(&self, party: usize, loss: f64) -> bool {
        loss + self.error[party] < self.net_worth[party]
    }
}
