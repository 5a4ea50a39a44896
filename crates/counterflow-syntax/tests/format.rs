//! The formatter loses nothing, and doing it twice is doing it once: held against the input.

use counterflow_syntax::{Files, TokenKind, format, parse};
use proptest::prelude::*;

fn formatted(text: &str) -> String {
    let mut files = Files::default();
    let id = files.add("a.book", text);
    format(&parse(&files, id).value, &files)
}

/// What must survive: everything but blanks and line ends between tokens.
fn content(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, ' ' | '\t' | '\n' | '\r')).collect()
}

/// The tokens that say something, in order, as the parser sees them.
fn words(text: &str) -> Vec<(String, String)> {
    let mut files = Files::default();
    let id = files.add("a.book", text);
    let tree = parse(&files, id).value;
    let said = tree.tokens().filter(|(kind, _)| {
        !matches!(kind, TokenKind::Space | TokenKind::Newline | TokenKind::LoneReturn)
    });
    said.map(|(kind, span)| {
        let text = files.text(span);
        let text = if kind == TokenKind::Comment { text.trim_end() } else { text };
        (format!("{kind:?}"), text.to_string())
    })
    .collect()
}

fn holds(text: &str) -> Result<(), TestCaseError> {
    let once = formatted(text);
    prop_assert_eq!(content(text), content(&once));
    prop_assert_eq!(words(text), words(&once));
    prop_assert_eq!(&formatted(&once), &once);
    Ok(())
}

/// Lines that look like a book's, and lines that do not.
fn line() -> impl Strategy<Value = String> {
    let header = "[0-9]{4}-[0-9]{2} (invest|buy) [a-c]+  ?-> ?[a-c]+   up to 5 bn USD( ;.*)?";
    let field = "[ \t]{1,4}[a-z-]{1,20}: ?[ ]{0,3}[a-z0-9\",; ]{0,20}";
    prop_oneof![header, field, "[ \t]{0,3}", " {0,2};.{0,20}", ".{0,30}", "\"[^\"]{0,10}\"?;?x?"]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn books_keep_their_content(lines in prop::collection::vec(line(), 0..12), end in "(\n|\r\n|\r)") {
        holds(&lines.join(&end))?;
    }

    #[test]
    fn any_text_keeps_its_content(text in any::<String>()) {
        holds(&text)?;
    }

    #[test]
    fn any_bytes_are_inside_some_token(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let mut files = Files::default();
        let id = files.add_bytes("a.book", bytes);
        let tree = parse(&files, id).value;
        let joined: String = tree.tokens().map(|(_, span)| files.text(span)).collect();
        prop_assert_eq!(joined.as_str(), files.get(id).text());
    }
}
