//! `conflicting-claims`: two sources state one number at one time, and not both can be right.

use counterflow_syntax::Diagnostic;
use rustc_hash::FxHashMap;

use super::{spelt, told};
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
    let when = period(claim)?;
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

/// What the number is about.
fn period(claim: &Claim) -> Option<(When, Option<When>)> {
    match claim.time(TimeKey::Period).map(|time| time.form) {
        Some(crate::TimeForm::At(when)) => Some((when, None)),
        Some(crate::TimeForm::Between(from, to)) => Some((from, Some(to))),
        Some(_) => None,
        None => claim.when,
    }
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
    let (before, after) = (claims.claim(first), claims.claim(second));
    let other = before.quantity(Slot::Header);
    let written = other.map_or("", |other| spelt(claims, other));
    let title = format!(
        "{} is stated as `{written}` and `{}`",
        number(claims, after),
        spelt(claims, quantity)
    );
    let mut found = Diagnostic::new(&codes::CONFLICTING_CLAIMS, title)
        .at(quantity.span, told(claims, after, quantity));
    if let Some(other) = other {
        found = found.and(other.span, told(claims, before, other));
    }
    let relate = match before.id.map(|id| claims.written(id)) {
        Some(name) => format!("write `replaces: {name}` or `disputes: {name}` on the other"),
        None => {
            "give one an `id:`, and write `replaces:` or `disputes:` with it on the other".into()
        }
    };
    found.help(relate).help(
        "tell different numbers apart with `period:`, `net-of:` or a `metric` of another name",
    )
}

/// Which number two claims state, in words.
fn number(claims: &Claims, claim: &Claim) -> String {
    let word = claim.name.map_or(claim.kind.word(), |name| claims.written(name));
    let name = |side: &crate::Side| {
        let names: Vec<&str> =
            side.parties.iter().map(|party| claims.written(party.span)).collect();
        names.join(", ")
    };
    let (to, from) = (name(&claim.to), name(&claim.from));
    let what = match (claim.kind, from.is_empty()) {
        (Kind::Stake, false) => format!("`{word}` of `{from}` in `{to}`"),
        (_, false) => format!("`{word}` of `{to}` from `{from}`"),
        (_, true) => format!("`{word}` of `{to}`"),
    };
    match period(claim) {
        Some((from, None)) => format!("{what} for {from}"),
        Some((from, Some(to))) => format!("{what} for {from}..{to}"),
        None => what,
    }
}
