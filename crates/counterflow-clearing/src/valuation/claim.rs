//! What one claim is worth, and how fast that moves, given what its debtor has.
//!
//! All valuations in one notation. A debtor has `V` today, of which `A` are outside assets, and
//! owes `D` in all; its equity is `E = V − D`. A claim ranks behind `F` of the other debts and is
//! of face `C`, so in default at hand it is worth `clamp(V − F, 0, C)`. Where all debts rank alike,
//! `F = 0` and `C = D`.

use super::family::{Recovery, Valuation};
use super::gauss::{About, Lognormal};
use super::mistake::each;
use crate::monotone::Side;
use crate::rounding::{Sum, UNIT};

/// A claim, and the party that owes it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Claim {
    pub party: usize,
    /// `F`.
    pub floor: f64,
    /// `C`.
    pub cap: f64,
    /// `D`.
    pub due: f64,
    /// `A`.
    pub assets: f64,
    /// By how much sums of debts may be off.
    pub slack: f64,
}

impl Claim {
    /// Whether the debtor can pay in full. Who is in doubt is solvent above, and in default below.
    fn solvent(&self, value: f64, side: Side) -> bool {
        value >= side.turned_of(self.due, self.slack)
    }

    /// What is covered of the claim where its debtor has this much, of which `off` is in doubt.
    fn covered(&self, value: f64, off: f64, side: Side) -> f64 {
        // What nothing ranks before is off by no sum of debts.
        let off = off + if self.floor > 0.0 { self.slack } else { 0.0 };
        let above: Sum = [value, -self.floor].into_iter().collect();
        let rounding = if above.is_exact() { 0.0 } else { 2.0 * UNIT * above.value().abs() };
        side.of(above.value(), rounding + off).clamp(0.0, self.cap)
    }

    /// What the claim is worth, in money, where its debtor has `value`.
    pub fn worth(&self, valuation: &Valuation, value: f64, side: Side) -> f64 {
        match valuation {
            Valuation::EisenbergNoe => self.covered(value, 0.0, side),
            Valuation::RogersVeraart(costs) => {
                if self.solvent(value, side) {
                    return self.cap;
                }
                let (alpha, beta) = (costs.alpha(self.party), costs.beta(self.party));
                if alpha >= 1.0 && beta >= 1.0 {
                    return self.covered(value, 0.0, side);
                }
                let kept = beta * (value - self.assets) + alpha * self.assets;
                self.covered(kept, 4.0 * UNIT * value, side)
            }
            Valuation::Furfine { recovery } => {
                if self.solvent(value, side) {
                    return self.cap;
                }
                let worth = each(recovery, self.party) * self.cap;
                self.rounded(worth, UNIT * worth, side)
            }
            Valuation::DebtRank { book_equity } => {
                self.debt_rank(each(book_equity, self.party), value, side)
            }
            Valuation::Merton { volatility, maturity, recovery } => {
                match self.assets_at(each(volatility, self.party), *maturity) {
                    Some(assets) => self.merton(assets, *recovery, value, side),
                    None => self.at_hand(*recovery, value, side),
                }
            }
            Valuation::BlackCox { volatility, maturity, recovery } => {
                match self.assets_at(each(volatility, self.party), *maturity) {
                    Some(assets) if value + self.slack >= self.due => {
                        self.black_cox(assets, *recovery, value, side)
                    }
                    Some(_) => self.failed(*recovery, value, side),
                    None => self.at_hand(*recovery, value, side),
                }
            }
        }
    }

    /// A worth that is off by no more than `error`, kept between nothing and the face.
    fn rounded(&self, worth: f64, error: f64, side: Side) -> f64 {
        // An error that is no number says nothing about the worth.
        let error = if error.is_nan() { self.cap } else { error };
        side.of(worth, error).clamp(0.0, self.cap)
    }

    /// What outside assets are at maturity, if they move.
    fn assets_at(&self, volatility: f64, maturity: f64) -> Option<Lognormal> {
        let deviation = volatility * maturity.sqrt();
        (deviation > 0.0 && self.assets > 0.0).then_some(Lognormal { mean: self.assets, deviation })
    }

