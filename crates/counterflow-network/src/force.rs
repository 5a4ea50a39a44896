//! Which claims are in force: seen in the view, and not history, a copy or an alternative.

use std::collections::{BTreeMap, BTreeSet};

use counterflow_claim::{
    Basis, Binding, Claim, ClaimId, Claims, Condition, Date, DealId, Kind, Nature, PartyId,
    Relation, Stage, Target, YearEnd,
};
use counterflow_syntax::Span;

use crate::role::roles;
use crate::yields::yields;
use crate::{Undated, View};

/// How many claims are not in force, by reason.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Their sources are later than what is known.
    pub unknown_yet: usize,
    /// They speak of a later day than the network's.
    pub later: usize,
    /// No source of theirs has a date, or they have none, and a date was asked for.
    pub undated: usize,
    /// Another claim has replaced, updated or retracted them.
    pub history: usize,
    /// They dispute another claim and are kept beside it.
    pub alternatives: usize,
    /// They say again what another says.
    pub copies: usize,
}

/// What a claim is in a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Status {
    InForce,
    UnknownYet,
    Later,
    Undated,
    History,
    Alternative,
    Copy,
    Unsaid,
}

/// The claims that a view sees, and which of them are in force.
pub struct InForce {
    /// The claims in force, in the order of the book.
    pub claims: Vec<ClaimId>,
    /// For each claim whether the view sees it.
    pub seen: Vec<bool>,
    /// The count of the others.
    pub left_out: LeftOut,
}

/// Decides which claims are in force; those of `without` are taken to be unsaid. Time is `O(n log n)` in the claims and their relations.
pub fn in_force(
    claims: &Claims,
    view: &View,
    folded: &[PartyId],
    without: &BTreeSet<ClaimId>,
) -> InForce {
    let status = |(id, claim): (ClaimId, &Claim)| match without.contains(&id) {
        true => Status::Unsaid,
        false => seen(claims, claim, view),
    };
    let mut status: Vec<Status> = claims.iter().map(status).collect();
    let seen: Vec<bool> = status.iter().map(|status| *status == Status::InForce).collect();
    Said::new(claims, &seen).apply(&mut status);
    updates(claims, folded, &mut status);
    attached(claims, &mut status);
    let mut out = LeftOut::default();
    let mut kept = Vec::new();
    for (id, _) in claims.iter() {
        match status[id.index()] {
            Status::InForce => kept.push(id),
            Status::UnknownYet => out.unknown_yet += 1,
            Status::Later => out.later += 1,
            Status::Undated => out.undated += 1,
            Status::History => out.history += 1,
            Status::Alternative => out.alternatives += 1,
            Status::Copy => out.copies += 1,
            Status::Unsaid => {}
        }
    }
    InForce { claims: kept, seen, left_out: out }
}

/// When the first dated source of a claim was published.
pub fn published(claims: &Claims, claim: &Claim) -> Option<Date> {
    let sources = claim.citations.iter().filter_map(|cite| cite.source);
    let days = sources.filter_map(|source| claims.source(source).published);
    days.map(|day| day.last_day(YearEnd::default())).min()
}

/// The fiscal calendar of the party that a claim is about.
pub fn year_end(claims: &Claims, claim: &Claim) -> YearEnd {
    let subject = claim.to.known().next();
    subject.map_or_else(YearEnd::default, |party| claims.party(party).year_end)
}

/// A claim's own date, at its last day.
pub fn own_date(claims: &Claims, claim: &Claim) -> Option<Date> {
    let (from, to) = claim.when?;
    Some(to.unwrap_or(from).last_day(year_end(claims, claim)))
}

/// The day by which claims of a deal are ordered: their own, or that of their source.
pub fn day(claims: &Claims, claim: &Claim) -> Option<Date> {
    own_date(claims, claim).or_else(|| published(claims, claim))
}

/// The strongest voice behind a claim.
pub fn basis(claims: &Claims, claim: &Claim) -> Basis {
    let sources = claim.citations.iter().filter_map(|cite| cite.source);
    let strongest = sources.map(|source| claims.source(source).kind).max();
    claim.basis.or(strongest).unwrap_or(Basis::Unstated)
}

