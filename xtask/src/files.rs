//! No stray files, no large ones outside of books, no paths of a machine, no trailing blanks.

use crate::Tree;

const LARGEST: usize = 256 * 1024;

/// Folders and files that belong at the root.
const ROOT: [&str; 23] = [
    ".cargo",
    ".ci",
    ".gitignore",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "Cargo.lock",
    "Cargo.toml",
    "DECISIONS.md",
    "GLOSSARY.md",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "bench",
    "books",
    "clippy.toml",
    "crates",
    "docs",
    "fuzz",
    "messages",
    "rustfmt.toml",
    "worked",
    "xtask",
];

pub fn check(tree: &Tree, found: &mut Vec<String>) {
    for (path, text) in tree.files() {
        let root = path.split('/').next().unwrap_or(path);
        if !ROOT.contains(&root) {
            found.push(format!("{path}: nothing says what this file is for"));
        }
        if text.len() > LARGEST && !path.starts_with("books/") && path != "Cargo.lock" {
            found.push(format!(
                "{path}: {} bytes; the limit outside of books is {LARGEST}",
                text.len()
            ));
        }
        if path.ends_with(".rs") || path.ends_with(".md") || path.ends_with(".book") {
            lines(path, text, found);
        }
    }
}

fn lines(path: &str, text: &str, found: &mut Vec<String>) {
    // Spelled in parts, so that this file does not hold what it looks for.
    let machine: [String; 3] = ["home", "root", "work"].map(|part| format!("/{part}/"));
    for (at, line) in text.lines().enumerate() {
        if line.ends_with([' ', '\t']) && !path.starts_with("messages/") {
            found.push(format!("{path}:{}: blanks at the end of the line", at + 1));
        }
        let starts = |path: &&String| {
            line.contains(&format!(" {path}")) || line.contains(&format!("\"{path}"))
        };
        if machine.iter().any(|path| starts(&path)) {
            found.push(format!("{path}:{}: a path of a machine", at + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stray_and_large_files_are_found() {
        let mut found = Vec::new();
        let large = "x".repeat(LARGEST + 1);
        check(
            &Tree::of(&[("scratch.txt", ""), ("docs/a.md", &large), ("books/b.book", &large)]),
            &mut found,
        );
        assert_eq!(found.len(), 2, "{found:?}");
    }

    #[test]
    fn trailing_blanks_are_found() {
        let mut found = Vec::new();
        check(&Tree::of(&[("docs/a.md", "a \nb\n")]), &mut found);
        assert_eq!(found.len(), 1);
    }
}
