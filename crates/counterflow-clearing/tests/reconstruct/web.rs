//! Random webs of which one matrix is known to fit.

use counterflow_clearing::reconstruct::{Matrix, Totals};
use proptest::prelude::*;

/// What the caller is told of a cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Told {
    Nothing,
    /// Its amount, be it zero.
    Amount,
    /// A cap that is this much above it.
    Cap(u32),
}

/// A web: amounts in hundredths, row by row, and what is told of each cell.
#[derive(Clone, Debug)]
pub struct Web {
    pub parties: usize,
    pub hundredths: Vec<u32>,
    pub told: Vec<Told>,
}

impl Web {
    pub fn hundredths_of(&self, debtor: usize, creditor: usize) -> u32 {
        self.hundredths[debtor * self.parties + creditor]
    }

    pub fn told_of(&self, debtor: usize, creditor: usize) -> Told {
        self.told[debtor * self.parties + creditor]
    }

    /// All cells off the diagonal.
    pub fn cells(&self) -> Vec<(usize, usize)> {
        let all = 0..self.parties;
        all.clone().flat_map(|i| all.clone().map(move |j| (i, j))).filter(|(i, j)| i != j).collect()
    }

    /// What the caller knows, in units of some power of ten, cells in some order.
    pub fn totals_in(&self, cells: &[(usize, usize)], power: i32) -> Totals {
        let money = |hundredths: u64| format!("{hundredths}e{}", power - 2).parse().unwrap();
        let sum = |of: &dyn Fn(usize, usize) -> u32| -> Vec<f64> {
            let all = 0..self.parties;
            all.clone().map(|k| money(all.clone().map(|l| u64::from(of(k, l))).sum())).collect()
        };
        let owed = sum(&|i, j| self.hundredths_of(i, j));
        let claims = sum(&|j, i| self.hundredths_of(i, j));
        cells.iter().fold(Totals::new(owed, claims), |totals, &(i, j)| {
            let amount = u64::from(self.hundredths_of(i, j));
            match self.told_of(i, j) {
                Told::Nothing => totals,
                Told::Amount => totals.known(i, j, money(amount)),
                Told::Cap(more) => totals.cap(i, j, money(amount + u64::from(more))),
            }
        })
    }

    pub fn totals(&self) -> Totals {
        self.totals_in(&self.cells(), 0)
    }

    /// The same web with party `k` called `names[k]`.
    pub fn renamed(&self, names: &[usize]) -> Web {
        let mut renamed = self.clone();
        for i in 0..self.parties {
            for j in 0..self.parties {
                let place = names[i] * self.parties + names[j];
                renamed.hundredths[place] = self.hundredths_of(i, j);
                renamed.told[place] = self.told_of(i, j);
            }
        }
        renamed
    }

    /// Checks known cells, forbidden cells, caps and sums of a matrix.
    pub fn check(&self, matrix: &Matrix, tolerance: f64) {
        let problem = self.totals().build().unwrap();
        let residual = problem.residual(matrix);
        assert!(residual.owed.max(residual.claims) <= tolerance, "{residual:?}");
        assert!(
            matrix
                .links()
                .windows(2)
                .all(|w| (w[0].debtor, w[0].creditor) < (w[1].debtor, w[1].creditor))
        );
        assert!(matrix.links().iter().all(|link| link.debtor != link.creditor));
        assert!(matrix.links().iter().all(|link| link.amount > 0.0));
        for (i, j) in self.cells() {
            let (amount, true_amount) =
                (matrix.amount(i, j), f64::from(self.hundredths_of(i, j)) / 100.0);
            match self.told_of(i, j) {
                Told::Nothing => {}
                Told::Amount => assert_eq!(amount.to_bits(), true_amount.to_bits()),
                Told::Cap(more) => {
                    let cap = true_amount + f64::from(more) / 100.0;
                    assert!(amount <= cap * (1.0 + 1e-14), "{amount} above {cap}");
                }
            }
        }
    }
}

/// Webs of up to so many parties.
pub fn webs(most: usize) -> impl Strategy<Value = Web> {
    (1..=most).prop_flat_map(|parties| {
        let amount = prop_oneof![2 => Just(0_u32), 3 => 1..1000_u32, 1 => 1..9_999_999_u32];
        let told = prop_oneof![
            6 => Just(Told::Nothing),
            2 => Just(Told::Amount),
            1 => (0..500_u32).prop_map(Told::Cap),
        ];
        let cells = prop::collection::vec((amount, told), parties * parties);
        cells.prop_map(move |cells| {
            let (mut hundredths, told): (Vec<u32>, Vec<Told>) = cells.into_iter().unzip();
            (0..parties).for_each(|k| hundredths[k * parties + k] = 0);
            Web { parties, hundredths, told }
        })
    })
}
