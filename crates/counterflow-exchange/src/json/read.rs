//! JSON to the parts of a book. Every mistake is reported with its path.

use super::value::{At, Json, Members, expected};
use super::{FORMAT, VERSION, names};
use crate::error::{Found, Problem, shown};
use crate::parts::{
    Body, BookParts, EntryKind, EntryParts, FieldParts, FileParts, Header, Item, ItemKind, Line,
    Part,
};
use crate::path::Paths;
use crate::{Place, check};

/// Reads a text. What could not be read is left out, and is in `found`.
pub fn read(text: &str, found: &mut Found) -> Option<BookParts> {
    // Some programs put a byte order mark in front of every text that they save.
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    match serde_json::from_str::<Json>(text) {
        Ok(json) => book(json, found),
        Err(error) => {
            let place = Place::Position { line: error.line(), column: error.column() };
            found.add(place, not_json(&error));
            None
        }
    }
}

fn not_json(error: &serde_json::Error) -> Problem {
    let words = error.to_string();
    let words = words.split(" at line ").next().unwrap_or(&words);
    match words {
        "recursion limit exceeded" => Problem::new("lists and objects are nested over 127 deep"),
        words => Problem::new(format!("the text is no JSON: {words}")),
    }
}

fn book(json: Json, found: &mut Found) -> Option<BookParts> {
    let at = At::WHOLE;
    // Another format or version has other members: its first mistake is the only one.
    let known = ["format", "version", "settings", "files"];
    if !Members::named(&json, "format") {
        let problem =
            Problem::new(format!("the text is no book: it has no `\"format\": \"{FORMAT}\"`"));
        found.add(at.place(), problem);
        return None;
    }
    let mut unknown = Found::default();
    let mut members = Members::open(json, &at, &known, &mut unknown)?;
    let format = members.required("format", &at, found)?;
    if format != FORMAT {
        let title = format!("expected the format `{FORMAT}`, found `{}`", shown(&format));
        found.add(at.member("format").place(), Problem::new(title));
        return None;
    }
    version(&mut members, found)?;
    found.append(unknown);
    let settings = match members.take("settings") {
        None | Some(Json::Null) => None,
        Some(Json::Text(text)) => Some(text.into_owned()),
        Some(other) => {
            found.add(at.member("settings").place(), expected("text or null", &other));
            None
        }
    };
    Some(BookParts { settings, files: files(members.take("files"), &at.member("files"), found) })
}

fn version(members: &mut Members, found: &mut Found) -> Option<()> {
    let title = match members.take("version") {
        Some(Json::Number(Some(VERSION))) => return Some(()),
        Some(Json::Number(Some(other))) => {
            format!(
                "expected version {VERSION}, found version {other}, which this program does not read"
            )
        }
        Some(other) => format!("expected version {VERSION}, found {}", other.kind()),
        None => format!("`version` is missing: this program reads version {VERSION}"),
    };
    found.add(At::WHOLE.member("version").place(), Problem::new(title));
    None
}

fn files(json: Option<Json>, at: &At, found: &mut Found) -> Vec<FileParts> {
    let mut paths = Paths::default();
    let files = match json {
        Some(Json::List(files)) => files,
        Some(other) => {
            found.add(at.place(), expected("a list of files", &other));
            return Vec::new();
        }
        None => {
            found.add(at.place(), Problem::new("`files` is missing"));
            return Vec::new();
        }
    };
    let files = files.into_iter().enumerate();
    files.filter_map(|(index, json)| file(json, &at.item(index), &mut paths, found)).collect()
}

