//! Sources, parties, judgements and assumptions.

use counterflow_syntax::{Diagnostic, Entry, Field, Span, TokenKind, Tree, Word, nearest};

use super::{Lowering, Waiting};
use crate::{
    Assumption, Basis, Identifier, Judgement, Member, Party, PartyId, PartyKind, Scenario,
    Schedule, Source, SourceId, Target, When, YearEnd, codes,
};

const SOURCE_KEYS: [&str; 9] =
    ["publisher", "url", "published", "retrieved", "kind", "file", "sha256", "copies", "note"];
const PARTY_KEYS: [&str; 11] = [
    "also", "ticker", "lei", "cik", "isin", "wikidata", "year-ends", "of", "maybe", "member", "note",
];

impl<'a> Lowering<'a> {
    pub(super) fn source(&mut self, tree: &Tree, entry: &Entry) {
        let Some((id, title)) = self.declared(tree, entry) else { return };
        let mut source = Source {
            id: id.span,
            title,
            publisher: None,
            url: None,
            published: None,
            retrieved: None,
            kind: Basis::Unstated,
            file: None,
            sha256: None,
            copies: None,
            notes: Vec::new(),
        };
        for field in tree.fields(entry) {
            self.source_field(tree, field, &mut source);
        }
        let at = SourceId(self.claims.sources.len() as u32);
        let name = self.files.text(id.span);
        match self.names.sources.get(name) {
            Some((_, first)) => self.found.push(duplicate("source", name, id.span, *first)),
            None => {
                self.names.sources.insert(name, (at, id.span));
            }
        }
        self.claims.sources.push(source);
    }

    fn source_field(&mut self, tree: &Tree, field: &Field, source: &mut Source) {
        let key = tree.key(field, self.files);
        let value = tree.value_span(field);
        let text = self.files.text(value);
        match key.text {
            "publisher" => source.publisher = Some(value),
            "url" => source.url = Some(value),
            "published" => source.published = self.when(text, value),
            "retrieved" => source.retrieved = self.when(text, value),
            "kind" => source.kind = self.basis(text, value).unwrap_or(Basis::Unstated),
            "file" => source.file = Some(value),
            "sha256" => source.sha256 = Some(value),
            "copies" => source.copies = Some((value, None)),
            "note" => source.notes.push(value),
            _ => self.unknown_key(key, "a source", SOURCE_KEYS),
        }
    }

    /// One of the words for who vouches.
    pub(super) fn basis(&mut self, text: &str, span: Span) -> Option<Basis> {
        let words = Basis::WORDS.map(|(word, _)| word);
        let at = self.one_of(text, span, &words)?;
        Some(Basis::WORDS[at].1)
    }

    /// Position of a word in a closed list, or a report with the nearest.
    pub(super) fn one_of(&mut self, text: &str, span: Span, words: &[&str]) -> Option<usize> {
        let at = words.iter().position(|word| *word == text);
        if at.is_none() {
            let found = Diagnostic::new(&codes::INVALID_VALUE, format!("unknown value `{text}`"))
                .at(span, format!("expected one of: {}", words.join(", ")));
            self.found.push(match nearest(text, words.iter().copied()) {
                Some(near) => found.replace("a similar value is known", span, near),
                None => found,
            });
        }
        at
    }

