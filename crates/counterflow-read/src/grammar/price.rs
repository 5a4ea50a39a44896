//! The price of a deal that was told of before: `The deal is worth $5bn`, `It will pay $90 million`.

use super::apply::{Draft, blank};
use super::slots::{Filled, Reading};
use super::table::rules;
use crate::claim::Kind;
use crate::clause::Phrase;

/// What the rule is called; such a claim is none by itself, the reader puts it to the one before.
pub const PRICE_TOLD: &str = "price-told";

const DEALS: &[&str] = &[
    "deal",
    "transaction",
    "acquisition",
    "takeover",
    "purchase",
    "merger",
    "sale",
    "contract",
    "order",
    "agreement",
    "price",
    "consideration",
    "buyout",
];

/// Takes in prices of what was told of before.
pub(super) fn drafts(reading: &Reading, drafts: &mut Vec<Draft>) {
    let row = reading.row;
    for at in 0..row.items.len() {
        let told = match row.verb(at) {
            Some(verb) if verb.lemma == "pay" => {
                let frame = row.verb_frame(at, verb);
                let to_whom = frame.indirect.is_some()
                    || frame.hung.iter().any(|hung| matches!(&hung.on[..], "for" | "to" | "on"));
                let payer = frame.subject.as_ref().and_then(|subject| subject.parties.first());
                let payer = payer.and_then(|item| reading.somebody(*item));
                let alone = frame.object.as_ref().filter(|object| object.noun.is_none());
                alone
                    .filter(|_| !to_whom && !frame.passive)
                    .zip(payer)
                    .and_then(|(object, payer)| Some((first_money(reading, object)?, Some(payer))))
            }
            Some(verb) if verb.lemma == "value" && row.word(at + 1) == "at" => {
                let frame = row.verb_frame(at, verb);
                let deal = frame.subject.as_ref().is_some_and(|subject| is_deal(reading, subject));
                Some((at + 2, None)).filter(|_| deal)
            }
            _ if matches!(row.word(at), "worth" | "is" | "was") => {
                let start = if row.word(at) == "worth" { at } else { at + 1 };
                let money = if row.word(at) == "worth" { at + 1 } else { start };
                let deal = row.being(start).is_some_and(|(subject, _)| is_deal(reading, &subject));
                Some((money, None)).filter(|_| deal)
            }
            _ => None,
        };
        let Some((item, payer)) = told.filter(|(item, _)| reading.is_money(*item)) else {
            continue;
        };
        let mut claim = blank(reading, Kind::Investment, PRICE_TOLD);
        match payer {
            Some(Filled::By(all)) if all.len() == 1 => claim.from = all.into_iter().next(),
            Some(_) => continue,
            None => {}
        }
        claim.amount = reading.money(item);
        claim.qualifier = reading.amount(item).map(|amount| amount.qualifier);
        drafts.push(Draft { order: 2 * rules().len(), claim, takes: vec![item], trigger: item });
    }
}

/// Whether a phrase is a deal that nobody owns and that is no other: `the deal`.
fn is_deal(reading: &Reading, phrase: &Phrase) -> bool {
    let row = reading.row;
    let the = matches!(row.word(phrase.start), "the" | "this" | "that");
    let noun = phrase.noun.is_some_and(|noun| DEALS.contains(&row.word(noun)));
    the && noun && phrase.owners.is_empty() && phrase.amounts.is_empty()
}

fn first_money(reading: &Reading, phrase: &Phrase) -> Option<usize> {
    phrase.amounts.iter().copied().find(|item| reading.is_money(*item))
}
