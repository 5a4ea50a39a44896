//! A claim as an entry of the language, or why it is none.

use counterflow_claim::{Date, When, YearEnd};

use super::links::{Links, base_verb};
use super::names::slug;
use super::text::{Entry, string};
use crate::claim::{Claim, Kind, Somebody, Stage};
use crate::document::Document;
use crate::output::{money, quotes, share, shares};

/// Metrics with a verb of their own, by the words of the text.
const METRICS: &[(&str, &[&str])] = &[
    ("revenue", &["revenue", "revenues", "annual revenue", "sales", "net sales", "turnover"]),
    ("cash", &["cash", "cash pile"]),
    ("burn", &["cash burn"]),
    ("backlog", &["backlog", "order backlog", "order book", "orderbook"]),
    ("obligations", &["obligations", "spending commitments", "spending obligations"]),
    ("capex", &["capex", "capital expenditure", "capital expenditures", "capital spending"]),
    ("debt", &["debt", "net debt", "total debt"]),
    (
        "market-cap",
        &["market cap", "market capitalization", "market capitalisation", "market value"],
    ),
    ("profit", &["profit", "net profit", "net income", "loss", "net loss"]),
];

/// What entries of one document share.
pub(super) struct Writing<'a> {
    pub document: &'a Document,
    pub source: &'a str,
    pub published: Option<Date>,
    pub claims: &'a [Claim],
    pub links: &'a Links,
}

/// A side of a claim, by its id in the book.
pub(super) type Sides = (Option<String>, Option<String>);

