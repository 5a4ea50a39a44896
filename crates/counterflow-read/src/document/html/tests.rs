//! Pages by construction.

use super::*;

fn text(page: &str) -> String {
    read(page, Scope::Main).view.text().to_owned()
}

const LEAD: &str = "Alder puts $2 billion into Birch, the company that it bought steel from.";
const REST: &str = "Birch pays it back over 7 years, people familiar with the matter said.";

#[test]
fn what_stands_around_the_main_text_is_left_out() {
    let page = format!(
        "<html><head><title>T</title><style>p{{}}</style><script>var a='$500 off';</script></head>
        <body><header class=masthead><a href=/>Home</a></header>
        <nav><ul><li><a href=/m>Markets</a></ul>Subscribe for $1 a week</nav>
        <div id=cookieBanner>We use cookies worth $3 million.</div>
        <main><article><h1>Alder and Birch</h1><p>{LEAD}</p>
        <div class='ad-slot'>Buy now for $9</div>
        <p><a href=/x>Read next: chipmaker shares jump 12% after a deal</a></p>
        <p>Advertisement</p><p>Related: a deal of $10 million</p>
        <p>{REST}</p><p style='display: none'>Hidden $4 million.</p>
        <h3>Related stories</h3><ul><li><a href=/y>Another deal of $5 billion</a></li></ul>
        </article></main>
        <aside>Most read: a loan of $6 million.</aside><noscript>$7</noscript>
        <footer>&copy; Ledger, $8 million</footer></body></html>"
    );
    assert_eq!(text(&page), format!("Alder and Birch\n\n{LEAD}\n\n{REST}"));
}

#[test]
fn without_a_word_about_it_running_text_is_main() {
    let page = format!(
        "<div><a href=a>Home</a> | <a href=b>Markets</a></div><div>Subscribe for $1 a week</div>
        <div><h1>Alder and Birch</h1><div>{LEAD}</div><div>{REST}</div></div>
        <div>Ledger, $5</div>"
    );
    assert_eq!(text(&page), format!("Alder and Birch\n\n{LEAD}\n\n{REST}"));
}

#[test]
fn a_name_that_most_of_the_text_is_under_leaves_nothing_out() {
    let page = format!("<div class=share-page><p>{LEAD}</p><p>{REST}</p></div>");
    assert_eq!(text(&page), format!("{LEAD}\n\n{REST}"));
}

#[test]
fn a_page_of_pieces_is_read_and_said_to_be_one() {
    let parts = read("<p>Alder 5%</p><nav>Home</nav><p>Birch</p>", Scope::Main);
    assert_eq!(parts.view.text(), "Alder 5%\n\nBirch");
    assert_eq!(parts.warnings, [Warning::NoMainText]);
}

#[test]
fn words_run_on_and_blocks_do_not() {
    let page = "<p>A <b>b</b><i>c</i>\n d<br>e<br/><br>f<script>x</script>g<!-- h -->i</p>j<p>k";
    assert_eq!(read(page, Scope::All).view.text(), "A bc d\ne\n\nfgi\n\nj\n\nk");
    let broken = "<p><b>a <i>b</b> c</i> d</div></span> e<p>f</td>g";
    assert_eq!(read(broken, Scope::All).view.text(), "a b c d e\n\nfg");
    let list = "<ul><li>a<li>b<ul><li>c</ul></ul><dl><dt>d<dd>e</dl>";
    assert_eq!(read(list, Scope::All).view.text(), "a\n\nb\n\nc\n\nd\n\ne");
    let kept = "<pre>\n a   b\nc &amp; d</pre>e";
    assert_eq!(read(kept, Scope::All).view.text(), "a   b\nc & d\n\ne");
}

#[test]
fn rows_of_tables_are_told() {
    let page = "<table><tr><th>Year<th>Revenue<tr><td>2025<td>$ 3<td> bn</table>after";
    let parts = read(page, Scope::All);
    assert_eq!(parts.view.text(), "Year | Revenue\n\n2025 | $ 3 | bn\n\nafter");
    let rows: Vec<&str> = parts.rows.iter().map(|row| &parts.view.text()[row.range()]).collect();
    assert_eq!(rows, ["Year | Revenue", "2025 | $ 3 | bn"]);
}

#[test]
fn tables_for_the_layout_are_texts() {
    let long = format!("{LEAD} {REST} {LEAD} {REST}");
    let page = format!(
        "<table><tr><td><p>{long}</p><p>{LEAD}</p></td></tr></table>
        <table><tr><td>&#8226;</td><td>{long}</td></tr></table>"
    );
    let parts = read(&page, Scope::All);
    assert_eq!(parts.view.text(), format!("{long}\n\n{LEAD}\n\n\u{2022} {long}"));
    assert!(parts.rows.is_empty());
}

