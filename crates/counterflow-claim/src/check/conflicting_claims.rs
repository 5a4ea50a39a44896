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
        let conflict = told.conflict(claims, id, |other| !related.contains(&(id, other)));
        if let Some(other) = conflict {
            found.push(report(claims, other, id, quantity));
        }
        told.add(claims, id);
    }
}

/// The claims that state one number. A book may repeat one as often as it likes, and to compare
/// each telling with all others would take time in their square.
#[derive(Default)]
struct Told {
    /// The first ones, up to [`Told::MOST_KEPT`].
    first: Vec<ClaimId>,
    /// Those that reach least far up and least far down: what is apart from neither of them is
    /// apart from none.
    least_high: Option<ClaimId>,
    most_low: Option<ClaimId>,
}

impl Told {
    const MOST_KEPT: usize = 100;

    fn add(&mut self, claims: &Claims, id: ClaimId) {
        if self.first.len() < Told::MOST_KEPT {
            self.first.push(id);
        }
        let high = |id| bounds(claims, id)?.high.map(|high| (high.value, !high.open));
        let low = |id| bounds(claims, id)?.low.map(|low| (low.value, low.open));
        if high(id).is_some_and(|new| self.least_high.and_then(high).is_none_or(|old| new < old)) {
            self.least_high = Some(id);
        }
        if low(id).is_some_and(|new| self.most_low.and_then(low).is_none_or(|old| new > old)) {
            self.most_low = Some(id);
        }
    }

    /// The first claim that cannot hold together with another, and of which the book does not say
    /// how it stands to that.
    fn conflict(
        &self,
        claims: &Claims,
        id: ClaimId,
        unsaid: impl Fn(ClaimId) -> bool,
    ) -> Option<ClaimId> {
        let given = bounds(claims, id)?;
        let differs = |other: &ClaimId| bounds(claims, *other).is_some_and(|old| apart(old, given));
        let ends = || self.least_high.into_iter().chain(self.most_low);
        ends().find(differs)?;
        let mut told = self.first.iter().copied().chain(ends());
        told.find(|other| differs(other) && unsaid(*other))
    }
}

fn bounds(claims: &Claims, id: ClaimId) -> Option<Bounds> {
    claims.claim(id).quantity(Slot::Header).map(|quantity| quantity.bounds)
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
    use std::sync::Arc;

    use counterflow_syntax::{Files, parse};

    use super::*;
    use crate::{Phrases, lower};

    /// The lines of the reports on a book of one claim a line.
    fn reports(book: &str) -> Vec<usize> {
        let mut files = Files::default();
        let id = files.add("a.book", book);
        let trees = [parse(&files, id).value];
        let claims = lower(&trees, Arc::new(files), Phrases::default()).value;
        let mut found = Vec::new();
        check(&claims, &mut found);
        let labels = found.iter().filter_map(|found| found.primary.as_ref());
        labels.map(|label| claims.files.position(label.span).0).collect()
    }

    #[test]
    fn a_conflict_is_found_however_many_tell_the_same() {
        let same = "2026 cash a 1..9 USD\n".repeat(1_000);
        assert_eq!(reports(&same), [0; 0]);
        let apart = format!("{same}2026 cash a 5..6 USD\n2026 cash a 2..3 USD\n");
        assert_eq!(reports(&apart), [1_002]);
        assert_eq!(reports(&format!("{same}2026 cash a 10 USD\n")), [1_001]);
        let said =
            format!("{same}2026 cash a 5..6 USD\n  id: x\n2026 cash a 2 USD\n  replaces: x\n");
        assert_eq!(reports(&said), [0; 0]);
    }

    #[test]
    fn bounds_that_only_touch_are_apart_where_one_is_not_reached() {
        assert_eq!(reports("2026 cash a less than 5 USD\n2026 cash a 5 USD\n"), [2]);
        assert_eq!(reports("2026 cash a up to 5 USD\n2026 cash a 5 USD\n"), [0; 0]);
        assert_eq!(
            reports("2026 cash a up to 5 USD\n2026 cash a less than 5 USD\n2026 cash a 5 USD\n"),
            [3]
        );
    }
}