fn file(json: Json, at: &At, paths: &mut Paths, found: &mut Found) -> Option<FileParts> {
    let mut members = Members::open(json, at, &["path", "entries", "text"], found)?;
    let path = members.required("path", at, found).unwrap_or_default();
    if let Err(problem) = paths.add(&path) {
        found.add(at.member("path").place(), problem);
    }
    let body = match (members.take("entries"), members.text("text", at, found)) {
        (Some(Json::List(entries)), None) => {
            let at = at.member("entries");
            let entries = entries.into_iter().enumerate();
            let items = entries.filter_map(|(index, json)| item(json, &at.item(index), found));
            Body::Items(items.collect())
        }
        (None, Some(text)) => Body::Text(text),
        (Some(Json::List(_)), Some(_)) => {
            found.add(
                at.place(),
                Problem::new("`entries` and `text` are both given").help("leave one out"),
            );
            return None;
        }
        (Some(other), _) => {
            found.add(at.member("entries").place(), expected("a list of entries", &other));
            return None;
        }
        (None, None) => {
            found.add(at.place(), Problem::new("`entries` is missing"));
            return None;
        }
    };
    Some(FileParts { path, body })
}

fn item(json: Json, at: &At, found: &mut Found) -> Option<Item> {
    let known: &[&str] = match ["header", "raw"].map(|name| Members::named(&json, name)) {
        [true, _] => &["tight", "header", "comment", "fields"],
        [_, true] => &["tight", "raw"],
        [false, false] => &["tight", "comment"],
    };
    let mut members = Members::open(json, at, known, found)?;
    let tight = match members.take("tight") {
        None => false,
        Some(Json::Bool(tight)) => tight,
        Some(other) => {
            found.add(at.member("tight").place(), expected("true or false", &other));
            false
        }
    };
    let kind = match known {
        [_, "header", ..] => ItemKind::Entry(entry(members, at, found)?),
        [_, "raw"] => ItemKind::Raw(raw(members, at, found)?),
        _ => ItemKind::Comment(comment_line(members, at, found)?),
    };
    Some(Item { tight, kind })
}

fn raw(mut members: Members, at: &At, found: &mut Found) -> Option<String> {
    let text = members.text("raw", at, found)?;
    if let Err(problem) = check::raw_lines(&text) {
        found.add(at.member("raw").place(), problem);
    }
    Some(text)
}

fn comment_line(mut members: Members, at: &At, found: &mut Found) -> Option<String> {
    let Some(json) = members.take("comment") else {
        let problem = Problem::new("expected an entry, a comment or raw lines");
        found.add(at.place(), problem.help("write one of `header`, `comment` and `raw`"));
        return None;
    };
    let Json::Text(text) = json else {
        found.add(at.member("comment").place(), expected("text", &json));
        return None;
    };
    if let Err(problem) = check::comment_line(&text) {
        found.add(at.member("comment").place(), problem);
    }
    Some(text.into_owned())
}

fn entry(mut members: Members, at: &At, found: &mut Found) -> Option<EntryParts> {
    let comment = members.text("comment", at, found);
    if let Some(Err(problem)) = comment.as_deref().map(check::trailing_comment) {
        found.add(at.member("comment").place(), problem);
    }
    let lines = match members.take("fields") {
        None => Vec::new(),
        Some(Json::List(fields)) => {
            let at = at.member("fields");
            let fields = fields.into_iter().enumerate();
            fields.filter_map(|(index, json)| line(json, &at.item(index), found)).collect()
        }
        Some(other) => {
            found.add(at.member("fields").place(), expected("a list of fields", &other));
            Vec::new()
        }
    };
    let at = at.member("header");
    let header = header(members.take("header")?, &at, found)?;
    let line = match check::header(&header) {
        Ok(line) => line,
        Err(problems) => {
            let kind = EntryKind::of(header.verb());
            for (part, problem) in problems {
                found.add(at.member(names::of(kind, part)).place(), problem);
            }
            return None;
        }
    };
    Some(EntryParts { header, line, means: None, comment, lines })
}

fn line(json: Json, at: &At, found: &mut Found) -> Option<Line> {
    if !Members::named(&json, "key") && Members::named(&json, "comment") {
        let members = Members::open(json, at, &["comment"], found)?;
        return comment_line(members, at, found).map(Line::Comment);
    }
    let mut members = Members::open(json, at, &["key", "value", "means", "comment"], found)?;
    let key = members.required("key", at, found);
    let value = members.required("value", at, found);
    let comment = members.text("comment", at, found);
    let field = FieldParts { key: key?, value: value?, comment, means: None };
    if let Err((name, problem)) = check::field(&field) {
        found.add(at.member(name).place(), problem);
    }
    Some(Line::Field(field))
}

