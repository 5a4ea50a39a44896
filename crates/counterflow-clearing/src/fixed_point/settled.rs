//! The greatest fixed point with its bracket, sought again where the bracket is too wide.

use super::active_set::{SPARE, greatest_beside};
use super::bracket::{bracket, bracket_beside};
use super::losses::{Ahead, sweeps};
use super::{Aim, Bracket, Clamped, Method, Point};

/// How often a point whose bracket is too wide is sought again.
const AGAIN: usize = 4;

/// The greatest fixed point to within about `aim.error`, from a point that is not below it, and a
/// proof of where it is.
pub(crate) fn settled(system: &Clamped, aim: Aim, from: Vec<f64>) -> (Point, Bracket) {
    settled_beside(system, aim, from, None)
}

/// The same of a plain system without factors, from the side of those who are short.
pub(crate) fn settled_ahead(system: &Clamped, aim: Aim, ahead: Ahead) -> (Point, Bracket) {
    let (mut point, done) = sweeps(system, Aim { error: SPARE * aim.error, ..aim }, ahead);
    if !done {
        return settled(system, aim, point.x);
    }
    let found = bracket(system, &mut point);
    narrowed(system, aim, point, found, None)
}

/// The same where some components, of which no other depends, are settled otherwise: nothing is
/// done about parties of which `beside` says so.
pub(crate) fn settled_beside(
    system: &Clamped,
    aim: Aim,
    from: Vec<f64>,
    beside: Option<&[bool]>,
) -> (Point, Bracket) {
    let mut point = greatest_beside(system, aim, from, beside);
    let found = bracket_beside(system, &mut point, beside);
    narrowed(system, aim, point, found, beside)
}

/// Seeks a point again as long as its bracket is too wide.
fn narrowed(
    system: &Clamped,
    mut aim: Aim,
    mut point: Point,
    mut found: Bracket,
    beside: Option<&[bool]>,
) -> (Point, Bracket) {
    for again in 1..=AGAIN {
        if found.widest() <= 4.0 * aim.error || !found.proved {
            break;
        }
        // What jumps ahead may jump too far; what does not comes near in the end.
        if again == AGAIN {
            aim.method = Method::GaussSeidel;
        }
        let before = std::mem::take(&mut point);
        point = greatest_beside(system, aim, before.x.clone(), beside);
        let next = bracket_beside(system, &mut point, beside);
        point.rounds += before.rounds;
        if next.widest() >= found.widest() {
            point.x = before.x;
            continue;
        }
        found = next;
    }
    (point, found)
}
