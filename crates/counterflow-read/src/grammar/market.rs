//! Moves of shares.

use counterflow_claim::Decimal;

use super::apply::{Draft, blank};
use super::slots::{Filled, Reading};
use super::table::rules;
use crate::claim::Kind;
use crate::clause::{Frame, Phrase};
use crate::text::Class;

const UP: &[&str] = &[
    "rise", "climb", "jump", "gain", "surge", "soar", "rally", "advance", "leap", "rocket", "add",
    "grow", "increase",
];
const DOWN: &[&str] = &[
    "fall", "drop", "slip", "slump", "plunge", "tumble", "decline", "slide", "sink", "shed",
    "lose", "ease", "dip", "decrease", "give",
];
const SHARES: &[&str] = &["shares", "share", "stock", "stocks", "scrip"];

/// Takes in moves of shares.
pub(super) fn drafts(reading: &Reading, drafts: &mut Vec<Draft>) {
    let row = reading.row;
    for at in 0..row.items.len() {
        if matches!(row.word(at), "up" | "down" | "higher" | "lower") {
            stands(reading, at, drafts);
        }
        let Some(verb) = row.verb(at) else { continue };
        let (up, down) = (UP.contains(&verb.lemma), DOWN.contains(&verb.lemma));
        let ends = matches!(
            verb.lemma,
            "end" | "close" | "finish" | "edge" | "inch" | "trade" | "settle" | "open"
        );
        let way = (at + 1..row.items.len().min(at + 5))
            .map(|at| row.word(at))
            .find(|word| matches!(*word, "up" | "down" | "higher" | "lower"));
        let (up, down) = match way.filter(|_| ends) {
            Some("up" | "higher") => (true, false),
            Some(_) => (false, true),
            None => (up, down),
        };
        let goes = verb.lemma == "go" && matches!(row.word(at + 1), "up" | "down");
        if !up && !down && !goes {
            continue;
        }
        let down = down || goes && row.word(at + 1) == "down";
        let frame = row.verb_frame(at, verb);
        // Has grown revenue by 280%: something of it grew.
        let other = frame.object.as_ref().and_then(|object| object.noun);
        if other.is_some_and(|noun| !SHARES.contains(&row.word(noun)) && !is_ground(row.word(noun)))
        {
            continue;
        }
        // Since last year: no move of a day.
        if (at..row.items.len()).any(|at| row.word(at) == "since") {
            continue;
        }
        let Some(share) = moved_by(reading, &frame, at) else {
            priced(reading, &frame, drafts);
            continue;
        };
        // eased 3/8: parts of a dollar, and not of the price.
        let eighths = row.scene.tokens.source()[reading.span(share).range()].contains('/');
        let Some(whose) = whose(reading, &frame) else { continue };
        let mut claim = blank(reading, Kind::MarketMove, "market-move");
        match whose {
            Filled::By(all) if all.len() == 1 => claim.to = all.into_iter().next(),
            Filled::Ambiguous(why) => claim.withheld = Some(why),
            Filled::By(_) => continue,
        }
        let moved = reading.share(share).filter(|_| !eighths);
        claim.share = moved.map(|share| if down { -share } else { share });
        claim.qualifier = reading.amount(share).map(|amount| amount.qualifier);
        drafts.push(Draft { order: rules().len(), claim, takes: vec![share], trigger: share });
    }
}

/// What shares gain and lose beside parts of their price.
fn is_ground(word: &str) -> bool {
    matches!(
        word,
        "ground"
            | "value"
            | "points"
            | "cents"
            | "pence"
            | "dollars"
            | "higher"
            | "lower"
            | "up"
            | "down"
    )
}

/// `shares gave up 76p to end at 4252p`: a move that is told in money has no part of a whole.
fn priced(reading: &Reading, frame: &Frame, drafts: &mut Vec<Draft>) {
    let row = reading.row;
    let noun = frame.subject.as_ref().and_then(|subject| subject.noun);
    let by = |hung: &&crate::clause::Hung| hung.on == "by";
    let moved = frame.object.as_ref().or(frame.hung.iter().find(by).map(|hung| &hung.phrase));
    let money = moved
        .filter(|phrase| phrase.noun.is_none())
        .and_then(|phrase| phrase.amounts.iter().copied().find(|item| reading.is_money(*item)));
    let (Some(item), true) = (money, noun.is_some_and(|noun| SHARES.contains(&row.word(noun))))
    else {
        return;
    };
    let small = reading.money(item).is_some_and(|money| money.value < Decimal::from(10_000));
    let Some(Filled::By(all)) = whose(reading, frame).filter(|_| small) else { return };
    let [one] = &all[..] else { return };
    let mut claim = blank(reading, Kind::MarketMove, "market-priced");
    claim.to = Some(one.clone());
    drafts.push(Draft { order: rules().len(), claim, takes: vec![item], trigger: item });
}

