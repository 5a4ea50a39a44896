//! Numbers of a company: revenue, profit, backlog, what part of it comes from whom.

use super::apply::{Draft, blank};
use super::slots::{Filled, Reading};
use super::table::rules;
use crate::claim::{Kind, Money, Somebody, Stage};
use crate::clause::{Forms, Hung, Phrase, What, verb};
use crate::lexicon::Tag;
use crate::quantity::Counts;

/// The nouns, and whether they are losses.
const NOUNS: &[(&str, bool)] = &[
    ("revenue", false),
    ("revenues", false),
    ("sales", false),
    ("turnover", false),
    ("profit", false),
    ("profits", false),
    ("income", false),
    ("earnings", false),
    ("loss", true),
    ("losses", true),
    ("ebitda", false),
    ("ebit", false),
    ("charge", true),
    ("impairment", true),
    ("writedown", true),
    ("backlog", false),
    ("capex", false),
    ("expenditure", false),
    ("expenditures", false),
    ("bookings", false),
    ("receipts", false),
    ("surplus", false),
    ("deficit", true),
    ("burn", false),
    ("takings", false),
    ("assets", false),
    ("valuation", false),
    ("valuations", false),
    ("capitalization", false),
    ("capitalisation", false),
    ("debt", false),
    ("debts", false),
    ("borrowings", false),
    ("obligations", false),
    ("commitments", false),
];

/// Some such numbers are claims of another kind.
fn kind_of(noun: &str) -> Kind {
    match noun {
        "valuation" | "valuations" | "capitalization" | "capitalisation" | "value" => {
            Kind::Valuation
        }
        "debt" | "debts" | "borrowings" => Kind::Debt,
        _ => Kind::Metric,
    }
}
/// Words in front of such a noun that are part of its name.
const NAMED: &[&str] = &[
    "net",
    "operating",
    "gross",
    "pretax",
    "pre",
    "tax",
    "annual",
    "quarterly",
    "annualised",
    "annualized",
    "recurring",
    "order",
    "capital",
    "cash",
    "adjusted",
    "core",
    "underlying",
    "half",
    "full",
    "year",
    "-",
    "total",
    "after",
    "spending",
    "purchase",
    "market",
    "free",
    "contract",
    "contracted",
];
/// Verbs with which such a number is told.
const TOLD: &[&str] = &[
    "rise", "fall", "climb", "jump", "drop", "grow", "increase", "decrease", "decline", "reach",
    "total", "hit", "exceed", "top", "stand", "come", "put", "widen", "narrow", "double", "triple",
    "treble", "surge", "soar", "slump", "plunge", "shrink", "slip", "slide", "swing", "leap",
    "tumble", "edge", "amount", "beat", "remain", "advance", "gain", "rocket", "turn", "see",
    "estimate", "forecast", "project", "expect", "pass", "ease", "sink", "cross", "balloon",
    "touch",
];
/// Words behind which the number of before stands.
const BEFORE: &[&str] = &["from", "against", "with", "versus", "vs", "than", "after", "to"];

/// What rules of this file are called; they stand behind those of the table.
const ORDER: usize = 1_000;

/// Takes in what a sentence tells of numbers.
pub(super) fn drafts(reading: &Reading, drafts: &mut Vec<Draft>) {
    let row = reading.row;
    for at in 0..row.items.len() {
        let word = row.word(at);
        if let Some((_, loss)) = NOUNS.iter().find(|(noun, _)| *noun == word) {
            told(reading, at, *loss, drafts);
        }
        let acts = row.tags(at + 1).has(Tag::Auxiliary) || row.verb(at + 1).is_some();
        if word == "net" && acts {
            told(reading, at, false, drafts);
        }
        results(reading, at, drafts);
        let before = row.word(at.wrapping_sub(1));
        if matches!(
            (before, word),
            ("cash", "flow")
                | ("capital", "spending")
                | ("contract", "value")
                | ("market", "value")
        ) {
            told(reading, at, false, drafts);
        }
        if row.word(at) == "book" && row.word(at.wrapping_sub(1)) == "order" {
            told(reading, at, false, drafts);
        }
        if let Some(verb) = row.verb(at).filter(|verb| matches!(verb.lemma, "earn" | "lose")) {
            earned(reading, at, verb.lemma == "lose", drafts);
        }
        if word == "worth" && reading.is_money(at + 1) {
            worth(reading, at, drafts);
        }
        if reading.is_share(at) {
            part_of(reading, at, drafts);
        }
    }
}

