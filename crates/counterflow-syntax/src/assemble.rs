//! A book's files, found by following its includes. Reading itself is the caller's.

use std::collections::BTreeMap;

use crate::{
    Diagnosed, Diagnostic, Files, Span, TokenKind, Tree, Word, codes, nearest, parse, unquote,
};

/// Files of more bytes than this are not read: positions in them would not fit.
pub const LARGEST_FILE: u64 = 1 << 30;
/// After so many missing files no more are compared with the names beside them.
const MOST_SUGGESTIONS: usize = 200;
/// So many files of a loop are named.
const MOST_SHOWN: usize = 12;

/// Why a file could not be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoadError {
    /// There is no such file; the names beside it, for "did you mean".
    Missing(Vec<String>),
    /// It is there, and cannot be read; the system's own words.
    Unreadable(String),
    /// It is larger than what is read, in bytes.
    TooLarge(u64),
    /// The path, or a link in it, leads out of the book's folder.
    Outside,
}

/// All trees of a book, the main file's first, with the texts that they point into.
#[derive(Debug)]
pub struct Assembled {
    /// The texts.
    pub files: Files,
    /// The trees, in the order in which the includes name them.
    pub trees: Vec<Tree>,
}

/// Reads a book from its main file by following `include "path"`.
///
/// `load` gives the bytes of a path below the book's folder. A file is read once, however often
/// it is included; a file that includes itself, a path that leaves the folder and a file that
/// cannot be read are reported, and the rest of the book is read all the same.
///
/// `files` are texts already read, such as the settings; the book's files follow them.
pub fn assemble(
    files: Files,
    main: &str,
    mut load: impl FnMut(&str) -> Result<Vec<u8>, LoadError>,
) -> Diagnosed<Assembled> {
    let mut book = Assembled { files, trees: Vec::new() };
    let mut found = Vec::new();
    let mut read: BTreeMap<String, Read> = BTreeMap::new();
    // The files from the main one to the one whose includes are followed.
    let mut open: Vec<String> = Vec::new();
    let mut missing = 0;
    let mut steps = vec![Step::Follow(Include { path: main.to_string(), from: None })];
    while let Some(step) = steps.pop() {
        let include = match step {
            Step::Follow(include) => include,
            Step::Leave => {
                read.extend(open.pop().map(|path| (path, Read::Whole)));
                continue;
            }
        };
        match read.get(&include.path) {
            Some(Read::Open(at)) => {
                found.push(include_loop(&open[*at..], &include));
                continue;
            }
            Some(Read::Whole) => continue,
            None => {}
        }
        match load(&include.path) {
            Ok(bytes) => {
                let id = book.files.add_bytes(&include.path, bytes);
                let tree = parse(&book.files, id).into_parts(&mut found);
                let below = includes(&tree, &book.files, &include, &mut found);
                book.trees.push(tree);
                read.insert(include.path.clone(), Read::Open(open.len()));
                open.push(include.path);
                steps.push(Step::Leave);
                steps.extend(below.into_iter().rev().map(Step::Follow));
            }
            Err(mut error) => {
                missing += 1;
                if let LoadError::Missing(beside) = &mut error
                    && missing > MOST_SUGGESTIONS
                {
                    beside.clear();
                }
                found.push(not_loaded(&book.files, &include, &error));
                // Said once; the path is not tried again.
                read.insert(include.path, Read::Whole);
            }
        }
    }
    Diagnosed { value: book, diagnostics: found }
}

/// What is to be done next: the last step first, however deep the includes go.
enum Step {
    Follow(Include),
    /// All includes of the file that was opened last are followed.
    Leave,
}

/// How far a file has been read.
enum Read {
    /// Its includes are being followed; its place among the open files.
    Open(usize),
    Whole,
}

struct Include {
    path: String,
    from: Option<Span>,
}

/// The includes of a tree, with paths counted from the book's folder.
fn includes(tree: &Tree, files: &Files, at: &Include, found: &mut Vec<Diagnostic>) -> Vec<Include> {
    let mut below = Vec::new();
    for entry in tree.entries() {
        let mut words = tree.header(entry, files);
        if words.next().is_none_or(|word| word.text != "include") {
            continue;
        }
        let word = words.next();
        let Some(word) = word.filter(|word| word.kind == TokenKind::Text) else {
            found.push(without_path(tree.header_span(entry), word));
            continue;
        };
        match below_folder(&at.path, &unquote(word.text)) {
            Some(path) => below.push(Include { path, from: Some(word.span) }),
            None => found.push(outside(&unquote(word.text), word.span)),
        }
    }
    below
}

