//! What stands in the slots of a frame.

use counterflow_claim::{Currency, Decimal};

use super::table::{Rule, Slot};
use crate::Span;
use crate::claim::{Money, Somebody};
use crate::clause::{Frame, Hung, Meant, Phrase, Refers, Row, What};
use crate::lexicon::Tag;
use crate::party::Sort;
use crate::quantity::{Amount, Counts};
use crate::text::Class;

/// A sentence that is read: its items and who is meant in it.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    /// The items.
    pub row: Row<'a>,
    /// Who they stand for.
    pub refers: &'a Refers,
    /// Whom the text was about before.
    pub topic: Option<usize>,
    /// The organization that is named most often so far, if one is.
    pub main: Option<usize>,
    /// Of whom the last claim told, to whom a part without a whole belongs.
    pub target: Option<usize>,
}

/// Somebody in a slot, or why nobody is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filled {
    /// Somebody.
    By(Vec<Somebody>),
    /// One of several, and they are told.
    Ambiguous(String),
}

const DEALS: &[&str] = &[
    "deal",
    "transaction",
    "agreement",
    "contract",
    "acquisition",
    "takeover",
    "merger",
    "purchase",
    "sale",
    "buyout",
    "cost",
    "price",
    "investment",
    "proceeds",
    "value",
    "consideration",
];
/// What money is given in: `for $5bn in cash`.
const MEANS: &[&str] = &["cash", "stock", "shares", "total", "all", "debt", "value", "dollars"];

