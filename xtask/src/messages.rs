//! Every code has its page and every page its code; no message uses words that blame or scold.

use std::collections::BTreeSet;

use crate::Tree;

const BANNED: [(&str, &str); 5] = [
    ("illegal", "say what cannot be combined"),
    ("please", "say what to type"),
    ("oops", "say what is wrong"),
    ("invalid input", "say what was expected"),
    (", got ", "write `expected …, found …`"),
];

pub fn check(tree: &Tree, found: &mut Vec<String>) {
    let codes: BTreeSet<&str> = counterflow::codes::all().iter().map(|code| code.name).collect();
    let pages: BTreeSet<&str> = tree
        .files()
        .filter_map(|(path, _)| path.strip_prefix("messages/")?.strip_suffix(".md"))
        .filter(|name| !name.contains('/'))
        .collect();
    for code in codes.difference(&pages) {
        found.push(format!("messages/{code}.md: the code has no page"));
    }
    for page in pages.difference(&codes) {
        found.push(format!("messages/{page}.md: no code has this name"));
    }
    for (path, text) in tree.files().filter(|(path, _)| path.starts_with("messages/")) {
        for (word, instead) in BANNED {
            if text.to_lowercase().contains(word) {
                found.push(format!("{path}: `{word}` is not for messages; {instead}"));
            }
        }
    }
}
