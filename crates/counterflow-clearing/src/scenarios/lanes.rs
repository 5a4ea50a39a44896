//! Scenarios in lanes: they come in together, leave when they are done, and others take their
//! place.
//!
//! A lane knows nothing of its neighbors: neither what is in them nor how many there are changes
//! what is done to it, so neither changes a bit of its answer.

use super::kernel::{Aligned, Extrapolate, LINE, Step, Sweep, Terms};
use super::real::Real;
use crate::web::Web;

/// One scenario to solve.
#[derive(Clone, Debug)]
pub(super) struct Job<'a> {
    pub assets: &'a [f64],
    /// What the parties have, roughly, if that is known.
    pub start: Option<Vec<f64>>,
    /// It is done when a sweep changes no payment by more, in multiples of the party's weight.
    pub goal: f64,
}

/// One scenario that leaves its lane.
#[derive(Clone, Debug)]
pub(super) struct Left {
    pub job: usize,
    /// What each party has.
    pub value: Vec<f64>,
    /// What the last sweep changed.
    pub change: f64,
    pub sweeps: usize,
}

/// Where the scenarios sit while they are swept; kept from one batch to the next.
#[derive(Debug)]
pub(super) struct Room<T> {
    /// Lanes in use: all, or half of them where few scenarios are left.
    lanes: usize,
    most: usize,
    assets: Aligned<T>,
    paid: Aligned<T>,
    /// What parties have after the last sweep, and after the one before.
    value: [Aligned<T>; 2],
    rest: Aligned<T>,
    step: Step<T>,
}

/// A scenario in its lane.
#[derive(Clone, Debug)]
struct Seat {
    lane: usize,
    job: usize,
    sweeps: usize,
    pace: Pace,
    /// How many last changes to add.
    rest: f64,
}

impl<T: Real> Room<T> {
    pub fn new(web: &Web, lanes: usize) -> Room<T> {
        let all = || Aligned::new(web.parties() * lanes);
        Room {
            lanes,
            most: lanes,
            assets: all(),
            paid: all(),
            value: [all(), all()],
            rest: Aligned::new(lanes),
            step: Step::new(lanes),
        }
    }

    /// Sweeps until every scenario is done, or has been swept so often that there is no point.
    pub fn drive(
        &mut self,
        terms: Terms,
        jobs: &[Job],
        sweeps: usize,
        mut leave: impl FnMut(Left),
    ) {
        self.lanes = self.most;
        let mut seats: Vec<Seat> = Vec::with_capacity(self.lanes);
        let mut waiting = jobs.iter().enumerate();
        loop {
            // Lanes that are done idle until a quarter of them are: to fill one takes about as many
            // reads of memory as to fill four.
            if 4 * seats.len() <= 3 * self.lanes {
                self.seat(terms, &mut waiting, &mut seats);
            }
            if 2 * seats.len() <= self.lanes && self.lanes > narrowest::<T>() {
                self.narrow(terms.web.parties(), &mut seats);
            }
            if seats.is_empty() {
                return;
            }
            self.sweep(terms);
            let done = self.note(jobs, sweeps, &mut seats);
            self.leave(terms, &done).into_iter().for_each(&mut leave);
            self.extrapolate(terms, &seats);
            self.value.swap(0, 1);
        }
    }

