//! Checks on parts that come from outside: each must print a line that reads back as itself.

use counterflow_syntax::TokenKind;

use crate::error::{Problem, shown};
use crate::join::{field_line, header_line};
use crate::parts::{EntryKind, FieldParts, Header, Part};
use crate::split::{Piece, pieces, said, split_field, split_header};

/// The line of a header from outside.
///
/// # Errors
///
/// Every part that is wrong.
pub fn header(header: &Header) -> Result<String, Vec<(Part, Problem)>> {
    let line = header_line(header);
    let read = line.as_ref().ok().and_then(|line| read_back(line));
    match (line, read) {
        (Ok(line), Some(read)) if read == *header => Ok(line),
        (line, read) => Err(why_not(header, line, read)),
    }
}

/// The header that a line holds, and nothing else.
fn read_back(line: &str) -> Option<Header> {
    use TokenKind::{Comment, LoneReturn, Newline};
    let pieces = pieces(line);
    let plain = !pieces.iter().any(|piece| matches!(piece.kind, Comment | LoneReturn | Newline));
    split_header(&said(&pieces), line).filter(|_| plain)
}

/// What is wrong with a header that does not read back as itself.
fn why_not(
    header: &Header,
    line: Result<String, (Part, Problem)>,
    read: Option<Header>,
) -> Vec<(Part, Problem)> {
    let alone = Part::ALL.into_iter().filter_map(|(part, ..)| {
        let problem = header.list(part).iter().find_map(|text| part_alone(part, text).err());
        problem.map(|problem| (part, problem))
    });
    let alone: Vec<(Part, Problem)> = alone.collect();
    match (line, read) {
        _ if !alone.is_empty() => alone,
        (Err(problem), _) => vec![problem],
        (_, Some(read)) => differences(header, &read),
        (Ok(line), None) => {
            let title = format!("the parts print `{}`, which is no header", shown(&line));
            vec![(Part::Verb, Problem::new(title))]
        }
    }
}

/// Whether a part can stand in a header, whatever stands around it.
fn part_alone(part: Part, text: &str) -> Result<(), Problem> {
    one_line(text)?;
    match part {
        // An unknown verb is told with what it may have been.
        Part::Verb => Ok(()),
        Part::Title | Part::Role | Part::Words => Ok(()),
        Part::Quantity | Part::Text if is_blank(text) => {
            Err(Problem::new("expected text, found blanks"))
        }
        Part::Quantity | Part::Text => {
            pieces(&inside(text)).iter().find_map(comment_or_nothing).map_or(Ok(()), Err)
        }
        Part::FromMode | Part::ToMode if !matches!(text, "jointly" | "each") => {
            Err(Problem::new(format!("unknown mode `{}`", shown(text)))
                .help("write `jointly` or `each`"))
        }
        Part::Relation if !matches!(text, "denies" | "supports") => {
            Err(Problem::new(format!("unknown relation `{}`", shown(text)))
                .help("write `denies` or `supports`"))
        }
        Part::Date if !crate::split::looks_like_date(text) => {
            Err(Problem::new(format!("`{}` is no date", shown(text)))
                .help("write `2026-01-30`, `2026-01`, `2026-Q1` or another form of a date"))
        }
        _ => one_word(text),
    }
}

/// A part as it stands inside a line, where it is neither a key nor a byte order mark.
pub fn inside(text: &str) -> String {
    format!("- {text}")
}

fn comment_or_nothing(piece: &Piece) -> Option<Problem> {
    (piece.kind == TokenKind::Comment).then(|| {
        Problem::new("text after ` ;` would be read as a comment").help("put it in quotes")
    })
}

fn one_word(text: &str) -> Result<(), Problem> {
    match pieces(&inside(text)).as_slice() {
        [.., piece] if piece.kind == TokenKind::Word && piece.text == text => Ok(()),
        _ => Err(Problem::new(format!("`{}` is not one word", shown(text)))
            .help("write a name or word without blanks, quotes and commas")),
    }
}

/// Refuses a text that would end its line.
///
/// # Errors
///
/// That it does.
pub fn one_line(text: &str) -> Result<(), Problem> {
    match text.contains(['\n', '\r']) {
        true => Err(Problem::new("a line end stands in the text")
            .help("write it on one line; an entry has one line for each key")),
        false => Ok(()),
    }
}

