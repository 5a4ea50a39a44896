//! A diagnostic as one JSON object on one line.

use std::fmt::Write;

use super::{Style, render_text};
use crate::{Diagnostic, Files, Span};

/// Renders a diagnostic as one line of JSON:
/// `{"code","level","title","file","line","column","start","end","labels","notes","help","rendered"}`.
///
/// `start` and `end` are byte offsets. `rendered` is the text form without color.
pub fn render_json(found: &Diagnostic, files: &Files) -> String {
    let mut out = format!(
        "{{\"code\":\"{}\",\"level\":\"{}\",\"title\":{}",
        found.code.name,
        found.severity.name(),
        quoted(&found.title)
    );
    if let Some(label) = &found.primary {
        let _ = write!(out, ",{}", place(label.span, files));
    }
    let labels =
        found.primary.iter().chain(&found.secondary).map(|label| {
            format!("{{{},\"text\":{}}}", place(label.span, files), quoted(&label.text))
        });
    let notes = found.notes.iter().map(|note| quoted(note));
    let help = found.help.iter().map(|fix| match &fix.edit {
        None => format!("{{\"title\":{}}}", quoted(&fix.title)),
        Some((span, by)) => format!(
            "{{\"title\":{},{},\"replacement\":{}}}",
            quoted(&fix.title),
            place(*span, files),
            quoted(by)
        ),
    });
    let _ = write!(
        out,
        ",\"labels\":[{}],\"notes\":[{}],\"help\":[{}],\"rendered\":{}}}",
        join(labels),
        join(notes),
        join(help),
        quoted(&render_text(found, files, Style::Plain))
    );
    out
}

fn join(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(",")
}

fn place(span: Span, files: &Files) -> String {
    let (line, column) = files.position(span);
    format!(
        "\"file\":{},\"line\":{line},\"column\":{column},\"start\":{},\"end\":{}",
        quoted(files.get(span.file).path()),
        span.start,
        span.end
    )
}

/// A JSON string. Five lines here spare the whole engine a JSON library.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if (c as u32) < 0x20 => {
                let _ = write!(out, "\\u{:04x}", c as u32);
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
