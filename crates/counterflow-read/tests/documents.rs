//! What holds for every document: no bytes make the reader fail in another way than by an error,
//! and what the view says leads back to what says it.

use counterflow_read::Span;
use counterflow_read::document::{Document, Format, open};
use proptest::prelude::*;

fn holds_together(document: &Document) {
    let text = document.view.text();
    for (start, word) in words(text) {
        let span = document.view.original(Span::new(start, start + word.len() as u32));
        assert!(document.original.get(span.range()).is_some(), "{word:?} leads to {span:?}");
    }
    for row in &document.rows {
        assert!(text.get(row.range()).is_some_and(|row| row.contains(" | ")), "{row:?}");
    }
    for stated in [&document.title, &document.published, &document.url].into_iter().flatten() {
        assert!(document.original.get(stated.at.range()).is_some(), "{stated:?}");
    }
}

fn words(text: &str) -> impl Iterator<Item = (u32, &str)> {
    let start = |word: &str| (word.as_ptr() as usize - text.as_ptr() as usize) as u32;
    text.split_whitespace().map(move |word| (start(word), word))
}

/// Bits of markup, whole and broken, of every format.
const BITS: &[&str] = &[
    "<p>",
    "</p>",
    "<div class='nav x'>",
    "</div>",
    "<table><tr><td>",
    "<td>",
    "</table>",
    "<br>",
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "<![CDATA[",
    "]]>",
    "<?xml version='1.0'?>",
    "<rss>",
    "<item>",
    "<title>",
    "</title>",
    "<description>",
    "&lt;p&gt;",
    "&amp;",
    "&#x202e;",
    "&nbsp",
    "&#",
    "<",
    ">",
    "\"",
    "'",
    "# ",
    "**",
    "[a](b)",
    "| a | b |\n|---|---|\n",
    "---\n",
    "\n\n",
    "```\n",
    "\u{202e}",
    "\u{feff}",
    "\0",
    "\r\n",
    " ",
    "\t",
    "$2 billion",
    "Alder pays",
    "\u{e9}",
    "<pre>",
    "<a href=x>",
    "</a>",
    "<article>",
    "<ix:header>",
    "<bdo dir=rtl>",
    "<li>",
    "<h1>",
    "<meta charset=utf-16>",
    "<time datetime=2026-01-30>",
    "<svg><title>",
    "<plaintext>",
];

fn bits() -> impl Strategy<Value = String> {
    let bit = prop_oneof![
        8 => proptest::sample::select(BITS).prop_map(str::to_owned),
        1 => "\\PC{0,12}",
    ];
    proptest::collection::vec(bit, 0..40).prop_map(|bits| bits.concat())
}

fn name() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(&["a", "a.txt", "a.md", "a.html", "a.xml", "a.pdf", "a.json"][..])
}

proptest! {
    #[test]
    fn any_bytes_have_an_answer(
        name in name(),
        bytes in proptest::collection::vec(any::<u8>(), 0..200),
    ) {
        if let Ok(document) = open(name, bytes) {
            holds_together(&document);
        }
    }

    #[test]
    fn any_markup_has_an_answer(name in name(), start in 0..6_usize, text in bits()) {
        let start = ["", "<!doctype html>", "<?xml?><rss>", "<html xmlns:ix=''>", "%PDF-1.4\n", "\u{feff}"][start];
        let text = format!("{start}{text}");
        if let Ok(document) = open(name, text.into_bytes()) {
            holds_together(&document);
        }
    }

    #[test]
    fn a_plain_text_is_its_own_view(lines in proptest::collection::vec("[a-zA-Z0-9$%., ]{1,40}", 1..8)) {
        let text = format!("x{}", lines.join("\n"));
        let document = open("a.txt", text.clone().into_bytes());
        let document = document.expect("it is a text");
        prop_assert_eq!(&document.original, &text);
        prop_assert_eq!(document.view.text(), &text);
        prop_assert_eq!(document.view.original(Span::whole(&text)), Span::whole(&text));
    }

    #[test]
    fn words_of_a_page_lead_back(blocks in proptest::collection::vec(block(), 1..12)) {
        let page: String = blocks.iter().map(|(markup, _)| markup.as_str()).collect();
        let document = open("a.html", format!("<html><body>{page}</body></html>").into_bytes());
        let document = document.expect("it is a page");
        prop_assert_eq!(document.format, Format::Html);
        let expected: Vec<&str> =
            blocks.iter().flat_map(|(_, words)| words).map(String::as_str).collect();
        let found: Vec<(u32, &str)> = words(document.view.text()).collect();
        let read: Vec<&str> = found.iter().map(|(_, word)| *word).collect();
        prop_assert_eq!(read, expected);
        for (start, word) in found {
            let span = document.view.original(Span::new(start, start + word.len() as u32));
            let original = &document.original[span.range()];
            prop_assert_eq!(original.replace("&amp;", "&"), word);
        }
    }

    #[test]
    fn the_encoding_of_a_page_changes_no_word(text in "[a-zA-Z\u{e9}\u{fc}$ ]{4,60}") {
        let page = format!("<p>{text} paid.");
        let wide: Vec<u8> = [0xfeff].into_iter().chain(page.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        let narrow: Vec<u8> = page.chars().map(|one| one as u8).collect();
        let expected = open("a.html", page.into_bytes()).expect("it is a page");
        for bytes in [wide, narrow] {
            let document = open("a.html", bytes).expect("it is a page");
            prop_assert_eq!(document.view.text(), expected.view.text());
            prop_assert_eq!(document.undecodable, 0);
        }
    }
}

/// A paragraph or an item, with the words that are seen of it.
fn block() -> impl Strategy<Value = (String, Vec<String>)> {
    let word = "[A-Za-z0-9$%&]{1,9}";
    let words = proptest::collection::vec((word, 0..7_usize), 3..20);
    (words, 0..3_usize, any::<bool>()).prop_map(|(words, element, closed)| {
        let (open, close) = [("p", "p"), ("div", "div"), ("ul><li", "ul")][element];
        let mut markup = format!("<{open}>\n");
        let mut seen = Vec::new();
        for (word, dress) in words {
            let escaped = word.replace('&', "&amp;");
            markup.push_str(&match dress {
                0 => format!("<b class=ad>{escaped}</b> "),
                1 => format!("{escaped}<!-- $9 -->\n  "),
                2 => format!("{escaped}&nbsp;"),
                3 => format!("<span hidden>no</span>{escaped}<br>"),
                4 => format!("<i>{escaped}<script>'<p>$9'</script></i>\u{a0}"),
                _ => format!("{escaped} "),
            });
            seen.push(word);
        }
        // Text that is long and ends as sentences do is main text.
        let end =
            "and that is what the two of them said about the price that was paid for all of it.";
        markup.push_str(end);
        seen.extend(end.split(' ').map(str::to_owned));
        markup.push_str(&if closed || element > 0 { format!("</{close}>") } else { String::new() });
        (markup, seen)
    })
}
