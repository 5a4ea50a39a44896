//! Where another solution is: circles of claims that nothing has reached, and in which distress
//! would keep itself up if there were any.

use super::DebtRank;
use crate::exposures::Exposures;
use crate::fixed_point::Linear;
use crate::rounding::relative;
use crate::sparse::Csr;

/// Members of circles of which nobody could prove that distress dies out in them: the spectral
/// radius of `V` on them is 1 or more, or nearer to 1 than arithmetic can tell.
pub(super) fn circles(exposures: &Exposures, gain: &[f64]) -> Vec<u32> {
    let mut place = vec![Csr::NOWHERE; gain.len()];
    let mut found = Vec::new();
    for members in exposures.components().iter().filter(|members| members.len() > 1) {
        let mut members = members.to_vec();
        // Places may not fall with columns.
        members.sort_unstable();
        if !dies_out(exposures, gain, &members, &mut place) {
            found.append(&mut members);
        }
    }
    found
}

/// Whether there is a `w > 0` with `V w < w`, roundings included: then the radius is below 1.
fn dies_out(exposures: &Exposures, gain: &[f64], members: &[u32], place: &mut [u32]) -> bool {
    let gain: Vec<f64> = members.iter().map(|&party| gain[party as usize]).collect();
    if gain.iter().any(|&gain| gain <= 0.0) {
        return false;
    }
    for (at, &party) in members.iter().enumerate() {
        place[party as usize] = at as u32;
    }
    let matrix = exposures.claims().part(members, place);
    members.iter().for_each(|&party| place[party as usize] = Csr::NOWHERE);
    let linear = Linear { matrix, gain: Some(gain.clone()) };
    let ones = vec![1.0; members.len()];
    let mut w = ones.clone();
    if linear.solve(&ones, &mut w, 0.05).is_none() {
        return false;
    }
    (0..members.len()).all(|i| {
        let slack = exposures.buffer_slack(members[i] as usize) * gain[i];
        let error = relative(linear.matrix.row(i).0.len()) + 2.0 * slack + exposures.rounding();
        let reach = gain[i] * linear.matrix.dot(i, &w) * (1.0 + error);
        w[i] > 0.0 && reach < w[i] && w[i].is_finite()
    })
}

/// Parties whose distress is larger in another solution than in the least: members of circles that
/// nothing reaches, and all that depend on them and have something left to lose.
pub(super) fn differing(rank: &DebtRank, reached: &[bool], h: &[f64]) -> Vec<u32> {
    let mut next: Vec<u32> =
        rank.circles.iter().copied().filter(|&party| !reached[party as usize]).collect();
    if next.is_empty() {
        return next;
    }
    let mut differs = vec![false; h.len()];
    next.iter().for_each(|&party| differs[party as usize] = true);
    while let Some(party) = next.pop() {
        for &creditor in rank.exposures.debts().row(party as usize).0 {
            if !differs[creditor as usize] && h[creditor as usize] < 1.0 {
                differs[creditor as usize] = true;
                next.push(creditor);
            }
        }
    }
    (0..h.len() as u32).filter(|&party| differs[party as usize]).collect()
}
