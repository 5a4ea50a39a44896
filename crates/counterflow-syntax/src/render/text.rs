//! A diagnostic in rustc's form.

use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Patch, Renderer, Snippet};

use super::{Style, one_line};
use crate::{Diagnostic, FileId, Files, Label, Severity, Span};

/// Lines longer than this are not shown: a window around the span would mislead about columns.
const LONGEST_LINE: usize = 2_000;
/// At most this many places are shown with a diagnostic; the rest are counted.
const MOST_LABELS: usize = 12;

/// Renders a diagnostic as rustc does: title, the lines with labels, notes, help.
///
/// Time is linear in the lines shown, not in the file.
pub fn render_text(found: &Diagnostic, files: &Files, style: Style) -> String {
    let title = one_line(&found.title);
    let mut report = vec![main_group(found, files, &title)];
    report.extend(found.help.iter().map(|fix| {
        let group = Group::with_title(Level::HELP.secondary_title(one_line(&fix.title)));
        match &fix.edit {
            Some((span, by)) if shown(*span, files) => group.element(patch(*span, by, files)),
            _ => group,
        }
    }));
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Colored => Renderer::styled(),
    };
    renderer.render(&report)
}

fn main_group<'a>(found: &'a Diagnostic, files: &'a Files, title: &str) -> Group<'a> {
    let level = match found.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let mut group =
        Group::with_title(level.primary_title(title.to_string()).id(found.code.name));
    let labels = found.primary.iter().map(|label| (AnnotationKind::Primary, label));
    let labels = labels.chain(found.secondary.iter().map(|l| (AnnotationKind::Context, l)));
    let labels: Vec<_> = labels.take(MOST_LABELS).collect();
    for file in files_of(&labels) {
        group = group.element(snippet(file, &labels, files));
    }
    for (_, label) in labels.iter().filter(|(_, label)| !shown(label.span, files)) {
        group = group.element(Level::NOTE.message(place(label, files)));
    }
    let hidden = (found.secondary.len() + 1).saturating_sub(MOST_LABELS);
    if hidden > 0 {
        group = group.element(Level::NOTE.message(format!("and {hidden} more places")));
    }
    for note in &found.notes {
        group = group.element(Level::NOTE.message(one_line(note)));
    }
    group
}

/// The files that labels stand in, the primary one's first.
fn files_of(labels: &[(AnnotationKind, &Label)]) -> Vec<FileId> {
    let mut files: Vec<FileId> = Vec::new();
    for (_, label) in labels {
        if !files.contains(&label.span.file) {
            files.push(label.span.file);
        }
    }
    files
}

/// Whether the lines of a span are short enough to be shown.
fn shown(span: Span, files: &Files) -> bool {
    let window = window(span, files);
    window.bytes.len() <= LONGEST_LINE
}

fn place(label: &Label, files: &Files) -> String {
    let (line, column) = files.position(label.span);
    let path = files.get(label.span.file).path();
    let excerpt: String = files.text(label.span).chars().take(40).collect();
    one_line(&format!("at {path}:{line}:{column} (a long line): `{excerpt}` {}", label.text))
}

/// The whole lines around a span.
struct Window {
    first_line: usize,
    bytes: Range<usize>,
}

fn window(span: Span, files: &Files) -> Window {
    let file = files.get(span.file);
    let (first_line, _) = file.position(span.start);
    let start = file.line_range(first_line).start;
    let (last_line, _) = file.position(span.end.max(span.start + 1) - 1);
    Window { first_line, bytes: start..file.line_range(last_line).end.max(start) }
}

/// One snippet a file: the window from its first to its last label if that is small, and
/// otherwise one window with the lines between left out, so that work does not grow with the file.
fn snippet<'a>(
    file: FileId,
    labels: &[(AnnotationKind, &'a Label)],
    files: &'a Files,
) -> Snippet<'a, Annotation<'a>> {
    let here: Vec<_> = labels
        .iter()
        .filter(|(_, label)| label.span.file == file && shown(label.span, files))
        .collect();
    let windows = here.iter().map(|(_, label)| window(label.span, files));
    let joined = windows.reduce(|a, b| Window {
        first_line: a.first_line.min(b.first_line),
        bytes: a.bytes.start.min(b.bytes.start)..a.bytes.end.max(b.bytes.end),
    });
    let Some(joined) = joined else {
        return Snippet::source("").path(files.get(file).path());
    };
    let text = files.get(file).text();
    let source = &text[joined.bytes.clone()];
    let mut snippet = Snippet::source(source)
        .path(files.get(file).path())
        .line_start(joined.first_line)
        .fold(true);
    for (kind, label) in here {
        let range = inside(label.span, &joined.bytes, source);
        let annotation = kind.span(range);
        snippet = snippet.annotation(match label.text.is_empty() {
            true => annotation,
            false => annotation.label(one_line(&label.text)),
        });
    }
    snippet
}

fn patch<'a>(span: Span, by: &'a str, files: &'a Files) -> Snippet<'a, Patch<'a>> {
    let window = window(span, files);
    let file = files.get(span.file);
    let source = &file.text()[window.bytes.clone()];
    Snippet::source(source)
        .path(file.path())
        .line_start(window.first_line)
        .fold(true)
        .patch(Patch::new(inside(span, &window.bytes, source), by))
}

/// A span as a range of the shown text, on character boundaries.
fn inside(span: Span, bytes: &Range<usize>, source: &str) -> Range<usize> {
    let clamp = |at: u32| (at as usize).clamp(bytes.start, bytes.end) - bytes.start;
    let floor = |mut at: usize| {
        while !source.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let (start, end) = (floor(clamp(span.start)), floor(clamp(span.end)));
    start..end.max(start)
}
