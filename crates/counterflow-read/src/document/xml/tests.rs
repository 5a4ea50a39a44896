//! Feeds and stories by construction.

use super::*;

fn text(original: &str) -> String {
    read(original).view.text().to_owned()
}

fn value(stated: Option<Stated>) -> Option<String> {
    stated.map(|stated| stated.value)
}

#[test]
fn a_feed() {
    let feed =
        "<?xml version='1.0'?><rss><channel><title>Site</title><link>https://x.example</link>
        <item><title>Alder &amp; Birch</title><link>https://x.example/1</link><guid>17</guid>
        <pubDate>Fri, 30 Jan 2026 10:00:00 GMT</pubDate>
        <description>&lt;p&gt;Alder pays &lt;b&gt;$2&amp;nbsp;bn&lt;/b&gt;.&lt;/p&gt;</description>
        </item></channel></rss>";
    let parts = read(feed);
    assert_eq!(parts.view.text(), "Alder & Birch\n\nAlder pays $2 bn.");
    let at = parts.view.text().find("$2 bn").expect("it is there") as u32;
    let original = parts.view.original(Span::new(at, at + 5));
    assert_eq!(&feed[original.range()], "$2&amp;nbsp;bn");
    assert_eq!(value(parts.stated.published), Some("2026-01-30".to_owned()));
}

#[test]
fn sections_of_data_hold_pages() {
    let feed = "<rss><channel><item><title><![CDATA[A & B]]></title><content:encoded>
        <![CDATA[<p>One &amp; two.</p><p hidden>no</p><p>Three<br/>four.</p>]]></content:encoded>
        </item></channel></rss>";
    assert_eq!(text(feed), "A & B\n\nOne & two.\n\nThree\nfour.");
}

#[test]
fn stories_of_the_agencies() {
    let nitf =
        "<nitf><head><title>no</title><docdata><date.issue norm='20260130T100000Z'/></docdata>
        </head><body><body.head><hedline><hl1>Alder pays</hl1></hedline><byline>By X</byline>
        </body.head><body.content><p><org>Alder</org> pays <money>$2 bn</money>.</p><p>So.</p>
        </body.content></body></nitf>";
    let parts = read(nitf);
    assert_eq!(parts.view.text(), "Alder pays\n\nAlder pays $2 bn.\n\nSo.");
    assert_eq!(value(parts.stated.published), Some("2026-01-30".to_owned()));
    let corpus = "<!DOCTYPE lewis SYSTEM 'lewis.dtd'>\n<REUTERS NEWID='1'><DATE>26-FEB-1987 15:01
        </DATE><TOPICS><D>acq</D></TOPICS><TEXT>&#2;<TITLE>ALDER BUYS BIRCH</TITLE><DATELINE>
        BOSTON, Feb 26 - </DATELINE><BODY>Alder Corp said\nit bought Birch.\n&#3;</BODY></TEXT>
        </REUTERS>";
    let parts = read(corpus);
    assert_eq!(parts.view.text(), "ALDER BUYS BIRCH\n\nAlder Corp said it bought Birch.");
    assert_eq!(value(parts.stated.published), Some("1987-02-26".to_owned()));
}

#[test]
fn entities_that_are_declared_are_not_expanded() {
    let declared: String =
        (1..50).map(|n| format!("<!ENTITY a{n} \"&a{};&a{};\">", n - 1, n - 1)).collect();
    let bomb = format!(
        "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a0 'lol'>{declared}]><x><p>&a49; pays</p></x>"
    );
    assert_eq!(text(&bomb), "&a49; pays");
    let outside = "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x><p>&a;</p></x>";
    assert_eq!(text(outside), "&a;");
}

#[test]
fn broken_and_deep_ones_have_a_reading() {
    let deep = 100_000;
    for story in [
        format!("{}<p>pays", "<a>".repeat(deep)),
        format!("<x><p>pays{}", "</a>".repeat(deep)),
        format!("{}<p>pays", "<a></b>".repeat(deep)),
        format!("<x><p>pays{}", "<![CDATA[".repeat(deep)),
        format!("<x><p>pays{}", "&amp;lt;&lt;".repeat(deep)),
    ] {
        assert!(text(&story).contains("pays"));
    }
}
