//! Tags and texts of HTML and XML, each with its place.

use std::convert::Infallible;

use html5gum::emitters::callback::{Callback, CallbackEmitter, CallbackEvent};
use html5gum::{Emitter, ForwardingEmitter, State, Tokenizer};

use crate::Span;

/// An attribute: only those that say what an element is are kept.
#[derive(Clone, Debug)]
pub struct Attribute {
    /// Its name, in small letters.
    pub name: &'static str,
    /// Its value, decoded.
    pub value: String,
    /// Where the value stands.
    pub at: Span,
}

/// The attributes that are kept.
const KEPT: &[&str] = &[
    "aria-hidden",
    "class",
    "content",
    "date",
    "datetime",
    "dir",
    "hidden",
    "href",
    "id",
    "itemprop",
    "name",
    "norm",
    "property",
    "rel",
    "role",
    "style",
    "type",
    "value",
];

/// A start tag.
#[derive(Clone, Debug, Default)]
pub struct Tag {
    /// Its name, in small letters.
    pub name: String,
    /// The attributes that are kept, each once.
    pub attributes: Vec<Attribute>,
    /// Whether it ends with `/>`.
    pub closes_itself: bool,
    /// Where it stands.
    pub at: Span,
}

impl Tag {
    /// An attribute by its name.
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| attribute.name == name)
    }

    /// The value of an attribute, empty where there is none.
    pub fn value(&self, name: &str) -> &str {
        self.attribute(name).map_or("", |attribute| &attribute.value)
    }
}

/// What is done with tags and texts, in order.
pub trait Sink {
    /// A start tag.
    fn open(&mut self, tag: &Tag);
    /// An end tag.
    fn close(&mut self, name: &str, at: Span);
    /// Text, as it stands: its references are not decoded.
    fn text(&mut self, at: Span);
}

/// The language that a text is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Scripts and styles hold no tags.
    Html,
    /// `CDATA` holds no tags, and everything else may.
    Xml,
}

/// Reads a part of a text. Time is linear; whatever the text is, it has a reading.
pub fn read(text: &str, part: Span, language: Language, sink: &mut impl Sink) {
    let base = part.start;
    let text = text.get(part.range()).unwrap_or("");
    let mut callback =
        CallbackEmitter::new(Reading { sink, base, tag: Tag::default(), name: None });
    callback.naively_switch_states(language == Language::Html);
    let emitter = Reader { callback, xml: language == Language::Xml };
    let Ok(()) = Tokenizer::new_with_emitter(text, emitter).finish();
}

/// The tokenizer's events, gathered to tags.
struct Reading<'s, S> {
    sink: &'s mut S,
    /// Where the part starts in the text.
    base: u32,
    tag: Tag,
    /// The attribute that is being read, if it is kept.
    name: Option<&'static str>,
}

impl<S: Sink> Callback<Infallible, usize> for Reading<'_, S> {
    fn handle_event(
        &mut self,
        event: CallbackEvent<'_>,
        span: html5gum::Span<usize>,
    ) -> Option<Infallible> {
        let at = Span::new(self.base + span.start as u32, self.base + span.end as u32);
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.tag.name.clear();
                self.tag.name.push_str(&String::from_utf8_lossy(name));
                self.tag.attributes.clear();
                self.tag.at = at;
                self.name = None;
            }
            CallbackEvent::AttributeName { name } => self.attribute(name, at),
            CallbackEvent::AttributeValue { value } => {
                let known = self.name.take();
                if let Some(last) = self.tag.attributes.last_mut().filter(|_| known.is_some()) {
                    last.value = String::from_utf8_lossy(value).into_owned();
                    last.at = at;
                }
            }
            CallbackEvent::CloseStartTag { self_closing } => {
                self.tag.closes_itself = self_closing;
                self.tag.at.end = at.end;
                self.sink.open(&self.tag);
            }
            CallbackEvent::EndTag { name } => {
                self.sink.close(&String::from_utf8_lossy(name), at);
            }
            CallbackEvent::String { .. } => self.sink.text(at),
            _ => {}
        }
        None
    }
}

impl<S> Reading<'_, S> {
    fn attribute(&mut self, name: &[u8], at: Span) {
        let kept = KEPT.iter().find(|kept| kept.as_bytes() == name).copied();
        self.name = kept.filter(|kept| self.tag.attribute(kept).is_none());
        if let Some(name) = self.name {
            self.tag.attributes.push(Attribute { name, value: String::new(), at });
        }
    }
}

/// The tokenizer's emitter, which knows `CDATA` where the language has it.
struct Reader<E> {
    callback: E,
    xml: bool,
}

impl<E: Emitter<Token = Infallible>> ForwardingEmitter for Reader<E> {
    type Token = Infallible;

    fn inner(&mut self) -> &mut impl Emitter<Token = Infallible> {
        &mut self.callback
    }

    fn should_emit_errors(&mut self) -> bool {
        false
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        self.callback.emit_current_tag()
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&mut self) -> bool {
        self.xml
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Default)]
    struct Seen(Vec<(char, String, Span)>);

    impl Sink for Seen {
        fn open(&mut self, tag: &Tag) {
            let attributes: String =
                tag.attributes.iter().map(|one| format!(" {}={}", one.name, one.value)).collect();
            self.0.push(('<', format!("{}{attributes}", tag.name), tag.at));
        }
        fn close(&mut self, name: &str, at: Span) {
            self.0.push(('/', name.to_owned(), at));
        }
        fn text(&mut self, at: Span) {
            self.0.push(('t', String::new(), at));
        }
    }

    fn seen(text: &str, language: Language) -> Vec<(char, String, String)> {
        let mut seen = Seen::default();
        read(text, Span::whole(text), language, &mut seen);
        let raw = |at: Span| text[at.range()].to_owned();
        seen.0.into_iter().map(|(what, said, at)| (what, said, raw(at))).collect()
    }

    #[test]
    fn tags_and_texts_have_their_places() {
        let text = "a\u{e9} &amp; b<P CLASS='x y' onclick=1 id=z>c<br/>d</p x>\r\n&lt<!-- e -->f";
        let is = |what, said: &str, raw: &str| (what, said.to_owned(), raw.to_owned());
        assert_eq!(
            seen(text, Language::Html),
            [
                is('t', "", "a\u{e9} &amp; b"),
                is('<', "p class=x y id=z", "<P CLASS='x y' onclick=1 id=z>"),
                is('t', "", "c"),
                is('<', "br", "<br/>"),
                is('t', "", "d"),
                is('/', "p", "</p x>"),
                is('t', "", "\r\n&lt"),
                is('t', "", "f"),
            ]
        );
    }

    #[test]
    fn scripts_hold_no_tags_and_cdata_none_in_xml() {
        let script = seen("<script>if (a<b) '<p>'</script>x", Language::Html);
        assert_eq!(script.len(), 4);
        assert_eq!(script[1].2, "if (a<b) '<p>'");
        let data = seen("<d>a<![CDATA[<b>]]>c</d>", Language::Xml);
        assert_eq!(data.len(), 3);
        assert_eq!(data[1].2, "a<![CDATA[<b>]]>c");
    }
}
