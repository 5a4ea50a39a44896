//! Sums of what parties owe and own, and whether they are exact.

use counterflow_clearing::rounding::Sum;

use super::web::Tables;

/// What each party owes in all, to parties and outsiders.
pub struct Dues {
    sums: Vec<Sum>,
}

impl Dues {
    /// Adds up the tables.
    pub fn of(tables: &Tables) -> Dues {
        let mut sums = vec![Sum::default(); tables.nodes.parties.len()];
        for (debtor, _, amount) in tables.edges.debts.rows() {
            sums[debtor as usize].add(amount);
        }
        let outside = tables.nodes.or("external_liabilities", 0.0);
        sums.iter_mut().zip(outside).for_each(|(sum, owes)| sum.add(owes));
        Dues { sums }
    }

    /// What each party owes.
    pub fn values(&self) -> Vec<f64> {
        self.sums.iter().map(Sum::value).collect()
    }

    /// At least and at most what a party owes, times a part from `least` to `most`.
    pub fn part(&self, party: usize, least: f64, most: f64) -> (f64, f64) {
        let due = self.sums[party].value();
        let is_exact = self.sums[party].is_exact();
        (below(due * least, least, is_exact), above(due * most, most, is_exact))
    }
}

/// Whether a product with this part is as exact as what it is a part of.
fn is_plain(part: f64) -> bool {
    part <= 0.0 || part >= 1.0
}

/// More than a sum that knows what it lost and a product can be off, as a part of them.
const OFF: f64 = 8.0 * f64::EPSILON;

fn below(number: f64, part: f64, is_exact: bool) -> f64 {
    if is_exact && is_plain(part) { number } else { (number - number * OFF).max(0.0) }
}

fn above(number: f64, part: f64, is_exact: bool) -> f64 {
    if is_exact && is_plain(part) { number } else { number + number * OFF }
}

/// The equity of each party by its books: all that it has and is owed, less all that it owes.
pub fn book_equity(tables: &Tables) -> Vec<f64> {
    let mut sums = vec![Sum::default(); tables.nodes.parties.len()];
    for (debtor, creditor, amount) in tables.edges.debts.rows() {
        sums[debtor as usize].add(-amount);
        sums[creditor as usize].add(amount);
    }
    let (assets, owes) =
        (tables.nodes.or("external_assets", 0.0), tables.nodes.or("external_liabilities", 0.0));
    let outside = assets.into_iter().zip(owes);
    let add = |(sum, (has, owes)): (&mut Sum, (f64, f64))| {
        sum.add(has);
        sum.add(-owes);
        sum.value()
    };
    sums.iter_mut().zip(outside).map(add).collect()
}
