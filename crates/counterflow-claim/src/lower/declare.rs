//! Sources, parties, judgements and assumptions.

use counterflow_syntax::{Diagnostic, Entry, Field, Span, TokenKind, Tree, Word};

use super::keys::{Keys, Seen};
use super::{Lowering, Waiting};
use crate::{
    Assumption, Basis, Identifier, Judgement, Member, Party, PartyId, PartyKind, Scenario,
    Schedule, Source, SourceId, Target, When, YearEnd, codes,
};

const SOURCE: Keys = Keys {
    on: "a source",
    once: &["publisher", "url", "published", "retrieved", "kind", "file", "sha256", "copies"],
    many: &["note"],
};
const PARTY: Keys = Keys {
    on: "a party",
    once: &["lei", "cik", "wikidata", "year-ends", "of"],
    many: &["also", "ticker", "isin", "maybe", "member", "note"],
};
const JUDGEMENT: Keys = Keys { on: "a judgement", once: &["by", "on"], many: &["note"] };
const ASSUMPTION: Keys =
    Keys { on: "an assumption", once: &["owner", "why"], many: &["schedule", "note"] };
const SCENARIO: Keys = Keys { on: "a scenario", once: &[], many: &["uses", "note"] };

impl<'a> Lowering<'a> {
    pub(super) fn source(&mut self, tree: &Tree, entry: &Entry) {
        let Some((id, title)) = self.declared(tree, entry) else { return };
        let mut source = Source {
            id: id.span,
            title,
            publisher: None,
            url: None,
            published: None,
            published_at: None,
            retrieved: None,
            kind: Basis::Unstated,
            file: None,
            sha256: None,
            copies: None,
            notes: Vec::new(),
        };
        let mut seen = Seen::new();
        for field in tree.fields(entry) {
            if let Some(key) = self.known_key(tree, field, &SOURCE, &mut seen) {
                self.source_field(tree, field, key, &mut source);
            }
        }
        source.published_at = seen.iter().find(|(key, _)| *key == "published").map(|(_, at)| *at);
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

    fn source_field(&mut self, tree: &Tree, field: &Field, key: &str, source: &mut Source) {
        let value = tree.value_span(field);
        let text = self.files.text(value);
        match key {
            "publisher" => source.publisher = Some(value),
            "url" => source.url = Some(value),
            "published" => source.published = self.when(text, value),
            "retrieved" => source.retrieved = self.when(text, value),
            "kind" => source.kind = self.basis(key, text, value).unwrap_or(Basis::Unstated),
            "file" => source.file = Some(value),
            "sha256" => source.sha256 = Some(value),
            "copies" => source.copies = Some((value, None)),
            _ => source.notes.push(value),
        }
    }

    /// The id and title of a declaration.
    fn declared<'t>(&mut self, tree: &'t Tree, entry: &Entry) -> Option<(Word<'t>, Option<Span>)>
    where
        'a: 't,
    {
        let mut words = tree.header(entry, self.files).skip(1);
        let id = words.next().filter(|word| word.kind == TokenKind::Word);
        let title = words.next();
        let extra = title.filter(|word| word.kind != TokenKind::Text).or_else(|| words.next());
        let Some(id) = id else {
            let header = tree.header_span(entry);
            self.incomplete(
                self.files.text(header),
                header,
                "expected a name after the first word",
            );
            return None;
        };
        if let Some(extra) = extra {
            self.extra_after_title(extra);
        }
        Some((id, title.filter(|word| word.kind == TokenKind::Text).map(|word| word.span)))
    }

    fn extra_after_title(&mut self, extra: Word) {
        let title = format!("`{}` is no title", extra.text);
        let found = Diagnostic::new(&codes::INCOMPLETE_HEADER, title)
            .at(extra.span, "expected a title in quotes and nothing more");
        let curly = extra.text.starts_with(['\u{201C}', '\u{201D}', '\u{201E}', '\u{AB}', '\'']);
        self.found.push(match curly {
            true => found.help("write straight double quotes: `\"…\"`"),
            false => found,
        });
    }

    pub(super) fn incomplete(&mut self, verb: &str, span: Span, label: &str) {
        let title = format!("`{verb}` lacks a part, or has one too many");
        self.found.push(Diagnostic::new(&codes::INCOMPLETE_HEADER, title).at(span, label));
    }

    /// Declares a party's name; its keys are read once all names are known.
    pub(super) fn party(&mut self, tree: &Tree, entry: &Entry, kind: PartyKind) -> bool {
        let Some((id, title)) = self.declared(tree, entry) else { return false };
        if !id.text.chars().next().is_some_and(char::is_alphabetic) {
            let name = id.text;
            self.found.push(
                Diagnostic::new(
                    &codes::INCOMPLETE_HEADER,
                    format!("`{name}` is no name of a party"),
                )
                .at(id.span, "expected a name that begins with a letter"),
            );
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
                    let mut seen = Seen::new();
                    for field in tree.fields(entry) {
                        if let Some(key) = self.known_key(tree, field, &PARTY, &mut seen) {
                            self.party_field(tree, field, key, next);
                        }
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

    fn party_field(&mut self, tree: &Tree, field: &Field, key: &str, at: usize) {
        let value = tree.value_span(field);
        let words: Vec<Word> = tree.value(field, self.files).collect();
        let identifier =
            ["ticker", "lei", "cik", "isin", "wikidata"].into_iter().find(|s| *s == key);
        if let Some(scheme) = identifier {
            self.claims.parties[at].identifiers.push(Identifier { scheme, value });
            return;
        }
        match key {
            "also" => {
                let parts = words.split(|word| word.kind == TokenKind::Comma);
                let spans = parts.filter_map(|part| Some(part.first()?.span.to(part.last()?.span)));
                self.claims.parties[at].aliases.extend(spans);
            }
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
            _ => self.claims.parties[at].notes.push(value),
        }
    }

    fn year_end(&mut self, span: Span) -> Option<YearEnd> {
        let text = self.files.text(span);
        // 2024 is a leap year, so 02-29 is a day on which a year may end.
        match When::parse(&format!("2024-{text}")) {
            Some(When::Day(day)) => Some(YearEnd { month: day.month(), day: day.day() }),
            _ => {
                self.found.push(
                    Diagnostic::new(
                        &codes::IMPOSSIBLE_DATE,
                        format!("`{text}` is no day of a year"),
                    )
                    .at(span, "expected a month and a day")
                    .help("write `06-30`"),
                );
                None
            }
        }
    }

    fn member(&mut self, words: &[Word], at: Span) -> Option<Member> {
        let (first, rest) = words.split_first()?;
        let mut member = Member {
            span: first.span,
            party: self.party_ref(first.text, first.span),
            from: None,
            to: None,
        };
        for pair in rest.chunks(2) {
            match pair {
                [word, date] if word.text == "from" => {
                    member.from = self.when(date.text, date.span)
                }
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
            let verb = if same { "same" } else { "unlike" };
            return self.incomplete(verb, tree.header_span(entry), "expected two parties");
        };
        let pair = [a, b].map(|word| (word.span, self.party_ref(word.text, word.span)));
        let mut judgement =
            Judgement { same, pair, by: None, on: None, span: tree.header_span(entry) };
        let mut seen = Seen::new();
        for field in tree.fields(entry) {
            let value = tree.value_span(field);
            match self.known_key(tree, field, &JUDGEMENT, &mut seen) {
                Some("by") => judgement.by = Some(value),
                Some("on") => judgement.on = self.when(self.files.text(value), value),
                _ => {}
            }
        }
        self.claims.judgements.push(judgement);
    }

    pub(super) fn assumption(&mut self, tree: &Tree, entry: &Entry) {
        let Some((id, _)) = self.declared(tree, entry) else { return };
        let mut made = Assumption { id: id.span, owner: None, why: None, schedules: Vec::new() };
        let mut seen = Seen::new();
        for field in tree.fields(entry) {
            let value = tree.value_span(field);
            match self.known_key(tree, field, &ASSUMPTION, &mut seen) {
                Some("owner") => made.owner = Some(value),
                Some("why") => made.why = Some(value),
                Some("schedule") => {
                    let words: Vec<Word> = tree.value(field, self.files).collect();
                    made.schedules.extend(self.schedule(&words, value));
                }
                _ => {}
            }
        }
        if !seen.iter().any(|(key, _)| *key == "owner") {
            let title = format!("assumption `{}` has no owner", id.text);
            self.found.push(
                Diagnostic::new(&codes::INCOMPLETE_HEADER, title)
                    .at(id.span, "nothing says whose assumption this is")
                    .help("add a line `owner: …`"),
            );
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
        let mut seen = Seen::new();
        for field in tree.fields(entry) {
            if self.known_key(tree, field, &SCENARIO, &mut seen) == Some("uses") {
                let words = tree.value(field, self.files);
                made.uses.extend(words.filter(|w| w.kind == TokenKind::Word).map(|w| w.span));
            }
        }
        self.claims.scenarios.push(made);
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
