//! Crates import only what the table in ARCHITECTURE.md allows, so that text flows one way.

use std::collections::BTreeMap;

use crate::Tree;

pub fn check(tree: &Tree, found: &mut Vec<String>) {
    let Some(table) = tree.text("ARCHITECTURE.md").map(allowed) else {
        found.push("ARCHITECTURE.md: the import table is missing".to_string());
        return;
    };
    for (path, text) in tree.files() {
        let Some(name) = path.strip_prefix("crates/").and_then(|p| p.strip_suffix("/Cargo.toml"))
        else {
            continue;
        };
        let Some(allowed) = table.get(name) else {
            found.push(format!("{path}: `{name}` has no row in ARCHITECTURE.md"));
            continue;
        };
        for import in imports(text) {
            if !allowed.contains(&import) {
                found.push(format!(
                    "{path}: `{name}` may not import `{import}`; see ARCHITECTURE.md"
                ));
            }
        }
    }
}

/// The rows of the table whose first cell names a crate of ours.
fn allowed(text: &str) -> BTreeMap<String, Vec<String>> {
    let mut table = BTreeMap::new();
    let after = text.split("## What may import what").nth(1).unwrap_or("");
    let section = after.split("\n## ").next().unwrap_or("");
    for line in section.lines().filter(|line| line.starts_with("| counterflow")) {
        let mut cells = line.trim_matches('|').split('|').map(str::trim);
        let name = cells.next().unwrap_or("").to_string();
        let allowed = cells.next().unwrap_or("").split(',').map(|part| part.trim().to_string());
        table.insert(name, allowed.filter(|part| !part.is_empty()).collect());
    }
    table
}

/// The crates of ours that a manifest depends on, tests apart.
fn imports(manifest: &str) -> Vec<String> {
    let Ok(manifest) = manifest.parse::<toml::Table>() else { return Vec::new() };
    let table = manifest.get("dependencies").and_then(toml::Value::as_table);
    let names = table.map(|table| table.keys().cloned().collect::<Vec<_>>()).unwrap_or_default();
    names.into_iter().filter(|name| name.starts_with("counterflow")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "## What may import what\n| counterflow-syntax | |\n| counterflow-claim | counterflow-syntax |\n";

    fn run(manifest: &str) -> Vec<String> {
        let mut found = Vec::new();
        let files =
            [("ARCHITECTURE.md", TABLE), ("crates/counterflow-syntax/Cargo.toml", manifest)];
        check(&Tree::of(&files), &mut found);
        found
    }

    #[test]
    fn an_import_to_the_right_is_found() {
        assert_eq!(run("[dependencies]\ncounterflow-claim.workspace = true\n").len(), 1);
        assert_eq!(run("[dependencies]\nmemchr = \"2\"\n"), [""; 0]);
    }
}
