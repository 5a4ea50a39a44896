//! What was found wrong with a book, as data; only [`render`](crate::render_text) makes words of it.

use crate::{Code, Span};

/// How much a diagnostic matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; no number depends on it.
    Note,
    /// The numbers are right only under a choice that was made.
    Warning,
    /// The numbers would be wrong.
    Error,
}

impl Severity {
    /// `note`, `warning` or `error`.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// A span with what is to be said about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What; may be empty.
    pub text: String,
}

/// A change that would help, as text that can be typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, in one line.
    pub title: String,
    /// The span to replace, and by what; none where there is only advice.
    pub edit: Option<(Span, String)>,
}

/// One thing that is wrong with a book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which kind.
    pub code: &'static Code,
    /// Its level; starts as the code's own.
    pub severity: Severity,
    /// One lower-case phrase that stands alone, with the names and numbers.
    pub title: String,
    /// The smallest span that shows it.
    pub primary: Option<Label>,
    /// Everything else that contributed.
    pub secondary: Vec<Label>,
    /// Facts.
    pub notes: Vec<String>,
    /// What to type.
    pub help: Vec<Fix>,
}

impl Diagnostic {
    /// A diagnostic at the code's own level, with nothing but a title.
    pub fn new(code: &'static Code, title: impl Into<String>) -> Diagnostic {
        Diagnostic {
            code,
            severity: code.level,
            title: title.into(),
            primary: None,
            secondary: Vec::new(),
            notes: Vec::new(),
            help: Vec::new(),
        }
    }

    /// Points to the span that shows it.
    pub fn at(mut self, span: Span, text: impl Into<String>) -> Diagnostic {
        self.primary = Some(Label { span, text: text.into() });
        self
    }

    /// Points to a span that contributed.
    pub fn and(mut self, span: Span, text: impl Into<String>) -> Diagnostic {
        self.secondary.push(Label { span, text: text.into() });
        self
    }

    /// Adds a fact.
    pub fn note(mut self, text: impl Into<String>) -> Diagnostic {
        self.notes.push(text.into());
        self
    }

    /// Adds advice.
    pub fn help(mut self, title: impl Into<String>) -> Diagnostic {
        self.help.push(Fix { title: title.into(), edit: None });
        self
    }

    /// Adds a replacement that can be typed.
    pub fn replace(
        mut self,
        title: impl Into<String>,
        span: Span,
        by: impl Into<String>,
    ) -> Diagnostic {
        self.help.push(Fix { title: title.into(), edit: Some((span, by.into())) });
        self
    }
}

/// A value, and everything that was found wrong on the way to it.
#[derive(Clone, Debug)]
pub struct Diagnosed<T> {
    /// The value, as good as it could be made.
    pub value: T,
    /// What was found wrong, in the order in which it was found.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Diagnosed<T> {
    /// Takes the value and moves the diagnostics to the end of `found`.
    pub fn into_parts(self, found: &mut Vec<Diagnostic>) -> T {
        found.extend(self.diagnostics);
        self.value
    }
}