/// The path that `target` means in the file `from`, or nothing if it leaves the folder.
fn below_folder(from: &str, target: &str) -> Option<String> {
    if target.starts_with('/') || target.contains(['\\', ':', '\0']) {
        return None;
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            _ => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

fn without_path(header: Span, word: Option<Word>) -> Diagnostic {
    let found = Diagnostic::new(&codes::INCLUDE_WITHOUT_PATH, "an include names no file in quotes");
    match word.filter(|word| word.kind == TokenKind::Word) {
        Some(word) => found.at(word.span, "expected a path in quotes").replace(
            "write the path in quotes",
            word.span,
            format!("\"{}\"", word.text),
        ),
        None => found.at(header, "expected a path in quotes").help("write `include \"file.book\"`"),
    }
}

fn outside(path: &str, span: Span) -> Diagnostic {
    let found = Diagnostic::new(
        &codes::INCLUDE_LEAVES_BOOK,
        format!("`{path}` leads out of the book's folder"),
    )
    .note("a book is whole in its folder, so that it can be copied and checked anywhere");
    match path.contains('\\') {
        true => found.at(span, "not a path below the folder, with `/` between the names").replace(
            "write `/`",
            span,
            format!("\"{}\"", path.replace('\\', "/")),
        ),
        false => found
            .at(span, "outside the book's folder")
            .help("copy the file into the folder and name it there"),
    }
}

/// An include of a file that is open, with the open files from that one on.
fn include_loop(open: &[String], include: &Include) -> Diagnostic {
    let names = |open: &[String]| open.iter().map(|path| format!("{path} -> ")).collect::<String>();
    let mut chain = match open.len() > MOST_SHOWN {
        true => {
            let (first, last) = (&open[..MOST_SHOWN / 2], &open[open.len() - MOST_SHOWN / 2..]);
            format!("{}… -> {}", names(first), names(last))
        }
        false => names(open),
    };
    chain.push_str(&include.path);
    let found =
        Diagnostic::new(&codes::INCLUDE_LOOP, format!("`{}` includes itself", include.path))
            .note(format!("the includes run {chain}"))
            .help("remove this include; every file is read once, wherever it is included");
    match include.from {
        Some(span) => found.at(span, "leads back to a file that is still being read"),
        None => found,
    }
}

fn not_loaded(files: &Files, include: &Include, error: &LoadError) -> Diagnostic {
    let path = &include.path;
    let found = match error {
        LoadError::Outside => match include.from {
            Some(span) => return outside(&unquote(files.text(span)), span),
            None => Diagnostic::new(
                &codes::INCLUDE_LEAVES_BOOK,
                format!("`{path}` leads out of the book's folder"),
            ),
        },
        LoadError::Missing(beside) => missing(files, include, beside),
        LoadError::Unreadable(why) => {
            Diagnostic::new(&codes::UNREADABLE_FILE, format!("`{path}` cannot be read: {why}"))
        }
        LoadError::TooLarge(bytes) => {
            Diagnostic::new(&codes::FILE_TOO_LARGE, format!("`{path}` holds {bytes} bytes"))
                .note("at most 1 GiB (1073741824 bytes) is read of one file")
                .help("split the file and include the parts")
        }
    };
    match include.from {
        Some(span) => found.at(span, "named here"),
        None => found,
    }
}

/// A file that is not there, with the one beside it that may be meant.
fn missing(files: &Files, include: &Include, beside: &[String]) -> Diagnostic {
    let path = &include.path;
    let found = Diagnostic::new(&codes::UNREADABLE_FILE, format!("there is no file `{path}`"));
    let (_, name) = folder_and_name(path);
    let near = nearest(name, beside.iter().map(|path| folder_and_name(path).1));
    match (near, include.from) {
        (Some(near), Some(span)) => {
            let written = unquote(files.text(span));
            let (folder, _) = folder_and_name(&written);
            found.replace(
                "a file with a similar name is there",
                span,
                format!("\"{folder}{near}\""),
            )
        }
        (Some(near), None) => {
            found.help(format!("`{near}` is there: name it as the file to start from"))
        }
        (None, Some(_)) => found,
        (None, None) => found.help("write it, or name another file to start from in `book.toml`"),
    }
}

/// A path as its folder, with the `/` at its end, and the name in it.
fn folder_and_name(path: &str) -> (&str, &str) {
    path.split_at(path.rfind('/').map_or(0, |at| at + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes_of(files: &[(&str, &str)]) -> (usize, Vec<&'static str>) {
        let loaded = assemble(Files::default(), "main.book", |path| {
            let hit = files.iter().find(|(name, _)| *name == path);
            hit.map(|(_, text)| text.as_bytes().to_vec()).ok_or(LoadError::Missing(Vec::new()))
        });
        let codes = loaded.diagnostics.iter().map(|found| found.code.name).collect();
        (loaded.value.trees.len(), codes)
    }

    #[test]
    fn a_file_is_read_once_and_loops_are_reported() {
        let diamond =
            [("main.book", "include \"a\"\ninclude \"b\"\n"), ("a", "include \"b\"\n"), ("b", "")];
        assert_eq!(codes_of(&diamond), (3, vec![]));
        let ring = [("main.book", "include \"a\"\n"), ("a", "include \"main.book\"\n")];
        assert_eq!(codes_of(&ring), (2, vec!["include-loop"]));
    }

    #[test]
    fn paths_stay_in_the_folder() {
        assert_eq!(below_folder("main.book", "../x"), None);
        assert_eq!(below_folder("a/b.book", "../c.book"), Some("c.book".into()));
        assert_eq!(below_folder("a/b.book", "/etc/passwd"), None);
        assert_eq!(codes_of(&[("main.book", "include \"../x\"\n")]).1, ["include-leaves-book"]);
    }
}
