//! Sources, parties, judgements and assumptions.

use counterflow_syntax::{
    Code, Diagnostic, Entry, Field, Files, Label, Span, TokenKind, Tree, Word, nearest,
};

use super::{Lowering, Waiting};
use crate::{
    Assumption, Basis, Identifier, Judgement, Member, Party, PartyId, PartyKind, Scenario,
    Schedule, Source, SourceId, Target, When, YearEnd, codes,
};

/// The keys of a declaration: those that are said once, and those that may be repeated.
pub(super) struct Keys {
    on: &'static str,
    once: &'static [&'static str],
    many: &'static [&'static str],
}

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

/// The keys of an entry that are said once, where they first stand.
pub(super) type Seen = Vec<(&'static str, Span)>;

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

    /// One of the words for who vouches.
    pub(super) fn basis(&mut self, key: &str, text: &str, span: Span) -> Option<Basis> {
        let words = Basis::WORDS.map(|(word, _)| word);
        let at = self.one_of(key, text, span, &words)?;
        Some(Basis::WORDS[at].1)
    }

    /// Position of a word in a closed list, or a report with the nearest.
    pub(super) fn one_of(
        &mut self,
        key: &str,
        text: &str,
        span: Span,
        words: &[&str],
    ) -> Option<usize> {
        let at = words.iter().position(|word| *word == text);
        if at.is_none() {
            let title = format!("`{text}` is no value of `{key}`");
            let found = Diagnostic::new(&codes::INVALID_VALUE, title)
                .at(span, format!("expected one of: {}", words.join(", ")));
            self.found.push(match nearest(text, words.iter().copied()) {
                Some(near) => found.replace("a similar value is known", span, near),
                None => found,
            });
        }
        at
    }

    /// The key that a line has, or seems to have with a report; none where it is to be left out.
    fn known_key(
        &mut self,
        tree: &Tree,
        field: &Field,
        keys: &Keys,
        seen: &mut Seen,
    ) -> Option<&'static str> {
        let written = tree.key(field, self.files);
        let known = || keys.once.iter().chain(keys.many).copied();
        let key = match known().find(|key| *key == written.text) {
            Some(key) => key,
            None => self.unknown_key(written, keys.on, &known().collect::<Vec<_>>())?,
        };
        if keys.once.contains(&key) && !self.first_time(key, written.span, seen) {
            return None;
        }
        let value = tree.value_span(field);
        if self.files.text(value).is_empty() {
            self.no_value(key, value);
            return None;
        }
        Some(key)
    }

    /// Whether a key that is said once stands here for the first time, or else a report.
    pub(super) fn first_time(&mut self, key: &'static str, span: Span, seen: &mut Seen) -> bool {
        let before = seen.iter().find(|(word, _)| *word == key).map(|(_, first)| *first);
        match before {
            None => seen.push((key, span)),
            Some(first) => self.found.push(
                Diagnostic::new(&codes::REPEATED_KEY, format!("`{key}` is written twice"))
                    .at(span, "again here, and left out")
                    .and(first, "first here")
                    .help("keep the one that holds; what is to be remembered can be a `note:`"),
            ),
        }
        before.is_none()
    }

    pub(super) fn no_value(&mut self, key: &str, at: Span) {
        self.found.push(
            Diagnostic::new(&codes::INVALID_VALUE, format!("`{key}` has no value"))
                .at(at, "expected a value here"),
        );
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

    /// The key that seems to be meant, with a report.
    pub(super) fn unknown_key(
        &mut self,
        key: Word,
        on: &str,
        known: &[&'static str],
    ) -> Option<&'static str> {
        // A line without a colon was reported as such.
        if key.kind == TokenKind::Word {
            return None;
        }
        let near = nearest(key.text, known.iter().copied());
        let near = near.and_then(|near| known.iter().copied().find(|key| *key == near));
        let found = Diagnostic::new(&codes::UNKNOWN_KEY, format!("unknown key `{}`", key.text));
        self.found.push(match near {
            Some(near) => found
                .at(key.span, format!("not a key of {on}; read as `{near}`"))
                .replace("a key with a similar name is known", key.span, near),
            None => found.at(key.span, format!("not a key of {on}; left out")).help(match on {
                "a claim" => {
                    "see the keys in docs/language.md, or keep the text as `note:`".to_string()
                }
                _ => format!("the keys of {on} are {}", known.join(", ")),
            }),
        });
        near
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

    /// The party of this name, or a report.
    pub(super) fn party_ref(&mut self, name: &str, span: Span) -> Option<PartyId> {
        if let Some((party, _)) = self.names.parties.get(name) {
            return Some(*party);
        }
        let near = self.names.may_suggest().then(|| {
            let parties = self.claims.parties.iter();
            nearest(name, parties.map(|party| self.files.text(party.id)))
        });
        self.undeclared(&codes::UNKNOWN_PARTY, ["party", "company"], near.flatten(), span);
        None
    }

    /// The source of this name, or a report.
    pub(super) fn source_ref(&mut self, name: &str, span: Span) -> Option<SourceId> {
        if let Some((source, _)) = self.names.sources.get(name) {
            return Some(*source);
        }
        let near = self.names.may_suggest().then(|| {
            let sources = self.claims.sources.iter();
            nearest(name, sources.map(|source| self.files.text(source.id)))
        });
        let near = near.flatten();
        // The source that is meant is not to be reported as cited nowhere.
        let meant = near.and_then(|near| self.names.sources.get(near)).map(|(source, _)| *source);
        self.claims.seemingly_cited.extend(meant);
        self.undeclared(&codes::UNKNOWN_SOURCE, ["source", "source"], near, span);
        None
    }

    /// Reports a name that is not declared. Where no other is near, a declaration is missing, and
    /// the places that miss it share one report.
    fn undeclared(
        &mut self,
        code: &'static Code,
        [what, declared]: [&str; 2],
        near: Option<&str>,
        span: Span,
    ) {
        let files: &'a Files = self.files;
        let name = files.text(span);
        if self.names.lost.contains_key(name) {
            return;
        }
        if let Some(&first) = self.names.undeclared.get(&(code.name, name)) {
            self.found[first].secondary.push(Label { span, text: "and here".to_string() });
            return;
        }
        let found = Diagnostic::new(code, format!("unknown {what} `{name}`"))
            .at(span, "not declared in this book");
        self.found.push(match near {
            Some(near) => {
                found.replace(format!("a {what} with a similar name is declared"), span, near)
            }
            None => {
                self.names.undeclared.insert((code.name, name), self.found.len());
                found.help(format!("declare it: `{declared} {name} \"…\"`"))
            }
        });
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
