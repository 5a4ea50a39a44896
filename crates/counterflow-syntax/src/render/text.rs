//! A diagnostic in rustc's form.

use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Patch, Renderer, Snippet};

use super::{Style, one_line, title_line};
use crate::{Diagnostic, Files, Label, Severity, Span};

type Labeled<'a> = (AnnotationKind, &'a Label);

/// Lines longer than this are not shown: a window around the span would mislead about columns.
const LONGEST_LINE: usize = 2_000;
/// At most this many places are shown with a diagnostic; the rest are counted.
const MOST_LABELS: usize = 12;
/// Labels that stand further apart than this, in bytes, are shown in windows of their own.
const WIDEST_GAP: u32 = 4_096;

/// Renders a diagnostic as rustc does: title, the lines with labels, notes, help.
///
/// Time is linear in the lines shown, not in the file.
pub fn render_text(found: &Diagnostic, files: &Files, style: Style) -> String {
    let title = title_line(&found.title);
    let mut report = vec![main_group(found, files, &title)];
    report.extend(found.help.iter().filter_map(|fix| {
        let (span, by) = fix.edit.as_ref().filter(|(span, _)| shown(*span, files))?;
        let group = Group::with_title(Level::HELP.secondary_title(one_line(&fix.title)));
        Some(group.element(patch(*span, by, files)))
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
    let mut group = Group::with_title(level.primary_title(title.to_string()).id(found.code.name));
    let labels = found.primary.iter().map(|label| (AnnotationKind::Primary, label));
    let labels = labels.chain(found.secondary.iter().map(|l| (AnnotationKind::Context, l)));
    let labels: Vec<_> = labels.take(MOST_LABELS).collect();
    for labels in clusters(&labels, files) {
        group = group.element(snippet(&labels, files));
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
    for fix in &found.help {
        group = match &fix.edit {
            None => group.element(Level::HELP.message(one_line(&fix.title))),
            // Shown below, as the lines before and after.
            Some((span, _)) if shown(*span, files) => group,
            Some((_, by)) => {
                group.element(Level::HELP.message(one_line(&format!("{}: `{by}`", fix.title))))
            }
        };
    }
    group
}

/// Labels that are shown in one window of text, the primary one's first: those that stand near to
/// one another, so that work does not grow with the file.
fn clusters<'a>(labels: &[Labeled<'a>], files: &Files) -> Vec<Vec<Labeled<'a>>> {
    let primary = labels.first().map(|(_, label)| label.span);
    let mut labels: Vec<_> =
        labels.iter().filter(|(_, label)| shown(label.span, files)).copied().collect();
    labels.sort_by_key(|(_, label)| label.span);
    let mut clusters: Vec<Vec<Labeled>> = Vec::new();
    for label in labels {
        let near = clusters.last_mut().filter(|cluster| is_near(cluster, label));
        match near {
            Some(cluster) => cluster.push(label),
            None => clusters.push(vec![label]),
        }
    }
    let others =
        |cluster: &[Labeled]| !cluster.iter().any(|(_, label)| Some(label.span) == primary);
    clusters.sort_by_key(|cluster| others(cluster));
    clusters
}

/// Whether a label stands not far below the last one of a cluster.
fn is_near(cluster: &[Labeled], (_, label): Labeled) -> bool {
    cluster.last().is_some_and(|(_, above)| {
        let gap = label.span.start.saturating_sub(above.span.end);
        above.span.file == label.span.file && gap <= WIDEST_GAP
    })
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

/// One snippet from the first to the last of some labels in one file, the lines between folded.
fn snippet<'a>(labels: &[Labeled<'a>], files: &'a Files) -> Snippet<'a, Annotation<'a>> {
    let windows = labels.iter().map(|(_, label)| (label.span.file, window(label.span, files)));
    let joined = windows.reduce(|(file, a), (_, b)| {
        let first_line = a.first_line.min(b.first_line);
        let bytes = a.bytes.start.min(b.bytes.start)..a.bytes.end.max(b.bytes.end);
        (file, Window { first_line, bytes })
    });
    let Some((file, joined)) = joined else { return Snippet::source("") };
    let source = &files.get(file).text()[joined.bytes.clone()];
    let mut snippet = Snippet::source(source)
        .path(files.get(file).path())
        .line_start(joined.first_line)
        .fold(true);
    for (kind, label) in labels {
        let annotation = kind.span(inside(label.span, &joined.bytes, source));
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