/// `Net 11.4 mln vs 7.9 mln`, `Revs 148.2 mln vs 131.6 mln`: results as wires print them, in the
/// money of which the text speaks first.
fn results(reading: &Reading, at: usize, drafts: &mut Vec<Draft>) {
    let row = reading.row;
    let name = match row.word(at) {
        "net" => "net profit",
        "revs" | "revenues" => "revenues",
        "sales" => "sales",
        _ => return,
    };
    let number = |at: usize| reading.amount(at).filter(|one| one.nominal.is_some());
    let vs = matches!(row.word(at + 2), "vs" | "versus" | "against");
    if !vs || number(at + 1).is_none() || number(at + 3).is_none() {
        return;
    }
    let currency = reading.first_currency();
    for item in [at + 1, at + 3] {
        let Some(amount) = number(item) else { continue };
        let Some((value, _)) = amount.nominal else { continue };
        let told = match amount.counts {
            Counts::Money(told) => told,
            Counts::Plain => currency,
            _ => continue,
        };
        let Some(to) = reading.main().or_else(|| reading.about()) else { continue };
        let loss = row.word(item + 1) == "loss" || row.word(item.wrapping_sub(1)) == "loss";
        let mut claim = blank(reading, Kind::Metric, "metric-results");
        claim.to = Some(to);
        let value = if loss && name == "net profit" { -value } else { value };
        claim.amount = Some(Money { value, high: None, currency: told, span: amount.span });
        claim.qualifier = Some(amount.qualifier);
        claim.metric = Some(name.to_string());
        let order = ORDER + rules().len();
        drafts.push(Draft { order, claim, takes: vec![item], trigger: item });
    }
}

struct Found {
    kind: Kind,
    owner: Option<Filled>,
    name: String,
    loss: bool,
}

fn push(
    reading: &Reading,
    found: &Found,
    amount: usize,
    rule: &'static str,
    drafts: &mut Vec<Draft>,
) {
    let Some(mut money) = reading.money(amount) else { return };
    let mut claim = blank(reading, found.kind, rule);
    match &found.owner {
        Some(Filled::By(all)) if all.len() == 1 && all[0].party.is_some() => {
            claim.to = all.first().cloned()
        }
        Some(Filled::Ambiguous(why)) => claim.withheld = Some(why.clone()),
        _ => return,
    }
    if found.loss && money.value.is_sign_positive() {
        money.value = -money.value;
        money.high = money.high.map(|high| -high);
    }
    claim.amount = Some(money);
    claim.qualifier = reading.amount(amount).map(|amount| amount.qualifier);
    claim.metric = (found.kind == Kind::Metric).then(|| found.name.clone());
    drafts.push(Draft {
        order: ORDER + rules().len(),
        claim,
        takes: vec![amount],
        trigger: amount,
    });
}

fn told(reading: &Reading, noun: usize, loss: bool, drafts: &mut Vec<Draft>) {
    let row = reading.row;
    let own = row.phrase_around(noun);
    let name = name(reading, &own, noun);
    let Some((amount, behind)) = number(reading, &own, noun) else { return };
    let moved = row.noun_frame(noun).verb.is_some_and(|verb| {
        matches!(
            verb,
            "get"
                | "raise"
                | "secure"
                | "receive"
                | "obtain"
                | "exchange"
                | "swap"
                | "buy"
                | "purchase"
                | "sell"
                | "convert"
                | "assume"
                | "issue"
        )
    });
    if moved && kind_of(row.word(noun)) == Kind::Debt {
        return;
    }
    let owner = owner(reading, &own, noun);
    let kind = if name == "contract value" { Kind::Metric } else { kind_of(row.word(noun)) };
    let found = Found { kind, owner, name, loss };
    push(reading, &found, amount, "metric", drafts);
    // $20bn, from $6bn a year before.
    if let Some(before) = number_before(reading, behind) {
        push(reading, &found, before, "metric-before", drafts);
    }
}

fn name(reading: &Reading, own: &Phrase, noun: usize) -> String {
    let row = reading.row;
    let mut start = noun;
    while start > own.start && NAMED.contains(&row.word(start - 1)) {
        start -= 1;
    }
    let words: Vec<&str> =
        (start..=noun).map(|at| row.word(at)).filter(|word| *word != "-").collect();
    words.join(" ")
}