/// The parts that the line of a header gives otherwise than they were given.
fn differences(given: &Header, read: &Header) -> Vec<(Part, Problem)> {
    let mut wrong = Vec::new();
    for (part, ..) in Part::ALL {
        let (given_part, read_part) = (given.list(part), read.list(part));
        if given_part == read_part {
            continue;
        }
        let verb = given.verb();
        let title = match (given_part, read_part) {
            (_, []) => format!("a header of `{verb}` has no such part"),
            (given, read) => {
                let (given, read) = (shown(&given.join(", ")), shown(&read.join(", ")));
                format!("expected `{given}` to stand for itself, and it is read as `{read}`")
            }
        };
        // What is read into a part that was not given was given elsewhere, and is told there.
        if !given_part.is_empty() {
            wrong.push((part, Problem::new(title).maybe_help(advice(part, verb))));
        }
    }
    if wrong.is_empty() {
        wrong.push((Part::Verb, Problem::new("the parts are read as others")));
    }
    wrong
}

fn advice(part: Part, verb: &str) -> Option<String> {
    Some(match (part, EntryKind::of(verb)?) {
        (Part::Quantity, _) => {
            "write the amount alone, and what follows it as `stage` or `nature`".to_string()
        }
        (Part::Tail, _) => "write one or two words as `stage` and `nature`".to_string(),
        (_, EntryKind::Claim(verb)) => {
            format!("a header of this verb is such as `{}`", verb.example)
        }
        _ => return None,
    })
}

/// Checks a `key: value` line from outside. What is wrong is wrong with its value, unless the
/// first of the pair names another part.
///
/// # Errors
///
/// `key`, `value` or `comment`, and what is wrong with it.
pub fn field(field: &FieldParts) -> Result<(), (&'static str, Problem)> {
    let read = split_field(&field_line(field));
    match read.as_ref().is_some_and(|read| read.same(field) || read.same(&trimmed(field))) {
        true => Ok(()),
        false => Err(why_no_field(field)),
    }
}

/// What is wrong with a line that does not read back as itself.
fn why_no_field(field: &FieldParts) -> (&'static str, Problem) {
    if let Err(problem) = one_line(&field.key) {
        return ("key", problem);
    }
    if let Err(problem) = one_line(&field.value) {
        return ("value", problem);
    }
    if let Some(Err(problem)) = field.comment.as_deref().map(trailing_comment) {
        return ("comment", problem);
    }
    let key_alone = format!("  {}:", field.key);
    if !matches!(pieces(&key_alone).as_slice(), [_, key] if key.kind == TokenKind::Key) {
        let problem = Problem::new(format!("`{}` is no key", shown(&field.key)));
        return ("key", problem.help("write one word, without its colon"));
    }
    ("value", not_itself(&field.value))
}

/// A field without the blanks that no line keeps.
fn trimmed(field: &FieldParts) -> FieldParts {
    let blanks = [' ', '\t'];
    FieldParts {
        // A string that is never closed holds the blanks up to its line's end.
        value: match split_field(&format!("  k: {}", field.value)) {
            Some(read) if read.comment.is_none() => read.value,
            _ => field.value.trim_matches(blanks).to_string(),
        },
        comment: field.comment.as_ref().map(|text| text.trim_end_matches(blanks).to_string()),
        ..field.clone()
    }
}

fn not_itself(value: &str) -> Problem {
    let line = format!("  k: {value}");
    match pieces(&line).iter().find_map(comment_or_nothing) {
        Some(problem) => problem,
        None => Problem::new("a string has no closing quote before the comment")
            .help("close it with `\"`; a quote inside a string is written `\\\"`"),
    }
}

/// Checks a comment at the end of a line.
///
/// # Errors
///
/// What is wrong.
pub fn trailing_comment(text: &str) -> Result<(), Problem> {
    one_line(text)?;
    match text.starts_with(';') {
        true => Ok(()),
        false => {
            Err(Problem::new("a comment starts with `;`")
                .help(format!("write `; {}`", shown(text))))
        }
    }
}

/// Checks a comment line.
///
/// # Errors
///
/// What is wrong.
pub fn comment_line(text: &str) -> Result<(), Problem> {
    trailing_comment(text.trim_start_matches([' ', '\t']))
}

/// Checks lines that are kept as they stand.
///
/// # Errors
///
/// What is wrong.
pub fn raw_lines(text: &str) -> Result<(), Problem> {
    match is_blank(text) {
        true => Err(Problem::new("the lines are empty").help("leave the entry out")),
        false => Ok(()),
    }
}

/// Whether a text has nothing but blanks and line ends, by what they are to the lexer.
fn is_blank(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'))
}
