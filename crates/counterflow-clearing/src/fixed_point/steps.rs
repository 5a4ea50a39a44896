//! Sweeps by Gauss and Seidel, and what two of them in a row tell of those that follow.

use super::{Clamped, Point};

/// What one sweep did.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Step {
    /// The largest change of a claim.
    pub largest: f64,
    /// The sum of the products of the changes with those of the sweep before.
    along: f64,
    /// The sums of the squares of both.
    now: f64,
    before: f64,
    /// How many claims are neither paid in full nor not at all.
    pub short: usize,
}

/// Two steps go the same way if the square of the cosine between them is above this.
const ALIGNED: f64 = 0.95;

/// Steps that shrink by more than this are best waited for.
const WORTH: f64 = 0.2;

impl Step {
    /// If this sweep went where the one before it went, and so will all that follow: by how much
    /// they will lengthen it together.
    pub fn rest(&self) -> Option<f64> {
        let ratio = self.along / self.before;
        let aligned = self.along * self.along > ALIGNED * self.now * self.before;
        (aligned && ratio > WORTH && ratio < 1.0).then_some(ratio / (1.0 - ratio))
    }
}

/// Sweeps over one component, and by how much the last two changed each of its claims, in the order
/// in which they went.
#[derive(Debug, Default)]
pub(super) struct Steps {
    now: Vec<f64>,
    before: Vec<f64>,
}

impl Steps {
    /// Makes ready for a component.
    pub fn start(&mut self, system: &Clamped, members: &[u32]) {
        let claims = members.iter().map(|&party| system.claims_on(party as usize).len()).sum();
        for changes in [&mut self.now, &mut self.before] {
            changes.clear();
            changes.resize(claims, 0.0);
        }
    }

    /// The same for so many claims.
    pub fn over(claims: usize) -> Steps {
        Steps { now: vec![0.0; claims], before: vec![0.0; claims] }
    }

    /// Where the changes of the next sweep go.
    pub fn turn(&mut self) -> &mut [f64] {
        std::mem::swap(&mut self.now, &mut self.before);
        &mut self.now
    }

    /// The changes of the last sweep.
    pub fn last(&self) -> &[f64] {
        &self.now
    }

    /// One sweep over its members, in place.
    pub fn sweep(&mut self, system: &Clamped, members: &[u32], point: &mut Point) -> Step {
        let changes = self.turn();
        let short = match (system.is_plain(), system.gain) {
            (true, None) => plain::<false>(system, members, point, changes),
            (true, Some(_)) => plain::<true>(system, members, point, changes),
            (false, _) => layered(system, members, point, changes),
        };
        self.seen(short)
    }

    /// What the last sweep did. In a loop of its own: without debts in it, it takes wide registers,
    /// and the sweep waits for no sum.
    pub fn seen(&self, short: usize) -> Step {
        const LANES: usize = 4;
        let (mut largest, mut sums) = ([0.0_f64; LANES], [[0.0_f64; LANES]; 3]);
        let mut see = |now: &[f64], before: &[f64]| {
            for (lane, (&now, &before)) in now.iter().zip(before).enumerate() {
                largest[lane] = if now.abs() > largest[lane] { now.abs() } else { largest[lane] };
                sums[0][lane] += now * before;
                sums[1][lane] += now * now;
                sums[2][lane] += before * before;
            }
        };
        let (now, before) = (self.now.as_chunks::<LANES>(), self.before.as_chunks::<LANES>());
        now.0.iter().zip(before.0).for_each(|(now, before)| see(now, before));
        see(now.1, before.1);
        let [along, now, before] = sums.map(|lanes| lanes.iter().sum());
        let largest = largest.iter().fold(0.0, |most: f64, &lane| most.max(lane));
        Step { largest, along, now, before, short }
    }

    /// Goes on by as much as all further steps would, were they all like the last (Aitken 1926):
    /// one slow direction is most of what is left of a sweep over a web.
    pub fn extrapolate(&self, system: &Clamped, members: &[u32], rest: f64, point: &mut Point) {
        let claims = members.iter().flat_map(|&party| system.claims_on(party as usize));
        for (claim, change) in claims.zip(&self.now) {
            point.x[claim] = (point.x[claim] + rest * change).max(0.0).min(system.cap[claim]);
        }
    }
}

/// One sweep where each party has one claim on it, which ranks first; notes the change of each, and
/// counts those that are short. One look at the number of a party is enough for all its arrays.
fn plain<const GAIN: bool>(
    system: &Clamped,
    members: &[u32],
    point: &mut Point,
    changes: &mut [f64],
) -> usize {
    let parties = system.parties();
    let (base, cap) = (&system.base[..parties], &system.cap[..parties]);
    let (x, values) = (&mut point.x[..parties], &mut point.value[..parties]);
    let mut short = 0;
    for (&party, change) in members.iter().zip(changes) {
        let party = party as usize;
        if party >= parties {
            break;
        }
        let received = system.matrix.dot(party, x);
        let value = base[party] + if GAIN { system.gain(party) * received } else { received };
        values[party] = value;
        let next = value.max(0.0).min(cap[party]);
        *change = next - x[party];
        short += usize::from((next > 0.0) & (next < cap[party]));
        x[party] = next;
    }
    short
}

/// The same where parties have any number of claims on them.
fn layered(system: &Clamped, members: &[u32], point: &mut Point, changes: &mut [f64]) -> usize {
    let x = &mut point.x;
    let mut changes = changes.iter_mut();
    let mut short = 0;
    for &party in members {
        let party = party as usize;
        let value = system.value(party, x);
        point.value[party] = value;
        for (claim, change) in system.claims_on(party).zip(&mut changes) {
            let next = system.paid(claim, value);
            *change = next - x[claim];
            short += usize::from((next > 0.0) & (next < system.cap[claim]));
            x[claim] = next;
        }
    }
    short
}