/// What is named like a company and can be owned in part.
const WORKS: &[&str] = &[
    "mine", "field", "project", "venture", "pipeline", "block", "deposit", "port", "refinery",
    "plant", "terminal", "airport", "mines", "fields",
];
/// What a part of a whole is called.
const HOLDINGS: &[&str] = &["stake", "interest", "holding", "shareholding"];
impl<'a> Reading<'a> {
    /// The amount of an item.
    pub fn amount(&self, item: usize) -> Option<&'a Amount> {
        match self.row.what(item) {
            Some(What::Amount(at)) => self.row.scene.amounts.get(*at),
            _ => None,
        }
    }

    /// Whether an item is an amount of money.
    pub fn is_money(&self, item: usize) -> bool {
        self.amount(item).is_some_and(|amount| matches!(amount.counts, Counts::Money(_)))
    }

    /// Whether an item is a part of a whole.
    pub fn is_share(&self, item: usize) -> bool {
        self.amount(item).is_some_and(|amount| matches!(amount.counts, Counts::Percent))
    }

    /// The money of an item.
    pub fn money(&self, item: usize) -> Option<Money> {
        let amount = self.amount(item)?;
        let Counts::Money(currency) = amount.counts else { return None };
        let (value, high) = amount.nominal?;
        let high = (high != value).then_some(high);
        Some(Money { value, high, currency, span: amount.span })
    }

    /// The currency of the first money of the text, if it comes early.
    pub fn first_currency(&self) -> Option<Currency> {
        // A bound, so that a text of numbers without money takes no square of its length.
        const EARLY: usize = 200;
        self.row.scene.amounts.iter().take(EARLY).find_map(|amount| match amount.counts {
            Counts::Money(currency) | Counts::PerShare(currency) => currency,
            _ => None,
        })
    }

    /// The part of a whole of an item.
    pub fn share(&self, item: usize) -> Option<Decimal> {
        self.amount(item).filter(|_| self.is_share(item))?.nominal.map(|(share, _)| share)
    }

    /// The span of an item in the view.
    pub fn span(&self, item: usize) -> Span {
        let tokens = self.row.items.get(item).map_or(0..0, |item| item.tokens.clone());
        self.row.scene.tokens.span(tokens)
    }

    /// Who an item stands for.
    pub fn somebody(&self, item: usize) -> Option<Filled> {
        let span = self.span(item);
        if self.row.what(item) == Some(&What::Group) {
            // Banks led by X: X.
            let led = self.row.word(item + 1) == "led" && self.row.word(item + 2) == "by";
            if led && matches!(self.row.what(item + 3), Some(What::Party(_))) {
                return self.somebody(item + 3);
            }
            let name = self.row.scene.tokens.source()[span.range()].to_string();
            return Some(Filled::By(vec![Somebody { name, party: None, span, by: "unnamed" }]));
        }
        if self.is_state(item) {
            let name = self.row.scene.tokens.source()[span.range()].to_string();
            return Some(Filled::By(vec![Somebody { name, party: None, span, by: "place" }]));
        }
        match self.refers.meant(item) {
            Meant::Party(party, by) => {
                let name = self.row.scene.parties.parties.get(*party)?.name.clone();
                Some(Filled::By(vec![Somebody { name, party: Some(*party), span, by }]))
            }
            Meant::Ambiguous(parties) => {
                let names =
                    parties.iter().filter_map(|party| self.row.scene.parties.parties.get(*party));
                let names: Vec<&str> = names.map(|party| party.name.as_str()).collect();
                let text = &self.row.scene.tokens.source()[span.range()];
                Some(Filled::Ambiguous(format!("`{text}` could be {}", names.join(" or "))))
            }
            Meant::Nobody => None,
        }
    }

    /// Whom the text is about, where a sentence names nobody: `the shares jumped`.
    pub fn about(&self) -> Option<Somebody> {
        let name = self.row.scene.parties.parties.get(self.topic?)?.name.clone();
        Some(Somebody { name, party: self.topic, span: Span::default(), by: "topic" })
    }

    /// Whose shares `the shares` are: those of whom the text names most.
    pub fn main(&self) -> Option<Somebody> {
        let name = self.row.scene.parties.parties.get(self.main?)?.name.clone();
        Some(Somebody { name, party: self.main, span: Span::default(), by: "most-named" })
    }

    /// The company that a part without a whole is of: that of the last claim, if another holds it.
    pub fn target_for(
        &self,
        rule: &Rule,
        frame: &Frame,
        from: &Option<Filled>,
        here: Option<usize>,
    ) -> Option<Filled> {
        let of_stock = frame.hung.iter().any(|hung| {
            matches!(&hung.on[..], "of" | "in")
                && hung.phrase.noun.is_some_and(|noun| {
                    matches!(self.row.word(noun), "stock" | "shares" | "equity" | "capital")
                })
        });
        let last = if of_stock { self.main } else { here.or(self.target) };
        let party = last.filter(|_| rule.of_last)?;
        let Some(Filled::By(holders)) = from else { return None };
        let name = self.row.scene.parties.parties.get(party)?.name.clone();
        let other = holders.iter().all(|one| one.party != Some(party));
        let one = Somebody { name, party: Some(party), span: Span::default(), by: "last-told-of" };
        other.then(|| Filled::By(vec![one]))
    }

    /// The amounts of several, in their order, where the text says `respectively`.
    pub fn respectively(&self, frame: &Frame, count: usize) -> Option<Vec<usize>> {
        let rest = frame.trigger..self.row.items.len();
        if !rest.clone().any(|at| self.row.word(at) == "respectively") {
            return None;
        }
        let money: Vec<usize> = rest.clone().filter(|at| self.is_money(*at)).collect();
        let shares: Vec<usize> = rest.filter(|at| self.is_share(*at)).collect();
        [money, shares].into_iter().find(|amounts| amounts.len() == count)
    }

    /// Whether one of some words stands behind the trigger.
    pub fn is_near(&self, frame: &Frame, words: &[&str]) -> bool {
        (frame.trigger + 1..self.row.items.len()).any(|at| {
            let tokens = self.row.items[at].tokens.clone();
            tokens.into_iter().any(|token| words.contains(&self.row.scene.tokens.word(token)))
        })
    }

    /// Where what is only supposed ends: `Should X buy Y, …`.
    pub fn supposed(&self) -> usize {
        let supposes = matches!(
            self.row.word(0),
            "should" | "if" | "were" | "suppose" | "had" | "whether" | "unless"
        );
        let comma = || (0..self.row.items.len()).find(|at| self.row.word(*at) == ",");
        if supposes { comma().unwrap_or(self.row.items.len()) } else { 0 }
    }

    /// Whoever several items stand for.
    pub fn everybody(&self, items: &[usize]) -> Option<Filled> {
        let mut all = Vec::new();
        for item in items {
            match self.somebody(*item)? {
                Filled::By(one) => all.extend(one),
                ambiguous => return Some(ambiguous),
            }
        }
        (!all.is_empty()).then_some(Filled::By(all))
    }

    /// Whether an item stands for an organization or for many without names.
    pub fn is_organization(&self, item: usize) -> bool {
        match self.refers.party(item) {
            Some(party) => self.row.scene.parties.parties[party].sort == Sort::Organization,
            None => self.row.what(item) == Some(&What::Group),
        }
    }

    /// Whether an item names somebody only by the capital that starts its sentence.
    pub fn is_weak(&self, item: usize) -> bool {
        self.refers.party(item).is_some_and(|party| self.row.scene.parties.parties[party].weak)
    }

    /// Who stands in a slot, and the items there.
    pub fn party_in(&self, frame: &Frame, slot: &Slot) -> Option<Filled> {
        for place in &slot.places {
            if *place == "about" {
                return self.about().map(|one| Filled::By(vec![one]));
            }
            let board = *place == "subject"
                && frame.subject.as_ref().is_some_and(|subject| self.row.is_board(subject));
            if board {
                return self.main().or_else(|| self.about()).map(|one| Filled::By(vec![one]));
            }
            let items = self.parties_at(frame, place);
            if let Some(filled) = self.everybody(&items) {
                return Some(filled);
            }
            // To somebody who is not known: nobody else takes the place.
            let unknown = |hung: &Hung| {
                hung.on == *place && hung.phrase.noun.is_some() && hung.phrase.amounts.is_empty()
            };
            if matches!(*place, "to" | "by") && frame.hung.iter().any(unknown) {
                return None;
            }
        }
        None
    }

    fn parties_at(&self, frame: &Frame, place: &str) -> Vec<usize> {
        let plain = |phrase: &Option<Phrase>| {
            let Some(phrase) = phrase else { return Vec::new() };
            let alone = phrase.parties.is_empty() && phrase.owners.is_empty();
            match phrase.noun {
                None => phrase.parties.clone(),
                Some(noun) if alone && self.is_state(noun) => vec![noun],
                Some(_) => Vec::new(),
            }
        };
        match place {
            "subject" => plain(&frame.subject),
            "subject-valued" => {
                let puts = matches!(
                    frame.verb,
                    Some("lead" | "join" | "back" | "invest" | "participate" | "buy" | "want")
                );
                if puts { Vec::new() } else { plain(&frame.subject) }
            }
            "object" => plain(&frame.object),
            "indirect" => plain(&frame.indirect),
            "owner" => frame.own.owners.clone(),
            "describing" => self.describing(frame),
            "speaker" => self.speaker(frame),
            "owner-subject" => {
                frame.subject.as_ref().map_or(Vec::new(), |subject| subject.owners.clone())
            }
            "targeting" => self.raises(frame),
            "things" => self.sellers_of_things(frame),
            "later" => self.later(frame),
            "which" => self.of_which(frame),
            "subject-of" => self.behind_subject(frame, &["of", "in"]),
            "subject-for" => self.behind_subject(frame, &["for"]),
            "of-owner" => {
                let hung =
                    frame.hung.iter().filter(|hung| matches!(&hung.on[..], "of" | "for" | "on"));
                hung.map(|hung| hung.phrase.owners.clone())
                    .find(|owners| !owners.is_empty())
                    .unwrap_or_default()
            }
            "with-before" => self.with_before(frame),
            "lender-subject" => {
                let lends = frame.hung.iter().any(|hung| {
                    matches!(&hung.on[..], "to" | "for") && !hung.phrase.parties.is_empty()
                });
                if lends { plain(&frame.subject) } else { Vec::new() }
            }
            "led-by" => self.led_by(),
            "supplied" => self.supplied(frame),
            "invested-in" => self.invested_in(frame),
            "next" => (frame.trigger + 1..self.row.items.len())
                .find(|at| self.is_organization(*at))
                .into_iter()
                .collect(),
            _ => {
                let next = |at: usize| frame.hung.get(at + 1).filter(|hung| hung.on == "of");
                let joint = |phrase: &Phrase| {
                    phrase.noun.is_some_and(|noun| {
                        matches!(
                            self.row.word(noun),
                            "group" | "consortium" | "syndicate" | "favor" | "favour"
                        )
                    })
                };
                let noun = frame.verb.is_none();
                let hung =
                    frame.hung.iter().enumerate().filter(|(_, hung)| {
                        hung.on == place && !(noun && self.is_of_participle(hung))
                    });
                // From a group of banks, in favor of X: whom the group is of.
                let hung =
                    hung.map(|(at, hung)| next(at).filter(|_| joint(&hung.phrase)).unwrap_or(hung));
                for hung in hung {
                    let parties = self.parties_of(hung);
                    let noun = hung.phrase.noun.map_or("", |noun| self.row.word(noun));
                    // A part of its refinery in Oita is no part of Oita.
                    let other =
                        matches!(place, "of" | "in") && WORKS.contains(&noun) && parties.is_empty();
                    if other || !parties.is_empty() {
                        return parties;
                    }
                }
                Vec::new()
            }
        }
    }

    /// Funds advised by X, a mill owned by X: what X does here is not what a noun before tells.
    fn is_of_participle(&self, hung: &Hung) -> bool {
        let first = hung.phrase.parties.first().copied().filter(|_| hung.on == "by");
        let by = first.and_then(|first| {
            (first.saturating_sub(4)..first).rev().find(|at| self.row.word(*at) == "by")
        });
        let before = by.and_then(|by| by.checked_sub(1));
        before.is_some_and(|at| self.row.word(at).ends_with("ed"))
    }

    /// The parties of a phrase, or whose thing it is: `on Amazon's cloud`.
    fn parties_of(&self, hung: &Hung) -> Vec<usize> {
        let phrase = &hung.phrase;
        // From investors including X and Y: these.
        if phrase.parties.len() == 1
            && self.row.what(phrase.parties[0]) == Some(&What::Group)
            && self.row.word(phrase.end) == "including"
        {
            let named = self.row.phrase(phrase.end + 1).parties;
            if !named.is_empty() {
                return named;
            }
        }
        if !phrase.parties.is_empty() {
            return phrase.parties.clone();
        }
        let noun = phrase.noun.map_or("", |noun| self.row.word(noun));
        let things = matches!(&hung.on[..], "on" | "with" | "from")
            || matches!(&hung.on[..], "of" | "in")
                && (matches!(noun, "shares" | "stock" | "equity" | "capital")
                    || noun.is_empty() && !phrase.amounts.is_empty());
        // A loan to Turkey.
        let state = phrase.noun.filter(|noun| hung.on == "to" && self.is_state(*noun));
        if let Some(state) = state {
            return vec![state];
        }
        if things {
            return phrase.owners.clone();
        }
        // A part of the Jarrah Creek mine.
        let works = matches!(&hung.on[..], "of" | "in") && WORKS.contains(&noun);
        let named = |item: &usize| self.row.what(item + 1) != Some(&What::Possessive);
        let owners = phrase.owners.iter().copied().filter(|item| works && named(item));
        owners.collect()
    }

    /// Who says what the frame tells: `Cosgrove said the bank would lend`.
    fn speaker(&self, frame: &Frame) -> Vec<usize> {
        let start = frame.subject.as_ref().map_or(frame.trigger, |subject| subject.start);
        let said = (0..start).rev().find(|at| self.row.word(*at) == "said");
        let frame = said.and_then(|at| Some(self.row.verb_frame(at, self.row.verb(at)?)));
        frame.and_then(|frame| frame.subject).map_or(Vec::new(), |subject| subject.parties)
    }

    /// Who describes the noun without owning it: `the Nvidia stake`, `every Nvidia share`.
    fn describing(&self, frame: &Frame) -> Vec<usize> {
        let own = if frame.own.is_empty() { frame.object.as_ref() } else { Some(&frame.own) };
        let owners = own.map_or(&[][..], |own| &own.owners[..]).iter().copied();
        owners
            .filter(|item| {
                matches!(self.row.what(*item), Some(What::Party(_)))
                    && self.row.what(item + 1) != Some(&What::Possessive)
            })
            .collect()
    }

    /// Whether an item is a state or a town by its name.
    fn is_state(&self, item: usize) -> bool {
        let tokens = self.row.items.get(item).map_or(0..0, |item| item.tokens.clone());
        self.row.tags(item).has(Tag::Place)
            && self.row.scene.tokens.class(tokens.start) == Class::Capital
    }

    /// Who raises the money that a part is of: the last organization named behind.
    fn raises(&self, frame: &Frame) -> Vec<usize> {
        let rest = frame.trigger + 1..self.row.items.len();
        rest.rev().find(|at| self.is_organization(*at)).into_iter().collect()
    }

    /// Of whom a part is held that is told of behind `of which`, `in which`.
    fn of_which(&self, frame: &Frame) -> Vec<usize> {
        let which = (0..frame.trigger).rev().take(5).find(|at| self.row.word(*at) == "which");
        let led = which.filter(|at| *at >= 2 && matches!(self.row.word(at - 1), "of" | "in"));
        let before = led
            .map(|at| at - 2)
            .map(|at| if self.row.word(at) == "," { at.saturating_sub(1) } else { at });
        before.filter(|at| self.row.is_somebody(*at)).into_iter().collect()
    }

    /// Of whom the subject is a part: `25% of Hexaline is held`.
    fn behind_subject(&self, frame: &Frame, on: &[&str]) -> Vec<usize> {
        let Some(subject) = &frame.subject else { return Vec::new() };
        if on.contains(&self.row.word(subject.end)) {
            self.row.phrase(subject.end + 1).parties
        } else {
            Vec::new()
        }
    }

    /// Whom the verb that governs a noun puts money into: `invest in X at a valuation of`.
    fn invested_in(&self, frame: &Frame) -> Vec<usize> {
        let into = frame.verb_at.and_then(|at| Some((at, self.row.verb(at)?)));
        let Some((at, verb)) = into.filter(|(_, verb)| {
            matches!(
                verb.lemma,
                "invest"
                    | "buy"
                    | "acquire"
                    | "back"
                    | "fund"
                    | "join"
                    | "lead"
                    | "value"
                    | "put"
                    | "take"
                    | "sell"
            )
        }) else {
            return Vec::new();
        };
        let outer = self.row.verb_frame(at, verb);
        let hung = outer.hung.iter().filter(|hung| matches!(&hung.on[..], "in" | "into" | "of"));
        let hung = hung.map(|hung| &hung.phrase).chain(outer.object.as_ref());
        hung.filter(|phrase| phrase.noun.is_none())
            .map(|phrase| phrase.parties.clone())
            .find(|parties| !parties.is_empty())
            .unwrap_or_default()
    }

    /// Who leads a round, wherever the sentence says so.
    fn led_by(&self) -> Vec<usize> {
        let items = 0..self.row.items.len();
        let mut led =
            items.filter(|at| self.row.word(*at) == "led" && self.row.word(at + 1) == "by");
        led.find(|at| self.row.is_somebody(at + 2))
            .map_or(Vec::new(), |at| self.row.phrase(at + 2).parties)
    }

    /// With whom, where it stands in front: `agreed with X to buy`, `in talks with X about a loan`.
    fn with_before(&self, frame: &Frame) -> Vec<usize> {
        let before = (frame.trigger.saturating_sub(9)..frame.trigger).rev();
        let mut with = before
            .filter(|at| self.row.word(*at) == "with")
            .map(|at| self.row.phrase(at + 1).parties);
        with.find(|parties| !parties.is_empty()).unwrap_or_default()
    }

    /// To whom is supplied what a contract is about: `an agreement to supply power to X`.
    fn supplied(&self, frame: &Frame) -> Vec<usize> {
        let rest = frame.trigger + 1..self.row.items.len().min(frame.trigger + 12);
        let supplies = |at: &usize| {
            let verb = self.row.verb(*at)?;
            let led = self.row.word(at.wrapping_sub(1)) == "to";
            (led && matches!(
                verb.lemma,
                "supply" | "provide" | "sell" | "deliver" | "build" | "lease" | "rent"
            ))
            .then_some((*at, verb))
        };
        let Some((at, verb)) = rest.into_iter().find_map(|at| supplies(&at)) else {
            return Vec::new();
        };
        let frame = self.row.verb_frame(at, verb);
        let to = frame.hung.iter().filter(|hung| matches!(&hung.on[..], "to" | "for"));
        let to = to.map(|hung| hung.phrase.parties.clone()).find(|parties| !parties.is_empty());
        to.or(frame.indirect.map(|phrase| phrase.parties)).unwrap_or_default()
    }

    /// Whom a facility is for: who is named behind `for`, `running`, `dedicated to`.
    fn later(&self, frame: &Frame) -> Vec<usize> {
        let rest = frame.trigger + 1..self.row.items.len();
        let mut led = false;
        for at in rest {
            led |= matches!(
                self.row.word(at),
                "for"
                    | "running"
                    | "run"
                    | "dedicated"
                    | "train"
                    | "training"
                    | "house"
                    | "power"
                    | "serve"
            );
            if led && self.is_organization(at) && self.row.what(at) != Some(&What::Group) {
                return vec![at];
            }
        }
        Vec::new()
    }

    /// Whose things are bought: `buys Amazon's AI chips`, `$30bn of Azure capacity`.
    fn sellers_of_things(&self, frame: &Frame) -> Vec<usize> {
        let things = |phrase: &Phrase| {
            let noun = phrase.noun.map_or("", |noun| self.row.word(noun));
            let is_thing = !noun.is_empty()
                && !matches!(
                    noun,
                    "stake"
                        | "stakes"
                        | "shares"
                        | "share"
                        | "stock"
                        | "holding"
                        | "holdings"
                        | "bonds"
                        | "notes"
                        | "debt"
                        | "unit"
                        | "business"
                        | "assets"
                        | "arm"
                        | "operations"
                        | "division"
                        | "rival"
                        | "plant"
                        | "interest"
                );
            if is_thing { phrase.owners.clone() } else { Vec::new() }
        };
        let object = frame.object.as_ref().map_or(Vec::new(), things);
        let hung = frame.hung.iter().filter(|hung| hung.on == "of");
        let mut found = std::iter::once(object).chain(hung.map(|hung| things(&hung.phrase)));
        let owners = found.find(|owners| !owners.is_empty()).unwrap_or_default();
        owners.into_iter().map(|owner| self.not_of_the_buyer(frame, owner)).collect()
    }

    /// Nobody buys what is its own: `Korvane said Microsoft would buy its chips`.
    fn not_of_the_buyer(&self, frame: &Frame, owner: usize) -> usize {
        let Some(subject) = &frame.subject else { return owner };
        let buyer = subject.parties.first().and_then(|item| self.refers.party(*item));
        let own = self.row.what(owner) == Some(&What::Its)
            && buyer.is_some()
            && self.refers.party(owner) == buyer;
        let other = |item: &usize| {
            self.is_organization(*item)
                && self.refers.party(*item).is_some_and(|party| Some(party) != buyer)
        };
        let others = || (0..subject.start).rev().find(other);
        if own { others().unwrap_or(owner) } else { owner }
    }

    /// The item of an amount in a slot of the sort that is asked for.
    pub fn amount_in(
        &self,
        frame: &Frame,
        slot: &Slot,
        fits: impl Fn(usize) -> bool,
    ) -> Option<usize> {
        slot.places
            .iter()
            .find_map(|place| self.amounts_at(frame, place).into_iter().find(|item| fits(*item)))
    }

    fn amounts_at(&self, frame: &Frame, place: &str) -> Vec<usize> {
        let of = |phrase: &Option<Phrase>| {
            phrase.as_ref().map_or(Vec::new(), |phrase| phrase.amounts.clone())
        };
        match place {
            "subject" => of(&frame.subject),
            "object" => of(&frame.object),
            "own" if frame.own.is_empty() => of(&frame.object),
            "own" => frame.own.amounts.clone(),
            "next" => (frame.trigger + 1..self.row.items.len().min(frame.trigger + 8)).collect(),
            "before" => (frame.trigger.saturating_sub(2)..frame.trigger).collect(),
            "then" => self.then(frame),
            "deal" => {
                let deal = |hung: &&Hung| {
                    let noun = hung.phrase.noun.map_or("", |noun| self.row.word(noun));
                    let behind = hung.behind.map_or("", |behind| self.row.word(behind));
                    DEALS.contains(&noun)
                        || hung.on == "worth"
                        || hung.on == "at" && DEALS.contains(&behind)
                        || hung.on == "of" && DEALS.contains(&behind)
                };
                frame
                    .hung
                    .iter()
                    .filter(deal)
                    .flat_map(|hung| hung.phrase.amounts.clone())
                    .collect()
            }
            _ => {
                let fits = |hung: &&Hung| {
                    let noun = hung.phrase.noun.map_or("", |noun| self.row.word(noun));
                    hung.on == place
                        && (noun.is_empty()
                            || MEANS.contains(&noun)
                            || HOLDINGS.contains(&noun)
                            || hung.on == "in"
                            || hung.on == "for" && DEALS.contains(&noun))
                };
                frame
                    .hung
                    .iter()
                    .filter(fits)
                    .flat_map(|hung| hung.phrase.amounts.clone())
                    .collect()
            }
        }
    }

    /// The price in the clause that a bid or a proposal leads to: `a proposal to buy it for $5bn`.
    fn then(&self, frame: &Frame) -> Vec<usize> {
        let mut to = (frame.end..self.row.items.len().min(frame.end + 4))
            .filter(|at| self.row.word(*at) == "to");
        let verb = to.find_map(|at| Some((at + 1, self.row.verb(at + 1)?)));
        let Some((at, verb)) = verb else { return Vec::new() };
        let outer = self.row.verb_frame(at, verb);
        let priced = outer.hung.iter().filter(|hung| matches!(&hung.on[..], "for" | "at"));
        let rest = outer.hung.iter().filter(|hung| hung.on == "in");
        priced.chain(rest).flat_map(|hung| hung.phrase.amounts.clone()).collect()
    }

    /// Every noun of what a verb is done to and of what hangs behind.
    pub fn nouns(&self, frame: &Frame) -> Vec<&'a str> {
        let phrases = [
            frame.object.as_ref(),
            frame.subject.as_ref().filter(|_| frame.passive),
            Some(&frame.own),
        ];
        let hung = frame.hung.iter().map(|hung| &hung.phrase);
        let all = phrases.into_iter().flatten().chain(hung);
        all.filter(|phrase| !phrase.is_empty())
            .flat_map(|phrase| phrase.start..phrase.end)
            .map(|at| self.row.word(at))
            .filter(|word| !word.is_empty())
            .collect()
    }
}
