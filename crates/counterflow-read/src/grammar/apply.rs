//! Rules put to the frames of a sentence.

use std::collections::BTreeMap;

use counterflow_claim::Qualifier;

use super::slots::{Filled, Reading};
use super::table::{Rule, Voice, table};
use super::{market, metric, opinion, price, stage};
use crate::Span;
use crate::claim::{Claim, Kind, Somebody};
use crate::clause::{Forms, Frame, Verb, What, verb};

/// A claim under way: with its place among rules, and the items of amounts that it takes.
pub(super) struct Draft {
    pub(super) order: usize,
    pub(super) claim: Claim,
    pub(super) takes: Vec<usize>,
    /// The item that it starts from; what one item tells of several may share amounts.
    pub(super) trigger: usize,
}

/// The claims of a sentence, in the order of the text.
pub fn claims(reading: &Reading) -> Vec<Claim> {
    let mut drafts = Vec::new();
    let items = reading.row.items.len();
    // A question claims nothing.
    if items == 0 || reading.row.word(items - 1) == "?" {
        return Vec::new();
    }
    let start = reading.supposed();
    for at in start..items {
        if reading.row.what(at) != Some(&What::Word) || !reading.row.entry(at).triggers {
            continue;
        }
        from_verb(reading, at, &mut drafts);
        from_noun(reading, at, &mut drafts);
    }
    // Without amounts none of these finds anything.
    if (0..items).any(|item| reading.amount(item).is_some()) {
        metric::drafts(reading, &mut drafts);
        market::drafts(reading, &mut drafts);
        price::drafts(reading, &mut drafts);
    }
    if drafts.is_empty() {
        opinion::drafts(reading, &mut drafts);
    }
    choose(drafts)
}

/// Whether a rule of the table or an opinion may start from a word.
pub(crate) fn is_trigger(word: &str) -> bool {
    let starts = |verb: Verb| {
        !table().of_verb(verb.lemma).is_empty() || opinion::THINKS.contains(&verb.lemma)
    };
    !table().of_noun(word).is_empty() || verb(word).is_some_and(starts)
}

fn from_verb(reading: &Reading, at: usize, drafts: &mut Vec<Draft>) {
    let Some(verb) = reading.row.verb(at) else { return };
    let rules = table().of_verb(verb.lemma);
    if rules.is_empty() {
        return;
    }
    // Who rents out sells.
    let out = reading.row.word(at + 1) == "out";
    if out && matches!(verb.lemma, "rent" | "lease" | "license" | "lend") {
        return;
    }
    let frame = reading.row.verb_frame(at, verb);
    // A base form without `to` or an auxiliary is mostly a noun.
    if verb.forms == Forms::BASE
        && frame.cues.is_empty()
        && reading.row.word(at.wrapping_sub(1)) != "to"
        && frame.subject.is_none()
    {
        return;
    }
    for rule in rules {
        let one = table().rule(*rule);
        let voice = one.voice == Voice::Any || frame.passive == (one.voice == Voice::Passive);
        if voice {
            apply_each(reading, one, *rule, &frame, drafts);
        }
    }
}

fn from_noun(reading: &Reading, at: usize, drafts: &mut Vec<Draft>) {
    let rules = table().of_noun(reading.row.word(at));
    if rules.is_empty() || reading.row.verb(at).is_some() {
        return;
    }
    let mut frame = reading.row.noun_frame(at);
    // Weighing an investment, signing a deal: the verb tells how far it is.
    frame.cues.extend(frame.verb.map(str::to_string));
    // A noun that only describes another: a stake sale, a deal value.
    if frame.own.noun != Some(at) {
        return;
    }
    // His interest is that of nobody who is known here.
    if matches!(reading.row.word(frame.own.start), "his" | "her" | "their") {
        return;
    }
    for rule in rules {
        let one = table().rule(*rule);
        let under =
            one.under.is_empty() || frame.verb.is_some_and(|verb| one.under.contains(&verb));
        let behind = frame.own.start.checked_sub(2);
        let of = behind.filter(|at| reading.row.word(at + 1) == "of");
        let its = frame.own.owners.iter().any(|item| reading.row.what(*item) == Some(&What::Its));
        if !its && of.is_some_and(|at| one.not_of.contains(&reading.row.word(at))) {
            continue;
        }
        let without = frame.verb.is_none_or(|verb| !one.without.contains(&verb));
        if under && without {
            apply_each(reading, one, *rule, &frame, drafts);
        }
    }
}

/// Puts a rule to a frame and to those that go on from it without its verb.
fn apply_each(
    reading: &Reading,
    rule: &'static Rule,
    order: usize,
    frame: &Frame,
    drafts: &mut Vec<Draft>,
) {
    let before = drafts.len();
    apply(reading, rule, order, frame, drafts);
    let mut gapped = reading.row.gapped(frame).filter(|_| drafts.len() > before);
    // Each step goes further to the right.
    while let Some(next) = gapped {
        apply(reading, rule, order, &next, drafts);
        gapped = reading.row.gapped(&next);
    }
}

