//! `unnamed-base`: a share that does not say of what.

use counterflow_syntax::Diagnostic;

use super::spelt;
use crate::{Claim, Claims, Kind, Measure, Metric, Slot, codes};

pub fn check(claims: &Claims, claim: &Claim, found: &mut Vec<Diagnostic>) {
    let Some(quantity) = claim.quantity(Slot::Header) else { return };
    if quantity.unit.measure != Measure::Fraction || quantity.base.is_some() {
        return;
    }
    // A counterparty's part is a part of the same metric; a stake is one of the company.
    let implied = match claim.kind {
        Kind::Metric(Metric::Margin | Metric::Other) => true,
        Kind::Metric(_) => !claim.from.parties.is_empty(),
        kind => matches!(kind, Kind::Stake | Kind::Price | Kind::Warrant | Kind::Sell | Kind::Say),
    };
    if !implied {
        found.push(
            Diagnostic::new(
                &codes::UNNAMED_BASE,
                format!("`{}` does not say of what", spelt(claims, quantity)),
            )
            .at(quantity.span, "the whole is not named")
            .help("add `of` and the claim, deal or metric that it is a share of"),
        );
    }
}
