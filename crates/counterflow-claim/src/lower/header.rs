//! The header of a claim, by the shape of its verb.

use counterflow_syntax::{Diagnostic, Entry, Span, TokenKind, Tree, Word, nearest};

use super::Lowering;
use super::time::looks_like_date;
use crate::grammar::{Shape, Verb};
use crate::quantity;
use crate::{Claim, DealId, Kind, Link, Mode, Nature, PartyRef, Relation, Side, Slot, Stage, codes};

impl Lowering<'_> {
    pub(super) fn claim(&mut self, tree: &Tree, entry: &Entry, verb: &'static Verb) {
        let header: Vec<Word> = tree.header(entry, self.files).collect();
        let mut claim = empty(tree.header_span(entry), verb.kind);
        let mut words = header.as_slice();
        if let Some(first) = words.first().filter(|word| looks_like_date(word.text)) {
            claim.when = self.dates(first);
            claim.when_span = Some(first.span);
            words = &words[1..];
        }
        let at = words.first().map_or(claim.span, |word| word.span);
        let words = words.get(1..).unwrap_or_default();
        if self.shape(verb, &mut claim, words, at).is_none() {
            let span = claim.span;
            self.found.push(
                Diagnostic::new(&codes::INCOMPLETE_HEADER, format!("`{}` lacks a part", verb.word))
                    .at(span, layout(verb.shape))
                    .help(format!("for example `{}`", verb.example)),
            );
        }
        self.fields(tree, entry, &mut claim);
        self.keep(claim);
    }

    /// Reads the words after the verb. `None` if a part is missing.
    fn shape(&mut self, verb: &Verb, claim: &mut Claim, words: &[Word], at: Span) -> Option<()> {
        let mut rest = Rest { words };
        match verb.shape {
            Shape::Round => {
                claim.name = Some(rest.id()?.span);
                rest.word("of")?;
                claim.to = self.one_party(&mut rest)?;
                if rest.word("by").is_some() {
                    claim.from = self.side(&mut rest)?;
                }
            }
            Shape::Arrow => {
                if !rest.arrow() {
                    claim.from = self.side(&mut rest)?;
                    rest.arrow().then_some(())?;
                }
                claim.to = self.side(&mut rest)?;
            }
            Shape::Sale => {
                claim.from = self.side(&mut rest)?;
                rest.word("of")?;
                claim.third = self.one_party(&mut rest)?;
                rest.word("to")?;
                claim.to = self.side(&mut rest)?;
            }
            Shape::Subject => claim.to = self.one_party(&mut rest)?,
            Shape::Metric | Shape::NamedMetric => {
                if verb.shape == Shape::NamedMetric {
                    claim.name = Some(rest.id()?.span);
                }
                claim.to = self.side(&mut rest)?;
                if rest.word("from").is_some() {
                    claim.from = self.side(&mut rest)?;
                }
            }
            Shape::Officer => {
                claim.from = self.one_party(&mut rest)?;
                rest.word("of")?;
                claim.to = self.one_party(&mut rest)?;
                claim.texts.push((crate::TextKey::Words, rest.string()?));
            }
            Shape::Say => self.say(claim, &mut rest)?,
            Shape::Rate => {
                claim.name = Some(self.currency_pair(rest.id()?)?);
            }
            Shape::Assert => {
                let (first, last) = (rest.words.first()?, rest.words.last()?);
                claim.texts.push((crate::TextKey::Words, first.span.to(last.span)));
                return Some(());
            }
        }
        self.tail(claim, rest.words, at);
        Some(())
    }

    fn say(&mut self, claim: &mut Claim, rest: &mut Rest) -> Option<()> {
        if !rest.starts_with(&["about", "denies", "supports"]) {
            claim.from = self.side(rest)?;
        }
        let relation = if rest.word("denies").is_some() {
            Some(Relation::Denies)
        } else if rest.word("supports").is_some() {
            Some(Relation::Supports)
        } else {
            None
        };
        if let Some(relation) = relation {
            for word in rest.list() {
                claim.links.push(Link { relation, target: self.target_unresolved(word.span) });
            }
        } else if rest.word("about").is_some() {
            claim.to = self.side(rest)?;
        }
        if let Some(words) = rest.string() {
            claim.texts.push((crate::TextKey::Words, words));
        }
        Some(())
    }

    fn currency_pair(&mut self, word: &Word) -> Option<Span> {
        let (base, quote) = word.text.split_once('/')?;
        for (code, span) in [
            (base, word.span.slice(0, base.len())),
            (quote, word.span.slice(base.len() + 1, usize::MAX)),
        ] {
            if crate::Currency::from_code(code).is_none() {
                self.found.push(
                    Diagnostic::new(&codes::UNKNOWN_UNIT, format!("unknown currency `{code}`"))
                        .at(span, "not an ISO 4217 code"),
                );
            }
        }
        Some(word.span)
    }

    fn one_party(&mut self, rest: &mut Rest) -> Option<Side> {
        let word = rest.id()?;
        let party = PartyRef { span: word.span, party: self.party_ref(word.text, word.span) };
        Some(Side { parties: vec![party], mode: None })
    }

    fn side(&mut self, rest: &mut Rest) -> Option<Side> {
        let names = rest.list();
        if names.is_empty() {
            return None;
        }
        let mut side = Side { parties: Vec::with_capacity(names.len()), mode: None };
        for word in names {
            let party = self.party_ref(word.text, word.span);
            side.parties.push(PartyRef { span: word.span, party });
        }
        if rest.word("jointly").is_some() {
            side.mode = Some(Mode::Jointly);
        } else if rest.word("each").is_some() {
            side.mode = Some(Mode::Each);
        }
        Some(side)
    }

    /// `[quantity] { stage | nature }`
    fn tail(&mut self, claim: &mut Claim, words: &[Word], at: Span) {
        let mut words = words;
        while let Some((last, rest)) = words.split_last() {
            let metric = matches!(claim.kind, Kind::Metric(_));
            if let Some((_, stage)) = Stage::WORDS.iter().find(|(word, _)| *word == last.text) {
                claim.stage = *stage;
                claim.stage_span = Some(last.span);
            } else if let Some((_, nature)) =
                Nature::WORDS.iter().find(|(word, _)| *word == last.text).filter(|_| metric)
            {
                claim.nature = *nature;
            } else {
                break;
            }
            words = rest;
        }
        // Words such as "5 units" end in what could be a misspelt stage; an amount is tried first.
        if words.is_empty() {
            return;
        }
        let mut problems = Vec::new();
        let read = quantity::read(words, &self.claims.phrases, &mut problems);
        match read {
            Some(quantity) => claim.quantities.push((Slot::Header, quantity)),
            None => match misspelt_stage(words) {
                Some((word, near)) => {
                    self.found.push(unknown_stage(word, near));
                    let rest = &words[..words.len() - 1];
                    if !rest.is_empty() {
                        self.tail(claim, rest, at);
                    }
                }
                None => self.found.append(&mut problems),
            },
        }
    }

    fn keep(&mut self, claim: Claim) {
        let at = crate::ClaimId(self.claims.claims.len() as u32);
        let named = claim.id.or(claim.name.filter(|_| claim.kind == Kind::Round));
        let mut claim = claim;
        claim.deal = self.deal_of(&claim, at);
        if let Some(span) = named {
            let name = self.files.text(span);
            match self.names.claims.get(name) {
                // Several rounds of one name are one deal told at different times.
                Some(_) if claim.id.is_none() => {}
                Some((_, first)) => {
                    self.found.push(super::declare::duplicate("claim", name, span, *first));
                }
                None => {
                    self.names.claims.insert(name, (at, span));
                }
            }
        }
        self.claims.claims.push(claim);
    }

    /// The deal of a claim: its thread, its round, or itself.
    fn deal_of(&mut self, claim: &Claim, at: crate::ClaimId) -> DealId {
        let round = claim.name.filter(|_| claim.kind == Kind::Round);
        let name = claim.thread.or(round);
        let known = name.and_then(|span| self.names.deals.get(self.files.text(span)).copied());
        let deal = known.unwrap_or_else(|| {
            let made = DealId(self.claims.deals.len() as u32);
            self.claims.deals.push(crate::Deal { name, first: at });
            made
        });
        for span in claim.thread.into_iter().chain(round) {
            self.names.deals.entry(self.files.text(span)).or_insert(deal);
        }
        deal
    }
}

