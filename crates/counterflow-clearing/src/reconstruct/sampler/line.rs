//! The law of one move: an exponential between two ends, with atoms where a cell becomes zero.

use libm::{exp, expm1, log, log1p};

use super::super::philox::Philox;

/// A cell as it is drawn with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Member {
    /// Its amount, in grid points.
    pub(super) amount: i128,
    /// The most it can have.
    cap: i128,
    /// The rate of its amount, for the unit of the grid.
    rate: f64,
    /// The logarithm of `(1 - p) / (p * rate)`, the weight of no link; none if a link is sure.
    atom: Option<f64>,
}

impl Member {
    pub(super) fn new(amount: i128, cap: i128, probability: f64, rate: f64) -> Self {
        let odds = || log((1.0 - probability) / probability) - log(rate);
        Member { amount, cap, rate, atom: (probability < 1.0).then(odds) }
    }

    /// What it has after a move that adds to it or takes off.
    fn after(&self, change: i128, place: usize) -> i128 {
        self.amount + if place.is_multiple_of(2) { change } else { -change }
    }
}

/// One end of the line: how many cells are zero there, and the logarithm of their weight.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Atom {
    zeros: usize,
    log: f64,
}

impl Atom {
    /// The atom at a change; without zeros where a cell that is a sure link would be zero.
    fn at(members: &[Member], change: i128) -> Self {
        let zero = |(place, member): (usize, &Member)| {
            (member.after(change, place) == 0).then_some(member.atom)
        };
        let logs: Option<Vec<f64>> = members.iter().enumerate().filter_map(zero).collect();
        let logs = logs.unwrap_or_default();
        Atom { zeros: logs.len(), log: logs.iter().sum() }
    }
}

/// Draws what to add to the members at even places and to take off the others. The unit is the
/// number of grid points that rates are for.
pub(super) fn draw(members: &[Member], unit: f64, random: &mut Philox) -> i128 {
    let (low, high) = ends(members);
    if low == high {
        return low;
    }
    let slope: f64 = members
        .iter()
        .enumerate()
        .map(|(place, member)| if place.is_multiple_of(2) { member.rate } else { -member.rate })
        .sum();
    let width = (high - low) as f64 / unit;
    let weights = weights(Atom::at(members, low), Atom::at(members, high), slope, width);
    match choose(weights, random) {
        0 => low,
        2 => high,
        _ => low + inside(slope, width, random, unit).clamp(1, (high - low - 1).max(1)),
    }
}

/// The least and the greatest change; equal if there is none to make.
fn ends(members: &[Member]) -> (i128, i128) {
    let (mut low, mut high) = (i128::MIN, i128::MAX);
    for (place, member) in members.iter().enumerate() {
        let (down, up) = (member.amount, member.cap - member.amount);
        let (down, up) = if place.is_multiple_of(2) { (down, up) } else { (up, down) };
        (low, high) = (low.max(-down), high.min(up));
    }
    if members.is_empty() { (0, 0) } else { (low, high) }
}

/// The logarithms of the weights of the low end, of what lies between, and of the high end, each
/// less the same number.
fn weights(low: Atom, high: Atom, slope: f64, width: f64) -> [f64; 3] {
    let never = f64::NEG_INFINITY;
    let zeros = low.zeros.max(high.zeros);
    let of = |atom: Atom, log: f64| if atom.zeros == zeros && zeros > 0 { log } else { never };
    // Seen from the end where the density is greater, it falls.
    let fall = slope.abs() * width;
    let (from_low, from_high) = if slope >= 0.0 { (0.0, fall) } else { (fall, 0.0) };
    let between = if zeros > 1 { never } else { log(width) + log(mean(fall)) };
    [of(low, low.log - from_low), between, of(high, high.log - from_high)]
}

/// The mean of `exp(-t)` over `t` from 0 to `fall`.
fn mean(fall: f64) -> f64 {
    if fall > 0.0 { -expm1(-fall) / fall } else { 1.0 }
}

/// A place, with chances as the exponentials of these weights.
fn choose(weights: [f64; 3], random: &mut Philox) -> usize {
    let most = weights.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let [low, between, high] = weights.map(|weight| exp(weight - most));
    let point = random.open() * (low + between + high);
    match point {
        _ if point < low => 0,
        _ if point < low + between => 1,
        _ if high > 0.0 => 2,
        _ => 1,
    }
}

/// A distance from the low end, in grid points, with a density that falls as `exp(-slope x)`, or
/// rises where the slope is negative.
fn inside(slope: f64, width: f64, random: &mut Philox, unit: f64) -> i128 {
    let (fall, point) = (slope.abs() * width, random.open());
    // From the end where the density is greater; both ways give the same where it is even.
    let part = if slope >= 0.0 { point } else { 1.0 - point };
    let even = fall < 1e-12;
    let part = if even { part } else { -log1p(part * expm1(-fall)) / fall };
    let part = if slope >= 0.0 { part } else { 1.0 - part };
    (part * width * unit) as i128
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "a share of all draws is exact")]
mod tests {
    use super::*;

    fn member(amount: i128, probability: f64) -> Member {
        Member::new(amount, 1_000_000, probability, 1.5)
    }

    fn shares(members: &[Member], low: i128, high: i128) -> [f64; 3] {
        let mut random = Philox::new(5, 0);
        let mut counts = [0; 3];
        for _ in 0..20_000 {
            let change = draw(members, 1000.0, &mut random);
            assert!((low..=high).contains(&change));
            counts[if change == low { 0 } else { usize::from(change == high) + 1 }] += 1;
        }
        counts.map(|count| f64::from(count) / 20_000.0)
    }

    #[test]
    fn equal_rates_leave_a_uniform_with_equal_atoms() {
        // Ends at -2000 and 3000 points, so the line has length 5; an atom weighs 0.5 / 0.75.
        let [low, between, high] = shares(
            &[member(2000, 0.5), member(3000, 0.5), member(9000, 0.5), member(8000, 0.5)],
            -2000,
            3000,
        );
        let all = 5.0 + 2.0 / 1.5;
        assert!((low - 1.0 / 1.5 / all).abs() < 0.01, "{low}");
        assert!((between - 5.0 / all).abs() < 0.01, "{between}");
        assert!((high - 1.0 / 1.5 / all).abs() < 0.01, "{high}");
    }

    #[test]
    fn a_tie_takes_all_mass() {
        let tied = [member(2000, 0.5), member(3000, 0.5), member(2000, 0.5), member(8000, 0.5)];
        assert_eq!(shares(&tied, -2000, 3000), [1.0, 0.0, 0.0]);
    }

    #[test]
    fn ties_at_both_ends_share_by_odds() {
        let tied = [member(2000, 0.5), member(3000, 0.5), member(2000, 0.5), member(3000, 0.2)];
        let [low, between, high] = shares(&tied, -2000, 3000);
        assert!(between == 0.0 && (high / low - 4.0).abs() < 0.3, "{low} {high}");
    }

    #[test]
    fn sure_links_and_caps_have_no_atom() {
        let mut members =
            [member(2000, 1.0), member(3000, 0.5), member(9000, 0.5), member(8000, 0.5)];
        members[2].cap = 10_000;
        let [low, between, high] = shares(&members, -2000, 1000);
        assert!(low < 0.002 && high < 0.002 && between > 0.99, "{low} {between} {high}");
    }
}
