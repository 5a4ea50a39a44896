//! Checks on the project itself: the import table, module docs, pages of codes, error sections,
//! stray files, words that messages do not use.

mod docs;
mod files;
mod imports;
mod messages;

use std::path::{Path, PathBuf};

/// Everything that is not tidy below a folder, one line each.
pub fn tidy(root: &Path) -> Vec<String> {
    let tree = Tree::read(root);
    let mut found = Vec::new();
    imports::check(&tree, &mut found);
    docs::check(&tree, &mut found);
    messages::check(&tree, &mut found);
    files::check(&tree, &mut found);
    found
}

/// The project's files with their texts, in order.
pub struct Tree {
    files: Vec<(String, String)>,
}

impl Tree {
    /// Reads all files below a folder but build outputs, version control and what git ignores.
    pub fn read(root: &Path) -> Tree {
        let mut files = Vec::new();
        walk(root, root, &mut files);
        files.sort();
        Tree { files }
    }

    /// A tree of given files, for tests.
    pub fn of(files: &[(&str, &str)]) -> Tree {
        let owned = files.iter().map(|(path, text)| (path.to_string(), text.to_string()));
        Tree { files: owned.collect() }
    }

    /// Paths and texts.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// The text of one file.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.files().find(|(given, _)| *given == path).map(|(_, text)| text)
    }

    /// The Rust files of the crates, tests and benches apart.
    pub fn sources(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files().filter(|(path, _)| {
            path.starts_with("crates/") && path.contains("/src/") && path.ends_with(".rs")
        })
    }
}

const SKIPPED: [&str; 8] =
    ["target", ".git", "corpus", "artifacts", ".venv", "out", "node_modules", "results"];

fn walk(root: &Path, folder: &Path, files: &mut Vec<(String, String)>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        let name =
            path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if path.is_dir() && !SKIPPED.contains(&name.as_str()) {
            walk(root, &path, files);
        } else if path.is_file() {
            let below =
                path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            #[expect(clippy::disallowed_methods, reason = "tidy reads the project's own files")]
            let bytes = std::fs::read(&path).unwrap_or_default();
            files.push((below, String::from_utf8_lossy(&bytes).into_owned()));
        }
    }
}
