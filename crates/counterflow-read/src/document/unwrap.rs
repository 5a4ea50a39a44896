//! Lines that were broken to fit a page are put together again.
//!
//! Wires of old, filings in plain text and the text of a PDF break their lines at a column. A
//! sentence that is broken so is one sentence, and its quote has the line end of the original.

use crate::{Span, View, ViewBuilder};

/// A paragraph that is broken at a column has lines of such lengths, in characters.
const WIDTHS: std::ops::RangeInclusive<usize> = 45..=140;
/// Its lines but the last are at most so much shorter than its longest.
const RAGGED: usize = 28;

/// So much of the breaks of a text stand before a small letter if a column made them: lines that
/// are headlines or entries start with a capital.
const WITHIN_SENTENCES: f64 = 0.5;

/// The view of a plain text. Time is linear.
pub fn read(original: &str) -> View {
    let (mut breaks, mut within) = (0_usize, 0_usize);
    paragraphs(original, |paragraph| {
        if is_wrapped(original, paragraph) {
            breaks += paragraph.len() - 1;
            within += paragraph.iter().skip(1).filter(|line| runs_on(original, **line)).count();
        }
    });
    let wrapped = within > 0 && within as f64 >= breaks as f64 * WITHIN_SENTENCES;
    let mut view = ViewBuilder::new(original);
    if wrapped {
        paragraphs(original, |paragraph| write(original, &mut view, paragraph));
    } else {
        view.fold(Span::whole(original));
    }
    view.finish()
}

/// Whether a line starts with a small letter.
fn runs_on(original: &str, line: Span) -> bool {
    text_of(original, line).trim_start().starts_with(char::is_lowercase)
}

/// Visits the paragraphs of a text, each as its lines.
fn paragraphs(original: &str, mut visit: impl FnMut(&[Span])) {
    let mut paragraph: Vec<Span> = Vec::new();
    for line in (Lines { original, at: 0 }) {
        if starts_anew(original, paragraph.last(), line) {
            visit(&paragraph);
            paragraph.clear();
        }
        paragraph.push(line);
    }
    visit(&paragraph);
}

/// The lines of a text, each with its end.
struct Lines<'t> {
    original: &'t str,
    at: usize,
}

impl Iterator for Lines<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        let rest = self.original.as_bytes().get(self.at..).filter(|rest| !rest.is_empty())?;
        let len = memchr::memchr(b'\n', rest).map_or(rest.len(), |end| end + 1);
        let line = Span::new(self.at as u32, (self.at + len) as u32);
        self.at += len;
        Some(line)
    }
}

fn text_of(original: &str, line: Span) -> &str {
    original.get(line.range()).unwrap_or("")
}

/// Whether a line does not run on from the one before: one of them is empty, or it is indented
/// and that one is not, or it starts an item of a list.
fn starts_anew(original: &str, before: Option<&Span>, line: Span) -> bool {
    let Some(&before) = before else { return false };
    let (before, line) = (text_of(original, before), text_of(original, line));
    let indent = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let item = |line: &str| {
        let line = line.trim_start();
        line.starts_with(['\u{2022}', '*', '#', '|', '>']) || line.starts_with("- ")
    };
    before.trim().is_empty()
        || line.trim().is_empty()
        || indent(line) > indent(before) + 1
        || item(line)
}

/// Writes a paragraph, its lines put together if a column broke them.
fn write(original: &str, view: &mut ViewBuilder, lines: &[Span]) {
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return };
    if !is_wrapped(original, lines) {
        return view.fold(first.to(*last));
    }
    for (number, line) in lines.iter().enumerate() {
        let text = text_of(original, *line);
        let lead = if number > 0 { text.len() - text.trim_start().len() } else { 0 };
        if number + 1 == lines.len() {
            view.fold(Span::new(line.start + lead as u32, line.end));
            continue;
        }
        let kept = text.trim_end().len();
        view.fold(Span::new(line.start + lead as u32, line.start + kept as u32));
        let next = lines[number + 1];
        let indent = text_of(original, next);
        let indent = (indent.len() - indent.trim_start().len()) as u32;
        view.stand(Span::new(line.start + kept as u32, next.start + indent), " ");
    }
}

/// Whether a column broke a paragraph: its lines but the last are about as long, and none of them
/// has the columns of a table.
fn is_wrapped(original: &str, lines: &[Span]) -> bool {
    let Some((_, full)) = lines.split_last().filter(|(_, full)| !full.is_empty()) else {
        return false;
    };
    let length = |line: &Span| text_of(original, *line).trim_end().chars().count();
    // The length of a line of any length is not counted more than once.
    if lines.iter().any(|line| line.len() > 4 * WIDTHS.end()) {
        return false;
    }
    let longest = lines.iter().map(length).max().unwrap_or(0);
    let in_columns = |line: &Span| {
        let text = text_of(original, *line).trim();
        text.contains("   ") || text.contains('\t') || text.contains(" | ")
    };
    WIDTHS.contains(&longest)
        && full.iter().all(|line| length(line) + RAGGED >= longest)
        && !lines.iter().any(in_columns)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_broken_at_a_column_are_one() {
        let text = "  Alder Corp said it agreed to buy the shares of Birch Inc that it\r\ndoes not \
            own for 2 billion dlrs, of which half is paid in cash and the\nrest in shares.\n    \
            Birch said that it would pay back its loans of 300 mln dlrs from\nthe proceeds.\n\nA \
            heading\nAnd a line.\n";
        let view = read(text);
        assert_eq!(
            view.text(),
            "  Alder Corp said it agreed to buy the shares of Birch Inc that it does not own for \
             2 billion dlrs, of which half is paid in cash and the rest in shares.\n    Birch said \
             that it would pay back its loans of 300 mln dlrs from the proceeds.\n\nA heading\nAnd \
             a line.\n"
        );
        let at = view.text().find("it does").expect("it is there") as u32;
        assert_eq!(&text[view.original(Span::new(at, at + 7)).range()], "it\r\ndoes");
    }

    #[test]
    fn tables_and_lists_stay_as_they_are() {
        for text in [
            "Revenue of the year that ended in June      1,200      1,100\nCosts    900   800\n",
            "- one of the items of a list that is rather long, as some are\n- two\n",
            "A short line\nAnother one\n",
            "Alder puts two billion dollars into Birch, its supplier\nElm sells its stake in Fir to \
             a fund that nobody named\nShares of Oak fall by a tenth as its loan comes due\n",
            "A paragraph on one line, as long as it may be, of which there is only this one line.\n",
        ] {
            assert_eq!(read(text).text(), text);
        }
    }
}
