//! `conflicting-claims`: two sources state one number at one time, and not both can be right.

use counterflow_syntax::Diagnostic;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{short, spelt, told};
use crate::{
    Bounds, Claim, ClaimId, Claims, Kind, Nature, PartyId, Quantity, Relation, Slot, State,
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
    let related = related(claims);
    let mut tellings: FxHashMap<Variable, Told> = FxHashMap::default();
    for (id, claim) in claims.iter() {
        let Some((variable, quantity)) = variable(claims, claim) else { continue };
        let told = tellings.entry(variable).or_default();
        let conflict = told.conflict(quantity.bounds, |other| !related.contains(&(id, other)));
        if let Some(other) = conflict {
            found.push(report(claims, other, id, quantity));
        }
        told.add(id, quantity.bounds);
    }
}

/// The claims that state one number. A book may repeat one as often as it likes, and to compare
/// each telling with all others would take time in their square.
#[derive(Default)]
struct Told {
    /// The first ones, up to [`Told::MOST_KEPT`].
    first: Vec<(ClaimId, Bounds)>,
    /// Those that reach least far up and least far down: what is apart from neither of them is
    /// apart from none.
    ends: [Option<(ClaimId, Bounds)>; 2],
}

impl Told {
    const MOST_KEPT: usize = 100;

    fn add(&mut self, id: ClaimId, bounds: Bounds) {
        if self.first.len() < Told::MOST_KEPT {
            self.first.push((id, bounds));
        }
        let [least_high, most_low] = &mut self.ends;
        let high = |bounds: Bounds| bounds.high.map(|high| (high.value, !high.open));
        let least = least_high.and_then(|(_, least)| high(least));
        if high(bounds).is_some_and(|high| least.is_none_or(|least| high < least)) {
            *least_high = Some((id, bounds));
        }
        let low = |bounds: Bounds| bounds.low.map(|low| (low.value, low.open));
        let most = most_low.and_then(|(_, most)| low(most));
        if low(bounds).is_some_and(|low| most.is_none_or(|most| low > most)) {
            *most_low = Some((id, bounds));
        }
    }

    /// The first claim that cannot hold together with some bounds, and of which the book does not
    /// say how it stands to them.
    fn conflict(&self, bounds: Bounds, unsaid: impl Fn(ClaimId) -> bool) -> Option<ClaimId> {
        let differs = |(_, other): &&(ClaimId, Bounds)| apart(*other, bounds);
        let ends = || self.ends.iter().flatten();
        ends().find(differs)?;
        let differing = self.first.iter().chain(ends()).filter(differs);
        differing.map(|(other, _)| *other).find(|other| unsaid(*other))
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

/// The pairs of claims of which the book says how they stand to each other, both ways.
fn related(claims: &Claims) -> FxHashSet<(ClaimId, ClaimId)> {
    let links =
        claims.iter().flat_map(|(id, claim)| claim.links.iter().map(move |link| (id, link)));
    let said = links.filter(|(_, link)| link.relation != Relation::In);
    let pairs = said.filter_map(|(id, link)| Some((id, link.target.claim?)));
    pairs.flat_map(|(a, b)| [(a, b), (b, a)]).collect()
}

fn report(claims: &Claims, first: ClaimId, second: ClaimId, quantity: &Quantity) -> Diagnostic {
    let (before, after) = (claims.claim(first), claims.claim(second));
    let other = before.quantity(Slot::Header);
    let written = other.map(|other| spelt(claims, other)).unwrap_or_default();
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
    let relate = match before.id.map(|id| short(claims.written(id))) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Bound, Decimal};

    fn range(low: i64, high: i64) -> Bounds {
        let end = |value: i64| Some(Bound::closed(Decimal::from(value)));
        Bounds { low: end(low), high: end(high) }
    }

    #[test]
    fn a_conflict_is_found_however_many_tell_the_same() {
        let mut told = Told::default();
        for id in 0..1_000 {
            told.add(ClaimId(id), range(1, 9));
        }
        assert_eq!(told.conflict(range(2, 3), |_| true), None);
        told.add(ClaimId(1_000), range(5, 6));
        assert_eq!(told.conflict(range(2, 3), |_| true), Some(ClaimId(1_000)));
        assert_eq!(told.conflict(range(2, 3), |other| other != ClaimId(1_000)), None);
        assert_eq!(told.conflict(range(10, 11), |_| true), Some(ClaimId(0)));
    }
}
