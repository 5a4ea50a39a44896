//! What a valuation answers, and how sure it is.

use super::system::System;
use crate::clearing::{Certificate, Uniqueness};
use crate::fixed_point::Method;
use crate::monotone::{Both, Enclosure, Monotone, Side};
use crate::rounding::{Sum, UNIT};
use crate::valuation::Valuation;

/// What everybody and every claim is worth.
#[derive(Clone, Debug, PartialEq)]
pub struct Valued {
    /// What each party has, less all that it owes. Negative where creditors bear losses.
    pub equity: Vec<f64>,
    /// The true equity of each party is not below this.
    pub lower: Vec<f64>,
    /// The true equity of each party is not above this.
    pub upper: Vec<f64>,
    /// Whether the equity of each party is negative, before costs of default.
    pub default: Vec<bool>,
    /// What each claim of the web is worth, in money, by rank.
    pub claims: Vec<f64>,
    /// What all debts of each party are worth together, in money.
    pub paid: Vec<f64>,
    /// How sure all this is. Always proved; the width of the bracket tells how well.
    pub certificate: Certificate,
}

/// Both solutions between which all others are.
#[derive(Clone, Debug, PartialEq)]
pub struct ValuedEnds {
    /// Everything is worth as much as in any solution.
    pub greatest: Valued,
    /// Everything is worth as little as in any solution.
    pub least: Valued,
}

impl Valued {
    /// The largest difference between the two sides of the bracket, in money.
    pub fn width(&self) -> f64 {
        self.upper.iter().zip(&self.lower).fold(0.0, |most, (upper, lower)| most.max(upper - lower))
    }
}

/// Both answers from where both solutions are.
pub(super) fn ends(system: &System, found: &Both, scale: f64) -> ValuedEnds {
    let greatest = Point::new(system, &found.greatest);
    let least = Point::new(system, &found.least);
    let decided = greatest.undecided.is_empty() && least.undecided.is_empty();
    let uniqueness = found.uniqueness(&greatest.value, &least.value, decided);
    let greatest = greatest.valued(system, &found.greatest, uniqueness.clone(), scale);
    let least = least.valued(system, &found.least, uniqueness, scale);
    ValuedEnds { greatest, least }
}

/// Whether a party is in default; who is in doubt is not above, and is below.
fn is_default(system: &System, value: f64, party: usize, side: Side) -> bool {
    value < side.turned_of(system.web.due[party], system.slack(party))
}

/// The point of a bracket that is answered.
struct Point {
    value: Vec<f64>,
    /// By how much it fails to be a solution, in money.
    residual: f64,
    undecided: Vec<u32>,
}

impl Point {
    /// The middle of the bracket, moved on once so that what is exact comes out exact. Where
    /// somebody is in doubt it is the upper side, on which they are solvent.
    fn new(system: &System, found: &Enclosure) -> Point {
        let in_doubt = |party: &usize| {
            is_default(system, found.upper[*party], *party, Side::Up)
                != is_default(system, found.lower[*party], *party, Side::Down)
        };
        let undecided: Vec<u32> =
            (0..system.web.parties()).filter(in_doubt).map(|party| party as u32).collect();
        let sides = found.lower.iter().zip(&found.upper);
        let middle = sides.clone().map(|(lower, upper)| lower + 0.5 * (upper - lower));
        let start = if undecided.is_empty() { middle.collect() } else { found.upper.clone() };
        let next = system.apply(&start, Side::Near);
        let value: Vec<f64> = next
            .iter()
            .zip(sides)
            .map(|(next, (lower, upper))| next.max(*lower).min(*upper))
            .collect();
        let after = system.apply(&value, Side::Near);
        let misses = value.iter().zip(&after).map(|(value, after)| (value - after).abs());
        Point { residual: misses.fold(0.0, f64::max), value, undecided }
    }

    fn valued(
        self,
        system: &System,
        found: &Enclosure,
        uniqueness: Uniqueness,
        scale: f64,
    ) -> Valued {
        let parties = 0..system.web.parties();
        let claims = system.worths(&self.value, Side::Near);
        let equity = |value: &[f64], side: Side| -> Vec<f64> {
            parties.clone().map(|party| equity(system, party, value[party], side)).collect()
        };
        let paid = |party| claims[system.web.debts_of(party)].iter().sum();
        let default = |party| is_default(system, found.upper[party], party, Side::Up);
        Valued {
            equity: equity(&self.value, Side::Near),
            lower: equity(&found.lower, Side::Down),
            upper: equity(&found.upper, Side::Up),
            default: parties.clone().map(default).collect(),
            paid: parties.clone().map(paid).collect(),
            claims,
            certificate: Certificate {
                residual: if scale > 0.0 { self.residual / scale } else { self.residual },
                proved: true,
                uniqueness,
                undecided: self.undecided,
                rounds: found.rounds,
                method: Method::Auto,
            },
        }
    }
}

/// What a party has after costs of default, less what it owes.
fn equity(system: &System, party: usize, value: f64, side: Side) -> f64 {
    let due = system.web.due[party];
    let slack = system.slack(party);
    let kept = match system.valuation {
        Valuation::RogersVeraart(costs) if value < side.turned_of(due, slack) => {
            let outside = system.external_assets[party];
            costs.beta(party) * (value - outside) + costs.alpha(party) * outside
        }
        _ => value,
    };
    let equity: Sum = [kept, -due].into_iter().collect();
    let exact = slack == 0.0 && equity.is_exact() && kept.to_bits() == value.to_bits();
    let error = if exact { 0.0 } else { 8.0 * UNIT * (value + due) + slack };
    side.of(equity.value(), error)
}