fn apply(
    reading: &Reading,
    rule: &'static Rule,
    order: usize,
    frame: &Frame,
    drafts: &mut Vec<Draft>,
) {
    // Whether X should buy Y: nobody says that it does.
    if frame.cues.iter().any(|cue| matches!(&cue[..], "whether" | "if")) {
        return;
    }
    // It would have bought: it did not. Speculation about a merger is none.
    let cued = |word: &str| frame.cues.iter().any(|cue| cue == word);
    let rumored = (frame.trigger.saturating_sub(4)..frame.trigger).any(|at| {
        matches!(
            reading.row.word(at),
            "speculation" | "rumors" | "rumours" | "rumor" | "rumour" | "rumored" | "rumoured"
        )
    });
    if cued("would") && cued("have") || rumored {
        return;
    }
    if !rule.after.is_empty() && !frame.cues.iter().any(|cue| rule.after.contains(&cue.as_str())) {
        return;
    }
    let nouns = reading.nouns(frame);
    if !rule.needs.is_empty() && !nouns.iter().any(|noun| rule.needs.contains(noun))
        || nouns.iter().any(|noun| rule.needs_not.contains(noun))
    {
        return;
    }
    let money = reading.amount_in(frame, &rule.amount, |item| reading.is_money(item));
    let share = reading.amount_in(frame, &rule.share, |item| reading.is_share(item));
    let missing = rule.amount.required && money.is_none()
        || rule.share.required && share.is_none()
        || rule.needs_amount && money.is_none();
    if missing {
        return;
    }
    let unnamed = || {
        rule.unnamed.map(|name| {
            Filled::By(vec![Somebody {
                name: name.to_string(),
                party: None,
                span: Span::default(),
                by: "unnamed",
            }])
        })
    };
    let from = reading.party_in(frame, &rule.from).or_else(unnamed);
    let to = reading.party_in(frame, &rule.to);
    let told = drafts.iter().filter(|draft| draft.trigger < frame.trigger);
    let here = told.rev().find_map(|draft| draft.claim.to.as_ref()?.party);
    let to = to.or_else(|| reading.target_for(rule, frame, &from, here));
    let missing = rule.from.required && from.is_none() || rule.to.required && to.is_none();
    if missing || !is_whole(rule.kind, &from, &to) {
        return;
    }
    if !rule.near.is_empty() && !reading.is_near(frame, &rule.near)
        || reading.is_near(frame, &rule.near_not)
    {
        return;
    }
    // One side at least has to be somebody; both, where the rule knows of both and no amount is told.
    let two_sided = !rule.from.places.is_empty() && !rule.to.places.is_empty();
    if from.is_none() && to.is_none()
        || two_sided && (from.is_none() || to.is_none()) && money.is_none() && share.is_none()
    {
        return;
    }
    make(reading, rule, order, frame, (from, to), (money, share), drafts);
}

/// Whether the parties are there without whom there is no such claim.
fn is_whole(kind: Kind, from: &Option<Filled>, to: &Option<Filled>) -> bool {
    let named = |side: &Option<Filled>| match side {
        Some(Filled::By(all)) => all.iter().all(|one| one.party.is_some()),
        Some(Filled::Ambiguous(_)) => true,
        None => false,
    };
    match kind {
        Kind::Investment | Kind::Warrant => from.is_some() && to.is_some(),
        Kind::Commitment | Kind::Guarantee => named(from) && named(to),
        Kind::Stake => from.is_some() && named(to),
        Kind::Round | Kind::Valuation | Kind::Metric | Kind::MarketMove => named(to),
        Kind::Debt => match to {
            Some(Filled::By(all)) => all.iter().all(|one| one.party.is_some() || one.by == "place"),
            other => other.is_some(),
        },
        Kind::Facility => named(from),
        Kind::Statement => true,
    }
}

