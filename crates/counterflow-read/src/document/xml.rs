//! News in XML: feeds, NewsML, NITF and their like.
//!
//! What is text and what is said about it is told by the names of the elements, as there are more
//! dialects than schemas. Entities that a document declares are not expanded.

use super::Parts;
use super::date;
use super::html::{self, Scope, Stated, Statements};
use super::markup::{self, Language, Sink, Tag};
use super::references::References;
use super::writer::{Gap, Writer};
use crate::{Span, View, ViewBuilder};

/// Reads a text in XML.
pub fn read(original: &str) -> Parts {
    let mut news = News {
        original,
        writer: Writer::new(original, Language::Xml),
        rows: Vec::new(),
        open: Vec::new(),
        items: 0,
        stated: Statements::default(),
    };
    markup::read(original, body(original), Language::Xml, &mut news);
    let mut stated = news.stated;
    if news.items > 1 {
        // What one story of many says is not said of the document.
        stated = Statements { title: stated.title, ..Statements::default() };
    }
    Parts { rows: news.rows, stated, ..Parts::of(news.writer.finish()) }
}

/// The text without the declarations before its first element, of entities among others.
fn body(original: &str) -> Span {
    let whole = Span::whole(original);
    let start = original.get(..original.len().min(1024)).unwrap_or(original);
    let Some(doctype) = start.find("<!DOCTYPE").or_else(|| start.find("<!doctype")) else {
        return whole;
    };
    let rest = original.get(doctype..).unwrap_or("");
    match rest.find(['[', '>']) {
        Some(at) if rest.as_bytes().get(at) == Some(&b'[') => {
            let end =
                memchr::memmem::find(rest.as_bytes(), b"]>").map_or(rest.len(), |end| end + 2);
            Span::new((doctype + end) as u32, whole.end)
        }
        _ => whole,
    }
}

/// What an element's text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A paragraph: what is within it runs on.
    Paragraph,
    /// It holds paragraphs, or is one if it holds text.
    Holder,
    /// A story of several.
    Item,
    /// A collection of stories, whose own text is not one of them.
    Feed,
    /// A title.
    Title,
    /// The day of publication.
    Day,
    /// The address.
    Address,
    /// A break of lines.
    Break,
    /// What is said about the text.
    Skipped,
}

/// What is said about a text and is not part of it.
const SKIPPED: &[&str] = &[
    "administrativemetadata",
    "author",
    "byline",
    "catalog",
    "catalogref",
    "category",
    "charcount",
    "cloud",
    "commentrss",
    "comments",
    "companies",
    "contentmeta",
    "copyright",
    "creator",
    "credit",
    "dateline",
    "descriptivemetadata",
    "docdata",
    "docs",
    "email",
    "enclosure",
    "exchanges",
    "format",
    "generator",
    "guid",
    "head",
    "header",
    "id",
    "identification",
    "image",
    "keywords",
    "language",
    "lastbuilddate",
    "located",
    "managingeditor",
    "media",
    "metadata",
    "mknote",
    "newsenvelope",
    "newsidentifier",
    "newsmanagement",
    "orgs",
    "people",
    "places",
    "rights",
    "rightsinfo",
    "rightsmetadata",
    "script",
    "source",
    "style",
    "thisrevisioncreated",
    "thumbnail",
    "topics",
    "ttl",
    "unknown",
    "updated",
    "uri",
    "versioncreated",
    "webmaster",
];

fn kind(name: &str) -> Kind {
    match name.rsplit_once(':').map_or(name, |(_, local)| local) {
        "p" | "para" | "li" | "td" | "th" | "hl2" | "subheadline" | "slugline" | "tr" => {
            Kind::Paragraph
        }
        "title" | "headline" | "hl1" => Kind::Title,
        "item" | "entry" | "newsitem" | "reuters" | "nitf" | "doc" => Kind::Item,
        "channel" | "feed" | "rss" => Kind::Feed,
        "pubdate" | "published" | "date" | "firstcreated" | "contentcreated" | "date.issue"
        | "story.date" | "datepublished" | "dateid" => Kind::Day,
        "link" | "canonicallink" => Kind::Address,
        "br" => Kind::Break,
        local if SKIPPED.contains(&local) => Kind::Skipped,
        _ => Kind::Holder,
    }
}

/// An open element.
struct Open {
    name: String,
    kind: Kind,
    /// Whether it is within a paragraph, so that its text runs on.
    runs_on: bool,
    skipped: bool,
    /// Whether it is a story or in one.
    in_item: bool,
    /// Whether it is a feed or in one.
    in_feed: bool,
}

struct News<'t> {
    original: &'t str,
    writer: Writer<'t>,
    rows: Vec<Span>,
    open: Vec<Open>,
    items: usize,
    stated: Statements,
}

/// So many open elements are looked at for the one that an end tag names.
const LOOKED_AT: usize = 64;

