//! Books that are held in memory, opened as the command opens them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use counterflow::{Book, LoadError, open};

/// The files of a book, by their paths below its folder.
pub type BookFiles = BTreeMap<String, Vec<u8>>;

/// The folder of the project.
pub fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Opens a book that is held in memory.
pub fn opened(files: &BookFiles) -> Book {
    let load = |path: &str| {
        files.get(path).cloned().ok_or_else(|| LoadError::Missing(files.keys().cloned().collect()))
    };
    open(None, load).value
}
