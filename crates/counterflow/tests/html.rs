//! The page of a report: complete, self-contained, and safe whatever a book says.
//!
//! The pages of the books stand under the build folder's `tmp/` after a run, to be looked at.

#![expect(clippy::disallowed_methods, reason = "a test reads the books and writes their pages")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use counterflow::{Book, LoadError, Report, View, open, report};
use counterflow_analysis::Cell;

const BOOKS: [&str; 2] = ["ai-web", "openai-round"];

/// The page of a large book stays below this.
const LARGEST_PAGE: usize = 1_500_000;

/// Every element and attribute that a page may hold.
const ELEMENTS: &[&str] = &[
    "!DOCTYPE",
    "a",
    "b",
    "blockquote",
    "body",
    "button",
    "cite",
    "code",
    "dd",
    "div",
    "dl",
    "dt",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "head",
    "header",
    "html",
    "li",
    "main",
    "meta",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "small",
    "span",
    "style",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
];
const ATTRIBUTES: &[&str] = &[
    "aria-describedby",
    "aria-label",
    "aria-labelledby",
    "charset",
    "class",
    "colspan",
    "content",
    "href",
    "html",
    "http-equiv",
    "id",
    "lang",
    "name",
    "popover",
    "popovertarget",
    "popovertargetaction",
    "rel",
    "role",
    "scope",
    "tabindex",
];

fn book(name: &str) -> Book {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../books").join(name);
    let load = |path: &str| {
        std::fs::read(folder.join(path)).map_err(|error| LoadError::Unreadable(error.to_string()))
    };
    open(None, load).value
}

fn book_of(text: &str) -> Book {
    let load = |path: &str| match path {
        "main.book" => Ok(text.as_bytes().to_vec()),
        "book.toml" => Ok(b"title = \"</title><script>alert(1)</script>\"\n".to_vec()),
        _ => Err(LoadError::Missing(Vec::new())),
    };
    open(None, load).value
}

fn page(book: &Book) -> String {
    report(book, &View::default()).value.to_html()
}

/// What stands between `<` and `>`, in order: the parts of a page that a browser reads as markup.
fn tags(page: &str) -> Vec<&str> {
    let (before, rest) = page.split_once("<style>").expect("a page has a style");
    let (style, after) = rest.split_once("</style>").expect("its style ends");
    assert!(!style.contains('<'), "the style holds no markup");
    let parts = [before, after].into_iter().flat_map(|text| text.split('<').skip(1));
    parts.map(|part| part.split_once('>').expect("every tag ends").0).collect()
}

/// The attributes of a tag, with their values.
fn attributes(tag: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut rest = tag.split_once(' ').map_or("", |(_, rest)| rest);
    while !rest.is_empty() {
        let end = rest.find([' ', '=']).unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        match after.strip_prefix("=\"") {
            Some(value) => {
                let (value, next) = value.split_once('"').expect("every value ends");
                found.push((name, value));
                rest = next.trim_start();
            }
            None => {
                found.push((name, ""));
                rest = after.trim_start();
            }
        }
    }
    found
}

fn values<'a>(page: &'a str, attribute: &str) -> Vec<&'a str> {
    let all = tags(page).into_iter().flat_map(attributes);
    all.filter(|(name, _)| *name == attribute).map(|(_, value)| value).collect()
}

/// Only our own markup, nothing that runs, nothing that loads, and every tag closed.
fn assert_safe(page: &str) {
    let mut open: Vec<&str> = Vec::new();
    for tag in tags(page) {
        let name = tag.trim_start_matches('/').split(' ').next().unwrap_or_default();
        assert!(ELEMENTS.contains(&name), "an element of a book: <{tag}>");
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name), "a tag is closed that is not open");
        } else if !["!DOCTYPE", "meta"].contains(&name) {
            open.push(name);
        }
        for (name, value) in attributes(tag) {
            assert!(ATTRIBUTES.contains(&name), "an attribute of a book: <{tag}>");
            let local = ["#", "http://", "https://"].iter().any(|start| value.starts_with(start));
            assert!(name != "href" || local, "a link that runs: <{tag}>");
        }
    }
    assert!(open.iter().all(|name| *name == "style"), "tags are left open: {open:?}");
    assert!(!page.contains("<script"));
    let control = |c: char| c.is_control() && c != '\n' && c != '\t';
    assert!(!page.contains(control), "a control character");
    assert!(page.contains("default-src 'none'"));
}

/// Every target is there, once.
fn assert_whole(page: &str) {
    let mut ids: BTreeMap<&str, usize> = BTreeMap::new();
    for id in values(page, "id") {
        *ids.entry(id).or_insert(0) += 1;
    }
    let twice: Vec<_> = ids.iter().filter(|(_, count)| **count > 1).collect();
    assert!(twice.is_empty(), "ids that stand twice: {twice:?}");
    let inside = values(page, "href").into_iter().filter_map(|link| link.strip_prefix('#'));
    let targets = values(page, "popovertarget").into_iter().chain(inside);
    let lost: BTreeSet<_> = targets.filter(|target| !ids.contains_key(target)).collect();
    assert!(lost.is_empty(), "nothing stands under {lost:?}");
}

