//! A book's files to its claims.

use std::sync::Arc;

use counterflow_claim::{Claims, Documents, check, lower};
use counterflow_syntax::{Diagnosed, Diagnostic, LoadError, Tree, assemble};

use crate::{Settings, codes};

/// A book: its settings, its trees and its claims.
#[derive(Debug)]
pub struct Book {
    /// What `book.toml` says.
    pub settings: Settings,
    /// The trees of its files, the main one's first.
    pub trees: Vec<Tree>,
    /// What its sources say.
    pub claims: Claims,
    /// What is wrong with it.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads, lowers and checks a book.
///
/// `load` gives the bytes of a path below the book's folder; `main` names a file to start from
/// instead of the one that `book.toml` names. Nothing stops at a mistake: the book is as good as
/// it could be read, and every mistake is in the diagnostics, in the order of the text.
pub fn open(
    main: Option<&str>,
    mut load: impl FnMut(&str) -> Result<Vec<u8>, LoadError>,
) -> Diagnosed<Book> {
    let mut found = Vec::new();
    let mut files = counterflow_syntax::Files::default();
    let settings = match load("book.toml") {
        Ok(bytes) => {
            let id = files.add_bytes("book.toml", bytes);
            Settings::read(&files, id, &mut found)
        }
        Err(LoadError::Missing(_)) => Settings::default(),
        Err(error) => {
            found.push(settings_not_read(&error));
            Settings::default()
        }
    };
    let main = main.unwrap_or(&settings.main);
    let assembled = assemble(files, main, &mut load).into_parts(&mut found);
    let files = Arc::new(assembled.files);
    let claims = lower(&assembled.trees, files, settings.phrases).into_parts(&mut found);
    if assembled.trees.iter().all(|tree| tree.entries().is_empty()) && found.is_empty() {
        found.push(
            Diagnostic::new(&codes::EMPTY_BOOK, format!("`{main}` holds no entries"))
                .help("start with a `source`, a `company` and a claim; see docs/language.md"),
        );
    }
    let documents = documents(&claims, &mut load);
    found.extend(check(&claims, &documents));
    let mut found = settings.level(found);
    // In the order of the text, as a person goes through it; those without a place come first.
    found.sort_by_key(|one| one.primary.as_ref().map(|label| (label.span.file, label.span.start)));
    let book = Book { settings, trees: assembled.trees, claims, diagnostics: found.clone() };
    Diagnosed { value: book, diagnostics: found }
}

/// Settings that are there and cannot be had change numbers: that is said, and not passed over.
fn settings_not_read(error: &LoadError) -> Diagnostic {
    let why = match error {
        LoadError::Unreadable(why) => why.clone(),
        LoadError::TooLarge(bytes) => format!("it holds {bytes} bytes"),
        LoadError::Outside => "it leads out of the book's folder".to_string(),
        LoadError::Missing(_) => "there is no such file".to_string(),
    };
    let title = format!("`book.toml` cannot be read: {why}");
    Diagnostic::new(&codes::INVALID_SETTINGS, title).note("the book is read without its settings")
}

/// The files of the sources that are there.
fn documents(
    claims: &Claims,
    load: &mut impl FnMut(&str) -> Result<Vec<u8>, LoadError>,
) -> Documents {
    let mut documents = Documents::new();
    for path in claims.sources.iter().filter_map(|source| source.file) {
        let path = claims.plain(path).into_owned();
        if !documents.contains_key(&path)
            && let Ok(bytes) = load(&path)
        {
            documents.insert(path, bytes);
        }
    }
    documents
}