    fn debt_rank(&self, book: f64, value: f64, side: Side) -> f64 {
        let equity = value - self.due;
        if book > 0.0 {
            let worth = self.cap * (equity / book).clamp(0.0, 1.0);
            // Full and nothing are exact where sums are.
            let slack = self.slack + UNIT * equity.abs();
            let exact = self.slack == 0.0 && (equity >= book || equity <= 0.0);
            let error = if exact { 0.0 } else { self.cap * slack / book + 4.0 * UNIT * worth };
            return self.rounded(worth, error, side);
        }
        if book == 0.0 && self.solvent(value, side) { self.cap } else { 0.0 }
    }

    /// Maturity is today: who has less than it owes pays what the recovery says.
    fn at_hand(&self, recovery: Recovery, value: f64, side: Side) -> f64 {
        if self.solvent(value, side) { self.cap } else { self.failed(recovery, value, side) }
    }

    fn failed(&self, recovery: Recovery, value: f64, side: Side) -> f64 {
        let (rate, part) = match recovery {
            Recovery::Endogenous(rate) => (rate, self.covered(value, 0.0, side)),
            Recovery::Exogenous(rate) => (rate, self.cap),
        };
        if rate >= 1.0 {
            return part;
        }
        self.rounded(rate * part, 2.0 * UNIT * part, side)
    }

    /// The outside assets at maturity with which the debtor has these debts in all, and how far
    /// off they may be: `A − (V − debts)`, added with what is lost on the way.
    fn strike(&self, value: f64, debts: [f64; 2]) -> (f64, f64) {
        let terms = [self.assets, -value, debts[0], debts[1]];
        let size = self.assets + value + debts[0] + debts[1];
        let strike: Sum = terms.into_iter().collect();
        let strike = strike.value();
        (strike, 2.0 * UNIT * strike.abs() + 16.0 * UNIT * UNIT * size + self.slack)
    }

    /// The odds that there is no default at maturity.
    fn safe(&self, assets: Lognormal, value: f64) -> About {
        let (strike, slack) = self.strike(value, [self.due, 0.0]);
        assets.above(strike, slack)
    }

    /// `R` times a call spread, and what no default adds to it.
    fn merton(&self, assets: Lognormal, recovery: Recovery, value: f64, side: Side) -> f64 {
        let rate = recovery.rate();
        let safe = self.safe(assets, value);
        let about = match recovery {
            Recovery::Exogenous(_) => About {
                value: self.cap * (safe.value + rate * (1.0 - safe.value)),
                error: self.cap * ((1.0 - rate) * safe.error + 4.0 * UNIT),
            },
            Recovery::Endogenous(_) => {
                let (low, low_slack) = self.strike(value, [self.floor, 0.0]);
                let (high, high_slack) = self.strike(value, [self.floor, self.cap]);
                let (from, to) = (assets.call(low, low_slack), assets.call(high, high_slack));
                let paid = (from.value - to.value).clamp(0.0, self.cap);
                let fixed = self.cap * (1.0 - rate);
                About {
                    value: rate * paid + fixed * safe.value,
                    error: rate * (from.error + to.error)
                        + fixed * safe.error
                        + 4.0 * UNIT * self.cap,
                }
            }
        };
        self.rounded(about.value, about.error, side)
    }

    /// The debtor has equity, if perhaps none: when it is lost, assets just cover what is owed.
    fn black_cox(&self, assets: Lognormal, recovery: Recovery, value: f64, side: Side) -> f64 {
        let (barrier, slack) = self.strike(value, [self.due, 0.0]);
        let fails = assets.reaches(barrier, slack);
        let lost = self.cap * (1.0 - recovery.rate());
        let error = lost * fails.error + 4.0 * UNIT * self.cap + self.slack;
        self.rounded(self.cap - lost * fails.value, error, side)
    }