/// What decides between claims of one weight: their words, so that the order of the book does not
/// matter; only where these are the same as well, their place.
pub fn words(claims: &Claims, id: ClaimId) -> (&str, Option<&str>, ClaimId) {
    let claim = claims.claim(id);
    (claims.written(claim.span), claim.id.map(|id| claims.written(id)), id)
}

/// Which of several claims has the last word: the latest, by the strongest voice.
pub fn weight(claims: &Claims, id: ClaimId) -> impl Ord {
    let claim = claims.claim(id);
    (day(claims, claim), basis(claims, claim), words(claims, id))
}

fn seen(claims: &Claims, claim: &Claim, view: &View) -> Status {
    if let Some(known) = view.known {
        let day = match (published(claims, claim), view.undated) {
            (Some(day), _) => Some(day),
            (None, Undated::Include) => own_date(claims, claim),
            (None, Undated::LeaveOut) => None,
        };
        match day {
            None => return Status::Undated,
            Some(day) if day > known => return Status::UnknownYet,
            Some(_) => {}
        }
    }
    if let Some(as_of) = view.as_of {
        // A forecast speaks of a later day by its nature: what counts is when it was made.
        let forecast = matches!(claim.kind, Kind::Metric(_)) && claim.nature != Nature::Actual;
        let day = match forecast {
            true => published(claims, claim).or_else(|| own_date(claims, claim)),
            false => day(claims, claim),
        };
        match (day, view.undated) {
            (None, Undated::LeaveOut) => return Status::Undated,
            (Some(day), _) if day > as_of => return Status::Later,
            _ => {}
        }
    }
    Status::InForce
}

/// What the claims of a view say of one another.
struct Said<'a> {
    claims: &'a Claims,
    seen: &'a [bool],
    /// The claims seen of each deal that has a name, the heaviest last.
    threads: BTreeMap<DealId, Vec<ClaimId>>,
}

/// Pairs of claims: one, and the one that it gives way to.
type Pairs = BTreeSet<(usize, usize)>;

