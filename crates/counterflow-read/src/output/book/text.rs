//! Text as a book writes it.

use crate::output::quote::may_stand;
use crate::output::table::on_one_line;

/// A text as a string of the language. What no string may hold is shown as `�`.
pub fn string(text: &str) -> String {
    let escaped = plain(text).replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{escaped}\"")
}

/// A text as a comment of the language, on one line.
pub fn comment(text: &str) -> String {
    format!("; {}\n", on_one_line(&plain(text)))
}

/// A text without line ends and marks that steer.
fn plain(text: &str) -> String {
    let steers = |one: char| !may_stand(one.encode_utf8(&mut [0; 4]));
    text.replace(['\n', '\r', '\t'], " ").replace(steers, "\u{FFFD}")
}

/// An entry: its header, and its keys with their values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The first line.
    pub header: String,
    /// The lines below.
    pub keys: Vec<(&'static str, String)>,
}

impl Entry {
    /// An entry without keys.
    pub fn new(header: impl Into<String>) -> Entry {
        Entry { header: header.into(), keys: Vec::new() }
    }

    /// Adds a key, if there is a value.
    pub fn key(&mut self, key: &'static str, value: Option<String>) {
        self.keys.extend(value.map(|value| (key, value)));
    }

    /// The entry as text, with an empty line behind.
    pub fn text(&self) -> String {
        let keys = self.keys.iter().map(|(key, value)| format!("  {key}: {value}\n"));
        format!("{}\n{}\n", self.header, keys.collect::<String>())
    }
}
