//! What a page says of itself: title, day of publication, address.

use serde_json::Value;

use crate::Span;
use crate::document::date;
use crate::document::markup::{self, Attribute, Language, Sink, Tag};
use crate::document::writer::Writer;

/// Something that a document says of itself, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// What it says.
    pub value: String,
    /// Where it stands in the original. What is part of a structured record has the whole record.
    pub at: Span,
}

/// What a document says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statements {
    /// Its title.
    pub title: Option<Stated>,
    /// The day on which it was published, `2026-01-30`, in the zone that it is stated in.
    pub published: Option<Stated>,
    /// Its address.
    pub url: Option<Stated>,
}

/// So many structured records of a page are looked at.
const RECORDS: usize = 32;
/// A record with more bytes than this is no statement of a page about itself.
const LONGEST_RECORD: usize = 1 << 20;

/// Gathers statements. The best place that a page has for one of them counts, and of places that
/// are equally good the first.
#[derive(Debug, Default)]
pub struct Metadata {
    title: Best,
    published: Best,
    url: Best,
    heading: Option<Span>,
    records: Vec<Span>,
    /// The element whose text is waited for.
    within: Within,
}

#[derive(Debug, Default, PartialEq, Eq)]
enum Within {
    #[default]
    Nothing,
    Title,
    Record,
}

/// The statement with the best rank so far; 0 is best.
#[derive(Debug, Default)]
struct Best(Option<(u8, Stated)>);

impl Best {
    fn offer(&mut self, rank: u8, value: String, at: Span) {
        let better = self.0.as_ref().is_none_or(|(best, _)| rank < *best);
        if better && !value.trim().is_empty() {
            self.0 = Some((rank, Stated { value: value.trim().to_owned(), at }));
        }
    }

    fn day(&mut self, rank: u8, stated: &str, at: Span) {
        if let Some(day) = date::day(stated) {
            self.offer(rank, day, at);
        }
    }
}

impl Metadata {
    /// Takes note of a start tag.
    pub fn open(&mut self, tag: &Tag) {
        self.within = match tag.name.as_str() {
            "title" if self.heading.is_none() => Within::Title,
            "script" if tag.value("type").contains("ld+json") => Within::Record,
            _ => Within::Nothing,
        };
        match tag.name.as_str() {
            "meta" => self.meta(tag),
            "link" if tag.value("rel").eq_ignore_ascii_case("canonical") => {
                if let Some(href) = tag.attribute("href") {
                    self.url.offer(0, href.value.clone(), href.at);
                }
            }
            "time" => {
                if let Some(stated) = tag.attribute("datetime") {
                    let published = tag.value("itemprop").eq_ignore_ascii_case("datepublished");
                    self.published.day(if published { 2 } else { 5 }, &stated.value, stated.at);
                }
            }
            _ => {}
        }
    }

    /// Takes note of an end tag.
    pub fn close(&mut self, _: &str) {
        self.within = Within::Nothing;
    }

    /// Takes note of a text.
    pub fn text(&mut self, at: Span) {
        match self.within {
            Within::Title => self.heading = self.heading.or(Some(at)),
            Within::Record if self.records.len() < RECORDS && at.len() <= LONGEST_RECORD => {
                self.records.push(at);
            }
            _ => {}
        }
    }

    fn meta(&mut self, tag: &Tag) {
        let stated = tag.attribute("content").or_else(|| tag.attribute("value"));
        let Some(Attribute { value, at, .. }) = stated else { return };
        let name = [tag.value("property"), tag.value("name"), tag.value("itemprop")]
            .into_iter()
            .find(|name| !name.is_empty())
            .unwrap_or("")
            .to_ascii_lowercase();
        match name.as_str() {
            "og:title" => self.title.offer(0, value.clone(), *at),
            "twitter:title" | "dc.title" | "parsely-title" => {
                self.title.offer(2, value.clone(), *at);
            }
            "og:url" => self.url.offer(1, value.clone(), *at),
            "article:published_time" | "og:published_time" | "datepublished" => {
                self.published.day(0, value, *at);
            }
            "date"
            | "pubdate"
            | "publishdate"
            | "publish-date"
            | "publish_date"
            | "dc.date"
            | "dc.date.issued"
            | "dcterms.created"
            | "dcterms.issued"
            | "parsely-pub-date"
            | "sailthru.date"
            | "cxenseparse:recs:publishtime"
            | "article.published" => {
                self.published.day(3, value, *at);
            }
            _ => {}
        }
    }

    /// What the page says, all taken together; `heading` is the first heading of its main text.
    pub fn resolve(mut self, original: &str, heading: Option<Span>) -> Statements {
        for at in std::mem::take(&mut self.records) {
            self.record(original.get(at.range()).unwrap_or(""), at);
        }
        for (rank, at) in [(3, heading), (4, self.heading)] {
            if let Some(at) = at {
                self.title.offer(rank, plain(original, at), at);
            }
        }
        let take = |best: Best| best.0.map(|(_, stated)| stated);
        Statements { title: take(self.title), published: take(self.published), url: take(self.url) }
    }

    /// Reads a record of schema.org: of an article, or of several things with one among them.
    fn record(&mut self, text: &str, at: Span) {
        let Ok(value) = serde_json::from_str::<Value>(text.trim()) else { return };
        let inner = value.get("@graph").unwrap_or(&value);
        let things = match inner {
            Value::Array(things) => things.as_slice(),
            thing => std::slice::from_ref(thing),
        };
        for thing in things.iter().filter(|thing| is_article(thing)) {
            let text = |name: &str| thing.get(name).and_then(Value::as_str).unwrap_or("");
            self.title.offer(1, text("headline").to_owned(), at);
            self.published.day(1, text("datePublished"), at);
            self.url.offer(2, text("url").to_owned(), at);
        }
    }
}

fn is_article(thing: &Value) -> bool {
    let known =
        |name: &str| name.ends_with("Article") || name.ends_with("Posting") || name == "Report";
    match thing.get("@type") {
        Some(Value::String(name)) => known(name),
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).any(known),
        _ => false,
    }
}

/// A part of a page as text: without tags, its blanks run together.
fn plain(original: &str, at: Span) -> String {
    let mut writer = Writer::new(original, Language::Html);
    markup::read(original, at, Language::Html, &mut Texts(&mut writer));
    writer.finish().text().to_owned()
}

/// Writes texts and passes over tags.
struct Texts<'w, 't>(&'w mut Writer<'t>);

impl Sink for Texts<'_, '_> {
    fn open(&mut self, _: &Tag) {}

    fn close(&mut self, _: &str, _: Span) {}

    fn text(&mut self, at: Span) {
        self.0.text(at, false);
    }
}
