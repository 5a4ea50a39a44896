//! Why something was claimed, or was not: what was found in a sentence, who was taken to be meant,
//! and what each rule that a word of it starts came to.

use std::fmt::Write;

use counterflow_claim::Currency;

use crate::claim::{Claim, Somebody};
use crate::clause::{Discourse, Item, Meant, Refers, Row, Scene, What, items};
use crate::document::Document;
use crate::grammar::{Rule, Slot, Trigger, rules};
use crate::output::{Places, jsonl, money, quoted, share, shares};
use crate::party::parties;
use crate::quantity::{Amount, Counts, amounts};
use crate::text::{Sentence, Tokens, sentences};
use crate::time::times;
use crate::{Read, Reader, Span};

/// Explains what was decided at a place of a document: `12` is its line 12, `340..410` are bytes
/// of its original. Time is that of reading the document.
///
/// # Errors
///
/// What is wrong with the place, for people.
///
/// ```
/// use counterflow_read::{Reader, document::open, why};
/// let document = open("a.txt", b"Alder has agreed to buy Birch. It owes $2bn.".to_vec())?;
/// let told = why::explain(&document, &Reader::default(), "1").unwrap_or_default();
/// assert!(told.contains("\"It\""));
/// # Ok::<(), counterflow_read::document::DocumentError>(())
/// ```
pub fn explain(document: &Document, reader: &Reader, place: &str) -> Result<String, String> {
    let places = Places::new(&document.original);
    let range = range(place, &places, document.original.len())?;
    let view = &document.view;
    let tokens = Tokens::new(view.text());
    let sentences = sentences(&tokens);
    let (amounts, times) = (amounts(&tokens, &sentences), times(&tokens, &sentences));
    let parties = parties(&tokens, &sentences, &reader.gazetteer);
    let scene = Scene {
        tokens: &tokens,
        sentences: &sentences,
        amounts: &amounts,
        times: &times,
        parties: &parties,
    };
    let read = reader.read(view);
    let mut discourse = Discourse::default();
    let mut out = String::new();
    for sentence in &sentences {
        let items = items(&scene, sentence);
        let row = Row { scene: &scene, items: &items };
        discourse.go_on(sentence.paragraph);
        let refers = discourse.refer(&row);
        let span = tokens.span(sentence.start..sentence.end);
        let original = view.original(span);
        if (original.start as usize) < range.end && range.start < original.end as usize {
            let one = One { document, row, refers: &refers, sentence, span, read: &read };
            one.explain(&places, &mut out);
        }
    }
    if out.is_empty() {
        return Err(format!(
            "no sentence is read at `{place}`: nothing stands there, or it is left out as not part \
             of the text"
        ));
    }
    Ok(out)
}

/// The bytes of the original that a place names.
fn range(place: &str, places: &Places, length: usize) -> Result<std::ops::Range<usize>, String> {
    let wrong = || format!("`{place}` is no place; write a line as `12`, or bytes as `340..410`");
    if let Some((start, end)) = place.split_once("..") {
        let start: usize = start.parse().map_err(|_| wrong())?;
        let end: usize = end.parse().map_err(|_| wrong())?;
        return match start < end && start < length {
            true => Ok(start..end),
            false => Err(format!("`{place}` holds no bytes of the document, which has {length}")),
        };
    }
    let line: usize = place.parse().map_err(|_| wrong())?;
    places.line(line).ok_or_else(|| format!("the document has no line {line}"))
}

/// A sentence with all that was found in it.
struct One<'a> {
    document: &'a Document,
    row: Row<'a>,
    refers: &'a Refers,
    sentence: &'a Sentence,
    span: Span,
    read: &'a Read,
}

