//! What a proposal has to pass.

use std::ops::Range;

use super::anchor::{Anchor, anchors};
use super::window::Window;
use super::{Bench, Proposal, Rejection, Test, slots, stage};
use crate::claim::{Claim, Kind, Money, Somebody};
use crate::clause::{Row, What};
use crate::quantity::{Amount, Counts, amounts};
use crate::text::{Tokens, sentences};
use crate::{Span, View};

/// Why a proposal fails one test.
pub(super) type Fails = (Test, String);

/// The sentence of the quote.
pub(super) struct Place<'a> {
    pub row: Row<'a>,
    pub refers: &'a crate::clause::Refers,
    /// The items of the quote.
    pub within: Range<usize>,
}

/// What of a proposal was found in the quote.
pub(super) struct Found<'a> {
    pub kind: Kind,
    pub from: Option<Somebody>,
    pub to: Option<Somebody>,
    pub money: Option<&'a Amount>,
    pub share: Option<&'a Amount>,
    /// The words of the metric.
    pub metric: Option<Vec<String>>,
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
        let place = self.place(quote)?;
        let found = self.found(proposal, quote, &place)?;
        let stage = stage::told(&proposal.status, &place)?;
        slots::check(&found, &place)?;
        let anchor = chosen(anchors(&place, &found)?, &place, &found)?;
        stage::reached(stage, &anchor, &place)?;
        let amount = found.money.and_then(|amount| {
            let Counts::Money(currency) = amount.counts else { return None };
            let (value, high) = amount.nominal?;
            let high = (high != value).then_some(high);
            Some(Money { value, high, currency, span: amount.span })
        });
        Ok(Claim {
            kind: found.kind,
            amount,
            qualifier: found.money.or(found.share).map(|amount| amount.qualifier),
            share: found.share.and_then(|amount| amount.nominal).map(|(share, _)| share),
            shares: None,
            stage,
            date: None,
            period: None,
            metric: found.metric.map(|words| words.join(" ")),
            instrument: anchor.rule.and_then(|rule| rule.instrument).map(str::to_string),
            from: found.from,
            to: found.to,
            denied: false,
            condition: None,
            says: None,
            evidence: quote,
            rule: rule.to_string().into(),
            withheld: None,
        })
    }

    /// What of a proposal the quote has: its numbers, its parties, the words of its metric.
    fn found(
        &'a self,
        proposal: &Proposal,
        quote: Span,
        place: &Place,
    ) -> Result<Found<'a>, Fails> {
        let is_money = |counts| matches!(counts, Counts::Money(_));
        let is_share = |counts| matches!(counts, Counts::Percent);
        let money = self.number(proposal.amount_text.as_deref(), quote, is_money)?;
        let share = self.number(proposal.share_text.as_deref(), quote, is_share)?;
        let party =
            |name: &Option<String>| name.as_deref().map(|name| self.party(name, place)).transpose();
        let (from, to) = (party(&proposal.from)?, party(&proposal.to)?);
        let kind = slots::kind(&proposal.kind)?;
        let metric = proposal.metric.as_deref().filter(|_| kind == Kind::Metric);
        let metric = metric.map(|name| {
            let name = View::plain(name).text().to_lowercase().replace('_', " ");
            name.split_whitespace().map(str::to_string).collect()
        });
        Ok(Found { kind, from, to, money, share, metric })
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

    /// The sentence that a quote is of, and its items there.
    fn place(&'a self, quote: Span) -> Result<Place<'a>, Fails> {
        let mut touched = self.rows.iter().enumerate().filter(|(at, _)| {
            let sentence = &self.scene.sentences[*at];
            let span = self.scene.tokens.span(sentence.start..sentence.end);
            span.start < quote.end && quote.start < span.end
        });
        let (Some((_, (items, refers))), None) = (touched.next(), touched.next()) else {
            return Err((Test::Quote, "the quote is not of one sentence".to_string()));
        };
        let inside = |at: &usize| {
            let span = self.scene.tokens.span(items[*at].tokens.clone());
            quote.start <= span.start && span.end <= quote.end
        };
        let start = (0..items.len()).find(inside).unwrap_or(0);
        let end = (start..items.len()).take_while(inside).last().map_or(start, |last| last + 1);
        Ok(Place { row: Row { scene: self.scene, items }, refers, within: start..end })
    }

    /// Who of the quote a name is: named there, or meant there by other words.
    fn party(&self, name: &str, place: &Place) -> Result<Somebody, Fails> {
        let folded = View::plain(name);
        let wanted = folded.text().trim();
        for item in place.within.clone() {
            let span = self.scene.tokens.span(place.row.items[item].tokens.clone());
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
        Err((Test::Parties, format!("`{wanted}` is neither named nor meant in the quote")))
    }
}

/// The first of some words of a sentence to which all that is counted belongs, of nobody else.
fn chosen(anchors: Vec<Anchor>, place: &Place, found: &Found) -> Result<Anchor, Fails> {
    let counted: Vec<&Amount> = [found.money, found.share].into_iter().flatten().collect();
    let items: Vec<usize> = counted.iter().filter_map(|amount| place.item_of(amount)).collect();
    let mut of_several = false;
    for anchor in anchors {
        let all = items.len() == counted.len()
            && items.iter().all(|item| anchor.has_amount(place, found, *item));
        of_several |= all && anchor.is_of_several(place, found);
        if all && (counted.is_empty() || !anchor.is_of_several(place, found)) {
            return Ok(anchor);
        }
    }
    Err(match of_several {
        true => (Test::Parties, "it is of several together, and not of one of them".to_string()),
        false => (Test::Numbers, "the amount of the quote may be of something else".to_string()),
    })
}

impl Place<'_> {
    /// The item of an amount.
    pub(super) fn item_of(&self, amount: &Amount) -> Option<usize> {
        self.within.clone().find(|at| match self.row.what(*at) {
            Some(What::Amount(one)) => {
                self.row.scene.amounts.get(*one).is_some_and(|one| one.span == amount.span)
            }
            _ => false,
        })
    }
}

impl Found<'_> {
    /// Whether the words of the metric end at an item.
    pub(super) fn metric_ends_at(&self, row: &Row, at: usize) -> bool {
        let Some(words) = self.metric.as_ref().filter(|words| !words.is_empty()) else {
            return false;
        };
        (at + 1).checked_sub(words.len()).is_some_and(|start| {
            words.iter().enumerate().all(|(k, word)| row.word(start + k) == word)
        })
    }
}
