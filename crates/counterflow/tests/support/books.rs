//! The books of the project.

use std::path::Path;

use crate::folder::{BookFiles, project};

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
