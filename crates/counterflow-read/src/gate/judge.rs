//! What a proposal has to pass.

use super::window::Window;
use super::{Bench, Proposal, Rejection, Test};
use crate::claim::{Claim, Kind, Money, Somebody, Stage};
use crate::clause::{Forms, Frame, Phrase, Row, What};
use crate::grammar::{self, Cue, Rule, Voice};
use crate::quantity::{Amount, Counts, amounts};
use crate::text::{Tokens, sentences};
use crate::{Span, View};

/// Why a proposal fails one test.
type Fails = (Test, String);

/// A sentence of the quote.
#[derive(Clone, Copy)]
struct Place<'a> {
    row: Row<'a>,
    refers: &'a crate::clause::Refers,
}

impl<'a> Bench<'a> {
    /// The claim of a proposal that passes.
    pub(super) fn judge(
        &'a self,
        proposal: &Proposal,
        window: &Window,
        rule: &str,
    ) -> Result<Claim, Rejection> {
        self.claim(proposal, window, rule).map_err(|(test, why)| Rejection {
            test,
            why,
            quote: proposal.quote.chars().take(200).collect(),
        })
    }

    fn claim(&'a self, proposal: &Proposal, window: &Window, rule: &str) -> Result<Claim, Fails> {
        let quote = self.quote(&proposal.quote, window)?;
        let money = self.number(proposal.amount_text.as_deref(), quote, |counts| {
            matches!(counts, Counts::Money(_))
        })?;
        let share = self.number(proposal.share_text.as_deref(), quote, |counts| {
            matches!(counts, Counts::Percent)
        })?;
        let places = self.places(quote);
        let from = proposal.from.as_deref().map(|name| self.party(name, quote, &places));
        let to = proposal.to.as_deref().map(|name| self.party(name, quote, &places));
        let (from, to) = (from.transpose()?, to.transpose()?);
        let stage = self.stage(proposal, &places)?;
        let kind = kind(proposal)?;
        whole(kind, from.as_ref(), to.as_ref(), money.is_some() || share.is_some())?;
        match (&from, &to) {
            (Some(from), Some(to)) if kind != Kind::Metric => directed(kind, from, to, &places)?,
            _ => self.alone(kind, quote)?,
        }
        let amount = money.and_then(|amount| {
            let Counts::Money(currency) = amount.counts else { return None };
            let (value, high) = amount.nominal?;
            let high = (high != value).then_some(high);
            Some(Money { value, high, currency, span: amount.span })
        });
        Ok(Claim {
            kind,
            from,
            to,
            amount,
            qualifier: money.or(share).map(|amount| amount.qualifier),
            share: share.and_then(|amount| amount.nominal).map(|(share, _)| share),
            shares: None,
            stage,
            date: None,
            period: None,
            metric: proposal.metric.clone().filter(|_| kind == Kind::Metric),
            instrument: None,
            denied: false,
            condition: None,
            says: None,
            evidence: quote,
            rule: rule.to_string().into(),
            withheld: None,
        })
    }

    /// Where the quote stands: in the window, once, letter by letter but for what a [`View`] folds.
    fn quote(&self, quote: &str, window: &Window) -> Result<Span, Fails> {
        let folded = View::plain(quote);
        let words = folded.text().trim();
        if words.is_empty() {
            return Err((Test::Quote, "there is no quote".to_string()));
        }
        let mut hits = window.text.match_indices(words).map(|(at, _)| at);
        let why = match (hits.next(), hits.next()) {
            (Some(at), None) => {
                let start = window.span.start + at as u32;
                return Ok(Span::new(start, start + words.len() as u32));
            }
            (Some(_), Some(_)) => "the quote stands in the part more than once",
            (None, _) if self.view.text().contains(words) => {
                "the quote is from another part of the document"
            }
            (None, _) => "the quote is not in the document",
        };
        Err((Test::Quote, why.to_string()))
    }