    /// The id and title of a declaration.
    fn declared<'t>(&mut self, tree: &'t Tree, entry: &Entry) -> Option<(Word<'t>, Option<Span>)>
    where
        'a: 't,
    {
        let mut words = tree.header(entry, self.files).skip(1);
        let id = words.next().filter(|word| word.kind == TokenKind::Word);
        let title = words.next();
        let extra = words.next().or(title.filter(|word| word.kind != TokenKind::Text));
        let Some(id) = id else {
            self.incomplete(tree.header_span(entry), "expected a name after the first word");
            return None;
        };
        if let Some(extra) = extra {
            self.incomplete(extra.span, "expected a title in quotes and nothing more");
        }
        Some((id, title.filter(|word| word.kind == TokenKind::Text).map(|word| word.span)))
    }

    pub(super) fn incomplete(&mut self, span: Span, label: &str) {
        self.found.push(
            Diagnostic::new(&codes::INCOMPLETE_HEADER, "a header cannot be read").at(span, label),
        );
    }

    pub(super) fn unknown_key<const N: usize>(&mut self, key: Word, on: &str, known: [&str; N]) {
        let found = Diagnostic::new(&codes::UNKNOWN_KEY, format!("unknown key `{}`", key.text))
            .at(key.span, format!("not a key of {on}"));
        self.found.push(match nearest(key.text, known) {
            Some(near) => found.replace("a key with a similar name is known", key.span, near),
            None => found.help(format!("the keys of {on} are {}", known.join(", "))),
        });
    }

    /// Declares a party's name; its keys are read once all names are known.
    pub(super) fn party(&mut self, tree: &Tree, entry: &Entry, kind: PartyKind) -> bool {
        let Some((id, title)) = self.declared(tree, entry) else { return false };
        if !id.text.chars().next().is_some_and(char::is_alphabetic) {
            self.incomplete(id.span, "the name of a party begins with a letter");
        }
        let at = PartyId(self.claims.parties.len() as u32);
        let name = self.files.text(id.span);
        if let Some((_, first)) = self.names.parties.get(name) {
            self.found.push(duplicate("party", name, id.span, *first));
        } else {
            self.names.parties.insert(name, (at, id.span));
        }
        self.claims.parties.push(Party {
            id: id.span,
            kind,
            title,
            aliases: Vec::new(),
            identifiers: Vec::new(),
            members: Vec::new(),
            parent: None,
            maybe: Vec::new(),
            year_end: YearEnd::default(),
            notes: Vec::new(),
        });
        true
    }

    /// Reads what refers to declared names: the keys of parties, judgements.
    pub(super) fn declare_relations(&mut self, waiting: &[(&Tree, &Entry, Waiting)]) {
        let mut next = 0;
        for (tree, entry, kind) in waiting {
            match kind {
                Waiting::Party => {
                    for field in tree.fields(entry) {
                        self.party_field(tree, field, next);
                    }
                    next += 1;
                }
                Waiting::Judgement(same) => self.judgement(tree, entry, *same),
                _ => {}
            }
        }
        for at in 0..self.claims.sources.len() {
            let Some((span, None)) = self.claims.sources[at].copies else { continue };
            let source = self.source_ref(self.files.text(span), span);
            self.claims.sources[at].copies = Some((span, source));
        }
    }

    fn party_field(&mut self, tree: &Tree, field: &Field, at: usize) {
        let key = tree.key(field, self.files);
        let value = tree.value_span(field);
        let words: Vec<Word> = tree.value(field, self.files).collect();
        let identifier = ["ticker", "lei", "cik", "isin", "wikidata"].into_iter().find(|s| *s == key.text);
        if let Some(scheme) = identifier {
            self.claims.parties[at].identifiers.push(Identifier { scheme, value });
            return;
        }
        match key.text {
            "also" => {
                let parts = words.split(|word| word.kind == TokenKind::Comma);
                let spans = parts.filter_map(|part| Some(part.first()?.span.to(part.last()?.span)));
                self.claims.parties[at].aliases.extend(spans);
            }
            "note" => self.claims.parties[at].notes.push(value),
            "year-ends" => {
                if let Some(end) = self.year_end(value) {
                    self.claims.parties[at].year_end = end;
                }
            }
            "of" => {
                let parent = self.party_ref(self.files.text(value), value);
                self.claims.parties[at].parent = Some((value, parent));
            }
            "maybe" => {
                for word in words.iter().filter(|word| word.kind == TokenKind::Word) {
                    let party = self.party_ref(word.text, word.span);
                    self.claims.parties[at].maybe.push((word.span, party));
                }
            }
            "member" => {
                if let Some(member) = self.member(&words, value) {
                    self.claims.parties[at].members.push(member);
                }
            }
            _ => self.unknown_key(key, "a party", PARTY_KEYS),
        }
    }

    fn year_end(&mut self, span: Span) -> Option<YearEnd> {
        let text = self.files.text(span);
        // 2024 is a leap year, so 02-29 is a day on which a year may end.
        match When::parse(&format!("2024-{text}")) {
            Some(When::Day(day)) => Some(YearEnd { month: day.month(), day: day.day() }),
            _ => {
                self.found.push(
                    Diagnostic::new(&codes::IMPOSSIBLE_DATE, format!("`{text}` is no day of a year"))
                        .at(span, "expected a month and a day")
                        .help("write `06-30`"),
                );
                None
            }
        }
    }

    fn member(&mut self, words: &[Word], at: Span) -> Option<Member> {
        let (first, rest) = words.split_first()?;
        let mut member =
            Member { span: first.span, party: self.party_ref(first.text, first.span), from: None, to: None };
        for pair in rest.chunks(2) {
            match pair {
                [word, date] if word.text == "from" => member.from = self.when(date.text, date.span),
                [word, date] if word.text == "to" => member.to = self.when(date.text, date.span),
                _ => {
                    self.found.push(
                        Diagnostic::new(&codes::INVALID_VALUE, "a member cannot be read")
                            .at(at, "expected a party, then `from` and `to` with dates"),
                    );
                    return None;
                }
            }
        }
        Some(member)
    }

    fn judgement(&mut self, tree: &Tree, entry: &Entry, same: bool) {
        let header: Vec<Word> = tree.header(entry, self.files).skip(1).collect();
        let [a, b] = header.as_slice() else {
            return self.incomplete(tree.header_span(entry), "expected two parties");
        };
        let pair = [a, b].map(|word| (word.span, self.party_ref(word.text, word.span)));
        let mut judgement = Judgement { same, pair, by: None, on: None, span: tree.header_span(entry) };
        for field in tree.fields(entry) {
            let key = tree.key(field, self.files);
            let value = tree.value_span(field);
            match key.text {
                "by" => judgement.by = Some(value),
                "on" => judgement.on = self.when(self.files.text(value), value),
                "note" => {}
                _ => self.unknown_key(key, "a judgement", ["by", "on", "note"]),
            }
        }
        self.claims.judgements.push(judgement);
    }

    pub(super) fn assumption(&mut self, tree: &Tree, entry: &Entry) {
        let Some((id, _)) = self.declared(tree, entry) else { return };
        let mut made = Assumption { id: id.span, owner: None, why: None, schedules: Vec::new() };
        for field in tree.fields(entry) {
            let key = tree.key(field, self.files);
            let value = tree.value_span(field);
            match key.text {
                "owner" => made.owner = Some(value),
                "why" | "note" => made.why = Some(value),
                "schedule" => {
                    let words: Vec<Word> = tree.value(field, self.files).collect();
                    made.schedules.extend(self.schedule(&words, value));
                }
                _ => self.unknown_key(key, "an assumption", ["owner", "schedule", "why", "note"]),
            }
        }
        if made.owner.is_none() {
            self.incomplete(id.span, "an assumption names its owner: add `owner: …`");
        }
        self.claims.assumptions.push(made);
    }

    fn schedule(&mut self, words: &[Word], at: Span) -> Option<Schedule> {
        let [claim, evenly, range] = words else { return self.no_schedule(at) };
        let (from, to) = self.dates(range)?;
        if evenly.text != "evenly" {
            return self.no_schedule(at);
        }
        let target = self.target(claim.text, claim.span, &codes::UNKNOWN_CLAIM)?;
        Some(Schedule { target, from, to: to.unwrap_or(from) })
    }

    fn no_schedule(&mut self, at: Span) -> Option<Schedule> {
        self.found.push(
            Diagnostic::new(&codes::INVALID_VALUE, "a schedule cannot be read")
                .at(at, "expected a commitment, `evenly` and a range of years")
                .help("write `schedule: big evenly 2027..2031`"),
        );
        None
    }

    pub(super) fn scenario(&mut self, tree: &Tree, entry: &Entry) {
        let Some((id, title)) = self.declared(tree, entry) else { return };
        let mut made = Scenario { id: id.span, title, uses: Vec::new() };
        for field in tree.fields(entry) {
            let key = tree.key(field, self.files);
            match key.text {
                "uses" => {
                    let words = tree.value(field, self.files);
                    made.uses.extend(words.filter(|w| w.kind == TokenKind::Word).map(|w| w.span));
                }
                "note" => {}
                _ => self.unknown_key(key, "a scenario", ["uses", "note"]),
            }
        }
        self.claims.scenarios.push(made);
    }

    /// The party of this name, or a report.
    pub(super) fn party_ref(&mut self, name: &str, span: Span) -> Option<PartyId> {
        if let Some((party, _)) = self.names.parties.get(name) {
            return Some(*party);
        }
        let found = Diagnostic::new(&codes::UNKNOWN_PARTY, format!("unknown party `{name}`"))
            .at(span, "not declared in this book");
        let claims = &self.claims;
        let near = self.names.may_suggest().then(|| {
            nearest(name, claims.parties.iter().map(|party| self.files.text(party.id)))
        });
        self.found.push(match near.flatten() {
            Some(near) => found.replace("a party with a similar name is declared", span, near),
            None => found.help(format!("declare it: `company {name} \"…\"`")),
        });
        None
    }

    /// The source of this name, or a report.
    pub(super) fn source_ref(&mut self, name: &str, span: Span) -> Option<SourceId> {
        if let Some((source, _)) = self.names.sources.get(name) {
            return Some(*source);
        }
        let found = Diagnostic::new(&codes::UNKNOWN_SOURCE, format!("unknown source `{name}`"))
            .at(span, "not declared in this book");
        let claims = &self.claims;
        let near = self.names.may_suggest().then(|| {
            nearest(name, claims.sources.iter().map(|source| self.files.text(source.id)))
        });
        self.found.push(match near.flatten() {
            Some(near) => found.replace("a source with a similar name is declared", span, near),
            None => found.help(format!("declare it: `source {name} \"…\"`")),
        });
        None
    }

    pub(super) fn target_unresolved(&self, span: Span) -> Target {
        Target { span, claim: None, deal: None }
    }
}

pub(super) fn duplicate(what: &str, name: &str, again: Span, first: Span) -> Diagnostic {
    Diagnostic::new(&codes::DUPLICATE_ID, format!("{what} `{name}` is named twice"))
        .at(again, "named again here")
        .and(first, "first named here")
        .help("give one of them another name")
}
