//! Random debts among a few parties.

use counterflow_clearing::Exposures;
use proptest::prelude::*;

/// Debtor, creditor, amount.
pub type Debt = (u32, u32, f64);

/// Debts of which four in ten are there, each of such an amount; nobody owes itself.
pub fn debts(
    parties: usize,
    amount: impl Strategy<Value = f64>,
) -> impl Strategy<Value = Vec<Debt>> {
    let cells = prop::collection::vec(prop::option::weighted(0.4, amount), parties * parties);
    cells.prop_map(move |cells| {
        let debt = |(at, amount): (usize, Option<f64>)| {
            amount.map(|amount| ((at / parties) as u32, (at % parties) as u32, amount))
        };
        let debts = cells.into_iter().enumerate().filter_map(debt);
        debts.filter(|(debtor, creditor, _)| debtor != creditor).collect()
    })
}

/// The exposures that these debts make.
pub fn exposures(debts: &[Debt], buffers: &[f64]) -> Exposures {
    let builder = Exposures::builder(buffers.len());
    let builder = debts.iter().fold(builder, |builder, &(debtor, creditor, amount)| {
        builder.debt(debtor, creditor, amount)
    });
    builder.build().unwrap().with_buffers(buffers.to_vec()).unwrap()
}
