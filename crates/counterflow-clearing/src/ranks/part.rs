//! Some parties of a web alone: what they get of all others is a constant.

use super::sequence::Sequence;
use crate::components::{Components, components};
use crate::fixed_point::{Bracket, Clamped, settled};
use crate::rounding::relative;
use crate::sparse::Csr;

/// The clamped system of some parties. Claims are numbered anew, party by party.
pub(super) struct Part {
    matrix: Csr,
    components: Components,
    claims: Vec<u32>,
    owner: Vec<u32>,
    floor: Vec<f64>,
    cap: Vec<f64>,
    base: Vec<f64>,
    gain: Vec<f64>,
    slack: Vec<f64>,
}

impl Part {
    /// The system of `members`, which rise, out of a sequence under way. Needs `place`, one number
    /// a claim of the web and all of them [`Csr::NOWHERE`], and leaves it so.
    pub fn new(sequence: &Sequence, members: &[u32], place: &mut [u32]) -> Part {
        let web = sequence.model.web;
        let (mut claims, mut owner) = (vec![0], Vec::new());
        let (mut floor, mut cap) = (Vec::new(), Vec::new());
        for (at, &party) in members.iter().enumerate() {
            for claim in web.claims_on(party as usize) {
                place[claim] = owner.len() as u32;
                owner.push(at as u32);
                floor.push(sequence.floor(claim));
                cap.push(web.cap[claim]);
            }
            claims.push(owner.len() as u32);
        }
        let matrix = web.receives.part(members, place);
        let mut part = Part {
            components: components(&matrix, |claim| owner[claim as usize]),
            matrix,
            claims,
            owner,
            floor,
            cap,
            base: Vec::with_capacity(members.len()),
            gain: Vec::with_capacity(members.len()),
            slack: Vec::with_capacity(members.len()),
        };
        members.iter().for_each(|&party| part.hold_still(sequence, party as usize, place));
        for claim in members.iter().flat_map(|&party| web.claims_on(party as usize)) {
            place[claim] = Csr::NOWHERE;
        }
        part
    }

    /// Adds up what the party gets of those that are no members.
    fn hold_still(&mut self, sequence: &Sequence, party: usize, place: &[u32]) {
        let (columns, parts) = sequence.model.web.receives.row(party);
        let (mut received, mut error) = (0.0, 0.0);
        for (&claim, part) in columns.iter().zip(parts) {
            if place[claim as usize] == Csr::NOWHERE {
                received += part * sequence.x[claim as usize];
                error += part * sequence.error(claim as usize);
            }
        }
        let (alpha, beta) = sequence.kept(party);
        let base = alpha * sequence.assets[party] + beta * received;
        self.base.push(base);
        self.gain.push(beta);
        self.slack.push((error * beta + relative(columns.len()) * base) * (1.0 + 1e-9));
    }

    /// What the members pay on their claims and have.
    pub fn solve(&self, sequence: &Sequence, members: &[u32]) -> (Vec<f64>, Bracket) {
        let claims = members.iter().flat_map(|&party| sequence.model.web.claims_on(party as usize));
        let from = claims.map(|claim| sequence.x[claim]).collect();
        let system = Clamped {
            matrix: &self.matrix,
            claims: &self.claims,
            owner: &self.owner,
            floor: &self.floor,
            cap: &self.cap,
            base: &self.base,
            gain: Some(&self.gain),
            slack: Some(&self.slack),
            components: &self.components,
        };
        let (point, bracket) = settled(&system, sequence.aim, from);
        (point.x, bracket)
    }
}
