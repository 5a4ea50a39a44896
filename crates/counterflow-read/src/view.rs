//! A view of a document: the text that is read, and the way back to the bytes that it came from.
//!
//! Curly quotes, blanks that do not break, soft hyphens and ligatures are folded, so that what
//! differs in type only is read as the same. A view is made piece by piece; a piece is either a
//! copy of original bytes or stands for some, and pieces know both places.

/// Bytes of a text, from `start` up to and without `end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// The bytes from `start` up to `end`.
    pub const fn new(start: u32, end: u32) -> Span {
        Span { start, end }
    }

    /// All bytes of a text.
    pub fn whole(text: &str) -> Span {
        Span::new(0, text.len() as u32)
    }

    /// From the start of this to the end of that.
    pub fn to(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// As a range of positions.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// How many bytes.
    pub fn len(self) -> usize {
        self.range().len()
    }

    /// Whether there are none.
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }
}

/// Where a run of the view comes from.
#[derive(Clone, Copy, Debug)]
struct Piece {
    /// Where it starts in the view.
    at: u32,
    /// Where it starts in the original.
    from: u32,
    /// How many bytes of the original it stands for.
    len: u32,
    /// Whether it is a byte for byte copy.
    copied: bool,
}

/// The text that is read, with the way back.
#[derive(Clone, Debug, Default)]
pub struct View {
    text: String,
    pieces: Vec<Piece>,
}

impl View {
    /// The folded view of a plain text. Time is linear.
    ///
    /// ```
    /// use counterflow_read::{Span, View};
    /// let original = "Amazon\u{2019}s $8\u{a0}billion";
    /// let view = View::plain(original);
    /// assert_eq!(view.text(), "Amazon's $8 billion");
    /// // "$8 billion" of the view is "$8\u{a0}billion" of the original.
    /// let span = view.original(Span::new(9, 19));
    /// assert_eq!(&original[span.range()], "$8\u{a0}billion");
    /// ```
    pub fn plain(original: &str) -> View {
        let mut builder = ViewBuilder::new(original);
        builder.fold(Span::whole(original));
        builder.finish()
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The original bytes that a span of the view stands for. Time is logarithmic in the pieces.
    pub fn original(&self, span: Span) -> Span {
        let start = self.piece_at(span.start).map_or(0, |piece| {
            if piece.copied { piece.from + (span.start - piece.at) } else { piece.from }
        });
        if span.is_empty() {
            return Span::new(start, start);
        }
        let end = self.piece_at(span.end - 1).map_or(start, |piece| {
            if piece.copied { piece.from + (span.end - piece.at) } else { piece.from + piece.len }
        });
        Span::new(start, end.max(start))
    }

    /// This view, which is one of the text of another, as a view of what that one is a view of.
    ///
    /// Time is linear in the pieces of both, with a logarithm for every piece of this one.
    ///
    /// ```
    /// use counterflow_read::{Span, View, ViewBuilder};
    /// let original = "a&amp;b c";
    /// let mut builder = ViewBuilder::new(original);
    /// builder.fold(Span::new(0, 1));
    /// builder.stand(Span::new(1, 6), "&");
    /// builder.fold(Span::new(6, 9));
    /// let decoded = builder.finish();
    /// let view = View::plain(decoded.text()).through(&decoded);
    /// assert_eq!(view.text(), "a&b c");
    /// assert_eq!(view.original(Span::new(1, 3)), Span::new(1, 7));
    /// ```
    pub fn through(self, under: &View) -> View {
        let mut pieces = Vec::with_capacity(self.pieces.len());
        for piece in &self.pieces {
            if piece.copied {
                under.split(*piece, &mut pieces);
            } else {
                let from = under.original(Span::new(piece.from, piece.from + piece.len));
                pieces.push(Piece { from: from.start, len: from.len() as u32, ..*piece });
            }
        }
        View { text: self.text, pieces }
    }

    /// Cuts a copy of this view's text where its pieces end.
    fn split(&self, copy: Piece, cut: &mut Vec<Piece>) {
        let end = copy.from + copy.len;
        let mut at = copy.from;
        let first = self.pieces.partition_point(|piece| piece.at <= at).saturating_sub(1);
        for (number, piece) in self.pieces.iter().enumerate().skip(first) {
            if at >= end {
                break;
            }
            let next = self.pieces.get(number + 1).map_or(self.text.len() as u32, |next| next.at);
            let len = next.min(end) - at;
            let from = piece.from + if piece.copied { at - piece.at } else { 0 };
            let stands = if piece.copied { len } else { piece.len };
            let to = copy.at + (at - copy.from);
            cut.push(Piece { at: to, from, len: stands, copied: piece.copied });
            at += len;
        }
    }

    fn piece_at(&self, at: u32) -> Option<&Piece> {
        let after = self.pieces.partition_point(|piece| piece.at <= at);
        self.pieces.get(after.checked_sub(1)?)
    }
}

/// Makes a view of parts of a text, in the order in which they are to be read.
#[derive(Debug)]
pub struct ViewBuilder<'t> {
    original: &'t str,
    view: View,
}