fn make(
    reading: &Reading,
    rule: &'static Rule,
    order: usize,
    frame: &Frame,
    (from, to): (Option<Filled>, Option<Filled>),
    (money, share): (Option<usize>, Option<usize>),
    drafts: &mut Vec<Draft>,
) {
    let withheld = [&from, &to].into_iter().find_map(|side| match side {
        Some(Filled::Ambiguous(why)) => Some(why.clone()),
        _ => None,
    });
    let list = |side: Option<Filled>| match side {
        Some(Filled::By(all)) => all.into_iter().map(Some).collect(),
        _ => vec![None],
    };
    let (from, to): (Vec<Option<Somebody>>, Vec<Option<Somebody>>) = (list(from), list(to));
    let (stage, denied) = stage::stage(frame, rule.stage);
    let (from, to) = if rule.kind == Kind::Debt { lender_first(from, to) } else { (from, to) };
    let several = from.len() * to.len() > 1;
    // X and Y put $5m and $3m, respectively, into A and B: X into A, Y into B.
    let pairs = from.len() == to.len() && from.len() > 1;
    let count = if pairs { from.len() } else { from.len() * to.len() };
    let each = if several { reading.respectively(frame, count) } else { None };
    let pairs = pairs && each.is_some();
    let all_alike = frame.cues.iter().any(|cue| cue == "each")
        || reading.row.word(frame.trigger.wrapping_sub(1)) == "each";
    // What several give together is not what each gives: they give it as one.
    let together = several && !all_alike && each.is_none() && money.or(share).is_some();
    let (from, to) = if together { (joint(from), joint(to)) } else { (from, to) };
    let mut number = 0;
    for (row, one) in from.iter().enumerate() {
        for (column, other) in to.iter().enumerate() {
            if pairs && row != column {
                continue;
            }
            let own = each.as_ref().and_then(|each| each.get(number).copied());
            let money = own.filter(|item| reading.is_money(*item)).or(money);
            let share = own.filter(|item| reading.is_share(*item)).or(share);
            number += 1;
            let same = one
                .as_ref()
                .zip(other.as_ref())
                .is_some_and(|(one, other)| one.party == other.party && one.name == other.name);
            // Nobody deals with itself, but for buying its own shares.
            if same && rule.instrument != Some("buyback") {
                continue;
            }
            let main = share.filter(|_| rule.kind == Kind::Stake).or(money).or(share);
            let mut claim = blank(reading, rule.kind, rule.id);
            claim.from = one.clone();
            claim.to = other.clone();
            claim.amount = money.and_then(|item| reading.money(item));
            claim.share = share.and_then(|item| reading.share(item));
            claim.qualifier =
                main.and_then(|item| reading.amount(item)).map(|amount| amount.qualifier);
            (claim.stage, claim.denied) = (stage, denied);
            claim.instrument = rule.instrument.map(str::to_string);
            claim.metric = rule.metric.map(str::to_string);
            claim.withheld.clone_from(&withheld);
            let takes = money.into_iter().chain(share).collect();
            drafts.push(Draft { order, claim, takes, trigger: frame.trigger });
        }
    }
}

/// Several as one without a place among the parties: `A and B`.
fn joint(all: Vec<Option<Somebody>>) -> Vec<Option<Somebody>> {
    let named: Vec<Somebody> = all.iter().flatten().cloned().collect();
    let [first, .., last] = &named[..] else { return all };
    let names: Vec<&str> = named.iter().map(|one| one.name.as_str()).collect();
    let (end, rest) = (last.name.as_str(), &names[..names.len() - 1]);
    let name = format!("{} and {end}", rest.join(", "));
    let span = first.span.to(last.span);
    vec![Some(Somebody { name, party: None, span, by: "together" })]
}

/// A bank that signs a loan with another lends, whoever is named first.
fn lender_first(
    from: Vec<Option<Somebody>>,
    to: Vec<Option<Somebody>>,
) -> (Vec<Option<Somebody>>, Vec<Option<Somebody>>) {
    let is_bank = |all: &[Option<Somebody>]| {
        let named = |one: &Option<Somebody>| {
            one.as_ref().is_some_and(|one| one.name.split(' ').any(|word| word == "Bank"))
        };
        !all.is_empty() && all.iter().all(named)
    };
    let told = from.iter().all(Option::is_some);
    if told && is_bank(&to) && !is_bank(&from) { (to, from) } else { (from, to) }
}

/// A claim of which nothing is known but where it stands.
pub(super) fn blank(reading: &Reading, kind: Kind, rule: &'static str) -> Claim {
    let tokens = reading.row.items.first().zip(reading.row.items.last());
    let evidence = tokens
        .map(|(first, last)| reading.row.scene.tokens.span(first.tokens.start..last.tokens.end));
    Claim {
        kind,
        from: None,
        to: None,
        amount: None,
        qualifier: None::<Qualifier>,
        share: None,
        shares: None,
        stage: crate::claim::Stage::Reported,
        date: None,
        period: None,
        metric: None,
        instrument: None,
        denied: false,
        condition: None,
        says: None,
        evidence: evidence.unwrap_or_default(),
        rule: rule.into(),
        withheld: None,
    }
}

/// Of drafts that take one amount, that of the first rule; of those without an amount, those that
/// say what no other says.
fn choose(mut drafts: Vec<Draft>) -> Vec<Claim> {
    drafts
        .sort_by_key(|draft| (draft.takes.is_empty(), draft.claim.withheld.is_some(), draft.order));
    let mut taken: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    let mut kept: Vec<Draft> = Vec::new();
    for draft in drafts {
        let own = (draft.order, draft.trigger);
        if draft.takes.iter().any(|item| taken.get(item).is_some_and(|by| *by != own)) {
            continue;
        }
        let covered = |other: &Draft| {
            other.claim.kind == draft.claim.kind
                && same(&other.claim.from, &draft.claim.from)
                && same(&other.claim.to, &draft.claim.to)
        };
        if draft.takes.is_empty() && kept.iter().any(covered) {
            continue;
        }
        taken.extend(draft.takes.iter().map(|item| (*item, own)));
        kept.push(draft);
    }
    kept.sort_by_key(|draft| draft.takes.first().copied().unwrap_or(usize::MAX));
    kept.into_iter().map(|draft| draft.claim).collect()
}

fn same(one: &Option<Somebody>, other: &Option<Somebody>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => one.name == other.name,
        (_, None) => true,
        (None, _) => false,
    }
}