/// The names under which a header may say what kind of entry it is.
const KINDS: [&str; 4] = ["verb", "declare", "include", "judge"];

fn header(json: Json, at: &At, found: &mut Found) -> Option<Header> {
    if !matches!(json, Json::Object(_)) {
        found.add(at.place(), expected("an object", &json));
        return None;
    }
    let mut kinds = KINDS.into_iter().filter(|name| Members::named(&json, name));
    let kind = kinds.next();
    if let (Some(first), Some(second)) = (kind, kinds.next()) {
        let problem = Problem::new(format!("`{first}` and `{second}` are both given"));
        found.add(at.place(), problem.help("leave one out"));
        return None;
    }
    match kind {
        Some("declare") => declaration(json, at, found),
        Some("include") => {
            let mut members = Members::open(json, at, &["include"], found)?;
            let mut header = verb("include");
            header.set(Part::Title, members.required("include", at, found)?);
            Some(header)
        }
        Some("judge") => judgement(json, at, found),
        Some(_) => claim(json, at, found),
        None => {
            let problem = Problem::new("the header does not say what it starts");
            found.add(
                at.place(),
                problem.help("write one of `verb`, `declare`, `include` and `judge`"),
            );
            None
        }
    }
}

fn verb(word: &str) -> Header {
    let mut header = Header::default();
    header.set(Part::Verb, word);
    header
}

fn claim(json: Json, at: &At, found: &mut Found) -> Option<Header> {
    let parts = Part::ALL.iter().filter(|(part, ..)| *part != Part::Title);
    let known: Vec<&str> = parts.map(|(_, name, _)| *name).chain(["means"]).collect();
    let mut members = Members::open(json, at, &known, found)?;
    let mut header = Header::default();
    for (part, name, is_list) in Part::ALL {
        if is_list {
            header.set_list(part, members.list(name, at, found));
        } else if let Some(text) = members.text(name, at, found) {
            header.set(part, text);
        }
    }
    // A verb of another type than text is already told.
    let kind = EntryKind::of(header.one(Part::Verb)?);
    if kind.is_some_and(|kind| !matches!(kind, EntryKind::Claim(_))) {
        let title = format!("`{}` starts no claim", header.verb());
        let help = "write it as `declare`, `include` or `judge`";
        found.add(at.member("verb").place(), Problem::new(title).help(help));
        return None;
    }
    Some(header)
}

fn declaration(json: Json, at: &At, found: &mut Found) -> Option<Header> {
    let mut members = Members::open(json, at, &["declare", "id", "title"], found)?;
    let word = members.required("declare", at, found);
    let id = members.required("id", at, found);
    let title = members.text("title", at, found);
    let word = word?;
    use EntryKind::{Assume, Party, Scenario, Source};
    if !matches!(EntryKind::of(&word), Some(Assume | Party | Scenario | Source)) {
        let title = format!("`{}` declares nothing", shown(&word));
        let help = "write `source`, `company` or another kind of party, `assume` or `scenario`";
        found.add(at.member("declare").place(), Problem::new(title).help(help));
        return None;
    }
    let mut header = verb(&word);
    header.set(Part::Name, id?);
    if let Some(title) = title {
        header.set(Part::Title, title);
    }
    Some(header)
}

fn judgement(json: Json, at: &At, found: &mut Found) -> Option<Header> {
    let mut members = Members::open(json, at, &["judge", "parties"], found)?;
    let word = members.required("judge", at, found)?;
    if !matches!(word.as_str(), "same" | "unlike") {
        let title = format!("unknown judgement `{}`", shown(&word));
        found.add(at.member("judge").place(), Problem::new(title).help("write `same` or `unlike`"));
        return None;
    }
    let parties = members.list("parties", at, found);
    let [a, b] = parties.as_slice() else {
        let title = format!("expected two parties, found {}", parties.len());
        found.add(at.member("parties").place(), Problem::new(title));
        return None;
    };
    let mut header = verb(&word);
    header.set(Part::From, a);
    header.set(Part::To, b);
    Some(header)
}