/// `was up 2.1 percent`, `were 3 percent lower`.
fn stands(reading: &Reading, at: usize, drafts: &mut Vec<Draft>) {
    let row = reading.row;
    let share = [at + 1, at.wrapping_sub(1)].into_iter().find(|item| reading.is_share(*item));
    let Some(share) = share else {
        stands_priced(reading, at, drafts);
        return;
    };
    // sending its shares up 12%
    let sent = SHARES.contains(&row.word(at.wrapping_sub(1))).then(|| row.phrase_around(at - 1));
    let Some(subject) = sent.or_else(|| row.being(at.min(share)).map(|(subject, _)| subject))
    else {
        return;
    };
    let frame = Frame { trigger: at, subject: Some(subject), ..Frame::default() };
    let Some(Filled::By(all)) = whose(reading, &frame) else { return };
    let [one] = &all[..] else { return };
    let down = matches!(row.word(at), "down" | "lower");
    let mut claim = blank(reading, Kind::MarketMove, "market-stands");
    claim.to = Some(one.clone());
    claim.share = reading.share(share).map(|share| if down { -share } else { share });
    claim.qualifier = reading.amount(share).map(|amount| amount.qualifier);
    drafts.push(Draft { order: rules().len(), claim, takes: vec![share], trigger: at });
}

/// `was up 75 cents at $22`: told in money.
fn stands_priced(reading: &Reading, at: usize, drafts: &mut Vec<Draft>) {
    let row = reading.row;
    let small = |item: &usize| {
        let money = reading.money(*item);
        money.is_some_and(|money| money.value < Decimal::from(10_000))
    };
    let Some(item) = Some(at + 1).filter(small) else { return };
    let Some((subject, _)) = row.being(at) else { return };
    let frame = Frame { trigger: at, subject: Some(subject), ..Frame::default() };
    let Some(Filled::By(all)) = whose(reading, &frame) else { return };
    let [one] = &all[..] else { return };
    let mut claim = blank(reading, Kind::MarketMove, "market-priced");
    claim.to = Some(one.clone());
    drafts.push(Draft { order: rules().len(), claim, takes: vec![item], trigger: at });
}

/// By how much: `fell 5%`, `fell by more than 5%`, `fell as much as 5%`.
fn moved_by(reading: &Reading, frame: &Frame, verb: usize) -> Option<usize> {
    let object = frame.object.as_ref().and_then(|object| object.amounts.first().copied());
    let by = || {
        frame
            .hung
            .iter()
            .find(|hung| hung.on == "by")
            .and_then(|hung| hung.phrase.amounts.first().copied())
    };
    let money = object.is_some_and(|item| reading.is_money(item));
    let near = || (verb + 1..verb + 6).find(|at| !money && reading.is_share(*at));
    // dropped $2.25, or 6.1%
    let or = || object.map(|item| item + 3).filter(|item| reading.row.word(item - 1) == "or");
    object
        .filter(|item| reading.is_share(*item))
        .or_else(or)
        .or_else(by)
        .or_else(near)
        .filter(|item| reading.is_share(*item))
}

fn whose(reading: &Reading, frame: &Frame) -> Option<Filled> {
    let row = reading.row;
    // while those of AMD dropped
    let start = frame.trigger.saturating_sub(6);
    let those = (start..frame.trigger).rev().find(|at| matches!(row.word(*at), "those" | "that"));
    if let Some(at) = those.filter(|at| row.word(at + 1) == "of" && row.is_somebody(at + 2)) {
        let shares = (0..at).any(|at| SHARES.contains(&row.word(at)));
        return if shares { reading.somebody(at + 2) } else { None };
    }
    let subject = frame.subject.as_ref()?;
    let noun = subject.noun.map_or("", |noun| row.word(noun));
    if SHARES.contains(&noun) {
        if let Some(owner) = subject.owners.last() {
            return reading.somebody(*owner);
        }
        // shares of X, shares in X
        if matches!(row.word(subject.end), "of" | "in") {
            let phrase: Phrase = row.phrase(subject.end + 1);
            return reading.everybody(phrase.parties.get(..1)?);
        }
        return reading.main().or_else(|| reading.about()).map(|one| Filled::By(vec![one]));
    }
    // X slipped 1.3%: a company by itself, and nothing of it.
    let weak = subject.parties.iter().any(|one| reading.is_weak(*one));
    let alone = noun.is_empty() && subject.parties.len() == 1 && !weak;
    let behind = matches!(row.word(subject.end), "of" | "in");
    let aside = |noun: usize| {
        let place = row
            .items
            .get(noun)
            .is_some_and(|item| row.scene.tokens.class(item.tokens.start) == Class::Capital);
        place
            || matches!(
                row.word(noun),
                "trading"
                    | "trade"
                    | "bell"
                    | "value"
                    | "session"
                    | "dealings"
                    | "day"
                    | "afternoon"
                    | "morning"
                    | "hours"
            )
    };
    let of = |hung: &crate::clause::Hung| {
        matches!(&hung.on[..], "of" | "in") && hung.phrase.noun.is_some_and(|noun| !aside(noun))
    };
    let whole = !frame.hung.iter().any(of);
    (alone && !behind && whole && reading.is_organization(subject.parties[0]))
        .then(|| reading.somebody(subject.parties[0]))
        .flatten()
}