impl Writing<'_> {
    /// The entry of a claim.
    ///
    /// # Errors
    ///
    /// Why the language cannot say it.
    pub(super) fn entry(&self, at: usize, (from, to): Sides) -> Result<Entry, &'static str> {
        let claim = &self.claims[at];
        if claim.amount.is_some_and(|money| money.currency.is_none()) {
            return Err("the text does not tell the currency");
        }
        if claim.denied || claim.kind == Kind::Statement {
            return Ok(self.statement(claim, (from, to)));
        }
        let (verb, used) = self.verb(at, (from, to))?;
        let mut entry = Entry::new(self.header(at, &verb, used));
        let id = self.links.ids.get(&at).filter(|_| claim.kind != Kind::Round);
        entry.key("id", id.cloned());
        self.amounts(claim, used, &mut entry);
        self.ties(at, &mut entry);
        self.more(at, &mut entry);
        Ok(entry)
    }

    /// The words of a header up to its amount, and which amount stands there.
    fn verb(&self, at: usize, (from, to): Sides) -> Result<(String, Used), &'static str> {
        let claim = &self.claims[at];
        let money = if claim.amount.is_some() { Used::Money } else { Used::Unknown };
        let part = match (claim.share, claim.shares) {
            (Some(_), _) => Used::Share,
            (None, Some(_)) => Used::Shares,
            (None, None) => money,
        };
        let arrow = |verb: &str| -> Result<String, &'static str> {
            let to = to.as_ref().ok_or("the text does not tell to whom")?;
            let from = from.as_ref().map_or(String::new(), |from| format!("{from} "));
            Ok(format!("{verb} {from}-> {to}"))
        };
        let subject = || to.as_ref().ok_or("the text does not tell of whom");
        Ok(match claim.kind {
            Kind::Investment => (arrow("invest")?, money),
            Kind::Commitment => (arrow("buy")?, money),
            Kind::Debt => (arrow("lend")?, money),
            Kind::Guarantee => (arrow("guarantee")?, money),
            Kind::Facility => (arrow("build")?, money),
            Kind::Stake => (arrow("stake")?, part),
            Kind::Warrant => (arrow("warrant")?, part),
            Kind::Round => {
                let to = subject()?;
                let name = self.links.ids.get(&at).ok_or("the round has no name")?;
                let by = from.as_ref().map_or(String::new(), |from| format!(" by {from}"));
                (format!("round {name} of {to}{by}"), money)
            }
            Kind::Valuation => (format!("value {}", subject()?), money),
            Kind::MarketMove => (format!("price {}", subject()?), part),
            Kind::Metric => {
                let to = subject()?;
                let verb = self.metric_verb(at)?;
                let from = from.as_ref().map_or(String::new(), |from| format!(" from {from}"));
                let used = if claim.amount.is_some() { Used::Money } else { part };
                (format!("{verb} {to}{from}"), used)
            }
            Kind::Statement => return Err("a statement has no amount"),
        })
    }

    /// The verb of a metric, and its name where it has no verb of its own.
    fn metric_verb(&self, at: usize) -> Result<String, &'static str> {
        let claim = &self.claims[at];
        if let Some(base) = self.links.part_of.get(&at) {
            return Ok(base_verb(&self.claims[*base]));
        }
        let name = claim.metric.as_deref().ok_or("the text does not name the quantity")?;
        let own = own_verb(claim).filter(|_| claim.amount.is_some());
        Ok(own.map_or_else(|| format!("metric {}", slug(name, "metric")), str::to_string))
    }

    fn header(&self, at: usize, verb: &str, used: Used) -> String {
        let claim = &self.claims[at];
        let view = &self.document.view;
        let base = self.links.part_of.get(&at).and_then(|base| self.links.ids.get(base));
        let amount = match used {
            Used::Money => money(claim, view),
            Used::Share => share(claim, view)
                .map(|share| base.map_or(share.clone(), |base| format!("{share} of {base}"))),
            Used::Shares => shares(claim),
            Used::Unknown => Some("unknown".to_string()),
        };
        let words = [self.when(claim), Some(verb.to_string()), amount, self.tail(claim)];
        words.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    /// The date in front: the claim's own, the period of a metric, or the day of the document.
    fn when(&self, claim: &Claim) -> Option<String> {
        let written = |text: &&String| When::parse(text).is_some();
        let own = claim.date.as_ref().filter(written).cloned();
        let period = claim.period.as_ref().filter(written).cloned();
        own.or(period).or_else(|| self.published.map(|day| day.to_string()))
    }

    /// The stage of a deal, or the nature of a metric.
    fn tail(&self, claim: &Claim) -> Option<String> {
        match claim.kind {
            Kind::MarketMove | Kind::Statement => None,
            Kind::Metric => self.is_to_come(claim).then(|| "expected".to_string()),
            _ => (claim.stage != Stage::Reported).then(|| claim.stage.name().to_string()),
        }
    }

    /// Whether a number is one of the future: told as such, or of a time after the telling.
    fn is_to_come(&self, claim: &Claim) -> bool {
        let period = claim.period.as_ref().or(claim.date.as_ref());
        let first = period.and_then(|text| When::parse(text));
        let first = first.map(|when| when.first_day(YearEnd::default()));
        let later = first.zip(self.published).is_some_and(|(first, published)| first > published);
        later || matches!(claim.stage, Stage::Announced | Stage::Talks)
    }

    /// The amounts that do not stand in the header.
    fn amounts(&self, claim: &Claim, used: Used, entry: &mut Entry) {
        let view = &self.document.view;
        if used != Used::Money {
            entry.key("amount", money(claim, view));
        }
        if used != Used::Share {
            entry.key("share", share(claim, view).filter(|_| claim.kind != Kind::Metric));
        }
        if used != Used::Shares {
            entry.key("shares", shares(claim));
        }
    }

    /// What a claim has to do with others of the document.
    fn ties(&self, at: usize, entry: &mut Entry) {
        let round = self.links.inside.get(&at);
        let round_id = round.and_then(|round| self.links.ids.get(round));
        entry.key("in", round_id.cloned());
        let view = &self.document.view;
        for (told, _) in self.links.told_with.iter().filter(|(_, host)| **host == at) {
            let other = &self.claims[*told];
            match (other.kind, round_id) {
                (Kind::Valuation, _) => entry.key("valuation", money(other, view)),
                (_, Some(id)) => {
                    entry.key("share", share(other, view).map(|share| format!("{share} of {id}")));
                }
                (_, None) => {}
            }
        }
        let note = "that it is part of the round is read from the document as a whole";
        entry.key("note", round_id.map(|_| string(note)));
    }

    /// What a claim has beside its parties and amounts, and its quotes.
    fn more(&self, at: usize, entry: &mut Entry) {
        let claim = &self.claims[at];
        match (claim.kind, claim.instrument.as_deref()) {
            (Kind::Stake, Some("sale")) => entry.key("direction", Some("sale".to_string())),
            (Kind::Round, _) | (_, None) => {}
            (_, Some(instrument)) => entry.key("instrument", Some(string(instrument))),
        }
        let named = claim.metric.as_deref().filter(|name| own_verb(claim) != Some(*name));
        entry.key("as", named.map(string));
        self.period(claim, entry);
        let deal = !matches!(claim.kind, Kind::Metric | Kind::MarketMove);
        let condition = claim.condition.filter(|_| deal);
        let condition = condition.and_then(|span| self.document.view.text().get(span.range()));
        entry.key("if", condition.map(string));
        let told = self.links.told_with.iter().filter(|(_, host)| **host == at);
        let told = told.map(|(told, _)| &self.claims[*told]);
        self.citation(std::iter::once(claim).chain(told), entry);
    }

    /// The period of a metric, where another date stands in front or it is told in words.
    fn period(&self, claim: &Claim, entry: &mut Entry) {
        let Some(period) = claim.period.as_ref().filter(|_| claim.kind == Kind::Metric) else {
            return;
        };
        match When::parse(period) {
            Some(_) if self.when(claim).as_ref() == Some(period) => {}
            Some(_) => entry.key("period", Some(period.clone())),
            None => entry.key("period", Some(string(period))),
        }
    }

    /// What is said without being a fact about money, and what is denied.
    fn statement(&self, claim: &Claim, (from, to): Sides) -> Entry {
        let view = &self.document.view;
        let parties: Vec<String> = if claim.denied {
            [from.clone(), to].into_iter().flatten().collect()
        } else {
            to.into_iter().collect()
        };
        let speaker = from.filter(|_| !claim.denied);
        let about = (!parties.is_empty()).then(|| format!("about {}", parties.join(", ")));
        let denial = claim.denied.then(|| {
            let amount = money(claim, view).or_else(|| share(claim, view));
            let amount = amount.map_or(String::new(), |amount| format!(" of {amount}"));
            string(&format!("denied: {}{amount}", claim.kind.name()))
        });
        let words = [self.when(claim), Some("say".to_string()), speaker, about, denial];
        let mut entry = Entry::new(words.into_iter().flatten().collect::<Vec<_>>().join(" "));
        self.citation(std::iter::once(claim), &mut entry);
        entry
    }

    /// Who says it, and the source with the words of all that the entry tells.
    fn citation<'c>(&self, claims: impl Iterator<Item = &'c Claim>, entry: &mut Entry) {
        let original = &self.document.original;
        let mut words = vec![self.source.to_string()];
        for (at, claim) in claims.enumerate() {
            entry.key("says", claim.says.as_deref().filter(|_| at == 0).map(string));
            let pieces = quotes(&self.document.view, original, claim.evidence);
            let quotes = pieces.into_iter().filter_map(|piece| original.get(piece.range()));
            for quote in quotes.map(string) {
                if !words.contains(&quote) {
                    words.push(quote);
                }
            }
        }
        entry.key("source", Some(words.join(" ")));
    }
}

/// Which amount of a claim stands in its header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Used {
    Money,
    Share,
    Shares,
    Unknown,
}

/// The verb that a metric has to itself.
pub(super) fn own_verb(claim: &Claim) -> Option<&'static str> {
    let name = claim.metric.as_ref()?.to_lowercase();
    let found = METRICS.iter().find(|(_, names)| names.contains(&name.as_str()));
    found.map(|(verb, _)| *verb)
}

/// The word that declares a party.
pub(super) fn sort(somebody: &Somebody, is_person: bool) -> &'static str {
    const STATES: &[&str] = &["government", "ministry", "treasury", "republic", "kingdom", "state"];
    let name = somebody.name.to_lowercase();
    let has = |words: &[&str]| name.split_whitespace().any(|word| words.contains(&word));
    match somebody.party {
        None => "unnamed",
        Some(_) if is_person => "person",
        Some(_) if has(STATES) => "state",
        Some(_) if has(&["fund", "funds"]) => "fund",
        Some(_) => "company",
    }
}
