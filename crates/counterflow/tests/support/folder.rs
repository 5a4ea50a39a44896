//! Books that lie beside the crate, opened as the command opens them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use counterflow::{Book, LoadError, open};

/// The files of a book, by their paths below its folder.
pub type BookFiles = BTreeMap<String, Vec<u8>>;

/// The folder of the project.
pub fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The files of a book of the project.
pub fn files_of(book: &str) -> BookFiles {
    let folder = project().join("books").join(book);
    let mut files = BookFiles::new();
    gather(&folder, &folder, &mut files);
    files
}

fn gather(root: &Path, folder: &Path, files: &mut BookFiles) {
    for entry in std::fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            gather(root, &path, files);
            continue;
        }
        let below = path.strip_prefix(root).expect("it lies below the root");
        let bytes = std::fs::read(&path).expect("the file can be read");
        files.insert(below.to_string_lossy().replace('\\', "/"), bytes);
    }
}

/// Opens a book that is held in memory.
pub fn opened(files: &BookFiles) -> Book {
    let load = |path: &str| {
        files.get(path).cloned().ok_or_else(|| LoadError::Missing(files.keys().cloned().collect()))
    };
    open(None, load).value
}