impl<'t> ViewBuilder<'t> {
    /// A view of nothing yet.
    pub fn new(original: &'t str) -> ViewBuilder<'t> {
        let text = String::with_capacity(original.len());
        ViewBuilder { original, view: View { text, pieces: Vec::new() } }
    }

    /// The text so far.
    pub fn text(&self) -> &str {
        &self.view.text
    }

    /// Takes over a part of the original, folded. The span has to lie on characters.
    pub fn fold(&mut self, span: Span) {
        let part = self.original.get(span.range()).unwrap_or("");
        let mut copied = 0;
        for (at, other) in part.char_indices().filter(|(_, other)| !is_usual(*other)) {
            let Some(folded) = folded(other) else { continue };
            self.copy(span.start + copied, &part[copied as usize..at]);
            let len = other.len_utf8() as u32;
            self.stand(Span::new(span.start + at as u32, span.start + at as u32 + len), folded);
            copied = at as u32 + len;
        }
        self.copy(span.start + copied, &part[copied as usize..]);
    }

    /// Adds text that stands for bytes of the original: an entity, a break between blocks.
    pub fn stand(&mut self, of: Span, text: &str) {
        if !text.is_empty() {
            let at = self.view.text.len() as u32;
            let len = of.len() as u32;
            self.view.pieces.push(Piece { at, from: of.start, len, copied: false });
            self.view.text.push_str(text);
        }
    }

    /// Adds a character that stands for bytes of the original, folded as in [`ViewBuilder::fold`].
    pub fn stand_for(&mut self, of: Span, one: char) {
        match folded(one) {
            Some(folded) => self.stand(of, folded),
            None => self.stand(of, one.encode_utf8(&mut [0; 4])),
        }
    }

    /// Takes over a part of the original as it is. The span has to lie on characters.
    pub fn take(&mut self, span: Span) {
        let original = self.original;
        self.copy(span.start, original.get(span.range()).unwrap_or(""));
    }

    /// Adds a view of the same original behind what is there.
    pub fn append(&mut self, view: View) {
        let base = self.view.text.len() as u32;
        let moved = view.pieces.into_iter().map(|piece| Piece { at: piece.at + base, ..piece });
        self.view.pieces.extend(moved);
        self.view.text.push_str(&view.text);
    }

    fn copy(&mut self, from: u32, text: &str) {
        if !text.is_empty() {
            let (at, len) = (self.view.text.len() as u32, text.len() as u32);
            match self.view.pieces.last_mut() {
                Some(last) if last.copied && last.from + last.len == from => last.len += len,
                _ => self.view.pieces.push(Piece { at, from, len, copied: true }),
            }
            self.view.text.push_str(text);
        }
    }

    /// The view.
    pub fn finish(self) -> View {
        self.view
    }
}

/// Whether a character is read as itself, as nearly all are.
const fn is_usual(one: char) -> bool {
    matches!(one, ' '..='~' | '\n' | '\t' | '\r')
}

/// What a character is read as, if it is not read as itself.
fn folded(of: char) -> Option<&'static str> {
    Some(match of {
        '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{201b}' | '\u{2032}' | '\u{ff07}' => "'",
        '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{201f}' | '\u{2033}' | '\u{ff02}' => "\"",
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => " ",
        '\u{2010}' | '\u{2011}' | '\u{2012}' | '\u{2212}' => "-",
        '\u{fb00}' => "ff",
        '\u{fb01}' => "fi",
        '\u{fb02}' => "fl",
        '\u{fb03}' => "ffi",
        '\u{fb04}' => "ffl",
        '\u{fb05}' | '\u{fb06}' => "st",
        '\u{2026}' => "...",
        '\u{ff04}' => "$",
        '\u{ff05}' => "%",
        '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}' | '\u{85}' => "\n",
        // Control characters are no text.
        '\0'..='\u{8}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{9f}' => "",
        // Seen by no reader: soft hyphens, joiners, marks of direction, a byte order mark.
        '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{feff}' => "",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_folded_leads_back() {
        let original = "a\u{ad}b \u{201c}\u{fb01}ve\u{201d} \u{2013} \u{20ac}5\u{a0}bn";
        let view = View::plain(original);
        assert_eq!(view.text(), "ab \"five\" \u{2013} \u{20ac}5 bn");
        let at = view.text().find("five").expect("it is there") as u32;
        assert_eq!(&original[view.original(Span::new(at, at + 4)).range()], "\u{fb01}ve");
        assert_eq!(&original[view.original(Span::new(0, 2)).range()], "a\u{ad}b");
    }

    #[test]
    fn nothing_is_a_view_too() {
        let view = View::plain("");
        assert_eq!(view.original(Span::new(0, 0)), Span::new(0, 0));
    }
}
