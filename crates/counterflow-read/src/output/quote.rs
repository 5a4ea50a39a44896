//! Quotes: the bytes of a document that a claim rests on, as a book can hold them.

use crate::{Span, View};

/// The pieces of the original that a span of the view stands for, in order, each without a line
/// end, without markup between its letters, and without marks that no string of a book may hold.
/// Time is linear in the span, with a logarithm for every character.
///
/// ```
/// use counterflow_read::output::quotes;
/// use counterflow_read::{Span, View};
/// let original = "Alder owes\n\u{201c}five\u{201d} billion.";
/// let view = View::plain(original);
/// let pieces = quotes(&view, original, Span::whole(view.text()));
/// let pieces: Vec<&str> = pieces.into_iter().map(|one| &original[one.range()]).collect();
/// assert_eq!(pieces, ["Alder owes", "\u{201c}five\u{201d} billion."]);
/// ```
pub fn quotes(view: &View, original: &str, span: Span) -> Vec<Span> {
    let text = view.text().get(span.range()).unwrap_or("");
    let mut pieces: Vec<Span> = Vec::new();
    let mut open = false;
    for (at, one) in text.char_indices() {
        let start = span.start + at as u32;
        let from = view.original(Span::new(start, start + one.len_utf8() as u32));
        // A blank that stands for markup parts a quote, as what nobody may write does.
        let markup = |of: &str| one.is_whitespace() && of.contains('<');
        if !original.get(from.range()).is_some_and(|of| may_stand(of) && !markup(of)) {
            open = false;
            continue;
        }
        match pieces.last_mut().filter(|last| open && joins(original, **last, from)) {
            Some(last) => last.end = last.end.max(from.end),
            None => pieces.push(from),
        }
        open = true;
    }
    pieces.into_iter().filter_map(|piece| trimmed(original, piece)).collect()
}

/// Whether what stands next to a piece belongs to it: nothing is left out between them but
/// characters that nobody sees.
fn joins(original: &str, last: Span, next: Span) -> bool {
    let between = original.get(last.end as usize..next.start as usize);
    let unseen = |one: char| matches!(one, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}');
    next.start >= last.start && between.is_none_or(|between| between.chars().all(unseen))
}

/// Whether a book may hold a text in a string: no end of a line, nothing that steers a terminal or
/// turns the direction of writing.
pub(super) fn may_stand(text: &str) -> bool {
    !text.contains(|one: char| one.is_control() && one != '\t' || turns(one))
}

/// Whether a character turns the direction of writing.
fn turns(one: char) -> bool {
    matches!(one, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn trimmed(original: &str, piece: Span) -> Option<Span> {
    let text = original.get(piece.range())?;
    let start = piece.start + (text.len() - text.trim_start().len()) as u32;
    let kept = text.trim();
    kept.contains(char::is_alphanumeric).then(|| Span::new(start, start + kept.len() as u32))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::open;

    #[test]
    fn markup_parts_a_quote_and_references_stay_as_they_are() {
        let page = "<html><body><article><p>Alder puts <b>$2&nbsp;billion</b> into Birch \
                    &amp; Co.</p></article></body></html>";
        let document = open("a.html", page.as_bytes().to_vec()).expect("it is a page");
        let whole = Span::whole(document.view.text());
        let pieces = quotes(&document.view, &document.original, whole);
        let pieces: Vec<&str> = pieces.into_iter().map(|one| &page[one.range()]).collect();
        assert_eq!(pieces, ["Alder puts", "$2&nbsp;billion", "into Birch &amp; Co."]);
    }

    #[test]
    fn marks_of_direction_and_control_characters_stand_in_no_quote() {
        let original = "owes \u{202e}nb5$\u{202c} to\u{7} Oak\r\nand Ash";
        let view = View::plain(original);
        for piece in quotes(&view, original, Span::whole(view.text())) {
            assert!(may_stand(&original[piece.range()]), "{piece:?}");
        }
    }
}