/// The amount that a metric has, and the item behind it.
fn number(reading: &Reading, own: &Phrase, noun: usize) -> Option<(usize, usize)> {
    let row = reading.row;
    let money = |items: &[usize]| items.iter().copied().find(|item| reading.is_money(*item));
    // $5.13bn revenue
    if let Some(amount) = money(&own.amounts) {
        return Some((amount, noun + 1));
    }
    // revenue of $5bn, of just $5bn
    let mut at = noun + 1;
    let told = (at + 1..at + 3).find(|next| !row.is_adverb(*next)).unwrap_or(at + 1);
    if matches!(row.word(at), "of" | "at" | ":") && reading.is_money(told) {
        return Some((told, told + 1));
    }
    // a rise in revenue to $5bn
    let change = own.start > 0 && row.word(own.start - 1) == "in";
    if change && row.word(at) == "to" && reading.is_money(at + 1) {
        return Some((at + 1, at + 2));
    }
    // $5bn in revenue
    let before = own.start.checked_sub(2);
    if let Some(amount) = before
        .filter(|amount| matches!(row.word(amount + 1), "in" | "of") && reading.is_money(*amount))
    {
        return Some((amount, noun + 1));
    }
    // backlog, which the company put at $5bn
    let which = usize::from(row.word(at) == ",");
    if row.word(at + which) == "which" {
        let put = (at..at + 8).find(|at| {
            row.word(*at) == "at"
                && row.verb(at - 1).is_some_and(|verb| matches!(verb.lemma, "put" | "value"))
        });
        return put.map(|at| (at + 1, at + 2)).filter(|(item, _)| reading.is_money(*item));
    }
    // order book past $5bn
    if matches!(row.word(at), "past" | "above" | "beyond") && reading.is_money(at + 1) {
        return Some((at + 1, at + 2));
    }
    // revenue [for the year] [rose 5%] to $5bn
    let limit = row.items.len().min(noun + 24);
    while at < limit {
        if let Some(verb) = row.verb(at) {
            // for the year ended June 30
            if matches!(verb.lemma, "end") {
                at += 1;
                continue;
            }
            return told_by(reading, at, verb.lemma);
        }
        if row.tags(at).has(Tag::Auxiliary) {
            // was $5bn
            let next = (at + 1..limit).find(|at| !row.is_adverb(*at))?;
            if reading.is_money(next) {
                return Some((next, next + 1));
            }
            // was little changed at $5bn
            if let Some(at) = (next..limit.min(next + 4))
                .find(|at| row.word(*at) == "at")
                .filter(|at| reading.is_money(at + 1))
            {
                return Some((at + 1, at + 2));
            }
            if row.verb(next).is_none() && row.word(next) != "at" {
                return None;
            }
            at = next;
            continue;
        }
        // revenue more than doubled to $5bn
        let times =
            reading.amount(at).is_some_and(|amount| matches!(amount.counts, Counts::Multiple));
        if times && row.word(at + 1) == "to" && reading.is_money(at + 2) {
            return Some((at + 2, at + 3));
        }
        // revenue topped $5bn, where the verb is part of the amount
        let amount = reading.amount(at).filter(|_| reading.is_money(at));
        if amount.is_some_and(|amount| verb(row.scene.tokens.word(amount.tokens.start)).is_some()) {
            return Some((at, at + 1));
        }
        if row.tags(at).has(Tag::Subordinator) && !row.tags(at).has(Tag::Preposition)
            || matches!(row.word(at), ";" | "and" | "or" | "but")
            || reading.is_money(at)
        {
            return None;
        }
        at += 1;
    }
    None
}

/// `rose 5% to $5bn`, `topped $5bn`, `was put at $5bn`.
fn told_by(reading: &Reading, verb: usize, lemma: &str) -> Option<(usize, usize)> {
    let row = reading.row;
    if !TOLD.contains(&lemma) {
        return None;
    }
    let limit = row.items.len().min(verb + 16);
    let mut at = verb + 1;
    while at < limit {
        let word = row.word(at);
        if reading.is_money(at) {
            let by = matches!(row.word(at - 1), "by" | "from" | "of");
            if !by {
                return Some((at, at + 1));
            }
        }
        let stops = matches!(word, ";" | "and" | "but" | "while" | "as" | "which")
            || word == "," && !reading.is_share(at - 1);
        if stops {
            return None;
        }
        if row.verb(at).is_some_and(|verb| !TOLD.contains(&verb.lemma) && verb.forms != Forms::ING)
        {
            return None;
        }
        at += 1;
    }
    None
}