    /// The amount of the quote that the proposal speaks of.
    fn number(
        &self,
        text: Option<&str>,
        quote: Span,
        sort: impl Fn(Counts) -> bool,
    ) -> Result<Option<&'a Amount>, Fails> {
        let Some(text) = text else { return Ok(None) };
        let fails = |why: String| Err((Test::Numbers, why));
        let view = View::plain(text);
        let tokens = Tokens::new(view.text());
        let said = amounts(&tokens, &sentences(&tokens));
        let [said] = &said[..] else {
            return fails(format!("`{text}` is not one amount"));
        };
        let within = |amount: &&Amount| {
            quote.start <= amount.span.start && amount.span.end <= quote.end && sort(amount.counts)
        };
        let mut there = self.scene.amounts.iter().filter(within);
        let (Some(amount), more) = (there.next(), there.next().is_some()) else {
            return fails(format!("the quote has no amount of the sort of `{text}`"));
        };
        if more {
            return fails("the quote has several amounts of one sort".to_string());
        }
        let same = sort(said.counts)
            && said.counts == amount.counts
            && said.nominal == amount.nominal
            && amount.nominal.is_some();
        if !same {
            return fails(format!("`{text}` is not the amount of the quote"));
        }
        if said.qualifier != amount.qualifier || said.bounds != amount.bounds {
            return fails(format!("`{text}` is not as exact as the amount of the quote"));
        }
        Ok(Some(amount))
    }

    /// The sentences that a span touches.
    fn places(&'a self, quote: Span) -> Vec<Place<'a>> {
        let touched = self.rows.iter().enumerate().filter(|(at, _)| {
            let sentence = &self.scene.sentences[*at];
            let span = self.scene.tokens.span(sentence.start..sentence.end);
            span.start < quote.end && quote.start < span.end
        });
        let place = |(_, (items, refers)): (usize, &'a (Vec<_>, _))| Place {
            row: Row { scene: self.scene, items },
            refers,
        };
        touched.map(place).collect()
    }

    /// Who of the quote a name is: named there, or meant there by other words.
    fn party(&self, name: &str, quote: Span, places: &[Place]) -> Result<Somebody, Fails> {
        let folded = View::plain(name);
        let wanted = folded.text().trim();
        for place in places {
            for item in 0..place.row.items.len() {
                let span = self.scene.tokens.span(place.row.items[item].tokens.clone());
                if span.start < quote.start || quote.end < span.end {
                    continue;
                }
                let words = self.view.text().get(span.range()).unwrap_or("");
                let Some(party) = place.refers.party(item) else {
                    if place.row.what(item) == Some(&What::Group) && words == wanted {
                        let name = words.to_string();
                        return Ok(Somebody { name, party: None, span, by: "unnamed" });
                    }
                    continue;
                };
                let known = &self.scene.parties.parties[party];
                let by = match place.row.what(item) {
                    Some(What::Party(_)) => "name",
                    _ => "meant",
                };
                if words == wanted || known.name == wanted {
                    let name = known.name.clone();
                    return Ok(Somebody { name, party: Some(party), span, by });
                }
            }
        }
        Err((Test::Parties, format!("`{wanted}` is neither named nor meant in the quote")))
    }

    /// The stage of the proposal, if the words of the sentences allow it.
    fn stage(&self, proposal: &Proposal, places: &[Place]) -> Result<Stage, Fails> {
        let fails = |why: &str| Err((Test::Stage, why.to_string()));
        let Some(stage) = Stage::of(&proposal.status) else {
            return fails("the stage is none of those that there are");
        };
        let mut cues: Vec<Cue> = Vec::new();
        let mut past = false;
        for Place { row, .. } in places {
            if row.word(row.items.len().saturating_sub(1)) == "?" || row.word(0) == "if" {
                return fails("the sentence asks or supposes");
            }
            for at in 0..row.items.len() {
                let verb = row.verb(at);
                past |= verb.is_some_and(|verb| verb.forms.any(Forms::PAST))
                    || verb.is_some_and(|verb| verb.forms.any(Forms::PARTICIPLE));
                let base = verb.map_or(row.word(at), |verb| verb.lemma);
                cues.extend(grammar::cue(base));
                if matches!(row.word(at), "not" | "n't" | "never" | "no" | "without") {
                    cues.push(Cue::Denied);
                }
            }
        }
        let has = |cue: Cue| cues.contains(&cue);
        if has(Cue::Denied) {
            return fails("the sentence denies something");
        }
        let ended = has(Cue::Stage(Stage::Terminated));
        let allowed = match stage {
            Stage::Terminated => ended,
            _ if ended => false,
            Stage::Talks => true,
            _ if has(Cue::Stage(Stage::Talks)) => false,
            Stage::Announced => true,
            _ if has(Cue::Stage(Stage::Announced)) => false,
            Stage::Closed => past,
            Stage::Signed | Stage::Reported => true,
        };
        match allowed {
            true => Ok(stage),
            false => fails("the words of the sentence do not say that it is so far"),
        }
    }

    /// A claim of one party: the quote must not hold other organizations whose it could be.
    fn alone(&self, kind: Kind, quote: Span) -> Result<(), Fails> {
        let mut named: Vec<usize> = Vec::new();
        for mention in &self.scene.parties.mentions {
            let span = self.scene.tokens.span(mention.tokens.clone());
            if quote.start <= span.start && span.end <= quote.end {
                named.push(mention.party);
            }
        }
        named.sort_unstable();
        named.dedup();
        let most = if kind == Kind::Metric { 2 } else { 1 };
        match named.len() > most {
            true => Err((Test::Slots, "the quote names several whose it could be".to_string())),
            false => Ok(()),
        }
    }
}

