//! The paths of a book's files: all below its folder.

use std::collections::BTreeMap;

use crate::error::{Problem, shown};

/// The settings, which are no file of entries.
pub const SETTINGS: &str = "book.toml";

/// The paths met so far.
#[derive(Default)]
pub struct Paths {
    files: BTreeMap<String, ()>,
}

impl Paths {
    /// Adds a path.
    ///
    /// # Errors
    ///
    /// Why no file can have it.
    pub fn add(&mut self, path: &str) -> Result<(), Problem> {
        below_folder(path)?;
        if self.files.insert(path.to_string(), ()).is_some() {
            let title = format!("the path `{}` is given twice", shown(path));
            return Err(Problem::new(title).help("put the entries into one file"));
        }
        self.not_a_folder(path)
    }

    /// Refuses a path that is at once a file and the folder of another.
    fn not_a_folder(&self, path: &str) -> Result<(), Problem> {
        let folder = format!("{path}/");
        let inside = self.files.range(folder.clone()..).next();
        let holds = inside.is_some_and(|(other, ())| other.starts_with(&folder));
        let mut above = path.match_indices('/').map(|(at, _)| &path[..at]);
        match holds || above.any(|above| self.files.contains_key(above)) {
            true => {
                let title = format!("`{}` and another path are a file and its folder", shown(path));
                Err(Problem::new(title).help("rename one of them"))
            }
            false => Ok(()),
        }
    }
}

/// Refuses a path that leaves the book's folder, or that some system reads otherwise.
///
/// # Errors
///
/// Why.
pub fn below_folder(path: &str) -> Result<(), Problem> {
    let why = if path.is_empty() {
        "a path is empty".to_string()
    } else if path == SETTINGS {
        "`book.toml` holds the settings and no entries".to_string()
    } else if path.starts_with('/') || path.contains(['\\', ':']) {
        format!("the path `{}` is not counted from the book's folder", shown(path))
    } else if path.chars().any(char::is_control) {
        format!("a control character stands in the path `{}`", shown(path))
    } else if path.split('/').any(|part| part == "..") {
        format!("the path `{}` leads out of the book's folder", shown(path))
    } else if path.split('/').any(|part| matches!(part, "" | ".")) {
        format!("the path `{}` has an empty part", shown(path))
    } else {
        return Ok(());
    };
    Err(Problem::new(why).help("write a path such as `deals/pier.book`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_in_the_folder() {
        for path in
            ["", "/etc/passwd", "../x", "a/../b", "a\\b", "C:x", "a//b", "./a", "a\nb", "book.toml"]
        {
            assert!(below_folder(path).is_err(), "{path}");
        }
        assert!(below_folder("deals/über.book").is_ok());
    }

    #[test]
    fn a_path_is_used_once_and_is_no_folder() {
        let mut paths = Paths::default();
        assert!(paths.add("a").is_ok());
        assert!(paths.add("a.book").is_ok());
        assert!(paths.add("a").is_err());
        assert!(paths.add("a/b").is_err());
        assert!(paths.add("c/d").is_ok());
        assert!(paths.add("c").is_err());
    }
}
