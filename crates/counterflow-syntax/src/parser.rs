//! Tokens to a tree. Reading never stops: a line that cannot be read is reported and skipped.

use crate::lexer::tokens;
use crate::tree::{Entry, Field, Tree};
use crate::{Diagnosed, Diagnostic, FileId, Files, Span, TokenKind, codes};

/// Parses one file.
///
/// The tree holds every byte of the file. Every mistake is reported in one run. Time and memory
/// are linear in the text.
pub fn parse(files: &Files, file: FileId) -> Diagnosed<Tree> {
    let text = files.get(file).text();
    let mut parser = Parser {
        text,
        tree: Tree { file, tokens: tokens(text), entries: Vec::new(), fields: Vec::new() },
        found: Vec::new(),
        above: Above::Nothing,
        controls: Repeated::default(),
        returns: Repeated::default(),
    };
    if let Some(at) = files.get(file).bad_utf8() {
        parser.found.push(not_utf8(Span::new(file, at as u32, at as u32 + 1)));
    }
    parser.lines();
    parser.quoted_controls();
    parser.controls.count_in(&mut parser.found);
    parser.returns.count_in(&mut parser.found);
    hidden_characters(&parser.tree, files, &mut parser.found);
    Diagnosed { value: parser.tree, diagnostics: parser.found }
}

struct Parser<'a> {
    text: &'a str,
    tree: Tree,
    found: Vec<Diagnostic>,
    above: Above,
    controls: Repeated,
    returns: Repeated,
}

/// What an indented line would belong to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Above {
    /// No entry.
    Nothing,
    /// No entry, and the lines above it were reported for that.
    Orphans,
    /// The last entry, but for blank lines between.
    Gap,
    /// The last entry.
    Entry,
}

/// A mistake that is reported once a file: a file that holds many of them is of another kind.
#[derive(Default)]
struct Repeated {
    first: Option<usize>,
    more: usize,
}

impl Repeated {
    fn report(&mut self, found: &mut Vec<Diagnostic>, report: impl FnOnce() -> Diagnostic) {
        match self.first {
            Some(_) => self.more += 1,
            None => {
                self.first = Some(found.len());
                found.push(report());
            }
        }
    }

    /// Says with the one that was reported how many more there are.
    fn count_in(&self, found: &mut [Diagnostic]) {
        if let Some(first) = self.first.and_then(|at| found.get_mut(at)).filter(|_| self.more > 0) {
            first.notes.push(format!("and {} more in this file", self.more));
        }
    }
}