/// The words of a header that are still to be read.
struct Rest<'w, 'a> {
    words: &'w [Word<'a>],
}

impl<'w, 'a> Rest<'w, 'a> {
    fn next_if(&mut self, fits: impl Fn(&Word) -> bool) -> Option<&'w Word<'a>> {
        let (first, rest) = self.words.split_first()?;
        if !fits(first) {
            return None;
        }
        self.words = rest;
        Some(first)
    }

    fn id(&mut self) -> Option<&'w Word<'a>> {
        self.next_if(|word| word.kind == TokenKind::Word)
    }

    fn word(&mut self, wanted: &str) -> Option<()> {
        self.next_if(|word| word.kind == TokenKind::Word && word.text == wanted).map(|_| ())
    }

    fn starts_with(&self, wanted: &[&str]) -> bool {
        self.words.first().is_some_and(|word| wanted.contains(&word.text))
    }

    fn arrow(&mut self) -> bool {
        self.next_if(|word| word.kind == TokenKind::Arrow).is_some()
    }

    fn string(&mut self) -> Option<Span> {
        self.next_if(|word| word.kind == TokenKind::Text).map(|word| word.span)
    }

    /// Names with commas between.
    fn list(&mut self) -> Vec<&'w Word<'a>> {
        let mut names = Vec::new();
        while let Some(name) = self.id() {
            names.push(name);
            if self.next_if(|word| word.kind == TokenKind::Comma).is_none() {
                break;
            }
        }
        names
    }
}

