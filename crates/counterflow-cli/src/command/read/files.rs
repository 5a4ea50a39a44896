//! The documents that paths lead to.

use std::fs;
use std::path::PathBuf;

pub use std::path::Path;

use counterflow::LoadError;

use crate::load;
use crate::output::Failure;

/// The files at paths, and in the folders at them, in order of their names; what starts with a
/// point is left out, and links to folders are not followed.
///
/// # Errors
///
/// [`Failure::Call`] if there is nothing at a path that was named, or a folder cannot be listed.
pub fn documents(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    for path in paths {
        let seen = fs::metadata(path).map_err(|error| failed(path, &error))?;
        match seen.is_dir() {
            true => below(path, &mut found)?,
            false => found.push(path.clone()),
        }
    }
    Ok(found)
}

fn below(folder: &Path, found: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let mut waiting = vec![folder.to_path_buf()];
    while let Some(folder) = waiting.pop() {
        let entries = fs::read_dir(&folder).and_then(Iterator::collect::<Result<Vec<_>, _>>);
        let mut entries = entries.map_err(|error| failed(&folder, &error))?;
        entries.sort_by_key(fs::DirEntry::file_name);
        entries.retain(|entry| !entry.file_name().to_string_lossy().starts_with('.'));
        let is_folder = |entry: &fs::DirEntry| entry.file_type().is_ok_and(|kind| kind.is_dir());
        let (folders, files): (Vec<_>, Vec<_>) = entries.into_iter().partition(is_folder);
        found.extend(files.iter().map(fs::DirEntry::path));
        waiting.extend(folders.iter().rev().map(fs::DirEntry::path));
    }
    Ok(())
}

fn failed(path: &Path, error: &std::io::Error) -> Failure {
    Failure::Call(format!("cannot read `{}`: {}", path.display(), load::reason(error)))
}

/// The bytes of a document.
///
/// # Errors
///
/// Why they cannot be had, for people.
pub fn read(path: &Path) -> Result<Vec<u8>, String> {
    let name = path.display();
    load::read_file(path).map_err(|error| match error {
        LoadError::Unreadable(why) => format!("cannot read `{name}`: {why}"),
        LoadError::TooLarge(size) => format!("`{name}` holds {size} bytes; the limit is 1 GiB"),
        LoadError::Missing(_) | LoadError::Outside => format!("there is no file `{name}`"),
    })
}