impl Parser<'_> {
    fn lines(&mut self) {
        let last = self.tree.tokens.len();
        let mut from = 0;
        while from < last {
            let mut to = from;
            while to < last {
                let kind = self.tree.tokens.kind(to);
                if is_reported(kind) {
                    self.report(to);
                }
                if ends_line(kind) {
                    break;
                }
                to += 1;
            }
            self.line(from, to);
            from = to + 1;
        }
    }

    /// One line of tokens, without its end.
    fn line(&mut self, from: usize, to: usize) {
        let kind = |at: usize| self.tree.tokens.kind(at);
        let indented = from < to && kind(from) == TokenKind::Space;
        let first = (from..to).find(|&at| {
            !matches!(kind(at), TokenKind::Space | TokenKind::ByteOrderMark | TokenKind::Control)
        });
        match first {
            None => self.above = self.above.after_blank(),
            // Below a gap the comment may be a header that is left out for now.
            Some(at) if kind(at) == TokenKind::Comment => {
                if self.above == Above::Gap {
                    self.above = Above::Nothing;
                }
            }
            Some(at) if !indented && self.is_bare_key(at) => self.unindented(at, to),
            Some(at) if !indented => self.header(at, to),
            Some(at) => {
                let keyed = kind(at) == TokenKind::Key;
                if self.above != Above::Entry {
                    self.orphan(at);
                }
                match self.above {
                    Above::Entry if keyed => self.field(at, at + 1, to),
                    Above::Entry => self.keyless(at, to),
                    Above::Nothing | Above::Orphans | Above::Gap => {}
                }
            }
        }
    }

    fn header(&mut self, from: usize, to: usize) {
        let fields = self.tree.fields.len() as u32;
        let header = from as u32..to as u32;
        self.tree.entries.push(Entry { header, fields: fields..fields });
        self.above = Above::Entry;
    }

    fn field(&mut self, key: usize, value: usize, to: usize) {
        self.tree.fields.push(Field { key: key as u32, value: value as u32..to as u32 });
        if let Some(entry) = self.tree.entries.last_mut() {
            entry.fields.end += 1;
        }
    }

    fn span(&self, at: usize) -> Span {
        let range = self.tree.tokens.range(at);
        Span::new(self.tree.file, range.start, range.end)
    }

    /// An indented line below no entry. Lines in a row are reported once; below a gap they are
    /// read with the entry above it, so that one blank line does not cost it its source.
    fn orphan(&mut self, at: usize) {
        if self.above == Above::Orphans {
            return;
        }
        let found =
            Diagnostic::new(&codes::FIELD_OUTSIDE_ENTRY, "an indented line follows no header")
                .at(self.span(at), "no entry is open here")
                .note("a blank line ends an entry");
        let (found, above) = match self.above {
            Above::Gap => (found.help("remove the blank line above"), Above::Entry),
            _ => {
                (found.help("write a header above, or start the line at column 1"), Above::Orphans)
            }
        };
        self.found.push(found);
        self.above = above;
    }

    /// Whether a line below an entry starts with a word that ends in a colon, as no header does.
    fn is_bare_key(&self, at: usize) -> bool {
        let word = self.tree.tokens.kind(at) == TokenKind::Word;
        word && self.above == Above::Entry && self.word(at).ends_with(':')
    }

    fn unindented(&mut self, at: usize, to: usize) {
        let span = self.span(at);
        let found = Diagnostic::new(&codes::MISSING_INDENT, "a `key:` line is not indented")
            .at(span, "read with the entry above")
            .replace("indent it", span.slice(0, 0), "  ");
        self.found.push(found);
        self.field(at, at + 1, to);
    }

    fn keyless(&mut self, at: usize, to: usize) {
        let found = Diagnostic::new(&codes::MISSING_KEY, "an indented line has no `key:`")
            .at(self.span(at), "expected a key and a colon")
            .help("write `note: …` to keep text, or `;` before a comment");
        self.found.push(found);
        // Read as if the colon were there; a word that is no key is not reported again.
        if self.tree.tokens.kind(at) == TokenKind::Word {
            let next = (at + 1..to).find(|&next| self.tree.tokens.kind(next) != TokenKind::Space);
            let colon = next.filter(|&next| self.word(next) == ":");
            self.field(at, colon.unwrap_or(at) + 1, to);
        }
    }

    fn word(&self, at: usize) -> &str {
        self.tree.tokens.text(at, self.text)
    }

    /// Reports a token that is wrong by itself.
    fn report(&mut self, at: usize) {
        let span = self.span(at);
        let found = &mut self.found;
        match self.tree.tokens.kind(at) {
            TokenKind::OpenText => found.push(
                Diagnostic::new(&codes::UNTERMINATED_STRING, "a string has no closing quote")
                    .at(span, "starts here and runs to the end of the line")
                    .help("close it with `\"`; a quote inside a string is written `\\\"`"),
            ),
            TokenKind::Control => self.controls.report(found, || control_character(span)),
            TokenKind::LoneReturn => self.returns.report(found, || lone_return(span)),
            TokenKind::ByteOrderMark => found.push(
                Diagnostic::new(&codes::BYTE_ORDER_MARK, "the file starts with a byte order mark")
                    .at(span, "kept, and otherwise ignored")
                    .help("save the file as UTF-8 without a mark"),
            ),
            _ => {}
        }
    }
}

impl Parser<'_> {
    /// Control characters inside strings and comments, which are no tokens of their own.
    fn quoted_controls(&mut self) {
        // Nearly every file holds none at all, and says so in one quick look.
        // Whole blocks are looked at without a branch a byte, many bytes at a time.
        let holds =
            |block: &[u8]| block.iter().fold(false, |found, byte| found | is_control(*byte));
        if !self.text.as_bytes().chunks(1_024).any(holds) {
            return;
        }
        let quoted = self.tree.tokens().filter(|(kind, _)| is_quote(*kind));
        for (_, span) in quoted {
            let text = &self.text.as_bytes()[span.start as usize..span.end as usize];
            for at in (0..text.len()).filter(|at| is_control(text[*at])) {
                let here = span.slice(at, at + 1);
                self.controls.report(&mut self.found, || control_character(here));
            }
        }
    }
}

fn is_control(byte: u8) -> bool {
    (byte < 0x20) & (byte != b'\t') & (byte != b'\n') & (byte != b'\r') | (byte == 0x7F)
}

