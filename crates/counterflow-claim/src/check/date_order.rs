//! `date-order`: what happened cannot be later than its telling, nor a condition met before it is set.

use counterflow_syntax::Diagnostic;

use crate::{Claim, ClaimId, Claims, Kind, Nature, Stage, YearEnd, codes};

pub fn check(claims: &Claims, id: ClaimId, claim: &Claim, found: &mut Vec<Diagnostic>) {
    told_before(claims, id, claim, found);
}

fn told_before(claims: &Claims, id: ClaimId, claim: &Claim, found: &mut Vec<Diagnostic>) {
    let Some((when, _)) = claim.when else { return };
    let happened = match claim.kind {
        Kind::Metric(_) => claim.nature == Nature::Actual && when.is_day(),
        _ => claim.stage == Stage::Closed || claim.kind == Kind::Price,
    };
    let ends = YearEnd::default();
    let sources =
        || claim.citations.iter().filter_map(|cite| Some((cite, claims.source(cite.source?))));
    let published = sources().map(|(_, source)| source.published.map(|day| day.last_day(ends)));
    // An undated source says nothing about the order.
    let Some(last) = published.reduce(|a, b| Some(a?.max(b?))).flatten() else { return };
    if !happened || when.first_day(ends) <= last {
        return;
    }
    let mut report = Diagnostic::new(
        &codes::DATE_ORDER,
        format!("claim `{}` is dated {when}, after its sources", claims.name(id)),
    )
    .note("what is told as done cannot be later than its telling");
    if let Some(span) = claim.when_span {
        report = report.at(span, "the claim's own date");
    }
    for (cite, source) in sources() {
        if let Some(day) = source.published {
            report = report.and(cite.span, format!("published {day}"));
        }
    }
    found.push(report);
}
