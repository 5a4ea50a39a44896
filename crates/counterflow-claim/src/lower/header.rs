//! The header of a claim, by the shape of its verb.

use counterflow_syntax::{Diagnostic, Entry, Span, TokenKind, Tree, Word, nearest};

use super::time::looks_like_date;
use super::{Lowering, add, gather};
use crate::grammar::{Shape, Verb};
use crate::quantity;
use crate::{
    Claim, DealId, Kind, Link, Mode, Nature, PartyRef, Relation, Side, Slot, Stage, codes,
};

impl Lowering<'_> {
    pub(super) fn claim(&mut self, tree: &Tree, entry: &Entry, verb: &'static Verb) {
        let header = gather(tree.header(entry, self.files));
        let mut claim = empty(tree.header_span(entry), verb.kind);
        let mut words = header.as_slice();
        if let Some(first) = words.first().filter(|word| looks_like_date(word.text)) {
            claim.when = self.dates(first);
            claim.when_span = Some(first.span);
            words = &words[1..];
        }
        let mut rest = Rest { words: words.get(1..).unwrap_or_default() };
        if self.shape(verb, &mut claim, &mut rest).is_none() {
            // Where reading stopped, or the last word if there is nothing more.
            let stop = rest.words.first().or(words.last());
            let span = stop.map_or(claim.span, |word| word.span);
            let title = format!("`{}` lacks a part", verb.word);
            let found =
                Diagnostic::new(&codes::INCOMPLETE_HEADER, title).at(span, layout(verb.shape));
            self.found.push(match stop.is_some_and(|word| is_other_arrow(word.text)) {
                true => found.replace("write the arrow as `->`", span, "->"),
                false => found.help(format!("for example `{}`", verb.example)),
            });
        }
        self.fields(tree, entry, &mut claim);
        self.keep(claim);
    }

    /// Reads the words after the verb. `None` if a part is missing.
    fn shape(&mut self, verb: &Verb, claim: &mut Claim, rest: &mut Rest) -> Option<()> {
        match verb.shape {
            Shape::Round => {
                claim.name = Some(rest.id()?.span);
                rest.word("of")?;
                claim.to = self.one_party(rest)?;
                if rest.word("by").is_some() {
                    claim.from = self.side(rest)?;
                }
            }
            Shape::Arrow => {
                if !rest.arrow() {
                    claim.from = self.side(rest)?;
                    rest.arrow().then_some(())?;
                }
                claim.to = self.side(rest)?;
            }
            Shape::Sale => {
                claim.from = self.side(rest)?;
                rest.word("of")?;
                claim.third = self.one_party(rest)?;
                rest.word("to")?;
                claim.to = self.side(rest)?;
            }
            Shape::Subject => claim.to = self.one_party(rest)?,
            Shape::Metric | Shape::NamedMetric => {
                if verb.shape == Shape::NamedMetric {
                    claim.name = Some(rest.id()?.span);
                }
                claim.to = self.side(rest)?;
                if rest.word("from").is_some() {
                    claim.from = self.side(rest)?;
                }
            }
            Shape::Officer => {
                claim.from = self.one_party(rest)?;
                rest.word("of")?;
                claim.to = self.one_party(rest)?;
                claim.texts.push((crate::TextKey::Words, rest.string()?));
            }
            Shape::Say => self.say(claim, rest)?,
            Shape::Rate => {
                let pair = rest.next_if(|word| word.text.contains('/'))?;
                claim.name = Some(self.currency_pair(pair)?);
                rest.words.first()?;
            }
            Shape::Assert => {
                let (first, last) = (rest.words.first()?, rest.words.last()?);
                claim.texts.push((crate::TextKey::Words, first.span.to(last.span)));
                return Some(());
            }
        }
        self.tail(claim, rest.words);
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
            let claims = rest.list();
            claims.first()?;
            for word in claims {
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
        // Most sides are one party.
        let mut side = Side { parties: Vec::with_capacity(1), mode: None };
        while let Some(word) = rest.id() {
            let party = self.party_ref(word.text, word.span);
            side.parties.push(PartyRef { span: word.span, party });
            if !rest.comma() {
                break;
            }
        }
        if side.parties.is_empty() {
            return None;
        }
        if rest.word("jointly").is_some() {
            side.mode = Some(Mode::Jointly);
        } else if rest.word("each").is_some() {
            side.mode = Some(Mode::Each);
        }
        Some(side)
    }

    /// `[quantity] { stage | nature }`
    fn tail(&mut self, claim: &mut Claim, words: &[Word]) {
        let mut words = words;
        // A loop, since a hostile line may hold a million words that are nearly stages.
        loop {
            words = stages(claim, words);
            if words.is_empty() {
                return;
            }
            let mut problems = Vec::new();
            // Words such as "5 units" end in what could be a misspelt stage; an amount is tried
            // first.
            let read = quantity::read_start(words, &self.claims.phrases, &mut problems);
            if let Some((quantity, length)) = read {
                add(&mut claim.quantities, [(Slot::Header, quantity)]);
                return self.after_quantity(&words[length..]);
            }
            match self.no_quantity(words, problems) {
                Some(rest) => words = rest,
                None => return,
            }
        }
    }

    /// What stands between an amount and the stage: nothing, or it is reported.
    fn after_quantity(&mut self, words: &[Word]) {
        let Some(word) = words.first() else { return };
        self.found.push(match is_name(word) {
            true => unknown_stage(*word, "neither a part of the amount nor a stage"),
            false => Diagnostic::new(&codes::INVALID_AMOUNT, "an amount cannot be read")
                .at(word.span, "not expected after an amount"),
        });
    }

    /// The words of a tail that are no amount: a stage that is none, or an amount that is wrong.
    /// Gives the words in front of a misspelt stage.
    fn no_quantity<'w, 'a>(
        &mut self,
        words: &'w [Word<'a>],
        problems: Vec<Diagnostic>,
    ) -> Option<&'w [Word<'a>]> {
        match words {
            [only] if is_name(only) => {
                self.found.push(unknown_stage(*only, "neither an amount nor a stage"));
                None
            }
            [rest @ .., last] if near_stage(last).is_some() => {
                self.found.push(unknown_stage(*last, "not a stage or the nature of a number"));
                Some(rest)
            }
            _ => {
                self.found.extend(problems);
                None
            }
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

    fn comma(&mut self) -> bool {
        self.next_if(|word| word.kind == TokenKind::Comma).is_some()
    }

    /// Names with commas between.
    fn list(&mut self) -> Vec<&'w Word<'a>> {
        let mut names = Vec::new();
        while let Some(name) = self.id() {
            names.push(name);
            if !self.comma() {
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

/// Takes the stages and natures off the end of a tail.
fn stages<'w, 'a>(claim: &mut Claim, words: &'w [Word<'a>]) -> &'w [Word<'a>] {
    let metric = matches!(claim.kind, Kind::Metric(_));
    let mut words = words;
    while let Some((last, rest)) = words.split_last() {
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
    words
}

/// Whether a word could be meant as a stage: letters and dashes.
fn is_name(word: &Word) -> bool {
    let letters = word.text.chars().all(|c| c.is_alphabetic() || c == '-');
    word.kind == TokenKind::Word && letters
}

/// The stage or nature that a word seems to be a slip of.
fn near_stage(word: &Word) -> Option<&'static str> {
    let known = Stage::WORDS.iter().map(|(word, _)| *word);
    let known = known.chain(Nature::WORDS.iter().map(|(word, _)| *word));
    nearest(word.text, known).filter(|_| is_name(word))
}

fn unknown_stage(word: Word, label: &str) -> Diagnostic {
    let found = Diagnostic::new(&codes::UNKNOWN_STAGE, format!("unknown stage `{}`", word.text))
        .at(word.span, label);
    match near_stage(&word) {
        Some(near) => found.replace("a stage with a similar name is known", word.span, near),
        None => {
            let stages = Stage::WORDS.map(|(word, _)| word);
            found.help(format!("the stages are {}", stages.join(", ")))
        }
    }
}

/// Arrows as other texts write them.
fn is_other_arrow(word: &str) -> bool {
    matches!(word, "→" | "⇒" | "⟶" | "=>" | "–>" | "—>" | ">")
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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use counterflow_syntax::{Files, parse};

    use crate::{Phrases, lower};

    #[test]
    fn a_line_of_misspelt_stages_is_read_to_its_start() {
        let mut files = Files::default();
        let id = files.add("a.book", format!("2026 cash a {}", "closd ".repeat(20_000)));
        let trees = [parse(&files, id).value];
        let lowered = lower(&trees, Arc::new(files), Phrases::default());
        let stages = lowered.diagnostics.iter().filter(|found| found.code.name == "unknown-stage");
        assert_eq!(stages.count(), 20_000);
    }
}
