//! Every module says what it is; every fallible public function says how it fails.

use crate::Tree;

pub fn check(tree: &Tree, found: &mut Vec<String>) {
    for (path, text) in tree.sources() {
        if !text.trim_start().starts_with("//!") {
            found.push(format!("{path}: the module does not open with `//!`"));
        }
        fallible(path, text, found);
    }
}

fn fallible(path: &str, text: &str, found: &mut Vec<String>) {
    let lines: Vec<&str> = text.lines().collect();
    for (at, line) in lines.iter().enumerate() {
        let line = line.trim_start();
        if !line.starts_with("pub fn ") || is_private(path) {
            continue;
        }
        let signature: String = lines[at..].iter().take(8).copied().collect::<Vec<_>>().join(" ");
        let signature = signature.split('{').next().unwrap_or("");
        let returns = signature.split("->").last().unwrap_or("");
        if returns.contains("Result<") && !docs_above(&lines, at).contains("# Errors") {
            found.push(format!("{path}:{}: a fallible public function has no `# Errors`", at + 1));
        }
    }
}

/// Functions of a binary are not public to anyone.
fn is_private(path: &str) -> bool {
    path.starts_with("crates/counterflow-cli/")
}

fn docs_above(lines: &[&str], at: usize) -> String {
    let above = lines[..at].iter().rev().take_while(|line| {
        let line = line.trim_start();
        line.starts_with("///") || line.starts_with("#[")
    });
    above.copied().collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fallible_function_without_errors_is_found() {
        let mut found = Vec::new();
        let text = "//! A.\n/// B.\npub fn b() -> Result<(), ()> {\n";
        check(&Tree::of(&[("crates/x/src/lib.rs", text)]), &mut found);
        assert_eq!(found.len(), 1);
        let text = "//! A.\n/// B.\n///\n/// # Errors\npub fn b() -> Result<(), ()> {\n";
        found.clear();
        check(&Tree::of(&[("crates/x/src/lib.rs", text)]), &mut found);
        assert_eq!(found, [""; 0]);
    }
}