    /// Gives free lanes to scenarios that wait.
    fn seat<'a>(
        &mut self,
        terms: Terms,
        waiting: &mut impl Iterator<Item = (usize, &'a Job<'a>)>,
        seats: &mut Vec<Seat>,
    ) {
        let free = (0..self.lanes).filter(|lane| seats.iter().all(|seat| seat.lane != *lane));
        let new: Vec<(Seat, &Job)> = free
            .zip(waiting)
            .map(|(lane, (job, what))| {
                (Seat { lane, job, sweeps: 0, pace: Pace::default(), rest: 0.0 }, what)
            })
            .collect();
        for from in (0..terms.web.parties()).step_by(TILE) {
            for (seat, job) in &new {
                self.seat_tile(terms, from, seat.lane, job);
            }
        }
        seats.extend(new.into_iter().map(|(seat, _)| seat));
    }

    /// Writes what one scenario says of some parties, from this one on.
    fn seat_tile(&mut self, terms: Terms, from: usize, lane: usize, job: &Job) {
        let Terms { web, unit, .. } = terms;
        let to = web.parties().min(from + TILE);
        let numbers = from * self.lanes..to * self.lanes;
        let assets = self.assets.get_mut()[numbers.clone()].chunks_exact_mut(self.lanes);
        let own = &job.assets[from..to];
        for (assets, own) in assets.zip(own) {
            assets[lane] = T::of(own * unit);
        }
        let due = &web.due[from..to];
        let paid = self.paid.get_mut()[numbers].chunks_exact_mut(self.lanes).zip(due);
        let pay = |(paid, &due): (&mut [T], &f64), value: f64| {
            paid[lane] = T::of(if value < due { value } else { due } * unit);
        };
        match &job.start {
            Some(start) => paid.zip(&start[from..to]).for_each(|(paid, &value)| pay(paid, value)),
            None => paid
                .zip(own.iter().zip(&terms.receivable[from..to]))
                .for_each(|(paid, (own, receivable))| pay(paid, own + receivable)),
        }
    }

    /// Moves the scenarios that are left to half as many lanes.
    fn narrow(&mut self, parties: usize, seats: &mut [Seat]) {
        let (wide, narrow) = (self.lanes, self.lanes / 2);
        seats.sort_unstable_by_key(|seat| seat.lane);
        for numbers in [&mut self.assets, &mut self.paid].into_iter().chain(&mut self.value) {
            let numbers = numbers.get_mut();
            for party in 0..parties {
                // No number is written before it is read: in order, lanes only move to the front.
                for (to, seat) in seats.iter().enumerate() {
                    numbers[party * narrow + to] = numbers[party * wide + seat.lane];
                }
            }
        }
        seats.iter_mut().enumerate().for_each(|(to, seat)| seat.lane = to);
        self.lanes = narrow;
    }

    fn sweep(&mut self, terms: Terms) {
        let len = terms.web.parties() * self.lanes;
        self.step.set_lanes(self.lanes);
        let sweep = Sweep {
            terms,
            lanes: self.lanes,
            assets: &self.assets.get()[..len],
            paid: &mut self.paid.get_mut()[..len],
            value: &mut self.value[0].get_mut()[..len],
            step: &mut self.step,
        };
        sweep.run();
    }

    /// Notes what the sweep did, and takes out those that are done.
    fn note(&self, jobs: &[Job], sweeps: usize, seats: &mut Vec<Seat>) -> Vec<Seat> {
        let mut done = Vec::new();
        seats.retain_mut(|seat| {
            seat.sweeps += 1;
            let reached = self.step.largest(seat.lane) <= jobs[seat.job].goal;
            if reached || seat.sweeps >= sweeps {
                done.push(seat.clone());
                return false;
            }
            seat.rest = seat.pace.rest(self.step.sum(seat.lane), self.step.square(seat.lane));
            true
        });
        done
    }

    /// What the parties have in the lanes that are done.
    fn leave(&self, terms: Terms, done: &[Seat]) -> Vec<Left> {
        let parties = terms.web.parties();
        let left = |seat: &Seat| Left {
            job: seat.job,
            value: Vec::with_capacity(parties),
            change: self.step.largest(seat.lane),
            sweeps: seat.sweeps,
        };
        let mut left: Vec<Left> = done.iter().map(left).collect();
        if !left.is_empty() {
            let back = 1.0 / terms.unit;
            for from in (0..parties).step_by(TILE) {
                for (left, seat) in left.iter_mut().zip(done) {
                    let numbers = &self.value[0].get()[from * self.lanes..];
                    let parties = numbers.chunks_exact(self.lanes).take(TILE.min(parties - from));
                    left.value.extend(parties.map(|lanes| lanes[seat.lane].get() * back));
                }
            }
        }
        left
    }

    /// Jumps ahead in those lanes where all that is left goes one way.
    fn extrapolate(&mut self, terms: Terms, seats: &[Seat]) {
        if seats.iter().all(|seat| seat.rest <= 0.0) {
            return;
        }
        let len = terms.web.parties() * self.lanes;
        let rest = &mut self.rest.get_mut()[..self.lanes];
        rest.fill(T::default());
        seats.iter().for_each(|seat| rest[seat.lane] = T::of(seat.rest));
        let jump = Extrapolate {
            terms,
            paid: &mut self.paid.get_mut()[..len],
            before: &self.value[1].get()[..len],
            rest,
        };
        jump.run();
    }
}

/// Parties whose lanes stay near while they are filled one after the other.
const TILE: usize = 64;

/// Lanes that fill one line of memory, and the widest register: fewer would cost the same.
fn narrowest<T>() -> usize {
    LINE / size_of::<T>()
}

/// Watches steps shrink.
#[derive(Clone, Copy, Debug, Default)]
struct Pace {
    /// The sum of the changes of the last sweep and of their squares, unless there was a jump since.
    last: Option<(f64, f64)>,
}

/// By how much two measures of how a step shrinks may differ if it goes where the last one went.
const ALIGNED: f64 = 0.1;
/// Steps that shrink by more than this are best waited for.
const WORTH: f64 = 0.2;

impl Pace {
    /// If this sweep went where the one before it went, and so will all that follow: by how much
    /// they will lengthen it together. Nothing if not.
    fn rest(&mut self, sum: f64, square: f64) -> f64 {
        let last = self.last.replace((sum, square));
        let Some((last_sum, last_square)) = last else { return 0.0 };
        let (ratio, size) = (sum / last_sum, (square / last_square).sqrt());
        let aligned = (ratio - size).abs() <= ALIGNED * size;
        if !(aligned && ratio > WORTH && ratio < 1.0) {
            return 0.0;
        }
        self.last = None;
        ratio / (1.0 - ratio)
    }
}
