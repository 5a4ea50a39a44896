//! A mistake in a question, with its place under a caret.

use std::ops::Range;

/// Longer texts are shown around the mistake only.
const LONGEST: usize = 100;
/// So much of a longer text is shown in front of the mistake.
const BEFORE: usize = 30;

/// A message with the text that it is about, as a diagnostic of a book is shown.
pub fn shown(
    label: &str,
    text: &str,
    at: Range<usize>,
    message: &str,
    help: Option<&str>,
) -> String {
    // Ranges are in bytes, and carets stand under characters.
    let count = |end: usize| text.char_indices().take_while(|(at, _)| *at < end).count();
    let (start, end) = (count(at.start), count(at.end));
    let chars: Vec<char> = text.chars().map(visible).collect();
    let from = if chars.len() > LONGEST { start.saturating_sub(BEFORE) } else { 0 };
    let to = chars.len().min(from + LONGEST);
    let line: String = chars[from..to].iter().collect();
    let (left, right) = (mark(from > 0), mark(to < chars.len()));
    let blanks = " ".repeat(start - from + left.chars().count());
    let carets = "^".repeat(end.min(to).saturating_sub(start).max(1));
    let clean = |text: &str| text.chars().map(visible).collect::<String>();
    let help = help.map(|help| format!("\n  = help: {}", clean(help))).unwrap_or_default();
    let message = clean(message);
    format!(
        "{message}\n --> {label}:{}\n  |\n  | {left}{line}{right}\n  | {blanks}{carets}{help}",
        start + 1
    )
}

fn mark(cut: bool) -> &'static str {
    if cut { "…" } else { "" }
}

/// A character as it is shown: one column, and nothing that steers a terminal.
fn visible(c: char) -> char {
    let turns = matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    if c.is_control() || turns { '\u{FFFD}' } else { c }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn carets_stand_under_the_mistake() {
        let text = shown("question 1", "share(amazn, q1)", 6..11, "unknown party `amazn`", None);
        assert_eq!(
            text,
            "unknown party `amazn`\n --> question 1:7\n  |\n  | share(amazn, q1)\n  |       ^^^^^"
        );
        let end = shown("question 2", "", 0..0, "nothing is asked", Some("ask"));
        assert!(end.ends_with("  | \n  | ^\n  = help: ask"), "{end}");
    }

    #[test]
    fn long_and_hostile_texts_are_cut_and_cleaned() {
        let long = format!("{}\u{1b}[2J{}", "é".repeat(5_000), "x".repeat(5_000));
        let at = "é".len() * 5_000;
        let text = shown("question 1", &long, at..long.len(), "no such thing", None);
        assert!(!text.contains('\u{1b}') && text.lines().all(|line| line.chars().count() < 110));
        let caret = text.lines().last().and_then(|line| line.find('^')).expect("a caret");
        let line: Vec<char> = text.lines().nth(3).expect("the text").chars().collect();
        assert_eq!(line[caret], '\u{FFFD}');
    }
}
