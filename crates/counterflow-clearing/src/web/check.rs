//! What can be wrong with the tables of a web, and with what they add up to.

use super::build::Table;
use super::{Web, WebError, WebErrors};
use crate::components::{Components, components};
use crate::sparse::Csr;

pub(super) fn numbers(what: &'static str, numbers: &[f64], errors: &mut WebErrors) {
    for (row, &given) in numbers.iter().enumerate() {
        // NaN is in no range.
        if !(0.0..=f64::MAX).contains(&given) {
            errors.push(WebError::Number { what, row, given });
        }
    }
}

/// Finds rows that say again what an earlier row says: one counting sort, O(rows), and another sort
/// of the rows of a party that stands to some other in several rows.
pub(super) fn twice(
    table: &'static str,
    parties: usize,
    rows: &Table,
    class: impl Fn(usize) -> u32,
    errors: &mut WebErrors,
) {
    let mut starts = vec![0_u32; parties + 1];
    rows.from.iter().for_each(|&from| starts[from as usize + 1] += 1);
    for party in 0..parties {
        starts[party + 1] += starts[party];
    }
    let mut sorted = vec![0_u32; rows.from.len()];
    let mut next = starts.clone();
    for (row, &from) in rows.from.iter().enumerate() {
        sorted[next[from as usize] as usize] = row as u32;
        next[from as usize] += 1;
    }
    let key = |row: u32| (rows.to[row as usize], class(row as usize));
    // Most parties owe nobody twice, in whatever class, which one look at each row tells.
    let mut seen = vec![0_u32; parties];
    for party in 0..parties {
        let of_party = &mut sorted[starts[party] as usize..starts[party + 1] as usize];
        let mark = party as u32 + 1;
        let is_again =
            |&row: &u32| std::mem::replace(&mut seen[rows.to[row as usize] as usize], mark) == mark;
        if !of_party.iter().any(is_again) {
            continue;
        }
        of_party.sort_by_key(|&row| (key(row), row));
        for pair in of_party.windows(2) {
            if key(pair[0]) == key(pair[1]) {
                let (first, row) = (pair[0] as usize, pair[1] as usize);
                errors.push(WebError::Twice { table, row, first });
            }
        }
    }
}

/// Sums of huge amounts may be larger than any number.
pub(super) fn sums(web: &Web, errors: &mut WebErrors) {
    for (party, receivable) in web.receivable.iter().enumerate() {
        let most = web.due[party] + receivable.value() + web.external_assets[party];
        if !most.is_finite() {
            errors.push(WebError::TooLarge { party: party as u32 });
        }
    }
}

/// A debt that is nothing beside what ranks with it would be lost in the division.
pub(super) fn parts(web: &Web, errors: &mut WebErrors) {
    for (creditor, claim, part) in web.receives.entries() {
        if part < LEAST_PART {
            let debtor = web.owner[claim as usize];
            errors.push(WebError::TooFarApart { debtor, creditor: Some(creditor) });
        }
    }
    for (claim, &part) in web.external_part.iter().enumerate() {
        if part > 0.0 && part < LEAST_PART && web.cap[claim].is_finite() {
            errors.push(WebError::TooFarApart { debtor: web.owner[claim], creditor: None });
        }
    }
    // A part of nothing that is owed is one that vanished.
    for (party, &amount) in web.external_liabilities.iter().enumerate() {
        if amount > 0.0 && web.claims_on(party).all(|claim| web.external_part[claim] <= 0.0) {
            errors.push(WebError::TooFarApart { debtor: party as u32, creditor: None });
        }
    }
}

/// The least part of a claim that can be told from nothing.
const LEAST_PART: f64 = 1e-200;

/// Equity has a value only if somebody outside of every circle of owners has a part of it.
pub(super) fn owners(web: &Web, errors: &mut WebErrors) {
    let equities = web.cap.iter().enumerate().filter(|(_, cap)| cap.is_infinite());
    // Sums of shares such as 0.1 + 0.2 + 0.7 may pass one by a rounding.
    const WHOLE: f64 = 1e-12;
    let mut closed = vec![false; web.parties()];
    for (claim, _) in equities {
        let outside = web.external_part[claim];
        if outside < -WHOLE {
            let owned = web.owner[claim];
            errors.push(WebError::Overowned { owned, total: 1.0 - outside });
        }
        closed[web.owner[claim] as usize] = outside <= WHOLE;
    }
    let circles = ownership_circles(web);
    let of_party = circles.of_parties();
    let mut leaks = vec![false; circles.len()];
    let mut circular = vec![false; circles.len()];
    for (owner, claim, _) in web.receives.entries() {
        let owned = web.owner[claim as usize];
        if web.cap[claim as usize].is_infinite() {
            let inside = of_party[owner as usize] == of_party[owned as usize];
            leaks[of_party[owned as usize] as usize] |= !inside;
            circular[of_party[owned as usize] as usize] |= inside;
        }
    }
    for (number, members) in circles.iter().enumerate() {
        let all_closed = members.iter().all(|&party| closed[party as usize]);
        if circular[number] && all_closed && !leaks[number] {
            errors.push(WebError::Ownerless { parties: members.to_vec() });
        }
    }
}

/// Parties that own one another in circles.
fn ownership_circles(web: &Web) -> Components {
    let stakes =
        web.receives.entries().filter(|&(_, claim, _)| web.cap[claim as usize].is_infinite());
    let stakes = stakes.map(|(owner, claim, share)| (owner, web.owner[claim as usize], share));
    let stakes = Csr::from_entries(web.parties(), web.parties(), stakes);
    components(&stakes, |owned| owned)
}