/// The kind of a proposal; opinions and moves of shares are none that a model may propose.
fn kind(proposal: &Proposal) -> Result<Kind, Fails> {
    let kind = Kind::of(&proposal.kind);
    kind.filter(|kind| !matches!(kind, Kind::Statement | Kind::MarketMove))
        .ok_or_else(|| (Test::Slots, "the kind is none of those that may be proposed".to_string()))
}

/// Whether the parties are there that a kind needs.
fn whole(
    kind: Kind,
    from: Option<&Somebody>,
    to: Option<&Somebody>,
    counted: bool,
) -> Result<(), Fails> {
    let why = match kind {
        Kind::Investment | Kind::Stake | Kind::Commitment | Kind::Warrant | Kind::Guarantee
            if from.is_none() || to.is_none() =>
        {
            "it needs two parties"
        }
        Kind::Round | Kind::Valuation | Kind::Metric | Kind::Debt if to.is_none() => {
            "it needs the party that it is of"
        }
        Kind::Facility if from.is_none() => "it needs the party that builds",
        Kind::Round | Kind::Valuation | Kind::Metric | Kind::Debt if !counted => {
            "it needs an amount"
        }
        _ if from.is_some_and(|from| to.is_some_and(|to| to.name == from.name)) => {
            "both parties are the same"
        }
        _ => return Ok(()),
    };
    Err((Test::Slots, why.to_string()))
}

/// Whether the sentences have the parties this way round. Where the rules know a verb or a noun,
/// they say which side stands where; of another verb, who does it is the one that it is from.
fn directed(kind: Kind, from: &Somebody, to: &Somebody, places: &[Place]) -> Result<(), Fails> {
    let fails = |why: &str| Err((Test::Slots, why.to_string()));
    let (mut confirmed, mut reversed) = (false, false);
    for place in places {
        for at in 0..place.row.items.len() {
            let (rules, frame): (Vec<&Rule>, Frame) = match place.row.verb(at) {
                Some(verb) => {
                    (grammar::of_verb(verb.lemma).collect(), place.row.verb_frame(at, verb))
                }
                None if place.row.what(at) == Some(&What::Word) => {
                    (grammar::of_noun(place.row.word(at)).collect(), place.row.noun_frame(at))
                }
                None => continue,
            };
            let (Some(here), Some(there)) =
                (stands(place, &frame, from), stands(place, &frame, to))
            else {
                continue;
            };
            let of_kind = |rule: &&Rule| rule.kind == kind && fits(rule.voice, &frame);
            let mut of_kind = rules.into_iter().filter(of_kind);
            match of_kind.next() {
                None => {
                    let from_at = if frame.passive { "by" } else { "subject" };
                    confirmed |= frame.verb_at == Some(at) && here == from_at && there != from_at;
                    reversed |= frame.verb_at == Some(at) && there == from_at && here != from_at;
                }
                Some(first) => {
                    for rule in std::iter::once(first).chain(of_kind) {
                        let (from, to) = (&rule.from.places, &rule.to.places);
                        let (here, there) = (here.as_str(), there.as_str());
                        confirmed |= from.contains(&here) && to.contains(&there);
                        reversed |= from.contains(&there) && to.contains(&here);
                    }
                }
            }
        }
    }
    match (confirmed, reversed) {
        (true, false) => Ok(()),
        (true, true) => fails("who does what can be read both ways"),
        (false, true) => fails("the sentence has the parties the other way round"),
        (false, false) => fails("the sentence does not say who does what to whom"),
    }
}

fn fits(voice: Voice, frame: &Frame) -> bool {
    voice == Voice::Any || frame.passive == (voice == Voice::Passive)
}

/// The slot of a frame in which somebody stands.
fn stands(place: &Place, frame: &Frame, one: &Somebody) -> Option<String> {
    let is = |item: &usize| match one.party {
        Some(party) => place.refers.party(*item) == Some(party),
        None => place.row.scene.tokens.span(place.row.items[*item].tokens.clone()) == one.span,
    };
    let whole = |phrase: &Phrase| phrase.noun.is_none() && phrase.parties.iter().any(is);
    let among = |phrase: &Option<Phrase>| phrase.as_ref().is_some_and(whole);
    if among(&frame.subject) {
        return Some("subject".to_string());
    }
    if among(&frame.indirect) {
        return Some("indirect".to_string());
    }
    if among(&frame.object) {
        return Some("object".to_string());
    }
    if frame.own.owners.iter().any(is) {
        return Some("owner".to_string());
    }
    let hung = frame
        .hung
        .iter()
        .find(|hung| hung.phrase.parties.iter().any(is) || hung.phrase.owners.iter().any(is));
    hung.map(|hung| hung.on.clone())
}
