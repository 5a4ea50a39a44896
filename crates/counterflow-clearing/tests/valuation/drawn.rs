//! Random webs of a few parties, with knife edges among them.

use counterflow_clearing::Web;
use proptest::prelude::*;

/// What a random web is made of.
#[derive(Clone, Debug)]
pub struct Drawn {
    pub assets: Vec<f64>,
    pub outside: Vec<f64>,
    pub first: Vec<u32>,
    debts: Vec<(u32, u32, f64)>,
}

impl Drawn {
    pub fn web(&self) -> Web {
        self.relabeled(&|i| i, 1.0)
    }

    pub fn relabeled(&self, place: &dyn Fn(u32) -> u32, factor: f64) -> Web {
        let n = self.assets.len();
        let mut builder = Web::builder(n);
        let (mut assets, mut outside, mut first) = (vec![0.0; n], vec![0.0; n], vec![0; n]);
        for i in 0..n {
            let to = place(i as u32) as usize;
            assets[to] = factor * self.assets[i];
            outside[to] = factor * self.outside[i];
            first[to] = self.first[i];
        }
        for &(from, to, amount) in &self.debts {
            builder = builder.debt(place(from), place(to), factor * amount);
        }
        builder
            .external_assets(assets)
            .external_liabilities(outside)
            .external_seniority(first)
            .build()
            .unwrap()
    }
}

pub fn drawn() -> impl Strategy<Value = Drawn> {
    (2_usize..7).prop_flat_map(|n| {
        let amount =
            || prop_oneof![1 => Just(0.0), 4 => 0.0..20.0, 1 => (0_u32..8).prop_map(f64::from)];
        let all = |most: f64| proptest::collection::vec(0.0..most, n);
        let debts = proptest::collection::vec(amount(), n * n);
        (all(20.0), all(10.0), proptest::collection::vec(0_u32..2, n), debts).prop_map(
            move |(assets, outside, first, amounts)| {
                let pairs = (0..n * n).filter(|k| k / n != k % n && amounts[*k] > 0.0);
                let debts = pairs.map(|k| ((k / n) as u32, (k % n) as u32, amounts[k])).collect();
                Drawn { assets, outside, first, debts }
            },
        )
    })
}