impl Sink for News<'_> {
    fn open(&mut self, tag: &Tag) {
        let outer = self.open.last();
        let runs_on = outer.is_some_and(|outer| {
            outer.runs_on || matches!(outer.kind, Kind::Paragraph | Kind::Title)
        });
        let skipped = outer.is_some_and(|outer| outer.skipped || outer.kind == Kind::Skipped);
        let (in_item, in_feed) = outer.map_or((false, false), |o| (o.in_item, o.in_feed));
        let kind = match kind(&tag.name) {
            // NITF and NewsML nest a story in an envelope of nearly the same name.
            Kind::Item if in_item => Kind::Holder,
            kind => kind,
        };
        self.attributes(tag, kind, skipped);
        match kind {
            Kind::Break => return self.writer.line(),
            Kind::Item => self.items += 1,
            _ => {}
        }
        if !runs_on || matches!(kind, Kind::Paragraph | Kind::Item) {
            self.writer.gap(Gap::Block);
        }
        if !tag.closes_itself {
            self.open.push(Open {
                name: tag.name.clone(),
                kind,
                runs_on: runs_on && !matches!(kind, Kind::Paragraph | Kind::Item),
                skipped,
                in_item: in_item || kind == Kind::Item,
                in_feed: in_feed || kind == Kind::Feed,
            });
        }
    }

    fn close(&mut self, name: &str, _: Span) {
        let near = self.open.iter().rev().take(LOOKED_AT);
        let Some(depth) = near.clone().position(|open| open.name == name) else {
            return;
        };
        let apart = near.take(depth + 1).any(|open| !open.runs_on);
        self.open.truncate(self.open.len() - depth - 1);
        if apart {
            self.writer.gap(Gap::Block);
        }
    }

    fn text(&mut self, at: Span) {
        let Some(raw) = self.original.get(at.range()) else { return };
        let Some(last) = self.open.last() else { return };
        let (kind, in_item, in_feed) = (last.kind, last.in_item, last.in_feed);
        if last.skipped || kind == Kind::Skipped {
            return;
        }
        if raw.trim().is_empty() {
            return self.writer.gap(Gap::Blank);
        }
        match kind {
            Kind::Day => return self.day(at),
            Kind::Address => return self.address(raw, at),
            Kind::Title if self.stated.title.is_none() => {
                self.stated.title = self.state(at);
            }
            _ => {}
        }
        if in_feed && !in_item {
            return;
        }
        match encoded(self.original, at) {
            Some(decoded) => self.page(&decoded),
            None => self.writer.text(at, false),
        }
    }
}

impl News<'_> {
    /// The text of an element as a statement.
    fn state(&self, at: Span) -> Option<Stated> {
        let view = decode(self.original, at);
        let value = view.text().split_whitespace().collect::<Vec<_>>().join(" ");
        (!value.is_empty()).then_some(Stated { value, at })
    }

    fn day(&mut self, at: Span) {
        if self.stated.published.is_none() {
            let stated = self.state(at);
            let day = stated.and_then(|stated| date::day(&stated.value));
            self.stated.published = day.map(|value| Stated { value, at });
        }
    }

    fn address(&mut self, raw: &str, at: Span) {
        if self.stated.url.is_none() && raw.trim().starts_with("http") {
            self.stated.url = self.state(at);
        }
    }

    /// What attributes state: the day of NITF and of Reuters' corpora, the address of Atom.
    fn attributes(&mut self, tag: &Tag, kind: Kind, skipped: bool) {
        for name in ["norm", "date"] {
            let stated = tag.attribute(name).filter(|_| self.stated.published.is_none());
            if let Some((day, at)) = stated.and_then(|one| Some((date::day(&one.value)?, one.at))) {
                self.stated.published = Some(Stated { value: day, at });
            }
        }
        let own = matches!(tag.value("rel"), "" | "alternate") && !skipped;
        let wanted = kind == Kind::Address && own && self.stated.url.is_none();
        if let Some(href) = tag.attribute("href").filter(|_| wanted) {
            self.stated.url = Some(Stated { value: href.value.clone(), at: href.at });
        }
    }

    /// A page that is the text of an element, written as a text.
    fn page(&mut self, decoded: &View) {
        let parts = html::read(decoded.text(), Scope::All);
        let start = self.writer.next_at();
        let moved = parts.rows.iter().map(|row| Span::new(row.start + start, row.end + start));
        self.rows.extend(moved);
        self.writer.append(parts.view.through(decoded));
    }
}

/// The text of an element, decoded, if it holds tags of HTML.
fn encoded(original: &str, at: Span) -> Option<View> {
    let raw = original.get(at.range())?;
    memchr::memchr2(b'<', b'&', raw.as_bytes())?;
    let decoded = decode(original, at);
    let bytes = decoded.text().as_bytes();
    let starts =
        |at: usize| bytes.get(at + 1).is_some_and(|b| b.is_ascii_alphabetic() || *b == b'/');
    memchr::memchr_iter(b'<', bytes).any(starts).then_some(decoded)
}

/// The text of an element as it is, with its references and sections of data decoded.
fn decode(original: &str, at: Span) -> View {
    const START: &str = "<![CDATA[";
    let mut view = ViewBuilder::new(original);
    let mut references = References::default();
    let raw = original.get(at.range()).unwrap_or("");
    let mut from = 0;
    while let Some(rest) = raw.get(from..).filter(|rest| !rest.is_empty()) {
        let special = memchr::memchr2(b'<', b'&', rest.as_bytes()).unwrap_or(rest.len());
        let place = |from: usize, len: usize| {
            let start = at.start + from as u32;
            Span::new(start, start + len as u32)
        };
        view.take(place(from, special));
        let rest = rest.get(special..).unwrap_or("");
        from += special;
        if let Some(data) = rest.strip_prefix(START) {
            let end = memchr::memmem::find(data.as_bytes(), b"]]>").unwrap_or(data.len());
            view.take(place(from + START.len(), end));
            from += (START.len() + end + 3).min(rest.len());
        } else if let Some((len, meaning)) = references.read(rest) {
            view.stand(place(from, len), meaning);
            from += len;
        } else if !rest.is_empty() {
            view.take(place(from, 1));
            from += 1;
        }
    }
    view.finish()
}

#[cfg(test)]
mod tests;
