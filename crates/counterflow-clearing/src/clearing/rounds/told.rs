//! What rounds of default have come to, party by party.

use super::Rounds;
use crate::clearing::{Certificate, Clearing, Uniqueness};
use crate::fixed_point::Bracket;
use crate::rounding::relative;

impl Rounds<'_> {
    pub(super) fn clearing(self, uniqueness: Uniqueness) -> Clearing {
        let parties = self.model.web.parties();
        let mut answer = Clearing {
            paid: vec![0.0; parties],
            lower: vec![0.0; parties],
            upper: vec![0.0; parties],
            equity: vec![0.0; parties],
            default: vec![false; parties],
            claims: Vec::new(),
            certificate: Certificate {
                residual: self.bracket.residual,
                proved: self.bracket.proved,
                uniqueness,
                undecided: Vec::new(),
                rounds: self.taken,
                method: self.model.method,
            },
            value: Vec::new(),
        };
        if self.gain.is_some() {
            (0..parties).for_each(|party| self.answer(party, &mut answer));
        } else {
            self.answer_clear(&mut answer);
            let doubtful = (0..parties).filter(|&party| !self.is_clear(party));
            doubtful.for_each(|party| self.answer(party, &mut answer));
        }
        answer.claims = self.x;
        answer.value = self.bracket.value;
        answer
    }

    /// Whether the bracket alone tells if a party can pay all that it owes.
    fn is_clear(&self, party: usize) -> bool {
        let (least_due, most_due) = self.due(party);
        (self.bracket.low[party] >= most_due) | (self.bracket.high[party] < least_due)
    }

    /// Answers for all whose bracket is clear, where default costs nothing. Without branches: who
    /// defaults cannot be guessed, and a wrong guess costs more than all the rest.
    fn answer_clear(&self, answer: &mut Clearing) {
        let parties = self.model.web.parties();
        let Bracket { value, low, high, proved, .. } = &self.bracket;
        let (value, low, high) = (&value[..parties], &low[..parties], &high[..parties]);
        let (paid, equity) = (&mut answer.paid[..parties], &mut answer.equity[..parties]);
        let (lower, upper) = (&mut answer.lower[..parties], &mut answer.upper[..parties]);
        let defaults = &mut answer.default[..parties];
        for (party, &due) in self.model.web.due[..parties].iter().enumerate() {
            let ends @ (least_due, most_due) = self.due_of(due);
            let most = if *proved { high[party] } else { told_by(value[party]) };
            let default = (due > 0.0) & (most < least_due);
            let sure = !default & (low[party] >= most_due);
            let has = (value[party], low[party], high[party]);
            defaults[party] = default;
            [paid[party], lower[party], upper[party], equity[party]] =
                amounts(due, ends, has, default, sure);
        }
    }

    fn answer(&self, party: usize, answer: &mut Clearing) {
        let due = self.model.web.due[party];
        let ends @ (least_due, most_due) = self.due(party);
        let has @ (value, low, high) =
            (self.bracket.value[party], self.bracket.low[party], self.bracket.high[party]);
        // What decides on default is what there would be without its costs; where they are borne,
        // the rounds have decided.
        let costly = self.gain.is_some() && self.default[party];
        let (mut free, mut most) = (low, high);
        if costly | ((low < most_due) & (least_due <= high)) {
            (free, most) = self.before_costs(party);
            if due > 0.0 && free < most_due && least_due <= most {
                answer.certificate.undecided.push(party as u32);
            }
        }
        let short = if self.bracket.proved { most } else { told_by(value) };
        let default = costly | ((due > 0.0) & (short < least_due));
        let sure = !default & (free >= most_due);
        answer.default[party] = default;
        [answer.paid[party], answer.lower[party], answer.upper[party], answer.equity[party]] =
            amounts(due, ends, has, default, sure);
    }
}

/// What a party pays, the least and the most that it may be, and what is left to its owners: from
/// what it owes, the ends of that, and what it has with its ends.
#[inline(always)]
fn amounts(
    due: f64,
    (least_due, most_due): (f64, f64),
    (value, low, high): (f64, f64, f64),
    default: bool,
    sure: bool,
) -> [f64; 4] {
    [
        if default { value.max(0.0).min(due) } else { due },
        if sure { least_due } else { low.max(0.0).min(least_due) },
        high.max(0.0).min(most_due),
        if default { 0.0 } else { (value - due).max(0.0) },
    ]
}

/// What a party has at most where that is not proved: the point tells it.
fn told_by(value: f64) -> f64 {
    value + relative(64) * value
}
