//! Closed circles without cash: the only place where payments of a plain web, without costs of
//! default, are not determined.
//!
//! Two solutions differ by `z ≥ 0` with `z ≤ A z`. No debt pays on more than it gets, so all that is
//! owed in `z` must be owed inside, and nothing may come in: the parties of `z` form strongly
//! connected sinks that owe nobody outside and that no cash reaches (the regularity of Eisenberg and
//! Noe 2001, theorem 2). There, what is paid is any multiple `t v` of one direction; the greatest has
//! somebody pay in full, the least is nothing. Who is in such a circle is a matter of who owes whom
//! and who has anything at all, so it is known without any rounding.

use crate::fixed_point::{Clamped, Linear};
use crate::rounding::relative;
use crate::sparse::Csr;
use crate::web::Web;

/// The components whose members owe only one another: candidates that depend on debts alone.
pub(crate) fn closed(web: &Web) -> Vec<u32> {
    if !web.is_plain() {
        return Vec::new();
    }
    let components = web.components();
    let all_inside = |members: &[u32]| {
        members
            .iter()
            .all(|&party| web.cap[party as usize] > 0.0 && web.external_part[party as usize] <= 0.0)
    };
    let mut found: Vec<u32> = components
        .iter()
        .enumerate()
        .filter(|(_, members)| all_inside(members))
        .map(|(number, _)| number as u32)
        .collect();
    if found.is_empty() {
        return found;
    }
    let of_party = components.of_parties();
    let mut leaks = vec![false; components.len()];
    for (creditor, debtor, _) in web.receives.entries() {
        let from = of_party[debtor as usize];
        leaks[from as usize] |= of_party[creditor as usize] != from;
    }
    found.retain(|&number| !leaks[number as usize]);
    found
}

/// Those of the closed components that no cash reaches, by their members.
pub(super) fn without_cash(system: &Clamped, closed: &[u32]) -> Vec<Vec<u32>> {
    if closed.is_empty() {
        return Vec::new();
    }
    let reached = reached(system);
    let dry = |&party: &u32| !reached[party as usize] && system.gain(party as usize) >= 1.0;
    let members = closed.iter().map(|&number| system.components.members(number));
    members.filter(|members| members.iter().all(dry)).map(<[u32]>::to_vec).collect()
}

/// Whom any money reaches that comes from outside of the web. In the order of the components one
/// pass is enough, but for circles, which are reached as one.
fn reached(system: &Clamped) -> Vec<bool> {
    let mut reached = vec![false; system.parties()];
    for members in system.components.iter() {
        let any = members.iter().any(|&party| {
            let party = party as usize;
            let paid = system.matrix.row(party).0.iter();
            system.base[party] > 0.0
                || system.gain(party) > 0.0
                    && paid.clone().any(|&claim| reached[system.owner[claim as usize] as usize])
        });
        members.iter().for_each(|&party| reached[party as usize] = any);
    }
    reached
}

/// What the members of a circle pay in the greatest solution: for each the least and the most that
/// it may be.
pub(super) fn greatest(system: &Clamped, members: &[u32]) -> Vec<(f64, f64)> {
    let direction = direction(system, members).unwrap_or_else(|| {
        // Nothing is proved of the direction: somebody pays in full, nobody more.
        vec![(0.0, f64::INFINITY); members.len()]
    });
    let cap = |at: usize| system.cap[members[at] as usize];
    let fold = |end: fn(&(f64, f64)) -> f64| {
        let ratios = direction.iter().enumerate().map(|(at, part)| cap(at) / end(part));
        ratios.fold(f64::INFINITY, f64::min)
    };
    let (fewest, most) = (fold(|part| part.1), fold(|part| part.0));
    let slack = relative(4);
    direction
        .iter()
        .enumerate()
        .map(|(at, &(low, high))| {
            let low = fewest * low * (1.0 - slack);
            let high = most * high * (1.0 + slack);
            // Nobody pays more than all, which may be a sum that was rounded.
            let all = cap(at) * (1.0 + slack);
            (if low.is_finite() { low } else { 0.0 }, if high < all { high } else { all })
        })
        .collect()
}

/// The direction in which money can go round, as ends: the first member has one, the others what
/// that brings them. `None` where that cannot be proved.
fn direction(system: &Clamped, members: &[u32]) -> Option<Vec<(f64, f64)>> {
    let (&first, others) = members.split_first()?;
    let mut place = vec![Csr::NOWHERE; system.cap.len()];
    for (at, &party) in others.iter().enumerate() {
        place[party as usize] = at as u32;
    }
    let linear = Linear { matrix: system.matrix.part(others, &place), gain: None };
    let from_first = |party: u32| {
        let (claims, parts) = system.matrix.row(party as usize);
        claims.binary_search(&first).map_or(0.0, |at| parts[at])
    };
    let right: Vec<f64> = others.iter().map(|&party| from_first(party)).collect();
    let mut z = vec![0.0; others.len()];
    linear.solve(&right, &mut z, 1e-14)?;
    // How far off z is, in units of a witness: see the bracket of the fixed point.
    let error = |at: usize| {
        let value = right[at] + linear.matrix.dot(at, &z);
        let terms = linear.matrix.row(at).0.len();
        (value - z[at]).abs() + relative(terms) * value.max(z[at]) + f64::MIN_POSITIVE
    };
    let errors: Vec<f64> = (0..others.len()).map(error).collect();
    let mut w = errors.clone();
    linear.solve(&errors, &mut w, 0.01)?;
    let mut factor = 0.0_f64;
    for (at, error) in errors.iter().enumerate() {
        let terms = linear.matrix.row(at).0.len();
        let room = w[at] - linear.matrix.dot(at, &w) * (1.0 + relative(terms));
        if !(room > 0.0 && room.is_finite()) {
            return None;
        }
        factor = factor.max(error / room * (1.0 + 1e-9));
    }
    let ends = z.iter().zip(&w).map(|(z, w)| ((z - factor * w).max(0.0), z + factor * w));
    Some(std::iter::once((1.0, 1.0)).chain(ends).collect())
}