/// The number of before: behind `from`, `compared with`, `after`, up to the next noun of a number.
fn number_before(reading: &Reading, behind: usize) -> Option<usize> {
    let row = reading.row;
    let limit = row.items.len().min(behind + 22);
    for at in behind..limit {
        let word = row.word(at);
        if NOUNS.iter().any(|(noun, _)| *noun == word)
            || matches!(word, ";" | "while" | "but" | "which")
        {
            return None;
        }
        if reading.is_money(at) {
            let on = BEFORE.contains(&row.word(at - 1))
                && !(row.word(at - 1) == "to" && row.word(at.wrapping_sub(2)) != "compared");
            return on.then_some(at);
        }
    }
    None
}

/// Whose number it is: the owner of the phrase, who it is of or at, who reports it, or whom the
/// text is about.
fn owner(reading: &Reading, own: &Phrase, noun: usize) -> Option<Filled> {
    let row = reading.row;
    let owners: Vec<usize> = own
        .owners
        .iter()
        .copied()
        .filter(|item| reading.is_organization(*item) || reading.somebody(*item).is_some())
        .collect();
    if !owners.is_empty() {
        return reading.everybody(&owners[owners.len() - 1..]);
    }
    if !own.owners.is_empty() {
        return None;
    }
    let frame = row.noun_frame(noun);
    let of = |hung: &&Hung| {
        matches!(&hung.on[..], "of" | "at" | "for" | "by")
            && hung.behind == own.noun
            && !hung.phrase.parties.is_empty()
    };
    if let Some(hung) = frame.hung.iter().find(of) {
        return reading.everybody(&hung.phrase.parties[..1]);
    }
    // Pushed it to a loss, giving it a market value: who stands behind the verb has it.
    if let Some([one]) = frame.indirect.as_ref().map(|phrase| &phrase.parties[..]) {
        return reading.somebody(*one);
    }
    let subject = frame.subject.as_ref().filter(|_| frame.verb_at.is_some_and(|at| at < noun));
    if let Some(subject) = subject {
        let all: &[usize] =
            if subject.parties.is_empty() { &subject.owners } else { &subject.parties };
        return match all {
            [one] => reading.somebody(*one),
            _ => None,
        };
    }
    topic(reading, noun)
}

/// Whom a sentence is about, where nobody else is named before.
fn topic(reading: &Reading, before: usize) -> Option<Filled> {
    let named = (0..before)
        .find(|item| reading.refers.party(*item).is_some() && reading.is_organization(*item));
    match named {
        Some(item) => reading.somebody(item),
        None => reading.about().map(|one| Filled::By(vec![one])),
    }
}

/// `would be worth some $830bn`.
fn worth(reading: &Reading, at: usize, drafts: &mut Vec<Draft>) {
    let Some((subject, cues)) = reading.row.being(at) else { return };
    let [one] = &subject.parties[..] else { return };
    let named = !matches!(reading.row.what(*one), Some(What::Pronoun));
    if subject.noun.is_some() || !named || !reading.is_organization(*one) {
        return;
    }
    let owner = reading.somebody(*one);
    let found = Found { kind: Kind::Valuation, owner, name: String::new(), loss: false };
    push(reading, &found, at + 1, "worth", drafts);
    if let Some(draft) = drafts
        .last_mut()
        .filter(|_| cues.iter().any(|cue| matches!(&cue[..], "would" | "could" | "may" | "might")))
    {
        draft.claim.stage = Stage::Talks;
    }
    if let Some(before) = number_before(reading, at + 2) {
        push(reading, &found, before, "worth-before", drafts);
    }
}

