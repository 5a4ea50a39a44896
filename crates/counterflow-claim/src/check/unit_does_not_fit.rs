//! `unit-does-not-fit`: gigawatts where a share is meant.

use counterflow_syntax::Diagnostic;

use super::spelt;
use crate::grammar::{Fit, KEYS, KeyValue, VERBS};
use crate::{Claim, Claims, Kind, Measure, Per, Quantity, Slot, State, codes};

pub fn check(claims: &Claims, claim: &Claim, found: &mut Vec<Diagnostic>) {
    let given = claim
        .quantities
        .iter()
        .map(|(slot, quantity)| (word_of(claim.kind, *slot), fit_of(claim.kind, *slot), quantity));
    let dues = claim.dues.iter().map(|due| ("due", Fit::Money, &due.amount));
    for (word, fit, quantity) in given.chain(dues) {
        if quantity.state == State::Known && !fits(fit, quantity) {
            let title = format!("`{}` does not fit `{word}`", spelt(claims, quantity));
            found.push(
                Diagnostic::new(&codes::UNIT_DOES_NOT_FIT, title)
                    .at(quantity.span, format!("expected {}", expected(fit))),
            );
        }
    }
}

/// The verb or key that a quantity stands at.
fn word_of(kind: Kind, slot: Slot) -> &'static str {
    let key = KEYS.iter().find(|key| matches!(key.value, KeyValue::Quantity(at, _) if at == slot));
    key.map_or(kind.word(), |key| key.word)
}

/// What a slot of a kind of claim measures.
pub fn fit_of(kind: Kind, slot: Slot) -> Fit {
    if slot == Slot::Header {
        return VERBS.iter().find(|verb| verb.kind == kind).map_or(Fit::Any, |verb| verb.fit);
    }
    let key = KEYS.iter().find_map(|key| match key.value {
        KeyValue::Quantity(given, fit) if given == slot => Some(fit),
        _ => None,
    });
    key.unwrap_or(Fit::Any)
}

fn fits(fit: Fit, quantity: &Quantity) -> bool {
    let measure = quantity.unit.measure;
    // A bare number is reported as such elsewhere.
    if measure == Measure::Bare {
        return true;
    }
    let money = matches!(measure, Measure::Money(_));
    let share = measure == Measure::Fraction;
    let count = matches!(measure, Measure::Shares | Measure::Units);
    let physical = matches!(measure, Measure::Power | Measure::Energy);
    match fit {
        Fit::Deal => money || share || count || physical,
        Fit::Money => money || share,
        Fit::Holding => money || share || measure == Measure::Shares,
        Fit::Fraction => share || measure == Measure::Points,
        Fit::Shares => measure == Measure::Shares,
        Fit::Units => count,
        Fit::Physical => physical,
        Fit::PerShare => money && matches!(quantity.unit.per, None | Some(Per::Share)),
        Fit::Number => measure == Measure::Multiple,
        Fit::Any => true,
    }
}

fn expected(fit: Fit) -> &'static str {
    match fit {
        Fit::Deal => "money, a share, a count or a physical measure",
        Fit::Money => "money, or a share of something named",
        Fit::Holding => "a share, a number of shares, or money",
        Fit::Fraction => "a percentage such as `6.5%`",
        Fit::Shares => "a number of shares",
        Fit::Units => "a number of units",
        Fit::Physical => "power or energy, such as `4.5 GW`",
        Fit::PerShare => "money per share",
        Fit::Number => "a plain number",
        Fit::Any => "an amount",
    }
}
