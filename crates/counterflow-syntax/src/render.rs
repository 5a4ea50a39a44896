//! Diagnostics to words: rustc's form, one line each, or JSON.

mod json;
mod text;

pub use json::render_json;
pub use text::render_text;

use crate::{Diagnostic, Files};

/// How text is dressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// No escape codes.
    Plain,
    /// With ANSI colors; nothing is said by color alone.
    Colored,
}

/// One line: `file:line:column: error[code]: title`.
pub fn render_short(found: &Diagnostic, files: &Files) -> String {
    let title = title_line(&found.title);
    let rest = format!("{}[{}]: {title}", found.severity.name(), found.code.name);
    match &found.primary {
        Some(label) => {
            let (line, column) = files.position(label.span);
            format!("{}:{line}:{column}: {rest}", files.get(label.span.file).path())
        }
        None => rest,
    }
}

/// A title of at most this many characters, since a name in it can be as long as the book.
const LONGEST_TITLE: usize = 160;

fn title_line(title: &str) -> String {
    let line = one_line(title);
    match line.char_indices().nth(LONGEST_TITLE) {
        None => line,
        Some((cut, _)) => format!("{}…", &line[..cut]),
    }
}

/// Text without line ends, control characters or turns of direction, which a hostile book may
/// put into a name.
fn one_line(text: &str) -> String {
    let turns = |c| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    text.chars().map(|c| if c.is_control() || turns(c) { '\u{FFFD}' } else { c }).collect()
}
