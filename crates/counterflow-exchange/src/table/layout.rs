//! The `lines` column: in what order an entry's lines stand, and the comments among them.
//!
//! The column is empty where the lines stand in their usual order and none has a comment.
//! Otherwise it names the key of every line, with the line's comment behind it, and holds comment
//! lines as they stand. The last mention of a key stands for all its lines that are left.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::cells::{pack, unpack};
use super::columns::rank;
use crate::error::{Problem, shown};
use crate::parts::{FieldParts, Line};

/// The cell for these lines.
pub fn cell(lines: &[Line]) -> String {
    if is_usual(lines) {
        return String::new();
    }
    let mut mentions: Vec<String> = Vec::new();
    let mut mentioned = BTreeSet::new();
    // From the end: a line is not mentioned if the same key right above it can speak for it.
    for (at, line) in lines.iter().enumerate().rev() {
        let field = match line {
            Line::Field(field) => field,
            Line::Comment(text) => {
                mentions.push(text.clone());
                continue;
            }
        };
        let above = at.checked_sub(1).and_then(|at| lines.get(at));
        let same_above = matches!(above, Some(Line::Field(above)) if above.key == field.key);
        if field.comment.is_some() || !same_above || mentioned.contains(&field.key) {
            let comment = field.comment.as_ref().map_or(String::new(), |text| format!(" {text}"));
            mentions.push(format!("{}{comment}", field.key));
            mentioned.insert(&field.key);
        }
    }
    pack(mentions.iter().rev().map(String::as_str))
}

fn is_usual(lines: &[Line]) -> bool {
    let mut ranks = Vec::new();
    for line in lines {
        match line {
            Line::Field(field) if field.comment.is_none() => {
                ranks.push((rank(&field.key), &field.key))
            }
            _ => return false,
        }
    }
    ranks.is_sorted()
}

/// The lines of an entry: its values by key, laid out as the cell says.
///
/// Values that the cell does not mention follow in their usual order; a key in the cell that has
/// no value is passed over, since a cell may have been emptied.
///
/// # Errors
///
/// What in the cell is neither a key nor a comment.
pub fn lines(cell: &str, values: Vec<(String, String)>) -> Result<Vec<Line>, Problem> {
    let mut by_key: BTreeMap<String, VecDeque<String>> = BTreeMap::new();
    for (key, value) in values {
        by_key.entry(key).or_default().push_back(value);
    }
    let mentions = if cell.is_empty() { Vec::new() } else { mentions(cell)? };
    let mut left: BTreeMap<String, usize> = BTreeMap::new();
    for mention in &mentions {
        if let Mention::Key(key, _) = mention {
            *left.entry(key.clone()).or_default() += 1;
        }
    }
    let mut lines = Vec::new();
    for mention in mentions {
        match mention {
            Mention::Comment(text) => lines.push(Line::Comment(text)),
            Mention::Key(key, comment) => {
                let more = left.get_mut(&key).map_or(0, |left| {
                    *left -= 1;
                    *left
                });
                let values = by_key.entry(key.clone()).or_default();
                let count = if more == 0 { values.len() } else { 1.min(values.len()) };
                push(&mut lines, &key, values.drain(..count), comment);
            }
        }
    }
    let mut rest: Vec<(String, VecDeque<String>)> = by_key.into_iter().collect();
    rest.sort_by_key(|(key, _)| rank(key));
    for (key, values) in rest {
        push(&mut lines, &key, values.into_iter(), None);
    }
    Ok(lines)
}

/// Adds the lines of a key; the comment goes to the first, and stays by itself if there is none.
fn push(
    lines: &mut Vec<Line>,
    key: &str,
    values: impl Iterator<Item = String>,
    comment: Option<String>,
) {
    let mut comment = comment;
    for value in values {
        let comment = comment.take();
        lines.push(Line::Field(FieldParts { key: key.to_string(), value, comment, means: None }));
    }
    if let Some(comment) = comment {
        lines.push(Line::Comment(format!("  {comment}")));
    }
}

enum Mention {
    Key(String, Option<String>),
    Comment(String),
}

fn mentions(cell: &str) -> Result<Vec<Mention>, Problem> {
    let mentions = unpack(cell).into_iter().map(|text| {
        let trimmed = text.trim_start_matches([' ', '\t']);
        if trimmed.starts_with(';') {
            return Ok(Mention::Comment(text));
        }
        let (key, rest) = trimmed.split_once(' ').unwrap_or((trimmed, ""));
        let rest = rest.trim_matches(' ');
        if key.is_empty() || !(rest.is_empty() || rest.starts_with(';')) {
            let title = format!("`{}` is neither a key nor a comment", shown(&text));
            return Err(Problem::new(title)
                .help("write keys and comments with ` | ` between: `id | note ; why | source`"));
        }
        let comment = (!rest.is_empty()).then(|| rest.to_string());
        Ok(Mention::Key(key.to_string(), comment))
    });
    mentions.collect()
}