/// `earned $5m`, `lost $5m`.
fn earned(reading: &Reading, at: usize, loss: bool, drafts: &mut Vec<Draft>) {
    let Some(verb) = reading.row.verb(at) else { return };
    let frame = reading.row.verb_frame(at, verb);
    let Some(subject) = frame
        .subject
        .as_ref()
        .filter(|subject| subject.parties.len() == 1 && subject.noun.is_none())
    else {
        return;
    };
    let object = frame.object.as_ref().filter(|object| object.noun.is_none());
    let Some(amount) = object
        .and_then(|object| object.amounts.iter().copied().find(|item| reading.is_money(*item)))
    else {
        return;
    };
    if !reading.is_organization(subject.parties[0])
        || frame.hung.iter().any(|hung| {
            hung.on == "of" && hung.behind == Some(amount)
                || hung.on == "in"
                    && hung.phrase.noun.is_some_and(|noun| {
                        !matches!(
                            reading.row.word(noun),
                            "quarter" | "half" | "year" | "period" | "months" | "month" | "week"
                        )
                    })
        })
    {
        return;
    }
    let name = if loss { "net loss" } else { "net profit" };
    let owner = reading.somebody(subject.parties[0]);
    let found = Found { kind: Kind::Metric, owner, name: name.to_string(), loss };
    push(reading, &found, amount, "metric-earned", drafts);
    if let Some(before) = number_before(reading, amount + 1) {
        push(reading, &found, before, "metric-before", drafts);
    }
}

/// `nearly half of its revenue came from X`, `X accounts for 40% of Y's sales`.
fn part_of(reading: &Reading, share: usize, drafts: &mut Vec<Draft>) {
    let row = reading.row;
    let metric = |at: usize| NOUNS.iter().any(|(noun, _)| *noun == row.word(at));
    // The base: behind `of`, or the last one told before.
    let of = row.word(share + 1) == "of";
    let base = if of {
        let phrase = row.phrase(share + 2);
        phrase
            .noun
            .filter(|noun| metric(*noun))
            .or_else(|| (phrase.start..phrase.end).find(|at| metric(*at)))
    } else {
        let told =
            |at: &usize| row.phrase_around(*at).amounts.iter().any(|item| reading.is_money(*item));
        let bases = || (0..share).rev().filter(|at| metric(*at));
        bases().find(told).or_else(|| bases().next()).filter(|_| {
            row.word(share.wrapping_sub(1)) == "with" || row.word(share.wrapping_sub(1)) == "for"
        })
    };
    let Some(base) = base else { return };
    let Some((from, rule)) = part_from(reading, share, base) else { return };
    let own = row.phrase_around(base);
    let Some(Filled::By(to)) = owner(reading, &own, base) else { return };
    let (Some(from), Some(to)) = (from.first(), to.first()) else { return };
    if from.name == to.name {
        return;
    }
    let mut claim = blank(reading, Kind::Metric, rule);
    claim.from = Some(from.clone());
    claim.to = Some(to.clone());
    claim.share = reading.share(share);
    claim.qualifier = reading.amount(share).map(|amount| amount.qualifier);
    claim.metric = Some(format!("share of {}", name(reading, &own, base)));
    drafts.push(Draft { order: 0, claim, takes: vec![share], trigger: share });
}

/// Whose part it is: who stands behind `from` after it, or the subject of `account for` before it.
fn part_from(
    reading: &Reading,
    share: usize,
    base: usize,
) -> Option<(Vec<Somebody>, &'static str)> {
    let row = reading.row;
    let limit = row.items.len().min(share.max(base) + 14);
    let from =
        (share..limit).find(|at| matches!(row.word(*at), "from" | "by") && row.is_somebody(at + 1));
    let by = |item: usize| match reading.somebody(item) {
        Some(Filled::By(all)) => Some(all),
        _ => None,
    };
    if let Some(from) = from {
        return by(from + 1).map(|all| (all, "share-from"));
    }
    // makes X responsible for 45% of its backlog
    let answers = share.checked_sub(3).filter(|at| {
        row.word(at + 1) == "responsible" && row.word(at + 2) == "for" && row.is_somebody(*at)
    });
    if let Some(at) = answers {
        return by(at).map(|all| (all, "share-responsible"));
    }
    let verb = (share.saturating_sub(4)..share).rev().find_map(|at| Some((at, row.verb(at)?)));
    let (at, verb) = verb.filter(|(_, verb)| {
        matches!(
            verb.lemma,
            "account" | "represent" | "make" | "contribute" | "provide" | "depend" | "rely"
        )
    })?;
    let frame = row.verb_frame(at, verb);
    if matches!(verb.lemma, "depend" | "rely") {
        let on = frame.hung.iter().find(|hung| hung.on == "on")?;
        let one = on.phrase.parties.first().filter(|_| on.phrase.noun.is_none())?;
        return by(*one).map(|all| (all, "share-depends"));
    }
    let subject = frame.subject.filter(|subject| subject.parties.len() == 1)?;
    by(subject.parties[0]).map(|all| (all, "share-accounts"))
}
