//! Markdown: its marks are gone from the view, which leads back over them.

use pulldown_cmark::{Event, MetadataBlockKind, Options, Parser, Tag, TagEnd};

use super::Parts;
use super::date;
use super::html::{Stated, Statements};
use super::markup::Language;
use super::writer::{Gap, Writer};
use crate::Span;

/// Reads a text in Markdown.
pub fn read(original: &str) -> Parts {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut reading = Reading {
        original,
        writer: Writer::new(original, Language::Html),
        rows: Vec::new(),
        row: 0,
        stated: Statements::default(),
        heading: None,
        front: false,
        hidden: 0,
    };
    for (event, range) in Parser::new_ext(original, options).into_offset_iter() {
        reading.event(&event, Span::new(range.start as u32, range.end as u32));
    }
    Parts { rows: reading.rows, stated: reading.stated, ..Parts::of(reading.writer.finish()) }
}

struct Reading<'t> {
    original: &'t str,
    writer: Writer<'t>,
    rows: Vec<Span>,
    /// Where the row that is being read starts in the view.
    row: u32,
    stated: Statements,
    /// The first heading, while it is being read.
    heading: Option<Span>,
    /// Whether the block of statements before the text is being read.
    front: bool,
    /// How many pictures are open.
    hidden: usize,
}

impl Reading<'_> {
    fn event(&mut self, event: &Event, at: Span) {
        match event {
            Event::Start(tag) => self.start(tag, at),
            Event::End(tag) => self.end(*tag),
            Event::Text(text) if self.front => self.statements(text, at),
            _ if self.hidden > 0 => {}
            Event::Text(text) | Event::Code(text) => self.text(text, at),
            Event::SoftBreak => self.writer.gap(Gap::Blank),
            Event::HardBreak => self.writer.line(),
            Event::Rule => self.writer.gap(Gap::Block),
            _ => {}
        }
    }

    /// Text that is what stands in the original is copied; code stands between its marks there.
    fn text(&mut self, text: &str, at: Span) {
        let raw = self.original.get(at.range()).unwrap_or("");
        match raw.find(text) {
            Some(inner) if !text.is_empty() => {
                let start = at.start + inner as u32;
                let literal = Span::new(start, start + text.len() as u32);
                self.writer.literal(literal);
            }
            _ => self.writer.text(at, false),
        }
    }

    fn start(&mut self, tag: &Tag, at: Span) {
        match tag {
            Tag::Image { .. } => self.hidden += 1,
            Tag::MetadataBlock(MetadataBlockKind::YamlStyle) => self.front = true,
            Tag::TableCell => self.writer.gap(Gap::Cell),
            Tag::TableRow | Tag::TableHead => {
                self.writer.gap(Gap::Block);
                self.row = self.writer.next_at();
            }
            Tag::Heading { .. } => {
                self.writer.gap(Gap::Block);
                self.heading = self.stated.title.is_none().then_some(at);
                self.row = self.writer.next_at();
            }
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } => {}
            _ => self.writer.gap(Gap::Block),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Image => self.hidden = self.hidden.saturating_sub(1),
            TagEnd::MetadataBlock(_) => self.front = false,
            TagEnd::TableRow | TagEnd::TableHead => {
                let cells = self.writer.since(self.row).contains(Gap::Cell.text());
                let row = Span::new(self.row, self.writer.len());
                self.rows.extend(cells.then_some(row));
                self.writer.gap(Gap::Block);
            }
            TagEnd::Heading(_) => {
                let value = self.writer.since(self.row).trim().to_owned();
                if let Some(at) = self.heading.take().filter(|_| !value.is_empty()) {
                    self.stated.title = Some(Stated { value, at });
                }
                self.writer.gap(Gap::Block);
            }
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Link
            | TagEnd::TableCell => {}
            _ => self.writer.gap(Gap::Block),
        }
    }

    /// The statements of the block before the text: `title: …`, one on a line.
    fn statements(&mut self, text: &str, at: Span) {
        for line in text.lines() {
            let Some((key, value)) = line.split_once(':') else { continue };
            let value = value.trim().trim_matches(['"', '\'']).to_owned();
            let stated = Stated { value, at };
            match key.trim().to_ascii_lowercase().as_str() {
                "title" => self.stated.title = Some(stated),
                "date" | "published" => {
                    let day = date::day(&stated.value);
                    self.stated.published = day.map(|value| Stated { value, at });
                }
                "url" | "link" | "canonical" | "source" if stated.value.starts_with("http") => {
                    self.stated.url = Some(stated);
                }
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_gone_and_lead_back() {
        let text = "---\ntitle: \"A deal\"\ndate: 2026-01-30\n---\n# Alder &amp; **Birch**\n\nAlder puts \
            *up to* [$2 bn](https://x.example) into\nBirch \\* `Co`.\n\n- one\n- two\n\n![alt](p.png)\n\n\
            | a | b |\n|---|---|\n| 1 | $3 |\n\n<div class=x>\n";
        let parts = read(text);
        let view = &parts.view;
        assert_eq!(
            view.text(),
            "Alder & Birch\n\nAlder puts up to $2 bn into Birch * Co.\n\none\n\ntwo\n\na | b\n\n1 | $3"
        );
        let at = view.text().find("to $2 bn").expect("it is there") as u32;
        assert_eq!(&text[view.original(Span::new(at, at + 8)).range()], "to* [$2 bn");
        let row = parts.rows.last().expect("there are two");
        assert_eq!(&view.text()[row.range()], "1 | $3");
        let stated = parts.stated;
        assert_eq!(stated.title.map(|title| title.value).as_deref(), Some("A deal"));
        assert_eq!(stated.published.map(|day| day.value).as_deref(), Some("2026-01-30"));
    }
}
