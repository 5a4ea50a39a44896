//! `conflicting-claims`: two sources state one number at one time, and not both can be right.

use counterflow_syntax::Diagnostic;
use rustc_hash::FxHashMap;

use super::spelt;
use crate::{
    Bounds, Claim, ClaimId, Claims, Kind, Link, Nature, PartyId, Quantity, Relation, Slot, State,
    TextKey, TimeKey, Unit, When, codes,
};

/// What makes two claims speak of the same number.
#[derive(PartialEq, Eq, Hash)]
struct Variable<'a> {
    kind: Kind,
    name: Option<&'a str>,
    subject: Vec<PartyId>,
    counterparty: Vec<PartyId>,
    when: (When, Option<When>),
    nature: Nature,
    net_of: Option<&'a str>,
    unit: Unit,
}

pub fn check(claims: &Claims, found: &mut Vec<Diagnostic>) {
    let mut first: FxHashMap<Variable, Vec<ClaimId>> = FxHashMap::default();
    for (id, claim) in claims.iter() {
        let Some((variable, quantity)) = variable(claims, claim) else { continue };
        let told = first.entry(variable).or_default();
        let other = told.iter().find(|other| {
            let Some(given) = claims.claim(**other).quantity(Slot::Header) else { return false };
            apart(given.bounds, quantity.bounds) && !related(claims, id, **other)
        });
        if let Some(other) = other {
            found.push(report(claims, *other, id, quantity));
        }
        told.push(id);
    }
}

fn variable<'a>(claims: &'a Claims, claim: &'a Claim) -> Option<(Variable<'a>, &'a Quantity)> {
    let told = matches!(claim.kind, Kind::Metric(_) | Kind::Price | Kind::Stake);
    let quantity = claim.quantity(Slot::Header)?;
    let part = claim.targets(Relation::In).next().is_some();
    if !told || quantity.state != State::Known || part {
        return None;
    }
    let when = match claim.time(TimeKey::Period).map(|time| time.form) {
        Some(crate::TimeForm::At(when)) => (when, None),
        Some(crate::TimeForm::Between(from, to)) => (from, Some(to)),
        Some(_) => return None,
        None => claim.when?,
    };
    let variable = Variable {
        kind: claim.kind,
        name: claim.name.map(|name| claims.written(name)),
        subject: claim.to.known().collect(),
        counterparty: claim.from.known().collect(),
        when,
        nature: claim.nature,
        net_of: claim.text(TextKey::NetOf).map(|span| claims.written(span)),
        unit: quantity.unit,
    };
    Some((variable, quantity))
}

/// Whether no number lies in both.
fn apart(a: Bounds, b: Bounds) -> bool {
    let below = |a: Bounds, b: Bounds| match (a.high, b.low) {
        (Some(high), Some(low)) => {
            high.value < low.value || (high.value == low.value && (high.open || low.open))
        }
        _ => false,
    };
    below(a, b) || below(b, a)
}

/// Whether the book already says how the two stand to each other.
fn related(claims: &Claims, a: ClaimId, b: ClaimId) -> bool {
    let names = |from: ClaimId, to: ClaimId| {
        let says = |link: &Link| link.target.claim == Some(to) && link.relation != Relation::In;
        claims.claim(from).links.iter().any(says)
    };
    names(a, b) || names(b, a)
}

fn report(claims: &Claims, first: ClaimId, second: ClaimId, quantity: &Quantity) -> Diagnostic {
    let (a, b) = (claims.name(first), claims.name(second));
    let title = format!("`{a}` and `{b}` state the same number differently");
    let mut found = Diagnostic::new(&codes::CONFLICTING_CLAIMS, title)
        .at(quantity.span, format!("`{}` here", spelt(claims, quantity)));
    if let Some(other) = claims.claim(first).quantity(Slot::Header) {
        found = found.and(other.span, format!("`{}` there", spelt(claims, other)));
    }
    found.help("write `replaces:`, `disputes:` or `corroborates:` on one of them; if they are different numbers, say so with `as:` and `metric`")
}