impl Above {
    fn after_blank(self) -> Above {
        match self {
            Above::Entry | Above::Gap => Above::Gap,
            Above::Nothing | Above::Orphans => Above::Nothing,
        }
    }
}

/// Whether a token is wrong by itself, or worth a note.
fn is_reported(kind: TokenKind) -> bool {
    use TokenKind::{ByteOrderMark, Control, LoneReturn, OpenText};
    matches!(kind, OpenText | Control | LoneReturn | ByteOrderMark)
}

fn ends_line(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::Newline | TokenKind::LoneReturn)
}

fn not_utf8(span: Span) -> Diagnostic {
    Diagnostic::new(&codes::NOT_UTF8, "the file holds bytes that are not UTF-8")
        .at(span, "the first such byte, read as `?`")
        .help("save the file as UTF-8")
}

fn control_character(span: Span) -> Diagnostic {
    Diagnostic::new(&codes::UNEXPECTED_CHARACTER, "a control character stands in the text")
        .at(span.slice(0, 1), "kept, and otherwise ignored")
        .help("remove it, or check that this is a text file")
}

fn lone_return(span: Span) -> Diagnostic {
    let title = "a carriage return stands without a line feed";
    Diagnostic::new(&codes::LONE_CARRIAGE_RETURN, title)
        .at(span, "read as a line end")
        .help("save the file with `\\n` or `\\r\\n` line ends")
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
        if let Some(name) = hidden_name(c)
            && (turns_direction(c) || !is_quoted(tree, at))
        {
            let span = Span::new(tree.file, at as u32, (at + c.len_utf8()) as u32);
            found.push(hidden_character(c, name, span));
        }
    }
}

fn hidden_character(c: char, name: &str, span: Span) -> Diagnostic {
    let title = format!("a {name} (U+{:04X}) stands in the text", c as u32);
    let found = Diagnostic::new(&codes::HIDDEN_CHARACTER, title)
        .at(span, "cannot be seen, and changes what is read");
    match name {
        "no-break space" => found.replace("write a plain space", span, " "),
        _ => found.replace("remove it", span, ""),
    }
}

/// Whether an offset lies in a string or comment. A quote is byte for byte, and languages are
/// spelt with joiners, marks and no-break spaces.
fn is_quoted(tree: &Tree, at: usize) -> bool {
    tree.tokens.kind_at(at).is_some_and(is_quote)
}

fn is_quote(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::Text | TokenKind::OpenText | TokenKind::Comment)
}

/// Characters that show the text after them in another order than it is read.
fn turns_direction(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
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
    fn control_characters_are_found_inside_of_strings_and_comments() {
        assert_eq!(codes_of("a \"b\u{0}c\"\n; d\u{1}\n"), ["unexpected-character"]);
        assert_eq!(codes_of("a \"b\tc\"\n"), [""; 0]);
    }

    #[test]
    fn a_blank_line_ends_an_entry_and_a_comment_does_not() {
        assert_eq!(codes_of("a b\n  k: v\n; c\n  l: w\n"), [""; 0]);
        assert_eq!(codes_of("a b\n\n  k: v\n"), ["field-outside-entry"]);
    }

    #[test]
    fn lines_below_a_gap_are_reported_once_and_read_with_the_entry() {
        let fields = |text: &str| {
            let mut files = Files::default();
            let id = files.add("a.book", text);
            let parsed = parse(&files, id);
            (parsed.diagnostics.len(), parsed.value.fields.len())
        };
        assert_eq!(fields("a b\n\n\n  k: v\n  l: w\n"), (1, 2));
        assert_eq!(fields("a b\n\n; c d\n  k: v\n  l: w\n"), (1, 0));
        assert_eq!(fields("  k: v\n  l: w\n"), (1, 0));
        assert_eq!(fields("a b\n  k v\n  l : w\n"), (2, 2));
        assert_eq!(fields("a b\nk: v\n  l: w\n\nm: x\n"), (1, 2));
    }

    #[test]
    fn hidden_characters_may_stand_in_quotes_unless_they_turn_the_text() {
        assert_eq!(codes_of("a\u{A0}b \"c\u{A0}d\" ; e\u{200D}f\n"), ["hidden-character"]);
        assert_eq!(codes_of("a \"b\u{202E}\"\n"), ["hidden-character"]);
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
                "hidden-character"
            ]
        );
    }
}
