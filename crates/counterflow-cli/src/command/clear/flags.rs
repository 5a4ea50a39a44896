//! Which flags say something to which model.

use crate::args::{Clear, ModelName, Solution, ValuationName};
use crate::output::Failure;

/// Stops a call that gives a flag to a model that has no use for it: whoever gives it expects it to
/// matter.
///
/// # Errors
///
/// [`Failure::Call`] that names the flag and the models that have it.
pub fn check(flags: &Clear) -> Result<(), Failure> {
    use ModelName as M;
    let rules = &flags.rules;
    let costly = match flags.valuation {
        Some(ValuationName::RogersVeraart) => &[M::RogersVeraart, M::CrossHoldings, M::Neva][..],
        _ => &[M::RogersVeraart, M::CrossHoldings],
    };
    let given: [(&str, bool, &[ModelName]); 7] = [
        ("--alpha", rules.alpha.is_some(), costly),
        ("--beta", rules.beta.is_some(), costly),
        ("--recovery", rules.recovery.is_some(), &[M::Furfine, M::Threshold, M::Neva]),
        ("--valuation", flags.valuation.is_some(), &[M::Neva]),
        ("--rule", flags.rule.is_some(), &[M::FireSale]),
        ("--requirement", flags.requirement.is_some(), &[M::FireSale]),
        ("--price-impact", flags.price_impact.is_some(), &[M::FireSale]),
    ];
    let is_idle =
        |(_, given, of): &&(&str, bool, &[ModelName])| *given && !of.contains(&rules.model);
    if let Some((flag, _, of)) = given.iter().find(is_idle) {
        let names: Vec<String> = of.iter().map(|model| format!("`{}`", model.name())).collect();
        return Err(Failure::Call(format!(
            "{flag} says nothing to --model {}; it is of {}",
            rules.model.name(),
            names.join(", ")
        )));
    }
    let is_distress = matches!(rules.model, M::Debtrank | M::Debtrank2012);
    if is_distress && flags.solution != Solution::Greatest {
        return Err(Failure::Call(format!(
            "--solution says nothing to --model {}, whose answer is one by construction",
            rules.model.name()
        )));
    }
    Ok(())
}
