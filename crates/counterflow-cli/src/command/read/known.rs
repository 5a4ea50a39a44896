//! The names of a book that a reader knows beforehand.

use std::fs;
use std::path::Path;

use counterflow_read::output::BookNames;

use crate::load;
use crate::output::Failure;

/// The folder of a book that what was read is written to.
pub const FOLDER: &str = "read";

/// The names of a book; none without one.
///
/// # Errors
///
/// [`Failure::Call`] if there is no book at the path.
pub fn names(book: Option<&Path>) -> Result<BookNames, Failure> {
    let mut names = BookNames::default();
    if let Some(path) = book {
        names.add(&load::book(path)?.value.claims);
    }
    Ok(names)
}

/// The names of a book that is to be written to: with those of files that were written to it
/// and are not included yet. There are none where there is no book yet.
///
/// # Errors
///
/// [`Failure::Call`] if what is there cannot be read.
pub fn names_for(path: &Path) -> Result<BookNames, Failure> {
    if !path.exists() {
        return Ok(BookNames::default());
    }
    let mut names = BookNames::default();
    let (folder, main) = load::folder_and_main(path)?;
    let mut included = Vec::new();
    if main.is_some() || folder.join("main.book").exists() || folder.join("book.toml").exists() {
        let book = load::book(path)?.value;
        included.extend(book.claims.files.iter().map(|(_, file)| file.path().to_string()));
        names.add(&book.claims);
    }
    for name in written(&folder) {
        if !included.contains(&format!("{FOLDER}/{name}")) {
            names.add(&load::book(&folder.join(FOLDER).join(&name))?.value.claims);
        }
    }
    Ok(names)
}

/// The names of the files that were written to a book before, in order.
fn written(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder.join(FOLDER)) else { return Vec::new() };
    let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.filter(|name| name.ends_with(".book")).collect();
    names.sort();
    names
}

/// The lines that a book's main file lacks to include all that was written to it.
///
/// # Errors
///
/// [`Failure::Call`] if the book cannot be read.
pub fn missing_includes(path: &Path) -> Result<Vec<String>, Failure> {
    let (folder, _) = load::folder_and_main(path)?;
    let book = load::book(path)?.value;
    let files = book.claims.files.iter().map(|(_, file)| file.path().to_string());
    let included: Vec<String> = files.collect();
    let written = written(&folder).into_iter().map(|name| format!("{FOLDER}/{name}"));
    let missing = written.filter(|path| !included.contains(path));
    Ok(missing.map(|path| format!("include \"{path}\"")).collect())
}
