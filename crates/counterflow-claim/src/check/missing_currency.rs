//! `missing-currency`: an amount without a currency or unit.

use counterflow_syntax::Diagnostic;

use super::unit_does_not_fit::fit_of;
use crate::grammar::Fit;
use crate::{Claim, Measure, State, codes};

pub fn check(claim: &Claim, found: &mut Vec<Diagnostic>) {
    let dues = claim.dues.iter().map(|due| (Fit::Money, &due.amount));
    let given = claim.quantities.iter().map(|(slot, quantity)| (fit_of(claim.kind, *slot), quantity));
    for (fit, quantity) in given.chain(dues) {
        let bare = quantity.state == State::Known && quantity.unit.measure == Measure::Bare;
        if bare && !matches!(fit, Fit::Number | Fit::Any) {
            found.push(
                Diagnostic::new(&codes::MISSING_CURRENCY, "an amount has no currency or unit")
                    .at(quantity.span, "of what is not said")
                    .help("add the ISO 4217 code, such as `USD`, or a unit such as `%` or `GW`"),
            );
        }
    }
}