/// The ids of the figures that tables show.
fn shown<'a>(report: &'a Report) -> BTreeSet<&'a str> {
    let rows = report.answers.sections.iter().flat_map(|section| &section.rows);
    let figures = rows.flatten().filter_map(|cell| match cell {
        Cell::Figure(at, _) => Some(report.answers.figures[*at].id.as_str()),
        _ => None,
    });
    figures.collect()
}

#[test]
fn every_section_and_every_number_is_there() {
    for name in BOOKS {
        let book = book(name);
        let report = report(&book, &View::default()).value;
        let page = report.to_html();
        std::fs::write(Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.html")), &page)
            .expect("the page can be written");
        for section in &report.answers.sections {
            assert!(page.contains(&format!(">{}</h2>", section.title)), "{}", section.title);
        }
        for id in shown(&report) {
            assert!(page.contains(&format!("<code>{id}</code></a>")), "no trace of {id}");
        }
        assert_safe(&page);
        assert_whole(&page);
        assert!(page.len() < LARGEST_PAGE, "{name}: {} bytes", page.len());
    }
}

#[test]
fn a_trace_goes_down_to_the_quotes() {
    let page = page(&book("openai-round"));
    let from = page.find("id=\"share(amazon,q1-2026):post\"").expect("the trace is there");
    let trace = &page[from..];
    let trace = &trace[..trace.find("<div popover").expect("another follows")];
    // How wide a book sets its columns is not the matter here.
    let trace = trace.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in [
        "0.0602409638554",
        "if the valuation is post-money",
        "share(i, r) = money(i, r) / post_money(r)",
        "popovertarget=\"money(amazon,q1-2026)\"",
        "2026-01-30 round q1-2026 of openai up to 100 bn USD talks",
        "valuation: 830 bn USD",
        "q1-2026 · main.book:",
        "<blockquote>A completed round might lift that figure to $830bn.</blockquote>",
    ] {
        assert!(trace.contains(part), "{part}\n{trace}");
    }
}

#[test]
fn a_claim_without_its_words_says_so() {
    let page = page(&book_of(
        "source s \"A note\"\n  url: https://example.org/?a=1&b=2\n\n\
         company a \"Alder\"\ncompany b \"Birch\"\n\n\
         2026 invest a -> b  5 bn USD  closed\n  source: s\n",
    ));
    assert!(page.contains("<p class=\"noquote\">no quote held</p>"));
    let link = "<a href=\"https://example.org/?a=1&amp;b=2\" rel=\"noreferrer\">A note</a>";
    assert!(page.contains(link));
    assert_whole(&page);
}

#[test]
fn a_hostile_book_stays_text() {
    let long = "<b>&\"'".repeat(20_000).replace('"', "\\\"");
    let sources = format!(
        "source s \"</style><script>alert(1)</script>\"\n  published: 2026-01-30\n  \
         publisher: \"<img src=x onerror=alert(2)>\"\n  url: \"javascript:alert(3)\"\n\n\
         source t \"{long}\"\n  published: 2026-01-30\n  \
         url: \"https://example.org/\\\" onclick=\\\"alert(4)\"\n\n"
    );
    let parties = format!(
        "company a \"<svg onload=alert(5)> ' \\\" & \u{202e}\"\ncompany b \"{long}\"\n\
         company c \"--><!--\"\n\n"
    );
    let claims = format!(
        "2026-01-30 invest a -> b  up to 50 bn USD  talks\n  id: x\n  \
         source: s \"</blockquote><script>alert(6)</script>\" \"{long}\"\n\n\
         2026-01-30 buy b -> a  unknown  talks\n  source: t \"<!--\"\n  note: <script>\n\n\
         2026-01-30 invest c -> b  5 bn USD  closed ; </pre><script>\n  disputes: x\n  \
         amount: 7 bn USD ; </pre><script>\n  source: nowhere \"]]>\"\n"
    );
    let page = page(&book_of(&format!("{sources}{parties}{claims}")));
    assert_safe(&page);
    assert_whole(&page);
    for text in
        ["&lt;/style&gt;&lt;script&gt;", "&lt;svg onload", "&lt;img src=x", "&lt;/blockquote"]
    {
        assert!(page.contains(text), "{text} is not on the page");
    }
    assert!(page.len() < 40 * long.len(), "{} bytes", page.len());
}

#[test]
fn an_empty_book_has_a_page() {
    let page = page(&book_of(""));
    assert_safe(&page);
    assert_whole(&page);
}

#[test]
fn the_same_book_gives_the_same_bytes() {
    for name in BOOKS {
        assert_eq!(page(&book(name)), page(&book(name)), "{name}");
    }
}
