//! `stage-order`: a deal that was signed is in talks again, and nothing says why.

use std::collections::BTreeMap;

use counterflow_syntax::Diagnostic;
use jiff::civil::Date;

use super::short;
use crate::{Claim, ClaimId, Claims, DealId, Kind, Stage, YearEnd, codes};

/// A claim with the last and the first day that its date may mean.
type Told = (Date, Date, ClaimId);

pub fn check(claims: &Claims, found: &mut Vec<Diagnostic>) {
    let mut threads: BTreeMap<(DealId, Kind), Vec<Told>> = BTreeMap::new();
    for (id, claim) in claims.iter() {
        let named = claims.deals[claim.deal.index()].name.is_some();
        if let Some((when, _)) = claim.when.filter(|_| named && claim.stage != Stage::Unstated) {
            let ends = YearEnd::default();
            let told = threads.entry((claim.deal, claim.kind)).or_default();
            told.push((when.last_day(ends), when.first_day(ends), id));
        }
    }
    for told in threads.values_mut() {
        told.sort();
        for pair in told.windows(2) {
            if let [(early, _, before), (_, late, after)] = pair {
                // A day in a month and the month itself are in no order.
                found.extend((early < late).then(|| step(claims, *before, *after)).flatten());
            }
        }
    }
}

fn step(claims: &Claims, before: ClaimId, after: ClaimId) -> Option<Diagnostic> {
    let (first, second) = (claims.claim(before), claims.claim(after));
    let back = second.stage < first.stage && !first.stage.is_exit() && first.stage.is_bound();
    // Parts of one deal may stand at different stages; the parties tell them apart.
    if !back
        || first.from != second.from
            && !first.from.parties.is_empty()
            && !same(claims, before, after)
    {
        return None;
    }
    let title = format!(
        "`{}` goes back from {} to {}",
        short(&claims.deal_name(first.deal)),
        first.stage.word(),
        second.stage.word()
    );
    Some(
        Diagnostic::new(&codes::STAGE_ORDER, title)
            .at(second.stage_span.unwrap_or(second.span), told(second))
            .and(first.stage_span.unwrap_or(first.span), told(first))
            .help("if this is another deal, give it another `deal:`"),
    )
}

fn told(claim: &Claim) -> String {
    let when = claim.when.map(|(from, to)| to.unwrap_or(from));
    when.map_or_else(String::new, |when| format!("{} by {when}", claim.stage.word()))
}

fn same(claims: &Claims, a: ClaimId, b: ClaimId) -> bool {
    let parties = |id: ClaimId| claims.claim(id).from.known().collect::<Vec<_>>();
    parties(a) == parties(b)
}