#[test]
fn facts_of_a_filing_are_words_of_their_sentences() {
    let page = "<?xml version='1.0'?><html xmlns:ix='x'><body><div style='display:none'>
        <ix:header><ix:hidden><ix:nonNumeric name='dei:x'>hidden</ix:nonNumeric></ix:hidden>
        </ix:header></div><nav>Contents</nav><p>We owe $<ix:nonFraction name='us-gaap:X'
        scale='9'>1.5</ix:nonFraction> billion<ix:exclude>12</ix:exclude>.</p></body></html>";
    assert_eq!(read(page, Scope::All).view.text(), "Contents\n\nWe owe $1.5 billion12.");
}

#[test]
fn what_a_page_says_of_itself() {
    let statements =
        |head: &str| read(&format!("<head>{head}</head><p>{LEAD}</p>"), Scope::Main).stated;
    let value = |stated: Option<Stated>| stated.map(|stated| stated.value);
    let all = statements(
        "<title>Deal | Ledger</title><meta property='og:title' content='A &amp; B'>
        <meta name=date content='2025-12-01'>
        <meta property='article:published_time' content='2026-01-30T23:00:00-05:00'>
        <link rel=canonical href='https://x.example/a'>",
    );
    assert_eq!(value(all.title), Some("A & B".to_owned()));
    assert_eq!(value(all.published), Some("2026-01-30".to_owned()));
    assert_eq!(value(all.url), Some("https://x.example/a".to_owned()));
    let record = statements(
        r#"<script type="application/ld+json">{"@graph":[{"@type":"WebSite","url":"https://no"},
        {"@type":["NewsArticle"],"headline":"Deal","datePublished":"2026-01-30T01:00:00Z",
        "url":"https://x.example/b"}]}</script>"#,
    );
    assert_eq!(value(record.title), Some("Deal".to_owned()));
    assert_eq!(value(record.published), Some("2026-01-30".to_owned()));
    assert_eq!(value(record.url), Some("https://x.example/b".to_owned()));
    let titled = statements("<title>Deal &amp; co</title><time datetime='2026-01-30'>x</time>");
    assert_eq!(value(titled.title), Some("Deal & co".to_owned()));
    assert_eq!(value(titled.published), Some("2026-01-30".to_owned()));
    let broken = format!("<script type='application/ld+json'>{}</script>", "[".repeat(9999));
    assert_eq!(statements(&broken), Statements::default());
}

#[test]
fn depth_and_number_of_tags_cost_what_they_are_long() {
    let deep = 100_000;
    let pages = [
        format!("{}{LEAD}{}", "<div>".repeat(deep), "</div>".repeat(deep)),
        format!("{}{LEAD}", "<div class=nav><p><b>".repeat(deep)),
        format!("{}{}{LEAD}", "<a><i>".repeat(deep), "</b></p>".repeat(deep)),
        format!("<div>{}{}{LEAD}", "<td><b>".repeat(deep), "</div>".repeat(deep)),
        format!("{}{LEAD}", "<table><tr><td>".repeat(deep)),
        format!("{}{LEAD}", "</p>".repeat(deep)),
        format!("<p {}>{LEAD}", "a=b class=c ".repeat(deep)),
        format!("{}{LEAD}", "&amp &lol; &#x0; < ".repeat(deep)),
    ];
    for page in &pages {
        let parts = read(page, Scope::Main);
        let read = parts.view.text().contains("$2 billion");
        assert!(read || page.contains("class=nav"), "{page:.60}");
    }
}

#[test]
fn letters_turned_round_are_told() {
    let parts = read(&format!("<p><bdo dir=rtl>001$</bdo> {LEAD}</p>"), Scope::Main);
    assert_eq!(parts.warnings, [Warning::Reversed]);
}

#[test]
fn a_submission_is_read_without_what_is_no_text() {
    let submission = "<SEC-DOCUMENT>x.txt : 20260131\n<SEC-HEADER>x.hdr\nFILED AS OF DATE:\t\t20260130\n\
        <ACCEPTANCE-DATETIME>20260130\nCOMPANY: A\n</SEC-HEADER>\n<DOCUMENT>\n<TYPE>10-K\n<SEQUENCE>1\n\
        <TEXT>\n<html><body><p>We owe $1.</p></body></html>\n</TEXT>\n</DOCUMENT>\n<DOCUMENT>\n\
        <TYPE>GRAPHIC\n<TEXT>\nbegin 644 a.jpg\nM_]C_X  02D9)1@ ! 0$ 8 !@\nend\n</TEXT>\n</DOCUMENT>\n\
        <DOCUMENT>\n<TYPE>EX-99.1\n<TEXT>\n<p>We sold $2.</p>\n</TEXT>\n</DOCUMENT>";
    let parts = read(submission, Scope::All);
    let text = parts.view.text();
    assert_eq!(text, "x.txt : 20260131\n\nWe owe $1.\n\nWe sold $2.");
    let published = parts.stated.published.expect("its header says so");
    assert_eq!(&submission[published.at.range()], "20260130");
}
