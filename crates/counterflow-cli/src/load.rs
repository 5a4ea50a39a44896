//! Opening books: the only place that reads files.

use std::fs;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use counterflow::{Book, LoadError, open};
use counterflow_syntax::{Diagnosed, LARGEST_FILE};

use crate::output::Failure;

/// Opens a book: a folder, or one file.
///
/// # Errors
///
/// [`Failure::Call`] if there is nothing at the path. What is wrong inside the book is in the
/// diagnostics instead.
pub fn book(path: &Path) -> Result<Diagnosed<Book>, Failure> {
    let (folder, main) = folder_and_main(path)?;
    let root = fs::canonicalize(&folder).map_err(|error| no_book(path, &error))?;
    Ok(open(main.as_deref(), |below| read_below(&root, below)))
}

/// The folder of a book and, where the path is a file, its name.
///
/// # Errors
///
/// [`Failure::Call`] if there is nothing at the path, or its name cannot be read.
pub fn folder_and_main(path: &Path) -> Result<(PathBuf, Option<String>), Failure> {
    let found = fs::metadata(path).map_err(|error| no_book(path, &error))?;
    if found.is_dir() {
        return Ok((path.to_path_buf(), None));
    }
    let name = path.file_name().and_then(|name| name.to_str()).map(str::to_string);
    if name.is_none() {
        // Without its name the folder's main file would be read in its place.
        let text = format!("the name of the file `{}` is not UTF-8", path.display());
        return Err(Failure::Call(text));
    }
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty());
    Ok((folder.unwrap_or(Path::new(".")).to_path_buf(), name))
}

fn no_book(path: &Path, error: &std::io::Error) -> Failure {
    Failure::Call(format!("cannot open the book `{}`: {}", path.display(), reason(error)))
}

/// The bytes of a file below a folder, whose links may not lead out of it.
fn read_below(root: &Path, below: &str) -> Result<Vec<u8>, LoadError> {
    let path = root.join(below);
    let real = match fs::canonicalize(&path) {
        Ok(real) => real,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            return Err(LoadError::Missing(names_beside(root, &path)));
        }
        Err(error) => return Err(LoadError::Unreadable(reason(&error))),
    };
    if !real.starts_with(root) {
        return Err(LoadError::Outside);
    }
    read_file(&real)
}

/// The bytes of a regular file that is not too large.
pub fn read_file(path: &Path) -> Result<Vec<u8>, LoadError> {
    let unreadable = |error: std::io::Error| LoadError::Unreadable(reason(&error));
    let found = fs::metadata(path).map_err(unreadable)?;
    if !found.is_file() {
        return Err(LoadError::Unreadable("it is not a regular file".to_string()));
    }
    if found.len() > LARGEST_FILE {
        return Err(LoadError::TooLarge(found.len()));
    }
    let file = fs::File::open(path).map_err(unreadable)?;
    let mut bytes = Vec::with_capacity(found.len() as usize);
    // A file can grow while it is read.
    file.take(LARGEST_FILE + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    match bytes.len() as u64 > LARGEST_FILE {
        true => Err(LoadError::TooLarge(bytes.len() as u64)),
        false => Ok(bytes),
    }
}

/// The names of the book files in the folder of a path, as paths below the root, in order.
fn names_beside(root: &Path, path: &Path) -> Vec<String> {
    let Some(folder) = path.parent() else { return Vec::new() };
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let below = |entry: fs::DirEntry| {
        let path = entry.path();
        Some(path.strip_prefix(root).ok()?.to_str()?.to_string())
    };
    let mut names: Vec<String> = entries.flatten().filter_map(below).collect();
    names.retain(|name| name.ends_with(".book"));
    names.sort();
    names
}

/// The system's words for an error, without its number.
pub fn reason(error: &std::io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or(&text);
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}
