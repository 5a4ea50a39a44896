//! The columns of the table, in their order.

use counterflow_claim::KEYS;

use crate::parts::Part;

pub const FILE: &str = "file";
pub const ENTRY: &str = "entry";
pub const TIGHT: &str = "tight";
pub const COMMENT: &str = "comment";
pub const OTHER: &str = "other";
pub const LINES: &str = "lines";
pub const TEXT: &str = "text";

/// What the header's quantity means: written for spreadsheets, never read.
pub const READ_ONLY: [&str; 3] = ["low", "high", "unit"];

/// Keys that are not keys of claims, in the order in which they are usually written.
const OTHER_KEYS: [&str; 23] = [
    "publisher",
    "published",
    "url",
    "retrieved",
    "kind",
    "file",
    "sha256",
    "copies",
    "also",
    "ticker",
    "lei",
    "cik",
    "isin",
    "wikidata",
    "year-ends",
    "maybe",
    "member",
    "owner",
    "schedule",
    "why",
    "uses",
    "by",
    "on",
];

/// The keys that have a column.
pub fn keys() -> impl Iterator<Item = &'static str> {
    KEYS.iter().map(|key| key.word).chain(OTHER_KEYS)
}

/// Keys whose lines usually stand at an entry's end, wherever their columns are.
const LAST: [&str; 6] = ["in", "deal", "says", "date-basis", "note", "source"];

/// Where lines with this key stand if nothing says otherwise: as the columns do, then keys without
/// a column, then those that usually stand last.
pub fn rank(key: &str) -> usize {
    let count = KEYS.len() + OTHER_KEYS.len();
    if let Some(at) = LAST.iter().position(|last| *last == key) {
        return count + 1 + at;
    }
    keys().position(|known| known == key).unwrap_or(count)
}

/// The names of all columns.
pub fn columns() -> Vec<String> {
    let mut columns: Vec<String> = [FILE, ENTRY, TIGHT].map(str::to_string).into();
    for (part, name, _) in Part::ALL {
        // Text takes the last column, which it shares with lines kept as they stand.
        if part != Part::Text {
            columns.push(name.to_string());
        }
        if part == Part::Quantity {
            columns.extend(READ_ONLY.map(str::to_string));
        }
    }
    columns.push(COMMENT.to_string());
    columns.extend(keys().map(|key| format!("{key}:")));
    columns.extend([OTHER, LINES, TEXT].map(str::to_string));
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_column_has_the_name_of_another() {
        let mut names = columns();
        names.sort();
        let count = names.len();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}