impl One<'_> {
    fn explain(&self, places: &Places, out: &mut String) {
        let original = self.document.view.original(self.span);
        let (line, column) = places.of(original.start);
        let _ = writeln!(
            out,
            "line {line}, column {column}, bytes {}..{}\n  {}",
            original.start,
            original.end,
            self.words(self.span)
        );
        self.list("amounts", self.amounts(), out);
        self.list("times", self.times(), out);
        self.list("who is meant", self.meant(), out);
        self.list("claims", self.claims(), out);
        self.list("rules that a word starts, and that made no claim", self.rules(), out);
        out.push('\n');
    }

    fn list(&self, head: &str, lines: Vec<String>, out: &mut String) {
        let lines = if lines.is_empty() { vec!["none".to_string()] } else { lines };
        let _ = writeln!(out, "{head}");
        for line in lines {
            let _ = writeln!(out, "  {line}");
        }
    }

    /// The text of a span on one line.
    fn words(&self, span: Span) -> String {
        let text = self.document.view.text().get(span.range()).unwrap_or("");
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn item_words(&self, item: &Item) -> String {
        self.words(self.row.scene.tokens.span(item.tokens.clone()))
    }

    fn inside(&self, tokens: &std::ops::Range<usize>) -> bool {
        self.sentence.start <= tokens.start && tokens.end <= self.sentence.end
    }

    fn amounts(&self) -> Vec<String> {
        let found = self.row.scene.amounts.iter().filter(|one| self.inside(&one.tokens));
        found.map(|one| format!("{} is {}", quoted(&self.words(one.span)), told(one))).collect()
    }

    fn times(&self) -> Vec<String> {
        let found = self.row.scene.times.iter().filter(|one| self.inside(&one.tokens));
        found.map(|one| quoted(&self.words(one.span))).collect()
    }

    /// Each name and each word that stands for one, with whom it stands for.
    fn meant(&self) -> Vec<String> {
        let name = |party: usize| self.row.scene.parties.parties[party].name.as_str();
        let mut lines = Vec::new();
        for (at, item) in self.row.items.iter().enumerate() {
            let stands = matches!(
                item.what,
                What::Party(_) | What::Nominal | What::Pronoun | What::Its | What::Group
            );
            if !stands {
                continue;
            }
            let who = match self.refers.meant(at) {
                Meant::Party(party, by) => format!("{}, by {by}", name(*party)),
                Meant::Ambiguous(parties) => {
                    let names: Vec<&str> = parties.iter().map(|party| name(*party)).collect();
                    format!("{}, which fit equally well: nobody", names.join(" or "))
                }
                Meant::Nobody if item.what == What::Group => "many without names".to_string(),
                Meant::Nobody => "nobody that is known".to_string(),
            };
            lines.push(format!("{} is {who}", quoted(&self.item_words(item))));
        }
        lines
    }

    fn claims(&self) -> Vec<String> {
        let here = self.read.claims.iter().filter(|claim| self.overlaps(claim.evidence));
        let line = |claim: &Claim| {
            let view = &self.document.view;
            let side = |one: &Option<Somebody>, word: &str| {
                one.as_ref().map(|one| format!("{word} {} (by {})", one.name, one.by))
            };
            let parts = [
                Some(claim.metric.clone().unwrap_or_else(|| claim.kind.name().to_string())),
                side(&claim.from, "from"),
                side(&claim.to, "to"),
                money(claim, view),
                share(claim, view),
                shares(claim),
                Some(claim.stage.name().to_string()),
                claim.denied.then(|| "denied".to_string()),
                Some(format!("by rule {}", claim.rule)),
                claim.withheld.as_ref().map(|why| format!("withheld: {why}")),
            ];
            parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
        };
        here.map(line).collect()
    }

    fn overlaps(&self, span: Span) -> bool {
        span.start < self.span.end && self.span.start < span.end
    }

    /// The rules of the words of the sentence that made none of its claims, with what each looks
    /// for.
    fn rules(&self) -> Vec<String> {
        let here = self.read.claims.iter().filter(|claim| self.overlaps(claim.evidence));
        let made: Vec<&str> = here.map(|claim| &*claim.rule).collect();
        let mut lines = Vec::new();
        for (at, item) in self.row.items.iter().enumerate() {
            if item.what != What::Word {
                continue;
            }
            let verb = self.row.verb(at).map(|verb| verb.lemma);
            let word = self.row.word(at);
            for rule in rules().iter().filter(|rule| !made.contains(&rule.id)) {
                let starts = match rule.trigger {
                    Trigger::Verb => verb.is_some_and(|verb| rule.words.contains(&verb)),
                    Trigger::Noun => verb.is_none() && rule.words.contains(&word),
                };
                if starts {
                    let line = format!("{} of {}: {}", rule.id, quoted(word), wants(rule));
                    lines.push(line);
                }
            }
        }
        lines.dedup();
        lines
    }
}

/// What an amount was read as.
fn told(amount: &Amount) -> String {
    let number = amount.nominal.map(|(low, high)| match low == high {
        true => low.normalize().to_string(),
        false => format!("{} to {}", low.normalize(), high.normalize()),
    });
    let number = number.unwrap_or_else(|| "a number in words".to_string());
    let exact = jsonl::qualifier(amount.qualifier).replace('_', " ");
    format!("{number} {}, {exact}", unit(amount.counts))
}

/// What is counted, in words.
fn unit(counts: Counts) -> String {
    let currency = |one: Option<Currency>| {
        one.map_or("of a currency that is not told".to_string(), |one| one.code().to_string())
    };
    match counts {
        Counts::Money(one) => currency(one),
        Counts::PerShare(one) => format!("{} a share", currency(one)),
        Counts::Percent => "of a whole".to_string(),
        Counts::Points => "of a whole, as points".to_string(),
        Counts::Shares => "shares".to_string(),
        Counts::Measure(_) => "of a physical measure".to_string(),
        Counts::Multiple => "times".to_string(),
        Counts::Ordinal => "as a place in a row".to_string(),
        Counts::Unit(_) => "things".to_string(),
        Counts::Plain => "of nothing that is told".to_string(),
    }
}

/// What a rule looks for, and where.
fn wants(rule: &Rule) -> String {
    let slot = |name: &str, slot: &Slot| {
        let must = if slot.required { ", which it needs" } else { "" };
        let places = slot.places.join(", ");
        (!slot.places.is_empty()).then(|| format!("{name} at {places}{must}"))
    };
    let words = |name: &str, words: &[&str]| {
        (!words.is_empty()).then(|| format!("{name} {}", words.join(", ")))
    };
    let parts = [
        slot("from", &rule.from),
        slot("to", &rule.to),
        slot("an amount", &rule.amount),
        slot("a share", &rule.share),
        words("one of", &rule.needs),
        words("none of", &rule.needs_not),
        words("under", &rule.under),
        words("not under", &rule.without),
        words("near", &rule.near),
        rule.needs_amount.then(|| "an amount of money anywhere".to_string()),
    ];
    format!("it looks for {}", parts.into_iter().flatten().collect::<Vec<_>>().join("; "))
}
