//! `share-out-of-range`: a part that is below nothing or above the whole.

use counterflow_syntax::Diagnostic;
use rust_decimal::Decimal;

use super::spelt;
use crate::{Claim, Claims, Kind, Measure, Quantity, Slot, codes};

pub fn check(claims: &Claims, claim: &Claim, found: &mut Vec<Diagnostic>) {
    for (slot, quantity) in &claim.quantities {
        if is_part(claim, *slot, quantity) && out_of_range(quantity) {
            found.push(
                Diagnostic::new(
                    &codes::SHARE_OUT_OF_RANGE,
                    format!("a share of `{}` is outside 0 to 100%", spelt(claims, quantity)),
                )
                .at(quantity.span, "a part lies between nothing and the whole"),
            );
        }
    }
}

/// Whether a quantity is a part of a whole, as against a change or a margin.
fn is_part(claim: &Claim, slot: Slot, quantity: &Quantity) -> bool {
    let part = match slot {
        Slot::Header => !matches!(claim.kind, Kind::Price | Kind::Metric(crate::Metric::Margin)),
        Slot::Share | Slot::Leaves => claim.kind != Kind::Price,
        _ => false,
    };
    part && quantity.unit.measure == Measure::Fraction
        && !(matches!(claim.kind, Kind::Metric(crate::Metric::Other)) && quantity.base.is_none())
}

fn out_of_range(quantity: &Quantity) -> bool {
    let number = quantity.nominal.map(|(low, high)| (low.min(high), low.max(high)));
    number.is_some_and(|(low, high)| low.is_sign_negative() || high > Decimal::ONE)
}
