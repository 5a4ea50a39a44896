//! A book as its parts: what JSON and CSV are written from and read to.

use std::collections::BTreeMap;

use crate::means::Means;

/// All files of a book.
#[derive(Clone, Debug, Default)]
pub struct BookParts {
    /// The text of `book.toml`.
    pub settings: Option<String>,
    /// The files, the main one first.
    pub files: Vec<FileParts>,
}

/// One file.
#[derive(Clone, Debug)]
pub struct FileParts {
    pub path: String,
    pub body: Body,
}

/// What a file holds.
#[derive(Clone, Debug)]
pub enum Body {
    Items(Vec<Item>),
    /// The whole text, where its lines cannot be told apart: with lone carriage returns.
    Text(String),
}

/// A piece of a file that stands for itself.
#[derive(Clone, Debug)]
pub struct Item {
    /// Whether no blank line stands before it.
    pub tight: bool,
    pub kind: ItemKind,
}

#[derive(Clone, Debug)]
pub enum ItemKind {
    /// A comment line as it stands, with its indent.
    Comment(String),
    /// Lines that could not be read, as they stand.
    Raw(String),
    Entry(EntryParts),
}

/// An entry.
#[derive(Clone, Debug)]
pub struct EntryParts {
    pub header: Header,
    /// The header as one line, without its comment.
    pub line: String,
    /// What the header's quantity means.
    pub means: Option<Box<Means>>,
    /// The comment at the header's end, from its `;` on.
    pub comment: Option<String>,
    pub lines: Vec<Line>,
}

/// A line below a header.
#[derive(Clone, Debug)]
pub enum Line {
    /// As it stands, with its indent.
    Comment(String),
    Field(FieldParts),
}

/// A `key: value` line.
#[derive(Clone, Debug)]
pub struct FieldParts {
    pub key: String,
    /// As written, a string with its quotes.
    pub value: String,
    pub comment: Option<String>,
    pub means: Option<Box<Means>>,
}

impl FieldParts {
    /// Whether two say the same; what they mean follows from it.
    pub fn same(&self, other: &FieldParts) -> bool {
        (&self.key, &self.value, &self.comment) == (&other.key, &other.value, &other.comment)
    }
}

/// Which part of a header. The order is that of JSON and of the columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    Date,
    /// The first word of any header, after the date.
    Verb,
    /// The name of a round or metric, the id of a declaration.
    Name,
    Pair,
    From,
    FromMode,
    Third,
    To,
    ToMode,
    Relation,
    Targets,
    Role,
    Words,
    /// A declaration's title, an include's path.
    Title,
    Quantity,
    Stage,
    Nature,
    Tail,
    Text,
}

impl Part {
    /// All of them, in order, with their names and whether they are lists.
    pub const ALL: [(Part, &'static str, bool); 19] = [
        (Part::Date, "date", false),
        (Part::Verb, "verb", false),
        (Part::Name, "name", false),
        (Part::Pair, "pair", false),
        (Part::From, "from", true),
        (Part::FromMode, "from_mode", false),
        (Part::Third, "third", true),
        (Part::To, "to", true),
        (Part::ToMode, "to_mode", false),
        (Part::Relation, "relation", false),
        (Part::Targets, "targets", true),
        (Part::Role, "role", false),
        (Part::Words, "words", false),
        (Part::Title, "title", false),
        (Part::Quantity, "quantity", false),
        (Part::Stage, "stage", false),
        (Part::Nature, "nature", false),
        (Part::Tail, "tail", true),
        (Part::Text, "text", false),
    ];

    /// Its name in JSON and CSV.
    pub fn word(self) -> &'static str {
        Part::ALL.iter().find(|(part, ..)| *part == self).map_or("", |(_, word, _)| word)
    }
}

/// The parts of a header: one text each, or several for a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    parts: BTreeMap<Part, Vec<String>>,
}

impl Header {
    /// Sets a part to one text.
    pub fn set(&mut self, part: Part, text: impl Into<String>) {
        self.parts.insert(part, vec![text.into()]);
    }

    /// Sets a part to a list; an empty list is no part.
    pub fn set_list(&mut self, part: Part, list: Vec<String>) {
        if !list.is_empty() {
            self.parts.insert(part, list);
        }
    }

    /// The text of a part.
    pub fn one(&self, part: Part) -> Option<&str> {
        self.list(part).first().map(String::as_str)
    }

    /// The texts of a part.
    pub fn list(&self, part: Part) -> &[String] {
        self.parts.get(&part).map_or(&[], Vec::as_slice)
    }

    /// The word that says what kind of entry it is.
    pub fn verb(&self) -> &str {
        self.one(Part::Verb).unwrap_or("")
    }
}

/// What kind of entry a verb starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    Claim(&'static counterflow_claim::Verb),
    Source,
    Party,
    Include,
    Judgement,
    Assume,
    Scenario,
}

impl EntryKind {
    /// The kind of entry that starts with a word.
    pub fn of(verb: &str) -> Option<EntryKind> {
        if let Some(verb) = counterflow_claim::VERBS.iter().find(|known| known.word == verb) {
            return Some(EntryKind::Claim(verb));
        }
        Some(match verb {
            "source" => EntryKind::Source,
            "include" => EntryKind::Include,
            "same" | "unlike" => EntryKind::Judgement,
            "assume" => EntryKind::Assume,
            "scenario" => EntryKind::Scenario,
            _ => party_words().any(|word| word == verb).then_some(EntryKind::Party)?,
        })
    }

    /// Its name in the `entry` column.
    pub fn word(self) -> &'static str {
        match self {
            EntryKind::Claim(_) => "claim",
            EntryKind::Source => "source",
            EntryKind::Party => "party",
            EntryKind::Include => "include",
            EntryKind::Judgement => "judgement",
            EntryKind::Assume => "assume",
            EntryKind::Scenario => "scenario",
        }
    }

    /// The words of all verbs, for "did you mean".
    pub fn verbs() -> impl Iterator<Item = &'static str> {
        let others = ["source", "include", "same", "unlike", "assume", "scenario"];
        counterflow_claim::VERBS.iter().map(|verb| verb.word).chain(party_words()).chain(others)
    }
}

fn party_words() -> impl Iterator<Item = &'static str> {
    counterflow_claim::PartyKind::WORDS.iter().map(|(word, _)| *word)
}