impl<'a> Said<'a> {
    fn new(claims: &'a Claims, seen: &'a [bool]) -> Said<'a> {
        let mut threads: BTreeMap<DealId, Vec<ClaimId>> = BTreeMap::new();
        for (id, claim) in claims.iter().filter(|(id, _)| seen[id.index()]) {
            if claims.deals[claim.deal.index()].name.is_some() {
                threads.entry(claim.deal).or_default().push(id);
            }
        }
        for told in threads.values_mut() {
            told.sort_by_cached_key(|id| weight(claims, *id));
        }
        Said { claims, seen, threads }
    }

    fn apply(&self, status: &mut [Status]) {
        let taken_back = self.taken_back();
        let speaks = |at: &usize| !taken_back.contains(at);
        // What was taken back is neither repeated nor disputed.
        let after = |relation| -> Pairs {
            let pairs = self.before(relation, &speaks).into_iter();
            pairs.filter(|(_, other)| speaks(other)).collect()
        };
        let mut replaced = self.against(Relation::Replaces, &speaks);
        replaced.extend(self.before(Relation::ReplacedBy, &speaks));
        let said = [
            (after(Relation::Corroborates), Status::Copy),
            (after(Relation::Disputes), Status::Alternative),
            (replaced, Status::History),
        ];
        let ids: Vec<ClaimId> = self.claims.iter().map(|(id, _)| id).collect();
        for (pairs, becomes) in said {
            for at in yields(&pairs, |at| weight(self.claims, ids[at])) {
                status[at] = becomes;
            }
        }
        for at in taken_back {
            status[at] = Status::History;
        }
    }

    /// The claims that their sources take back. A retraction that is itself taken back takes
    /// nothing back.
    fn taken_back(&self) -> BTreeSet<usize> {
        let pairs = self.against(Relation::Retracts, &|_| true);
        let targets: BTreeSet<usize> = pairs.iter().map(|(one, _)| *one).collect();
        let heard = pairs.iter().filter(|(_, speaker)| !targets.contains(speaker));
        heard.map(|(one, _)| *one).collect()
    }

    /// The links of one relation between claims that the view sees.
    fn links(
        &self,
        relation: Relation,
        speaks: &dyn Fn(&usize) -> bool,
    ) -> impl Iterator<Item = (ClaimId, &'a Target)> {
        let claims = self.claims.iter().filter(|(id, _)| self.seen[id.index()]);
        let claims = claims.filter(move |(id, _)| speaks(&id.index()));
        claims.flat_map(move |(id, claim)| claim.targets(relation).map(move |target| (id, target)))
    }

    /// Whoever is named gives way to the speaker. A deal's name stands for all that was told of it;
    /// where it is the speaker's own, for what was told before.
    fn against(&self, relation: Relation, speaks: &dyn Fn(&usize) -> bool) -> Pairs {
        let mut pairs = Pairs::new();
        // One speaker a thread is enough; with each, the pairs would grow with the square.
        let mut threads: BTreeMap<(DealId, bool), ClaimId> = BTreeMap::new();
        for (by, target) in self.links(relation, speaks) {
            match self.meant(target) {
                Meant::Claim(one) => drop(pairs.insert((one.index(), by.index()))),
                Meant::Thread(deal) => {
                    let own = self.claims.claim(by).deal == deal;
                    let heaviest = threads.entry((deal, own)).or_insert(by);
                    if weight(self.claims, by) > weight(self.claims, *heaviest) {
                        *heaviest = by;
                    }
                }
                Meant::Nothing => {}
            }
        }
        for ((deal, own), by) in threads {
            let told = self.threads.get(&deal).into_iter().flatten();
            let told = told.filter(|one| !own || self.is_before(**one, by));
            pairs.extend(told.map(|one| (one.index(), by.index())));
        }
        pairs
    }

    /// The speaker gives way to whoever is named; of a deal told several times, to one of them.
    fn before(&self, relation: Relation, speaks: &dyn Fn(&usize) -> bool) -> Pairs {
        let pairs = self.links(relation, speaks).filter_map(|(by, target)| {
            let other = match self.meant(target) {
                Meant::Claim(other) => other,
                Meant::Thread(deal) if self.claims.claim(by).deal == deal => {
                    let first = *self.threads.get(&deal)?.first()?;
                    Some(first).filter(|first| self.is_before(*first, by))?
                }
                Meant::Thread(deal) => *self.threads.get(&deal)?.last()?,
                Meant::Nothing => return None,
            };
            Some((by.index(), other.index()))
        });
        pairs.collect()
    }

    fn is_before(&self, one: ClaimId, other: ClaimId) -> bool {
        day(self.claims, self.claims.claim(one)) < day(self.claims, self.claims.claim(other))
    }

    fn meant(&self, target: &Target) -> Meant {
        match (target.claim.filter(|_| names_claim(self.claims, target)), target.deal) {
            (Some(claim), _) if self.seen[claim.index()] => Meant::Claim(claim),
            (None, Some(deal)) => Meant::Thread(deal),
            _ => Meant::Nothing,
        }
    }
}

/// What a name stands for in a view.
enum Meant {
    /// One claim.
    Claim(ClaimId),
    /// All that was told of a deal.
    Thread(DealId),
    /// Nothing that the view sees.
    Nothing,
}

/// Whether a name is the id of one claim, and not that of a deal told several times.
fn names_claim(claims: &Claims, target: &Target) -> bool {
    let name = claims.written(target.span);
    let Some(claim) = target.claim.map(|id| claims.claim(id)) else { return false };
    let is = |span: Option<Span>| span.is_some_and(|span| claims.written(span) == name);
    let deal = claims.deals[claim.deal.index()].name;
    // A claim without an id is named by its verb and parties, a round by its own name.
    is(claim.id) || !(is(deal) || claim.kind == Kind::Round && is(claim.name))
}

