//! Tokens to a tree. Reading never stops: a line that cannot be read is reported and skipped.

use crate::tree::{Entry, Field, Tree};
use crate::{Diagnosed, Diagnostic, FileId, Files, Span, TokenKind, codes, lex};

/// Parses one file.
///
/// The tree holds every byte of the file. Every mistake is reported in one run. Time and memory
/// are linear in the text.
pub fn parse(files: &Files, file: FileId) -> Diagnosed<Tree> {
    let text = files.get(file).text();
    let mut parser = Parser {
        tree: Tree { file, tokens: lex(text), entries: Vec::new(), fields: Vec::new() },
        found: Vec::new(),
        open: false,
    };
    if let Some(at) = files.get(file).bad_utf8() {
        parser.found.push(not_utf8(Span::new(file, at as u32, at as u32 + 1)));
    }
    parser.lines();
    hidden_characters(&parser.tree, files, &mut parser.found);
    Diagnosed { value: parser.tree, diagnostics: parser.found }
}

struct Parser {
    tree: Tree,
    found: Vec<Diagnostic>,
    /// Whether an indented line would belong to the last entry.
    open: bool,
}

impl Parser {
    fn lines(&mut self) {
        let last = self.tree.tokens.len() - 1;
        let mut from = 0;
        while from < last {
            let mut to = from;
            while to < last && !ends_line(self.tree.tokens[to].kind) {
                self.report(to);
                to += 1;
            }
            if to < last {
                self.report(to);
            }
            self.line(from, to);
            from = to + 1;
        }
    }

    /// One line of tokens, without its end.
    fn line(&mut self, from: usize, to: usize) {
        let kind = |at: usize| self.tree.tokens[at].kind;
        let indented = from < to && kind(from) == TokenKind::Space;
        let first = (from..to).find(|&at| {
            !matches!(kind(at), TokenKind::Space | TokenKind::ByteOrderMark | TokenKind::Control)
        });
        match first {
            None => self.open = false,
            Some(at) if kind(at) == TokenKind::Comment => {}
            Some(at) if !indented => self.header(at, to),
            Some(at) if !self.open => self.orphan(at),
            Some(at) if kind(at) == TokenKind::Key => self.field(at, to),
            Some(at) => self.keyless(at),
        }
    }

    fn header(&mut self, from: usize, to: usize) {
        let fields = self.tree.fields.len() as u32;
        let header = from as u32..to as u32;
        self.tree.entries.push(Entry { header, fields: fields..fields });
        self.open = true;
    }

    fn field(&mut self, key: usize, to: usize) {
        self.tree.fields.push(Field { key: key as u32, value: key as u32 + 1..to as u32 });
        if let Some(entry) = self.tree.entries.last_mut() {
            entry.fields.end += 1;
        }
    }

    fn span(&self, at: usize) -> Span {
        let tokens = &self.tree.tokens;
        Span::new(self.tree.file, tokens[at].start, tokens[at + 1].start)
    }

    fn orphan(&mut self, at: usize) {
        // One report a run of such lines would hide the others' content; each line is said.
        let found = Diagnostic::new(&codes::FIELD_OUTSIDE_ENTRY, "an indented line follows no header")
            .at(self.span(at), "no entry is open here")
            .note("a blank line ends an entry")
            .help("remove the blank line above, or start the line at column 1");
        self.found.push(found);
    }

    fn keyless(&mut self, at: usize) {
        let found = Diagnostic::new(&codes::MISSING_KEY, "an indented line has no `key:`")
            .at(self.span(at), "expected a key and a colon")
            .help("write `note: …` to keep text, or `;` before a comment");
        self.found.push(found);
    }

