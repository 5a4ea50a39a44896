//! `missing-currency`: an amount without a currency or unit.

use counterflow_syntax::Diagnostic;

use super::spelt;
use super::unit_does_not_fit::fit_of;
use crate::grammar::Fit;
use crate::{Claim, Claims, Measure, State, codes};

pub fn check(claims: &Claims, claim: &Claim, found: &mut Vec<Diagnostic>) {
    let dues = claim.dues.iter().map(|due| (Fit::Money, &due.amount));
    let given =
        claim.quantities.iter().map(|(slot, quantity)| (fit_of(claim.kind, *slot), quantity));
    for (fit, quantity) in given.chain(dues) {
        let bare = quantity.state == State::Known && quantity.unit.measure == Measure::Bare;
        if bare && !matches!(fit, Fit::Number | Fit::Any) {
            let title = format!("`{}` has no currency or unit", spelt(claims, quantity));
            found.push(
                Diagnostic::new(&codes::MISSING_CURRENCY, title)
                    .at(quantity.span, "nothing says of what")
                    .help(unit_to_add(fit)),
            );
        }
    }
}

fn unit_to_add(fit: Fit) -> &'static str {
    match fit {
        Fit::Money | Fit::PerShare => "add the ISO 4217 code of its currency, such as `USD`",
        Fit::Fraction => "add `%`",
        Fit::Shares => "add `shares`",
        Fit::Units => "add `units`",
        Fit::Physical => "add `GW` or `MW`",
        Fit::Holding => "add `%`, `shares`, or the ISO 4217 code of its currency, such as `USD`",
        Fit::Deal | Fit::Number | Fit::Any => {
            "add the ISO 4217 code of its currency, such as `USD`, or a unit such as `GW`"
        }
    }
}
