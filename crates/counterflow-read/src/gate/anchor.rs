//! The word of a sentence that a proposal stands on: a verb or noun of its kind, around which the
//! grammar finds its parties the same way round, and to which its amount belongs.

use std::ops::Range;

use super::judge::{Fails, Found, Place};
use super::{Test, words};
use crate::claim::{Kind, Somebody};
use crate::clause::{Forms, Frame, Phrase, What};
use crate::grammar::{self, Rule, Trigger, Voice};
use crate::quantity::Counts;

/// Such a word.
pub(super) struct Anchor {
    at: usize,
    /// What stands around it.
    pub frame: Frame,
    /// The rule of the grammar that has the parties this way round, if it is one.
    pub rule: Option<&'static Rule>,
}

/// How the parties of a proposal stand around a word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Same,
    Reversed,
}

/// Where somebody stands in a frame, and with how many others.
struct Stand {
    slot: String,
    several: bool,
}

/// The words that a proposal may stand on.
///
/// # Errors
///
/// If there is none, or if the sentence can be read the other way round.
pub(super) fn anchors(place: &Place, found: &Found) -> Result<Vec<Anchor>, Fails> {
    let mut anchors = Vec::new();
    let mut reversed = false;
    for at in place.within.clone() {
        if place.row.what(at) != Some(&What::Word) {
            continue;
        }
        let frame = match place.row.verb(at) {
            Some(verb) => place.row.verb_frame(at, verb),
            None => place.row.noun_frame(at),
        };
        for (way, rule) in ways(place, found, at, &frame) {
            match way {
                Way::Same => anchors.push(Anchor { at, frame: frame.clone(), rule }),
                Way::Reversed => reversed = true,
            }
        }
    }
    let why = match (anchors.is_empty(), reversed) {
        (false, false) => return Ok(anchors),
        (false, true) => "who does what can be read both ways",
        (true, true) => "the sentence has the parties the other way round",
        (true, false) => "no word of the quote tells of such a deal between them",
    };
    Err((Test::Slots, why.to_string()))
}

/// How the parties stand around a word, by each rule of the kind that it starts.
fn ways(
    place: &Place,
    found: &Found,
    at: usize,
    frame: &Frame,
) -> Vec<(Way, Option<&'static Rule>)> {
    let word = place.row.word(at);
    let verb = place.row.verb(at).map(|verb| verb.lemma);
    let from = found.from.as_ref().map(|one| stand(place, frame, one));
    let to = found.to.as_ref().map(|one| stand(place, frame, one));
    // Somebody of the proposal has no place around this word.
    if matches!(from, Some(None)) || matches!(to, Some(None)) {
        return Vec::new();
    }
    let slot =
        |one: &Option<Option<Stand>>| one.as_ref().and_then(|one| Some(one.as_ref()?.slot.clone()));
    let (from, to) = (slot(&from), slot(&to));
    if found.kind == Kind::Metric {
        let named = found.metric_ends_at(&place.row, at) && is_its_own(to.as_deref());
        return if named { vec![(Way::Same, None)] } else { Vec::new() };
    }
    let mut ways: Vec<(Way, Option<&'static Rule>)> = Vec::new();
    let rules: Vec<&'static Rule> = match verb {
        Some(lemma) => grammar::of_verb(lemma).collect(),
        None => grammar::of_noun(word).collect(),
    };
    for rule in rules.into_iter().filter(|rule| holds(rule, place, frame)) {
        let at = |places: &[&str], slot: &Option<String>| {
            slot.as_ref().is_none_or(|slot| places.contains(&slot.as_str()))
        };
        let (payer, payee) = (&rule.from.places, &rule.to.places);
        let same = at(payer, &from) && at(payee, &to);
        if rule.kind == found.kind && same {
            ways.push((Way::Same, Some(rule)));
        } else if rule.kind == found.kind && at(payee, &from) && at(payer, &to) {
            ways.push((Way::Reversed, None));
        } else if same && from.is_some() && to.is_some() && ways.is_empty() {
            // Of two rules the one that stands first has the word: it tells of another kind.
            return Vec::new();
        }
    }
    let listed = words::has(found.kind.name(), verb.unwrap_or(word));
    if ways.is_empty() && listed {
        ways.extend(listed_way(verb.is_some(), frame, from.as_deref(), to.as_deref()));
    }
    ways
}

/// The way of a listed word: who does it is the one that it is from; a noun is of one party.
fn listed_way(
    verb: bool,
    frame: &Frame,
    from: Option<&str>,
    to: Option<&str>,
) -> Option<(Way, Option<&'static Rule>)> {
    let (doer, done) = if frame.passive { ("by", "subject") } else { ("subject", "object") };
    match (from, to) {
        (Some(from), Some(to)) if verb && from == doer && to == done => Some((Way::Same, None)),
        (Some(from), Some(to)) if verb && from == done && to == doer => Some((Way::Reversed, None)),
        (None, to) if !verb && is_its_own(to) => Some((Way::Same, None)),
        _ => None,
    }
}

/// Whether who stands in a slot of a noun has what the noun names.
fn is_its_own(slot: Option<&str>) -> bool {
    matches!(slot, Some("owner" | "subject" | "of"))
}