    /// Reports a token that is wrong by itself.
    fn report(&mut self, at: usize) {
        let found = match self.tree.tokens[at].kind {
            TokenKind::OpenText => {
                Diagnostic::new(&codes::UNTERMINATED_STRING, "a string has no closing quote")
                    .at(self.span(at), "starts here and runs to the end of the line")
                    .help("close it with `\"`; a quote inside a string is written `\\\"`")
            }
            TokenKind::Control => control_character(self.span(at)),
            TokenKind::LoneReturn => Diagnostic::new(
                &codes::LONE_CARRIAGE_RETURN,
                "a carriage return stands without a line feed",
            )
            .at(self.span(at), "read as a line end")
            .help("save the file with `\\n` or `\\r\\n` line ends"),
            TokenKind::ByteOrderMark => {
                Diagnostic::new(&codes::BYTE_ORDER_MARK, "the file starts with a byte order mark")
                    .at(self.span(at), "kept, and otherwise ignored")
                    .help("save the file as UTF-8 without a mark")
            }
            _ => return,
        };
        self.found.push(found);
    }
}

fn ends_line(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::Newline | TokenKind::LoneReturn)
}

fn not_utf8(span: Span) -> Diagnostic {
    Diagnostic::new(&codes::NOT_UTF8, "the file holds bytes that are not UTF-8")
        .at(span, "the first such byte")
        .help("save the file as UTF-8")
}

fn control_character(span: Span) -> Diagnostic {
    let count = span.end - span.start;
    let title = match count {
        1 => "a control character stands in the text".to_string(),
        _ => format!("{count} control characters stand in the text"),
    };
    Diagnostic::new(&codes::UNEXPECTED_CHARACTER, title)
        .at(span.slice(0, 1), "the first one; kept, and otherwise ignored")
        .help("remove it, or check that this is a text file")
}

/// Characters that can make a line look different from its bytes: direction marks, joiners,
/// zero-width and no-break spaces. All of them start with the byte C2, D8 or E2 in UTF-8.
fn hidden_characters(tree: &Tree, files: &Files, found: &mut Vec<Diagnostic>) {
    let text = files.get(tree.file).text();
    let mut from = 0;
    while let Some(offset) = memchr::memchr3(0xC2, 0xD8, 0xE2, &text.as_bytes()[from..]) {
        let at = from + offset;
        from = at + 1;
        // An invalid byte was replaced, so a lead byte here always starts a character.
        let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { continue };
        if let Some(name) = hidden_name(c) {
            let span = Span::new(tree.file, at as u32, (at + c.len_utf8()) as u32);
            found.push(
                Diagnostic::new(
                    &codes::HIDDEN_CHARACTER,
                    format!("a {name} (U+{:04X}) stands in the text", c as u32),
                )
                .at(span, "cannot be seen, and changes what is read")
                .replace("remove it, or write a plain space", span, " "),
            );
        }
    }
}

fn hidden_name(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{00A0}' | '\u{202F}' => "no-break space",
        '\u{00AD}' => "soft hyphen",
        '\u{061C}' | '\u{200E}' | '\u{200F}' => "direction mark",
        '\u{200B}'..='\u{200D}' | '\u{2060}' => "zero-width character",
        '\u{202A}'..='\u{202E}' => "direction override",
        '\u{2066}'..='\u{2069}' => "direction isolate",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes_of(text: &str) -> Vec<&'static str> {
        let mut files = Files::default();
        let id = files.add("a.book", text);
        parse(&files, id).diagnostics.iter().map(|found| found.code.name).collect()
    }

    #[test]
    fn a_blank_line_ends_an_entry_and_a_comment_does_not() {
        assert_eq!(codes_of("a b\n  k: v\n; c\n  l: w\n"), [""; 0]);
        assert_eq!(codes_of("a b\n\n  k: v\n"), ["field-outside-entry"]);
    }

    #[test]
    fn all_mistakes_are_reported_at_once() {
        let text = "a \"open\n  no key here\n\u{0}\n  ok: \u{202E}x\r  k: v\n";
        assert_eq!(
            codes_of(text),
            [
                "unterminated-string",
                "missing-key",
                "unexpected-character",
                "lone-carriage-return",
                "field-outside-entry",
                "field-outside-entry",
                "hidden-character"
            ]
        );
    }
}
