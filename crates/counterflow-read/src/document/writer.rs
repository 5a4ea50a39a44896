//! Writes the view of a text with markup: blanks run together, blocks apart, references decoded.

use super::markup::Language;
use super::references::References;
use crate::{Span, View, ViewBuilder};

/// What stands between two parts of a text; of two, the greater is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// Nothing.
    None,
    /// A blank.
    Blank,
    /// The border of two cells of a row.
    Cell,
    /// The end of a line.
    Line,
    /// The end of a block.
    Block,
}

impl Gap {
    /// As it is written in the view.
    pub const fn text(self) -> &'static str {
        match self {
            Gap::None => "",
            Gap::Blank => " ",
            Gap::Cell => " | ",
            Gap::Line => "\n",
            Gap::Block => "\n\n",
        }
    }
}

/// Writes a view.
#[derive(Debug)]
pub struct Writer<'t> {
    original: &'t str,
    view: ViewBuilder<'t>,
    references: References,
    language: Language,
    gap: Gap,
    /// Where what was written last ends in the original.
    end: u32,
}

impl<'t> Writer<'t> {
    /// A view of nothing yet.
    pub fn new(original: &'t str, language: Language) -> Writer<'t> {
        let view = ViewBuilder::new(original);
        let references = References::default();
        Writer { original, view, references, language, gap: Gap::None, end: 0 }
    }

    /// Keeps what follows apart from what was written.
    pub fn gap(&mut self, gap: Gap) {
        self.gap = self.gap.max(gap);
    }

    /// A break of lines; two of them end a block.
    pub fn line(&mut self) {
        self.gap(if self.gap >= Gap::Line { Gap::Block } else { Gap::Line });
    }

    /// How long the view is, with the gap before what comes next.
    pub fn next_at(&self) -> u32 {
        let gap = if self.view.text().is_empty() { Gap::None } else { self.gap };
        (self.view.text().len() + gap.text().len()) as u32
    }

    /// How long the view is.
    pub fn len(&self) -> u32 {
        self.view.text().len() as u32
    }

    /// Writes a part of the original, whose blanks are run together unless they are `kept`.
    pub fn text(&mut self, at: Span, kept: bool) {
        self.write(at, kept, false);
    }

    fn write(&mut self, at: Span, kept: bool, literal: bool) {
        let Some(raw) = self.original.get(at.range()) else { return };
        let bytes = raw.as_bytes();
        // What is copied next starts at `from`.
        let (mut from, mut next) = (0, 0);
        while let Some(&byte) = bytes.get(next) {
            if is_plain(byte) || byte == b' ' && next > from && plain_follows(bytes, next) {
                next += 1;
                continue;
            }
            let Some(one) = raw.get(next..).and_then(|rest| rest.chars().next()) else { break };
            let step = match one {
                _ if one.is_whitespace() => Step::Blank(one),
                '&' if !literal => Step::Reference,
                '<' if !literal && self.language == Language::Xml => Step::Data,
                _ if one.is_control() => Step::Drop,
                _ => {
                    next += one.len_utf8();
                    continue;
                }
            };
            if kept && matches!(step, Step::Blank(' ' | '\n' | '\t')) {
                next += 1;
                continue;
            }
            self.copy(at.start, from..next, kept);
            next += self.step(step, at.start + next as u32, raw.get(next..).unwrap_or(""));
            from = next;
        }
        self.copy(at.start, from..bytes.len(), kept);
    }

    /// Writes a part of the original in which no reference stands.
    pub fn literal(&mut self, at: Span) {
        self.write(at, false, true);
    }

    /// What was written from a place of the view on.
    pub fn since(&self, at: u32) -> &str {
        self.view.text().get(at as usize..).unwrap_or("")
    }

    /// Takes one step over what is not copied; the number of its bytes.
    fn step(&mut self, step: Step, at: u32, rest: &str) -> usize {
        match step {
            Step::Blank(one) => {
                self.gap(Gap::Blank);
                one.len_utf8()
            }
            Step::Drop => rest.chars().next().map_or(1, char::len_utf8),
            Step::Data => self.data(at, rest),
            Step::Reference => self.reference(at, rest),
        }
    }

    fn reference(&mut self, at: u32, rest: &str) -> usize {
        let Some((len, meaning)) = self.references.read(rest) else {
            self.copy(at, 0..1, false);
            return 1;
        };
        let of = Span::new(at, at + len as u32);
        let mut characters = [None; 2];
        for (place, one) in characters.iter_mut().zip(meaning.chars()) {
            *place = Some(one);
        }
        for one in characters.into_iter().flatten() {
            if one.is_whitespace() {
                self.gap(Gap::Blank);
            } else if !one.is_control() {
                self.before(of.start);
                self.view.stand_for(of, one);
                self.end = of.end;
            }
        }
        len
    }

    /// The text of a `CDATA` section, or a `<` that starts none.
    fn data(&mut self, at: u32, rest: &str) -> usize {
        const START: &str = "<![CDATA[";
        let Some(within) = rest.strip_prefix(START) else {
            self.copy(at, 0..1, false);
            return 1;
        };
        let end = memchr::memmem::find(within.as_bytes(), b"]]>").unwrap_or(within.len());
        let from = at + START.len() as u32;
        self.literal(Span::new(from, from + end as u32));
        (START.len() + end + 3).min(rest.len())
    }

    /// Copies a part of the original, `range` counted from `base`.
    fn copy(&mut self, base: u32, range: std::ops::Range<usize>, kept: bool) {
        let mut span = Span::new(base + range.start as u32, base + range.end as u32);
        let Some(mut raw) = self.original.get(span.range()) else { return };
        if kept && self.gap != Gap::None {
            // Blanks at the start of a block are not kept.
            let trimmed = raw.trim_start_matches([' ', '\n', '\t']);
            span.start += (raw.len() - trimmed.len()) as u32;
            raw = trimmed;
        }
        if !raw.is_empty() {
            self.before(span.start);
            self.view.fold(span);
            self.end = span.end;
        }
    }

    /// Writes the gap before what starts at `start`.
    fn before(&mut self, start: u32) {
        if self.gap != Gap::None && !self.view.text().is_empty() {
            let of = Span::new(self.end.min(start), start);
            if self.gap == Gap::Blank && self.original.get(of.range()) == Some(" ") {
                self.view.take(of);
            } else {
                self.view.stand(of, self.gap.text());
            }
        }
        self.gap = Gap::None;
    }

    /// Adds a view of the same original.
    pub fn append(&mut self, view: View) {
        if !view.text().is_empty() {
            let of = view.original(Span::whole(view.text()));
            self.before(of.start);
            self.view.append(view);
            self.end = of.end;
        }
    }

    /// The view.
    pub fn finish(self) -> View {
        self.view.finish()
    }
}

/// What is not copied.
#[derive(Clone, Copy)]
enum Step {
    Blank(char),
    Reference,
    Data,
    Drop,
}

/// Whether a byte is copied whatever stands beside it.
const fn is_plain(byte: u8) -> bool {
    byte.is_ascii_graphic() && byte != b'&' && byte != b'<'
}

/// Whether the byte after this one is copied, so that a blank between both is, too.
fn plain_follows(bytes: &[u8], at: usize) -> bool {
    bytes.get(at + 1).is_some_and(|&next| is_plain(next))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str, language: Language) -> View {
        let mut writer = Writer::new(text, language);
        writer.text(Span::whole(text), false);
        writer.finish()
    }

    #[test]
    fn blanks_run_together_and_references_lead_back() {
        let text = "  A \n B&nbsp;&nbsp;C&amp;D\u{2019}s\0 \u{a0}E & F ";
        let view = written(text, Language::Html);
        assert_eq!(view.text(), "A B C&D's E & F");
        let at = view.text().find("C&D's").expect("it is there") as u32;
        let original = view.original(Span::new(at, at + 5));
        assert_eq!(&text[original.range()], "C&amp;D\u{2019}s");
    }

    #[test]
    fn sections_of_data_are_text() {
        let text = "a &lt;b <![CDATA[c &amp; <d>]]> e";
        assert_eq!(written(text, Language::Xml).text(), "a <b c &amp; <d> e");
    }
}