/// Whether the conditions of a rule are met.
fn holds(rule: &Rule, place: &Place, frame: &Frame) -> bool {
    let all = 0..place.row.items.len();
    let any = |words: &[&str]| all.clone().any(|at| words.contains(&place.row.word(at)));
    let voice = rule.voice == Voice::Any || frame.passive == (rule.voice == Voice::Passive);
    let governed = rule.trigger == Trigger::Verb
        || (rule.under.is_empty() || frame.verb.is_some_and(|verb| rule.under.contains(&verb)))
            && frame.verb.is_none_or(|verb| !rule.without.contains(&verb));
    let led = rule.after.is_empty()
        || frame.cues.iter().any(|cue| cue.split(' ').any(|word| rule.after.contains(&word)));
    let counts = |sort: fn(Counts) -> bool| {
        place.within.clone().any(|at| match place.row.what(at) {
            Some(What::Amount(one)) => {
                place.row.scene.amounts.get(*one).is_some_and(|amount| sort(amount.counts))
            }
            _ => false,
        })
    };
    let money = |of: Counts| matches!(of, Counts::Money(_));
    let counted = (!rule.amount.required && !rule.needs_amount || counts(money))
        && (!rule.share.required || counts(|of| matches!(of, Counts::Percent)));
    let named = (rule.needs.is_empty() || any(&rule.needs))
        && !any(&rule.needs_not)
        && (rule.near.is_empty() || any(&rule.near));
    voice && governed && led && counted && named
}

/// The slot of a frame in which somebody stands, as a whole and not as the owner of something else.
fn stand(place: &Place, frame: &Frame, one: &Somebody) -> Option<Stand> {
    let is = |item: &usize| match one.party {
        Some(party) => place.refers.party(*item) == Some(party),
        None => place.row.scene.tokens.span(place.row.items[*item].tokens.clone()) == one.span,
    };
    let of = |slot: &str, parties: &[usize]| {
        let here = parties.iter().any(is);
        here.then(|| Stand { slot: slot.to_string(), several: parties.len() > 1 })
    };
    let whole = |slot: &str, phrase: &Phrase| {
        (phrase.noun.is_none()).then(|| of(slot, &phrase.parties)).flatten()
    };
    let among =
        |slot: &str, phrase: &Option<Phrase>| phrase.as_ref().and_then(|one| whole(slot, one));
    among("subject", &frame.subject)
        .or_else(|| among("indirect", &frame.indirect))
        .or_else(|| among("object", &frame.object))
        .or_else(|| of("owner", &frame.own.owners))
        .or_else(|| frame.hung.iter().find_map(|hung| whole(&hung.on, &hung.phrase)))
}

impl Anchor {
    /// Whether a party of the proposal stands here in a row with others, so that an amount is
    /// theirs together.
    pub(super) fn is_of_several(&self, place: &Place, found: &Found) -> bool {
        let several = |one: &Option<Somebody>| {
            let stands = one.as_ref().and_then(|one| stand(place, &self.frame, one));
            stands.is_some_and(|one| one.several)
        };
        several(&found.from) || several(&found.to)
    }

    /// Whether an amount belongs to this word: nothing stands between them that could have it.
    pub(super) fn has_amount(&self, place: &Place, found: &Found, item: usize) -> bool {
        let own = self.frame.own.amounts.contains(&item);
        let subject = self.frame.subject.as_ref().filter(|_| self.frame.passive);
        let given = subject.is_some_and(|subject| subject.amounts.contains(&item));
        let between = match self.at < item {
            true => self.at + 1..item,
            false => item + 1..self.at,
        };
        let near = match self.at < item {
            true => between.clone().all(|at| passes(place, found, at)),
            // $5 billion in sales
            false => {
                found.kind == Kind::Metric && between.clone().all(|at| leads_on(place.row.word(at)))
            }
        };
        let numbered = found.kind != Kind::Metric
            && (words::any(&place.row, between, "number") || is_a_number_of(place, item, self.at));
        (own || given || near) && !numbered
    }
}

/// Whether an amount may belong to a word over an item between them: over no verb, no clause, no
/// comma and nobody else.
fn passes(place: &Place, found: &Found, at: usize) -> bool {
    let row = &place.row;
    let finite = Forms::PAST;
    let verb = row.verb(at).is_some_and(|verb| {
        verb.forms.any(finite) || verb.forms.any(Forms::THIRD) || verb.forms.any(Forms::PARTICIPLE)
    });
    let party = place.refers.party(at);
    let known = |one: &Option<Somebody>| one.as_ref().is_some_and(|one| one.party == party);
    let else_ =
        row.is_somebody(at) && !(party.is_some() && (known(&found.from) || known(&found.to)));
    let group = |one: &Option<Somebody>| {
        let span = row.scene.tokens.span(row.items[at].tokens.clone());
        one.as_ref().is_some_and(|one| one.party.is_none() && one.span == span)
    };
    let somebody_else = else_ && !group(&found.from) && !group(&found.to);
    let parts = matches!(
        row.word(at),
        "," | ";"
            | ":"
            | "("
            | "and"
            | "or"
            | "but"
            | "which"
            | "who"
            | "whose"
            | "that"
            | "where"
            | "while"
            | "whereas"
            | "although"
            | "though"
            | "because"
            | "since"
            | "after"
            | "before"
            | "as"
            | "when"
            | "than"
    );
    !verb && !somebody_else && !parts
}

/// Whether a word leads from an amount to what it is of: `in annual`.
fn leads_on(word: &str) -> bool {
    matches!(
        word,
        "in" | "of" | "annual" | "yearly" | "quarterly" | "total" | "net" | "-" | "a" | "year"
    )
}

/// Whether an amount is one of a number of a company: `$5 billion in sales`.
fn is_a_number_of(place: &Place, item: usize, anchor: usize) -> bool {
    let behind: Range<usize> = item + 1..place.row.items.len().min(item + 6);
    let first = behind.into_iter().find(|at| !leads_on(place.row.word(*at)));
    first.is_some_and(|at| at != anchor && words::has("number", place.row.word(at)))
}
