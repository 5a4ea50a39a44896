//! What comes of the checks that a book asks for.

use std::collections::BTreeSet;

use counterflow_claim::{Claims, TextKey};
use counterflow_network::question::{Comparison, Mistake};
use counterflow_network::{Answer, Assertion, Network, Step, Wrong, interval};
use counterflow_syntax::{Diagnostic, Span};

use crate::explain::ends::{claims_of, end, lines, reason};
use crate::{codes, display};

/// So many lines of a derivation, and so many claims, are told with an assertion that fails.
const MOST_TOLD: usize = 12;

/// What is wrong with the assertions of a network, and which of them do not hold.
pub fn diagnostics(network: &Network) -> Vec<Diagnostic> {
    network.assertions.iter().flat_map(|one| of_one(network, one)).collect()
}

fn of_one(network: &Network, assertion: &Assertion) -> Vec<Diagnostic> {
    let span = words(network.claims, assertion);
    match &assertion.said {
        Err(Wrong::Mistakes(mistakes)) => {
            let unread = |one: &Mistake| {
                unread(span.slice(one.at.start, one.at.end), &one.message, one.help.as_deref())
            };
            mistakes.iter().map(unread).collect()
        }
        Err(Wrong::Misfit(misfit)) => vec![unread(span, &misfit.message, misfit.help.as_deref())],
        Ok(comparison) => {
            let answers = assertion.answers.iter();
            answers.filter_map(|answer| failure(network, span, comparison, answer)).collect()
        }
    }
}

fn words(claims: &Claims, assertion: &Assertion) -> Span {
    let claim = claims.claim(assertion.claim);
    claim.text(TextKey::Words).unwrap_or(claim.span)
}

fn unread(at: Span, message: &str, help: Option<&str>) -> Diagnostic {
    let title = "an assertion cannot be read";
    let report = Diagnostic::new(&codes::INVALID_ASSERTION, title).at(at, message);
    match help {
        Some(help) => report.help(help),
        None => report,
    }
}

/// An assertion holds where every number that the claims allow is as it says.
fn failure(
    network: &Network,
    span: Span,
    comparison: &Comparison,
    answer: &Answer,
) -> Option<Diagnostic> {
    let variable = network.variables.get(&answer.key)?;
    let case = answer.case.map(|case| format!(" if the valuation is {}-money", case.word()));
    let case = case.unwrap_or_default();
    let title = format!("`{}` does not hold", comparison.written(network.claims));
    let report = Diagnostic::new(&codes::ASSERTION_FAILED, title);
    let Some(range) = variable.readings.range else {
        let report = report.at(span, format!("not computable{case}"));
        let missing = variable.missing.iter().take(MOST_TOLD);
        return Some(missing.fold(report, |report, one| report.note(format!("missing: {one}"))));
    };
    if interval::intersect(range, comparison.bounds) == range {
        return None;
    }
    let allowed = display::range(range, variable.unit);
    let report = report.at(span, format!("the claims allow {allowed}{case}"));
    Some(derived(network, report, answer))
}

/// Adds the derivation: each end with what it took, and the claims that it rests on.
fn derived(network: &Network, report: Diagnostic, answer: &Answer) -> Diagnostic {
    let ends = [false, true].map(|high| network.entailment.proof(&answer.key, high));
    let steps: Vec<&Step> = ends.iter().flatten().collect();
    let told = steps.iter().flat_map(|step| lines(step).into_iter().skip(1));
    let told = told.map(|line| {
        let set_in = "  ".repeat(line.depth.saturating_sub(1));
        format!("{set_in}{}  {}", end(network, line.step), reason(network, &line.step.why))
    });
    let mut seen = BTreeSet::new();
    let told = told.filter(|line| seen.insert(line.clone())).take(MOST_TOLD);
    let report = told.collect::<Vec<_>>().into_iter().fold(report, Diagnostic::note);
    let mut claims = BTreeSet::new();
    steps.iter().for_each(|step| claims_of(step, &mut claims));
    claims.into_iter().take(MOST_TOLD).fold(report, |report, id| {
        let claim = network.claims.claim(id);
        let at = claim.quantities.first().map_or(claim.span, |(_, quantity)| quantity.span);
        report.and(at, "rests on this")
    })
}