/// The same deal later, at a stage not lower or at its end, by a voice not weaker.
fn updates(claims: &Claims, folded: &[PartyId], status: &mut [Status]) {
    let threads = claims.iter().filter(|(id, claim)| {
        let named = claims.deals[claim.deal.index()].name.is_some();
        status[id.index()] == Status::InForce && named && claim.kind.is_deal()
    });
    for told in roles(claims, threads.map(|(id, _)| id), folded).into_values() {
        let mut told: Vec<(Date, ClaimId)> =
            told.into_iter().filter_map(|id| Some((day(claims, claims.claim(id))?, id))).collect();
        told.sort_by_key(|(day, _)| std::cmp::Reverse(*day));
        // How far the deal has come by each voice, on the days after the one that is looked at.
        let mut later: BTreeMap<Basis, Stage> = BTreeMap::new();
        for same_day in told.chunk_by(|(a, _), (b, _)| a == b) {
            for (_, id) in same_day {
                if is_updated(claims, claims.claim(*id), &later) {
                    status[id.index()] = Status::History;
                }
            }
            for (_, id) in same_day {
                let claim = claims.claim(*id);
                let furthest = later.entry(basis(claims, claim)).or_insert(claim.stage);
                *furthest = claim.stage.max(*furthest);
            }
        }
    }
}

/// Exits are the highest stages, so that whatever came before is updated by them; a deal that
/// ended is only updated by one that binds again, or by another end.
fn is_updated(claims: &Claims, claim: &Claim, later: &BTreeMap<Basis, Stage>) -> bool {
    let least = if claim.stage.is_exit() { Stage::Signed } else { claim.stage };
    later.range(basis(claims, claim)..).any(|(_, stage)| *stage >= least)
}

/// A valuation told with a telling that is history is history with it.
fn attached(claims: &Claims, status: &mut [Status]) {
    let mut tellings: BTreeMap<DealId, Vec<(Option<Date>, ClaimId)>> = BTreeMap::new();
    for (id, claim) in claims.iter().filter(|(_, claim)| claim.kind.is_deal()) {
        if matches!(status[id.index()], Status::InForce | Status::History) {
            tellings.entry(claim.deal).or_default().push((day(claims, claim), id));
        }
    }
    for told in tellings.values_mut() {
        told.sort_by_key(|(day, id)| (*day, words(claims, *id)));
    }
    for (id, claim) in claims.iter().filter(|(_, claim)| claim.kind == Kind::Value) {
        let with = |target: &Target| match names_claim(claims, target) {
            true => target.claim,
            false => told_with(tellings.get(&target.deal?)?, day(claims, claim)),
        };
        let mut with = claim.targets(Relation::In).filter_map(with);
        let gone = with.any(|whole| status[whole.index()] == Status::History);
        if gone && status[id.index()] == Status::InForce {
            status[id.index()] = Status::History;
        }
    }
}

/// Of the tellings of a deal the last by a day, or the first of all.
fn told_with(tellings: &[(Option<Date>, ClaimId)], by: Option<Date>) -> Option<ClaimId> {
    let after = tellings.partition_point(|(day, _)| by.is_none() || *day <= by);
    tellings.get(after.max(1) - 1).map(|(_, id)| *id)
}

/// Whether a deal's claim counts as firm in a view: closed, or signed without an unmet condition
/// unless it is said not to bind.
pub fn is_firm(claim: &Claim, view: &View) -> bool {
    match claim.stage {
        Stage::Closed => true,
        Stage::Signed | Stage::PartFunded => {
            let loose = matches!(claim.binding, Some(Binding::None | Binding::Conditional));
            !loose && !is_conditional(claim, view)
        }
        _ => false,
    }
}

/// Whether a condition is still to be met on the day that a view describes.
pub fn is_conditional(claim: &Claim, view: &View) -> bool {
    open_conditions(claim, view).next().is_some()
}

/// The conditions of a claim that are still to be met on the day that a view describes.
pub fn open_conditions<'c>(claim: &'c Claim, view: &View) -> impl Iterator<Item = &'c Condition> {
    let as_of = view.as_of;
    claim.conditions.iter().filter(move |condition| {
        let day = condition.met.map(|met| met.last_day(YearEnd::default()));
        day.is_none_or(|day| as_of.is_some_and(|as_of| day > as_of))
    })
}
