//! What a fire sale answers, and how sure it is.

use super::system::{State, System};
use crate::clearing::{Certificate, Clearing, Uniqueness};
use crate::fixed_point::Method;
use crate::monotone::{Both, Enclosure, Side};

/// Prices at which everybody sells just what these prices make them sell.
#[derive(Clone, Debug, PartialEq)]
pub struct Sale {
    /// The price of each illiquid asset, in money a unit.
    pub prices: Vec<f64>,
    /// The true price of each asset is not below this.
    pub lower: Vec<f64>,
    /// The true price of each asset is not above this.
    pub upper: Vec<f64>,
    /// The part of its illiquid assets that each party sells, from 0 to 1.
    pub sold: Vec<f64>,
    /// Who pays what at these prices; its certificate is that of the payments alone.
    pub clearing: Clearing,
    /// How sure the prices are. Its parties are those who sell, pay or fail otherwise at the other
    /// end, and those who may or may not fail, or sell everything, by no more than a rounding.
    pub certificate: Certificate,
}

/// Both equilibria between which all others are.
#[derive(Clone, Debug, PartialEq)]
pub struct SaleEnds {
    /// Prices are as high as in any equilibrium.
    pub greatest: Sale,
    /// Prices are as low as in any equilibrium.
    pub least: Sale,
}

impl Sale {
    /// The parties that sell, in order.
    pub fn sellers(&self) -> Vec<u32> {
        (0..self.sold.len()).filter(|&i| self.sold[i] > 0.0).map(|i| i as u32).collect()
    }

    /// The largest difference between the two sides of the bracket, in money a unit.
    pub fn width(&self) -> f64 {
        self.upper.iter().zip(&self.lower).fold(0.0, |most, (upper, lower)| most.max(upper - lower))
    }
}

/// One equilibrium: a point of its bracket, and what follows from it.
struct Point {
    kept: Vec<f64>,
    state: State,
    residual: f64,
    undecided: Vec<u32>,
}

/// Both answers from where both solutions are.
pub(super) fn ends(upper: &System, lower: &System, found: &Both) -> SaleEnds {
    let greatest = Point::new(upper, &found.greatest);
    let least = Point::new(lower, &found.least);
    let differing = differing(upper, found, &greatest, &least);
    let greatest = greatest.sale(upper, &found.greatest, differing.clone());
    let least = least.sale(lower, &found.least, differing);
    SaleEnds { greatest, least }
}

/// The parties for which the two ends are not the same.
fn differing(system: &System, found: &Both, greatest: &Point, least: &Point) -> Uniqueness {
    let decided = greatest.undecided.is_empty() && least.undecided.is_empty();
    let prices = found.uniqueness(&greatest.kept, &least.kept, decided);
    let circles = &greatest.state.clearing.certificate.uniqueness;
    if prices.is_unique() {
        return circles.clone();
    }
    let (above, below) = (&greatest.state, &least.state);
    let differs = |party: &usize| {
        let party = *party;
        let paid = above.clearing.paid[party] - below.clearing.paid[party];
        above.clearing.default[party] != below.clearing.default[party]
            || below.sold[party] - above.sold[party] > found.error
            || paid > found.error * system.web.due[party]
    };
    let parties = (0..system.web.parties()).filter(differs);
    Uniqueness::Differs(parties.map(|party| party as u32).collect())
}

impl Point {
    fn new(system: &System, found: &Enclosure) -> Point {
        let above = system.state(&found.upper, Side::Up);
        let below = system.state(&found.lower, Side::Down);
        let in_doubt = |party: &usize| {
            let party = *party;
            above.clearing.default[party] != below.clearing.default[party]
                || system.rule.jumps(party)
                    && above.sold[party].to_bits() != below.sold[party].to_bits()
        };
        let undecided: Vec<u32> =
            (0..system.web.parties()).filter(in_doubt).map(|party| party as u32).collect();
        // Who is in doubt is taken to keep to the rule.
        let sold = if undecided.is_empty() {
            let middle = found.lower.iter().zip(&found.upper).map(|(a, b)| a + 0.5 * (b - a));
            system.state(&middle.collect::<Vec<f64>>(), Side::Near).sold
        } else {
            above.sold
        };
        let sides = found.lower.iter().zip(&found.upper);
        let next = system.kept(&sold, Side::Near);
        let kept: Vec<f64> =
            next.iter().zip(sides).map(|(next, (a, b))| next.max(*a).min(*b)).collect();
        let state = system.state(&kept, Side::Near);
        let after = system.kept(&state.sold, Side::Near);
        let misses = kept.iter().zip(&after).map(|(kept, after)| (kept - after).abs());
        Point { residual: misses.fold(0.0, f64::max), kept, state, undecided }
    }

    fn sale(self, system: &System, found: &Enclosure, uniqueness: Uniqueness) -> Sale {
        let prices = |kept: &[f64], side: Side| -> Vec<f64> {
            let price = |(asset, kept): (&super::Asset, &f64)| {
                let price = asset.price * kept;
                let whole = *kept >= 1.0;
                side.of(price, if whole { 0.0 } else { price * crate::rounding::UNIT })
            };
            system.assets.iter().zip(kept).map(price).collect()
        };
        Sale {
            prices: prices(&self.kept, Side::Near),
            lower: prices(&found.lower, Side::Down),
            upper: prices(&found.upper, Side::Up),
            sold: self.state.sold,
            clearing: self.state.clearing,
            certificate: Certificate {
                residual: self.residual,
                proved: true,
                uniqueness,
                undecided: self.undecided,
                rounds: found.rounds,
                method: Method::Auto,
            },
        }
    }
}