fn empty(span: Span, kind: Kind) -> Claim {
    Claim {
        span,
        id: None,
        kind,
        name: None,
        when: None,
        when_span: None,
        from: Side::default(),
        to: Side::default(),
        third: Side::default(),
        stage: Stage::Unstated,
        stage_span: None,
        nature: Nature::Actual,
        basis: None,
        binding: None,
        quantities: Vec::new(),
        times: Vec::new(),
        texts: Vec::new(),
        links: Vec::new(),
        conditions: Vec::new(),
        dues: Vec::new(),
        citations: Vec::new(),
        thread: None,
        deal: DealId(0),
    }
}

/// The last word, if it looks like a slip in a stage or nature.
fn misspelt_stage<'a>(words: &[Word<'a>]) -> Option<(Word<'a>, &'static str)> {
    let last = words.last().filter(|word| word.kind == TokenKind::Word)?;
    let known = Stage::WORDS.iter().map(|(word, _)| *word);
    let known = known.chain(Nature::WORDS.iter().map(|(word, _)| *word));
    let near = nearest(last.text, known)?;
    Some((*last, near))
}

fn unknown_stage(word: Word, near: &str) -> Diagnostic {
    Diagnostic::new(&codes::UNKNOWN_STAGE, format!("unknown stage `{}`", word.text))
        .at(word.span, "not a stage or the nature of a number")
        .replace("a stage with a similar name is known", word.span, near)
}

fn layout(shape: Shape) -> &'static str {
    match shape {
        Shape::Round => "expected a name, `of`, the company, and who leads after `by`",
        Shape::Arrow => "expected parties on both sides of `->`",
        Shape::Sale => "expected a seller, `of` a company, `to` a buyer",
        Shape::Subject => "expected a party",
        Shape::Metric => "expected a party, and a counterparty after `from`",
        Shape::NamedMetric => "expected the metric's name and a party",
        Shape::Officer => "expected a person, `of`, a party, and the role in quotes",
        Shape::Say => "expected who says it, and what or about whom",
        Shape::Rate => "expected a pair such as `EUR/USD` and a number",
        Shape::Assert => "expected what is to hold",
    }
}