    /// At least the slope of the worth anywhere between two values of the debtor; infinite where
    /// it jumps between them.
    pub fn slope(&self, valuation: &Valuation, low: f64, high: f64) -> f64 {
        let jumps = low < self.due + self.slack && high >= self.due - self.slack && low < high;
        let below = low < self.due + self.slack;
        let jump_or = |slope: f64| if jumps { f64::INFINITY } else { slope };
        match valuation {
            Valuation::EisenbergNoe => self.covered_slope(low, high),
            Valuation::RogersVeraart(costs) => {
                if costs.alpha(self.party) >= 1.0 && costs.beta(self.party) >= 1.0 {
                    return self.covered_slope(low, high);
                }
                jump_or(if below { costs.beta(self.party) } else { 0.0 })
            }
            Valuation::Furfine { .. } => jump_or(0.0),
            Valuation::DebtRank { book_equity } => {
                let book = each(book_equity, self.party);
                if book <= 0.0 {
                    return if book == 0.0 { jump_or(0.0) } else { 0.0 };
                }
                let off = self.slack + 4.0 * UNIT * (high.abs() + self.due);
                let moves = high > self.due - off && low < self.due + book + off;
                if moves { self.cap / book * (1.0 + 4.0 * UNIT) } else { 0.0 }
            }
            Valuation::Merton { volatility, maturity, recovery } => {
                match self.assets_at(each(volatility, self.party), *maturity) {
                    Some(assets) => self.merton_slope(assets, *recovery, low, high),
                    None => self.at_hand_slope(*recovery, low, high, jumps),
                }
            }
            Valuation::BlackCox { volatility, maturity, recovery } => {
                match self.assets_at(each(volatility, self.party), *maturity) {
                    Some(assets) => self.black_cox_slope(assets, *recovery, low, high),
                    None => self.at_hand_slope(*recovery, low, high, jumps),
                }
            }
        }
    }

    fn covered_slope(&self, low: f64, high: f64) -> f64 {
        let off = self.slack + 4.0 * UNIT * (high.abs() + self.floor + self.cap);
        let moves = high > self.floor - off && low < self.floor + self.cap + off;
        if moves && self.cap > 0.0 { 1.0 } else { 0.0 }
    }

    fn at_hand_slope(&self, recovery: Recovery, low: f64, high: f64, jumps: bool) -> f64 {
        let rate = recovery.rate();
        if jumps && rate < 1.0 {
            return f64::INFINITY;
        }
        match recovery {
            Recovery::Endogenous(rate) => rate * self.covered_slope(low, high),
            Recovery::Exogenous(_) => 0.0,
        }
    }

    fn merton_slope(&self, assets: Lognormal, recovery: Recovery, low: f64, high: f64) -> f64 {
        let rate = recovery.rate();
        let fixed = self.cap * (1.0 - rate);
        let strikes = (self.strike(high, [self.due, 0.0]).0, self.strike(low, [self.due, 0.0]).0);
        let jump = if fixed > 0.0 { fixed * assets.most_dense(strikes.0, strikes.1) } else { 0.0 };
        if matches!(recovery, Recovery::Exogenous(_)) {
            return jump;
        }
        // The spread moves by one with every amount at which the claim is paid in part.
        let (widest, wide_slack) = self.strike(high, [self.floor, 0.0]);
        let (narrowest, narrow_slack) = self.strike(low, [self.floor, self.cap]);
        let from = assets.above(widest, wide_slack);
        let to = assets.above(narrowest, narrow_slack);
        let odds = (from.value - to.value + from.error + to.error).clamp(0.0, 1.0);
        rate * odds + jump
    }

    fn black_cox_slope(&self, assets: Lognormal, recovery: Recovery, low: f64, high: f64) -> f64 {
        let rate = recovery.rate();
        let below = if low <= self.due + self.slack {
            self.at_hand_slope(recovery, low, high.min(self.due), false)
        } else {
            0.0
        };
        if high < self.due - self.slack {
            return below;
        }
        let (near, _) = self.strike(low.max(self.due), [self.due, 0.0]);
        let (far, _) = self.strike(high, [self.due, 0.0]);
        below.max(self.cap * (1.0 - rate) * assets.steepest_reach(far, near))
    }
}
